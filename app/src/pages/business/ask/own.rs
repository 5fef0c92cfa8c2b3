//! What the business has asked so far, and what it can do about it.

use domain::request::State;
use leptos::prelude::*;

use super::may_withdraw;
use crate::backend::{AgencyEntry, DiagnosisKey, OwnRequest};
use crate::parts::facts::facts;
use crate::parts::load::Opened;
use crate::words::format::date;
use crate::words::requests as words;

/// `elsewhere`: on a device where staff is signed in, on which the business does not say who may have a request.
pub fn own(opened: &Opened, own: &[OwnRequest], elsewhere: bool) -> Option<AnyView> {
    let cards: Vec<_> = own.iter().map(|request| card(opened, request, elsewhere)).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="own-title">
                <h2 class="section__title" id="own-title">{words::OWN}</h2>
                <ul class="cards">{cards}</ul>
            </section>
        }
        .into_any()
    })
}

fn card(opened: &Opened, request: &OwnRequest, elsewhere: bool) -> AnyView {
    let phone = request.agency_phone.clone().map(|phone| (words::RECEIVER_PHONE, phone));
    let known = [
        Some((words::STATE, words::state(request.state).to_owned())),
        Some((words::RECEIVER, request.agency.clone())),
        phone,
        Some((words::ASKED_ON, date(request.asked_on))),
        request.answered_on.map(|day| (words::ANSWERED_ON, date(day))),
    ];
    let offer =
        request.offered_to.as_ref().filter(|_| !elsewhere).map(|other| offer(&opened.key, request, other));
    let closed = (request.state == State::Closed)
        .then(|| view! { <p class="callout callout--warning">{words::closed(&request.agency)}</p> });
    let withdraw = may_withdraw(request.state).then(|| withdraw(&opened.key, request));
    view! {
        <li class="case-card">
            <h3>{words::topic(&opened.content, &request.topic)}</h3>
            {facts(known.into_iter().flatten())}
            {offer}
            {closed}
            {withdraw}
        </li>
    }
    .into_any()
}

/// The other agency stands in the form: a yes is meant for it, and for no other.
fn offer(key: &DiagnosisKey, request: &OwnRequest, other: &AgencyEntry) -> impl IntoView + use<> {
    view! {
        <div class="callout callout--warning">
            <p>{words::offer(&request.agency, &other.name)}</p>
            <form class="actions" method="post" action="/do/reply-to-offer">
                <input type="hidden" name="key" value=key.as_str().to_owned() />
                <input type="hidden" name="request" value=request.id.to_string() />
                <input type="hidden" name="to" value=other.id.to_string() />
                <button class="button button--primary" type="submit" name="reply" value="yes">{words::YES}</button>
                <button class="button button--secondary" type="submit" name="reply" value="no">{words::NO}</button>
            </form>
        </div>
    }
}

fn withdraw(key: &DiagnosisKey, request: &OwnRequest) -> impl IntoView + use<> {
    view! {
        <form class="actions" method="post" action="/do/withdraw-request">
            <input type="hidden" name="key" value=key.as_str().to_owned() />
            <input type="hidden" name="request" value=request.id.to_string() />
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{words::asked(&request.agency, request.asked_on)} " "</span>
                {words::WITHDRAW}
            </button>
        </form>
    }
}
