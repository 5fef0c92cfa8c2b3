//! `/agency/profile`: what one's own agency says of itself, and how diagnoses begin at its place.

use leptos::prelude::*;

use super::{POSTER, note, profile_form, start_path};
use crate::backend::{Agency, Backend};
use crate::pages::staff::said;
use crate::parts::error;
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::load::{managing, show};
use crate::refusal::Refusal;
use crate::words::agencies::{self as words, Said};

/// `/agency/profile`
#[component]
pub fn ProfilePage() -> impl IntoView {
    let managing = match managing(None) {
        Ok(managing) => managing,
        Err(closed) => return closed,
    };
    let said = said().as_deref().and_then(Said::parse);
    show(async move {
        let backend = &managing.backend;
        let managed = backend.agencies.managed(managing.agency).await?.ok_or(Refusal::PageNotFound)?;
        let [summary, form] = profile_form(&backend.contents.current(), &managed);
        let embed = embed(backend, &managed.agency);
        let wrong = managed.typed.as_ref().is_some_and(|(_, unfit)| !unfit.is_empty());
        Ok(view! {
            <AgencyFrame title=error::title(words::PROFILE_TITLE, wrong) place=AgencyPlace::Profile>
                {summary}
                <h1 class="page__title">{words::PROFILE_TITLE}</h1>
                {said.map(note)}
                <p class="lead">
                    <b>{managed.agency.name}</b>
                </p>
                <p>{words::PROFILE_LEAD}</p>
                <p>{words::NAME_NOTE}</p>
                {form}
                {embed}
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

/// The two lines to copy, and the poster.
fn embed(backend: &Backend, agency: &Agency) -> AnyView {
    let base_url = &backend.base_url;
    let shown = agency.code.as_ref().map(|code| {
        let address = format!("{base_url}{}", start_path(code.as_str()));
        let code = code.as_str();
        let lines = format!(
            "<div data-dx-shindan=\"{code}\"></div>\n<script src=\"{base_url}/embed.js\" async></script>"
        );
        view! {
            <p>{words::EMBED_TEXT}</p>
            <pre class="code-box" tabindex="0" role="region" aria-label=words::EMBED_CODE>
                <code>{lines}</code>
            </pre>
            <p>
                {words::ADDRESS} {words::COLON} <a href=address.clone()>{address.clone()}</a>
            </p>
            <p>
                <a href=POSTER>{words::POSTER}</a>
            </p>
        }
    });
    let none = shown.is_none().then_some(words::NO_CODE);
    view! {
        <section class="section" aria-labelledby="embed">
            <h2 class="section__title" id="embed">{words::EMBED_TITLE}</h2>
            {shown}
            {none.map(|none| view! { <p>{none}</p> })}
        </section>
    }
    .into_any()
}
