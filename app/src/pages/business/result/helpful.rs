//! One press: did the result help?

use domain::passage::Helpful;
use leptos::prelude::*;

use crate::parts::load::Opened;
use crate::words::funnel as words;

/// The three buttons, and what was said so far.
pub fn helpful(opened: &Opened) -> AnyView {
    let said = opened.diagnosis.helpful;
    let buttons = Helpful::ALL.map(|helpful| {
        let class = if said == Some(helpful) { "button button--primary" } else { "button button--secondary" };
        view! {
            <button
                class=class
                type="submit"
                name="helpful"
                value=helpful.as_str()
                aria-pressed=said.map(|said| (said == helpful).to_string())
            >
                {words::helpful(helpful)}
            </button>
        }
    });
    let thanks = said.map(|said| {
        view! {
            <p role="status">
                {words::THANKS} <b>{words::helpful(said)}</b>
            </p>
        }
    });
    view! {
        <section class="print-hide section" aria-labelledby="helpful">
            <h2 class="section__title" id="helpful">{words::ASK}</h2>
            <p class="section__lead">{words::ASK_TEXT}</p>
            {thanks}
            <form class="actions" method="post" action="/do/helpful">
                <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
                {buttons}
            </form>
        </section>
    }
    .into_any()
}
