//! From content files to checked values, all errors at once. If there is a single one, nothing is loaded.

mod catalogue;
mod crosswalk;
mod findings;
mod lead_times;
mod questions;
mod search_text;
mod shape;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

pub use catalogue::is_source_date;
pub use findings::{ContentFile, ContentFinding, ContentProblem, is_web_address};
pub use tables::Municipality;

use crate::case::Case;
use crate::document::PlanRecord;
use crate::facts::FactName;
use crate::industry::Industries;
use crate::lead_time::LeadTime;
use crate::menu::{Menu, Menus};
use crate::questionnaire::Questionnaire;
use crate::search::MenuIndex;
use findings::Findings;

/// One record of a CSV file, by its column names.
pub type Row = BTreeMap<String, String>;

/// The content as it stands in files or in the database, not yet checked.
#[derive(Debug, Clone)]
pub struct Sources {
    pub questionnaire: Value,
    pub menus: Value,
    pub cases: Value,
    pub indicators: Value,
    pub lead_times: Value,
    pub municipalities: Vec<Row>,
    pub industries: Vec<Row>,
}

/// The content, checked: every reference leads somewhere, every condition and expression is well-formed.
#[derive(Debug, Clone)]
pub struct Content {
    pub questionnaire: Questionnaire,
    pub menus: Menus,
    /// Of these menus, for searching.
    pub menu_index: Arc<MenuIndex>,
    pub cases: Vec<Case>,
    pub plan_records: Vec<PlanRecord>,
    pub lead_times: Vec<LeadTime>,
    pub municipalities: Vec<Municipality>,
    pub industries: Industries,
}

impl Content {
    /// Do both count businesses alike: the same menus, pains and groups, and as much hidden? Figures of the plans, cases
    /// and the like may differ.
    #[must_use]
    pub fn counts_like(&self, other: &Content) -> bool {
        let (these, those) = (&self.questionnaire, &other.questionnaire);
        these.pains == those.pains
            && these.size_classes == those.size_classes
            && these.small_cell_threshold == those.small_cell_threshold
            && self.municipalities == other.municipalities
            && self.industries == other.industries
            && self.menus.iter().map(|menu| &menu.document).eq(other.menus.iter().map(|menu| &menu.document))
    }

    /// Checks everything.
    ///
    /// # Errors
    /// Every error found, in the order of the files; never only the first.
    pub fn check(sources: &Sources) -> Result<Content, Vec<ContentFinding>> {
        let mut findings = Findings::default();
        let municipalities = tables::municipalities(&sources.municipalities, &mut findings);
        let industries = tables::industries(&sources.industries, &mut findings);
        let questionnaire = questions::questionnaire(&sources.questionnaire, &mut findings);
        let vocabulary = catalogue::Vocabulary {
            questionnaire: questionnaire.as_ref(),
            municipalities: &municipalities,
            industries: &industries,
            words: search_text::words(&sources.menus, questionnaire.as_ref(), &mut findings),
        };
        let menus = catalogue::menus(&sources.menus, &vocabulary, &mut findings);
        let cases = catalogue::cases(&sources.cases, &vocabulary, &mut findings);
        let plan_records = catalogue::plan_records(&sources.indicators, &mut findings);
        let lead_times = lead_times::lead_times(&sources.lead_times, &menus, &mut findings);
        match (questionnaire, findings.into_vec()) {
            (Some(questionnaire), found) if found.is_empty() => Ok(Content {
                questionnaire,
                menu_index: Arc::new(MenuIndex::new(&menus, &municipalities)),
                menus: menus.into(),
                cases,
                plan_records,
                lead_times,
                municipalities,
                industries,
            }),
            (_, found) => Err(found),
        }
    }

    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| municipality.code == code)
    }

    #[must_use]
    pub fn menu(&self, id: &str) -> Option<&Menu> {
        self.menus.iter().find(|menu| menu.id() == id)
    }

    /// What one does to change a fact by acting.
    pub fn lead_times_for(&self, fact: FactName) -> impl Iterator<Item = &LeadTime> {
        self.lead_times.iter().filter(move |lead_time| lead_time.facts.contains(&fact))
    }

    #[must_use]
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id() == id)
    }
}
