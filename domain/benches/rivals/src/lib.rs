//! What the benchmark compares on: the seed's menus, made-up businesses, and the menus' conditions in the languages of
//! two general rule engines.

pub mod businesses;
pub mod json_logic;
pub mod seed;
pub mod zen;

/// A verdict with near misses told apart, as a number that every engine can give back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Eligible,
    NeedsInfo,
    NearMiss,
    NotEligible,
}

impl Found {
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}
