//! Matching, in one run on the same businesses and menus: ours with reasons, ours verdict only, two general rule
//! engines, and columns over a million businesses. Before anything is timed, all give the same verdicts.
//!
//! What is timed is matching alone: rules are compiled and businesses stand in each engine's own form beforehand.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use criterion::{Criterion, Throughput};
use datalogic_rs::{Engine, Logic, ParsedData};
use domain::content::Content;
use domain::facts::{FactName, Facts};
use domain::matching::{Business, Judgement, Verdict};
use domain::menu::Menu;
use domain::population::{BusinessId, Population, Sums};
use rivals::businesses::{Vocabulary, place};
use rivals::{Found, json_logic, seed, zen};
use serde_json::Value;
use tokio::runtime::Runtime;
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

/// Businesses of the row-wise measurements.
const SOME: usize = 500;
/// Businesses of the columns.
const MANY: usize = 1_000_000;

fn main() {
    let content = seed::content();
    let vocabulary = Vocabulary::of(&content);
    let facts: Vec<Facts> = vocabulary.businesses(SOME).collect();
    let businesses: Vec<Business> = facts.iter().map(|facts| business(facts.clone(), &content)).collect();

    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .sample_size(30)
        .output_directory(&output())
        .configure_from_args();
    let pairs = (SOME * content.menus.len()) as u64;
    ours(&mut criterion, &businesses, &content.menus, pairs);
    datalogic(&mut criterion, &businesses, &content.menus, pairs);
    zen_engine(&mut criterion, &businesses, &content.menus, pairs);
    columns(&mut criterion, &vocabulary, &content);
    criterion.final_summary();
    summary(pairs, content.menus.len());
}

fn business(facts: Facts, content: &Content) -> Business {
    let pains: Vec<String> = facts.set(FactName::Pains).into_iter().flatten().cloned().collect();
    Business::new(facts, pains, &content.questionnaire, &content.industries)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
}

fn found(business: &Business, menu: &Menu) -> Found {
    match business.verdict(menu) {
        (Verdict::Eligible, _) => Found::Eligible,
        (Verdict::NeedsInfo, _) => Found::NeedsInfo,
        (Verdict::NotEligible, true) => Found::NearMiss,
        (Verdict::NotEligible, false) => Found::NotEligible,
    }
}

/// Works out all reasons of a judgement.
fn reasons(judgement: &Judgement<'_>) {
    judgement.conditions().for_each(|condition| {
        black_box(condition);
    });
    black_box(judgement);
}

fn ours(criterion: &mut Criterion, businesses: &[Business], menus: &[Menu], pairs: u64) {
    let today = today();
    let mut group = criterion.benchmark_group("ours");
    group.throughput(Throughput::Elements(pairs));
    group.bench_function("result_page", |bencher| {
        bencher.iter(|| {
            for business in businesses {
                let matches = business.match_all(menus, today);
                matches.offered.iter().chain(&matches.others).for_each(reasons);
            }
        });
    });
    group.bench_function("reasons", |bencher| {
        bencher.iter(|| {
            for business in businesses {
                for menu in menus {
                    reasons(&business.judge(menu, today));
                }
            }
        });
    });
    group.bench_function("verdict", |bencher| {
        bencher.iter(|| {
            for business in businesses {
                for menu in menus {
                    black_box(business.verdict(menu));
                }
            }
        });
    });
    group.finish();
}

/// The known facts, derived ones included, as the JSON interface writes them.
fn json(business: &Business) -> Value {
    serde_json::to_value(business.facts()).expect("facts are plain")
}

fn datalogic(criterion: &mut Criterion, businesses: &[Business], menus: &[Menu], pairs: u64) {
    let engine = Engine::new();
    let rules: Vec<Logic> = menus
        .iter()
        .map(|menu| engine.compile(&json_logic::rule(menu).to_string()).expect("a rule"))
        .collect();
    let data: Vec<ParsedData> = businesses
        .iter()
        .map(|business| ParsedData::from_json(&json(business).to_string()).expect("JSON"))
        .collect();
    let mut session = engine.session();
    for (business, data) in businesses.iter().zip(&data) {
        for (menu, rule) in menus.iter().zip(&rules) {
            let told = session.eval_borrowed(rule, data).expect("an answer").as_i64();
            assert_eq!(told, Some(found(business, menu).code().into()), "datalogic-rs on {}", menu.id());
            session.reset();
        }
    }
    let mut group = criterion.benchmark_group("datalogic-rs");
    group.throughput(Throughput::Elements(pairs));
    group.bench_function("verdict", |bencher| {
        bencher.iter(|| {
            for data in &data {
                for rule in &rules {
                    let _ = black_box(session.eval_borrowed(rule, data));
                }
                session.reset();
            }
        });
    });
    group.finish();
}

fn zen_engine(criterion: &mut Criterion, businesses: &[Business], menus: &[Menu], pairs: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let graph: GraphContent = serde_json::from_value(zen::decision(menus)).expect("a decision");
    let mut decision = Decision::from(graph);
    decision.compile();
    let data: Vec<Variable> = businesses.iter().map(|business| json(business).into()).collect();
    let answer = |runtime: &Runtime, data: &Variable| {
        runtime.block_on(decision.evaluate(data.clone())).map(|answer| answer.result)
    };
    for (business, data) in businesses.iter().zip(&data) {
        let told = answer(&runtime, data).expect("an answer").to_value();
        for (n, menu) in menus.iter().enumerate() {
            let told = told[format!("m{n}")].as_f64();
            assert_eq!(told, Some(found(business, menu).code().into()), "zen-engine on {}", menu.id());
        }
    }
    let mut group = criterion.benchmark_group("zen-engine");
    group.throughput(Throughput::Elements(pairs));
    group.bench_function("verdict", |bencher| {
        bencher.iter(|| {
            for data in &data {
                let _ = black_box(answer(&runtime, data));
            }
        });
    });
    group.finish();
}

fn columns(criterion: &mut Criterion, vocabulary: &Vocabulary, content: &Content) {
    let mut population = Population::new();
    let mut expected = vec![Sums::default(); content.menus.len()];
    let begun = Instant::now();
    let mut checking = Duration::ZERO;
    for (id, facts) in (0..).zip(vocabulary.businesses(MANY)) {
        let place = place(&facts, content);
        let business = business(facts, content);
        population.put(BusinessId(id), &business, &place);
        let checked = Instant::now();
        for (menu, sums) in content.menus.iter().zip(&mut expected) {
            add(sums, found(&business, menu));
        }
        checking += checked.elapsed();
    }
    let filling = begun.elapsed() - checking;
    for (menu, expected) in content.menus.iter().zip(&expected) {
        assert_eq!(population.match_menu(menu).sums(), *expected, "columns on {}", menu.id());
    }
    println!(
        "columns: {MANY} businesses made, read by the law and put in {:.1} s; {:.1} bytes each",
        filling.as_secs_f64(),
        population.heap_bytes() as f64 / MANY as f64
    );
    println!(
        "columns: the slowest menu takes {:.3} ms",
        slowest(&population, &content.menus).as_secs_f64() * 1e3
    );

    let mut group = criterion.benchmark_group("columns");
    group.throughput(Throughput::Elements(content.menus.len() as u64));
    group.bench_function("match_menu", |bencher| {
        bencher.iter(|| {
            for menu in &content.menus {
                black_box(population.match_menu(menu));
            }
        });
    });
    group.bench_function("by_cell", |bencher| {
        let matched: Vec<_> = content.menus.iter().map(|menu| population.match_menu(menu)).collect();
        bencher.iter(|| {
            for matched in &matched {
                black_box(matched.by_cell());
            }
        });
    });
    group.finish();
}

fn add(sums: &mut Sums, found: Found) {
    match found {
        Found::Eligible => sums.eligible += 1,
        Found::NeedsInfo => sums.needs_info += 1,
        Found::NotEligible => sums.not_eligible += 1,
        Found::NearMiss => {
            sums.not_eligible += 1;
            sums.near_miss += 1;
        }
    }
}

/// The largest of the menus' median times, each of 31 runs.
fn slowest(population: &Population, menus: &[Menu]) -> Duration {
    let median = |menu: &Menu| {
        let mut times: Vec<Duration> = (0..31)
            .map(|_| {
                let begun = Instant::now();
                black_box(population.match_menu(menu));
                begun.elapsed()
            })
            .collect();
        times.sort_unstable();
        times[15]
    };
    menus.iter().map(median).max().unwrap_or_default()
}

/// The table of docs/PERFORMANCE.md, from what criterion has just written.
fn summary(pairs: u64, menus: usize) {
    let row = |what: &str, id: &str, per: f64, unit: &str| {
        if let Some((low, median, high)) = estimate(id) {
            println!("| {what} | {:.3} {unit} | {:.3} – {:.3} |", median / per, low / per, high / per);
        }
    };
    let (pairs, menus) = (pairs as f64, menus as f64);
    println!("\n| what | median | 95 % interval of the median |\n|---|---|---|");
    row("ours, with reasons: `match_all`, in order of offering", "ours/result_page", pairs, "ns");
    row("ours, with reasons: `judge`", "ours/reasons", pairs, "ns");
    row("ours, verdict and near miss only: `verdict`", "ours/verdict", pairs, "ns");
    row("datalogic-rs 5.4, verdict and near miss only", "datalogic-rs/verdict", pairs, "ns");
    row("zen-engine 2.1, verdict and near miss only", "zen-engine/verdict", pairs, "ns");
    row("columns, a menu × 1,000,000 businesses", "columns/match_menu", menus * 1e6, "ms");
    row("columns, its sums by size × industry × municipality", "columns/by_cell", menus * 1e6, "ms");
}

/// Criterion's median with its interval, in nanoseconds per run; `None` if it was not measured.
fn estimate(id: &str) -> Option<(f64, f64, f64)> {
    let text = std::fs::read_to_string(output().join(id).join("new/estimates.json")).ok()?;
    let median = &serde_json::from_str::<Value>(&text).ok()?["median"];
    let bound = |name| median["confidence_interval"][name].as_f64();
    Some((bound("lower_bound")?, median["point_estimate"].as_f64()?, bound("upper_bound")?))
}

/// Where criterion writes.
fn output() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("criterion")
}
