//! Of all numbers of a table those that count businesses of the prefecture, each under what its labels mean.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::Content;
use domain::weighting::Unit;

use super::labels::{self, Area, Industry, Item, Size, Value, plain};
use super::layout::{Axis, Label, Layout, Observation};
use super::slip::{Problem, Slip};
use super::{Reading, preface};
use crate::spreadsheet::Place;

/// Where a number belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub(super) area: Area,
    pub(super) industry: Industry,
    pub(super) size: Size,
}

/// A table's numbers. None: the table has the cell, and does not tell its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) cells: BTreeMap<Cell, Option<u64>>,
    pub(super) unit: Unit,
    pub(super) title: Option<String>,
    pub(super) as_of: String,
    /// How each size class is written, and where first.
    pub(super) sizes: BTreeMap<Size, (String, Place)>,
    /// Other surveys, releases or scopes in the same table, which were passed over.
    pub(super) other_series: Vec<String>,
}

/// Reads what labels and numbers mean.
///
/// # Errors
/// All that cannot be read.
pub(super) fn numbers(
    layout: &Layout,
    sheet: &Place,
    reading: &Reading,
    content: &Content,
) -> Result<Numbers, Vec<Slip>> {
    let mut reader = Reader { content, sheet, slips: Vec::new(), said: BTreeSet::new() };
    let inside = reader.inside(layout);
    let (inside, other_series) = one_series(inside);
    let (unit, inside) = reader.one_unit(layout, inside);
    let inside = reader.totals_of_others(inside);
    let as_of = reader.day(layout, &inside, reading);
    let (cells, sizes) = reader.cells(&inside, reading);
    match (unit, as_of) {
        (Some(unit), Some(as_of)) if reader.slips.is_empty() => {
            Ok(Numbers { cells, unit, title: preface::title(&layout.preface), as_of, sizes, other_series })
        }
        _ => Err(reader.slips),
    }
}

struct Reader<'a> {
    content: &'a Content,
    sheet: &'a Place,
    slips: Vec<Slip>,
    /// A label that cannot be read is told once, however often it stands there.
    said: BTreeSet<(Axis, String)>,
}

type Inside<'l> = Vec<(Area, &'l Observation)>;

impl Reader<'_> {
    fn slip(&mut self, place: &Place, problem: Problem) {
        self.slips.push(Slip { place: place.clone(), problem });
    }

    fn slip_of(&mut self, label: &Label, problem: impl FnOnce(String) -> Problem) {
        if self.said.insert((label.axis, label.text.clone())) {
            self.slip(&label.place, problem(label.text.clone()));
        }
    }

    /// What lies in the prefecture.
    fn inside<'l>(&mut self, layout: &'l Layout) -> Inside<'l> {
        let named = layout.preface.iter().flatten().any(|text| text.contains("広島県"));
        let mut inside = Vec::new();
        for observation in &layout.observations {
            let code = observation.on(Axis::AreaCode).map_or("", |label| label.text.as_str());
            let area = match observation.on(Axis::Area) {
                None if code.is_empty() && named => Some(Area::Prefecture),
                None if code.is_empty() => {
                    self.slip(self.sheet, Problem::NoArea);
                    return Vec::new();
                }
                label => {
                    let name = label.map_or("", |label| label.text.as_str());
                    let area = labels::area(code, name, &self.content.municipalities);
                    if let (None, Some(label)) = (&area, label) {
                        self.slip_of(label, Problem::NotAnArea);
                    }
                    area
                }
            };
            if let Some(area) = area.filter(|area| !matches!(area, Area::Elsewhere | Area::Ward)) {
                inside.push((area, observation));
            }
        }
        if inside.is_empty() && self.slips.is_empty() {
            self.slip(self.sheet, Problem::Elsewhere);
        }
        inside
    }

    /// What counts businesses, if it is one kind of them.
    fn one_unit<'l>(&mut self, layout: &Layout, inside: Inside<'l>) -> (Option<Unit>, Inside<'l>) {
        let whole = preface::unit(&layout.preface);
        let unit = |observation: &Observation| {
            let mut items = observation.all_on(Axis::Item).filter(|label| !label.text.is_empty());
            match items.next().map(|label| labels::item(&label.text)) {
                None => whole,
                Some(Some(Item::Counts(unit))) => Some(unit),
                Some(Some(Item::Other) | None) => None,
            }
        };
        let inside: Vec<(Unit, Area, &Observation)> = inside
            .into_iter()
            .filter_map(|(area, observation)| Some((unit(observation)?, area, observation)))
            .collect();
        let units: BTreeSet<Unit> = inside.iter().map(|(unit, _, _)| *unit).collect();
        let all = || inside.iter().map(|(_, area, observation)| (area.clone(), *observation)).collect();
        let units: Vec<Unit> = units.into_iter().collect();
        match units.as_slice() {
            [unit] => (Some(*unit), all()),
            [] => {
                if self.slips.is_empty() {
                    self.slip(self.sheet, Problem::NoItem);
                }
                (None, Vec::new())
            }
            several => {
                self.slip(self.sheet, Problem::ManyItems(several.to_vec()));
                (None, all())
            }
        }
    }

    /// Of classifications that are not asked for, their totals.
    fn totals_of_others<'l>(&mut self, mut inside: Inside<'l>) -> Inside<'l> {
        let columns: BTreeSet<Option<usize>> = inside
            .iter()
            .flat_map(|(_, observation)| observation.all_on(Axis::Other).map(|label| label.place.column))
            .collect();
        for column in columns {
            let on = |observation: &'l Observation| {
                observation.all_on(Axis::Other).find(|label| label.place.column == column)
            };
            let texts: BTreeSet<&str> =
                inside.iter().filter_map(|(_, o)| on(o)).map(|label| label.text.as_str()).collect();
            let is_total = |text: &str| {
                let plain = plain(text);
                plain.contains("総数") || ["計", "合計", "全体"].contains(&plain.as_str())
            };
            if texts.iter().any(|text| is_total(text)) {
                inside.retain(|(_, observation)| on(observation).is_none_or(|label| is_total(&label.text)));
            } else if texts.len() > 1 {
                if let Some(label) = inside.iter().find_map(|(_, observation)| on(observation)) {
                    self.slip(&label.place, Problem::NoTotal { heading: label.heading.clone() });
                }
                inside.retain(|(_, observation)| {
                    on(observation).is_none_or(|label| Some(&label.text.as_str()) == texts.first())
                });
            }
        }
        inside
    }

    /// When the numbers are of.
    fn day(&mut self, layout: &Layout, inside: &Inside<'_>, reading: &Reading) -> Option<String> {
        let times = inside.iter().filter_map(|(_, observation)| observation.on(Axis::Time));
        let times: BTreeSet<&str> =
            times.map(|label| label.text.as_str()).filter(|text| !text.is_empty()).collect();
        if times.len() > 1 {
            let times = times.into_iter().map(str::to_owned).collect();
            self.slip(self.sheet, Problem::ManyTimes(times));
            return None;
        }
        let time = times.first().copied();
        let found = reading.as_of.clone().or_else(|| preface::day(&layout.preface, time));
        if found.is_none() && self.slips.is_empty() {
            self.slip(self.sheet, Problem::NoDay);
        }
        found
    }

    #[expect(clippy::type_complexity, reason = "two fields of `Numbers`")]
    fn cells(
        &mut self,
        inside: &Inside<'_>,
        reading: &Reading,
    ) -> (BTreeMap<Cell, Option<u64>>, BTreeMap<Size, (String, Place)>) {
        let (mut cells, mut sizes) = (BTreeMap::<Cell, (Option<u64>, Place)>::new(), BTreeMap::new());
        for (area, observation) in inside {
            let Some(industry) = self.industry(observation) else { continue };
            let Some(size) = self.size(observation) else { continue };
            if matches!(industry, Industry::Finer | Industry::Several)
                || reading.without_size && matches!(size, Size::Range { .. })
            {
                continue;
            }
            if let Some(label) = observation.on(Axis::Size) {
                sizes.entry(size).or_insert_with(|| (label.text.clone(), label.place.clone()));
            }
            let number = match labels::value(&observation.text) {
                Some(Value::Known(number)) => Some(number),
                Some(Value::Unknown) => None,
                None => {
                    self.slip(&observation.place, Problem::NotANumber(observation.text.clone()));
                    continue;
                }
            };
            let cell = Cell { area: area.clone(), industry, size };
            match cells.get(&cell) {
                Some((other, place)) if *other != number => {
                    let cell = described(observation);
                    self.slip(&observation.place, Problem::Twice { cell, other: place.clone() });
                }
                Some(_) => {}
                None => {
                    cells.insert(cell, (number, observation.place.clone()));
                }
            }
        }
        (cells.into_iter().map(|(cell, (number, _))| (cell, number)).collect(), sizes)
    }

    fn industry(&mut self, observation: &Observation) -> Option<Industry> {
        let Some(label) = observation.on(Axis::Industry) else { return Some(Industry::Total) };
        let industry = labels::industry(&label.text, &self.content.industries);
        if industry.is_none() {
            self.slip_of(label, Problem::NotAnIndustry);
        }
        industry
    }

    fn size(&mut self, observation: &Observation) -> Option<Size> {
        let Some(label) = observation.on(Axis::Size) else { return Some(Size::Total) };
        let size = labels::size(&label.text, true);
        if size.is_none() {
            self.slip_of(label, Problem::NotASize);
        }
        size
    }
}

/// 「広島県・E 製造業・１～４人」
fn described(observation: &Observation) -> String {
    let labels = [Axis::Area, Axis::Industry, Axis::Size].into_iter().filter_map(|axis| observation.on(axis));
    let texts: Vec<&str> = labels.map(|label| label.text.as_str()).filter(|text| !text.is_empty()).collect();
    format!("「{}」", texts.join("・"))
}

/// Of a table that mixes surveys the newest one, of that the final release, of that the first; what the others are.
fn one_series(inside: Inside<'_>) -> (Inside<'_>, Vec<String>) {
    let series = |observation: &Observation| -> Vec<String> {
        observation.all_on(Axis::Series).map(|label| label.text.clone()).collect()
    };
    // Items and times are told apart only where there is a series; elsewhere two of them are a mistake.
    let key = |observation: &Observation| {
        let series = series(observation);
        let rest = [Axis::Time, Axis::Item].into_iter().filter_map(|axis| observation.on(axis));
        (!series.is_empty()).then(|| {
            let mut key = series;
            key.extend(rest.map(|label| label.text.clone()));
            key
        })
    };
    let is_final = |observation: &Observation| {
        observation.all_on(Axis::Series).any(|label| label.heading == "release" && label.text == "final")
    };
    let time = |observation: &Observation| observation.on(Axis::Time).map(|label| label.text.clone());
    let rank = |at: usize| (time(inside[at].1), is_final(inside[at].1), std::cmp::Reverse(at));
    let Some(best) = (0..inside.len()).max_by_key(|at| rank(*at)) else { return (inside, Vec::new()) };
    let chosen = key(inside[best].1);
    let (kept, others): (Inside<'_>, Inside<'_>) =
        inside.into_iter().partition(|(_, observation)| key(observation) == chosen);
    let mut told: Vec<String> = others.iter().filter_map(|(_, o)| Some(key(o)?.join("・"))).collect();
    told.dedup();
    (kept, told)
}
