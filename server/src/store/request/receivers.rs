//! Which agency fits a request: one that works where the business is, is good at what it is about, and has less to do than others;
//! and somebody of it can read the request.

use std::collections::BTreeMap;

use app::backend::OTHER_TOPIC;
use domain::agency::{Wanted, fitting};
use domain::facts::{FactName, Facts};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::super::StoreError;
use super::super::agency::{Listed, active};
use super::super::entity::{advice_request as request, agency, business_facts, staff};
use super::open;

/// An agency that can be given requests.
pub(super) struct Receiver {
    pub(super) listed: Listed,
    /// Requests of it that are open.
    load: u64,
    /// Those who may sign in.
    pub(super) staff: Vec<staff::Model>,
}

/// The agencies that can be given requests, and where the business is.
pub(super) struct Receivers {
    all: Vec<Receiver>,
    municipality: Option<String>,
}

impl Receivers {
    pub(super) async fn of<C: ConnectionTrait>(
        connection: &C,
        business: i64,
    ) -> Result<Receivers, StoreError> {
        let mut staff: BTreeMap<i64, Vec<staff::Model>> = BTreeMap::new();
        for row in who_reads().all(connection).await? {
            staff.entry(row.agency_id.unwrap_or_default()).or_default().push(row);
        }
        let load = load(connection).await?;
        let receiver = |listed: Listed| {
            let staff = staff.remove(&listed.row.id)?;
            Some(Receiver { load: load.get(&listed.row.id).copied().unwrap_or(0), staff, listed })
        };
        let all = active(connection).await?.into_iter().filter_map(receiver).collect();
        Ok(Receivers { all, municipality: municipality(connection, business).await? })
    }

    /// Those that fit what is asked, the best first.
    pub(super) fn fitting(&self, topic: &str) -> Vec<&Receiver> {
        let pains: Vec<String> =
            Some(topic).filter(|topic| *topic != OTHER_TOPIC).map(str::to_owned).into_iter().collect();
        let wanted = Wanted { municipality: self.municipality.as_deref(), pains: &pains };
        fitting(&self.all, wanted, |receiver| (&receiver.listed.field, receiver.load))
    }
}

/// Everybody of agencies who may sign in; of a closed one, nobody may.
fn who_reads() -> sea_orm::Select<staff::Entity> {
    let active = agency::Entity::find().filter(agency::Column::Active.eq(true));
    let active = active.select_only().column(agency::Column::Id).into_query();
    staff::Entity::find()
        .filter(staff::Column::AgencyId.in_subquery(active))
        .filter(staff::Column::DisabledAt.is_null())
        .filter(staff::Column::Password.is_not_null())
        .order_by_asc(staff::Column::Id)
}

/// Those of one agency.
pub(super) async fn readers<C: ConnectionTrait>(
    connection: &C,
    agency: i64,
) -> Result<Vec<staff::Model>, StoreError> {
    Ok(who_reads().filter(staff::Column::AgencyId.eq(agency)).all(connection).await?)
}

/// How many open requests each agency has; those without any are left out.
pub(in crate::store) async fn load<C: ConnectionTrait>(
    connection: &C,
) -> Result<BTreeMap<i64, u64>, StoreError> {
    let counts: Vec<(i64, i64)> = request::Entity::find()
        .select_only()
        .column(request::Column::AgencyId)
        .column_as(request::Column::Id.count(), "amount")
        .filter(request::Column::State.is_in(open()))
        .group_by(request::Column::AgencyId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(counts.into_iter().map(|(agency, amount)| (agency, amount.unsigned_abs())).collect())
}

/// Where the business is, by its latest answers; none if it has not said.
async fn municipality<C: ConnectionTrait>(
    connection: &C,
    business: i64,
) -> Result<Option<String>, StoreError> {
    let Some(row) = business_facts::Entity::find_by_id(business).one(connection).await? else {
        return Ok(None);
    };
    let facts: Facts = serde_json::from_str(&row.facts).map_err(|_| StoreError::unreadable("facts"))?;
    Ok(facts.text(FactName::Municipality).map(str::to_owned))
}
