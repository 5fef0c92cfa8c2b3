//! What is shown: every page, its headers, its doors, and how fast it arrives.

mod agencies;
mod audit;
mod calendar;
mod catalogue;
pub(crate) mod drafts;
mod every;
mod files;
mod fitting;
mod funnel;
mod gaps;
mod health;
mod indicators;
mod keep_alive;
mod log;
mod mail;
mod markup;
mod menu;
mod menu_tables;
mod office;
mod open_data;
mod plan;
mod search;
mod sign_on;
mod staff;
mod warnings;
mod why;

use domain::access::Role;
use tests::staff::{AGENCY, invited};
use tests::{TestApp, TestDatabase};

use crate::access::cast::of_client;

/// Every kind of page, with the status that it has for an admin.
async fn every_page(app: &TestApp) -> Vec<(String, u16)> {
    let open = app.answered(&[("q03", "60")]).await;
    let done = app.submitted(&[]).await;
    let wrong = app.answered(&[("q03", "abc")]).await;
    let fixed = [
        "/",
        "/menus",
        "/menus?kind=loan&window=closed",
        "/menus?q=%E8%A3%9C%E5%8A%A9&sort=amount&page=2",
        "/cases?q=kintone",
        "/cases",
        "/privacy",
        "/api",
        "/paper",
        "/resume",
        "/resume?said=unfit",
        "/resume?said=both",
        "/resume?said=nothing",
        "/me/sign-in",
        "/me/sign-in?said=address",
        "/me/sign-in?said=link-expired",
        "/me/sign-in?said=signed-out",
        "/me/sent",
        "/staff/sign-in",
        "/staff/sign-in?said=wrong",
        "/staff/sign-in?said=signed-out",
        "/staff/code",
        "/staff/code?said=too-often",
        "/staff/enrol/0",
        "/staff/codes",
        "/staff/sessions",
        "/staff/sessions?said=ended",
        "/staff/password",
        "/staff/password?said=common",
        "/staff/app",
        "/staff/app?said=wrong",
        "/staff/confirm",
        "/staff/confirm?said=wrong",
        "/agencies",
        "/agencies?municipality=34209",
        "/office/agencies",
        "/office/agencies?said=closed",
        "/office/agencies?said=name&name=&kind=bank",
        "/office/staff",
        "/office/staff?said=address",
        "/office/staff?said=last-admin",
        "/open-data",
        "/open-data/how-to",
        "/office",
        "/office?made_up=1",
        "/office/indicators/survey-dx-need-rate?by=municipality",
        "/office/indicators/survey-tool-use-rate?by=industry",
        "/office/freshness",
        "/office/audit",
        "/office/afterwards",
        "/office/mail",
        "/office/mail?said=resent",
        "/office/mail?said=gone",
        "/office/warnings",
        "/office/warnings?said=published",
        "/office/warnings?title=a&text=b&url=https%3A%2F%2Fexample.jp%2F",
        "/office/warnings?title=&text=&url=",
        "/notices/sent",
        "/notices/ended",
        "/notices/late",
        "/office/funnel",
        "/office/funnel?period=R8&made_up=1",
        "/office/responses",
        "/office/responses?lately=1",
        "/office/plan",
        "/office/plan?said=entered",
        "/office/plan/sandbox-cum",
        "/office/plan/optimization-policy?year=R7",
        "/office/plan/dx-need-rate?year=R7&target=x",
        "/office/drafts",
        "/office/drafts?said=published",
        "/office/menus-table",
        "/office/menus-table?said=no-file",
        "/office/menus-table?said=too-large",
        "/office/menus-table?said=unreadable",
        "/office/menus-table?said=gone",
        "/office/menus",
        "/office/menus/yorozu-hiroshima/businesses",
        "/office/gaps",
        "/office/gaps?made_up=1&pain=paperwork&municipality=34207&employee_size=6-20",
        "/office/gaps/paperwork",
    ];
    let mut pages: Vec<(String, u16)> = fixed.iter().map(|path| ((*path).to_owned(), 200)).collect();
    let coded = app.answered(&[]).await;
    app.post("/do/later", &[("key", &coded)]).await;
    for question in &app.content.questionnaire.questions {
        pages.push((format!("/diagnosis/{open}/{}", question.id), 200));
    }
    pages.extend([
        (format!("/diagnosis/{wrong}/q03"), 200),
        (format!("/diagnosis/{open}/check"), 200),
        (format!("/diagnosis/{wrong}/check"), 200),
        (format!("/diagnosis/{coded}/later"), 200),
        (format!("/diagnosis/{open}/later"), 200),
        (format!("/diagnosis/{open}/mail"), 200),
        (format!("/diagnosis/{open}/mail?said=address"), 200),
        (format!("/diagnosis/{wrong}/later"), 200),
        (format!("/diagnosis/{open}/keying"), 200),
        (format!("/diagnosis/{wrong}/keying"), 200),
        (format!("/diagnosis/{done}/result"), 200),
        (format!("/diagnosis/{done}/notices"), 200),
        (format!("/diagnosis/{done}/notices?said=both"), 200),
        (format!("/diagnosis/{done}/ask"), 200),
        (format!("/diagnosis/{done}/ask?said=unfit"), 200),
        // Where staff is signed in: on one's own device it is another page.
        (format!("/diagnosis/{done}/share"), 200),
        (format!("/diagnosis/{done}/q03"), 200),
        (format!("/diagnosis/{done}/history"), 200),
        (format!("/diagnosis/{done}/afterwards"), 200),
        (format!("/diagnosis/{done}/afterwards?choose={}", app.content.menus[0].id()), 200),
        (format!("/menus/{}", app.content.menus[0].id()), 200),
        (format!("/office/drafts/{}", drafts::drafted(app, "marukei", "name", "名前".into()).await), 200),
        ("/office/drafts/0".to_owned(), 404),
        (agencies::path_of_one(app).await, 200),
        (agencies::start_of_one(app).await, 200),
        ("/office/agencies/0".to_owned(), 404),
        ("/office/agencies/x".to_owned(), 404),
        (
            format!(
                "/staff/enrol/{}",
                invited(&app.store, Role::Editor, "kangaechu@example.jp").await.as_str()
            ),
            200,
        ),
        ("/menus/jizokuka-general-20?cost=300".to_owned(), 200),
        ("/menus/jizokuka-general-20?cost=abc".to_owned(), 200),
        ("/menus/jizokuka-general-20/why".to_owned(), 200),
        (menu_tables::sent(app, "menus.csv", "id,名前\nmarukei,別の名前\n".as_bytes()).await, 200),
        (menu_tables::sent(app, "menus.csv", b"junk").await, 200),
        ("/office/menus-table/0".to_owned(), 404),
        (format!("/cases/{}", app.content.cases[0].id()), 200),
        ("/nowhere".to_owned(), 404),
        ("/office/gaps/nowhere".to_owned(), 404),
        ("/menus/nowhere".to_owned(), 404),
        ("/menus/nowhere/why".to_owned(), 404),
        ("/menus/nowhere/deadline.ics".to_owned(), 404),
        ("/open-data/R8-Q1/v1/survey-indicators.csv".to_owned(), 404),
        ("/open-data/R8-Q1/survey-indicators.csv".to_owned(), 404),
        ("/open-data/nowhere".to_owned(), 404),
        ("/refused/nowhere".to_owned(), 404),
        (format!("/diagnosis/{open}/q99"), 404),
    ]);
    for refusal in app::refusal::Refusal::ALL {
        pages.push((refusal.path(), refusal.status().as_u16()));
    }
    pages
}

/// Every kind of page of an agency, with the status that it has for one of its admins.
async fn every_page_of_an_agency(app: &TestApp) -> Vec<(String, u16)> {
    let key = app.submitted(&[]).await;
    let things = of_client(app, &key, AGENCY).await;
    let (client, request) = (&things["client"], &things["request"]);
    let named = [
        format!("/agency/clients/{client}"),
        format!("/agency/clients/{client}?said=noted"),
        format!("/agency/clients/{client}?said=note-empty"),
        format!("/agency/clients/{client}?said=bad-day"),
        format!("/agency/clients/{client}/answers"),
        format!("/agency/clients/{client}/sheet"),
        format!("/agency/requests/{request}"),
        format!("/agency/requests/{request}?said=asked"),
        format!("/diagnosis/{key}/share"),
    ];
    let fixed = [
        "/agency",
        "/agency?q=%E3%81%AA%E3%81%84&only=tasks&sort=name",
        "/agency/new",
        "/agency/new?said=asked",
        "/agency/new?said=wrong",
        "/agency/requests",
        "/agency/requests?said=over",
        "/agency/profile",
        "/agency/profile?said=saved",
        "/agency/staff",
        "/agency/staff?said=address",
        "/agency/poster",
        "/staff/sessions",
    ];
    let found = fixed.map(str::to_owned).into_iter().chain(named).map(|path| (path, 200));
    let nowhere = ["/agency/clients/0", "/agency/clients/x/sheet", "/agency/requests/0", "/agency/nowhere"];
    found.chain(nowhere.map(|path| (path.to_owned(), 404))).collect()
}

/// What a business decides on its own device, where nobody of staff is signed in.
async fn every_page_of_sharing(app: &TestApp) -> Vec<(String, u16)> {
    let (done, typed, asked) = (app.submitted(&[]).await, app.submitted(&[]).await, app.submitted(&[]).await);
    app.post("/do/share-code", &[("key", &typed)]).await;
    of_client(app, &asked, AGENCY).await;
    let pages = [
        format!("/diagnosis/{done}/share"),
        format!("/diagnosis/{done}/share?said=contact"),
        format!("/diagnosis/{done}/share?said=no-code"),
        format!("/diagnosis/{typed}/share"),
        format!("/diagnosis/{asked}/share?said=given"),
        format!("/diagnosis/{asked}/ask"),
        format!("/diagnosis/{asked}/ask?said=sent"),
    ];
    pages.into_iter().map(|path| (path, 200)).collect()
}

/// All that there is to be looked at, each by somebody to whom it opens.
async fn everything(database: TestDatabase) -> Vec<(TestApp, Vec<(String, u16)>)> {
    let [second, third] = [database.shared(), database.shared()];
    let office = TestApp::of_staff(database, Role::Admin).await;
    let agency = TestApp::of_staff(second, Role::AgencyAdmin).await;
    let business = TestApp::new(third).await;
    let pages = [
        every_page(&office).await,
        every_page_of_an_agency(&agency).await,
        every_page_of_sharing(&business).await,
    ];
    [office, agency, business].into_iter().zip(pages).collect()
}
