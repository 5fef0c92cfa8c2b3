//! Where the numbers of a table stand, and under which labels: long form (one number a row) or cross form (labels of one
//! classification across). What the labels mean is not looked at more than is needed to find this out.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::Content;

use super::headings::{by_heading, headings, is_code, is_remark, is_value};
use super::labels::{self, Area, Industry, Size};
use super::slip::{Problem, Slip};
use crate::spreadsheet::{Cell, Place, Row, Table};

/// The head of a table is looked for in so many rows.
const HEAD_WITHIN: usize = 80;

/// What a column or a row of labels tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    Area,
    AreaCode,
    Industry,
    Size,
    /// What is counted.
    Item,
    Time,
    /// Which survey, release and scope, in a table that mixes them.
    Series,
    /// Another classification (経営組織): only its total is of use.
    Other,
}

/// A label and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) axis: Axis,
    pub(super) text: String,
    pub(super) place: Place,
    /// What the column is called.
    pub(super) heading: String,
}

/// One number with its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Observation {
    pub(super) text: String,
    pub(super) place: Place,
    pub(super) labels: Vec<Label>,
}

/// A table, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// Title and notes above the head, cell by cell.
    pub(super) preface: Vec<Vec<String>>,
    pub(super) observations: Vec<Observation>,
}

impl Observation {
    pub(super) fn on(&self, axis: Axis) -> Option<&Label> {
        self.labels.iter().find(|label| label.axis == axis)
    }

    pub(super) fn all_on(&self, axis: Axis) -> impl Iterator<Item = &Label> {
        self.labels.iter().filter(move |label| label.axis == axis)
    }
}

/// Takes a table apart.
///
/// # Errors
/// When it has neither form.
pub(super) fn layout(table: &Table, order: usize, content: &Content) -> Result<Layout, Vec<Slip>> {
    let sheet = Place::of_sheet(order, table);
    let grid = Grid { table, sheet: sheet.clone(), content };
    let (head, observations) = grid
        .long()
        .or_else(|| grid.cross())
        .filter(|(_, observations)| !observations.is_empty())
        .ok_or_else(|| vec![Slip { place: sheet, problem: Problem::NoHead }])?;
    let preface = table.rows[..head]
        .iter()
        .map(|row| row.cells.iter().map(text).filter(|text| !text.is_empty()).collect())
        .collect();
    Ok(Layout { preface, observations })
}

pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Fault(text) => text.trim().to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Bool(_) | Cell::Empty => String::new(),
    }
}

struct Grid<'a> {
    table: &'a Table,
    sheet: Place,
    content: &'a Content,
}

type Found = (usize, Vec<Observation>);

impl Grid<'_> {
    fn rows(&self) -> &[Row] {
        &self.table.rows
    }

    fn label(&self, axis: Axis, row: &Row, column: usize, text: String) -> Label {
        Label { axis, text, place: self.place(row, column), heading: String::new() }
    }

    fn place(&self, row: &Row, column: usize) -> Place {
        self.sheet.at_row(row.number).at_column(column, "")
    }

    fn head_rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows().iter().enumerate().take(HEAD_WITHIN)
    }

    /// One number a row, under a heading that says so.
    fn long(&self) -> Option<Found> {
        let (head, values) = self.head_rows().find_map(|(at, row)| {
            let headings = headings(row);
            let axes = headings.iter().filter(|heading| !is_code(heading)).filter_map(|h| by_heading(h));
            let tells = axes.filter(|axis| matches!(axis, Axis::Area | Axis::Industry | Axis::Size)).count();
            let values: Vec<usize> =
                (0..headings.len()).filter(|column| is_value(&headings[*column])).collect();
            (tells > 0 && !values.is_empty()).then_some((at, values))
        })?;
        let headings = headings(&self.rows()[head]);
        let axes = self.column_axes(head, &headings, &values);
        let mut observations = Vec::new();
        for row in &self.rows()[head + 1..] {
            // Notes below the table stand in the first column alone.
            if row.cells.iter().filter(|cell| !cell.is_blank()).count() < 2 {
                continue;
            }
            for &column in &values {
                let mut labels = self.row_labels(row, &headings, &axes);
                if labels::item(&headings[column]).is_some() {
                    let heading = headings[column].clone();
                    labels.push(self.label(Axis::Item, &self.rows()[head], column, heading));
                }
                let (text, place) = (text(row.cell(column)), self.place(row, column));
                observations.push(Observation { text, place, labels });
            }
        }
        Some((head, observations))
    }

    /// What each column left of or beside the numbers is for.
    fn column_axes(&self, head: usize, headings: &[String], values: &[usize]) -> BTreeMap<usize, Axis> {
        let mut axes = BTreeMap::new();
        let columns = (0..headings.len()).filter(|column| !values.contains(column));
        for column in columns
            .filter(|column| !is_remark(&headings[*column]) && labels::item(&headings[*column]).is_none())
        {
            let heading = &headings[column];
            let axis = match by_heading(heading) {
                Some(axis) if !is_code(heading) || axis == Axis::AreaCode => Some(axis),
                _ if is_code(heading) => None,
                _ => self.by_content(head, column).or((!heading.is_empty()).then_some(Axis::Other)),
            };
            if let Some(axis) = axis {
                axes.insert(column, axis);
            }
        }
        // The code of an area stands before its name, a 補助コード perhaps between them.
        if let Some((&area, _)) = axes.iter().find(|(_, axis)| **axis == Axis::Area)
            && !axes.values().any(|axis| *axis == Axis::AreaCode)
            && let Some(code) = (0..area)
                .rev()
                .take(2)
                .find(|column| is_code(&headings[*column]) && !headings[*column].contains("補助"))
        {
            axes.insert(code, Axis::AreaCode);
        }
        axes
    }

    /// What a column is for by what stands in it.
    fn by_content(&self, head: usize, column: usize) -> Option<Axis> {
        let texts = self.rows()[head + 1..].iter().map(|row| text(row.cell(column)));
        texts.filter(|text| !text.is_empty()).find_map(|text| match self.specific(&text) {
            Some((axis, _)) => Some(axis),
            None => labels::item(&text).map(|_| Axis::Item),
        })
    }

    /// The classification that a label surely belongs to, and what it stands for there.
    fn specific(&self, text: &str) -> Option<(Axis, String)> {
        if let Some(Size::Range { min, max }) = labels::size(text, false) {
            return Some((Axis::Size, format!("{min}-{max:?}")));
        }
        match labels::industry(text, &self.content.industries) {
            Some(Industry::Division(division)) => return Some((Axis::Industry, division.to_string())),
            Some(Industry::Finer | Industry::Several | Industry::Total) | None => {}
        }
        match labels::area("", text, &self.content.municipalities)? {
            Area::Municipality(code) => Some((Axis::Area, code)),
            Area::Prefecture => Some((Axis::Area, "34".to_owned())),
            Area::Ward | Area::Elsewhere => None,
        }
    }

    /// Labels that stand beside the numbers; several columns of one classification are read together.
    fn row_labels(&self, row: &Row, headings: &[String], axes: &BTreeMap<usize, Axis>) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for (&column, &axis) in axes {
            let text = text(row.cell(column));
            let joins = matches!(axis, Axis::Area | Axis::Industry | Axis::Size);
            match labels.iter_mut().find(|label| joins && label.axis == axis) {
                Some(label) if !text.is_empty() => label.text = format!("{} {text}", label.text),
                Some(_) => {}
                None => {
                    let heading = headings[column].clone();
                    labels.push(Label { heading, ..self.label(axis, row, column, text) });
                }
            }
        }
        labels
    }

    /// Labels of one classification across, perhaps others above them.
    fn cross(&self) -> Option<Found> {
        let (head, axis, columns) = self.head_rows().find_map(|(at, row)| {
            let (axis, columns) = self.across(row)?;
            Some((at, axis, columns))
        })?;
        let first = *columns.keys().next()?;
        let row = &self.rows()[head];
        let mut headings = headings(row);
        headings.truncate(first);
        let mut axes = self.column_axes(head, &headings, &[]);
        // A corner such as 「産業／規模」 names what stands across, too.
        for column in 0..first {
            if axes.get(&column) == Some(&axis) {
                axes.remove(&column);
                let within = self.by_content(head, column).filter(|other| *other != axis);
                axes.extend(within.map(|axis| (column, axis)));
            }
        }
        let tiers: Vec<BTreeMap<usize, Label>> = self.tiers(head, axis, first);
        let mut observations = Vec::new();
        let mut above: Vec<Label> = Vec::new();
        for row in &self.rows()[head + 1..] {
            let numbers = || columns.keys().filter(|column| !row.cell(**column).is_blank());
            let is_first = observations.is_empty();
            let any_number = numbers().any(|column| labels::value(&text(row.cell(*column))).is_some());
            let labels = self.row_labels(row, &headings, &axes);
            let unlabelled = labels.iter().all(|label| label.text.is_empty());
            // Notes below, and codes between the head and the numbers.
            if numbers().next().is_none() || is_first && (!any_number || unlabelled && !axes.is_empty()) {
                continue;
            }
            let labels = filled(labels, &above);
            above.clone_from(&labels);
            for (&column, label) in &columns {
                let mut labels = labels.clone();
                labels.push(label.clone());
                labels.extend(
                    tiers.iter().filter_map(|tier| Some(tier.range(..=column).next_back()?.1.clone())),
                );
                let (text, place) = (text(row.cell(column)), self.place(row, column));
                observations.push(Observation { text, place, labels });
            }
        }
        Some((head, observations))
    }

    /// Is this the row of labels across? Two different ones of a classification make it that.
    fn across(&self, row: &Row) -> Option<(Axis, BTreeMap<usize, Label>)> {
        let texts: Vec<String> = row.cells.iter().map(text).collect();
        let specific = |axis: Axis| {
            let found =
                texts.iter().filter_map(|text| self.specific(text)).filter(move |(of, _)| *of == axis);
            found.map(|(_, what)| what).filter(|what| what != "34").collect::<BTreeSet<_>>().len()
        };
        let axis = [Axis::Size, Axis::Industry, Axis::Area]
            .into_iter()
            .max_by_key(|axis| (specific(*axis), std::cmp::Reverse(*axis)))
            .filter(|axis| specific(*axis) >= 2)?;
        let reads = |text: &str| match axis {
            Axis::Size => labels::size(text, false).is_some(),
            Axis::Industry => labels::industry(text, &self.content.industries).is_some(),
            _ => labels::area("", text, &self.content.municipalities).is_some(),
        };
        let first = texts.iter().position(|text| !text.is_empty() && reads(text))?;
        let label = |column: usize| (column, self.label(axis, row, column, texts[column].clone()));
        let columns =
            (first..texts.len()).filter(|column| !texts[*column].is_empty() && !is_remark(&texts[*column]));
        Some((axis, columns.map(label).collect()))
    }

    /// Rows of labels above those across: each label holds until the next.
    fn tiers(&self, head: usize, across: Axis, first: usize) -> Vec<BTreeMap<usize, Label>> {
        let tier = |row: &Row| {
            let mut tier = BTreeMap::new();
            for column in first..row.cells.len() {
                let text = text(row.cell(column));
                let axis = match labels::item(&text) {
                    Some(_) => Some(Axis::Item),
                    None => self.specific(&text).map(|(axis, _)| axis).filter(|axis| *axis != across),
                };
                if let Some(axis) = axis {
                    tier.insert(column, self.label(axis, row, column, text));
                }
            }
            // Totals belong to the classification that the rest of the row tells.
            let axis = tier.values().map(|label: &Label| label.axis).find(|axis| *axis != Axis::Item);
            if let Some(axis) = axis {
                for column in first..row.cells.len() {
                    let text = text(row.cell(column));
                    if !text.is_empty() && !tier.contains_key(&column) {
                        tier.insert(column, self.label(axis, row, column, text));
                    }
                }
            }
            tier
        };
        // Title lines stand at the left: what reaches over the numbers are labels.
        self.rows()[..head].iter().map(tier).filter(|tier| !tier.is_empty()).collect()
    }
}

/// What is left empty below a label is meant by it, where another label stands beside.
fn filled(mut labels: Vec<Label>, above: &[Label]) -> Vec<Label> {
    if labels.iter().any(|label| !label.text.is_empty()) {
        for label in labels.iter_mut().filter(|label| label.text.is_empty()) {
            let of_above = above.iter().find(|other| other.place.column == label.place.column);
            if let Some(other) = of_above {
                label.text.clone_from(&other.text);
            }
        }
    }
    labels
}
