//! `/`: what this is, how long it takes, what happens with the answers; start.

use domain::content::Content;
use leptos::prelude::*;

use super::flow;
use crate::pages::account;
use crate::pages::public::AGENCIES;
use crate::parts::frame::Frame;
use crate::parts::load::backend;
use crate::words::{account as account_words, agencies, common, home as words, later};

#[component]
pub fn HomePage() -> impl IntoView {
    let content = backend().contents.current();
    let questionnaire = &content.questionnaire;
    let menus = content.menus.len();
    let point = |what: String, detail: String| {
        view! {
            <li class="hero__point">
                <b>{what}</b>
                {detail}
            </li>
        }
    };
    let step = |title: &'static str, text: String| {
        view! {
            <li class="steps__item">
                <h3 class="steps__title">{title}</h3>
                <p>{text}</p>
            </li>
        }
    };
    let body = view! {
            <section class="hero">
                <div class="hero__body">
                    <h1 class="hero__title">{words::TITLE_START} <wbr /> {words::TITLE_END}</h1>
                    <p class="lead">{words::LEAD}</p>
                    <ul class="hero__points">
                        {point(
                            words::minutes(questionnaire.minutes),
                            words::up_to_questions(questionnaire.questions.len()),
                        )}
                        {point(words::FREE.to_owned(), words::NO_ACCOUNT.to_owned())}
                        {point(words::ANONYMOUS.to_owned(), words::NO_NAME.to_owned())}
                    </ul>
                </div>
                {art()}
            </section>
            {purposes(&content)}
            <form class="actions" method="post" action="/do/start">
                <button class="button button--primary button--large" type="submit">{words::START}</button>
            </form>
            <p class="hero__resume">
                {words::KEEP_ADDRESS} " " <a href=flow::RESUME>{later::WITH_CODE}</a> " "
                <a href=account::ME>{account_words::OPEN_SAVED}</a>
            </p>
            <section class="section">
                <h2 class="section__title">{words::LEARN}</h2>
                <ol class="steps">
                    {step(words::STAGE, words::STAGE_TEXT.to_owned())}
                    {step(words::FIRST, words::FIRST_TEXT.to_owned())}
                    {step(words::SUPPORT, words::support_text(menus))}
                </ol>
            </section>
            <section class="section">
                <h2 class="section__title">{words::BROWSE}</h2>
                <ul class="doors">
                    <li class="door">
                        <a class="door__link" href="/menus">{words::BROWSE_MENUS}</a>
                        <p>{words::browse_menus_text(menus)}</p>
                    </li>
                    <li class="door">
                        <a class="door__link" href="/cases">{words::BROWSE_CASES}</a>
                        <p>{words::BROWSE_CASES_TEXT}</p>
                    </li>
                    <li class="door">
                        <a class="door__link" href="/paper">{words::ON_PAPER}</a>
                        <p>{words::ON_PAPER_TEXT}</p>
                    </li>
                    <li class="door">
                        <a class="door__link" href=AGENCIES>{agencies::BROWSE}</a>
                        <p>{agencies::BROWSE_TEXT}</p>
                    </li>
                </ul>
            </section>
    };
    view! { <Frame title=words::START>{body}</Frame> }
}

/// What the answers are for: it stands before the first one, wherever a diagnosis begins.
pub(super) fn purposes(content: &Content) -> AnyView {
    let least = content.questionnaire.small_cell_threshold;
    let purposes = words::purposes(least).map(|purpose| view! { <li>{purpose}</li> });
    view! {
        <section class="section notice" aria-labelledby="notice-title">
            <h2 class="notice__title" id="notice-title">{words::NOTICE}</h2>
            <ul class="notice__list">{purposes}</ul>
            <p>
                <a href="/privacy">{words::NOTICE_MORE}</a>
            </p>
        </section>
    }
    .into_any()
}

/// A radar without numbers, for the eye only.
fn art() -> impl IntoView {
    view! {
        <div class="hero__art" aria-hidden="true">
            <svg class="hero__svg" viewBox="0 0 320 260" focusable="false">
                <polygon
                    class="radar__ring radar__ring--outer"
                    points="160,20 255.3,75 255.3,185 160,240 64.7,185 64.7,75"
                ></polygon>
                <polygon class="radar__ring" points="160,57 223,94 223,166 160,203 97,166 97,94"></polygon>
                <polygon class="radar__ring" points="160,93 192,111 192,149 160,167 128,149 128,111"></polygon>
                <path class="radar__axis" d="M160 20v220M255.3 75 64.7 185M255.3 185 64.7 75"></path>
                <polygon class="radar__own" points="160,70 226,92 200,153 160,212 88,171 117,105"></polygon>
                <circle class="mark__dot" cx="226" cy="92" r="9"></circle>
            </svg>
        </div>
    }
}

/// `/privacy`: the same, at length.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let least = backend().contents.current().questionnaire.small_cell_threshold;
    view! {
        <Frame title=common::PRIVACY>
            <h1 class="page__title">{words::PRIVACY_TITLE}</h1>
            <p class="lead">{words::PRIVACY_LEAD}</p>
            {words::privacy(least)
                .map(|(heading, text)| {
                    view! {
                        <section class="section">
                            <h2 class="section__title">{heading}</h2>
                            <p>{text}</p>
                        </section>
                    }
                })}
        </Frame>
    }
}
