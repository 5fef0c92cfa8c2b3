//! How a consent comes about, and ends.

use app::backend::{ConsentWay, DiagnosisKey, Grant, Granted, Marked, Owner};
use domain::caseload::ProposalState;
use domain::consent::{Standing, TEXT_VERSION, last_day};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::super::account;
use super::super::diagnosis::locked_by_owner;
use super::super::entity::consent::{ActiveModel, Entity, Model};
use super::super::entity::{agency, business, proposal};
use super::super::{Store, StoreError, Transaction};
use super::{between, code, latest_held, terms};

impl Store {
    /// The business is held, so that of two presses at once the second sees what the first gave.
    pub(super) async fn give(&self, key: &DiagnosisKey, grant: Grant<'_>) -> Result<Granted, StoreError> {
        let transaction = self.begin().await?;
        let Some(business) = self.submitted_owner(&transaction, key).await? else {
            return Ok(Granted::NotFound);
        };
        let (agency, way) = match grant.agency {
            Some(id) => (id, ConsentWay::Named),
            None => match code::typed_by(&transaction, business, self.now()).await? {
                Some(typed) if grant.shown == Some(typed) => (typed, ConsentWay::Code),
                _ => return self.given_before(&transaction, business, grant).await,
            },
        };
        let active = agency::Entity::find_by_id(agency).filter(agency::Column::Active.eq(true));
        if active.lock_shared().one(&transaction).await?.is_none() {
            return Ok(Granted::NoSuchAgency);
        }
        let new = self.new_consent((business, agency), way, grant);
        self.put(&transaction, new).await?;
        code::forget(&transaction, business).await?;
        transaction.commit().await?;
        Ok(Granted::Done)
    }

    /// Digits are over once the business has agreed: who presses twice has done so.
    async fn given_before(
        &self,
        transaction: &Transaction,
        business: i64,
        grant: Grant<'_>,
    ) -> Result<Granted, StoreError> {
        let Some(agency) = grant.shown else { return Ok(Granted::NoCode) };
        let latest = between(business, agency).one(transaction).await?;
        let new = self.new_consent((business, agency), ConsentWay::Code, grant);
        let same = latest.is_some_and(|latest| self.says_the_same(&latest, &new));
        Ok(if same { Granted::Done } else { Granted::NoCode })
    }

    fn new_consent(&self, (business, agency): (i64, i64), way: ConsentWay, grant: Grant<'_>) -> Model {
        Model {
            id: 0,
            business_id: business,
            agency_id: agency,
            covers_answers: grant.covers.answers,
            covers_contact: grant.covers.contact,
            name: grant.name.to_owned(),
            contact: if grant.covers.contact { grant.contact.to_owned() } else { String::new() },
            text_version: TEXT_VERSION,
            way: way.code().to_owned(),
            given_at: self.now(),
            expires_at: grant.term.end(self.now()),
            revoked_at: None,
        }
    }

    fn says_the_same(&self, one: &Model, new: &Model) -> bool {
        let said = |row: &Model| {
            let day = last_day(row.expires_at);
            (terms(row).covers, row.name.clone(), row.contact.clone(), row.text_version, day)
        };
        terms(one).standing(self.now()) == Standing::Holds && said(one) == said(new)
    }

    /// In the place of what held before; unless that says the same.
    async fn put(&self, transaction: &Transaction, new: Model) -> Result<(), StoreError> {
        let before = between(new.business_id, new.agency_id).one(transaction).await?;
        let before = before.filter(|before| before.revoked_at.is_none());
        if before.as_ref().is_some_and(|before| self.says_the_same(before, &new)) {
            return Ok(());
        }
        // What had expired by itself was not taken back.
        if let Some(before) = before.filter(|before| terms(before).standing(self.now()) == Standing::Holds) {
            let mut before = before.into_active_model();
            before.revoked_at = ActiveValue::Set(Some(self.now()));
            before.update(transaction).await?;
        }
        let row = ActiveModel { id: ActiveValue::NotSet, ..new.into_active_model() };
        Entity::insert(row).exec_without_returning(transaction).await?;
        Ok(())
    }

    /// The business of a submitted diagnosis, held until the transaction ends; none by an adviser's key.
    async fn submitted_owner(
        &self,
        transaction: &Transaction,
        key: &DiagnosisKey,
    ) -> Result<Option<i64>, StoreError> {
        let found = locked_by_owner(transaction, key, self.now()).await?;
        let Some(row) = found.filter(|row| row.submitted_at.is_some()) else { return Ok(None) };
        let held = business::Entity::find_by_id(row.business_id).lock_exclusive();
        Ok(held.one(transaction).await?.map(|business| business.id))
    }

    pub(super) async fn take_back_consent(&self, owner: Owner<'_>, id: i64) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let found = Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(false) };
        if !self.owns(&transaction, owner, row.business_id).await? {
            return Ok(false);
        }
        if terms(&row).standing(self.now()) == Standing::Holds {
            let mut row = row.into_active_model();
            row.revoked_at = ActiveValue::Set(Some(self.now()));
            row.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn owns(
        &self,
        transaction: &Transaction,
        owner: Owner<'_>,
        business: i64,
    ) -> Result<bool, StoreError> {
        Ok(match owner {
            Owner::Key(key) => {
                let found = super::super::diagnosis::by_owner(transaction, key, self.now()).await?;
                found.is_some_and(|opened| opened.row.business_id == business)
            }
            Owner::Session(session) => {
                account::has_business(transaction, session, business, self.now()).await?
            }
        })
    }

    pub(super) async fn mark_own_proposal(
        &self,
        key: &DiagnosisKey,
        id: i64,
        state: ProposalState,
    ) -> Result<Marked, StoreError> {
        let transaction = self.begin().await?;
        let Some(business) = self.submitted_owner(&transaction, key).await? else {
            return Ok(Marked::NotFound);
        };
        let own = proposal::Entity::find_by_id(id).filter(proposal::Column::BusinessId.eq(business));
        let Some(row) = own.clone().one(&transaction).await? else { return Ok(Marked::NotFound) };
        // The consent is held first, as by whoever of the agency changes a proposal.
        let given = latest_held(&transaction, business, row.agency_id).await?;
        if !given.is_some_and(|given| terms(&given).standing(self.now()) == Standing::Holds) {
            return Ok(Marked::NotShared);
        }
        let Some(row) = own.lock_exclusive().one(&transaction).await? else { return Ok(Marked::NotFound) };
        if row.state != state.code() {
            let mut row = row.into_active_model();
            row.state = ActiveValue::Set(state.code().to_owned());
            row.changed_at = ActiveValue::Set(self.now());
            row.by_business = ActiveValue::Set(true);
            row.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(Marked::Done)
    }
}
