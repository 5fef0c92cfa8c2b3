//! What businesses tell afterwards: what became of support, and words on results.

use std::collections::BTreeMap;

use app::backend::{
    COMMENT_PAGE, Comment, DiagnosisKey, Earlier, Said, SoFar, Teller, Tellings, Told, ToldByAll, Unavailable,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::application::{Application, Hindrance};
use domain::search::Page;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::diagnosis::{Opened, by_owner, locked_by_owner};
use super::entity::{application, comment};
use super::subscription::by_token;
use super::{Store, StoreError};

/// How many said the same of one menu.
#[derive(FromQueryResult)]
struct Group {
    menu_id: String,
    application: String,
    hindrance: Option<String>,
    amount: i64,
}

impl Store {
    async fn told_so_far(&self, teller: &Teller) -> Result<Option<SoFar>, StoreError> {
        let Some((business, asked_by)) = self.asked_by(teller).await? else { return Ok(None) };
        let rows = application::Entity::find()
            .filter(application::Column::BusinessId.eq(business))
            .order_by_asc(application::Column::ToldAt)
            .order_by_asc(application::Column::MenuId);
        let told = rows.all(&self.reader).await?.into_iter().map(told);
        Ok(Some(SoFar { asked_by, told: told.collect::<Result<_, _>>()? }))
    }

    /// The business, and the answers by which it is asked. A key shows what it opens, not what its business has submitted
    /// since, perhaps by somebody else; an adviser's shows nothing: no consent covers what the business has told.
    async fn asked_by(&self, teller: &Teller) -> Result<Option<(i64, Earlier)>, StoreError> {
        let (business, asked_by) = match teller {
            Teller::Diagnosis(key) => {
                let Some(Opened { row, .. }) = by_owner(&self.reader, key, self.now()).await? else {
                    return Ok(None);
                };
                (row.business_id, self.as_earlier(row).await?)
            }
            Teller::Subscriber(token) => {
                let Some(row) = by_token(token).one(&self.reader).await? else { return Ok(None) };
                (row.business_id, self.latest_of(row.business_id).await?)
            }
        };
        Ok(asked_by.map(|earlier| (business, earlier)))
    }

    async fn keep_told(&self, teller: &Teller, told: &Told) -> Result<Said, StoreError> {
        let transaction = self.begin().await?;
        let Some(business_id) = business(&transaction, teller, self.now()).await? else {
            return Ok(Said::NotFound);
        };
        let new = application::Model {
            business_id,
            menu_id: told.menu.clone(),
            application: told.application.code().to_owned(),
            hindrance: told.hindrance.map(|hindrance| hindrance.code().to_owned()),
            told_at: self.now(),
        };
        let replace = OnConflict::columns([application::Column::BusinessId, application::Column::MenuId])
            .update_columns([
                application::Column::Application,
                application::Column::Hindrance,
                application::Column::ToldAt,
            ])
            .to_owned();
        application::Entity::insert(new.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(Said::Stored)
    }

    /// Made-up businesses tell nothing: nobody has their keys.
    async fn all_told(&self) -> Result<ToldByAll, StoreError> {
        let groups: Vec<Group> = application::Entity::find()
            .select_only()
            .columns([
                application::Column::MenuId,
                application::Column::Application,
                application::Column::Hindrance,
            ])
            .column_as(application::Column::BusinessId.count(), "amount")
            .group_by(application::Column::MenuId)
            .group_by(application::Column::Application)
            .group_by(application::Column::Hindrance)
            .into_model()
            .all(&self.reader)
            .await?;
        let (mut by_menu, mut hindrances) = (BTreeMap::<String, Vec<_>>::new(), BTreeMap::new());
        for group in groups {
            let amount = group.amount.unsigned_abs();
            let application = read(&group.application, Application::parse)?;
            by_menu.entry(group.menu_id).or_default().push((application, amount));
            if let Some(code) = &group.hindrance {
                *hindrances.entry(read(code, Hindrance::parse)?).or_default() += amount;
            }
        }
        let by_menu = by_menu.into_iter().map(|(menu, counts)| (menu, counts.into_iter().collect()));
        Ok(ToldByAll { by_menu: by_menu.collect(), hindrances })
    }

    async fn keep_comment(&self, key: &DiagnosisKey, text: &str) -> Result<Said, StoreError> {
        let transaction = self.begin().await?;
        let found = locked_by_owner(&transaction, key, self.now()).await?;
        let Some(row) = found.filter(|row| row.submitted_at.is_some()) else { return Ok(Said::NotFound) };
        if text.is_empty() {
            comment::Entity::delete_by_id(row.id).exec(&transaction).await?;
        } else {
            let new = comment::Model { diagnosis_id: row.id, text: text.to_owned(), written_at: self.now() };
            let replace = OnConflict::column(comment::Column::DiagnosisId)
                .update_columns([comment::Column::Text, comment::Column::WrittenAt])
                .to_owned();
            comment::Entity::insert(new.into_active_model())
                .on_conflict(replace)
                .exec_without_returning(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(Said::Stored)
    }

    async fn comment_of(&self, key: &DiagnosisKey) -> Result<Option<String>, StoreError> {
        let Some(opened) = by_owner(&self.reader, key, self.now()).await? else { return Ok(None) };
        Ok(comment::Entity::find_by_id(opened.row.id).one(&self.reader).await?.map(|comment| comment.text))
    }

    async fn all_comments(&self, page: usize) -> Result<Page<Comment>, StoreError> {
        let total = comment::Entity::find().count(&self.reader).await?;
        let mut page = Page::empty(usize::try_from(total).unwrap_or(usize::MAX), page, COMMENT_PAGE);
        let rows = comment::Entity::find()
            .order_by_desc(comment::Column::WrittenAt)
            .order_by_desc(comment::Column::DiagnosisId)
            .offset(page.before() as u64)
            .limit(page.size as u64)
            .all(&self.reader)
            .await?;
        let comment = |row: comment::Model| Comment { text: row.text, written_at: row.written_at };
        page.items = rows.into_iter().map(comment).collect();
        Ok(page)
    }
}

/// Who tells.
async fn business<C: ConnectionTrait>(
    connection: &C,
    teller: &Teller,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    Ok(match teller {
        Teller::Diagnosis(key) => {
            let found = by_owner(connection, key, now).await?.map(|opened| opened.row);
            found.filter(|row| row.submitted_at.is_some()).map(|row| row.business_id)
        }
        Teller::Subscriber(token) => by_token(token).one(connection).await?.map(|row| row.business_id),
    })
}

fn told(row: application::Model) -> Result<Told, StoreError> {
    let hindrance = row.hindrance.as_deref().map(|code| read(code, Hindrance::parse)).transpose()?;
    Ok(Told { menu: row.menu_id, application: read(&row.application, Application::parse)?, hindrance })
}

fn read<T>(code: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(code).ok_or_else(|| StoreError::unreadable("application"))
}

#[async_trait]
impl Tellings for Store {
    async fn told(&self, teller: &Teller) -> Result<Option<SoFar>, Unavailable> {
        Ok(self.told_so_far(teller).await?)
    }

    async fn tell(&self, teller: &Teller, told: &Told) -> Result<Said, Unavailable> {
        Ok(self.keep_told(teller, told).await?)
    }

    async fn told_by_all(&self) -> Result<ToldByAll, Unavailable> {
        Ok(self.all_told().await?)
    }

    async fn comment(&self, key: &DiagnosisKey, text: &str) -> Result<Said, Unavailable> {
        Ok(self.keep_comment(key, text).await?)
    }

    async fn own_comment(&self, key: &DiagnosisKey) -> Result<Option<String>, Unavailable> {
        Ok(self.comment_of(key).await?)
    }

    async fn comments(&self, page: usize) -> Result<Page<Comment>, Unavailable> {
        Ok(self.all_comments(page).await?)
    }
}
