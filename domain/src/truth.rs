//! Three-valued truth: what is not known is neither true nor false.

use serde::Serialize;

/// The answer to a yes-or-no question about a business (Kleene's strong logic).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    /// True if either is true, false only if both are false.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, Truth::False) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// False if either is false, true only if both are true.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        !(!self).or(!other)
    }

    /// The common answer if all agree, else unknown; unknown also when there is none to ask.
    #[must_use]
    pub fn unanimous(answers: impl IntoIterator<Item = Truth>) -> Truth {
        let mut answers = answers.into_iter();
        let Some(first) = answers.next() else { return Truth::Unknown };
        if answers.all(|other| other == first) { first } else { Truth::Unknown }
    }

    /// `None` stands for unknown, as in facts and in JSON.
    #[must_use]
    pub fn known(self) -> Option<bool> {
        match self {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(value: Option<bool>) -> Truth {
        value.map_or(Truth::Unknown, Truth::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    const ALL: [Truth; 3] = [True, False, Unknown];

    #[test]
    fn or_and_and_follow_kleenes_tables() {
        assert_eq!(True.or(Unknown), True);
        assert_eq!(False.or(Unknown), Unknown);
        assert_eq!(False.and(Unknown), False);
        assert_eq!(True.and(Unknown), Unknown);
        for a in ALL {
            for b in ALL {
                assert_eq!(a.or(b), b.or(a));
                assert_eq!(!(a.and(b)), (!a).or(!b));
            }
        }
    }

    #[test]
    fn unanimity_needs_at_least_one_voice() {
        assert_eq!(Truth::unanimous([]), Unknown);
        assert_eq!(Truth::unanimous([True, True]), True);
        assert_eq!(Truth::unanimous([True, False]), Unknown);
        assert_eq!(Truth::unanimous([True, Unknown]), Unknown);
    }
}
