//! A diagnosis beside an earlier one of the same business: what has changed.

pub mod sections;

use domain::answer::read_all;
use domain::history::{Pair, offers};
use domain::scoring::{score, whole};
use domain::window::japan_day;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::already::AgainForm;
use super::flow;
use crate::backend::{Earlier, Past};
use crate::parts::frame::{Frame, Place};
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::parts::table::Table;
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::words::consent::answered_with;
use crate::words::format::date;
use crate::words::history as words;

/// `/diagnosis/{key}/history?with=2`: with the second of the earlier ones, the latest being the first.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    let with = use_query_map().with_untracked(|query| query.get("with")?.parse::<usize>().ok());
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_none() {
            see_other(&flow::resume(&opened));
            return Ok(().into_any());
        }
        let earlier = backend.diagnoses.earlier(&opened.key).await?;
        let place = with.and_then(|with| with.checked_sub(1)).filter(|place| *place < earlier.len());
        match earlier.get(place.unwrap_or(0)) {
            Some(compared) => {
                let changes = changes(&opened, &compared.said, backend.clock.today())?;
                Ok(page(&opened, view! { {changes} {all(&opened, &earlier, place.unwrap_or(0))} }.into_any()))
            }
            None => Ok(page(&opened, view! { <p class="lead">{words::NONE}</p> }.into_any())),
        }
    })
}

fn page(opened: &Opened, body: AnyView) -> AnyView {
    let (result, key) = (flow::result_path(&opened.key), opened.key.clone());
    view! {
        <Frame title=words::TITLE place=Place::Answering>
            <h1 class="page__title">{words::TITLE}</h1>
            {body}
            <p class="actions print-hide">
                <a class="button button--secondary" href=result>{words::SEE_RESULT}</a>
            </p>
            <div class="print-hide">
                <AgainForm key question=None />
            </div>
        </Frame>
    }
    .into_any()
}

/// All that differs between the two.
fn changes(opened: &Opened, earlier: &Earlier, today: chrono::NaiveDate) -> Result<AnyView, Refusal> {
    let (content, from) = (&opened.content, &earlier.content.questionnaire);
    let pair = Pair::new(from, &earlier.answers, content, &opened.diagnosis.answers);
    let businesses = pair.businesses();
    let offers = offers(&businesses, content, (earlier.submitted_at, today));
    let submitted = opened.diagnosis.submitted_at.ok_or(Refusal::Unavailable)?;
    let [before, now] = [earlier.submitted_at, submitted].map(|at| date(japan_day(at)));
    let is_other_version = from.version != content.questionnaire.version;
    Ok(view! {
        <p class="lead">{words::lead(&before, &now)}</p>
        {is_other_version.then(|| view! { <p class="callout">{words::OTHER_VERSION}</p> })}
        {sections::progress(&pair.progress())}
        {sections::pains(content, pair.pains().as_ref())}
        {sections::offers(&offers)}
        {sections::answers(content, &pair)}
    }
    .into_any())
}

/// Every diagnosis with its stage, the latest first; each earlier one can be compared with.
fn all(opened: &Opened, earlier: &[Past], compared: usize) -> impl IntoView + use<> {
    let said = Earlier {
        content: opened.content.clone(),
        answers: opened.diagnosis.answers.clone(),
        submitted_at: opened.diagnosis.submitted_at.unwrap_or_default(),
    };
    let this = Past { said, helped_by: opened.diagnosis.helped_by.clone() };
    let path = flow::history_path(&opened.key);
    let others = earlier.iter().enumerate().map(|(place, one)| {
        let day = date(japan_day(one.said.submitted_at));
        let cell = if place == compared {
            words::COMPARED.into_any()
        } else {
            view! {
                <a href=format!("{path}?with={}", place + 1)>
                    {words::WITH_THIS} <span class="visually-hidden">{words::of_day(&day)}</span>
                </a>
            }
            .into_any()
        };
        row(one, cell)
    });
    let rows: Vec<_> = std::iter::once(row(&this, words::THIS.into_any())).chain(others).collect();
    let head = view! {
        <th scope="col">{words::DAY}</th>
        <th scope="col">{words::STAGE}</th>
        <th scope="col">{words::COMPARE}</th>
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::ALL}</h2>
            <Table id="all" caption=words::ALL_CAPTION head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
        </section>
    }
}

/// By the rules of its own version, as its result page has it.
fn row(past: &Past, last: AnyView) -> AnyView {
    let one = &past.said;
    let readings = read_all(&one.answers, &one.content);
    let interpretation = one.content.questionnaire.interpret(&readings.answers);
    let scores = score(&interpretation);
    let stage = match (scores.level, scores.total) {
        (Some(level), Some(total)) => words::stage(&level.label, &words::points(whole(total))),
        _ => words::NO_STAGE.to_owned(),
    };
    let helped =
        past.helped_by.as_ref().map(|by| view! { <span class="table-note">{answered_with(by)}</span> });
    view! {
        <tr>
            <th scope="row">{date(japan_day(one.submitted_at))}</th>
            <td>{stage} {helped}</td>
            <td>{last}</td>
        </tr>
    }
    .into_any()
}
