//! The roll-ups against another count of the same answers: SQL over what was written down, and the indicators'
//! definitions spelt out once more by hand. Nothing here asks the domain what an answer means.

use std::collections::BTreeMap;

use app::backend::{CountQuery, Counts};
use chrono::{DateTime, Utc};
use domain::indicator::Dimension::{self, EmployeeSize, Industry, Municipality};
use domain::indicator::{Breakdown, PAIRS, Period};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use serde_json::Value;
use server::demo;
use server::store::Store;
use tests::{TestDatabase, answers, at};

use super::{again, assert_rebuild_changes_nothing, complete, submitted};

tests::on_both_databases! {
    the_roll_ups_equal_a_recount_in_sql,
}

/// The first of `demo --businesses 20000 --seed 1`; more of them, or all, where `DX_TEST_RECOUNT` says so
/// (scripts/recount.sh).
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, none of the server's")]
fn made_up() -> usize {
    std::env::var("DX_TEST_RECOUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

/// What an indicator counts, by the ids that were chosen: for each counter whether it is one more.
type Counters = fn(&[&str]) -> Vec<String>;

/// Indicator, question, and the counters of an answer. An answer of 「わからない」 has none.
const INDICATORS: [(&str, &str, Counters); 10] = [
    ("survey-dx-need-rate", "q07", |chosen| share(chosen, &["strong", "some"])),
    ("survey-dx-uptake-rate", "q08", |chosen| {
        let mut counters = share(chosen, &["s2", "s3", "s4"]);
        if matches!(chosen, ["s3" | "s4"]) {
            counters.push("met_strict".to_owned());
        }
        counters
    }),
    ("survey-stage-distribution", "q08", each),
    ("survey-it-staff-rate", "q19", |chosen| share(chosen, &["dedicated", "part"])),
    ("survey-learning-rate", "q20", |chosen| share(chosen, &["regular", "some"])),
    ("survey-reskilling-declared-rate", "q21", |chosen| share(chosen, &["yes"])),
    ("survey-security-basic-rate", "q23", |chosen| {
        let done = chosen.iter().filter(|id| **id != "none").count();
        if done >= 3 { vec!["answered".to_owned(), "met".to_owned()] } else { share(chosen, &[]) }
    }),
    ("survey-security-action-rate", "q24", |chosen| share(chosen, &["sa_one", "sa_two"])),
    ("survey-tool-use-rate", "q13", each),
    ("survey-ai-use-rate", "q13", |chosen| share(chosen, &["generative-ai"])),
];

fn share(chosen: &[&str], any_of: &[&str]) -> Vec<String> {
    let met = chosen.iter().any(|id| any_of.contains(id));
    ["answered"].into_iter().chain(met.then_some("met")).map(str::to_owned).collect()
}

fn each(chosen: &[&str]) -> Vec<String> {
    let options = chosen.iter().map(|id| format!("option:{id}"));
    ["answered".to_owned()].into_iter().chain(options).collect()
}

/// Size class, division, municipality; and how many businesses gave this answer there.
struct Line {
    groups: [String; 3],
    chosen: Vec<String>,
    businesses: u64,
}

/// The answers to one question in the latest diagnosis of each business in a span of time, counted by SQL.
async fn lines(
    connection: &impl ConnectionTrait,
    span: (&str, &str),
    made_up: bool,
    question: &str,
) -> Vec<Line> {
    const SQL: &str = "WITH latest AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY business_id \
        ORDER BY submitted_at DESC, id DESC) AS place FROM diagnosis \
        WHERE submitted_at >= $1 AND submitted_at < $2 AND made_up = $3) \
        SELECT town.raw AS town, industry.raw AS industry, people.raw AS people, given.raw AS given, COUNT(*) AS n \
        FROM latest \
        LEFT JOIN answer town ON town.diagnosis_id = latest.id AND town.question_id = 'q01' \
        LEFT JOIN answer industry ON industry.diagnosis_id = latest.id AND industry.question_id = 'q02' \
        LEFT JOIN answer people ON people.diagnosis_id = latest.id AND people.question_id = 'q03' \
        LEFT JOIN answer given ON given.diagnosis_id = latest.id AND given.question_id = $4 \
        WHERE latest.place = 1 GROUP BY town.raw, industry.raw, people.raw, given.raw";
    let backend = connection.get_database_backend();
    let sql = if backend == DbBackend::Sqlite { SQL.replace("$", "?") } else { SQL.to_owned() };
    let (from, to): (DateTime<Utc>, DateTime<Utc>) = (at(span.0), at(span.1));
    let statement = Statement::from_sql_and_values(
        backend,
        sql,
        [from.into(), to.into(), made_up.into(), question.into()],
    );
    let rows = connection.query_all_raw(statement).await.expect("the database answers");
    rows.iter().filter_map(|row| line(row, question)).collect()
}

/// `None` where the question was not asked, not answered, or answered with 「わからない」.
fn line(row: &QueryResult, question: &str) -> Option<Line> {
    let values = |column: &str| -> Option<Vec<String>> {
        let raw: Option<String> = row.try_get("", column).expect("a text or none");
        let raw: Value = serde_json::from_str(&raw?).expect("JSON");
        let values =
            raw["values"].as_array().expect("a list").iter().map(|value| value.as_str().expect("a text"));
        let values: Vec<String> = values.map(str::to_owned).collect();
        (raw["declined"] == false && !values.is_empty()).then_some(values)
    };
    let first = |column| values(column).map(|values| values[0].clone()).unwrap_or_default();
    // Typed as people type: 「１２人」, 「1,200」.
    let digits: String = first("people").chars().filter_map(digit).collect();
    let people: Option<u64> = digits.parse().ok();
    let size = match people {
        None => "",
        Some(0) => "0",
        Some(1..=5) => "1-5",
        Some(6..=20) => "6-20",
        Some(21..=50) => "21-50",
        Some(51..=100) => "51-100",
        Some(101..=300) => "101-300",
        Some(_) => "301-",
    };
    let industry = first("industry").chars().next().map(String::from).unwrap_or_default();
    let chosen = values("given")?;
    // Of those who employ nobody it is not asked.
    let asked = question != "q21" || people.is_some_and(|people| people >= 1);
    let unsure = chosen.iter().any(|id| id == "unknown");
    let businesses: i64 = row.try_get("", "n").expect("a count");
    let groups = [size.to_owned(), industry, first("town")];
    (asked && !unsure).then_some(Line { groups, chosen, businesses: businesses.unsigned_abs() })
}

fn digit(typed: char) -> Option<char> {
    match typed {
        '0'..='9' => Some(typed),
        '０'..='９' => char::from_digit(typed as u32 - '０' as u32, 10),
        _ => None,
    }
}

type Table = BTreeMap<(Vec<String>, String), u64>;

fn recounted(lines: &[Line], counters: Counters, by: &[Dimension]) -> Table {
    let mut table = Table::new();
    for line in lines {
        let group = |dimension: &Dimension| {
            let [size, industry, municipality] = &line.groups;
            match dimension {
                EmployeeSize => size.clone(),
                Industry => industry.clone(),
                Municipality => municipality.clone(),
            }
        };
        let chosen: Vec<&str> = line.chosen.iter().map(String::as_str).collect();
        for counter in counters(&chosen) {
            *table.entry((by.iter().map(group).collect(), counter)).or_default() += line.businesses;
        }
    }
    table
}

async fn rolled_up(
    store: &Store,
    indicator: &str,
    period: &Period,
    made_up: bool,
    by: &[Dimension],
) -> Table {
    let query = CountQuery { indicator, period: period.clone(), within: Breakdown::default(), made_up };
    let counts = store.counts(&query, by).await.expect("the store answers");
    counts.into_iter().map(|count| ((count.groups, count.counter), count.amount)).collect()
}

/// Real businesses: some twice, over the turn of the fiscal year, with answers that do not count.
async fn real_businesses(store: &Store, database: &TestDatabase) {
    database.clock.set(at("2026-03-31T23:59:59.999999+09:00"));
    let last_year = submitted(store, &answers(&[("q07", "none"), ("q08", "s0"), ("q03", "3")])).await;
    submitted(store, &answers(&[("q07", "unknown"), ("q08", "unknown"), ("q24", "unknown")])).await;
    database.clock.set(at("2026-04-01T00:00:00+09:00"));
    let this_year = again(store, &last_year).await;
    complete(
        store,
        &this_year,
        &answers(&[("q07", "strong"), ("q08", "s3"), ("q03", "25"), ("q01", "34100")]),
    )
    .await;
    // The declaration was answered while there were employees; then there were none, and it is not asked any more.
    submitted(store, &answers(&[("q21", "yes"), ("q03", "0"), ("q13", "none"), ("q23", "none")])).await;
    submitted(
        store,
        &answers(&[("q21", "yes"), ("q13", "generative-ai,data-bi"), ("q23", "update,rule,train")]),
    )
    .await;
    database.clock.set(at("2026-04-02T10:00:00+09:00"));
    let third = again(store, &this_year).await;
    complete(store, &third, &answers(&[("q07", "little"), ("q02", "I:56"), ("q24", "sa_one,sa_two")])).await;
}

async fn the_roll_ups_equal_a_recount_in_sql(database: TestDatabase) {
    let store = database.published().await;
    real_businesses(&store, &database).await;
    let content = tests::content(&tests::sources());
    let today = "2026-11-22".parse().expect("a date");
    let made_up: Vec<_> = demo::businesses(1, made_up(), &content, today).collect();
    for batch in made_up.chunks(2_000) {
        store.insert_made_up(batch.to_vec()).await.expect("the batch is stored");
    }
    let connection = database.connection().await;
    let spans = [
        (
            Period::FiscalYear { fiscal_year: 2025 },
            ("2025-04-01T00:00:00+09:00", "2026-04-01T00:00:00+09:00"),
        ),
        (
            Period::Quarter { fiscal_year: 2026, quarter: 1 },
            ("2026-04-01T00:00:00+09:00", "2026-07-01T00:00:00+09:00"),
        ),
        (Period::Month { year: 2026, month: 4 }, ("2026-04-01T00:00:00+09:00", "2026-05-01T00:00:00+09:00")),
        (Period::Ever, ("2000-01-01T00:00:00+09:00", "2100-01-01T00:00:00+09:00")),
    ];
    let single: [&[Dimension]; 4] = [&[], &[EmployeeSize], &[Industry], &[Municipality]];
    let breakdowns = || single.into_iter().map(<[_]>::to_vec).chain(PAIRS.map(|pair| pair.to_vec()));
    for (period, span) in &spans {
        for made_up in [false, true] {
            for (indicator, question, counters) in INDICATORS {
                let lines = lines(&connection, *span, made_up, question).await;
                assert!(!made_up || !lines.is_empty(), "{indicator} {period:?}: nobody to count");
                for by in breakdowns() {
                    let told = rolled_up(&store, indicator, period, made_up, &by).await;
                    assert_eq!(
                        told,
                        recounted(&lines, counters, &by),
                        "{indicator} {period:?} {made_up} {by:?}"
                    );
                }
            }
        }
    }
    assert_rebuild_changes_nothing(&store, &database).await;
}
