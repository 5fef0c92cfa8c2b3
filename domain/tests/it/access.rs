//! Who may do what, as one table.

use domain::access::{Act, Actor, Reason, Role, may};

/// A row for each act; a column for each of officer, analyst, editor, admin, adviser and agency admin.
const TABLE: [(Act, [bool; 6]); 8] = {
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
        (Act::ManageStaff, [NO, NO, NO, YES, NO, NO]),
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
}

#[test]
fn every_role_leads_back_from_its_code() {
    for role in Role::ALL {
        assert_eq!(Role::parse(role.code()), Some(role));
    }
    assert_eq!((Role::parse(""), Role::parse("Admin")), (None, None));
}
