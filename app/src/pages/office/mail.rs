//! `/office/mail`: what waits to be sent, and what was not sent. No texts, and of an address only what tells it from
//! others.

use domain::access::Act;
use domain::search::Page;
use domain::window::japan_time;
use leptos::prelude::*;

use crate::backend::{MailQueue, MailWay, QueuedMail};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{Address, Asked, pager};
use crate::parts::load::{office, show};
use crate::parts::stat::stat;
use crate::parts::table::Table;
use crate::words::format::thousands;
use crate::words::mail::{self as words, Said};
use crate::words::{audit, office, search};

/// Where the page is.
pub const MAIL: &str = "/office/mail";

/// Where the page is, with what pressing its button came to.
#[must_use]
pub fn mail_said_path(said: Said) -> String {
    format!("{MAIL}?said={}", said.code())
}

/// `/office/mail`
#[component]
pub fn MailPage() -> impl IntoView {
    let backend = match office(Act::ManageMail) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let asked = Asked::of_address();
    show(async move {
        let queue = backend.mails.mail_queue(asked.page()).await?;
        let said = asked.value("said").and_then(Said::parse);
        Ok(view! {
            <OfficeFrame title=search::title(words::TITLE, queue.parked.number)>
                <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                {said.map(said_note)}
                {way_note(backend.mail_way)}
                {numbers(&queue)}
                <section class="section">
                    <h2 class="section__title">{words::NOT_SENT}</h2>
                    {parked(&queue.parked)}
                </section>
                <section class="section">
                    <h2 class="section__title">{words::QUEUE}</h2>
                    {waiting(&queue)}
                </section>
                <p class="table-note">{words::PRIVACY} " " {words::kept(backend.mail_way.keep_days)}</p>
                <p class="table-note">{words::TRY}</p>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn said_note(said: Said) -> impl IntoView {
    let class = if said.is_good_news() { "callout callout--success" } else { "callout callout--warning" };
    view! {
        <div class=class role="status">
            <p>{said.sentence()}</p>
        </div>
    }
}

/// Without a mail server nothing arrives.
fn way_note(way: MailWay) -> Option<impl IntoView> {
    (!way.by_smtp).then(|| view! { <div class="callout callout--warning"><p>{words::IN_FILES}</p></div> })
}

fn numbers(queue: &MailQueue) -> impl IntoView + use<> {
    let mails = |label, number: u64| stat(label, thousands(number).into_any(), words::MAILS);
    view! {
        <dl class="stats">
            {mails(words::WAITING, queue.waiting)}
            {mails(words::PARKED, queue.parked.total as u64)}
            {mails(words::SENT, queue.sent)}
        </dl>
    }
}

fn parked(page: &Page<QueuedMail>) -> AnyView {
    if page.total == 0 {
        return view! { <p class="empty">{words::NOTHING_PARKED}</p> }.into_any();
    }
    let heads =
        [words::NUMBER, words::KIND, words::TO, words::WHEN_PARKED, words::ATTEMPTS, words::WHY, words::DO];
    let rows: Vec<_> = page.items.iter().map(parked_row).collect();
    view! {
        <p class="section__lead">{words::NOT_SENT_LEAD}</p>
        <Table id="parked" caption=words::parked(page.total) head=head(&heads)>
            <tbody>{rows}</tbody>
        </Table>
        {pager(page, &Address::new(MAIL))}
    }
    .into_any()
}

fn parked_row(mail: &QueuedMail) -> impl IntoView + use<> {
    view! {
        <tr>
            {beginning(mail)}
            <td>{mail.settled_at.map(|at| audit::when(japan_time(at)))}</td>
            <td>{mail.attempts}</td>
            <td>{mail.fault.as_deref().map(|fault| words::why(fault, mail.status))}</td>
            <td>{resend_button(mail)}</td>
        </tr>
    }
}

fn resend_button(mail: &QueuedMail) -> AnyView {
    if mail.to.is_none() {
        return view! { <span>{words::CANNOT_RESEND}</span> }.into_any();
    }
    view! {
        <form method="post" action="/do/resend-mail">
            <input type="hidden" name="mail" value=mail.id.to_string() />
            <button class="button button--secondary" type="submit">
                <span class="visually-hidden">{words::of_number(mail.id)}</span>
                {words::RESEND}
            </button>
        </form>
    }
    .into_any()
}

fn waiting(queue: &MailQueue) -> AnyView {
    if queue.next.is_empty() {
        return view! { <p class="empty">{words::NOTHING_WAITS}</p> }.into_any();
    }
    let heads =
        [words::NUMBER, words::KIND, words::TO, words::SINCE, words::NEXT, words::ATTEMPTS, words::WHY];
    let rows: Vec<_> = queue.next.iter().map(waiting_row).collect();
    view! {
        <Table id="waiting" caption=words::first_of(queue.next.len(), queue.waiting) head=head(&heads)>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn waiting_row(mail: &QueuedMail) -> impl IntoView + use<> {
    let next =
        if mail.is_being_sent { words::BEING_SENT.to_owned() } else { audit::when(japan_time(mail.due_at)) };
    let why = match mail.fault.as_deref() {
        Some(fault) => words::why(fault, mail.status),
        None => words::NOT_TRIED.to_owned(),
    };
    view! {
        <tr>
            {beginning(mail)}
            <td>{audit::when(japan_time(mail.created_at))}</td>
            <td>{next}</td>
            <td>{mail.attempts}</td>
            <td>{why}</td>
        </tr>
    }
}

/// What names a mail.
fn beginning(mail: &QueuedMail) -> impl IntoView + use<> {
    let to = mail.to.clone().unwrap_or_else(|| words::FORGOTTEN.to_owned());
    view! {
        <th scope="row">{mail.id}</th>
        <td>{words::kind(&mail.kind)}</td>
        <td>{to}</td>
    }
}

fn head(heads: &[&'static str]) -> AnyView {
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    heads.into_any()
}
