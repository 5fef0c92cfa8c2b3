//! Reminds agencies of requests that wait for an answer, as long as the server runs.

use std::time::Duration;

use chrono::NaiveDate;
use domain::notice::day;

use crate::holidays::{are_outdated, holidays};
use crate::store::{Store, StoreError};

/// How often a running server looks. Nothing becomes due within a day but its morning.
const CHECK: Duration = Duration::from_secs(10 * 60);

/// Reminds of what has become due by now; says of how many requests. Any number of instances may do so at once. A day begins in
/// the morning, as it does for notices.
///
/// # Errors
/// When the database does not answer; what was written stays, and the rest is found again.
pub async fn remind(store: &Store, base_url: &str) -> Result<u64, StoreError> {
    store.remind_agencies(day(store.now()), base_url).await
}

/// Reminds until it is broken off, which does no harm at any moment.
pub(crate) async fn keep_reminding(store: &Store, base_url: &str) {
    let mut ticks = tokio::time::interval(CHECK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut warned = None;
    loop {
        ticks.tick().await;
        warn_once_a_day(store.today(), &mut warned);
        match remind(store, base_url).await {
            Ok(0) => {}
            Ok(requests) => tracing::info!(requests, "agencies are reminded of requests"),
            Err(error) => tracing::warn!(%error, "agencies could not be reminded of requests"),
        }
    }
}

/// Without this year's holidays, reminders go too early.
fn warn_once_a_day(today: NaiveDate, warned: &mut Option<NaiveDate>) {
    if are_outdated(holidays(), today) && *warned != Some(today) {
        *warned = Some(today);
        tracing::warn!(last = ?holidays().last(), "the holidays of this year are not known: seed/holidays.csv");
    }
}
