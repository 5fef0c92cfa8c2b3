//! What the labels of official statistics mean: size classes, divisions of industry, areas, marks instead of numbers.

use domain::content::Municipality;
use domain::industry::Industries;
use domain::prefecture::PREFECTURES;
use unicode_normalization::UnicodeNormalization;

/// 広島県.
const PREFECTURE: usize = 34;
const TOTALS: [&str; 7] = ["総数", "計", "合計", "総計", "全体", "総数(全産業)", "ALL"];

/// No country has as many businesses; sums of such numbers stay numbers.
const MOST: u64 = 1_000_000_000_000;

/// One width of each character, no white space, one sign for all tildes and one for all dashes.
pub(super) fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '〜' | '∼' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
        c => c,
    };
    text.nfkc().filter(|c| !c.is_whitespace()).map(one).collect()
}

/// A class of numbers of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Size {
    Total,
    Range {
        min: u64,
        max: Option<u64>,
    },
    /// 「出向・派遣従業者のみ」「不詳」: counted in the total, and of no size.
    Without,
}

/// `bare`: 人 may be left out, in a column that is known to hold sizes.
pub(super) fn size(text: &str, bare: bool) -> Option<Size> {
    let plain = plain(text);
    let label = plain.split('【').next().unwrap_or_default();
    // 「01_１～４人」: a code before the name.
    let label = match label.split_once('_') {
        Some((code, rest)) if code.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => label,
    };
    let label = ["企業常用雇用者規模", "常用雇用者規模", "常用雇用者", "従業者規模", "従業者", "規模"]
        .iter()
        .fold(label, |label, word| label.strip_prefix(word).unwrap_or(label));
    if TOTALS.contains(&label) {
        return Some(Size::Total);
    }
    if label.contains("派遣") || label.ends_with("不詳") {
        return Some(Size::Without);
    }
    range(label, bare).map(|(min, max)| Size::Range { min, max })
}

fn range(label: &str, bare: bool) -> Option<(u64, Option<u64>)> {
    if let Some(from) = label.strip_suffix("人以上").or_else(|| label.strip_suffix("人~")) {
        return Some((number(from)?, None));
    }
    if let Some(from) = label.strip_suffix('+').or_else(|| label.strip_suffix('-')).filter(|_| bare) {
        return Some((number(from)?, None));
    }
    if let Some(to) = label.strip_suffix("人以下") {
        return Some((0, Some(number(to)?)));
    }
    if let Some(below) = label.strip_suffix("人未満") {
        return Some((0, Some(number(below)?.checked_sub(1)?)));
    }
    let people = label.strip_suffix('人').or(bare.then_some(label))?;
    let (min, max) = match people.split_once(['~', '-']) {
        Some((min, max)) => (number(min.strip_suffix('人').unwrap_or(min))?, number(max)?),
        None => (number(people)?, number(people)?),
    };
    (min <= max).then_some((min, Some(max)))
}

fn number(text: &str) -> Option<u64> {
    let digits = text.replace(',', "");
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Industry {
    Total,
    Division(char),
    /// A part of a division: it is counted in it.
    Finer,
    /// Several divisions together (農林漁業, 非農林漁業, 第3次産業).
    Several,
}

/// A division by letter and name, or one of them. A letter with another division's name is none: before 2007 the letters
/// stood for others.
pub(super) fn industry(text: &str, industries: &Industries) -> Option<Industry> {
    let label = plain(text);
    if TOTALS.contains(&label.as_str()) || label.contains("全産業") {
        return Some(Industry::Total);
    }
    let (letter, name) = match label.chars().next()? {
        letter @ 'A'..='T' => (Some(letter), &label[1..]),
        _ => (None, label.as_str()),
    };
    if letter.is_some()
        && name.starts_with(['~', '-'])
        && name[1..].starts_with(|c: char| c.is_ascii_uppercase())
        || name.starts_with("農林漁業")
        || name.starts_with("非農林漁業")
        || name.starts_with('第') && name.contains("次産業")
    {
        return Some(Industry::Several);
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Industry::Finer);
    }
    let name = essence(name.trim_start_matches(['_', '-', ':', '.', '・', '、', ',']));
    let division = industries.divisions().find(|row| match letter {
        Some(letter) => row.division == letter && (name.is_empty() || essence(&row.name) == name),
        None => essence(&row.name) == name,
    })?;
    Some(Industry::Division(division.division))
}

/// A name without what is written in one way here and in another there: commas, and remarks in brackets. Remarks about
/// numbers of people stay: 「製造業（従業者4人以上）」 is another population.
fn essence(name: &str) -> String {
    let plain = plain(name);
    let name = match plain.split_once('(') {
        Some((name, remark)) if !remark.contains('人') || remark.starts_with("個人") => name,
        _ => &plain,
    };
    name.chars().filter(|c| !matches!(c, ',' | '、' | '・' | '.')).collect()
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    Prefecture,
    Municipality(String),
    /// A ward of 広島市: it is counted in the city.
    Ward,
    /// The country, another prefecture, or something in one.
    Elsewhere,
}

/// An area by its code (five digits, JIS), its name, or both, as they stand in one cell or in two.
pub(super) fn area(code: &str, name: &str, municipalities: &[Municipality]) -> Option<Area> {
    let (code, name) = (plain(code), plain(name));
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (leading, name) = name.split_at(digits);
    let name = name.trim_start_matches('_');
    let code = if leading.is_empty() { code.as_str() } else { leading };
    if name == "広島県" {
        return Some(Area::Prefecture);
    }
    by_code(code, municipalities).or_else(|| by_name(name, municipalities))
}

fn by_code(code: &str, municipalities: &[Municipality]) -> Option<Area> {
    let is_code = matches!(code.len(), 2 | 5) && code.bytes().all(|b| b.is_ascii_digit());
    let prefecture: usize = code.get(..2).filter(|_| is_code)?.parse().ok()?;
    match (prefecture, code.get(2..)?) {
        (PREFECTURE, "" | "000") => Some(Area::Prefecture),
        (PREFECTURE, rest) => {
            let known = municipalities.iter().find(|municipality| municipality.code == code);
            known.map(|municipality| Area::Municipality(municipality.code.clone())).or(matches!(
                rest.as_bytes(),
                [b'1', b'0', _]
            )
            .then_some(Area::Ward))
        }
        (0, "000") => Some(Area::Elsewhere),
        (number, _) => (1..=PREFECTURES.len()).contains(&number).then_some(Area::Elsewhere),
    }
}

fn by_name(name: &str, municipalities: &[Municipality]) -> Option<Area> {
    let within = name.strip_prefix("広島県").unwrap_or(name);
    let named = |name: &str| municipalities.iter().find(|municipality| municipality.name == name);
    // 「安芸郡府中町」; but 廿日市市 and 大崎上島町 have no 郡 in front of them.
    let found = named(within).or_else(|| named(within.split_once('郡')?.1));
    if let Some(municipality) = found {
        return Some(Area::Municipality(municipality.code.clone()));
    }
    if within.starts_with("広島市") && within.ends_with('区') {
        return Some(Area::Ward);
    }
    (name == "全国" || PREFECTURES.contains(&name)).then_some(Area::Elsewhere)
}

/// What stands where a number should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Known(u64),
    /// Hidden, not to be had, or left empty: it is not 0.
    Unknown,
}

/// 「-」 is none at all; 「X」「…」「***」 are numbers that are not told.
pub(super) fn value(text: &str) -> Option<Value> {
    let plain = plain(text);
    match plain.as_str() {
        "-" => Some(Value::Known(0)),
        "" | "X" | "x" | "χ" | "Χ" | "..." | "***" | "*" | "n.a." => Some(Value::Unknown),
        text => {
            let number = number(text.strip_suffix(".0").unwrap_or(text));
            number.filter(|number| *number <= MOST).map(Value::Known)
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Counts(domain::weighting::Unit),
    /// People, sales: not what a frame is made of.
    Other,
}

/// 「事業所数」, 「企業等数」, 「従業者数（人）」, or a unit.
pub(super) fn item(text: &str) -> Option<Item> {
    use domain::weighting::Unit;
    let label = plain(text);
    let name = label.split(['(', '【', '[']).next().unwrap_or_default();
    Some(match name {
        "民営事業所数" | "private_establishments" => Item::Counts(Unit::PrivateEstablishments),
        "事業所数" | "事業所" | "establishments" => Item::Counts(Unit::Establishments),
        "企業等数" | "企業数" | "会社企業数" | "企業" | "社" | "者" | "enterprises" => {
            Item::Counts(Unit::Enterprises)
        }
        name if name.ends_with("従業者数") || name.ends_with("雇用者数") => Item::Other,
        "人"
        | "男"
        | "女"
        | "売上高"
        | "売上(収入)金額"
        | "売上"
        | "付加価値額"
        | "百万円"
        | "万円"
        | "%" => Item::Other,
        _ => return None,
    })
}

/// Days, months or years that a text names, as `2021-06-01`, `2021-06` or `2021`; the most exact first.
pub(super) fn days(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut found: Vec<String> = text
        .match_indices('年')
        .filter_map(|(at, _)| {
            let year = year(&text[..at])?;
            let rest = &text[at + '年'.len_utf8()..];
            let part = |text: &str, sign: char, most: u32| {
                let (number, _) = text.split_once(sign)?;
                number.parse::<u32>().ok().filter(|number| (1..=most).contains(number))
            };
            let Some(month) = part(rest, '月', 12) else { return Some(format!("{year:04}")) };
            let rest = rest.split_once('月').map_or("", |(_, rest)| rest);
            Some(match part(rest, '日', 31) {
                Some(day) => format!("{year:04}-{month:02}-{day:02}"),
                None => format!("{year:04}-{month:02}"),
            })
        })
        .collect();
    found.extend(as_of(&text));
    found.sort_by_key(|day| std::cmp::Reverse(day.len()));
    found
}

/// The year at the end of a text: 2021, 令和3, 平成28, 令和元.
fn year(text: &str) -> Option<u32> {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '元').len();
    let (before, number) = text.split_at(start);
    let number: u32 = if number == "元" { 1 } else { number.parse().ok()? };
    let era = [("令和", 2018), ("平成", 1988)].into_iter().find(|(era, _)| before.ends_with(era));
    let year = era.map_or(number, |(_, years)| years + number);
    (1950..2200).contains(&year).then_some(year)
}

/// `2021`, `2021-06`, `2021-06-01`, `202106`.
pub(super) fn as_of(text: &str) -> Option<String> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let parted = match text.len() {
        6 if digits => format!("{}-{}", &text[..4], &text[4..]),
        4 if digits => text.to_owned(),
        7 | 10 if text.is_ascii() => text.to_owned(),
        _ => return None,
    };
    let whole = format!("{parted}{}", &"-01-01"[parted.len().saturating_sub(4)..]);
    let day: chrono::NaiveDate = whole.parse().ok()?;
    (day.to_string() == whole && parted.as_str() >= "1950").then_some(parted)
}

#[cfg(test)]
mod tests;
