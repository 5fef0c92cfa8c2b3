//! Signing in by another's word: the prefecture's own sign-on (OpenID Connect). See docs/adr/0025-sign-on.md.

use std::fmt;

use async_trait::async_trait;
use chrono::TimeDelta;

use super::super::accounts::{Device, HalfToken, StaffToken, TripToken};
use super::super::{Sender, Unavailable};

/// For so long a browser may be away at the sign-on: somebody may have to look for their card.
pub const TRIP_LIFE: TimeDelta = TimeDelta::minutes(10);

/// Why a browser is sent to the sign-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOnFor {
    SignIn,
    /// Before something dangerous: who is signed in already proves themself anew.
    Confirm,
}

impl SignOnFor {
    pub const ALL: [SignOnFor; 2] = [SignOnFor::SignIn, SignOnFor::Confirm];

    /// As it stands in an address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            SignOnFor::SignIn => "sign-in",
            SignOnFor::Confirm => "confirm",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<SignOnFor> {
        SignOnFor::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// A browser is sent on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// What the browser keeps; all that the sign-on has to send back follows from it.
    pub trip: TripToken,
    /// Where it goes.
    pub address: String,
}

/// What a browser brings back.
#[derive(Clone, Copy)]
pub struct ComingBack<'a> {
    pub sender: &'a Sender,
    pub trip: &'a TripToken,
    pub state: &'a str,
    /// What the sign-on vouches for them by; or why it does not.
    pub brought: Result<&'a str, &'a str>,
    pub device: Device,
    /// In which the browser is; one that it has before it signs in ends.
    pub session: Option<&'a StaffToken>,
}

impl fmt::Debug for ComingBack<'_> {
    /// What opens something stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComingBack").field("device", &self.device).finish_non_exhaustive()
    }
}

/// What becomes of somebody who comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedOn {
    SignedIn(StaffToken),
    /// The sign-on has not said that it asked for a second factor: ours is asked for.
    Half(HalfToken),
    /// The session goes on, under this token.
    Confirmed(StaffToken),
    No(SignOnFor, SignOnFault),
}

/// Why somebody does not get in by the sign-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOnFault {
    /// It does not answer, does not want to, or says what cannot be believed.
    Down,
    /// They turned back there, or it turned them away.
    Stopped,
    /// Too long ago, begun in another browser, or the second use of a way back.
    Lost,
    /// Too many have come back from there in vain.
    TooOften,
    /// Nobody of the prefecture was invited by the address that it tells, or it does not vouch for the address.
    Unknown,
    /// It does not say that it asked for two factors, and they have none with us.
    NotProven,
    /// It does not say that it has just asked for two factors, to confirm.
    NotAskedAgain,
    /// To confirm, they came back as somebody else.
    SomebodyElse,
}

impl SignOnFault {
    pub const ALL: [SignOnFault; 8] = [
        SignOnFault::Down,
        SignOnFault::Stopped,
        SignOnFault::Lost,
        SignOnFault::TooOften,
        SignOnFault::Unknown,
        SignOnFault::NotProven,
        SignOnFault::NotAskedAgain,
        SignOnFault::SomebodyElse,
    ];

    /// As it stands in an address, and in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            SignOnFault::Down => "sign-on-down",
            SignOnFault::Stopped => "sign-on-stopped",
            SignOnFault::Lost => "sign-on-lost",
            SignOnFault::TooOften => "sign-on-too-often",
            SignOnFault::Unknown => "sign-on-unknown",
            SignOnFault::NotProven => "sign-on-not-proven",
            SignOnFault::NotAskedAgain => "sign-on-not-asked-again",
            SignOnFault::SomebodyElse => "sign-on-somebody-else",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<SignOnFault> {
        SignOnFault::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// The prefecture's own sign-on, where there is one.
#[async_trait]
pub trait SignOns: Send + Sync {
    /// What its people call it; none if there is no such thing.
    fn name(&self) -> Option<&str>;

    /// Sends a browser there.
    async fn leave(&self, why: SignOnFor) -> Result<Leaving, SignOnFault>;

    /// Asks the sign-on who has come back, and lets them in if they may.
    async fn come_back(&self, back: ComingBack<'_>) -> Result<SignedOn, Unavailable>;
}
