//! What is stored of an account's secrets, and what follows from them. The code has six digits only, and is hashed together
//! with a link's token, which is not stored.

use app::backend::{BrowserToken, DiagnosisKey, LinkToken, SessionToken};
use sha2::{Digest, Sha256};

pub(super) use super::super::secret::{fresh, stored, typed_code};
use super::super::{StoreError, key};
use crate::checksum::hex;

/// Each keeps what is derived here apart from every other use of the hash.
const CODE: &[u8] = b"dx-shindan/account/code/1:";
const CODE_HASH: &[u8] = b"dx-shindan/account/code-hash/1:";
const SESSION: &[u8] = b"dx-shindan/account/session/1:";
const KEY: &[u8] = b"dx-shindan/account/diagnosis-key/1:";

/// One of a million codes.
const CODES: u64 = 1_000_000;

/// The six digits that a browser shows while it waits. From them, its token cannot be told.
pub(super) fn code(browser: &BrowserToken) -> String {
    let digest = Sha256::new().chain_update(CODE).chain_update(browser.as_str()).finalize();
    let mut number = [0; 8];
    number.copy_from_slice(&digest[..8]);
    format!("{:06}", u64::from_be_bytes(number) % CODES)
}

pub(super) fn stored_code(link: &LinkToken, code: &str) -> String {
    hex(&Sha256::new().chain_update(CODE_HASH).chain_update(link.as_str()).chain_update(code).finalize())
}

/// The session that the browser gets that asked for a link: the same if it presses twice. The browser's token is known
/// to nobody else, and the link makes a session only once.
pub(super) fn session_of(link: &LinkToken, browser: &BrowserToken) -> Result<SessionToken, StoreError> {
    let digest =
        Sha256::new().chain_update(SESSION).chain_update(link.as_str()).chain_update(browser.as_str());
    let digits = hex(&digest.finalize()[..16]);
    SessionToken::parse(&digits).ok_or_else(|| StoreError::unreadable("token"))
}

/// The key by which a session of an account opens a diagnosis.
pub(super) fn key_of(session: &SessionToken, diagnosis: i64) -> DiagnosisKey {
    key::of_session(KEY, session.as_str(), diagnosis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_a_secret_follows_from_all_of_it() {
        let browsers = [fresh(BrowserToken::parse), fresh(BrowserToken::parse)].map(|one| one.expect("dice"));
        let link = fresh(LinkToken::parse).expect("dice");
        let [one, other] = &browsers;
        assert_eq!(code(one), code(one));
        assert!(code(one).len() == 6 && code(one).bytes().all(|b| b.is_ascii_digit()));
        let session = session_of(&link, one).expect("a token");
        assert!(session == session_of(&link, one).expect("a token"));
        assert!(session != session_of(&link, other).expect("a token"));
        assert_ne!(key_of(&session, 1).as_str(), key_of(&session, 2).as_str());
        assert_ne!(stored_code(&link, "000000"), stored_code(&link, "000001"));
    }

    #[test]
    fn codes_are_read_however_they_are_typed() {
        for text in ["012345", " 012 345 ", "０１２－３４５", "012-345"] {
            assert_eq!(typed_code(text), "012345", "{text}");
        }
        assert_eq!(typed_code("あ"), "");
    }
}
