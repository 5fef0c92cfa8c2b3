//! What people prove themselves by: passwords, codes of an app, recovery codes. Nothing here knows the database.

mod base32;
pub mod password;
pub mod recovery;
pub mod slow;
pub mod totp;
