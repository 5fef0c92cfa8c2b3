//! What a consent says that the list of clients goes by. A consent never changes but by being taken back, so this is read once
//! and kept in memory; whether it holds is asked each time, and what is shown of a client is read again. So the name that a
//! client had given stays in memory, unseen, until the server ends or there are too many.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use domain::search::SearchText;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::entity::consent::{Column, Entity};
use super::super::{IDS, Store, StoreError};

/// No more are kept: some hundred bytes each.
const MOST: usize = 50_000;

pub(super) struct Agreed {
    pub(super) nameless: bool,
    /// The name, folded as words of a search are.
    pub(super) text: SearchText,
    pub(super) expires_at: DateTime<Utc>,
}

/// Those that were read, by the ids of the consents.
#[derive(Default)]
pub(in crate::store) struct Agreements(Mutex<HashMap<i64, Arc<Agreed>>>);

impl Agreements {
    fn memory(&self) -> MutexGuard<'_, HashMap<i64, Arc<Agreed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those of these that are kept, and the ids of the others.
    fn known(&self, consents: &[i64]) -> (HashMap<i64, Arc<Agreed>>, Vec<i64>) {
        let memory = self.memory();
        let (mut known, mut unknown) = (HashMap::with_capacity(consents.len()), Vec::new());
        for consent in consents {
            match memory.get(consent) {
                Some(agreed) => {
                    known.insert(*consent, Arc::clone(agreed));
                }
                None => unknown.push(*consent),
            }
        }
        (known, unknown)
    }

    fn keep(&self, found: &HashMap<i64, Arc<Agreed>>) {
        let mut memory = self.memory();
        if memory.len() > MOST {
            memory.clear();
        }
        memory.extend(found.iter().map(|(consent, agreed)| (*consent, Arc::clone(agreed))));
    }
}

impl Store {
    /// What these consents say, by their ids.
    pub(super) async fn agreed(&self, consents: &[i64]) -> Result<HashMap<i64, Arc<Agreed>>, StoreError> {
        let (mut known, unknown) = self.agreements.known(consents);
        let mut read = HashMap::with_capacity(unknown.len());
        for part in unknown.chunks(IDS) {
            let rows: Vec<(i64, String, DateTime<Utc>)> = Entity::find()
                .select_only()
                .columns([Column::Id, Column::Name, Column::ExpiresAt])
                .filter(Column::Id.is_in(part.iter().copied()))
                .into_tuple()
                .all(&self.reader)
                .await?;
            read.extend(rows.into_iter().map(|(id, name, expires_at)| {
                let text = SearchText::of([name.as_str()]);
                (id, Arc::new(Agreed { nameless: name.is_empty(), text, expires_at }))
            }));
        }
        self.agreements.keep(&read);
        known.extend(read);
        Ok(known)
    }
}
