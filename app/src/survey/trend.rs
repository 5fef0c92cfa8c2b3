//! An indicator month by month.

use std::sync::Arc;

use domain::content::Content;
use domain::indicator::Period;
use domain::statistic::{Figure, Place};

use super::{Asked, Named, asked, named, statistic};
use crate::backend::Backend;
use crate::refusal::Refusal;

/// So many months are shown.
const MONTHS: u32 = 12;

/// The whole of those who answered, over some months.
#[derive(Debug, Clone)]
pub struct Trend {
    pub indicator: Named,
    /// The series are of different questions: each has its own number of answers.
    pub is_mixed: bool,
    pub series: Vec<Named>,
    /// The earliest first; figures by series.
    pub months: Vec<(Period, Vec<Figure>)>,
}

/// The twelve months up to the end of the period, or up to today where that comes first. In each a business counts once,
/// with its latest diagnosis of that month.
///
/// # Errors
/// As [`super::read`].
pub async fn trend(backend: &Backend, content: &Arc<Content>, asked: &Asked) -> Result<Trend, Refusal> {
    let statistic = statistic(content, &asked.indicator)?;
    let today = backend.clock.today();
    let last = asked.period.first_and_last().map_or(today, |(_, last)| last.min(today));
    let months = asked::months_until(last, MONTHS);
    let counted = backend.counts.over_time(&statistic.source.id, &months, asked.made_up).await?;
    let figures = |month: Period| {
        let counted = counted.get(&month).map_or(&[][..], Vec::as_slice);
        let shown = statistic.show(&[], counted, content);
        let figures = statistic.series.iter().map(|series| shown.figure(series, Place::default())).collect();
        (month, figures)
    };
    let indicator = Named { id: statistic.indicator.id.clone(), name: statistic.indicator.label.clone() };
    Ok(Trend {
        indicator,
        is_mixed: false,
        series: named(content, &statistic),
        months: months.into_iter().map(figures).collect(),
    })
}

impl Trend {
    /// Its first series beside that of another over the same months, each under its indicator's name.
    #[must_use]
    pub fn beside(self, other: Trend) -> Trend {
        let series = [&self, &other].map(|trend| trend.indicator.clone()).to_vec();
        let first = |figures: &[Figure]| figures.first().copied();
        let both = |((month, own), (_, others)): ((Period, Vec<Figure>), (Period, Vec<Figure>))| {
            (month, [first(&own), first(&others)].into_iter().flatten().collect())
        };
        let months = self.months.into_iter().zip(other.months).map(both).collect();
        Trend { indicator: self.indicator, is_mixed: true, series, months }
    }
}
