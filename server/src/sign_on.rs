//! Signing in by the prefecture's own sign-on: the provider says who somebody is, the store whether they may come in.

use std::sync::Arc;

use app::backend::{Clock, ComingBack, Leaving, SignOnFault, SignOnFor, SignOns, SignedOn, Unavailable};
use app::door::SIGNED_ON;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::auth::oidc::{self, Doubt, Provider, Vouched};
use crate::config::SignOn;
use crate::store::Store;

/// More at once would keep threads from those who do not need it, when it is slow.
static AT_ONCE: Semaphore = Semaphore::const_new(8);
/// They turned back there (RFC 6749, 4.1.2.1).
const TURNED_BACK: &str = "access_denied";

/// Why the provider has sent somebody back without anything.
fn turned_away(error: &str) -> SignOnFault {
    if error == TURNED_BACK {
        return SignOnFault::Stopped;
    }
    let known = error.len() <= 40 && error.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let error = if known { error } else { "something else" };
    tracing::warn!(error, "the sign-on has turned somebody away");
    SignOnFault::Down
}

/// The door for those who come by the sign-on.
pub struct SignOnDoor {
    provider: Option<Arc<Provider>>,
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
}

impl SignOnDoor {
    /// `base_url`: how people reach this server.
    #[must_use]
    pub fn new(
        settings: Option<SignOn>,
        base_url: &str,
        store: Arc<Store>,
        clock: Arc<dyn Clock>,
    ) -> SignOnDoor {
        let provider = |settings| Arc::new(Provider::new(settings, format!("{base_url}{SIGNED_ON}")));
        SignOnDoor { provider: settings.map(provider), store, clock }
    }

    /// Asks the provider something, on a thread of its own.
    async fn asked<T: Send + 'static>(
        &self,
        what: impl FnOnce(&Provider, DateTime<Utc>) -> Result<T, Doubt> + Send + 'static,
    ) -> Result<T, SignOnFault> {
        let (provider, now) = (self.provider.clone().ok_or(SignOnFault::Down)?, self.clock.now());
        let Ok(turn) = AT_ONCE.try_acquire() else {
            tracing::warn!("the sign-on keeps too many waiting");
            return Err(SignOnFault::Down);
        };
        let asking = spawn_blocking(move || {
            // It ends with the asking, not with whoever has stopped waiting for it.
            let _turn = turn;
            what(&provider, now)
        });
        match asking.await {
            Ok(Ok(told)) => Ok(told),
            Ok(Err(doubt)) => {
                tracing::warn!(error = %doubt, "the sign-on was of no help");
                Err(SignOnFault::Down)
            }
            Err(error) => {
                tracing::error!(%error, "asking the sign-on was broken off");
                Err(SignOnFault::Down)
            }
        }
    }

    async fn vouched(&self, back: ComingBack<'_>) -> Result<Vouched, SignOnFault> {
        let code = back.brought.map_err(turned_away)?.to_owned();
        let trip = back.trip.clone();
        self.asked(move |provider, now| provider.vouched(&trip, &code, now)).await
    }

    async fn received(&self, back: ComingBack<'_>) -> Result<SignedOn, Unavailable> {
        let Some(why) = oidc::purpose(back.trip, back.state) else {
            return Ok(SignedOn::No(SignOnFor::SignIn, SignOnFault::Lost));
        };
        if !self.store.may_come_back(back.sender).await? {
            return Ok(SignedOn::No(why, SignOnFault::TooOften));
        }
        let vouched = match self.vouched(back).await {
            Ok(vouched) => vouched,
            Err(fault) => return Ok(SignedOn::No(why, fault)),
        };
        let outcome = match why {
            SignOnFor::SignIn => self.store.let_in(&vouched, back).await?,
            SignOnFor::Confirm => self.store.confirm_by(&vouched, back).await?,
        };
        // They are in, whether that counts as a try or not.
        if !matches!(outcome, SignedOn::No(..))
            && let Err(error) = self.store.came_back(back.sender).await
        {
            tracing::warn!(%error, "that somebody came back could not be written down");
        }
        Ok(outcome)
    }
}

#[async_trait]
impl SignOns for SignOnDoor {
    fn name(&self) -> Option<&str> {
        self.provider.as_ref().map(|provider| provider.name())
    }

    async fn leave(&self, why: SignOnFor) -> Result<Leaving, SignOnFault> {
        let trip = Store::new_trip().map_err(|error| {
            tracing::error!(%error, "no dice");
            SignOnFault::Down
        })?;
        let leaving = trip.clone();
        let address = self.asked(move |provider, now| provider.way_out(&leaving, why, now)).await?;
        Ok(Leaving { trip, address })
    }

    async fn come_back(&self, back: ComingBack<'_>) -> Result<SignedOn, Unavailable> {
        let outcome = self.received(back).await?;
        if let SignedOn::No(_, fault) = &outcome {
            tracing::warn!(code = fault.code(), "somebody did not get in by the sign-on");
        }
        Ok(outcome)
    }
}
