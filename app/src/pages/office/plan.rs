//! `/office/plan`: the figures of the two plans by pillar, year by year. The form is in `plan/entry`.

mod entry;

use domain::access::Act;
use domain::content::Content;
use domain::document::PlanRecord;
use domain::plan::{Series, outcome};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::parts::bar::Bar;
use crate::parts::downloads::{downloads, table_address};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::load::{may, office};
use crate::parts::table::Table;
use crate::words::format::{fiscal_year, number};
use crate::words::{office, plan as words};

use entry::plan_entry_path;
pub use entry::{PlanEntryPage, plan_retry_path};

/// Where the page is.
const PATH: &str = "/office/plan";
/// What the address says after a figure was entered.
const ENTERED: &str = "entered";

/// Where the page is, at an indicator whose figure was just entered.
#[must_use]
pub fn plan_entered_path(indicator: &str) -> String {
    format!("{PATH}?said={ENTERED}#{indicator}")
}

/// `/office/plan`
#[component]
pub fn PlanPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let content = backend.contents.current();
    let entered = use_query_map().with_untracked(|query| query.get("said").as_deref() == Some(ENTERED));
    let entered = entered.then(|| {
        view! { <div class="callout callout--success" role="status"><p>{words::ENTERED}</p></div> }
    });
    let sections = sections(&content);
    let links: Vec<_> = sections
        .iter()
        .map(|section| view! { <li><a href=format!("#{}", section.id)>{section.name.clone()}</a></li> })
        .collect();
    let sections: Vec<_> = sections.iter().map(section_view).collect();
    view! {
        <OfficeFrame title=words::TITLE>
            <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            {entered}
            <p class="table-note">{words::LEGEND} " " {words::NOT_SURVEYED}</p>
            <nav class="toc" aria-label=words::SECTIONS>
                <ul class="toc__list">{links}</ul>
            </nav>
            {sections}
            {downloads(|ending| table_address(PATH, ending).page(1), words::TITLE)}
        </OfficeFrame>
    }
    .into_any()
}

/// A pillar of a plan.
struct Section<'a> {
    id: String,
    plan: &'a str,
    name: String,
    series: Vec<Series<'a>>,
}

/// In the order in which they first stand in the content.
fn sections(content: &Content) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for series in Series::all(&content.plan_records) {
        let PlanRecord { plan, section, .. } = series.first();
        match sections.iter_mut().find(|known| known.plan == plan && known.name == *section) {
            Some(known) => known.series.push(series),
            None => {
                let id = format!("section-{}", sections.len() + 1);
                sections.push(Section { id, plan, name: section.clone(), series: vec![series] });
            }
        }
    }
    sections
}

fn section_view(section: &Section<'_>) -> impl IntoView + use<> {
    let indicators: Vec<_> = section.series.iter().map(indicator).collect();
    view! {
        <section class="section" id=section.id.clone()>
            <h2 class="section__title">{section.name.clone()}</h2>
            <p class="table-note">{words::plan(section.plan).to_owned()}</p>
            {indicators}
        </section>
    }
}

fn indicator(series: &Series<'_>) -> impl IntoView + use<> {
    let first = series.first();
    let enter = may(Act::EditContent).then(|| {
        view! {
            <p>
                <a href=plan_entry_path(&first.indicator)>
                    {words::ENTER} <span class="visually-hidden">{first.name.clone()}</span>
                </a>
            </p>
        }
    });
    view! {
        <div class="summary" id=first.indicator.clone()>
            <h3>{first.name.clone()}</h3>
            {figures(series)}
            {enter}
        </div>
    }
}

/// The table of an indicator, with its unit before and its sources behind.
pub(super) fn figures(series: &Series<'_>) -> impl IntoView + use<> {
    let first = series.first();
    let most = series.records().iter().flat_map(|record| [record.target, record.actual]).flatten();
    let most = most.fold(0.0, f64::max);
    let bars = series.records().iter().any(|record| record.target.is_some() && record.actual.is_some());
    let most = bars.then_some(most);
    let rows: Vec<_> = series.records().iter().map(|record| row(first, record, most)).collect();
    let head = view! {
        <th scope="col">{words::YEAR}</th>
        <th scope="col" class="table__num">{words::TARGET}</th>
        <th scope="col" class="table__num">{words::ACTUAL}</th>
        {bars.then(|| view! { <td class="table__bar"></td> })}
        <th scope="col">{words::OUTCOME}</th>
    };
    view! {
        <p class="table-note">{words::unit(&first.unit, first.direction)}</p>
        <Table
            id=format!("figures-{}", first.indicator)
            caption=words::caption(&first.name)
            head=head.into_any()
        >
            <tbody>{rows}</tbody>
        </Table>
        {sources(series)}
    }
}

/// `first` names the indicator, `most` is the largest of its figures: none if no year has two to be compared by bars.
fn row(first: &PlanRecord, record: &PlanRecord, most: Option<f64>) -> impl IntoView + use<> {
    let named = (record.name != first.name).then(|| record.name.clone());
    let cumulative = record.cumulative.then(|| words::CUMULATIVE.to_owned());
    let role = words::role(record.role).map(str::to_owned);
    let marks: Vec<_> = [named, cumulative, role, record.note.clone()]
        .into_iter()
        .flatten()
        .map(|mark| view! { <span class="hint">{mark}</span> })
        .collect();
    let approx = record.approx == Some(true);
    let bar = most.zip(record.target.zip(record.actual)).map(|(most, (target, actual))| {
        view! { <Bar value=share_of(actual, most) mark=Some(share_of(target, most)) /> }
    });
    view! {
        <tr>
            <th scope="row">{words::year(record)} {marks}</th>
            <td class="table__num">{figure(record.target, record.target_state.as_deref(), false)}</td>
            <td class="table__num">
                <b>{figure(record.actual, record.actual_state.as_deref(), approx)}</b>
            </td>
            {most.map(|_| view! { <td class="table__bar">{bar}</td> })}
            <td>{words::outcome(outcome(record))}</td>
        </tr>
    }
}

/// A number, the words in its place, or the sign for none.
fn figure(value: Option<f64>, state: Option<&str>, approx: bool) -> String {
    let written = value.map(|value| match approx {
        true => format!("{}{}", words::APPROX, number(value)),
        false => number(value),
    });
    written.or_else(|| state.map(str::to_owned)).unwrap_or_else(|| words::NO_FIGURE.to_owned())
}

/// A figure as a part of the largest, from 0 to 100.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn share_of(value: f64, most: f64) -> u64 {
    if most > 0.0 { (value / most * 100.0).round() as u64 } else { 0 }
}

/// Each source once, with the years that are from it.
fn sources(series: &Series<'_>) -> impl IntoView + use<> {
    let mut sources: Vec<(&PlanRecord, Vec<String>)> = Vec::new();
    let of = |record: &PlanRecord| {
        (record.source_location.clone(), record.source_url.clone(), record.as_of.clone())
    };
    for record in series.records() {
        let year = record.fiscal_year.as_deref().map_or_else(|| words::NO_YEAR.to_owned(), fiscal_year);
        match sources.iter_mut().find(|(known, _)| of(known) == of(record)) {
            Some((_, years)) => years.push(year),
            None => sources.push((record, vec![year])),
        }
    }
    let items: Vec<_> = sources
        .into_iter()
        .map(|(record, years)| {
            view! {
                <li>
                    {words::source_of(&years)} " "
                    <a href=record.source_url.clone() rel="noreferrer">{record.source_location.clone()}</a> " "
                    {words::as_of(&record.as_of)}
                </li>
            }
        })
        .collect();
    view! { <ul class="table-note">{items}</ul> }
}
