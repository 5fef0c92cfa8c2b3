//! What an address asks for.

use chrono::{Months, NaiveDate};
use domain::indicator::{Dimension, Period};

use crate::backend::Backend;
use crate::parts::listing::Address;
use crate::refusal::Refusal;

/// Where the indicators are.
const LIST: &str = "/office/indicators";
/// The parameters.
const PERIOD: &str = "period";
const BY: [&str; 2] = ["by", "and"];
const MADE_UP: &str = "made_up";
/// How far back periods are offered: nobody compares longer ago by month.
const MONTHS: u32 = 24;
const YEARS: u32 = 6;

/// An indicator, over which period, by which breakdowns, of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub indicator: String,
    pub period: Period,
    /// None, one or two, each once.
    pub by: Vec<Dimension>,
    pub made_up: bool,
}

impl Asked {
    /// Reads the parameters of an address; without a period it is today's fiscal year. What means nothing counts as not
    /// said.
    #[must_use]
    pub fn read<'a>(
        indicator: &str,
        today: NaiveDate,
        value: impl Fn(&'static str) -> Option<&'a str>,
    ) -> Asked {
        let [_, _, year, _] = Period::containing(today);
        let mut by: Vec<Dimension> = BY.into_iter().filter_map(&value).filter_map(Dimension::parse).collect();
        by.dedup();
        Asked {
            indicator: indicator.to_owned(),
            period: value(PERIOD).and_then(Period::parse).unwrap_or(year),
            by,
            made_up: value(MADE_UP).is_some(),
        }
    }

    /// The same by other breakdowns.
    #[must_use]
    pub fn by(&self, by: &[Dimension]) -> Asked {
        Asked { by: by.to_vec(), ..self.clone() }
    }

    /// What a file of it is called: each has a name of its own, and made-up numbers say so.
    #[must_use]
    pub fn name(&self, what: &str) -> String {
        let by = self.by.iter().map(|dimension| dimension.as_str());
        let code = self.period.code();
        let parts = [self.indicator.as_str(), what, &code].into_iter().chain(by);
        parts.chain(self.made_up.then_some("demo")).collect::<Vec<_>>().join("-")
    }

    /// The page without parameters.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{LIST}/{}", self.indicator)
    }

    /// The permanent address of the page, or with an ending that of the file.
    #[must_use]
    pub fn address(&self, ending: &str) -> String {
        let path = self.path() + ending;
        let by = |number: usize| self.by.get(number).map(|dimension| dimension.as_str());
        Address::new(path)
            .and(PERIOD, Some(self.period.code()))
            .and(BY[0], by(0))
            .and(BY[1], by(1))
            .and(MADE_UP, self.made_up.then_some("1"))
            .page(1)
    }
}

/// The periods in which anybody has submitted a diagnosis: all time, then years, quarters and months, the latest first.
///
/// # Errors
/// [`Refusal::Unavailable`] when the store does not answer.
pub async fn periods_with_answers(backend: &Backend, made_up: bool) -> Result<Vec<Period>, Refusal> {
    let offered = recent_periods(backend.clock.today());
    Ok(backend.counts.with_submissions(&offered, made_up).await?)
}

/// All time, then the last years, quarters and months, the latest first.
#[must_use]
pub fn recent_periods(today: NaiveDate) -> Vec<Period> {
    let ago =
        |months: u32| Period::containing(today.checked_sub_months(Months::new(months)).unwrap_or(today));
    let years = (0..YEARS).map(|year| {
        let [_, _, period, _] = ago(12 * year);
        period
    });
    let quarters = (0..MONTHS / 3).map(|quarter| {
        let [_, period, ..] = ago(3 * quarter);
        period
    });
    let months = (0..MONTHS).map(|month| {
        let [period, ..] = ago(month);
        period
    });
    std::iter::once(Period::Ever).chain(years).chain(quarters).chain(months).collect()
}

/// The months up to a day, the earliest first.
pub(super) fn months_until(day: NaiveDate, count: u32) -> Vec<Period> {
    let month = |ago| {
        let [month, ..] = Period::containing(day.checked_sub_months(Months::new(ago)).unwrap_or(day));
        month
    };
    (0..count).rev().map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &'static str)]) -> Asked {
        let today = "2026-11-22".parse().expect("a date");
        Asked::read("x", today, |name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
        })
    }

    #[test]
    fn an_address_reads_back_as_it_was_written() {
        let all =
            asked(&[("period", "R7-Q4"), ("by", "industry"), ("and", "municipality"), ("made_up", "1")]);
        let address = "/office/indicators/x.csv?period=R7-Q4&by=industry&and=municipality&made_up=1";
        assert_eq!(all.address(".csv"), address);
        assert_eq!(all.by, [Dimension::Industry, Dimension::Municipality]);
        assert_eq!(asked(&[]).address(""), "/office/indicators/x?period=R8");
    }

    #[test]
    fn what_means_nothing_counts_as_not_said() {
        let odd = asked(&[("period", "R99x"), ("by", "industry"), ("and", "industry")]);
        assert_eq!(
            (odd.period, odd.by),
            (Period::FiscalYear { fiscal_year: 2026 }, vec![Dimension::Industry])
        );
        assert!(asked(&[("by", "weather")]).by.is_empty());
    }

    #[test]
    fn each_period_is_offered_once() {
        for day in ["2026-11-22", "2026-03-31", "2028-02-29", "2026-05-31"] {
            let mut periods = recent_periods(day.parse().expect("a date"));
            let count = periods.len();
            periods.sort();
            periods.dedup();
            assert_eq!((periods.len(), count), (count, 1 + 6 + 8 + 24), "{day}");
        }
    }
}
