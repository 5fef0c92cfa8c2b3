//! `/api`: what the JSON interface offers, and a form to try it. The form is read-only, hence a GET.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::parts::frame::Frame;
use crate::parts::load::{backend, show};
use crate::parts::raw_text::as_text;
use crate::words::interface as words;

/// The endpoints that take a body: name in the form, path, example.
const TRIABLE: [(&str, &str, &str); 2] = [
    ("matches", "/api/v1/matches", words::EXAMPLE_MATCHES),
    ("score", "/api/v1/score", words::EXAMPLE_SCORE),
];

/// `/api`
#[component]
pub fn InterfacePage() -> impl IntoView {
    let backend = backend();
    let (endpoint, body) = use_query_map().with_untracked(|query| (query.get("endpoint"), query.get("body")));
    let (name, path, example) =
        TRIABLE.into_iter().find(|(name, _, _)| endpoint.as_deref() == Some(name)).unwrap_or(TRIABLE[0]);
    show(async move {
        let answer = match &body {
            Some(body) => Some(backend.interface.post(path, body.clone()).await),
            None => None,
        };
        let body = body.unwrap_or_else(|| example.to_owned());
        Ok(page(name, body, answer).into_any())
    })
}

fn page(name: &'static str, body: String, answer: Option<(u16, String)>) -> impl IntoView {
    let endpoints = words::ENDPOINTS.map(|(method, path, text)| {
        view! {
            <li class="endpoint">
                <span class="endpoint__method">{method}</span>
                <code class="endpoint__path">{path}</code>
                <span class="endpoint__text">{text}</span>
            </li>
        }
    });
    let options = TRIABLE.map(|(value, path, _)| {
        view! { <option value=value selected=value == name>{format!("POST {path}")}</option> }
    });
    view! {
        <Frame title=words::TITLE>
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            <h2 class="section__title">{words::LIST}</h2>
            <ul class="endpoints">{endpoints}</ul>
            <p>
                <a href="/api/v1/openapi.json">{words::SPECIFICATION}</a>
            </p>
            <h2 class="section__title">{words::TRY}</h2>
            <p>{words::CAUTION}</p>
            <form class="form" method="get" action="/api#answer">
                <label class="select-field" for="endpoint">
                    <span class="select-field__label">{words::ENDPOINT}</span>
                    <select class="select" id="endpoint" name="endpoint">{options}</select>
                </label>
                <label class="text-field" for="body">
                    <span class="text-field__label">{words::BODY}</span>
                    <textarea class="input textarea code-input" id="body" name="body" rows="8" spellcheck="false">
                        {as_text(&body)}
                    </textarea>
                </label>
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::SEND}</button>
                </div>
            </form>
            {answer
                .map(|(status, text)| {
                    view! {
                        <h2 class="section__title" id="answer">{words::ANSWER}</h2>
                        <p>{words::status(status)}</p>
                        <pre class="code-box" tabindex="0" role="region" aria-labelledby="answer">
                            <code>{text}</code>
                        </pre>
                    }
                })}
        </Frame>
    }
}
