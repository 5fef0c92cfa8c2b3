//! The content files as they are written (TOML in `server/seed`, JSON in the database), before they are checked.
//! Every struct refuses keys it does not know: a slip of the pen must not vanish silently.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::window::Status;

/// `[scoring]` of the questionnaire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoringDocument {
    pub method: String,
    pub min_answered_per_dimension: usize,
    pub levels: Vec<LevelDocument>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelDocument {
    pub id: String,
    pub label: String,
    /// Lowest total (0–100) of the level, inclusive.
    pub min: u64,
}

/// A thing with an id and a label: dimension, solution, section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    pub id: String,
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionDocument {
    pub id: String,
    pub section: String,
    #[serde(rename = "type")]
    pub kind: QuestionType,
    pub required: bool,
    pub text: String,
    #[serde(default)]
    pub help: Option<String>,
    #[serde(default)]
    pub fact: Option<String>,
    #[serde(default)]
    pub options_from: Option<String>,
    #[serde(default)]
    pub min: Option<u64>,
    #[serde(default)]
    pub max: Option<u64>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub visible_if: Option<String>,
    #[serde(default)]
    pub max_choices: Option<usize>,
    #[serde(default)]
    pub dimension: Vec<String>,
    #[serde(default)]
    pub indicators: Vec<String>,
    #[serde(default)]
    pub score_rule: Option<String>,
    #[serde(default)]
    pub sets_otherwise: BTreeMap<String, Value>,
    #[serde(default)]
    pub options: Vec<OptionDocument>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionType {
    Single,
    Multi,
    Number,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionDocument {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub scores: BTreeMap<String, u64>,
    #[serde(default)]
    pub unknown: bool,
    #[serde(default)]
    pub exclusive: bool,
    #[serde(default)]
    pub stage: Option<u64>,
    #[serde(default)]
    pub value: Option<Value>,
    #[serde(default)]
    pub has_it_staff: Option<bool>,
    #[serde(default)]
    pub sets: BTreeMap<String, Value>,
}

/// 困りごと, with what helps and the first step that costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pain {
    pub id: String,
    pub label: String,
    pub solutions: Vec<String>,
    pub first_step: String,
}

/// What is counted (statistics.md §1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyIndicator {
    pub id: String,
    pub label: String,
    pub from_question: String,
    pub definition: String,
    pub measure: Measure,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_strict: Option<Measure>,
    pub breakdowns: Vec<String>,
}

/// How an answer is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// One number: those who chose any of the options, or at least so many that are not exclusive.
    Share {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        any_of: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<usize>,
    },
    /// How a single choice is distributed over its options.
    Distribution,
    /// For each option of a multiple choice, how many chose it.
    PerOption,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakdownDocument {
    pub employee_size: EmployeeSizeDocument,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmployeeSizeDocument {
    pub classes: Vec<SizeClass>,
    pub small_cell_threshold: u64,
    pub small_cell_note: String,
}

/// A class of the number of people employed; both ends inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeClass {
    pub id: String,
    pub label: String,
    pub min: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
}

/// `[search_words]` beside the menus: what else people call a kind of support, those who give it, pains and
/// solutions. A search for such a word finds everything of that kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    #[serde(default)]
    pub kind: BTreeMap<MenuKind, Vec<String>>,
    #[serde(default)]
    pub provider_level: BTreeMap<ProviderLevel, Vec<String>>,
    /// By id of the questionnaire's pain.
    #[serde(default)]
    pub pain: BTreeMap<String, Vec<String>>,
    /// By id of the questionnaire's solution.
    #[serde(default)]
    pub solution: BTreeMap<String, Vec<String>>,
}

/// A support menu as written; `support_menus.README.md` tells the meaning of each key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuDocument {
    pub id: String,
    pub name: String,
    pub provider: String,
    pub provider_level: ProviderLevel,
    pub kind: MenuKind,
    pub status: Status,
    pub summary: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_amount_yen: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_amount_yen: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_unit: Option<AmountUnit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subsidy_rate: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subsidy_rate_num: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subsidy_rate_den: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subsidy_rates: Vec<SubsidyRate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amount_tiers: Vec<AmountTier>,
    #[serde(default)]
    pub eligible_costs: Vec<String>,
    pub pains: Vec<String>,
    pub solutions: Vec<String>,
    pub conditions: Vec<ConditionDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// Several rounds instead of one pair of dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundDocument>,
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The provider's own text, as HTML of the few elements that [`crate::detail_html`] lets pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail_html: Option<String>,
    pub source_url: String,
    pub source_kind: SourceKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    pub verified: Verified,
}

/// A round of applications as written; at least its name or one of its days is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundDocument {
    /// As the provider calls it: 「第3次」.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
}

/// A condition as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionDocument {
    pub fact: String,
    pub op: String,
    pub value: Value,
    pub level: ConditionLevel,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionLevel {
    /// Without it the menu cannot be used.
    Required,
    /// Only moves the menu up.
    Preferred,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubsidyRate {
    pub num: u64,
    pub den: u64,
    pub when: String,
}

/// A step of the amount; in yen. Told apart by people, processes or case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountTier {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees_min: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees_max: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processes_min: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processes_max: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_yen: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_yen: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_yen_with_wage_increase: Option<u64>,
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $(#[serde(rename = $text)] $variant),+ }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),+];

            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            #[must_use]
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

vocabulary! {
    /// Who gives the support. Unknown where the source does not say (jGrants names no provider).
    ProviderLevel {
        National = "national",
        Prefecture = "prefecture",
        Municipality = "municipality",
        Agency = "agency",
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What kind of support it is.
    MenuKind {
        Subsidy = "subsidy",
        GrantEmployment = "grant_employment",
        Loan = "loan",
        Tax = "tax",
        ExpertDispatch = "expert_dispatch",
        Consultation = "consultation",
        Training = "training",
        ELearning = "e_learning",
        Matching = "matching",
        Scholarship = "scholarship",
        Information = "information",
        Certification = "certification",
        Event = "event",
    }
}

vocabulary! {
    /// What an amount is counted by; without one it is per application.
    #[expect(clippy::enum_variant_names, reason = "the words of the content files, each with its `per`")]
    AmountUnit {
        PerPerson = "per_person",
        PerYearPerOffice = "per_year_per_office",
        PerYearPerStudent = "per_year_per_student",
    }
}

vocabulary! {
    /// Where the facts of an entry were read.
    SourceKind { Primary = "primary", Secondary = "secondary", Seed = "seed", None = "none" }
}

vocabulary! {
    /// How an entry was verified: a stored public page, the plan's review, general knowledge, or not yet: taken over
    /// by a program from a public record.
    Verified { Page = "page", Seed = "seed", General = "general", Imported = "imported" }
}

/// A case of another business, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseExample {
    pub id: String,
    pub company: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// JSIC division letter.
    pub industry: String,
    pub industry_text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees_note: Option<String>,
    pub issue: String,
    pub action: String,
    pub effect: String,
    pub pains: Vec<String>,
    pub solutions: Vec<String>,
    pub source_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    pub verified: Verified,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A figure of the prefecture's two plans, as written (`indicators.toml`). No figure is not zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRecord {
    pub id: String,
    pub indicator: String,
    pub name: String,
    pub plan: String,
    pub section: String,
    pub unit: String,
    pub direction: PlanDirection,
    /// Japan's fiscal year, as `R6`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approx: Option<bool>,
    pub cumulative: bool,
    pub role: PlanRole,
    pub source_location: String,
    pub source_url: String,
    pub as_of: String,
    pub verified: Verified,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

vocabulary! {
    /// Which way a plan figure should go.
    PlanDirection {
        Higher = "higher_is_better",
        Lower = "lower_is_better",
        Achieved = "achieved_is_better",
    }
}

vocabulary! {
    /// What a plan figure is for.
    PlanRole { Kpi = "kpi", Output = "output", Progress = "progress", Reference = "reference" }
}
