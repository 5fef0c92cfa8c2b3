//! The questionnaire: references, options, facts, expressions, score rules.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::crosswalk;
use super::findings::{ContentFile, ContentProblem, Findings, Place, entries, known_keys};
use crate::crosswalk::Change;
use crate::document::{
    BreakdownDocument, Labelled, Measure, OptionDocument, Pain, QuestionDocument, QuestionType,
    ScoringDocument, SizeClass, SurveyIndicator,
};
use crate::expression::Expression;
use crate::facts::{FactKind, FactName, FactValue};
use crate::questionnaire::{Choice, Question, QuestionKind, Questionnaire};
use crate::scoring::CountScore;

const FILE: ContentFile = ContentFile::Questionnaire;
/// Largest number of points of an answer.
const MAX_POINTS: u64 = 4;
/// Breakdowns that roll-ups know.
const BREAKDOWNS: [&str; 3] = ["employee_size", "industry", "municipality"];
const KEYS: [&str; 15] = [
    "schema",
    "id",
    "version",
    "title",
    "minutes",
    "score_scale_max",
    "scoring",
    "section",
    "dimension",
    "question",
    "pain",
    "solution",
    "survey_indicator",
    "breakdown",
    "crosswalk",
];

pub(super) fn questionnaire(document: &Value, findings: &mut Findings) -> Option<Questionnaire> {
    known_keys(FILE, document, &KEYS, findings);
    let dimensions: Vec<Labelled> = entries(FILE, document, "dimension", findings);
    let solutions: Vec<Labelled> = entries(FILE, document, "solution", findings);
    let pains: Vec<Pain> = entries(FILE, document, "pain", findings);
    let indicators: Vec<SurveyIndicator> = entries(FILE, document, "survey_indicator", findings);
    let written: Vec<QuestionDocument> = entries(FILE, document, "question", findings);
    let sections: Vec<Labelled> = entries(FILE, document, "section", findings);
    let changes: Vec<Change> = entries(FILE, document, "crosswalk", findings);

    check_pains(&pains, &solutions, findings);
    let mut questions: Vec<Question> = Vec::new();
    for question in &written {
        let mut place = findings.at(FILE, &question.id);
        check_references(question, &dimensions, &indicators, &mut place);
        let checked = check_question(question, &questions, &mut place);
        questions.push(checked);
    }
    check_pain_options(&questions, &pains, findings);
    for indicator in &indicators {
        check_indicator(indicator, &questions, &mut findings.at(FILE, &indicator.id));
    }
    findings.at(FILE, "-").require(!questions.is_empty(), "question", || ContentProblem::Empty);

    let mut place = findings.at(FILE, "-");
    let scoring: Option<ScoringDocument> = part(document, "scoring", &mut place);
    let breakdown: Option<BreakdownDocument> = part(document, "breakdown", &mut place);
    let id: Option<String> = part(document, "id", &mut place);
    let version: Option<u32> = part(document, "version", &mut place);
    let title: Option<String> = part(document, "title", &mut place);
    let minutes: Option<u64> = part(document, "minutes", &mut place);
    let (scoring, breakdown) = (scoring?, breakdown?);
    check_scoring(&scoring, &mut place);
    check_size_classes(&breakdown.employee_size.classes, &mut place);
    crosswalk::check(&changes, version?, &questions, findings);
    Some(Questionnaire {
        id: id?,
        version: version?,
        title: title?,
        minutes: minutes?,
        sections: check_sections(sections, &questions, findings),
        dimensions,
        levels: scoring.levels,
        min_answered_per_dimension: scoring.min_answered_per_dimension,
        questions,
        pains,
        solutions,
        indicators,
        size_classes: breakdown.employee_size.classes,
        small_cell_threshold: breakdown.employee_size.small_cell_threshold,
        crosswalk: changes,
    })
}

fn part<T: DeserializeOwned>(document: &Value, key: &str, place: &mut Place<'_>) -> Option<T> {
    let value = document.get(key).cloned().unwrap_or(Value::Null);
    serde_json::from_value(value)
        .map_err(|error| place.report(key, ContentProblem::Shape(error.to_string())))
        .ok()
}

/// Sections may be named in the file; those that are not carry their id as label, in the order of the questions.
fn check_sections(named: Vec<Labelled>, questions: &[Question], findings: &mut Findings) -> Vec<Labelled> {
    for section in &named {
        let used = questions.iter().any(|question| question.section == section.id);
        findings
            .at(FILE, &section.id)
            .require(used, "section", || ContentProblem::UnknownReference(section.id.clone()));
    }
    let mut sections: Vec<Labelled> = Vec::new();
    for id in questions.iter().map(|question| &question.section) {
        if sections.last().is_some_and(|section| section.id == *id) {
            continue;
        }
        findings.at(FILE, id).require(sections.iter().all(|section| section.id != *id), "section", || {
            ContentProblem::Duplicate(id.clone())
        });
        let label = named.iter().find(|section| section.id == *id).map_or(id, |section| &section.label);
        sections.push(Labelled { id: id.clone(), label: label.clone() });
    }
    sections
}

fn check_pains(pains: &[Pain], solutions: &[Labelled], findings: &mut Findings) {
    for pain in pains {
        let mut place = findings.at(FILE, &pain.id);
        place.text("label", &pain.label);
        place.text("first_step", &pain.first_step);
        place.references("solutions", &pain.solutions, |id| {
            solutions.iter().any(|solution| solution.id == id)
        });
    }
}

/// The options of the question on pains and the table of pains are the same list.
fn check_pain_options(questions: &[Question], pains: &[Pain], findings: &mut Findings) {
    let Some(question) = questions.iter().find(|question| question.fact == Some(FactName::Pains)) else {
        return;
    };
    let mut place = findings.at(FILE, &question.id);
    for choice in question.choices().iter().filter(|choice| !choice.exclusive && !choice.unknown) {
        let known = pains.iter().any(|pain| pain.id == choice.id);
        place.require(known, "options", || ContentProblem::UnknownReference(choice.id.clone()));
    }
    for pain in pains {
        let asked = question.choice(&pain.id).is_some();
        place.require(asked, "options", || ContentProblem::UnknownReference(pain.id.clone()));
    }
}

fn check_references(
    question: &QuestionDocument,
    dimensions: &[Labelled],
    indicators: &[SurveyIndicator],
    place: &mut Place<'_>,
) {
    let exists = |id: &str| dimensions.iter().any(|dimension| dimension.id == id);
    place.text("text", &question.text);
    place.references("dimension", &question.dimension, exists);
    place.references("indicators", &question.indicators, |id| {
        indicators.iter().any(|indicator| indicator.id == id && indicator.from_question == question.id)
    });
    let mut seen = BTreeSet::new();
    for option in &question.options {
        place.id(&option.id);
        place.text("label", &option.label);
        place.require(seen.insert(&option.id), "options", || ContentProblem::Duplicate(option.id.clone()));
        for (dimension, points) in &option.scores {
            let listed = question.dimension.contains(dimension);
            place.require(listed, "scores", || ContentProblem::UnknownReference(dimension.clone()));
            place.require(*points <= MAX_POINTS, "scores", || ContentProblem::Points(*points));
        }
    }
}

fn check_question(question: &QuestionDocument, before: &[Question], place: &mut Place<'_>) -> Question {
    let fact = question.fact.as_deref().and_then(|name| fact_named(name, "fact", place));
    let sets_otherwise = fact_values(&question.sets_otherwise, "sets_otherwise", place);
    Question {
        id: question.id.clone(),
        section: question.section.clone(),
        required: question.required,
        text: question.text.clone(),
        help: question.help.clone(),
        fact,
        visible_if: question.visible_if.as_deref().and_then(|text| visible_if(text, before, place)),
        dimensions: question.dimension.clone(),
        score_rule: score_rule(question, place),
        sets_otherwise,
        kind: kind(question, fact, place),
    }
}

fn kind(question: &QuestionDocument, fact: Option<FactName>, place: &mut Place<'_>) -> QuestionKind {
    let fits = match (question.kind, fact.map(FactName::kind)) {
        (_, None) => true,
        (QuestionType::Number, Some(kind)) => kind == FactKind::Number,
        (QuestionType::Multi, Some(kind)) => kind == FactKind::Set,
        (QuestionType::Single, Some(kind)) => matches!(kind, FactKind::Text | FactKind::Bool),
    };
    place.require(fits, "fact", || ContentProblem::Unsupported(question.fact.clone().unwrap_or_default()));
    let mut asks_for = |listed: FactName| {
        place.require(fact == Some(listed), "options_from", || {
            ContentProblem::Unsupported(question.options_from.clone().unwrap_or_default())
        });
    };
    match (question.kind, question.options_from.as_deref()) {
        (QuestionType::Single, Some("municipalities.csv")) => {
            asks_for(FactName::Municipality);
            QuestionKind::Municipality
        }
        (QuestionType::Single, Some("industries.csv")) => {
            asks_for(FactName::Industry);
            QuestionKind::Industry
        }
        (_, Some(other)) => {
            place.report("options_from", ContentProblem::UnknownReference(other.to_owned()));
            QuestionKind::Single { options: Vec::new() }
        }
        (QuestionType::Number, None) => {
            let (min, max) = (question.min.unwrap_or(0), question.max.unwrap_or(u64::MAX >> 11));
            place.require(min <= max, "max", || ContentProblem::Range);
            QuestionKind::Number { min, max, unit: question.unit.clone().unwrap_or_default() }
        }
        (kind, None) => {
            place.require(!question.options.is_empty(), "options", || ContentProblem::Empty);
            let options = question.options.iter().map(|option| choice(option, kind, fact, place)).collect();
            if kind == QuestionType::Multi {
                let possible = question.max_choices.is_none_or(|max| max > 0);
                place.require(possible, "max_choices", || ContentProblem::Range);
                QuestionKind::Multi { options, max_choices: question.max_choices }
            } else {
                QuestionKind::Single { options }
            }
        }
    }
}

fn choice(
    option: &OptionDocument,
    kind: QuestionType,
    fact: Option<FactName>,
    place: &mut Place<'_>,
) -> Choice {
    let mut yields = fact_values(&option.sets, "sets", place);
    if let Some(value) = option.has_it_staff {
        yields.push((FactName::HasItStaff, FactValue::Bool(value)));
    }
    if let (QuestionType::Single, Some(fact), false) = (kind, fact, option.unknown) {
        let own = match (&option.value, fact.kind()) {
            (Some(value), _) => fact_value(fact, value),
            (None, FactKind::Text) => fact_value(fact, &Value::from(option.id.as_str())),
            (None, _) => None,
        };
        let said = own.is_some() || yields.iter().any(|(name, _)| *name == fact);
        place.require(said, "options", || ContentProblem::FactValue {
            fact: fact.as_str().to_owned(),
            value: option.value.as_ref().map_or_else(|| option.id.clone(), Value::to_string),
        });
        yields.extend(own.map(|value| (fact, value)));
    }
    Choice {
        id: option.id.clone(),
        label: option.label.clone(),
        scores: option.scores.clone(),
        unknown: option.unknown,
        exclusive: option.exclusive,
        yields,
    }
}

fn fact_named(name: &str, field: &str, place: &mut Place<'_>) -> Option<FactName> {
    let fact = FactName::parse(name).filter(|fact| !fact.is_derived());
    place.require(fact.is_some(), field, || ContentProblem::UnknownFact(name.to_owned()));
    fact
}

fn fact_values(
    values: &BTreeMap<String, Value>,
    field: &str,
    place: &mut Place<'_>,
) -> Vec<(FactName, FactValue)> {
    let mut read = Vec::new();
    for (name, value) in values {
        let Some(fact) = fact_named(name, field, place) else { continue };
        match fact_value(fact, value) {
            Some(value) => read.push((fact, value)),
            None => place
                .report(field, ContentProblem::FactValue { fact: name.clone(), value: value.to_string() }),
        }
    }
    read
}

fn fact_value(fact: FactName, value: &Value) -> Option<FactValue> {
    match (fact.kind(), value) {
        (FactKind::Bool, Value::Bool(value)) => Some(FactValue::Bool(*value)),
        (FactKind::Text, Value::String(text)) if fact.admits_text(text) => {
            Some(FactValue::Text(text.clone()))
        }
        _ => None,
    }
}

/// The expression may only look at facts that questions before it yield.
fn visible_if(text: &str, before: &[Question], place: &mut Place<'_>) -> Option<Expression> {
    let report = |error| ContentProblem::Expression { text: text.to_owned(), error };
    let expression =
        Expression::parse(text).map_err(|error| place.report("visible_if", report(error))).ok()?;
    for fact in expression.facts() {
        let asked = before.iter().any(|question| question.can_yield(fact.asked_as()));
        place.require(asked, "visible_if", || ContentProblem::NotAskedBefore(fact.as_str().to_owned()));
    }
    for comparison in expression.comparisons().into_iter().filter(|c| c.fact().kind() == FactKind::Set) {
        let Some(question) = before.iter().find(|question| question.fact == Some(comparison.fact())) else {
            continue;
        };
        for id in comparison.named_texts().filter(|id| question.choice(id).is_none()) {
            place.report("visible_if", ContentProblem::UnknownReference(id.to_owned()));
        }
    }
    Some(expression)
}

fn score_rule(question: &QuestionDocument, place: &mut Place<'_>) -> Option<CountScore> {
    let rule = question.score_rule.as_deref()?;
    let counted = question.options.iter().filter(|option| !option.exclusive && !option.unknown).count();
    let parsed = CountScore::parse(rule, counted).filter(|_| question.kind == QuestionType::Multi);
    place.require(parsed.is_some(), "score_rule", || ContentProblem::ScoreRule(rule.to_owned()));
    parsed
}

fn check_indicator(indicator: &SurveyIndicator, questions: &[Question], place: &mut Place<'_>) {
    let Some(question) = questions.iter().find(|question| question.id == indicator.from_question) else {
        place.report("from_question", ContentProblem::UnknownReference(indicator.from_question.clone()));
        return;
    };
    for (field, measure) in
        [("measure", Some(&indicator.measure)), ("measure_strict", indicator.measure_strict.as_ref())]
    {
        if let Some(Measure::Share { any_of, at_least }) = measure {
            place.references(field, any_of, |id| question.choice(id).is_some());
            place.require(!any_of.is_empty() || at_least.is_some(), field, || ContentProblem::Empty);
        }
    }
    place.references("breakdowns", &indicator.breakdowns, |id| BREAKDOWNS.contains(&id));
}

fn check_scoring(scoring: &ScoringDocument, place: &mut Place<'_>) {
    place.require(scoring.method == "mean_of_answered_times_25", "scoring.method", || {
        ContentProblem::Unsupported(scoring.method.clone())
    });
    let mins: Vec<u64> = scoring.levels.iter().map(|level| level.min).collect();
    let rising = mins.first() == Some(&0) && mins.windows(2).all(|pair| pair[0] < pair[1]);
    place.require(rising, "scoring.levels", || ContentProblem::Ranges);
}

fn check_size_classes(classes: &[SizeClass], place: &mut Place<'_>) {
    let mut seen = BTreeSet::new();
    for class in classes {
        place.require(seen.insert(&class.id), "breakdown.employee_size.classes", || {
            ContentProblem::Duplicate(class.id.clone())
        });
    }
    let follows =
        classes.windows(2).all(|pair| pair[0].max.is_some_and(|max| max.checked_add(1) == Some(pair[1].min)));
    let whole =
        classes.first().is_some_and(|c| c.min == 0) && classes.last().is_some_and(|c| c.max.is_none());
    place.require(follows && whole, "breakdown.employee_size.classes", || ContentProblem::Ranges);
}
