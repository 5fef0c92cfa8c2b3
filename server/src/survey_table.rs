//! A survey indicator as rows of a spreadsheet: one for each figure of each place, in words and codes.

use app::survey::{Asked, Named, Reading, Trend};
use app::words::survey as words;
use domain::indicator::Period;
use domain::statistic::Figure;
use domain::weighting::Share;

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
        let figures = reading.series.iter().zip(&line.figures);
        figures
            .map(|(series, figure)| of.row(&reading.asked.period, series, &line.at, *figure))
            .collect::<Vec<_>>()
    });
    table(rows)
}

/// The figures of an indicator by months.
#[must_use]
pub fn of_trend(asked: &Asked, trend: &Trend) -> Table {
    let of = Of { asked, indicator: trend.indicator.clone() };
    let rows = trend.months.iter().flat_map(|(month, figures)| {
        let figures = trend.series.iter().zip(figures);
        figures.map(|(series, figure)| of.row(month, series, &[], *figure)).collect::<Vec<_>>()
    });
    table(rows)
}

fn table(rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    let head = words::COLUMNS.map(Cell::text).to_vec();
    Table::numbered(words::SHEET, std::iter::once(head).chain(rows))
}

impl Of<'_> {
    /// As [`words::COLUMNS`] are headed.
    fn row(&self, period: &Period, series: &Named, at: &[Option<Named>], figure: Figure) -> Vec<Cell> {
        let who = if self.asked.made_up { words::MADE_UP } else { words::REAL };
        let what = [&self.indicator.id, &self.indicator.name, &series.id, &series.name];
        let mut cells = vec![Cell::text(period.code()), Cell::text(who)];
        cells.extend(what.map(|text| Cell::guarded(text)));
        cells.extend((0..2).flat_map(|number| self.place(at, number)));
        cells.extend(numbers(figure));
        cells
    }

    /// The breakdown, and the code and name of the group; empty where there is none.
    fn place(&self, at: &[Option<Named>], number: usize) -> [Cell; 3] {
        let (Some(dimension), Some(group)) = (self.asked.by.get(number), at.get(number)) else {
            return [Cell::Empty, Cell::Empty, Cell::Empty];
        };
        let (code, name) = match group {
            Some(group) => (group.id.as_str(), group.name.as_str()),
            None => ("", words::WHOLE),
        };
        [Cell::text(words::dimension(*dimension)), Cell::guarded(code), Cell::guarded(name)]
    }
}

/// How many answered and how many of them count, the share with its interval, and a note. What is hidden is never empty
/// nor 0.
fn numbers(figure: Figure) -> [Cell; 6] {
    let count = |count: Option<u64>| count.map_or_else(hidden, number);
    let (answered, met) = (count(figure.answered), count(figure.met));
    match (figure.share(), figure.answered) {
        (Some(Share { share, interval, .. }), _) => {
            let [share, low, high] = [share, interval.low, interval.high].map(percent);
            [answered, met, share, low, high, Cell::Empty]
        }
        (None, Some(0)) => {
            [answered, met, Cell::Empty, Cell::Empty, Cell::Empty, Cell::text(words::NO_ANSWER)]
        }
        (None, _) => [answered, met, hidden(), hidden(), hidden(), Cell::text(words::SUPPRESSED_WHY)],
    }
}

fn hidden() -> Cell {
    Cell::text(words::SUPPRESSED_MARK)
}

#[expect(clippy::cast_precision_loss, reason = "counts of businesses are far below 2^53")]
fn number(count: u64) -> Cell {
    Cell::Number(count as f64)
}

/// With one decimal.
fn percent(share: f64) -> Cell {
    Cell::Number((share * 1_000.0).round() / 10.0)
}
