//! What an agency sees of the requests that it was given, and does with them. What is another's is not there.

use app::backend::{
    ANSWERED_SHOWN, Action, Actor, Adviser, AgencyEntry, Desk, DeskEntry, MailKind, RequestChange,
    RequestDetail,
};
use domain::access::{self, Reason, may_within};
use domain::request::{State, Step};
use domain::window::japan_day;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde_json::{Value, json};

use super::super::audit::{self, Act};
use super::super::entity::{advice_request as request, agency, staff};
use super::super::outbox::{NewMail, enqueue};
use super::super::{Store, StoreError, Transaction, address};
use super::closing::held_if_open;
use super::receivers::Receivers;
use super::{ANSWERED, end_turn, of_turn, state, working_days};
use crate::mail::templates;

impl Store {
    pub(super) async fn desk_of(&self, adviser: Adviser) -> Result<Desk, StoreError> {
        if may_within(adviser.actor(), adviser.agency).is_err() {
            return Ok(Desk::default());
        }
        let of = |state: State| {
            request::Entity::find()
                .filter(request::Column::State.eq(state.code()))
                .filter(request::Column::AgencyId.eq(adviser.agency))
        };
        let oldest = |rows: Select<request::Entity>| {
            rows.order_by_asc(request::Column::TurnAt).order_by_asc(request::Column::Id)
        };
        let answered = of(State::Answered)
            .order_by_desc(request::Column::AnsweredAt)
            .order_by_desc(request::Column::Id)
            .limit(ANSWERED_SHOWN);
        Ok(Desk {
            waiting: self.entries(oldest(of(State::Waiting))).await?,
            offered: self.entries(oldest(of(State::Offered))).await?,
            answered: self.entries(answered).await?,
        })
    }

    async fn entries(&self, rows: Select<request::Entity>) -> Result<Vec<DeskEntry>, StoreError> {
        rows.all(&self.reader).await?.iter().map(|row| self.entry(row)).collect()
    }

    fn entry(&self, row: &request::Model) -> Result<DeskEntry, StoreError> {
        Ok(DeskEntry {
            id: row.id,
            topic: row.topic.clone(),
            name: row.name.clone(),
            state: state(row)?,
            got_on: japan_day(row.turn_at),
            waited: working_days(row.turn_at, row.answered_at.unwrap_or_else(|| self.now())),
            answered_on: row.answered_at.map(japan_day),
        })
    }

    pub(super) async fn request_of(
        &self,
        adviser: Adviser,
        id: i64,
    ) -> Result<Option<RequestDetail>, StoreError> {
        let found = request::Entity::find_by_id(id).one(&self.reader).await?;
        let Some(row) = found.filter(|row| may_within(adviser.actor(), row.agency_id).is_ok()) else {
            return Ok(None);
        };
        if !state(&row)?.is_the_agencys() {
            return Ok(None);
        }
        let answered_by = match row.answered_by {
            Some(id) => staff::Entity::find_by_id(id).one(&self.reader).await?,
            None => None,
        };
        let offered_to = match row.offered_to {
            Some(id) => agency::Entity::find_by_id(id).one(&self.reader).await?,
            None => None,
        };
        Ok(Some(RequestDetail {
            entry: self.entry(&row)?,
            others: others(&Receivers::of(&self.reader, row.business_id).await?, &row),
            asked_on: japan_day(row.asked_at),
            answered_by: answered_by.map(|staff| staff.typed),
            offered_to: offered_to.map(|agency| agency.name),
            text: row.text,
            phone: row.phone,
            mail: row.mail,
        }))
    }

    /// A request that whoever acts may work with, held until the transaction ends; else why not.
    async fn at_hand(
        &self,
        transaction: &Transaction,
        (actor, id): (access::Actor, i64),
    ) -> Result<Result<request::Model, RequestChange>, StoreError> {
        let found = request::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
        Ok(match found {
            Some(row) => match may_within(actor, row.agency_id) {
                Ok(()) if !state(&row)?.is_the_agencys() => Err(RequestChange::Over),
                Ok(()) => Ok(row),
                Err(Reason::OtherAgency) => Err(RequestChange::NotFound),
                Err(Reason::NotSignedIn | Reason::OtherRole) => Err(RequestChange::NotPermitted),
            },
            None => Err(RequestChange::NotFound),
        })
    }

    pub(super) async fn note_answer(&self, id: i64) -> Result<RequestChange, StoreError> {
        let transaction = self.begin().await?;
        let actor = self.acting_now(&transaction).await?;
        let row = match self.at_hand(&transaction, (actor, id)).await? {
            Ok(row) => row,
            Err(why) => return Ok(why),
        };
        let before = state(&row)?;
        let Some(after) = before.after(Step::Answer) else { return Ok(RequestChange::Over) };
        if before != after {
            end_turn(&transaction, &row, ANSWERED, self.now()).await?;
            let by = match &self.actor {
                Actor::Staff { id, .. } => Some(*id),
                Actor::Program | Actor::ThisMachine | Actor::Command(_) => None,
            };
            let mut change = row.into_active_model();
            change.state = ActiveValue::Set(after.code().to_owned());
            change.answered_at = ActiveValue::Set(Some(self.now()));
            change.answered_by = ActiveValue::Set(by);
            change.offered_to = ActiveValue::Set(None);
            change.update(&transaction).await?;
            self.note_step(&transaction, Action::AnswerRequest, id, None);
        }
        transaction.commit().await?;
        Ok(RequestChange::Done)
    }

    /// Which request, and nothing of what is in it.
    fn note_step(&self, transaction: &Transaction, action: Action, id: i64, after: Option<&Value>) {
        let act = Act { actor: &self.actor, action, subject: &id.to_string(), before: None, after };
        audit::record(transaction, self.now(), act);
    }

    pub(super) async fn note_offer(
        &self,
        id: i64,
        to: i64,
        base_url: &str,
    ) -> Result<RequestChange, StoreError> {
        let transaction = self.begin().await?;
        let actor = self.acting_now(&transaction).await?;
        let receiver = held_if_open(&transaction, to).await?;
        let row = match self.at_hand(&transaction, (actor, id)).await? {
            Ok(row) => row,
            Err(why) => return Ok(why),
        };
        let Some(after) = state(&row)?.after(Step::Offer) else { return Ok(RequestChange::Over) };
        let others = others(&Receivers::of(&transaction, row.business_id).await?, &row);
        let other = others.into_iter().find(|other| other.id == to);
        let Some(other) = other.filter(|_| receiver.is_some()) else {
            return Ok(RequestChange::NotFound);
        };
        if row.offered_to != Some(to) {
            self.ask_business(&transaction, &row, &other, base_url).await?;
            let mut change = row.into_active_model();
            change.state = ActiveValue::Set(after.code().to_owned());
            change.offered_to = ActiveValue::Set(Some(to));
            change.update(&transaction).await?;
            self.note_step(&transaction, Action::OfferRequest, id, Some(&json!({ "agency": other.name })));
        }
        transaction.commit().await?;
        Ok(RequestChange::Done)
    }

    /// By mail, if it has given an address: once for each agency that may take it in this one's turn.
    async fn ask_business(
        &self,
        transaction: &Transaction,
        row: &request::Model,
        other: &AgencyEntry,
        base_url: &str,
    ) -> Result<(), StoreError> {
        let Some(to) = row.mail.as_deref().and_then(address::read) else { return Ok(()) };
        let own = agency::Entity::find_by_id(row.agency_id).one(transaction).await?;
        let own = own.ok_or_else(|| StoreError::unreadable("request"))?;
        let mail = NewMail {
            key: &format!("{}:{}", of_turn(row.id, row.turn_at, "offered"), other.id),
            kind: MailKind::RequestOffered,
            to: &to,
            letter: templates::request_offered(base_url, &own.name, &other.name),
            unsubscribe_url: None,
        };
        enqueue(transaction, self.now(), mail).await?;
        Ok(())
    }
}

/// The other agencies that could take it, the best first.
fn others(receivers: &Receivers, row: &request::Model) -> Vec<AgencyEntry> {
    let fitting = receivers.fitting(&row.topic).into_iter().map(|one| &one.listed.row);
    let others = fitting.filter(|agency| agency.id != row.agency_id);
    others.map(AgencyEntry::from).collect()
}
