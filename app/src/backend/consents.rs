//! Consents (同意) as a business gives and takes them back: to whom, for what, until when, and who looked.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::caseload::ProposalState;
use domain::consent::{Covers, Standing, Term};

use super::{AgencyEntry, DiagnosisKey, SessionToken, Unavailable};

/// For so long an adviser can type the six digits, and the business agree.
pub const SHARE_CODE_LIFE: TimeDelta = TimeDelta::minutes(15);
/// Looks that the business is shown of a consent, the latest first.
pub const LOOKS_SHOWN: u64 = 200;

/// How a consent was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentWay {
    /// The business chose the agency from the list.
    Named,
    /// It showed six digits to an adviser.
    Code,
}

impl ConsentWay {
    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ConsentWay::Named => "named",
            ConsentWay::Code => "code",
        }
    }
}

/// What somebody of an agency looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookAt {
    /// The page of the client.
    Result,
    Answers,
    /// The sheet for a visit.
    Sheet,
    /// A file of all clients.
    Table,
    /// Answered together.
    Together,
}

impl LookAt {
    pub const ALL: [LookAt; 5] =
        [LookAt::Result, LookAt::Answers, LookAt::Sheet, LookAt::Table, LookAt::Together];

    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            LookAt::Result => "result",
            LookAt::Answers => "answers",
            LookAt::Sheet => "sheet",
            LookAt::Table => "table",
            LookAt::Together => "together",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<LookAt> {
        LookAt::ALL.into_iter().find(|what| what.code() == code)
    }
}

/// A look, as the business reads it; who of the agency it was is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub at: DateTime<Utc>,
    pub what: LookAt,
}

/// What a business has agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnConsent {
    pub id: i64,
    /// The name of the agency.
    pub agency: String,
    pub covers: Covers,
    pub name: String,
    pub contact: String,
    pub text_version: i32,
    pub given_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub standing: Standing,
    /// At most [`LOOKS_SHOWN`], the latest first.
    pub looks: Vec<Look>,
    pub look_count: u64,
}

/// Six digits that a business shows.
#[derive(Clone, PartialEq, Eq)]
pub struct ShareCode {
    pub digits: String,
    pub expires_at: DateTime<Utc>,
    /// The agency of whoever has typed them.
    pub typed_by: Option<AgencyEntry>,
}

impl std::fmt::Debug for ShareCode {
    /// Codes stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShareCode").field("typed_by", &self.typed_by).finish_non_exhaustive()
    }
}

/// With whom a business shares, and could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// Those that it can choose, by name.
    pub agencies: Vec<AgencyEntry>,
    pub code: Option<ShareCode>,
    /// The latest first.
    pub consents: Vec<OwnConsent>,
}

/// Who owns a business, by what shows it.
#[derive(Debug, Clone, Copy)]
pub enum Owner<'a> {
    /// A key of a diagnosis of it, but for those that advisers have.
    Key(&'a DiagnosisKey),
    /// The session of an account that has it in its list.
    Session(&'a SessionToken),
}

/// What a business agrees to.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'a> {
    /// The agency that was chosen; none: that of whoever has typed the digits.
    pub agency: Option<i64>,
    /// With digits, the agency that the business was shown when it agreed.
    pub shown: Option<i64>,
    pub covers: Covers,
    pub term: Term,
    /// What the business wants to be called; may be empty.
    pub name: &'a str,
    /// How it can be reached; empty unless it is covered.
    pub contact: &'a str,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granted {
    /// It holds; also when it had been given just so before.
    Done,
    NoSuchAgency,
    /// Nobody has typed the digits, or they are over, or somebody else has typed them since.
    NoCode,
    /// The key opens no submitted diagnosis of a business that may agree by it.
    NotFound,
}

/// What agencies have written for a business to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForBusiness {
    /// The latest first.
    pub advice: Vec<AdviceFor>,
    pub proposals: Vec<ProposalFor>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceFor {
    pub agency: String,
    pub text: String,
    pub written_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalFor {
    pub id: i64,
    pub agency: String,
    /// Id of the menu.
    pub menu: String,
    pub state: ProposalState,
    pub changed_at: DateTime<Utc>,
    /// The agency reads what the business says of it: the consent holds.
    pub is_shared: bool,
}

/// What became of saying what became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// The agency reads it.
    Done,
    /// The consent is over: nobody of the agency would read it, so it stays as it was.
    NotShared,
    /// There is no such proposal to this business.
    NotFound,
}

/// Consents, on the side of those who give them.
#[async_trait]
pub trait Consents: Send + Sync {
    /// `None`: the key opens no submitted diagnosis, or is an adviser's.
    async fn shares(&self, key: &DiagnosisKey) -> Result<Option<Shares>, Unavailable>;

    /// The consents of a business in the list of an account. `None`: it is not in it, or the session is over.
    async fn consents_of(
        &self,
        session: &SessionToken,
        business: i64,
    ) -> Result<Option<Vec<OwnConsent>>, Unavailable>;

    /// Makes six digits, in place of those before. Says whether it could.
    async fn show_code(&self, key: &DiagnosisKey) -> Result<bool, Unavailable>;

    async fn grant(&self, key: &DiagnosisKey, grant: Grant<'_>) -> Result<Granted, Unavailable>;

    /// Takes a consent back, from the next request on. Says whether it was the owner's; taking back twice changes nothing.
    async fn revoke(&self, owner: Owner<'_>, consent: i64) -> Result<bool, Unavailable>;

    /// What agencies have written for the business of a submitted diagnosis; nothing by an adviser's key.
    async fn for_business(&self, key: &DiagnosisKey) -> Result<ForBusiness, Unavailable>;

    /// What the business says became of a proposal, for the agency to read.
    async fn mark_proposal(
        &self,
        key: &DiagnosisKey,
        proposal: i64,
        state: ProposalState,
    ) -> Result<Marked, Unavailable>;
}
