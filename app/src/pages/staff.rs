//! Staff of the prefecture and of support agencies: signing in, enrolling, what is one's own.

mod app;
mod confirm;
mod enrol;
mod own;
mod password;
mod sign_in;
mod sign_on;

use domain::access::{Act, may};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::agency::AGENCY;
use super::office::OFFICE;
use crate::backend::{Backend, SignedIn, StaffToken, Weakness};
use crate::door;
use crate::parts::error;
use crate::parts::field::Field;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::listing::Address;
use crate::parts::load;
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::words::staff::{self as words, Said};

pub use app::{AppPage, CodesPage};
pub use confirm::ConfirmPage;
pub use enrol::EnrolPage;
pub use own::OwnPage;
pub use password::PasswordPage;
pub use sign_in::{CodePage, SignInPage};
pub use sign_on::{SignOnPage, SignedOnPage};

pub const SIGN_IN: &str = "/staff/sign-in";
/// The second page of signing in.
pub const CODE: &str = "/staff/code";
/// The way to the prefecture's own sign-on, and back from it.
pub const SIGN_ON: &str = "/staff/sign-on";
pub const SIGNED_ON: &str = "/staff/signed-on";
/// Recovery codes, while they are shown.
pub const CODES: &str = "/staff/codes";
/// One's own sessions, and the ways to password and app.
pub const OWN: &str = "/staff/sessions";
pub const PASSWORD: &str = "/staff/password";
pub const APP: &str = "/staff/app";
/// Where password and code are given again.
pub const CONFIRM: &str = "/staff/confirm";
/// What is wrong with a form, in its address.
pub const WRONG: &str = "wrong";
pub const TOO_OFTEN: &str = "too-often";
pub const NOT_AN_ADDRESS: &str = "address";
/// Longer addresses are none of ours.
const LONGEST_NEXT: usize = 1_000;

/// The page of a link to enrol by.
#[must_use]
pub fn enrol_path(link: &str) -> String {
    format!("/staff/enrol/{link}")
}

/// A page with what was done.
#[must_use]
pub fn said_path(page: &'static str, said: Said) -> String {
    with_next(page, Some(said.code()), None)
}

/// Where one signs in, with what was done, or has to be done first.
#[must_use]
pub fn sign_in_said_path(said: Said) -> String {
    said_path(SIGN_IN, said)
}

/// Where one signs in, to go on to what was wanted.
#[must_use]
pub fn sign_in_path(wanted: Option<&str>) -> String {
    with_next(SIGN_IN, None, wanted)
}

/// Where password and code are given again, to go on to what was wanted.
#[must_use]
pub fn confirm_path(wanted: &str) -> String {
    with_next(CONFIRM, None, Some(wanted))
}

/// A page with what is to be said, and what was wanted.
#[must_use]
pub fn with_next(
    page: impl Into<std::borrow::Cow<'static, str>>,
    said: Option<&str>,
    next: Option<&str>,
) -> String {
    Address::new(page).and("said", said).and("next", next.and_then(safe)).page(1)
}

/// What was wanted, if it is a page of staff on this site. Browsers take `//` and `/\` for another site's name.
#[must_use]
pub fn safe(wanted: &str) -> Option<&str> {
    let plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let of_staff = ["/office", "/agency", "/staff"].iter().any(|place| {
        wanted.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    });
    (plain && of_staff && wanted.len() <= LONGEST_NEXT).then_some(wanted)
}

/// Where those go who wanted nothing.
#[must_use]
pub fn home() -> String {
    OWN.to_owned()
}

/// Where somebody goes who has just signed in: to what they wanted, or to what is theirs.
///
/// # Errors
/// When the store does not answer.
pub async fn way_on(
    backend: &Backend,
    session: &StaffToken,
    wanted: Option<&str>,
) -> Result<String, Refusal> {
    if let Some(wanted) = wanted.and_then(safe) {
        return Ok(wanted.to_owned());
    }
    let member = backend.sign_ins.member(session).await?;
    let sees = |act| member.as_ref().is_some_and(|member| may(member.actor(), act).is_ok());
    let places = [(Act::ReadFigures, OFFICE), (Act::SeeClients, AGENCY)];
    let own = places.into_iter().find(|(act, _)| sees(*act));
    Ok(own.map_or_else(home, |(_, place)| place.to_owned()))
}

/// What stands in the address for something to be said.
pub fn said() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("said"))
}

/// What was wanted, by what stands in the address.
fn next() -> Option<String> {
    let next = use_query_map().with_untracked(|query| query.get("next"));
    next.as_deref().and_then(safe).map(str::to_owned)
}

/// The same, for a form to bring along.
fn next_field() -> Option<AnyView> {
    next().map(|next| view! { <input type="hidden" name="next" value=next /> }.into_any())
}

/// What was done.
pub fn note(said: Said) -> AnyView {
    let class = if said.is_good_news() { "callout callout--success" } else { "callout callout--warning" };
    view! {
        <div class=class role="status">
            <p>{said.sentence()}</p>
        </div>
    }
    .into_any()
}

/// What is wrong with what was given, by what the address says.
fn problem(said: Option<&str>, wrong: &'static str) -> Option<&'static str> {
    match said? {
        WRONG => Some(wrong),
        TOO_OFTEN => Some(words::TOO_OFTEN),
        code => Weakness::parse(code).map(words::weakness),
    }
}

/// A narrow page with one form.
fn page(title: &'static str, wrong: bool, body: AnyView) -> AnyView {
    let title = error::title(title, wrong);
    view! { <Frame title width=Width::Narrow place=Place::Elsewhere>{body}</Frame> }.into_any()
}

/// Who is signed in, or the way to be.
///
/// # Errors
/// What is shown instead of the page.
fn own() -> Result<SignedIn, AnyView> {
    load::signed_in().ok_or_else(|| {
        let parts = expect_context::<axum::http::request::Parts>();
        see_other(&door::sign_in_for(&parts.uri));
        ().into_any()
    })
}

/// The field of a password that somebody has.
fn password_field(problem: Option<&'static str>) -> Field {
    Field {
        problem,
        kind: "password",
        autocomplete: "current-password",
        ..Field::new("password", words::PASSWORD, words::PASSWORD_HINT)
    }
}

/// The two fields of a new one.
fn new_password_fields(problem: Option<&'static str>) -> [Field; 2] {
    let first = Field {
        label: words::NEW_PASSWORD,
        hint: words::NEW_PASSWORD_HINT,
        autocomplete: "new-password",
        ..password_field(problem)
    };
    let again = Field {
        id: "again",
        label: words::AGAIN,
        hint: words::AGAIN_HINT,
        autocomplete: "new-password",
        ..password_field(None)
    };
    [first, again]
}

/// The field of a code.
fn code_field(hint: &'static str, problem: Option<&'static str>) -> Field {
    Field { problem, autocomplete: "one-time-code", ..Field::new("code", words::CODE, hint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_staff_on_this_site_are_gone_on_to() {
        for wanted in [
            "/office",
            "/office/plan?said=entered",
            "/office?made_up=1",
            "/staff/sessions",
            "/agency/clients/1",
        ] {
            assert_eq!(safe(wanted), Some(wanted));
        }
        for wanted in [
            "",
            "/",
            "/officer",
            "/agencies",
            "office",
            "//evil.example/office",
            "/\\evil.example",
            "/office\\..\\x",
            "https://evil.example/office",
            "javascript:alert(1)",
            "/office\r\nSet-Cookie: a=b",
            "/office/あ",
            " /office",
            "/do/disable-staff",
            &format!("/office?{}", "a".repeat(1_000)),
        ] {
            assert_eq!(safe(wanted), None, "{wanted}");
        }
    }
}
