//! Finding entries. What can be asked of an index is; words are looked for in a column that is folded when it is written,
//! among the entries that the rest has left over.

use app::backend::{Actor, AuditQuery};
use app::words::audit as words;
use chrono::NaiveDate;
use domain::search::{SearchText, Words};
use domain::window::japan_midnight;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::super::entity::audit_entry::{Column, Entity};
use super::super::{IDS, Store, StoreError};

/// Before a letter that would stand for others.
const ESCAPE: char = '!';

impl Store {
    /// The entries that are asked for, in no order.
    pub(super) async fn found(&self, query: &AuditQuery) -> Result<Select<Entity>, StoreError> {
        let mut found = Entity::find();
        if let Some(actor) = &query.actor {
            found = found.filter(Column::Actor.is_in(self.actors(actor).await?));
        }
        if let Some(action) = query.action {
            found = found.filter(Column::Action.eq(action.code()));
        }
        if let Some(subject) = &query.subject {
            let plain: String = subject.nfkc().collect();
            found = found.filter(Column::Subject.is_in([subject.trim(), plain.trim()]));
        }
        if let Some(from) = query.from {
            found = found.filter(Column::At.gte(japan_midnight(from)));
        }
        if let Some(after) = query.until.and_then(|until: NaiveDate| until.succ_opt()) {
            found = found.filter(Column::At.lt(japan_midnight(after)));
        }
        for word in query.words.as_deref().map(Words::of).unwrap_or_default().iter() {
            found = found.filter(Column::Folded.like(like(word.folded())));
        }
        Ok(found)
    }

    /// Codes of those who have this in their name, as the page shows it. They are few, and an index has them in order: no entry is read for it.
    async fn actors(&self, part: &str) -> Result<Vec<String>, StoreError> {
        let all = Entity::find().select_only().column(Column::Actor).distinct();
        let actors: Vec<String> = all.into_tuple().all(&self.reader).await?;
        let asked = Words::of(part);
        let named = |code: &String| {
            let name = Actor::parse(code).map_or_else(|| code.clone(), |actor| words::actor(&actor));
            let name = SearchText::of([name.as_str()]);
            asked.iter().all(|word| name.contains(word))
        };
        Ok(actors.into_iter().filter(named).take(IDS).collect())
    }
}

/// A part of a text.
fn like(part: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for letter in part.chars() {
        if matches!(letter, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(letter);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape(ESCAPE)
}

/// What words are looked for in: the subject, and all texts and numbers before and after.
pub(super) fn search_text(subject: &str, json: [&Option<String>; 2]) -> String {
    let mut parts = vec![subject.to_owned()];
    for text in json.into_iter().flatten() {
        match serde_json::from_str(text) {
            Ok(value) => leaves(&value, &mut parts),
            // It cannot be shown, but still be found.
            Err(_) => parts.push(text.clone()),
        }
    }
    SearchText::of(parts.iter().map(String::as_str)).as_str().to_owned()
}

fn leaves(value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => parts.push(text.clone()),
        Value::Bool(_) | Value::Number(_) => parts.push(value.to_string()),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, parts)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, parts)),
    }
}
