//! What is said of a menu that may be out of date.

use chrono::NaiveDate;
use domain::freshness::Doubt;

use super::format::partial_date;

pub const MAYBE_OLD: &str = "情報が古い可能性";
pub const TITLE: &str = "古くなったかもしれない支援";
pub const SEE: &str = "古くなったかもしれない支援を見る";
pub const LEAD: &str =
    "利用者の画面で「情報が古い可能性」と出ている支援です。出典を確かめ、内容と日付を直してください。";
pub const REASON: &str = "理由";
pub const NONE: &str = "古くなったかもしれない支援はありません。";
pub const ALL_REASONS: &str = "すべて";
pub const LINKS_HINT: &str = "出典や案内先のリンク切れは、命令 dx-shindan content links で確かめられます。";

fn day(day: NaiveDate) -> String {
    partial_date(&day.to_string())
}

/// The reason in a few words.
#[must_use]
pub fn doubt(doubt: Doubt) -> String {
    match doubt {
        Doubt::NoSource => "出典が確かめられていません".to_owned(),
        Doubt::Undated => "出典に日付がありません".to_owned(),
        Doubt::Old { as_of } => format!("出典は{}までのもの", day(as_of)),
        Doubt::ClosedUndated => "終了とあり、次の募集はわかりません".to_owned(),
        Doubt::ClosedLong { closed } => format!("{}に締め切り", day(closed)),
    }
}

/// A kind of reason, for officers.
#[must_use]
pub fn kind(kind: &str) -> &'static str {
    match kind {
        "no_source" => "出典なし",
        "undated" => "日付なし",
        "old" => "出典が古い",
        "closed_undated" => "終了（日付なし）",
        "closed_long" => "締切から長くたった",
        _ => "",
    }
}

/// Between several reasons.
pub const JOINT: &str = "、";

/// How the list was made.
#[must_use]
pub fn rule(days: u16) -> String {
    format!(
        "出典の日付か最後の締切から{days}日をこえたもの、日付や出典のないもの、日付なしで終了とあるものを数えます（日数は設定 DX_FRESH_DAYS）。"
    )
}
