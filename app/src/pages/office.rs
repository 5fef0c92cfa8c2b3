//! What DX推進課 sees. For now one page, without login, from the server's own machine only (the router sees to that).

use domain::content::Content;
use domain::document::{PlanRecord, SurveyIndicator};
use domain::indicator::{ANSWERED, Breakdown, COMPLETED, DIAGNOSES, MET, MET_STRICT, Period, SUBMITTED};
use domain::suppression::{Figures, Group, ShownTable, suppress};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{Axis, Backend, Count, CountQuery};
use crate::parts::bar::Bar;
use crate::parts::frame::Frame;
use crate::parts::load::{backend, show};
use crate::refusal::Refusal;
use crate::words::format::{era_fiscal_year, fiscal_year, percent, thousands};
use crate::words::office as words;

/// The survey indicators that the page opens on: the review asks for them first.
const FIRST: [&str; 2] = ["survey-dx-need-rate", "survey-dx-uptake-rate"];
/// The plan's indicator that stands beside them.
const PLAN: &str = "dx-need-rate";

/// `/office`
#[component]
pub fn OfficePage() -> impl IntoView {
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
            let query = CountQuery { indicator: &indicator.id, period: year.clone(), within, made_up };
            let counts = backend.counts.counts(&query, Axis::EmployeeSize).await?;
            tables.push(table(&content, indicator, &counts));
        }
        let Period::FiscalYear { fiscal_year } = year else { return Err(Refusal::Unavailable) };
        Ok(view! {
            <Frame title=words::TITLE>
                <h1 class="page__title">{words::TITLE}</h1>
                <div class="callout callout--warning">
                    <p>{words::LOOPBACK}</p>
                </div>
                {made_up_note(made_up)}
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
}

/// Says whose numbers these are, and leads to the others'.
fn made_up_note(made_up: bool) -> impl IntoView {
    if made_up {
        view! {
            <div class="callout callout--warning">
                <p>
                    <b>{words::MADE_UP}</b>
                    {words::MADE_UP_TEXT} " " <a href="/office">{words::SEE_REAL}</a>
                </p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <p>
                <a href="/office?made_up=1">{words::SEE_MADE_UP}</a>
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
    completed: i64,
    submitted: i64,
}

impl Sums {
    async fn load(backend: &Backend, made_up: bool) -> Result<Sums, Refusal> {
        let within = Breakdown::default();
        let query = CountQuery { indicator: DIAGNOSES, period: Period::Ever, within, made_up };
        let counts = backend.counts.counts(&query, Axis::Whole).await?;
        let of = |counter: &str| counts.iter().filter(|c| c.counter == counter).map(|c| c.amount).sum();
        Ok(Sums { completed: of(COMPLETED), submitted: of(SUBMITTED) })
    }
}

fn stat(label: &'static str, number: i64, unit: &'static str) -> impl IntoView {
    view! {
        <div class="stat">
            <dt class="stat__label">{label}</dt>
            <dd class="stat__number">
                {thousands(number.unsigned_abs())} <span class="stat__unit">{unit}</span>
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

fn table(content: &Content, indicator: &SurveyIndicator, counts: &[Count]) -> impl IntoView + use<> {
    let k = content.questionnaire.small_cell_threshold;
    let shown = suppress(&groups(content, counts, MET), k);
    let strict = indicator.measure_strict.as_ref().map(|_| suppress(&groups(content, counts, MET_STRICT), k));
    let caption = format!("{}-caption", indicator.id);
    let rows: Vec<_> = names(content)
        .into_iter()
        .enumerate()
        .map(|(n, name)| row(name, figures(&shown, n), strict.as_ref().map(|strict| figures(strict, n))))
        .collect();
    let total =
        row(words::WHOLE.to_owned(), Cell::from(shown.total), strict.as_ref().map(|s| Cell::from(s.total)));
    view! {
        <section class="section">
            <h2 class="section__title">{indicator.label.clone()}</h2>
            <div class="table-wrap" role="region" aria-labelledby=caption.clone() tabindex="0">
                <table class="table">
                    <caption class="table__caption" id=caption.clone()>{words::by_size(&indicator.label)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::SIZE}</th>
                            <th scope="col" class="table__num">{words::SHARE}</th>
                            <td class="table__bar"></td>
                            {strict
                                .is_some()
                                .then(|| view! { <th scope="col" class="table__num">{words::STRICT_SHARE}</th> })}
                            <th scope="col" class="table__num">{words::ANSWERED}</th>
                        </tr>
                    </thead>
                    <tbody>{total} {rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The size classes by name, and at last those who did not say.
fn names(content: &Content) -> Vec<String> {
    let classes = content.questionnaire.size_classes.iter().map(|class| class.label.clone());
    classes.chain([words::NOT_SAID.to_owned()]).collect()
}

fn groups(content: &Content, counts: &[Count], met: &str) -> Vec<Group> {
    let amount = |id: &str, counter: &str| {
        let found = counts.iter().find(|count| count.group == id && count.counter == counter);
        found.map_or(0, |count| count.amount.unsigned_abs())
    };
    let ids = content.questionnaire.size_classes.iter().map(|class| class.id.as_str());
    ids.chain([""])
        .map(|id| Group { id: id.to_owned(), answered: amount(id, ANSWERED), met: amount(id, met) })
        .collect()
}

/// A cell as it may be shown.
#[derive(Clone, Copy)]
enum Cell {
    Suppressed,
    Nobody,
    Shown(Figures),
}

impl From<Option<Figures>> for Cell {
    fn from(figures: Option<Figures>) -> Cell {
        match figures {
            None => Cell::Suppressed,
            Some(Figures { answered: 0, .. }) => Cell::Nobody,
            Some(figures) => Cell::Shown(figures),
        }
    }
}

fn figures(table: &ShownTable, n: usize) -> Cell {
    table.groups.get(n).map_or(Cell::Nobody, |group| Cell::from(group.figures))
}

/// If the stricter share has to be hidden, only it is hidden.
fn row(name: String, share: Cell, strict: Option<Cell>) -> impl IntoView {
    let bar = match share {
        Cell::Shown(figures) => Some((figures.met * 100 + figures.answered / 2) / figures.answered),
        _ => None,
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="table__num">{share_text(share)}</td>
            <td class="table__bar">{bar.map(|value| view! { <Bar value mark=None /> })}</td>
            {strict.map(|strict| view! { <td class="table__num">{share_text(strict)}</td> })}
            <td class="table__num">
                {match share {
                    Cell::Suppressed => suppressed().into_any(),
                    Cell::Nobody => words::NO_FIGURE.into_any(),
                    Cell::Shown(figures) => thousands(figures.answered).into_any(),
                }}
            </td>
        </tr>
    }
}

fn share_text(cell: Cell) -> AnyView {
    match cell {
        Cell::Suppressed => suppressed().into_any(),
        Cell::Nobody => words::NO_FIGURE.into_any(),
        Cell::Shown(figures) => {
            view! { <b>{words::percent(&percent(figures.met, figures.answered))}</b> }.into_any()
        }
    }
}

fn suppressed() -> impl IntoView {
    view! { <abbr class="suppressed" title=words::SUPPRESSED_TITLE>{words::SUPPRESSED}</abbr> }
}
