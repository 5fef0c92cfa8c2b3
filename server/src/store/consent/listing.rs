//! What a business sees of its consents: with whom, who looked, and what was written for it.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::{
    AdviceFor, AgencyEntry, DiagnosisKey, ForBusiness, LOOKS_SHOWN, Look, LookAt, OwnConsent, ProposalFor,
    SessionToken, ShareCode, Shares,
};
use domain::caseload::ProposalState;
use domain::consent::Standing;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::diagnosis::by_owner;
use super::super::entity::consent::{Column, Entity, Model};
use super::super::entity::{advice, agency as agency_row, consent_look, proposal};
use super::super::{Store, StoreError, account, agency};
use super::{code, terms};

impl Store {
    pub(super) async fn shares_of(&self, key: &DiagnosisKey) -> Result<Option<Shares>, StoreError> {
        let Some(business) = self.business_of(key).await? else { return Ok(None) };
        let agencies =
            agency::active(&self.reader).await?.into_iter().map(|listed| AgencyEntry::from(&listed.row));
        Ok(Some(Shares {
            agencies: agencies.collect(),
            code: self.code_shown(business).await?,
            consents: self.consents_by(business).await?,
        }))
    }

    /// Of a submitted diagnosis; none by an adviser's key.
    async fn business_of(&self, key: &DiagnosisKey) -> Result<Option<i64>, StoreError> {
        let opened = by_owner(&self.reader, key, self.now()).await?;
        let submitted = opened.filter(|opened| opened.row.submitted_at.is_some());
        Ok(submitted.map(|opened| opened.row.business_id))
    }

    async fn code_shown(&self, business: i64) -> Result<Option<ShareCode>, StoreError> {
        let Some(row) = code::living(&self.reader, business, self.now()).await? else { return Ok(None) };
        let typed_by = match code::typed_by(&self.reader, business, self.now()).await? {
            Some(id) => agency_row::Entity::find_by_id(id).one(&self.reader).await?,
            None => None,
        };
        Ok(Some(ShareCode {
            digits: row.code,
            expires_at: row.expires_at,
            typed_by: typed_by.as_ref().map(AgencyEntry::from),
        }))
    }

    pub(super) async fn consents_of_own(
        &self,
        session: &SessionToken,
        business: i64,
    ) -> Result<Option<Vec<OwnConsent>>, StoreError> {
        if !account::has_business(&self.reader, session, business, self.now()).await? {
            return Ok(None);
        }
        Ok(Some(self.consents_by(business).await?))
    }

    /// All that it ever gave, the latest first.
    pub(in crate::store) async fn consents_by(&self, business: i64) -> Result<Vec<OwnConsent>, StoreError> {
        let given = Entity::find().filter(Column::BusinessId.eq(business)).order_by_desc(Column::Id);
        let rows = given.all(&self.reader).await?;
        let names = self.agency_names().await?;
        let mut consents = Vec::with_capacity(rows.len());
        for row in rows {
            consents.push(self.own_consent(row, &names).await?);
        }
        Ok(consents)
    }

    async fn own_consent(&self, row: Model, names: &BTreeMap<i64, String>) -> Result<OwnConsent, StoreError> {
        let looked = consent_look::Entity::find().filter(consent_look::Column::ConsentId.eq(row.id));
        let look_count = looked.clone().count(&self.reader).await?;
        let latest = looked
            .order_by_desc(consent_look::Column::LookedAt)
            .order_by_desc(consent_look::Column::Id)
            .limit(LOOKS_SHOWN);
        let look = |row: consent_look::Model| {
            let what = LookAt::parse(&row.what).ok_or_else(|| StoreError::unreadable("consent look"))?;
            Ok(Look { at: row.looked_at, what })
        };
        let looks =
            latest.all(&self.reader).await?.into_iter().map(look).collect::<Result<_, StoreError>>()?;
        let terms = terms(&row);
        Ok(OwnConsent {
            id: row.id,
            agency: names.get(&row.agency_id).cloned().unwrap_or_default(),
            covers: terms.covers,
            name: row.name,
            contact: row.contact,
            text_version: row.text_version,
            given_at: row.given_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            standing: terms.standing(self.now()),
            looks,
            look_count,
        })
    }

    /// The agencies whose consent holds: of each, the latest counts.
    async fn seen_by(&self, business: i64) -> Result<BTreeSet<i64>, StoreError> {
        let given = Entity::find().filter(Column::BusinessId.eq(business)).order_by_asc(Column::Id);
        let rows = given.all(&self.reader).await?;
        let latest: BTreeMap<i64, Standing> =
            rows.iter().map(|row| (row.agency_id, terms(row).standing(self.now()))).collect();
        let holds = |(agency, standing)| (standing == Standing::Holds).then_some(agency);
        Ok(latest.into_iter().filter_map(holds).collect())
    }

    pub(in crate::store) async fn agency_names(&self) -> Result<BTreeMap<i64, String>, StoreError> {
        let rows = agency_row::Entity::find().all(&self.reader).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
    }

    pub(super) async fn written_for(&self, key: &DiagnosisKey) -> Result<ForBusiness, StoreError> {
        let Some(business) = self.business_of(key).await? else { return Ok(ForBusiness::default()) };
        self.written_for_business(business).await
    }

    /// What agencies have written for it to read, also once their consent is over.
    pub(in crate::store) async fn written_for_business(
        &self,
        business: i64,
    ) -> Result<ForBusiness, StoreError> {
        let words = advice::Entity::find()
            .filter(advice::Column::BusinessId.eq(business))
            .filter(advice::Column::Visible.eq(true))
            .order_by_desc(advice::Column::Id)
            .all(&self.reader)
            .await?;
        let proposals = proposal::Entity::find()
            .filter(proposal::Column::BusinessId.eq(business))
            .order_by_desc(proposal::Column::Id)
            .all(&self.reader)
            .await?;
        if words.is_empty() && proposals.is_empty() {
            return Ok(ForBusiness::default());
        }
        let holding = self.seen_by(business).await?;
        let names = self.agency_names().await?;
        let name = |agency: i64| names.get(&agency).cloned().unwrap_or_default();
        let advice = words.into_iter().map(|row| AdviceFor {
            agency: name(row.agency_id),
            text: row.text,
            written_at: row.written_at,
        });
        let proposal = |row: proposal::Model| {
            let state = ProposalState::parse(&row.state).ok_or_else(|| StoreError::unreadable("proposal"))?;
            Ok(ProposalFor {
                id: row.id,
                agency: name(row.agency_id),
                menu: row.menu_id,
                state,
                changed_at: row.changed_at,
                is_shared: holding.contains(&row.agency_id),
            })
        };
        let proposals = proposals.into_iter().map(proposal).collect::<Result<_, StoreError>>()?;
        Ok(ForBusiness { advice: advice.collect(), proposals })
    }
}
