//! The number that is asked for together with a resume code: one that was answered in the diagnosis.

use crate::facts::{FactName, FactValue, Facts};

/// Which answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFact {
    Employees,
    YearsInBusiness,
}

impl SecondFact {
    /// The number of people is asked first and known to everybody; the years stand in where it was not told.
    pub const ALL: [SecondFact; 2] = [SecondFact::Employees, SecondFact::YearsInBusiness];

    /// The first that is known, with its number; none as long as neither was answered.
    #[must_use]
    pub fn of(facts: &Facts) -> Option<(SecondFact, u64)> {
        SecondFact::ALL.into_iter().find_map(|second| match facts.get(second.fact()) {
            Some(FactValue::Number(number)) => Some((second, *number)),
            _ => None,
        })
    }

    #[must_use]
    pub fn fact(self) -> FactName {
        match self {
            SecondFact::Employees => FactName::Employees,
            SecondFact::YearsInBusiness => FactName::YearsInBusiness,
        }
    }

    /// The code under which it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.fact().as_str()
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<SecondFact> {
        SecondFact::ALL.into_iter().find(|second| second.as_str() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_people_comes_before_the_years() {
        let years = Facts::default().with(FactName::YearsInBusiness, 30);
        let both = years.clone().with(FactName::Employees, 0);
        assert_eq!(SecondFact::of(&Facts::default()), None);
        assert_eq!(SecondFact::of(&years), Some((SecondFact::YearsInBusiness, 30)));
        assert_eq!(SecondFact::of(&both), Some((SecondFact::Employees, 0)));
        for second in SecondFact::ALL {
            assert_eq!(SecondFact::parse(second.as_str()), Some(second));
        }
    }
}
