//! Clients (担当先): the businesses that an agency sees under their consent. Every question goes through the domain's
//! `may_with_client`, with the consent as it stands at that moment.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::ClientReason;
use domain::caseload::{Channel, Due, ProposalState};
use domain::consent::Covers;
use domain::content::Content;
use domain::search::Page;

use super::{Adviser, DiagnosisKey, Earlier, LookAt, StaffToken, Unavailable};

/// Clients that a page of the caseload shows.
pub const CASELOAD_PAGE: usize = 50;
/// Diagnoses of a client that its page goes back to.
pub const CLIENT_HISTORY: usize = 6;

/// What becomes of asking for something of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfClient<T> {
    Done(T),
    Denied(ClientReason),
}

/// Which clients, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseloadQuery {
    /// Words that all stand in the name, in whatever width, case and kana.
    pub words: Option<String>,
    /// Code of a municipality.
    pub municipality: Option<String>,
    /// Id of a level.
    pub level: Option<String>,
    pub only: Option<CaseloadOnly>,
    pub order: CaseloadOrder,
    /// From 1.
    pub page: usize,
}

/// A part of the clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseloadOnly {
    /// Something is due within two weeks, or overdue.
    DueSoon,
    /// Something is to be done.
    WithTasks,
    /// The consent ends within 30 days.
    Ending,
}

impl CaseloadOnly {
    pub const ALL: [CaseloadOnly; 3] = [CaseloadOnly::DueSoon, CaseloadOnly::WithTasks, CaseloadOnly::Ending];

    /// As it stands in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            CaseloadOnly::DueSoon => "due",
            CaseloadOnly::WithTasks => "tasks",
            CaseloadOnly::Ending => "ending",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<CaseloadOnly> {
        CaseloadOnly::ALL.into_iter().find(|only| only.code() == code)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseloadOrder {
    /// What is due first.
    #[default]
    Due,
    /// Those who were not heard of for longest.
    Contact,
    Name,
}

impl CaseloadOrder {
    pub const ALL: [CaseloadOrder; 3] = [CaseloadOrder::Due, CaseloadOrder::Contact, CaseloadOrder::Name];

    /// As it stands in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            CaseloadOrder::Due => "due",
            CaseloadOrder::Contact => "contact",
            CaseloadOrder::Name => "name",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<CaseloadOrder> {
        CaseloadOrder::ALL.into_iter().find(|order| order.code() == code)
    }
}

/// The clients of an agency.
#[derive(Debug, Clone)]
pub struct Caseload {
    pub clients: Page<ClientRow>,
    /// Without any filter.
    pub of_all: usize,
    /// By which menus, places and trades are named.
    pub content: Arc<Content>,
}

/// A client in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// The id of the business.
    pub id: i64,
    /// As it wants to be called; may be empty.
    pub name: String,
    /// Empty unless it is covered.
    pub contact: String,
    pub covers: Covers,
    pub expires_at: DateTime<Utc>,
    /// Of the latest diagnosis; none as long as nothing was submitted.
    pub standing: Option<ClientStanding>,
    /// The nearest last day of a menu that the client is eligible for, and the menu's id.
    pub deadline: Option<(NaiveDate, String)>,
    /// To-dos that are open.
    pub tasks: u64,
    /// The first day of them.
    pub next_task: Option<NaiveDate>,
    /// When the agency last wrote something down, or answered with the client.
    pub last_contact: Option<DateTime<Utc>>,
    pub due: Due,
}

/// Where a client stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientStanding {
    pub submitted_at: DateTime<Utc>,
    /// Code of the municipality.
    pub municipality: Option<String>,
    /// Code of the division (JSIC).
    pub industry: Option<String>,
    pub employees: Option<u64>,
    pub level: Option<ClientLevel>,
    /// Nothing was submitted before.
    pub is_first: bool,
    /// Steps up or down since the diagnosis before, where both can be compared.
    pub change: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientLevel {
    pub id: String,
    pub label: String,
}

/// All that an agency's page of a client shows.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: i64,
    pub name: String,
    pub contact: String,
    pub covers: Covers,
    pub given_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// What was submitted, the latest first; at most [`CLIENT_HISTORY`].
    pub diagnoses: Vec<ClientDiagnosis>,
    /// The day before today on which somebody of the agency looked or wrote last; that of the consent, if nobody has.
    pub last_visit: NaiveDate,
    /// The latest first.
    pub advice: Vec<ClientAdvice>,
    /// What is open first, by its day.
    pub tasks: Vec<ClientTask>,
    /// The latest change first.
    pub proposals: Vec<ClientProposal>,
    /// Who of the agency may sign in, for whom a to-do can be.
    pub colleagues: Vec<Colleague>,
}

#[derive(Debug, Clone)]
pub struct ClientDiagnosis {
    pub said: Earlier,
    /// It was answered with somebody of this agency, or keyed in.
    pub channel: Option<Channel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAdvice {
    pub text: String,
    /// The business reads it.
    pub visible: bool,
    /// The address of who wrote it.
    pub by: String,
    pub written_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientTask {
    pub id: i64,
    pub text: String,
    pub due_on: Option<NaiveDate>,
    /// The address of who is to do it.
    pub owner: String,
    pub done_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientProposal {
    pub id: i64,
    /// Id of the menu.
    pub menu: String,
    pub state: ProposalState,
    pub changed_at: DateTime<Utc>,
    /// The business said so last.
    pub by_business: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub id: i64,
    pub address: String,
}

/// What became of typing six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeTyped {
    /// The business is asked whether it agrees.
    Asked,
    /// They are none, or over, or another agency has typed them.
    Wrong,
    TooOften,
}

/// What is written down for a client. `after`: how many there were when the form was shown; the same words after as many are
/// the same press, and are written once.
#[derive(Debug, Clone, Copy)]
pub struct NewAdvice<'a> {
    pub text: &'a str,
    pub visible: bool,
    pub after: u64,
}

#[derive(Debug, Clone, Copy)]
pub struct NewTask<'a> {
    pub text: &'a str,
    pub due_on: Option<NaiveDate>,
    /// The id of who is to do it; of the agency.
    pub owner: i64,
    pub after: u64,
}

/// How far a proposal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposalChange {
    pub proposal: i64,
    pub from: ProposalState,
    pub to: ProposalState,
}

/// Clients, on the side of an agency.
#[async_trait]
pub trait Clients: Send + Sync {
    async fn caseload(&self, adviser: Adviser, query: &CaseloadQuery) -> Result<Caseload, Unavailable>;

    /// All of them on one page, to be taken along; each of these looks is written down.
    async fn take_caseload(&self, adviser: Adviser, query: &CaseloadQuery) -> Result<Caseload, Unavailable>;

    /// A client; the look is written down before anything is shown.
    async fn client(
        &self,
        adviser: Adviser,
        business: i64,
        look: LookAt,
    ) -> Result<OfClient<Client>, Unavailable>;

    /// Takes six digits as they were typed.
    async fn type_code(&self, adviser: Adviser, typed: &str) -> Result<CodeTyped, Unavailable>;

    async fn advise(
        &self,
        adviser: Adviser,
        business: i64,
        advice: NewAdvice<'_>,
    ) -> Result<OfClient<()>, Unavailable>;

    async fn add_task(
        &self,
        adviser: Adviser,
        business: i64,
        task: NewTask<'_>,
    ) -> Result<OfClient<()>, Unavailable>;

    /// Ticks a to-do, or takes the tick away.
    async fn tick_task(
        &self,
        adviser: Adviser,
        business: i64,
        (task, done): (i64, bool),
    ) -> Result<OfClient<()>, Unavailable>;

    /// Proposes a menu that was not proposed yet.
    async fn propose_menu(
        &self,
        adviser: Adviser,
        business: i64,
        menu: &str,
    ) -> Result<OfClient<()>, Unavailable>;

    /// Says how far a proposal has come, if it is where it was when the form was shown (`from`); what somebody else has said
    /// meanwhile stays.
    async fn change_proposal(
        &self,
        adviser: Adviser,
        business: i64,
        change: ProposalChange,
    ) -> Result<OfClient<()>, Unavailable>;

    /// A diagnosis that begins from the client's latest, and a key by which the adviser answers it with the client, or keys
    /// in what the client has put on paper. The key opens as long as the session lives and the consent holds; it decides
    /// nothing for the business.
    async fn begin_together(
        &self,
        adviser: Adviser,
        session: &StaffToken,
        (business, channel): (i64, Channel),
    ) -> Result<OfClient<DiagnosisKey>, Unavailable>;

    /// Why a key that was made for this session opens its diagnosis no more. None: it opens, or was made for nobody, or for
    /// another session, which is told nothing.
    async fn why_closed(
        &self,
        session: &StaffToken,
        key: &DiagnosisKey,
    ) -> Result<Option<ClientReason>, Unavailable>;

    /// The first diagnosis of a new business, whose own key this is.
    async fn begin_first(&self, adviser: Adviser, channel: Channel) -> Result<DiagnosisKey, Unavailable>;
}
