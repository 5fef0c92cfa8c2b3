//! Asking to be told by mail, confirming it, changing and ending it.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::notice::{Ahead, Choices, Reminder};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Backend, NoticeToken, Subscribed, Wish};
use crate::pages::business::flow;
use crate::pages::business::{OwnSaid, SentNotices, UnfitNotices};
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::{self, Typed};

/// Asks the address by mail, or leads back to the form with what was typed.
#[server(prefix = "/do", endpoint = "subscribe")]
pub async fn subscribe(
    #[server(default)] key: Option<String>,
    #[server(default)] address: Option<String>,
    #[server(default)] wants: Option<Vec<String>>,
    #[server(default)] closing: Option<String>,
    #[server(default)] reminder: Option<String>,
    #[server(default)] often: Option<String>,
) -> Result<(), ServerFnError> {
    let chosen = RawChoices { wants, closing, reminder, often };
    super::redirect(ask(key, address, chosen).await);
    Ok(())
}

/// Confirms what was asked for by mail.
#[server(prefix = "/do", endpoint = "confirm-notices")]
pub async fn confirm_notices(#[server(default)] token: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(confirm(token).await);
    Ok(())
}

/// Changes what a subscriber is told.
#[server(prefix = "/do", endpoint = "change-notices")]
pub async fn change_notices(
    #[server(default)] token: Option<String>,
    #[server(default)] wants: Option<Vec<String>>,
    #[server(default)] closing: Option<String>,
    #[server(default)] reminder: Option<String>,
    #[server(default)] often: Option<String>,
) -> Result<(), ServerFnError> {
    let chosen = RawChoices { wants, closing, reminder, often };
    super::redirect(change(token, chosen).await);
    Ok(())
}

/// Ends a subscription.
#[server(prefix = "/do", endpoint = "end-notices")]
pub async fn end_notices(#[server(default)] token: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(end(token).await);
    Ok(())
}

/// The fields of [`crate::parts::notice_choices`] as they are sent.
struct RawChoices {
    wants: Option<Vec<String>>,
    closing: Option<String>,
    reminder: Option<String>,
    often: Option<String>,
}

impl RawChoices {
    /// Only a form that is not ours says what we do not know.
    fn read(self) -> Result<Choices, Refusal> {
        let mut choices = Choices {
            closing: optional(self.closing, Ahead::parse)?,
            reminder: optional(self.reminder, Reminder::parse)?,
            weekly: self.often.as_deref() == Some("weekly"),
            ..Choices::default()
        };
        for want in self.wants.unwrap_or_default() {
            match want.as_str() {
                "new" => choices.new = true,
                "opening" => choices.opening = true,
                "security" => choices.security = true,
                "near" => choices.near = true,
                "follow-up" => choices.follow_up = true,
                _ => return Err(Refusal::BadForm),
            }
        }
        Ok(choices)
    }
}

/// Nothing where nothing is chosen.
fn optional<T>(sent: Option<String>, parse: fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    match sent.as_deref() {
        None | Some("") => Ok(None),
        Some(text) => parse(text).map(Some).ok_or(Refusal::BadForm),
    }
}

async fn ask(key: Option<String>, address: Option<String>, chosen: RawChoices) -> Result<String, Refusal> {
    let backend = backend();
    let key = super::parse_key(key)?;
    let (choices, address) = (chosen.read()?, super::typed_address(address)?);
    let sender = super::sender()?;
    let sent = SentNotices { address, choices };
    let wish =
        Wish { sender, key, address: sent.address.clone(), choices, base_url: backend.base_url.clone() };
    let back = |unfit: UnfitNotices| {
        remember(&backend, &sent);
        format!("{}?said={}", flow::notices_path(&wish.key), unfit.code())
    };
    if choices.are_empty() {
        let readable = backend.notices.is_address(&wish.address);
        return Ok(back(if readable { UnfitNotices::Choices } else { UnfitNotices::Both }));
    }
    match backend.notices.subscribe(&wish).await? {
        Subscribed::Asked => {
            visitor::forget_typed(&backend, Typed::Notices);
            Ok(flow::NOTICES_SENT.to_owned())
        }
        Subscribed::BadAddress => Ok(back(UnfitNotices::Address)),
        Subscribed::NotFound => Err(Refusal::DiagnosisNotFound),
    }
}

/// What does not count is shown again as it was.
fn remember(backend: &Backend, sent: &SentNotices) {
    let typed = serde_json::to_string(sent).unwrap_or_default();
    visitor::remember_typed(backend, Typed::Notices, &typed);
}

async fn confirm(token: Option<String>) -> Result<String, Refusal> {
    let Some(token) = parse(token) else { return Ok(flow::NOTICES_LATE.to_owned()) };
    Ok(match backend().notices.confirm(&token).await? {
        Some(own) => OwnSaid::Confirmed.path(&own),
        None => flow::NOTICES_LATE.to_owned(),
    })
}

async fn change(token: Option<String>, chosen: RawChoices) -> Result<String, Refusal> {
    let Some(token) = parse(token) else { return Ok(flow::NOTICES_ENDED.to_owned()) };
    let (backend, choices) = (backend(), chosen.read()?);
    if choices.are_empty() {
        remember(&backend, &SentNotices { address: String::new(), choices });
        return Ok(OwnSaid::Nothing.path(&token));
    }
    let changed = backend.notices.change(&token, choices).await?;
    Ok(if changed { OwnSaid::Changed.path(&token) } else { flow::NOTICES_ENDED.to_owned() })
}

/// What is not there has ended too: nobody learns which tokens there are.
async fn end(token: Option<String>) -> Result<String, Refusal> {
    if let Some(token) = parse(token) {
        backend().notices.end(&token).await?;
    }
    Ok(flow::NOTICES_ENDED.to_owned())
}

fn parse(token: Option<String>) -> Option<NoticeToken> {
    token.as_deref().and_then(NoticeToken::parse)
}
