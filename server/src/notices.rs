//! Tells subscribers what happens, as long as the server runs.

use std::time::Duration;

use crate::store::{Mailed, Store, StoreError};

/// How often a running server looks whether something has happened: two rows are read if nothing has.
const CHECK: Duration = Duration::from_secs(5);
/// So many checks pass between two looks for what was not confirmed in time: an hour.
const CHECKS_PER_CLEARING: u32 = 720;

/// What one look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Notices that were not there before.
    pub notices: u64,
    pub mailed: Mailed,
}

/// Looks what has happened, and writes the mails that are due into the outbox. Any number of instances may do so at once.
///
/// # Errors
/// When the database does not answer; what was written stays, and the rest is found again.
pub async fn tell(store: &Store, base_url: &str) -> Result<Found, StoreError> {
    let notices = store.find_notices().await?;
    Ok(Found { notices, mailed: store.mail_notices(base_url).await? })
}

/// Tells until it is broken off, which does no harm at any moment.
pub(crate) async fn keep_telling(store: &Store, base_url: &str) {
    let mut ticks = tokio::time::interval(CHECK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for check in 0_u32.. {
        ticks.tick().await;
        match tell(store, base_url).await {
            Ok(Found { notices: 0, mailed: Mailed { subscriptions: 0, .. } }) => {}
            Ok(Found { notices, mailed }) => {
                let Mailed { subscriptions, mails } = mailed;
                tracing::info!(notices, subscriptions, mails, "subscribers are told");
            }
            Err(error) => tracing::warn!(%error, "subscribers could not be told"),
        }
        if check.is_multiple_of(CHECKS_PER_CLEARING)
            && let Err(error) = store.clear_subscriptions().await
        {
            tracing::warn!(%error, "subscriptions that were not confirmed could not be removed");
        }
    }
}
