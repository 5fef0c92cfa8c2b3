//! Words of the frame around every page.

pub const SITE: &str = "DXかんたん診断";
pub const PLACE: &str = "ひろしま";
pub const SITE_TITLE: &str = "DXかんたん診断 ひろしま";
pub const SKIP: &str = "本文へ進む";
pub const MAIN_PAGES: &str = "おもなページ";
pub const MENUS: &str = "支援メニュー";
pub const CASES: &str = "事例";
pub const PRIVACY: &str = "回答の扱い";
pub const INTERFACE: &str = "データとAPI";
pub const OPEN_DATA: &str = "オープンデータ";
pub const OFFICE: &str = "県の担当の方";
pub const TOP: &str = "トップ";
pub const HERE: &str = "いまいる場所";
pub const FOOT_NOTE: &str = "この診断はお名前なしで使えます。制度の内容は変わることがあります。申し込む前に最新の公募要領を確かめてください。";
pub const REQUIRED: &str = "※必須";
pub const OPTIONAL: &str = "※任意";
pub const NOT_KNOWN: &str = "わからない";
pub const ERROR: &str = "エラー：";
pub const ERROR_SUMMARY: &str = "入力内容に問題があります";
pub const DESCRIPTION: &str = "広島県の事業者のための簡易診断。約8分の設問に答えると、いまの段階、まずすること、使える支援とその理由がわかります。";

/// The title of a page, for the tab and the history.
#[must_use]
pub fn title(page: &str) -> String {
    format!("{page}｜{SITE_TITLE}")
}
