//! Agencies are reminded of what waits. How many reminders a request's agency was sent stands in the request, and is raised in the
//! transaction that writes the mails, under the request's lock: of instances that look at once, one sends each.

use app::backend::MailKind;
use chrono::NaiveDate;
use domain::request::{REMIND_AFTER, reminders_due};
use domain::window::japan_day;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::super::entity::{advice_request as request, agency};
use super::super::{Store, StoreError};
use super::receivers::readers;
use super::{of_turn, open, state, tell_staff};
use crate::holidays::holidays;
use crate::mail::templates;

impl Store {
    /// Reminds agencies of what waits for an answer on a day of Japan; says of how many requests. Of several reminders that have
    /// become due, the last one goes.
    ///
    /// # Errors
    /// When the database does not answer; what was written stays, and the rest is found again.
    pub async fn remind_agencies(&self, day: NaiveDate, base_url: &str) -> Result<u64, StoreError> {
        let most = i32::try_from(REMIND_AFTER.len()).unwrap_or(i32::MAX);
        let waiting = request::Entity::find()
            .filter(request::Column::State.is_in(open()))
            .filter(request::Column::Reminded.lt(most))
            .order_by_asc(request::Column::Id);
        let mut reminded = 0;
        for row in waiting.all(&self.reader).await? {
            if is_due(&row, day).is_some() && self.remind(row.id, day, base_url).await? {
                reminded += 1;
            }
        }
        Ok(reminded)
    }

    async fn remind(&self, id: i64, day: NaiveDate, base_url: &str) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let held = request::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let Some(row) = held else { return Ok(false) };
        let Some(due) = is_due(&row, day).filter(|_| state(&row).is_ok_and(|state| state.is_open())) else {
            return Ok(false);
        };
        let agency = agency::Entity::find_by_id(row.agency_id).one(&transaction).await?;
        let agency = agency.ok_or_else(|| StoreError::unreadable("request"))?;
        let staff = readers(&transaction, agency.id).await?;
        if staff.is_empty() {
            tracing::warn!(
                request = id,
                agency = agency.id,
                "nobody of an agency can be reminded of a request"
            );
        }
        let after = REMIND_AFTER[due - 1];
        let letter = templates::request_reminder(base_url, &agency.name, after);
        let key = of_turn(id, row.turn_at, &format!("reminder-{after}"));
        tell_staff(&transaction, &staff, (MailKind::RequestReminder, &key), (&letter, self.now())).await?;
        let mut change = row.into_active_model();
        change.reminded = ActiveValue::Set(i32::try_from(due).unwrap_or(i32::MAX));
        change.update(&transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// The number of the reminder that is due, from 1; none if all that are due were sent.
fn is_due(row: &request::Model, day: NaiveDate) -> Option<usize> {
    let due = reminders_due(holidays(), japan_day(row.turn_at), day);
    (i32::try_from(due).is_ok_and(|due| due > row.reminded)).then_some(due)
}
