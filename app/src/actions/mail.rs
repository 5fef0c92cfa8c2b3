//! 「もう一度送る」 for a mail that was not sent.

use domain::access::Act;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::officer;
use crate::backend::Resent;
use crate::pages::office::mail_said_path;
use crate::refusal::Refusal;
use crate::words::mail::Said;

/// Lets a parked mail be tried again.
#[server(prefix = "/do", endpoint = "resend-mail")]
pub async fn resend_mail(#[server(default)] mail: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(resend(mail).await);
    Ok(())
}

async fn resend(mail: Option<String>) -> Result<String, Refusal> {
    let backend = officer(Act::ManageMail)?;
    let id = mail.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)?;
    Ok(mail_said_path(match backend.mails.resend(id).await? {
        Resent::Done => Said::Resent,
        Resent::Gone => Said::Gone,
    }))
}
