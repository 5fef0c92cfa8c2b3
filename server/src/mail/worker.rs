//! Takes what is due from the outbox, and sends it. Any number of workers share one outbox.
//!
//! No transaction is open while a mail is on its way. A claim is a lease: what a worker that has died had in its hands
//! is due again when the lease is over. A mail is sent twice only if the worker dies after the server has taken the mail
//! and before that is written down.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::backend::MailFault;
use chrono::TimeDelta;
use futures::future::join_all;
use lettre::Address;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::watch;

use super::{Message, Transport, Undelivered, backoff};
use crate::background::keep_running;
use crate::store::{ClaimedMail, Store, StoreError};

/// How long a claim holds: longer than a delivery (`Limits::all`) and the tries to write it down may take together.
pub const LEASE: TimeDelta = TimeDelta::minutes(30);
/// Mails that a worker has in its hands at a time.
const AT_ONCE: usize = 4;
/// Between looks at an outbox in which nothing is due.
const PAUSE: Duration = Duration::from_secs(2);
/// Between tries to write down that a mail was sent, and how many they are: as long as the claim holds, nobody else
/// sends it.
const MARK_PAUSE: Duration = Duration::from_secs(2);
const MARK_TRIES: u32 = 300;
/// Between looks for mail whose days are over.
const FORGETTING: Duration = Duration::from_secs(60 * 60);

/// What became of the mails that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: u64,
    /// To be tried again.
    pub put_off: u64,
    pub parked: u64,
}

impl Delivered {
    fn plus(self, other: Delivered) -> Delivered {
        Delivered {
            sent: self.sent + other.sent,
            put_off: self.put_off + other.put_off,
            parked: self.parked + other.parked,
        }
    }
}

/// Sends what is due.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    transport: Arc<dyn Transport>,
    from: Address,
    /// How long mail is kept after it was settled.
    keep: TimeDelta,
    dice: Arc<Mutex<ChaCha8Rng>>,
}

impl Worker {
    #[must_use]
    pub fn new(
        store: Store,
        transport: Arc<dyn Transport>,
        from: Address,
        keep: TimeDelta,
        dice: ChaCha8Rng,
    ) -> Worker {
        Worker { store, transport, from, keep, dice: Arc::new(Mutex::new(dice)) }
    }

    /// Sends until `stop` says otherwise; what it has in its hands then is finished.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        // Each for itself: a mail that another has in its hands is not broken off, lest it be sent twice.
        let sender = |_| keep_running("mail", || self.keep_sending(stop.clone()));
        let forgetting = keep_running("forgetting of mail", || self.keep_forgetting(stop.clone()));
        tokio::join!(join_all((0..AT_ONCE).map(sender)), forgetting);
    }

    /// Sends all that is due now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn send_due(&self) -> Result<Delivered, StoreError> {
        let (_stop, never) = watch::channel(false);
        let passes = join_all((0..AT_ONCE).map(|_| self.pass(&never))).await;
        passes.into_iter().try_fold(Delivered::default(), |sum, pass| Ok(sum.plus(pass?)))
    }

    async fn keep_sending(&self, mut stop: watch::Receiver<bool>) {
        loop {
            if let Err(error) = self.pass(&stop).await {
                tracing::warn!(%error, "the outbox could not be looked at");
            }
            if is_over(PAUSE, &mut stop).await {
                break;
            }
        }
    }

    async fn keep_forgetting(&self, mut stop: watch::Receiver<bool>) {
        loop {
            match self.store.forget_mails(self.keep).await {
                Ok(0) => {}
                Ok(mails) => tracing::info!(mails, "mails whose days are over were emptied"),
                Err(error) => tracing::warn!(%error, "mails whose days are over could not be emptied"),
            }
            if is_over(FORGETTING, &mut stop).await {
                break;
            }
        }
    }

    /// One mail after the other, until nothing is due.
    async fn pass(&self, stop: &watch::Receiver<bool>) -> Result<Delivered, StoreError> {
        let mut sum = Delivered::default();
        while !*stop.borrow() {
            let Some(claimed) = self.store.claim_mail(LEASE).await? else { break };
            sum = sum.plus(self.send(&claimed).await?);
        }
        Ok(sum)
    }

    async fn send(&self, claimed: &ClaimedMail) -> Result<Delivered, StoreError> {
        let outcome = match Message::new(&claimed.mail, &self.from) {
            Some(message) => self.transport.deliver(&message).await,
            None => Err(MailFault::BadAddress.into()),
        };
        match outcome {
            Ok(()) => {
                self.mark_sent(claimed).await?;
                Ok(Delivered { sent: 1, ..Delivered::default() })
            }
            Err(undelivered) => self.put_off(claimed, undelivered).await,
        }
    }

    /// Not giving up easily: what is not written down is sent again.
    async fn mark_sent(&self, claimed: &ClaimedMail) -> Result<(), StoreError> {
        for _ in 1..MARK_TRIES {
            match self.store.mark_mail_sent(claimed.id).await {
                Ok(()) => {
                    tracing::info!(mail = claimed.id, attempts = claimed.attempts, "a mail was sent");
                    return Ok(());
                }
                Err(error) => {
                    tracing::warn!(mail = claimed.id, %error, "that a mail was sent could not be written down yet");
                }
            }
            tokio::time::sleep(MARK_PAUSE).await;
        }
        self.store.mark_mail_sent(claimed.id).await
    }

    /// Later again, or parked.
    async fn put_off(
        &self,
        claimed: &ClaimedMail,
        undelivered: Undelivered,
    ) -> Result<Delivered, StoreError> {
        let Undelivered { fault, status } = undelivered;
        let tried_for = self.store.now() - claimed.first_tried_at;
        let wait =
            if fault.is_permanent() { None } else { backoff::wait(claimed.attempts, tried_for, self.dice()) };
        let (mail, reason) = (claimed.id, fault.code());
        match wait {
            Some(wait) => {
                tracing::info!(mail, reason, status, seconds = wait.num_seconds(), "a mail is put off");
                self.store.put_mail_off(claimed, undelivered, wait).await?;
                Ok(Delivered { put_off: 1, ..Delivered::default() })
            }
            None => {
                tracing::warn!(mail, reason, status, "a mail is parked");
                self.store.park_mail(claimed, undelivered).await?;
                Ok(Delivered { parked: 1, ..Delivered::default() })
            }
        }
    }

    fn dice(&self) -> f64 {
        self.dice.lock().unwrap_or_else(PoisonError::into_inner).random()
    }
}

/// Dice that nobody knows.
///
/// # Errors
/// When the system gives none.
#[expect(clippy::disallowed_methods, reason = "the seed of the dice that the worker is handed")]
pub fn dice() -> Result<ChaCha8Rng, StoreError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(StoreError::NoDice)?;
    Ok(ChaCha8Rng::from_seed(seed))
}

/// Rests for a while; less if it is to stop, or nobody is left to say so.
async fn is_over(pause: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::time::timeout(pause, stop.wait_for(|stop| *stop)).await.is_ok()
}
