//! The door to what is not everybody's. Pages, actions and files come through it: it asks the domain who may, and hands out
//! a backend whose acts are written down as theirs.

use axum::http::{Extensions, HeaderMap, Uri};
use domain::access::{Act, Actor, Reason, may, may_manage};

use crate::backend::{Adviser, Backend, SignedIn, StaffToken};
use crate::pages::staff::sign_in_path;
use crate::refusal::Refusal;
use crate::visitor::staff as visitor;

/// Where the prefecture's own sign-on sends browsers back to.
pub use crate::pages::staff::SIGNED_ON;

/// The session of staff that a request brings; whether it lives is for the store to say.
#[must_use]
pub fn session_in(headers: &HeaderMap, backend: &Backend) -> Option<StaffToken> {
    visitor::session_in(headers, backend)
}

/// May whoever sends a request with these extensions do this?
///
/// # Errors
/// Why not.
pub fn permit(extensions: &Extensions, act: Act) -> Result<(), Refusal> {
    let actor = extensions.get::<SignedIn>().map_or(Actor::Nobody, |signed_in| signed_in.member.actor());
    may(actor, act).map_err(|reason| refusal(reason, act))
}

/// How somebody is told why they may not do something.
#[must_use]
pub fn refusal(reason: Reason, act: Act) -> Refusal {
    match reason {
        Reason::NotSignedIn => Refusal::SignInFirst,
        Reason::OtherRole => Refusal::NotPermitted(act),
        Reason::OtherAgency => Refusal::PageNotFound,
    }
}

/// The backend for whoever sends a request with these extensions and may do this.
///
/// # Errors
/// Why they may not.
pub fn open(backend: &Backend, extensions: &Extensions, act: Act) -> Result<Backend, Refusal> {
    permit(extensions, act)?;
    let signed_in = extensions.get::<SignedIn>().ok_or(Refusal::SignInFirst)?;
    Ok(backend.acting_as(signed_in.member.named()))
}

/// The same for somebody of an agency, and who they are.
///
/// # Errors
/// Why they may not.
pub fn open_agency(
    backend: &Backend,
    extensions: &Extensions,
    act: Act,
) -> Result<(Backend, Adviser), Refusal> {
    let theirs = open(backend, extensions, act)?;
    let adviser = extensions.get::<SignedIn>().and_then(|signed_in| signed_in.member.adviser());
    Ok((theirs, adviser.ok_or(Refusal::NotPermitted(act))?))
}

/// Somebody who may see to an agency, and to which.
pub struct Managing {
    /// Acts for them.
    pub backend: Backend,
    /// The id of the agency.
    pub agency: i64,
    /// It is their own; else they are officers, who see to all.
    pub is_own: bool,
}

/// The backend for whoever sends a request with these extensions and may see to an agency: officers to the one that is asked
/// for, others to their own, whether they name it or not.
///
/// # Errors
/// Why they may not.
pub fn open_managing(
    backend: &Backend,
    extensions: &Extensions,
    asked: Option<i64>,
) -> Result<Managing, Refusal> {
    let adviser = extensions.get::<SignedIn>().and_then(|signed_in| signed_in.member.adviser());
    let act = if adviser.is_some() { Act::ManageOwnAgency } else { Act::ManageAgencies };
    let backend = open(backend, extensions, act)?;
    let agency = asked.or(adviser.map(|adviser| adviser.agency)).ok_or(Refusal::PageNotFound)?;
    if let Some(adviser) = adviser {
        may_manage(adviser.actor(), agency).map_err(|_| Refusal::PageNotFound)?;
    }
    Ok(Managing { backend, agency, is_own: adviser.is_some() })
}

/// Where one signs in to open an address.
#[must_use]
pub fn sign_in_for(wanted: &Uri) -> String {
    sign_in_path(wanted.path_and_query().map(|place| place.as_str()))
}
