//! What a database holds, as one number for each table: for seeing that something has changed nothing.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::TestDatabase;

/// Tries are counted, refused or not.
const LEFT_OUT: &str = "attempt";
/// When a session was last used: by a request that is refused as by another.
const SEEN: &str = "seen_at";

/// Tables by their names.
pub type Fingerprint = BTreeMap<String, u64>;

impl TestDatabase {
    /// All rows of all tables but the counts of tries, and all but when sessions were last used.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn fingerprint(&self) -> Fingerprint {
        let connection = self.connection().await;
        let mut found = Fingerprint::new();
        for table in tables(&connection).await {
            let mut rows = texts(&connection, &rows_of(&connection, &table).await).await;
            rows.sort_unstable();
            let mut hasher = DefaultHasher::new();
            rows.hash(&mut hasher);
            found.insert(table, hasher.finish());
        }
        connection.close().await.expect("the connection ends");
        found
    }
}

/// The first column of what is asked for.
#[expect(
    clippy::disallowed_methods,
    reason = "what is asked of any table is asked of none that the query builder knows"
)]
async fn texts(connection: &DatabaseConnection, query: &str) -> Vec<String> {
    let statement = Statement::from_string(connection.get_database_backend(), query);
    let rows = connection.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{query}: {error}"));
    rows.into_iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

async fn tables(connection: &DatabaseConnection) -> Vec<String> {
    let mut tables = texts(
        connection,
        match connection.get_database_backend() {
            DbBackend::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        },
    )
    .await;
    tables.retain(|table| table != LEFT_OUT);
    tables
}

/// What gives each row of a table as a text.
async fn rows_of(connection: &DatabaseConnection, table: &str) -> String {
    if connection.get_database_backend() != DbBackend::Sqlite {
        return format!("SELECT (to_jsonb(t) - '{SEEN}')::text FROM \"{table}\" t");
    }
    let columns = texts(connection, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
    let quoted = columns.iter().filter(|column| *column != SEEN).map(|name| format!("quote(\"{name}\")"));
    format!("SELECT {} FROM \"{table}\"", quoted.collect::<Vec<_>>().join(" || ',' || "))
}
