//! Signing in: a password, then a code.

use async_trait::async_trait;

use super::super::accounts::{Device, Ending, HalfToken, OwnSession, StaffToken};
use super::super::{Sender, Unavailable};
use super::Member;

/// What is typed on the first page.
#[derive(Debug, Clone, Copy)]
pub struct Credentials<'a> {
    pub sender: &'a Sender,
    pub address: &'a str,
    pub password: &'a str,
}

/// What becomes of the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstStep {
    /// The browser may go on to the code, under this token.
    Half(HalfToken),
    /// There is no such address, or it has another password, or may not sign in; which of them is not told.
    Wrong,
    /// From here, or for this address, whether there is one or not.
    TooOften,
}

/// What is typed on the second page.
#[derive(Debug, Clone, Copy)]
pub struct SecondFactor<'a> {
    pub half: &'a HalfToken,
    /// Of the app, or a recovery code.
    pub code: &'a str,
    pub device: Device,
    /// The session that the browser had before; it ends.
    pub former: Option<&'a StaffToken>,
}

/// What becomes of the second page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondStep {
    SignedIn(StaffToken),
    Wrong,
    TooOften,
    /// Too long after the password, or in another browser.
    Over,
}

/// What is typed before something dangerous.
#[derive(Debug, Clone, Copy)]
pub struct Confirming<'a> {
    pub password: &'a str,
    pub code: &'a str,
}

/// Signing in as staff.
#[async_trait]
pub trait SignIns: Send + Sync {
    /// Takes as long for addresses that there are not.
    async fn first_step(&self, given: Credentials<'_>) -> Result<FirstStep, Unavailable>;

    async fn second_step(&self, given: SecondFactor<'_>) -> Result<SecondStep, Unavailable>;

    /// Whose session it is, and that they were seen. `None`: it is over, or they may not sign in any more.
    async fn member(&self, session: &StaffToken) -> Result<Option<Member>, Unavailable>;

    /// Notes that password and code were given again; [`SecondStep::SignedIn`] with the session's new token.
    async fn confirm(&self, session: &StaffToken, given: Confirming<'_>) -> Result<SecondStep, Unavailable>;

    /// The latest seen first; `None` if the session is over.
    async fn staff_sessions(&self, session: &StaffToken) -> Result<Option<Vec<OwnSession>>, Unavailable>;

    /// Ends sessions of the same person. Says whether the session lived.
    async fn end_staff_sessions(&self, session: &StaffToken, ending: Ending) -> Result<bool, Unavailable>;
}
