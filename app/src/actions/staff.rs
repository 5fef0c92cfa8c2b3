//! Forms of staff: signing in, enrolling, one's own password and app, and who may sign in.

mod enrol;
mod renew;
mod roster;
mod sign_in;

pub use enrol::{ChooseStaffPassword, FinishStaffEnrolment, KeepStaffCodes};
pub use renew::{OfferStaffApp, RenewStaffApp, RenewStaffPassword};
pub use roster::{ChangeStaffRole, DisableStaff, InviteStaff, InviteStaffAgain};
pub use sign_in::{ConfirmStaff, EndStaffSession, StaffSignIn, StaffSignInCode};

use crate::backend::SignedIn;
use crate::parts::load;
use crate::refusal::Refusal;

/// More of a password or a code than this, in bytes, nobody types.
const LONGEST: usize = 1_024;

/// What was typed; nothing, if the field is missing.
///
/// # Errors
/// When it is longer than anybody types.
fn typed(text: Option<String>) -> Result<String, Refusal> {
    let text = text.unwrap_or_default();
    if text.len() > LONGEST { Err(Refusal::TooLarge) } else { Ok(text) }
}

/// Who is signed in.
fn signed_in() -> Result<SignedIn, Refusal> {
    load::signed_in().ok_or(Refusal::SignInFirst)
}
