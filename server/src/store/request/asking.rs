//! A business asks for advice, takes that back, and says whether another agency may have it.

use app::backend::{
    AgencyEntry, AskedAdvice, Asking, DiagnosisKey, MailKind, NewRequest, OfferReply, OwnRequest,
    RequestChange,
};
use domain::request::{MOST_OPEN, State, Step};
use domain::window::japan_day;
use lettre::Address;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
};

use super::super::diagnosis::by_owner;
use super::super::entity::{advice_request as request, agency, business};
use super::super::limits::Scope;
use super::super::outbox::{NewMail, enqueue};
use super::super::{Store, StoreError, Transaction, address, key};
use super::closing::held_if_open;
use super::receivers::{Receiver, Receivers, readers};
use super::{HANDED_OVER, WITHDRAWN, end_turn, occasion, of_turn, open, state, tell_staff};
use crate::checksum::sha256_hex;
use crate::mail::templates;

impl Store {
    pub(super) async fn before_asking(
        &self,
        key: &DiagnosisKey,
        topics: &[String],
    ) -> Result<Option<Asking>, StoreError> {
        let Some(business) = self.asks(&self.reader, key).await? else { return Ok(None) };
        let receivers = Receivers::of(&self.reader, business).await?;
        let first = |topic: &String| receivers.fitting(topic).first().map(|one| one.listed.row.name.clone());
        Ok(Some(Asking {
            own: own(&self.reader, business).await?,
            receivers: topics.iter().map(first).collect(),
            nonce: key::token()?,
        }))
    }

    pub(super) async fn requests_of(&self, key: &DiagnosisKey) -> Result<Vec<OwnRequest>, StoreError> {
        match self.asks(&self.reader, key).await? {
            Some(business) => own(&self.reader, business).await,
            None => Ok(Vec::new()),
        }
    }

    /// The business of a submitted diagnosis.
    async fn asks<C: ConnectionTrait>(
        &self,
        connection: &C,
        key: &DiagnosisKey,
    ) -> Result<Option<i64>, StoreError> {
        let opened = by_owner(connection, key, self.now()).await?;
        let submitted = opened.filter(|opened| opened.row.submitted_at.is_some());
        Ok(submitted.map(|opened| opened.row.business_id))
    }

    pub(super) async fn take_request(&self, new: &NewRequest) -> Result<AskedAdvice, StoreError> {
        let to = match new.mail.as_deref().map(address::read) {
            Some(None) => return Ok(AskedAdvice::BadAddress),
            to => to.flatten(),
        };
        let Some(business) = self.asks(&self.reader, &new.key).await? else {
            return Ok(AskedAdvice::NotFound);
        };
        let nonce = sha256_hex(format!("{business} {}", new.nonce).as_bytes());
        if by_nonce(&nonce).count(&self.reader).await? > 0 {
            return Ok(AskedAdvice::Sent);
        }
        if !self.may_try(&Scope::MailBy(&new.sender.0)).await? {
            return Ok(AskedAdvice::TooOften);
        }
        let to = match to {
            Some(to) if self.may_try(&Scope::MailTo(MailKind::RequestReceived, &to)).await? => Some(to),
            _ => None,
        };
        let transaction = self.begin().await?;
        let asked = self.put_request(&transaction, new, (nonce, to)).await?;
        transaction.commit().await?;
        Ok(asked)
    }

    /// The business is held: of many requests at once, no more are open than may be.
    async fn put_request(
        &self,
        transaction: &Transaction,
        new: &NewRequest,
        (nonce, to): (String, Option<Address>),
    ) -> Result<AskedAdvice, StoreError> {
        let Some(business) = self.asks(transaction, &new.key).await? else {
            return Ok(AskedAdvice::NotFound);
        };
        let held = business::Entity::find_by_id(business).lock_exclusive().one(transaction).await?;
        if held.is_none() {
            return Ok(AskedAdvice::NotFound);
        }
        if by_nonce(&nonce).count(transaction).await? > 0 {
            return Ok(AskedAdvice::Sent);
        }
        let of_business = request::Entity::find().filter(request::Column::BusinessId.eq(business));
        if of_business.filter(request::Column::State.is_in(open())).count(transaction).await? >= MOST_OPEN {
            return Ok(AskedAdvice::TooMany);
        }
        let receivers = Receivers::of(transaction, business).await?;
        let fitting = receivers.fitting(&new.topic);
        let Some(receiver) = first_open(transaction, &fitting).await? else {
            return Ok(AskedAdvice::NoAgency);
        };
        let row = self.row(new, (business, nonce), receiver);
        let inserted = request::Entity::insert(row).on_conflict_do_nothing_on([request::Column::Nonce]);
        let TryInsertResult::Inserted(inserted) = inserted.exec(transaction).await? else {
            return Ok(AskedAdvice::Sent);
        };
        self.tell_receiver(transaction, inserted.last_insert_id, receiver, &new.base_url).await?;
        if let Some(to) = to {
            self.confirm_request(transaction, inserted.last_insert_id, (&to, receiver), &new.base_url)
                .await?;
        }
        Ok(AskedAdvice::Sent)
    }

    fn row(
        &self,
        new: &NewRequest,
        (business, nonce): (i64, String),
        receiver: &Receiver,
    ) -> request::ActiveModel {
        request::ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(business),
            agency_id: ActiveValue::Set(receiver.listed.row.id),
            nonce: ActiveValue::Set(nonce),
            topic: ActiveValue::Set(new.topic.clone()),
            text: ActiveValue::Set(new.text.clone()),
            name: ActiveValue::Set(new.name.clone()),
            phone: ActiveValue::Set(new.phone.clone()),
            mail: ActiveValue::Set(new.mail.as_deref().and_then(address::read).map(|to| to.to_string())),
            state: ActiveValue::Set(State::Waiting.code().to_owned()),
            asked_at: ActiveValue::Set(self.now()),
            turn_at: ActiveValue::Set(self.now()),
            reminded: ActiveValue::Set(0),
            answered_at: ActiveValue::Set(None),
            answered_by: ActiveValue::Set(None),
            offered_to: ActiveValue::Set(None),
        }
    }

    async fn tell_receiver(
        &self,
        transaction: &Transaction,
        id: i64,
        receiver: &Receiver,
        base_url: &str,
    ) -> Result<(), StoreError> {
        let letter = templates::new_request(base_url, &receiver.listed.row.name);
        let key = of_turn(id, self.now(), "new");
        let occasion = (MailKind::NewRequest, key.as_str());
        tell_staff(transaction, &receiver.staff, occasion, (&letter, self.now())).await
    }

    async fn confirm_request(
        &self,
        transaction: &Transaction,
        id: i64,
        (to, receiver): (&Address, &Receiver),
        base_url: &str,
    ) -> Result<(), StoreError> {
        let agency = &receiver.listed.row;
        let mail = NewMail {
            key: &format!("{}received", occasion(id)),
            kind: MailKind::RequestReceived,
            to,
            letter: templates::request_received(base_url, &agency.name, agency.phone.as_deref()),
            unsubscribe_url: None,
        };
        enqueue(transaction, self.now(), mail).await?;
        Ok(())
    }

    pub(super) async fn take_back_request(
        &self,
        key: &DiagnosisKey,
        id: i64,
    ) -> Result<RequestChange, StoreError> {
        let transaction = self.begin().await?;
        let Some(row) = self.own_held(&transaction, key, id).await? else {
            return Ok(RequestChange::NotFound);
        };
        let before = state(&row)?;
        let Some(after) = before.after(Step::Withdraw) else { return Ok(RequestChange::Over) };
        if before != after {
            end_turn(&transaction, &row, WITHDRAWN, self.now()).await?;
            let mut change = row.into_active_model();
            change.state = ActiveValue::Set(after.code().to_owned());
            change.offered_to = ActiveValue::Set(None);
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(RequestChange::Done)
    }

    /// A request of the business whose diagnosis the key opens; held until the transaction ends.
    async fn own_held(
        &self,
        transaction: &Transaction,
        key: &DiagnosisKey,
        id: i64,
    ) -> Result<Option<request::Model>, StoreError> {
        let Some(business) = self.asks(transaction, key).await? else { return Ok(None) };
        let own = request::Entity::find_by_id(id).filter(request::Column::BusinessId.eq(business));
        Ok(own.lock_exclusive().one(transaction).await?)
    }

    pub(super) async fn take_reply(
        &self,
        key: &DiagnosisKey,
        id: i64,
        reply: OfferReply<'_>,
    ) -> Result<RequestChange, StoreError> {
        let transaction = self.begin().await?;
        let receiver = held_if_open(&transaction, reply.to).await?;
        let Some(row) = self.own_held(&transaction, key, id).await? else {
            return Ok(RequestChange::NotFound);
        };
        if reply.yes && state(&row)? == State::Waiting && row.agency_id == reply.to {
            return Ok(RequestChange::Done);
        }
        let step = if reply.yes { Step::Agree } else { Step::Decline };
        let after = state(&row)?.after(step).filter(|_| row.offered_to == Some(reply.to));
        let Some(after) = after else { return Ok(RequestChange::Over) };
        let mut change = row.clone().into_active_model();
        change.state = ActiveValue::Set(after.code().to_owned());
        change.offered_to = ActiveValue::Set(None);
        if reply.yes {
            let staff = readers(&transaction, reply.to).await?;
            let Some(receiver) = receiver.filter(|_| !staff.is_empty()) else {
                return Ok(RequestChange::Over);
            };
            end_turn(&transaction, &row, HANDED_OVER, self.now()).await?;
            change.agency_id = ActiveValue::Set(receiver.id);
            change.turn_at = ActiveValue::Set(self.now());
            change.reminded = ActiveValue::Set(0);
            let letter = templates::new_request(reply.base_url, &receiver.name);
            let key = of_turn(id, self.now(), "new");
            tell_staff(&transaction, &staff, (MailKind::NewRequest, &key), (&letter, self.now())).await?;
        }
        change.update(&transaction).await?;
        transaction.commit().await?;
        Ok(RequestChange::Done)
    }
}

/// The best that was not closed since they were looked at.
async fn first_open<'a>(
    transaction: &Transaction,
    fitting: &[&'a Receiver],
) -> Result<Option<&'a Receiver>, StoreError> {
    for receiver in fitting {
        if held_if_open(transaction, receiver.listed.row.id).await?.is_some() {
            return Ok(Some(receiver));
        }
    }
    Ok(None)
}

fn by_nonce(nonce: &str) -> sea_orm::Select<request::Entity> {
    request::Entity::find().filter(request::Column::Nonce.eq(nonce))
}

/// What a business has asked, the latest first.
async fn own<C: ConnectionTrait>(connection: &C, business: i64) -> Result<Vec<OwnRequest>, StoreError> {
    let rows = request::Entity::find()
        .filter(request::Column::BusinessId.eq(business))
        .order_by_desc(request::Column::AskedAt)
        .order_by_desc(request::Column::Id)
        .all(connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().flat_map(|row| [Some(row.agency_id), row.offered_to]).flatten();
    let agencies = agency::Entity::find().filter(agency::Column::Id.is_in(ids)).all(connection).await?;
    let named = |id: i64| agencies.iter().find(|agency| agency.id == id);
    let own = |row: request::Model| {
        let agency = named(row.agency_id).ok_or_else(|| StoreError::unreadable("request"))?;
        Ok(OwnRequest {
            id: row.id,
            state: state(&row)?,
            topic: row.topic,
            agency: agency.name.clone(),
            agency_phone: agency.phone.clone(),
            asked_on: japan_day(row.asked_at),
            answered_on: row.answered_at.map(japan_day),
            offered_to: row.offered_to.and_then(named).map(AgencyEntry::from),
        })
    };
    rows.into_iter().map(own).collect()
}
