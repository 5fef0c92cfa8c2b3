//! What a support agency sees: its clients, what it says of itself, who of it may sign in, what it prints. Every page asks for
//! somebody who may, by `agency` of `parts/load.rs`; what is shown of a client is asked for under the client's consent.

mod answers;
mod caseload;
mod client;
mod client_work;
mod form;
mod members;
mod new_client;
mod poster;
mod profile;
mod requests;
mod sheet;
mod staff;

use domain::access::ClientReason;
use leptos::prelude::*;

use crate::backend::{Adviser, Backend, Client, LookAt, OfClient};
use crate::door::{self, Managing};
use crate::pages::office::agency_path;
use crate::parts::load::segment;
use crate::refusal::Refusal;
use crate::visitor;
use crate::words::agencies::Said as AgencySaid;
use crate::words::clients::Said;

pub use answers::ClientAnswersPage;
pub use caseload::CaseloadPage;
pub use client::ClientPage;
pub use form::{kind_options, profile_form};
pub use members::with_members;
pub use new_client::{CodeSaid, NewClientPage, new_client_said_path};
pub use poster::PosterPage;
pub use profile::ProfilePage;
pub use requests::{RequestPage, RequestsPage, desk_path, request_path};
pub use sheet::SheetPage;
pub use staff::StaffPage;

/// Where those of an agency begin.
pub const AGENCY: &str = "/agency";
/// Where clients come from.
pub const NEW_CLIENT: &str = "/agency/new";
/// What one's own agency says of itself.
pub const PROFILE: &str = "/agency/profile";
/// Who of it may sign in.
pub const STAFF: &str = "/agency/staff";
/// What it prints for those who come to it.
pub const POSTER: &str = "/agency/poster";

/// Where whoever manages an agency sees what it says of itself.
#[must_use]
pub fn profile_place(managing: &Managing) -> String {
    if managing.is_own { PROFILE.to_owned() } else { agency_path(managing.agency) }
}

/// Where they see who of it may sign in.
#[must_use]
pub fn staff_place(managing: &Managing) -> String {
    if managing.is_own { STAFF.to_owned() } else { agency_path(managing.agency) }
}

/// Where a diagnosis begins at an agency's place.
#[must_use]
pub fn start_path(code: &str) -> String {
    format!("/start/{code}")
}

/// What was done.
pub fn note(said: AgencySaid) -> AnyView {
    view! {
        <div class="callout callout--success" role="status">
            <p>{said.sentence()}</p>
        </div>
    }
    .into_any()
}

/// Between the fields of a to-do that the browser brings along; nobody types it.
pub const TASK_JOINT: &str = "\u{1f}";

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
        ClientReason::UnderWay => Refusal::ClientUnderWay,
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
    // What nobody looks at is not shown, and written down as no look.
    if !visitor::is_looking() {
        return Err(Refusal::Unavailable);
    }
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
