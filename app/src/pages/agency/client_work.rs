//! What an agency writes down for a client: proposals, to-dos, words.

use domain::caseload::ProposalState;
use domain::content::Content;
use domain::menu::Menu;
use leptos::prelude::*;

use super::TASK_JOINT;
use super::client::section;
use crate::backend::{Backend, Client, ClientProposal, ClientTask};
use crate::pages::business::flow;
use crate::parts::error::field_error;
use crate::parts::listing::{option, select};
use crate::visitor::{Typed, typed};
use crate::words::account::day;
use crate::words::clients::{self as words, Said};
use crate::words::consent::MENU_GONE;

/// What the forms of a client begin with.
fn of_client(client: &Client) -> AnyView {
    view! { <input type="hidden" name="client" value=client.id.to_string() /> }.into_any()
}

/// Proposes a menu that was not proposed yet.
pub fn propose_button(client: &Client, menu: &Menu) -> AnyView {
    if client.proposals.iter().any(|proposal| proposal.menu == menu.id()) {
        return view! { <p class="table-note">{words::PROPOSED}</p> }.into_any();
    }
    view! {
        <form class="actions" method="post" action="/do/propose-menu">
            {of_client(client)}
            <input type="hidden" name="menu" value=menu.id().to_owned() />
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{words::whose(&menu.document.name)}</span>
                {words::PROPOSE}
            </button>
        </form>
    }
    .into_any()
}

pub fn proposals(content: &Content, client: &Client) -> AnyView {
    let items: Vec<_> = client.proposals.iter().map(|one| proposal(content, client, one)).collect();
    let body = if items.is_empty() {
        view! { <p>{words::PROPOSALS_NONE}</p> }.into_any()
    } else {
        view! { <ul class="cards">{items}</ul> }.into_any()
    };
    section("proposals", words::PROPOSALS_TITLE, body)
}

fn proposal(content: &Content, client: &Client, one: &ClientProposal) -> AnyView {
    let (name, link) = match content.menu(&one.menu) {
        Some(menu) => {
            let name = menu.document.name.clone();
            (name.clone(), view! { <a href=flow::menu_path(menu.id())>{name}</a> }.into_any())
        }
        None => (one.menu.clone(), view! { {one.menu.clone()} {MENU_GONE} }.into_any()),
    };
    let states: Vec<_> = ProposalState::ALL
        .into_iter()
        .map(|state| option(state.code(), words::proposal(state).to_owned(), state == one.state))
        .collect();
    let label = format!("{}{}", words::whose(&name), words::STATE);
    view! {
        <li class="case-card">
            <p>{link}</p>
            <p class="table-note">
                {words::proposal(one.state)} " " {day(one.changed_at)} {one.by_business.then_some(words::BY_BUSINESS)}
            </p>
            <form class="actions" method="post" action="/do/change-proposal">
                {of_client(client)}
                <input type="hidden" name="proposal" value=one.id.to_string() />
                <input type="hidden" name="from" value=one.state.code() />
                <select class="select" name="state" aria-label=label>
                    {states}
                </select>
                <button class="button button--secondary" type="submit">
                    <span class="visually-hidden">{words::whose(&name)}</span>
                    {words::KEEP_STATE}
                </button>
            </form>
        </li>
    }
    .into_any()
}

/// A to-do that was not taken, as it was typed.
#[derive(Default)]
struct Kept {
    text: Option<String>,
    due: Option<String>,
    owner: Option<i64>,
}

impl Kept {
    fn of(typed: Option<String>) -> Kept {
        let Some(typed) = typed else { return Kept::default() };
        let mut fields = typed.split(TASK_JOINT).map(str::to_owned);
        let (text, due) = (fields.next(), fields.next());
        Kept { text, due, owner: fields.next().and_then(|id| id.parse().ok()) }
    }
}

/// `own`: the id of whoever looks.
pub fn tasks(backend: &Backend, client: &Client, (own, said): (i64, Option<Said>)) -> AnyView {
    let kept = Kept::of(said.filter(|said| said.field().is_some()).and_then(|_| typed(backend, Typed::Task)));
    let items: Vec<_> = client.tasks.iter().map(|one| task(client, one)).collect();
    let list = if items.is_empty() {
        view! { <p>{words::TASKS_NONE}</p> }.into_any()
    } else {
        view! { <ul class="cards">{items}</ul> }.into_any()
    };
    let owners: Vec<_> = client
        .colleagues
        .iter()
        .map(|one| option(&one.id.to_string(), one.address.clone(), one.id == kept.owner.unwrap_or(own)))
        .collect();
    let wrong = |what: Said| said == Some(what);
    let problem =
        |what: Said, id: &'static str| wrong(what).then(|| field_error(id, what.sentence().to_owned()));
    let body = view! {
        {list}
        <form class="form" method="post" action="/do/client-task" novalidate>
            {of_client(client)}
            {after(client.tasks.len())}
            <label class="text-field">
                <span class="text-field__label">{words::TASK}</span>
                <span class="hint" id="task-hint">{words::TASK_HINT}</span>
                {problem(Said::TaskEmpty, "task-error")}
                <input
                    class="input"
                    id="task"
                    name="text"
                    type="text"
                    maxlength="200"
                    value=kept.text
                    aria-invalid=wrong(Said::TaskEmpty).then_some("true")
                    aria-describedby=if wrong(Said::TaskEmpty) { "task-hint task-error" } else { "task-hint" }
                />
            </label>
            <label class="text-field">
                <span class="text-field__label">{words::TASK_DAY}</span>
                <span class="hint" id="due-hint">{words::TASK_DAY_HINT}</span>
                {problem(Said::BadDay, "due-error")}
                <input
                    class="input"
                    id="due"
                    name="due"
                    type="date"
                    value=kept.due
                    aria-invalid=wrong(Said::BadDay).then_some("true")
                    aria-describedby=if wrong(Said::BadDay) { "due-hint due-error" } else { "due-hint" }
                />
            </label>
            {select("owner", words::OWNER, owners.into_any())}
            <div class="actions">
                <button class="button button--secondary" type="submit">{words::ADD_TASK}</button>
            </div>
        </form>
    };
    section("tasks", words::TASKS_TITLE, body.into_any())
}

fn task(client: &Client, one: &ClientTask) -> AnyView {
    let done = one.done_at.is_some();
    view! {
        <li class="case-card">
            <p class=done.then_some("table-note")>{one.text.clone()}</p>
            <p class="table-note">{words::task_note(&one.owner, one.due_on)}</p>
            <form class="actions" method="post" action="/do/tick-client-task">
                {of_client(client)}
                <input type="hidden" name="task" value=one.id.to_string() />
                <input type="hidden" name="done" value=if done { "" } else { "1" } />
                <button class="button button--secondary" type="submit">
                    <span class="visually-hidden">{words::whose(&one.text)}</span>
                    {if done { words::UNDONE } else { words::DONE }}
                </button>
            </form>
        </li>
    }
    .into_any()
}

pub fn notes(client: &Client, said: Option<Said>) -> AnyView {
    let items: Vec<_> = client
        .advice
        .iter()
        .map(|one| {
            view! {
                <li class="case-card">
                    <p class="written">{one.text.clone()}</p>
                    <p class="table-note">{words::written(&one.by, one.written_at, one.visible)}</p>
                </li>
            }
        })
        .collect();
    let list = if items.is_empty() {
        view! { <p>{words::NOTES_NONE}</p> }.into_any()
    } else {
        view! { <ul class="cards">{items}</ul> }.into_any()
    };
    let wrong = said == Some(Said::NoteEmpty);
    let to = |value: &'static str, label: &'static str, chosen: bool| {
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="visible" value=value checked=chosen />
                <span class="choice__label">{label}</span>
            </label>
        }
    };
    let body = view! {
        {list}
        <form class="form" method="post" action="/do/client-advice" novalidate>
            {of_client(client)}
            {after(client.advice.len())}
            <label class="text-field">
                <span class="text-field__label">{words::NOTE}</span>
                <span class="hint" id="note-hint">{words::NOTE_HINT}</span>
                {wrong.then(|| field_error("note-error", words::NOTE_EMPTY.to_owned()))}
                <textarea
                    class="input textarea"
                    id="note"
                    name="text"
                    rows="5"
                    maxlength="1000"
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=if wrong { "note-hint note-error" } else { "note-hint" }
                ></textarea>
            </label>
            <fieldset class="choice-group">
                <legend class="choice-group__title">{words::SHOWN_TO}</legend>
                <div class="choices">{to("", words::HIDDEN, true)} {to("1", words::VISIBLE, false)}</div>
            </fieldset>
            <div class="actions">
                <button class="button button--secondary" type="submit">{words::WRITE}</button>
            </div>
        </form>
    };
    section("notes", words::NOTES_TITLE, body.into_any())
}

/// How many there are: a form that is sent twice is known by it.
fn after(count: usize) -> AnyView {
    view! { <input type="hidden" name="after" value=count.to_string() /> }.into_any()
}
