//! Is what the catalogue says of a menu possibly out of date? Each reason on its own, so that it can be told.

use chrono::{Days, Months, NaiveDate};

use crate::document::SourceKind;
use crate::menu::Menu;
use crate::window::Window;

/// How old a source may be, and for how long a menu may have been closed, before somebody should look again.
/// In days; a setting of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreshDays(pub u16);

impl Default for FreshDays {
    /// Half a year: programmes change with the fiscal year and from round to round.
    fn default() -> FreshDays {
        FreshDays(180)
    }
}

impl FreshDays {
    /// Are there more days than these from one day to the other?
    fn are_over(self, from: NaiveDate, to: NaiveDate) -> bool {
        to.signed_duration_since(from).num_days() > i64::from(self.0)
    }
}

/// Why a menu may be out of date, in the order in which officers look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// No source was read.
    NoSource,
    /// Nobody says as of when it holds.
    Undated,
    /// The source is older than it may be; its last possible day.
    Old { as_of: NaiveDate },
    /// It is said to be closed, without a date: nothing tells whether it will come back.
    ClosedUndated,
    /// The last round closed longer ago than it may have; its last day.
    ClosedLong { closed: NaiveDate },
}

impl Doubt {
    /// The kinds of reasons, in their order.
    pub const KINDS: [&'static str; 5] = ["no_source", "undated", "old", "closed_undated", "closed_long"];

    /// The kind of reason, without its day.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Doubt::NoSource => "no_source",
            Doubt::Undated => "undated",
            Doubt::Old { .. } => "old",
            Doubt::ClosedUndated => "closed_undated",
            Doubt::ClosedLong { .. } => "closed_long",
        }
    }
}

/// Every reason to doubt a menu on Japan's day `on`; none if it is fresh.
#[must_use]
pub fn doubts(menu: &Menu, on: NaiveDate, fresh: FreshDays) -> Vec<Doubt> {
    let document = &menu.document;
    let source = (document.source_kind == SourceKind::None).then_some(Doubt::NoSource);
    let date = match document.as_of.as_deref().and_then(last_day) {
        None => Some(Doubt::Undated),
        Some(as_of) => fresh.are_over(as_of, on).then_some(Doubt::Old { as_of }),
    };
    let standing = menu.reception.standing(on);
    let closed = match (standing.window, standing.round.closes) {
        (Window::Closed, None) => Some(Doubt::ClosedUndated),
        (Window::Closed, Some(closed)) => fresh.are_over(closed, on).then_some(Doubt::ClosedLong { closed }),
        _ => None,
    };
    [source, date, closed].into_iter().flatten().collect()
}

/// The last day that the date of a source may mean: `2025` → 2025-12-31, `2025-04` → 2025-04-30.
/// None for what is no such date.
#[must_use]
pub fn last_day(as_of: &str) -> Option<NaiveDate> {
    let from = |padding: &str| format!("{as_of}{padding}").parse::<NaiveDate>().ok();
    let before = |months: u32, first: NaiveDate| {
        first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))
    };
    match as_of.len() {
        4 => before(12, from("-01-01")?),
        7 => before(1, from("-01")?),
        10 => from(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::id_set::IdSet;
    use crate::window::{Reception, Round};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn menu(said: &Value, closes: Option<&str>) -> Menu {
        let mut document = json!({
            "id": "menu", "name": "名", "provider": "県", "provider_level": "prefecture", "kind": "consultation",
            "status": "rolling", "summary": "文", "pains": [], "solutions": [], "conditions": [],
            "url": "https://example.jp/", "source_url": "https://example.jp/", "source_kind": "primary",
            "verified": "page", "as_of": "2026-11-01",
        });
        document.as_object_mut().expect("a table").extend(said.as_object().expect("a table").clone());
        let document: crate::document::MenuDocument = serde_json::from_value(document).expect("well-formed");
        let reception = Reception::new([Round { opens: None, closes: closes.map(day) }], document.status);
        Menu {
            pains: IdSet::default(),
            solutions: IdSet::default(),
            text: crate::search::SearchText::default(),
            conditions: Vec::new(),
            document,
            reception,
        }
    }

    #[test]
    fn each_reason_is_told() {
        let (old, closed) =
            (Doubt::Old { as_of: day("2026-05-25") }, Doubt::ClosedLong { closed: day("2026-05-25") });
        let cases = [
            (json!({}), None, vec![]),
            (json!({"as_of": "2026-05-26"}), None, vec![]),
            (json!({"as_of": "2026-05-25"}), None, vec![old]),
            (json!({"as_of": "2026-05"}), None, vec![]),
            (json!({"as_of": "2025"}), None, vec![Doubt::Old { as_of: day("2025-12-31") }]),
            (json!({"as_of": "2026"}), None, vec![]),
            (json!({"as_of": null}), None, vec![Doubt::Undated]),
            (json!({"source_kind": "none"}), None, vec![Doubt::NoSource]),
            (json!({"status": "closed"}), None, vec![Doubt::ClosedUndated]),
            (json!({}), Some("2026-05-26"), vec![]),
            (json!({}), Some("2026-05-25"), vec![closed]),
            (json!({}), Some("2026-11-22"), vec![]),
            (
                json!({"source_kind": "none", "as_of": null, "status": "closed"}),
                None,
                vec![Doubt::NoSource, Doubt::Undated, Doubt::ClosedUndated],
            ),
        ];
        for (said, closes, expected) in cases {
            let found = doubts(&menu(&said, closes), day("2026-11-22"), FreshDays::default());
            assert_eq!(found, expected, "{said} {closes:?}");
        }
    }

    #[test]
    fn how_old_is_too_old_is_a_setting() {
        let menu = menu(&json!({"as_of": "2026-11-01"}), None);
        let old = |days| !doubts(&menu, day("2026-11-22"), FreshDays(days)).is_empty();
        assert_eq!((old(20), old(21), old(22)), (true, false, false));
    }

    #[test]
    fn a_partial_date_means_its_last_day() {
        for (as_of, last) in [
            ("2024", Some("2024-12-31")),
            ("2024-02", Some("2024-02-29")),
            ("2025-02", Some("2025-02-28")),
            ("2025-12", Some("2025-12-31")),
            ("2026-08-22", Some("2026-08-22")),
            ("2026-13", None),
            ("R8", None),
        ] {
            assert_eq!(last_day(as_of), last.map(day), "{as_of}");
        }
    }
}
