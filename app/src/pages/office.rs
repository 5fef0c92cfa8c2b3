//! What DX推進課 sees. For now without login, from the server's own machine only (the router sees to that).

mod audit;
mod drafts;
mod fitting;
mod freshness;
mod funnel;
mod menu_tables;
mod plan;

use domain::content::Content;
use domain::document::PlanRecord;
use domain::indicator::{Breakdown, COMPLETED, DIAGNOSES, Dimension, Period, SUBMITTED};
use domain::statistic::{Counted, Figure, Place, Statistic};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{Backend, CountQuery};
use crate::parts::bar::Bar;
use crate::parts::frame::Frame;
use crate::parts::load::{backend, is_on_this_machine, show};
use crate::parts::refused::Refused;
use crate::parts::table::Table as DataTable;
use crate::refusal::Refusal;
use crate::words::format::{era_fiscal_year, fiscal_year, percent, thousands};
use crate::words::office as words;
use crate::words::{
    audit as audit_words, drafts as drafts_words, freshness as freshness_words, funnel as funnel_words,
    menu_tables as tables_words, plan as plan_words,
};

pub use audit::AuditPage;
pub use drafts::{DraftPage, DraftsPage};
pub use fitting::{FittingBusinessesPage, FittingMenusPage};
pub use freshness::FreshnessPage;
pub use funnel::FunnelPage;
pub use menu_tables::{MENU_TABLES, MenuTablePage, MenuTablesPage, menu_table_path};
pub use plan::{PlanEntryPage, PlanPage, plan_entered_path, plan_retry_path};

/// The survey indicators that the page opens on: the review asks for them first.
const FIRST: [&str; 2] = ["survey-dx-need-rate", "survey-dx-uptake-rate"];
/// The plan's indicator that stands beside them.
const PLAN: &str = "dx-need-rate";

/// `/office`
#[component]
pub fn OfficePage() -> impl IntoView {
    if !is_on_this_machine() {
        return view! { <Refused refusal=Refusal::OfficeOnlyHere /> }.into_any();
    }
    let backend = backend();
    let made_up = use_query_map().with_untracked(|query| query.get("made_up").is_some());
    show(async move {
        let content = backend.contents.current();
        let today = backend.clock.today();
        let year = fiscal_year_of(today);
        let sums = Sums::load(&backend, made_up).await?;
        let mut tables = Vec::new();
        for indicator in content.questionnaire.indicators.iter().filter(|i| FIRST.contains(&i.id.as_str())) {
            let within = Breakdown::default();
            let statistic = Statistic::of(indicator, &content.questionnaire);
            let query = CountQuery { indicator: &statistic.source.id, period: year.clone(), within, made_up };
            let counted = backend.counts.counts(&query, &[Dimension::EmployeeSize]).await?;
            tables.push(table(&content, &statistic, &counted));
        }
        let Period::FiscalYear { fiscal_year } = year else { return Err(Refusal::Unavailable) };
        Ok(view! {
            <Frame title=words::TITLE>
                <h1 class="page__title">{words::TITLE}</h1>
                <div class="callout callout--warning">
                    <p>{words::LOOPBACK}</p>
                </div>
                {made_up_note("/office", made_up)}
                <nav class="section" aria-label=words::WORK>
                <ul class="plain-list plain-list--spaced">
                    <li><a href="/office/menus">{words::fitting::SEE_LIST}</a></li>
                    <li><a href="/office/drafts">{drafts_words::SEE_DRAFTS}</a></li>
                    <li><a href=MENU_TABLES>{tables_words::SEE_TABLES}</a></li>
                    <li><a href="/office/freshness">{freshness_words::SEE}</a></li>
                    <li><a href="/office/plan">{plan_words::SEE}</a></li>
                    <li><a href="/office/funnel">{funnel_words::SEE}</a></li>
                    <li><a href="/office/audit">{audit_words::SEE}</a></li>
                </ul>
                </nav>
                <dl class="stats">
                    {stat(words::COMPLETED, sums.completed, words::BUSINESSES)}
                    {stat(words::SUBMITTED, sums.submitted, words::TIMES)}
                </dl>
                {plan(&content)}
                <p class="lead">{words::period(&era_fiscal_year(fiscal_year))}</p>
                {tables}
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </Frame>
        }
        .into_any())
    })
    .into_any()
}

/// Says whose numbers these are, and leads to the others'.
fn made_up_note(path: &str, made_up: bool) -> impl IntoView + use<> {
    let (real, made_up_too) = (path.to_owned(), format!("{path}?made_up=1"));
    if made_up {
        view! {
            <div class="callout callout--warning">
                <p>
                    <b>{words::MADE_UP}</b>
                    {words::MADE_UP_TEXT} " " <a href=real>{words::SEE_REAL}</a>
                </p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <p>
                <a href=made_up_too>{words::SEE_MADE_UP}</a>
            </p>
        }
        .into_any()
    }
}

fn fiscal_year_of(today: chrono::NaiveDate) -> Period {
    let [_, _, year, _] = Period::containing(today);
    year
}

/// Numbers over all time.
struct Sums {
    completed: u64,
    submitted: u64,
}

impl Sums {
    async fn load(backend: &Backend, made_up: bool) -> Result<Sums, Refusal> {
        let within = Breakdown::default();
        let query = CountQuery { indicator: DIAGNOSES, period: Period::Ever, within, made_up };
        let counts = backend.counts.counts(&query, &[]).await?;
        let of = |counter: &str| counts.iter().filter(|c| c.counter == counter).map(|c| c.amount).sum();
        Ok(Sums { completed: of(COMPLETED), submitted: of(SUBMITTED) })
    }
}

fn stat(label: &'static str, number: u64, unit: &'static str) -> impl IntoView {
    view! {
        <div class="stat">
            <dt class="stat__label">{label}</dt>
            <dd class="stat__number">
                {thousands(number)} <span class="stat__unit">{unit}</span>
            </dd>
        </div>
    }
}

/// The plan's own figures, apart, with the note that they were surveyed differently.
fn plan(content: &Content) -> impl IntoView + use<> {
    let records: Vec<_> =
        content.plan_records.iter().filter(|record| record.indicator == PLAN).map(plan_record).collect();
    view! {
        <section class="plan" aria-labelledby="plan-title">
            <h2 class="plan__title" id="plan-title">{words::PLAN}</h2>
            <dl class="stats">{records}</dl>
            <p class="plan__note">{words::PLAN_NOTE}</p>
        </section>
    }
}

fn plan_record(record: &PlanRecord) -> impl IntoView + use<> {
    let year = record.fiscal_year.as_deref().map(fiscal_year);
    let actual = record.actual.map_or(words::NO_FIGURE.to_owned(), |actual| actual.to_string());
    view! {
        <div class="stat stat--plan">
            <dt class="stat__label">{year} {words::code(record.fiscal_year.as_deref())}</dt>
            <dd class="stat__number">{actual} <span class="stat__unit">{record.unit.clone()}</span></dd>
        </div>
    }
}

fn table(content: &Content, statistic: &Statistic<'_>, counted: &[Counted]) -> impl IntoView + use<> {
    let indicator = statistic.indicator;
    let shown = statistic.show(&[Dimension::EmployeeSize], counted, content);
    let place = |first| Place { first, second: None };
    let figures =
        |place| statistic.series.iter().map(|series| shown.figure(series, place)).collect::<Vec<_>>();
    let rows: Vec<_> = groups(Dimension::EmployeeSize, content, words::NOT_SAID)
        .into_iter()
        .enumerate()
        .map(|(number, (_, name))| row(name, &figures(place(Some(number)))))
        .collect();
    let total = row(words::WHOLE.to_owned(), &figures(place(None)));
    let strict = statistic.series.iter().any(|series| series.strict);
    let head = view! {
        <th scope="col">{words::SIZE}</th>
        <th scope="col" class="table__num">{words::SHARE}</th>
        <td class="table__bar"></td>
        {strict.then(|| view! { <th scope="col" class="table__num">{words::STRICT_SHARE}</th> })}
        <th scope="col" class="table__num">{words::ANSWERED}</th>
    };
    view! {
        <section class="section">
            <h2 class="section__title">{indicator.label.clone()}</h2>
            <DataTable id=indicator.id.clone() caption=words::by_size(&indicator.label) head=head.into_any()>
                <tbody>{total} {rows}</tbody>
            </DataTable>
        </section>
    }
}

/// The groups of a dimension by id and name, and at last those who did not say.
fn groups(dimension: Dimension, content: &Content, not_said: &str) -> Vec<(String, String)> {
    let mut groups = dimension.groups(content);
    groups.push((String::new(), not_said.to_owned()));
    groups
}

/// A count that is shown, or the sign that stands in its place.
fn count(count: Option<u64>) -> AnyView {
    count.map_or_else(|| suppressed().into_any(), |count| thousands(count).into_any())
}

/// A part of those who answered, in percent; the sign that stands in its place, or none where nobody answered.
fn share(figure: Figure) -> AnyView {
    match (figure.met, figure.answered) {
        (_, Some(0)) => words::NO_FIGURE.into_any(),
        (Some(met), Some(answered)) => words::percent(&percent(met, answered)).into_any(),
        _ => suppressed().into_any(),
    }
}

/// The figures of the series: the share, and where there is one the stricter share.
fn row(name: String, figures: &[Figure]) -> AnyView {
    let Some((first, others)) = figures.split_first() else { return ().into_any() };
    let bar = first.answered.zip(first.met).filter(|(answered, _)| *answered > 0);
    let bar = bar.map(|(answered, met)| (met * 100 + answered / 2) / answered);
    let others: Vec<_> =
        others.iter().map(|figure| view! { <td class="table__num">{share(*figure)}</td> }).collect();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="table__num">
                <b>{share(*first)}</b>
            </td>
            <td class="table__bar">{bar.map(|value| view! { <Bar value mark=None /> })}</td>
            {others}
            <td class="table__num">{count(first.answered)}</td>
        </tr>
    }
    .into_any()
}

fn suppressed() -> impl IntoView {
    view! { <abbr class="suppressed" title=words::SUPPRESSED_TITLE>{words::SUPPRESSED}</abbr> }
}
