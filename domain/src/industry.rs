//! 日本標準産業分類 (JSIC) as far as the SME law needs it: the rows of `industries.csv`.

use serde::Serialize;

use crate::sme_law::SmeGroup;

/// One row: a division, or finer codes of it to which another line of the law applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndustryRow {
    pub division: char,
    pub level: IndustryLevel,
    /// Codes as texts of two (middle) or three (minor) digits; for a division the middle codes it spans.
    pub codes: Vec<String>,
    pub name: String,
    /// None where the division alone does not settle it (I, M) or the law does not apply (S).
    pub group: Option<SmeGroup>,
}

/// JSIC levels: 大分類, 中分類, 小分類.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndustryLevel {
    Division,
    Middle,
    Minor,
}

/// The classification, in the order of its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Industries {
    rows: Vec<IndustryRow>,
}

impl Industries {
    #[must_use]
    pub fn new(rows: Vec<IndustryRow>) -> Industries {
        Industries { rows }
    }

    pub fn divisions(&self) -> impl Iterator<Item = &IndustryRow> {
        self.rows.iter().filter(|row| row.level == IndustryLevel::Division)
    }

    #[must_use]
    pub fn division(&self, letter: &str) -> Option<&IndustryRow> {
        self.divisions().find(|row| letter.chars().eq([row.division]))
    }

    /// The finer rows of a division: the second step of the question on the industry.
    pub fn finer<'a>(&'a self, division: &str) -> impl Iterator<Item = &'a IndustryRow> + use<'a> {
        let mut letters = division.chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        let finer =
            move |row: &&IndustryRow| row.level != IndustryLevel::Division && Some(row.division) == letter;
        self.rows.iter().filter(finer)
    }

    /// Finer rows to which another line of the law applies than to the division as a whole.
    /// Only these need asking.
    pub fn finer_that_matter<'a>(
        &'a self,
        division: &str,
    ) -> impl Iterator<Item = &'a IndustryRow> + use<'a> {
        let whole = self.division(division).and_then(|row| row.group);
        self.finer(division).filter(move |row| row.group != whole)
    }

    /// The division that a middle or minor code belongs to.
    #[must_use]
    pub fn division_of_code(&self, code: &str) -> Option<&IndustryRow> {
        let middle = code.get(..2).filter(|_| matches!(code.len(), 2 | 3))?;
        code.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        self.divisions().find(|row| row.codes.iter().any(|c| c == middle))
    }

    /// The row for a code, most specific first: minor, then middle, then division.
    #[must_use]
    pub fn row_of_code(&self, code: &str) -> Option<&IndustryRow> {
        let of_level = |level: IndustryLevel, code: &str| {
            self.rows.iter().find(|row| row.level == level && row.codes.iter().any(|c| c == code))
        };
        of_level(IndustryLevel::Minor, code)
            .or_else(|| code.get(..2).and_then(|middle| of_level(IndustryLevel::Middle, middle)))
            .or_else(|| self.division_of_code(code))
    }

    /// Every SME group that is possible for what is known of the industry; none where the law does not apply (S).
    /// As long as the industry is merely unknown, the business is taken to be in one to which the law applies.
    #[must_use]
    pub fn possible_groups(&self, division: Option<&str>, code: Option<&str>) -> Vec<SmeGroup> {
        let row = code
            .and_then(|code| self.row_of_code(code))
            .or_else(|| division.and_then(|division| self.division(division)));
        match row {
            None if division.is_none() => SmeGroup::ALL.to_vec(),
            Some(IndustryRow { group: Some(group), .. }) => vec![*group],
            Some(row) => self.groups_below(row.division),
            None => Vec::new(),
        }
    }

    /// The groups of a division's finer rows.
    fn groups_below(&self, division: char) -> Vec<SmeGroup> {
        let mut groups: Vec<_> =
            self.finer(division.encode_utf8(&mut [0; 4])).filter_map(|row| row.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }
}
