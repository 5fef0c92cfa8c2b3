//! An agency is closed: what it was asked and has not answered ends, and the businesses are told where to ask again. What another
//! agency wanted to hand over to it stays where it was.

use std::collections::BTreeSet;

use app::backend::MailKind;
use domain::request::Step;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::super::entity::{advice_request as request, agency};
use super::super::outbox::{NewMail, enqueue};
use super::super::{Store, StoreError, Transaction, address};
use super::{CLOSED, end_turn, occasion, open, state};
use crate::mail::templates;

/// An agency that is not closed, and is not until the transaction ends: whoever gives it a request, or may, asks here first. Agencies
/// are held before requests, as by whoever closes them.
pub(super) async fn held_if_open<C: ConnectionTrait>(
    transaction: &C,
    id: i64,
) -> Result<Option<agency::Model>, StoreError> {
    let open = agency::Entity::find_by_id(id).filter(agency::Column::Active.eq(true));
    Ok(open.lock_shared().one(transaction).await?)
}

impl Store {
    /// In the transaction that closes the agency, and holds it. There is nothing left to do a second time.
    pub(in crate::store) async fn end_requests(
        &self,
        transaction: &Transaction,
        agency: &agency::Model,
        base_url: &str,
    ) -> Result<(), StoreError> {
        let of_agency = Condition::any()
            .add(request::Column::AgencyId.eq(agency.id))
            .add(request::Column::OfferedTo.eq(agency.id));
        // In one order: of two agencies that are closed at once, each may have asked the other.
        let held = request::Entity::find()
            .filter(request::Column::State.is_in(open()))
            .filter(of_agency)
            .order_by_asc(request::Column::Id)
            .lock_exclusive();
        let mut told = BTreeSet::new();
        for row in held.all(transaction).await? {
            let ends = row.agency_id == agency.id;
            if ends {
                end_turn(transaction, &row, CLOSED, self.now()).await?;
            }
            let one_mail = (row.business_id, row.mail.clone());
            if ends && told.insert(one_mail) {
                self.tell_closed(transaction, &row, (&agency.name, base_url)).await?;
            }
            step_back(transaction, row, if ends { Step::Close } else { Step::Void }).await?;
        }
        Ok(())
    }

    /// If it has given an address; what it has asked stands in no mail.
    async fn tell_closed(
        &self,
        transaction: &Transaction,
        row: &request::Model,
        (agency, base_url): (&str, &str),
    ) -> Result<(), StoreError> {
        let Some(to) = row.mail.as_deref().and_then(address::read) else { return Ok(()) };
        let mail = NewMail {
            key: &format!("{}closed", occasion(row.id)),
            kind: MailKind::RequestClosed,
            to: &to,
            letter: templates::request_closed(base_url, agency),
            unsubscribe_url: None,
        };
        enqueue(transaction, self.now(), mail).await?;
        Ok(())
    }
}

/// No other agency may take it any more.
async fn step_back(transaction: &Transaction, row: request::Model, step: Step) -> Result<(), StoreError> {
    let Some(after) = state(&row)?.after(step) else { return Ok(()) };
    let mut change = row.into_active_model();
    change.state = ActiveValue::Set(after.code().to_owned());
    change.offered_to = ActiveValue::Set(None);
    change.update(transaction).await?;
    Ok(())
}
