//! The questionnaire: questions, when they are visible, and which facts their answers yield.

use std::collections::BTreeMap;

use crate::answer::Answer;
use crate::crosswalk::Change;
use crate::document::{Labelled, LevelDocument, Pain, SizeClass, SurveyIndicator};
use crate::expression::Expression;
use crate::facts::{FactName, FactValue, Facts, SECURITY_ACTIONS};
use crate::scoring::CountScore;
use crate::truth::Truth;

/// One published version, checked. It never changes.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    pub id: String,
    pub version: u32,
    pub title: String,
    /// How long answering takes, in minutes.
    pub minutes: u64,
    pub sections: Vec<Labelled>,
    pub dimensions: Vec<Labelled>,
    /// From the lowest up.
    pub levels: Vec<LevelDocument>,
    pub min_answered_per_dimension: usize,
    pub questions: Vec<Question>,
    pub pains: Vec<Pain>,
    pub solutions: Vec<Labelled>,
    pub indicators: Vec<SurveyIndicator>,
    pub size_classes: Vec<SizeClass>,
    /// k of the disclosure control: counts below it are not shown.
    pub small_cell_threshold: u64,
    /// What became of the questions of earlier versions.
    pub crosswalk: Vec<Change>,
}

#[derive(Debug, Clone)]
pub struct Question {
    pub id: String,
    pub section: String,
    pub required: bool,
    pub text: String,
    pub help: Option<String>,
    pub fact: Option<FactName>,
    pub visible_if: Option<Expression>,
    pub dimensions: Vec<String>,
    pub score_rule: Option<CountScore>,
    /// What an answer other than 「わからない」 says of the facts that no ticked option sets.
    pub sets_otherwise: Vec<(FactName, FactValue)>,
    pub kind: QuestionKind,
}

#[derive(Debug, Clone)]
pub enum QuestionKind {
    Municipality,
    Industry,
    Single { options: Vec<Choice> },
    Multi { options: Vec<Choice>, max_choices: Option<usize> },
    Number { min: u64, max: u64, unit: String },
}

#[derive(Debug, Clone)]
pub struct Choice {
    pub id: String,
    pub label: String,
    /// Points (0–4) by dimension.
    pub scores: BTreeMap<String, u64>,
    /// 「わからない」: yields nothing and is left out of every mean and denominator.
    pub unknown: bool,
    /// Cannot be chosen together with others; counts as nothing chosen.
    pub exclusive: bool,
    pub yields: Vec<(FactName, FactValue)>,
}

/// Valid answers by question id; questions without one are not answered.
pub type Answers = BTreeMap<String, Answer>;

/// What a set of answers means: which questions are visible, and what is then known.
#[derive(Debug)]
pub struct Interpretation<'a> {
    pub questionnaire: &'a Questionnaire,
    pub visible: Vec<&'a Question>,
    pub facts: Facts,
    answers: &'a Answers,
}

impl Questionnaire {
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    #[must_use]
    pub fn pain(&self, id: &str) -> Option<&Pain> {
        self.pains.iter().find(|pain| pain.id == id)
    }

    #[must_use]
    pub fn solution(&self, id: &str) -> Option<&Labelled> {
        self.solutions.iter().find(|solution| solution.id == id)
    }

    /// The question that asks for a fact, directly or through what its options set.
    #[must_use]
    pub fn question_for(&self, fact: FactName) -> Option<&Question> {
        self.questions.iter().find(|question| question.can_yield(fact))
    }

    #[must_use]
    pub fn size_class(&self, employees: u64) -> Option<&SizeClass> {
        self.size_classes
            .iter()
            .find(|class| class.min <= employees && class.max.is_none_or(|max| employees <= max))
    }

    /// Walks the questions in order: each is visible or not by the facts of the visible ones before it.
    #[must_use]
    pub fn interpret<'a>(&'a self, answers: &'a Answers) -> Interpretation<'a> {
        let mut visible = Vec::new();
        let mut facts = Facts::default();
        for question in &self.questions {
            if question.is_visible(&facts) {
                visible.push(question);
                if let Some(answer) = answers.get(&question.id) {
                    question.teach(answer, &mut facts);
                }
            }
        }
        Interpretation { questionnaire: self, visible, facts, answers }
    }
}

impl Interpretation<'_> {
    /// The answer to a visible question; an answer to an invisible one does not count.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.visible.iter().find(|q| q.id == question)?;
        self.answers.get(question)
    }

    /// The pains that count for matching; none if unknown.
    #[must_use]
    pub fn pains(&self) -> Vec<String> {
        self.facts.set(FactName::Pains).map(|pains| pains.iter().cloned().collect()).unwrap_or_default()
    }
}

impl Question {
    /// An unknown fact makes the expression false: what cannot be told is not asked.
    #[must_use]
    pub fn is_visible(&self, facts: &Facts) -> bool {
        self.visible_if.as_ref().is_none_or(|expression| expression.holds(facts) == Truth::True)
    }

    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::Single { options } | QuestionKind::Multi { options, .. } => options,
            _ => &[],
        }
    }

    #[must_use]
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id == id)
    }

    /// Has an option 「わからない」 of its own.
    #[must_use]
    pub fn offers_unknown(&self) -> bool {
        self.choices().iter().any(|choice| choice.unknown)
    }

    /// Every fact that some answer to this question yields.
    #[must_use]
    pub fn can_yield(&self, fact: FactName) -> bool {
        self.fact == Some(fact)
            || (self.fact == Some(FactName::Industry) && fact == FactName::IndustryCode)
            || self.choices().iter().any(|choice| choice.yields.iter().any(|(name, _)| *name == fact))
    }

    /// Learns what an answer says.
    fn teach(&self, answer: &Answer, facts: &mut Facts) {
        match answer {
            Answer::Unknown => {}
            Answer::Number(number) => self.learn_own(facts, FactValue::Number(*number)),
            Answer::Municipality(code) => self.learn_own(facts, FactValue::Text(code.clone())),
            Answer::Industry { division, code } => {
                self.learn_own(facts, FactValue::Text(division.clone()));
                if let Some(code) = code {
                    facts.learn(FactName::IndustryCode, code.as_str());
                }
            }
            Answer::Single(id) => self.teach_choices(std::slice::from_ref(id), facts),
            Answer::Multi(ids) => {
                if self.fact.is_some() {
                    self.learn_own(facts, FactValue::Set(self.counted(ids).map(|c| c.id.clone()).collect()));
                }
                self.teach_choices(ids, facts);
            }
        }
    }

    fn learn_own(&self, facts: &mut Facts, value: FactValue) {
        if let Some(fact) = self.fact {
            facts.learn(fact, value);
        }
    }

    fn teach_choices(&self, ids: &[String], facts: &mut Facts) {
        let mut said: BTreeMap<FactName, FactValue> = BTreeMap::new();
        for (fact, value) in ids.iter().filter_map(|id| self.choice(id)).flat_map(|choice| &choice.yields) {
            let stronger = said.get(fact).is_none_or(|known| strength(value) > strength(known));
            if stronger {
                said.insert(*fact, value.clone());
            }
        }
        for (fact, value) in &self.sets_otherwise {
            said.entry(*fact).or_insert_with(|| value.clone());
        }
        for (fact, value) in said {
            facts.learn(fact, value);
        }
    }

    /// The chosen options that count: neither exclusive nor 「わからない」.
    pub fn counted<'a>(&'a self, ids: &'a [String]) -> impl Iterator<Item = &'a Choice> {
        ids.iter().filter_map(|id| self.choice(id)).filter(|choice| !choice.exclusive && !choice.unknown)
    }
}

/// When two ticked options speak of one fact the stronger holds: both stars ticked means two stars.
fn strength(value: &FactValue) -> usize {
    match value {
        FactValue::Text(text) => SECURITY_ACTIONS.iter().position(|action| action == text).unwrap_or(0),
        FactValue::Bool(value) => usize::from(*value),
        FactValue::Number(_) | FactValue::Set(_) => 0,
    }
}
