//! Keeping diagnoses by a mail address: asking for a link, the link, the list, deleting.

mod erase;
mod link;
mod mine;
mod sign_in;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{Backend, DiagnosisKey, LinkFault, LinkToken, Standing};
use crate::refusal::Refusal;
use crate::visitor::account as visitor;
use crate::words::account::{self as words, Said};

pub use erase::{ErasePage, erase_path, not_sure_path};
pub use link::LinkPage;
pub use mine::MinePage;
pub use sign_in::{SaveByMailPage, SentPage, SignInPage};

/// Where the list is.
pub const ME: &str = "/me";
/// Where a link is asked for.
pub const SIGN_IN: &str = "/me/sign-in";
/// What to do once it was.
pub const SENT: &str = "/me/sent";
/// Everything as a file.
pub const EXPORT: &str = "/me/export.json";
/// What is wrong with a field, in the address of its form.
const WRONG_ADDRESS: &str = "address";
const WRONG_CODE: &str = "code";
const NOT_SURE: &str = "sure";

/// Where a link is asked for, with what was done, or has to be done first.
#[must_use]
pub fn sign_in_said_path(said: Said) -> String {
    format!("{SIGN_IN}?said={}", said.code())
}

/// The same, with why a link does nothing.
#[must_use]
pub fn link_fault_path(fault: LinkFault) -> String {
    format!("{SIGN_IN}?said={}", fault.code())
}

/// The list, with what was done.
#[must_use]
pub fn me_said_path(said: Said) -> String {
    format!("{ME}?said={}", said.code())
}

/// Where a link is asked for that claims a diagnosis.
#[must_use]
pub fn save_path(key: &DiagnosisKey) -> String {
    format!("/diagnosis/{}/mail", key.as_str())
}

/// A form with the field of an address, which is not one.
#[must_use]
pub fn wrong_address(form: &str) -> String {
    format!("{form}?said={WRONG_ADDRESS}")
}

/// The page of a link whose code was wrong.
#[must_use]
pub fn wrong_code_path(link: &LinkToken) -> String {
    format!("/me/link/{}?said={WRONG_CODE}", link.as_str())
}

/// What stands in the address for something to be said.
fn said() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("said"))
}

/// What was done.
fn note(said: Said) -> AnyView {
    let class = if said.is_good_news() { "callout callout--success" } else { "callout callout--warning" };
    view! {
        <div class=class role="status">
            <p>{said.sentence()}</p>
        </div>
    }
    .into_any()
}

/// How the visitor stands to a diagnosis that is open.
///
/// # Errors
/// When the store does not answer.
pub async fn standing(backend: &Backend, key: &DiagnosisKey) -> Result<Standing, Refusal> {
    match visitor::session(backend) {
        Some(session) => Ok(backend.accounts.standing(&session, key).await?),
        None => Ok(Standing::NotSignedIn),
    }
}

/// What a diagnosis's pages say of keeping it by mail.
pub fn offer(key: &DiagnosisKey, standing: Standing) -> AnyView {
    match standing {
        Standing::NotSignedIn => view! {
            <p>{words::SAVE_TEXT} " " <a href=save_path(key)>{words::SAVE}</a></p>
        }
        .into_any(),
        Standing::MayClaim => view! {
            <p>{words::CLAIM_TEXT}</p>
            <form class="actions" method="post" action="/do/claim">
                <input type="hidden" name="key" value=key.as_str().to_owned() />
                <button class="button button--secondary" type="submit">{words::CLAIM}</button>
            </form>
        }
        .into_any(),
        Standing::Owns => view! {
            <p>{words::OWNED} " " <a href=ME>{words::TO_LIST}</a></p>
        }
        .into_any(),
    }
}
