//! The database: the only place with `sea_orm` besides the migrations. One file per noun.
//!
//! A write is one transaction, begun by [`Store::begin`]. SQLite has one writer at a time: all of this process's
//! writes take turns at one connection, and `BEGIN IMMEDIATE` takes the file's lock before anything is read, so
//! that what a transaction read is still true when it writes. PostgreSQL locks the rows that must not move.

mod account;
mod address;
mod agency;
mod answer;
mod audit;
mod client;
mod connection;
mod consent;
mod content;
mod diagnosis;
mod draft;
mod entity;
mod error;
mod frame;
mod imported;
mod key;
mod limits;
mod made_up;
mod notice;
mod outbox;
mod passage;
mod population;
mod publication;
mod request;
mod resume;
mod roll_up;
mod secret;
mod staff;
mod submitted;
mod subscription;
mod telling;
mod transaction;
mod upload;

use std::sync::Arc;

use app::backend::{Actor, Clock};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use tokio::sync::Mutex;

pub use agency::AgencyAdded;
pub use audit::{AuditFault, AuditHead, AuditVerdict};
pub use content::{Changes, Kept, LoadReport, Publication};
pub use draft::{Proposal, Proposed};
pub use error::StoreError;
pub use frame::NewFrame;
pub use imported::{Known, Reading, Taken, Turned};
pub use made_up::{Filling, MadeUp};
pub use notice::{Mailed, NewNotice, NoticePlan};
pub use outbox::{ClaimedMail, Enqueued, NewMail};
pub use publication::{NewEdition, Published as PublishedSets, Publishing};
pub use staff::Added;
pub use subscription::CONFIRM_WITHIN;
pub use upload::{Basis, Confirmation, TableSource, Upload};

use content::Published;
use transaction::Transaction;

/// Any number that no other use of advisory locks in this database has.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(4706421)";
/// Bound values of one statement: SQLite takes 32,766, PostgreSQL 65,535.
const MAX_VALUES: usize = 30_000;

/// Ids of one statement.
const IDS: usize = 1_000;

/// Answers the backend's traits from a database. A clone is another handle on the same, for the same actor.
#[derive(Clone)]
pub struct Store {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    clock: Arc<dyn Clock>,
    published: Arc<Published>,
    population: Arc<Mutex<population::Memory>>,
    maps: Arc<population::Maps>,
    fitted: Arc<population::Fitted>,
    glances: Arc<client::Glances>,
    agreements: Arc<client::Agreements>,
    /// Whose acts are written down in the audit log.
    actor: Actor,
}

impl Store {
    /// Opens `sqlite://<file>?mode=rwc` or `postgres://…`. The folder of the file must exist.
    ///
    /// # Errors
    /// When the address is of neither kind, or nothing answers there.
    pub async fn connect(url: &str, clock: Arc<dyn Clock>) -> Result<Store, StoreError> {
        let (reader, writer) = connection::open(url).await?;
        Ok(Store {
            reader,
            writer,
            clock,
            published: Arc::default(),
            population: Arc::default(),
            maps: Arc::default(),
            fitted: Arc::default(),
            glances: Arc::default(),
            agreements: Arc::default(),
            actor: Actor::Program,
        })
    }

    /// Brings the database to the shape that this version knows. Instances that start at once take turns.
    ///
    /// # Errors
    /// When a step fails; then none has been taken.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let turn = connection::begin(&self.writer).await?;
        if turn.get_database_backend() == DbBackend::Postgres {
            turn.execute_unprepared(MIGRATION_LOCK).await?;
        }
        Migrator::up(&turn, None).await?;
        Ok(turn.commit().await?)
    }

    /// Does the database answer? For `/health/ready`.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.reader.ping().await?)
    }

    /// Ends all connections, after what they are doing. SQLite then folds its log into the file.
    ///
    /// # Errors
    /// When a connection does not end well; what was acknowledged is stored all the same.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.reader.close_by_ref().await?;
        Ok(self.writer.close_by_ref().await?)
    }

    async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction::new(connection::begin(&self.writer).await?))
    }

    /// Japan's day.
    pub(crate) fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// Now, as exact as both databases keep it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }
}
