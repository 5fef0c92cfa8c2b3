//! Consents as businesses give and take them back. See docs/adr/0023-consent.md.
//!
//! `giving` is how one comes about and ends, `code` the six digits that a business shows, `listing` what it sees of them.

mod code;
mod giving;
mod listing;

use app::backend::{
    Consents, DiagnosisKey, ForBusiness, Grant, Granted, Marked, OwnConsent, Owner, SessionToken, Shares,
    Unavailable,
};
use async_trait::async_trait;
use domain::caseload::ProposalState;
use domain::consent::{Consent, Covers};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::entity::consent::{Column, Entity, Model};
use super::{Store, StoreError};

pub(super) use code::clear;

/// As the domain asks for it.
pub(super) fn terms(row: &Model) -> Consent {
    Consent {
        agency: row.agency_id,
        covers: Covers { answers: row.covers_answers, contact: row.covers_contact },
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    }
}

/// Those of a business to an agency, the latest first: it is the one that counts.
fn between(business: i64, agency: i64) -> Select<Entity> {
    Entity::find()
        .filter(Column::BusinessId.eq(business))
        .filter(Column::AgencyId.eq(agency))
        .order_by_desc(Column::Id)
}

/// The one that counts, whether it holds or not.
pub(super) async fn latest<C: ConnectionTrait>(
    connection: &C,
    business: i64,
    agency: i64,
) -> Result<Option<Model>, StoreError> {
    Ok(between(business, agency).one(connection).await?)
}

/// The same, held until the transaction ends: nobody takes it back meanwhile.
pub(super) async fn latest_held<C: ConnectionTrait>(
    connection: &C,
    business: i64,
    agency: i64,
) -> Result<Option<Model>, StoreError> {
    Ok(between(business, agency).lock_shared().one(connection).await?)
}

#[async_trait]
impl Consents for Store {
    async fn shares(&self, key: &DiagnosisKey) -> Result<Option<Shares>, Unavailable> {
        Ok(self.shares_of(key).await?)
    }

    async fn consents_of(
        &self,
        session: &SessionToken,
        business: i64,
    ) -> Result<Option<Vec<OwnConsent>>, Unavailable> {
        Ok(self.consents_of_own(session, business).await?)
    }

    async fn show_code(&self, key: &DiagnosisKey) -> Result<bool, Unavailable> {
        Ok(self.make_share_code(key).await?)
    }

    async fn grant(&self, key: &DiagnosisKey, grant: Grant<'_>) -> Result<Granted, Unavailable> {
        Ok(self.give(key, grant).await?)
    }

    async fn revoke(&self, owner: Owner<'_>, consent: i64) -> Result<bool, Unavailable> {
        Ok(self.take_back_consent(owner, consent).await?)
    }

    async fn for_business(&self, key: &DiagnosisKey) -> Result<ForBusiness, Unavailable> {
        Ok(self.written_for(key).await?)
    }

    async fn mark_proposal(
        &self,
        key: &DiagnosisKey,
        proposal: i64,
        state: ProposalState,
    ) -> Result<Marked, Unavailable> {
        Ok(self.mark_own_proposal(key, proposal, state).await?)
    }
}
