//! The way to the prefecture's own sign-on and back. Neither page is ever seen: each leads on. The second is where the
//! sign-on sends browsers, with what opens something in the address; so nothing stays there.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{CODE, CONFIRM, SIGN_IN, SIGN_ON, home, next, safe, way_on, with_next};
use crate::backend::{Backend, ComingBack, SignOnFault, SignOnFor, SignedOn};
use crate::parts::listing::Address;
use crate::parts::load::{backend, sender, show};
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::visitor::account::device;
use crate::visitor::{Typed, forget_typed, remember_typed, staff as visitor, typed};
use crate::words::staff as words;

/// `/staff/sign-on`: leads to the sign-on.
#[component]
pub fn SignOnPage() -> impl IntoView {
    let backend = backend();
    let (why, wanted) = (why().unwrap_or(SignOnFor::SignIn), next());
    show(async move {
        if backend.sign_ons.name().is_none() {
            return Err(Refusal::PageNotFound);
        }
        match backend.sign_ons.leave(why).await {
            Ok(leaving) => {
                visitor::go_away(&backend, &leaving.trip);
                remember_typed(&backend, Typed::StaffNext, wanted.as_deref().unwrap_or_default());
                see_other(&leaving.address);
            }
            Err(fault) => see_other(&back_to(why, fault, wanted.as_deref())),
        }
        Ok(().into_any())
    })
}

fn why() -> Option<SignOnFor> {
    use_query_map().with_untracked(|query| query.get("for")).as_deref().and_then(SignOnFor::parse)
}

/// `/staff/signed-on`: where the sign-on sends browsers back to.
#[component]
pub fn SignedOnPage() -> impl IntoView {
    let backend = backend();
    show(async move {
        if backend.sign_ons.name().is_none() {
            return Err(Refusal::PageNotFound);
        }
        let wanted = typed(&backend, Typed::StaffNext);
        let wanted = wanted.as_deref().and_then(safe);
        forget_typed(&backend, Typed::StaffNext);
        // Whatever happens: what stands in this address shall not stay there.
        see_other(&place(&backend, wanted).await.unwrap_or_else(|refusal| {
            leptos::logging::warn!("{}", refusal.code());
            back_to(SignOnFor::SignIn, SignOnFault::Down, wanted)
        }));
        Ok(().into_any())
    })
}

/// Where somebody goes who has come back.
async fn place(backend: &Backend, wanted: Option<&str>) -> Result<String, Refusal> {
    match come_back(backend).await? {
        SignedOn::SignedIn(session) => {
            visitor::sign_in(backend, &session);
            way_on(backend, &session, wanted).await
        }
        SignedOn::Confirmed(session) => {
            visitor::sign_in(backend, &session);
            Ok(wanted.map_or_else(home, str::to_owned))
        }
        SignedOn::Half(half) => {
            visitor::go_half(backend, &half);
            Ok(with_next(CODE, None, wanted))
        }
        SignedOn::No(why, fault) => Ok(back_to(why, fault, wanted)),
    }
}

async fn come_back(backend: &Backend) -> Result<SignedOn, Refusal> {
    let trip = visitor::come_back(backend);
    let session = visitor::session(backend);
    let brought = |name: &str| use_query_map().with_untracked(|query| query.get(name));
    let (Some(trip), Some(state)) = (trip, brought("state")) else {
        // Who is signed in had left to confirm.
        let why = if session.is_some() { SignOnFor::Confirm } else { SignOnFor::SignIn };
        return Ok(SignedOn::No(why, SignOnFault::Lost));
    };
    let (sender, code, error) = (sender()?, brought("code"), brought("error"));
    let back = ComingBack {
        sender: &sender,
        trip: &trip,
        state: &state,
        brought: code.as_deref().ok_or(error.as_deref().unwrap_or_default()),
        device: device(),
        session: session.as_ref(),
    };
    Ok(backend.sign_ons.come_back(back).await?)
}

/// The page from which somebody had left, with why they did not get on.
fn back_to(why: SignOnFor, fault: SignOnFault, wanted: Option<&str>) -> String {
    let page = match why {
        SignOnFor::SignIn => SIGN_IN,
        SignOnFor::Confirm => CONFIRM,
    };
    with_next(page, Some(fault.code()), wanted)
}

/// The way there, where there is one: beside the form of our own.
pub(super) fn way(why: SignOnFor) -> Option<AnyView> {
    let backend = backend();
    let name = backend.sign_ons.name()?;
    let address = Address::new(SIGN_ON).and("for", Some(why.code())).and("next", next().as_deref()).page(1);
    Some(
        view! {
            <section class="section" aria-labelledby="sign-on">
                <h2 class="section__title" id="sign-on">{words::sign_on_title(name)}</h2>
                <p>{words::sign_on_text(why)}</p>
                <p class="actions">
                    <a class="button button--secondary" href=address>{words::sign_on(why, name)}</a>
                </p>
            </section>
        }
        .into_any(),
    )
}

/// Why somebody did not get on there, by what the address says.
pub(super) fn trouble(said: Option<&str>) -> Option<AnyView> {
    let fault = said.and_then(SignOnFault::parse)?;
    let backend = backend();
    let told = words::sign_on_fault(fault, backend.sign_ons.name()?);
    Some(
        view! {
            <div class="callout callout--warning" role="alert">
                <p>{told}</p>
            </div>
        }
        .into_any(),
    )
}
