//! The catalogue's tables: menus, cases, figures of the plans, each row a document.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::{Content, Sources};
use domain::menu::Menu;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable,
    PrimaryKeyToColumn, QueryFilter,
};
use serde_json::Value;

use super::super::StoreError;
use super::super::entity::{case_example, plan_record, support_menu};
use super::document::{self, Entry, canonical};
use super::records::OFFICER;

/// Rows of one statement; the widest table has ten columns.
const ROWS: usize = 1_000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
    /// Also those that only stand at another place now.
    pub unchanged: usize,
    /// Those of the unchanged that stand at another place now.
    pub moved: usize,
}

impl Changes {
    pub(super) fn any(&self) -> bool {
        self.added + self.changed + self.removed + self.moved > 0
    }
}

/// Rows of all menus, in order; by id, who those are from that are not from the content files.
pub(super) fn menu_rows(
    sources: &Sources,
    content: &Content,
    origins: &BTreeMap<String, String>,
) -> Vec<support_menu::Model> {
    let (_, entries) = document::split(&sources.menus, document::MENUS.list);
    let row = |(position, (menu, entry)): (i32, (&Menu, &Value))| support_menu::Model {
        id: menu.id().to_owned(),
        position,
        document: canonical(entry),
        name: menu.document.name.clone(),
        kind: menu.document.kind.as_str().to_owned(),
        provider_level: menu.document.provider_level.as_str().to_owned(),
        opens: menu.reception.rounds().iter().filter_map(|round| round.opens).min(),
        closes: menu.reception.rounds().iter().filter_map(|round| round.closes).max(),
        origin: origins.get(menu.id()).cloned(),
    };
    (0..).zip(content.menus.iter().zip(&entries)).map(row).collect()
}

pub(super) fn case_rows(sources: &Sources, content: &Content) -> Vec<case_example::Model> {
    let (_, entries) = document::split(&sources.cases, document::CASES.list);
    let rows = (0..).zip(content.cases.iter().zip(&entries));
    rows.map(|(position, (case, entry))| case_example::Model {
        id: case.id().to_owned(),
        position,
        document: canonical(entry),
    })
    .collect()
}

/// Rows of all figures of the plans, in order; `entered` are the ids of those that officers entered.
pub(super) fn record_rows(
    sources: &Sources,
    content: &Content,
    entered: &BTreeSet<String>,
) -> Vec<plan_record::Model> {
    let (_, entries) = document::split(&sources.indicators, document::INDICATORS.list);
    let rows = (0..).zip(content.plan_records.iter().zip(&entries));
    rows.map(|(position, (record, entry))| plan_record::Model {
        id: record.id.clone(),
        position,
        document: canonical(entry),
        origin: entered.contains(&record.id).then(|| OFFICER.to_owned()),
    })
    .collect()
}

/// Makes a table of the catalogue hold exactly these rows. Rows that stay are not touched: others may refer to them.
pub(super) async fn replace<E, C>(connection: &C, rows: Vec<E::Model>) -> Result<Changes, StoreError>
where
    E: EntityTrait,
    E::Model: Entry + PartialEq + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    C: ConnectionTrait,
{
    let mut before: BTreeMap<String, E::Model> = BTreeMap::new();
    for row in E::find().all(connection).await? {
        before.insert(row.id().to_owned(), row);
    }
    let (mut changes, mut written) = (Changes::default(), Vec::new());
    for row in rows {
        let old = before.remove(row.id());
        match &old {
            None => changes.added += 1,
            Some(old) if old.document() == row.document() => {
                changes.unchanged += 1;
                changes.moved += usize::from(old.position() != row.position());
            }
            Some(_) => changes.changed += 1,
        }
        if old.as_ref() != Some(&row) {
            written.push(row.into_active_model());
        }
    }
    changes.removed = before.len();
    remove::<E, _>(connection, before.into_keys().collect()).await?;
    write::<E, _>(connection, written).await?;
    Ok(changes)
}

async fn remove<E: EntityTrait, C: ConnectionTrait>(
    connection: &C,
    ids: Vec<String>,
) -> Result<(), StoreError> {
    let Some(key) = E::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column) else { return Ok(()) };
    for ids in ids.chunks(ROWS) {
        E::delete_many().filter(key.is_in(ids.to_vec())).exec(connection).await?;
    }
    Ok(())
}

pub(super) async fn write<E, C>(connection: &C, mut rows: Vec<E::ActiveModel>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    C: ConnectionTrait,
{
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS));
        let replace = OnConflict::columns(E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column))
            .update_columns(E::Column::iter())
            .to_owned();
        E::insert_many(rows).on_conflict(replace).exec_without_returning(connection).await?;
        rows = rest;
    }
    Ok(())
}
