//! Finding menus in the catalogue. Nothing is hidden that a business could use.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::document::{ConditionLevel, MenuKind, ProviderLevel};
use crate::facts::{FactName, Facts};
use crate::menu::Menu;
use crate::truth::Truth;
use crate::window::Window;

/// What to look for; what is not given sets no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MenuFilter {
    pub words: Words,
    pub kind: Option<MenuKind>,
    pub provider_level: Option<ProviderLevel>,
    /// JIS code: menus that do not shut out a business there.
    pub municipality: Option<String>,
    pub pain: Option<String>,
    pub window: Option<Window>,
}

/// Words that must all occur, in whatever width and case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of what somebody typed, apart by spaces of any width.
    #[must_use]
    pub fn of(text: &str) -> Words {
        Words(folded(text).split_whitespace().map(str::to_owned).collect())
    }

    fn all_occur_in(&self, menu: &Menu) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let document = &menu.document;
        let parts = [&document.name, &document.provider, &document.summary];
        let text: Vec<&str> = parts.into_iter().chain(&document.eligible_costs).map(String::as_str).collect();
        let text = folded(&text.join("\n"));
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

impl MenuFilter {
    /// Does the menu fit, on Japan's day `on`?
    #[must_use]
    pub fn admits(&self, menu: &Menu, on: NaiveDate) -> bool {
        let document = &menu.document;
        self.kind.is_none_or(|kind| document.kind == kind)
            && self.provider_level.is_none_or(|level| document.provider_level == level)
            && self.window.is_none_or(|window| menu.reception.window(on) == window)
            && self.pain.as_ref().is_none_or(|pain| document.pains.contains(pain))
            && self.municipality.as_ref().is_none_or(|code| is_open_to(menu, code))
            && self.words.all_occur_in(menu)
    }
}

/// Nothing that is required rules out a business in this municipality.
fn is_open_to(menu: &Menu, municipality: &str) -> bool {
    let facts = Facts::default().with(FactName::Municipality, municipality);
    menu.conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::Required)
        .all(|condition| condition.comparison.holds(&facts) != Truth::False)
}

/// One width, one case.
fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::condition::Comparison;
    use crate::id_set::IdSet;
    use crate::menu::Condition;
    use crate::window::{Reception, Status};

    fn menu(municipality: Option<&str>) -> Menu {
        let document = serde_json::from_value(json!({
            "id": "it-help", "name": "ＩＴ導入の相談", "provider": "広島県", "provider_level": "prefecture",
            "kind": "consultation", "status": "rolling", "summary": "ﾊﾟｿｺﾝ選びを手伝う", "eligible_costs": ["Wi-Fi"],
            "pains": ["paperwork"], "solutions": [], "conditions": [], "url": "https://example.jp/",
            "source_url": "https://example.jp/", "source_kind": "primary", "verified": "page",
        }));
        let conditions = municipality.map(|code| Condition {
            comparison: Comparison::parse("municipality", "eq", &json!(code)).expect("well-formed"),
            level: ConditionLevel::Required,
            text: String::new(),
            op: "eq".to_owned(),
            value: json!(code),
        });
        Menu {
            document: document.expect("well-formed"),
            reception: Reception::new([], Status::Rolling),
            conditions: conditions.into_iter().collect(),
            pains: ["paperwork"].into_iter().collect(),
            solutions: IdSet::default(),
        }
    }

    fn found(filter: &MenuFilter, menu: &Menu) -> bool {
        filter.admits(menu, "2026-11-22".parse().expect("a date"))
    }

    fn with_words(text: &str) -> MenuFilter {
        MenuFilter { words: Words::of(text), ..MenuFilter::default() }
    }

    #[test]
    fn words_are_found_in_any_width_and_case() {
        let menu = menu(None);
        for text in ["", "it", "IT 相談", "パソコン", "WI-FI　広島県", "ｉｔ導入"] {
            assert!(found(&with_words(text), &menu), "{text}");
        }
        for text in ["融資", "it 融資"] {
            assert!(!found(&with_words(text), &menu), "{text}");
        }
    }

    #[test]
    fn a_municipality_finds_its_own_menus_and_those_for_all() {
        let kure = MenuFilter { municipality: Some("34202".to_owned()), ..MenuFilter::default() };
        assert!(found(&kure, &menu(None)));
        assert!(found(&kure, &menu(Some("34202"))));
        assert!(!found(&kure, &menu(Some("34100"))));
    }

    #[test]
    fn each_limit_limits() {
        let menu = menu(None);
        let fitting = MenuFilter {
            kind: Some(MenuKind::Consultation),
            provider_level: Some(ProviderLevel::Prefecture),
            pain: Some("paperwork".to_owned()),
            window: Some(Window::Rolling),
            ..MenuFilter::default()
        };
        assert!(found(&fitting, &menu));
        for other in [
            MenuFilter { kind: Some(MenuKind::Loan), ..fitting.clone() },
            MenuFilter { provider_level: Some(ProviderLevel::National), ..fitting.clone() },
            MenuFilter { pain: Some("funding".to_owned()), ..fitting.clone() },
            MenuFilter { window: Some(Window::Open), ..fitting.clone() },
        ] {
            assert!(!found(&other, &menu), "{other:?}");
        }
    }
}
