//! Forms of an agency: typing digits, and what is written down for a client.

use chrono::NaiveDate;
use domain::access::Act;
use domain::caseload::{Channel, ProposalState};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::adviser;
use crate::backend::{CodeTyped, DiagnosisKey, NewAdvice, NewTask, ProposalChange};
use crate::pages::agency::{CodeSaid, TASK_JOINT, client_said_path, new_client_said_path, of_client};
use crate::pages::business::flow;
use crate::parts::load::signed_in;
use crate::refusal::Refusal;
use crate::visitor::{self, Typed, forget_typed, remember_typed};
use crate::words::clients::Said;

/// More than this of a field, in bytes, nobody types.
const LONGEST: usize = 8_000;
const LONGEST_NOTE: usize = 1_000;
const LONGEST_TASK: usize = 200;

/// What was typed, in one kind of line end, without space around it.
fn text(typed: Option<String>) -> Result<String, Refusal> {
    let text = typed.unwrap_or_default().replace("\r\n", "\n");
    if text.len() > LONGEST || text.contains('\0') {
        Err(Refusal::TooLarge)
    } else {
        Ok(text.trim().to_owned())
    }
}

fn number(text: Option<String>) -> Result<i64, Refusal> {
    text.and_then(|id| id.parse().ok()).ok_or(Refusal::BadForm)
}

/// Types the digits that a business shows.
#[server(prefix = "/do", endpoint = "type-share-code")]
pub async fn type_share_code(#[server(default)] code: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(type_code(code).await);
    Ok(())
}

async fn type_code(code: Option<String>) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let said = match backend.clients.type_code(adviser, &text(code)?).await? {
        CodeTyped::Asked => CodeSaid::Asked,
        CodeTyped::Wrong => CodeSaid::Wrong,
        CodeTyped::TooOften => CodeSaid::TooOften,
    };
    Ok(new_client_said_path(said))
}

/// Words for the business, or for the agency alone.
#[server(prefix = "/do", endpoint = "client-advice")]
pub async fn advise_client(
    #[server(default)] client: Option<String>,
    #[server(default)] text: Option<String>,
    #[server(default)] visible: Option<String>,
    /// How many there were when the form was shown.
    #[server(default)]
    after: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(advise(client, text, (visible, after)).await);
    Ok(())
}

async fn advise(
    client: Option<String>,
    typed: Option<String>,
    (visible, after): (Option<String>, Option<String>),
) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let (client, text) = (number(client)?, text(typed)?);
    if text.is_empty() {
        return Ok(client_said_path(client, Said::NoteEmpty));
    }
    if text.chars().count() > LONGEST_NOTE {
        return Err(Refusal::TooLarge);
    }
    let visible = visible.as_deref() == Some("1");
    let new = NewAdvice { text: &text, visible, after: after_count(after) };
    of_client(backend.clients.advise(adviser, client, new).await?)?;
    Ok(format!("{}#notes", client_said_path(client, Said::Noted)))
}

/// What stands in the form; whoever leaves it out may say the same only once.
fn after_count(after: Option<String>) -> u64 {
    after.and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Something to be done.
#[server(prefix = "/do", endpoint = "client-task")]
pub async fn add_client_task(
    #[server(default)] client: Option<String>,
    #[server(default)] text: Option<String>,
    #[server(default)] due: Option<String>,
    #[server(default)] owner: Option<String>,
    #[server(default)] after: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(add_task(client, text, [due, owner, after]).await);
    Ok(())
}

async fn add_task(
    client: Option<String>,
    typed: Option<String>,
    [due, owner, after]: [Option<String>; 3],
) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let (client, text) = (number(client)?, text(typed)?);
    let due = due.filter(|due| !due.trim().is_empty());
    let day = due.as_deref().map(|due| due.trim().parse::<NaiveDate>());
    let fault = match &day {
        _ if text.is_empty() || text.chars().count() > LONGEST_TASK => Some(Said::TaskEmpty),
        Some(Err(_)) => Some(Said::BadDay),
        _ => None,
    };
    if let Some(fault) = fault {
        let due = due.unwrap_or_default();
        let kept = [text.as_str(), &due, &owner.unwrap_or_default()].join(TASK_JOINT);
        remember_typed(&backend, Typed::Task, &kept);
        return Ok(client_said_path(client, fault));
    }
    let owner = owner.and_then(|id| id.parse().ok()).unwrap_or(adviser.staff);
    let due_on = day.and_then(Result::ok);
    let new = NewTask { text: &text, due_on, owner, after: after_count(after) };
    of_client(backend.clients.add_task(adviser, client, new).await?)?;
    forget_typed(&backend, Typed::Task);
    Ok(format!("{}#tasks", client_said_path(client, Said::Added)))
}

/// Ticks something that was to be done, or takes the tick away.
#[server(prefix = "/do", endpoint = "tick-client-task")]
pub async fn tick_client_task(
    #[server(default)] client: Option<String>,
    #[server(default)] task: Option<String>,
    #[server(default)] done: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(tick(client, task, done).await);
    Ok(())
}

async fn tick(client: Option<String>, task: Option<String>, done: Option<String>) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let (client, task) = (number(client)?, number(task)?);
    let done = done.as_deref() == Some("1");
    of_client(backend.clients.tick_task(adviser, client, (task, done)).await?)?;
    let said = if done { Said::Ticked } else { Said::Unticked };
    Ok(format!("{}#tasks", client_said_path(client, said)))
}

/// Proposes a menu.
#[server(prefix = "/do", endpoint = "propose-menu")]
pub async fn propose_menu(
    #[server(default)] client: Option<String>,
    #[server(default)] menu: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(propose(client, menu).await);
    Ok(())
}

async fn propose(client: Option<String>, menu: Option<String>) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let client = number(client)?;
    let known = |id: &String| backend.contents.current().menu(id).is_some();
    let menu = menu.filter(known).ok_or(Refusal::BadForm)?;
    of_client(backend.clients.propose_menu(adviser, client, &menu).await?)?;
    Ok(format!("{}#proposals", client_said_path(client, Said::Proposed)))
}

/// Says how far a proposal has come.
#[server(prefix = "/do", endpoint = "change-proposal")]
pub async fn change_proposal(
    #[server(default)] client: Option<String>,
    #[server(default)] proposal: Option<String>,
    /// As it was when the form was shown.
    #[server(default)]
    from: Option<String>,
    #[server(default)] state: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(change([client, proposal], [from, state]).await);
    Ok(())
}

async fn change(
    [client, proposal]: [Option<String>; 2],
    [from, to]: [Option<String>; 2],
) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let (client, proposal) = (number(client)?, number(proposal)?);
    let state = |code: Option<String>| code.as_deref().and_then(ProposalState::parse).ok_or(Refusal::BadForm);
    let change = ProposalChange { proposal, from: state(from)?, to: state(to)? };
    of_client(backend.clients.change_proposal(adviser, client, change).await?)?;
    Ok(format!("{}#proposals", client_said_path(client, Said::Moved)))
}

/// Begins from a client's latest answers, with the client; or from what the client has put on paper.
#[server(prefix = "/do", endpoint = "answer-together")]
pub async fn answer_together(
    #[server(default)] client: Option<String>,
    /// None: together.
    #[server(default)]
    channel: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(together(client, channel).await);
    Ok(())
}

async fn together(client: Option<String>, channel: Option<String>) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let chosen = channel.as_deref().map(|code| Channel::parse(code).ok_or(Refusal::BadForm)).transpose()?;
    let channel = chosen.unwrap_or(Channel::Together);
    let session = signed_in().ok_or(Refusal::SignInFirst)?.session;
    let begun = backend.clients.begin_together(adviser, &session, (number(client)?, channel)).await?;
    let key = of_client(begun)?;
    // Other people's answers are open in this browser: it remembers nobody's.
    visitor::begin_keying(&backend);
    Ok(place(channel, &key))
}

/// Where answers are given.
fn place(channel: Channel, key: &DiagnosisKey) -> String {
    match channel {
        Channel::Together => flow::diagnosis_path(key),
        Channel::Paper => flow::keying_path(key),
    }
}

/// The first diagnosis of a business that was never here.
#[server(prefix = "/do", endpoint = "answer-first")]
pub async fn answer_first(#[server(default)] channel: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(first(channel).await);
    Ok(())
}

async fn first(channel: Option<String>) -> Result<String, Refusal> {
    let (backend, adviser) = adviser(Act::SeeClients)?;
    let channel = channel.as_deref().and_then(Channel::parse).ok_or(Refusal::BadForm)?;
    let key = backend.clients.begin_first(adviser, channel).await?;
    visitor::begin_keying(&backend);
    Ok(place(channel, &key))
}
