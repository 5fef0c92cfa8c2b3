//! Another address for an account: shown to be one's own by a link that is sent there, and pressed where one is signed in.
//! The former address is told.

use app::backend::{
    AskedLink, BrowserToken, Changing, Followed, LinkFault, MailKind, Pressed, Purpose, SessionToken,
};
use lettre::Address;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use super::super::entity::{account, account_link};
use super::super::outbox::post;
use super::super::{Store, StoreError, address};
use super::link::NewLink;
use super::press::use_up;
use super::{secret, session};
use crate::mail::templates;

impl Store {
    pub(super) async fn send_change(
        &self,
        asked: AskedLink<'_>,
        token: &SessionToken,
    ) -> Result<Changing, StoreError> {
        let Some(session) = self.visiting(token).await? else { return Ok(Changing::NotSignedIn) };
        let Some(to) = address::read(asked.address) else { return Ok(Changing::NotAnAddress) };
        // No browser waits for it: it is the session that counts.
        let browser = secret::fresh(BrowserToken::parse)?;
        let account = Some(session.account_id);
        let link = NewLink { purpose: Purpose::ChangeAddress, browser: &browser, account, business: None };
        self.send_link(asked, &to, link).await?;
        Ok(Changing::Asked)
    }

    pub(super) async fn change_address(
        &self,
        transaction: &DatabaseTransaction,
        row: account_link::Model,
        pressed: &Pressed,
    ) -> Result<Followed, StoreError> {
        let session = match &pressed.session {
            Some(token) => session::of_token(transaction, token, self.now()).await?,
            None => None,
        };
        let Some(session) = session.filter(|session| Some(session.account_id) == row.account_id) else {
            return Ok(Followed::Dead(LinkFault::NotSignedIn));
        };
        let (typed, new) = (row.address.clone(), address::folded(&row.address));
        let others = account::Entity::find()
            .filter(account::Column::Address.eq(new.as_str()))
            .filter(account::Column::Id.ne(session.account_id));
        if others.one(transaction).await?.is_some() {
            return Ok(Followed::Dead(LinkFault::Taken));
        }
        let account =
            account::Entity::find_by_id(session.account_id).lock_exclusive().one(transaction).await?;
        let account = account.ok_or_else(|| StoreError::unreadable("account"))?;
        use_up(transaction, row, self.now()).await?;
        let former = account.clone();
        let mut account = account.into_active_model();
        account.address = ActiveValue::Set(new.clone());
        account.typed = ActiveValue::Set(typed);
        account.update(transaction).await?;
        if former.address != new {
            self.leave_address(transaction, &former, &pressed.base_url).await?;
        }
        Ok(Followed::AddressChanged)
    }

    /// Links that are still on their way to the former address open nothing, and somebody there is told.
    async fn leave_address(
        &self,
        transaction: &DatabaseTransaction,
        former: &account::Model,
        base_url: &str,
    ) -> Result<(), StoreError> {
        account_link::Entity::delete_many()
            .filter(
                Expr::expr(Func::lower(Expr::col(account_link::Column::Address))).eq(former.address.as_str()),
            )
            .filter(account_link::Column::UsedAt.is_null())
            .exec(transaction)
            .await?;
        let to: Address = former.typed.parse().map_err(|_| StoreError::unreadable("account"))?;
        let letter = templates::address_changed(base_url, self.now());
        post(transaction, self.now(), (MailKind::AddressChanged, &to), letter).await
    }
}
