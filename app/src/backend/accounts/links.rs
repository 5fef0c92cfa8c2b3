//! Links that are sent to an address: asked for, looked at, used once by a press.

use std::sync::Arc;

use chrono::TimeDelta;

use super::super::Sender;
use super::{BrowserToken, Device, LinkToken, SessionToken};

/// A link opens for this long: somebody fetches a letter within it, and a letter that lies about opens nothing.
pub const LINK_LIFE: TimeDelta = TimeDelta::minutes(10);
/// Wrong codes after which a link is dead: five guesses at a million.
pub const CODE_TRIES: i32 = 5;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    SignIn,
    ChangeAddress,
}

impl Purpose {
    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Purpose::SignIn => "sign-in",
            Purpose::ChangeAddress => "change-address",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Purpose> {
        [Purpose::SignIn, Purpose::ChangeAddress].into_iter().find(|purpose| purpose.code() == code)
    }
}

/// Somebody asks for a link to an address.
#[derive(Debug, Clone, Copy)]
pub struct AskedLink<'a> {
    pub sender: &'a Sender,
    /// As it was typed.
    pub address: &'a str,
    /// How people reach the server, for the link in the letter.
    pub base_url: &'a str,
}

/// What became of asking for a link that changes the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changing {
    /// A letter goes out, unless too many have gone; which of the two is not told.
    Asked,
    NotAnAddress,
    NotSignedIn,
}

/// Who presses the button behind a link.
#[derive(Debug, Clone)]
pub struct Pressed {
    /// How people reach the server, for a letter that it may cause.
    pub base_url: Arc<str>,
    pub link: LinkToken,
    pub browser: Option<BrowserToken>,
    pub session: Option<SessionToken>,
    /// As it was typed, by those who opened the link in another browser than the one that asked.
    pub code: Option<String>,
    pub device: Device,
}

/// Why a link does nothing (any more).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFault {
    /// There is none, or it is long gone.
    Unknown,
    Expired,
    Used,
    TooManyTries,
    /// It changes an address, and this browser is not signed in to that account.
    NotSignedIn,
    /// It changes an address to one that another account has. Only who can read its mail is told.
    Taken,
}

impl LinkFault {
    pub const ALL: [LinkFault; 6] = [
        LinkFault::Unknown,
        LinkFault::Expired,
        LinkFault::Used,
        LinkFault::TooManyTries,
        LinkFault::NotSignedIn,
        LinkFault::Taken,
    ];

    /// As it stands in the address of the page that says it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            LinkFault::Unknown => "link-unknown",
            LinkFault::Expired => "link-expired",
            LinkFault::Used => "link-used",
            LinkFault::TooManyTries => "link-tries",
            LinkFault::NotSignedIn => "not-signed-in",
            LinkFault::Taken => "address-taken",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<LinkFault> {
        LinkFault::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// A link that is looked at; nothing changes by it, whoever looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// One press is enough: the browser is the one that asked, or signed in to the account that it concerns.
    Ready(Purpose),
    /// Another browser has asked, and shows a code.
    NeedsCode,
    /// It was used by this very browser, which is signed in.
    Done,
    Dead(LinkFault),
}

/// What became of a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    SignedIn(SessionToken),
    AddressChanged,
    WrongCode,
    Dead(LinkFault),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back() {
        for fault in LinkFault::ALL {
            assert_eq!(LinkFault::parse(fault.code()), Some(fault));
        }
        for purpose in [Purpose::SignIn, Purpose::ChangeAddress] {
            assert_eq!(Purpose::parse(purpose.code()), Some(purpose));
        }
        assert_eq!((LinkFault::parse(""), Purpose::parse("")), (None, None));
    }
}
