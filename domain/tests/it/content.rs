//! The seed is sound, and no slip of the pen gets past: every kind of error, at its file, entry and field, all at once.

use std::collections::BTreeSet;

use domain::content::{Content, ContentFile, ContentFinding, ContentProblem, Sources};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::seed::sources;

#[test]
fn the_seed_passes_as_it_stands() {
    let content = Content::check(&sources()).expect("no finding");
    assert_eq!(content.questionnaire.questions.len(), 25);
    assert_eq!(content.menus.len(), 64);
    assert_eq!(content.municipalities.len(), 23);
    assert_eq!(content.industries.divisions().count(), 20);
    assert!(!content.cases.is_empty() && !content.plan_records.is_empty() && !content.lead_times.is_empty());
    for menu in &content.menus {
        assert_eq!(content.menu(menu.id()).map(|found| &found.document.name), Some(&menu.document.name));
        assert!(!menu.document.source_url.is_empty());
    }
    let sections: Vec<&str> = content.questionnaire.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(sections, ["profile", "dx", "needs", "work", "sales", "data", "people", "base", "apply"]);
}

/// People read them: no id of an option or of a fact stands in them.
#[test]
fn indicators_are_defined_in_words_not_ids() {
    let content = Content::check(&sources()).expect("no finding");
    assert!(!content.questionnaire.indicators.is_empty());
    for indicator in &content.questionnaire.indicators {
        let is_id = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        let ids = indicator
            .definition
            .as_bytes()
            .windows(2)
            .filter(|two| two.iter().all(|b| is_id(char::from(*b))));
        assert_eq!(ids.count(), 0, "{}: {}", indicator.id, indicator.definition);
    }
}

/// The kind of a problem; a new kind does not compile until it has a name here, and then wants a slip below.
fn kind(problem: &ContentProblem) -> &'static str {
    match problem {
        ContentProblem::Shape(_) => "shape",
        ContentProblem::Empty => "empty",
        ContentProblem::Duplicate(_) => "duplicate",
        ContentProblem::UnknownReference(_) => "unknown reference",
        ContentProblem::BadId(_) => "bad id",
        ContentProblem::BadDate(_) => "bad date",
        ContentProblem::ClosesBeforeOpens => "closes before opens",
        ContentProblem::RoundsBesideDates => "rounds beside dates",
        ContentProblem::BadUrl(_) => "bad url",
        ContentProblem::Condition { .. } => "condition",
        ContentProblem::Expression { .. } => "expression",
        ContentProblem::NotAskedBefore(_) => "not asked before",
        ContentProblem::ScoreRule(_) => "score rule",
        ContentProblem::Points(_) => "points",
        ContentProblem::UnknownFact(_) => "unknown fact",
        ContentProblem::FactValue { .. } => "fact value",
        ContentProblem::Ranges => "ranges",
        ContentProblem::Range => "range",
        ContentProblem::Days { .. } => "days",
        ContentProblem::Law(_) => "law",
        ContentProblem::Unsupported(_) => "unsupported",
        ContentProblem::Html => "html",
        // Found by the store, which knows what was imported.
        ContentProblem::ImportedId(_) => "imported id",
    }
}

const KINDS: usize = 22;

/// One slip of the pen and the one finding that it must lead to.
struct Slip {
    make: Box<dyn Fn(&mut Sources)>,
    file: ContentFile,
    entry: &'static str,
    field: &'static str,
    kind: &'static str,
    /// Some of what the finding says.
    says: &'static str,
}

fn slip(
    make: impl Fn(&mut Sources) + 'static,
    (file, entry, field): (ContentFile, &'static str, &'static str),
    (kind, says): (&'static str, &'static str),
) -> Slip {
    Slip { make: Box::new(make), file, entry, field, kind, says }
}

/// A slip in the field of an entry, found there.
fn set(
    file: ContentFile,
    (list, id): (&'static str, &'static str),
    field: &'static str,
    value: Value,
    (kind, says): (&'static str, &'static str),
) -> Slip {
    set_at(file, (list, id), (&format!("/{field}"), field), value, (kind, says))
}

/// A slip at a place within an entry, found in a field.
fn set_at(
    file: ContentFile,
    (list, id): (&'static str, &'static str),
    (at, field): (&str, &'static str),
    value: Value,
    says: (&'static str, &'static str),
) -> Slip {
    let at = at.to_owned();
    slip(
        move |sources| put(entry(document(sources, file), list, id), &at, value.clone()),
        (file, id, field),
        says,
    )
}

fn put(within: &mut Value, at: &str, value: Value) {
    let (parent, key) = at.rsplit_once('/').expect("a path");
    let parent = within.pointer_mut(parent).unwrap_or_else(|| panic!("no {at}"));
    match parent {
        Value::Array(items) => items[key.parse::<usize>().expect("a place")] = value,
        other => other[key] = value,
    }
}

fn document(sources: &mut Sources, file: ContentFile) -> &mut Value {
    match file {
        ContentFile::Questionnaire => &mut sources.questionnaire,
        ContentFile::Menus => &mut sources.menus,
        ContentFile::Cases => &mut sources.cases,
        ContentFile::Indicators => &mut sources.indicators,
        ContentFile::LeadTimes => &mut sources.lead_times,
        ContentFile::Municipalities | ContentFile::Industries => panic!("a table"),
    }
}

fn entry<'a>(document: &'a mut Value, list: &str, id: &str) -> &'a mut Value {
    let entries = document[list].as_array_mut().expect("a list");
    entries.iter_mut().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {list} {id}"))
}

fn push(list: &mut Value, value: Value) {
    list.as_array_mut().expect("a list").push(value);
}

fn slips() -> Vec<Slip> {
    use ContentFile::{Cases, Indicators, Industries, LeadTimes, Menus, Municipalities, Questionnaire};
    let mut all = menu_slips();
    all.extend(questionnaire_slips());
    all.extend([
        // Cases and plan figures.
        set(Cases, ("case", "toyo-denso"), "industry", json!("Z"), ("unknown reference", "Z")),
        set(Cases, ("case", "toyo-denso"), "effect", json!(""), ("empty", "")),
        set(Cases, ("case", "toyo-denso"), "pains", json!(["tako"]), ("unknown reference", "tako")),
        set(Cases, ("case", "toyo-denso"), "verified", json!("maybe"), ("shape", "maybe")),
        set(Indicators, ("record", "dojo-companies"), "unit", json!(" "), ("empty", "")),
        set(Indicators, ("record", "dojo-companies"), "as_of", json!("2025-13"), ("bad date", "2025-13")),
        set(Indicators, ("record", "sandbox-cum-r4"), "fiscal_year", json!("4"), ("bad date", "4")),
        set(Indicators, ("record", "sandbox-cum-r5"), "fiscal_year", json!("R4"), ("duplicate", "R4")),
        set(Indicators, ("record", "dojo-companies"), "actual", json!("40社"), ("shape", "40社")),
        slip(|s| s.indicators["recrod"] = json!([]), (Indicators, "-", "recrod"), ("shape", "unknown key")),
        // Lead times.
        set(LeadTimes, ("lead_time", "quotation"), "title", json!(""), ("empty", "")),
        set(LeadTimes, ("lead_time", "quotation"), "cost", json!(" "), ("empty", "")),
        set(LeadTimes, ("lead_time", "quotation"), "days_min", json!(15), ("days", "730"))
            .found_in("days_max"),
        set(LeadTimes, ("lead_time", "quotation"), "days_max", json!(731), ("days", "730")),
        set(LeadTimes, ("lead_time", "quotation"), "days_max", json!(-1), ("shape", "u64")),
        set(LeadTimes, ("lead_time", "quotation"), "kinds", json!([]), ("empty", "")).found_in("facts"),
        set(
            LeadTimes,
            ("lead_time", "quotation"),
            "kinds",
            json!(["subsidy", "subsidy"]),
            ("duplicate", "subsidy"),
        ),
        set(LeadTimes, ("lead_time", "quotation"), "kinds", json!(["gift"]), ("shape", "gift"))
            .found_in("kinds[1]"),
        set(LeadTimes, ("lead_time", "gbizid-prime"), "facts", json!(["gbizid"]), ("unknown fact", "gbizid")),
        set(
            LeadTimes,
            ("lead_time", "gbizid-prime"),
            "facts",
            json!(["employees"]),
            ("unsupported", "employees"),
        ),
        set(
            LeadTimes,
            ("lead_time", "gbizid-prime"),
            "facts",
            json!(["gbizid_prime", "gbizid_prime"]),
            ("duplicate", "gbizid_prime"),
        ),
        set(LeadTimes, ("lead_time", "gbizid-prime"), "source_url", json!("gbiz-id"), ("bad url", "gbiz-id")),
        set(LeadTimes, ("lead_time", "quotation"), "verified", json!("page"), ("empty", ""))
            .found_in("source_url"),
        set(LeadTimes, ("lead_time", "security-action"), "as_of", json!("2026-13"), ("bad date", "2026-13")),
        set(
            LeadTimes,
            ("lead_time", "jizokuka-form-4"),
            "menus",
            json!(["tako"]),
            ("unknown reference", "tako"),
        ),
        slip(
            |s| s.lead_times["leadtime"] = json!([]),
            (LeadTimes, "-", "leadtime"),
            ("shape", "unknown key"),
        ),
        // Tables.
        slip(
            |s| drop(s.municipalities[5].insert("code5".to_owned(), "3420".to_owned())),
            (Municipalities, "3420", "code5"),
            ("bad id", "3420"),
        ),
        slip(
            |s| drop(s.municipalities[0].insert("kana".to_owned(), String::new())),
            (Municipalities, "34100", "kana"),
            ("empty", ""),
        ),
        slip(
            |s| s.municipalities.push(s.municipalities[0].clone()),
            (Municipalities, "34100", "code5"),
            ("duplicate", "34100"),
        ),
        slip(
            |s| drop(s.industries[0].insert("sme_capital_max_yen".to_owned(), "500000000".to_owned())),
            (Industries, "A 01-02 (#1)", "sme_capital_max_yen"),
            ("law", "300000000"),
        ),
        slip(
            |s| drop(s.industries[0].insert("small_employees_max".to_owned(), "5".to_owned())),
            (Industries, "A 01-02 (#1)", "small_employees_max"),
            ("law", "20"),
        ),
        slip(
            |s| drop(s.industries[0].insert("sme_group".to_owned(), "farming".to_owned())),
            (Industries, "A 01-02 (#1)", "sme_group"),
            ("unknown reference", "farming"),
        ),
        slip(
            |s| drop(s.industries[1].insert("level".to_owned(), "section".to_owned())),
            (Industries, "B 03-04 (#2)", "level"),
            ("unknown reference", "section"),
        ),
        slip(
            |s| drop(s.industries[1].insert("codes".to_owned(), "04-03".to_owned())),
            (Industries, "B 04-03 (#2)", "codes"),
            ("bad id", "04-03"),
        ),
        slip(
            |s| drop(s.industries[1].insert("codes".to_owned(), "02-04".to_owned())),
            (Industries, "B 02-04 (#2)", "codes"),
            ("duplicate", "02"),
        ),
        // What the whole file needs.
        slip(|s| drop(s.questionnaire["title"].take()), (Questionnaire, "-", "title"), ("shape", "null")),
        slip(|s| s.menus = json!([]), (Menus, "-", "-"), ("shape", "table")),
        slip(|s| s.cases["case"] = json!({}), (Cases, "case", "case"), ("shape", "list")),
    ]);
    all
}

impl Slip {
    /// A slip in one field of an entry that is found in another, or in the entry as a whole.
    fn found_in(self, field: &'static str) -> Slip {
        Slip { field, ..self }
    }
}

fn menu_slips() -> Vec<Slip> {
    let menu = |id, field, value, says| set(ContentFile::Menus, ("menu", id), field, value, says);
    let within = |at, value, field, says| {
        set_at(ContentFile::Menus, ("menu", "jizokuka-general-20"), (at, field), value, says)
    };
    let wants_condition =
        |value: Value| within("/conditions/2/value", value, "conditions[3].value", ("fact value", "tako"));
    vec![
        menu("dx-nintei", "name", json!("\u{3000}"), ("empty", "")),
        menu("dx-nintei", "url", json!("javascript:alert(1)"), ("bad url", "javascript")),
        menu("dx-nintei", "source_url", json!("https://a b"), ("bad url", "a b")),
        menu("dx-nintei", "pains", json!(["unknown-start", "tako"]), ("unknown reference", "tako")),
        menu(
            "dx-nintei",
            "solutions",
            json!(["expert-support", "expert-support"]),
            ("duplicate", "expert-support"),
        ),
        menu("dx-nintei", "as_of", json!("January"), ("bad date", "January")),
        menu("dx-nintei", "opens", json!("2026-02-30"), ("bad date", "2026-02-30")),
        menu("dx-nintei", "closes", json!("2026-11- 1"), ("bad date", "2026-11- 1")),
        menu("dx-nintei", "opens", json!("2026/11/01"), ("bad date", "2026/11/01")),
        menu("jizokuka-general-20", "closes", json!("2026-11-04"), ("closes before opens", "")),
        menu("dx-nintei", "rounds", json!([{"name": " "}]), ("empty", "")).found_in("rounds[1]"),
        menu("dx-nintei", "detail_html", json!("<p>あ</p><script>x()</script>"), ("html", "")),
        menu("jizokuka-general-20", "rounds", json!([{"closes": "2026-12-31"}]), ("rounds beside dates", "")),
        menu("digital-ai-2026-regular", "min_amount_yen", json!(4_500_001), ("range", ""))
            .found_in("max_amount_yen"),
        menu(
            "digital-ai-2026-regular",
            "subsidy_rates",
            json!([{"num": 3, "den": 2, "when": ""}]),
            ("range", ""),
        )
        .found_in("subsidy_rates[1]"),
        menu("digital-ai-2026-regular", "subsidy_rate_den", json!(0), ("range", ""))
            .found_in("subsidy_rate_num"),
        menu(
            "digital-ai-2026-regular",
            "amount_tiers",
            json!([{"employees_min": 1}, {"employees_min": 6, "employees_max": 5}]),
            ("range", ""),
        )
        .found_in("amount_tiers[2]"),
        menu(
            "dx-nintei",
            "rounds",
            json!([{"opens": "2026-04-01"}, {"closes": "2026-04-31"}]),
            ("bad date", ""),
        )
        .found_in("rounds[2].closes"),
        menu("dx-nintei", "status", json!("opne"), ("shape", "opne")),
        menu("dx-nintei", "sumary", json!("誤字"), ("shape", "sumary")),
        menu("dx-nintei", "pains", json!("unknown-start"), ("shape", "unknown-start")),
        slip(
            |s| push(&mut s.menus["menu"], json!({"name": "名なし"})),
            (ContentFile::Menus, "menu #65", "id"),
            ("shape", "id"),
        ),
        slip(
            |s| entry(&mut s.menus, "menu", "dx-nintei")["id"] = json!("DX認定"),
            (ContentFile::Menus, "DX認定", "id"),
            ("bad id", "DX認定"),
        ),
        slip(
            |s| entry(&mut s.menus, "menu", "dx-nintei")["id"] = json!("marukei"),
            (ContentFile::Menus, "marukei", "id"),
            ("duplicate", "marukei"),
        ),
        slip(|s| s.menus["menus"] = json!([]), (ContentFile::Menus, "-", "menus"), ("shape", "unknown key")),
        // Conditions: the number says which, from 1.
        within(
            "/conditions/1/fact",
            json!("gbizid"),
            "conditions",
            ("condition", "condition 2: unknown fact"),
        ),
        within("/conditions/1/op", json!("is"), "conditions", ("condition", "condition 2: unknown operator")),
        within(
            "/conditions/0/op",
            json!("gte"),
            "conditions",
            ("condition", "condition 1: operator gte does not fit"),
        ),
        within("/conditions/0/value", json!("true"), "conditions", ("condition", "condition 1: value")),
        within("/conditions/2/value", json!([]), "conditions", ("condition", "condition 3: an empty list")),
        within("/conditions/2/value", json!("sales-up"), "conditions", ("condition", "condition 3: value")),
        within("/conditions/0/text", json!(""), "conditions[1].text", ("empty", "")),
        within("/conditions/0/level", json!("optional"), "conditions[1].level", ("shape", "optional")),
        wants_condition(json!(["sales-up", "tako"])),
        set_at(
            ContentFile::Menus,
            ("menu", "miyoshi-shokibo-jizoku"),
            ("/conditions/0/value", "conditions[1].value"),
            json!("34999"),
            ("fact value", "34999"),
        ),
        set_at(
            ContentFile::Menus,
            ("menu", "miyoshi-shokibo-jizoku"),
            ("/conditions/0/value", "conditions"),
            json!("3420"),
            ("condition", "3420"),
        ),
        set_at(
            ContentFile::Menus,
            ("menu", "ict-challenge-koza"),
            ("/conditions/1/value", "conditions"),
            json!(["D", "U"]),
            ("condition", "condition 2: \"U\" is not a value of the fact industry"),
        ),
    ]
}

fn questionnaire_slips() -> Vec<Slip> {
    const FILE: ContentFile = ContentFile::Questionnaire;
    let question = |id, field, value, says| set(FILE, ("question", id), field, value, says);
    let within = |id, at, value, field, says| set_at(FILE, ("question", id), (at, field), value, says);
    let whole = |at: &'static str, value: Value, field, says| {
        slip(move |s| put(&mut s.questionnaire, at, value.clone()), (FILE, "-", field), says)
    };
    vec![
        question("q07", "text", json!(""), ("empty", "")),
        question("q07", "dimension", json!(["vision", "tako"]), ("unknown reference", "tako")),
        question(
            "q07",
            "indicators",
            json!(["survey-ai-use-rate"]),
            ("unknown reference", "survey-ai-use-rate"),
        ),
        question("q07", "typ", json!("single"), ("shape", "typ")),
        question("q07", "type", json!("free"), ("shape", "free")),
        question("q01", "options_from", json!("towns.csv"), ("unknown reference", "towns.csv")),
        question("q01", "fact", json!("legal_form"), ("unsupported", "municipalities.csv"))
            .found_in("options_from"),
        question("q03", "min", json!(10_000), ("range", "")).found_in("max"),
        question("q11", "max_choices", json!(0), ("range", "")),
        question("q09", "options", json!([]), ("empty", "")),
        question("q05", "fact", json!("years"), ("unknown fact", "years")),
        question("q05", "fact", json!("sme"), ("unknown fact", "sme")),
        question("q05", "fact", json!("legal_form"), ("unsupported", "legal_form")).found_in("fact"),
        // Only what was asked before can decide what is asked.
        question("q02", "visible_if", json!("employees >= 1"), ("not asked before", "employees")),
        question("q05", "visible_if", json!("sme == true"), ("not asked before", "sme")),
        question("q12", "visible_if", json!("pains contains_any [\"tako\"]"), ("unknown reference", "tako")),
        question("q06", "visible_if", json!("employees > 50"), ("expression", "at 10..11")),
        question("q06", "visible_if", json!("legal_form == \"kabushiki\""), ("expression", "kabushiki")),
        question("q13", "score_rule", json!("count_to_score: 0=0, 1-2=1"), ("score rule", "1-2=1")),
        question(
            "q13",
            "score_rule",
            json!("count_to_score: 0-18446744073709551615=5"),
            ("score rule", "=5"),
        ),
        question("q07", "score_rule", json!("count_to_score: 0+=1"), ("score rule", "0+=1")),
        question("q24", "sets_otherwise", json!({"gbiz": false}), ("unknown fact", "gbiz")),
        question("q24", "sets_otherwise", json!({"gbizid_prime": "no"}), ("fact value", "gbizid_prime")),
        within("q07", "/options/0/scores", json!({"vision": 5}), "scores", ("points", "5")),
        within("q07", "/options/0/scores", json!({"data": 1}), "scores", ("unknown reference", "data")),
        within("q07", "/options/0/label", json!(""), "label", ("empty", "")),
        within("q07", "/options/0/id", json!("some"), "options", ("duplicate", "some")),
        within("q07", "/options/0/id", json!("とても"), "id", ("bad id", "とても")),
        within("q25", "/options/0/value", json!("yes"), "options", ("fact value", "yes")),
        within("q04", "/options/0/id", json!("company"), "options", ("fact value", "company")),
        within(
            "q24",
            "/options/0/sets",
            json!({"security_action": "three_star"}),
            "sets",
            ("fact value", "three_star"),
        ),
        within(
            "q24",
            "/options/0/sets",
            json!({"small_enterprise": true}),
            "sets",
            ("unknown fact", "small_enterprise"),
        ),
        set(FILE, ("pain", "funding"), "solutions", json!(["money"]), ("unknown reference", "money")),
        set(FILE, ("pain", "funding"), "first_step", json!(""), ("empty", "")),
        set(
            FILE,
            ("survey_indicator", "survey-ai-use-rate"),
            "from_question",
            json!("q99"),
            ("unknown reference", "q99"),
        ),
        set_at(
            FILE,
            ("survey_indicator", "survey-ai-use-rate"),
            ("/measure/any_of", "measure"),
            json!(["ai"]),
            ("unknown reference", "ai"),
        ),
        set_at(
            FILE,
            ("survey_indicator", "survey-ai-use-rate"),
            ("/measure/any_of", "measure"),
            json!([]),
            ("empty", ""),
        ),
        set(
            FILE,
            ("survey_indicator", "survey-ai-use-rate"),
            "breakdowns",
            json!(["sex"]),
            ("unknown reference", "sex"),
        ),
        whole("/scoring/method", json!("median"), "scoring.method", ("unsupported", "median")),
        whole("/scoring/levels/0/min", json!(1), "scoring.levels", ("ranges", "")),
        whole("/scoring/levels/2/min", json!(80), "scoring.levels", ("ranges", "")),
        whole(
            "/breakdown/employee_size/classes/1/min",
            json!(2),
            "breakdown.employee_size.classes",
            ("ranges", ""),
        ),
        whole(
            "/breakdown/employee_size/classes/6/max",
            json!(999),
            "breakdown.employee_size.classes",
            ("ranges", ""),
        ),
        whole(
            "/breakdown/employee_size/classes/3/max",
            json!(u64::MAX),
            "breakdown.employee_size.classes",
            ("ranges", ""),
        ),
        whole(
            "/breakdown/employee_size/classes/3/id",
            json!("1-5"),
            "breakdown.employee_size.classes",
            ("duplicate", "1-5"),
        ),
        whole("/version", json!("one"), "version", ("shape", "one")),
        whole("/colour", json!("red"), "colour", ("shape", "unknown key")),
    ]
}

fn findings(sources: &Sources) -> Vec<ContentFinding> {
    match Content::check(sources) {
        Ok(_) => Vec::new(),
        Err(found) => {
            assert!(!found.is_empty(), "refused without a reason");
            found
        }
    }
}

fn is_found(slip: &Slip, found: &[ContentFinding]) -> bool {
    found.iter().any(|finding| {
        (finding.file, finding.entry.as_str(), finding.field.as_str()) == (slip.file, slip.entry, slip.field)
            && kind(&finding.problem) == slip.kind
            && finding.problem.to_string().contains(slip.says)
    })
}

#[test]
fn every_slip_of_the_pen_is_found_where_it_is() {
    let mut provoked = BTreeSet::new();
    for slip in slips() {
        let mut sources = sources();
        (slip.make)(&mut sources);
        let found = findings(&sources);
        let place = format!("{:?} {} {}: {} {}", slip.file, slip.entry, slip.field, slip.kind, slip.says);
        assert!(is_found(&slip, &found), "{place}\nfound: {found:#?}");
        provoked.extend(found.iter().map(|finding| kind(&finding.problem)));
    }
    assert_eq!(provoked.len(), KINDS, "{provoked:?}");
}

#[test]
fn one_slip_alone_is_one_finding() {
    for (make, file) in [
        ((|s| s.menus["menu"][3]["url"] = json!("x")) as fn(&mut Sources), ContentFile::Menus),
        (|s| s.questionnaire["question"][6]["text"] = json!(""), ContentFile::Questionnaire),
        (|s| s.cases["case"][0]["issue"] = json!(""), ContentFile::Cases),
        (|s| s.indicators["record"][0]["name"] = json!(""), ContentFile::Indicators),
        (|s| s.lead_times["lead_time"][0]["title"] = json!(""), ContentFile::LeadTimes),
    ] {
        let mut sources = sources();
        make(&mut sources);
        let found = findings(&sources);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].file, file);
    }
}

/// Slips in different entries and files do not hide each other, and come in the order of the files.
#[test]
fn several_slips_are_all_reported_at_once() {
    let mut seen = BTreeSet::new();
    // One slip for each entry: two in one entry could hide each other (an entry of the wrong shape says only that).
    let together: Vec<Slip> = slips()
        .into_iter()
        .filter(|slip| {
            slip.entry != "-" && slip.entry != "case" && slip.kind != "bad id" && slip.kind != "duplicate"
        })
        .filter(|slip| slip.entry.split(' ').next().is_some_and(|entry| seen.insert((slip.file, entry))))
        .collect();
    assert!(together.len() > 20, "enough to hide one another");
    let mut sources = sources();
    for slip in &together {
        (slip.make)(&mut sources);
    }
    let found = findings(&sources);
    for slip in &together {
        assert!(is_found(slip, &found), "{:?} {} {}\nfound: {found:#?}", slip.file, slip.entry, slip.field);
    }
    assert!(found.iter().map(|finding| finding.file).is_sorted(), "{found:#?}");
}

#[test]
fn empty_sources_are_refused_with_all_their_reasons() {
    let nothing = || json!({});
    let found = findings(&Sources {
        questionnaire: nothing(),
        menus: nothing(),
        cases: nothing(),
        indicators: nothing(),
        lead_times: nothing(),
        municipalities: Vec::new(),
        industries: Vec::new(),
    });
    for (file, field) in [
        (ContentFile::Municipalities, "code5"),
        (ContentFile::Industries, "division"),
        (ContentFile::Questionnaire, "question"),
        (ContentFile::Questionnaire, "scoring"),
        (ContentFile::Questionnaire, "breakdown"),
        (ContentFile::Questionnaire, "title"),
    ] {
        assert!(
            found.iter().any(|finding| (finding.file, finding.field.as_str()) == (file, field)),
            "{found:#?}"
        );
    }
}

/// The path of every value within a document.
fn paths(within: &Value, at: &str, found: &mut Vec<String>) {
    let mut visit = |key: String, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        paths(value, &at, found);
        found.push(at);
    };
    match within {
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| visit(n.to_string(), item)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| visit(key.clone(), value)),
        _ => {}
    }
}

fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[{}]])),
        any::<bool>().prop_map(Value::from),
        Just(json!(0)),
        Just(json!(u64::MAX)),
        Just(json!(-1)),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z0-9=+,: -]{0,30}".prop_map(Value::from),
        "[あ-ん]{1,10}".prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in the files, checking them ends with content or with findings.
    #[test]
    fn no_content_makes_it_panic(slips in proptest::collection::vec((0..5usize, any::<Index>(), odd_value()), 1..6)) {
        let mut sources = sources();
        for (file, place, value) in slips {
            let document = document(
                &mut sources,
                [
                    ContentFile::Questionnaire,
                    ContentFile::Menus,
                    ContentFile::Cases,
                    ContentFile::Indicators,
                    ContentFile::LeadTimes,
                ][file],
            );
            let mut all = Vec::new();
            paths(document, "", &mut all);
            if !all.is_empty() {
                let at = place.get(&all).clone();
                *document.pointer_mut(&at).expect("a path of the document") = value;
            }
        }
        if let Err(found) = Content::check(&sources) {
            prop_assert!(!found.is_empty());
        }
    }
}
