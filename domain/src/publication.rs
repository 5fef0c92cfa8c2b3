//! What is published of a period, once and for all (statistics.md §4, §5; docs/adr/0013).
//!
//! Of every question that indicators ask, the tables by one breakdown, suppressed together. A period is published when it
//! is over; none that overlaps with it can be published beside it, since the two could be subtracted; the same period again
//! only if all its versions together tell nothing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::document::Measure;
use crate::indicator::{Dimension, Period};
use crate::questionnaire::Questionnaire;
use crate::statistic::{Counted, Figure, Place, Series, Shown, Statistic, group_ids};
use crate::suppression::{Breakdowns, Cell, Earlier, Published, Shape, Table};

/// What is published in one piece, in versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// Support menus, cases and figures of the plans.
    Catalogue,
    /// What was answered in a period.
    Period(Period),
}

const CATALOGUE: &str = "catalogue";

impl Set {
    /// The name in addresses: `catalogue`, or the period's.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Set::Catalogue => CATALOGUE.to_owned(),
            Set::Period(period) => period.code(),
        }
    }

    /// Reads a [`Set::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Set> {
        if code == CATALOGUE { Some(Set::Catalogue) } else { Period::parse(code).map(Set::Period) }
    }
}

/// Why a period is not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unpublishable {
    #[error("{} never closes", .0.code())]
    NeverCloses(Period),
    #[error("{} is not over", .0.code())]
    NotOver(Period),
    /// What both of them count could be told by subtraction.
    #[error("{} overlaps with {}, which is published", .period.code(), .published.code())]
    Overlaps { period: Period, published: Period },
    #[error("nobody answered in {}", .0.code())]
    NobodyAnswered(Period),
    /// Beside what was published of these questions before, the new figures would tell of single businesses.
    #[error("the versions of {} would tell too much of {}", .period.code(), .questions.join(", "))]
    TellsByDifference { period: Period, questions: Vec<String> },
}

/// May a period be published today, beside these?
///
/// # Errors
/// When it is not over, or shares days with another one that is published.
pub fn may_be_published(
    period: &Period,
    today: NaiveDate,
    published: &[Period],
) -> Result<(), Unpublishable> {
    let Some((first, after)) = period.days() else { return Err(Unpublishable::NeverCloses(period.clone())) };
    if !period.is_closed(today) {
        return Err(Unpublishable::NotOver(period.clone()));
    }
    let overlaps = |other: &&Period| {
        *other != period && other.days().is_none_or(|(begins, ends)| begins < after && first < ends)
    };
    match published.iter().find(overlaps) {
        Some(other) => Err(Unpublishable::Overlaps { period: period.clone(), published: other.clone() }),
        None => Ok(()),
    }
}

/// A question with the indicators that are read from its tables.
#[derive(Debug, Clone)]
pub struct Topic<'a> {
    pub statistics: Vec<Statistic<'a>>,
}

/// All questions with indicators. Of a question the tables of one source are published: those of a second one could be
/// subtracted from them.
#[must_use]
pub fn topics(questionnaire: &Questionnaire) -> Vec<Topic<'_>> {
    let mut topics: Vec<Topic<'_>> = Vec::new();
    for indicator in &questionnaire.indicators {
        let Some(statistic) = Statistic::to_publish(indicator, questionnaire) else { continue };
        match topics.iter_mut().find(|topic| topic.question() == indicator.from_question) {
            None => topics.push(Topic { statistics: vec![statistic] }),
            Some(topic) if topic.source() == statistic.source.id => topic.statistics.push(statistic),
            Some(_) => {}
        }
    }
    topics
}

/// What was counted of a question and what of it was hidden: kept for the versions to come, and never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raw {
    pub question: String,
    /// The indicator whose counters were read, and how their options and groups stand in the tables.
    layout: RawLayout,
    tables: Vec<Vec<RawTable>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RawLayout {
    source: String,
    measures: [Option<Measure>; 2],
    columns: Vec<String>,
    groups: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RawTable {
    counts: Vec<Vec<u64>>,
    hidden: Vec<bool>,
}

/// A question as it may be known.
#[derive(Debug, Clone)]
pub struct PublishedTopic<'a> {
    pub topic: Topic<'a>,
    /// By dimension.
    shown: [Shown; 3],
}

/// One figure of a publication.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub statistic: &'a Statistic<'a>,
    pub series: &'a Series,
    /// The dimension and the place of the group among [`group_ids`]; `None` is everybody.
    pub group: Option<(Dimension, usize)>,
    pub figure: Figure,
}

impl<'a> Topic<'a> {
    #[must_use]
    pub fn question(&self) -> &'a str {
        self.statistics.first().map_or("", |statistic| &statistic.indicator.from_question)
    }

    /// The indicator whose counters are read.
    #[must_use]
    pub fn source(&self) -> &'a str {
        self.statistics.first().map_or("", |statistic| &statistic.source.id)
    }

    /// Suppresses what was counted by each of [`Dimension::ALL`], beside what the earlier versions kept of this question.
    /// `None` if they would tell too much together.
    #[must_use]
    pub fn publish(
        self,
        counted: &[Vec<Counted>; 3],
        content: &Content,
        before: &[Raw],
    ) -> Option<(PublishedTopic<'a>, Raw)> {
        let k = content.questionnaire.small_cell_threshold;
        let statistic = self.statistics.first()?;
        let tables = Dimension::ALL.iter().zip(counted);
        let tables = tables.map(|(dimension, counted)| statistic.tables(&[*dimension], counted, content));
        let counted = Breakdowns::new(tables.collect());
        let layout = RawLayout {
            source: self.source().to_owned(),
            measures: [Some(statistic.source.measure.clone()), statistic.source.measure_strict.clone()],
            columns: statistic.columns(),
            groups: Dimension::ALL.map(|dimension| group_ids(dimension, content)).into(),
        };
        let before: Vec<&Raw> = before.iter().filter(|raw| raw.question == self.question()).collect();
        if before.iter().any(|raw| raw.layout != layout) {
            return None;
        }
        let before: Vec<Earlier> = before.into_iter().map(Raw::earlier).collect();
        let published = counted.suppress(&before, k);
        let is_lost = is_all_hidden(&published) && before.last().is_some_and(|last| !last.hides_all());
        if is_lost || (!before.is_empty() && !counted.is_safe_beside(&published, &before, k)) {
            return None;
        }
        let raw =
            Raw { question: self.question().to_owned(), layout, tables: raw_tables(&counted, &published) };
        let shown: Vec<Shown> = published.into_iter().map(Statistic::shown).collect();
        Some((PublishedTopic { topic: self, shown: shown.try_into().ok()? }, raw))
    }
}

impl PublishedTopic<'_> {
    /// All figures: of everybody, then of the groups by each dimension.
    #[must_use]
    pub fn rows(&self, content: &Content) -> Vec<Row<'_>> {
        let of_series = |(statistic, series)| {
            let whole = Row {
                statistic,
                series,
                group: None,
                figure: self.shown[0].figure(series, Place::default()),
            };
            let groups = Dimension::ALL.into_iter().zip(&self.shown).flat_map(move |(dimension, shown)| {
                (0..group_ids(dimension, content).len()).map(move |number| {
                    let place = Place { first: Some(number), second: None };
                    Row { group: Some((dimension, number)), figure: shown.figure(series, place), ..whole }
                })
            });
            [whole].into_iter().chain(groups)
        };
        let statistics = self.topic.statistics.iter();
        let series =
            statistics.flat_map(|statistic| statistic.series.iter().map(move |series| (statistic, series)));
        series.flat_map(of_series).collect()
    }

    /// How many numbers there are in its tables, and how many of them are hidden for their own sake and beside those.
    #[must_use]
    pub fn cells(&self) -> Cells {
        let tables = || self.shown.iter().flat_map(Shown::published);
        let suppressed = tables().map(Published::suppressed);
        let (primary, complementary) = suppressed.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        Cells { all: tables().map(|table| table.shape().len()).sum(), primary, complementary }
    }
}

/// Numbers of the tables behind a publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cells {
    pub all: usize,
    pub primary: usize,
    pub complementary: usize,
}

impl std::iter::Sum for Cells {
    fn sum<I: Iterator<Item = Cells>>(cells: I) -> Cells {
        cells.fold(Cells::default(), |sum, cells| Cells {
            all: sum.all + cells.all,
            primary: sum.primary + cells.primary,
            complementary: sum.complementary + cells.complementary,
        })
    }
}

impl Raw {
    fn earlier(&self) -> Earlier {
        let each =
            |tables: &Vec<RawTable>| tables.iter().map(|table| Table::by_option(&table.counts)).collect();
        Earlier {
            counted: Breakdowns::new(self.tables.iter().map(each).collect()),
            hidden: self
                .tables
                .iter()
                .map(|t| t.iter().map(|table| table.hidden.clone()).collect())
                .collect(),
        }
    }
}

fn is_all_hidden(published: &[Vec<Published>]) -> bool {
    published.iter().flatten().all(|table| table.shape().cells().all(|cell| table.is_hidden(cell)))
}

fn raw_tables(counted: &Breakdowns, published: &[Vec<Published>]) -> Vec<Vec<RawTable>> {
    let raw = |(table, published): (&Table, &Published)| {
        let Shape { rows, columns } = table.shape();
        let row = |row| (0..columns).map(|column| table.count(0, Cell { row, column })).collect();
        RawTable {
            counts: (0..rows).map(row).collect(),
            hidden: table.shape().cells().map(|cell| published.is_hidden(cell)).collect(),
        }
    };
    let pairs = counted.tables().iter().zip(published);
    pairs.map(|(tables, published)| tables.iter().zip(published).map(raw).collect()).collect()
}
