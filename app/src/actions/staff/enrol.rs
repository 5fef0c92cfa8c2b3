//! Enrolling by a link: the password, then the app.

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::typed;
use crate::backend::{Chosen, EnrolFault, Enrolled, Finishing, LinkToken, NewPassword};
use crate::pages::staff::{CODES, WRONG, enrol_path, way_on, with_next};
use crate::parts::load::{backend, signed_in};
use crate::refusal::Refusal;
use crate::visitor::{account::device, staff as visitor};

/// A link of another form is nobody's, and its page says so.
const NOBODYS: &str = "0";

/// Takes a new password.
#[server(prefix = "/do", endpoint = "staff-enrol")]
pub async fn choose_staff_password(
    #[server(default)] link: Option<String>,
    #[server(default)] password: Option<String>,
    #[server(default)] again: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(choose([link, password, again]).await);
    Ok(())
}

async fn choose([link, password, again]: [Option<String>; 3]) -> Result<String, Refusal> {
    let Some(link) = link.as_deref().and_then(LinkToken::parse) else { return Ok(enrol_path(NOBODYS)) };
    let (first, again) = (typed(password)?, typed(again)?);
    let (backend, password) = (backend(), NewPassword { first: &first, again: &again });
    let page = enrol_path(link.as_str());
    Ok(match backend.enrolments.choose_password(&link, password).await? {
        Chosen::Begun(browser) => {
            visitor::enrol(&backend, &browser);
            page
        }
        Chosen::Weak(weakness) => with_next(page, Some(weakness.code()), None),
        Chosen::Dead(EnrolFault::Unknown | EnrolFault::Expired | EnrolFault::Used) => page,
    })
}

/// Takes the first code of the app.
#[server(prefix = "/do", endpoint = "staff-enrol-app")]
pub async fn finish_staff_enrolment(
    #[server(default)] link: Option<String>,
    #[server(default)] code: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(finish(link, code).await);
    Ok(())
}

async fn finish(link: Option<String>, code: Option<String>) -> Result<String, Refusal> {
    let Some(link) = link.as_deref().and_then(LinkToken::parse) else { return Ok(enrol_path(NOBODYS)) };
    let (backend, code) = (backend(), typed(code)?);
    let (browser, former) = (visitor::enrolling(&backend), visitor::session(&backend));
    let finishing = Finishing {
        link: &link,
        browser: browser.as_ref(),
        code: &code,
        device: device(),
        former: former.as_ref(),
    };
    let page = enrol_path(link.as_str());
    Ok(match backend.enrolments.finish_enrolment(finishing).await? {
        Enrolled::Done { session, codes } => {
            visitor::sign_in(&backend, &session);
            visitor::show_codes(&backend, &codes);
            CODES.to_owned()
        }
        Enrolled::WrongCode => with_next(page, Some(WRONG), None),
        Enrolled::Elsewhere | Enrolled::Dead(_) => page,
    })
}

/// 「控えたので、先へ進む」
#[server(prefix = "/do", endpoint = "staff-codes-kept")]
pub async fn keep_staff_codes() -> Result<(), ServerFnError> {
    crate::actions::redirect(go_on().await);
    Ok(())
}

async fn go_on() -> Result<String, Refusal> {
    let backend = backend();
    visitor::forget_codes(&backend);
    let signed_in = signed_in().ok_or(Refusal::SignInFirst)?;
    way_on(&backend, &signed_in.session, None).await
}
