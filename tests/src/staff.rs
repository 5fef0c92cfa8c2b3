//! Somebody of staff, enrolled quickly: past the pages, through the same store. And that others stay outside.

use app::backend::{
    BrowserToken, Chosen, CodesToken, Device, Enrolled, Enrolling, Enrolments, Finishing, Invitation,
    LinkToken, NewPassword, StaffToken,
};
use app::refusal::Refusal;
use chrono::{DateTime, Utc};
use domain::access::{Act, Role};
use server::auth::totp;
use server::store::{Added, Store};

use crate::{Browser, TestApp};

/// Whose address is in no password of theirs.
pub const ADDRESS: &str = "kanri@example.jp";
/// The agency of those who are of one.
pub const AGENCY: &str = "しけん商工会";

/// Somebody who has enrolled.
#[derive(Debug, Clone)]
pub struct Enrollee {
    pub address: String,
    pub password: &'static str,
    /// What their app makes codes of.
    pub secret: Vec<u8>,
    /// The one that came of enrolling.
    pub session: StaffToken,
    pub codes: CodesToken,
}

impl Enrollee {
    /// What their app shows at an instant.
    #[must_use]
    pub fn code(&self, now: DateTime<Utc>) -> String {
        totp::code(&self.secret, totp::step(now))
    }
}

pub const PASSWORD: &str = "kusanagi-no-tsurugi";

/// The link of somebody new; of [`AGENCY`], if the role is one of an agency.
pub async fn invited(store: &Store, role: Role, address: &str) -> LinkToken {
    invited_to(store, AGENCY, (role, address)).await
}

/// The same; of this agency, if the role is one of an agency.
async fn invited_to(store: &Store, agency: &str, (role, address): (Role, &str)) -> LinkToken {
    let agency = if role.is_of_agency() {
        store.add_agency(agency).await.expect("the store answers");
        store.agency_named(agency).await.expect("the store answers")
    } else {
        None
    };
    let added = store.add_staff(Invitation { address, role, agency }).await.expect("the store answers");
    match added {
        Added::Link(link) => link,
        other => panic!("{other:?}"),
    }
}

/// A new password for a link, and the app's secret.
pub async fn begun(store: &Store, link: &LinkToken) -> (BrowserToken, Vec<u8>) {
    let password = NewPassword { first: PASSWORD, again: PASSWORD };
    let chosen = store.choose_password(link, password).await.expect("the store answers");
    let Chosen::Begun(browser) = chosen else { panic!("{chosen:?}") };
    let seen = store.look_at_enrolment(link, Some(&browser)).await.expect("the store answers");
    let Enrolling::App(secret) = seen else { panic!("no app is asked for") };
    (browser, from_base32(&secret.text))
}

/// Somebody of a role, enrolled.
pub async fn enrolled(store: &Store, role: Role, address: &str, now: DateTime<Utc>) -> Enrollee {
    enrolled_in(store, AGENCY, (role, address), now).await
}

/// The same; of this agency, if the role is one of an agency.
pub async fn enrolled_in(
    store: &Store,
    agency: &str,
    (role, address): (Role, &str),
    now: DateTime<Utc>,
) -> Enrollee {
    let link = &invited_to(store, agency, (role, address)).await;
    let (browser, secret) = begun(store, link).await;
    let code = totp::code(&secret, totp::step(now));
    let finishing =
        Finishing { link, browser: Some(&browser), code: &code, device: Device::Windows, former: None };
    let done = store.finish_enrolment(finishing).await.expect("the store answers");
    let Enrolled::Done { session, codes } = done else { panic!("{done:?}") };
    Enrollee { address: address.to_owned(), password: PASSWORD, secret, session, codes }
}

/// As an app reads a secret that is typed.
#[must_use]
pub fn from_base32(text: &str) -> Vec<u8> {
    let value = |c: char| match c {
        'A'..='Z' => c as u64 - 'A' as u64,
        '2'..='7' => c as u64 - '2' as u64 + 26,
        other => panic!("{other} is no letter of base32"),
    };
    let letters: Vec<u64> = text.chars().map(value).collect();
    let bytes = |group: &[u64]| {
        let bits = group.iter().fold(0, |bits, value| bits << 5 | value);
        bits.to_be_bytes()[3..].to_vec()
    };
    letters.chunks(8).flat_map(bytes).collect()
}

/// The same as [`assert_closed`] for an agency's page.
///
/// # Panics
/// When it is open.
pub async fn assert_closed_to_others(app: &TestApp, path: &str, act: Act) {
    let page = Browser::new(app).get(path).await;
    assert_eq!(page.status, 303, "{path} is open to nobody in particular");
    assert!(page.location().starts_with("/staff/sign-in?next=%2Fagency"), "{path}: {}", page.location());
    for role in Role::ALL.into_iter().filter(|role| act.permitted().all(|one| one != *role)) {
        let page = Browser::of_staff(app, role).await.get(path).await;
        assert_eq!(page.status, 403, "{path} is open to {role:?}");
        assert!(page.text().contains(&app::words::staff::only(act)), "{path} {role:?}: {}", page.text());
        assert!(!page.body.contains("<table") && !page.body.contains("facts__item"), "{path}");
    }
}

/// An address that leads nobody in who is not signed in, nor who is of a role that may not do this.
///
/// # Panics
/// When it is open.
pub async fn assert_closed(app: &TestApp, path: &str, act: Act) {
    let page = Browser::new(app).get(path).await;
    assert_eq!(page.status, 303, "{path} is open to nobody in particular");
    assert!(page.location().starts_with("/staff/sign-in?next=%2Foffice"), "{path}: {}", page.location());
    assert!(!page.body.contains("<table") && !page.body.contains("stat__number"), "{path}");
    for role in Role::ALL.into_iter().filter(|role| act.permitted().all(|one| one != *role)) {
        let page = Browser::of_staff(app, role).await.get(path).await;
        assert_eq!(page.status, 403, "{path} is open to {role:?}");
        assert!(page.text().contains(&app::words::staff::only(act)), "{path} {role:?}: {}", page.text());
        assert!(!page.body.contains("<table") && !page.body.contains("stat__number"), "{path}");
    }
}

/// The same of a form.
///
/// # Panics
/// When it is open.
pub async fn assert_form_closed(app: &TestApp, action: &str, fields: &[(&str, &str)], act: Act) {
    let page = Browser::new(app).post(action, fields).await;
    assert_eq!(page.see_other(), "/staff/sign-in?said=over", "{action}");
    for role in Role::ALL.into_iter().filter(|role| act.permitted().all(|one| one != *role)) {
        let page = Browser::of_staff(app, role).await.post(action, fields).await;
        assert_eq!(page.see_other(), Refusal::NotPermitted(act).path(), "{action} {role:?}");
    }
}
