//! `/office/responses`: how fast agencies answer what they are asked; nothing of what that was.

use domain::access::Act;
use domain::request::first_of_lately;
use leptos::prelude::*;

use crate::backend::AgencyResponses;
use crate::parts::downloads::{downloads, table_address};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::Asked;
use crate::parts::load::{office, show};
use crate::parts::table::Table;
use crate::words::format::NO_FIGURE;
use crate::words::{office as office_words, requests as words};

/// Where the page is.
pub const PATH: &str = "/office/responses";
/// The parameter that asks for the latest days only.
const LATELY: &str = "lately";

/// `/office/responses`
#[component]
pub fn ResponsesPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let lately = Asked::of_address().has(LATELY);
    show(async move {
        let since = lately.then(|| first_of_lately(backend.clock.today()));
        let responses = backend.requests.responses(since).await?;
        let file = move |ending| table_address(PATH, ending).and(LATELY, lately.then_some("1")).page(1);
        Ok(view! {
            <OfficeFrame title=words::RESPONSES>
                <Crumbs parent=("/office", office_words::TITLE) here=words::RESPONSES />
                <h1 class="page__title">{words::RESPONSES}</h1>
                <p class="lead">{words::RESPONSES_LEAD}</p>
                {periods(lately)}
                {table(&responses, lately)}
                {downloads(file, words::SHEET)}
                <p class="table-note">{words::WITHDRAWN_NOTE}</p>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn periods(lately: bool) -> impl IntoView {
    let here = |this: bool| this.then_some("page");
    view! {
        <nav class="toc" aria-label=words::PERIOD>
            <ul class="toc__list">
                <li><a href=PATH aria-current=here(!lately)>{words::EVER}</a></li>
                <li><a href=format!("{PATH}?{LATELY}=1") aria-current=here(lately)>{words::LATELY}</a></li>
            </ul>
        </nav>
    }
}

fn table(responses: &[AgencyResponses], lately: bool) -> AnyView {
    if responses.is_empty() {
        return view! { <p class="empty">{words::NO_AGENCIES}</p> }.into_any();
    }
    let columns = [
        words::COUNT_ANSWERED,
        words::IN_TIME,
        words::MEDIAN,
        words::COUNT_WAITING,
        words::LONGEST,
        words::HANDED_OVER,
    ];
    let columns = columns.map(|name| view! { <th scope="col" class="table__num">{name}</th> });
    let head = view! {
        <th scope="col">{words::AGENCY}</th>
        {columns}
    };
    let rows: Vec<_> = responses.iter().map(row).collect();
    view! {
        <Table id="responses" class="table table--wide" caption=words::caption(lately) head=head.into_any()>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(of: &AgencyResponses) -> impl IntoView + use<> {
    let days = |days: Option<u32>| days.map_or_else(|| NO_FIGURE.to_owned(), |days| days.to_string());
    let of_agency = &of.responses;
    let cells = [
        of_agency.answered().to_string(),
        of_agency.in_time().to_string(),
        days(of_agency.median()),
        of_agency.waiting().to_string(),
        days(of_agency.longest_waiting()),
        of.handed_over.to_string(),
    ];
    let cells = cells.map(|cell| view! { <td class="table__num">{cell}</td> });
    view! {
        <tr>
            <th scope="row">{of.agency.clone()}</th>
            {cells}
        </tr>
    }
}
