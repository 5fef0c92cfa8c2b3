//! How fast agencies answer: from their turns, without anything of what was asked, or by whom.

use std::collections::BTreeMap;

use app::backend::AgencyResponses;
use chrono::{DateTime, Utc};
use domain::request::Responses;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{advice_request as request, advice_turn as turn, agency};
use super::super::{Store, StoreError};
use super::{ANSWERED, HANDED_OVER, open, working_days};

/// Of one agency: working days until each answer, and those that each open request has waited.
#[derive(Default)]
struct Days {
    answered: Vec<u32>,
    waiting: Vec<u32>,
    handed_over: usize,
}

impl Store {
    /// Those that are active, and those that were asked anything.
    pub(super) async fn responses_since(
        &self,
        since: Option<DateTime<Utc>>,
    ) -> Result<Vec<AgencyResponses>, StoreError> {
        let mut days: BTreeMap<i64, Days> = BTreeMap::new();
        let mut turns = turn::Entity::find();
        if let Some(since) = since {
            turns = turns.filter(turn::Column::EndedAt.gte(since));
        }
        for turn in turns.all(&self.reader).await? {
            let days = days.entry(turn.agency_id).or_default();
            match turn.outcome.as_str() {
                ANSWERED => days.answered.push(working_days(turn.got_at, turn.ended_at)),
                HANDED_OVER => days.handed_over += 1,
                // What was taken back says nothing of the agency.
                _ => {}
            }
        }
        let waiting = request::Entity::find().filter(request::Column::State.is_in(open()));
        let waiting = waiting.select_only().columns([request::Column::AgencyId, request::Column::TurnAt]);
        let waiting: Vec<(i64, DateTime<Utc>)> = waiting.into_tuple().all(&self.reader).await?;
        for (agency, turn_at) in waiting {
            days.entry(agency).or_default().waiting.push(working_days(turn_at, self.now()));
        }
        let agencies = agency::Entity::find().order_by_asc(agency::Column::Name).all(&self.reader).await?;
        let responses = |agency: agency::Model| {
            let found = days.remove(&agency.id);
            let days = found.or_else(|| agency.active.then(Days::default))?;
            Some(AgencyResponses {
                agency: agency.name,
                responses: Responses::of(days.answered, days.waiting),
                handed_over: days.handed_over,
            })
        };
        Ok(agencies.into_iter().filter_map(responses).collect())
    }
}
