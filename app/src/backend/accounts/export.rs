//! What a person takes along: everything that is kept of them, as JSON. The shape is documented in
//! docs/account-export.md; a change of what is there already gets another version.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// Names the shape, with its version.
pub const ACCOUNT_EXPORT: (&str, u32) = ("dx-shindan-account", 1);

#[derive(Debug, Clone, Serialize)]
pub struct AccountExport {
    pub format: &'static str,
    pub version: u32,
    pub made_at: DateTime<Utc>,
    /// As it was typed.
    pub address: String,
    pub account_created_at: DateTime<Utc>,
    pub sessions: Vec<ExportedSession>,
    pub businesses: Vec<ExportedBusiness>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedSession {
    /// Code of a [`super::Device`].
    pub device: &'static str,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub is_this: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedBusiness {
    pub created_at: DateTime<Utc>,
    pub claimed_at: DateTime<Utc>,
    /// The first first.
    pub diagnoses: Vec<ExportedDiagnosis>,
    /// What became of support, as was told.
    pub applications: Vec<ExportedApplication>,
    /// Notices that go to the account's own address; those to others are theirs.
    pub notices: Vec<ExportedNotices>,
    /// To whom it showed its result, and who looked. The first first.
    pub consents: Vec<ExportedConsent>,
    /// What agencies wrote for it to read, the latest first; not what they wrote down for themselves.
    pub advice: Vec<ExportedAdvice>,
    pub proposals: Vec<ExportedProposal>,
    /// What it has asked support agencies for, the first first.
    pub requests: Vec<ExportedRequest>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedConsent {
    /// The name of the agency.
    pub agency: String,
    pub covers_answers: bool,
    pub covers_contact: bool,
    /// As it was written.
    pub name: String,
    pub contact: String,
    /// Of the text that was agreed to.
    pub text_version: i32,
    pub given_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// The first first.
    pub looks: Vec<ExportedLook>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedLook {
    pub at: DateTime<Utc>,
    /// Code of a [`super::super::LookAt`].
    pub what: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedAdvice {
    pub agency: String,
    pub text: String,
    pub written_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedProposal {
    pub agency: String,
    pub menu: String,
    /// Code of a `domain::caseload::ProposalState`.
    pub state: &'static str,
    pub changed_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedRequest {
    /// The name of the agency whose it is now.
    pub agency: String,
    /// Id of a pain, or `other`.
    pub topic: String,
    pub text: String,
    pub name: String,
    pub phone: Option<String>,
    pub mail: Option<String>,
    /// Code of a `domain::request::State`.
    pub state: String,
    pub asked_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedApplication {
    pub menu: String,
    /// Code of a `domain::application::Application`.
    pub application: String,
    /// Code of a `domain::application::Hindrance`.
    pub hindrance: Option<String>,
    pub told_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedNotices {
    /// `pending` until the address has said yes, then `active`.
    pub state: String,
    /// Of `domain::notice::Choices`, as they are stored.
    pub choices: serde_json::Value,
    pub created_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedDiagnosis {
    /// Names it within this document.
    pub number: usize,
    /// The one from whose answers it began.
    pub follows: Option<usize>,
    pub questionnaire: ExportedQuestionnaire,
    pub started_at: DateTime<Utc>,
    pub last_answered_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub opened_menu: bool,
    /// What was said of the result; code of a `domain::passage::Helpful`.
    pub helpful: Option<String>,
    /// A word on the result.
    pub comment: Option<String>,
    /// Until when a code for other devices opens it, if there is one; the code itself is not kept.
    pub resume_code_expires_at: Option<DateTime<Utc>>,
    /// An adviser's part in it, if one had any.
    pub helped_by: Option<ExportedHelp>,
    /// In the order of the questionnaire.
    pub answers: Vec<ExportedAnswer>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedHelp {
    /// The name of the agency.
    pub agency: String,
    /// Code of a `domain::caseload::Channel`.
    pub channel: String,
    pub begun_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedQuestionnaire {
    pub id: String,
    pub version: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExportedAnswer {
    pub question: String,
    /// As it was asked; empty if the questionnaire does not have it any more.
    pub text: String,
    /// Just as they were sent: ids of options, or what was typed.
    pub values: Vec<String>,
    /// What the options among them say.
    pub labels: Vec<String>,
    /// 「わからない」
    pub declined: bool,
    pub answered_at: DateTime<Utc>,
}
