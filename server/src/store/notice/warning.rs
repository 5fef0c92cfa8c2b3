//! Warnings about information security, as officers publish them.

use app::backend::{Action, NewWarning, WARNINGS, Warning};
use chrono::{DateTime, Utc};
use domain::window::japan_day;
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    TryInsertResult,
};
use serde_json::json;

use super::super::audit::{self, Act};
use super::super::entity::security_warning::{ActiveModel, Column, Entity, Model};
use super::super::{Store, StoreError};
use crate::checksum::sha256_hex;

impl Store {
    /// In a form that is sent twice, the second is none.
    pub(in super::super) async fn put_warning(&self, new: &NewWarning) -> Result<(), StoreError> {
        let NewWarning { title, text, url, divisions } = new;
        let after = json!({ "title": title, "text": text, "url": url, "divisions": divisions });
        let now = self.now();
        let seal = sha256_hex(format!("{}:{after}", japan_day(now)).as_bytes());
        let row = ActiveModel {
            id: ActiveValue::NotSet,
            title: ActiveValue::Set(title.clone()),
            body: ActiveValue::Set(text.clone()),
            url: ActiveValue::Set(url.clone()),
            divisions: ActiveValue::Set(json!(divisions).to_string()),
            seal: ActiveValue::Set(seal),
            published_at: ActiveValue::Set(now),
            found_at: ActiveValue::Set(None),
        };
        let transaction = self.begin().await?;
        let inserted =
            Entity::insert(row).on_conflict_do_nothing_on([Column::Seal]).exec(&transaction).await?;
        if let TryInsertResult::Inserted(new) = inserted {
            let (subject, action) = (new.last_insert_id.to_string(), Action::PublishWarning);
            let act =
                Act { actor: &self.actor, action, subject: &subject, before: None, after: Some(&after) };
            audit::record(&transaction, now, act);
        }
        Ok(transaction.commit().await?)
    }

    pub(in super::super) async fn latest_warnings(&self) -> Result<Vec<Warning>, StoreError> {
        let rows = Entity::find().order_by_desc(Column::Id).limit(WARNINGS).all(&self.reader).await?;
        let warning = |row: Model| {
            let divisions = divisions(&row)?;
            let Model { title, body: text, url, published_at, .. } = row;
            Ok(Warning { title, text, url, divisions, published_at })
        };
        rows.into_iter().map(warning).collect()
    }

    /// Those of which nobody has looked yet whom they concern.
    pub(super) async fn warnings_to_tell(&self) -> Result<Vec<Model>, StoreError> {
        let waiting = Entity::find().filter(Column::FoundAt.is_null()).order_by_asc(Column::Id);
        Ok(waiting.all(&self.reader).await?)
    }

    /// How many a warning for these divisions would be sent to.
    pub(in super::super) async fn count_warned(&self, divisions: &[String]) -> Result<u64, StoreError> {
        let warning = Model {
            // No row has it.
            id: 0,
            title: String::new(),
            body: String::new(),
            url: String::new(),
            divisions: json!(divisions).to_string(),
            seal: String::new(),
            published_at: self.now(),
            found_at: None,
        };
        self.count_concerned(&[], &[warning]).await
    }
}

/// It was looked whom these concern.
pub(super) async fn mark_told<C: ConnectionTrait>(
    transaction: &C,
    warnings: &[Model],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if warnings.is_empty() {
        return Ok(());
    }
    let change = ActiveModel { found_at: ActiveValue::Set(Some(now)), ..Default::default() };
    let ids = warnings.iter().map(|warning| warning.id);
    Entity::update_many().set(change).filter(Column::Id.is_in(ids)).exec(transaction).await?;
    Ok(())
}

/// The divisions that a warning names; none: all.
pub(super) fn divisions(warning: &Model) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(&warning.divisions).map_err(|_| StoreError::unreadable("security warning"))
}
