//! Signing in by the prefecture's own sign-on: the provider says who somebody is, the store whether they may come in.

use std::sync::Arc;

use app::backend::{Clock, ComingBack, Leaving, SignOnFault, SignOnFor, SignOns, SignedOn, Unavailable};
use app::door::SIGNED_ON;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::task::spawn_blocking;

use crate::auth::oidc::{self, Doubt, Provider, Vouched};
use crate::config::SignOn;
use crate::store::Store;

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
        match spawn_blocking(move || what(&provider, now)).await {
            Ok(Ok(told)) => Ok(told),
            Ok(Err(doubt)) => {
                tracing::warn!(error = %doubt, code = SignOnFault::Down.code(), "the sign-on was of no help");
                Err(SignOnFault::Down)
            }
            Err(error) => {
                tracing::error!(%error, "asking the sign-on was broken off");
                Err(SignOnFault::Down)
            }
        }
    }

    async fn vouched(&self, back: ComingBack<'_>) -> Result<Vouched, SignOnFault> {
        let code = back.code.ok_or(SignOnFault::Stopped)?.to_owned();
        let trip = back.trip.clone();
        self.asked(move |provider, now| provider.vouched(&trip, &code, now)).await
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
        match &outcome {
            SignedOn::No(_, fault) => {
                tracing::warn!(code = fault.code(), "somebody did not get in by the sign-on");
            }
            _ => self.store.came_back(back.sender).await?,
        }
        Ok(outcome)
    }
}
