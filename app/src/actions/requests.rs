//! Asking for advice, and what business and agency do with a request.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::access::Act;
use domain::request::phone;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::{adviser, on_own_device};
use crate::backend::{AskedAdvice, NewRequest, OTHER_TOPIC, OfferReply, RequestChange};
use crate::pages::agency::{desk_path, request_path};
use crate::pages::business::{SentRequest, UNFIT_REQUEST, asked_path};
use crate::parts::load::{Opened, backend, open};
use crate::refusal::Refusal;
use crate::words::requests::Said;

/// Bytes of a text that are read: more than the field takes.
const LONGEST_TEXT: usize = 8_000;
/// The same of a name, or a number.
const LONGEST_LINE: usize = 300;

/// Sends a request to the agency that fits, or leads back with what was typed.
#[server(prefix = "/do", endpoint = "ask")]
pub async fn ask_advice(
    #[server(default)] key: Option<String>,
    #[server(default)] nonce: Option<String>,
    #[server(default)] topic: Option<String>,
    #[server(default)] text: Option<String>,
    #[server(default)] name: Option<String>,
    #[server(default)] phone: Option<String>,
    #[server(default)] mail: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(ask(key, nonce, [topic, text, name, phone, mail]).await);
    Ok(())
}

async fn ask(
    key: Option<String>,
    nonce: Option<String>,
    fields: [Option<String>; 5],
) -> Result<String, Refusal> {
    on_own_device()?;
    let backend = backend();
    let opened = open(&backend, &key.unwrap_or_default()).await?;
    if opened.diagnosis.submitted_at.is_none() {
        return Err(Refusal::DiagnosisNotFound);
    }
    let is_formed = |nonce: &String| nonce.len() == 32 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit());
    let nonce = nonce.filter(is_formed).ok_or(Refusal::BadForm)?;
    let sent = read(&opened, fields)?;
    if !sent.problems(&backend).is_empty() {
        sent.remember(&backend);
        return Ok(asked_path(&opened.key, UNFIT_REQUEST));
    }
    let new = NewRequest {
        sender: super::sender()?,
        key: opened.key.clone(),
        topic: sent.topic.clone(),
        text: sent.text.clone(),
        name: sent.name.clone(),
        phone: phone(&sent.phone),
        mail: Some(sent.mail.clone()).filter(|mail| !mail.is_empty()),
        nonce,
        base_url: backend.base_url.clone(),
    };
    let said = match backend.requests.ask_advice(&new).await? {
        AskedAdvice::Sent => {
            SentRequest::forget(&backend);
            return Ok(asked_path(&opened.key, Said::Sent.code()));
        }
        AskedAdvice::TooMany => Said::TooMany.code(),
        AskedAdvice::TooOften => Said::TooOften.code(),
        AskedAdvice::NoAgency => Said::NoAgency.code(),
        AskedAdvice::BadAddress => UNFIT_REQUEST,
        AskedAdvice::NotFound => return Err(Refusal::DiagnosisNotFound),
    };
    sent.remember(&backend);
    Ok(asked_path(&opened.key, said))
}

/// What was typed. A topic that the form does not have comes from a form that is not ours.
fn read(
    opened: &Opened,
    [topic, text, name, phone, mail]: [Option<String>; 5],
) -> Result<SentRequest, Refusal> {
    let topic = topic.unwrap_or_default();
    let known =
        topic.is_empty() || topic == OTHER_TOPIC || opened.content.questionnaire.pain(&topic).is_some();
    let text = text.unwrap_or_default();
    if !known || text.contains('\0') {
        return Err(Refusal::BadForm);
    }
    if text.len() > LONGEST_TEXT {
        return Err(Refusal::TooLarge);
    }
    // A browser counts a new line as one character and sends two.
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let mail = super::typed_address(mail)?.trim().to_owned();
    Ok(SentRequest { topic, text, name: line(name)?, phone: line(phone)?, mail })
}

/// A text of one line.
fn line(typed: Option<String>) -> Result<String, Refusal> {
    let typed = typed.unwrap_or_default();
    if typed.len() > LONGEST_LINE {
        return Err(Refusal::TooLarge);
    }
    Ok(typed.replace(char::is_control, " ").trim().to_owned())
}

/// Takes a request back.
#[server(prefix = "/do", endpoint = "withdraw-request")]
pub async fn withdraw_request(
    #[server(default)] key: Option<String>,
    #[server(default)] request: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(withdraw(key, request).await);
    Ok(())
}

async fn withdraw(key: Option<String>, request: Option<String>) -> Result<String, Refusal> {
    let (key, id) = (super::parse_key(key)?, id(request)?);
    let change = backend().requests.withdraw_request(&key, id).await?;
    Ok(asked_path(&key, told(change, Said::Withdrawn)?.code()))
}

/// Says whether another agency may take a request.
#[server(prefix = "/do", endpoint = "reply-to-offer")]
pub async fn reply_to_offer(
    #[server(default)] key: Option<String>,
    #[server(default)] request: Option<String>,
    #[server(default)] to: Option<String>,
    #[server(default)] reply: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(reply_with(key, request, to, reply).await);
    Ok(())
}

async fn reply_with(
    key: Option<String>,
    request: Option<String>,
    to: Option<String>,
    reply: Option<String>,
) -> Result<String, Refusal> {
    on_own_device()?;
    let (backend, key) = (backend(), super::parse_key(key)?);
    let (request, to) = (id(request)?, id(to)?);
    let (yes, done) = match reply.as_deref() {
        Some("yes") => (true, Said::HandedOver),
        Some("no") => (false, Said::Kept),
        _ => return Err(Refusal::BadForm),
    };
    let reply = OfferReply { to, yes, base_url: &backend.base_url };
    let change = backend.requests.reply_to_offer(&key, request, reply).await?;
    Ok(asked_path(&key, told(change, done)?.code()))
}

/// Somebody of the agency has got in touch.
#[server(prefix = "/do", endpoint = "answer-request")]
pub async fn answer_request(#[server(default)] request: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(answer(request).await);
    Ok(())
}

async fn answer(request: Option<String>) -> Result<String, Refusal> {
    let (backend, _) = adviser(Act::SeeClients)?;
    let id = id(request)?;
    let said = told(backend.requests.answer_request(id).await?, Said::Answered)?;
    Ok(if said == Said::Over { desk_path(said) } else { request_path(id, said) })
}

/// Asks the business whether another agency may take its request.
#[server(prefix = "/do", endpoint = "offer-request")]
pub async fn offer_request(
    #[server(default)] request: Option<String>,
    #[server(default)] to: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(offer(request, to).await);
    Ok(())
}

async fn offer(request: Option<String>, to: Option<String>) -> Result<String, Refusal> {
    let (backend, _) = adviser(Act::SeeClients)?;
    let (id, to) = (id(request)?, id(to)?);
    let said = told(backend.requests.offer_request(id, to, &backend.base_url).await?, Said::Asked)?;
    Ok(if said == Said::Over { desk_path(said) } else { request_path(id, said) })
}

fn id(sent: Option<String>) -> Result<i64, Refusal> {
    sent.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)
}

fn told(change: RequestChange, done: Said) -> Result<Said, Refusal> {
    match change {
        RequestChange::Done => Ok(done),
        RequestChange::Over => Ok(Said::Over),
        RequestChange::NotFound => Err(Refusal::PageNotFound),
        RequestChange::NotPermitted => Err(Refusal::NotPermitted(Act::SeeClients)),
    }
}
