//! Consents: until when they hold, and what an adviser may under which.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::access::{Actor, ClientAct, ClientReason, Reason, Role, may_with_client};
use domain::consent::{Consent, Covers, Standing, Term, last_day};

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("an instant").to_utc()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

const EXPIRES: &str = "2027-11-24T00:00:00+09:00";

fn consent(answers: bool, contact: bool) -> Consent {
    Consent { agency: 1, covers: Covers { answers, contact }, expires_at: at(EXPIRES), revoked_at: None }
}

const NOW: &str = "2026-12-01T10:00:00+09:00";

fn adviser(agency: i64) -> Actor {
    Actor::Staff { role: Role::Adviser, agency: Some(agency) }
}

#[test]
fn a_term_ends_with_the_same_day_of_a_later_month_in_japan() {
    for (given, term, last) in [
        // One minute before and after Japan's midnight.
        ("2026-11-22T23:59:00+09:00", Term::Year, "2027-11-22"),
        ("2026-11-23T00:00:00+09:00", Term::Year, "2027-11-23"),
        ("2026-11-30T10:00:00+09:00", Term::ThreeMonths, "2027-02-28"),
        ("2027-11-30T10:00:00+09:00", Term::ThreeMonths, "2028-02-29"),
        ("2028-02-29T10:00:00+09:00", Term::Year, "2029-02-28"),
        ("2026-08-31T10:00:00+09:00", Term::SixMonths, "2027-02-28"),
    ] {
        let end = term.end(at(given));
        assert_eq!(last_day(end), day(last), "{given} {term:?}");
        assert_eq!((end + TimeDelta::hours(9)).time(), chrono::NaiveTime::MIN, "Japan's midnight");
    }
    for term in Term::ALL {
        assert_eq!(Term::parse(&term.months().to_string()), Some(term));
    }
    assert_eq!((Term::parse("12 "), Term::parse("4"), Term::default()), (None, None, Term::Year));
}

#[test]
fn a_consent_holds_until_the_last_moment_of_its_last_day() {
    let given = consent(false, false);
    let end = at(EXPIRES);
    assert_eq!(given.standing(end - TimeDelta::microseconds(1)), Standing::Holds);
    assert_eq!(given.standing(end), Standing::Expired);
    assert_eq!(given.last_day(), day("2027-11-23"));
    let revoked = Consent { revoked_at: Some(at(NOW)), ..given };
    assert_eq!(revoked.standing(at(NOW)), Standing::Revoked);
    assert_eq!(revoked.standing(end + TimeDelta::days(1)), Standing::Revoked, "not called expired later");
}

/// A row for each act: under the result alone, with answers, with contact.
const COVERED: [(ClientAct, [bool; 3]); 5] = [
    (ClientAct::SeeResult, [true, true, true]),
    (ClientAct::SeeAnswers, [false, true, false]),
    (ClientAct::SeeContact, [false, false, true]),
    (ClientAct::Advise, [true, true, true]),
    (ClientAct::AnswerTogether, [false, true, false]),
];

#[test]
fn an_adviser_may_what_the_consent_covers() {
    assert_eq!(COVERED.map(|(act, _)| act), ClientAct::ALL);
    let consents = [consent(false, false), consent(true, false), consent(false, true)];
    for (act, row) in COVERED {
        for (given, expected) in consents.iter().zip(row) {
            let told = may_with_client(adviser(1), act, Some(given), at(NOW));
            assert_eq!(told, if expected { Ok(()) } else { Err(ClientReason::NotCovered) }, "{act:?}");
        }
    }
}

#[test]
fn everything_else_is_refused_with_its_reason() {
    let whole = consent(true, true);
    let revoked = Consent { revoked_at: Some(at("2026-11-30T00:00:00Z")), ..whole };
    let other_role = |role: Role| {
        let agency = role.is_of_agency().then_some(1);
        may_with_client(Actor::Staff { role, agency }, ClientAct::SeeResult, Some(&whole), at(NOW))
    };
    for act in ClientAct::ALL {
        let asked = |actor, given: Option<&Consent>, now: &str| may_with_client(actor, act, given, at(now));
        assert_eq!(asked(adviser(1), Some(&whole), NOW), Ok(()), "{act:?}");
        assert_eq!(asked(adviser(1), None, NOW), Err(ClientReason::NoConsent));
        assert_eq!(asked(adviser(2), Some(&whole), NOW), Err(ClientReason::NoConsent), "another agency's");
        assert_eq!(asked(adviser(2), Some(&revoked), NOW), Err(ClientReason::NoConsent), "nor that it was");
        assert_eq!(asked(adviser(1), Some(&revoked), NOW), Err(ClientReason::Revoked));
        assert_eq!(asked(adviser(1), Some(&whole), EXPIRES), Err(ClientReason::Expired));
        let nobody = ClientReason::Role(Reason::NotSignedIn);
        assert_eq!(asked(Actor::Nobody, Some(&whole), NOW), Err(nobody));
    }
    for role in [Role::Officer, Role::Analyst, Role::Editor, Role::Admin] {
        assert_eq!(other_role(role), Err(ClientReason::Role(Reason::OtherRole)), "{role:?}");
    }
    assert_eq!(other_role(Role::AgencyAdmin), Ok(()));
}
