//! What a search looks through, put together once per entry when the content is checked.

use std::collections::BTreeMap;

use serde_json::Value;

use super::catalogue::Vocabulary;
use super::findings::{ContentFile, ContentProblem, Findings};
use super::shape;
use crate::document::{CaseExample, ConditionLevel, MenuDocument, SearchWords};
use crate::facts::FactName;
use crate::menu::Condition;
use crate::questionnaire::Questionnaire;
use crate::search::SearchText;

/// The key in the head of the menus' file.
pub(super) const KEY: &str = "search_words";

/// What else people call things; nothing where the file does not say.
pub(super) fn words(
    document: &Value,
    questionnaire: Option<&Questionnaire>,
    findings: &mut Findings,
) -> SearchWords {
    let Some(written) = document.get(KEY) else { return SearchWords::default() };
    let mut place = findings.at(ContentFile::Menus, KEY);
    let words: SearchWords = shape::read(written, &mut place).unwrap_or_default();
    place.references("pain", words.pain.keys(), |id| {
        questionnaire.is_none_or(|known| known.pain(id).is_some())
    });
    place.references("solution", words.solution.keys(), |id| {
        questionnaire.is_none_or(|known| known.solution(id).is_some())
    });
    for (field, said) in [
        ("kind", all(&words.kind)),
        ("provider_level", all(&words.provider_level)),
        ("pain", all(&words.pain)),
        ("solution", all(&words.solution)),
    ] {
        place.require(said.iter().all(|word| !word.trim().is_empty()), field, || ContentProblem::Empty);
    }
    words
}

fn all<K>(words: &BTreeMap<K, Vec<String>>) -> Vec<&str> {
    words.values().flatten().map(String::as_str).collect()
}

/// Name, provider, summary, costs, conditions, note; what its kind and its provider are called; its pains and
/// solutions by label and by what else they are called; the name and the reading of every municipality that a required
/// condition asks for.
pub(super) fn menu_text(
    menu: &MenuDocument,
    conditions: &[Condition],
    vocabulary: &Vocabulary<'_>,
) -> SearchText {
    let told =
        [&menu.name, &menu.provider, &menu.summary].into_iter().chain(&menu.eligible_costs).chain(&menu.note);
    let words = &vocabulary.words;
    let kind = called(words.kind.get(&menu.kind));
    let level = called(words.provider_level.get(&menu.provider_level));
    let conditions_told = conditions.iter().map(|condition| condition.text.as_str());
    let parts = told.map(String::as_str).chain(kind).chain(level).chain(conditions_told);
    let parts = parts.chain(places(conditions, vocabulary));
    SearchText::of(parts.chain(helps(vocabulary, &menu.pains, &menu.solutions)))
}

/// Company, place, trade, size, the story and its note; its pains and solutions as those of a menu.
pub(super) fn case_text(case: &CaseExample, vocabulary: &Vocabulary<'_>) -> SearchText {
    let told = [&case.company, &case.industry_text, &case.issue, &case.action, &case.effect];
    let known = [&case.prefecture, &case.city, &case.employees_note, &case.note];
    let division = vocabulary.industries.division(&case.industry).map(|row| row.name.as_str());
    let parts = told.into_iter().chain(known.into_iter().flatten()).map(String::as_str).chain(division);
    SearchText::of(parts.chain(helps(vocabulary, &case.pains, &case.solutions)))
}

/// Labels of pains and solutions, and what else they are called.
fn helps<'a>(
    vocabulary: &'a Vocabulary<'_>,
    pains: &'a [String],
    solutions: &'a [String],
) -> impl Iterator<Item = &'a str> {
    let (known, words) = (vocabulary.questionnaire, &vocabulary.words);
    let pain = move |id: &'a String| {
        let label = known.and_then(|known| known.pain(id)).map(|pain| pain.label.as_str());
        label.into_iter().chain(called(words.pain.get(id)))
    };
    let solution = move |id: &'a String| {
        let label = known.and_then(|known| known.solution(id)).map(|solution| solution.label.as_str());
        label.into_iter().chain(called(words.solution.get(id)))
    };
    pains.iter().flat_map(pain).chain(solutions.iter().flat_map(solution))
}

fn called(words: Option<&Vec<String>>) -> impl Iterator<Item = &str> {
    words.into_iter().flatten().map(String::as_str)
}

/// Name and reading of the municipalities that a required condition asks for.
fn places<'a>(conditions: &'a [Condition], vocabulary: &'a Vocabulary<'_>) -> impl Iterator<Item = &'a str> {
    let asks_for_one = |condition: &&Condition| {
        condition.level == ConditionLevel::Required
            && condition.comparison.fact() == FactName::Municipality
            && condition.comparison.wants_one_of()
    };
    let codes =
        conditions.iter().filter(asks_for_one).flat_map(|condition| condition.comparison.named_texts());
    let towns = codes.filter_map(|code| vocabulary.municipalities.iter().find(|town| town.code == code));
    towns.flat_map(|town| [town.name.as_str(), town.kana.as_str()])
}
