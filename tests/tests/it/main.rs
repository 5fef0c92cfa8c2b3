//! One binary for all integration tests: it links once.

#![allow(clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod access;
mod forms;
mod mail;
mod pages;
mod store;
