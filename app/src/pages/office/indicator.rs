//! `/office/indicators/{id}`: one indicator over a period, by up to two breakdowns.

use domain::access::Act;
use domain::content::Content;
use domain::weighting::EmptyCell;
use leptos::prelude::*;

use super::dashboard::folded;
use super::made_up_note;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::Asked as Parameters;
use crate::parts::load::{office, segment, show};
use crate::parts::survey::{survey_downloads, survey_form, survey_map, survey_table};
use crate::parts::trend_chart::{TrendChart, trend_table};
use crate::survey::{Asked, FrameSaid, Reading, Trend, Weighing, periods_with_answers, read_weighted, trend};
use crate::words::format::{self, whole_percent};
use crate::words::{office, survey as words};

/// The officers' first page: of real, and of made-up respondents.
const HOME: [&str; 2] = ["/office", "/office?made_up=1"];

/// `/office/indicators/{id}`
#[component]
pub fn IndicatorPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (id, parameters) = (segment("id"), Parameters::of_address());
    show(async move {
        let content = backend.contents.current();
        let asked = Asked::read(&id, backend.clock.today(), |name| parameters.value(name));
        let periods = periods_with_answers(&backend, asked.made_up).await?;
        let trend = trend(&backend, &content, &asked).await?;
        let reading = read_weighted(&backend, &content, asked).await?;
        let label = reading.indicator.label.clone();
        Ok(view! {
            <OfficeFrame title=label.clone()>
                <Crumbs parent=(HOME[usize::from(reading.asked.made_up)], office::TITLE) here=label.clone() />
                <h1 class="page__title">{label}</h1>
                <p class="lead">{reading.indicator.definition.clone()}</p>
                {made_up_note(&reading.asked.path(), reading.asked.made_up)}
                {survey_form(&reading, &periods)}
                <section class="section">
                    <h2 class="section__title">{format::period(&reading.asked.period)}</h2>
                    <p>{words::counted(&reading.asked.period, backend.clock.today())}</p>
                    {survey_map(&reading)}
                    {survey_table(&reading)}
                    {survey_downloads(&reading.asked, "table", &reading.indicator.label)}
                    {weighted(&content, &reading)}
                </section>
                {over_time(&reading, &trend)}
                <p class="table-note">{words::INTERVAL_NOTE}</p>
                <p class="table-note">{office::SUPPRESSED_NOTE}</p>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// The months; of a list of options, which no chart could tell apart, as a table alone.
fn over_time(reading: &Reading, trend: &Trend) -> AnyView {
    let table = trend_table("trend", &reading.indicator.label, trend);
    let shown = if reading.is_share() {
        view! { <TrendChart id="trend" trend=trend.clone() /> {folded(table)} }.into_any()
    } else {
        table
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::TREND}</h2>
            {shown}
            {survey_downloads(&reading.asked, "trend", words::TREND)}
            <p class="table-note">{words::TREND_NOTE}</p>
        </section>
    }
    .into_any()
}

/// The share of all businesses, beside the plain one; nothing without a frame.
fn weighted(content: &Content, reading: &Reading) -> Option<AnyView> {
    let weighing = reading.weighing.as_ref().filter(|_| reading.is_share())?;
    let line = reading.total()?;
    // Where the plain share is hidden or nobody answered, there is nothing to stand beside.
    line.figures.first()?.share()?;
    let total = line.weighted.first()?.as_ref();
    let Some(total) = total else { return Some(view! { <p>{words::NOT_WEIGHABLE}</p> }.into_any()) };
    let empty: Vec<String> = total.weighting.empty.iter().map(|cell| empty_cell(content, cell)).collect();
    Some(
        view! {
            <div class="callout">
                <p>
                    <b>{words::WEIGHTED}</b>
                    " "
                    {words::weighted_whole(total)}
                </p>
                <p>{weighted_by(weighing)}</p>
                <p>{words::covered(&whole_percent(total.weighting.covered), &empty)}</p>
            </div>
        }
        .into_any(),
    )
}

fn weighted_by(weighing: &Weighing) -> String {
    let FrameSaid { unit, sources, dimensions } = &weighing.said;
    let sources: Vec<String> =
        sources.iter().map(|source| words::frame_source(&source.title, &source.as_of)).collect();
    words::weighted_by(words::unit(*unit), dimensions, &sources)
}

/// A part of the frame from which nobody answered, with its businesses.
fn empty_cell(content: &Content, cell: &EmptyCell) -> String {
    let names = cell.dimensions.iter().filter_map(|dimension| {
        let id = dimension.of(cell.at.as_ref()?)?;
        dimension.groups(content).into_iter().find(|(known, _)| known == id).map(|(_, name)| name)
    });
    let names: Vec<String> = names.collect();
    let name = if names.is_empty() { words::UNLISTED.to_owned() } else { names.join(words::TIMES) };
    name + &words::cell_count(cell.businesses)
}
