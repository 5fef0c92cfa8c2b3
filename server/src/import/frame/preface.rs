//! What the lines above a table's head tell: its title, what it counts, and when.

use domain::weighting::Unit;

use super::labels::{self, plain};

/// Longest title that is kept, in characters.
const TITLE: usize = 200;
/// What a line above the head is called that says whose the table is.
const TITLES: [&str; 4] = ["統計名", "表題", "STATISTICS_NAME", "TITLE"];
/// The same for when its numbers are of.
const DAYS: [&str; 4] = ["実施年月", "調査年月", "調査時点", "SURVEY_DATE"];

/// What is counted, if the lines say one thing.
pub(super) fn unit(preface: &[Vec<String>]) -> Option<Unit> {
    preface.iter().flatten().find_map(|text| unit_in(text))
}

/// When the numbers are of: lines that say so, the table's only time, its title.
pub(super) fn day(preface: &[Vec<String>], time: Option<&str>) -> Option<String> {
    let lines: Vec<String> = preface.iter().map(|line| line.join(" ")).collect();
    let said =
        lines.iter().filter(|line| DAYS.iter().any(|word| line.contains(word)) || line.contains("現在"));
    let titles = lines.iter().filter(|line| TITLES.iter().any(|word| line.starts_with(word)));
    said.flat_map(|line| day_in(line))
        .max_by_key(String::len)
        .or_else(|| time.and_then(|time| day_in(time).into_iter().next()))
        .or_else(|| titles.chain(lines.first()).find_map(|line| day_in(line).into_iter().next()))
}

/// What a title says that is counted, if it says one thing.
fn unit_in(text: &str) -> Option<Unit> {
    let plain = plain(text);
    let has = |word: &str| plain.contains(word);
    match (has("民営事業所数"), has("事業所数"), has("企業等数") || has("企業数")) {
        (true, _, false) => Some(Unit::PrivateEstablishments),
        (false, true, false) => Some(Unit::Establishments),
        (false, false, true) => Some(Unit::Enterprises),
        _ => None,
    }
}

fn day_in(line: &str) -> Vec<String> {
    let words = line.split([' ', '　', '：', ':', ',']).filter_map(|word| labels::as_of(&plain(word)));
    let mut found = labels::days(line);
    found.extend(words);
    found
}

/// Of what the lines above the head call so; otherwise the first line.
pub(super) fn title(preface: &[Vec<String>]) -> Option<String> {
    let named = |line: &&Vec<String>| {
        line.first().is_some_and(|word| TITLES.contains(&plain(word).trim_end_matches(':')))
    };
    let mut parts: Vec<String> = preface.iter().filter(named).map(|line| line[1..].join(" ")).collect();
    parts.dedup();
    if parts.is_empty() {
        parts.extend(preface.iter().find(|line| !line.is_empty()).map(|line| line.join(" ")));
    }
    let title: String = parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(TITLE).collect();
    (!title.is_empty()).then_some(title)
}
