//! Codes of an app, by RFC 6238: SHA-1, six digits, a new one every 30 seconds. Every app that there is knows these.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use unicode_normalization::UnicodeNormalization;

use super::base32::spelled;

/// Bytes of a secret, as RFC 4226 recommends.
pub const SECRET: usize = 20;
const STEP_SECONDS: i64 = 30;
/// Clocks may differ by so many steps, back or forth.
const DRIFT: i64 = 1;
const CODES: u32 = 1_000_000;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// What apps call it. Plain letters: written for an address, others are nine times as long, and the QR code as dense.
const ISSUER: &str = "DX Shindan Hiroshima";

/// The step that an instant is in.
#[must_use]
pub fn step(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(STEP_SECONDS)
}

/// The code of a step.
#[must_use]
pub fn code(secret: &[u8], step: i64) -> String {
    let Ok(mac) = Hmac::<Sha1>::new_from_slice(secret) else { return String::new() };
    let digest = mac.chain_update(step.to_be_bytes()).finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let mut number = [0; 4];
    number.copy_from_slice(&digest[at..at + 4]);
    format!("{:06}", (u32::from_be_bytes(number) & 0x7fff_ffff) % CODES)
}

/// The step whose code was typed, if it is now or a step away, and none is taken twice: `last` was the last one taken.
#[must_use]
pub fn accepted(secret: &[u8], typed: &str, now: DateTime<Utc>, last: i64) -> Option<i64> {
    let typed: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let steps = step(now) - DRIFT..=step(now) + DRIFT;
    steps.filter(|&step| step > last).find(|&step| code(secret, step) == typed)
}

/// A secret as apps take it when it is typed.
#[must_use]
pub fn text(secret: &[u8]) -> String {
    spelled(secret, ALPHABET)
}

/// The same as a QR code tells it. `account`: whose it is.
#[must_use]
pub fn address(secret: &[u8], account: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (issuer, account) = (encoded(ISSUER), encoded(account));
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", text(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("an instant")
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, step(at(seconds))), expected, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_taken_a_step_early_or_late_and_never_twice() {
        let now = at(1_234_567_890);
        let this = step(now);
        for (away, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(SECRET, this + away);
            assert_eq!(accepted(SECRET, &typed, now, 0).is_some(), taken, "{away}");
        }
        let typed = code(SECRET, this);
        assert_eq!(accepted(SECRET, &typed, now, this - 1), Some(this));
        assert_eq!(accepted(SECRET, &typed, now, this), None);
        assert_eq!(accepted(SECRET, &code(SECRET, this - 1), now, this), None, "nor one before it");
        for typed in [" ００５ ９２４ ", "005924"] {
            assert_eq!(accepted(SECRET, typed, now, 0), Some(this), "{typed}");
        }
        for typed in ["", "5924", "０", "abcdef"] {
            assert_eq!(accepted(SECRET, typed, now, 0), None, "{typed}");
        }
    }

    #[test]
    fn apps_are_told_whose_it_is() {
        let told = address(SECRET, "hanako@example.jp");
        assert!(told.starts_with("otpauth://totp/DX%20Shindan%20Hiroshima:"), "{told}");
        assert!(
            told.contains(
                ":hanako%40example%2Ejp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=DX%20Shindan"
            )
        );
    }
}
