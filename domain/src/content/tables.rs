//! The two tables: municipalities (JIS codes) and industries (JSIC with the SME law's lines).

use std::collections::BTreeSet;

use super::Row;
use super::findings::{ContentFile, ContentProblem, Findings, Place};
use crate::facts::FactName;
use crate::industry::{Industries, IndustryLevel, IndustryRow};
use crate::sme_law::SmeGroup;

/// 市区町村.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// JIS X 0402 with the prefecture in front, five digits, without check digit.
    pub code: String,
    pub name: String,
    /// Reading in hiragana.
    pub kana: String,
    /// 市, 町 or 村.
    pub kind: String,
}

pub(super) fn municipalities(rows: &[Row], findings: &mut Findings) -> Vec<Municipality> {
    let file = ContentFile::Municipalities;
    if rows.is_empty() {
        findings.at(file, "-").report("code5", ContentProblem::Empty);
    }
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for row in rows {
        let code = cell(row, "code5");
        let mut place = findings.at(file, code);
        place.require(FactName::Municipality.admits_text(code), "code5", || {
            ContentProblem::BadId(code.to_owned())
        });
        place.require(seen.insert(code), "code5", || ContentProblem::Duplicate(code.to_owned()));
        for column in ["name", "kana", "type"] {
            place.text(column, cell(row, column));
        }
        read.push(Municipality {
            code: code.to_owned(),
            name: cell(row, "name").to_owned(),
            kana: cell(row, "kana").to_owned(),
            kind: cell(row, "type").to_owned(),
        });
    }
    read
}

pub(super) fn industries(rows: &[Row], findings: &mut Findings) -> Industries {
    let file = ContentFile::Industries;
    if rows.is_empty() {
        findings.at(file, "-").report("division", ContentProblem::Empty);
    }
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let entry = format!("{} {} (#{})", cell(row, "division"), cell(row, "codes"), index + 1);
        let mut place = findings.at(file, &entry);
        if let Some(industry) = industry(row, &mut place) {
            for code in &industry.codes {
                place.require(seen.insert((industry.level, code.clone())), "codes", || {
                    ContentProblem::Duplicate(code.clone())
                });
            }
            read.push(industry);
        }
    }
    Industries::new(read)
}

fn industry(row: &Row, place: &mut Place<'_>) -> Option<IndustryRow> {
    let letter = cell(row, "division");
    place.require(FactName::Industry.admits_text(letter), "division", || {
        ContentProblem::BadId(letter.to_owned())
    });
    place.text("name", cell(row, "name"));
    let level = match cell(row, "level") {
        "division" => Some(IndustryLevel::Division),
        "middle" => Some(IndustryLevel::Middle),
        "minor" => Some(IndustryLevel::Minor),
        other => {
            place.report("level", ContentProblem::UnknownReference(other.to_owned()));
            None
        }
    };
    let codes = codes(cell(row, "codes"), level?);
    place.require(codes.is_some(), "codes", || ContentProblem::BadId(cell(row, "codes").to_owned()));
    Some(IndustryRow {
        division: letter.chars().next()?,
        level: level?,
        codes: codes?,
        name: cell(row, "name").to_owned(),
        group: group(row, place),
    })
}

/// The group's name, and the check that the file's lines are those of the law.
fn group(row: &Row, place: &mut Place<'_>) -> Option<SmeGroup> {
    let name = cell(row, "sme_group");
    if name.is_empty() {
        return None;
    }
    let Some(group) = SmeGroup::parse(name) else {
        place.report("sme_group", ContentProblem::UnknownReference(name.to_owned()));
        return None;
    };
    let limits = group.limits();
    for (column, line) in [
        ("sme_capital_max_yen", limits.capital_max),
        ("sme_employees_max", limits.employees_max),
        ("small_employees_max", limits.small_employees_max),
    ] {
        place
            .require(cell(row, column).parse() == Ok(line), column, || ContentProblem::Law(line.to_string()));
    }
    Some(group)
}

/// `05`, `50;51`, `09-32` (middle codes), `411;412` (minor codes).
fn codes(text: &str, level: IndustryLevel) -> Option<Vec<String>> {
    let length = if level == IndustryLevel::Minor { 3 } else { 2 };
    let mut codes = Vec::new();
    for part in text.split(';') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let well_formed =
            [first, last].iter().all(|c| c.len() == length && c.bytes().all(|b| b.is_ascii_digit()));
        let (first, last) = (first.parse::<u16>().ok()?, last.parse::<u16>().ok()?);
        (well_formed && first <= last)
            .then(|| codes.extend((first..=last).map(|c| format!("{c:0length$}"))))?;
    }
    Some(codes)
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", |cell| cell.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_lists_are_spelt_out() {
        assert_eq!(
            codes("07-09", IndustryLevel::Division),
            Some(vec!["07".into(), "08".into(), "09".into()])
        );
        assert_eq!(codes("411;415", IndustryLevel::Minor), Some(vec!["411".into(), "415".into()]));
        for broken in ["", "5", "411", "50;", "60-50", "5a"] {
            assert_eq!(codes(broken, IndustryLevel::Middle), None, "{broken}");
        }
    }
}
