//! Forms. Each stores what was sent, as it was sent, and redirects; the page then parses it and shows what it finds.
//!
//! An action never fails towards the framework: a refusal is a redirect to its page. What the framework itself
//! cannot decode is turned into [`Refusal::BadForm`](crate::refusal::Refusal::BadForm) by the server's form guard.

mod account;
mod again;
mod agencies;
mod agency_staff;
mod answer;
mod clients;
mod drafts;
mod forget;
mod helpful;
mod keying;
mod later;
mod mail;
mod menu_tables;
mod notices;
mod plan;
mod requests;
mod resume;
mod share;
mod staff;
mod start;
mod submit;
mod telling;
mod warnings;

pub use account::{ChangeAddress, ClaimDiagnosis, EndSession, EraseOwn, FollowLink, OpenMine, SignIn};
pub use again::BeginAgain;
pub use agencies::{AddAgency, CloseAgency, DropAgencyProfile, ReopenAgency, SaveAgencyProfile};
pub use agency_staff::{
    ChangeAgencyStaffRole, DisableAgencyStaff, InviteAgencyStaff, InviteAgencyStaffAgain,
};
pub use answer::SaveAnswer;
pub use clients::{
    AddClientTask, AdviseClient, AnswerFirst, AnswerTogether, ChangeProposal, ProposeMenu, TickClientTask,
    TypeShareCode,
};
pub use drafts::{DiscardDrafts, PublishDrafts};
pub use forget::ForgetDiagnosis;
pub use helpful::SayHelpful;
pub use keying::{SaveKeyed, StartKeying};
pub use later::{KeepForLater, MailCode};
pub use mail::ResendMail;
pub use menu_tables::{ConfirmMenuTable, DropMenuTable};
pub use notices::{ChangeNotices, ConfirmNotices, EndNotices, Subscribe};
pub use plan::EnterPlanFigure;
pub use requests::{AnswerRequest, AskAdvice, OfferRequest, ReplyToOffer, WithdrawRequest};
pub use resume::ResumeByCode;
pub use share::{MakeShareCode, MarkProposal, RevokeConsent, ShareResult};
pub use staff::{
    ChangeStaffRole, ChooseStaffPassword, ConfirmStaff, DisableStaff, EndStaffSession, FinishStaffEnrolment,
    InviteStaff, InviteStaffAgain, KeepStaffCodes, OfferStaffApp, RenewStaffApp, RenewStaffPassword,
    StaffSignIn, StaffSignInCode,
};
pub use start::StartDiagnosis;
pub use submit::SubmitDiagnosis;
pub use telling::{CommentResult, TellApplication};
pub use warnings::PublishWarning;

use axum::http::request::Parts;
use domain::access::Act;
use leptos::prelude::*;

use crate::backend::{Adviser, Backend, DiagnosisKey};
use crate::door::{self, Managing};
use crate::pages::staff::{confirm_path, sign_in_said_path};
use crate::parts::load::{backend, sender, signed_in};
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::words::staff::Said;

/// Where forms are posted to; the server mounts the actions here.
pub const PREFIX: &str = "/do";

/// Longer is no mail address, in bytes as it is typed (which may be in letters of three bytes each).
const LONGEST_ADDRESS: usize = 800;

/// Leads to where the action ends, or to the page of its refusal.
fn redirect(outcome: Result<String, Refusal>) {
    see_other(&outcome.unwrap_or_else(|refusal| match refusal {
        Refusal::SignInFirst => sign_in_said_path(Said::Over),
        refusal => refusal.path(),
    }));
}

/// The backend for somebody of staff who may do this, acting for them.
fn officer(act: Act) -> Result<Backend, Refusal> {
    let parts = use_context::<Parts>().ok_or(Refusal::Unavailable)?;
    door::open(&backend(), &parts.extensions, act)
}

/// Whoever sits before an agency's screen is not the business: the key of a first diagnosis that was answered there may
/// still stand in its address.
fn on_own_device() -> Result<(), Refusal> {
    if signed_in().is_some() { Err(Refusal::OnOwnDevice) } else { Ok(()) }
}

/// Before what is dangerous: where whoever is signed in proves again who they are, to go on to this place; none if they just
/// have.
fn to_prove(place: &str) -> Result<Option<String>, Refusal> {
    let signed_in = signed_in().ok_or(Refusal::SignInFirst)?;
    Ok((!signed_in.member.confirmed).then(|| confirm_path(place)))
}

/// The same as `officer` for somebody of an agency, and who they are.
fn adviser(act: Act) -> Result<(Backend, Adviser), Refusal> {
    let parts = use_context::<Parts>().ok_or(Refusal::Unavailable)?;
    door::open_agency(&backend(), &parts.extensions, act)
}

/// The same for whoever may see to an agency: officers to the one that the form names, others to their own.
fn manager(agency: Option<String>) -> Result<Managing, Refusal> {
    let parts = use_context::<Parts>().ok_or(Refusal::Unavailable)?;
    let named = agency.filter(|id| !id.is_empty());
    // What is no id is nobody's.
    let asked = named.map(|id| id.parse().unwrap_or(0));
    door::open_managing(&backend(), &parts.extensions, asked)
}

fn parse_key(key: Option<String>) -> Result<DiagnosisKey, Refusal> {
    key.as_deref().and_then(DiagnosisKey::parse).ok_or(Refusal::DiagnosisNotFound)
}

/// A mail address as it was typed; whether it is one is for the store to say.
fn typed_address(address: Option<String>) -> Result<String, Refusal> {
    let address = address.unwrap_or_default();
    if address.len() > LONGEST_ADDRESS { Err(Refusal::TooLarge) } else { Ok(address) }
}
