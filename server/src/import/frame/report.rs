//! What was read, in sentences.

use std::collections::BTreeSet;
use std::fmt;

use app::backend::FrameSource;
use domain::content::Content;
use domain::indicator::{Breakdown, Dimension};
use domain::weighting::{Frame, Margin, Unit};

use super::margins::{MarginRead, Margins};
use super::slip::unit as unit_name;
use crate::spreadsheet::Place;

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    unit: Unit,
    sources: Vec<FrameSource>,
    margins: Vec<MarginTold>,
    without_size: u64,
    /// Surveys in the same file that were passed over.
    other_series: Vec<String>,
}

/// A margin of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MarginTold {
    name: String,
    cells: usize,
    businesses: u64,
    rest: u64,
    total: u64,
    /// Cells of which the table has a mark and no number.
    unknown: Vec<String>,
    /// Groups of ours without businesses: who answers from there has no weight.
    lacking: Vec<String>,
    /// Groups of ours that are part of the rest.
    pooled: Vec<String>,
}

impl Report {
    pub(super) fn new(
        frame: &Frame,
        unit: Unit,
        tables: Vec<(Place, FrameSource, Margins)>,
        content: &Content,
    ) -> Report {
        let read = || tables.iter().flat_map(|(_, _, margins)| &margins.margins);
        let of = |margin: &Margin| read().find(|read| read.margin == *margin);
        Report {
            unit,
            margins: frame.margins().iter().map(|margin| told(margin, of(margin), content)).collect(),
            without_size: tables.iter().map(|(_, _, margins)| margins.without_size).max().unwrap_or(0),
            other_series: tables.iter().flat_map(|(_, _, margins)| margins.other_series.clone()).collect(),
            sources: tables.into_iter().map(|(_, source, _)| source).collect(),
        }
    }
}

fn told(margin: &Margin, read: Option<&MarginRead>, content: &Content) -> MarginTold {
    let (mut lacking, mut pooled) = (Vec::new(), Vec::new());
    for dimension in &margin.dimensions {
        let unknown = read.iter().flat_map(|read| &read.unknown);
        let of = |at: &Breakdown| dimension.of(at).map(str::to_owned);
        let listed: BTreeSet<String> = margin.counts.keys().filter_map(of).collect();
        let with_businesses = margin.counts.iter().filter(|(_, count)| **count > 0).map(|(at, _)| at);
        let there: BTreeSet<String> = with_businesses.chain(unknown).filter_map(of).collect();
        for (id, name) in dimension.groups(content) {
            match (there.contains(&id), listed.contains(&id) || margin.rest() == 0) {
                (true, _) => {}
                (false, true) => lacking.push(name),
                (false, false) => pooled.push(name),
            }
        }
    }
    MarginTold {
        name: margin.dimensions.iter().map(|dimension| name(*dimension)).collect::<Vec<_>>().join("×"),
        cells: margin.counts.values().filter(|count| **count > 0).count(),
        businesses: margin.counts.values().sum(),
        rest: margin.rest(),
        total: margin.total,
        unknown: read.iter().flat_map(|read| &read.unknown).map(|at| place(at, content)).collect(),
        lacking,
        pooled,
    }
}

fn name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::EmployeeSize => "規模",
        Dimension::Industry => "産業",
        Dimension::Municipality => "市町",
    }
}

fn place(at: &Breakdown, content: &Content) -> String {
    let names = Dimension::ALL.into_iter().filter_map(|dimension| {
        let id = dimension.of(at)?;
        let groups = dimension.groups(content);
        Some(
            groups.into_iter().find(|(group, _)| group == id).map_or_else(|| id.to_owned(), |(_, name)| name),
        )
    });
    names.collect::<Vec<_>>().join("・")
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { unit, sources, margins, without_size, other_series } = self;
        writeln!(f, "読んだ表（{}）：", unit_name(*unit))?;
        for FrameSource { file, title, as_of } in sources {
            writeln!(f, "・{title}（{as_of}）［{file}］")?;
        }
        for MarginTold { name, cells, businesses, rest, total, unknown, lacking, pooled } in margins {
            writeln!(f, "{name}：{cells} 区分、計 {businesses}（総数 {total}）")?;
            if *rest > 0 {
                writeln!(f, "  どの区分か分からない {rest} は、数のない区分をまとめて一つとして扱います。")?;
            }
            if !unknown.is_empty() {
                writeln!(f, "  数が示されていない区分：{}", unknown.join("、"))?;
            }
            if !pooled.is_empty() {
                writeln!(f, "  表にない区分（まとめて扱います）：{}", pooled.join("、"))?;
            }
            if !lacking.is_empty() {
                writeln!(
                    f,
                    "  表に事業者がいない区分（その回答には重みが付きません）：{}",
                    lacking.join("、")
                )?;
            }
        }
        if *without_size > 0 {
            writeln!(f, "どの規模でもない {without_size}（出向・派遣従業者のみなど）は除きました。")?;
        }
        if !other_series.is_empty() {
            writeln!(f, "同じファイルの、ほかの調べは使っていません：")?;
            other_series.iter().try_for_each(|series| writeln!(f, "・{series}"))?;
        }
        f.write_str("従業者（働く人）の規模と、診断の「働いている人」の規模は、数え方が違うことがあります。")
    }
}
