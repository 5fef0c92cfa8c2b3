//! What is read from other systems.

pub mod jgrants;
