//! A survey indicator as somebody asked for it: over which period, by which breakdowns, of whom. Pages draw it, the
//! router writes it as a file; both show what suppression lets through, and nothing else.

mod asked;
mod trend;
mod weighted;

use std::sync::Arc;

use domain::content::Content;
use domain::document::{Measure, SurveyIndicator};
use domain::indicator::{Breakdown, Dimension, MET, MET_STRICT};
use domain::statistic::{Counted, Figure, Place, Series, Shown, Statistic};
use domain::weighting::Weighted;

use crate::backend::{Backend, CountQuery};
use crate::refusal::Refusal;
use crate::words::survey as words;

pub use asked::{Asked, periods_with_answers, recent_periods};
pub use trend::{Trend, trend};
pub use weighted::{FrameSaid, Weighing};

/// An indicator with its figures.
#[derive(Debug, Clone)]
pub struct Reading {
    pub asked: Asked,
    pub indicator: SurveyIndicator,
    pub series: Vec<Named>,
    /// The total first; of two breakdowns every pair of groups, margins included.
    pub lines: Vec<Line>,
    /// None without a frame, and where nobody asked for it.
    pub weighing: Option<Weighing>,
}

/// A figure's id and name: an option of the question, or the indicator's own share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// The figures of a place.
#[derive(Debug, Clone)]
pub struct Line {
    /// The group on each breakdown; `None` is all of them together.
    pub at: Vec<Option<Named>>,
    /// By series.
    pub figures: Vec<Figure>,
    /// The weighted share by series, where there is one and the plain one is shown.
    pub weighted: Vec<Option<Weighted>>,
}

impl Reading {
    /// One number for each group, and perhaps a stricter one: no list of options.
    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(self.indicator.measure, Measure::Share { .. })
    }

    /// The line of everybody.
    #[must_use]
    pub fn total(&self) -> Option<&Line> {
        self.lines.iter().find(|line| line.at.iter().all(Option::is_none))
    }
}

/// Reads an indicator, with the weighted shares beside the plain ones if there is a frame.
///
/// # Errors
/// As [`read`].
pub async fn read_weighted(
    backend: &Backend,
    content: &Arc<Content>,
    asked: Asked,
) -> Result<Reading, Refusal> {
    let mut reading = read(backend, content, asked).await?;
    let statistic = statistic(content, &reading.asked.indicator)?;
    reading.weighing = weighted::weighing(backend, &statistic, &reading.asked).await?;
    if let Some(weighing) = &reading.weighing {
        let by = &reading.asked.by;
        reading.lines.iter_mut().for_each(|line| line.weighted = weighing.of(by, line));
    }
    Ok(reading)
}

/// Reads an indicator.
///
/// # Errors
/// [`Refusal::PageNotFound`] when there is none of that id, [`Refusal::Unavailable`] when the store does not answer.
pub async fn read(backend: &Backend, content: &Arc<Content>, asked: Asked) -> Result<Reading, Refusal> {
    let statistic = statistic(content, &asked.indicator)?;
    let asked = Asked { by: allowed(&statistic, asked.by), ..asked };
    let counted = counts(backend, &statistic, &asked, &asked.by).await?;
    let shown = statistic.show(&asked.by, &counted, content);
    let lines = lines(content, &asked.by, &statistic, &shown);
    let series = named(content, &statistic);
    Ok(Reading { indicator: statistic.indicator.clone(), series, lines, weighing: None, asked })
}

/// The indicator of this id.
fn statistic<'a>(content: &'a Content, id: &str) -> Result<Statistic<'a>, Refusal> {
    let indicator = content.questionnaire.indicators.iter().find(|indicator| indicator.id == id);
    Ok(Statistic::of(indicator.ok_or(Refusal::PageNotFound)?, &content.questionnaire))
}

/// Of a list of options, one breakdown at most.
fn allowed(statistic: &Statistic<'_>, mut by: Vec<Dimension>) -> Vec<Dimension> {
    if statistic.series.iter().any(|series| series.option.is_some()) {
        by.truncate(1);
    }
    by
}

async fn counts(
    backend: &Backend,
    statistic: &Statistic<'_>,
    asked: &Asked,
    by: &[Dimension],
) -> Result<Vec<Counted>, Refusal> {
    let query = CountQuery {
        indicator: &statistic.source.id,
        period: asked.period.clone(),
        within: Breakdown::default(),
        made_up: asked.made_up,
    };
    Ok(backend.counts.counts(&query, by).await?)
}

fn lines(content: &Content, by: &[Dimension], statistic: &Statistic<'_>, shown: &Shown) -> Vec<Line> {
    let with_all = |dimension: &Dimension| {
        std::iter::once(None).chain(groups(content, *dimension).into_iter().map(Some)).collect()
    };
    let groups: Vec<Vec<Option<Named>>> = by.iter().map(with_all).collect();
    let places = |number: usize| 0..groups.get(number).map_or(1, Vec::len);
    let pairs: Vec<(usize, usize)> =
        places(0).flat_map(|first| places(1).map(move |second| (first, second))).collect();
    let line = move |(first, second): (usize, usize)| {
        // The total stands first on the screen, and last in the table.
        let place = Place { first: first.checked_sub(1), second: second.checked_sub(1) };
        let figures: Vec<Figure> =
            statistic.series.iter().map(|series| shown.figure(series, place)).collect();
        let at = groups.iter().zip([first, second]).map(|(groups, number)| groups[number].clone()).collect();
        Line { at, weighted: vec![None; figures.len()], figures }
    };
    pairs.into_iter().map(line).collect()
}

/// The groups of a dimension, and at last those who did not say.
#[must_use]
pub fn groups(content: &Content, dimension: Dimension) -> Vec<Named> {
    let not_said = Named { id: String::new(), name: words::not_said(dimension).to_owned() };
    let groups = dimension.groups(content).into_iter().map(|(id, name)| Named { id, name });
    groups.chain([not_said]).collect()
}

fn named(content: &Content, statistic: &Statistic<'_>) -> Vec<Named> {
    let question = content.questionnaire.question(&statistic.indicator.from_question);
    let label =
        |id: &str| question.and_then(|question| question.choice(id)).map(|choice| choice.label.clone());
    let name = |series: &Series| match &series.option {
        Some(id) => Named { name: label(id).unwrap_or_else(|| id.clone()), id: id.clone() },
        None if series.strict => Named { id: MET_STRICT.to_owned(), name: words::STRICT_SHARE.to_owned() },
        None => Named { id: MET.to_owned(), name: words::SHARE.to_owned() },
    };
    statistic.series.iter().map(name).collect()
}
