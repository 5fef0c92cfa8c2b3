//! What the browser of staff remembers: the session, and what leads to one.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use chrono::TimeDelta;
use leptos::prelude::*;

use super::{Name, cookie_in, set, value};
use crate::backend::{
    Backend, BrowserToken, CodesToken, ENROLMENT_LIFE, HALF_LIFE, HalfToken, STAFF_SESSION_LIFE, StaffToken,
    TRIP_LIFE, TripToken,
};

/// It is signed in.
const SESSION: Name = Name { with_https: "__Host-staff", without: "staff" };
/// It has given a password, and not yet a code.
const HALF: Name = Name { with_https: "__Host-staff-half", without: "staff-half" };
/// It has begun to enrol.
const ENROLLING: Name = Name { with_https: "__Host-staff-enrol", without: "staff-enrol" };
/// It is away at the prefecture's sign-on.
const TRIP: Name = Name { with_https: "__Host-staff-trip", without: "staff-trip" };
/// It may still show recovery codes.
const CODES: Name = Name { with_https: "__Host-staff-codes", without: "staff-codes" };
/// For so long it may: to print them, or to write them down.
const CODES_SHOWN: TimeDelta = TimeDelta::minutes(10);

pub fn sign_in(backend: &Backend, session: &StaffToken) {
    set(backend, &SESSION, session.as_str(), STAFF_SESSION_LIFE.num_seconds());
    for done in [HALF, ENROLLING] {
        set(backend, &done, "", 0);
    }
}

pub fn sign_out(backend: &Backend) {
    for name in [SESSION, CODES] {
        set(backend, &name, "", 0);
    }
}

/// The session that it is in; whether it lives is for the store to say.
#[must_use]
pub fn session(backend: &Backend) -> Option<StaffToken> {
    session_in(&use_context::<Parts>()?.headers, backend)
}

/// The same, out of a request's headers.
#[must_use]
pub fn session_in(headers: &HeaderMap, backend: &Backend) -> Option<StaffToken> {
    cookie_in(headers, SESSION.of(backend)).and_then(StaffToken::parse)
}

/// Lets the browser go on to the code.
pub fn go_half(backend: &Backend, half: &HalfToken) {
    set(backend, &HALF, half.as_str(), HALF_LIFE.num_seconds());
}

#[must_use]
pub fn half(backend: &Backend) -> Option<HalfToken> {
    value(backend, &HALF).and_then(|token| HalfToken::parse(&token))
}

/// Lets the browser go to the prefecture's sign-on, and come back.
pub fn go_away(backend: &Backend, trip: &TripToken) {
    set(backend, &TRIP, trip.as_str(), TRIP_LIFE.num_seconds());
}

/// From where it comes back; that is possible once.
#[must_use]
pub fn come_back(backend: &Backend) -> Option<TripToken> {
    let trip = value(backend, &TRIP).and_then(|token| TripToken::parse(&token));
    set(backend, &TRIP, "", 0);
    trip
}

/// Lets the browser go on enrolling.
pub fn enrol(backend: &Backend, browser: &BrowserToken) {
    set(backend, &ENROLLING, browser.as_str(), ENROLMENT_LIFE.num_seconds());
}

#[must_use]
pub fn enrolling(backend: &Backend) -> Option<BrowserToken> {
    value(backend, &ENROLLING).and_then(|token| BrowserToken::parse(&token))
}

/// Lets the browser show recovery codes for a while.
pub fn show_codes(backend: &Backend, codes: &CodesToken) {
    set(backend, &CODES, codes.as_str(), CODES_SHOWN.num_seconds());
}

/// They are kept elsewhere now.
pub fn forget_codes(backend: &Backend) {
    set(backend, &CODES, "", 0);
}

#[must_use]
pub fn codes(backend: &Backend) -> Option<CodesToken> {
    value(backend, &CODES).and_then(|token| CodesToken::parse(&token))
}
