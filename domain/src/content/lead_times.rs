//! Lead times of preparations.

use serde_json::Value;

use super::catalogue::as_of;
use super::findings::{ContentFile, ContentProblem, Findings, Place, entries, known_keys};
use crate::document::Verified;
use crate::facts::FactName;
use crate::lead_time::{LeadTime, LeadTimeDocument};
use crate::menu::Menu;

pub(super) fn lead_times(document: &Value, menus: &[Menu], findings: &mut Findings) -> Vec<LeadTime> {
    let file = ContentFile::LeadTimes;
    known_keys(file, document, &["schema", "as_of", "lead_time"], findings);
    let documents: Vec<LeadTimeDocument> = entries(file, document, "lead_time", findings);
    documents
        .into_iter()
        .map(|document| {
            let mut place = findings.at(file, &document.id);
            check(&document, menus, &mut place);
            let facts = facts(&document, &mut place);
            LeadTime { document, facts }
        })
        .collect()
}

fn check(document: &LeadTimeDocument, menus: &[Menu], place: &mut Place<'_>) {
    place.text("title", &document.title);
    place.text("text", &document.text);
    if let Some(cost) = &document.cost {
        place.text("cost", cost);
    }
    let possible = document.days_min <= document.days_max && document.days_max <= LeadTime::MAX_DAYS;
    place.require(possible, "days_max", || ContentProblem::Days { max: LeadTime::MAX_DAYS });
    place.references("menus", &document.menus, |id| menus.iter().any(|menu| menu.id() == id));
    let kinds: Vec<String> = document.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    place.references("kinds", &kinds, |_| true);
    let is_for_something =
        !(document.facts.is_empty() && document.kinds.is_empty() && document.menus.is_empty());
    place.require(is_for_something, "facts", || ContentProblem::Empty);
    match &document.source_url {
        Some(url) => place.url("source_url", url),
        None => {
            let known = document.verified == Verified::General;
            place.require(known, "source_url", || ContentProblem::Empty);
        }
    }
    as_of(document.as_of.as_deref(), place);
}

/// Only what the owner can change by acting takes time to prepare.
fn facts(document: &LeadTimeDocument, place: &mut Place<'_>) -> Vec<FactName> {
    let mut checked = Vec::new();
    for name in &document.facts {
        match FactName::parse(name) {
            None => place.report("facts", ContentProblem::UnknownFact(name.clone())),
            Some(fact) if !fact.changes_by_acting() => {
                place.report("facts", ContentProblem::Unsupported(name.clone()));
            }
            Some(fact) if checked.contains(&fact) => {
                place.report("facts", ContentProblem::Duplicate(name.clone()));
            }
            Some(fact) => checked.push(fact),
        }
    }
    checked
}
