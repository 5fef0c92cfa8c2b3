//! What is kept of mails no longer: address and texts go, the row stays for its key.

use app::backend::MailKind;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::entity::outbox::{ActiveModel, Column, Entity};
use super::super::{Store, StoreError};
use super::{PARKED, SENT, WAITING};

impl Store {
    /// Empties the addresses and texts of mails that were settled so long ago; how many they were.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_mails(&self, after: TimeDelta) -> Result<u64, StoreError> {
        let transaction = self.begin().await?;
        let emptied = Entity::update_many()
            .set(emptied())
            .filter(Column::State.is_in([SENT, PARKED]))
            .filter(Column::SettledAt.lt(self.now() - after))
            .filter(Column::Recipient.is_not_null())
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(emptied.rows_affected)
    }
}

/// Nothing is left of what was written to an address (in lower case): what waits goes nowhere any more, of what was
/// settled the row stays for its key.
pub(in crate::store) async fn forget_address(
    transaction: &DatabaseTransaction,
    address: &str,
) -> Result<(), StoreError> {
    let is_to = || Expr::expr(Func::lower(Expr::col(Column::Recipient))).eq(address);
    Entity::delete_many().filter(Column::State.eq(WAITING)).filter(is_to()).exec(transaction).await?;
    Entity::update_many().set(emptied()).filter(is_to()).exec(transaction).await?;
    Ok(())
}

/// Which mails have outlived what they were for.
pub(in crate::store) enum Old<'a> {
    /// Those to an address, in lower case.
    To(&'a str),
    /// Those that were written then, or before.
    Since(DateTime<Utc>),
}

/// The same as [`forget_address`] for mails of one kind: their link opens nothing any more.
pub(in crate::store) async fn forget_kind(
    transaction: &DatabaseTransaction,
    kind: MailKind,
    old: Old<'_>,
) -> Result<(), StoreError> {
    let old = match old {
        Old::To(address) => Expr::expr(Func::lower(Expr::col(Column::Recipient))).eq(address),
        Old::Since(then) => Column::CreatedAt.lte(then),
    };
    let waiting =
        Entity::delete_many().filter(Column::State.eq(WAITING)).filter(Column::Kind.eq(kind.code()));
    waiting.filter(old.clone()).exec(transaction).await?;
    let kept = Entity::update_many().set(emptied()).filter(Column::Kind.eq(kind.code()));
    kept.filter(Column::Text.is_not_null()).filter(old).exec(transaction).await?;
    Ok(())
}

/// The same for mails whose keys begin so: what they are about is gone.
pub(in crate::store) async fn forget_begun(
    transaction: &DatabaseTransaction,
    beginning: &str,
) -> Result<(), StoreError> {
    let begins = || Column::Key.starts_with(beginning);
    Entity::delete_many().filter(Column::State.eq(WAITING)).filter(begins()).exec(transaction).await?;
    Entity::update_many().set(emptied()).filter(begins()).exec(transaction).await?;
    Ok(())
}

fn emptied() -> ActiveModel {
    ActiveModel {
        recipient: ActiveValue::Set(None),
        subject: ActiveValue::Set(None),
        text: ActiveValue::Set(None),
        html: ActiveValue::Set(None),
        unsubscribe_url: ActiveValue::Set(None),
        ..Default::default()
    }
}
