//! Who may do what. Everything that is not everybody's is asked here, and what is not allowed by name is denied.
//!
//! A new act is a variant of [`Act`], a new kind of visitor one of [`Actor`]: the matches below have no arm for "all else",
//! so the compiler asks what each may. What concerns one agency, or one business, is asked with it: [`may_within`],
//! [`may_manage`], [`may_invite`], [`may_with_client`].

mod client;

pub use client::{ClientAct, ClientReason, may_with_client};

/// What somebody at the prefecture or at a support agency (支援機関) is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// 担当者: reads the figures, edits the content, sees to the mail and to what businesses have told.
    Officer,
    /// 分析担当: reads the figures and takes them along.
    Analyst,
    /// 編集担当: reads the figures and edits the content.
    Editor,
    /// 管理者: all of it, and who may sign in.
    Admin,
    /// 支援員 of an agency.
    Adviser,
    /// Who administers an agency.
    AgencyAdmin,
}

impl Role {
    /// In the order in which they are listed.
    pub const ALL: [Role; 6] =
        [Role::Officer, Role::Analyst, Role::Editor, Role::Admin, Role::Adviser, Role::AgencyAdmin];

    /// As it is stored, and typed in commands.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::Analyst => "analyst",
            Role::Editor => "editor",
            Role::Admin => "admin",
            Role::Adviser => "adviser",
            Role::AgencyAdmin => "agency_admin",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Is it one within an agency? All others are the prefecture's.
    #[must_use]
    pub fn is_of_agency(self) -> bool {
        match self {
            Role::Officer | Role::Analyst | Role::Editor | Role::Admin => false,
            Role::Adviser | Role::AgencyAdmin => true,
        }
    }

    /// What it lets one do.
    fn lets(self, act: Act) -> bool {
        match self {
            Role::Admin => match act {
                Act::ReadFigures
                | Act::ExportFigures
                | Act::EditContent
                | Act::Warn
                | Act::ReadTold
                | Act::ManageMail
                | Act::ReadAudit
                | Act::ManageAgencies
                | Act::ManageStaff => true,
                Act::ManageOwnAgency | Act::SeeClients => false,
            },
            Role::Officer => match act {
                Act::ReadFigures
                | Act::ExportFigures
                | Act::EditContent
                | Act::Warn
                | Act::ReadTold
                | Act::ManageMail
                | Act::ReadAudit
                | Act::ManageAgencies => true,
                Act::ManageStaff | Act::ManageOwnAgency | Act::SeeClients => false,
            },
            Role::Editor => match act {
                Act::ReadFigures | Act::EditContent | Act::Warn => true,
                Act::ExportFigures
                | Act::ReadTold
                | Act::ManageMail
                | Act::ReadAudit
                | Act::ManageAgencies
                | Act::ManageStaff
                | Act::ManageOwnAgency
                | Act::SeeClients => false,
            },
            Role::Analyst => match act {
                Act::ReadFigures | Act::ExportFigures => true,
                Act::EditContent
                | Act::Warn
                | Act::ReadTold
                | Act::ManageMail
                | Act::ReadAudit
                | Act::ManageAgencies
                | Act::ManageStaff
                | Act::ManageOwnAgency
                | Act::SeeClients => false,
            },
            Role::AgencyAdmin => match act {
                Act::ManageOwnAgency | Act::SeeClients => true,
                Act::ReadFigures
                | Act::ExportFigures
                | Act::EditContent
                | Act::Warn
                | Act::ReadTold
                | Act::ManageMail
                | Act::ReadAudit
                | Act::ManageAgencies
                | Act::ManageStaff => false,
            },
            Role::Adviser => match act {
                Act::SeeClients => true,
                Act::ReadFigures
                | Act::ExportFigures
                | Act::EditContent
                | Act::Warn
                | Act::ReadTold
                | Act::ManageMail
                | Act::ReadAudit
                | Act::ManageAgencies
                | Act::ManageStaff
                | Act::ManageOwnAgency => false,
            },
        }
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Not signed in, or a business.
    Nobody,
    /// Signed in as staff, with password and code; `agency`: the id of theirs, if the role is one of an agency.
    Staff { role: Role, agency: Option<i64> },
}

impl Actor {
    /// The agency that they are of.
    #[must_use]
    pub fn agency(self) -> Option<i64> {
        match self {
            Actor::Nobody => None,
            Actor::Staff { agency, .. } => agency,
        }
    }
}

/// What is to be done that is not everybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Looking at the figures: indicators, the gap map, the funnel, plans, how many fit a menu, how old menus are.
    ReadFigures,
    /// Taking figures along as files.
    ExportFigures,
    /// Drafts of menus, menus as spreadsheets, the figures of the plans.
    EditContent,
    /// Mailing a security warning to those who asked for it.
    Warn,
    /// What businesses have told afterwards, and in their own words.
    ReadTold,
    /// What is in the outbox, and sending it again.
    ManageMail,
    /// Who did what.
    ReadAudit,
    /// Support agencies: adding and closing them, what they say of themselves, who of them may sign in.
    ManageAgencies,
    /// Who may sign in, and as what.
    ManageStaff,
    /// What one's own agency says of itself, and who of it may sign in.
    ManageOwnAgency,
    /// The clients of one's own agency, as far as they agreed, and what they ask it for.
    SeeClients,
}

impl Act {
    pub const ALL: [Act; 11] = [
        Act::ReadFigures,
        Act::ExportFigures,
        Act::EditContent,
        Act::Warn,
        Act::ReadTold,
        Act::ManageMail,
        Act::ReadAudit,
        Act::ManageAgencies,
        Act::ManageStaff,
        Act::ManageOwnAgency,
        Act::SeeClients,
    ];

    /// As it stands in the address of its refusal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Act::ReadFigures => "read-figures",
            Act::ExportFigures => "export-figures",
            Act::EditContent => "edit-content",
            Act::Warn => "warn",
            Act::ReadTold => "read-told",
            Act::ManageMail => "manage-mail",
            Act::ReadAudit => "read-audit",
            Act::ManageAgencies => "manage-agencies",
            Act::ManageStaff => "manage-staff",
            Act::ManageOwnAgency => "manage-own-agency",
            Act::SeeClients => "see-clients",
        }
    }

    /// Those whom [`may`] lets do it.
    pub fn permitted(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.lets(self))
    }
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Signing in may help.
    NotSignedIn,
    /// It is for other roles.
    OtherRole,
    /// It is another agency's; whoever asks is told that there is no such thing.
    OtherAgency,
}

/// May they?
///
/// # Errors
/// Why not.
pub fn may(actor: Actor, act: Act) -> Result<(), Reason> {
    match actor {
        Actor::Nobody => Err(Reason::NotSignedIn),
        Actor::Staff { role, .. } if role.lets(act) => Ok(()),
        Actor::Staff { .. } => Err(Reason::OtherRole),
    }
}

/// May they work with what is this agency's: its clients, and what it is asked?
///
/// # Errors
/// Why not.
pub fn may_within(actor: Actor, agency: i64) -> Result<(), Reason> {
    may(actor, Act::SeeClients)?;
    of_agency(actor, agency)
}

/// May they see to this agency: what it says of itself, and who of it may sign in?
///
/// # Errors
/// Why not.
pub fn may_manage(actor: Actor, agency: i64) -> Result<(), Reason> {
    if may(actor, Act::ManageAgencies).is_ok() {
        return Ok(());
    }
    may(actor, Act::ManageOwnAgency)?;
    of_agency(actor, agency)
}

/// May they ask somebody in as this (`agency`: for the roles of one), change them to it, or shut them out of it?
///
/// # Errors
/// Why not.
pub fn may_invite(actor: Actor, role: Role, agency: Option<i64>) -> Result<(), Reason> {
    match agency.filter(|_| role.is_of_agency()) {
        Some(agency) if may(actor, Act::ManageStaff).is_err() => may_manage(actor, agency),
        _ => may(actor, Act::ManageStaff),
    }
}

fn of_agency(actor: Actor, agency: i64) -> Result<(), Reason> {
    if actor.agency() == Some(agency) { Ok(()) } else { Err(Reason::OtherAgency) }
}
