//! Facts of a business, each known or unknown. Unknown is never false and never zero.

mod json;

use std::collections::BTreeSet;

use serde::Serialize;

/// One thing that may be known about a business, in the order in which the questionnaire asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactName {
    Prefecture,
    Municipality,
    Industry,
    IndustryCode,
    Employees,
    LegalForm,
    YearsInBusiness,
    CapitalYen,
    Pains,
    Wants,
    Tools,
    HasItStaff,
    DeclaredReskilling,
    SecurityAction,
    GbizidPrime,
    WageIncreasePlan,
    Sme,
    SmallEnterprise,
}

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    Text,
    Number,
    Bool,
    Set,
}

/// The legal forms told apart by 中小企業基本法 and the programmes.
pub const LEGAL_FORMS: [&str; 5] = ["corporation", "sole_proprietor", "association", "npo", "other"];
/// Declarations of SECURITY ACTION (IPA), weakest first.
pub const SECURITY_ACTIONS: [&str; 3] = ["none", "one_star", "two_star"];

impl FactName {
    pub const ALL: [FactName; 18] = [
        FactName::Prefecture,
        FactName::Municipality,
        FactName::Industry,
        FactName::IndustryCode,
        FactName::Employees,
        FactName::LegalForm,
        FactName::YearsInBusiness,
        FactName::CapitalYen,
        FactName::Pains,
        FactName::Wants,
        FactName::Tools,
        FactName::HasItStaff,
        FactName::DeclaredReskilling,
        FactName::SecurityAction,
        FactName::GbizidPrime,
        FactName::WageIncreasePlan,
        FactName::Sme,
        FactName::SmallEnterprise,
    ];

    /// The name in content files and in the JSON interface.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            FactName::Prefecture => "prefecture",
            FactName::Municipality => "municipality",
            FactName::Industry => "industry",
            FactName::IndustryCode => "industry_code",
            FactName::Employees => "employees",
            FactName::LegalForm => "legal_form",
            FactName::YearsInBusiness => "years_in_business",
            FactName::CapitalYen => "capital_yen",
            FactName::Wants => "wants",
            FactName::Pains => "pains",
            FactName::Tools => "tools",
            FactName::DeclaredReskilling => "declared_reskilling",
            FactName::GbizidPrime => "gbizid_prime",
            FactName::WageIncreasePlan => "wage_increase_plan",
            FactName::HasItStaff => "has_it_staff",
            FactName::SecurityAction => "security_action",
            FactName::Sme => "sme",
            FactName::SmallEnterprise => "small_enterprise",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<FactName> {
        FactName::ALL.into_iter().find(|fact| fact.as_str() == name)
    }

    #[must_use]
    pub fn kind(self) -> FactKind {
        match self {
            FactName::Prefecture
            | FactName::Municipality
            | FactName::Industry
            | FactName::IndustryCode
            | FactName::LegalForm
            | FactName::SecurityAction => FactKind::Text,
            FactName::Employees | FactName::YearsInBusiness | FactName::CapitalYen => FactKind::Number,
            FactName::Wants | FactName::Pains | FactName::Tools => FactKind::Set,
            FactName::DeclaredReskilling
            | FactName::GbizidPrime
            | FactName::WageIncreasePlan
            | FactName::HasItStaff
            | FactName::Sme
            | FactName::SmallEnterprise => FactKind::Bool,
        }
    }

    /// Follows from other facts; nobody is asked for it.
    #[must_use]
    pub fn is_derived(self) -> bool {
        matches!(self, FactName::Sme | FactName::SmallEnterprise)
    }

    /// What one would ask to learn this fact, for a fact that is not derived by law:
    /// the prefecture is learnt by asking for the municipality.
    #[must_use]
    pub fn asked_as(self) -> FactName {
        if self == FactName::Prefecture { FactName::Municipality } else { self }
    }

    /// The owner can change it by acting (engine.md §3, near misses).
    #[must_use]
    pub fn changes_by_acting(self) -> bool {
        matches!(
            self,
            FactName::GbizidPrime
                | FactName::SecurityAction
                | FactName::DeclaredReskilling
                | FactName::WageIncreasePlan
        )
    }

    /// Is this text a possible value of the fact? Only texts of closed vocabularies can be refused here;
    /// whether a municipality exists is for the list of municipalities to say.
    #[must_use]
    pub fn admits_text(self, text: &str) -> bool {
        let digits = |count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        let in_japan =
            || text.get(..2).and_then(|p| p.parse::<u8>().ok()).is_some_and(|p| (1..=47).contains(&p));
        match self {
            FactName::Prefecture => digits(2) && in_japan(),
            FactName::Municipality => digits(5) && in_japan(),
            FactName::Industry => text.len() == 1 && text.bytes().all(|b| (b'A'..=b'T').contains(&b)),
            FactName::IndustryCode => digits(2) || digits(3),
            FactName::LegalForm => LEGAL_FORMS.contains(&text),
            FactName::SecurityAction => SECURITY_ACTIONS.contains(&text),
            _ => false,
        }
    }
}

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FactValue {
    Text(String),
    /// People, years or yen: never negative.
    Number(u64),
    Bool(bool),
    Set(BTreeSet<String>),
}

impl FactValue {
    #[must_use]
    pub fn kind(&self) -> FactKind {
        match self {
            FactValue::Text(_) => FactKind::Text,
            FactValue::Number(_) => FactKind::Number,
            FactValue::Bool(_) => FactKind::Bool,
            FactValue::Set(_) => FactKind::Set,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let FactValue::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<u64> {
        if let FactValue::Number(number) = self { Some(*number) } else { None }
    }

    /// True or false, if it is one of them.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let FactValue::Bool(value) = self { Some(*value) } else { None }
    }

    /// The members, if it is a set.
    #[must_use]
    pub fn as_set(&self) -> Option<&BTreeSet<String>> {
        if let FactValue::Set(members) = self { Some(members) } else { None }
    }
}

impl From<&str> for FactValue {
    fn from(text: &str) -> FactValue {
        FactValue::Text(text.to_owned())
    }
}

impl From<u64> for FactValue {
    fn from(number: u64) -> FactValue {
        FactValue::Number(number)
    }
}

impl From<bool> for FactValue {
    fn from(value: bool) -> FactValue {
        FactValue::Bool(value)
    }
}

impl<const N: usize> From<[&str; N]> for FactValue {
    fn from(members: [&str; N]) -> FactValue {
        FactValue::Set(members.into_iter().map(str::to_owned).collect())
    }
}

/// All that is known of one business. What is absent is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    values: [Option<FactValue>; FactName::ALL.len()],
}

impl Facts {
    #[must_use]
    pub fn get(&self, fact: FactName) -> Option<&FactValue> {
        self.values[fact as usize].as_ref()
    }

    /// Learns a fact. The municipality says the prefecture too (first two digits of the JIS code).
    pub fn learn(&mut self, fact: FactName, value: impl Into<FactValue>) {
        let value = value.into();
        debug_assert_eq!(value.kind(), fact.kind(), "{fact:?}");
        if let (FactName::Municipality, FactValue::Text(code)) = (fact, &value)
            && let Some(prefecture) = code.get(..2)
        {
            self.values[FactName::Prefecture as usize] = Some(prefecture.into());
        }
        self.values[fact as usize] = Some(value);
    }

    /// The same facts and one more.
    #[must_use]
    pub fn with(mut self, fact: FactName, value: impl Into<FactValue>) -> Facts {
        self.learn(fact, value);
        self
    }

    #[must_use]
    pub fn text(&self, fact: FactName) -> Option<&str> {
        self.get(fact)?.as_text()
    }

    #[must_use]
    pub fn number(&self, fact: FactName) -> Option<u64> {
        self.get(fact)?.as_number()
    }

    #[must_use]
    pub fn set(&self, fact: FactName) -> Option<&BTreeSet<String>> {
        self.get(fact)?.as_set()
    }

    /// The known facts, in the order of [`FactName::ALL`].
    pub fn known(&self) -> impl Iterator<Item = (FactName, &FactValue)> {
        FactName::ALL.into_iter().filter_map(|fact| self.get(fact).map(|value| (fact, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_slots_agree() {
        for (slot, fact) in FactName::ALL.into_iter().enumerate() {
            assert_eq!(fact as usize, slot);
            assert_eq!(FactName::parse(fact.as_str()), Some(fact));
        }
    }

    #[test]
    fn the_municipality_tells_the_prefecture() {
        let facts = Facts::default().with(FactName::Municipality, "34209");
        assert_eq!(facts.text(FactName::Prefecture), Some("34"));
    }

    #[test]
    fn codes_are_checked_by_shape() {
        assert!(FactName::Municipality.admits_text("34100"));
        assert!(!FactName::Municipality.admits_text("99100"));
        assert!(!FactName::Municipality.admits_text("3410"));
        assert!(!FactName::Industry.admits_text("U"));
        assert!(!FactName::Industry.admits_text("あ"));
        assert!(FactName::IndustryCode.admits_text("05"));
        assert!(!FactName::SecurityAction.admits_text("three_star"));
    }
}
