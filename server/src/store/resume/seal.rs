//! What a code comes to: where its row is found, and how the key of the diagnosis is sealed in it.

use app::backend::{DiagnosisKey, ResumeCode};
use sha2::{Digest, Sha256};

use super::super::StoreError;
use crate::auth::slow::argon2;
use crate::checksum::{hex, sha256_hex, unhex};

/// Each keeps what is derived here apart from every other use of the hash.
const CODE: &[u8] = b"dx-shindan/resume-code/code/1:";
const STRETCH: &[u8] = b"dx-shindan/resume-code/stretch/1";
const LOOKUP: &[u8] = b"dx-shindan/resume-code/lookup/1:";
const PAD: &[u8] = b"dx-shindan/resume-code/pad/1:";

const SCOPE: usize = 16;
const SECRET: usize = 32;

/// A code after the slow hash, of which one cannot tell the code but by trying all of them.
pub(super) struct Stretched {
    scope: [u8; SCOPE],
    secret: [u8; SECRET],
}

/// The code of a diagnosis: it follows from the key, which is not stored, and a salt, which is.
pub(super) fn code(key: &DiagnosisKey, salt: &str) -> ResumeCode {
    let digest = Sha256::new().chain_update(CODE).chain_update(salt).chain_update(key.as_str()).finalize();
    let mut number = [0; 16];
    number.copy_from_slice(&digest[..16]);
    ResumeCode::from_number(u128::from_be_bytes(number))
}

/// The slow hash. All codes have the same salt: without it being known which row a code belongs to, nothing is looked at
/// that would differ for codes that do not exist.
pub(super) fn stretch(code: &ResumeCode) -> Result<Stretched, StoreError> {
    let argon2 = argon2(SCOPE + SECRET).map_err(StoreError::Stretch)?;
    let mut bytes = [0; SCOPE + SECRET];
    argon2.hash_password_into(code.as_str().as_bytes(), STRETCH, &mut bytes).map_err(StoreError::Stretch)?;
    let (mut scope, mut secret) = ([0; SCOPE], [0; SECRET]);
    scope.copy_from_slice(&bytes[..SCOPE]);
    secret.copy_from_slice(&bytes[SCOPE..]);
    Ok(Stretched { scope, secret })
}

impl Stretched {
    /// By what attempts with this code are counted, whatever the number.
    pub(super) fn scope(&self) -> String {
        hex(&self.scope)
    }

    /// Where the row of this code stands if this is its number.
    pub(super) fn lookup(&self, number: u64) -> String {
        sha256_hex(&[LOOKUP, &self.secret, &number.to_be_bytes()].concat())
    }

    /// The key as it is stored. The pad is used for nothing but this key: another salt makes another code.
    pub(super) fn seal(&self, number: u64, salt: &str, key: &DiagnosisKey) -> String {
        let pad = self.pad(number, salt);
        let sealed: Vec<u8> = key.as_str().bytes().zip(pad).map(|(byte, pad)| byte ^ pad).collect();
        hex(&sealed)
    }

    /// The key again; none if it was sealed with another code or number.
    pub(super) fn open(&self, number: u64, salt: &str, sealed: &str) -> Option<DiagnosisKey> {
        let pad = self.pad(number, salt);
        let opened: Vec<u8> = unhex(sealed)?.into_iter().zip(pad).map(|(byte, pad)| byte ^ pad).collect();
        DiagnosisKey::parse(std::str::from_utf8(&opened).ok()?)
    }

    /// Longer than a key.
    fn pad(&self, number: u64, salt: &str) -> [u8; 32] {
        let digest =
            Sha256::new().chain_update(PAD).chain_update(self.secret).chain_update(number.to_be_bytes());
        digest.chain_update(salt).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(last: &str) -> DiagnosisKey {
        DiagnosisKey::parse(&format!("0123456789abcdefghjkmnpqr{last}")).expect("the form of a key")
    }

    #[test]
    fn a_code_follows_from_key_and_salt_together() {
        assert_eq!(code(&key("s"), "a"), code(&key("s"), "a"));
        assert_ne!(code(&key("s"), "a"), code(&key("s"), "b"));
        assert_ne!(code(&key("s"), "a"), code(&key("t"), "a"));
    }

    #[test]
    fn only_code_number_and_salt_open_what_was_sealed() {
        let one = stretch(&code(&key("s"), "a")).expect("a hash");
        let other = stretch(&code(&key("s"), "b")).expect("a hash");
        let sealed = one.seal(12, "a", &key("s"));
        assert!(!sealed.contains("0123"));
        assert_eq!(one.open(12, "a", &sealed), Some(key("s")));
        assert_eq!(one.open(13, "a", &sealed), None);
        assert_eq!(one.open(12, "b", &sealed), None);
        assert_eq!(other.open(12, "a", &sealed), None);
        assert_ne!(one.lookup(12), one.lookup(13));
        assert_ne!(one.scope(), other.scope());
        assert_eq!(one.open(12, "a", "zz"), None);
    }
}
