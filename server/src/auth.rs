//! What people prove themselves by: passwords, codes of an app, recovery codes, the word of
//! the prefecture's own sign-on. Nothing here knows the database.

mod base32;
pub mod oidc;
pub mod password;
pub mod recovery;
pub mod slow;
pub mod totp;
