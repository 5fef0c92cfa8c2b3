//! Mail. What is written here stands in the outbox table (`store/outbox.rs`), in the transaction that causes it; a
//! [`Worker`] takes it from there and hands it to a [`Transport`]: a mail server, or files.
//!
//! Nothing follows a mail: no picture is loaded from us, no link is counted.

mod backoff;
mod letter;
mod message;
pub mod templates;
mod transport;
mod worker;

pub use letter::Letter;
pub use message::{Mail, Message, file_name};
pub use transport::{CaProblem, FileTransport, Limits, SmtpTransport, Transport, Undelivered};
pub use worker::{Delivered, LEASE, Worker, dice};

/// An address without most of its name: enough to tell it from others, and to see that it is written wrong.
#[must_use]
pub fn masked(address: &str) -> String {
    let (name, host) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}…@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_but_for_its_host() {
        assert_eq!(masked("tanaka.hanako@example.jp"), "t…@example.jp");
        assert_eq!(masked("x@example.jp"), "x…@example.jp");
        assert_eq!(masked("\"a@b\"@example.jp"), "\"…@example.jp");
    }
}
