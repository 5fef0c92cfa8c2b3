//! Who fits the menus of a list, in memory. Counting one menu looks at everybody: a list is shown what was counted last,
//! and it is counted anew in the background when it is older than [`MAX_AGE`] and somebody has submitted since.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use app::backend::{Fitting, Matching};
use chrono::{DateTime, Utc};
use domain::content::Content;
use domain::menu::Menu;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::super::{Store, StoreError};
use super::{MAX_AGE, counts_like, now};

/// Menus of a content by their places in it, for real or for made-up respondents.
#[derive(Clone)]
pub(super) struct List {
    pub(super) content: Arc<Content>,
    pub(super) menus: Vec<usize>,
    pub(super) made_up: bool,
}

/// What was counted last, by menu, of real and of made-up respondents.
#[derive(Default)]
pub(in crate::store) struct Fitted {
    held: RwLock<Counted>,
    /// One list is counted at a time.
    turn: Arc<Mutex<()>>,
}

/// All with one content.
#[derive(Default)]
struct Counted {
    content: Option<Arc<Content>>,
    by_menu: HashMap<(usize, bool), Held>,
}

/// A menu's matching, and what it was counted from.
#[derive(Clone)]
struct Held {
    matching: Arc<Matching>,
    /// It was so at this time, after this change to the population.
    as_of: DateTime<Utc>,
    change: i64,
}

impl Fitted {
    /// In the list's order, if all have been counted.
    fn held(&self, list: &List) -> Option<Vec<Held>> {
        let all = self.held.read().unwrap_or_else(PoisonError::into_inner);
        all.content.as_ref().filter(|content| counts_like(content, &list.content))?;
        list.menus.iter().map(|menu| all.by_menu.get(&(*menu, list.made_up)).cloned()).collect()
    }

    /// What was counted with other content is let go.
    fn hold(&self, list: &List, counted: &[Held]) {
        let mut all = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if !all.content.as_ref().is_some_and(|content| counts_like(content, &list.content)) {
            all.by_menu.clear();
        }
        all.content = Some(Arc::clone(&list.content));
        let of_menu = |(menu, held): (&usize, &Held)| ((*menu, list.made_up), held.clone());
        all.by_menu.extend(list.menus.iter().zip(counted).map(of_menu));
    }
}

impl Store {
    pub(super) async fn fitting_menus(&self, list: List) -> Result<Fitting, StoreError> {
        let held = match self.fitted.held(&list) {
            Some(held) => held,
            None => self.first_fitting(&list).await?,
        };
        let as_of = held.iter().map(|held| held.as_of).min().unwrap_or_else(|| self.now());
        if self.now() - as_of >= MAX_AGE
            && let Ok(turn) = Arc::clone(&self.fitted.turn).try_lock_owned()
        {
            let store = self.clone();
            tokio::spawn(async move {
                if let Err(error) = store.count_fitting_anew(&list, turn).await {
                    tracing::warn!(%error, "who fits the menus could not be counted anew");
                }
            });
        }
        Ok(Fitting { matched: held.into_iter().map(|held| held.matching).collect(), as_of })
    }

    /// In a task of its own: what outlasts the request goes on, and the next request finds it done.
    async fn first_fitting(&self, list: &List) -> Result<Vec<Held>, StoreError> {
        let (store, list) = (self.clone(), list.clone());
        let counted = tokio::spawn(async move {
            let _turn = store.fitted.turn.lock().await;
            // Somebody else may have counted it meanwhile.
            match store.fitted.held(&list) {
                Some(held) => Ok(held),
                None => store.count_fitting(&list).await,
            }
        });
        counted.await.map_err(|_| StoreError::Interrupted)?
    }

    /// If nothing has changed, what was counted is as of now.
    async fn count_fitting_anew(&self, list: &List, _turn: OwnedMutexGuard<()>) -> Result<(), StoreError> {
        let (as_of, change) = (self.now(), now(&self.reader).await?.change);
        match self.fitted.held(list) {
            Some(old) if old.iter().all(|held| held.change == change) => {
                let same: Vec<Held> = old.into_iter().map(|held| Held { as_of, ..held }).collect();
                self.fitted.hold(list, &same);
            }
            _ => _ = self.count_fitting(list).await?,
        }
        Ok(())
    }

    async fn count_fitting(&self, list: &List) -> Result<Vec<Held>, StoreError> {
        // Read before it is counted: what is submitted meanwhile may be in already, and is counted again later.
        let (as_of, change) = (self.now(), now(&self.reader).await?.change);
        let menus: Vec<Menu> =
            list.menus.iter().filter_map(|menu| list.content.menus.get(*menu)).cloned().collect();
        let held = |matching| Held { matching: Arc::new(matching), as_of, change };
        let counted: Vec<Held> = self.match_all(&menus, list.made_up).await?.into_iter().map(held).collect();
        self.fitted.hold(list, &counted);
        Ok(counted)
    }
}
