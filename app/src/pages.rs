//! One view per address.

pub mod account;
pub mod agency;
pub mod business;
pub mod office;
pub mod public;
pub mod staff;
