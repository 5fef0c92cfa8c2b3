//! One press: did the result help? Then a word, if one likes.

use domain::passage::Helpful;
use leptos::prelude::*;

use crate::pages::business::flow;
use crate::parts::load::Opened;
use crate::parts::raw_text::as_text;
use crate::words::{afterwards, funnel as words};

/// So many characters a word on a result may have.
pub const LONGEST_COMMENT: usize = 500;

/// The three buttons, and what was said so far.
pub fn helpful(opened: &Opened, comment: Option<String>) -> AnyView {
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
            {said.is_some().then(|| comment_form(opened, comment))}
            <p>
                <a href=flow::afterwards_path(&opened.key)>{afterwards::SEE_FORM}</a>
            </p>
        </section>
    }
    .into_any()
}

/// Only officers read it, and not whose it is.
fn comment_form(opened: &Opened, comment: Option<String>) -> impl IntoView + use<> {
    let kept = comment.is_some();
    view! {
        <form class="form" method="post" action="/do/comment">
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            {kept.then(|| view! { <p role="status">{afterwards::COMMENT_KEPT}</p> })}
            <label class="text-field" for="comment">
                <span class="text-field__label">{afterwards::COMMENT}</span>
                <span class="hint" id="comment-hint">{afterwards::COMMENT_HINT}</span>
                <textarea
                    class="input textarea"
                    id="comment"
                    name="comment"
                    rows="3"
                    maxlength=LONGEST_COMMENT
                    aria-describedby="comment-hint"
                >
                    {comment.as_deref().map(as_text)}
                </textarea>
            </label>
            <div class="actions">
                <button class="button button--secondary" type="submit">{afterwards::COMMENT_KEEP}</button>
            </div>
        </form>
    }
}
