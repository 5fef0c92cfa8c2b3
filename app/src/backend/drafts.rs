//! Menus that wait for an officer, and where imported ones come from.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::content::ContentFinding;
use domain::draft::Origin;
use domain::menu::Menu;
use serde_json::Value;

use super::Unavailable;

/// What a menu would become, beside what is published in its place now.
#[derive(Debug, Clone)]
pub struct Draft {
    pub id: i64,
    pub menu_id: String,
    pub origin: Origin,
    pub document: Value,
    /// None: a new menu.
    pub published: Option<Value>,
    /// The published menu has changed since this was proposed.
    pub stale: bool,
    /// Sentences for the officer, from whoever proposed it.
    pub notes: Vec<String>,
    /// Fields that an officer has edited and the source has changed too: the source's word stands in the document.
    pub conflicts: Vec<String>,
    pub created_at: DateTime<Utc>,
}

impl Draft {
    /// The menu's name as it would be; its id if it says none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.document["name"].as_str().unwrap_or(&self.menu_id)
    }
}

/// A draft, and what the content would say of it.
#[derive(Debug, Clone)]
pub struct Previewed {
    pub draft: Draft,
    /// The menu as it would be published, or all that speaks against it.
    pub checked: Result<Menu, Vec<ContentFinding>>,
}

/// What became of publishing or discarding drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// One of them is not there any more: decided by somebody else, or replaced by a newer one. Nothing was changed.
    Gone,
    /// The menus have changed since. Nothing was published; the drafts were made anew on what is published now, under
    /// these ids. Those that would change nothing any more are gone.
    Anew(Vec<i64>),
    /// These do not fit the rest of the content. Nothing was changed.
    Unfit(Vec<i64>),
}

/// Drafts: at most one of each menu and origin.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// All open ones, oldest first.
    async fn open_drafts(&self) -> Result<Vec<Draft>, Unavailable>;

    async fn draft(&self, id: i64) -> Result<Option<Previewed>, Unavailable>;

    /// Publishes all of them or none, in one transaction; running servers follow within seconds.
    async fn publish(&self, ids: &[i64]) -> Result<Decided, Unavailable>;

    /// Throws all of them away or none. What is published stays as it is.
    async fn discard(&self, ids: &[i64]) -> Result<Decided, Unavailable>;
}

/// Where a menu was imported from, and how it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub origin: Origin,
    pub source_id: String,
    pub menu_id: String,
    pub first_seen: DateTime<Utc>,
    /// When a listing or a record last had it.
    pub last_seen: DateTime<Utc>,
    /// When a complete listing first lacked it.
    pub vanished_at: Option<DateTime<Utc>>,
    /// What an officer should look at, in sentences of the importer.
    pub notes: Vec<String>,
    /// It says something else there now, and a draft waits.
    pub changed: bool,
}

/// Imported menus.
#[async_trait]
pub trait Imports: Send + Sync {
    /// Where a menu comes from; none if it was not imported.
    async fn of_menu(&self, menu_id: &str) -> Result<Option<Imported>, Unavailable>;

    /// Those that their source does not list any more, the latest first.
    async fn vanished(&self) -> Result<Vec<Imported>, Unavailable>;

    /// Those with notes that no officer has verified yet.
    async fn noted(&self) -> Result<Vec<Imported>, Unavailable>;
}
