//! Sums by the sizes alone (`pair` 3, `second` empty), added up from those by size and industry: everybody's sums, and those
//! by size, are read from a handful of rows in place of hundreds.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const HOLD: &str = "LOCK TABLE tally IN SHARE ROW EXCLUSIVE MODE";
const ADD_UP: &str = r#"
INSERT INTO tally ("made_up", "period", "indicator", "pair", "first", "second", "counter", "amount")
SELECT "made_up", "period", "indicator", 3, "first", '', "counter", CAST(SUM("amount") AS bigint)
FROM tally WHERE "pair" = 0
GROUP BY "made_up", "period", "indicator", "first", "counter"
HAVING SUM("amount") <> 0"#;
const TAKE_AWAY: &str = r#"DELETE FROM tally WHERE "pair" = 3"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            // What is submitted meanwhile waits, or would be added up in part.
            manager.get_connection().execute_unprepared(HOLD).await?;
        }
        manager.get_connection().execute_unprepared(ADD_UP).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(TAKE_AWAY).await.map(drop)
    }
}
