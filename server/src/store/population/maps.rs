//! The gap maps in memory. Drawing one looks at everybody, so that requests are shown the last one: it is drawn anew in
//! the background when it is older than [`MAX_AGE`] and somebody has submitted since. Another day or other menus, pains
//! or groups make another map: then the old map is wrong, and a request waits for the new one, as the first after the start does.

use std::sync::{Arc, PoisonError, RwLock};

use app::backend::Gaps;
use chrono::{DateTime, NaiveDate, Utc};
use domain::content::Content;
use domain::gap::{GapMap, open_menus};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::task::spawn_blocking;

use super::super::{Store, StoreError};
use super::{MAX_AGE, counts_like, now};

/// Of real and of made-up respondents.
#[derive(Default)]
pub(in crate::store) struct Maps {
    real: Slot,
    made_up: Slot,
}

#[derive(Default)]
struct Slot {
    held: RwLock<Option<Held>>,
    /// One is drawn at a time.
    turn: Arc<Mutex<()>>,
}

/// A map, and what it was drawn from.
#[derive(Clone)]
struct Held {
    map: Arc<GapMap>,
    content: Arc<Content>,
    day: NaiveDate,
    /// The last change to the population that is in it.
    change: i64,
    /// It was so at this time.
    as_of: DateTime<Utc>,
}

impl Maps {
    fn slot(&self, made_up: bool) -> &Slot {
        if made_up { &self.made_up } else { &self.real }
    }
}

impl Slot {
    /// The map of this content and day, if there is one.
    fn held(&self, content: &Arc<Content>, day: NaiveDate) -> Option<Held> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner).clone();
        let held = held.filter(|held| held.day == day && counts_like(&held.content, content))?;
        Some(Held { content: Arc::clone(content), ..held })
    }

    fn hold(&self, held: Held) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
    }
}

impl From<Held> for Gaps {
    fn from(held: Held) -> Gaps {
        Gaps { map: held.map, content: held.content, as_of: held.as_of }
    }
}

impl Store {
    pub(super) async fn gap_map(&self, made_up: bool) -> Result<Gaps, StoreError> {
        let slot = self.maps.slot(made_up);
        let Some(held) = slot.held(&self.published.current(), self.today()) else {
            return self.first_map(made_up).await.map(Gaps::from);
        };
        if self.now() - held.as_of >= MAX_AGE
            && let Ok(turn) = Arc::clone(&slot.turn).try_lock_owned()
        {
            let store = self.clone();
            tokio::spawn(async move {
                if let Err(error) = store.draw(made_up, turn).await {
                    tracing::warn!(%error, "the gap map could not be drawn anew");
                }
            });
        }
        Ok(held.into())
    }

    /// In a task of its own: what outlasts the request goes on, and the next request finds it done.
    async fn first_map(&self, made_up: bool) -> Result<Held, StoreError> {
        let store = self.clone();
        let drawn = tokio::spawn(async move {
            let slot = store.maps.slot(made_up);
            let turn = Arc::clone(&slot.turn).lock_owned().await;
            // Somebody else may have drawn it meanwhile.
            match slot.held(&store.published.current(), store.today()) {
                Some(held) => Ok(held),
                None => store.draw(made_up, turn).await,
            }
        });
        drawn.await.map_err(|_| StoreError::Interrupted)?
    }

    /// Draws the map of now and holds it. If nothing has changed, the old one is that of now.
    async fn draw(&self, made_up: bool, _turn: OwnedMutexGuard<()>) -> Result<Held, StoreError> {
        let slot = self.maps.slot(made_up);
        let (content, day, as_of) = (self.published.current(), self.today(), self.now());
        let old = slot.held(&content, day);
        let held = match old {
            Some(old) if old.change == now(&self.reader).await?.change => Held { as_of, ..old },
            _ => {
                let (map, change) = self.map_of(Arc::clone(&content), day, made_up).await?;
                Held { map: Arc::new(map), content, day, change, as_of }
            }
        };
        slot.hold(held.clone());
        Ok(held)
    }

    /// With the number of the last change that is in it. The population is free again before tables are suppressed.
    async fn map_of(
        &self,
        content: Arc<Content>,
        day: NaiveDate,
        made_up: bool,
    ) -> Result<(GapMap, i64), StoreError> {
        let mut memory = Arc::clone(&self.population).lock_owned().await;
        memory.catch_up(self).await?;
        let drawn = spawn_blocking(move || {
            let menus: Vec<_> = open_menus(&content, day).collect();
            let needs = memory.of(made_up).needs(&content.questionnaire.pains, &menus);
            let change = memory.change();
            drop(memory);
            (GapMap::of(&content, &needs), change)
        });
        drawn.await.map_err(|_| StoreError::Interrupted)
    }
}
