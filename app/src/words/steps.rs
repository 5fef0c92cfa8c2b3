//! Preparations: how long they take, and how they stand before a deadline.

use domain::backward_calendar::Pace;
use domain::content::Content;
use domain::facts::FactName;
use domain::lead_time::LeadTime;

pub const TITLE: &str = "締切から逆算すると";
pub const LEAD: &str =
    "準備ひとつずつの、始める期限です。みておく日数いっぱいにかかっても、締切に間に合う日です。";
pub const NOT_SEEN_BY_ANYONE: &str = "診断に答えると、もう済んでいる準備に印がつきます。";
pub const BEGIN_BY: &str = "までに始める";
pub const DONE: &str = "済み";
pub const LAST_DAY: &str = "締切";
pub const LAST_DAY_TEXT: &str =
    "この日まで申し込めます。時刻の区切りがあることもあるので、公募要領を確かめてください。";
pub const CALENDAR_FILE: &str = "締切と準備の日を、カレンダーに入れる";
pub const CALENDAR_FILE_NOTE: &str = "（.ics ファイル）";
pub const TAKES: &str = "かかる日数：";
pub const COST: &str = "費用：";
pub const GENERAL: &str = "日数は一般の目安（出典は未確認）";
pub const STEPS: &str = "準備";

/// `2〜3週間` where whole weeks say it, else `10〜17日`.
#[must_use]
pub fn span(min: u64, max: u64) -> String {
    let (min, max, unit) = if min.is_multiple_of(7) && max.is_multiple_of(7) && min > 0 {
        (min / 7, max / 7, "週間")
    } else {
        (min, max, "日")
    };
    if min == max { format!("{max}{unit}") } else { format!("{min}〜{max}{unit}") }
}

/// `GビズIDプライムを取る（無料、2〜3週間ほど）`
#[must_use]
pub fn step(lead_time: &LeadTime) -> String {
    let document = &lead_time.document;
    let cost = document.cost.as_ref().map_or(String::new(), |cost| format!("{cost}、"));
    format!("{}（{cost}{}ほど）", document.title, span(document.days_min, document.days_max))
}

/// What the owner can do about a condition on this fact; none where the content does not say.
#[must_use]
pub fn towards(content: &Content, fact: FactName) -> Option<String> {
    let steps: Vec<String> = content.lead_times_for(fact).map(step).collect();
    (!steps.is_empty()).then(|| steps.join("、"))
}

/// How a step stands.
#[must_use]
pub fn pace(pace: Pace) -> String {
    match pace {
        Pace::Done => DONE.to_owned(),
        Pace::Comfortable => "まだ余裕があります".to_owned(),
        Pace::Soon { days: 0 } => "期限はきょう".to_owned(),
        Pace::Soon { days } => format!("期限まであと{days}日"),
        Pace::AtRisk => "間に合わないおそれ（急げば間に合うことも）".to_owned(),
        Pace::TooLate => "間に合わないおそれが大きい".to_owned(),
    }
}

/// The deadline in a calendar.
#[must_use]
pub fn last_day_entry(menu: &str) -> String {
    format!("締切：{menu}")
}

#[must_use]
pub fn last_day_entry_text(provider: &str) -> String {
    format!(
        "{provider}の受付は、この日までです。時刻の区切りがあることもあります。最新の公募要領を確かめてください。"
    )
}

/// A preparation in a calendar, on the last day to begin.
#[must_use]
pub fn step_entry(title: &str, menu: &str) -> String {
    format!("始める期限：{title}（{menu}）")
}

#[must_use]
pub fn step_entry_text(lead_time: &LeadTime) -> String {
    let document = &lead_time.document;
    let span = span(document.days_min, document.days_max);
    format!("{}\n{TAKES}{span}。いっぱいにかかっても締切に間に合う、最後の日です。", document.text)
}

/// A day by which to begin.
#[must_use]
pub fn begin_by(day: &str) -> String {
    format!("{day}{BEGIN_BY}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_weeks_are_said_as_weeks() {
        for (min, max, text) in
            [(14, 21, "2〜3週間"), (7, 7, "1週間"), (10, 17, "10〜17日"), (0, 7, "0〜7日"), (3, 3, "3日")]
        {
            assert_eq!(span(min, max), text);
        }
    }
}
