//! Who may sign in, as admins see and change it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::access::Role;

use super::super::Unavailable;

/// Everybody who may sign in, or might, and the agencies that somebody can be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// In the order in which they were added.
    pub staff: Vec<StaffEntry>,
    /// Those that are active, by name.
    pub agencies: Vec<AgencyEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffEntry {
    pub id: i64,
    pub address: String,
    pub role: Role,
    /// The name of theirs.
    pub agency: Option<String>,
    pub state: StaffState,
    /// When they did something last, while a session of theirs lives.
    pub seen_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyEntry {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffState {
    /// They have not enrolled yet.
    Invited,
    Active,
    Disabled,
}

/// Somebody who is to be able to sign in.
#[derive(Debug, Clone, Copy)]
pub struct Invitation<'a> {
    /// As it was typed.
    pub address: &'a str,
    pub role: Role,
    /// Of which agency, for its roles.
    pub agency: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    Sent,
    NotAnAddress,
    /// Somebody has that address.
    Taken,
    /// Roles of agencies need one that there is, and that whoever invites sees to; others have none.
    NoSuchAgency,
    /// Whoever invites may not any more.
    NotPermitted,
}

/// What became of a change to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffChange {
    Done,
    /// Without them nobody could let anybody in.
    LastAdmin,
    /// From the prefecture's roles to an agency's, or back: that is another person.
    OtherSide,
    /// There is nobody, or they are not whoever asks' to change.
    NotFound,
    /// Whoever would change it may not any more.
    NotPermitted,
}

/// Administering staff: all of it for admins; for officers that of all agencies; for whoever administers an agency its own.
/// Whoever acts is asked for in each change. Each change is written down with who made it.
#[async_trait]
pub trait Rosters: Send + Sync {
    async fn roster(&self) -> Result<Roster, Unavailable>;

    /// Those of an agency, in the order in which they were added.
    async fn roster_of(&self, agency: i64) -> Result<Vec<StaffEntry>, Unavailable>;

    /// Sends a link to enrol by. `base_url`: how people reach the server.
    async fn invite(&self, invitation: Invitation<'_>, base_url: &str) -> Result<Invited, Unavailable>;

    /// Sends another link, to somebody who has lost the first, or their app, or was disabled. What they had stays until
    /// they have enrolled again.
    async fn invite_again(&self, staff: i64, base_url: &str) -> Result<StaffChange, Unavailable>;

    /// Holds from their next request on.
    async fn change_role(&self, staff: i64, role: Role) -> Result<StaffChange, Unavailable>;

    /// Ends their sessions, links, password and app.
    async fn disable(&self, staff: i64) -> Result<StaffChange, Unavailable>;
}
