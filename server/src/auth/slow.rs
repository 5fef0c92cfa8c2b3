//! The slow hash: what it costs whoever guesses, and how much of it is done at once.

use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Argon2id as OWASP asks for at least: 19 MiB, twice over, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// More at once would take the memory and the processors from those who answer.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The hash, giving so many bytes.
///
/// # Errors
/// When no hash has so many.
pub(crate) fn argon2(bytes: usize) -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(bytes))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Does slow work when it is its turn, beside what waits for nothing. `None` if it was broken off.
pub(crate) async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let turn = AT_ONCE.acquire().await.ok()?;
    let done = tokio::task::spawn_blocking(move || {
        // It ends with the work, not with whoever has stopped waiting for it.
        let _turn = turn;
        work()
    });
    done.await.ok()
}
