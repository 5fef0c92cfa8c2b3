//! All businesses by columns: what is known of each is stored with every submission, and held in memory once somebody
//! asks who fits a menu.
//!
//! Every change has a number. It is taken under the lock of one row, last of all locks (content, roll-ups, then this),
//! and held until the commit: the numbers are committed in their order, so that a reader misses none by reading on from
//! the last that it saw. Times would not do: a clock goes back, and what took its time first may commit last.

mod fitting;
mod maps;
mod memory;
mod rows;

use std::sync::Arc;

use app::backend::{Action, Fitting, Gaps, Matching, Populations, Unavailable};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::content::Content;
use domain::menu::Menu;
use fitting::List;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use tokio::task::spawn_blocking;

use super::audit::{self, Act};
use super::entity::population_state as state;
use super::{Store, StoreError, Transaction};

pub(super) use fitting::Fitted;
pub(super) use maps::Maps;
pub(super) use memory::Memory;
pub(super) use rows::{Known, fill, put, rebuild, remove, remove_made_up};

/// The one row.
const STATE: i32 = 1;
/// Up to this age, what was counted over everybody is shown without a look at what has changed since.
const MAX_AGE: TimeDelta = TimeDelta::seconds(60);

/// The content of a request, beside what was counted with another.
fn counts_like(held: &Arc<Content>, asked: &Arc<Content>) -> bool {
    Arc::ptr_eq(held, asked) || held.counts_like(asked)
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Rows are written, in place of their business's earlier ones or beside them.
    Put,
    /// Rows are taken away, or all are made anew: whoever holds a population reads it all again.
    Reset,
}

/// Begins a change, and keeps all others waiting until the transaction ends. Gives its number.
async fn begin<C: ConnectionTrait>(transaction: &C, change: Change) -> Result<i64, StoreError> {
    let next = || Expr::col(state::Column::Change).add(1);
    let mut update = state::Entity::update_many().col_expr(state::Column::Change, next());
    if change == Change::Reset {
        update = update.col_expr(state::Column::Reset, next());
    }
    update.filter(state::Column::Id.eq(STATE)).exec(transaction).await?;
    Ok(now(transaction).await?.change)
}

async fn now<C: ConnectionTrait>(connection: &C) -> Result<state::Model, StoreError> {
    let row = state::Entity::find_by_id(STATE).one(connection).await?;
    row.ok_or_else(|| StoreError::unreadable("population state"))
}

impl Store {
    /// Makes what is known of each business anew from its answers; says of how many businesses. Submissions wait until
    /// it is done.
    ///
    /// # Errors
    /// When the database does not answer; all is then as it was.
    pub async fn rebuild_population(&self) -> Result<u64, StoreError> {
        let (transaction, businesses) = self.facts_anew().await?;
        let after = json!({ "businesses": businesses });
        let action = Action::RebuildPopulation;
        let act = Act { actor: &self.actor, action, subject: "", before: None, after: Some(&after) };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(businesses)
    }

    /// The same, if it was never done, or if something is missing: an older version of the program that serves beside
    /// this one stores submissions without their facts. Says of how many businesses it was done.
    ///
    /// # Errors
    /// When the database does not answer, or holds content that this version refuses; all is then as it was.
    pub async fn complete_population(&self) -> Result<Option<u64>, StoreError> {
        if now(&self.reader).await?.reset > 0 && !rows::any_missing(&self.reader).await? {
            return Ok(None);
        }
        let (transaction, businesses) = self.facts_anew().await?;
        transaction.commit().await?;
        Ok(Some(businesses))
    }

    /// The transaction in which the facts were made anew, still to be committed; of how many businesses.
    async fn facts_anew(&self) -> Result<(Transaction, u64), StoreError> {
        let transaction = self.begin().await?;
        self.published.refresh_and_hold(&transaction).await?;
        let businesses = rebuild(&transaction, &self.published).await?;
        Ok((transaction, businesses))
    }

    /// Reads what was stored since the last reading into memory; the first time that is everybody.
    ///
    /// # Errors
    /// When the database does not answer; what was in memory stays.
    pub async fn read_population(&self) -> Result<(), StoreError> {
        self.population.lock().await.catch_up(self).await
    }

    /// In a task of its own: a first reading that outlasts the request goes on, and the next request finds it done.
    /// Nobody else comes between catching up and matching, and no other request waits for a thread meanwhile.
    async fn match_all(&self, menus: &[Menu], made_up: bool) -> Result<Vec<Matching>, StoreError> {
        let (store, menus) = (self.clone(), menus.to_vec());
        let matching = tokio::spawn(async move {
            let mut memory = Arc::clone(&store.population).lock_owned().await;
            memory.catch_up(&store).await?;
            let matched =
                spawn_blocking(move || menus.iter().map(|menu| memory.matching(menu, made_up)).collect());
            matched.await.map_err(|_| StoreError::Interrupted)
        });
        matching.await.map_err(|_| StoreError::Interrupted)?
    }
}

#[async_trait]
impl Populations for Store {
    async fn matching(&self, menus: &[Menu], made_up: bool) -> Result<Vec<Matching>, Unavailable> {
        Ok(self.match_all(menus, made_up).await?)
    }

    async fn fitting(
        &self,
        content: &Arc<Content>,
        menus: &[usize],
        made_up: bool,
    ) -> Result<Fitting, Unavailable> {
        Ok(self.fitting_menus(List { content: Arc::clone(content), menus: menus.to_vec(), made_up }).await?)
    }

    async fn gaps(&self, made_up: bool) -> Result<Gaps, Unavailable> {
        Ok(self.gap_map(made_up).await?)
    }
}
