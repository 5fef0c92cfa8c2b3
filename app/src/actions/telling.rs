//! 「知らせる」: what became of a support menu; and a word on a result.

use domain::application::{Application, Hindrance};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{NoticeToken, Said, Teller, Told};
use crate::pages::business::{LONGEST_COMMENT, flow, told_path};
use crate::parts::load::backend;
use crate::refusal::Refusal;

/// Keeps what a business tells of one menu.
#[server(prefix = "/do", endpoint = "tell")]
pub async fn tell_application(
    #[server(default)] key: Option<String>,
    /// In place of a key: from the mail that asks.
    #[server(default)]
    token: Option<String>,
    #[server(default)] menu: Option<String>,
    #[server(default)] application: Option<String>,
    /// Empty: nothing stood in the way.
    #[server(default)]
    hindrance: Option<String>,
) -> Result<(), ServerFnError> {
    let sent = Sent { menu, application, hindrance };
    super::redirect(tell(key, token, sent).await);
    Ok(())
}

/// The fields of a form.
struct Sent {
    menu: Option<String>,
    application: Option<String>,
    hindrance: Option<String>,
}

async fn tell(key: Option<String>, token: Option<String>, sent: Sent) -> Result<String, Refusal> {
    let backend = backend();
    let teller = match token.as_deref().map(NoticeToken::parse) {
        Some(token) => Teller::Subscriber(token.ok_or(Refusal::BadForm)?),
        None => Teller::Diagnosis(super::parse_key(key)?),
    };
    let known = |id: &String| backend.contents.current().menu(id).is_some();
    let menu = sent.menu.filter(known).ok_or(Refusal::BadForm)?;
    let Some(application) = sent.application else { return Ok(told_path(&teller, &menu, "choose")) };
    let told = Told {
        menu,
        application: Application::parse(&application).ok_or(Refusal::BadForm)?,
        hindrance: match sent.hindrance.as_deref() {
            None | Some("") => None,
            Some(code) => Some(Hindrance::parse(code).ok_or(Refusal::BadForm)?),
        },
    };
    match (backend.tellings.tell(&teller, &told).await?, &teller) {
        (Said::Stored, _) => Ok(told_path(&teller, &told.menu, "kept")),
        (Said::NotFound, Teller::Diagnosis(_)) => Err(Refusal::DiagnosisNotFound),
        (Said::NotFound, Teller::Subscriber(_)) => Ok(flow::NOTICES_ENDED.to_owned()),
    }
}

/// Keeps a word on a result; an empty one takes it back.
#[server(prefix = "/do", endpoint = "comment")]
pub async fn comment_result(
    #[server(default)] key: Option<String>,
    #[server(default)] comment: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(keep_comment(key, comment).await);
    Ok(())
}

async fn keep_comment(key: Option<String>, comment: Option<String>) -> Result<String, Refusal> {
    let key = super::parse_key(key)?;
    // A browser counts a new line as one character and sends two; what is longer than the field takes came around it.
    let comment = comment.unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
    if comment.chars().count() > LONGEST_COMMENT || comment.contains('\0') {
        return Err(Refusal::TooLarge);
    }
    match backend().tellings.comment(&key, &comment).await? {
        Said::Stored => Ok(format!("{}#helpful", flow::result_path(&key))),
        Said::NotFound => Err(Refusal::DiagnosisNotFound),
    }
}
