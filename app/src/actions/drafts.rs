//! 「公開する」 and 「捨てる」 for drafts of menus.

use domain::access::Act;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::officer;
use crate::backend::Decided;
use crate::refusal::Refusal;
use crate::words::drafts::Said;

/// Publishes drafts, all or none.
#[server(prefix = "/do", endpoint = "publish-drafts")]
pub async fn publish_drafts(#[server(default)] draft: Option<Vec<String>>) -> Result<(), ServerFnError> {
    super::redirect(publish(draft).await);
    Ok(())
}

/// Throws drafts away, all or none.
#[server(prefix = "/do", endpoint = "discard-drafts")]
pub async fn discard_drafts(#[server(default)] draft: Option<Vec<String>>) -> Result<(), ServerFnError> {
    super::redirect(discard(draft).await);
    Ok(())
}

async fn publish(drafts: Option<Vec<String>>) -> Result<String, Refusal> {
    let (backend, ids) = (officer(Act::EditContent)?, ids(drafts)?);
    Ok(way_on(backend.drafts.publish(&ids).await?, Said::Published))
}

async fn discard(drafts: Option<Vec<String>>) -> Result<String, Refusal> {
    let (backend, ids) = (officer(Act::EditContent)?, ids(drafts)?);
    Ok(way_on(backend.drafts.discard(&ids).await?, Said::Discarded))
}

/// The ids of a form.
fn ids(drafts: Option<Vec<String>>) -> Result<Vec<i64>, Refusal> {
    let read: Result<Vec<i64>, _> = drafts.unwrap_or_default().iter().map(|id| id.parse()).collect();
    read.map_err(|_| Refusal::BadForm)
}

fn way_on(decided: Decided, done: Said) -> String {
    let (ids, said) = match decided {
        Decided::Done => (Vec::new(), done),
        Decided::Gone => (Vec::new(), Said::Gone),
        Decided::Anew(ids) if ids.is_empty() => (ids, Said::Same),
        Decided::Anew(ids) => (ids, Said::Anew),
        Decided::Unfit(ids) => (ids, Said::Unfit),
    };
    match ids.first() {
        Some(id) => format!("/office/drafts/{id}?said={}", said.code()),
        None => format!("/office/drafts?said={}", said.code()),
    }
}
