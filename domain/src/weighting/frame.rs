//! The frame: how many businesses there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::indicator::{Breakdown, Dimension, PAIRS};

/// The numbers of all businesses, by one or more margins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    margins: Vec<Margin>,
}

/// The numbers by one dimension, or by several jointly.
///
/// It may be partial: what of the total stands in no cell belongs to the groups that are not listed, as one cell of
/// which only the size is known ([`Margin::rest`]). A group that is listed with 0 has no businesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    pub dimensions: BTreeSet<Dimension>,
    /// By where they stand on the dimensions, and on none other.
    pub counts: BTreeMap<Breakdown, u64>,
    /// All businesses of the margin, listed or not.
    pub total: u64,
}

/// What a frame counts. Numbers of different units are never added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 事業所
    Establishments,
    /// 民営事業所
    PrivateEstablishments,
    /// 企業等
    Enterprises,
}

impl Unit {
    pub const ALL: [Unit; 3] = [Unit::Establishments, Unit::PrivateEstablishments, Unit::Enterprises];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Establishments => "establishments",
            Unit::PrivateEstablishments => "private_establishments",
            Unit::Enterprises => "enterprises",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.as_str() == name)
    }
}

/// Why numbers make no frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameFault {
    #[error("no margin with businesses")]
    Empty,
    #[error("the cells of a margin have {cells} businesses, more than its total of {total}")]
    MoreThanTotal { cells: u64, total: u64 },
    #[error("a cell does not stand on the dimensions of its margin")]
    Misplaced,
}

/// Where a respondent stands in a margin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Cell(Breakdown),
    Rest,
    /// The frame has no such businesses.
    Outside,
    /// The respondent did not say.
    Unsaid,
}

impl Frame {
    /// A margin whose dimensions are among those of another adds nothing and is left out: size × industry tells size.
    ///
    /// # Errors
    /// When a margin contradicts itself, or none has any businesses.
    pub fn new(margins: Vec<Margin>) -> Result<Frame, FrameFault> {
        margins.iter().try_for_each(Margin::check)?;
        let mut kept: Vec<Margin> = Vec::new();
        for margin in margins {
            if !kept.iter().any(|other| margin.dimensions.is_subset(&other.dimensions)) {
                kept.retain(|other| !other.dimensions.is_subset(&margin.dimensions));
                kept.push(margin);
            }
        }
        if kept.is_empty() { Err(FrameFault::Empty) } else { Ok(Frame { margins: kept }) }
    }

    #[must_use]
    pub fn margins(&self) -> &[Margin] {
        &self.margins
    }

    #[must_use]
    pub fn dimensions(&self) -> BTreeSet<Dimension> {
        self.margins.iter().flat_map(|margin| margin.dimensions.iter().copied()).collect()
    }

    /// What of it can be met by counts that are kept by two dimensions at a time: the pair whose margins count most
    /// cells, with the frame of those margins. None if each of its margins takes three dimensions.
    #[must_use]
    pub fn by_pair(&self) -> Option<([Dimension; 2], Frame)> {
        let of_pair = |pair: [Dimension; 2]| {
            let fits = |margin: &&Margin| margin.dimensions.iter().all(|dimension| pair.contains(dimension));
            let margins: Vec<Margin> = self.margins.iter().filter(fits).cloned().collect();
            let cells: usize = margins.iter().map(|margin| margin.counts.len()).sum();
            Frame::new(margins).ok().map(|frame| (cells, pair, frame))
        };
        let frames = PAIRS.into_iter().rev().filter_map(of_pair);
        frames.max_by_key(|(cells, ..)| *cells).map(|(_, pair, frame)| (pair, frame))
    }

    /// The frame of a part of the businesses: its margins that tell that part, without the rest of them. None if there
    /// is nothing left to weight by.
    #[must_use]
    pub fn within(&self, part: &Breakdown) -> Option<Frame> {
        let limits: BTreeSet<Dimension> =
            Dimension::ALL.into_iter().filter(|dimension| dimension.of(part).is_some()).collect();
        if limits.is_empty() {
            return Some(self.clone());
        }
        let margins = self.margins.iter().filter(|margin| limits.is_subset(&margin.dimensions));
        let margins: Vec<Margin> = margins.filter_map(|margin| margin.within(part, &limits)).collect();
        Frame::new(margins).ok()
    }
}

impl Margin {
    fn check(&self) -> Result<(), FrameFault> {
        let stands = |cell: &Breakdown| {
            Dimension::ALL.into_iter().all(|d| d.of(cell).is_some() == self.dimensions.contains(&d))
        };
        if self.dimensions.is_empty() || !self.counts.keys().all(stands) {
            return Err(FrameFault::Misplaced);
        }
        match self.listed() {
            _ if self.total == 0 || self.counts.is_empty() => Err(FrameFault::Empty),
            cells if cells > self.total => Err(FrameFault::MoreThanTotal { cells, total: self.total }),
            _ => Ok(()),
        }
    }

    fn listed(&self) -> u64 {
        self.counts.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Businesses of groups that are not listed.
    #[must_use]
    pub fn rest(&self) -> u64 {
        self.total.saturating_sub(self.listed())
    }

    pub(super) fn place(&self, at: &Breakdown) -> Place {
        let Some(cell) = projected(at, &self.dimensions) else { return Place::Unsaid };
        match self.counts.get(&cell) {
            Some(0) => Place::Outside,
            Some(_) => Place::Cell(cell),
            None if self.rest() > 0 => Place::Rest,
            None => Place::Outside,
        }
    }

    /// What it tells of a part. How much of its rest belongs to the part is not known, so that it goes.
    fn within(&self, part: &Breakdown, limits: &BTreeSet<Dimension>) -> Option<Margin> {
        let dimensions: BTreeSet<Dimension> = self.dimensions.difference(limits).copied().collect();
        let counts: BTreeMap<Breakdown, u64> = self
            .counts
            .iter()
            .filter(|(cell, _)| limits.iter().all(|dimension| dimension.of(cell) == dimension.of(part)))
            .filter_map(|(cell, count)| Some((projected(cell, &dimensions)?, *count)))
            .collect();
        let margin = Margin { total: counts.values().sum(), dimensions, counts };
        (margin.check().is_ok()).then_some(margin)
    }
}

/// Where a business stands on these dimensions alone; none if it did not say.
pub(super) fn projected(at: &Breakdown, dimensions: &BTreeSet<Dimension>) -> Option<Breakdown> {
    if dimensions.iter().any(|dimension| dimension.of(at).is_none()) {
        return None;
    }
    let on = |dimension: &Dimension| Some((*dimension, dimension.of(at)?.to_owned()));
    Some(Breakdown::at(dimensions.iter().filter_map(on)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(size: &str, industry: &str) -> Breakdown {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Breakdown { employee_size: text(size), industry: text(industry), municipality: None }
    }

    fn margin(dimensions: &[Dimension], cells: &[(&str, &str, u64)], total: u64) -> Margin {
        let counts = cells.iter().map(|(size, industry, count)| (at(size, industry), *count)).collect();
        Margin { dimensions: dimensions.iter().copied().collect(), counts, total }
    }

    const SIZE: &[Dimension] = &[Dimension::EmployeeSize];
    const BOTH: &[Dimension] = &[Dimension::EmployeeSize, Dimension::Industry];

    #[test]
    fn a_margin_that_contradicts_itself_is_none() {
        for (margin, fault) in [
            (margin(SIZE, &[("1-5", "", 5)], 4), FrameFault::MoreThanTotal { cells: 5, total: 4 }),
            (margin(SIZE, &[("1-5", "", 0)], 0), FrameFault::Empty),
            (margin(SIZE, &[], 4), FrameFault::Empty),
            (margin(SIZE, &[("1-5", "E", 4)], 4), FrameFault::Misplaced),
            (margin(BOTH, &[("1-5", "", 4)], 4), FrameFault::Misplaced),
            (margin(&[], &[("", "", 4)], 4), FrameFault::Misplaced),
        ] {
            assert_eq!(Frame::new(vec![margin]), Err(fault));
        }
        assert_eq!(Frame::new(Vec::new()), Err(FrameFault::Empty));
    }

    #[test]
    fn of_three_dimensions_the_pair_with_most_cells_counts() {
        let town = |code: &str| Breakdown { municipality: Some(code.to_owned()), ..Breakdown::default() };
        let towns = Margin {
            dimensions: [Dimension::Municipality].into(),
            counts: [(town("34100"), 3), (town("34202"), 1)].into(),
            total: 4,
        };
        let (size, both) = (margin(SIZE, &[("1-5", "", 4)], 4), margin(BOTH, &[("1-5", "E", 4)], 4));
        let pair = |margins: &[&Margin]| {
            let frame = Frame::new(margins.iter().copied().cloned().collect()).expect("a frame");
            frame.by_pair().map(|(pair, frame)| (pair, frame.margins().len()))
        };
        assert_eq!(pair(&[&size, &towns]), Some(([Dimension::EmployeeSize, Dimension::Municipality], 2)));
        assert_eq!(pair(&[&both, &towns]), Some(([Dimension::EmployeeSize, Dimension::Municipality], 1)));
        assert_eq!(pair(&[&both]), Some(([Dimension::EmployeeSize, Dimension::Industry], 1)));
        let mut all = both.clone();
        all.dimensions.insert(Dimension::Municipality);
        all.counts = [(Breakdown { municipality: Some("34100".to_owned()), ..at("1-5", "E") }, 4)].into();
        assert_eq!(pair(&[&all]), None);
    }

    #[test]
    fn what_a_joint_margin_tells_needs_no_margin_of_its_own() {
        let size = margin(SIZE, &[("1-5", "", 4)], 4);
        let both = margin(BOTH, &[("1-5", "E", 4)], 4);
        for margins in [vec![size.clone(), both.clone()], vec![both.clone(), size]] {
            assert_eq!(Frame::new(margins).expect("a frame").margins(), std::slice::from_ref(&both));
        }
    }

    #[test]
    fn where_a_respondent_stands() {
        let partial = margin(SIZE, &[("1-5", "", 4), ("0", "", 0)], 6);
        let whole = margin(SIZE, &[("1-5", "", 4), ("0", "", 0)], 4);
        for (size, in_partial, in_whole) in [
            ("1-5", Place::Cell(at("1-5", "")), Place::Cell(at("1-5", ""))),
            ("0", Place::Outside, Place::Outside),
            ("6-20", Place::Rest, Place::Outside),
            ("", Place::Unsaid, Place::Unsaid),
        ] {
            assert_eq!(partial.place(&at(size, "E")), in_partial, "{size}");
            assert_eq!(whole.place(&at(size, "E")), in_whole, "{size}");
        }
    }

    #[test]
    fn the_frame_of_a_part() {
        let both = margin(BOTH, &[("1-5", "E", 4), ("1-5", "D", 2), ("6-20", "E", 9)], 20);
        let frame = Frame::new(vec![both]).expect("a frame");
        let part = frame.within(&at("1-5", "")).expect("a part");
        assert_eq!(part.margins(), [margin(&[Dimension::Industry], &[("", "E", 4), ("", "D", 2)], 6)]);
        assert_eq!(frame.within(&at("51-100", "")), None, "no businesses");
        assert_eq!(frame.within(&at("1-5", "E")), None, "one cell: nothing to weight by");
        let municipality = Breakdown { municipality: Some("34100".to_owned()), ..Breakdown::default() };
        assert_eq!(frame.within(&municipality), None, "not told");
        assert_eq!(frame.within(&Breakdown::default()), Some(frame));
    }
}
