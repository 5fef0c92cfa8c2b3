//! What a business agreed to, who looked, and what agencies wrote for it to read. What an agency wrote down for itself is
//! the agency's.

use app::backend::{ExportedAdvice, ExportedConsent, ExportedLook, ExportedProposal, ForBusiness};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::super::entity::{consent, consent_look};
use super::super::super::{Store, StoreError};

impl Store {
    /// The first first, each with every look.
    pub(super) async fn all_consents(&self, business: i64) -> Result<Vec<ExportedConsent>, StoreError> {
        let given = consent::Entity::find()
            .filter(consent::Column::BusinessId.eq(business))
            .order_by_asc(consent::Column::Id)
            .all(&self.reader)
            .await?;
        let names = self.agency_names().await?;
        let mut exported = Vec::with_capacity(given.len());
        for row in given {
            exported.push(ExportedConsent {
                agency: names.get(&row.agency_id).cloned().unwrap_or_default(),
                looks: self.all_looks(row.id).await?,
                covers_answers: row.covers_answers,
                covers_contact: row.covers_contact,
                name: row.name,
                contact: row.contact,
                text_version: row.text_version,
                given_at: row.given_at,
                expires_at: row.expires_at,
                revoked_at: row.revoked_at,
            });
        }
        Ok(exported)
    }

    async fn all_looks(&self, consent: i64) -> Result<Vec<ExportedLook>, StoreError> {
        let looks = consent_look::Entity::find()
            .filter(consent_look::Column::ConsentId.eq(consent))
            .order_by_asc(consent_look::Column::Id)
            .all(&self.reader)
            .await?;
        Ok(looks.into_iter().map(|row| ExportedLook { at: row.looked_at, what: row.what }).collect())
    }

    pub(super) async fn all_written_for(
        &self,
        business: i64,
    ) -> Result<(Vec<ExportedAdvice>, Vec<ExportedProposal>), StoreError> {
        let ForBusiness { advice, proposals } = self.written_for_business(business).await?;
        let advice = advice.into_iter().map(|one| ExportedAdvice {
            agency: one.agency,
            text: one.text,
            written_at: one.written_at,
        });
        let proposals = proposals.into_iter().map(|one| ExportedProposal {
            agency: one.agency,
            menu: one.menu,
            state: one.state.code(),
            changed_at: one.changed_at,
        });
        Ok((advice.collect(), proposals.collect()))
    }
}
