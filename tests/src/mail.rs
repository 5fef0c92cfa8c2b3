//! Mail as tests see it.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use server::mail::{Message, Transport, Undelivered, Worker};
use server::store::Store;

use crate::TestDatabase;

/// A mail as whoever it goes to reads it.
#[derive(Debug, Clone)]
pub struct Received {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where one POST ends the subscription.
    pub unsubscribe: Option<String>,
}

/// Takes all mails that wait out of the outbox, the oldest first.
pub async fn received(database: &TestDatabase) -> Vec<Received> {
    let connection = database.connection().await;
    let waiting = Expr::col("state").eq("waiting");
    let columns = ["recipient", "subject", "text", "html", "unsubscribe_url"];
    let all = Query::select()
        .columns(columns)
        .from("outbox")
        .and_where(waiting.clone())
        .order_by("id", Order::Asc)
        .take();
    let rows = connection.query_all(&all).await.expect("the database answers");
    let sent = Query::update().table("outbox").value("state", "sent").and_where(waiting).take();
    connection.execute(&sent).await.expect("the database answers");
    let read = |row: sea_orm::QueryResult| {
        let text = |column: &str| row.try_get_by::<String, _>(column).expect("a text");
        Received {
            to: text("recipient"),
            subject: text("subject"),
            text: text("text"),
            html: text("html"),
            unsubscribe: row.try_get_by("unsubscribe_url").expect("a text or none"),
        }
    };
    rows.into_iter().map(read).collect()
}

/// Takes every mail, and remembers it.
#[derive(Debug, Default)]
pub struct MemoryTransport(Mutex<Vec<Message>>);

impl MemoryTransport {
    /// The Message-IDs of what was taken.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .map(|one| message_id(&one.bytes))
            .collect()
    }
}

#[async_trait::async_trait]
impl Transport for MemoryTransport {
    async fn deliver(&self, message: &Message) -> Result<(), Undelivered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
        Ok(())
    }
}

/// The Message-ID of a mail as it travels.
#[must_use]
pub fn message_id(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: "));
    id.expect("a Message-ID").trim().to_owned()
}

/// A worker with dice of its own, the same in each run.
#[must_use]
pub fn worker(store: &Store, transport: Arc<dyn Transport>) -> Worker {
    let from = "shindan@example.lg.jp".parse().expect("an address");
    Worker::new(store.clone(), transport, from, TimeDelta::days(30), ChaCha8Rng::seed_from_u64(1))
}

/// The texts of the mails to an address that are in the outbox and not emptied, the first first.
pub async fn letters(database: &TestDatabase, to: &str) -> Vec<String> {
    let texts = Query::select()
        .columns(["text"])
        .from("outbox")
        .and_where(Expr::col("recipient").eq(to))
        .and_where(Expr::col("text").is_not_null())
        .order_by("id", Order::Asc)
        .take();
    let rows = database.connection().await.query_all(&texts).await.expect("the database answers");
    rows.iter().map(|row| row.try_get_by("text").expect("a text")).collect()
}

/// Where the link in a letter leads that ends in a secret: what stands behind `path`.
#[must_use]
pub fn secret_in(letter: &str, path: &str) -> String {
    let (_, rest) = letter.split_once(path).expect("a link");
    rest.split_whitespace().next().expect("a secret").to_owned()
}
