//! Staff: who may sign in, how they enrol, and where they are signed in. Passwords, links, sessions and recovery codes are
//! known by hashes only. See docs/adr/0020-staff.md.

mod enrolments;
mod roster;
mod sign_ins;
mod sign_on;

use chrono::TimeDelta;
use domain::access::{Actor, Role};

pub use enrolments::{
    Chosen, ENROLMENT_LIFE, EnrolFault, Enrolled, Enrolling, Enrolments, Finishing, NewPassword,
    RECOVERY_CODES, Renewed, TotpSecret, Weakness,
};
pub use roster::{AgencyEntry, Invitation, Invited, Roster, Rosters, StaffChange, StaffEntry, StaffState};
pub use sign_ins::{Confirming, Credentials, FirstStep, SecondFactor, SecondStep, SignIns};
pub use sign_on::{ComingBack, Leaving, SignOnFault, SignOnFor, SignOns, SignedOn, TRIP_LIFE};

use super::accounts::StaffToken;

/// A session of staff ends after this time whatever is done with it: a working day.
pub const STAFF_SESSION_LIFE: TimeDelta = TimeDelta::hours(12);
/// It ends earlier if nothing was done for this long.
pub const STAFF_SESSION_IDLE: TimeDelta = TimeDelta::minutes(30);
/// Between password and code no more time may pass.
pub const HALF_LIFE: TimeDelta = TimeDelta::minutes(5);
/// For so long nobody has to prove again who they are, for what is dangerous.
pub const CONFIRMED_FOR: TimeDelta = TimeDelta::minutes(10);

/// Somebody who is signed in, as everything that they do needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: i64,
    /// By which the audit log names them.
    pub address: String,
    pub role: Role,
    /// The id of theirs, if the role is one of an agency.
    pub agency: Option<i64>,
    /// They have proved a short while ago that it is them.
    pub confirmed: bool,
    /// They have a password and an app; else they come by the prefecture's sign-on alone.
    pub enrolled: bool,
}

impl Member {
    /// As the domain asks for them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Staff { role: self.role, agency: self.agency }
    }

    /// Of an agency, if they are.
    #[must_use]
    pub fn adviser(&self) -> Option<Adviser> {
        let agency = self.agency.filter(|_| self.role.is_of_agency())?;
        Some(Adviser { staff: self.id, agency, role: self.role })
    }

    /// As the audit log names them.
    #[must_use]
    pub fn named(&self) -> super::Actor {
        super::Actor::Staff { id: self.id, address: self.address.clone() }
    }
}

/// Somebody of an agency (支援員 or 支援機関の管理者) who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adviser {
    /// Their own id.
    pub staff: i64,
    /// That of their agency.
    pub agency: i64,
    pub role: Role,
}

impl Adviser {
    /// As the domain asks for them.
    #[must_use]
    pub fn actor(self) -> Actor {
        Actor::Staff { role: self.role, agency: Some(self.agency) }
    }
}

/// Stands in a request's extensions if it comes from somebody who is signed in as staff.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub member: Member,
    pub session: StaffToken,
}
