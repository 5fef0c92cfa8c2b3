//! Asking to be told by mail, of what fits a diagnosis. No address stands in an address line: what does not count comes back
//! in a cookie.

mod own;

use domain::notice::Choices;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::flow;
use crate::backend::Backend;
use crate::parts::error;
use crate::parts::field::{Field, field};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::parts::notice_choices::{self, choice_fields};
use crate::refusal::Refusal;
use crate::visitor::{self, Typed};
use crate::words::notices as words;

pub use own::{ConfirmPage, EndedPage, LatePage, OwnPage, OwnSaid, UnsubscribePage};

/// The form as it was sent and does not count.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sent {
    pub address: String,
    pub choices: Choices,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    Address,
    /// Nothing was chosen.
    Choices,
    Both,
}

impl Unfit {
    const ALL: [Unfit; 3] = [Unfit::Address, Unfit::Choices, Unfit::Both];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Unfit::Address => "address",
            Unfit::Choices => "nothing",
            Unfit::Both => "both",
        }
    }
}

/// What most people want to be told.
const SUGGESTED: Choices = Choices {
    new: true,
    near: false,
    opening: false,
    closing: None,
    security: false,
    weekly: false,
    reminder: None,
    follow_up: true,
};

/// `/diagnosis/{key}/notices`
#[component]
pub fn NoticesPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    let said = use_query_map().with_untracked(|query| query.get("said"));
    let unfit = Unfit::ALL.into_iter().find(|unfit| said.as_deref() == Some(unfit.code()));
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_none() {
            return Err(Refusal::DiagnosisNotFound);
        }
        let sent = unfit.and_then(|_| typed(&backend)).unwrap_or_else(|| Sent {
            address: String::new(),
            choices: if unfit.is_some() { Choices::default() } else { SUGGESTED },
        });
        Ok(form_page(&opened, sent, unfit))
    })
}

/// What was sent last, and did not count.
fn typed(backend: &Backend) -> Option<Sent> {
    visitor::typed(backend, Typed::Notices).and_then(|text| serde_json::from_str(&text).ok())
}

fn form_page(opened: &Opened, sent: Sent, unfit: Option<Unfit>) -> AnyView {
    let wrong_address = matches!(unfit, Some(Unfit::Address | Unfit::Both));
    let wrong_choices = matches!(unfit, Some(Unfit::Choices | Unfit::Both));
    let problems = [
        wrong_address.then(|| ("address", words::ADDRESS_WRONG.to_owned())),
        wrong_choices.then(|| (notice_choices::FIRST, words::NOTHING_CHOSEN.to_owned())),
    ];
    let problems: Vec<(&str, String)> = problems.into_iter().flatten().collect();
    let wrong = unfit.is_some();
    let body = view! {
        {wrong.then(|| error::error_summaries(problems))}
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        <form class="form" method="post" action="/do/subscribe" novalidate>
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            {address_field(sent.address, words::ADDRESS_HINT, wrong_address)}
            {choice_fields(sent.choices, wrong_choices)}
            <p class="hint">{words::KEPT}</p>
            <div class="actions">
                <button class="button button--primary" type="submit">{words::ASK_BUTTON}</button>
                <a class="button button--secondary" href=flow::result_path(&opened.key)>{words::BACK_TO_RESULT}</a>
            </div>
        </form>
    }
    .into_any();
    let title = error::title(words::TITLE, wrong);
    view! { <Frame title width=Width::Narrow place=Place::Answering>{body}</Frame> }.into_any()
}

/// The field of an address; `hint`: what it is for.
pub(super) fn address_field(value: String, hint: &'static str, wrong: bool) -> AnyView {
    let problem = wrong.then_some(words::ADDRESS_WRONG);
    field(Field { kind: "email", value: Some(value), ..Field::address(words::ADDRESS, hint, problem) })
}

/// `/notices/sent`: the same whether the address was known or not.
#[component]
pub fn NoticesSentPage() -> impl IntoView {
    let help = words::SENT_HELP.map(|line| view! { <li>{line}</li> });
    view! {
        <Frame title=words::SENT_TITLE width=Width::Narrow>
            <h1 class="page__title">{words::SENT_TITLE}</h1>
            <p class="lead">{words::SENT_LEAD}</p>
            <section class="section" aria-labelledby="help">
                <h2 class="section__title" id="help">{words::SENT_HELP_TITLE}</h2>
                <ul class="plain-list plain-list--spaced">{help}</ul>
            </section>
        </Frame>
    }
}
