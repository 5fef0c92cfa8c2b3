//! Forms of those who keep diagnoses by mail. Each looks at the session itself; a session that is over leads to where
//! another begins.

mod erase;
mod link;
mod mine;
mod sign_in;

pub use erase::EraseOwn;
pub use link::FollowLink;
pub use mine::{ClaimDiagnosis, EndSession, OpenMine};
pub use sign_in::{ChangeAddress, SignIn};

use axum::http::request::Parts;
use leptos::prelude::*;

use crate::backend::{Sender, SessionToken};
use crate::pages::account::sign_in_said_path;
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::account as visitor;
use crate::words::account::Said;

/// The session that the browser is in, or where it is led without one.
fn session() -> Result<SessionToken, String> {
    visitor::session(&backend()).ok_or_else(|| sign_in_said_path(Said::Over))
}

/// Who sends the form, as far as limits need it.
fn sender() -> Result<Sender, Refusal> {
    let sender = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Sender>().cloned());
    sender.ok_or(Refusal::Unavailable)
}
