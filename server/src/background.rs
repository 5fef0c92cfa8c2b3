//! Work that goes on beside the requests.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;

/// How long work that has panicked rests: whatever made it panic may still be there.
const REST: Duration = Duration::from_secs(60);

/// Does the work until it ends. Work that panics is begun again: nobody would notice that mails no longer go, or that content
/// is no longer looked at.
pub(crate) async fn keep_running<F: Future<Output = ()>>(name: &'static str, work: impl Fn() -> F) {
    keep_resting(name, REST, work).await;
}

async fn keep_resting<F: Future<Output = ()>>(name: &'static str, rest: Duration, work: impl Fn() -> F) {
    // What it holds is looked up anew each time; locks that were poisoned meanwhile panic again, and are logged again.
    while AssertUnwindSafe(work()).catch_unwind().await.is_err() {
        tracing::error!(work = name, "background work has panicked and begins again");
        tokio::time::sleep(rest).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn work_that_panics_begins_again_and_work_that_ends_does_not() {
        let begun = AtomicU32::new(0);
        keep_resting("test", Duration::ZERO, || async {
            assert!(begun.fetch_add(1, Ordering::Relaxed) >= 2, "on purpose");
        })
        .await;
        assert_eq!(begun.load(Ordering::Relaxed), 3);
    }
}
