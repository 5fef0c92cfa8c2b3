//! At most one request to a host within a time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use url::Url;

pub struct Pace {
    delay: Duration,
    /// When each host may be asked again.
    free: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    pub fn new(delay: Duration) -> Pace {
        Pace { delay, free: Mutex::default() }
    }

    /// Waits for the next turn with the host of an address, and takes it.
    pub async fn wait_for(&self, url: &Url) {
        let turn = self.turn(url.host_str().unwrap_or_default());
        sleep_until(turn).await;
    }

    fn turn(&self, host: &str) -> Instant {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let turn = free.get(host).copied().map_or(now, |free| free.max(now));
        free.insert(host.to_owned(), turn + self.delay);
        turn
    }
}
