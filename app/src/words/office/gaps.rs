//! The gap map.

use chrono::NaiveDateTime;

use crate::words::format;

pub const TITLE: &str = "困りごとの地図";
pub const SEE: &str = "困りごとの地図：使える支援が届いていない困りごとを見る";
pub const LEAD: &str = "診断を終えた事業者の困りごとに、きょう申し込める支援があるかを数えました。使える支援がない事業者の多い順に並びます。";
pub const RULE: &str = "「使える支援がない」は、その困りごとに向けた受付中（いつでもを含む）の支援に、必須の条件が合うものも、あと一歩のものもない事業者です。答えが足りず確かめきれない事業者もここに入ります。これから始まる受付と、未確認の受付は数えません。";
pub const BY_PAIN: &str = "困りごとべつ（県全体）";
pub const LIST: &str = "困りごとと市町べつ";
pub const NARROW: &str = "困りごとの地図をしぼりこむ";
pub const PAIN: &str = "困りごと";
pub const MUNICIPALITY: &str = "市町";
pub const SIZE: &str = "働いている人";
pub const WITH_PAIN: &str = "困っている";
pub const ELIGIBLE: &str = "使える支援がある";
pub const NEAR_MISS: &str = "あと一歩の支援がある";
pub const UNMET: &str = "使える支援がない";
pub const NONE: &str = "この組み合わせで、見せられる数はありません。";
pub const HIDDEN_NOTE: &str = "数が少なすぎるか、引き算でわかってしまう組み合わせは、この表に入れていません。入っていないことは、0 という意味ではありません。";
pub const SUPPRESSED_NOTE: &str =
    "x は、少なすぎるか、引き算でわかってしまうために隠した数です。ほとんど全員が同じ小さな区分も隠します。";
pub const OPEN_MENUS: &str = "この困りごとに向けた、受付中の支援";
pub const NO_OPEN_MENU: &str = "いま申し込めるものはありません。";
pub const CELLS: &str = "ますの数は「使える支援がない事業者 / 困っている事業者」です。";

/// A sheet's name in a file, and the heads of its columns.
pub const SHEET: &str = TITLE;
pub const COLUMNS: [&str; 11] = [
    "回答者",
    "困りごとID",
    PAIN,
    "市町コード",
    MUNICIPALITY,
    "規模ID",
    SIZE,
    UNMET,
    NEAR_MISS,
    ELIGIBLE,
    WITH_PAIN,
];

/// `2026年11月22日（日）19時05分現在`
#[must_use]
pub fn as_of(time: NaiveDateTime) -> String {
    format!("{}{}現在", format::date(time.date()), time.format("%-H時%M分"))
}

#[must_use]
pub fn table_caption(pain: &str) -> String {
    format!("「{pain}」の市町と働いている人の数べつ（使える支援がない / 困っている）")
}

/// Which sizes are counted.
#[must_use]
pub fn within_size(size: Option<&str>) -> String {
    size.map_or_else(|| "すべての規模".to_owned(), |size| format!("働いている人：{size}"))
}

/// Which places are counted; `sizes` by [`within_size`].
#[must_use]
pub fn within(municipality: Option<&str>, sizes: &str) -> String {
    format!("{}、{sizes}", municipality.unwrap_or("すべての市町"))
}

/// `within`: by [`within`].
#[must_use]
pub fn list_caption(within: &str) -> String {
    format!("使える支援がない事業者の多い困りごとと市町（{within}）")
}

/// `sizes`: by [`within_size`].
#[must_use]
pub fn by_pain_caption(sizes: &str) -> String {
    format!("{BY_PAIN}（{sizes}）")
}
