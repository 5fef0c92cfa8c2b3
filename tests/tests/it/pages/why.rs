//! Why a menu fits or does not, for the diagnosis that the browser remembers; and what that makes of the other pages.

use app::words::{result as result_words, why as words};
use domain::document::ConditionLevel;
use tests::{Page, TestApp, TestDatabase, html};

tests::on_both_databases! {
    every_condition_of_every_menu_has_its_sentence,
    what_is_missing_is_asked_and_changes_the_verdict,
    from_a_submitted_diagnosis_a_new_one_begins,
    a_hidden_question_is_asked_once_it_has_opened,
    what_no_question_settles_is_for_the_counter,
    what_fits_is_of_use_only_while_one_can_apply,
    without_a_diagnosis_the_page_invites_to_one,
    what_is_remembered_stays_in_no_cache,
    the_way_back_leads_nowhere_else,
    the_interface_gives_the_same_reasons,
}

/// Opens a page with the diagnosis that the browser remembers.
async fn seen(app: &TestApp, path: &str, key: &str) -> Page {
    app.get_with(path, &[("cookie", &format!("dx-diagnosis={key}"))]).await
}

fn conditions(page: &Page) -> Vec<String> {
    html::elements(&page.body, "li.condition").into_iter().map(html::text).collect()
}

/// Text and way of the button that asks for what is missing: a link, or a form.
fn button(page: &Page) -> Option<(String, String)> {
    let links =
        page.named("a").into_iter().filter(|a| a.get("href").is_some_and(|h| h.contains("back=menu:")));
    let link = links.filter_map(|a| a.get("href").map(str::to_owned)).next();
    let text = |name: &str| {
        let mut found = html::elements(&page.body, name).into_iter().map(html::text);
        found.find(|text| text.starts_with("足りない"))
    };
    match (link, text("a"), text("button")) {
        (Some(href), Some(text), None) => Some((text, href)),
        (None, None, Some(text)) => Some((text, "form".to_owned())),
        (None, None, None) => None,
        other => panic!("{other:?}"),
    }
}

async fn every_condition_of_every_menu_has_its_sentence(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[("q11", "efficiency"), ("q21", "no"), ("q24", "none")]).await;
    let (mut reasons, mut unknown) = (0, 0);
    for menu in &app.content.menus {
        let path = format!("/menus/{}/why", menu.id());
        let page = seen(&app, &path, &key).await;
        assert_eq!(page.status, 200, "{path}");
        let said = conditions(&page);
        assert_eq!(said.len(), menu.conditions.len(), "{path}");
        for (said, condition) in said.iter().zip(&menu.conditions) {
            assert!(said.contains(&format!("「{}」", condition.text)), "{path}: {said}");
            assert!(said.ends_with('。') && !said.contains("。。"), "{path}: {said}");
            assert_eq!(
                said.matches('。').count(),
                1 + condition.text.matches('。').count(),
                "one sentence: {said}"
            );
            assert_eq!(
                said.contains("必須ではなく"),
                condition.level == ConditionLevel::Preferred,
                "{path}: {said}"
            );
            unknown += usize::from(said.contains("まだわからず"));
        }
        reasons += said.len();
    }
    assert!(reasons > 120 && unknown > 0, "{reasons} {unknown}");
    // What is asked, what the business has, what would change it.
    let page = seen(&app, "/menus/jizokuka-general-20/why", &key).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(conditions(&page).join("\n"), @r"
    ○満たす：求められるのは「小規模企業者であること」で、いまの答えは「小規模企業にあたる」なので、満たしています。
    ×まだ：求められるのは「GビズIDプライムを持っていること（電子申請に使う）」ですが、いまの答えは「まだ」で、GビズIDプライムを取る（無料、2〜3週間ほど）と満たします。
    +なお良い：合う：必須ではなく、合うとなお良いのは「やりたいことと合うこと」で、いまの答えは「仕事を楽にしたい」なので、満たしています。
    ");
    }
    let page = seen(&app, "/menus/miyoshi-shokibo-jizoku/why", &key).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(conditions(&page).join("\n"), @r"
    ×合わない：求められるのは「三次市内の事業者であること」ですが、いまの答えは「福山市」で、事業所の場所で決まることなので、ほかの市町や県・国の支援をさがしてください。
    ○満たす：求められるのは「小規模企業者であること」で、いまの答えは「小規模企業にあたる」なので、満たしています。
    +なお良い：合う：必須ではなく、合うとなお良いのは「やりたいことと合うこと」で、いまの答えは「仕事を楽にしたい」なので、満たしています。
    ");
    }
}

async fn what_is_missing_is_asked_and_changes_the_verdict(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[]).await;
    let menu = "/menus/jizokuka-general-20";
    let page = seen(&app, menu, &key).await;
    assert_eq!(page.element("b.verdict"), "確かめが必要");
    let why = seen(&app, &format!("{menu}/why"), &key).await;
    let (text, href) = button(&why).expect("a way to answer");
    assert_eq!(text, "足りない1問に答える");
    assert_eq!(href, format!("/diagnosis/{key}/q24?back=menu:jizokuka-general-20"));
    assert_eq!(button(&page), Some((text, href.clone())), "on the menu's page as well");

    let question = app.get(&href).await;
    assert!(question.text().contains(words::ASKING_FOR), "{}", question.text());
    assert!(question.hidden().contains(&("back".to_owned(), "menu:jizokuka-general-20".to_owned())));
    let back = [("back", "menu:jizokuka-general-20")];
    let wrong = app.answer(&key, "q24", &[&[("choice[]", "nothing")], &back[..]].concat()).await;
    assert_eq!(wrong.see_other(), href, "what cannot be read is asked again, on the same way");
    let sent = app.answer(&key, "q24", &[&[("choice[]", "gbiz")], &back[..]].concat()).await;
    assert_eq!(sent.see_other(), menu);
    assert!(
        sent.header("set-cookie").starts_with(&format!("dx-diagnosis={key};")),
        "the menu's page judges for the diagnosis that was answered, whatever the browser remembered"
    );
    let page = seen(&app, menu, &key).await;
    assert_eq!(page.element("b.verdict"), "使えます");
    assert_eq!(button(&page), None);
    assert!(page.text().contains("済み"), "GビズID is no step any more: {}", page.text());

    // 「わからない」 is an answer: it is not asked twice, and the verdict stays open.
    let sent = app.answer(&key, "q24", &[&[("declined", "1")], &back[..]].concat()).await;
    assert_eq!(sent.see_other(), menu);
    assert_eq!(seen(&app, menu, &key).await.element("b.verdict"), "確かめが必要");
    // An answer that does not fit is said, with the step that would change it.
    let sent = app.answer(&key, "q24", &[&[("choice[]", "none")], &back[..]].concat()).await;
    assert_eq!(sent.see_other(), menu);
    assert_eq!(seen(&app, menu, &key).await.element("b.verdict"), "あと一歩");
    let why = seen(&app, &format!("{menu}/why"), &key).await;
    assert!(why.text().contains("GビズIDプライムを取る（無料、2〜3週間ほど）と満たします"), "{}", why.text());
    assert_eq!(button(&why), None);
}

async fn from_a_submitted_diagnosis_a_new_one_begins(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    let menu = "/menus/jizokuka-general-20";
    let why = seen(&app, &format!("{menu}/why"), &key).await;
    assert_eq!(button(&why), Some(("足りない1問に答える".to_owned(), "form".to_owned())));
    let hidden = why.hidden();
    assert_eq!(
        hidden,
        [("key".to_owned(), key.clone()), ("menu".to_owned(), "jizokuka-general-20".to_owned())]
    );
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let sent = app.post("/do/again", &fields).await;
    let place = sent.see_other().to_owned();
    let new = place.split('/').nth(2).expect("a key").to_owned();
    assert_ne!(new, key);
    assert_eq!(place, format!("/diagnosis/{new}/q24?back=menu:jizokuka-general-20"));
    assert!(sent.header("set-cookie").starts_with(&format!("dx-diagnosis={new};")), "the new one is at hand");
    assert_eq!(app.post("/do/again", &fields).await.see_other(), place, "pressed twice");
    app.answer(&new, "q24", &[("choice[]", "gbiz"), ("back", "menu:jizokuka-general-20")]).await;
    assert_eq!(seen(&app, menu, &new).await.element("b.verdict"), "使えます");
    assert_eq!(seen(&app, menu, &key).await.element("b.verdict"), "確かめが必要", "the old one is as it was");
    // Nothing is missing any more: straight to the menu; also when the new one is submitted by now.
    assert_eq!(app.post("/do/again", &fields).await.see_other(), menu);
    assert_eq!(
        app.post("/do/submit", &[("key", &new)]).await.see_other(),
        format!("/diagnosis/{new}/result")
    );
    assert_eq!(app.post("/do/again", &fields).await.see_other(), menu);
    // A menu that is not there says nothing.
    let sent = app.post("/do/again", &[("key", &new), ("menu", "nothing")]).await;
    assert!(sent.see_other().ends_with("/check"), "{}", sent.location());
}

async fn a_hidden_question_is_asked_once_it_has_opened(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let begun = |answers: &[(&str, &str)]| {
        let mut raw = tests::answers(answers);
        raw.retain(|id, _| answers.iter().any(|(asked, _)| asked == id));
        raw
    };
    let key = app.begun(&begun(&[("q02", "E")])).await;
    let menu = "/menus/itpass-shutoku-hojokin";
    let (text, first) = button(&seen(&app, menu, &key).await).expect("a way to answer");
    assert_eq!(text, "足りない3問に答える");
    let at = |question: &str| format!("/diagnosis/{key}/{question}?back=menu:itpass-shutoku-hojokin");
    assert_eq!(first, at("q01"));
    let answer = async |question: &str, value: &str| {
        let fields = [("choice[]", value), ("back", "menu:itpass-shutoku-hojokin")];
        app.answer(&key, question, &fields).await.see_other().to_owned()
    };
    assert_eq!(answer("q01", "34100").await, at("q03"));
    assert_eq!(answer("q03", "8").await, at("q04"));
    assert_eq!(answer("q04", "corporation").await, at("q21"), "opened by the number of people");
    assert_eq!(answer("q21", "yes").await, menu);
    assert_eq!(seen(&app, menu, &key).await.element("b.verdict"), "条件は合います（いまは終了）");
    // Where nobody is employed it is not asked, and the counter has to tell.
    assert_eq!(answer("q03", "0").await, menu);
    let page = seen(&app, menu, &key).await;
    assert_eq!((page.element("b.verdict").as_str(), button(&page)), ("確かめが必要", None));
}

/// Nothing says 「答えると決まります」 where there is nothing to answer.
async fn what_no_question_settles_is_for_the_counter(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let (answer, counter) = ("答えると", "窓口で確かめてください");
    // Nobody is employed, so that nobody asks for the declaration.
    let alone = [("q03", "0"), ("q04", "sole_proprietor"), ("q10", "skill-gap"), ("q11", "train")];
    let key = app.submitted(&alone).await;
    let menu = "/menus/digital-literacy-douga";
    let result = app.get(&format!("/diagnosis/{key}/result")).await;
    let cards = html::elements(&result.body, "article.menu-card");
    let card = cards.into_iter().find(|card| card.contains(menu)).expect("it is offered");
    assert_eq!(html::text(html::element(card, "div.needs")), result_words::NEEDS_COUNTER);
    for path in [menu.to_owned(), format!("{menu}/why")] {
        let page = seen(&app, &path, &key).await;
        assert!(page.text().contains(counter) && !page.text().contains(answer), "{path}: {}", page.text());
        assert_eq!(button(&page), None, "{path}");
    }
    let why = seen(&app, &format!("{menu}/why"), &key).await;
    assert!(
        conditions(&why)
            .iter()
            .any(|said| said.ends_with("いまの答えでは聞く設問がないので、窓口で確かめてください。")),
        "{:?}",
        conditions(&why)
    );
    // The law does not say whether an NPO is a 中小企業.
    let npo = app.submitted(&[("q04", "npo"), ("q11", "efficiency"), ("q24", "gbiz,sa_one")]).await;
    let why = seen(&app, "/menus/digital-ai-2026-regular/why", &npo).await;
    assert!(why.text().contains(result_words::needs_info(false, true)), "{}", why.text());
    assert!(!why.text().contains(answer) && why.text().contains("制度ごとに決まりが違う"), "{}", why.text());
    // One of both: the answer, and the counter for the rest.
    let npo = app.submitted(&[("q04", "npo")]).await;
    let why = seen(&app, "/menus/digital-ai-2026-regular/why", &npo).await;
    assert!(why.text().contains(result_words::needs_info(true, true)), "{}", why.text());
    assert_eq!(button(&why), Some(("足りない1問に答える".to_owned(), "form".to_owned())));
}

async fn what_fits_is_of_use_only_while_one_can_apply(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[("q24", "gbiz")]).await;
    let id = "jizokuka-general-20";
    let mut sources = tests::sources();
    let mut published = async |opens: &str, closes: &str| {
        let menus = sources.menus["menu"].as_array_mut().expect("a list");
        let menu = menus.iter_mut().find(|menu| menu["id"] == id).expect("there");
        menu["opens"] = opens.into();
        menu["closes"] = closes.into();
        app.store.load_content(&sources, &tests::content(&sources)).await.expect("loaded");
    };
    for (opens, closes, verdict, green) in [
        ("2026-11-05", "2026-12-15", "使えます", true),
        ("2026-12-01", "2026-12-15", "始まれば使えます", true),
        ("2026-09-01", "2026-10-15", "条件は合います（いまは終了）", false),
    ] {
        published(opens, closes).await;
        let page = seen(&app, &format!("/menus/{id}"), &key).await;
        assert_eq!(page.element("b.verdict"), verdict);
        assert_eq!(page.body.contains("callout--success"), green, "{verdict}");
        let why = seen(&app, &format!("/menus/{id}/why"), &key).await;
        assert!(why.element("p.lead").ends_with(verdict), "{}", why.element("p.lead"));
        let name = &app.content.menu(id).expect("a menu").document.name;
        let list = seen(&app, &format!("/menus?{}", tests::encoded(&[("q", name)])), &key).await;
        let cards = html::elements(&list.body, "article.menu-card");
        let card = cards.into_iter().find(|card| card.contains(&format!("/menus/{id}\""))).expect("listed");
        assert_eq!(html::text(html::element(card, "b")), verdict);
        let is_green = card.contains("menu-card--eligible") || card.contains("condition--met");
        assert_eq!(is_green, green, "{verdict}");
    }
}

async fn without_a_diagnosis_the_page_invites_to_one(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let nobody = "0".repeat(26);
    for cookie in ["", "dx-diagnosis=x", &format!("dx-diagnosis={nobody}")] {
        let page = app.get_with("/menus/jizokuka-general-20/why", &[("cookie", cookie)]).await;
        assert_eq!(page.status, 200, "{cookie}");
        assert!(page.body.contains(r#"method="post" action="/do/start""#), "{cookie}");
        assert!(page.text().contains(words::NO_DIAGNOSIS), "{cookie}");
        assert!(page.text().contains("小規模企業者であること"), "{cookie}");
        assert_eq!((conditions(&page).len(), button(&page)), (0, None), "{cookie}");
    }
}

async fn what_is_remembered_stays_in_no_cache(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[]).await;
    for path in ["/menus/jizokuka-general-20", "/menus/jizokuka-general-20/why"] {
        assert_eq!(seen(&app, path, &key).await.header("cache-control"), "no-store", "{path}");
        assert_eq!(app.get(path).await.header("cache-control"), "", "{path}");
    }
}

async fn the_way_back_leads_nowhere_else(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.answered(&[("q24", "gbiz")]).await;
    for (back, place) in [
        ("menu:jizokuka-general-20", "/menus/jizokuka-general-20".to_owned()),
        ("menu:nothing", format!("/diagnosis/{key}/check")),
        ("menu:", format!("/diagnosis/{key}/q25")),
        ("menu:../../evil", format!("/diagnosis/{key}/q25")),
        ("menu:a\r\nset-cookie: x", format!("/diagnosis/{key}/q25")),
        ("menu://evil.example", format!("/diagnosis/{key}/q25")),
        (&format!("menu:{}", "a".repeat(500)), format!("/diagnosis/{key}/q25")),
    ] {
        let sent = app.answer(&key, "q24", &[("choice[]", "gbiz"), ("back", back)]).await;
        assert_eq!(sent.see_other(), place, "{back:?}");
        let remembered = sent.header("set-cookie");
        let is_menus = matches!(back, "menu:jizokuka-general-20" | "menu:nothing");
        assert_eq!(remembered.starts_with(&format!("dx-diagnosis={key};")), is_menus, "{back:?}");
        assert!(is_menus || remembered.is_empty(), "{back:?}: {remembered}");
    }
    let page = app.get(&format!("/diagnosis/{key}/q24?back=menu:nothing")).await;
    assert_eq!(page.status, 200);
}

async fn the_interface_gives_the_same_reasons(database: TestDatabase) {
    let app = TestApp::new(database).await;
    let key = app.submitted(&[("q24", "none")]).await;
    let answers = app.diagnosis(&key).await.answers;
    let readings = domain::answer::read_all(&answers, &app.content);
    let facts = app.content.questionnaire.interpret(&readings.answers).facts;
    let pains = facts.set(domain::facts::FactName::Pains).cloned().unwrap_or_default();
    let body = serde_json::json!({"facts": facts, "pains": pains});
    for id in ["jizokuka-general-20", "gyomu-kaizen", "itpass-shutoku-hojokin"] {
        let headers = [("content-type", "application/json")];
        let path = format!("/api/v1/menus/{id}/why");
        let request = tests::request(axum::http::Method::POST, &path, &headers, body.to_string());
        let answer = app.send(request).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let answer: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        let given = answer["conditions"].as_array().expect("a list").iter();
        let given: Vec<&str> = given.map(|c| c["sentence"].as_str().expect("a text")).collect();
        let page = seen(&app, &format!("/menus/{id}/why"), &key).await;
        for (said, given) in conditions(&page).iter().zip(&given) {
            assert!(said.ends_with(given), "{id}: {said} / {given}");
        }
        assert_eq!(conditions(&page).len(), given.len(), "{id}");
    }
}
