//! 「広島県」「中国地方 / 広島県」「全国 / 北海道 / …」 → the prefectures where a business must be.

use std::collections::BTreeSet;

use domain::prefecture::{PREFECTURES, name, numbers};
use serde_json::{Value, json};

use super::classes::{Read, words};

/// So many names are told one by one; of more, those that are left out.
const TOLD: usize = 10;

/// Of several receptions each has its own area: a business in any of them may apply to one.
pub(super) fn areas<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Read {
    let mut all = BTreeSet::new();
    for text in texts {
        // No word: no limit is told.
        let Some(text) = text else { return Read::NoLimit };
        for word in words(text) {
            match numbers(&word) {
                Some(of_word) => all.extend(of_word),
                None => return Read::NotUnderstood(word),
            }
        }
    }
    if all.is_empty() || all.len() == PREFECTURES.len() {
        Read::NoLimit
    } else {
        Read::Limit(condition(&all))
    }
}

fn condition(numbers: &BTreeSet<usize>) -> Value {
    let codes: Vec<String> = numbers.iter().map(|number| format!("{number:02}")).collect();
    let (op, value) = match codes.as_slice() {
        [one] => ("eq", json!(one)),
        several => ("in", json!(several)),
    };
    let names =
        |numbers: &mut dyn Iterator<Item = usize>| numbers.filter_map(name).collect::<Vec<_>>().join("・");
    let others = (1..=PREFECTURES.len()).filter(|number| !numbers.contains(number));
    let text = if numbers.len() <= TOLD {
        format!("{}にあること", names(&mut numbers.iter().copied()))
    } else if PREFECTURES.len() - numbers.len() <= TOLD {
        format!("{}のほかの都道府県にあること", names(&mut others.into_iter()))
    } else {
        format!("次のどれかにあること：{}", names(&mut numbers.iter().copied()))
    };
    json!({ "fact": "prefecture", "op": op, "value": value, "level": "required", "text": text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Read {
        areas([Some(text)])
    }

    fn limit(read: Read) -> (Value, String) {
        match read {
            Read::Limit(condition) => {
                (condition["value"].clone(), condition["text"].as_str().unwrap_or_default().to_owned())
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn areas_become_prefectures() {
        assert_eq!(limit(of("広島県")), (json!("34"), "広島県にあること".to_owned()));
        let (value, text) = limit(of("中国地方 / 広島県"));
        assert_eq!(value, json!(["31", "32", "33", "34", "35"]));
        assert_eq!(text, "鳥取県・島根県・岡山県・広島県・山口県にあること");
        let all_but =
            PREFECTURES.iter().filter(|name| **name != "広島県").copied().collect::<Vec<_>>().join(" / ");
        let (value, text) = limit(of(&all_but));
        assert_eq!(
            (value.as_array().map(Vec::len), text.as_str()),
            (Some(46), "広島県のほかの都道府県にあること")
        );
        let (_, text) = limit(of("東北地方 / 関東・甲信越地方"));
        assert!(text.starts_with("次のどれかにあること：青森県・"), "{text}");
    }

    #[test]
    fn the_whole_country_is_no_limit() {
        let all = PREFECTURES.join(" / ");
        for text in ["全国", &format!("全国 / {all}"), &all, "全国 / 広島県", ""] {
            assert_eq!(of(text), Read::NoLimit, "{text}");
        }
        assert_eq!(areas([None]), Read::NoLimit);
        assert_eq!(
            areas([Some("全国"), Some("中国地方 / 広島県")]),
            Read::NoLimit,
            "one of the rounds is open to all"
        );
        assert_eq!(areas([]), Read::NoLimit);
    }

    #[test]
    fn an_unknown_word_makes_no_half_a_limit() {
        for text in ["広島県 / 中部地方", "海外", "広島"] {
            assert!(matches!(of(text), Read::NotUnderstood(_)), "{text}");
        }
    }
}
