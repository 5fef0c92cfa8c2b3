//! Keeping diagnoses by a mail address. An account is an address that somebody has shown to be theirs; it owns
//! businesses, with all their diagnoses. Links, sessions and codes are known by hashes only.

mod device;
mod export;
mod links;
mod tokens;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::answer::RawAnswers;
use domain::content::Content;

pub use device::Device;
pub use export::{
    ACCOUNT_EXPORT, AccountExport, ExportedAdvice, ExportedAnswer, ExportedApplication, ExportedBusiness,
    ExportedConsent, ExportedDiagnosis, ExportedHelp, ExportedLook, ExportedNotices, ExportedProposal,
    ExportedQuestionnaire, ExportedRequest, ExportedSession,
};
pub use links::{AskedLink, CODE_TRIES, Changing, Followed, LINK_LIFE, LinkFault, Pressed, Purpose, Seen};
pub use tokens::{BrowserToken, CodesToken, HalfToken, LinkToken, SessionToken, StaffToken, TripToken};

use super::{DiagnosisKey, Unavailable};

/// A session ends after this time whatever is done with it: a quarter, in which most come back once or not at all.
pub const SESSION_LIFE: TimeDelta = TimeDelta::days(90);
/// It ends earlier if nobody was seen for this long: the telephone may be somebody else's by now.
pub const SESSION_IDLE: TimeDelta = TimeDelta::days(30);

/// What a person has here.
#[derive(Debug, Clone)]
pub struct Mine {
    /// As it was typed.
    pub address: String,
    /// In the order in which they were claimed.
    pub businesses: Vec<OwnBusiness>,
    /// The latest seen first.
    pub sessions: Vec<OwnSession>,
}

#[derive(Debug, Clone)]
pub struct OwnBusiness {
    pub id: i64,
    /// The latest first.
    pub diagnoses: Vec<OwnDiagnosis>,
}

#[derive(Debug, Clone)]
pub struct OwnDiagnosis {
    pub id: i64,
    pub started_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    /// Another one was begun from its answers.
    pub followed: bool,
    /// With the questionnaire that it was begun with.
    pub content: Arc<Content>,
    pub answers: RawAnswers,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    pub id: i64,
    pub device: Device,
    pub created_at: DateTime<Utc>,
    /// Exact to the hour.
    pub seen_at: DateTime<Utc>,
    /// The one that asks.
    pub is_this: bool,
}

/// How a visitor stands to a diagnosis that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    NotSignedIn,
    /// Signed in, and it is not in the list yet.
    MayClaim,
    Owns,
}

/// What became of something that only its owner may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own<T> {
    Done(T),
    /// The session is over.
    NotSignedIn,
    /// There is no such thing, or it is somebody else's; which of the two is not told.
    NotFound,
}

/// Which sessions are to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The one that asks.
    This,
    /// All but the one that asks.
    Others,
    One(i64),
}

impl Ending {
    /// As a form says it: `this`, `others`, or the number of one.
    #[must_use]
    pub fn read(text: Option<&str>) -> Option<Ending> {
        match text? {
            "this" => Some(Ending::This),
            "others" => Some(Ending::Others),
            id => id.parse().ok().map(Ending::One),
        }
    }
}

/// What is to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasing {
    /// The account, and every business that it owns.
    All,
    Business(i64),
    /// A diagnosis that was not submitted.
    OpenDiagnosis(i64),
}

/// Accounts. Everything but asking and following a link needs a session that lives.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Sends a link that signs in, and claims the business of a diagnosis; unless too many letters have gone, which is
    /// not told. Whether there is such an account is not looked at. Gives the token under which the browser waits, the
    /// one that it has if it has one; `None` if what was typed is no address.
    async fn ask_sign_in(
        &self,
        asked: AskedLink<'_>,
        browser: Option<&BrowserToken>,
        claims: Option<&DiagnosisKey>,
    ) -> Result<Option<BrowserToken>, Unavailable>;

    /// Sends a link to another address, which changes the account's to it.
    async fn ask_change(&self, asked: AskedLink<'_>, session: &SessionToken)
    -> Result<Changing, Unavailable>;

    /// The six digits that a browser shows while it waits.
    fn code_of(&self, browser: &BrowserToken) -> String;

    /// What a press would do. Nothing changes by it.
    async fn look(
        &self,
        link: &LinkToken,
        browser: Option<&BrowserToken>,
        session: Option<&SessionToken>,
    ) -> Result<Seen, Unavailable>;

    /// Uses a link, once. Pressing twice in the browser that asked ends signed in, too.
    async fn follow(&self, pressed: &Pressed) -> Result<Followed, Unavailable>;

    /// `None`: the session is over.
    async fn mine(&self, session: &SessionToken) -> Result<Option<Mine>, Unavailable>;

    async fn standing(&self, session: &SessionToken, key: &DiagnosisKey) -> Result<Standing, Unavailable>;

    /// Puts the business of a diagnosis into the list; it may be there already.
    async fn claim(&self, session: &SessionToken, key: &DiagnosisKey) -> Result<Own<()>, Unavailable>;

    /// A key that opens one's own diagnosis as long as the session lives.
    async fn open_mine(
        &self,
        session: &SessionToken,
        diagnosis: i64,
    ) -> Result<Own<DiagnosisKey>, Unavailable>;

    /// Ends sessions of the same account, with the keys that they have made. Says whether the session lived.
    async fn end_sessions(&self, session: &SessionToken, ending: Ending) -> Result<bool, Unavailable>;

    /// All that is kept of a person.
    async fn export(&self, session: &SessionToken) -> Result<Option<AccountExport>, Unavailable>;

    /// Deletes, with everything that was counted of it.
    async fn erase(&self, session: &SessionToken, erasing: Erasing) -> Result<Own<()>, Unavailable>;
}
