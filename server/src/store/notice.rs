//! What happens to menus, and who is told: found once for every change of the catalogue and every day, in steps that may
//! be repeated. Nobody is told twice: a notice is a row whose key is the subscription and the occasion.
//!
//! Looking is done without a transaction; notices are written in short ones, so that whoever submits waits for one of them
//! at most. Only when all are written does the state say so: whatever breaks off before is done again.

mod mailing;
mod subscribers;
mod warning;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::content::Content;
use domain::menu::Menu;
use domain::notice::{self, Happening, Occasion, Told};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, TryInsertResult,
};

use super::entity::{announced_menu, notice as row, notice_state as state, security_warning, subscription};
use super::subscription::{ACTIVE, without_reminder};
use super::{IDS, MAX_VALUES, Store, StoreError};
use subscribers::Concerned;

pub use mailing::Mailed;

/// The one row of the state.
const STATE: i32 = 1;
/// Notices of one transaction.
const BATCH: usize = 500;

/// What a notice is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    New,
    Opens,
    Closes,
    Security,
    Remind,
    FollowUp,
}

impl Kind {
    const ALL: [Kind; 6] =
        [Kind::New, Kind::Opens, Kind::Closes, Kind::Security, Kind::Remind, Kind::FollowUp];

    /// As it is stored.
    fn code(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Opens => "opens",
            Kind::Closes => "closes",
            Kind::Security => "security",
            Kind::Remind => "remind",
            Kind::FollowUp => "follow-up",
        }
    }

    fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    fn of(happening: Happening) -> Kind {
        match happening {
            Happening::New => Kind::New,
            Happening::Opens(_) => Kind::Opens,
            Happening::Closes { .. } => Kind::Closes,
        }
    }
}

/// What is to be looked at: the content of a revision, on a day.
#[derive(Debug)]
pub struct NoticePlan {
    revision: i64,
    day: NaiveDate,
    content: Arc<Content>,
    announced: BTreeSet<String>,
    /// The day up to which it was looked before.
    until: NaiveDate,
    warnings: Vec<security_warning::Model>,
}

impl NoticePlan {
    fn occasions(&self) -> Vec<Occasion<'_>> {
        let told = Told { announced: &self.announced, until: self.until };
        notice::occasions(&self.content.menus, told, self.day)
    }

    /// Menus that are no news once all are told.
    fn news(&self) -> impl Iterator<Item = &str> {
        self.content.menus.iter().map(Menu::id).filter(|menu| !self.announced.contains(*menu))
    }

    /// When somebody is told for whom nothing else has come first.
    fn due(&self, weekly: bool, now: DateTime<Utc>) -> DateTime<Utc> {
        let day_begins = self.until < self.day;
        if weekly { notice::morning(notice::digest_day(self.day, day_begins)) } else { now }
    }
}

/// Something that a subscriber is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    subscription: i64,
    occasion: String,
    kind: Kind,
    subject: String,
    near: bool,
    due_at: DateTime<Utc>,
}

impl Store {
    /// Looks what has happened and writes down who is to be told; says how many notices were new. To be called every
    /// few seconds: without a change two rows are read.
    ///
    /// # Errors
    /// When the database does not answer; what was written stays, and the rest is found again.
    pub async fn find_notices(&self) -> Result<u64, StoreError> {
        let Some(plan) = self.plan_notices().await? else { return Ok(0) };
        let notices = self.who_is_told(&plan).await?;
        let written = self.write_notices(&notices).await?;
        self.finish_notices(&plan).await?;
        Ok(written)
    }

    /// The first step: what is to be looked at; none if nothing has changed. The first time that anybody looks, all that
    /// is published is no news.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn plan_notices(&self) -> Result<Option<NoticePlan>, StoreError> {
        self.refresh_content().await?;
        let (revision, content) = self.published.as_of();
        if revision == 0 {
            return Ok(None);
        }
        let day = notice::day(self.now());
        let Some(before) = state::Entity::find_by_id(STATE).one(&self.reader).await? else {
            self.begin_notices(revision, &content, day).await?;
            return Ok(None);
        };
        let warnings = self.warnings_to_tell().await?;
        let nothing_new = before.revision >= revision && before.day >= day && warnings.is_empty();
        // Who has newer content looks for all of us.
        if nothing_new || before.revision > revision {
            return Ok(None);
        }
        let (announced, until) = (self.announced().await?, before.day);
        Ok(Some(NoticePlan { revision, day: day.max(until), content, announced, until, warnings }))
    }

    /// The second step, which writes nothing: who is to be told what, one subscriber after the other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn who_is_told(&self, plan: &NoticePlan) -> Result<Vec<NewNotice>, StoreError> {
        let concerned = self.concerned(&plan.occasions(), &plan.warnings).await?;
        let now = self.now();
        let mut notices: Vec<NewNotice> = concerned
            .into_iter()
            .map(|Concerned { subscription, weekly, occasion, kind, subject, near }| NewNotice {
                subscription,
                occasion,
                kind,
                subject,
                near,
                due_at: plan.due(weekly, now),
            })
            .collect();
        for kind in [Kind::Remind, Kind::FollowUp] {
            notices.extend(self.come_due(kind, plan.day).await?);
        }
        notices.sort_by(|a, b| (a.subscription, &a.occasion).cmp(&(b.subscription, &b.occasion)));
        Ok(notices)
    }

    /// The third step: writes down who is to be told, some at a time and all of one subscriber at once. Who has ended the
    /// subscription meanwhile is left out, and what is there already stays as it is. Says how many were new.
    ///
    /// # Errors
    /// When the database does not answer; what was written before stays.
    pub async fn write_notices(&self, notices: &[NewNotice]) -> Result<u64, StoreError> {
        let mut written = 0;
        let mut batch: Vec<&NewNotice> = Vec::new();
        for of_one in notices.chunk_by(|one, next| one.subscription == next.subscription) {
            if batch.len() + of_one.len() > BATCH && !batch.is_empty() {
                written += self.write_batch(&batch).await?;
                batch.clear();
            }
            batch.extend(of_one);
        }
        Ok(written + self.write_batch(&batch).await?)
    }

    async fn write_batch(&self, batch: &[&NewNotice]) -> Result<u64, StoreError> {
        if batch.is_empty() {
            return Ok(0);
        }
        let (transaction, now) = (self.begin().await?, self.now());
        let wanted: BTreeSet<i64> = batch.iter().map(|notice| notice.subscription).collect();
        let there: Vec<i64> = subscription::Entity::find()
            .select_only()
            .column(subscription::Column::Id)
            .filter(subscription::Column::Id.is_in(wanted))
            .filter(subscription::Column::State.eq(ACTIVE))
            .order_by_asc(subscription::Column::Id)
            .lock_shared()
            .into_tuple()
            .all(&transaction)
            .await?;
        let there: BTreeSet<i64> = there.into_iter().collect();
        let rows: Vec<row::ActiveModel> = batch
            .iter()
            .filter(|notice| there.contains(&notice.subscription))
            .map(|notice| notice.row(now))
            .collect();
        let mut written = 0;
        // Eight values each.
        for part in rows.chunks(MAX_VALUES / 8) {
            written += row::Entity::insert_many(part.to_vec())
                .on_conflict_do_nothing_on([row::Column::SubscriptionId, row::Column::Occasion])
                .exec_without_returning(&transaction)
                .await
                .map(inserted)?;
        }
        transaction.commit().await?;
        Ok(written)
    }

    /// The last step: what was looked at need not be looked at again.
    ///
    /// # Errors
    /// When the database does not answer; then it is looked at again, which tells nobody twice.
    pub async fn finish_notices(&self, plan: &NoticePlan) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        announce(&transaction, plan.news()).await?;
        let reminded = subscription::Entity::find()
            .filter(subscription::Column::RemindAt.lte(plan.day))
            .filter(subscription::Column::State.eq(ACTIVE))
            .order_by_asc(subscription::Column::Id)
            .lock_exclusive();
        for row in reminded.all(&transaction).await? {
            without_reminder(&transaction, row).await?;
        }
        let asked = subscription::ActiveModel { follow_up_at: ActiveValue::Set(None), ..Default::default() };
        subscription::Entity::update_many()
            .set(asked)
            .filter(subscription::Column::FollowUpAt.lte(plan.day))
            .exec(&transaction)
            .await?;
        warning::mark_told(&transaction, &plan.warnings, self.now()).await?;
        let change = state::ActiveModel {
            id: ActiveValue::NotSet,
            revision: ActiveValue::Set(plan.revision),
            day: ActiveValue::Set(plan.day),
        };
        // Others may have come further meanwhile.
        state::Entity::update_many()
            .set(change)
            .filter(state::Column::Revision.lte(plan.revision))
            .filter(state::Column::Day.lte(plan.day))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn begin_notices(
        &self,
        revision: i64,
        content: &Content,
        day: NaiveDate,
    ) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        announce(&transaction, content.menus.iter().map(Menu::id)).await?;
        state::Entity::insert(state::Model { id: STATE, revision, day }.into_active_model())
            .on_conflict_do_nothing_on([state::Column::Id])
            .exec_without_returning(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn announced(&self) -> Result<BTreeSet<String>, StoreError> {
        let menus = announced_menu::Entity::find().all(&self.reader).await?;
        Ok(menus.into_iter().map(|menu| menu.menu_id).collect())
    }

    /// Those who are to be reminded, or asked what became of the support, on a day that has come.
    async fn come_due(&self, kind: Kind, day: NaiveDate) -> Result<Vec<NewNotice>, StoreError> {
        let column = match kind {
            Kind::FollowUp => subscription::Column::FollowUpAt,
            _ => subscription::Column::RemindAt,
        };
        let due: Vec<(i64, NaiveDate)> = subscription::Entity::find()
            .select_only()
            .columns([subscription::Column::Id, column])
            .filter(column.lte(day))
            .filter(subscription::Column::State.eq(ACTIVE))
            .into_tuple()
            .all(&self.reader)
            .await?;
        let now = self.now();
        let notice = |(subscription, on): (i64, NaiveDate)| NewNotice {
            subscription,
            occasion: format!("{}:{on}", kind.code()),
            kind,
            subject: on.to_string(),
            near: false,
            due_at: now,
        };
        Ok(due.into_iter().map(notice).collect())
    }

    /// How many would be told if a menu were published now, by the same steps.
    pub(super) async fn count_told(&self, menu: &Menu) -> Result<u64, StoreError> {
        let day = notice::day(self.now());
        let (announced, until) = match state::Entity::find_by_id(STATE).one(&self.reader).await? {
            Some(before) => (self.announced().await?, before.day),
            None => (self.published.current().menus.iter().map(|menu| menu.id().to_owned()).collect(), day),
        };
        let occasions = notice::occasions([menu], Told { announced: &announced, until }, day);
        self.count_concerned(&occasions, &[]).await
    }

    /// Subscribers, without those who have been told the same.
    async fn count_concerned(
        &self,
        occasions: &[Occasion<'_>],
        warnings: &[security_warning::Model],
    ) -> Result<u64, StoreError> {
        let concerned = self.concerned(occasions, warnings).await?;
        let mut by_occasion: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        for one in concerned {
            by_occasion.entry(one.occasion).or_default().insert(one.subscription);
        }
        let mut told = BTreeSet::new();
        for (occasion, mut subscriptions) in by_occasion {
            let before: Vec<i64> = row::Entity::find()
                .select_only()
                .column(row::Column::SubscriptionId)
                .filter(row::Column::Occasion.eq(occasion))
                .into_tuple()
                .all(&self.reader)
                .await?;
            before.iter().for_each(|subscription| _ = subscriptions.remove(subscription));
            told.extend(subscriptions);
        }
        Ok(told.len() as u64)
    }
}

impl NewNotice {
    fn row(&self, now: DateTime<Utc>) -> row::ActiveModel {
        row::Model {
            subscription_id: self.subscription,
            occasion: self.occasion.clone(),
            kind: self.kind.code().to_owned(),
            subject: self.subject.clone(),
            near: self.near,
            found_at: now,
            due_at: self.due_at,
            settled_at: None,
        }
        .into_active_model()
    }
}

/// How many rows were not there yet.
fn inserted(result: TryInsertResult<u64>) -> u64 {
    match result {
        TryInsertResult::Inserted(rows) => rows,
        TryInsertResult::Conflicted | TryInsertResult::Empty => 0,
    }
}

/// Menus that are no news from now on.
async fn announce<'a, C: ConnectionTrait>(
    transaction: &C,
    menus: impl Iterator<Item = &'a str>,
) -> Result<(), StoreError> {
    let rows: Vec<announced_menu::ActiveModel> = menus
        .map(|menu| announced_menu::ActiveModel { menu_id: ActiveValue::Set(menu.to_owned()) })
        .collect();
    for part in rows.chunks(IDS) {
        announced_menu::Entity::insert_many(part.to_vec())
            .on_conflict_do_nothing_on([announced_menu::Column::MenuId])
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// What waits for the next weekly mail waits no longer.
pub(super) async fn let_go_at_once<C: ConnectionTrait>(
    transaction: &C,
    subscription: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let change = row::ActiveModel { due_at: ActiveValue::Set(now), ..Default::default() };
    row::Entity::update_many()
        .set(change)
        .filter(row::Column::SubscriptionId.eq(subscription))
        .filter(row::Column::SettledAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}
