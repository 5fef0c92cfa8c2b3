//! Requests for advice (相談の申し込み): what a business asks an agency for, and what becomes of it. See docs/adr/0024-requests.md.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;
use domain::request::{Responses, State};

use super::{Adviser, AgencyEntry, DiagnosisKey, Sender, Unavailable};

/// What it is about, if it is none of the business's pains.
pub const OTHER_TOPIC: &str = "other";
/// Answered requests that an agency's page lists.
pub const ANSWERED_SHOWN: u64 = 50;

/// What a business asks for, checked.
#[derive(Clone)]
pub struct NewRequest {
    pub sender: Sender,
    /// Of a submitted diagnosis.
    pub key: DiagnosisKey,
    /// Id of a pain, or [`OTHER_TOPIC`].
    pub topic: String,
    pub text: String,
    /// Of whoever is to be asked for.
    pub name: String,
    pub phone: Option<String>,
    /// As it was typed.
    pub mail: Option<String>,
    /// Of the form: sent twice, it is one request.
    pub nonce: String,
    /// How people reach us, for the links in mails; without a slash at the end.
    pub base_url: Arc<str>,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedAdvice {
    /// It is an agency's now; also when it was before.
    Sent,
    /// As many as there may be are open.
    TooMany,
    /// From the same place too much was sent.
    TooOften,
    /// No agency works there with anybody who could read it.
    NoAgency,
    BadAddress,
    /// There is no submitted diagnosis of this key.
    NotFound,
}

/// What the page needs on which one asks.
#[derive(Debug, Clone)]
pub struct Asking {
    /// What was asked so far, the latest first.
    pub own: Vec<OwnRequest>,
    /// To whom a request about each topic would go now; none: nobody could read it.
    pub receivers: Vec<Option<String>>,
    /// For the form.
    pub nonce: String,
}

/// A request as its business sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRequest {
    pub id: i64,
    pub topic: String,
    pub agency: String,
    pub agency_phone: Option<String>,
    pub state: State,
    pub asked_on: NaiveDate,
    pub answered_on: Option<NaiveDate>,
    /// The agency that may take it, if the business says yes.
    pub offered_to: Option<AgencyEntry>,
}

/// A request in an agency's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskEntry {
    pub id: i64,
    pub topic: String,
    pub name: String,
    pub state: State,
    /// When the agency was given it.
    pub got_on: NaiveDate,
    /// Working days since then, until today or until the answer.
    pub waited: u32,
    pub answered_on: Option<NaiveDate>,
}

/// What an agency has to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Desk {
    /// The oldest first.
    pub waiting: Vec<DeskEntry>,
    /// Those of which the business is asked whether another agency may take them, likewise.
    pub offered: Vec<DeskEntry>,
    /// The latest first; at most [`ANSWERED_SHOWN`].
    pub answered: Vec<DeskEntry>,
}

/// All that an agency sees of a request: the form, and nothing of the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestDetail {
    pub entry: DeskEntry,
    pub text: String,
    pub phone: Option<String>,
    pub mail: Option<String>,
    pub asked_on: NaiveDate,
    /// The address of whoever got in touch.
    pub answered_by: Option<String>,
    pub offered_to: Option<String>,
    /// The other agencies that could take it, the best first.
    pub others: Vec<AgencyEntry>,
}

/// What became of a step with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestChange {
    /// It was taken, now or before.
    Done,
    /// It cannot be taken any more: somebody else was quicker. Nothing was changed.
    Over,
    /// There is none of this id, or it is another's.
    NotFound,
    /// Whoever acts may not any more.
    NotPermitted,
}

/// What officers see of an agency's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyResponses {
    pub agency: String,
    pub responses: Responses,
    /// Requests that it gave to another agency.
    pub handed_over: usize,
}

/// Requests for advice.
#[async_trait]
pub trait Requests: Send + Sync {
    /// What the business has asked so far, and who would be asked about each of these topics; none if the key opens no submitted
    /// diagnosis.
    async fn asking(&self, key: &DiagnosisKey, topics: &[String]) -> Result<Option<Asking>, Unavailable>;

    /// What the business has asked so far, the latest first; nothing if the key opens no submitted diagnosis.
    async fn own_requests(&self, key: &DiagnosisKey) -> Result<Vec<OwnRequest>, Unavailable>;

    /// Chooses an agency, gives it the request and tells its advisers by mail, in one transaction.
    async fn ask_advice(&self, new: &NewRequest) -> Result<AskedAdvice, Unavailable>;

    /// Takes a request of the business back.
    async fn withdraw_request(&self, key: &DiagnosisKey, id: i64) -> Result<RequestChange, Unavailable>;

    /// May this other agency take it? Nothing happens if it is another one, or none, by now.
    async fn reply_to_offer(
        &self,
        key: &DiagnosisKey,
        id: i64,
        reply: OfferReply<'_>,
    ) -> Result<RequestChange, Unavailable>;

    /// What an agency has to do.
    async fn desk(&self, adviser: Adviser) -> Result<Desk, Unavailable>;

    /// A request, if it is this agency's and was not taken back.
    async fn request(&self, adviser: Adviser, id: i64) -> Result<Option<RequestDetail>, Unavailable>;

    /// Somebody of the agency, whoever acts, has got in touch.
    async fn answer_request(&self, id: i64) -> Result<RequestChange, Unavailable>;

    /// Asks the business whether another agency may take it.
    async fn offer_request(&self, id: i64, to: i64, base_url: &str) -> Result<RequestChange, Unavailable>;

    /// How fast agencies answer, by name: what was answered from this day of Japan on, and what waits now.
    async fn responses(&self, since: Option<NaiveDate>) -> Result<Vec<AgencyResponses>, Unavailable>;
}

/// What a business says to an offer.
#[derive(Debug, Clone, Copy)]
pub struct OfferReply<'a> {
    /// Id of the agency that it was asked about.
    pub to: i64,
    pub yes: bool,
    pub base_url: &'a str,
}
