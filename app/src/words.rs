//! Every sentence on the screen. Codes and values come in, Japanese goes out.

pub mod answers;
pub mod content;
