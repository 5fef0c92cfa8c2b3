//! `/agency/new`: where clients come from: the digits that a business shows, or a first diagnosis together.

use domain::access::Act;
use domain::caseload::Channel;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{AGENCY, NEW_CLIENT};
use crate::parts::error;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::{AgencyFrame, AgencyPlace, Width};
use crate::parts::load::agency;
use crate::words::clients as words;

/// What became of typing the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSaid {
    Asked,
    Wrong,
    TooOften,
}

impl CodeSaid {
    const ALL: [CodeSaid; 3] = [CodeSaid::Asked, CodeSaid::Wrong, CodeSaid::TooOften];

    fn code(self) -> &'static str {
        match self {
            CodeSaid::Asked => "asked",
            CodeSaid::Wrong => "wrong",
            CodeSaid::TooOften => "too-often",
        }
    }

    fn parse(code: &str) -> Option<CodeSaid> {
        CodeSaid::ALL.into_iter().find(|said| said.code() == code)
    }

    fn problem(self) -> Option<&'static str> {
        match self {
            CodeSaid::Asked => None,
            CodeSaid::Wrong => Some(words::CODE_WRONG),
            CodeSaid::TooOften => Some(words::CODE_TOO_OFTEN),
        }
    }
}

/// The page with what became of the digits.
#[must_use]
pub fn new_client_said_path(said: CodeSaid) -> String {
    format!("{NEW_CLIENT}?said={}", said.code())
}

/// `/agency/new`
#[component]
pub fn NewClientPage() -> impl IntoView {
    if let Err(closed) = agency(Act::SeeClients) {
        return closed;
    }
    let said = use_query_map().with_untracked(|query| CodeSaid::parse(&query.get("said")?));
    let problem = said.and_then(CodeSaid::problem);
    let asked = (said == Some(CodeSaid::Asked))
        .then(|| view! { <p class="callout callout--success" role="status">{words::CODE_ASKED}</p> });
    let code = Field { problem, inputmode: "numeric", ..Field::new("code", words::CODE, words::CODE_HINT) };
    view! {
        <AgencyFrame
            title=error::title(words::NEW_TITLE, problem.is_some())
            place=AgencyPlace::Caseload
            width=Width::Narrow
        >
            {summary("code", problem)}
            <h1 class="page__title">{words::NEW_TITLE}</h1>
            {asked}
            <section class="section" aria-labelledby="by-code">
                <h2 class="section__title" id="by-code">{words::CODE_TITLE}</h2>
                <p>{words::CODE_LEAD}</p>
                <form class="form" method="post" action="/do/type-share-code" novalidate>
                    {field(code)}
                    <div class="actions">
                        <button class="button button--primary" type="submit">{words::CODE_SEND}</button>
                    </div>
                </form>
            </section>
            <section class="section" aria-labelledby="first">
                <h2 class="section__title" id="first">{words::FIRST_TITLE}</h2>
                <p>{words::FIRST_LEAD}</p>
                <div class="actions">
                    {first(Channel::Together, words::FIRST_TOGETHER)} {first(Channel::Paper, words::FIRST_PAPER)}
                </div>
            </section>
            <p>
                <a href=AGENCY>{words::TITLE}</a>
            </p>
        </AgencyFrame>
    }
    .into_any()
}

fn first(channel: Channel, label: &'static str) -> AnyView {
    view! {
        <form method="post" action="/do/answer-first">
            <input type="hidden" name="channel" value=channel.code() />
            <button class="button button--secondary" type="submit">{label}</button>
        </form>
    }
    .into_any()
}
