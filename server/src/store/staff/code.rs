//! The second factor: a code of the app, or a recovery code. Each is taken once.

use app::backend::{Action, CodesToken};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter,
};
use serde_json::json;

use super::super::entity::staff;
use super::super::entity::staff_code::{ActiveModel, Column, Entity};
use super::super::{Store, StoreError, Transaction, secret};
use super::{note_own, secret_bytes};
use crate::auth::{recovery, totp};

/// New recovery codes, in place of those that were left.
pub(super) async fn renew(transaction: &DatabaseTransaction, staff: i64) -> Result<CodesToken, StoreError> {
    let token = secret::fresh(CodesToken::parse)?;
    Entity::delete_many().filter(Column::StaffId.eq(staff)).exec(transaction).await?;
    let row = |code: String| ActiveModel {
        staff_id: ActiveValue::Set(staff),
        code_hash: ActiveValue::Set(recovery::kept(&code)),
    };
    let rows = recovery::codes(&token).into_iter().map(row);
    Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(token)
}

impl Store {
    /// Takes a code of somebody whose row is held. Says whether it was right; from then on it is used.
    pub(super) async fn take_code(
        &self,
        transaction: &Transaction,
        row: &staff::Model,
        typed: &str,
    ) -> Result<bool, StoreError> {
        let Some(stored) = &row.totp_secret else { return Ok(false) };
        let secret = secret_bytes(stored)?;
        let Some(step) = totp::accepted(&secret, typed, self.now(), row.totp_step) else {
            return self.take_recovery_code(transaction, row, typed).await;
        };
        let mut row = row.clone().into_active_model();
        row.totp_step = ActiveValue::Set(step);
        row.update(transaction).await?;
        Ok(true)
    }

    async fn take_recovery_code(
        &self,
        transaction: &Transaction,
        row: &staff::Model,
        typed: &str,
    ) -> Result<bool, StoreError> {
        let used = Entity::delete_many()
            .filter(Column::StaffId.eq(row.id))
            .filter(Column::CodeHash.eq(recovery::kept(typed)));
        if used.exec(transaction).await?.rows_affected == 0 {
            return Ok(false);
        }
        let left = Entity::find().filter(Column::StaffId.eq(row.id)).count(transaction).await?;
        let after = json!({ "codes_left": left });
        note_own(transaction, self.now(), row, (Action::UseRecoveryCode, &after));
        Ok(true)
    }
}
