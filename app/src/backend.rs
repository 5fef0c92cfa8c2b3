//! All that a page or an action may ask for: one small trait per noun. `server/src/store` answers.

mod accounts;
mod agencies;
mod audits;
mod clients;
mod consents;
mod drafts;
mod frames;
mod mails;
mod menu_tables;
mod notices;
mod passages;
mod plans;
mod publications;
mod requests;
mod resumptions;
mod staff;
mod tellings;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::answer::{RawAnswer, RawAnswers};
use domain::caseload::Channel;
use domain::content::Content;
use domain::freshness::FreshDays;
use domain::gap::GapMap;
use domain::indicator::{Breakdown, Dimension, Period};
use domain::menu::Menu;
use domain::passage::Helpful;
use domain::population::Sums;
use domain::statistic::Counted;

pub use accounts::{
    ACCOUNT_EXPORT, AccountExport, Accounts, AskedLink, BrowserToken, CODE_TRIES, Changing, CodesToken,
    Device, Ending, Erasing, ExportedAdvice, ExportedAnswer, ExportedApplication, ExportedBusiness,
    ExportedConsent, ExportedDiagnosis, ExportedHelp, ExportedLook, ExportedNotices, ExportedProposal,
    ExportedQuestionnaire, ExportedRequest, ExportedSession, Followed, HalfToken, LINK_LIFE, LinkFault,
    LinkToken, Mine, Own, OwnBusiness, OwnDiagnosis, OwnSession, Pressed, Purpose, SESSION_IDLE,
    SESSION_LIFE, Seen, SessionToken, StaffToken, Standing, TripToken,
};
pub use agencies::{
    Adding, Agencies, Agency, AgencyChange, AgencyCode, AgencyProfile, AgencyRow, LONGEST_NAME,
    ManagedAgency, ProfileField, RawProfile,
};
pub use audits::{AUDIT_PAGE, Action, Actor, AuditEntry, AuditQuery, Audits};
pub use clients::{
    CASELOAD_PAGE, CLIENT_HISTORY, Caseload, CaseloadOnly, CaseloadOrder, CaseloadQuery, Client,
    ClientAdvice, ClientDiagnosis, ClientLevel, ClientProposal, ClientRow, ClientStanding, ClientTask,
    Clients, CodeTyped, Colleague, NewAdvice, NewTask, OfClient, ProposalChange,
};
pub use consents::{
    AdviceFor, ConsentWay, Consents, ForBusiness, Grant, Granted, LOOKS_SHOWN, Look, LookAt, Marked,
    OwnConsent, Owner, ProposalFor, SHARE_CODE_LIFE, ShareCode, Shares,
};
pub use drafts::{Decided, Draft, Drafts, Imported, Imports, Previewed};
pub use frames::{FrameSource, Frames, ImportedFrame};
pub use mails::{
    DEFAULT_MAIL_KEEP_DAYS, MAIL_PAGE, MailFault, MailKind, MailQueue, MailWay, Mails, QueuedMail, Resent,
};
pub use menu_tables::{ChangedMenu, Confirmed, MenuTables, SentTable, TableChanges, TableFormat, TableSlip};
pub use notices::{NewWarning, NoticeToken, Notices, Subscribed, Subscription, WARNINGS, Warning, Wish};
pub use passages::{Passages, Passed, Said};
pub use plans::{Entered, PlanEntry, Plans, seen};
pub use publications::{FrozenFile, Publication, Publications, PublishedFile, latest_of_each};
pub use requests::{
    ANSWERED_SHOWN, AgencyResponses, AskedAdvice, Asking, Desk, DeskEntry, NewRequest, OTHER_TOPIC,
    OfferReply, OwnRequest, RequestChange, RequestDetail, Requests,
};
pub use resumptions::{
    Attempt, CodeMail, CodeMailed, Keeping, KeptCode, ResumeCode, Resumed, Resumptions, Sender, Wanted,
};
pub use staff::{
    Adviser, AgencyEntry, CONFIRMED_FOR, Chosen, ComingBack, Confirming, Credentials, ENROLMENT_LIFE,
    EnrolFault, Enrolled, Enrolling, Enrolments, Finishing, FirstStep, HALF_LIFE, Invitation, Invited,
    Leaving, Member, NewPassword, RECOVERY_CODES, Renewed, Roster, Rosters, STAFF_SESSION_IDLE,
    STAFF_SESSION_LIFE, SecondFactor, SecondStep, SignIns, SignOnFault, SignOnFor, SignOns, SignedIn,
    SignedOn, StaffChange, StaffEntry, StaffState, TRIP_LIFE, TotpSecret, Weakness,
};
pub use tellings::{COMMENT_PAGE, Comment, SoFar, Teller, Tellings, Told, ToldByAll};

/// What a page is handed by context.
#[derive(Clone)]
pub struct Backend {
    pub contents: Arc<dyn Contents>,
    pub diagnoses: Arc<dyn Diagnoses>,
    pub counts: Arc<dyn Counts>,
    pub drafts: Arc<dyn Drafts>,
    pub imports: Arc<dyn Imports>,
    pub menu_tables: Arc<dyn MenuTables>,
    pub populations: Arc<dyn Populations>,
    pub frames: Arc<dyn Frames>,
    pub audits: Arc<dyn Audits>,
    pub publications: Arc<dyn Publications>,
    pub plans: Arc<dyn Plans>,
    pub passages: Arc<dyn Passages>,
    pub tellings: Arc<dyn Tellings>,
    pub mails: Arc<dyn Mails>,
    pub resumptions: Arc<dyn Resumptions>,
    pub notices: Arc<dyn Notices>,
    pub accounts: Arc<dyn Accounts>,
    pub sign_ins: Arc<dyn SignIns>,
    pub sign_ons: Arc<dyn SignOns>,
    pub enrolments: Arc<dyn Enrolments>,
    pub rosters: Arc<dyn Rosters>,
    pub consents: Arc<dyn Consents>,
    pub clients: Arc<dyn Clients>,
    pub agencies: Arc<dyn Agencies>,
    pub requests: Arc<dyn Requests>,
    pub acting: Arc<dyn Acting>,
    pub interface: Arc<dyn Interface>,
    pub clock: Arc<dyn Clock>,
    /// When what the catalogue says counts as possibly out of date.
    pub fresh: FreshDays,
    pub mail_way: MailWay,
    /// People reach the server by https: cookies are sent by nothing else.
    pub https: bool,
    /// How they reach it, without a slash at the end, for addresses that are used elsewhere.
    pub base_url: Arc<str>,
}

/// Diagnoses that one of the same business is compared with: more than a dozen years of them.
pub const EARLIER_SHOWN: usize = 12;

impl Backend {
    /// The same for somebody: what is done through it is written down as theirs.
    #[must_use]
    pub fn acting_as(&self, actor: Actor) -> Backend {
        self.acting.acting_as(self, actor)
    }
}

/// Makes handles whose acts are somebody's.
pub trait Acting: Send + Sync {
    /// The backend with handles of this actor in the place of those that write to the audit log.
    fn acting_as(&self, backend: &Backend, actor: Actor) -> Backend;
}

/// The store could not answer; the cause is in the log, not on the screen.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the store is unavailable")]
pub struct Unavailable;

/// Now, and Japan's today.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;

    fn today(&self) -> NaiveDate {
        domain::window::japan_day(self.now())
    }
}

/// Questionnaire, menus, cases, plan figures, as published.
pub trait Contents: Send + Sync {
    /// What is published now.
    fn current(&self) -> Arc<Content>;
}

/// Proof of access to one diagnosis: it stands in the address, and only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct DiagnosisKey(String);

impl DiagnosisKey {
    /// 26 characters of Crockford's base32, lower case: at least 128 bits.
    pub const LENGTH: usize = 26;
    /// No i, l, o, u: nothing that is misread.
    pub const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// A text of the right form; whether it opens anything is for the store to say.
    #[must_use]
    pub fn parse(text: &str) -> Option<DiagnosisKey> {
        let formed = text.len() == Self::LENGTH && text.bytes().all(|b| Self::ALPHABET.contains(&b));
        formed.then(|| DiagnosisKey(text.to_owned()))
    }

    /// Spells 16 or more bytes as a key; bits past the key's length are not used.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 17]) -> DiagnosisKey {
        let bit = |n: usize| (bytes[n / 8] >> (7 - n % 8)) & 1;
        let letter = |at: usize| {
            let value = (0..5).fold(0, |value, n| value << 1 | bit(at * 5 + n));
            char::from(Self::ALPHABET[usize::from(value)])
        };
        DiagnosisKey((0..Self::LENGTH).map(letter).collect())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DiagnosisKey {
    /// Keys stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DiagnosisKey(…)")
    }
}

/// What was answered in an earlier diagnosis of the same business, and when it was submitted.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// With the version of the questionnaire that it answers.
    pub content: Arc<Content>,
    pub answers: RawAnswers,
    pub submitted_at: DateTime<Utc>,
}

/// A diagnosis as it stands: raw answers and what they answer.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// The catalogue with the questionnaire, of whatever id and version, that it was begun with.
    pub content: Arc<Content>,
    pub answers: BTreeMap<String, RawAnswer>,
    pub submitted_at: Option<DateTime<Utc>>,
    /// Of one that is still being answered: the one whose answers are proposed again, each to be confirmed.
    pub previous: Option<Earlier>,
    /// It was begun from an earlier one of its business.
    pub follows: bool,
    /// It is the one that counts for its business now: submitted, and none was submitted later.
    pub counted: bool,
    /// The page of some menu was opened after it was submitted.
    pub opened_menu: bool,
    /// What its reader says of the result.
    pub helpful: Option<Helpful>,
    /// By whose key it was opened.
    pub by: KeyOf,
    /// It was submitted, and an adviser had a part in it. The business alone is told.
    pub helped_by: Option<HelpedBy>,
}

/// An adviser's part in answering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpedBy {
    /// The name of the agency.
    pub agency: String,
    pub channel: Channel,
}

/// What a business submitted before.
#[derive(Debug, Clone)]
pub struct Past {
    pub said: Earlier,
    pub helped_by: Option<HelpedBy>,
}

/// Whose a key is that opens a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOf {
    /// The diagnosis's own: whoever has it is the business.
    Own,
    /// One that a session of an account has made, and that ends with it.
    Session,
    /// One by which an adviser answers with the business: it decides nothing for it.
    Adviser,
}

/// What became of saving an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    Stored,
    /// Submitted diagnoses do not change.
    AlreadySubmitted,
    NotFound,
}

/// What became of submitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// Stored and counted; also when it had been submitted before.
    Done,
    /// This question is still open: required and unanswered, or its answer does not count.
    Incomplete {
        question: String,
    },
    NotFound,
}

/// Diagnoses, found by their key alone.
#[async_trait]
pub trait Diagnoses: Send + Sync {
    /// A new diagnosis of a new business.
    async fn start(&self) -> Result<DiagnosisKey, Unavailable>;

    /// The same at an agency's place; a code that no active agency has changes nothing.
    async fn start_at(&self, agency: &AgencyCode) -> Result<DiagnosisKey, Unavailable>;

    async fn find(&self, key: &DiagnosisKey) -> Result<Option<Diagnosis>, Unavailable>;

    /// Stores a raw answer in place of an earlier one, before it answers.
    async fn save_answer(
        &self,
        key: &DiagnosisKey,
        question: &str,
        raw: &RawAnswer,
    ) -> Result<Saved, Unavailable>;

    /// The same for many questions, all or none.
    async fn save_answers(&self, key: &DiagnosisKey, answers: &RawAnswers) -> Result<Saved, Unavailable>;

    /// Completes a diagnosis and counts it, in one transaction. Pressing twice counts once.
    async fn submit(&self, key: &DiagnosisKey) -> Result<Submitted, Unavailable>;

    /// What the same business had submitted before this diagnosis was (or until now), the latest first; none if there is
    /// no diagnosis under the key. At most [`EARLIER_SHOWN`].
    async fn earlier(&self, key: &DiagnosisKey) -> Result<Vec<Past>, Unavailable>;

    /// A new diagnosis of the same business that begins from the answers of a submitted one: with them, or, when they
    /// need confirming, with each of them proposed.
    /// The new key follows from the old, so that pressing twice leads to the same place; a diagnosis is followed by one
    /// other at most, whichever of its keys is used.
    /// `None` if there is no submitted diagnosis under the key.
    async fn begin_again(&self, key: &DiagnosisKey) -> Result<Option<DiagnosisKey>, Unavailable>;
}

/// Which counts: of one indicator, over one period, of real or made-up respondents, within a part of the businesses.
#[derive(Debug, Clone)]
pub struct CountQuery<'a> {
    pub indicator: &'a str,
    pub period: Period,
    /// Only businesses that stand here; a `None` in it sets no limit. Together with the dimensions that are asked for,
    /// at most two may be named: nothing is kept by three.
    pub within: Breakdown,
    /// Made-up respondents instead of real ones; the two are never added up.
    pub made_up: bool,
}

/// The roll-ups. Never scans answers.
#[async_trait]
pub trait Counts: Send + Sync {
    /// The counters by the groups of these dimensions, without those at zero.
    async fn counts(&self, query: &CountQuery<'_>, by: &[Dimension]) -> Result<Vec<Counted>, Unavailable>;

    /// The counters of an indicator over each of these periods, of all real or of all made-up respondents; a period
    /// without any is left out.
    async fn over_time(
        &self,
        indicator: &str,
        periods: &[Period],
        made_up: bool,
    ) -> Result<BTreeMap<Period, Vec<Counted>>, Unavailable>;

    /// Those of the periods in which anybody submitted, in the order in which they were given.
    async fn with_submissions(&self, periods: &[Period], made_up: bool) -> Result<Vec<Period>, Unavailable>;
}

/// Who fits a menu: everybody's verdict, by each of [`Dimension::ALL`] alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matching {
    /// The groups in which somebody stands; the empty text is "did not say".
    pub by: [BTreeMap<String, Sums>; Dimension::ALL.len()],
}

/// Who fits some menus, and when it was so. It is counted from time to time, not for every request.
#[derive(Debug, Clone)]
pub struct Fitting {
    /// One for each menu.
    pub matched: Vec<Arc<Matching>>,
    pub as_of: DateTime<Utc>,
}

/// The gap map, and when it was so. It is drawn from time to time, not for every request.
#[derive(Debug, Clone)]
pub struct Gaps {
    pub map: Arc<GapMap>,
    /// What it was drawn from. Places and pains are named by this content.
    pub content: Arc<Content>,
    pub as_of: DateTime<Utc>,
}

/// All businesses with a submitted diagnosis, each by its latest; of real or of made-up respondents, which are never
/// added up.
#[async_trait]
pub trait Populations: Send + Sync {
    /// One answer for each menu, as of now.
    async fn matching(&self, menus: &[Menu], made_up: bool) -> Result<Vec<Matching>, Unavailable>;

    /// The same for many menus of this content, by their places in it, as it was a while ago.
    async fn fitting(
        &self,
        content: &Arc<Content>,
        menus: &[usize],
        made_up: bool,
    ) -> Result<Fitting, Unavailable>;

    /// Who has which pain, and what the menus that are open today are to them.
    async fn gaps(&self, made_up: bool) -> Result<Gaps, Unavailable>;
}

/// The JSON interface, for the page to try it.
#[async_trait]
pub trait Interface: Send + Sync {
    /// Posts a body and gives back status and answer.
    async fn post(&self, path: &str, body: String) -> (u16, String);
}
