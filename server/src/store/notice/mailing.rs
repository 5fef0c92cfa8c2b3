//! Notices become mails: one for each subscription, with all that it is to be told by now.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::MailKind;
use chrono::{DateTime, Utc};
use domain::content::Content;
use domain::notice::Choices;
use domain::window::{Window, japan_day};
use lettre::Address;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::super::entity::{notice as row, security_warning, subscription};
use super::super::outbox::{NewMail, enqueue};
use super::super::subscription::{ACTIVE, read};
use super::super::{Store, StoreError};
use super::Kind;
use crate::checksum::sha256_hex;
use crate::mail::templates::{self, MenuNews, News, WarningNews, Why};

/// Subscriptions of one transaction: whoever submits waits for one of them at most.
const BATCH: usize = 100;
/// Notices that are looked through for as many subscriptions.
const NOTICES: u64 = 4 * BATCH as u64;

/// What became of the notices of some subscriptions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mailed {
    pub subscriptions: u64,
    /// Those of them to whom there was something to say.
    pub mails: u64,
}

/// What is needed to say what notices are of.
struct Saying<'a> {
    base_url: &'a str,
    content: &'a Content,
    warnings: &'a BTreeMap<String, security_warning::Model>,
    now: DateTime<Utc>,
}

impl Store {
    /// Writes the mails of all notices that are due into the outbox.
    ///
    /// # Errors
    /// When the database does not answer; what was written stays, and the rest is due.
    pub async fn mail_notices(&self, base_url: &str) -> Result<Mailed, StoreError> {
        let mut all = Mailed::default();
        loop {
            let some = self.mail_some_notices(base_url).await?;
            all = Mailed {
                subscriptions: all.subscriptions + some.subscriptions,
                mails: all.mails + some.mails,
            };
            if some.subscriptions == 0 {
                return Ok(all);
            }
        }
    }

    /// The same for some subscriptions, in one transaction: a mail and that its notices were told are written together.
    ///
    /// # Errors
    /// When the database does not answer; nothing is written then.
    pub async fn mail_some_notices(&self, base_url: &str) -> Result<Mailed, StoreError> {
        let now = self.now();
        let due = self.due_subscriptions(now).await?;
        if due.is_empty() {
            return Ok(Mailed::default());
        }
        let transaction = self.begin().await?;
        let unclaimed = subscription::Entity::find()
            .filter(subscription::Column::Id.is_in(due))
            .filter(subscription::Column::State.eq(ACTIVE))
            .order_by_asc(subscription::Column::Id)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let subscriptions = unclaimed.all(&transaction).await?;
        // Once more, since another instance may have told them meanwhile.
        let mut notices = unsettled(&transaction, &subscriptions, now).await?;
        // After that: a menu of which another instance has just told is in what is published now.
        self.published.refresh(&transaction).await?;
        let content = self.published.current();
        let warnings = named_warnings(&transaction, notices.values().flatten()).await?;
        let saying = Saying { base_url, content: &content, warnings: &warnings, now };
        let mut mailed = Mailed::default();
        for one in &subscriptions {
            let Some(notices) = notices.remove(&one.id) else { continue };
            mailed.subscriptions += 1;
            mailed.mails += u64::from(saying.mail(&transaction, one, &notices).await?);
        }
        settle(&transaction, &subscriptions, now).await?;
        transaction.commit().await?;
        Ok(mailed)
    }

    async fn due_subscriptions(&self, now: DateTime<Utc>) -> Result<Vec<i64>, StoreError> {
        let due: Vec<i64> = row::Entity::find()
            .select_only()
            .column(row::Column::SubscriptionId)
            .filter(row::Column::SettledAt.is_null())
            .filter(row::Column::DueAt.lte(now))
            .order_by_asc(row::Column::DueAt)
            .order_by_asc(row::Column::SubscriptionId)
            .limit(NOTICES)
            .into_tuple()
            .all(&self.reader)
            .await?;
        let mut seen = BTreeSet::new();
        Ok(due.into_iter().filter(|id| seen.insert(*id)).take(BATCH).collect())
    }
}

/// What is due, by subscription; of each in the order of its occasions.
async fn unsettled(
    transaction: &DatabaseTransaction,
    subscriptions: &[subscription::Model],
    now: DateTime<Utc>,
) -> Result<BTreeMap<i64, Vec<row::Model>>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::SubscriptionId.is_in(subscriptions.iter().map(|one| one.id)))
        .filter(row::Column::SettledAt.is_null())
        .filter(row::Column::DueAt.lte(now))
        .order_by_asc(row::Column::SubscriptionId)
        .order_by_asc(row::Column::Occasion);
    let mut by_subscription: BTreeMap<i64, Vec<row::Model>> = BTreeMap::new();
    for row in rows.all(transaction).await? {
        by_subscription.entry(row.subscription_id).or_default().push(row);
    }
    Ok(by_subscription)
}

async fn named_warnings<'a>(
    transaction: &DatabaseTransaction,
    notices: impl Iterator<Item = &'a row::Model>,
) -> Result<BTreeMap<String, security_warning::Model>, StoreError> {
    let named = notices.filter(|notice| Kind::parse(&notice.kind) == Some(Kind::Security));
    let ids: BTreeSet<i64> = named.filter_map(|notice| notice.subject.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = security_warning::Entity::find().filter(security_warning::Column::Id.is_in(ids));
    let found = found.all(transaction).await?;
    Ok(found.into_iter().map(|warning| (warning.id.to_string(), warning)).collect())
}

async fn settle(
    transaction: &DatabaseTransaction,
    subscriptions: &[subscription::Model],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let change = row::ActiveModel { settled_at: ActiveValue::Set(Some(now)), ..Default::default() };
    row::Entity::update_many()
        .set(change)
        .filter(row::Column::SubscriptionId.is_in(subscriptions.iter().map(|one| one.id)))
        .filter(row::Column::SettledAt.is_null())
        .filter(row::Column::DueAt.lte(now))
        .exec(transaction)
        .await?;
    Ok(())
}

impl Saying<'_> {
    /// Writes the mail of one subscription; says whether there was something to say.
    async fn mail(
        &self,
        transaction: &DatabaseTransaction,
        to: &subscription::Model,
        notices: &[row::Model],
    ) -> Result<bool, StoreError> {
        let choices = read(&to.choices)?;
        let ends = choices.are_empty();
        let news = self.news(notices, choices)?;
        // An address that is none any more could not be written to anyway.
        if let (false, Ok(address)) = (news.is_empty(), to.address.parse::<Address>()) {
            let occasions: Vec<&str> = notices.iter().map(|notice| notice.occasion.as_str()).collect();
            let url = templates::unsubscribe_url(self.base_url, &to.token);
            let mail = NewMail {
                key: &format!("notice:{}:{}", to.id, sha256_hex(occasions.join("\n").as_bytes())),
                kind: MailKind::Notices,
                to: &address,
                letter: templates::notices(self.base_url, &to.token, &news),
                unsubscribe_url: (!ends).then_some(url.as_str()),
            };
            enqueue(transaction, self.now, mail).await?;
        }
        if ends {
            // There is nothing left to tell: the address need not be kept.
            subscription::Entity::delete_by_id(to.id).exec(transaction).await?;
        }
        Ok(!news.is_empty())
    }

    /// Without what is not worth a mail any more: menus that were withdrawn or take no applications, and what is not wanted
    /// any more.
    fn news(&self, notices: &[row::Model], choices: Choices) -> Result<News<'_>, StoreError> {
        let last = choices.are_empty();
        let mut news =
            News { menus: Vec::new(), warnings: Vec::new(), reminder: false, follow_up: false, last };
        for notice in notices {
            let kind = Kind::parse(&notice.kind).ok_or_else(|| StoreError::unreadable("notice"))?;
            match kind {
                Kind::New if choices.new => news.menus.extend(self.menu_news(notice, Why::New)),
                Kind::Opens if choices.opening => news.menus.extend(self.menu_news(notice, Why::Opens)),
                Kind::Closes if choices.closing.is_some() => {
                    news.menus.extend(self.menu_news(notice, Why::Closes));
                }
                Kind::Security if choices.security => news.warnings.extend(self.warning_news(notice)),
                Kind::Remind => news.reminder = true,
                // A question that comes with the last mail could not be answered: the address it belongs to goes.
                Kind::FollowUp => news.follow_up = choices.follow_up && !last,
                Kind::New | Kind::Opens | Kind::Closes | Kind::Security => {}
            }
        }
        news.menus.sort_by_key(|menu| (menu.why, menu.near));
        Ok(news)
    }

    fn warning_news(&self, notice: &row::Model) -> Option<WarningNews<'_>> {
        let warning = self.warnings.get(&notice.subject)?;
        Some(WarningNews { title: &warning.title, text: &warning.body, url: &warning.url })
    }

    fn menu_news(&self, notice: &row::Model, why: Why) -> Option<MenuNews<'_>> {
        let menu = self.content.menu(&notice.subject)?;
        let standing = menu.reception.standing(japan_day(self.now));
        (standing.window != Window::Closed).then_some(MenuNews { menu, standing, why, near: notice.near })
    }
}
