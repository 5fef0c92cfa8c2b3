//! Mail addresses, as people type them.

use lettre::Address;
use unicode_normalization::UnicodeNormalization;

/// As long as an address can be, without the brackets (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;

/// What was typed, as an address: full-width letters and white space around it are meant well. None of other letters than
/// mail servers everywhere take.
pub(super) fn read(typed: &str) -> Option<Address> {
    let plain: String = typed.nfkc().collect();
    let plain = plain.trim();
    if plain.len() > LONGEST || !plain.is_ascii() {
        return None;
    }
    plain.parse().ok()
}

/// By which an address is found, however it is written.
pub(super) fn folded(address: &str) -> String {
    address.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        let read = |typed: &str| read(typed).map(|address| address.to_string());
        assert_eq!(read(" Hanako@Example.jp ").as_deref(), Some("Hanako@Example.jp"));
        assert_eq!(read("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ").as_deref(), Some("hanako@example.jp"));
        assert_eq!(folded("Hanako@Example.jp"), "hanako@example.jp");
        let long = format!("{}@example.jp", "a".repeat(250));
        for typed in [
            "",
            "hanako",
            "hanako@",
            "@example.jp",
            "a@b@example.jp",
            "花子@example.jp",
            "a b@example.jp",
            "a@b\r\nBcc: c@d",
            &long,
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
