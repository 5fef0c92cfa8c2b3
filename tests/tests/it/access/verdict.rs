//! What should happen, and whether it did.

use app::refusal::Refusal;
use app::words::refusal::sentences;
use domain::access::{Act, Role, may};
use tests::Page;
use tests::doors::{Access, Door, Method, Opens, Visitor};

use super::cast::{Side, Somebody};

/// What somebody should meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    Open,
    /// They may, or may try; and whatever is said is not said because of who they are.
    Tried,
    /// The page itself.
    Shown,
    NotFound,
    SignIn,
    /// The same, to one's own list.
    AccountSignIn,
    Refused(Refusal),
}

impl Expected {
    /// Does it leave everything as it is?
    pub fn refuses(self) -> bool {
        !matches!(self, Expected::Open | Expected::Tried | Expected::Shown)
    }

    pub fn is_met_by(self, page: &Page) -> bool {
        match self {
            Expected::Open => is_open(page),
            Expected::Tried => is_open(page) || is_not_found(page) || is_refusal(page, Refusal::BadForm),
            Expected::Shown => page.status == 200,
            Expected::NotFound => is_not_found(page),
            Expected::SignIn => is_sign_in(page),
            Expected::AccountSignIn => is_account_sign_in(page),
            Expected::Refused(refusal) => is_refusal(page, refusal),
        }
    }
}

/// As the list of doors says, for what is of a side. `named`: the address or the form names it.
pub fn expected(door: &Door, who: &Somebody<'_>, side: Side, named: bool) -> Expected {
    // They are refusals themselves, and not in files that a test would have.
    match door.path {
        "/refused/{code}" => return Expected::Refused(Refusal::TooSlow),
        "/pkg" | "/favicon.svg" => return Expected::NotFound,
        _ => {}
    }
    let is_theirs = who.side == Some(side) || !named;
    match door.opens.to(who.visitor) {
        Access::Closed => closed(door.opens, who.visitor),
        Access::Open if side == Side::Nobodys => Expected::Tried,
        Access::Open => Expected::Open,
        Access::Own | Access::WithConsent if is_theirs => Expected::Open,
        Access::Own | Access::WithConsent => Expected::NotFound,
        Access::WithSecret if door.opens == Opens::Secret => match (door.method, side) {
            (Method::Get, Side::One | Side::Two) => Expected::Shown,
            // Once used, it is used up; and nobody learns which there are.
            _ => Expected::Tried,
        },
        Access::WithSecret if side == Side::Nobodys => Expected::NotFound,
        Access::WithSecret => Expected::Open,
    }
}

fn closed(opens: Opens, visitor: Visitor) -> Expected {
    if matches!(opens, Opens::Account | Opens::AccountAndKey) {
        return Expected::AccountSignIn;
    }
    let Visitor::Staff(role) = visitor else { return Expected::SignIn };
    if opens == Opens::OwnDevice {
        return Expected::Refused(Refusal::OnOwnDevice);
    }
    match opens {
        Opens::Act(act) => Expected::Refused(Refusal::NotPermitted(act)),
        Opens::Manage | Opens::OwnAgency => of_managing(opens, role),
        _ => Expected::Refused(Refusal::NotPermitted(Act::SeeClients)),
    }
}

/// Whoever sees to all agencies has none of their own.
fn of_managing(opens: Opens, role: Role) -> Expected {
    let sees_to_all = may(Visitor::Staff(role).actor(0), Act::ManageAgencies).is_ok();
    match role.is_of_agency() {
        true => Expected::Refused(Refusal::NotPermitted(Act::ManageOwnAgency)),
        false if opens == Opens::OwnAgency && sees_to_all => Expected::NotFound,
        false => Expected::Refused(Refusal::NotPermitted(Act::ManageAgencies)),
    }
}

/// Where a redirect leads; empty if it is none.
fn place(page: &Page) -> &str {
    if (300..400).contains(&page.status) { page.header("location") } else { "" }
}

/// Whoever is sent away to do something else first has not come in.
fn is_open(page: &Page) -> bool {
    let leads = !place(page).is_empty() && !place(page).starts_with("/refused/");
    let away = is_sign_in(page) || is_account_sign_in(page) || is_to_be_confirmed(page);
    (200..300).contains(&page.status) || (leads && !away)
}

/// Does it ask for password and code first? All who are tried here have given both a moment ago, and the clock stands still.
/// What the page that takes them says of what was given is another thing.
fn is_to_be_confirmed(page: &Page) -> bool {
    place(page).starts_with("/staff/confirm") && !place(page).starts_with("/staff/confirm?said=")
}

fn is_not_found(page: &Page) -> bool {
    let of_refusals = [Refusal::PageNotFound, Refusal::DiagnosisNotFound].map(Refusal::path);
    page.status == 404 || of_refusals.iter().any(|path| place(page) == path)
}

fn is_sign_in(page: &Page) -> bool {
    let leads = place(page) == "/staff/sign-in?said=over" || place(page).starts_with("/staff/sign-in?next=");
    leads || is_refusal(page, Refusal::SignInFirst)
}

fn is_account_sign_in(page: &Page) -> bool {
    ["/me/sign-in", "/me/sign-in?said=over"].contains(&place(page))
}

pub fn is_refusal(page: &Page, refusal: Refusal) -> bool {
    let (heading, text) = sentences(refusal);
    place(page) == refusal.path()
        || (page.status == refusal.status().as_u16()
            && page.body.contains("<h1")
            && page.heading() == heading
            && page.text().contains(text.as_ref()))
}

/// What tells one answer from another.
pub fn said(page: &Page, method: Method) -> (u16, String) {
    let shown = method == Method::Get && place(page).is_empty();
    (page.status, if shown { page.text() } else { place(page).to_owned() })
}
