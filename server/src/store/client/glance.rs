//! What the list of clients needs of a business: it follows from what was submitted last, and is kept in memory, since an
//! agency may have thousands. What depends on the day, and on the catalogue, is found anew when either changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::backend::{ClientLevel, ClientStanding, Earlier};
use chrono::NaiveDate;
use domain::answer::read_all;
use domain::caseload::{Deadline, next_deadline};
use domain::content::Content;
use domain::document::LevelDocument;
use domain::facts::FactName;
use domain::history::Pair;
use domain::matching::Business;
use domain::scoring::score;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{answer as answer_row, diagnosis};
use super::super::{IDS, Store, StoreError, answer};

/// No more businesses are kept: some hundred bytes to a kilobyte each.
const MOST: usize = 50_000;

/// One business, by its latest diagnosis.
pub(super) struct Glance {
    /// The latest that was submitted.
    pub(super) diagnosis: i64,
    pub(super) standing: ClientStanding,
    business: Business,
}

/// A glance, and what it comes to on a day.
#[derive(Clone)]
pub(super) struct Glimpse {
    pub(super) glance: Arc<Glance>,
    pub(super) deadline: Option<Deadline>,
}

/// All that is kept.
#[derive(Default)]
pub(in crate::store) struct Glances(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    /// For which the deadlines are.
    day: Option<(Arc<Content>, NaiveDate)>,
    of: HashMap<i64, Glimpse>,
}

impl Glances {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those of these (with the latest diagnosis of each) that are kept, and the ids of the others.
    fn known(
        &self,
        latest: &[(i64, i64)],
        (content, today): (&Arc<Content>, NaiveDate),
    ) -> (HashMap<i64, Glimpse>, Vec<i64>) {
        let mut memory = self.memory();
        memory.keep_current(content, today);
        let (mut known, mut unknown) = (HashMap::with_capacity(latest.len()), Vec::new());
        for (business, diagnosis) in latest {
            match memory.of.get(business).filter(|glimpse| glimpse.glance.diagnosis == *diagnosis) {
                Some(glimpse) => {
                    known.insert(*business, glimpse.clone());
                }
                None => unknown.push(*business),
            }
        }
        (known, unknown)
    }

    /// Keeps what was found for a day, unless that is over meanwhile.
    fn keep(
        &self,
        found: impl Iterator<Item = (i64, Glimpse)>,
        (content, today): (&Arc<Content>, NaiveDate),
    ) {
        let mut memory = self.memory();
        let is_current = |(of, day): &(Arc<Content>, NaiveDate)| Arc::ptr_eq(of, content) && *day == today;
        if !memory.day.as_ref().is_some_and(is_current) {
            return;
        }
        if memory.of.len() > MOST {
            memory.of.clear();
        }
        memory.of.extend(found);
    }
}

impl Memory {
    /// Finds the deadlines anew if the day, or the catalogue, is another.
    fn keep_current(&mut self, content: &Arc<Content>, today: NaiveDate) {
        let same = |(of, day): &(Arc<Content>, NaiveDate)| Arc::ptr_eq(of, content) && *day == today;
        if self.day.as_ref().is_some_and(same) {
            return;
        }
        for glimpse in self.of.values_mut() {
            glimpse.deadline = next_deadline(&glimpse.glance.business, &content.menus, today);
        }
        self.day = Some((Arc::clone(content), today));
    }
}

impl Store {
    /// Of these businesses (with the id of the latest diagnosis of each), those that are known, by business.
    pub(super) async fn glimpses(&self, latest: &[(i64, i64)]) -> Result<HashMap<i64, Glimpse>, StoreError> {
        let (content, today) = (self.published.current(), self.today());
        let (mut found, unknown) = self.glances.known(latest, (&content, today));
        let mut read = Vec::with_capacity(unknown.len());
        for part in unknown.chunks(IDS) {
            read.extend(self.read_glances(part).await?);
        }
        for (business, glance) in read {
            let deadline = next_deadline(&glance.business, &content.menus, today);
            found.insert(business, Glimpse { glance: Arc::new(glance), deadline });
        }
        self.glances
            .keep(unknown.iter().filter_map(|id| Some((*id, found.get(id)?.clone()))), (&content, today));
        Ok(found)
    }

    async fn read_glances(&self, businesses: &[i64]) -> Result<Vec<(i64, Glance)>, StoreError> {
        let rows = diagnosis::Entity::find()
            .filter(diagnosis::Column::BusinessId.is_in(businesses.iter().copied()))
            .filter(diagnosis::Column::SubmittedAt.is_not_null())
            .order_by_asc(diagnosis::Column::BusinessId)
            .order_by_asc(diagnosis::Column::SubmittedAt)
            .order_by_asc(diagnosis::Column::Id)
            .all(&self.reader)
            .await?;
        // The latest two of each.
        let pairs: Vec<&[diagnosis::Model]> = rows
            .chunk_by(|one, next| one.business_id == next.business_id)
            .map(|all| &all[all.len().saturating_sub(2)..])
            .collect();
        let ids: Vec<i64> = pairs.iter().flat_map(|pair| pair.iter().map(|row| row.id)).collect();
        let mut answers = std::collections::BTreeMap::new();
        for part in ids.chunks(IDS) {
            let rows = answer_row::Entity::find()
                .filter(answer_row::Column::DiagnosisId.is_in(part.iter().copied()))
                .all(&self.reader)
                .await?;
            answers.append(&mut answer::by_diagnosis(rows)?);
        }
        let mut glances = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let mut said = Vec::with_capacity(2);
            for row in pair {
                let Some(submitted_at) = row.submitted_at else { continue };
                said.push(Earlier {
                    content: self.published.of_version(&self.reader, row.questionnaire_version_id).await?,
                    answers: answers.remove(&row.id).unwrap_or_default(),
                    submitted_at,
                });
            }
            let (Some(row), Some(now)) = (pair.last(), said.pop()) else { continue };
            glances.push((row.business_id, glance(row.id, &now, said.pop().as_ref())));
        }
        Ok(glances)
    }
}

fn glance(diagnosis: i64, now: &Earlier, before: Option<&Earlier>) -> Glance {
    let content = &now.content;
    let readings = read_all(&now.answers, content);
    let answers = content.questionnaire.interpret(&readings.answers);
    let level = score(&answers).level;
    let business = Business::of_answers(&answers, &content.industries);
    let facts = business.facts();
    let standing = ClientStanding {
        submitted_at: now.submitted_at,
        municipality: facts.text(FactName::Municipality).map(str::to_owned),
        industry: facts.text(FactName::Industry).map(str::to_owned),
        employees: facts.number(FactName::Employees),
        level: level.map(|level| ClientLevel { id: level.id.clone(), label: level.label.clone() }),
        is_first: before.is_none(),
        change: before.and_then(|before| change(before, now)),
    };
    Glance { diagnosis, standing, business }
}

/// Steps up or down, where both can be compared.
fn change(before: &Earlier, now: &Earlier) -> Option<i64> {
    let pair = Pair::new(&before.content.questionnaire, &before.answers, &now.content, &now.answers);
    let level = pair.progress().level?;
    let place = |level: Option<&LevelDocument>| {
        let levels = &now.content.questionnaire.levels;
        let place = levels.iter().position(|one| Some(&one.id) == level.map(|level| &level.id))?;
        i64::try_from(place).ok()
    };
    Some(place(level.now)? - place(level.before)?)
}
