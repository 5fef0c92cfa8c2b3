//! Where a mail goes: to a mail server, or into a file.

mod file;
mod smtp;

use app::backend::MailFault;
use async_trait::async_trait;

use super::Message;

pub use file::FileTransport;
pub use smtp::{CaProblem, Limits, SmtpTransport};

/// Takes mails away.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Answers only when the mail is safe where it goes, or will not get there by this try.
    async fn deliver(&self, message: &Message) -> Result<(), Undelivered>;
}

/// Why a try did not deliver. What the server said in words stays out of it: addresses stand in there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undelivered {
    pub fault: MailFault,
    /// What the mail server answered.
    pub status: Option<u16>,
}

impl From<MailFault> for Undelivered {
    fn from(fault: MailFault) -> Undelivered {
        Undelivered { fault, status: None }
    }
}
