//! A profile as it was typed: what of it counts, and how it is kept until it does.

use std::collections::BTreeMap;

use app::backend::{AgencyProfile, ProfileField, RawProfile};
use domain::agency::{Field, Kind};
use domain::content::Content;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::super::address;

/// Digits of a telephone number (E.164); the shortest is one for short calls.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=15;

/// A profile as it counts, or the fields that do not.
pub(super) fn read(typed: &RawProfile, content: &Content) -> Result<AgencyProfile, Vec<ProfileField>> {
    let mut unfit = Vec::new();
    let kind = Kind::parse(typed.text(ProfileField::Kind).trim());
    if kind.is_none() {
        unfit.push(ProfileField::Kind);
    }
    let mut texts = BTreeMap::new();
    for field in ProfileField::TEXTS.into_iter().filter(|field| *field != ProfileField::Kind) {
        match text(field, typed.text(field)) {
            Some(text) if text.is_empty() => {}
            Some(text) => {
                texts.insert(field, text);
            }
            None => unfit.push(field),
        }
    }
    let field = Field {
        municipalities: typed.municipalities.iter().cloned().collect(),
        pains: typed.pains.iter().cloned().collect(),
    };
    if field.municipalities.iter().any(|code| content.municipality(code).is_none()) {
        unfit.push(ProfileField::Municipalities);
    }
    if field.pains.iter().any(|id| content.questionnaire.pain(id).is_none()) {
        unfit.push(ProfileField::Pains);
    }
    if unfit.is_empty() { Ok(AgencyProfile { kind, texts, field }) } else { Err(unfit) }
}

/// A text as it is kept; empty: nothing was said. `None`: it does not count.
fn text(field: ProfileField, typed: &str) -> Option<String> {
    let plain = typed.replace("\r\n", "\n");
    let plain = plain.trim();
    let fits = plain.chars().count() <= field.longest()
        && !plain.contains(|c: char| c.is_control() && !(c == '\n' && field.has_lines()));
    if !fits || plain.is_empty() {
        return fits.then(String::new);
    }
    match field {
        ProfileField::Phone => phone(plain),
        ProfileField::Mail => address::read(plain).map(|address| address.to_string()),
        ProfileField::Url => url(plain),
        _ => Some(plain.to_owned()),
    }
}

/// A telephone number, whatever dashes and widths it was typed with.
fn phone(typed: &str) -> Option<String> {
    let dash = |c: char| if matches!(c, '‐'..='―' | '−' | 'ー') { '-' } else { c };
    let plain: String = typed.nfkc().map(dash).collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '+' | ' ');
    (DIGITS.contains(&digits) && plain.chars().all(is_sign)).then_some(plain)
}

/// An address of the web, of a host by name, that leads nowhere else than it says.
fn url(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().collect();
    let rest = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    let is_plain = plain.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\'));
    (is_host && is_plain).then_some(plain)
}

/// What was typed, as it is kept.
pub(super) fn written(typed: &RawProfile) -> String {
    let texts: BTreeMap<&str, &str> =
        typed.texts.iter().map(|(field, text)| (field.code(), text.as_str())).collect();
    json!({ "texts": texts, "municipalities": typed.municipalities, "pains": typed.pains }).to_string()
}

/// The same, read; what another version has written differently is left out.
pub(super) fn typed(written: &str) -> Option<RawProfile> {
    let value: Value = serde_json::from_str(written).ok()?;
    let texts = value.get("texts")?.as_object()?.iter();
    let list = |name: &str| {
        let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Some(RawProfile {
        texts: texts
            .filter_map(|(code, text)| Some((ProfileField::parse(code)?, text.as_str()?.to_owned())))
            .collect(),
        municipalities: list("municipalities"),
        pains: list("pains"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_as_they_are_meant() {
        for (field, typed, expected) in [
            (ProfileField::Phone, " ０８２－２２１－１２３４ ", Some("082-221-1234")),
            (ProfileField::Phone, "+81 (82) 221−1234", Some("+81 (82) 221-1234")),
            (ProfileField::Phone, "電話は082", None),
            (ProfileField::Phone, "119", None),
            (ProfileField::Phone, "", Some("")),
            (ProfileField::Mail, "soudan@example.jp", Some("soudan@example.jp")),
            (ProfileField::Mail, "soudan", None),
            (ProfileField::Url, "https://example.jp/a?b=c#d", Some("https://example.jp/a?b=c#d")),
            (ProfileField::Url, "ｈｔｔｐ://example.jp:8080", Some("http://example.jp:8080")),
            (ProfileField::Url, "javascript:alert(1)", None),
            (ProfileField::Url, "https://a.jp@evil.example/", None),
            (ProfileField::Url, "https://example.jp/\"><b>", None),
            (ProfileField::Url, "https:///example.jp", None),
            (ProfileField::Url, "//example.jp", None),
            (ProfileField::About, " 一行目\r\n二行目 ", Some("一行目\n二行目")),
            (ProfileField::Place, "一行目\n二行目", None),
            (ProfileField::Hours, "平日\u{7}", None),
        ] {
            assert_eq!(text(field, typed).as_deref(), expected, "{field:?} {typed}");
        }
        for field in ProfileField::TEXTS.into_iter().filter(|field| field.has_lines()) {
            assert!(text(field, &"長".repeat(field.longest())).is_some(), "{field:?}");
            assert!(text(field, &"長".repeat(field.longest() + 1)).is_none(), "{field:?}");
        }
    }

    #[test]
    fn what_was_typed_is_read_as_it_was_written() {
        let raw = RawProfile {
            texts: [(ProfileField::Url, "\"<&".to_owned()), (ProfileField::Kind, String::new())].into(),
            municipalities: vec!["34100".to_owned(), "x".to_owned()],
            pains: Vec::new(),
        };
        assert_eq!(typed(&written(&raw)), Some(raw));
        assert_eq!(typed("{}"), None);
    }
}
