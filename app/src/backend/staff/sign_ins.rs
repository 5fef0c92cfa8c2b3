//! Signing in: a password, then a code.

use std::fmt;

use async_trait::async_trait;

use super::super::accounts::{Device, Ending, HalfToken, OwnSession, StaffToken};
use super::super::{Sender, Unavailable};
use super::Member;

/// What is typed on the first page.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    pub sender: &'a Sender,
    pub address: &'a str,
    pub password: &'a str,
}

impl fmt::Debug for Credentials<'_> {
    /// What was typed stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
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
#[derive(Clone, Copy)]
pub struct SecondFactor<'a> {
    pub half: &'a HalfToken,
    /// Of the app, or a recovery code.
    pub code: &'a str,
    pub device: Device,
    /// The session that the browser had before; it ends.
    pub former: Option<&'a StaffToken>,
}

impl fmt::Debug for SecondFactor<'_> {
    /// What was typed stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactor").field("device", &self.device).finish_non_exhaustive()
    }
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
#[derive(Clone, Copy)]
pub struct Confirming<'a> {
    pub password: &'a str,
    pub code: &'a str,
}

impl fmt::Debug for Confirming<'_> {
    /// What was typed stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Confirming").finish_non_exhaustive()
    }
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

#[cfg(test)]
mod tests {
    use super::super::super::accounts::LinkToken;
    use super::super::Finishing;
    use super::*;

    #[test]
    fn what_was_typed_is_not_told() {
        let token = "0123456789abcdef0123456789abcdef";
        let (half, link) = (HalfToken::parse(token), LinkToken::parse(token));
        let (half, link) = (half.expect("a token"), link.expect("a token"));
        let (sender, password, code, device) =
            (&Sender("192.0.2.1".to_owned()), "5ec2e7", "123456", Device::Mac);
        let told = [
            format!("{:?}", Credentials { sender, address: "kanri@example.jp", password }),
            format!("{:?}", SecondFactor { half: &half, code, device, former: None }),
            format!("{:?}", Confirming { password, code }),
            format!("{:?}", Finishing { link: &link, browser: None, code, device, former: None }),
        ];
        for secret in [password, code, token, "kanri", "192.0.2.1"] {
            assert!(told.iter().all(|told| !told.contains(secret)), "{told:?}");
        }
    }
}
