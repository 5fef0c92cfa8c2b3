//! Another password, another app.

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::{signed_in, typed};
use crate::backend::{NewPassword, Renewed};
use crate::pages::staff::{APP, CODES, OWN, PASSWORD, WRONG, confirm_path, said_path, with_next};
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::staff as visitor;
use crate::words::staff::Said;

/// Takes another password.
#[server(prefix = "/do", endpoint = "staff-password")]
pub async fn renew_staff_password(
    #[server(default)] password: Option<String>,
    #[server(default)] again: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(renew_password(password, again).await);
    Ok(())
}

async fn renew_password(password: Option<String>, again: Option<String>) -> Result<String, Refusal> {
    let (signed_in, first, again) = (signed_in()?, typed(password)?, typed(again)?);
    let password = NewPassword { first: &first, again: &again };
    match backend().enrolments.change_password(&signed_in.session, password).await? {
        Renewed::Done(()) => Ok(said_path(OWN, Said::PasswordChanged)),
        Renewed::Weak(weakness) => Ok(with_next(PASSWORD, Some(weakness.code()), None)),
        Renewed::WrongCode => Err(Refusal::BadForm),
        Renewed::Unconfirmed => Ok(confirm_path(PASSWORD)),
        Renewed::NotEnrolled => Ok(OWN.to_owned()),
        Renewed::Over => Err(Refusal::SignInFirst),
    }
}

/// Makes what another app reads.
#[server(prefix = "/do", endpoint = "staff-new-app")]
pub async fn offer_staff_app() -> Result<(), ServerFnError> {
    crate::actions::redirect(offer_app().await);
    Ok(())
}

async fn offer_app() -> Result<String, Refusal> {
    match backend().enrolments.offer_app(&signed_in()?.session).await? {
        Renewed::Done(()) => Ok(APP.to_owned()),
        Renewed::Weak(_) | Renewed::WrongCode => Err(Refusal::BadForm),
        Renewed::Unconfirmed => Ok(confirm_path(APP)),
        Renewed::NotEnrolled => Ok(OWN.to_owned()),
        Renewed::Over => Err(Refusal::SignInFirst),
    }
}

/// Takes another app.
#[server(prefix = "/do", endpoint = "staff-app")]
pub async fn renew_staff_app(#[server(default)] code: Option<String>) -> Result<(), ServerFnError> {
    crate::actions::redirect(renew_app(code).await);
    Ok(())
}

async fn renew_app(code: Option<String>) -> Result<String, Refusal> {
    let (backend, signed_in, code) = (backend(), signed_in()?, typed(code)?);
    match backend.enrolments.take_app(&signed_in.session, &code).await? {
        Renewed::Done(codes) => {
            visitor::show_codes(&backend, &codes);
            Ok(CODES.to_owned())
        }
        Renewed::WrongCode => Ok(with_next(APP, Some(WRONG), None)),
        Renewed::Weak(_) => Err(Refusal::BadForm),
        Renewed::Unconfirmed => Ok(confirm_path(APP)),
        Renewed::NotEnrolled => Ok(OWN.to_owned()),
        Renewed::Over => Err(Refusal::SignInFirst),
    }
}
