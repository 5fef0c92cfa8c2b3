//! Two diagnoses of one business, an earlier and a later one: what has changed between them. The earlier answers are read
//! as the later version of the questionnaire would have them, and scored by its rules; only what compares is compared.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::answer::{RawAnswer, RawAnswers, Readings, read_all};
use crate::content::Content;
use crate::crosswalk::Crosswalk;
use crate::document::LevelDocument;
use crate::facts::FactName;
use crate::matching::{Business, Judgement, Verdict};
use crate::questionnaire::{Interpretation, Question, Questionnaire};
use crate::scoring::{Exact, score};
use crate::window::{Window, japan_day};

/// Answers this old may have changed: each is to be confirmed before it is given again.
const CONFIRM_AFTER: TimeDelta = TimeDelta::days(30);

/// Must answers be confirmed one by one before they count anew? Within some weeks somebody mends a slip; later a
/// business tells how it is now.
#[must_use]
pub fn needs_confirming(answered_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - answered_at > CONFIRM_AFTER
}

/// The answers of an earlier diagnosis as a later version of the questionnaire has them.
#[must_use]
pub fn carried(from: &Questionnaire, to: &Questionnaire, answers: &RawAnswers) -> RawAnswers {
    Crosswalk::new(from, to).carry(answers)
}

/// An earlier and a later diagnosis, read by the rules of the later one.
#[derive(Debug)]
pub struct Pair<'a> {
    content: &'a Content,
    crosswalk: Crosswalk<'a>,
    raw: Change<RawAnswers>,
    before: Readings,
    now: Readings,
}

/// What is said of one thing in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    pub before: T,
    pub now: T,
}

/// A dimension, or all of them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreChange<'a> {
    pub label: &'a str,
    pub now: Option<Exact>,
    /// None: the questions behind it were others then. `Some(None)`: it was not answered.
    pub before: Option<Option<Exact>>,
}

/// Scores and level then and now.
#[derive(Debug)]
pub struct Progress<'a> {
    pub dimensions: Vec<ScoreChange<'a>>,
    /// None: some dimension does not compare.
    pub total: Option<Change<Option<Exact>>>,
    pub level: Option<Change<Option<&'a LevelDocument>>>,
}

/// Ids of the pains, in the questionnaire's order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PainChanges<'a> {
    pub gone: Vec<&'a str>,
    pub stayed: Vec<&'a str>,
    pub new: Vec<&'a str>,
    /// Named now, but not among what could be chosen then.
    pub not_asked_before: Vec<&'a str>,
}

/// What the catalogue of today holds for the answers of then and of now.
#[derive(Debug)]
pub struct OfferChanges<'a> {
    /// Usable by what was answered now, not by what was answered then; not closed.
    pub gained: Vec<Judgement<'a>>,
    /// The other way round: how it stands by what was answered now.
    pub lost: Vec<Judgement<'a>>,
    /// Usable by both; it began to take applications since then.
    pub opened: Vec<Judgement<'a>>,
}

impl<'a> Pair<'a> {
    /// `from` is the questionnaire that was answered `before`; `content` has the one that was answered `now`.
    #[must_use]
    pub fn new(
        from: &'a Questionnaire,
        before: &RawAnswers,
        content: &'a Content,
        now: &RawAnswers,
    ) -> Pair<'a> {
        let crosswalk = Crosswalk::new(from, &content.questionnaire);
        let raw = Change { before: crosswalk.carry(before), now: now.clone() };
        let (before, now) = (read_all(&raw.before, content), read_all(&raw.now, content));
        Pair { content, crosswalk, raw, before, now }
    }

    /// What was given in answer to a question, that of then as the questionnaire of now has it.
    #[must_use]
    pub fn raw(&self, question: &str) -> Change<Option<&RawAnswer>> {
        Change { before: self.raw.before.get(question), now: self.raw.now.get(question) }
    }

    /// What the answers of then mean by the rules of now, and what those of now mean.
    #[must_use]
    pub fn interpret(&self) -> Change<Interpretation<'_>> {
        let questionnaire = &self.content.questionnaire;
        Change {
            before: questionnaire.interpret(&self.before.answers),
            now: questionnaire.interpret(&self.now.answers),
        }
    }

    /// The businesses that gave these answers.
    #[must_use]
    pub fn businesses(&self) -> Change<Business> {
        let Change { before, now } = self.interpret();
        let industries = &self.content.industries;
        Change {
            before: Business::of_answers(&before, industries),
            now: Business::of_answers(&now, industries),
        }
    }

    #[must_use]
    pub fn progress(&self) -> Progress<'_> {
        let Change { before, now } = self.interpret();
        let (before, now) = (score(&before), score(&now));
        let pairs = before.dimensions.iter().zip(&now.dimensions);
        let dimensions: Vec<_> = pairs
            .map(|(before, now)| ScoreChange {
                label: now.label,
                now: now.score,
                before: self.dimension_compares(now.id).then_some(before.score),
            })
            .collect();
        let all_compare = dimensions.iter().all(|dimension| dimension.before.is_some());
        Progress {
            dimensions,
            total: all_compare.then_some(Change { before: before.total, now: now.total }),
            level: all_compare.then_some(Change { before: before.level, now: now.level }),
        }
    }

    /// Every question that gives points in it could be answered alike in both.
    fn dimension_compares(&self, dimension: &str) -> bool {
        let scores = |question: &&Question| {
            question.dimensions.iter().any(|d| d == dimension)
                || question.choices().iter().any(|choice| choice.scores.contains_key(dimension))
        };
        let questions = self.content.questionnaire.questions.iter();
        questions.filter(scores).all(|question| self.crosswalk.compares(question))
    }

    /// None: in one of them nothing is known of pains.
    #[must_use]
    pub fn pains(&self) -> Option<PainChanges<'_>> {
        let questionnaire = &self.content.questionnaire;
        let question = questionnaire.question_for(FactName::Pains)?;
        let of = |interpretation: &Interpretation<'_>| -> Option<BTreeSet<String>> {
            Some(interpretation.facts.set(FactName::Pains)?.iter().cloned().collect())
        };
        let Change { before, now } = self.interpret();
        let (before, now) = (of(&before)?, of(&now)?);
        let mut changes = PainChanges::default();
        for pain in &questionnaire.pains {
            let id = pain.id.as_str();
            let list = match (before.contains(id), now.contains(id)) {
                (true, true) => &mut changes.stayed,
                (true, false) => &mut changes.gone,
                (false, true) if self.crosswalk.offered(question, id) => &mut changes.new,
                (false, true) => &mut changes.not_asked_before,
                (false, false) => continue,
            };
            list.push(id);
        }
        Some(changes)
    }

    /// Questions that were answered in both, and otherwise.
    #[must_use]
    pub fn answered_otherwise(&self) -> Vec<&Question> {
        let Change { before, now } = self.interpret();
        let differs = |question: &&&Question| {
            let answers = before.answer(&question.id).zip(now.answer(&question.id));
            answers.is_some_and(|(before, now)| before != now)
        };
        now.visible.iter().filter(differs).copied().collect()
    }

    /// Questions that were answered now and could not be answered alike then.
    #[must_use]
    pub fn not_comparable(&self) -> Vec<&Question> {
        let Change { now, .. } = self.interpret();
        let new =
            |question: &&&Question| now.answer(&question.id).is_some() && !self.crosswalk.compares(question);
        now.visible.iter().filter(new).copied().collect()
    }
}

/// What of today's catalogue is usable by the answers of then and of now. `since`: when the earlier ones were given.
#[must_use]
pub fn offers<'a>(
    businesses: &'a Change<Business>,
    content: &'a Content,
    (since, today): (DateTime<Utc>, NaiveDate),
) -> OfferChanges<'a> {
    let then = japan_day(since);
    let (mut gained, mut lost, mut opened) = (Vec::new(), Vec::new(), Vec::new());
    for menu in content.menus.iter() {
        let (before, _) = businesses.before.verdict(menu);
        let now = businesses.now.judge(menu, today);
        if now.standing.window == Window::Closed {
            continue;
        }
        let began_since = now.standing.window.takes_applications()
            && now.standing.round.opens.is_some_and(|opens| opens > then);
        match (before == Verdict::Eligible, now.verdict == Verdict::Eligible) {
            (false, true) => gained.push(now),
            (true, false) => lost.push(now),
            (true, true) if began_since => opened.push(now),
            _ => {}
        }
    }
    for list in [&mut gained, &mut lost, &mut opened] {
        list.sort_by(|one: &Judgement<'_>, other| one.in_catalogue().cmp(&other.in_catalogue()));
    }
    OfferChanges { gained, lost, opened }
}
