//! Survey indicators: what one diagnosis adds to which counts (statistics.md §1, §2).

use chrono::{Datelike, NaiveDate};

use crate::answer::Answer;
use crate::content::Content;
use crate::document::{Measure, SurveyIndicator};
use crate::facts::FactName;
use crate::questionnaire::{Interpretation, Question};
use crate::scoring::{Scores, hundredths, score};

/// The counter of those who answered with something other than 「わからない」: the denominator.
pub const ANSWERED: &str = "answered";
/// The counter of those who meet the measure.
pub const MET: &str = "met";
/// The counter of those who meet the stricter measure.
pub const MET_STRICT: &str = "met_strict";

/// Where a business stands in the three breakdowns; `None` where it did not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Breakdown {
    /// Id of the employee-size class.
    pub employee_size: Option<String>,
    /// JSIC division letter.
    pub industry: Option<String>,
    /// JIS code of five digits.
    pub municipality: Option<String>,
}

impl Breakdown {
    /// A place by its group on each dimension; what is not named stays open.
    #[must_use]
    pub fn at(groups: impl IntoIterator<Item = (Dimension, String)>) -> Breakdown {
        let mut place = Breakdown::default();
        for (dimension, group) in groups {
            match dimension {
                Dimension::EmployeeSize => place.employee_size = Some(group),
                Dimension::Industry => place.industry = Some(group),
                Dimension::Municipality => place.municipality = Some(group),
            }
        }
        place
    }
}

/// What businesses are broken down by (statistics.md §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    EmployeeSize,
    Industry,
    Municipality,
}

/// All ways to break down by two at once.
pub const PAIRS: [[Dimension; 2]; 3] = [
    [Dimension::EmployeeSize, Dimension::Industry],
    [Dimension::EmployeeSize, Dimension::Municipality],
    [Dimension::Industry, Dimension::Municipality],
];

impl Dimension {
    pub const ALL: [Dimension; 3] = [Dimension::EmployeeSize, Dimension::Industry, Dimension::Municipality];

    /// The name in content files, addresses and open data.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Dimension::EmployeeSize => "employee_size",
            Dimension::Industry => "industry",
            Dimension::Municipality => "municipality",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.as_str() == name)
    }

    /// Where a business stands on it.
    #[must_use]
    pub fn of(self, breakdown: &Breakdown) -> Option<&str> {
        match self {
            Dimension::EmployeeSize => breakdown.employee_size.as_deref(),
            Dimension::Industry => breakdown.industry.as_deref(),
            Dimension::Municipality => breakdown.municipality.as_deref(),
        }
    }

    /// Its groups by id and name, in the order of showing. Those who did not say stand in none of them.
    #[must_use]
    pub fn groups(self, content: &Content) -> Vec<(String, String)> {
        let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        match self {
            Dimension::EmployeeSize => {
                content.questionnaire.size_classes.iter().map(|class| pair(&class.id, &class.label)).collect()
            }
            Dimension::Industry => {
                content.industries.divisions().map(|row| pair(&row.division.to_string(), &row.name)).collect()
            }
            Dimension::Municipality => {
                content.municipalities.iter().map(|m| pair(&m.code, &m.name)).collect()
            }
        }
    }
}

/// The counter of those who chose an option.
#[must_use]
pub fn option_counter(id: &str) -> String {
    format!("option:{id}")
}

/// The roll-up "indicator" under which businesses themselves are counted, by [`COMPLETED`].
pub const DIAGNOSES: &str = "diagnoses";
/// Businesses with a completed diagnosis in the period.
pub const COMPLETED: &str = "completed";
/// Completed diagnoses, each for itself; a business may have several. Kept by month and ever.
pub const SUBMITTED: &str = "submitted";
/// The roll-up "indicator" of scores, for comparison with peers: counters `n:<dimension>` and `sum:<dimension>`,
/// sums in hundredths of a score, and [`TOTAL`] in place of a dimension for the total.
pub const SCORES: &str = "scores";
/// Stands for the total among the dimensions.
pub const TOTAL: &str = "total";

/// What one business adds to a counter of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    pub indicator: String,
    /// [`ANSWERED`], [`MET`], [`MET_STRICT`], `option:<id>`, [`COMPLETED`], `n:…` or `sum:…`.
    pub counter: String,
    /// 1 for counts of businesses.
    pub amount: i64,
}

impl Tally {
    fn one(indicator: &str, counter: impl Into<String>) -> Tally {
        Tally { indicator: indicator.to_owned(), counter: counter.into(), amount: 1 }
    }
}

/// The year before 令和元年, which is a fiscal year's 1.
const BEFORE_REIWA: i32 = 2018;

/// A span over which a business counts once, with its latest diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Month {
        year: i32,
        month: u32,
    },
    /// Quarter 1–4 of Japan's fiscal year; quarter 1 is April to June.
    Quarter {
        fiscal_year: i32,
        quarter: u32,
    },
    /// Japan's fiscal year, named by the year in which its April lies.
    FiscalYear {
        fiscal_year: i32,
    },
    /// From the first diagnosis on.
    Ever,
}

impl Period {
    /// The periods that contain Japan's day `on`.
    #[must_use]
    pub fn containing(on: NaiveDate) -> [Period; 4] {
        let months_since_april = (on.month() + 8) % 12;
        let fiscal_year = if on.month() >= 4 { on.year() } else { on.year() - 1 };
        [
            Period::Month { year: on.year(), month: on.month() },
            Period::Quarter { fiscal_year, quarter: months_since_april / 3 + 1 },
            Period::FiscalYear { fiscal_year },
            Period::Ever,
        ]
    }

    /// First day, and the day after the last; `None` for [`Period::Ever`].
    #[must_use]
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (year, month, length) = match *self {
            Period::Month { year, month } => (year, month, 1),
            Period::Quarter { fiscal_year, quarter } => {
                let month = 4 + 3 * (quarter - 1);
                if month > 12 { (fiscal_year + 1, month - 12, 3) } else { (fiscal_year, month, 3) }
            }
            Period::FiscalYear { fiscal_year } => (fiscal_year, 4, 12),
            Period::Ever => return None,
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some((first, first.checked_add_months(chrono::Months::new(length))?))
    }

    /// First and last day; `None` for [`Period::Ever`].
    #[must_use]
    pub fn first_and_last(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (first, after) = self.days()?;
        Some((first, after.pred_opt()?))
    }

    /// `2026-11`, `2026-Q3`, `FY2026`, `ever`: sortable within a kind, never ambiguous between kinds.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Period::Month { year, month } => format!("{year:04}-{month:02}"),
            Period::Quarter { fiscal_year, quarter } => format!("{fiscal_year:04}-Q{quarter}"),
            Period::FiscalYear { fiscal_year } => format!("FY{fiscal_year:04}"),
            Period::Ever => "ever".to_owned(),
        }
    }

    /// How people and addresses name it: `R8` for the fiscal year, `R8-Q1` for its first quarter, `2026-11` for a month,
    /// `ever`. Fiscal years before 令和元年 have no name.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Period::Quarter { fiscal_year, quarter } => format!("R{}-Q{quarter}", fiscal_year - BEFORE_REIWA),
            Period::FiscalYear { fiscal_year } => format!("R{}", fiscal_year - BEFORE_REIWA),
            Period::Month { .. } | Period::Ever => self.key(),
        }
    }

    /// Reads a [`Period::code`], in the one way that it is written.
    #[must_use]
    pub fn parse(code: &str) -> Option<Period> {
        let period = if code == "ever" {
            Period::Ever
        } else if let Some(reiwa) = code.strip_prefix('R') {
            let (year, quarter) = reiwa.split_once("-Q").map_or((reiwa, None), |(y, q)| (y, Some(q)));
            let fiscal_year = year.parse::<u8>().ok().map(|year| i32::from(year) + BEFORE_REIWA)?;
            match quarter {
                None => Period::FiscalYear { fiscal_year },
                Some(quarter) => Period::Quarter { fiscal_year, quarter: quarter.parse().ok()? },
            }
        } else {
            let (year, month) = code.split_once('-')?;
            Period::Month { year: year.parse().ok()?, month: month.parse().ok()? }
        };
        let exists = match period {
            Period::Month { .. } => period.days().is_some(),
            Period::Quarter { fiscal_year, quarter } => {
                fiscal_year > BEFORE_REIWA && (1..=4).contains(&quarter)
            }
            Period::FiscalYear { fiscal_year } => fiscal_year > BEFORE_REIWA,
            Period::Ever => true,
        };
        (exists && period.code() == code).then_some(period)
    }

    /// Nothing can be added any more: its last day is over. [`Period::Ever`] never closes.
    #[must_use]
    pub fn is_closed(&self, today: NaiveDate) -> bool {
        self.days().is_some_and(|(_, after)| after <= today)
    }
}

/// Where the business of a diagnosis stands in the breakdowns.
#[must_use]
pub fn breakdown(interpretation: &Interpretation<'_>) -> Breakdown {
    let facts = &interpretation.facts;
    let size = facts.number(FactName::Employees).and_then(|n| interpretation.questionnaire.size_class(n));
    Breakdown {
        employee_size: size.map(|class| class.id.clone()),
        industry: facts.text(FactName::Industry).map(str::to_owned),
        municipality: facts.text(FactName::Municipality).map(str::to_owned),
    }
}

/// All that one business adds in a period with its latest diagnosis.
#[must_use]
pub fn tallies(interpretation: &Interpretation<'_>) -> Vec<Tally> {
    let mut tallies = vec![Tally::one(DIAGNOSES, COMPLETED)];
    let indicators = &interpretation.questionnaire.indicators;
    tallies.extend(indicators.iter().flat_map(|indicator| tallies_of(indicator, interpretation)));
    tallies.extend(score_tallies(interpretation));
    tallies
}

fn score_tallies(interpretation: &Interpretation<'_>) -> Vec<Tally> {
    let both = |(id, hundredths): (&str, i64)| {
        [
            Tally::one(SCORES, format!("n:{id}")),
            Tally { amount: hundredths, ..Tally::one(SCORES, format!("sum:{id}")) },
        ]
    };
    score_hundredths(&score(interpretation)).flat_map(both).collect()
}

/// The scores that there are, by dimension and under [`TOTAL`], in hundredths of a point.
pub fn score_hundredths<'a>(scores: &Scores<'a>) -> impl Iterator<Item = (&'a str, i64)> {
    let dimensions = scores.dimensions.iter().map(|dimension| (dimension.id, dimension.score));
    let known = dimensions.chain([(TOTAL, scores.total)]).filter_map(|(id, score)| Some((id, score?)));
    known.map(|(id, score)| (id, i64::try_from(hundredths(score)).unwrap_or(i64::MAX)))
}

fn tallies_of(indicator: &SurveyIndicator, interpretation: &Interpretation<'_>) -> Vec<Tally> {
    let Some(question) = interpretation.questionnaire.question(&indicator.from_question) else {
        return Vec::new();
    };
    let Some(answer) = interpretation.answer(&question.id).filter(|answer| **answer != Answer::Unknown)
    else {
        return Vec::new();
    };
    let chosen = chosen(answer);
    let mut counters = vec![ANSWERED.to_owned()];
    for (measure, counter) in
        [(Some(&indicator.measure), MET), (indicator.measure_strict.as_ref(), MET_STRICT)]
    {
        match measure {
            Some(Measure::Share { any_of, at_least }) if meets(question, chosen, any_of, *at_least) => {
                counters.push(counter.to_owned());
            }
            Some(Measure::Distribution | Measure::PerOption) => {
                counters.extend(chosen.iter().map(|id| option_counter(id)));
            }
            Some(Measure::Share { .. }) | None => {}
        }
    }
    counters.into_iter().map(|counter| Tally::one(&indicator.id, counter)).collect()
}

fn chosen(answer: &Answer) -> &[String] {
    match answer {
        Answer::Single(id) => std::slice::from_ref(id),
        Answer::Multi(ids) => ids,
        _ => &[],
    }
}

fn meets(question: &Question, chosen: &[String], any_of: &[String], at_least: Option<usize>) -> bool {
    chosen.iter().any(|id| any_of.contains(id))
        || at_least.is_some_and(|count| question.counted(chosen).count() >= count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(day: &str) -> Vec<String> {
        Period::containing(day.parse().expect("a date")).iter().map(Period::key).collect()
    }

    #[test]
    fn japans_fiscal_year_turns_on_the_first_of_april() {
        assert_eq!(keys("2027-03-31"), ["2027-03", "2026-Q4", "FY2026", "ever"]);
        assert_eq!(keys("2027-04-01"), ["2027-04", "2027-Q1", "FY2027", "ever"]);
        assert_eq!(keys("2026-12-31"), ["2026-12", "2026-Q3", "FY2026", "ever"]);
        assert_eq!(keys("2026-06-30"), ["2026-06", "2026-Q1", "FY2026", "ever"]);
    }

    #[test]
    fn a_period_is_named_in_one_way() {
        let day: NaiveDate = "2026-05-31".parse().expect("a date");
        let codes = Period::containing(day).map(|period| period.code());
        assert_eq!(codes, ["2026-05", "R8-Q1", "R8", "ever"]);
        assert_eq!(codes.map(|code| Period::parse(&code)), Period::containing(day).map(Some));
        for other in [
            "",
            "R",
            "R0",
            "R08",
            "R8-Q0",
            "R8-Q5",
            "R8-1",
            "r8",
            "2026-5",
            "2026-00",
            "2026-13",
            "+2026-05",
            "999999-01",
            "262142-12",
            "EVER",
        ] {
            assert_eq!(Period::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_period_closes_when_its_last_day_is_over() {
        let quarter = Period::parse("R7-Q4").expect("a quarter");
        let closed = |day: &str| quarter.is_closed(day.parse().expect("a date"));
        assert!(!closed("2026-03-31") && closed("2026-04-01"));
        assert!(!Period::Ever.is_closed(NaiveDate::MAX));
    }

    #[test]
    fn every_day_lies_within_its_periods() {
        let mut day: NaiveDate = "2026-01-01".parse().expect("a date");
        for _ in 0..800 {
            for period in Period::containing(day) {
                let Some((first, after)) = period.days() else { continue };
                assert!(first <= day && day < after, "{day} {period:?}");
                assert!(
                    Period::containing(first).contains(&period)
                        && !Period::containing(after).contains(&period)
                );
            }
            day = day.succ_opt().expect("in range");
        }
    }
}
