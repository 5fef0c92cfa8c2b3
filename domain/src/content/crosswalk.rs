//! What became of questions of earlier versions: entries must lead somewhere.

use std::collections::BTreeSet;

use super::findings::{ContentFile, ContentProblem, Findings};
use crate::crosswalk::Change;
use crate::questionnaire::Question;

const FILE: ContentFile = ContentFile::Questionnaire;

/// What an entry leads to must be here; where it comes from is an earlier version, which is not at hand.
pub(super) fn check(changes: &[Change], version: u32, questions: &[Question], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for change in changes {
        let mut place = findings.at(FILE, &format!("crosswalk {}", change.question));
        place.require(change.until_version < version, "until_version", || ContentProblem::Range);
        place.require(seen.insert((change.until_version, &change.question)), "question", || {
            ContentProblem::Duplicate(change.question.clone())
        });
        let Some(id) = &change.becomes else {
            place.require(change.options.is_empty(), "options", || {
                ContentProblem::Unsupported("options".to_owned())
            });
            continue;
        };
        let Some(question) = questions.iter().find(|question| question.id == *id) else {
            place.report("becomes", ContentProblem::UnknownReference(id.clone()));
            continue;
        };
        for option in change.options.values().filter(|id| !id.is_empty() && question.choice(id).is_none()) {
            place.report("options", ContentProblem::UnknownReference(option.clone()));
        }
    }
}
