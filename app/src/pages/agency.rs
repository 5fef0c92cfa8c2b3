//! What a support agency sees. Every page asks for somebody of one, by `agency` of `parts/load.rs`, and what it shows of a
//! client is asked for under the client's consent.

mod answers;
mod caseload;
mod client;
mod client_work;
mod new_client;
mod sheet;

use domain::access::ClientReason;
use leptos::prelude::*;

use crate::backend::{Adviser, Backend, Client, LookAt, OfClient};
use crate::door;
use crate::parts::load::segment;
use crate::refusal::Refusal;
use crate::words::clients::Said;

pub use answers::ClientAnswersPage;
pub use caseload::CaseloadPage;
pub use client::ClientPage;
pub use new_client::{CodeSaid, NewClientPage, new_client_said_path};
pub use sheet::SheetPage;

/// Where somebody of an agency begins.
pub const AGENCY: &str = "/agency";
/// Where clients come from.
pub const NEW_CLIENT: &str = "/agency/new";

/// The page of a client.
#[must_use]
pub fn client_path(id: i64) -> String {
    format!("/agency/clients/{id}")
}

#[must_use]
pub fn client_said_path(id: i64, said: Said) -> String {
    format!("{}?said={}", client_path(id), said.code())
}

/// Why somebody may not see, or do, something of a client. Whoever never had a consent is told that there is no such page.
#[must_use]
pub fn refusal(reason: ClientReason) -> Refusal {
    match reason {
        ClientReason::Role(reason) => door::refusal(reason, domain::access::Act::SeeClients),
        ClientReason::NoConsent => Refusal::PageNotFound,
        ClientReason::Revoked => Refusal::ConsentRevoked,
        ClientReason::Expired => Refusal::ConsentExpired,
        ClientReason::NotCovered => Refusal::ConsentNotCovered,
    }
}

/// What was done for a client, or why not.
///
/// # Errors
/// Why not.
pub fn of_client<T>(outcome: OfClient<T>) -> Result<T, Refusal> {
    match outcome {
        OfClient::Done(done) => Ok(done),
        OfClient::Denied(reason) => Err(refusal(reason)),
    }
}

/// The client whose id stands in the address.
fn wanted() -> Option<i64> {
    segment("id").parse().ok()
}

/// Loads a client; the look is written down.
async fn load(
    backend: &Backend,
    adviser: Adviser,
    (id, look): (Option<i64>, LookAt),
) -> Result<Client, Refusal> {
    let id = id.ok_or(Refusal::PageNotFound)?;
    of_client(backend.clients.client(adviser, id, look).await?)
}

/// The head of a client's pages: how to get back.
fn back(id: i64, label: &'static str) -> AnyView {
    view! {
        <p class="print-hide">
            <a href=client_path(id)>{label}</a>
        </p>
    }
    .into_any()
}
