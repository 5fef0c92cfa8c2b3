//! Every address of the product, and what opens it. docs/ACCESS.md is made of this list and of the domain's `access.rs`;
//! `tests/it/access.rs` compares both with what there is, and tries every address as everybody. An address that is missing
//! here fails the tests.

mod document;
mod files;
mod forms;
mod pages;

use domain::access::{Act, Actor, ClientAct, Role, may, may_manage, may_within};

pub use document::document;
pub use files::{FILES, INTERFACE};
pub use forms::FORMS;
pub use pages::PAGES;

/// How an address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// What opens an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Nothing is needed.
    Everybody,
    /// The key of a diagnosis: whoever brings it, and this diagnosis alone.
    Key,
    /// The same, but for the key by which an adviser answers with a client: what only the business itself decides or sees.
    OwnKey,
    /// The same, and not where staff is signed in: what a business agrees to, it does on its own device.
    OwnDevice,
    /// What a letter, or a page that is printed, has told: a link, a subscription's token, a resume code with its number.
    Secret,
    /// The session of somebody who keeps diagnoses by mail, for what is in their list.
    Account,
    /// Such a session, for the diagnosis of a key.
    AccountAndKey,
    /// A session of staff, whatever their role: what is their own.
    Staff,
    /// A session of a role that may do this.
    Act(Act),
    /// This, of a client of one's own agency, under the consent that the business gave.
    Client(ClientAct),
    /// What is of one's own agency, for all who work with its clients.
    Within,
    /// Seeing to the agency that is named: one's own, or any.
    Manage,
    /// Seeing to one's own agency, which need not be named.
    OwnAgency,
}

/// An address, in the router's words, what it is, and what opens it. One that two things open stands here twice.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    pub method: Method,
    pub path: &'static str,
    /// For docs/ACCESS.md.
    pub what: &'static str,
    pub opens: Opens,
}

const fn get(path: &'static str, what: &'static str, opens: Opens) -> Door {
    Door { method: Method::Get, path, what, opens }
}

const fn post(path: &'static str, what: &'static str, opens: Opens) -> Door {
    Door { method: Method::Post, path, what, opens }
}

/// All of them.
pub fn doors() -> impl Iterator<Item = &'static Door> {
    [PAGES, FILES, FORMS, INTERFACE].into_iter().flatten()
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visitor {
    /// Without any session.
    Nobody,
    /// In the session of an account, by which diagnoses are kept.
    Business,
    Staff(Role),
}

impl Visitor {
    /// In the order in which they are listed.
    #[must_use]
    pub fn all() -> Vec<Visitor> {
        let staff = Role::ALL.into_iter().map(Visitor::Staff);
        [Visitor::Nobody, Visitor::Business].into_iter().chain(staff).collect()
    }

    /// As the domain knows them; whoever is of an agency, of this one.
    #[must_use]
    pub fn actor(self, agency: i64) -> Actor {
        match self {
            Visitor::Nobody | Visitor::Business => Actor::Nobody,
            Visitor::Staff(role) => Actor::Staff { role, agency: role.is_of_agency().then_some(agency) },
        }
    }
}

/// What somebody finds behind an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whatever there is.
    Open,
    /// What is theirs, or their agency's; all else is not found.
    Own,
    /// What they have the key of, or what they were told.
    WithSecret,
    /// A client that has agreed to it; any other business is not found.
    WithConsent,
    /// Nothing.
    Closed,
}

/// Two agencies, for asking the domain about one's own and another.
const OWN: i64 = 1;
const ANOTHER: i64 = 2;

impl Opens {
    /// To whom it opens, and how far, as the domain says.
    #[must_use]
    pub fn to(self, visitor: Visitor) -> Access {
        let actor = visitor.actor(OWN);
        let when = |open: bool, access: Access| if open { access } else { Access::Closed };
        match self {
            Opens::Everybody => Access::Open,
            Opens::Key | Opens::OwnKey | Opens::Secret => Access::WithSecret,
            Opens::OwnDevice => when(!matches!(visitor, Visitor::Staff(_)), Access::WithSecret),
            Opens::Account => when(visitor == Visitor::Business, Access::Own),
            Opens::AccountAndKey => when(visitor == Visitor::Business, Access::WithSecret),
            Opens::Staff => when(matches!(visitor, Visitor::Staff(_)), Access::Open),
            Opens::Act(act) => when(may(actor, act).is_ok(), Access::Open),
            Opens::Client(_) => when(may(actor, Act::SeeClients).is_ok(), Access::WithConsent),
            Opens::Within => own_or_all([OWN, ANOTHER].map(|agency| may_within(actor, agency).is_ok())),
            Opens::Manage => own_or_all([OWN, ANOTHER].map(|agency| may_manage(actor, agency).is_ok())),
            Opens::OwnAgency => when(may(actor, Act::ManageOwnAgency).is_ok(), Access::Own),
        }
    }
}

fn own_or_all([own, another]: [bool; 2]) -> Access {
    match (own, another) {
        (true, true) => Access::Open,
        (true, false) => Access::Own,
        (false, _) => Access::Closed,
    }
}
