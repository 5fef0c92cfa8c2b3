//! 「知らせる」: what became of a support menu; and a word on a result.

use domain::application::{Application, Hindrance};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Said, Told};
use crate::pages::business::{LONGEST_COMMENT, flow, told_path};
use crate::parts::load::{backend, open};
use crate::refusal::Refusal;

/// Keeps what a business tells of one menu.
#[server(prefix = "/do", endpoint = "tell")]
pub async fn tell_application(
    #[server(default)] key: Option<String>,
    #[server(default)] menu: Option<String>,
    #[server(default)] application: Option<String>,
    /// Empty: nothing stood in the way.
    #[server(default)]
    hindrance: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(tell(key, menu, application, hindrance).await);
    Ok(())
}

async fn tell(
    key: Option<String>,
    menu: Option<String>,
    application: Option<String>,
    hindrance: Option<String>,
) -> Result<String, Refusal> {
    let backend = backend();
    let opened = open(&backend, &key.unwrap_or_default()).await?;
    let menu = menu.filter(|id| opened.content.menu(id).is_some()).ok_or(Refusal::BadForm)?;
    let Some(application) = application else { return Ok(told_path(&opened.key, &menu, "choose")) };
    let told = Told {
        menu,
        application: Application::parse(&application).ok_or(Refusal::BadForm)?,
        hindrance: match hindrance.as_deref() {
            None | Some("") => None,
            Some(code) => Some(Hindrance::parse(code).ok_or(Refusal::BadForm)?),
        },
    };
    match backend.tellings.tell(&opened.key, &told).await? {
        Said::Stored => Ok(told_path(&opened.key, &told.menu, "kept")),
        Said::NotFound => Err(Refusal::DiagnosisNotFound),
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
