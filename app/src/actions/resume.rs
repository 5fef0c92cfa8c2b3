//! 「続きを開く」 with a code.

use domain::count::parse_count;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;
use validator::Validate;

use crate::backend::{Attempt, ResumeCode, Resumed};
use crate::pages::business::NotOpened;
use crate::pages::business::flow;
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor;
use crate::words::format;

/// Opens the diagnosis of a code, or leads back to the form with the code as it was typed.
#[server(prefix = "/do", endpoint = "resume")]
pub async fn resume_by_code(
    #[server(default)] code: Option<String>,
    #[server(default)] number: Option<String>,
) -> Result<(), ServerFnError> {
    let typed = Typed { code: code.unwrap_or_default(), number: number.unwrap_or_default() };
    super::redirect(resume(&typed).await);
    Ok(())
}

#[derive(Validate)]
struct Typed {
    #[validate(length(max = 200))]
    code: String,
    #[validate(length(max = 200))]
    number: String,
}

async fn resume(typed: &Typed) -> Result<String, Refusal> {
    typed.validate().map_err(|_| Refusal::TooLarge)?;
    let backend = backend();
    let (code, number) = match (ResumeCode::parse(&typed.code), read_number(&typed.number)) {
        (Some(code), Some(number)) => (code, number),
        (None, Some(_)) => return Ok(back(typed, NotOpened::Code)),
        (Some(_), None) => return Ok(back(typed, NotOpened::Number)),
        (None, None) => return Ok(back(typed, NotOpened::Both)),
    };
    let attempt = Attempt { sender: super::sender()?, code, number };
    match backend.resumptions.resume(&attempt).await? {
        Resumed::Opened(key) => {
            visitor::forget_typed(&backend, visitor::Typed::Code);
            visitor::remember(&backend, &key);
            Ok(flow::diagnosis_path(&key))
        }
        Resumed::Unfit => Ok(back(typed, NotOpened::Unfit)),
        Resumed::TooOften => Ok(back(typed, NotOpened::TooOften)),
    }
}

/// People and years alike: which of them is asked for is not told here.
fn read_number(text: &str) -> Option<u64> {
    format::UNITS_OF_SECOND_FACTS.into_iter().find_map(|unit| parse_count(text, unit))
}

fn back(typed: &Typed, why: NotOpened) -> String {
    visitor::remember_typed(&backend(), visitor::Typed::Code, &typed.code);
    why.path()
}
