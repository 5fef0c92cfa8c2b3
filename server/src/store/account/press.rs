//! What a link does: looked at, nothing; pressed, what it was sent for, once.

use app::backend::{
    BrowserToken, CODE_TRIES, Followed, LinkFault, LinkToken, Pressed, Purpose, Seen, SessionToken,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, Select,
};

use super::super::entity::account;
use super::super::entity::account_link::{Column, Entity, Model};
use super::super::{Store, StoreError, address};
use super::{listing, secret, session};

fn by_token(link: &LinkToken) -> Select<Entity> {
    Entity::find().filter(Column::TokenHash.eq(secret::stored(link.as_str())))
}

/// Why a link that was not used cannot be used any more.
fn fault(row: &Model, now: DateTime<Utc>) -> Option<LinkFault> {
    if row.expires_at <= now {
        Some(LinkFault::Expired)
    } else if row.tries >= CODE_TRIES {
        Some(LinkFault::TooManyTries)
    } else {
        None
    }
}

fn purpose(row: &Model) -> Result<Purpose, StoreError> {
    Purpose::parse(&row.purpose).ok_or_else(|| StoreError::unreadable("link"))
}

/// Did this browser ask?
fn asked(row: &Model, browser: Option<&BrowserToken>) -> bool {
    browser.is_some_and(|browser| secret::stored(browser.as_str()) == row.browser_hash)
}

impl Store {
    pub(super) async fn look_at_link(
        &self,
        link: &LinkToken,
        browser: Option<&BrowserToken>,
        session: Option<&SessionToken>,
    ) -> Result<Seen, StoreError> {
        let now = self.now();
        let Some(row) = by_token(link).one(&self.reader).await? else {
            return Ok(Seen::Dead(LinkFault::Unknown));
        };
        if row.used_at.is_some() {
            let own = signed_in(&self.reader, &row, (link, browser, session), now).await?;
            return Ok(own.map_or(Seen::Dead(LinkFault::Used), |_| Seen::Done));
        }
        if let Some(fault) = fault(&row, now) {
            return Ok(Seen::Dead(fault));
        }
        let purpose = purpose(&row)?;
        let may = match (purpose, session) {
            (Purpose::SignIn, _) if asked(&row, browser) => true,
            (Purpose::SignIn, _) => return Ok(Seen::NeedsCode),
            (Purpose::ChangeAddress, None) => false,
            (Purpose::ChangeAddress, Some(session)) => {
                let session = session::of_token(&self.reader, session, now).await?;
                session.is_some_and(|session| Some(session.account_id) == row.account_id)
            }
        };
        Ok(if may { Seen::Ready(purpose) } else { Seen::Dead(LinkFault::NotSignedIn) })
    }

    /// The row is held from the first look on: of two presses at once, the second finds it used.
    pub(super) async fn follow_link(&self, pressed: &Pressed) -> Result<Followed, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let found = by_token(&pressed.link).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(Followed::Dead(LinkFault::Unknown)) };
        let purpose = purpose(&row)?;
        if row.used_at.is_some() {
            let by = (&pressed.link, pressed.browser.as_ref(), pressed.session.as_ref());
            let own = signed_in(&transaction, &row, by, now).await?;
            return Ok(match (own, purpose) {
                (None, _) => Followed::Dead(LinkFault::Used),
                (Some(session), Purpose::SignIn) => Followed::SignedIn(session),
                (Some(_), Purpose::ChangeAddress) => Followed::AddressChanged,
            });
        }
        if let Some(fault) = fault(&row, now) {
            return Ok(Followed::Dead(fault));
        }
        let followed = match purpose {
            Purpose::SignIn => self.sign_in(&transaction, row, pressed).await?,
            Purpose::ChangeAddress => self.change_address(&transaction, row, pressed).await?,
        };
        transaction.commit().await?;
        Ok(followed)
    }

    async fn sign_in(
        &self,
        transaction: &DatabaseTransaction,
        row: Model,
        pressed: &Pressed,
    ) -> Result<Followed, StoreError> {
        let own = pressed.browser.as_ref().filter(|browser| asked(&row, Some(browser)));
        let token = match own {
            Some(browser) => secret::session_of(&pressed.link, browser)?,
            None if fits(&row, pressed) => secret::fresh(SessionToken::parse)?,
            None => return count_wrong_code(transaction, row, pressed).await,
        };
        let (address, business, now) = (row.address.clone(), row.business_id, self.now());
        use_up(transaction, row, now).await?;
        let account = account_of(transaction, &address, now).await?;
        if let Some(business) = business {
            listing::own_business(transaction, account, business, now).await?;
        }
        let tokens = (&token, pressed.session.as_ref());
        session::begin(transaction, (account, pressed.device), tokens, now).await?;
        Ok(Followed::SignedIn(token))
    }
}

/// Is the code the one that the browser shows which asked?
fn fits(row: &Model, pressed: &Pressed) -> bool {
    let typed = pressed.code.as_deref().map(secret::typed_code);
    typed.is_some_and(|code| secret::stored_code(&pressed.link, &code) == row.code_hash)
}

/// Nothing typed is no guess.
async fn count_wrong_code(
    transaction: &DatabaseTransaction,
    row: Model,
    pressed: &Pressed,
) -> Result<Followed, StoreError> {
    let is_guess = pressed.code.as_deref().is_some_and(|typed| !secret::typed_code(typed).is_empty());
    if !is_guess {
        return Ok(Followed::WrongCode);
    }
    let tries = row.tries.saturating_add(1);
    let mut row = row.into_active_model();
    row.tries = ActiveValue::Set(tries);
    row.update(transaction).await?;
    let dead = tries >= CODE_TRIES;
    Ok(if dead { Followed::Dead(LinkFault::TooManyTries) } else { Followed::WrongCode })
}

/// The link opens nothing from now on.
pub(super) async fn use_up(
    transaction: &DatabaseTransaction,
    row: Model,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut row = row.into_active_model();
    row.used_at = ActiveValue::Set(Some(now));
    row.update(transaction).await?;
    Ok(())
}

/// The session of whoever presses again what they have used themselves: the one that they present, or the one that came of
/// the first press and may not have reached them.
async fn signed_in<C: ConnectionTrait>(
    connection: &C,
    row: &Model,
    (link, browser, session): (&LinkToken, Option<&BrowserToken>, Option<&SessionToken>),
    now: DateTime<Utc>,
) -> Result<Option<SessionToken>, StoreError> {
    let own = browser.filter(|_| asked(row, browser)).map(|browser| secret::session_of(link, browser));
    for token in [session.cloned(), own.transpose()?].into_iter().flatten() {
        let Some(session) = session::of_token(connection, &token, now).await? else { continue };
        let account = account::Entity::find_by_id(session.account_id).one(connection).await?;
        if account.is_some_and(|account| account.address == address::folded(&row.address)) {
            return Ok(Some(token));
        }
    }
    Ok(None)
}

/// The account of an address; here it begins, if there was none.
async fn account_of(
    transaction: &DatabaseTransaction,
    address: &str,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let new = account::ActiveModel {
        id: ActiveValue::NotSet,
        address: ActiveValue::Set(address::folded(address)),
        typed: ActiveValue::Set(address.to_owned()),
        created_at: ActiveValue::Set(now),
    };
    account::Entity::insert(new)
        .on_conflict_do_nothing_on([account::Column::Address])
        .exec_without_returning(transaction)
        .await?;
    let found = account::Entity::find().filter(account::Column::Address.eq(address::folded(address)));
    let found = found.one(transaction).await?;
    Ok(found.ok_or_else(|| StoreError::unreadable("account"))?.id)
}
