//! A survey indicator on the screen: its table, whose bars are the chart, and what stands below it.

use domain::indicator::{Dimension, Period};
use domain::statistic::Figure;
use leptos::prelude::*;

use super::downloads::downloads;
use super::figures::{count, shade, share, share_and_interval, share_bar};
use super::listing::{option, select};
use super::table::Table as DataTable;
use super::tile_map::TileMap;
use crate::survey::{Asked, Line, Named, Reading};
use crate::words::{format, office, survey as words};

/// The table of a reading in the form that suits it.
pub fn survey_table(reading: &Reading) -> AnyView {
    match (reading.is_share(), reading.asked.by.as_slice()) {
        (true, [] | [_]) => by_group(reading),
        (true, [first, second, ..]) => by_two(reading, *first, *second),
        (false, []) => by_option(reading),
        (false, [dimension, ..]) => options_by_group(reading, *dimension),
    }
}

/// The map, for a share by municipality.
pub fn survey_map(reading: &Reading) -> Option<AnyView> {
    let is_map = reading.is_share() && reading.asked.by == [Dimension::Municipality];
    let tile = |line: &Line| Some((line.at.first()?.clone()?, *line.figures.first()?));
    is_map.then(|| {
        let tiles: Vec<_> = reading.lines.iter().filter_map(tile).collect();
        view! { <TileMap id=format!("{}-map", reading.indicator.id) tiles /> }.into_any()
    })
}

/// A table or the months of an indicator as files; `name` is what they hold.
pub fn survey_downloads(asked: &Asked, what: &str, name: &str) -> AnyView {
    downloads(|ending| asked.address(&format!("/{what}.{ending}")), name)
}

/// Which period, of those that there are.
pub fn period_form(path: &'static str, periods: &[Period], chosen: &Period, made_up: bool) -> AnyView {
    form(path, made_up, period_select(periods, chosen))
}

/// Which period, and by which breakdowns.
pub fn survey_form(reading: &Reading, periods: &[Period]) -> AnyView {
    let asked = &reading.asked;
    let by = |number: usize| asked.by.get(number).copied();
    let second = reading.is_share().then(|| breakdown_select("and", words::AND, by(1)));
    let note = (!reading.is_share()).then(|| view! { <p class="hint">{words::ONE_BREAKDOWN_NOTE}</p> });
    let fields = view! {
        {period_select(periods, &asked.period)}
        {breakdown_select("by", words::BY, by(0))}
        {second}
        {note}
    };
    form(asked.path(), asked.made_up, fields.into_any())
}

fn form(path: impl Into<String>, made_up: bool, fields: AnyView) -> AnyView {
    let path: String = path.into();
    view! {
        <form class="filters" method="get" action=path aria-label=words::CHOOSE>
            <div class="filters__grid">
                {fields}
                {made_up.then(|| view! { <input type="hidden" name="made_up" value="1" /> })}
                <button class="button button--secondary" type="submit">{words::SHOW}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A period without answers can be asked for too; then it is among the choices.
fn period_select(periods: &[Period], chosen: &Period) -> AnyView {
    let missing = (!periods.contains(chosen)).then_some(chosen);
    let options: Vec<_> = missing
        .into_iter()
        .chain(periods)
        .map(|period| option(&period.code(), format::period(period), period == chosen))
        .collect();
    select("period", words::PERIOD, options.into_any())
}

fn breakdown_select(name: &'static str, label: &'static str, chosen: Option<Dimension>) -> AnyView {
    let none = option("", words::NO_BREAKDOWN.to_owned(), chosen.is_none());
    let of = |dimension: Dimension| {
        option(dimension.as_str(), words::dimension(dimension).to_owned(), chosen == Some(dimension))
    };
    select(name, label, view! { {none} {Dimension::ALL.map(of)} }.into_any())
}

fn caption(reading: &Reading) -> String {
    words::caption(&reading.indicator.label, &reading.asked.by, &format::period(&reading.asked.period))
}

/// The id of its table on the page.
fn table_id(reading: &Reading) -> String {
    let by: Vec<&str> = reading.asked.by.iter().map(|dimension| dimension.as_str()).collect();
    [&[reading.indicator.id.as_str()], by.as_slice()].concat().join("-")
}

/// A share by the groups of one breakdown, each with its bar.
fn by_group(reading: &Reading) -> AnyView {
    let first = reading.asked.by.first().map_or(words::BY, |dimension| words::dimension(*dimension));
    let stricter: Vec<_> = reading.series.iter().skip(1).collect();
    let weighted = reading.lines.iter().any(|line| line.weighted.iter().any(Option::is_some));
    let row = |line: &Line| -> Option<AnyView> {
        let (own, others) = line.figures.split_first()?;
        let others: Vec<_> = others
            .iter()
            .map(|figure| view! { <td class="table__num">{share_and_interval(*figure)}</td> })
            .collect();
        Some(
            view! {
                <tr>
                    <th scope="row">{name(line.at.first())}</th>
                    <td class="table__num">{share_and_interval(*own)}</td>
                    <td class="table__bar">{share_bar(*own)}</td>
                    {weighted.then(|| weighted_cell(line))}
                    {others}
                    <td class="table__num">{count(own.answered)}</td>
                </tr>
            }
            .into_any(),
        )
    };
    let rows: Vec<_> = reading.lines.iter().filter_map(row).collect();
    let stricter: Vec<_> = stricter
        .iter()
        .map(|named| view! { <th scope="col" class="table__num">{named.name.clone()}</th> })
        .collect();
    let head = view! {
        <th scope="col">{first}</th>
        <th scope="col" class="table__num">{words::SHARE}</th>
        <td class="table__bar"></td>
        {weighted.then(|| view! { <th scope="col" class="table__num">{words::WEIGHTED}</th> })}
        {stricter}
        <th scope="col" class="table__num">{words::ANSWERED}</th>
    };
    table(reading, head.into_any(), rows)
}

fn weighted_cell(line: &Line) -> AnyView {
    let text = line.weighted.first().and_then(Option::as_ref).map(|weighted| {
        view! {
            {words::weighted(weighted)}
            " "
            <span class="table__sub">{words::weighted_interval(weighted.interval)}</span>
        }
        .into_any()
    });
    view! { <td class="table__num">{text.unwrap_or_else(|| office::NO_FIGURE.into_any())}</td> }.into_any()
}

/// How many of all chose each option.
fn by_option(reading: &Reading) -> AnyView {
    let Some(total) = reading.lines.first() else { return ().into_any() };
    let row = |(named, figure): (&Named, &Figure)| share_row(named.name.clone().into_any(), *figure);
    let rows: Vec<_> = reading.series.iter().zip(&total.figures).map(row).collect();
    table(reading, share_head(words::CHOICE), rows)
}

/// One share: what of, the share with its bar, and of how many.
pub fn share_row(first: AnyView, figure: Figure) -> AnyView {
    view! {
        <tr>
            <th scope="row">{first}</th>
            <td class="table__num">{share_and_interval(figure)}</td>
            <td class="table__bar">{share_bar(figure)}</td>
            <td class="table__num">{count(figure.answered)}</td>
        </tr>
    }
    .into_any()
}

/// The head above [`share_row`]s.
pub fn share_head(first: &'static str) -> AnyView {
    view! {
        <th scope="col">{first}</th>
        <th scope="col" class="table__num">{words::SHARE}</th>
        <td class="table__bar"></td>
        <th scope="col" class="table__num">{words::ANSWERED}</th>
    }
    .into_any()
}

/// Groups down, options across.
fn options_by_group(reading: &Reading, dimension: Dimension) -> AnyView {
    let heads: Vec<_> = reading
        .series
        .iter()
        .map(|named| view! { <th scope="col" class="table__num">{named.name.clone()}</th> })
        .collect();
    let row = |line: &Line| {
        let cells: Vec<_> = line.figures.iter().map(|figure| shaded(*figure, None)).collect();
        let answered = line.figures.first().and_then(|figure| figure.answered);
        view! {
            <tr>
                <th scope="row">{name(line.at.first())}</th>
                {cells}
                <td class="table__num">{count(answered)}</td>
            </tr>
        }
        .into_any()
    };
    let rows: Vec<_> = reading.lines.iter().map(row).collect();
    let head = view! {
        <th scope="col">{words::dimension(dimension)}</th>
        {heads}
        <th scope="col" class="table__num">{words::ANSWERED}</th>
    };
    table(reading, head.into_any(), rows)
}

/// Groups of one breakdown down, those of the other across; each with how many answered.
fn by_two(reading: &Reading, first: Dimension, second: Dimension) -> AnyView {
    let mut rows: Vec<(&Option<Named>, Vec<&Line>)> = Vec::new();
    for line in &reading.lines {
        let Some(group) = line.at.first() else { continue };
        match rows.last_mut() {
            Some((last, lines)) if *last == group => lines.push(line),
            _ => rows.push((group, vec![line])),
        }
    }
    let across = rows.first().map(|(_, lines)| lines.clone()).unwrap_or_default();
    let heads: Vec<_> = across
        .iter()
        .map(|line| view! { <th scope="col" class="table__num">{name(line.at.get(1))}</th> })
        .collect();
    let row = |(group, lines): &(&Option<Named>, Vec<&Line>)| {
        let cell = |line: &&Line| line.figures.first().map(|figure| shaded(*figure, figure.answered));
        let cells: Vec<_> = lines.iter().filter_map(cell).collect();
        view! {
            <tr>
                <th scope="row">{name(Some(*group))}</th>
                {cells}
            </tr>
        }
        .into_any()
    };
    let body: Vec<_> = rows.iter().map(row).collect();
    let head = view! {
        <th scope="col">{words::dimension(first)} {words::TIMES} {words::dimension(second)}</th>
        {heads}
    };
    table(reading, head.into_any(), body)
}

/// A share on its shade, with how many answered where the table says it nowhere else.
fn shaded(figure: Figure, answered: Option<u64>) -> AnyView {
    let class = match shade(figure) {
        Some(shade) => format!("table__num shade shade--{shade}"),
        None => "table__num".to_owned(),
    };
    let answered = answered.filter(|answered| *answered > 0).map(|answered| {
        view! { <span class="table__sub">{words::N} {count(Some(answered))}</span> }
    });
    view! { <td class=class>{share(figure)} " " {answered}</td> }.into_any()
}

fn table(reading: &Reading, head: AnyView, rows: Vec<AnyView>) -> AnyView {
    view! {
        <DataTable id=table_id(reading) caption=caption(reading) head>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn name(group: Option<&Option<Named>>) -> String {
    group.and_then(Option::as_ref).map_or_else(|| office::WHOLE.to_owned(), |group| group.name.clone())
}
