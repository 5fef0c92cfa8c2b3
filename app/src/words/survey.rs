//! Survey indicators: their tables, charts and files.

use chrono::NaiveDate;
use domain::indicator::{Dimension, Period};
use domain::weighting::{Interval, Unit, Weighted};

use super::format::{date, percent_of, thousands, whole_percent};

pub const LIST: &str = "指標";
pub const SHARE: &str = "割合";
pub const STRICT_SHARE: &str = "道具をつなぐ段階以上";
pub const ANSWERED: &str = "答えた数（n）";
pub const WEIGHTED: &str = "重みつきの割合";
pub const CHOICE: &str = "答え";
pub const SEE_ALONE: &str = "この指標だけのページ（区分・期間を選ぶ）";
pub const SEE_TABLE: &str = "表で見る";
pub const CSV: &str = "CSV";
pub const XLSX: &str = "XLSX（Excel）";
pub const CHOOSE: &str = "期間と区分を選ぶ";
pub const PERIOD: &str = "期間";
pub const BY: &str = "区分";
pub const AND: &str = "もう一つの区分";
pub const NO_BREAKDOWN: &str = "分けない";
pub const SHOW: &str = "表示する";
pub const TREND: &str = "月ごとの動き";
pub const TREND_NOTE: &str = "それぞれの月に終わった診断だけを数えます。同じ事業者は、その月の最後の1回だけです。たての線は95%の幅です。";
pub const MONTH: &str = "月";
pub const MAP: &str = "市町べつの地図";
pub const MAP_NOTE: &str = "市町をおよその位置に並べました。面積や形は表しません。濃いほど割合が高く、x は隠した数、– は答えがないことを示します。";
pub const ONE_BREAKDOWN_NOTE: &str = "答えが並ぶ指標は、区分を一つだけ選べます。";
pub const INTERVAL_NOTE: &str = "95%の幅は、たまたまの偏りで割合が動きうる広さです（ウィルソンの区間）。自分から答えた事業者の数字なので、県内すべての事業者の割合とは限りません。";
pub const NOT_WEIGHABLE: &str = "事業者の数の表は取り込まれていますが、答えた事業者がその区分に足りないなど、重みを決められないため、重みつきの割合は出せません。";
pub const UNLISTED: &str = "表に名前のない区分";
pub const SUPPRESSED_WHY: &str = "秘匿（少ないため、または引き算でわかるため）";
pub const TODAY: &str = "今日";
pub const NO_ANSWER: &str = "答えなし";
pub const N: &str = "n ";
/// Between two breakdowns.
pub const TIMES: &str = " × ";

/// A sheet's name in a file.
pub const SHEET: &str = "指標";
/// The heads of a file's columns.
pub const COLUMNS: [&str; 21] = [
    "期間",
    "回答者",
    "指標ID",
    "指標",
    "項目ID",
    "項目",
    "区分1",
    "区分1コード",
    "区分1名",
    "区分2",
    "区分2コード",
    "区分2名",
    "答えた数",
    "あてはまる数",
    "割合（%）",
    "95%区間 下（%）",
    "95%区間 上（%）",
    "重みつき割合（%）",
    "重みつき95%区間 下（%）",
    "重みつき95%区間 上（%）",
    "注",
];
pub const REAL: &str = "診断の回答";
pub const MADE_UP: &str = "作りものの回答（demo）";

#[must_use]
pub fn dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::EmployeeSize => "働いている人",
        Dimension::Industry => "仕事の種類",
        Dimension::Municipality => "市町",
    }
}

/// The group of those who did not say where they stand.
#[must_use]
pub fn not_said(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::EmployeeSize => "人数が不明",
        Dimension::Industry => "種類が不明",
        Dimension::Municipality => "市町が不明",
    }
}

/// What a table shows.
#[must_use]
pub fn caption(label: &str, by: &[Dimension], period_name: &str) -> String {
    let by: Vec<&str> = by.iter().map(|one| dimension(*one)).collect();
    let by = if by.is_empty() { String::new() } else { format!("、{}べつ", by.join("と")) };
    format!("{label}（{period_name}{by}、回答した事業者のうち）")
}

/// Which days count, and how.
#[must_use]
pub fn counted(period: &Period, today: NaiveDate) -> String {
    let from_to = period.first_and_last().map(|(first, last)| {
        let last = if period.is_closed(today) { date(last) } else { TODAY.to_owned() };
        format!("{}から{last}までに", date(first))
    });
    format!("{}終わった診断から。同じ事業者は最後の1回だけを数えます。", from_to.unwrap_or_default())
}

/// `48.1–56.4%`.
#[must_use]
pub fn interval(interval: Interval) -> String {
    format!("{}–{}%", percent_of(interval.low), percent_of(interval.high))
}

/// A group and an option, or a group alone.
#[must_use]
pub fn place_and_share(place: &str, share: &str) -> String {
    format!("{place} {share}")
}

/// What the chart shows, for those who do not see it.
#[must_use]
pub fn trend_description(lines: &[String]) -> String {
    format!("月ごとの割合。{}", lines.join("。"))
}

#[must_use]
pub fn trend_line(name: &str, months: &[String]) -> String {
    format!("{name}は、{}", months.join("、"))
}

#[must_use]
pub fn map_description(places: &[String]) -> String {
    format!("市町ごとの割合。{}", places.join("、"))
}

#[must_use]
pub fn trend_caption(label: &str) -> String {
    format!("{label}（月ごと、回答した事業者のうち）")
}

/// Both a city and a town are called so.
pub const BOTH_CITY_AND_TOWN: &str = "府中";

/// From which share on a shade stands, up to which it does not reach.
#[must_use]
pub fn shade(from: u64, to: u64) -> String {
    if to >= 100 { format!("{from}%以上") } else { format!("{from}%〜{to}%未満") }
}

#[must_use]
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Establishments => "事業所",
        Unit::PrivateEstablishments => "民営事業所",
        Unit::Enterprises => "企業等",
    }
}

/// A weighted share. In whole percent: with more digits, groups that are hidden beside each other could be told by it.
#[must_use]
pub fn weighted(weighted: &Weighted) -> String {
    format!("{}%", whole_percent(weighted.share))
}

#[must_use]
pub fn weighted_interval(interval: Interval) -> String {
    format!("{}–{}%", whole_percent(interval.low), whole_percent(interval.high))
}

/// The weighted share of everybody, with how sure it is.
#[must_use]
pub fn weighted_whole(all: &Weighted) -> String {
    let (share, interval) = (weighted(all), weighted_interval(all.interval));
    format!("{share}（95%の幅 {interval}、有効な n {:.0}）", all.effective_n)
}

/// What was weighted to.
#[must_use]
pub fn weighted_by(unit_name: &str, by: &[Dimension], sources: &[String]) -> String {
    let by: Vec<&str> = by.iter().map(|one| dimension(*one)).collect();
    format!(
        "県内の{unit_name}の数（{}）に、{}の割合が合うように重みをつけました。数える単位は{unit_name}です。",
        sources.join("、"),
        by.join("・")
    )
}

/// A table of numbers of businesses with its date.
#[must_use]
pub fn frame_source(title: &str, as_of: &str) -> String {
    format!("{title}、{as_of}")
}

/// Which part of all businesses the weighted share speaks of.
#[must_use]
pub fn covered(percent: &str, empty: &[String]) -> String {
    if empty.is_empty() {
        return "すべての区分に答えた事業者がいます。".to_owned();
    }
    format!(
        "答えた事業者がいない区分は推し量らず、除いています（全体の{percent}%についての数字です）。除いた区分：{}",
        empty.join("、")
    )
}

#[must_use]
pub fn cell_count(businesses: u64) -> String {
    format!("（{}）", thousands(businesses))
}
