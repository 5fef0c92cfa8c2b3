//! Menus, cases and plan figures.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use super::findings::{ContentFile, ContentProblem, Findings, Place, entries, known_keys};
use super::search_text::{self, case_text, menu_text};
use super::tables::Municipality;
use crate::case::Case;
use crate::condition::Comparison;
use crate::detail_html::is_plain;
use crate::document::{CaseExample, MenuDocument, PlanRecord, RoundDocument, SearchWords};
use crate::facts::{FactKind, FactName};
use crate::industry::Industries;
use crate::menu::{Condition, Menu};
use crate::questionnaire::Questionnaire;
use crate::window::{Reception, Round};

/// What entries of the catalogue may refer to. Without a readable questionnaire its references are not checked:
/// the questionnaire's own errors are reported instead.
pub(super) struct Vocabulary<'a> {
    pub(super) questionnaire: Option<&'a Questionnaire>,
    pub(super) municipalities: &'a [Municipality],
    pub(super) industries: &'a Industries,
    pub(super) words: SearchWords,
}

impl Vocabulary<'_> {
    fn has_pain(&self, id: &str) -> bool {
        self.questionnaire.is_none_or(|questionnaire| questionnaire.pain(id).is_some())
    }

    fn has_solution(&self, id: &str) -> bool {
        self.questionnaire.is_none_or(|questionnaire| questionnaire.solution(id).is_some())
    }

    /// Is the text a value that some business can have? Municipalities of other prefectures are not listed here.
    fn admits(&self, fact: FactName, text: &str) -> bool {
        match (fact.kind(), fact) {
            (FactKind::Set, _) => self.questionnaire.is_none_or(|questionnaire| {
                questionnaire
                    .question_for(fact)
                    .is_some_and(|question| question.choice(text).is_some_and(|c| !c.exclusive))
            }),
            (_, FactName::Municipality) => {
                let listed =
                    |prefecture: &str| self.municipalities.iter().any(|m| m.code.starts_with(prefecture));
                self.municipalities.iter().any(|m| m.code == text)
                    || text.get(..2).is_some_and(|p| !listed(p))
            }
            _ => true,
        }
    }
}

pub(super) fn menus(document: &Value, vocabulary: &Vocabulary<'_>, findings: &mut Findings) -> Vec<Menu> {
    let file = ContentFile::Menus;
    known_keys(file, document, &["schema", "as_of", search_text::KEY, "menu"], findings);
    let documents: Vec<MenuDocument> = entries(file, document, "menu", findings);
    documents.into_iter().map(|menu| check_menu(menu, vocabulary, findings)).collect()
}

fn check_menu(document: MenuDocument, vocabulary: &Vocabulary<'_>, findings: &mut Findings) -> Menu {
    let mut place = findings.at(ContentFile::Menus, &document.id);
    for (field, text) in
        [("name", &document.name), ("provider", &document.provider), ("summary", &document.summary)]
    {
        place.text(field, text);
    }
    place.url("url", &document.url);
    place.url("source_url", &document.source_url);
    place.references("pains", &document.pains, |id| vocabulary.has_pain(id));
    place.references("solutions", &document.solutions, |id| vocabulary.has_solution(id));
    check_amounts(&document, &mut place);
    let plain = document.detail_html.as_deref().is_none_or(is_plain);
    place.require(plain, "detail_html", || ContentProblem::Html);
    as_of(document.as_of.as_deref(), &mut place);
    let reception = reception(&document, &mut place);
    let conditions = conditions(&document, vocabulary, &mut place);
    let text = menu_text(&document, &conditions, vocabulary);
    let (pains, solutions) =
        (document.pains.iter().cloned().collect(), document.solutions.iter().cloned().collect());
    Menu { document, reception, conditions, pains, solutions, text }
}

fn check_amounts(menu: &MenuDocument, place: &mut Place<'_>) {
    let rising = |low: Option<u64>, high: Option<u64>| low.zip(high).is_none_or(|(low, high)| low <= high);
    place.require(rising(menu.min_amount_yen, menu.max_amount_yen), "max_amount_yen", || {
        ContentProblem::Range
    });
    for (number, tier) in (1..).zip(&menu.amount_tiers) {
        let holds = rising(tier.employees_min, tier.employees_max)
            && rising(tier.processes_min, tier.processes_max)
            && rising(tier.min_yen, tier.max_yen);
        place.require(holds, &format!("amount_tiers[{number}]"), || ContentProblem::Range);
    }
    let mut rate = |field: &str, num: u64, den: u64| {
        place.require(num <= den && den > 0, field, || ContentProblem::Range);
    };
    for (number, written) in (1..).zip(&menu.subsidy_rates) {
        rate(&format!("subsidy_rates[{number}]"), written.num, written.den);
    }
    if let Some((num, den)) = menu.subsidy_rate_num.zip(menu.subsidy_rate_den) {
        rate("subsidy_rate_num", num, den);
    }
}

fn reception(menu: &MenuDocument, place: &mut Place<'_>) -> Reception {
    let own = round(&menu.opens, &menu.closes, "", place);
    let dated = |round: &Round| round.opens.is_some() || round.closes.is_some();
    let mut rounds = Vec::new();
    for (number, written) in (1..).zip(&menu.rounds) {
        let read = round(&written.opens, &written.closes, &format!("rounds[{number}]."), place);
        place.require(says_something(written), &format!("rounds[{number}]"), || ContentProblem::Empty);
        rounds.push(read);
    }
    place.require(rounds.is_empty() || !dated(&own), "rounds", || ContentProblem::RoundsBesideDates);
    Reception::new(rounds.into_iter().chain([own]), menu.status)
}

/// A round may be announced before its days are.
fn says_something(round: &RoundDocument) -> bool {
    let named = round.name.as_deref().is_some_and(|name| !name.trim().is_empty());
    named || round.opens.is_some() || round.closes.is_some()
}

/// `within` is what stands before the names of the two fields: nothing, or the round's own place.
fn round(opens: &Option<String>, closes: &Option<String>, within: &str, place: &mut Place<'_>) -> Round {
    let mut day = |field: &str, text: &Option<String>| {
        let text = text.as_deref()?;
        let day = date(text);
        place
            .require(day.is_some(), &format!("{within}{field}"), || ContentProblem::BadDate(text.to_owned()));
        day
    };
    let (opens, closes) = (day("opens", opens), day("closes", closes));
    let ordered = opens.zip(closes).is_none_or(|(opens, closes)| opens <= closes);
    place.require(ordered, &format!("{within}closes"), || ContentProblem::ClosesBeforeOpens);
    Round { opens, closes }
}

fn conditions(menu: &MenuDocument, vocabulary: &Vocabulary<'_>, place: &mut Place<'_>) -> Vec<Condition> {
    let mut checked = Vec::new();
    for (index, condition) in menu.conditions.iter().enumerate() {
        let at = format!("conditions[{}]", index + 1);
        place.text(&format!("{at}.text"), &condition.text);
        match Comparison::parse(&condition.fact, &condition.op, &condition.value) {
            Err(error) => place.report("conditions", ContentProblem::Condition { number: index + 1, error }),
            Ok(comparison) => {
                for text in
                    comparison.named_texts().filter(|text| !vocabulary.admits(comparison.fact(), text))
                {
                    place.report(
                        &format!("{at}.value"),
                        ContentProblem::FactValue { fact: condition.fact.clone(), value: text.to_owned() },
                    );
                }
                checked.push(Condition {
                    comparison,
                    level: condition.level,
                    text: condition.text.clone(),
                    op: condition.op.clone(),
                    value: condition.value.clone(),
                });
            }
        }
    }
    checked
}

pub(super) fn cases(document: &Value, vocabulary: &Vocabulary<'_>, findings: &mut Findings) -> Vec<Case> {
    let file = ContentFile::Cases;
    known_keys(file, document, &["schema", "as_of", "case"], findings);
    let cases: Vec<CaseExample> = entries(file, document, "case", findings);
    for case in &cases {
        let mut place = findings.at(file, &case.id);
        for (field, text) in [
            ("company", &case.company),
            ("industry_text", &case.industry_text),
            ("issue", &case.issue),
            ("action", &case.action),
            ("effect", &case.effect),
        ] {
            place.text(field, text);
        }
        place.url("source_url", &case.source_url);
        place.references("pains", &case.pains, |id| vocabulary.has_pain(id));
        place.references("solutions", &case.solutions, |id| vocabulary.has_solution(id));
        let industry = [case.industry.clone()];
        place.references("industry", &industry, |id| vocabulary.industries.division(id).is_some());
        as_of(case.as_of.as_deref(), &mut place);
    }
    let checked = |case: CaseExample| Case { text: case_text(&case, vocabulary), document: case };
    cases.into_iter().map(checked).collect()
}

pub(super) fn plan_records(document: &Value, findings: &mut Findings) -> Vec<PlanRecord> {
    let file = ContentFile::Indicators;
    known_keys(file, document, &["schema", "as_of", "record"], findings);
    let records: Vec<PlanRecord> = entries(file, document, "record", findings);
    let mut seen = BTreeSet::new();
    for record in &records {
        let mut place = findings.at(file, &record.id);
        for (field, text) in [("name", &record.name), ("unit", &record.unit), ("section", &record.section)] {
            place.text(field, text);
        }
        place.url("source_url", &record.source_url);
        as_of(Some(&record.as_of), &mut place);
        if let Some(year) = &record.fiscal_year {
            let well_formed = year.strip_prefix('R').is_some_and(|n| n.parse::<u8>().is_ok_and(|n| n > 0));
            place.require(well_formed, "fiscal_year", || ContentProblem::BadDate(year.clone()));
            let key = (record.indicator.clone(), year.clone(), record.period.clone());
            place.require(seen.insert(key), "fiscal_year", || ContentProblem::Duplicate(year.clone()));
        }
    }
    records
}

/// The date of a source: a year, a month, or a day.
pub(super) fn as_of(text: Option<&str>, place: &mut Place<'_>) {
    if let Some(text) = text {
        place.require(is_source_date(text), "as_of", || ContentProblem::BadDate(text.to_owned()));
    }
}

/// Is it a year, a month, or a day: `2026`, `2026-04`, `2026-04-01`?
#[must_use]
pub fn is_source_date(text: &str) -> bool {
    let padded = format!("{text}{}", &"0000-01-01"[text.len().min(10)..]);
    matches!(text.len(), 4 | 7 | 10) && date(&padded).is_some()
}

/// A day written in full, as `2026-04-01`; chrono alone would also take `2026-4- 1`.
fn date(text: &str) -> Option<NaiveDate> {
    text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text)
}
