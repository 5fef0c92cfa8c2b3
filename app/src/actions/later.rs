//! 「続きはあとで」, 「新しいコードに替える」, 「メールを送る」.

use domain::answer::RawAnswer;
use domain::facts::FactName;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Backend, CodeMail, CodeMailed, DiagnosisKey, Keeping, Saved, Wanted};
use crate::pages::business::{code_mailed_path, flow};
use crate::parts::load::{Opened, backend, not_found, open};
use crate::refusal::Refusal;
use crate::visitor::{self, Typed};

/// A number that is longer is no number.
const LONGEST_NUMBER: usize = 200;

/// Sees to it that the diagnosis has a code, and leads to the page that shows it.
#[server(prefix = "/do", endpoint = "later")]
pub async fn keep_for_later(
    #[server(default)] key: Option<String>,
    /// The number of people, where it was not known yet: an answer like any other.
    #[server(default)]
    number: Option<String>,
    /// Another code than the one that there is.
    #[server(default)]
    another: Option<String>,
) -> Result<(), ServerFnError> {
    let wanted = if another.is_some() { Wanted::Another } else { Wanted::Any };
    super::redirect(keep(key, number, wanted).await);
    Ok(())
}

async fn keep(key: Option<String>, number: Option<String>, wanted: Wanted) -> Result<String, Refusal> {
    let backend = backend();
    let opened = open(&backend, &key.unwrap_or_default()).await?;
    if let Some(number) = number {
        save_number(&backend, &opened, number).await?;
    }
    for_later(&backend, &opened.key, wanted).await
}

/// Sends the code by mail, or leads back with what was typed.
#[server(prefix = "/do", endpoint = "mail-code")]
pub async fn mail_code(
    #[server(default)] key: Option<String>,
    #[server(default)] address: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(send_code(key, address).await);
    Ok(())
}

async fn send_code(key: Option<String>, address: Option<String>) -> Result<String, Refusal> {
    let (backend, key) = (backend(), super::parse_key(key)?);
    let (sender, address) = (super::sender()?, super::typed_address(address)?);
    let wanted = CodeMail { sender, key, address, base_url: backend.base_url.clone() };
    let mailed = backend.resumptions.mail_code(&wanted).await?;
    match mailed {
        CodeMailed::Sent => visitor::forget_typed(&backend, Typed::CodeAddress),
        CodeMailed::BadAddress | CodeMailed::TooOften => {
            visitor::remember_typed(&backend, Typed::CodeAddress, &wanted.address);
        }
        CodeMailed::NoCode => {}
    }
    Ok(code_mailed_path(&wanted.key, mailed))
}

/// Stores the number as it was typed; what is wrong with it is said on the page that this leads to.
async fn save_number(backend: &Backend, opened: &Opened, number: String) -> Result<(), Refusal> {
    if number.len() > LONGEST_NUMBER {
        return Err(Refusal::TooLarge);
    }
    let question = opened.content.questionnaire.question_for(FactName::Employees).ok_or(Refusal::BadForm)?;
    let raw = RawAnswer { values: vec![number], declined: false };
    match backend.diagnoses.save_answer(&opened.key, &question.id, &raw).await? {
        Saved::Stored | Saved::AlreadySubmitted => Ok(()),
        Saved::NotFound => Err(not_found(backend, &opened.key).await),
    }
}

/// The page with the code, or with the question for the number that is missing.
pub(super) async fn for_later(
    backend: &Backend,
    key: &DiagnosisKey,
    wanted: Wanted,
) -> Result<String, Refusal> {
    match backend.resumptions.keep(key, wanted).await? {
        Keeping::Kept | Keeping::NoSecondFact | Keeping::BySession => Ok(flow::later_path(key)),
        Keeping::NotFound => Err(not_found(backend, key).await),
    }
}
