//! How the databases are opened.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use super::StoreError;

/// How long a write waits for another process that is writing to the same SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a request waits for a free connection before it is told to come back.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(15);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Opens what is read from and what is written to; with PostgreSQL they are one pool.
pub(super) async fn open(url: &str) -> Result<(DatabaseConnection, DatabaseConnection), StoreError> {
    if url.starts_with("sqlite:") {
        let writer = connect(url, sqlite_writer(url)).await?;
        Ok((connect(url, sqlite_readers(url)).await?, writer))
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let pool = connect(url, options(url, POSTGRES_CONNECTIONS)).await?;
        Ok((pool.clone(), pool))
    } else {
        Err(StoreError::UnsupportedUrl)
    }
}

/// A transaction that may write from its first statement on. (PostgreSQL has no modes and takes it as it is.)
pub(super) async fn begin(writer: &DatabaseConnection) -> Result<DatabaseTransaction, StoreError> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    Ok(writer.begin_with_options(options).await?)
}

/// The address may hold a password: it stays out of the message.
async fn connect(url: &str, options: ConnectOptions) -> Result<DatabaseConnection, StoreError> {
    let opened = Database::connect(options).await;
    opened.map_err(|error| StoreError::Connect(error.to_string().replace(url, "…")))
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT).sqlx_logging(false);
    options
}

/// One connection: writes take turns here, in the order in which they came, instead of polling for the file's lock.
fn sqlite_writer(url: &str) -> ConnectOptions {
    let mut options = options(url, 1);
    options.test_before_acquire(false).max_lifetime(None).idle_timeout(None);
    options.map_sqlx_sqlite_opts(|sqlite| durable(sqlite).journal_mode(SqliteJournalMode::Wal));
    options
}

/// Readers never wait for the writer, and cannot write.
fn sqlite_readers(url: &str) -> ConnectOptions {
    let mut options = options(url, SQLITE_READERS);
    options.test_before_acquire(false).max_lifetime(None).idle_timeout(None);
    options.map_sqlx_sqlite_opts(|sqlite| durable(sqlite).pragma("query_only", "ON"));
    options
}

/// A commit is on the disk when it returns.
fn durable(sqlite: SqliteConnectOptions) -> SqliteConnectOptions {
    sqlite
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("cache_size", "-16000")
}
