//! What businesses tell afterwards: what became of the support they looked at, and a word on the result.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::application::{Application, Applications, Hindrance};
use domain::search::Page;

use super::{DiagnosisKey, Earlier, NoticeToken, Said, Unavailable};

/// Words that a page of them shows.
pub const COMMENT_PAGE: usize = 50;

/// Who tells, by what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Teller {
    /// Whoever has the key of a submitted diagnosis.
    Diagnosis(DiagnosisKey),
    /// Whoever was asked by mail.
    Subscriber(NoticeToken),
}

/// What a business has told, and by what it is asked.
#[derive(Debug, Clone)]
pub struct SoFar {
    /// The answers that were shown by the key, or the latest for whoever was asked by mail.
    pub asked_by: Earlier,
    pub told: Vec<Told>,
}

/// What a business says of one menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Id of the menu.
    pub menu: String,
    pub application: Application,
    /// What stood most in the way.
    pub hindrance: Option<Hindrance>,
}

/// What somebody wrote of a result; whose it was is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub text: String,
    pub written_at: DateTime<Utc>,
}

/// What was told by all real businesses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldByAll {
    /// By id of the menu.
    pub by_menu: BTreeMap<String, Applications>,
    /// Over all menus.
    pub hindrances: BTreeMap<Hindrance, u64>,
}

/// What was told.
#[async_trait]
pub trait Tellings: Send + Sync {
    /// What the business has told so far; none if the key opens no submitted diagnosis, or the token no subscription.
    async fn told(&self, teller: &Teller) -> Result<Option<SoFar>, Unavailable>;

    /// Keeps it in place of what its business has told of that menu before.
    async fn tell(&self, teller: &Teller, told: &Told) -> Result<Said, Unavailable>;

    async fn told_by_all(&self) -> Result<ToldByAll, Unavailable>;

    /// Keeps a word on a result in place of the one before; an empty one takes it back.
    async fn comment(&self, key: &DiagnosisKey, text: &str) -> Result<Said, Unavailable>;

    /// The word on a result.
    async fn own_comment(&self, key: &DiagnosisKey) -> Result<Option<String>, Unavailable>;

    /// All of them, the latest first; `page` from 1.
    async fn comments(&self, page: usize) -> Result<Page<Comment>, Unavailable>;
}
