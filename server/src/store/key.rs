//! Keys of diagnoses: made here, kept only as hashes.

use app::backend::{AgencyCode, DiagnosisKey};
use sha2::{Digest, Sha256};

use super::StoreError;
use crate::checksum::{hex, sha256_hex};

/// Keeps what is derived here apart from every other use of the hash.
const SUCCESSOR: &[u8] = b"dx-shindan/diagnosis-key/successor/1:";

/// A new key, which nobody can guess.
pub(super) fn fresh() -> Result<DiagnosisKey, StoreError> {
    Ok(DiagnosisKey::from_bytes(&random()?))
}

/// What an agency's place is named by. It guards nothing; of 40 random bits none comes twice among some dozens.
pub(super) fn agency_code() -> Result<AgencyCode, StoreError> {
    Ok(AgencyCode::from_bytes(&random()?))
}

/// 32 hexadecimal digits that no other has.
pub(super) fn token() -> Result<String, StoreError> {
    Ok(hex(&random::<16>()?))
}

/// Bytes that nobody can guess.
#[expect(clippy::disallowed_methods, reason = "here keys are made, at the server's edge")]
pub(super) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], StoreError> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(StoreError::NoDice)?;
    Ok(bytes)
}

/// The key of the diagnosis that follows. Who has the old key has this one; from this one the old cannot be told.
pub(super) fn successor(key: &DiagnosisKey) -> DiagnosisKey {
    spelt(Sha256::new().chain_update(SUCCESSOR).chain_update(key.as_str()))
}

/// The key by which a session opens a diagnosis: the same each time, so that keys do not pile up. `purpose` keeps one kind of
/// session apart from every other.
pub(super) fn of_session(purpose: &[u8], session: &str, diagnosis: i64) -> DiagnosisKey {
    let digest = Sha256::new().chain_update(purpose).chain_update(session);
    spelt(digest.chain_update(diagnosis.to_be_bytes()))
}

fn spelt(digest: Sha256) -> DiagnosisKey {
    let mut bytes = [0; 17];
    bytes.copy_from_slice(&digest.finalize()[..17]);
    DiagnosisKey::from_bytes(&bytes)
}

/// What is stored in the key's place. The key has 130 random bits, so a plain hash cannot be searched back.
pub(super) fn stored(key: &DiagnosisKey) -> String {
    sha256_hex(key.as_str().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_successor_follows_from_its_key_alone() {
        let key = fresh().expect("dice");
        assert_eq!(successor(&key).as_str(), successor(&key).as_str());
        assert_ne!(successor(&key).as_str(), key.as_str());
        assert_ne!(fresh().expect("dice").as_str(), key.as_str());
    }

    #[test]
    fn no_token_comes_twice() {
        let (one, other) = (token().expect("dice"), token().expect("dice"));
        assert_ne!(one, other);
        assert!(one.len() == 32 && one.bytes().all(|b| b.is_ascii_hexdigit()), "{one}");
    }
}
