//! May somebody of an agency do this with a business? The domain says, by the consent as it stands at this moment.

use app::backend::{Adviser, LookAt};
use domain::access::{ClientAct, ClientReason, Reason, may_with_client};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::consent::{latest_held, terms};
use super::super::entity::{agency, consent, consent_look, staff};
use super::super::{Store, StoreError, Transaction};

/// Are they still who they were at the door, and their agency open? Held in the order of whoever closes an agency.
pub(super) async fn acts<C: ConnectionTrait>(connection: &C, adviser: Adviser) -> Result<bool, StoreError> {
    let open = agency::Entity::find_by_id(adviser.agency).filter(agency::Column::Active.eq(true));
    if open.lock_shared().one(connection).await?.is_none() {
        return Ok(false);
    }
    let acting = staff::Entity::find_by_id(adviser.staff)
        .filter(staff::Column::AgencyId.eq(adviser.agency))
        .filter(staff::Column::Role.eq(adviser.role.code()))
        .filter(staff::Column::DisabledAt.is_null())
        .lock_shared();
    Ok(acting.one(connection).await?.is_some())
}

impl Store {
    /// The consent under which they may, if they may. It is held, so that whoever takes it back waits until what is shown
    /// under it has been written down; and so is whoever acts, who is asked for again: since the door they may have been
    /// disabled, or given another role.
    pub(super) async fn may_write_for(
        &self,
        transaction: &Transaction,
        adviser: Adviser,
        (act, business): (ClientAct, i64),
    ) -> Result<Result<consent::Model, ClientReason>, StoreError> {
        if !acts(transaction, adviser).await? {
            return Ok(Err(ClientReason::Role(Reason::NotSignedIn)));
        }
        let latest = latest_held(transaction, business, adviser.agency).await?;
        let given = latest.as_ref().map(terms);
        let allowed = may_with_client(adviser.actor(), act, given.as_ref(), self.now());
        Ok(allowed.and_then(|()| latest.ok_or(ClientReason::NoConsent)))
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
