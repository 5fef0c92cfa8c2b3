//! What is due next for a client of an agency: as a table.

use domain::caseload::{Deadline, next_deadline};
use domain::content::Content;
use domain::matching::Business;
use domain::menu::Menu;
use serde_json::{Value, json};

use crate::seed::{content, day, facts, sources};

const TODAY: &str = "2026-11-22";

fn menus(menus: &Value) -> Vec<Menu> {
    let menu = |said: &Value| {
        let mut menu = json!({
            "name": said["id"], "provider": "県", "provider_level": "prefecture", "kind": "subsidy",
            "status": "unknown", "summary": "試し", "pains": ["paperwork"], "solutions": [], "conditions": [],
            "url": "https://example.jp/", "source_url": "https://example.jp/", "source_kind": "none",
            "verified": "general",
        });
        menu.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        menu
    };
    let mut sources = sources();
    sources.menus["menu"] = menus.as_array().expect("menus").iter().map(menu).collect();
    sources.lead_times = json!({});
    Content::check(&sources).expect("sound menus").menus.to_vec()
}

/// A menu that takes applications from the beginning of the month until a day.
fn until(id: &str, closes: &str) -> Value {
    json!({"id": id, "opens": "2026-11-01", "closes": closes})
}

/// The same for those of a trade alone.
fn only_for(id: &str, closes: &str, industry: &str) -> Value {
    let condition = json!({
        "fact": "industry", "op": "eq", "value": industry, "level": "required", "text": "条件",
    });
    json!({"id": id, "opens": "2026-11-01", "closes": closes, "conditions": [condition]})
}

#[test]
fn the_next_deadline_is_the_nearest_that_the_client_can_meet() {
    let printer = Business::new(
        facts(&json!({"employees": 12, "industry": "E"})),
        std::iter::empty(),
        &content().questionnaire,
        &content().industries,
    );
    for (what, on_offer, expected) in [
        ("none there is", json!([]), None),
        ("closed", json!([until("a", "2026-11-21")]), None),
        ("the last day", json!([until("a", "2026-11-22")]), Some(("2026-11-22", "a"))),
        ("not open yet", json!([{"id": "a", "opens": "2026-11-23", "closes": "2026-12-01"}]), None),
        ("without a last day", json!([{"id": "a", "status": "rolling"}]), None),
        ("not eligible", json!([only_for("a", "2026-11-30", "D")]), None),
        ("eligible", json!([only_for("a", "2026-11-30", "E")]), Some(("2026-11-30", "a"))),
        (
            "not known whether",
            json!([{
                "id": "a", "opens": "2026-11-01", "closes": "2026-11-30",
                "conditions": [{
                    "fact": "years_in_business", "op": "gte", "value": 1, "level": "required", "text": "条件",
                }],
            }]),
            None,
        ),
        (
            "two that are open: the nearer",
            json!([until("a", "2026-12-20"), until("b", "2026-12-10")]),
            Some(("2026-12-10", "b")),
        ),
        (
            "the nearer are closed, and not theirs",
            json!([until("a", "2026-11-21"), only_for("b", "2026-11-25", "D"), until("c", "2026-12-10")]),
            Some(("2026-12-10", "c")),
        ),
        (
            "the same day: by id",
            json!([until("b", "2026-12-10"), until("a", "2026-12-10"), until("c", "2026-12-10")]),
            Some(("2026-12-10", "a")),
        ),
    ] {
        let found = next_deadline(&printer, &menus(&on_offer), day(TODAY));
        let expected = expected.map(|(on, menu)| Deadline { day: day(on), menu: menu.to_owned() });
        assert_eq!(found, expected, "{what}");
    }
}
