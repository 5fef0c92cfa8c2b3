//! What the visitor's browser remembers: the key of the diagnosis it had open last, so that the catalogue can say what
//! fits. It is forgotten when the browser closes, or at the press of a button.

pub mod account;
pub mod staff;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use leptos::prelude::*;

use crate::backend::{Backend, DiagnosisKey};
use crate::response::append_header;

/// A cookie by its two names. `__Host-`: only ever sent by https, and only to this very host. Browsers refuse the prefix without `Secure`,
/// which in turn a server on this machine itself cannot ask for (quality.md, Security).
struct Name {
    with_https: &'static str,
    without: &'static str,
}

impl Name {
    fn of(&self, backend: &Backend) -> &'static str {
        if backend.https { self.with_https } else { self.without }
    }
}

/// The diagnosis.
const SHOWN: Name = Name { with_https: "__Host-dx-diagnosis", without: "dx-diagnosis" };
/// As long as sheets of paper are keyed in with this browser, other people's diagnoses are open in it.
const KEYING: Name = Name { with_https: "__Host-dx-keying", without: "dx-keying" };
/// How long what was typed is kept, in seconds.
const TYPED_SECONDS: i64 = 600;
/// How long what was wanted is: longer than somebody may be away, so that they can begin anew.
const WANTED_SECONDS: i64 = 3_600;

/// What somebody has typed, or wanted, that may stand in no address: the browser brings it along to the page that needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// A resume code, or what came with the address of a QR code, until it has opened something.
    Code,
    /// The form of the notices, with an address, until it is complete.
    Notices,
    /// The address to which a code is to be sent, as long as it is none.
    CodeAddress,
    /// An address that is to keep a diagnosis, or to open what it has kept, until it is one.
    Address,
    /// An address of staff, to sign in or to be invited, until that was done.
    StaffAddress,
    /// The page of staff that was wanted, while the browser is away at the prefecture's sign-on.
    StaffNext,
    /// To whom a result is shown, and what, until that is complete.
    Share,
    /// What is to be done for a client, until it has a day that there is.
    Task,
    /// A request for advice that was not sent, but for its text.
    Request,
    /// That text: it takes a cookie of its own.
    RequestText,
}

impl Typed {
    fn name(self) -> Name {
        match self {
            Typed::Code => Name { with_https: "__Host-dx-typed", without: "dx-typed" },
            Typed::Notices => Name { with_https: "__Host-dx-notices", without: "dx-notices" },
            Typed::CodeAddress => Name { with_https: "__Host-dx-code-to", without: "dx-code-to" },
            Typed::Address => Name { with_https: "__Host-dx-address", without: "dx-address" },
            Typed::StaffAddress => Name { with_https: "__Host-staff-address", without: "staff-address" },
            Typed::StaffNext => Name { with_https: "__Host-staff-next", without: "staff-next" },
            Typed::Share => Name { with_https: "__Host-dx-share", without: "dx-share" },
            Typed::Task => Name { with_https: "__Host-staff-task", without: "staff-task" },
            Typed::Request => Name { with_https: "__Host-dx-request", without: "dx-request" },
            Typed::RequestText => Name { with_https: "__Host-dx-request-text", without: "dx-request-text" },
        }
    }

    /// How long it is kept.
    fn seconds(self) -> i64 {
        if self == Typed::StaffNext { WANTED_SECONDS } else { TYPED_SECONDS }
    }

    /// How much of it is kept, in bytes.
    fn bytes(self) -> usize {
        match self {
            Typed::Code => 200,
            Typed::CodeAddress | Typed::Address | Typed::StaffAddress => 800,
            // Besides the address, what was chosen.
            Typed::Notices | Typed::StaffNext | Typed::Share | Typed::Task => 1_200,
            Typed::Request => 1_500,
            // In twice as many digits it is as much as a cookie takes.
            Typed::RequestText => 2_000,
        }
    }
}

/// From now on other people's answers are keyed in: the browser remembers nobody's diagnosis, until one is started or
/// gone on with, or the browser is closed.
pub fn begin_keying(backend: &Backend) {
    set_until_closed(backend, &KEYING, "1");
    forget(backend);
}

fn is_keying(backend: &Backend) -> bool {
    value(backend, &KEYING).is_some()
}

/// Lets the browser remember a diagnosis that it shows, unless sheets are keyed in with it.
pub fn remember_shown(backend: &Backend, key: &DiagnosisKey) {
    if !is_keying(backend) {
        remember(backend, key);
    }
}

/// Lets the browser remember the diagnosis of the person at it until it is closed.
pub fn remember(backend: &Backend, key: &DiagnosisKey) {
    set_until_closed(backend, &SHOWN, key.as_str());
    if is_keying(backend) {
        set(backend, &KEYING, "", 0);
    }
}

/// Lets the browser forget.
pub fn forget(backend: &Backend) {
    set(backend, &SHOWN, "", 0);
}

fn put(backend: &Backend, name: &Name, value: &str, lifetime: &str) {
    let secure = if backend.https { "; Secure" } else { "" };
    let name = name.of(backend);
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lifetime}");
    append_header(header::SET_COOKIE, &cookie);
}

fn set_until_closed(backend: &Backend, name: &Name, value: &str) {
    put(backend, name, value, "");
}

/// Lets the browser keep something for so long.
fn set(backend: &Backend, name: &Name, value: &str, seconds: i64) {
    put(backend, name, value, &format!("; Max-Age={seconds}"));
}

fn value(backend: &Backend, name: &Name) -> Option<String> {
    let parts = use_context::<Parts>()?;
    cookie_in(&parts.headers, name.of(backend)).map(str::to_owned)
}

/// Lets the browser bring along what was typed.
pub fn remember_typed(backend: &Backend, what: Typed, text: &str) {
    // Anything may have been typed; a cookie takes digits.
    let value: String = text.bytes().take(what.bytes()).map(|byte| format!("{byte:02x}")).collect();
    set(backend, &what.name(), &value, what.seconds());
}

/// Lets the browser forget it.
pub fn forget_typed(backend: &Backend, what: Typed) {
    set(backend, &what.name(), "", 0);
}

/// What was typed, as it was.
#[must_use]
pub fn typed(backend: &Backend, what: Typed) -> Option<String> {
    let digits = value(backend, &what.name())?;
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    Some(String::from_utf8_lossy(&bytes?).into_owned())
}

/// Does a person look at this page? A browser that only fetches it in advance, or asks whether it is there, does not.
#[must_use]
pub fn is_looking() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let purposes = ["sec-purpose", "purpose", "x-moz"].iter().filter_map(|name| parts.headers.get(*name));
        parts.method == Method::GET
            && !purposes.into_iter().any(|purpose| purpose.as_bytes().starts_with(b"prefetch"))
    })
}

/// The key that the browser remembers; whether it still opens anything is for the store to say.
#[must_use]
pub fn remembered(backend: &Backend) -> Option<DiagnosisKey> {
    key_in(&use_context::<Parts>()?.headers, backend)
}

/// The same, out of a request's headers.
#[must_use]
pub fn key_in(headers: &HeaderMap, backend: &Backend) -> Option<DiagnosisKey> {
    cookie_in(headers, SHOWN.of(backend)).and_then(DiagnosisKey::parse)
}

fn cookie_in<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE);
    let pairs = cookies.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut values = pairs.filter_map(|pair| pair.trim().split_once('='));
    values.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
