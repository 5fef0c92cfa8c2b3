//! Requests for advice. See docs/adr/0024-requests.md.
//!
//! `receivers` tells which agency fits, `asking` how a business asks and what it can do afterwards, `desk` what an agency sees and
//! does, `reminding` how agencies are reminded, `closing` what ends with an agency, `figures` how fast they answer. Locks are taken in
//! the order: whoever acts (staff), business, agency, request.

mod asking;
mod closing;
mod desk;
mod figures;
mod receivers;
mod reminding;

use app::backend::{
    Adviser, AgencyResponses, AskedAdvice, Asking, Desk, DiagnosisKey, MailKind, NewRequest, OfferReply,
    OwnRequest, RequestChange, RequestDetail, Requests, Unavailable,
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::request::State;
use domain::window::{japan_day, japan_midnight};
use sea_orm::{ActiveValue, DatabaseTransaction, EntityTrait};

use super::entity::{advice_request as request, advice_turn as turn, staff};
use super::outbox::{self, NewMail, enqueue};
use super::{Store, StoreError, Transaction, address};
use crate::holidays::holidays;
use crate::mail::Letter;

pub(super) use receivers::load as open_requests;

/// How an agency's turn ended.
const ANSWERED: &str = "answered";
const HANDED_OVER: &str = "handed_over";
const WITHDRAWN: &str = "withdrawn";
const CLOSED: &str = "closed";

fn state(row: &request::Model) -> Result<State, StoreError> {
    State::parse(&row.state).ok_or_else(|| StoreError::unreadable("request"))
}

/// Codes of the states in which something can still come of a request.
fn open() -> impl Iterator<Item = &'static str> {
    State::ALL.into_iter().filter(|state| state.is_open()).map(State::code)
}

/// Working days between the days of two instants.
fn working_days(from: DateTime<Utc>, until: DateTime<Utc>) -> u32 {
    holidays().working_days_between(japan_day(from), japan_day(until))
}

/// Writes down that the present agency's turn is over.
async fn end_turn(
    transaction: &Transaction,
    row: &request::Model,
    outcome: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ended = turn::ActiveModel {
        id: ActiveValue::NotSet,
        request_id: ActiveValue::Set(row.id),
        agency_id: ActiveValue::Set(row.agency_id),
        got_at: ActiveValue::Set(row.turn_at),
        ended_at: ActiveValue::Set(now),
        outcome: ActiveValue::Set(outcome.to_owned()),
    };
    turn::Entity::insert(ended).exec_without_returning(transaction).await?;
    Ok(())
}

/// With what the keys of all mails about a request begin: they go with it.
fn occasion(id: i64) -> String {
    format!("request:{id}:")
}

/// An occasion of an agency's turn.
fn of_turn(id: i64, turn_at: DateTime<Utc>, what: &str) -> String {
    format!("{}{what}:{}", occasion(id), turn_at.timestamp_micros())
}

/// Writes a letter to each of them.
async fn tell_staff(
    transaction: &Transaction,
    staff: &[staff::Model],
    (kind, key): (MailKind, &str),
    (letter, now): (&Letter, DateTime<Utc>),
) -> Result<(), StoreError> {
    for row in staff {
        let Some(to) = address::read(&row.typed) else { continue };
        let key = format!("{key}:{}", row.id);
        let mail = NewMail { key: &key, kind, to: &to, letter: letter.clone(), unsubscribe_url: None };
        enqueue(transaction, now, mail).await?;
    }
    Ok(())
}

/// Nothing is left of what was written about these requests.
pub(super) async fn forget_mails(transaction: &DatabaseTransaction, ids: &[i64]) -> Result<(), StoreError> {
    for id in ids {
        outbox::forget_begun(transaction, &occasion(*id)).await?;
    }
    Ok(())
}

#[async_trait]
impl Requests for Store {
    async fn asking(&self, key: &DiagnosisKey, topics: &[String]) -> Result<Option<Asking>, Unavailable> {
        Ok(self.before_asking(key, topics).await?)
    }

    async fn own_requests(&self, key: &DiagnosisKey) -> Result<Vec<OwnRequest>, Unavailable> {
        Ok(self.requests_of(key).await?)
    }

    async fn ask_advice(&self, new: &NewRequest) -> Result<AskedAdvice, Unavailable> {
        Ok(self.take_request(new).await?)
    }

    async fn withdraw_request(&self, key: &DiagnosisKey, id: i64) -> Result<RequestChange, Unavailable> {
        Ok(self.take_back_request(key, id).await?)
    }

    async fn reply_to_offer(
        &self,
        key: &DiagnosisKey,
        id: i64,
        reply: OfferReply<'_>,
    ) -> Result<RequestChange, Unavailable> {
        Ok(self.take_reply(key, id, reply).await?)
    }

    async fn desk(&self, adviser: Adviser) -> Result<Desk, Unavailable> {
        Ok(self.desk_of(adviser).await?)
    }

    async fn request(&self, adviser: Adviser, id: i64) -> Result<Option<RequestDetail>, Unavailable> {
        Ok(self.request_of(adviser, id).await?)
    }

    async fn answer_request(&self, id: i64) -> Result<RequestChange, Unavailable> {
        Ok(self.note_answer(id).await?)
    }

    async fn offer_request(&self, id: i64, to: i64, base_url: &str) -> Result<RequestChange, Unavailable> {
        Ok(self.note_offer(id, to, base_url).await?)
    }

    async fn responses(&self, since: Option<NaiveDate>) -> Result<Vec<AgencyResponses>, Unavailable> {
        Ok(self.responses_since(since.map(japan_midnight)).await?)
    }
}
