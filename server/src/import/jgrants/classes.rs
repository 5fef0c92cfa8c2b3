//! The portal's classes and free texts that become conditions or numbers, where they are plain enough to be read.
//! What is not understood makes no condition at all: half of one would send people away for nothing.

use domain::industry::Industries;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

/// What a text comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read {
    NoLimit,
    /// A condition as content files write it.
    Limit(Value),
    /// The word that is not understood.
    NotUnderstood(String),
}

/// 「漁業 / 建設業」: parted by a slash between blanks.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(" / ").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Full width and half width alike, without blanks.
fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Words for "any number of people".
const ANY_NUMBER: [&str; 3] = ["従業員数の制約なし", "従業員の制約なし", "制約なし"];

/// 「20名以下」「901名以上」「従業員数の制約なし」. Of several classes the widest counts.
pub(super) fn employees(text: Option<&str>) -> Read {
    let Some(text) = text else { return Read::NoLimit };
    let (mut most, mut least) = (None, None);
    for word in words(text) {
        let plain = folded(&word);
        if ANY_NUMBER.contains(&plain.as_str()) {
            return Read::NoLimit;
        }
        let people = |end: &str| plain.strip_suffix(end)?.parse::<u64>().ok();
        match (people("名以下"), people("名以上")) {
            (Some(max), _) => most = Some(most.map_or(max, |most: u64| most.max(max))),
            (_, Some(min)) => least = Some(least.map_or(min, |least: u64| least.min(min))),
            _ => return Read::NotUnderstood(word),
        }
    }
    let condition = |op: &str, value: u64, text: String| json!({ "fact": "employees", "op": op, "value": value, "level": "required", "text": text });
    match (most, least) {
        (None, None) => Read::NoLimit,
        (Some(most), None) => Read::Limit(condition("lte", most, format!("従業員が{most}人以下であること"))),
        (None, Some(least)) => {
            Read::Limit(condition("gte", least, format!("従業員が{least}人以上であること")))
        }
        // 「900名以下」 and 「901名以上」 together leave nobody out.
        (Some(most), Some(least)) if least <= most + 1 => Read::NoLimit,
        (Some(_), Some(_)) => Read::NotUnderstood(text.to_owned()),
    }
}

/// So many industries are told one by one; of more, those that are left out.
const TOLD: usize = 8;

/// 「製造業 / 卸売業、小売業」: divisions of JSIC by name. The portal writes 「、」 where the classification has 「，」.
pub(super) fn industries(text: Option<&str>, industries: &Industries) -> Read {
    let Some(text) = text else { return Read::NoLimit };
    let name =
        |text: &str| -> String { folded(text).chars().filter(|c| !"、,・･".contains(*c)).collect() };
    let mut divisions = Vec::new();
    for word in words(text) {
        match industries.divisions().find(|row| name(&row.name) == name(&word)) {
            Some(row) if divisions.contains(&row.division) => {}
            Some(row) => divisions.push(row.division),
            None => return Read::NotUnderstood(word),
        }
    }
    divisions.sort_unstable();
    let names = |wanted: bool| {
        let rows = industries.divisions().filter(|row| divisions.contains(&row.division) == wanted);
        rows.map(|row| row.name.as_str()).collect::<Vec<_>>()
    };
    let (named, others) = (names(true), names(false));
    if named.is_empty() || others.is_empty() {
        return Read::NoLimit;
    }
    let text = if named.len() <= TOLD {
        format!("業種が、{}であること", named.join("／"))
    } else {
        format!("業種が、{}のほかであること", others.join("／"))
    };
    let codes: Vec<String> = divisions.iter().map(char::to_string).collect();
    Read::Limit(json!({ "fact": "industry", "op": "in", "value": codes, "level": "required", "text": text }))
}

/// What may stand around a plain rate.
const BEFORE: [&str; 6] = ["補助対象経費の", "補助対象経費×", "対象経費の", "補助率:", "補助率", "経費の"];
const AFTER: [&str; 4] = ["以内", "以下", "を上限", "(以内)"];

/// 「1/2以内」「２／３」「50%」 → numerator and denominator; none where a text says anything more (「定額」, two rates,
/// "up to 4/5 if …"): the text stands for itself then.
pub(super) fn rate(text: &str) -> Option<(u64, u64)> {
    let folded = folded(text);
    let mut plain = folded.as_str();
    plain = BEFORE.iter().find_map(|before| plain.strip_prefix(before)).unwrap_or(plain);
    plain = AFTER.iter().find_map(|after| plain.strip_suffix(after)).unwrap_or(plain);
    let (num, den) = match plain.strip_suffix('%') {
        Some(percent) => reduced(number(percent)?, 100),
        None => {
            let (num, den) = plain.split_once(['/', '\u{2044}'])?;
            (number(num)?, number(den)?)
        }
    };
    (num > 0 && num <= den && den <= 100).then_some((num, den))
}

fn number(text: &str) -> Option<u64> {
    let digits = matches!(text.len(), 1..=3) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}

fn reduced(num: u64, den: u64) -> (u64, u64) {
    let shared =
        (1..=num.max(1)).rev().find(|n| num.is_multiple_of(*n) && den.is_multiple_of(*n)).unwrap_or(1);
    (num / shared, den / shared)
}

#[cfg(test)]
mod tests {
    use domain::content::Content;

    use super::*;
    use crate::content::{Checked, Files};

    fn content() -> Content {
        let Checked { content, .. } = Files::seed().check().expect("a sound seed");
        content
    }

    #[test]
    fn classes_of_people() {
        let bound = |read: Read| match read {
            Read::Limit(condition) => format!("{} {}", condition["op"], condition["value"]),
            Read::NoLimit => "-".to_owned(),
            Read::NotUnderstood(word) => format!("? {word}"),
        };
        for (text, told) in [
            ("従業員数の制約なし", "-"),
            ("5名以下", "\"lte\" 5"),
            ("300名以下", "\"lte\" 300"),
            ("３００名以下", "\"lte\" 300"),
            ("901名以上", "\"gte\" 901"),
            ("5名以下 / 20名以下", "\"lte\" 20"),
            ("900名以下 / 901名以上", "-"),
            ("20名以下 / 従業員数の制約なし", "-"),
            ("5名以下 / 901名以上", "? 5名以下 / 901名以上"),
            ("おおむね20名", "? おおむね20名"),
            ("", "-"),
        ] {
            assert_eq!(bound(employees(Some(text))), told, "{text}");
        }
        assert_eq!(employees(None), Read::NoLimit);
    }

    #[test]
    fn names_of_industries() {
        let content = content();
        let of = |text: &str| industries(Some(text), &content.industries);
        let Read::Limit(condition) = of("製造業 / 卸売業、小売業 / 宿泊業、飲食サービス業")
        else {
            panic!("no limit")
        };
        assert_eq!(condition["value"], json!(["E", "I", "M"]));
        assert_eq!(condition["text"], "業種が、製造業／卸売業，小売業／宿泊業，飲食サービス業であること");
        let Read::Limit(condition) = of("サービス業(他に分類されないもの) / 電気・ガス・熱供給・水道業")
        else {
            panic!("no limit")
        };
        assert_eq!(condition["value"], json!(["F", "R"]));
        let all: Vec<String> =
            content.industries.divisions().map(|row| row.name.replace('，', "、")).collect();
        assert_eq!(of(&all.join(" / ")), Read::NoLimit);
        let Read::Limit(condition) = of(&all[..18].join(" / ")) else { panic!("no limit") };
        assert_eq!(condition["value"].as_array().map(Vec::len), Some(18));
        assert_eq!(
            condition["text"],
            "業種が、公務（他に分類されるものを除く）／分類不能の産業のほかであること"
        );
        assert_eq!(of("製造業 / 宇宙業"), Read::NotUnderstood("宇宙業".to_owned()));
        assert_eq!(industries(None, &content.industries), Read::NoLimit);
    }

    #[test]
    fn plain_rates() {
        for (text, read) in [
            ("1/2以内", Some((1, 2))),
            ("2／3以内", Some((2, 3))),
            ("３／４", Some((3, 4))),
            ("２/３ 以内", Some((2, 3))),
            ("補助対象経費の2/3以内", Some((2, 3))),
            ("補助率：1/2", Some((1, 2))),
            ("50%", Some((1, 2))),
            ("５０％以内", Some((1, 2))),
            ("10/10", Some((10, 10))),
            ("100%", Some((1, 1))),
            ("定額", None),
            ("定額（上限50万円）", None),
            ("2/3 以内又は 1/2 以内", None),
            ("3／4（30名以下で設備費が30万円を超える場合は4／5）", None),
            ("1/2以内（小規模は2/3）", None),
            ("3/2", None),
            ("0/2", None),
            ("1/0", None),
            ("0%", None),
            ("1/1000", None),
            ("2026/4", None),
            ("", None),
        ] {
            assert_eq!(rate(text), read, "{text}");
        }
    }
}
