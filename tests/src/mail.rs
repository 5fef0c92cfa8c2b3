//! Mail as tests see it.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use server::mail::{Message, Transport, Undelivered, Worker};
use server::store::Store;

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
