//! The audit log: who did what, when, and what it was before and after.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::search::Page;
use serde_json::Value;

use super::Unavailable;

/// Entries that a page of the log shows.
pub const AUDIT_PAGE: usize = 50;

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The program by itself: the starting content, what an older version left undone.
    Program,
    /// Somebody at the machine that serves: in entries of before staff could sign in.
    ThisMachine,
    /// Somebody who was signed in, by the address that they had then.
    Staff { id: i64, address: String },
    /// Somebody who typed a command, by the name that they gave, or the system's for them.
    Command(String),
}

const COMMAND: &str = "command:";
const STAFF: &str = "staff:";

impl Actor {
    /// As it is stored.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Actor::Program => "program".to_owned(),
            Actor::ThisMachine => "this-machine".to_owned(),
            Actor::Staff { id, address } => format!("{STAFF}{id}:{address}"),
            Actor::Command(name) => format!("{COMMAND}{name}"),
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Actor> {
        match code {
            "program" => Some(Actor::Program),
            "this-machine" => Some(Actor::ThisMachine),
            code => Actor::staff(code)
                .or_else(|| code.strip_prefix(COMMAND).map(|name| Actor::Command(name.to_owned()))),
        }
    }

    fn staff(code: &str) -> Option<Actor> {
        let (id, address) = code.strip_prefix(STAFF)?.split_once(':')?;
        Some(Actor::Staff { id: id.parse().ok()?, address: address.to_owned() })
    }
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    PublishMenu,
    DiscardDraft,
    RenewDraft,
    SendMenuTable,
    ThrowAwayMenuTable,
    ConfirmMenuTable,
    ImportJgrants,
    ImportFrame,
    PublishOpenData,
    LoadContent,
    EnterPlanFigure,
    RebuildRollUp,
    RebuildPopulation,
    FillDemo,
    ClearDemo,
    SendTestMail,
    ResendMail,
    PublishWarning,
    AddAgency,
    ChangeAgency,
    CloseAgency,
    ReopenAgency,
    InviteStaff,
    EnrolStaff,
    ChangeStaffRole,
    DisableStaff,
    ChangePassword,
    ChangeApp,
    UseRecoveryCode,
    SignIn,
    LinkSignOn,
    EndSession,
    ConfirmStaff,
    LockOut,
    AnswerRequest,
    OfferRequest,
    TypeShareCode,
    AnswerWithClient,
    AdviseClient,
    AddClientTask,
    TickClientTask,
    ProposeMenu,
    ChangeProposal,
    TakeCaseload,
}

impl Action {
    /// In the order in which the filter lists them.
    pub const ALL: [Action; 44] = [
        Action::PublishMenu,
        Action::DiscardDraft,
        Action::RenewDraft,
        Action::SendMenuTable,
        Action::ThrowAwayMenuTable,
        Action::ConfirmMenuTable,
        Action::ImportJgrants,
        Action::ImportFrame,
        Action::PublishOpenData,
        Action::LoadContent,
        Action::EnterPlanFigure,
        Action::RebuildRollUp,
        Action::RebuildPopulation,
        Action::FillDemo,
        Action::ClearDemo,
        Action::SendTestMail,
        Action::ResendMail,
        Action::PublishWarning,
        Action::AddAgency,
        Action::ChangeAgency,
        Action::CloseAgency,
        Action::ReopenAgency,
        Action::InviteStaff,
        Action::EnrolStaff,
        Action::ChangeStaffRole,
        Action::DisableStaff,
        Action::ChangePassword,
        Action::ChangeApp,
        Action::UseRecoveryCode,
        Action::SignIn,
        Action::LinkSignOn,
        Action::EndSession,
        Action::ConfirmStaff,
        Action::LockOut,
        Action::AnswerRequest,
        Action::OfferRequest,
        Action::TypeShareCode,
        Action::AnswerWithClient,
        Action::AdviseClient,
        Action::AddClientTask,
        Action::TickClientTask,
        Action::ProposeMenu,
        Action::ChangeProposal,
        Action::TakeCaseload,
    ];

    /// As it is stored, and stands in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Action::PublishMenu => "publish-menu",
            Action::DiscardDraft => "discard-draft",
            Action::RenewDraft => "renew-draft",
            Action::SendMenuTable => "send-menu-table",
            Action::ThrowAwayMenuTable => "throw-away-menu-table",
            Action::ConfirmMenuTable => "confirm-menu-table",
            Action::ImportJgrants => "import-jgrants",
            Action::ImportFrame => "import-frame",
            Action::PublishOpenData => "publish-open-data",
            Action::LoadContent => "load-content",
            Action::EnterPlanFigure => "enter-plan-figure",
            Action::RebuildRollUp => "rebuild-roll-up",
            Action::RebuildPopulation => "rebuild-population",
            Action::FillDemo => "fill-demo",
            Action::ClearDemo => "clear-demo",
            Action::SendTestMail => "send-test-mail",
            Action::ResendMail => "resend-mail",
            Action::PublishWarning => "publish-warning",
            Action::AddAgency => "add-agency",
            Action::ChangeAgency => "change-agency",
            Action::CloseAgency => "close-agency",
            Action::ReopenAgency => "reopen-agency",
            Action::InviteStaff => "invite-staff",
            Action::EnrolStaff => "enrol-staff",
            Action::ChangeStaffRole => "change-staff-role",
            Action::DisableStaff => "disable-staff",
            Action::ChangePassword => "change-password",
            Action::ChangeApp => "change-app",
            Action::UseRecoveryCode => "use-recovery-code",
            Action::SignIn => "sign-in",
            Action::LinkSignOn => "link-sign-on",
            Action::EndSession => "end-session",
            Action::ConfirmStaff => "confirm-staff",
            Action::LockOut => "lock-out",
            Action::AnswerRequest => "answer-request",
            Action::OfferRequest => "offer-request",
            Action::TypeShareCode => "type-share-code",
            Action::AnswerWithClient => "answer-with-client",
            Action::AdviseClient => "advise-client",
            Action::AddClientTask => "add-client-task",
            Action::TickClientTask => "tick-client-task",
            Action::ProposeMenu => "propose-menu",
            Action::ChangeProposal => "change-proposal",
            Action::TakeCaseload => "take-caseload",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.code() == code)
    }
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    pub id: i64,
    /// Its place in the chain, from 1; none until an entry of an older version of the program is linked.
    pub number: Option<i64>,
    pub at: DateTime<Utc>,
    /// Code of an [`Actor`]; a newer version of the program may have written one that this one does not know.
    pub actor: String,
    /// Code of an [`Action`], likewise.
    pub action: String,
    /// What it concerns: a menu's id, a file's name, a client's id; empty where the action says it all.
    pub subject: String,
    /// None: there was nothing, or nothing that can be told in a few fields.
    pub before: Option<Value>,
    /// None: there is nothing any more.
    pub after: Option<Value>,
}

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Part of an address, or of a name, in whatever width and case.
    pub actor: Option<String>,
    pub action: Option<Action>,
    /// The whole of it, in whatever width.
    pub subject: Option<String>,
    /// Words that all stand in subject, before or after, in whatever width, case and kana.
    pub words: Option<String>,
    /// Japan's first day.
    pub from: Option<NaiveDate>,
    /// Japan's last day.
    pub until: Option<NaiveDate>,
    /// From 1.
    pub page: usize,
}

/// The audit log. Nothing in it is ever changed or removed.
#[async_trait]
pub trait Audits: Send + Sync {
    /// A page of [`AUDIT_PAGE`] entries, the latest first.
    async fn entries(&self, query: &AuditQuery) -> Result<Page<AuditEntry>, Unavailable>;
}
