//! The sections of the officers' first page.

use std::sync::Arc;

use domain::content::Content;
use domain::indicator::Dimension;
use leptos::prelude::*;

use super::FIRST;
use crate::backend::Backend;
use crate::parts::survey::{share_head, share_row, survey_downloads, survey_map, survey_table};
use crate::parts::table::Table as DataTable;
use crate::parts::trend_chart::{TrendChart, trend_table};
use crate::refusal::Refusal;
use crate::survey::{self, Asked, Reading, Trend, trend};
use crate::words::{office as words, survey as survey_words};

/// What the page shows, in the order of the review's questions.
pub(super) struct Sections {
    by_size: Vec<Reading>,
    trend: Trend,
    by_industry: Reading,
    by_municipality: Reading,
    lists: Vec<Reading>,
    others: Vec<Reading>,
}

impl Sections {
    pub(super) async fn load(
        backend: &Backend,
        content: &Arc<Content>,
        first: [Asked; 2],
    ) -> Result<Sections, Refusal> {
        let of = |asked: Asked| survey::read(backend, content, asked);
        let [need, uptake] = &first;
        let size = &[Dimension::EmployeeSize];
        let weighted = |asked: Asked| survey::read_weighted(backend, content, asked);
        let by_size = vec![weighted(need.by(size)).await?, weighted(uptake.by(size)).await?];
        let (mut lists, mut others) = (Vec::new(), Vec::new());
        for indicator in
            content.questionnaire.indicators.iter().filter(|one| !FIRST.contains(&one.id.as_str()))
        {
            let reading = of(Asked { indicator: indicator.id.clone(), ..need.clone() }).await?;
            if reading.is_share() { others.push(reading) } else { lists.push(reading) }
        }
        Ok(Sections {
            trend: trend(backend, content, need).await?.beside(trend(backend, content, uptake).await?),
            by_industry: of(uptake.by(&[Dimension::Industry])).await?,
            by_municipality: of(uptake.by(&[Dimension::Municipality])).await?,
            by_size,
            lists,
            others,
        })
    }

    pub(super) fn shown(self) -> AnyView {
        let by_size: Vec<_> = self.by_size.iter().map(|reading| section(reading, words::BY_SIZE)).collect();
        let lists: Vec<_> = self.lists.iter().map(|reading| section(reading, "")).collect();
        let map = survey_map(&self.by_municipality);
        let table = survey_table(&self.by_municipality);
        view! {
            {by_size}
            <section class="section">
                <h2 class="section__title">{survey_words::TREND}</h2>
                <TrendChart id="trend" trend=self.trend.clone() />
                {folded(trend_table("trend", words::NEED_AND_UPTAKE, &self.trend))}
                <p class="table-note">{survey_words::TREND_NOTE}</p>
            </section>
            {section(&self.by_industry, words::BY_INDUSTRY)}
            <section class="section">
                <h2 class="section__title">{words::titled(&self.by_municipality.indicator.label, words::BY_MUNICIPALITY)}</h2>
                {map}
                {folded(table)}
                {below(&self.by_municipality)}
            </section>
            {lists}
            {all(&self.others)}
        }
        .into_any()
    }
}

/// An indicator with its table, and the ways on.
fn section(reading: &Reading, by: &'static str) -> AnyView {
    view! {
        <section class="section">
            <h2 class="section__title">{words::titled(&reading.indicator.label, by)}</h2>
            {survey_table(reading)}
            {below(reading)}
        </section>
    }
    .into_any()
}

/// To the files, and to the page where it is alone.
fn below(reading: &Reading) -> AnyView {
    view! {
        {survey_downloads(&reading.asked, "table", &reading.indicator.label)}
        <p>
            <a href=reading.asked.address("")>
                {survey_words::SEE_ALONE}
                <span class="visually-hidden">" " {reading.indicator.label.clone()}</span>
            </a>
        </p>
    }
    .into_any()
}

/// A table that a chart above it says already.
pub(super) fn folded(table: AnyView) -> AnyView {
    view! {
        <details class="fold-table">
            <summary class="fold__summary">{survey_words::SEE_TABLE}</summary>
            {table}
        </details>
    }
    .into_any()
}

/// The other shares in one table, each with its own page.
fn all(readings: &[Reading]) -> AnyView {
    let row = |reading: &Reading| {
        let figure = *reading.total()?.figures.first()?;
        let address = reading.asked.by(&[Dimension::EmployeeSize]).address("");
        let link = view! { <a href=address>{reading.indicator.label.clone()}</a> };
        Some(share_row(link.into_any(), figure))
    };
    let rows: Vec<_> = readings.iter().filter_map(row).collect();
    let head = share_head(survey_words::LIST);
    view! {
        <section class="section">
            <h2 class="section__title">{words::OTHERS}</h2>
            <DataTable id="others" caption=words::OTHERS_CAPTION head>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}
