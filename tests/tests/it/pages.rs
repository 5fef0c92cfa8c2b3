//! What is shown: every page, its headers, its doors, and how fast it arrives.

mod catalogue;
mod every;
mod files;
mod fitting;
mod health;
mod keep_alive;
mod log;
mod office;

use tests::TestApp;

/// Every kind of page, with the status that it has.
async fn every_page(app: &TestApp) -> Vec<(String, u16)> {
    let open = app.answered(&[("q03", "60")]).await;
    let done = app.submitted(&[]).await;
    let wrong = app.answered(&[("q03", "abc")]).await;
    let fixed = [
        "/",
        "/menus",
        "/menus?kind=loan&window=closed",
        "/cases",
        "/privacy",
        "/api",
        "/office",
        "/office?made_up=1",
        "/office/menus",
        "/office/menus/yorozu-hiroshima/businesses",
    ];
    let mut pages: Vec<(String, u16)> = fixed.iter().map(|path| ((*path).to_owned(), 200)).collect();
    for question in &app.content.questionnaire.questions {
        pages.push((format!("/diagnosis/{open}/{}", question.id), 200));
    }
    pages.extend([
        (format!("/diagnosis/{wrong}/q03"), 200),
        (format!("/diagnosis/{open}/check"), 200),
        (format!("/diagnosis/{wrong}/check"), 200),
        (format!("/diagnosis/{done}/result"), 200),
        (format!("/diagnosis/{done}/q03"), 200),
        (format!("/menus/{}", app.content.menus[0].id()), 200),
        (format!("/cases/{}", app.content.cases[0].id), 200),
        ("/nowhere".to_owned(), 404),
        ("/menus/nowhere".to_owned(), 404),
        ("/refused/nowhere".to_owned(), 404),
        (format!("/diagnosis/{open}/q99"), 404),
    ]);
    for refusal in app::refusal::Refusal::ALL {
        pages.push((refusal.path(), refusal.status().as_u16()));
    }
    pages
}
