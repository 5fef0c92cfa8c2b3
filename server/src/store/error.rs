//! What can go wrong in the store. No message carries what a person wrote, nor a key.

use app::backend::Unavailable;
use domain::content::ContentFinding;
use sea_orm::DbErr;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Database(#[from] DbErr),
    #[error("the database does not open: {0}")]
    Connect(String),
    #[error("neither sqlite:// nor postgres://")]
    UnsupportedUrl,
    #[error("the system gives no random bytes: {0}")]
    NoDice(getrandom::Error),
    #[error("a code cannot be hashed: {0}")]
    Stretch(argon2::Error),
    #[error("a password cannot be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    #[error("no content has been loaded yet")]
    NothingPublished,
    /// What was published stays: a changed questionnaire needs a new version number.
    #[error("version {version} of the questionnaire {questionnaire} is published with other content")]
    PublishedVersionChanged { questionnaire: String, version: u32 },
    #[error("no counts are kept by more than two dimensions")]
    TooManyDimensions,
    #[error("the work was broken off")]
    Interrupted,
    #[error("what is stored as {what} cannot be read")]
    Unreadable { what: &'static str },
    /// What was to be published does not fit the rest of the content; nothing was.
    #[error("the content would have {} errors", .0.len())]
    Refused(Vec<ContentFinding>),
    #[error("open data cannot be written: {0}")]
    Unwritable(#[from] crate::open_data::Unwritable),
    /// An older version of the program may have let pass what this one refuses.
    #[error("the stored content has {errors} errors")]
    StoredContent { errors: usize },
}

impl StoreError {
    pub(super) fn unreadable(what: &'static str) -> StoreError {
        StoreError::Unreadable { what }
    }
}

impl From<StoreError> for Unavailable {
    /// The cause goes to the log, never to the screen.
    fn from(error: StoreError) -> Unavailable {
        tracing::error!(%error, "the store could not answer");
        Unavailable
    }
}
