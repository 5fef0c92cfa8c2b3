//! The button behind a link.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Followed, LinkFault, LinkToken, Pressed};
use crate::pages::account::{ME, link_fault_path, me_said_path, wrong_code_path};
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::account as visitor;
use crate::words::account::Said;

/// A code that is longer is none.
const LONGEST_CODE: usize = 200;

/// Uses a link.
#[server(prefix = "/do", endpoint = "link")]
pub async fn follow_link(
    #[server(default)] link: Option<String>,
    #[server(default)] code: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(follow(link, code).await);
    Ok(())
}

async fn follow(link: Option<String>, code: Option<String>) -> Result<String, Refusal> {
    let Some(link) = link.as_deref().and_then(LinkToken::parse) else {
        return Ok(link_fault_path(LinkFault::Unknown));
    };
    if code.as_ref().is_some_and(|code| code.len() > LONGEST_CODE) {
        return Err(Refusal::TooLarge);
    }
    let backend = backend();
    let pressed = Pressed {
        base_url: Arc::clone(&backend.base_url),
        link,
        browser: visitor::waiting(&backend),
        session: visitor::session(&backend),
        code,
        device: visitor::device(),
    };
    Ok(match backend.accounts.follow(&pressed).await? {
        Followed::SignedIn(session) => {
            visitor::sign_in(&backend, &session);
            ME.to_owned()
        }
        Followed::AddressChanged => me_said_path(Said::AddressChanged),
        Followed::WrongCode => wrong_code_path(&pressed.link),
        Followed::Dead(fault) => link_fault_path(fault),
    })
}
