//! Every door of a client, under every consent: open exactly where the domain's `may_with_client` says.

use app::backend::{Clock, Consents, DiagnosisKey, OwnConsent, Owner};
use app::refusal::Refusal;
use chrono::{DateTime, Utc};
use domain::access::{ClientAct, ClientReason, Role, may_with_client};
use domain::consent::{Consent, Covers, Term};
use tests::doors::{Door, Opens, Visitor, doors};
use tests::{Browser, TestApp, TestDatabase, at, staff};

use super::cast::{Things, adviser, agreed};
use super::requests::requests;
use super::verdict::Expected;

tests::on_both_databases! {
    each_consent_opens_what_the_domain_says,
}

const ALL: Covers = Covers { answers: true, contact: true };
/// When consents of three months are over, and those of a year hold.
const LATER: &str = "2027-03-31T10:00:00+09:00";

/// A client, with the consent as the business sees it.
struct Case {
    key: DiagnosisKey,
    things: Things,
}

async fn cases(app: &TestApp) -> Vec<Case> {
    let adviser = adviser(app, staff::AGENCY).await;
    let mut cases = Vec::new();
    for (covers, term) in [
        (Covers::default(), Term::Year),
        (Covers { answers: true, contact: false }, Term::Year),
        (Covers { answers: false, contact: true }, Term::Year),
        (ALL, Term::Year),
        (ALL, Term::ThreeMonths),
        // The last is taken back.
        (ALL, Term::Year),
    ] {
        let key = app.submitted(&[]).await;
        let things = agreed(app, (&key, adviser), (covers, term)).await;
        cases.push(Case { key: DiagnosisKey::parse(&key).expect("a key"), things });
    }
    let last = cases.last().expect("a case");
    let consent = last.things["consent"].parse().expect("an id");
    assert!(app.store.revoke(Owner::Key(&last.key), consent).await.expect("the store answers"));
    cases
}

/// As the domain knows it.
async fn consent(app: &TestApp, case: &Case, agency: i64) -> Consent {
    let shares = app.store.shares(&case.key).await.expect("the store answers").expect("a diagnosis");
    let OwnConsent { covers, expires_at, revoked_at, .. } = shares.consents[0];
    Consent { agency, covers, expires_at, revoked_at }
}

fn expected(act: ClientAct, visitor: Visitor, (consent, now): (Option<&Consent>, DateTime<Utc>)) -> Expected {
    let agency = consent.map_or(0, |consent| consent.agency);
    let Err(reason) = may_with_client(visitor.actor(agency), act, consent, now) else {
        return Expected::Open;
    };
    Expected::Refused(match reason {
        ClientReason::Role(reason) => app::door::refusal(reason, domain::access::Act::SeeClients),
        ClientReason::NoConsent => Refusal::PageNotFound,
        ClientReason::Revoked => Refusal::ConsentRevoked,
        ClientReason::Expired => Refusal::ConsentExpired,
        ClientReason::NotCovered => Refusal::ConsentNotCovered,
        ClientReason::UnderWay => Refusal::ClientUnderWay,
    })
}

async fn each_consent_opens_what_the_domain_says(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let cases = cases(&app).await;
    app.database.clock.set(at(LATER));
    let now = app.database.clock.now();
    let agency = adviser(&app, staff::AGENCY).await.agency;
    let of_clients: Vec<(&Door, ClientAct)> = doors()
        .filter_map(|door| match door.opens {
            Opens::Client(act) => Some((door, act)),
            _ => None,
        })
        .collect();
    let mut met = Vec::new();
    for role in [Role::Adviser, Role::AgencyAdmin] {
        let browser = Browser::of_agency(&app, role, staff::AGENCY).await;
        let visitor = Visitor::Staff(role);
        for case in &cases {
            let consent = consent(&app, case, agency).await;
            for (door, act) in &of_clients {
                let expected = expected(*act, visitor, (Some(&consent), now));
                let page = requests(door, &case.things)[0].send(&browser).await;
                assert!(
                    expected.is_met_by(&page),
                    "{} under {consent:?}: {expected:?} was expected, {} came",
                    door.path,
                    page.status
                );
                met.push(expected);
            }
            let page = browser.get(&format!("/agency/clients/{}", case.things["client"])).await;
            let sees = may_with_client(visitor.actor(agency), ClientAct::SeeContact, Some(&consent), now);
            assert_eq!(page.body.contains("082-000-0000"), sees.is_ok(), "{consent:?}");
        }
    }
    for refusal in [Refusal::ConsentRevoked, Refusal::ConsentExpired, Refusal::ConsentNotCovered] {
        assert!(met.contains(&Expected::Refused(refusal)), "{refusal:?} was never met");
    }
    assert!(met.contains(&Expected::Open));
}
