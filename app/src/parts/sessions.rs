//! Where somebody is signed in, and the buttons that end it.

use leptos::prelude::*;

use super::facts::facts;
use crate::backend::OwnSession;
use crate::words::account as words;

/// Whose sessions they are.
#[derive(Clone, Copy)]
pub struct About {
    /// Where the buttons lead.
    pub action: &'static str,
    pub title: &'static str,
    pub text: &'static str,
    /// The button of this very session.
    pub end_this: &'static str,
}

pub fn section(about: About, sessions: &[OwnSession]) -> AnyView {
    let cards: Vec<_> = sessions.iter().map(|session| card(about, session)).collect();
    let others = (sessions.len() > 1).then(|| end(about, "others".to_owned(), None, words::END_OTHERS));
    view! {
        <section class="section" aria-labelledby="sessions">
            <h2 class="section__title" id="sessions">{about.title}</h2>
            <ul class="cards">{cards}</ul>
            <p class="table-note">{about.text}</p>
            <div class="actions">{end(about, "this".to_owned(), None, about.end_this)} {others}</div>
        </section>
    }
    .into_any()
}

fn card(about: About, session: &OwnSession) -> AnyView {
    let device = words::device(session.device);
    let this = session.is_this.then_some(words::THIS_DEVICE);
    let of = words::of_device(device, session.created_at);
    let end = (!session.is_this).then(|| {
        let button = end(about, session.id.to_string(), Some(of), words::END);
        view! { <div class="actions">{button}</div> }
    });
    view! {
        <li class="case-card">
            {facts([
                (words::DEVICE, format!("{device}{}", this.unwrap_or_default())),
                (words::SINCE, words::day(session.created_at)),
                (words::LAST_SEEN, words::day(session.seen_at)),
            ])}
            {end}
        </li>
    }
    .into_any()
}

/// `which`: the number of a session, `this` or `others`.
fn end(about: About, which: String, of: Option<String>, label: &'static str) -> AnyView {
    view! {
        <form method="post" action=about.action>
            <input type="hidden" name="session" value=which />
            <button class="button button--secondary" type="submit">
                {of.map(|of| view! { <span class="visually-hidden">{of}</span> })}
                {label}
            </button>
        </form>
    }
    .into_any()
}
