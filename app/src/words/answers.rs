//! Why an answer does not count.
