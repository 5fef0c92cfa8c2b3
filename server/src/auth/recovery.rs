//! Recovery codes: for whoever has lost the app that makes codes. They follow from a token that only the browser has which
//! shows them.

use app::backend::{CodesToken, DiagnosisKey, RECOVERY_CODES};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::base32::spelled;
use crate::checksum::sha256_hex;

/// Keeps what is derived here apart from every other use of the hash.
const CODE: &[u8] = b"dx-shindan/staff/recovery-code/1:";
/// 120 bits: ASVS asks for 112, and a plain hash of them cannot be searched back. Whole letters come of fives only.
const BYTES: usize = 15;
/// Letters that are written together.
const GROUP: usize = 4;

/// The codes as they are shown: `abcd-efgh-jkmn-pqrs-tvwx-yz01`.
#[must_use]
pub fn codes(token: &CodesToken) -> Vec<String> {
    let code = |place: usize| {
        let digest =
            Sha256::new().chain_update(CODE).chain_update(token.as_str()).chain_update(place.to_be_bytes());
        grouped(&spelled(&digest.finalize()[..BYTES], DiagnosisKey::ALPHABET))
    };
    (0..RECOVERY_CODES).map(code).collect()
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// What is kept in a code's place, however it is typed.
#[must_use]
pub fn kept(code: &str) -> String {
    let plain: String = code.nfkc().filter(|c| c.is_ascii_alphanumeric()).collect();
    sha256_hex(plain.to_ascii_lowercase().as_bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ten_different_codes_follow_from_a_token() {
        let token = |text: &str| CodesToken::parse(&text.repeat(16)).expect("the form of a token");
        let (one, other) = (codes(&token("0a")), codes(&token("0b")));
        assert_eq!(one, codes(&token("0a")));
        assert_eq!(one.iter().chain(&other).collect::<BTreeSet<_>>().len(), 20);
        assert!(one.iter().all(|code| code.len() == 29 && code.matches('-').count() == 5), "{one:?}");
    }

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        for typed in [
            "abcd-efgh-jkmn-pqrs-tvwx-yz01",
            "ABCDEFGHJKMNPQRSTVWXYZ01",
            " abcd efgh ｊｋｍｎ－pqrs tvwxyz01 ",
        ] {
            assert_eq!(kept(typed), kept("abcdefghjkmnpqrstvwxyz01"), "{typed}");
        }
    }
}
