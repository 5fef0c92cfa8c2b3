//! One view per address.

pub mod business;
pub mod office;
pub mod public;
