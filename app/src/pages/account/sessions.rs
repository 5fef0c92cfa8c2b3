//! Where somebody is signed in, and the buttons that end it.

use leptos::prelude::*;

use crate::backend::OwnSession;
use crate::parts::table::Table;
use crate::words::account as words;

pub fn section(sessions: &[OwnSession]) -> AnyView {
    let rows: Vec<_> = sessions.iter().map(row).collect();
    let head = [words::DEVICE, words::SINCE, words::LAST_SEEN, words::DO];
    let head: Vec<_> = head.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    let others = (sessions.len() > 1).then(|| end("others".to_owned(), None, words::END_OTHERS));
    view! {
        <section class="section">
            <Table id="sessions" caption=words::SESSIONS_TITLE head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
            <p class="table-note">{words::SESSIONS_TEXT}</p>
            <div class="actions">{end("this".to_owned(), None, words::END_THIS)} {others}</div>
        </section>
    }
    .into_any()
}

fn row(session: &OwnSession) -> AnyView {
    let device = words::device(session.device);
    let this = session.is_this.then_some(words::THIS_DEVICE);
    let of = words::of_device(device, session.created_at);
    let end = (!session.is_this).then(|| end(session.id.to_string(), Some(of), words::END));
    view! {
        <tr>
            <th scope="row">{device} {this}</th>
            <td>{words::day(session.created_at)}</td>
            <td>{words::day(session.seen_at)}</td>
            <td>{end}</td>
        </tr>
    }
    .into_any()
}

/// `which`: the number of a session, `this` or `others`.
fn end(which: String, of: Option<String>, label: &'static str) -> AnyView {
    view! {
        <form method="post" action="/do/end-session">
            <input type="hidden" name="session" value=which />
            <button class="button button--secondary" type="submit">
                {of.map(|of| view! { <span class="visually-hidden">{of}</span> })}
                {label}
            </button>
        </form>
    }
    .into_any()
}
