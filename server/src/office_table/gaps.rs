//! The gap map: every pain by municipality and size.

use app::backend::Gaps;
use app::survey::{Named, groups};
use app::words::office::gaps as words;
use domain::gap::{BY, Figures, Gap};
use domain::statistic::Place;

use super::{counted, group_cells, table, who};
use crate::spreadsheet::{Cell, Table};

/// All pains in the questionnaire's order; of each all places together first.
#[must_use]
pub fn of(gaps: &Gaps, made_up: bool) -> Table {
    let groups = BY.map(|dimension| groups(&gaps.content, dimension));
    let rows = gaps.map.gaps.iter().flat_map(|gap| {
        let label = gaps.content.questionnaire.pain(&gap.pain).map_or("", |pain| pain.label.as_str());
        let pain = [Cell::guarded(&gap.pain), Cell::guarded(label)];
        places(&groups)
            .map(move |(place, cells)| row(gap, place, [who(made_up)].iter().chain(&pain).chain(&cells)))
    });
    table(words::SHEET, words::COLUMNS, rows)
}

/// Every pair of groups, margins included, with their codes and names.
fn places(groups: &[Vec<Named>; 2]) -> impl Iterator<Item = (Place, Vec<Cell>)> + '_ {
    let of = |which: usize| std::iter::once(None).chain((0..groups[which].len()).map(Some));
    of(0).flat_map(move |first| {
        of(1).map(move |second| {
            let cells = [first, second]
                .into_iter()
                .zip(groups)
                .flat_map(|(place, groups)| group_cells(place.and_then(|place| groups.get(place))));
            (Place { first, second }, cells.collect())
        })
    })
}

fn row<'a>(gap: &Gap, place: Place, first: impl Iterator<Item = &'a Cell>) -> Vec<Cell> {
    let figures = gap.figures(place);
    let counts = [
        figures.map(|figures| figures.unmet),
        figures.map(|figures| figures.near_miss),
        figures.map(|figures| figures.eligible),
        figures.map(Figures::with_pain),
    ];
    first.cloned().chain(counts.map(counted)).collect()
}
