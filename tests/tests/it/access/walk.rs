//! Every door × everybody × one's own, another's and nobody's: open exactly where the list of doors says.

use app::backend::{Accounts, Diagnoses, DiagnosisKey, SessionToken, SignIns, StaffToken};
use app::refusal::Refusal;
use tests::doors::{Door, Method, Opens, doors};
use tests::provider::{NOWHERE, settings};
use tests::{Browser, Fingerprint, Page, TestApp, TestDatabase};

use super::cast::{Cast, Side, Somebody, cast, last_part};
use super::requests::{Asked, requests};
use super::verdict::{Expected, expected, is_refusal, said};

tests::on_both_databases! {
    every_door_opens_as_the_list_says,
    a_key_and_a_session_decide_for_their_own_business_alone,
    an_advisers_key_answers_and_decides_nothing,
    nobody_ends_anothers_session,
}

/// After these something is gone that others need, so they come last, in this order.
const LAST: [&str; 9] = [
    "/do/drop-menu-table",
    "/do/revoke-consent",
    "/do/end-notices",
    "/notices/unsubscribe/{token}",
    "/do/disable-agency-staff",
    "/do/disable-staff",
    "/do/erase",
    "/do/claim",
    "/do/close-agency",
];

/// One look at one door.
struct Cell<'a> {
    door: &'static Door,
    who: &'a Somebody<'a>,
    side: Side,
    asked: Asked,
    expected: Expected,
}

impl Cell<'_> {
    /// What changes nothing first; what is refused before what is not; forms of agencies before those by which a business
    /// takes something away from them.
    fn order(&self) -> (usize, bool) {
        let last = LAST.iter().position(|path| *path == self.door.path);
        let stage = match (last, self.door.method, self.door.opens) {
            (_, Method::Get, _) => 0,
            (Some(place), Method::Post, _) => 10 + place,
            (None, Method::Post, Opens::Key | Opens::OwnKey | Opens::OwnDevice | Opens::Secret) => 2,
            (None, Method::Post, Opens::Account | Opens::AccountAndKey) => 3,
            (None, Method::Post, _) => 1,
        };
        (stage, !self.expected.refuses())
    }
}

fn cells<'a>(cast: &'a Cast<'a>) -> Vec<Cell<'a>> {
    let mut cells = Vec::new();
    for door in doors() {
        let of_sides = cast.things.each_ref().map(|things| requests(door, things));
        for who in &cast.people {
            for place in 0..of_sides[0].len() {
                let mut seen: Vec<&Asked> = Vec::new();
                for (side, asked) in Side::ALL.into_iter().zip(of_sides.iter().map(|all| &all[place])) {
                    if seen.contains(&asked) {
                        continue;
                    }
                    seen.push(asked);
                    let named = of_sides[0][place] != of_sides[1][place];
                    let expected = expected(door, who, side, named);
                    cells.push(Cell { door, who, side, asked: asked.clone(), expected });
                }
            }
        }
    }
    cells.sort_by_key(|cell| cell.order());
    cells
}

impl Cell<'_> {
    /// A form of a diagnosis may lead back to its page before it looks whether there is one: then that page tells.
    async fn answer(&self) -> Page {
        let page = self.asked.send(&self.who.browser).await;
        let leads_back = page.status == 303 && page.location().starts_with("/diagnosis/");
        if self.expected == Expected::NotFound && leads_back {
            return self.who.browser.get(page.location()).await;
        }
        page
    }

    /// What is wrong with an answer, for whoever has to mend it.
    fn told(&self, page: &Page, what: &str) -> String {
        let Door { method, path, .. } = self.door;
        let (visitor, own) = (self.who.visitor, self.who.side);
        let came =
            if (300..400).contains(&page.status) { page.location().to_owned() } else { page.heading() };
        format!(
            "{method:?} {path} as {visitor:?} of {own:?}, for what is of {:?}: {what}, and {} {came} came",
            self.side, page.status
        )
    }
}

async fn every_door_opens_as_the_list_says(database: TestDatabase) {
    // The way to the sign-on is there, and leads nowhere.
    let app = TestApp::with_sign_on(database, settings(NOWHERE)).await;
    let cast = cast(&app).await;
    let cells = cells(&cast);
    let (mut wrong, mut not_found) = (Vec::new(), Vec::<(&Cell<'_>, (u16, String))>::new());
    let (mut refusing, mut blocks, mut tables) = (None, 0, 0);
    let at_first = app.database.fingerprint().await;
    for (place, cell) in cells.iter().enumerate() {
        let refuses = cell.expected.refuses();
        if refuses && refusing.is_none() {
            refusing = Some((place, app.database.fingerprint().await));
        } else if let Some((first, before)) = refusing.take_if(|_| !refuses) {
            wrong.extend(changed(&before, &app.database.fingerprint().await, &cells[first..place]));
            tables = before.len();
            blocks += 1;
        }
        let page = cell.answer().await;
        if !cell.expected.is_met_by(&page) {
            wrong.push(cell.told(&page, &format!("{:?} was expected", cell.expected)));
        }
        if cell.expected == Expected::NotFound {
            let said = said(&page, cell.door.method);
            let other = not_found
                .iter()
                .find(|(other, _)| std::ptr::eq(other.door, cell.door) && std::ptr::eq(other.who, cell.who));
            if other.is_some_and(|(_, other)| *other != said) {
                wrong.push(cell.told(&page, "what is another's is told apart from what is not there"));
            }
            not_found.push((cell, said));
        }
    }
    assert!(refusing.is_none(), "what is not refused comes last");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cells.len(), wrong.join("\n"));
    // It tries what it says, and sees what is changed.
    assert!(cells.len() > 2_000, "{}", cells.len());
    assert!(blocks > 10 && tables > 50, "{blocks} blocks, {tables} tables");
    assert_ne!(app.database.fingerprint().await, at_first);
}

/// What is wrong with a block of refusals that has left something behind.
fn changed(before: &Fingerprint, after: &Fingerprint, cells: &[Cell<'_>]) -> Option<String> {
    let tables: Vec<_> = after.iter().filter(|(table, rows)| before.get(*table) != Some(*rows)).collect();
    let mut paths: Vec<_> = cells.iter().map(|cell| cell.door.path).collect();
    paths.dedup();
    (!tables.is_empty()).then(|| format!("{tables:?} were changed by what was refused: {paths:?}"))
}

async fn a_key_and_a_session_decide_for_their_own_business_alone(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let cast = cast(&app).await;
    let [one, two, _] = &cast.things;
    let nobody = Browser::new(&app);
    let in_session = cast.people.iter().find(|who| who.side == Some(Side::One)).expect("a business");
    for (browser, form, fields) in [
        (&nobody, "revoke-consent", vec![("key", &one["key"]), ("consent", &two["consent"])]),
        (&nobody, "mark-proposal", vec![("key", &one["key"]), ("proposal", &two["proposal"])]),
        (&in_session.browser, "revoke-consent", vec![("consent", &two["consent"])]),
    ] {
        let fields =
            fields.into_iter().map(|(name, value)| (name, value.as_str())).chain([("state", "adopted")]);
        let page = browser.post(&format!("/do/{form}"), &fields.collect::<Vec<_>>()).await;
        assert!(is_refusal(&page, Refusal::PageNotFound), "{form}: {}", page.location());
    }
    // Each key opens its own diagnosis, and nothing of the other.
    for (own, other) in [(one, two), (two, one)] {
        let page = nobody.get(&format!("/diagnosis/{}/share", own["key"])).await;
        assert!(page.body.contains(&own["key"]) && !page.body.contains(&other["key"]));
        assert_eq!(page.inputs("consent"), [(own["consent"].clone(), false)]);
    }
}

async fn an_advisers_key_answers_and_decides_nothing(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let cast = cast(&app).await;
    let is_adviser =
        |who: &&Somebody<'_>| who.side == Some(Side::One) && who.browser.cookie("staff").is_some();
    let adviser = &cast.people.iter().find(is_adviser).expect("an adviser").browser;
    let begun = adviser.post("/do/answer-together", &[("client", &cast.things[0]["client"])]).await;
    let key = last_part(begun.see_other());
    let mut things = cast.things[0].clone();
    things.insert("key", key.clone());
    let parsed = DiagnosisKey::parse(&key).expect("a key");
    for (question, raw) in tests::answers(&[]) {
        app.store.save_answer(&parsed, &question, &raw).await.expect("the store answers");
    }
    app.store.submit(&parsed).await.expect("the store answers");
    let of_keys: Vec<&Door> =
        doors().filter(|door| matches!(door.opens, Opens::Key | Opens::OwnKey)).collect();
    assert!(of_keys.len() > 20);
    for door in of_keys {
        let expected = if door.opens == Opens::Key { Expected::Open } else { Expected::NotFound };
        let page = requests(door, &things)[0].send(adviser).await;
        assert!(expected.is_met_by(&page), "{}: {expected:?} was expected, {} came", door.path, page.status);
    }
}

async fn nobody_ends_anothers_session(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let cast = cast(&app).await;
    let with = |cookie: &str| -> [&Browser<'_>; 2] {
        let mut all = cast.people.iter().map(|who| &who.browser).filter(|one| one.cookie(cookie).is_some());
        [all.next().expect("somebody"), all.next().expect("somebody else")]
    };
    let ([one, two], [staff, other]) = (with("dx-me"), with("staff"));
    let session = SessionToken::parse(&two.cookie("dx-me").expect("a session")).expect("a token");
    let mine = app.store.mine(&session).await.expect("the store answers").expect("a session");
    let session = StaffToken::parse(&other.cookie("staff").expect("a session")).expect("a token");
    let theirs = app.store.staff_sessions(&session).await.expect("the store answers").expect("a session");
    for (form, page, [who, whose], id) in [
        ("/do/end-session", "/me", [one, two], mine.sessions[0].id),
        ("/do/staff-end-session", "/staff/sessions", [staff, other], theirs[0].id),
    ] {
        for id in [id, 999_999] {
            let said = who.post(form, &[("session", &id.to_string())]).await;
            assert_eq!(said.see_other(), format!("{page}?said=ended"), "the same for what there is not");
        }
        assert_eq!((who.get(page).await.status, whose.get(page).await.status), (200, 200), "{page}");
    }
}
