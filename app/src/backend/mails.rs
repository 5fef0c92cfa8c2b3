//! Mail that is to be sent, as officers see it: never its text, and of the address only what tells it from others.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::search::Page;

use super::Unavailable;

/// Mails that a list of the page shows.
pub const MAIL_PAGE: usize = 50;
/// For how many days mail is kept where nothing is set.
pub const DEFAULT_MAIL_KEEP_DAYS: u16 = 30;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKind {
    /// An officer tries whether mail arrives.
    Test,
    /// Asks an address whether it wants to be told.
    ConfirmNotices,
    /// Tells what somebody has subscribed to.
    Notices,
    /// The code to go on with a diagnosis.
    ResumeCode,
    /// A link that signs in.
    SignIn,
    /// A link that makes an address that of an account, sent to this address.
    ChangeAddress,
    /// To the former address, that it is no longer the account's.
    AddressChanged,
    /// A link by which staff enrols.
    InviteStaff,
    /// To advisers: a business asks their agency for advice.
    NewRequest,
    /// To advisers: what they were asked waits for an answer.
    RequestReminder,
    /// To a business: its request has arrived.
    RequestReceived,
    /// To a business: the agency asks whether another one may take its request.
    RequestOffered,
    /// To a business: the agency that it has asked was closed.
    RequestClosed,
}

impl MailKind {
    pub const ALL: [MailKind; 13] = [
        MailKind::Test,
        MailKind::ConfirmNotices,
        MailKind::Notices,
        MailKind::ResumeCode,
        MailKind::SignIn,
        MailKind::ChangeAddress,
        MailKind::AddressChanged,
        MailKind::InviteStaff,
        MailKind::NewRequest,
        MailKind::RequestReminder,
        MailKind::RequestReceived,
        MailKind::RequestOffered,
        MailKind::RequestClosed,
    ];

    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            MailKind::Test => "test",
            MailKind::ConfirmNotices => "confirm-notices",
            MailKind::Notices => "notices",
            MailKind::ResumeCode => "resume-code",
            MailKind::SignIn => "sign-in",
            MailKind::ChangeAddress => "change-address",
            MailKind::AddressChanged => "address-changed",
            MailKind::InviteStaff => "invite-staff",
            MailKind::NewRequest => "new-request",
            MailKind::RequestReminder => "request-reminder",
            MailKind::RequestReceived => "request-received",
            MailKind::RequestOffered => "request-offered",
            MailKind::RequestClosed => "request-closed",
        }
    }

    /// A link or a code stands in it that opens something: its text is not kept once it was sent.
    #[must_use]
    pub fn carries_secret(self) -> bool {
        match self {
            MailKind::ConfirmNotices
            | MailKind::ResumeCode
            | MailKind::SignIn
            | MailKind::ChangeAddress
            | MailKind::InviteStaff => true,
            // What its links open is the receiver's own to end, for as long as the mail is kept there.
            MailKind::Notices | MailKind::Test | MailKind::AddressChanged => false,
            // They lead behind a sign-in, or nowhere without the key of the diagnosis.
            MailKind::NewRequest
            | MailKind::RequestReminder
            | MailKind::RequestReceived
            | MailKind::RequestOffered
            | MailKind::RequestClosed => false,
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<MailKind> {
        MailKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Why a mail did not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailFault {
    /// No mail server answers.
    Unreachable,
    /// The connection cannot be encrypted: the server does not offer it, or its certificate is not to be trusted.
    NotEncrypted,
    /// The server does not know our user or password, or wants one.
    NotSignedIn,
    /// The server answered, but not in time.
    TimedOut,
    /// The connection ended before the server had taken the mail.
    BrokenOff,
    /// The server would take it later (4xx).
    Deferred,
    /// The server will not take it (5xx).
    Refused,
    /// There is no such address, to look at it.
    BadAddress,
    /// The file could not be written.
    NotWritten,
}

impl MailFault {
    pub const ALL: [MailFault; 9] = [
        MailFault::Unreachable,
        MailFault::NotEncrypted,
        MailFault::NotSignedIn,
        MailFault::TimedOut,
        MailFault::BrokenOff,
        MailFault::Deferred,
        MailFault::Refused,
        MailFault::BadAddress,
        MailFault::NotWritten,
    ];

    /// As it is stored, and stands in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            MailFault::Unreachable => "unreachable",
            MailFault::NotEncrypted => "not-encrypted",
            MailFault::NotSignedIn => "not-signed-in",
            MailFault::TimedOut => "timed-out",
            MailFault::BrokenOff => "broken-off",
            MailFault::Deferred => "deferred",
            MailFault::Refused => "refused",
            MailFault::BadAddress => "bad-address",
            MailFault::NotWritten => "not-written",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<MailFault> {
        MailFault::ALL.into_iter().find(|fault| fault.code() == code)
    }

    /// Trying again helps nobody: what is wrong is wrong with this mail.
    #[must_use]
    pub fn is_permanent(self) -> bool {
        matches!(self, MailFault::Refused | MailFault::BadAddress)
    }
}

/// A mail in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedMail {
    pub id: i64,
    /// Code of a [`MailKind`]; a newer version of the program may have written one that this one does not know.
    pub kind: String,
    /// The address without most of its name; none once it was emptied.
    pub to: Option<String>,
    pub created_at: DateTime<Utc>,
    pub attempts: u32,
    /// Code of a [`MailFault`], likewise: why it did not go the last time.
    pub fault: Option<String>,
    /// What the mail server answered then.
    pub status: Option<u16>,
    /// Of one that waits: somebody is sending it now.
    pub is_being_sent: bool,
    /// Of one that waits: when it is tried next.
    pub due_at: DateTime<Utc>,
    /// When it was parked.
    pub settled_at: Option<DateTime<Utc>>,
}

/// What is to be sent, what was not sent, and how much was.
#[derive(Debug, Clone)]
pub struct MailQueue {
    /// Those that wait, the next first: no more than [`MAIL_PAGE`].
    pub next: Vec<QueuedMail>,
    pub waiting: u64,
    /// A page of those that are not tried any more, the latest first.
    pub parked: Page<QueuedMail>,
    pub sent: u64,
}

/// What became of 「もう一度送る」.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resent {
    Done,
    /// It is not parked any more: somebody else has pressed, or it was emptied. Nothing was changed.
    Gone,
}

/// Where mail goes, and for how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailWay {
    /// To a mail server; else into files.
    pub by_smtp: bool,
    /// So many days after it was settled its address and texts are emptied.
    pub keep_days: u16,
}

impl Default for MailWay {
    /// As with nothing set.
    fn default() -> MailWay {
        MailWay { by_smtp: false, keep_days: DEFAULT_MAIL_KEEP_DAYS }
    }
}

/// The outbox.
#[async_trait]
pub trait Mails: Send + Sync {
    /// `page`: of the parked ones, from 1.
    async fn mail_queue(&self, page: usize) -> Result<MailQueue, Unavailable>;

    /// Lets a parked mail be tried again from the beginning, and writes that down.
    async fn resend(&self, id: i64) -> Result<Resent, Unavailable>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back() {
        for kind in MailKind::ALL {
            assert_eq!(MailKind::parse(kind.code()), Some(kind));
        }
        for fault in MailFault::ALL {
            assert_eq!(MailFault::parse(fault.code()), Some(fault));
        }
        assert_eq!((MailKind::parse(""), MailFault::parse("")), (None, None));
    }
}
