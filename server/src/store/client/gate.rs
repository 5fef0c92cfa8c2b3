//! May somebody of an agency do this with a business? The domain says, by the consent as it stands at this moment.

use app::backend::{Adviser, LookAt};
use domain::access::{ClientAct, ClientReason, Reason, may_with_client};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::consent::{latest, terms};
use super::super::entity::{consent, consent_look, staff};
use super::super::{Store, StoreError, Transaction};

impl Store {
    /// The consent under which they may, if they may.
    pub(super) async fn may_with<C: ConnectionTrait>(
        &self,
        connection: &C,
        adviser: Adviser,
        (act, business): (ClientAct, i64),
    ) -> Result<Result<consent::Model, ClientReason>, StoreError> {
        let latest = latest(connection, business, adviser.agency).await?;
        let given = latest.as_ref().map(terms);
        let allowed = may_with_client(adviser.actor(), act, given.as_ref(), self.now());
        Ok(allowed.and_then(|()| latest.ok_or(ClientReason::NoConsent)))
    }

    /// The same for what is written down. Whoever acts is held, and asked for again: since the door they may have been
    /// disabled, or given another role.
    pub(super) async fn may_write_for(
        &self,
        transaction: &Transaction,
        adviser: Adviser,
        (act, business): (ClientAct, i64),
    ) -> Result<Result<consent::Model, ClientReason>, StoreError> {
        let acting = staff::Entity::find_by_id(adviser.staff)
            .filter(staff::Column::AgencyId.eq(adviser.agency))
            .filter(staff::Column::Role.eq(adviser.role.code()))
            .filter(staff::Column::DisabledAt.is_null())
            .lock_shared();
        if acting.one(transaction).await?.is_none() {
            return Ok(Err(ClientReason::Role(Reason::NotSignedIn)));
        }
        self.may_with(transaction, adviser, (act, business)).await
    }

    /// Writes down that they looked: one row for each consent.
    pub(super) async fn note_looks<C: ConnectionTrait>(
        &self,
        connection: &C,
        adviser: Adviser,
        (consents, what): (&[i64], LookAt),
    ) -> Result<(), StoreError> {
        let look = |consent: &i64| consent_look::ActiveModel {
            id: ActiveValue::NotSet,
            consent_id: ActiveValue::Set(*consent),
            staff_id: ActiveValue::Set(adviser.staff),
            looked_at: ActiveValue::Set(self.now()),
            what: ActiveValue::Set(what.code().to_owned()),
        };
        for part in consents.chunks(super::super::IDS) {
            let rows = consent_look::Entity::insert_many(part.iter().map(look));
            rows.exec_without_returning(connection).await?;
        }
        Ok(())
    }
}
