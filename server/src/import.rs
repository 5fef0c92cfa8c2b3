//! What is read from other systems.

pub mod frame;
pub mod jgrants;
