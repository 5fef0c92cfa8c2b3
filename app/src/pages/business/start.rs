//! `/start/{code}`: a diagnosis begins at an agency's place: from its poster, or from its own pages.

use leptos::prelude::*;

use super::home::purposes;
use crate::backend::AgencyCode;
use crate::parts::frame::{Frame, Width};
use crate::parts::load::{backend, segment, show};
use crate::response::see_other;
use crate::words::agencies as words;

/// `/start/{code}`. Whoever comes by a code that is none any more begins as everybody does.
#[component]
pub fn StartPage() -> impl IntoView {
    let (backend, code) = (backend(), AgencyCode::parse(&segment("code")));
    show(async move {
        let agency = match &code {
            Some(code) => backend.agencies.at(code).await?,
            None => None,
        };
        let (Some(agency), Some(code)) = (agency, code) else {
            see_other("/");
            return Ok(().into_any());
        };
        let content = backend.contents.current();
        let questionnaire = &content.questionnaire;
        let lead = words::start_lead(questionnaire.questions.len(), questionnaire.minutes);
        let whose = words::place_of(&agency.name);
        let body = view! {
            <h1 class="page__title">
                <span class="level__kicker">{whose.clone()}</span>
                {words::START_TITLE}
            </h1>
            <p class="lead">{lead}</p>
            <p class="callout">{words::START_SHOWN}</p>
            {purposes(&content)}
            <form class="actions" method="post" action="/do/start">
                <input type="hidden" name="agency" value=code.as_str().to_owned() />
                <button class="button button--primary button--large" type="submit">{words::START}</button>
            </form>
        };
        Ok(view! { <Frame title=whose width=Width::Narrow>{body}</Frame> }.into_any())
    })
}
