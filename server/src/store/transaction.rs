//! A transaction of the store. What it does for somebody is written down with its last breath: entries of the audit log
//! are gathered by [`Transaction::note`] and go in just before the commit.

use std::sync::{Mutex, PoisonError};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::audit::{NewEntry, chain};

/// Ends without a trace unless it is committed.
pub(super) struct Transaction {
    inner: DatabaseTransaction,
    noted: Mutex<Vec<NewEntry>>,
}

impl Transaction {
    pub(super) fn new(inner: DatabaseTransaction) -> Transaction {
        Transaction { inner, noted: Mutex::default() }
    }

    /// Lets an entry of the audit log go in with the commit.
    pub(super) fn note(&self, entry: NewEntry) {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Writes the entries, and makes all of it so.
    ///
    /// The head of the log is locked here and nowhere else, after every other lock of the transaction: whoever has it
    /// waits for nobody, so no two can wait for each other because of it; and it is held for some statements only.
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        let noted = self.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !noted.is_empty() {
            chain::append(&self.inner, noted).await?;
        }
        self.inner.commit().await
    }
}

/// What takes part in a transaction and notes nothing need not know of ours.
impl std::ops::Deref for Transaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
    }
}
