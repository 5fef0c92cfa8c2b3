//! Who wants to be told by mail. An address is asked first: nothing goes to it before it has said yes, and what it has not
//! confirmed in time is forgotten. Who ends a subscription leaves nothing behind. See docs/adr/0019-notices.md.

use app::backend::{
    MailKind, NewWarning, NoticeToken, Notices, Subscribed, Subscription, Unavailable, Warning, Wish,
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::menu::Menu;
use domain::notice::{Choices, follow_up_day};
use lettre::Address;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, Select,
};

use super::diagnosis::by_owner;
use super::entity::subscription::{ActiveModel, Column, Entity, Model};
use super::outbox::{NewMail, enqueue};
use super::{Store, StoreError, address, key, notice};
use crate::checksum::sha256_hex;
use crate::mail::{masked, templates};

/// Not confirmed yet: it is told nothing.
const PENDING: &str = "pending";
pub(super) const ACTIVE: &str = "active";
/// How long a confirmation is waited for.
pub const CONFIRM_WITHIN: TimeDelta = TimeDelta::days(3);
/// Asked for the same again within this time, an address gets no second mail.
const SAME_PRESS: TimeDelta = TimeDelta::minutes(10);

impl Store {
    async fn ask(&self, wish: &Wish) -> Result<Subscribed, StoreError> {
        let Some(to) = address::read(&wish.address) else { return Ok(Subscribed::BadAddress) };
        let diagnosis = by_owner(&self.reader, &wish.key, self.now()).await?;
        let Some(diagnosis) =
            diagnosis.map(|opened| opened.row).filter(|diagnosis| diagnosis.submitted_at.is_some())
        else {
            return Ok(Subscribed::NotFound);
        };
        if !self.may_mail(MailKind::ConfirmNotices, &wish.sender, &to).await? {
            return Ok(Subscribed::Asked);
        }
        let asked = written(wish.choices)?;
        let transaction = self.begin().await?;
        let row = self.subscription_of(&transaction, diagnosis.business_id, &to, &asked).await?;
        let now = self.now();
        let just_asked = |expires_at: DateTime<Utc>| expires_at > now + CONFIRM_WITHIN - SAME_PRESS;
        if row.asked.as_ref() == Some(&asked) && row.confirm_expires_at.is_some_and(just_asked) {
            return Ok(Subscribed::Asked);
        }
        let token = key::token()?;
        let (id, mut change) = (row.id, row.into_active_model());
        change.asked = ActiveValue::Set(Some(asked));
        change.confirm_hash = ActiveValue::Set(Some(sha256_hex(token.as_bytes())));
        change.confirm_expires_at = ActiveValue::Set(Some(now + CONFIRM_WITHIN));
        change.update(&transaction).await?;
        let mail = NewMail {
            key: &format!("confirm-notices:{id}:{}", sha256_hex(token.as_bytes())),
            kind: MailKind::ConfirmNotices,
            to: &to,
            letter: templates::confirm_notices(&wish.base_url, &token, wish.choices),
            unsubscribe_url: None,
        };
        enqueue(&transaction, now, mail).await?;
        transaction.commit().await?;
        Ok(Subscribed::Asked)
    }

    /// The one of a business and an address; where there is none yet, one that is not confirmed.
    async fn subscription_of(
        &self,
        transaction: &DatabaseTransaction,
        business: i64,
        to: &Address,
        choices: &str,
    ) -> Result<Model, StoreError> {
        let address_key = address::folded(to.as_ref());
        let new = ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(business),
            address: ActiveValue::Set(to.to_string()),
            address_key: ActiveValue::Set(address_key.clone()),
            token: ActiveValue::Set(key::token()?),
            state: ActiveValue::Set(PENDING.to_owned()),
            choices: ActiveValue::Set(choices.to_owned()),
            asked: ActiveValue::Set(None),
            confirm_hash: ActiveValue::Set(None),
            confirm_expires_at: ActiveValue::Set(None),
            remind_at: ActiveValue::Set(None),
            follow_up_at: ActiveValue::Set(None),
            created_at: ActiveValue::Set(self.now()),
            confirmed_at: ActiveValue::Set(None),
        };
        Entity::insert(new)
            .on_conflict_do_nothing_on([Column::BusinessId, Column::AddressKey])
            .exec(transaction)
            .await?;
        let found = Entity::find()
            .filter(Column::BusinessId.eq(business))
            .filter(Column::AddressKey.eq(address_key))
            .lock_exclusive();
        found.one(transaction).await?.ok_or_else(|| StoreError::unreadable("subscription"))
    }

    async fn is_waited_for(&self, token: &NoticeToken) -> Result<bool, StoreError> {
        Ok(by_confirmation(token, self.now()).one(&self.reader).await?.is_some())
    }

    async fn confirm_subscription(&self, token: &NoticeToken) -> Result<Option<NoticeToken>, StoreError> {
        let transaction = self.begin().await?;
        let found = by_confirmation(token, self.now()).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(None) };
        let own = NoticeToken::parse(&row.token).ok_or_else(|| StoreError::unreadable("subscription"))?;
        if let Some(asked) = row.asked.as_deref() {
            let choices = read(asked)?;
            let confirmed_at = row.confirmed_at.unwrap_or_else(|| self.now());
            let mut change = self.with_choices(row, choices)?;
            change.state = ActiveValue::Set(ACTIVE.to_owned());
            change.asked = ActiveValue::Set(None);
            change.confirmed_at = ActiveValue::Set(Some(confirmed_at));
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(Some(own))
    }

    /// A reminder counts from the day on which it is ordered; one that was ordered before stays where it is. So does the
    /// question what became of the support, which comes once.
    fn with_choices(&self, row: Model, choices: Choices) -> Result<ActiveModel, StoreError> {
        let before = read(&row.choices)?;
        let stays = row.remind_at.filter(|_| before.reminder == choices.reminder);
        let ordered = || choices.reminder.map(|reminder| reminder.day(self.today()));
        let remind_at: Option<NaiveDate> = stays.or_else(ordered);
        // Of a subscription that is not confirmed yet nothing was ordered.
        let is_asked = before.follow_up && row.confirmed_at.is_some();
        let follow_up_at = match (is_asked, choices.follow_up) {
            (true, true) => row.follow_up_at,
            (false, true) => Some(follow_up_day(self.today())),
            (_, false) => None,
        };
        let mut change = row.into_active_model();
        change.choices = ActiveValue::Set(written(choices)?);
        change.remind_at = ActiveValue::Set(remind_at);
        change.follow_up_at = ActiveValue::Set(follow_up_at);
        Ok(change)
    }

    async fn active(&self, token: &NoticeToken) -> Result<Option<Subscription>, StoreError> {
        let Some(row) = by_token(token).one(&self.reader).await? else { return Ok(None) };
        Ok(Some(Subscription { address: masked(&row.address), choices: read(&row.choices)? }))
    }

    async fn change_choices(&self, token: &NoticeToken, choices: Choices) -> Result<bool, StoreError> {
        let transaction = self.begin().await?;
        let found = by_token(token).lock_exclusive().one(&transaction).await?;
        let Some(row) = found else { return Ok(false) };
        let (id, was_weekly) = (row.id, read(&row.choices)?.weekly);
        self.with_choices(row, choices)?.update(&transaction).await?;
        if was_weekly && !choices.weekly {
            notice::let_go_at_once(&transaction, id, self.now()).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// With what it was told and would have been.
    async fn forget_subscription(&self, token: &NoticeToken) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        Entity::delete_many().filter(Column::Token.eq(token.as_str())).exec(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Forgets addresses that have not confirmed in time, and changes that were not confirmed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clear_subscriptions(&self) -> Result<(), StoreError> {
        let late = Column::ConfirmExpiresAt.lte(self.now());
        let transaction = self.begin().await?;
        Entity::delete_many()
            .filter(Column::State.eq(PENDING))
            .filter(late.clone())
            .exec(&transaction)
            .await?;
        Entity::update_many()
            .col_expr(Column::Asked, Expr::val(Option::<String>::None))
            .col_expr(Column::ConfirmHash, Expr::val(Option::<String>::None))
            .col_expr(Column::ConfirmExpiresAt, Expr::val(Option::<DateTime<Utc>>::None))
            .filter(late)
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}

/// What has confirmed itself stays reachable by the same mail until it is over: pressing twice leads to the same place.
fn by_confirmation(token: &NoticeToken, now: DateTime<Utc>) -> Select<Entity> {
    Entity::find()
        .filter(Column::ConfirmHash.eq(sha256_hex(token.as_str().as_bytes())))
        .filter(Column::ConfirmExpiresAt.gt(now))
}

pub(super) fn by_token(token: &NoticeToken) -> Select<Entity> {
    Entity::find().filter(Column::Token.eq(token.as_str())).filter(Column::State.eq(ACTIVE))
}

/// The subscription forgets its reminder, which is being told; with nothing left to tell it is over after that.
pub(super) async fn without_reminder<C: ConnectionTrait>(
    transaction: &C,
    row: Model,
) -> Result<(), StoreError> {
    let choices = Choices { reminder: None, ..read(&row.choices)? };
    let mut change = row.into_active_model();
    change.choices = ActiveValue::Set(written(choices)?);
    change.remind_at = ActiveValue::Set(None);
    change.update(transaction).await?;
    Ok(())
}

pub(super) fn read(choices: &str) -> Result<Choices, StoreError> {
    serde_json::from_str(choices).map_err(|_| StoreError::unreadable("choices"))
}

fn written(choices: Choices) -> Result<String, StoreError> {
    serde_json::to_string(&choices).map_err(|_| StoreError::unreadable("choices"))
}

#[async_trait]
impl Notices for Store {
    async fn subscribe(&self, wish: &Wish) -> Result<Subscribed, Unavailable> {
        Ok(self.ask(wish).await?)
    }

    fn is_address(&self, typed: &str) -> bool {
        address::read(typed).is_some()
    }

    async fn is_confirmable(&self, token: &NoticeToken) -> Result<bool, Unavailable> {
        Ok(self.is_waited_for(token).await?)
    }

    async fn confirm(&self, token: &NoticeToken) -> Result<Option<NoticeToken>, Unavailable> {
        Ok(self.confirm_subscription(token).await?)
    }

    async fn subscription(&self, token: &NoticeToken) -> Result<Option<Subscription>, Unavailable> {
        Ok(self.active(token).await?)
    }

    async fn change(&self, token: &NoticeToken, choices: Choices) -> Result<bool, Unavailable> {
        Ok(self.change_choices(token, choices).await?)
    }

    async fn end(&self, token: &NoticeToken) -> Result<(), Unavailable> {
        Ok(self.forget_subscription(token).await?)
    }

    async fn would_tell(&self, menu: &Menu) -> Result<u64, Unavailable> {
        Ok(self.count_told(menu).await?)
    }

    async fn would_warn(&self, divisions: &[String]) -> Result<u64, Unavailable> {
        Ok(self.count_warned(divisions).await?)
    }

    async fn warnings(&self) -> Result<Vec<Warning>, Unavailable> {
        Ok(self.latest_warnings().await?)
    }

    async fn publish_warning(&self, warning: &NewWarning) -> Result<(), Unavailable> {
        Ok(self.put_warning(warning).await?)
    }
}
