//! The two pages of signing in, giving both again, and ending sessions.

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::{signed_in, typed};
use crate::backend::{Confirming, Credentials, Ending, FirstStep, SecondFactor, SecondStep};
use crate::pages::staff::{
    CODE, CONFIRM, OWN, SIGN_IN, TOO_OFTEN, WRONG, home, said_path, sign_in_said_path, way_on, with_next,
};
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor::{Typed, account::device, forget_typed, remember_typed, staff as visitor};
use crate::words::staff::Said;

/// Takes a password.
#[server(prefix = "/do", endpoint = "staff-sign-in")]
pub async fn staff_sign_in(
    #[server(default)] address: Option<String>,
    #[server(default)] password: Option<String>,
    /// What was wanted.
    #[server(default)]
    next: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(take_password([address, password, next]).await);
    Ok(())
}

async fn take_password([address, password, next]: [Option<String>; 3]) -> Result<String, Refusal> {
    let (address, password) = (typed(address)?, typed(password)?);
    let (backend, sender) = (backend(), crate::actions::sender()?);
    let given = Credentials { sender: &sender, address: &address, password: &password };
    let problem = match backend.sign_ins.first_step(given).await? {
        FirstStep::Half(half) => {
            visitor::go_half(&backend, &half);
            forget_typed(&backend, Typed::StaffAddress);
            return Ok(with_next(CODE, None, next.as_deref()));
        }
        FirstStep::Wrong => WRONG,
        FirstStep::TooOften => TOO_OFTEN,
    };
    remember_typed(&backend, Typed::StaffAddress, &address);
    Ok(with_next(SIGN_IN, Some(problem), next.as_deref()))
}

/// Takes a code.
#[server(prefix = "/do", endpoint = "staff-code")]
pub async fn staff_sign_in_code(
    #[server(default)] code: Option<String>,
    #[server(default)] next: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(take_code(code, next).await);
    Ok(())
}

async fn take_code(code: Option<String>, next: Option<String>) -> Result<String, Refusal> {
    let (backend, code) = (backend(), typed(code)?);
    let late = || with_next(SIGN_IN, Some(Said::Late.code()), next.as_deref());
    let Some(half) = visitor::half(&backend) else { return Ok(late()) };
    let former = visitor::session(&backend);
    let given = SecondFactor { half: &half, code: &code, device: device(), former: former.as_ref() };
    match backend.sign_ins.second_step(given).await? {
        SecondStep::SignedIn(session) => {
            visitor::sign_in(&backend, &session);
            way_on(&backend, &session, next.as_deref()).await
        }
        SecondStep::Wrong => Ok(with_next(CODE, Some(WRONG), next.as_deref())),
        SecondStep::TooOften => Ok(with_next(CODE, Some(TOO_OFTEN), next.as_deref())),
        SecondStep::Over => Ok(late()),
    }
}

/// Takes both again, before something dangerous.
#[server(prefix = "/do", endpoint = "staff-confirm")]
pub async fn confirm_staff(
    #[server(default)] password: Option<String>,
    #[server(default)] code: Option<String>,
    #[server(default)] next: Option<String>,
) -> Result<(), ServerFnError> {
    crate::actions::redirect(confirm([password, code, next]).await);
    Ok(())
}

async fn confirm([password, code, next]: [Option<String>; 3]) -> Result<String, Refusal> {
    let (password, code) = (typed(password)?, typed(code)?);
    let (backend, signed_in) = (backend(), signed_in()?);
    let given = Confirming { password: &password, code: &code };
    match backend.sign_ins.confirm(&signed_in.session, given).await? {
        SecondStep::SignedIn(session) => {
            visitor::sign_in(&backend, &session);
            Ok(next.as_deref().and_then(crate::pages::staff::safe).map_or_else(home, str::to_owned))
        }
        SecondStep::Wrong => Ok(with_next(CONFIRM, Some(WRONG), next.as_deref())),
        SecondStep::TooOften => Ok(with_next(CONFIRM, Some(TOO_OFTEN), next.as_deref())),
        SecondStep::Over => Err(Refusal::SignInFirst),
    }
}

/// 「切る」 and 「サインアウトする」
#[server(prefix = "/do", endpoint = "staff-end-session")]
pub async fn end_staff_session(#[server(default)] session: Option<String>) -> Result<(), ServerFnError> {
    crate::actions::redirect(end(session).await);
    Ok(())
}

async fn end(which: Option<String>) -> Result<String, Refusal> {
    let (backend, signed_in) = (backend(), signed_in()?);
    let ending = Ending::read(which.as_deref()).ok_or(Refusal::BadForm)?;
    backend.sign_ins.end_staff_sessions(&signed_in.session, ending).await?;
    if ending == Ending::This {
        visitor::sign_out(&backend);
        return Ok(sign_in_said_path(Said::SignedOut));
    }
    Ok(said_path(OWN, Said::Ended))
}
