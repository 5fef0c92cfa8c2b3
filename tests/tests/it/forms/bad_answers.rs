//! Answers that do not count: kept as they were sent, explained at the field, and nothing else is lost.

use app::words::answers::sentence;
use app::words::common;
use domain::answer::{AnswerProblem, RawAnswer};
use tests::{Page, TestApp, TestDatabase, html};

use super::{is_japanese, path};

tests::on_both_databases! {
    what_does_not_count_is_kept_and_explained,
    what_was_typed_is_text_on_the_page,
    an_optional_question_may_be_left_out,
    characters_that_no_database_should_see,
}

const SIX_PAINS: [&str; 6] =
    ["paperwork", "labor-shortage", "long-hours", "info-silo", "data-unused", "funding"];

struct Case {
    question: &'static str,
    choices: Vec<&'static str>,
    problem: AnswerProblem,
}

fn case(question: &'static str, choices: &[&'static str], problem: AnswerProblem) -> Case {
    Case { question, choices: choices.to_vec(), problem }
}

fn cases() -> Vec<Case> {
    use AnswerProblem::*;
    let exclusive = || ExclusiveWithOthers { label: "とくにない".to_owned() };
    vec![
        case("q03", &["abc"], NotANumber("abc".to_owned())),
        case("q03", &["十人"], NotANumber("十人".to_owned())),
        case("q03", &["-1"], NotANumber("-1".to_owned())),
        case("q03", &["1.5"], NotANumber("1.5".to_owned())),
        case("q03", &["10001"], OutOfRange { min: 0, max: 9_999 }),
        case("q03", &["99999999999999999999999999"], OutOfRange { min: 0, max: 9_999 }),
        case("q03", &["1", "2"], OnlyOne),
        case("q03", &[""], Required),
        case("q04", &[], Required),
        case("q04", &["kaisha"], UnknownOption("kaisha".to_owned())),
        case("q04", &["strong"], UnknownOption("strong".to_owned())),
        case("q04", &["corporation", "npo"], OnlyOne),
        case("q10", &SIX_PAINS, TooMany { max: 5, chosen: 6 }),
        case("q10", &["paperwork", "none"], exclusive()),
        case("q10", &["none", "paperwork", "funding"], exclusive()),
        case("q10", &["paperwork", "generative-ai"], UnknownOption("generative-ai".to_owned())),
        case("q01", &["13101"], UnknownMunicipality("13101".to_owned())),
        case("q02", &["ZZ"], UnknownIndustry("ZZ".to_owned())),
        case("q02", &["I:75"], CodeOfOtherDivision { division: "I".to_owned(), code: "75".to_owned() }),
    ]
}

async fn what_does_not_count_is_kept_and_explained(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for case in cases() {
        for back in [None, Some("check")] {
            let key = app.answered(&[]).await;
            let before = app.diagnosis(&key).await.answers;
            let mut fields: Vec<_> = case.choices.iter().map(|value| ("choice[]", *value)).collect();
            fields.extend(back.map(|back| ("back", back)));
            let sent = app.answer(&key, case.question, &fields).await;
            let query = if back.is_some() { "?back=check" } else { "" };
            assert_eq!(sent.see_other(), path(&key, &format!("{}{query}", case.question)));
            assert_shown(&app, &case, &app.follow(sent).await);

            let kept = app.diagnosis(&key).await;
            let mut expected = before.clone();
            let values = case.choices.iter().map(|&value| value.to_owned()).collect();
            expected.insert(case.question.to_owned(), RawAnswer { values, declined: false });
            assert_eq!(kept.answers, expected, "{:?}", case.choices);
            let check = app.get(&path(&key, "check")).await;
            assert!(check.text().contains(&sentence(&case.problem)), "{:?}", case.choices);
            assert!(!check.body.contains("/do/submit"), "{:?}", case.choices);
            let sent = app.post("/do/submit", &[("key", &key)]).await;
            assert_eq!(sent.see_other(), path(&key, &format!("{}?back=check", case.question)));
        }
    }
}

/// The sentence stands on top and at the field; what was sent is still there.
fn assert_shown(app: &TestApp, case: &Case, page: &Page) {
    let what = format!("{} {:?}", case.question, case.choices);
    let expected = sentence(&case.problem);
    assert!(is_japanese(&expected), "{expected}");
    assert_eq!(page.status, 200, "{what}");
    assert!(page.title().starts_with(common::ERROR), "{what}: {}", page.title());
    let summary = page.element("div.error-summary");
    assert_eq!(summary, format!("{}{expected}", common::ERROR_SUMMARY), "{what}");
    let at_field = page.element("span.field-error");
    assert_eq!(at_field, format!("{}{expected}", common::ERROR), "{what}");
    assert!(
        page.tags().iter().any(|tag| tag.get("id") == Some("answer")),
        "{what}: the link leads to the field"
    );
    let question = app.content.questionnaire.question(case.question).expect("a question");
    let known = |value: &&&str| question.choice(value).is_some();
    if case.question == "q03" {
        let first = case.choices.first().copied().unwrap_or_default();
        assert_eq!(page.inputs("choice[]"), [(first.to_owned(), false)], "{what}");
    } else {
        let mut chosen = page.chosen();
        let mut sent: Vec<String> =
            case.choices.iter().filter(known).map(|&value| value.to_owned()).collect();
        if case.question == "q02" {
            chosen.retain(|letter| letter != "I");
        }
        chosen.sort_unstable();
        sent.sort_unstable();
        assert_eq!(chosen, sent, "{what}");
    }
}

async fn what_was_typed_is_text_on_the_page(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for evil in
        [r#""><script>alert(1)</script>"#, "'><img src=x onerror=alert(1)>", "</title><b>", "&lt;b&gt;"]
    {
        let key = app.answered(&[]).await;
        let sent = app.answer(&key, "q03", &[("choice[]", evil)]).await;
        let question = app.follow(sent).await;
        assert_eq!(question.inputs("choice[]"), [(evil.to_owned(), false)], "{evil}");
        app.answer(&key, "q04", &[("choice[]", evil)]).await;
        for page in [question, app.get(&path(&key, "q04")).await, app.get(&path(&key, "check")).await] {
            assert_eq!(page.status, 200);
            let strange = |tag: &html::Tag| tag.name == "img" || tag.has("onerror");
            assert!(!page.tags().iter().any(strange), "{evil}");
            assert!(!page.body.contains("alert(1)</script>"), "{evil}");
            assert!(!page.body.contains("</title><b>"), "{evil}");
        }
    }
}

async fn an_optional_question_may_be_left_out(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    for fields in [vec![], vec![("choice[]", "")], vec![("choice[]", " \u{3000} ")]] {
        let sent = app.answer(&key, "q05", &fields).await;
        assert_eq!(sent.see_other(), path(&key, "q07"), "{fields:?}");
    }
    let sent = app.answer(&key, "q05", &[("declined", "1"), ("choice[]", "abc")]).await;
    assert_eq!(sent.see_other(), path(&key, "q07"));
    assert_eq!(app.raw(&key, "q05").await, RawAnswer { values: Vec::new(), declined: true });
}

/// PostgreSQL takes no NUL in a text; the answer must be stored or refused all the same.
async fn characters_that_no_database_should_see(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for strange in [
        "\0",
        "1\u{0}2",
        "\u{202e}12",
        "\u{feff}",
        "\u{1f363}",
        "\r\n",
        "\u{10ffff}",
        "'; DROP TABLE answer; --",
    ] {
        let key = app.answered(&[]).await;
        let sent = app.answer(&key, "q03", &[("choice[]", strange)]).await;
        assert_eq!(sent.see_other(), path(&key, "q03"), "{strange:?}");
        assert_eq!(app.raw(&key, "q03").await.values, [strange], "{strange:?}");
        let page = app.follow(sent).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("error-summary"), "{strange:?}");
    }
}
