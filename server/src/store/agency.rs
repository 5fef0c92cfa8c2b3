//! Support agencies (支援機関): what they say of themselves, and what they work on.
//!
//! `change` adds, closes and opens them, `typed` reads what they say of themselves, `profile` keeps it, `origin` knows at whose
//! place a diagnosis was begun.

mod change;
mod origin;
mod profile;
mod typed;

use std::collections::BTreeMap;

use app::backend::{
    Adding, Agencies, Agency, AgencyChange, AgencyCode, AgencyEntry, AgencyRow, DiagnosisKey, ManagedAgency,
    RawProfile, Unavailable,
};
use async_trait::async_trait;
use domain::agency::{Field, Kind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{agency, agency_municipality, agency_pain, staff};
use super::request::open_requests;
use super::staff::Denied;
use super::{Store, StoreError};

pub use change::AgencyAdded;
pub(super) use origin::note_origin;

/// An agency that is active, with what it works on.
pub(super) struct Listed {
    pub(super) row: agency::Model,
    pub(super) field: Field,
}

/// All of them, by name. There are some dozens.
pub(super) async fn active<C: ConnectionTrait>(connection: &C) -> Result<Vec<Listed>, StoreError> {
    let rows = agency::Entity::find()
        .filter(agency::Column::Active.eq(true))
        .order_by_asc(agency::Column::Name)
        .all(connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut fields = fields(connection).await?;
    let listed = |row: agency::Model| Listed { field: fields.remove(&row.id).unwrap_or_default(), row };
    Ok(rows.into_iter().map(listed).collect())
}

/// What each agency works on; those that have not said are left out.
async fn fields<C: ConnectionTrait>(connection: &C) -> Result<BTreeMap<i64, Field>, StoreError> {
    let mut fields: BTreeMap<i64, Field> = BTreeMap::new();
    for row in agency_municipality::Entity::find().all(connection).await? {
        fields.entry(row.agency_id).or_default().municipalities.insert(row.code);
    }
    for row in agency_pain::Entity::find().all(connection).await? {
        fields.entry(row.agency_id).or_default().pains.insert(row.pain);
    }
    Ok(fields)
}

/// What one of them works on.
async fn field_of<C: ConnectionTrait>(connection: &C, id: i64) -> Result<Field, StoreError> {
    let towns = agency_municipality::Entity::find().filter(agency_municipality::Column::AgencyId.eq(id));
    let pains = agency_pain::Entity::find().filter(agency_pain::Column::AgencyId.eq(id));
    Ok(Field {
        municipalities: towns.all(connection).await?.into_iter().map(|row| row.code).collect(),
        pains: pains.all(connection).await?.into_iter().map(|row| row.pain).collect(),
    })
}

fn as_agency(row: &agency::Model, field: Field) -> Agency {
    Agency {
        id: row.id,
        name: row.name.clone(),
        active: row.active,
        code: row.code.as_deref().and_then(AgencyCode::parse),
        profile: profile::stored(row, field),
    }
}

impl From<Denied> for AgencyChange {
    fn from(denied: Denied) -> AgencyChange {
        match denied {
            Denied::NotPermitted => AgencyChange::NotPermitted,
            Denied::NotFound => AgencyChange::NotFound,
        }
    }
}

impl Store {
    /// All of them, by name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn all_agencies(&self) -> Result<Vec<AgencyRow>, StoreError> {
        let rows = agency::Entity::find().order_by_asc(agency::Column::Name).all(&self.reader).await?;
        let mut fields = fields(&self.reader).await?;
        let open = open_requests(&self.reader).await?;
        // (of which agency, has enrolled) of everybody who is not disabled.
        let staff: Vec<(Option<i64>, Option<String>)> = staff::Entity::find()
            .select_only()
            .columns([staff::Column::AgencyId, staff::Column::Password])
            .filter(staff::Column::AgencyId.is_not_null())
            .filter(staff::Column::DisabledAt.is_null())
            .into_tuple()
            .all(&self.reader)
            .await?;
        let of = |id: i64, enrolled: bool| {
            staff.iter().filter(|(agency, kept)| *agency == Some(id) && kept.is_some() == enrolled).count()
        };
        let row = |row: agency::Model| AgencyRow {
            agency: as_agency(&row, fields.remove(&row.id).unwrap_or_default()),
            staff: of(row.id, true),
            invited: of(row.id, false),
            open_requests: open.get(&row.id).copied().unwrap_or(0),
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

#[async_trait]
impl Agencies for Store {
    async fn listed(&self) -> Result<Vec<Agency>, Unavailable> {
        let active = active(&self.reader).await?.into_iter();
        let agencies = active.map(|Listed { row, field }| as_agency(&row, field));
        Ok(agencies.filter(|agency| agency.profile.is_filled()).collect())
    }

    async fn all(&self) -> Result<Vec<AgencyRow>, Unavailable> {
        Ok(self.all_agencies().await?)
    }

    async fn managed(&self, id: i64) -> Result<Option<ManagedAgency>, Unavailable> {
        Ok(self.managed_agency(id).await?)
    }

    async fn at(&self, code: &AgencyCode) -> Result<Option<AgencyEntry>, Unavailable> {
        Ok(origin::by_code(&self.reader, code).await?)
    }

    async fn origin(&self, key: &DiagnosisKey) -> Result<Option<AgencyEntry>, Unavailable> {
        Ok(self.origin_of(key).await?)
    }

    async fn add(&self, name: &str, kind: Kind) -> Result<Adding, Unavailable> {
        Ok(self.add_of_kind(name, kind).await?)
    }

    async fn save_profile(&self, id: i64, typed: &RawProfile) -> Result<AgencyChange, Unavailable> {
        Ok(self.keep_profile(id, typed).await?)
    }

    async fn drop_typed(&self, id: i64) -> Result<AgencyChange, Unavailable> {
        Ok(self.forget_typed(id).await?)
    }

    async fn close_agency(&self, id: i64, base_url: &str) -> Result<AgencyChange, Unavailable> {
        Ok(self.close_with_requests(id, base_url).await?)
    }

    async fn reopen_agency(&self, id: i64) -> Result<AgencyChange, Unavailable> {
        Ok(self.open_again(id).await?)
    }
}
