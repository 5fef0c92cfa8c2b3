//! Numbers under a table's classes → margins under the questionnaire's.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::Content;
use domain::document::SizeClass;
use domain::indicator::{Breakdown, Dimension};
use domain::weighting::{Margin, Unit};

use super::Reading;
use super::labels::{Area, Industry, Size};
use super::numbers::{Cell, Numbers};
use super::slip::{Problem, Slip};
use crate::spreadsheet::Place;

/// A margin, and what stands in the table without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarginRead {
    pub(super) margin: Margin,
    pub(super) unknown: Vec<Breakdown>,
}

/// What one table tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Margins {
    pub(super) unit: Unit,
    pub(super) margins: Vec<MarginRead>,
    /// Businesses of no size class (出向・派遣従業者のみ), which are in no margin.
    pub(super) without_size: u64,
    pub(super) other_series: Vec<String>,
}

/// Puts numbers together.
///
/// # Errors
/// When classes do not fit, or numbers contradict each other.
pub(super) fn margins(
    numbers: &Numbers,
    sheet: &Place,
    reading: &Reading,
    content: &Content,
) -> Result<Margins, Vec<Slip>> {
    let classes = if reading.without_size {
        BTreeMap::new()
    } else {
        classes(numbers, &content.questionnaire.size_classes)?
    };
    let sums = Sums { numbers, classes, content };
    let read = sums.all();
    let slips: Vec<Slip> = read.iter().filter_map(|read| too_many(&read.margin, sheet)).collect();
    if !slips.is_empty() {
        return Err(slips);
    }
    // One class against all others tells nothing to weight by.
    let margins: Vec<MarginRead> = read.into_iter().filter(|read| read.margin.counts.len() > 1).collect();
    if margins.is_empty() {
        return Err(vec![Slip { place: sheet.clone(), problem: Problem::NoMargin }]);
    }
    let without_size = sums.over_areas(|area| sums.number(area, Industry::Total, Size::Without));
    Ok(Margins {
        unit: numbers.unit,
        margins,
        without_size: without_size.flatten().unwrap_or(0),
        other_series: numbers.other_series.clone(),
    })
}

fn too_many(margin: &Margin, sheet: &Place) -> Option<Slip> {
    let cells = margin.counts.values().sum();
    let what = match (margin.dimensions.len(), margin.dimensions.first()?) {
        (1, Dimension::EmployeeSize) => "規模ごと",
        (1, Dimension::Industry) => "産業ごと",
        (1, Dimension::Municipality) => "市町ごと",
        _ => "産業×規模",
    };
    let total = margin.total;
    (cells > total)
        .then(|| Slip { place: sheet.clone(), problem: Problem::MoreThanTotal { what, cells, total } })
}

/// The table's classes of sizes that are no subtotals, each with the class of the questionnaire that it lies in.
fn classes<'c>(numbers: &Numbers, ours: &'c [SizeClass]) -> Result<BTreeMap<Size, &'c str>, Vec<Slip>> {
    let ranges: Vec<Range> = numbers
        .sizes
        .iter()
        .filter_map(|(size, (text, place))| match *size {
            Size::Range { min, max } => Some(Range { size: *size, min, max, text, place }),
            Size::Total | Size::Without => None,
        })
        .collect();
    let parts: Vec<&Range> = ranges.iter().filter(|range| !range.is_sum_of(&ranges)).collect();
    for (at, one) in parts.iter().enumerate() {
        if let Some(other) = parts[at + 1..].iter().find(|other| one.overlaps(other)) {
            let problem = Problem::Overlapping(one.text.to_owned(), other.text.to_owned());
            return Err(vec![Slip { place: other.place.clone(), problem }]);
        }
    }
    let home = |part: &Range| ours.iter().find(|class| part.lies_in(class.min, class.max));
    let texts = |ranges: &[&Range]| ranges.iter().map(|range| format!("「{}」", range.text)).collect();
    let astride: Vec<&Range> = parts.iter().copied().filter(|part| home(part).is_none()).collect();
    if let Some(first) = astride.first() {
        let ours = ours.iter().map(|class| format!("「{}」", class.label)).collect();
        let problem = Problem::NotNested { table: texts(&parts), astride: texts(&astride), ours };
        return Err(vec![Slip { place: first.place.clone(), problem }]);
    }
    for class in ours {
        let within: Vec<&Range> =
            parts.iter().copied().filter(|part| part.lies_in(class.min, class.max)).collect();
        if let Some(first) = within.first().filter(|_| !is_filled(class.min, class.max, &within)) {
            let problem = Problem::Gap { class: class.label.clone(), table: texts(&within) };
            return Err(vec![Slip { place: first.place.clone(), problem }]);
        }
    }
    Ok(parts.iter().filter_map(|part| Some((part.size, home(part)?.id.as_str()))).collect())
}

/// A class of the table.
struct Range<'a> {
    size: Size,
    min: u64,
    max: Option<u64>,
    text: &'a str,
    place: &'a Place,
}

impl Range<'_> {
    fn lies_in(&self, min: u64, max: Option<u64>) -> bool {
        self.min >= min && max.is_none_or(|max| self.max.is_some_and(|own| own <= max))
    }

    fn overlaps(&self, other: &Range) -> bool {
        let reaches = |one: &Range, other: &Range| one.max.is_none_or(|max| other.min <= max);
        reaches(self, other) && reaches(other, self)
    }

    /// Is it a subtotal of other classes?
    fn is_sum_of(&self, all: &[Range]) -> bool {
        let within: Vec<&Range> =
            all.iter().filter(|other| other.size != self.size && other.lies_in(self.min, self.max)).collect();
        is_filled(self.min, self.max, &within)
    }
}

/// Do classes follow each other from `min` to `max` without a gap?
fn is_filled(min: u64, max: Option<u64>, parts: &[&Range]) -> bool {
    let next = parts.iter().filter(|part| part.min == min);
    next.into_iter().any(|part| match (part.max, max) {
        (own, max) if own == max => true,
        (Some(own), _) => is_filled(own + 1, max, parts),
        (None, _) => false,
    })
}

/// Sums over classes. The outer option: the table has it; the inner: it tells the number.
type Sum = Option<Option<u64>>;

struct Sums<'a> {
    numbers: &'a Numbers,
    classes: BTreeMap<Size, &'a str>,
    content: &'a Content,
}

impl Sums<'_> {
    fn all(&self) -> Vec<MarginRead> {
        let total = self.over_areas(|area| self.everybody(area, Industry::Total)).flatten();
        let sizes: BTreeSet<&str> = self.classes.values().copied().collect();
        let industries: BTreeSet<char> = self
            .numbers
            .cells
            .keys()
            .filter_map(|cell| match cell.industry {
                Industry::Division(division) => Some(division),
                _ => None,
            })
            .collect();
        let class = |size: &str, industry| self.over_areas(|area| self.class(area, industry, size));
        let at = |size: Option<&str>, industry: Option<char>| Breakdown {
            employee_size: size.map(str::to_owned),
            industry: industry.map(String::from),
            municipality: None,
        };
        let joint = industries.iter().flat_map(|&industry| {
            sizes
                .iter()
                .map(move |&size| (at(Some(size), Some(industry)), class(size, Industry::Division(industry))))
        });
        let by_size: Vec<(Breakdown, Sum)> =
            sizes.iter().map(|&size| (at(Some(size), None), class(size, Industry::Total))).collect();
        let by_industry: Vec<(Breakdown, Sum)> = industries
            .iter()
            .map(|&industry| {
                let sum = self.over_areas(|area| self.everybody(area, Industry::Division(industry)));
                (at(None, Some(industry)), sum)
            })
            .collect();
        let by_municipality = self.content.municipalities.iter().map(|municipality| {
            let code = &municipality.code;
            let at = Breakdown { municipality: Some(code.clone()), ..Breakdown::default() };
            (at, self.everybody(&Area::Municipality(code.clone()), Industry::Total))
        });
        let size = [Dimension::EmployeeSize];
        let industry = [Dimension::Industry];
        let both = [Dimension::EmployeeSize, Dimension::Industry];
        let mut joint = margin(&both, joint, total);
        if let Some(joint) = joint.as_mut().filter(|joint| joint.margin.rest() > 0) {
            let sums = |of: &[(Breakdown, Sum)]| of.iter().map(|(_, sum)| *sum).collect::<Vec<Sum>>();
            self.without_absent(joint, &sums(&by_size), &sums(&by_industry));
        }
        [
            joint,
            margin(&size, by_size.into_iter(), total),
            margin(&industry, by_industry.into_iter(), total),
            margin(&[Dimension::Municipality], by_municipality, total),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What is not told of a table whose industries, or sizes, come to its total belongs to them: those that it does not
    /// have, have no businesses.
    fn without_absent(&self, joint: &mut MarginRead, by_size: &[Sum], by_industry: &[Sum]) {
        let comes_to_total = |sums: &[Sum]| added(sums.iter().copied()) == Some(Some(joint.margin.total));
        let (sizes, industries) = (comes_to_total(by_size), comes_to_total(by_industry));
        let known: Vec<&Breakdown> = joint.margin.counts.keys().chain(&joint.unknown).collect();
        let has = |dimension: Dimension, group: &str| known.iter().any(|at| dimension.of(at) == Some(group));
        let mut absent = Vec::new();
        for class in &self.content.questionnaire.size_classes {
            for row in self.content.industries.divisions() {
                let industry = row.division.to_string();
                if sizes && !has(Dimension::EmployeeSize, &class.id)
                    || industries && !has(Dimension::Industry, &industry)
                {
                    absent.push(Breakdown {
                        employee_size: Some(class.id.clone()),
                        industry: Some(industry),
                        municipality: None,
                    });
                }
            }
        }
        joint.margin.counts.extend(absent.into_iter().map(|at| (at, 0)));
    }

    fn number(&self, area: &Area, industry: Industry, size: Size) -> Sum {
        self.numbers.cells.get(&Cell { area: area.clone(), industry, size }).copied()
    }

    /// Of the prefecture; where the table has none, of all its municipalities together.
    fn over_areas(&self, of: impl Fn(&Area) -> Sum) -> Sum {
        let has_prefecture = self.numbers.cells.keys().any(|cell| cell.area == Area::Prefecture);
        if has_prefecture {
            return of(&Area::Prefecture);
        }
        let municipalities = &self.content.municipalities;
        let sums: Vec<Sum> =
            municipalities.iter().map(|place| of(&Area::Municipality(place.code.clone()))).collect();
        if sums.iter().any(Option::is_none) { None } else { added(sums) }
    }

    /// Of all sizes: the total without those of no size, or all classes together.
    fn everybody(&self, area: &Area, industry: Industry) -> Sum {
        let told = match self.number(area, industry, Size::Total) {
            Some(total) => {
                let without = self.number(area, industry, Size::Without).flatten().unwrap_or(0);
                Some(total.and_then(|total| total.checked_sub(without)))
            }
            None => added(self.classes.keys().map(|size| self.number(area, industry, *size))),
        };
        told.or_else(|| self.over_industries(industry, |division| self.everybody(area, division)))
    }

    fn class(&self, area: &Area, industry: Industry, class: &str) -> Sum {
        let sizes = self.classes.iter().filter(|(_, of)| **of == class);
        added(sizes.map(|(size, _)| self.number(area, industry, *size)))
            .or_else(|| self.over_industries(industry, |division| self.class(area, division, class)))
    }

    /// All divisions together, where the table has no total over them.
    fn over_industries(&self, industry: Industry, of: impl Fn(Industry) -> Sum) -> Sum {
        if industry != Industry::Total {
            return None;
        }
        added(self.content.industries.divisions().map(|row| of(Industry::Division(row.division))))
    }
}

/// What there is, together; not told if one of them is not, none if there is none.
fn added(sums: impl IntoIterator<Item = Sum>) -> Sum {
    sums.into_iter().flatten().fold(None, |sum, number| match sum {
        None => Some(number),
        Some(sum) => Some(sum.zip(number).map(|(sum, number)| sum + number)),
    })
}

/// A margin of what the table has; of what it does not tell, only the names. Without a total it has only what is listed.
fn margin(
    dimensions: &[Dimension],
    cells: impl Iterator<Item = (Breakdown, Sum)>,
    total: Option<u64>,
) -> Option<MarginRead> {
    let (mut counts, mut unknown) = (BTreeMap::new(), Vec::new());
    for (at, sum) in cells {
        match sum {
            Some(Some(count)) => {
                counts.insert(at, count);
            }
            Some(None) => unknown.push(at),
            None => {}
        }
    }
    let listed = counts.values().sum();
    let margin =
        Margin { dimensions: dimensions.iter().copied().collect(), total: total.unwrap_or(listed), counts };
    (listed > 0).then_some(MarginRead { margin, unknown })
}
