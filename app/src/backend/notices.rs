//! Being told by mail: of support that fits, of warnings, and that it is time to diagnose again.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::menu::Menu;
use domain::notice::Choices;

use super::{DiagnosisKey, Sender, Unavailable};

/// Stands in mails, and in the addresses to which they lead. One kind confirms, the other is the subscription's own: it shows
/// a masked address, changes choices, tells what became of support, and ends the subscription, nothing more.
#[derive(Clone, PartialEq, Eq)]
pub struct NoticeToken(String);

impl NoticeToken {
    /// 32 hexadecimal digits: 128 bits.
    pub const LENGTH: usize = 32;

    /// A text of the right form; whether it opens anything is for the store to say.
    #[must_use]
    pub fn parse(text: &str) -> Option<NoticeToken> {
        let formed = text.len() == Self::LENGTH
            && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        formed.then(|| NoticeToken(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NoticeToken {
    /// Tokens stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoticeToken(…)")
    }
}

/// What somebody asks for.
#[derive(Clone)]
pub struct Wish {
    pub sender: Sender,
    /// Of a submitted diagnosis.
    pub key: DiagnosisKey,
    /// As it was typed.
    pub address: String,
    pub choices: Choices,
    /// How people reach us, for the link in the mail; without a slash at the end.
    pub base_url: Arc<str>,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subscribed {
    /// If the address may be written to, a mail asks it whether it wants that. Whether it does already is not told.
    Asked,
    BadAddress,
    /// There is no submitted diagnosis of this key.
    NotFound,
}

/// What a subscriber sees of the subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The address without most of its name.
    pub address: String,
    pub choices: Choices,
}

/// A warning about information security that an officer has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    pub title: String,
    pub text: String,
    /// Where it is said at length.
    pub url: String,
    /// Divisions (JSIC); none: all.
    pub divisions: Vec<String>,
    pub published_at: DateTime<Utc>,
}

/// What an officer wants to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWarning {
    pub title: String,
    pub text: String,
    pub url: String,
    pub divisions: Vec<String>,
}

/// Warnings that the page lists.
pub const WARNINGS: u64 = 50;

/// Subscriptions to notices.
#[async_trait]
pub trait Notices: Send + Sync {
    /// Asks an address, by mail, whether it wants to be told. Nobody is told anything before.
    async fn subscribe(&self, wish: &Wish) -> Result<Subscribed, Unavailable>;

    /// Could mail be sent to what was typed, to look at it?
    fn is_address(&self, typed: &str) -> bool;

    /// Is there something that this token would confirm?
    async fn is_confirmable(&self, token: &NoticeToken) -> Result<bool, Unavailable>;

    /// Confirms, and gives the subscription's own token; `None` if it was too late. Pressing twice does no harm.
    async fn confirm(&self, token: &NoticeToken) -> Result<Option<NoticeToken>, Unavailable>;

    /// The subscription of this token; none if there is none, or it has ended.
    async fn subscription(&self, token: &NoticeToken) -> Result<Option<Subscription>, Unavailable>;

    /// Says whether there was such a subscription.
    async fn change(&self, token: &NoticeToken, choices: Choices) -> Result<bool, Unavailable>;

    /// Forgets the subscription with its address. That there is none is no error.
    async fn end(&self, token: &NoticeToken) -> Result<(), Unavailable>;

    /// How many would be told if this menu were published now.
    async fn would_tell(&self, menu: &Menu) -> Result<u64, Unavailable>;

    /// How many would be told of a warning for these divisions (none: all).
    async fn would_warn(&self, divisions: &[String]) -> Result<u64, Unavailable>;

    /// The latest [`WARNINGS`].
    async fn warnings(&self) -> Result<Vec<Warning>, Unavailable>;

    /// Publishes a warning and writes that down.
    async fn publish_warning(&self, warning: &NewWarning) -> Result<(), Unavailable>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_its_form_and_stays_out_of_logs() {
        let token = NoticeToken::parse("0123456789abcdef0123456789abcdef").expect("a token");
        assert_eq!(format!("{token:?}"), "NoticeToken(…)");
        for text in ["", "sent", "0123456789ABCDEF0123456789abcdef", "0123456789abcdef0123456789abcde"] {
            assert!(NoticeToken::parse(text).is_none(), "{text}");
        }
    }
}
