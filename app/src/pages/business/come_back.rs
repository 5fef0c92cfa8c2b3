//! Coming back by a code. The code never stands in an address but in the one of the QR code, which is left at once: the
//! page of the form has what was typed from a cookie.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::flow;
use crate::pages::account;
use crate::parts::error;
use crate::parts::field::{Field, field};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{backend, segment, show};
use crate::response::see_other;
use crate::visitor;
use crate::words::{account as account_words, home, later as words};

/// Why nothing was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// What was typed has not the form of a code.
    Code,
    /// What was typed is no number.
    Number,
    /// Neither is what it should be.
    Both,
    /// No diagnosis has this code together with this number.
    Unfit,
    TooOften,
}

impl NotOpened {
    const ALL: [NotOpened; 5] =
        [NotOpened::Code, NotOpened::Number, NotOpened::Both, NotOpened::Unfit, NotOpened::TooOften];

    fn as_str(self) -> &'static str {
        match self {
            NotOpened::Code => "code",
            NotOpened::Number => "number",
            NotOpened::Both => "both",
            NotOpened::Unfit => "unfit",
            NotOpened::TooOften => "too-often",
        }
    }

    /// Where it is said.
    #[must_use]
    pub fn path(self) -> String {
        format!("{}?said={}", flow::RESUME, self.as_str())
    }

    /// What is said at the code and at the number.
    fn sentences(self) -> [Option<&'static str>; 2] {
        match self {
            NotOpened::Code => [Some(words::CODE_WRONG), None],
            NotOpened::Number => [None, Some(words::NUMBER_WRONG)],
            NotOpened::Both => [Some(words::CODE_WRONG), Some(words::NUMBER_WRONG)],
            NotOpened::Unfit => [Some(words::UNFIT), None],
            NotOpened::TooOften => [Some(words::TOO_OFTEN), None],
        }
    }
}

/// `/resume/{code}`: the address of the QR code. The code is taken out of the address line and its history.
#[component]
pub fn CodeLinkPage() -> impl IntoView {
    let (backend, code) = (backend(), segment("code"));
    show(async move {
        visitor::remember_typed(&backend, visitor::Typed::Code, &code);
        see_other(flow::RESUME);
        Ok(().into_any())
    })
}

/// `/resume`
#[component]
pub fn ComeBackPage() -> impl IntoView {
    let typed = visitor::typed(&backend(), visitor::Typed::Code);
    let said = use_query_map().with_untracked(|query| query.get("said"));
    let not_opened = NotOpened::ALL.into_iter().find(|code| said.as_deref() == Some(code.as_str()));
    let [code, number] = not_opened.map_or([None, None], NotOpened::sentences);
    let wrong = not_opened.is_some();
    let problems: Vec<(&str, String)> = [("code", code), ("number", number)]
        .into_iter()
        .filter_map(|(id, text)| Some((id, text?.to_owned())))
        .collect();
    let help = words::HELP.map(|line| view! { <li>{line}</li> });
    let body = view! {
        {wrong.then(|| error::error_summaries(problems))}
        <h1 class="page__title">{words::RESUME_TITLE}</h1>
        <p class="lead">{words::RESUME_LEAD}</p>
        {form(typed, code, number)}
        <section class="section" aria-labelledby="help">
            <h2 class="section__title" id="help">{words::HELP_TITLE}</h2>
            <ul class="plain-list plain-list--spaced">{help}</ul>
            <p class="later">
                <a href=account::ME>{account_words::OPEN_SAVED}</a>
            </p>
            <form class="actions" method="post" action="/do/start">
                <button class="button button--secondary" type="submit">{home::START}</button>
            </form>
        </section>
    };
    let title = error::title(words::RESUME_TITLE, wrong);
    view! { <Frame title width=Width::Narrow place=Place::Answering>{body}</Frame> }
}

fn form(typed: Option<String>, code: Option<&'static str>, number: Option<&'static str>) -> impl IntoView {
    let code = Field {
        problem: code,
        value: typed,
        autocapitalize: "characters",
        ..Field::new("code", words::CODE, words::CODE_HINT)
    };
    let number = Field {
        problem: number,
        inputmode: "numeric",
        ..Field::new("number", words::NUMBER, words::NUMBER_HINT)
    };
    view! {
        <form class="form" method="post" action="/do/resume" novalidate>
            {field(code)}
            {field(number)}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::OPEN}</button>
            </div>
        </form>
    }
}
