//! Forms of those who keep diagnoses by mail. Each looks at the session itself; a session that is over leads to where
//! another begins.

mod erase;
mod link;
mod mine;
mod sign_in;

pub use erase::EraseOwn;
pub use link::FollowLink;
pub use mine::{ClaimDiagnosis, EndSession, OpenMine};
pub use sign_in::{ChangeAddress, SignIn};

use crate::backend::SessionToken;
use crate::pages::account::sign_in_said_path;
use crate::parts::load::backend;
use crate::visitor::account as visitor;
use crate::words::account::Said;

/// The session that the browser is in, or where it is led without one.
fn session() -> Result<SessionToken, String> {
    visitor::session(&backend()).ok_or_else(|| sign_in_said_path(Said::Over))
}
