//! The audit log becomes a chain: each entry has a number without gaps and a hash over itself and the one before, and
//! neither is changed nor removed any more, not even by who writes SQL without much thought.
//!
//! Widening only: an older binary that still runs beside this one inserts entries without number and hash, as before. They
//! are linked by whoever writes the next entry, and when a server starts (`server/src/store/audit/chain.rs`). That is why
//! the columns may be empty, and why a trigger lets an entry be linked once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, text, text_null};
use sea_orm_migration::sea_orm::prelude::DateTimeUtc;
use sea_orm_migration::sea_orm::sea_query::{TableRef, ValueTuple};
use sea_orm_migration::sea_orm::{DbBackend, QueryResult};

use crate::audit_link::{Link, NOTHING};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let add = match column {
                "number" => big_integer_null(column),
                column => text_null(column),
            };
            manager.alter_table(Table::alter().table(ENTRY).add_column(add).take()).await?;
        }
        let last = link_all(manager).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        manager.create_table(head()).await?;
        let row = Query::insert()
            .into_table(HEAD)
            .columns(["id", "number", "hash"])
            .values_panic([1.into(), last.number.into(), last.hash.into()])
            .take();
        manager.execute(row).await?;
        guard(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        unguard(manager).await?;
        manager.drop_table(Table::drop().table(HEAD).take()).await?;
        for index in INDEXES {
            manager.drop_index(Index::drop().name(index).table(ENTRY).to_owned()).await?;
        }
        for column in COLUMNS {
            manager.alter_table(Table::alter().table(ENTRY).drop_column(column).take()).await?;
        }
        Ok(())
    }
}

const ENTRY: &str = "audit_entry";
const HEAD: &str = "audit_head";
/// `folded`: what is searched for words; it follows from the rest, is filled in later where it is missing, and is no part
/// of the chain.
const COLUMNS: [&str; 3] = ["number", "hash", "folded"];
const INDEXES: [&str; 4] =
    ["audit_entry_number", "audit_entry_actor", "audit_entry_unlinked", "audit_entry_unfolded"];

/// One row: number and hash of the last entry.
fn head() -> TableCreateStatement {
    Table::create()
        .table(HEAD)
        .col(integer("id").primary_key())
        .col(big_integer("number"))
        .col(text("hash"))
        .take()
}

/// The last two are nearly always empty.
fn indexes() -> [IndexCreateStatement; 4] {
    let [number, actor, unlinked, unfolded] =
        INDEXES.map(|name| Index::create().name(name).table(ENTRY).take());
    let without = |column: &'static str| Expr::col(column).is_null();
    [
        number.clone().col("number").unique().take(),
        actor.clone().col("actor").col("id").take(),
        unlinked.clone().col("id").and_where(without("number")).take(),
        unfolded.clone().col("id").and_where(without("folded")).take(),
    ]
}

/// Entries that are linked at once.
const BATCH: u64 = 500;

/// The end of the chain so far.
struct Last {
    id: i64,
    number: i64,
    hash: String,
}

/// Links the entries that there are, in the order in which they were written.
async fn link_all(manager: &SchemaManager<'_>) -> Result<Last, DbErr> {
    let mut last = Last { id: 0, number: 0, hash: NOTHING.to_owned() };
    loop {
        let rows = manager.get_connection().query_all(&after(last.id)).await?;
        if rows.is_empty() {
            return Ok(last);
        }
        let mut links = Vec::with_capacity(rows.len());
        for row in &rows {
            last = next(row, &last)?;
            links.push((last.id, last.number, last.hash.clone()));
        }
        manager.execute(linked(links)).await?;
    }
}

fn after(id: i64) -> SelectStatement {
    Query::select()
        .columns(["id", "at", "actor", "action", "subject", "before", "after"])
        .from(ENTRY)
        .and_where(Expr::col("id").gt(id))
        .order_by("id", Order::Asc)
        .limit(BATCH)
        .take()
}

fn next(row: &QueryResult, last: &Last) -> Result<Last, DbErr> {
    let at: DateTimeUtc = row.try_get_by("at")?;
    let [actor, action, subject] =
        ["actor", "action", "subject"].map(|column| row.try_get_by::<String, _>(column));
    let [before, after] = ["before", "after"].map(|column| row.try_get_by::<Option<String>, _>(column));
    let (before, after) = (before?, after?);
    let number = last.number + 1;
    let link = Link {
        number,
        at: at.timestamp_micros(),
        actor: &actor?,
        action: &action?,
        subject: &subject?,
        before: before.as_deref(),
        after: after.as_deref(),
    };
    Ok(Last { id: row.try_get_by("id")?, number, hash: link.hash(&last.hash) })
}

/// Both databases call the columns of a list of values `column1` and so on.
fn linked(links: Vec<(i64, i64, String)>) -> UpdateStatement {
    let links: Vec<ValueTuple> = links.into_iter().map(IntoValueTuple::into_value_tuple).collect();
    Query::update()
        .table(ENTRY)
        .from(TableRef::ValuesList(links, "link".into_iden()))
        .value("number", Expr::col(("link", "column2")))
        .value("hash", Expr::col(("link", "column3")))
        .and_where(Expr::col((ENTRY, "id")).equals(("link", "column1")))
        .take()
}

/// An entry may be linked once, and what is searched may be filled in; nothing else of it ever changes.
const CHANGED: &str = r#"OLD."hash" IS DISTINCT FROM NEW."hash" AND OLD."hash" IS NOT NULL
    OR OLD."number" IS DISTINCT FROM NEW."number" AND OLD."number" IS NOT NULL
    OR OLD."id" IS DISTINCT FROM NEW."id" OR OLD."at" IS DISTINCT FROM NEW."at"
    OR OLD."actor" IS DISTINCT FROM NEW."actor" OR OLD."action" IS DISTINCT FROM NEW."action"
    OR OLD."subject" IS DISTINCT FROM NEW."subject" OR OLD."before" IS DISTINCT FROM NEW."before"
    OR OLD."after" IS DISTINCT FROM NEW."after""#;
/// The head moves on, and never back.
const BACK: &str = r#"NEW."id" IS DISTINCT FROM OLD."id" OR NEW."number" <= OLD."number""#;
/// What is said to who tries.
const REFUSAL: &str = "the audit log is only ever added to";

/// Triggers are the one thing that no builder makes.
async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => postgres_guards(),
        _ => sqlite_guards(),
    };
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

async fn unguard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
    for (name, table) in guards(is_postgres) {
        let on = if is_postgres { format!(" ON {table}") } else { String::new() };
        manager.get_connection().execute_unprepared(&format!("DROP TRIGGER {name}{on}")).await?;
    }
    if is_postgres {
        manager.get_connection().execute_unprepared("DROP FUNCTION audit_refuse()").await?;
    }
    Ok(())
}

/// Names of the triggers, and their tables.
fn guards(is_postgres: bool) -> Vec<(&'static str, &'static str)> {
    let mut guards = vec![
        ("audit_entry_stays", ENTRY),
        ("audit_entry_remains", ENTRY),
        ("audit_head_goes_on", HEAD),
        ("audit_head_remains", HEAD),
    ];
    // One empties a whole table past the triggers of rows, the other replaces rows past them.
    guards.extend(if is_postgres {
        vec![("audit_entry_is_not_emptied", ENTRY), ("audit_head_is_not_emptied", HEAD)]
    } else {
        vec![("audit_entry_is_not_replaced", ENTRY), ("audit_head_is_not_replaced", HEAD)]
    });
    guards
}

fn postgres_guards() -> Vec<String> {
    let rows = |name, when, table, condition: &str| {
        format!(
            "CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION audit_refuse()"
        )
    };
    let emptied = |name, table| {
        format!(
            "CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
    };
    vec![
        format!(
            "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        ),
        rows("audit_entry_stays", "UPDATE", ENTRY, &format!("WHEN ({CHANGED})")),
        rows("audit_entry_remains", "DELETE", ENTRY, ""),
        rows("audit_head_goes_on", "UPDATE", HEAD, &format!("WHEN ({BACK})")),
        rows("audit_head_remains", "DELETE", HEAD, ""),
        emptied("audit_entry_is_not_emptied", ENTRY),
        emptied("audit_head_is_not_emptied", HEAD),
    ]
}

/// `INSERT OR REPLACE` takes a row away without asking the triggers of `DELETE`, so it is refused before it begins.
fn sqlite_guards() -> Vec<String> {
    let rows = |name, when, table, condition: &str| {
        format!(
            "CREATE TRIGGER {name} BEFORE {when} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    };
    let there = |table, same: &str| format!("WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})");
    vec![
        rows("audit_entry_stays", "UPDATE", ENTRY, &format!("WHEN {CHANGED}")),
        rows("audit_entry_remains", "DELETE", ENTRY, ""),
        rows("audit_head_goes_on", "UPDATE", HEAD, &format!("WHEN {BACK}")),
        rows("audit_head_remains", "DELETE", HEAD, ""),
        rows(
            "audit_entry_is_not_replaced",
            "INSERT",
            ENTRY,
            &there(ENTRY, r#""id" = NEW."id" OR "number" = NEW."number""#),
        ),
        rows("audit_head_is_not_replaced", "INSERT", HEAD, &there(HEAD, r#""id" = NEW."id""#)),
    ]
}
