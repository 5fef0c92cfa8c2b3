//! Who may do what, as one table.

use domain::access::{Act, Actor, Reason, Role, may, may_invite, may_manage, may_within};

/// A row for each act; a column for each of officer, analyst, editor, admin, adviser and agency admin.
const TABLE: [(Act, [bool; 6]); 11] = {
    const YES: bool = true;
    const NO: bool = false;
    [
        (Act::ReadFigures, [YES, YES, YES, YES, NO, NO]),
        (Act::ExportFigures, [YES, YES, NO, YES, NO, NO]),
        (Act::EditContent, [YES, NO, YES, YES, NO, NO]),
        (Act::Warn, [YES, NO, YES, YES, NO, NO]),
        (Act::ReadTold, [YES, NO, NO, YES, NO, NO]),
        (Act::ManageMail, [YES, NO, NO, YES, NO, NO]),
        (Act::ReadAudit, [YES, NO, NO, YES, NO, NO]),
        (Act::ManageAgencies, [YES, NO, NO, YES, NO, NO]),
        (Act::ManageStaff, [NO, NO, NO, YES, NO, NO]),
        (Act::ManageOwnAgency, [NO, NO, NO, NO, NO, YES]),
        (Act::SeeClients, [NO, NO, NO, NO, YES, YES]),
    ]
};

#[test]
fn each_role_may_what_the_table_says() {
    assert_eq!(TABLE.map(|(act, _)| act), Act::ALL);
    for (act, row) in TABLE {
        for (role, expected) in Role::ALL.into_iter().zip(row) {
            let told = may(Actor::Staff { role, agency: role.is_of_agency().then_some(1) }, act);
            assert_eq!(told, if expected { Ok(()) } else { Err(Reason::OtherRole) }, "{role:?} {act:?}");
            assert_eq!(act.permitted().any(|one| one == role), expected, "{role:?} {act:?}");
        }
    }
}

#[test]
fn nobody_may_anything() {
    for act in Act::ALL {
        assert_eq!(may(Actor::Nobody, act), Err(Reason::NotSignedIn), "{act:?}");
    }
    assert_eq!(may_manage(Actor::Nobody, OWN), Err(Reason::NotSignedIn));
    assert_eq!(may_within(Actor::Nobody, OWN), Err(Reason::NotSignedIn));
    for role in Role::ALL {
        assert_eq!(may_invite(Actor::Nobody, role, Some(OWN)), Err(Reason::NotSignedIn), "{role:?}");
    }
}

const OWN: i64 = 1;
const ANOTHER: i64 = 2;

fn of(role: Role) -> Actor {
    Actor::Staff { role, agency: role.is_of_agency().then_some(OWN) }
}

type Told = Result<(), Reason>;

const YES: Told = Ok(());
const NO: Told = Err(Reason::OtherRole);
const OTHERS: Told = Err(Reason::OtherAgency);

/// Of officer, analyst, editor, admin, adviser and agency admin: what each may with an agency that is theirs, if they are
/// of one, and with another.
#[test]
fn an_agency_is_seen_to_by_its_own_and_by_the_prefecture() {
    let manages: [[Told; 2]; 6] = [[YES, YES], [NO, NO], [NO, NO], [YES, YES], [NO, NO], [YES, OTHERS]];
    let works: [[Told; 2]; 6] = [[NO, NO], [NO, NO], [NO, NO], [NO, NO], [YES, OTHERS], [YES, OTHERS]];
    for ((role, manages), works) in Role::ALL.into_iter().zip(manages).zip(works) {
        for (place, agency) in [OWN, ANOTHER].into_iter().enumerate() {
            assert_eq!(may_manage(of(role), agency), manages[place], "{role:?} {agency}");
            assert_eq!(may_within(of(role), agency), works[place], "{role:?} {agency}");
        }
    }
}

/// Who may ask in an adviser or agency admin of one's own agency, of another, and somebody of the prefecture.
#[test]
fn each_asks_in_whom_they_may() {
    let table: [[Told; 3]; 6] =
        [[YES, YES, NO], [NO, NO, NO], [NO, NO, NO], [YES, YES, YES], [NO, NO, NO], [YES, OTHERS, NO]];
    for (role, row) in Role::ALL.into_iter().zip(table) {
        for new in Role::ALL {
            if new.is_of_agency() {
                assert_eq!(may_invite(of(role), new, Some(OWN)), row[0], "{role:?} {new:?}");
                assert_eq!(may_invite(of(role), new, Some(ANOTHER)), row[1], "{role:?} {new:?}");
            } else {
                assert_eq!(may_invite(of(role), new, None), row[2], "{role:?} {new:?}");
                // Naming an agency makes nobody of the prefecture one's own.
                assert_eq!(may_invite(of(role), new, Some(OWN)), row[2], "{role:?} {new:?}");
            }
        }
        // Of no agency: only who may let in anybody.
        let any = if role == Role::Admin { YES } else { NO };
        assert_eq!(may_invite(of(role), Role::Adviser, None), any, "{role:?}");
    }
}

/// A row that should not be: of an agency's role, and of none.
#[test]
fn who_is_of_no_agency_sees_to_none() {
    let stray = Actor::Staff { role: Role::AgencyAdmin, agency: None };
    assert_eq!(may_manage(stray, OWN), OTHERS);
    assert_eq!(may_within(stray, OWN), OTHERS);
    assert_eq!(may_invite(stray, Role::Adviser, None), NO);
}

#[test]
fn every_role_leads_back_from_its_code() {
    for role in Role::ALL {
        assert_eq!(Role::parse(role.code()), Some(role));
    }
    assert_eq!((Role::parse(""), Role::parse("Admin")), (None, None));
}
