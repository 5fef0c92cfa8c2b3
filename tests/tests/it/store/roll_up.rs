use app::backend::{CountQuery, Counts, Diagnoses};
use domain::indicator::Dimension::{EmployeeSize, Industry, Municipality};
use domain::indicator::{ANSWERED, Breakdown, COMPLETED, DIAGNOSES, Dimension, MET, Period, SUBMITTED};
use migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;
use server::store::{MadeUp, Store};
use tests::{TestDatabase, answers, at};

use super::{again, amount, assert_rebuild_changes_nothing, complete, diagnoses, roll_ups, save, submitted};

tests::on_both_databases! {
    a_submission_is_counted_at_once,
    a_second_diagnosis_of_the_month_takes_the_place_of_the_first,
    a_diagnosis_of_the_next_month_leaves_the_month_before_alone,
    the_fiscal_year_turns_at_midnight_in_japan,
    a_clock_that_went_back_does_not_confuse_the_count,
    counts_are_broken_down_and_limited,
    a_rebuild_gives_the_same_bytes,
    sums_by_size_are_added_up_from_what_an_older_version_kept,
    what_an_older_version_counted_elsewhere_is_counted_at_the_start,
}

const UPTAKE: &str = "survey-dx-uptake-rate";
const NOVEMBER: Period = Period::Month { year: 2026, month: 11 };
const DECEMBER: Period = Period::Month { year: 2026, month: 12 };
const QUARTER: Period = Period::Quarter { fiscal_year: 2026, quarter: 3 };

async fn uptake(store: &Store, period: Period) -> (u64, u64) {
    (amount(store, UPTAKE, MET, period.clone()).await, amount(store, UPTAKE, ANSWERED, period).await)
}

async fn a_submission_is_counted_at_once(database: TestDatabase) {
    let store = database.published().await;
    submitted(&store, &answers(&[("q08", "s3")])).await;
    submitted(&store, &answers(&[("q08", "s0")])).await;
    for period in [NOVEMBER, QUARTER, Period::FiscalYear { fiscal_year: 2026 }, Period::Ever] {
        assert_eq!(uptake(&store, period.clone()).await, (1, 2), "{period:?}");
        assert_eq!(diagnoses(&store, COMPLETED, period).await, 2);
    }
    assert_eq!(uptake(&store, DECEMBER).await, (0, 0));
}

async fn a_second_diagnosis_of_the_month_takes_the_place_of_the_first(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q08", "s0"), ("q03", "3")])).await;
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q08", "s3"), ("q03", "300")])).await;
    for period in [NOVEMBER, QUARTER, Period::Ever] {
        assert_eq!(uptake(&store, period.clone()).await, (1, 1), "{period:?}");
        assert_eq!(diagnoses(&store, COMPLETED, period).await, 1);
    }
    assert_eq!(diagnoses(&store, SUBMITTED, NOVEMBER).await, 2);
    assert_eq!(diagnoses(&store, SUBMITTED, Period::Ever).await, 2);
    let small = roll_ups(&database).await.into_iter().filter(|row| row.contains("|1-5|"));
    let left: Vec<String> = small.collect();
    let submissions = [
        "false 0 2026-11|diagnoses|submitted|1-5|E = 1",
        "false 0 ever|diagnoses|submitted|1-5|E = 1",
        "false 1 2026-11|diagnoses|submitted|1-5|34207 = 1",
        "false 1 ever|diagnoses|submitted|1-5|34207 = 1",
        "false 3 2026-11|diagnoses|submitted|1-5| = 1",
        "false 3 ever|diagnoses|submitted|1-5| = 1",
    ];
    assert_eq!(left, submissions, "rows at zero are gone");
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn a_diagnosis_of_the_next_month_leaves_the_month_before_alone(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q08", "s0")])).await;
    database.clock.set(at("2026-12-01T00:00:00+09:00"));
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q08", "s3")])).await;
    assert_eq!(uptake(&store, NOVEMBER).await, (0, 1));
    assert_eq!(uptake(&store, DECEMBER).await, (1, 1));
    assert_eq!(uptake(&store, QUARTER).await, (1, 1));
    assert_eq!(uptake(&store, Period::Ever).await, (1, 1));
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn the_fiscal_year_turns_at_midnight_in_japan(database: TestDatabase) {
    let store = database.published().await;
    database.clock.set(at("2027-03-31T23:59:59.999999+09:00"));
    let first = submitted(&store, &answers(&[("q08", "s0")])).await;
    database.clock.set(at("2027-04-01T00:00:00+09:00"));
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q08", "s3")])).await;
    assert_eq!(uptake(&store, Period::FiscalYear { fiscal_year: 2026 }).await, (0, 1));
    assert_eq!(uptake(&store, Period::FiscalYear { fiscal_year: 2027 }).await, (1, 1));
    assert_eq!(uptake(&store, Period::Month { year: 2027, month: 3 }).await, (0, 1));
    assert_eq!(uptake(&store, Period::Month { year: 2027, month: 4 }).await, (1, 1));
    assert_rebuild_changes_nothing(&store, &database).await;
}

/// The latest is the one with the latest time, even if it was stored first.
async fn a_clock_that_went_back_does_not_confuse_the_count(database: TestDatabase) {
    let store = database.published().await;
    let first = submitted(&store, &answers(&[("q08", "s0")])).await;
    database.clock.set(at("2026-11-21T10:00:00+09:00"));
    let second = again(&store, &first).await;
    complete(&store, &second, &answers(&[("q08", "s3")])).await;
    assert_eq!(uptake(&store, NOVEMBER).await, (0, 1));
    assert_eq!(diagnoses(&store, SUBMITTED, NOVEMBER).await, 2);
    assert_rebuild_changes_nothing(&store, &database).await;
}

async fn counts_are_broken_down_and_limited(database: TestDatabase) {
    let store = database.published().await;
    for (size, industry, municipality) in
        [("3", "E", "34207"), ("4", "I:56", "34207"), ("40", "M", "34213"), ("3", "E", "34100")]
    {
        submitted(&store, &answers(&[("q03", size), ("q02", industry), ("q01", municipality)])).await;
    }
    let completed = async |by: &[Dimension], within: Breakdown| {
        let query = CountQuery { indicator: DIAGNOSES, period: Period::Ever, within, made_up: false };
        let counts = store.counts(&query, by).await.expect("the store answers");
        counts
            .into_iter()
            .filter(|count| count.counter == COMPLETED)
            .map(|count| (count.groups.join(" "), count.amount))
            .collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
        pairs.iter().map(|(group, amount)| ((*group).to_owned(), *amount)).collect()
    };
    let all = Breakdown::default();
    assert_eq!(completed(&[], all.clone()).await, pairs(&[("", 4)]));
    assert_eq!(completed(&[EmployeeSize], all.clone()).await, pairs(&[("1-5", 3), ("21-50", 1)]));
    assert_eq!(completed(&[Industry], all.clone()).await, pairs(&[("E", 2), ("I", 1), ("M", 1)]));
    let fukuyama = Breakdown { municipality: Some("34207".to_owned()), ..all.clone() };
    assert_eq!(completed(&[Industry], fukuyama.clone()).await, pairs(&[("E", 1), ("I", 1)]));
    let crossed = [("1-5 E", 2), ("1-5 I", 1), ("21-50 M", 1)];
    assert_eq!(completed(&[EmployeeSize, Industry], all.clone()).await, pairs(&crossed));
    assert_eq!(
        completed(&[Municipality, EmployeeSize], all.clone()).await,
        pairs(&[("34100 1-5", 1), ("34207 1-5", 2), ("34213 21-50", 1)])
    );
    let nobody = Breakdown { employee_size: Some("301-".to_owned()), ..all };
    assert_eq!(completed(&[Municipality], nobody.clone()).await, pairs(&[]));
    let by_three = CountQuery { indicator: DIAGNOSES, period: Period::Ever, within: nobody, made_up: false };
    assert!(store.counts(&by_three, &[Industry, Municipality]).await.is_err(), "nothing is kept by three");
}

/// Businesses that come back again and again, over months, sizes and industries, some with answers left open.
async fn a_rebuild_gives_the_same_bytes(database: TestDatabase) {
    let store = database.published().await;
    let mut dice = Dice(2026);
    let mut last = Vec::new();
    for step in 0..60_i64 {
        database.clock.set(at("2026-12-20T10:00:00+09:00") + chrono::Duration::hours(step * 40));
        let size = dice.one_of(&["0", "3", "12", "40"]);
        let given = answers(&[
            ("q02", dice.one_of(&["E", "I", "I:56", "M:76"])),
            ("q03", size),
            ("q07", dice.one_of(&["strong", "none", "unknown"])),
            ("q08", dice.one_of(&["s0", "s2", "s4"])),
            ("q10", dice.one_of(&["paperwork", "paperwork,old-system"])),
            ("q13", dice.one_of(&["generative-ai", ""])),
        ]);
        if dice.roll(3) > 0 && !last.is_empty() {
            let at = dice.roll(last.len());
            let next = again(&store, &last[at]).await;
            complete(&store, &next, &given).await;
            last[at] = next;
        } else {
            last.push(submitted(&store, &given).await);
        }
    }
    let open = store.start().await.expect("the store answers");
    save(&store, &open, &answers(&[])).await;
    assert_rebuild_changes_nothing(&store, &database).await;
}

/// Small, and the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn one_of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.roll(texts.len())]
    }
}

async fn what_an_older_version_counted_elsewhere_is_counted_at_the_start(database: TestDatabase) {
    let store = database.published().await;
    assert_eq!(store.complete_roll_up().await.expect("the store answers"), None, "nobody to count");
    submitted(&store, &answers(&[])).await;
    submitted(&store, &answers(&[("q08", "s3")])).await;
    let counted = roll_ups(&database).await;
    assert_eq!(store.complete_roll_up().await.expect("the store answers"), None, "all is counted");
    database.connection().await.execute_unprepared("DELETE FROM tally").await.expect("obeyed");
    assert_eq!(store.complete_roll_up().await.expect("the store answers"), Some(2));
    assert_eq!(roll_ups(&database).await, counted);
}

async fn sums_by_size_are_added_up_from_what_an_older_version_kept(database: TestDatabase) {
    let store = database.published().await;
    for (size, industry) in [("3", "E"), ("3", "M"), ("40", "E")] {
        submitted(&store, &answers(&[("q03", size), ("q02", industry)])).await;
    }
    let batch = [("3", "E"), ("300", "I:56")].map(|(size, industry)| MadeUp {
        answers: answers(&[("q03", size), ("q02", industry)]),
        submitted_at: at("2026-10-02T10:00:00+09:00"),
    });
    store.insert_made_up(batch.into()).await.expect("the batch is stored");
    let rows = roll_ups(&database).await;
    let is_by_size = |row: &String| row.split(' ').nth(1) == Some("3");
    assert!(rows.iter().any(is_by_size));
    let connection = database.connection().await;
    let steps = Migrator::migrations();
    let this =
        steps.iter().position(|step| step.name() == "m20261122_000019_tally_by_size").expect("the step");
    let last = u32::try_from(steps.len() - this).expect("few");
    Migrator::down(&connection, Some(last)).await.expect("a step back");
    assert!(!roll_ups(&database).await.iter().any(is_by_size));
    store.migrate().await.expect("the step again");
    assert_eq!(roll_ups(&database).await, rows);
}
