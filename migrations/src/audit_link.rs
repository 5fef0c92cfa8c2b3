//! How the entries of the audit log hang together: the form is one of the database's shape, like a column, and never changes.
//! Both the step that links what there was and the server that links what comes use this one.

use sha2::{Digest, Sha256};

/// Keeps the links of this form apart from every other use of the hash.
const FORM: &[u8] = b"dx-shindan/audit-entry/1:";

/// All of an entry that its hash says.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// From 1, without gaps.
    pub number: i64,
    /// When, in microseconds since 1970 in UTC: what both databases keep.
    pub at: i64,
    pub actor: &'a str,
    pub action: &'a str,
    pub subject: &'a str,
    /// The JSON as it is stored, letter by letter.
    pub before: Option<&'a str>,
    /// Likewise.
    pub after: Option<&'a str>,
}

/// The hash before the first entry.
pub const NOTHING: &str = "";

impl Link<'_> {
    /// The hash of an entry that follows the one with the hash `previous`, in hexadecimal digits.
    #[must_use]
    pub fn hash(&self, previous: &str) -> String {
        let mut hash = Sha256::new_with_prefix(FORM);
        let (number, at) = (self.number.to_be_bytes(), self.at.to_be_bytes());
        let texts = [self.actor, self.action, self.subject].map(|text| Some(text.as_bytes()));
        let json = [self.before, self.after].map(|json| json.map(str::as_bytes));
        let fields = [Some(previous.as_bytes()), Some(&number), Some(&at)];
        for field in fields.into_iter().chain(texts).chain(json) {
            framed(&mut hash, field);
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Each field with its length before it: no text can pass for the end of one field and the beginning of the next, and
/// an empty text is not the same as none.
fn framed(hash: &mut Sha256, field: Option<&[u8]>) {
    match field {
        None => hash.update([0]),
        Some(bytes) => {
            hash.update([1]);
            hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: Link<'_> = Link {
        number: 1,
        at: 1_795_000_000_123_456,
        actor: "program",
        action: "load-content",
        subject: "",
        before: None,
        after: Some("{\"revision\":1}"),
    };

    /// Worked out with Python's hashlib and struct: this form must never change.
    #[test]
    fn the_form_stays_as_it_is() {
        assert_eq!(LINK.hash(NOTHING), "4ccb7e2be6ab0ad0a3a70cd0523c82619547ca78c82dac83d1f2cf859277769d");
    }

    #[test]
    fn every_field_counts_and_none_runs_into_the_next() {
        let other = [
            Link { number: 2, ..LINK },
            Link { at: LINK.at + 1, ..LINK },
            Link { actor: "programl", action: "oad-content", ..LINK },
            Link { action: "load-conten", subject: "t", ..LINK },
            Link { before: Some(""), ..LINK },
            Link { before: LINK.after, after: None, ..LINK },
            Link { after: None, ..LINK },
        ];
        let mut hashes: Vec<String> = other.iter().map(|link| link.hash(NOTHING)).collect();
        hashes.extend([LINK.hash(NOTHING), LINK.hash("0")]);
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }
}
