//! From the answers of an earlier version of the questionnaire to those of a later one (`[[crosswalk]]`).
//!
//! A published id never changes its meaning, so what has kept its id needs no entry. An entry says what an earlier
//! question or option has become, or that nothing compares with it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::answer::{RawAnswer, RawAnswers};
use crate::questionnaire::{Question, QuestionKind, Questionnaire};

/// What became of one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Answers to this version, and to those before it.
    pub until_version: u32,
    /// Id of the question there.
    pub question: String,
    /// Id of the question here; none: no question compares with it.
    #[serde(default)]
    pub becomes: Option<String>,
    /// Id of an option there → id of the option here. Empty: none compares with it. Others have kept their id.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
}

/// From one version to a later one, or the same.
#[derive(Debug, Clone, Copy)]
pub struct Crosswalk<'a> {
    from: &'a Questionnaire,
    to: &'a Questionnaire,
}

impl<'a> Crosswalk<'a> {
    /// Entries are those of `to`.
    #[must_use]
    pub fn new(from: &'a Questionnaire, to: &'a Questionnaire) -> Crosswalk<'a> {
        Crosswalk { from, to }
    }

    /// The answers as they would have been given to the later version. What has nothing to become is left out; whether
    /// the rest counts is for whoever reads it there.
    #[must_use]
    pub fn carry(self, answers: &RawAnswers) -> RawAnswers {
        let carried = self.from.questions.iter().filter_map(|question| {
            let (new, change) = self.successor(question)?;
            let raw = answers.get(&question.id)?;
            let values: Vec<String> =
                raw.values.iter().filter_map(|value| self.value(new, change, value)).collect();
            let lost = values.is_empty() && !raw.values.is_empty();
            (!lost).then(|| (new.id.clone(), RawAnswer { values, declined: raw.declined }))
        });
        carried.collect()
    }

    /// Could everything that can be said in answer to this later question be said before, and the other way round?
    #[must_use]
    pub fn compares(self, question: &Question) -> bool {
        let predecessor = self.from.questions.iter().find_map(|old| {
            let (new, change) = self.successor(old)?;
            (new.id == question.id).then_some((old, change))
        });
        let Some((old, change)) = predecessor else { return false };
        let mut reached = BTreeSet::new();
        let nothing_lost = old.choices().iter().all(|choice| {
            let value = self.value(question, change, &choice.id);
            value.is_some_and(|value| question.choice(&value).is_some() && reached.insert(value))
        });
        nothing_lost && question.choices().iter().all(|choice| reached.contains(&choice.id))
    }

    /// Could this option of a later question be chosen before?
    #[must_use]
    pub fn offered(self, question: &Question, option: &str) -> bool {
        self.from.questions.iter().any(|old| {
            self.successor(old).is_some_and(|(new, change)| {
                let leads = |id: &str| self.value(new, change, id).as_deref() == Some(option);
                new.id == question.id && old.choices().iter().any(|choice| leads(&choice.id))
            })
        })
    }

    /// What a question has become; a question of another kind is another question.
    fn successor(self, old: &Question) -> Option<(&'a Question, Option<&'a Change>)> {
        let change = self.change(&old.id);
        let id = match change {
            Some(change) => change.becomes.as_deref()?,
            None => old.id.as_str(),
        };
        let new = self.to.question(id)?;
        same_kind(&old.kind, &new.kind).then_some((new, change))
    }

    /// The entry for the version nearest to the one that was answered.
    fn change(self, question: &str) -> Option<&'a Change> {
        if self.from.version >= self.to.version {
            return None;
        }
        let applies =
            |change: &&Change| change.question == question && change.until_version >= self.from.version;
        self.to.crosswalk.iter().filter(applies).min_by_key(|change| change.until_version)
    }

    /// A chosen option as it is called here; anything else that was typed stays as it is.
    fn value(self, new: &Question, change: Option<&Change>, value: &str) -> Option<String> {
        let renamed = change.and_then(|change| change.options.get(value)).map_or(value, String::as_str);
        let is_there = new.choices().is_empty() || new.choice(renamed).is_some();
        (!renamed.is_empty() && is_there).then(|| renamed.to_owned())
    }
}

fn same_kind(old: &QuestionKind, new: &QuestionKind) -> bool {
    match (old, new) {
        // Hours are no number of people.
        (QuestionKind::Number { unit: old, .. }, QuestionKind::Number { unit: new, .. }) => old == new,
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}
