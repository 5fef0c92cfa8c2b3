//! The page behind a link. Whoever looks at it, a scanner of mail too, changes nothing: only the button does.

use leptos::prelude::*;

use super::{ME, link_fault_path, said};
use crate::backend::{LinkFault, LinkToken, Purpose, Seen};
use crate::parts::error;
use crate::parts::field::{Field, field, summary};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{backend, segment, show};
use crate::response::see_other;
use crate::visitor::account as visitor;
use crate::words::account as words;

/// `/me/link/{token}`
#[component]
pub fn LinkPage() -> impl IntoView {
    let (backend, token) = (backend(), segment("token"));
    let wrong = said().as_deref() == Some(super::WRONG_CODE);
    let problem = wrong.then_some(words::CODE_WRONG);
    show(async move {
        let (browser, session) = (visitor::waiting(&backend), visitor::session(&backend));
        let Some(link) = LinkToken::parse(&token) else { return Ok(dead(LinkFault::Unknown)) };
        Ok(match backend.accounts.look(&link, browser.as_ref(), session.as_ref()).await? {
            Seen::Ready(Purpose::SignIn) => button(&link, words::LINK_LEAD, words::LINK_PRESS),
            Seen::Ready(Purpose::ChangeAddress) => button(&link, words::CHANGE_LEAD, words::CHANGE_PRESS),
            Seen::NeedsCode => with_code(&link, problem),
            Seen::Done => {
                see_other(ME);
                ().into_any()
            }
            Seen::Dead(fault) => dead(fault),
        })
    })
}

/// Where another link can be asked for.
fn dead(fault: LinkFault) -> AnyView {
    see_other(&link_fault_path(fault));
    ().into_any()
}

fn button(link: &LinkToken, lead: &'static str, press: &'static str) -> AnyView {
    let body = view! {
        <h1 class="page__title">{words::LINK_TITLE}</h1>
        <p class="lead">{lead}</p>
        <form class="actions" method="post" action="/do/link">
            <input type="hidden" name="link" value=link.as_str().to_owned() />
            <button class="button button--primary" type="submit">{press}</button>
        </form>
    };
    page(false, body.into_any())
}

fn with_code(link: &LinkToken, problem: Option<&'static str>) -> AnyView {
    let code = Field {
        problem,
        inputmode: "numeric",
        autocomplete: "one-time-code",
        ..Field::new("code", words::CODE, words::CODE_HINT)
    };
    let body = view! {
        {summary("code", problem)}
        <h1 class="page__title">{words::LINK_TITLE}</h1>
        <p class="lead">{words::CODE_LEAD}</p>
        <form class="form" method="post" action="/do/link" novalidate>
            <input type="hidden" name="link" value=link.as_str().to_owned() />
            {field(code)}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::LINK_PRESS}</button>
            </div>
        </form>
        <p class="later">{words::CODE_ELSE} " " <a href=super::SIGN_IN>{words::ASK_AGAIN}</a></p>
    };
    page(problem.is_some(), body.into_any())
}

fn page(wrong: bool, body: AnyView) -> AnyView {
    let title = error::title(words::LINK_TITLE, wrong);
    view! { <Frame title width=Width::Narrow place=Place::Answering>{body}</Frame> }.into_any()
}
