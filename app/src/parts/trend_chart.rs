//! Shares month by month as lines; the same numbers stand in a table beside them.

use domain::indicator::Period;
use domain::statistic::Figure;
use domain::weighting::Share;
use leptos::prelude::*;

use super::figures::{count, share, share_and_interval, share_text};
use super::table::Table as DataTable;
use crate::survey::Trend;
use crate::words::format;
use crate::words::survey as words;

/// Units between two months; the drawing is stretched to the width that there is.
const STEP: usize = 10;
/// Lines that can be told apart without colour: one drawn through, one dashed.
const LINES: usize = 2;

/// The first two series. Months that are hidden or without answers leave a gap.
#[component]
pub fn TrendChart(#[prop(into)] id: String, trend: Trend) -> impl IntoView {
    let (title, description) = (format!("{id}-title"), format!("{id}-desc"));
    let labelled_by = format!("{title} {description}");
    let width = trend.months.len().max(1) * STEP;
    let lines: Vec<_> = (0..trend.series.len().min(LINES)).map(|series| line(&trend, series)).collect();
    let grid = [0, 50, 100].map(|y| view! { <path class="trend__grid" d=format!("M0 {y}H{width}")></path> });
    let ends = [trend.months.first(), trend.months.last()]
        .map(|month| month.map(|(period, _)| view! { <span>{format::period(period)}</span> }));
    let keys: Vec<_> = trend
        .series
        .iter()
        .take(LINES)
        .enumerate()
        .map(|(number, named)| {
            view! {
                <li class="trend__key">
                    <svg class="trend__sample" viewBox="0 0 40 10" aria-hidden="true" focusable="false">
                        <path class=line_class(number) d="M2 5H38"></path>
                    </svg>
                    {named.name.clone()}
                </li>
            }
        })
        .collect();
    view! {
        <figure class="trend" id=id>
            <div class="trend__scale" aria-hidden="true">
                <span>"100%"</span>
                <span>"50%"</span>
                <span>"0%"</span>
            </div>
            <svg
                class="trend__plot"
                viewBox=format!("0 0 {width} 100")
                preserveAspectRatio="none"
                role="img"
                aria-labelledby=labelled_by
            >
                <title id=title>{words::TREND}</title>
                <desc id=description>{described(&trend)}</desc>
                {grid}
                {lines}
            </svg>
            <div class="trend__months" aria-hidden="true">{ends}</div>
            <figcaption class="trend__caption">
                <ul class="trend__keys">{keys}</ul>
            </figcaption>
        </figure>
    }
}

/// The table of the same numbers.
pub fn trend_table(id: &str, label: &str, trend: &Trend) -> AnyView {
    let heads: Vec<_> = trend
        .series
        .iter()
        .map(|named| view! { <th scope="col" class="table__num">{named.name.clone()}</th> })
        .collect();
    let answered_head = (!trend.is_mixed).then(|| {
        view! { <th scope="col" class="table__num">{words::ANSWERED}</th> }
    });
    let row = |(period, figures): &(Period, Vec<Figure>)| {
        let cells: Vec<_> = figures.iter().map(|figure| cell(*figure, trend)).collect();
        let answered = figures.first().and_then(|figure| figure.answered);
        view! {
            <tr>
                <th scope="row">{format::period(period)}</th>
                {cells}
                {(!trend.is_mixed).then(|| view! { <td class="table__num">{count(answered)}</td> })}
            </tr>
        }
    };
    let rows: Vec<_> = trend.months.iter().map(row).collect();
    let head = view! {
        <th scope="col">{words::MONTH}</th>
        {heads}
        {answered_head}
    };
    view! {
        <DataTable id=format!("{id}-table") caption=words::trend_caption(label) head=head.into_any()>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

/// A share with its interval; beside each other there is room for the intervals of a few only. Of mixed series each says
/// of how many.
fn cell(figure: Figure, trend: &Trend) -> AnyView {
    let shown = if trend.series.len() > LINES { share(figure) } else { share_and_interval(figure) };
    let answered = trend.is_mixed.then(|| {
        view! { " " <span class="table__sub">{words::N} {count(figure.answered)}</span> }
    });
    view! { <td class="table__num">{shown} {answered}</td> }.into_any()
}

fn line_class(number: usize) -> &'static str {
    if number == 0 { "trend__line" } else { "trend__line trend__line--dashed" }
}

/// A series as a broken line, a dot and an interval for each month.
fn line(trend: &Trend, series: usize) -> AnyView {
    let points: Vec<Option<(usize, Share)>> = trend
        .months
        .iter()
        .enumerate()
        .map(|(month, (_, figures))| Some((month * STEP + STEP / 2, figures.get(series)?.share()?)))
        .collect();
    let paths: Vec<_> = points
        .split(Option::is_none)
        .filter(|run| run.len() > 1)
        .map(|run| view! { <path class=line_class(series) d=joined(run)></path> })
        .collect();
    let dots: Vec<_> = points
        .iter()
        .flatten()
        .map(|(x, share)| {
            let (y, low, high) =
                (height(share.share), height(share.interval.low), height(share.interval.high));
            view! {
                <path class="trend__interval" d=format!("M{x} {low}V{high}")></path>
                <path class="trend__dot" d=format!("M{x} {y}h0")></path>
            }
        })
        .collect();
    view! { {paths} {dots} }.into_any()
}

fn joined(run: &[Option<(usize, Share)>]) -> String {
    let spelt: Vec<String> =
        run.iter().flatten().map(|(x, share)| format!("{x} {}", height(share.share))).collect();
    format!("M{}", spelt.join("L"))
}

/// From the top.
fn height(share: f64) -> String {
    format!("{:.1}", 100.0 - share * 100.0)
}

fn described(trend: &Trend) -> String {
    let month = |series: usize| {
        move |(period, figures): &(Period, Vec<Figure>)| {
            let share = figures.get(series).map(|figure| share_text(*figure)).unwrap_or_default();
            words::place_and_share(&format::period(period), &share)
        }
    };
    let lines: Vec<String> = trend
        .series
        .iter()
        .take(LINES)
        .enumerate()
        .map(|(series, named)| {
            let months: Vec<String> = trend.months.iter().map(month(series)).collect();
            words::trend_line(&named.name, &months)
        })
        .collect();
    words::trend_description(&lines)
}
