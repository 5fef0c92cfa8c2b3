//! Forms of staff: signing in, enrolling, one's own password and app, and who may sign in.

mod enrol;
mod renew;
mod roster;
mod sign_in;

pub use enrol::{ChooseStaffPassword, FinishStaffEnrolment, KeepStaffCodes};
pub use renew::{OfferStaffApp, RenewStaffApp, RenewStaffPassword};
pub use roster::{ChangeStaffRole, DisableStaff, InviteStaff, InviteStaffAgain};
pub use sign_in::{ConfirmStaff, EndStaffSession, StaffSignIn, StaffSignInCode};

use domain::access::{Act, may};

use crate::backend::{Backend, SignedIn, StaffToken};
use crate::pages::agency::AGENCY;
use crate::pages::office::OFFICE;
use crate::pages::staff::{home, safe};
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

/// Where somebody goes who has just signed in: to what they wanted, or to what is theirs.
async fn way_on(backend: &Backend, session: &StaffToken, wanted: Option<String>) -> Result<String, Refusal> {
    if let Some(wanted) = wanted.as_deref().and_then(safe) {
        return Ok(wanted.to_owned());
    }
    let member = backend.sign_ins.member(session).await?;
    let sees = |act| member.as_ref().is_some_and(|member| may(member.actor(), act).is_ok());
    let places = [(Act::ReadFigures, OFFICE), (Act::SeeClients, AGENCY)];
    let own = places.into_iter().find(|(act, _)| sees(*act));
    Ok(own.map_or_else(home, |(_, place)| place.to_owned()))
}
