//! `/staff/sessions`: where one is signed in, and the ways to password and app.

use domain::access::Act;
use leptos::prelude::*;

use super::{APP, PASSWORD, note, own, said};
use crate::pages::agency::AGENCY;
use crate::pages::office::OFFICE;
use crate::parts::frame::Frame;
use crate::parts::load::{backend, may, show};
use crate::parts::sessions::{self, About};
use crate::refusal::Refusal;
use crate::words::staff::{self as words, Said};
use crate::words::{agency, office};

const SESSIONS: About = About {
    action: "/do/staff-end-session",
    title: words::SESSIONS_TITLE,
    text: words::SESSIONS_TEXT,
    end_this: words::END_THIS,
};

/// `/staff/sessions`
#[component]
pub fn OwnPage() -> impl IntoView {
    let signed_in = match own() {
        Ok(signed_in) => signed_in,
        Err(closed) => return closed,
    };
    let (backend, said) = (backend(), said().as_deref().and_then(Said::parse));
    let to_agency = may(Act::SeeClients).then(|| view! { <p><a href=AGENCY>{agency::TITLE}</a></p> });
    let to_office = may(Act::ReadFigures).then(|| view! { <p><a href=OFFICE>{office::TITLE}</a></p> });
    show(async move {
        let found = backend.sign_ins.staff_sessions(&signed_in.session).await?;
        let found = found.ok_or(Refusal::SignInFirst)?;
        let who = signed_in.member;
        let change = if who.enrolled {
            view! {
                <p>{words::CHANGE_NOTE}</p>
                <p class="actions">
                    <a class="button button--secondary" href=PASSWORD>{words::CHANGE_PASSWORD}</a>
                    <a class="button button--secondary" href=APP>{words::CHANGE_APP}</a>
                </p>
            }
            .into_any()
        } else {
            view! { <p>{words::NOT_ENROLLED}</p> }.into_any()
        };
        Ok(view! {
            <Frame title=words::OWN_TITLE>
                <h1 class="page__title">{words::OWN_TITLE}</h1>
                {said.map(note)}
                <p class="lead">
                    <b>{who.address}</b>
                    "（" {words::role(who.role)} "）"
                </p>
                {to_office} {to_agency}
                {sessions::section(SESSIONS, &found)}
                <section class="section" aria-labelledby="change">
                    <h2 class="section__title" id="change">{words::CHANGE_TITLE}</h2>
                    {change}
                </section>
            </Frame>
        }
        .into_any())
    })
    .into_any()
}
