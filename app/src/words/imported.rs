//! Menus that were imported.

pub const DETAIL: &str = "くわしい説明（取り込み元の文）";
pub const ROUNDS: &str = "募集回";
pub const NO_DATES: &str = "日付はまだ出ていません";
pub const CHANGED: &str = "取り込み元で変更あり。確認中";
/// As the portal's terms ask for.
pub const CITE_JGRANTS: &str = "Jグランツ（jGrants）からの出典";

#[must_use]
pub fn round(name: &str, dates: &str) -> String {
    if name.is_empty() { dates.to_owned() } else { format!("{name}：{dates}") }
}

#[must_use]
pub fn vanished(since: &str) -> String {
    format!("取り込み元に見当たりません（{since}から）")
}

#[must_use]
pub fn last_seen(day: &str) -> String {
    format!("（最後に取り込み元で確かめた日：{day}）")
}
