//! What is wrong with content files.
