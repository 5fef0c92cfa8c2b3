//! The second step of the industry: asked where the law differs, on the same page.

use tests::{TestApp, TestDatabase};

use super::path;

tests::on_both_databases! {
    the_second_step_is_shown_where_the_law_differs,
    the_second_step_leads_on,
    a_detail_of_another_division_is_a_remnant,
}

/// What the form sends beside key and question.
type Fields = &'static [(&'static str, &'static str)];

async fn the_second_step_is_shown_where_the_law_differs(database: TestDatabase) {
    let app = TestApp::new(database).await;
    for division in app.content.industries.divisions() {
        let key = app.started().await;
        let letter = division.division.to_string();
        let finer = app.content.industries.finer_that_matter(&letter).count();
        let sent = app.answer(&key, "q02", &[("choice[]", &letter)]).await;
        assert_eq!(app.raw(&key, "q02").await.values, [letter.as_str()]);
        if finer == 0 {
            assert_eq!(sent.see_other(), path(&key, "q03"), "{letter}");
            continue;
        }
        assert_eq!(sent.see_other(), path(&key, "q02#detail"), "{letter}");
        let page = app.follow(sent).await;
        assert_eq!(page.chosen(), [letter.as_str()]);
        let shown: Vec<_> = page
            .named("fieldset")
            .into_iter()
            .filter(|set| set.has("data-division") && !set.has("hidden"))
            .collect();
        assert_eq!(shown.len(), 1, "{letter}");
        assert_eq!(
            (shown[0].get("data-division"), shown[0].get("id")),
            (Some(letter.as_str()), Some("detail"))
        );
        assert!(page.hidden().contains(&("detail_asked".to_owned(), letter.clone())), "{letter}");
        let own =
            page.inputs("detail").into_iter().filter(|(value, _)| value.starts_with(&format!("{letter}:")));
        assert_eq!(own.count(), finer + 1, "{letter}: each line of the law, and none of them");
        assert!(!page.body.contains("error-summary"), "{letter}: nothing is wrong yet");
    }
}

async fn the_second_step_leads_on(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let cases: [(Fields, &str); 5] = [
        (&[("choice[]", "I"), ("detail", "I:56")], "I:56"),
        (&[("choice[]", "I"), ("detail", "I:56"), ("detail_asked", "I")], "I:56"),
        (&[("choice[]", "I"), ("detail_asked", "I")], "I"),
        (&[("choice[]", "I"), ("detail", "I:")], "I"),
        (&[("choice[]", "G"), ("detail", "G:411")], "G:411"),
    ];
    for (fields, stored) in cases {
        let key = app.started().await;
        let sent = app.answer(&key, "q02", fields).await;
        assert_eq!(sent.see_other(), path(&key, "q03"), "{fields:?}");
        assert_eq!(app.raw(&key, "q02").await.values, [stored], "{fields:?}");
    }
    let key = app.answered(&[("q02", "I:56")]).await;
    let page = app.get(&path(&key, "q02")).await;
    let details: Vec<_> = page.inputs("detail").into_iter().filter(|(_, chosen)| *chosen).collect();
    assert_eq!((page.chosen(), details), (vec!["I".to_owned()], vec![("I:56".to_owned(), true)]));
    assert!(app.get(&path(&key, "check")).await.text().contains("小売業"));
    // Changed from the check page it is asked as well, and returns there.
    let sent = app.answer(&key, "q02", &[("choice[]", "M"), ("back", "check")]).await;
    assert_eq!(sent.see_other(), path(&key, "q02?back=check#detail"));
}

async fn a_detail_of_another_division_is_a_remnant(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let cases: [(Fields, &str, &str); 4] = [
        (&[("choice[]", "E"), ("detail", "I:56")], "E", "q03"),
        (&[("choice[]", "E"), ("detail", "I:56"), ("detail_asked", "I")], "E", "q03"),
        (&[("choice[]", "M"), ("detail", "I:56"), ("detail_asked", "I")], "M", "q02#detail"),
        (&[("declined", "1"), ("detail", "I:56")], "", "q03"),
    ];
    for (fields, stored, place) in cases {
        let key = app.started().await;
        let sent = app.answer(&key, "q02", fields).await;
        assert_eq!(sent.see_other(), path(&key, place), "{fields:?}");
        assert_eq!(app.raw(&key, "q02").await.values.concat(), stored, "{fields:?}");
    }
    // A code that is none leads back with a finding.
    let key = app.started().await;
    let sent = app.answer(&key, "q02", &[("choice[]", "I"), ("detail", "I:99")]).await;
    assert_eq!(sent.see_other(), path(&key, "q02"));
    assert!(app.follow(sent).await.body.contains("error-summary"));
}
