//! A survey indicator as rows of a spreadsheet: one for each figure of each place, in words and codes.

use app::survey::{Asked, Named, Reading, Trend};
use app::words::survey as words;
use domain::indicator::Period;
use domain::statistic::Figure;
use domain::weighting::{Share, Weighted};

use super::{counted, group_cells, hidden, who};
use crate::spreadsheet::{Cell, Table};

/// What all rows of a table say alike.
struct Of<'a> {
    asked: &'a Asked,
    indicator: Named,
}

/// The figures of an indicator by its breakdowns.
#[must_use]
pub fn of_reading(reading: &Reading) -> Table {
    let indicator = &reading.indicator;
    let of = Of {
        asked: &reading.asked,
        indicator: Named { id: indicator.id.clone(), name: indicator.label.clone() },
    };
    let rows = reading.lines.iter().flat_map(|line| {
        let told = reading.series.iter().zip(line.figures.iter().zip(&line.weighted));
        let row = |(series, (figure, weighted)): (&Named, (&Figure, &Option<Weighted>))| {
            of.row(Said { period: &reading.asked.period, series, at: &line.at }, *figure, weighted.as_ref())
        };
        told.map(row).collect::<Vec<_>>()
    });
    table(rows)
}

/// The figures of an indicator by months.
#[must_use]
pub fn of_trend(asked: &Asked, trend: &Trend) -> Table {
    let of = Of { asked, indicator: trend.indicator.clone() };
    let rows = trend.months.iter().flat_map(|(month, figures)| {
        let figures = trend.series.iter().zip(figures);
        let said = |series| Said { period: month, series, at: &[] };
        figures.map(|(series, figure)| of.row(said(series), *figure, None)).collect::<Vec<_>>()
    });
    table(rows)
}

fn table(rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    let head = words::COLUMNS.map(Cell::text).to_vec();
    Table::numbered(words::SHEET, std::iter::once(head).chain(rows))
}

/// What a figure is of.
#[derive(Clone, Copy)]
struct Said<'a> {
    period: &'a Period,
    series: &'a Named,
    /// By the breakdowns that were asked for.
    at: &'a [Option<Named>],
}

impl Of<'_> {
    /// As [`words::COLUMNS`] are headed.
    fn row(&self, said: Said<'_>, figure: Figure, weighted: Option<&Weighted>) -> Vec<Cell> {
        let what = [&self.indicator.id, &self.indicator.name, &said.series.id, &said.series.name];
        let mut cells = vec![Cell::text(said.period.code()), who(self.asked.made_up)];
        cells.extend(what.map(|text| Cell::guarded(text)));
        cells.extend((0..2).flat_map(|number| self.place(said.at, number)));
        let (numbers, note) = numbers(figure);
        cells.extend(numbers);
        cells.extend(weighted_numbers(weighted));
        cells.push(note);
        cells
    }

    /// The breakdown, and the code and name of the group; empty where there is none.
    fn place(&self, at: &[Option<Named>], number: usize) -> [Cell; 3] {
        let (Some(dimension), Some(group)) = (self.asked.by.get(number), at.get(number)) else {
            return [Cell::Empty, Cell::Empty, Cell::Empty];
        };
        let [code, name] = group_cells(group.as_ref());
        [Cell::text(words::dimension(*dimension)), code, name]
    }
}

/// How many answered and how many of them count, the share with its interval; and a note. What is hidden is never empty nor
/// 0.
fn numbers(figure: Figure) -> ([Cell; 5], Cell) {
    let (answered, met) = (counted(figure.answered), counted(figure.met));
    match (figure.share(), figure.answered) {
        (Some(Share { share, interval, .. }), _) => {
            let [share, low, high] = [share, interval.low, interval.high].map(percent);
            ([answered, met, share, low, high], Cell::Empty)
        }
        (None, Some(0)) => {
            ([answered, met, Cell::Empty, Cell::Empty, Cell::Empty], Cell::text(words::NO_ANSWER))
        }
        (None, _) => ([answered, met, hidden(), hidden(), hidden()], Cell::text(words::SUPPRESSED_WHY)),
    }
}

/// The weighted share with its interval, in whole percent as on the page; empty where there is none.
fn weighted_numbers(weighted: Option<&Weighted>) -> [Cell; 3] {
    let Some(Weighted { share, interval, .. }) = weighted else {
        return [Cell::Empty, Cell::Empty, Cell::Empty];
    };
    [*share, interval.low, interval.high].map(|share| Cell::Number((share * 100.0).round()))
}

/// With one decimal.
fn percent(share: f64) -> Cell {
    Cell::Number((share * 1_000.0).round() / 10.0)
}
