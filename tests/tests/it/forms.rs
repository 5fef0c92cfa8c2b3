//! What is sent: the whole journey, what it may be sent wrongly, and what then stands on the screen.

mod account;
mod afterwards;
mod agencies;
mod bad_answers;
mod bad_requests;
mod client_log;
mod clients;
mod flow;
mod industry;
mod journey;
mod next_year;
mod notices;
mod paper;
mod requests;
mod resume;
mod submitted;

use app::refusal::Refusal;
use app::words::refusal::sentences;
use tests::{Page, TestApp};

fn path(key: &str, rest: &str) -> String {
    format!("/diagnosis/{key}/{rest}")
}

/// The response is the refusal's page, or leads there. Nothing of the request stands in the address.
pub async fn assert_refused(app: &TestApp, page: Page, refusal: Refusal, what: &str) {
    let page = if page.status == 303 {
        assert_eq!(page.location(), format!("/refused/{}", refusal.code()), "{what}");
        app.follow(page).await
    } else {
        page
    };
    let (heading, text) = sentences(refusal);
    assert_eq!((page.status, page.heading().as_str()), (refusal.status().as_u16(), heading), "{what}");
    assert!(page.text().contains(text.as_ref()), "{what}: {}", page.text());
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| ('ぁ'..='ん').contains(&c))
}
