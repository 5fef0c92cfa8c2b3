//! Requests against the real router, over the seed content, on a fixed day.

mod bad_bodies;
mod catalogue;
mod description;
mod http;
mod matches;
mod score;
mod support;
mod why;
