//! `/agency/clients/{id}/answers`: each answer of the latest diagnosis, if the consent covers them.

use domain::access::Act;
use domain::answer::read_all;
use domain::window::japan_day;
use leptos::prelude::*;

use super::{back, load, wanted};
use crate::backend::{Client, LookAt};
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::load::{agency, show};
use crate::parts::said::said;
use crate::parts::table::Table;
use crate::words::clients as words;
use crate::words::format::date;
use crate::words::history::{NOW, QUESTION};

/// `/agency/clients/{id}/answers`
#[component]
pub fn ClientAnswersPage() -> impl IntoView {
    let (backend, adviser) = match agency(Act::SeeClients) {
        Ok(open) => open,
        Err(closed) => return closed,
    };
    let id = wanted();
    show(async move {
        let client = load(&backend, adviser, (id, LookAt::Answers)).await?;
        Ok(view! {
            <AgencyFrame title=words::ANSWERS_TITLE place=AgencyPlace::Caseload>
                {back(client.id, words::TO_CLIENT)}
                <h1 class="page__title">{words::ANSWERS_TITLE}</h1>
                <p class="lead">{words::name(&client.name, client.id)}</p>
                {answers(&client)}
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}

fn answers(client: &Client) -> AnyView {
    let Some(latest) = client.diagnoses.first() else {
        return view! { <p>{words::NO_DIAGNOSIS}</p> }.into_any();
    };
    let (content, given) = (&latest.said.content, &latest.said.answers);
    let readings = read_all(given, content);
    let visible = content.questionnaire.interpret(&readings.answers).visible;
    let rows: Vec<_> = visible
        .into_iter()
        .map(|question| {
            view! {
                <tr>
                    <th scope="row">{question.text.clone()}</th>
                    <td>{said(content, question, given.get(&question.id))}</td>
                </tr>
            }
        })
        .collect();
    let head = view! {
        <th scope="col">{QUESTION}</th>
        <th scope="col">{NOW}</th>
    };
    view! {
        <Table id="answers" caption=date(japan_day(latest.said.submitted_at)) head=head.into_any()>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
