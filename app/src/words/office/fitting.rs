//! Who fits a menu.

pub const TITLE: &str = "この支援に合う事業者は何者か";
pub const LIST_TITLE: &str = "支援ごとの合う事業者";
pub const LEAD: &str =
    "診断を終えた事業者を、最後の診断の答えで数えました。支援の必須の条件だけで分けています。";
pub const LIST_CAPTION: &str = "支援メニューと、条件に合う事業者の数";
pub const SEE_LIST: &str = "支援ごとに、合う事業者の数を見る";
pub const MENU: &str = "支援";
pub const ELIGIBLE: &str = "合う";
pub const NEEDS_INFO: &str = "確かめが必要";
pub const NEAR_MISS: &str = "あと一歩";
pub const BUSINESSES: &str = "数えた事業者";
pub const BY_SIZE: &str = "働いている人の数べつ";
pub const BY_INDUSTRY: &str = "仕事の種類べつ";
pub const BY_MUNICIPALITY: &str = "市町べつ";
pub const SUPPRESSED_NOTE: &str = "x は、少なすぎるか、引き算でわかってしまうために隠した数です。全員が同じ判定の小さな区分も隠します。「あと一歩」は、GビズIDの取得など、事業者が動けば満たせる条件だけが足りない事業者です。";

/// A sheet's name in a file, and the heads of its columns.
pub const SHEET: &str = LIST_TITLE;
pub const COLUMNS: [&str; 10] =
    ["回答者", "支援ID", MENU, "区分", "区分コード", "区分名", ELIGIBLE, NEEDS_INFO, NEAR_MISS, BUSINESSES];
