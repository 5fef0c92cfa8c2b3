//! How often one may try. The counts are in the database, so that they hold whichever instance is asked. An attempt
//! is counted before it is looked at, and taken back if it was right: many at once count as many.

use app::backend::{MailKind, Sender};
use chrono::{DateTime, Duration, Utc};
use lettre::Address;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::entity::attempt::{ActiveModel, Column, Entity};
use super::{Store, StoreError, address};
use crate::checksum::sha256_hex;

/// Whose attempts are counted together.
pub(super) enum Scope<'a> {
    /// A group of network addresses.
    Sender(&'a str),
    /// A code, by its slow hash; whether there is such a code makes no difference.
    Code(String),
    /// A group of network addresses that lets mail be sent.
    MailBy(&'a str),
    /// An address that mail of a kind is sent to, whoever asks for it: who has one kind sent to others does not keep them
    /// from another.
    MailTo(MailKind, &'a Address),
    /// A group of network addresses that gives passwords of staff.
    PasswordBy(&'a str),
    /// An address that passwords are given for; whether anybody of staff has it makes no difference.
    PasswordOf(&'a str),
    /// A group of network addresses that comes back from the prefecture's sign-on.
    SignOnBy(&'a str),
    /// Somebody of staff for whom codes are given.
    CodeOf(i64),
    /// Somebody of staff who is signed in and gives password and code again: nobody else can use this up.
    ConfirmOf(i64),
    /// Somebody of an agency who types the digits of a business.
    ShareCodeBy(i64),
}

impl Scope<'_> {
    fn name(&self) -> String {
        match self {
            Scope::Sender(group) => format!("sender:{group}"),
            Scope::Code(hash) => format!("code:{hash}"),
            Scope::MailBy(group) => format!("mail-by:{group}"),
            Scope::MailTo(kind, to) => format!("mail-to:{}:{}", kind.code(), hidden(to.as_ref())),
            Scope::PasswordBy(group) => format!("password-by:{group}"),
            Scope::PasswordOf(address) => format!("password-of:{}", hidden(address)),
            Scope::SignOnBy(group) => format!("sign-on-by:{group}"),
            Scope::CodeOf(staff) => format!("code-of:{staff}"),
            Scope::ConfirmOf(staff) => format!("confirm-of:{staff}"),
            Scope::ShareCodeBy(staff) => format!("share-code-by:{staff}"),
        }
    }

    /// How often one may try within what time.
    fn limit(&self) -> (i32, Duration) {
        match self {
            Scope::Sender(_) | Scope::MailBy(_) => (20, Duration::hours(1)),
            // A whole office can be one sender, and each of its addresses has a limit of its own.
            Scope::PasswordBy(_) | Scope::SignOnBy(_) => (100, Duration::hours(1)),
            // Not for a day: whoever knows an address could keep its owner out.
            Scope::PasswordOf(_) | Scope::CodeOf(_) | Scope::ConfirmOf(_) | Scope::ShareCodeBy(_) => {
                (10, Duration::hours(1))
            }
            Scope::Code(_) | Scope::MailTo(..) => (5, LONGEST),
        }
    }
}

/// Not the address itself: it would be kept for a day, of people who never asked.
fn hidden(address: &str) -> String {
    sha256_hex(address::folded(address).as_bytes())
}

/// No attempt counts for longer.
const LONGEST: Duration = Duration::days(1);

impl Store {
    /// Counts a mail that anybody can ask for, and says whether it may go: nobody's letter box shall be filled.
    pub(super) async fn may_mail(
        &self,
        kind: MailKind,
        sender: &Sender,
        to: &Address,
    ) -> Result<bool, StoreError> {
        self.may_try_all(&[Scope::MailBy(&sender.0), Scope::MailTo(kind, to)]).await
    }

    /// The same of several; what comes after one that may not is not counted.
    pub(super) async fn may_try_all(&self, scopes: &[Scope<'_>]) -> Result<bool, StoreError> {
        for scope in scopes {
            if !self.may_try(scope).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Counts an attempt, and says whether it may be made.
    pub(super) async fn may_try(&self, scope: &Scope<'_>) -> Result<bool, StoreError> {
        Ok(self.tried(scope).await?.is_some())
    }

    /// The same, and how many more may be made after it. `None`: it may not.
    pub(super) async fn tried(&self, scope: &Scope<'_>) -> Result<Option<i32>, StoreError> {
        let (most, within) = scope.limit();
        let name = scope.name();
        let transaction = self.begin().await?;
        let first = ActiveModel {
            scope: ActiveValue::Set(name.clone()),
            amount: ActiveValue::Set(0),
            since: ActiveValue::Set(self.now()),
        };
        // One that is there already changes in nothing, but nobody else changes it until the transaction ends.
        let hold = OnConflict::column(Column::Scope).update_column(Column::Scope).to_owned();
        Entity::insert(first).on_conflict(hold).exec_without_returning(&transaction).await?;
        let held = Entity::find_by_id(name).one(&transaction).await?;
        let row = held.ok_or_else(|| StoreError::unreadable("attempt"))?;
        let is_over = row.since + within <= self.now();
        let amount = if is_over { 0 } else { row.amount };
        if amount >= most {
            return Ok(None);
        }
        let mut row = row.into_active_model();
        row.amount = ActiveValue::Set(amount + 1);
        if amount == 0 {
            row.since = ActiveValue::Set(self.now());
        }
        row.update(&transaction).await?;
        transaction.commit().await?;
        Ok(Some(most - amount - 1))
    }

    /// What was right was no error. Senders come before codes, in all transactions.
    pub(super) async fn take_back(&self, scopes: &[Scope<'_>]) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        for scope in scopes {
            Entity::update_many()
                .col_expr(Column::Amount, Expr::col(Column::Amount).sub(1))
                .filter(Column::Scope.eq(scope.name()))
                .filter(Column::Amount.gt(0))
                .exec(&transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}

/// Begins to count anew.
pub(super) async fn forget<C: ConnectionTrait>(
    connection: &C,
    scopes: &[Scope<'_>],
) -> Result<(), StoreError> {
    let names = scopes.iter().map(Scope::name);
    Entity::delete_many().filter(Column::Scope.is_in(names)).exec(connection).await?;
    Ok(())
}

/// Attempts that no longer count go.
pub(super) async fn clear<C: ConnectionTrait>(connection: &C, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Since.lte(now - LONGEST)).exec(connection).await?;
    Ok(())
}
