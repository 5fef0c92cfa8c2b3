//! Secrets that a browser or a letter holds, and what is stored in their place. All of them are random, of 128 bits, so a
//! plain hash cannot be searched back.

use unicode_normalization::UnicodeNormalization;

use super::{StoreError, key};
use crate::checksum::sha256_hex;

/// A new secret; `parse` is that of its type.
pub(super) fn fresh<T>(parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(&key::token()?).ok_or_else(|| StoreError::unreadable("token"))
}

/// The digits of what was typed for a code, full-width ones too.
pub(super) fn typed_code(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// What is stored in a secret's place.
pub(super) fn stored(secret: &str) -> String {
    sha256_hex(secret.as_bytes())
}
