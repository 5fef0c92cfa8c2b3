//! Going on with a diagnosis on another device: by a short code, and a number that was answered.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::second_fact::SecondFact;

use super::{DiagnosisKey, Unavailable};

/// A code that a person copies by hand; canonical, without the marks that group it.
#[derive(Clone, PartialEq, Eq)]
pub struct ResumeCode(String);

impl ResumeCode {
    /// Of 27 letters each: 57 bits.
    pub const LENGTH: usize = 12;
    /// Of letters that are taken for each other only one is used; [`ResumeCode::parse`] reads the others as it.
    pub const ALPHABET: &[u8; 27] = b"0123456789ACDEFHJKMNPRTVWXY";
    const GROUP: usize = 4;
    /// How many codes there are.
    const COUNT: u128 = 27u128.pow(12);

    /// What somebody typed, in whatever case and width and however it is grouped. Whether it opens anything is for the
    /// store to say.
    #[must_use]
    pub fn parse(text: &str) -> Option<ResumeCode> {
        let letters: Option<String> = text
            .chars()
            .map(narrow)
            .filter(|c| !is_gap(*c))
            .map(|c| letter(c.to_ascii_uppercase()))
            .collect();
        letters.filter(|letters| letters.len() == Self::LENGTH).map(ResumeCode)
    }

    /// Spells a number as a code; numbers that differ by a multiple of [`Self::COUNT`] have the same.
    #[must_use]
    pub fn from_number(number: u128) -> ResumeCode {
        let base = Self::ALPHABET.len();
        let mut rest = number % Self::COUNT;
        let mut next = || {
            let place = usize::try_from(rest % base as u128).unwrap_or_default();
            rest /= base as u128;
            char::from(Self::ALPHABET[place])
        };
        ResumeCode((0..Self::LENGTH).map(|_| next()).collect())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `K7XM-3WPA-9RTF`
    #[must_use]
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> =
            (0..Self::LENGTH).step_by(Self::GROUP).map(|at| &self.0[at..at + Self::GROUP]).collect();
        groups.join("-")
    }
}

/// Full-width letters and digits, as Japanese keyboards write them.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// What stands between groups: white space, and everything that looks like a hyphen.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐'..='―' | '−' | 'ー' | 'ｰ')
}

/// The letter of the alphabet that an upper-case letter or digit is, or is taken for.
fn letter(c: char) -> Option<char> {
    let meant = match c {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        'U' => 'V',
        other => other,
    };
    u8::try_from(meant).ok().filter(|b| ResumeCode::ALPHABET.contains(b)).map(char::from)
}

impl std::fmt::Debug for ResumeCode {
    /// Codes stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ResumeCode(…)")
    }
}

/// The code of a diagnosis, for whoever has its key.
#[derive(Debug, Clone)]
pub struct KeptCode {
    pub code: ResumeCode,
    pub second_fact: SecondFact,
    /// The number was changed since: the code still asks for the former one.
    pub outdated: bool,
    pub expires_at: DateTime<Utc>,
}

/// What became of asking for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// There is one, and it asks for the number as it is answered now.
    Kept,
    /// No number is known that could be asked for together with it.
    NoSecondFact,
    /// The key is of a session and ends with it; the diagnosis is in somebody's list instead.
    BySession,
    NotFound,
}

/// Which code a person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The one that there is, if it still holds.
    Any,
    /// Another one; the former opens nothing from then on.
    Another,
}

/// Who tries codes: a group of network addresses, told by the router, never an address itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(pub String);

/// A code and a number that somebody typed.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub sender: Sender,
    pub code: ResumeCode,
    pub number: u64,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resumed {
    Opened(DiagnosisKey),
    /// There is no such code, it has expired, or another number belongs to it; which of them is not told.
    Unfit,
    /// This sender, or whoever tried this code, was wrong too often. Not even what fits opens anything now.
    TooOften,
}

/// To whom a code is to be sent.
#[derive(Debug, Clone)]
pub struct CodeMail {
    pub sender: Sender,
    pub key: DiagnosisKey,
    /// As it was typed.
    pub address: String,
    /// How people reach us, for the link in the mail; without a slash at the end.
    pub base_url: Arc<str>,
}

/// What became of sending a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeMailed {
    /// It is on its way.
    Sent,
    BadAddress,
    /// So many were asked for, by this sender or for this address, that no more go for a while.
    TooOften,
    /// The diagnosis has no code, or there is no diagnosis under the key.
    NoCode,
}

/// Resume codes. A code is never stored, nor is anything from which it could be told.
#[async_trait]
pub trait Resumptions: Send + Sync {
    /// Sees to it that the diagnosis has a code.
    async fn keep(&self, key: &DiagnosisKey, wanted: Wanted) -> Result<Keeping, Unavailable>;

    /// The code of the diagnosis; none if there is none, or it has expired.
    async fn code(&self, key: &DiagnosisKey) -> Result<Option<KeptCode>, Unavailable>;

    /// Sends the code of a diagnosis by mail; a second press within minutes sends no second one.
    async fn mail_code(&self, wanted: &CodeMail) -> Result<CodeMailed, Unavailable>;

    /// Opens a diagnosis by its code. Takes the same time for a code that there is and one that there is not.
    async fn resume(&self, attempt: &Attempt) -> Result<Resumed, Unavailable>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_are_copied() {
        let code = ResumeCode::from_number(123_456_789_012_345_678);
        assert_eq!(ResumeCode::parse(code.as_str()), Some(code.clone()));
        assert_eq!(ResumeCode::parse(&code.grouped().to_lowercase()), Some(code.clone()));
        let spaced: String = code.grouped().replace('-', " ー ");
        assert_eq!(ResumeCode::parse(&spaced), Some(code));
        let read = |text: &str| ResumeCode::parse(text).map(|code| code.grouped());
        assert_eq!(read("ｏＱｉｌ－ZsGb－uAcD").as_deref(), Some("0011-2568-VACD"));
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in ["", "1234-5678-9AC", "1234-5678-9ACDE", "1234-5678-9AC!", "1234-5678-9ACあ", "----"] {
            assert_eq!(ResumeCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_letter_means_something_and_no_two_look_alike() {
        for c in ('A'..='Z').chain('0'..='9') {
            assert!(letter(c).is_some(), "{c}");
        }
        for confusable in b"BGILOQSUZ" {
            assert!(!ResumeCode::ALPHABET.contains(confusable));
        }
        assert_eq!(ResumeCode::from_number(0).grouped(), "0000-0000-0000");
        assert_eq!(ResumeCode::from_number(ResumeCode::COUNT - 1).grouped(), "YYYY-YYYY-YYYY");
    }
}
