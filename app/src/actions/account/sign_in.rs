//! 「リンクを送る」: to sign in, to keep a diagnosis, to change the address.

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::actions::{redirect, sender, typed_address};
use crate::backend::{AskedLink, Changing, DiagnosisKey};
use crate::pages::account::{ME, SENT, SIGN_IN, me_said_path, save_path, sign_in_said_path, wrong_address};
use crate::parts::load::{backend, open};
use crate::refusal::Refusal;
use crate::visitor::{Typed, account as visitor, forget_typed, remember_typed};
use crate::words::account::Said;

/// Asks for a link. What follows is the same for every address, and whether a letter goes or not.
#[server(prefix = "/do", endpoint = "sign-in")]
pub async fn sign_in(
    #[server(default)] address: Option<String>,
    /// The diagnosis that is to be kept.
    #[server(default)]
    key: Option<String>,
) -> Result<(), ServerFnError> {
    redirect(ask(address, key).await);
    Ok(())
}

async fn ask(address: Option<String>, key: Option<String>) -> Result<String, Refusal> {
    let backend = backend();
    let claims: Option<DiagnosisKey> = match key {
        Some(key) => Some(open(&backend, &key).await?.key),
        None => None,
    };
    let address = typed_address(address)?;
    let sender = sender()?;
    let asked = AskedLink { sender: &sender, address: &address, base_url: &backend.base_url };
    let browser = visitor::waiting(&backend);
    match backend.accounts.ask_sign_in(asked, browser.as_ref(), claims.as_ref()).await? {
        Some(browser) => {
            visitor::wait(&backend, &browser);
            forget_typed(&backend, Typed::Address);
            Ok(SENT.to_owned())
        }
        None => {
            remember_typed(&backend, Typed::Address, &address);
            Ok(wrong_address(&claims.map_or_else(|| SIGN_IN.to_owned(), |key| save_path(&key))))
        }
    }
}

/// Asks for a link to another address.
#[server(prefix = "/do", endpoint = "change-address")]
pub async fn change_address(#[server(default)] address: Option<String>) -> Result<(), ServerFnError> {
    redirect(ask_change(address).await);
    Ok(())
}

async fn ask_change(address: Option<String>) -> Result<String, Refusal> {
    let session = match super::session() {
        Ok(session) => session,
        Err(place) => return Ok(place),
    };
    let address = typed_address(address)?;
    let (backend, sender) = (backend(), sender()?);
    let asked = AskedLink { sender: &sender, address: &address, base_url: &backend.base_url };
    Ok(match backend.accounts.ask_change(asked, &session).await? {
        Changing::Asked => {
            forget_typed(&backend, Typed::Address);
            me_said_path(Said::LinkSent)
        }
        Changing::NotAnAddress => {
            remember_typed(&backend, Typed::Address, &address);
            wrong_address(ME)
        }
        Changing::NotSignedIn => sign_in_said_path(Said::Over),
    })
}
