//! Whoever acts, as they are now.

use app::backend::Actor;
use domain::access;

use super::super::{Store, StoreError, Transaction};
use super::{held, role};

impl Store {
    /// Whoever acts, as the domain asks for them; they stay so until the transaction ends. They were asked at the door; since
    /// then they may have been disabled, or given another role, while their request waited.
    pub(in crate::store) async fn acting_now(
        &self,
        transaction: &Transaction,
    ) -> Result<access::Actor, StoreError> {
        let Actor::Staff { id, .. } = &self.actor else { return Ok(access::Actor::Nobody) };
        let row = held(transaction, *id).await?.filter(|row| row.password.is_some());
        Ok(match row {
            Some(row) => access::Actor::Staff { role: role(&row)?, agency: row.agency_id },
            None => access::Actor::Nobody,
        })
    }
}
