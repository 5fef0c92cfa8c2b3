//! Enrolling: a link, a password of one's own, an app that makes codes, codes for when it is lost. And changing them.

use async_trait::async_trait;
use chrono::TimeDelta;

use super::super::Unavailable;
use super::super::accounts::{BrowserToken, CodesToken, Device, LinkToken, StaffToken};

/// A link to enrol by opens for this long: over a weekend.
pub const ENROLMENT_LIFE: TimeDelta = TimeDelta::hours(72);
/// So many recovery codes are made at once.
pub const RECOVERY_CODES: usize = 10;

/// A password that is to be somebody's, typed twice.
#[derive(Clone, Copy)]
pub struct NewPassword<'a> {
    pub first: &'a str,
    pub again: &'a str,
}

/// Why a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    TooShort,
    TooLong,
    /// It is among those that everybody tries first, or almost.
    Common,
    /// The address is in it, or the product's name.
    Obvious,
    NotTheSame,
}

impl Weakness {
    pub const ALL: [Weakness; 5] =
        [Weakness::TooShort, Weakness::TooLong, Weakness::Common, Weakness::Obvious, Weakness::NotTheSame];

    /// As it stands in the address of the form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Weakness::TooShort => "too-short",
            Weakness::TooLong => "too-long",
            Weakness::Common => "common",
            Weakness::Obvious => "obvious",
            Weakness::NotTheSame => "not-the-same",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Weakness> {
        Weakness::ALL.into_iter().find(|weakness| weakness.code() == code)
    }
}

/// Why a link does not let one enrol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolFault {
    /// There is none, or another was sent since, or whoever it was for may not sign in.
    Unknown,
    Expired,
    Used,
}

/// What codes are made of.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret {
    /// In base32, as apps take it.
    pub text: String,
    /// As QR codes tell it to apps (`otpauth://…`).
    pub address: String,
}

/// A link that is looked at.
#[derive(Clone, PartialEq, Eq)]
pub enum Enrolling {
    /// A password is to be chosen for this address.
    Password {
        address: String,
    },
    /// One was, in this browser; now the app.
    App(TotpSecret),
    Dead(EnrolFault),
}

/// What becomes of choosing a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// The enrolment goes on in this browser.
    Begun(BrowserToken),
    Weak(Weakness),
    Dead(EnrolFault),
}

/// The code that ends an enrolment.
#[derive(Clone, Copy)]
pub struct Finishing<'a> {
    pub link: &'a LinkToken,
    pub browser: Option<&'a BrowserToken>,
    pub code: &'a str,
    pub device: Device,
    /// The session that the browser had before; it ends.
    pub former: Option<&'a StaffToken>,
}

impl std::fmt::Debug for Finishing<'_> {
    /// Codes stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finishing").field("device", &self.device).finish_non_exhaustive()
    }
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolled {
    /// Signed in, with recovery codes that are shown now and never again.
    Done {
        session: StaffToken,
        codes: CodesToken,
    },
    WrongCode,
    /// It was begun in another browser, or anew.
    Elsewhere,
    Dead(EnrolFault),
}

/// What becomes of changing one's password or app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewed<T> {
    Done(T),
    Weak(Weakness),
    WrongCode,
    /// They have to prove again who they are first.
    Unconfirmed,
    /// They have neither: they come by the prefecture's sign-on.
    NotEnrolled,
    /// The session is over.
    Over,
}

/// Enrolling, and what one can change afterwards.
#[async_trait]
pub trait Enrolments: Send + Sync {
    /// Nothing changes by it.
    async fn look_at_enrolment(
        &self,
        link: &LinkToken,
        browser: Option<&BrowserToken>,
    ) -> Result<Enrolling, Unavailable>;

    /// Begins the enrolment, anew if it was begun before; the link stays until it ends.
    async fn choose_password(
        &self,
        link: &LinkToken,
        password: NewPassword<'_>,
    ) -> Result<Chosen, Unavailable>;

    /// Ends it: from now on this password and this app are theirs, and the link is used.
    async fn finish_enrolment(&self, finishing: Finishing<'_>) -> Result<Enrolled, Unavailable>;

    /// The recovery codes that a browser may still show.
    fn recovery_codes(&self, token: &CodesToken) -> Vec<String>;

    /// Ends all other sessions.
    async fn change_password(
        &self,
        session: &StaffToken,
        password: NewPassword<'_>,
    ) -> Result<Renewed<()>, Unavailable>;

    /// Makes what another app is to make codes of; the same until it does.
    async fn offer_app(&self, session: &StaffToken) -> Result<Renewed<()>, Unavailable>;

    /// What was made, if it was. Nothing changes by it.
    async fn offered_app(&self, session: &StaffToken) -> Result<Renewed<Option<TotpSecret>>, Unavailable>;

    /// Takes the other app, with new recovery codes, if it makes this code. Ends all other sessions.
    async fn take_app(&self, session: &StaffToken, code: &str) -> Result<Renewed<CodesToken>, Unavailable>;
}
