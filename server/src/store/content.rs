//! What is published, in memory: pages ask for it on every request, and it changes a few times a year.

mod catalogue;
pub(super) mod document;
mod load;
pub(super) mod menus;
mod records;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use app::backend::Contents;
use domain::content::{Content, Sources};
use domain::industry::Industries;
use domain::menu::Menus;
use domain::questionnaire::Questionnaire;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use serde_json::json;

use super::entity::{content_state, questionnaire_version};
use super::{Store, StoreError};

pub use catalogue::Changes;
pub use load::{LoadReport, Publication};
pub use menus::Kept;

/// What is published, as of a revision, and earlier versions of the questionnaire as they were asked for.
pub(super) struct Published(RwLock<State>);

struct State {
    revision: i64,
    version_id: Option<i64>,
    current: Arc<Content>,
    /// By id of the version.
    earlier: BTreeMap<i64, Arc<Content>>,
}

impl Default for Published {
    fn default() -> Published {
        let (current, earlier) = (Arc::new(nothing()), BTreeMap::new());
        Published(RwLock::new(State { revision: 0, version_id: None, current, earlier }))
    }
}

impl Published {
    /// A panic elsewhere leaves the state whole: it is only ever replaced by one assignment.
    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn current(&self) -> Arc<Content> {
        Arc::clone(&self.state().current)
    }

    /// The same with its revision; 0 before the first load.
    pub(super) fn as_of(&self) -> (i64, Arc<Content>) {
        let state = self.state();
        (state.revision, Arc::clone(&state.current))
    }

    /// The version that new diagnoses answer, with its id.
    pub(super) fn version(&self) -> Result<(i64, Arc<Content>), StoreError> {
        let state = self.state();
        let id = state.version_id.ok_or(StoreError::NothingPublished)?;
        Ok((id, Arc::clone(&state.current)))
    }

    /// Reads the content again if its revision is another than the one in memory; says whether it was.
    pub(super) async fn refresh<C: ConnectionTrait>(&self, connection: &C) -> Result<bool, StoreError> {
        let state = state_row(connection, Hold::Nothing).await?;
        self.follow(connection, &state).await
    }

    /// The same, and the content stays as it is until the transaction ends.
    pub(super) async fn refresh_and_hold<C: ConnectionTrait>(
        &self,
        connection: &C,
    ) -> Result<bool, StoreError> {
        let state = state_row(connection, Hold::Content).await?;
        self.follow(connection, &state).await
    }

    async fn follow<C: ConnectionTrait>(
        &self,
        connection: &C,
        row: &content_state::Model,
    ) -> Result<bool, StoreError> {
        if row.revision <= self.state().revision {
            return Ok(false);
        }
        let Some(sources) = document::sources(connection, row).await? else { return Ok(false) };
        let current = Arc::new(checked(&sources)?);
        let (revision, version_id) = (row.revision, row.questionnaire_version_id);
        let mut followed = false;
        self.change(|state| {
            // Somebody else may have read something later meanwhile.
            followed = revision > state.revision;
            if followed {
                *state = State { revision, version_id, current, earlier: BTreeMap::new() };
            }
        });
        Ok(followed)
    }

    /// The catalogue with the questionnaire of a version. Kept unless the catalogue changes meanwhile.
    pub(super) async fn of_version<C: ConnectionTrait>(
        &self,
        connection: &C,
        id: i64,
    ) -> Result<Arc<Content>, StoreError> {
        let (revision, current) = {
            let state = self.state();
            if let Some(known) = state.of_version(id) {
                return Ok(known);
            }
            (state.revision, Arc::clone(&state.current))
        };
        let row = questionnaire_version::Entity::find_by_id(id).one(connection).await?;
        let row = row.ok_or_else(|| StoreError::unreadable("questionnaire version"))?;
        let questionnaire = questionnaire(connection, &row).await?;
        let content = Arc::new(Content { questionnaire, ..Content::clone(&current) });
        self.change(|state| {
            if state.revision == revision {
                state.earlier.insert(id, Arc::clone(&content));
            }
        });
        Ok(content)
    }
}

impl State {
    fn of_version(&self, id: i64) -> Option<Arc<Content>> {
        if self.version_id == Some(id) {
            return Some(Arc::clone(&self.current));
        }
        self.earlier.get(&id).map(Arc::clone)
    }
}

/// What a transaction keeps others from changing while it runs. SQLite's one writer keeps everything.
pub(super) enum Hold {
    Nothing,
    /// Nobody loads other content.
    Content,
    /// Nobody counts with the content either.
    Everything,
}

pub(super) async fn state_row<C: ConnectionTrait>(
    connection: &C,
    hold: Hold,
) -> Result<content_state::Model, StoreError> {
    let select = content_state::Entity::find_by_id(document::STATE);
    let select = match hold {
        Hold::Nothing => select,
        Hold::Content => select.lock_shared(),
        Hold::Everything => select.lock_exclusive(),
    };
    select.one(connection).await?.ok_or_else(|| StoreError::unreadable("content state"))
}

fn checked(sources: &Sources) -> Result<Content, StoreError> {
    Content::check(sources).map_err(|findings| StoreError::StoredContent { errors: findings.len() })
}

/// Checked without the catalogue: that follows the version published last, and may name what an earlier one lacks.
async fn questionnaire<C: ConnectionTrait>(
    connection: &C,
    version: &questionnaire_version::Model,
) -> Result<Questionnaire, StoreError> {
    let sources = Sources {
        questionnaire: document::parse(&version.document, "questionnaire")?,
        menus: json!({}),
        cases: json!({}),
        indicators: json!({}),
        lead_times: json!({}),
        municipalities: document::rows(connection, document::MUNICIPALITIES).await?,
        industries: document::rows(connection, document::INDUSTRIES).await?,
    };
    Ok(checked(&sources)?.questionnaire)
}

/// Before the first load: no questions, no catalogue.
fn nothing() -> Content {
    let questionnaire = Questionnaire {
        id: String::new(),
        version: 0,
        title: String::new(),
        minutes: 0,
        sections: Vec::new(),
        dimensions: Vec::new(),
        levels: Vec::new(),
        min_answered_per_dimension: 1,
        questions: Vec::new(),
        pains: Vec::new(),
        solutions: Vec::new(),
        indicators: Vec::new(),
        size_classes: Vec::new(),
        small_cell_threshold: u64::MAX,
        crosswalk: Vec::new(),
    };
    Content {
        questionnaire,
        menus: Menus::default(),
        menu_index: Arc::default(),
        cases: Vec::new(),
        plan_records: Vec::new(),
        lead_times: Vec::new(),
        municipalities: Vec::new(),
        industries: Industries::default(),
    }
}

impl Store {
    /// The content as it is stored; `None` before the first load.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn content_sources(&self) -> Result<Option<Sources>, StoreError> {
        let state = state_row(&self.reader, Hold::Nothing).await?;
        document::sources(&self.reader, &state).await
    }

    /// Takes over what was loaded since, by this process or another; says whether there was anything.
    /// One row is read when there was not. To be called at the start, and then every few seconds.
    ///
    /// # Errors
    /// When the database does not answer, or holds content that this version refuses; the old stays then.
    pub async fn refresh_content(&self) -> Result<bool, StoreError> {
        self.published.refresh(&self.reader).await
    }

    /// The same after a commit of our own. An error is then no news of what was stored, which holds all the same;
    /// a running server looks again within seconds.
    pub(super) async fn follow_own_change(&self) {
        if let Err(error) = self.refresh_content().await {
            tracing::warn!(%error, "content was stored but could not be read again");
        }
    }
}

impl Contents for Store {
    fn current(&self) -> Arc<Content> {
        self.published.current()
    }
}
