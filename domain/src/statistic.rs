//! A survey indicator as a table: from the counters of the roll-ups to the figures that may be shown
//! (statistics.md §1, §2, §4).
//!
//! Indicators that ask the same question share one table, the finest of them: what is shown of one could otherwise be
//! subtracted from what is shown of the other. A share is then a sum of cells, known where they are.

use std::collections::BTreeMap;

use crate::content::Content;
use crate::document::{Measure, SurveyIndicator};
use crate::indicator::{ANSWERED, Breakdown, Dimension, MET, MET_STRICT, option_counter};
use crate::questionnaire::{Question, Questionnaire};
use crate::suppression::{Breakdowns, Cell, Published, Table, hide_all, suppress};
use crate::weighting::{Respondents, Share};

/// One sum of the roll-ups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The group on each dimension; empty where it was not said.
    pub groups: Vec<String>,
    /// See [`crate::indicator::Tally`].
    pub counter: String,
    pub amount: u64,
}

/// How the answers of a question are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Layout {
    /// Answers that exclude each other.
    Exclusive(Vec<Column>),
    /// For each option of a multiple choice, who chose it and who did not.
    PerOption(Vec<String>),
}

/// Some of those who answered.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Chose(String),
    DidNotChoose(String),
    NotMet,
    /// Met, but not strictly.
    Met,
    MetStrict,
}

impl Column {
    fn name(&self) -> String {
        match self {
            Column::Chose(id) => option_counter(id),
            Column::DidNotChoose(id) => format!("not_{}", option_counter(id)),
            Column::NotMet => format!("not_{MET}"),
            Column::Met => MET.to_owned(),
            Column::MetStrict => MET_STRICT.to_owned(),
        }
    }
}

/// One figure that is told of an indicator, for every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The option that it is the share of; `None` for the indicator's own measure.
    pub option: Option<String>,
    /// By the stricter measure.
    pub strict: bool,
    /// Which of the tables, and which of its columns count.
    table: usize,
    columns: Vec<usize>,
}

/// Which tables an indicator is read from.
#[derive(Debug, Clone)]
pub struct Statistic<'a> {
    pub indicator: &'a SurveyIndicator,
    /// The indicator whose counters are read.
    pub source: &'a SurveyIndicator,
    layout: Layout,
    /// By option of an exclusive layout: in which shares of the question it counts, as bits.
    sides: Vec<u64>,
    /// What is told of it, in the order of showing.
    pub series: Vec<Series>,
}

/// A group of each of the dimensions by its place, the total where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub first: Option<usize>,
    pub second: Option<usize>,
}

/// How many answered and how many of them count; `None` is suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub answered: Option<u64>,
    pub met: Option<u64>,
}

impl Figure {
    /// The share with its interval; `None` where it is suppressed or nobody answered.
    #[must_use]
    pub fn share(self) -> Option<Share> {
        Share::of(self.met?, self.answered?)
    }
}

/// A statistic by up to two dimensions, as it may be shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// One for each option of a multiple choice, else one.
    tables: Vec<Published>,
    by_two: bool,
}

impl<'a> Statistic<'a> {
    #[must_use]
    pub fn of(indicator: &'a SurveyIndicator, questionnaire: &'a Questionnaire) -> Statistic<'a> {
        let same_question: Vec<&SurveyIndicator> = questionnaire
            .indicators
            .iter()
            .filter(|other| other.from_question == indicator.from_question)
            .collect();
        let source = same_question.iter().find(|other| holds(other, indicator)).copied().unwrap_or(indicator);
        let layout = layout(source, questionnaire);
        let series = series(indicator, &layout);
        let sides = sides(&same_question, &layout);
        Statistic { indicator, source, layout, sides, series }
    }

    /// As it may be published: without the options of a multiple choice that stand alone. Whoever chose one of them chose
    /// nothing else, and that would tell of the others what no table does. `None` if nothing is left of it.
    #[must_use]
    pub fn to_publish(
        indicator: &'a SurveyIndicator,
        questionnaire: &'a Questionnaire,
    ) -> Option<Statistic<'a>> {
        let mut statistic = Statistic::of(indicator, questionnaire);
        let question = questionnaire.question(&indicator.from_question)?;
        if let Layout::PerOption(options) = &mut statistic.layout {
            let stands_alone = |id: &String| question.choice(id).is_some_and(|choice| choice.exclusive);
            if let Measure::Share { any_of, .. } = &indicator.measure
                && any_of.iter().any(stands_alone)
            {
                return None;
            }
            options.retain(|id| !stands_alone(id));
            statistic.series = series(indicator, &statistic.layout);
        }
        (!statistic.series.is_empty()).then_some(statistic)
    }

    /// What the columns of its tables stand for, in one list.
    pub(crate) fn columns(&self) -> Vec<String> {
        match &self.layout {
            Layout::PerOption(options) => options.iter().map(|id| option_counter(id)).collect(),
            Layout::Exclusive(columns) => columns.iter().map(Column::name).collect(),
        }
    }

    /// The tables of one dimension as they have been suppressed.
    pub(crate) fn shown(tables: Vec<Published>) -> Shown {
        Shown { tables, by_two: false }
    }

    /// What may be shown of the counters by these dimensions: none, one or two. What is shown by one stands beside what is
    /// shown by another or by none: of what they share, all hide the same. A table by two is suppressed by itself; it and
    /// those by one are not to be published together (docs/adr/0012, 0013).
    #[must_use]
    pub fn show(&self, dimensions: &[Dimension], counted: &[Counted], content: &Content) -> Shown {
        let k = content.questionnaire.small_cell_threshold;
        let tables = self.tables(dimensions, counted, content);
        let by_two = dimensions.len() > 1;
        let tables = if by_two {
            let is_told = |number| self.series.iter().any(|series| series.table == number);
            let suppressed =
                |(number, table)| if is_told(number) { suppress(table, k) } else { hide_all(table) };
            tables.into_iter().enumerate().map(suppressed).collect()
        } else {
            Breakdowns::new(vec![tables]).suppress(&[], k).into_iter().flatten().collect()
        };
        Shown { tables, by_two }
    }

    /// Those who answered, and how many of them count for a series, by where they stand: what weighting begins with.
    /// Nobody may see it.
    #[must_use]
    pub fn respondents(
        &self,
        series: &Series,
        dimensions: &[Dimension],
        counted: &[Counted],
    ) -> Vec<Respondents> {
        let mut places: BTreeMap<&[String], Amounts<'_>> = BTreeMap::new();
        for count in counted {
            *places.entry(&count.groups).or_default().entry(&count.counter).or_default() += count.amount;
        }
        let columns = self.counted_by(series);
        let one = |(groups, amounts): (&[String], Amounts<'_>)| {
            let said = dimensions.iter().copied().zip(groups.iter().cloned());
            Respondents {
                at: Breakdown::at(said.filter(|(_, group)| !group.is_empty())),
                answered: amounts.get(ANSWERED).copied().unwrap_or(0),
                met: columns.iter().map(|column| column.count(&amounts)).sum(),
            }
        };
        places.into_iter().map(one).collect()
    }

    /// Those whom a series counts.
    fn counted_by(&self, series: &Series) -> Vec<Column> {
        match &self.layout {
            Layout::Exclusive(columns) => {
                series.columns.iter().filter_map(|column| columns.get(*column).cloned()).collect()
            }
            Layout::PerOption(options) => {
                options.get(series.table).cloned().map(Column::Chose).into_iter().collect()
            }
        }
    }

    /// The tables as counted: one for each option of a multiple choice, else one.
    #[must_use]
    pub fn tables(&self, dimensions: &[Dimension], counted: &[Counted], content: &Content) -> Vec<Table> {
        let counts = Counts::of(dimensions, counted, content);
        match &self.layout {
            // By two, the columns are groups.
            Layout::Exclusive(columns) if counts.columns.is_some() => vec![counts.table(columns)],
            Layout::Exclusive(columns) => vec![counts.table(columns).with_sides(self.sides.clone())],
            Layout::PerOption(options) => {
                let both = |id: &String| [Column::DidNotChoose(id.clone()), Column::Chose(id.clone())];
                options.iter().map(|id| counts.table(&both(id))).collect()
            }
        }
    }
}

/// The ids of a dimension's groups, and at last the empty one of those who did not say.
#[must_use]
pub fn group_ids(dimension: Dimension, content: &Content) -> Vec<String> {
    dimension.groups(content).into_iter().map(|(id, _)| id).chain([String::new()]).collect()
}

/// The counters of one place.
type Amounts<'a> = BTreeMap<&'a str, u64>;

impl Column {
    fn count(&self, amounts: &Amounts<'_>) -> u64 {
        let amount = |counter: &str| amounts.get(counter).copied().unwrap_or(0);
        match self {
            Column::Chose(id) => amount(&option_counter(id)),
            Column::DidNotChoose(id) => amount(ANSWERED).saturating_sub(amount(&option_counter(id))),
            Column::NotMet => amount(ANSWERED).saturating_sub(amount(MET)),
            Column::Met => amount(MET).saturating_sub(amount(MET_STRICT)),
            Column::MetStrict => amount(MET_STRICT),
        }
    }
}

/// The counters by the places of their groups.
struct Counts<'a> {
    /// By row and column.
    amounts: BTreeMap<(usize, usize), Amounts<'a>>,
    rows: usize,
    /// `None` for one dimension or none.
    columns: Option<usize>,
}

impl<'a> Counts<'a> {
    /// A group that the content does not name any more stands with those who did not say.
    fn of(dimensions: &[Dimension], counted: &'a [Counted], content: &Content) -> Counts<'a> {
        let ids: Vec<Vec<String>> =
            dimensions.iter().map(|dimension| group_ids(*dimension, content)).collect();
        let place = |count: &Counted, number: usize| -> usize {
            let Some(ids) = ids.get(number) else { return 0 };
            let id = count.groups.get(number).map_or("", String::as_str);
            ids.iter().position(|known| known == id).unwrap_or(ids.len() - 1)
        };
        let mut amounts = BTreeMap::new();
        for count in counted {
            let here: &mut Amounts<'_> = amounts.entry((place(count, 0), place(count, 1))).or_default();
            *here.entry(&count.counter).or_default() += count.amount;
        }
        Counts { amounts, rows: ids.first().map_or(1, Vec::len), columns: ids.get(1).map(Vec::len) }
    }

    fn table(&self, columns: &[Column]) -> Table {
        let Some(others) = self.columns else {
            let row = |row| columns.iter().map(|column| self.count(column, row, 0)).collect();
            return Table::by_option(&(0..self.rows).map(row).collect::<Vec<Vec<u64>>>());
        };
        let layer = |column| -> Vec<Vec<u64>> {
            (0..self.rows)
                .map(|row| (0..others).map(|other| self.count(column, row, other)).collect())
                .collect()
        };
        Table::by_two(&columns.iter().map(layer).collect::<Vec<_>>())
    }

    fn count(&self, column: &Column, row: usize, other: usize) -> u64 {
        self.amounts.get(&(row, other)).map_or(0, |amounts| column.count(amounts))
    }
}

impl Shown {
    /// How many answered in a place, and how many of them count for a series.
    #[must_use]
    pub fn figure(&self, series: &Series, place: Place) -> Figure {
        let table = &self.tables[series.table];
        let answered = self.answered(table, place);
        let sum = |columns: &mut dyn Iterator<Item = usize>| -> Option<u64> {
            columns.map(|column| self.count(table, column, place)).sum()
        };
        let counts = sum(&mut series.columns.iter().copied());
        // Or all who answered less those who do not count.
        let others = || sum(&mut (0..self.options(table)).filter(|column| !series.columns.contains(column)));
        let met = counts.or_else(|| Some(answered? - others()?));
        Figure { answered, met }
    }

    /// What is published, table by table.
    #[must_use]
    pub fn published(&self) -> &[Published] {
        &self.tables
    }

    fn options(&self, table: &Published) -> usize {
        if self.by_two { table.layers() } else { table.shape().columns }
    }

    fn answered(&self, table: &Published, place: Place) -> Option<u64> {
        if self.by_two {
            table.all(cell(table, place))
        } else {
            self.count(table, table.shape().columns, place)
        }
    }

    fn count(&self, table: &Published, option: usize, place: Place) -> Option<u64> {
        if self.by_two {
            return table.count(option, cell(table, place));
        }
        table.count(0, Cell { row: place.first.unwrap_or(table.shape().rows), column: option })
    }
}

fn cell(table: &Published, place: Place) -> Cell {
    let shape = table.shape();
    Cell { row: place.first.unwrap_or(shape.rows), column: place.second.unwrap_or(shape.columns) }
}

/// Can all figures of an indicator be read from the table of another one of the same question? Of a multiple choice, a share
/// of several options cannot: who chose two of them stands in both.
fn holds(finest: &SurveyIndicator, indicator: &SurveyIndicator) -> bool {
    match (&finest.measure, &indicator.measure) {
        (Measure::Distribution | Measure::PerOption, Measure::Distribution | Measure::PerOption) => true,
        (Measure::Distribution, Measure::Share { at_least: None, .. }) => true,
        (Measure::PerOption, Measure::Share { any_of, at_least: None }) => {
            any_of.len() == 1 && indicator.measure_strict.is_none()
        }
        _ => false,
    }
}

fn layout(source: &SurveyIndicator, questionnaire: &Questionnaire) -> Layout {
    let options = || -> Vec<String> {
        let question = questionnaire.question(&source.from_question);
        let choices = question.map_or(&[][..], Question::choices);
        choices.iter().filter(|choice| !choice.unknown).map(|choice| choice.id.clone()).collect()
    };
    match &source.measure {
        Measure::Distribution => Layout::Exclusive(options().into_iter().map(Column::Chose).collect()),
        Measure::PerOption => Layout::PerOption(options()),
        Measure::Share { .. } if source.measure_strict.is_some() => {
            Layout::Exclusive(vec![Column::NotMet, Column::Met, Column::MetStrict])
        }
        Measure::Share { .. } => Layout::Exclusive(vec![Column::NotMet, Column::Met]),
    }
}

/// The indicator's own share and the stricter one, or one for each option.
fn series(indicator: &SurveyIndicator, layout: &Layout) -> Vec<Series> {
    let own = |strict, (table, columns)| Series { option: None, strict, table, columns };
    match &indicator.measure {
        Measure::Share { any_of, .. } => {
            let strict = match &indicator.measure_strict {
                Some(Measure::Share { any_of, .. }) => Some(own(true, counting(layout, any_of, true))),
                _ => None,
            };
            [Some(own(false, counting(layout, any_of, false))), strict].into_iter().flatten().collect()
        }
        Measure::Distribution | Measure::PerOption => {
            let of = |(number, option): (usize, &String)| {
                let (table, columns) = match layout {
                    Layout::Exclusive(_) => (0, vec![number]),
                    Layout::PerOption(_) => (number, vec![1]),
                };
                Series { option: Some(option.clone()), strict: false, table, columns }
            };
            layout.options().iter().enumerate().map(of).collect()
        }
    }
}

/// Of each option that excludes the others, in which of the indicators' shares it counts: a bit for each.
fn sides(indicators: &[&SurveyIndicator], layout: &Layout) -> Vec<u64> {
    let Layout::Exclusive(columns) = layout else { return Vec::new() };
    let shares = indicators.iter().flat_map(|indicator| series(indicator, layout));
    let shares: Vec<Series> = shares.filter(|series| series.option.is_none()).collect();
    let side = |column| {
        let bit = |(number, share): (usize, &Series)| u64::from(share.columns.contains(&column)) << number;
        shares.iter().enumerate().map(bit).sum()
    };
    (0..columns.len()).map(side).collect()
}

/// Where those stand who chose any of these options.
fn counting(layout: &Layout, any_of: &[String], strict: bool) -> (usize, Vec<usize>) {
    match layout {
        Layout::Exclusive(columns) => {
            let counts = |column: &Column| match column {
                Column::Chose(id) => any_of.contains(id),
                Column::MetStrict => true,
                Column::Met => !strict,
                Column::NotMet | Column::DidNotChoose(_) => false,
            };
            (0, (0..columns.len()).filter(|n| counts(&columns[*n])).collect())
        }
        Layout::PerOption(options) => {
            let table = options.iter().position(|id| any_of.contains(id)).unwrap_or(0);
            (table, vec![1])
        }
    }
}

impl Layout {
    fn options(&self) -> Vec<String> {
        match self {
            Layout::PerOption(options) => options.clone(),
            Layout::Exclusive(columns) => {
                let id =
                    |column: &Column| if let Column::Chose(id) = column { Some(id.clone()) } else { None };
                columns.iter().filter_map(id).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicator(id: &str, measure: Measure) -> SurveyIndicator {
        SurveyIndicator {
            id: id.to_owned(),
            label: String::new(),
            from_question: "q".to_owned(),
            definition: String::new(),
            measure,
            measure_strict: None,
            breakdowns: Vec::new(),
        }
    }

    fn share(options: &[&str]) -> Measure {
        Measure::Share { any_of: options.iter().map(|id| (*id).to_owned()).collect(), at_least: None }
    }

    #[test]
    fn weighting_begins_with_what_a_series_counts() {
        let (need, stages) =
            (indicator("need", share(&["s2", "s3"])), indicator("stages", Measure::Distribution));
        let counted = |group: &str, counter: &str, amount| Counted {
            groups: vec![group.to_owned()],
            counter: counter.to_owned(),
            amount,
        };
        let counts = [
            counted("D", ANSWERED, 9),
            counted("D", &option_counter("s1"), 4),
            counted("D", &option_counter("s2"), 3),
            counted("D", &option_counter("s3"), 2),
            counted("", ANSWERED, 2),
            counted("", &option_counter("s3"), 1),
        ];
        let layout = Layout::Exclusive(["s1", "s2", "s3"].map(|id| Column::Chose(id.to_owned())).to_vec());
        let (series, sides) = (series(&need, &layout), Vec::new());
        let statistic = Statistic { indicator: &need, source: &stages, layout, sides, series };
        let found = statistic.respondents(&statistic.series[0], &[Dimension::Industry], &counts);
        let of = |group: Option<&str>, answered, met| Respondents {
            at: Breakdown { industry: group.map(str::to_owned), ..Breakdown::default() },
            answered,
            met,
        };
        assert_eq!(found, [of(None, 2, 1), of(Some("D"), 9, 5)]);
    }

    #[test]
    fn a_share_is_read_from_the_finest_table_that_holds_it() {
        let (stages, tools) =
            (indicator("stages", Measure::Distribution), indicator("tools", Measure::PerOption));
        assert!(holds(&stages, &indicator("uptake", share(&["s2", "s3"]))));
        assert!(holds(&tools, &indicator("ai", share(&["ai"]))));
        assert!(!holds(&tools, &indicator("either", share(&["ai", "crm"]))));
        let at_least = Measure::Share { any_of: Vec::new(), at_least: Some(3) };
        assert!(
            !holds(&stages, &indicator("three", at_least.clone()))
                && !holds(&tools, &indicator("three", at_least))
        );
    }
}
