//! Weighting: tables worked out by hand, laws, and the figures of another program (PyPI's ipfn).

use std::collections::{BTreeMap, BTreeSet};

use domain::indicator::{Breakdown, Dimension};
use domain::weighting::{
    Frame, Margin, NotWeighed, Respondents, Rules, Weighted, Weighting, effective_n, estimate, weigh, wilson,
};
use proptest::prelude::*;
use serde_json::Value;

/// `1-5|E|34100`; what is left empty is not told.
fn at(place: &str) -> Breakdown {
    let mut parts = place.split('|').map(|part| (!part.is_empty()).then(|| part.to_owned()));
    let mut next = || parts.next().flatten();
    Breakdown { employee_size: next(), industry: next(), municipality: next() }
}

fn respondents(groups: &[(&str, u64, u64)]) -> Vec<Respondents> {
    groups.iter().map(|&(place, answered, met)| Respondents { at: at(place), answered, met }).collect()
}

/// Of these numbers, complete.
fn margin(cells: &[(&str, u64)]) -> Margin {
    let counts: BTreeMap<Breakdown, u64> = cells.iter().map(|(place, count)| (at(place), *count)).collect();
    let first = counts.keys().next().expect("a cell");
    let dimensions = Dimension::ALL.into_iter().filter(|dimension| dimension.of(first).is_some()).collect();
    Margin { dimensions, total: counts.values().sum(), counts }
}

fn frame(margins: Vec<Margin>) -> Frame {
    Frame::new(margins).expect("a frame")
}

fn untrimmed() -> Rules {
    Rules { trim_ratio: f64::INFINITY, ..Rules::default() }
}

fn weighted(respondents: &[Respondents], frame: &Frame, rules: Rules) -> Weighted {
    estimate(respondents, Some(frame), rules).weighted.expect("there is a frame").expect("weights")
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}

fn empties(weighting: &Weighting) -> Vec<(Option<Breakdown>, u64)> {
    weighting.empty.iter().map(|cell| (cell.at.clone(), cell.businesses)).collect()
}

#[test]
fn one_margin_worked_out_by_hand() {
    // 900 small businesses, 100 large ones; 10 and 30 answered, 2 and 24 of them yes.
    let answers = respondents(&[("1-5", 10, 2), ("301-", 30, 24)]);
    let frame = frame(vec![margin(&[("1-5", 900), ("301-", 100)])]);
    // 90 and 3⅓ businesses for each respondent: the mean is 25, nobody is above five times it.
    let estimate = estimate(&answers, Some(&frame), Rules::default());
    let plain = estimate.plain.expect("somebody answered");
    assert_eq!((plain.share, plain.n), (0.65, 40));
    assert_eq!(Some(plain.interval), wilson(0.65, 40.0));
    let weighted = estimate.weighted.expect("a frame").expect("weights");
    assert!(near(weighted.share, (900.0 * 0.2 + 100.0 * 0.8) / 1000.0), "{}", weighted.share);
    let squares = 10.0 * 90.0 * 90.0 + 30.0 * (10.0 / 3.0) * (10.0 / 3.0);
    assert!(near(weighted.effective_n, 1e6 / squares), "{}", weighted.effective_n);
    assert_eq!(Some(weighted.interval), wilson(weighted.share, weighted.effective_n));
    assert_eq!((weighted.n, weighted.weighting.covered, weighted.weighting.trimmed), (40, 1.0, 0));
    assert_eq!(empties(&weighted.weighting), []);
}

#[test]
fn without_a_frame_there_is_no_weighted_figure() {
    let plain = estimate(&respondents(&[("1-5", 4, 1)]), None, Rules::default());
    assert_eq!(plain.weighted, None);
    assert_eq!(plain.plain.map(|share| share.share), Some(0.25));
    let nobody = estimate(&[], None, Rules::default());
    assert_eq!((nobody.plain, nobody.weighted), (None, None));
}

#[test]
fn cells_without_a_respondent_are_named_and_never_filled() {
    let joint = margin(&[("1-5|D", 600), ("1-5|E", 200), ("6-20|D", 150), ("6-20|E", 50), ("21-50|E", 0)]);
    let frame = frame(vec![joint]);
    let answers = respondents(&[("1-5|D", 6, 0), ("6-20|E", 6, 6)]);
    let weighted = weighted(&answers, &frame, untrimmed());
    assert_eq!(
        empties(&weighted.weighting),
        [(Some(at("1-5|E")), 200), (Some(at("6-20|D")), 150)],
        "not the one without businesses"
    );
    assert!(near(weighted.weighting.covered, 0.65));
    assert!(near(weighted.share, 50.0 / 650.0), "of the covered part only: {}", weighted.share);
    let sum: f64 = weighted.weighting.weights.values().map(|(_, weight)| 6.0 * weight).sum();
    assert!(near(sum, 650.0), "the empty cells lend nobody their businesses");
}

#[test]
fn margins_that_miss_different_cells_cover_what_both_surely_do() {
    let frame = frame(vec![
        margin(&[("1-5", 800), ("6-20", 200)]),
        margin(&[("||34100", 700), ("||34202", 200), ("||34203", 100)]),
    ]);
    let weighting = weigh(&respondents(&[("1-5||34100", 5, 0), ("1-5||34202", 5, 0)]), &frame, untrimmed());
    let weighting = weighting.expect("weights");
    assert!(near(weighting.covered, 1.0 - 0.2 - 0.1), "{}", weighting.covered);
    assert_eq!(empties(&weighting), [(Some(at("6-20")), 200), (Some(at("||34203")), 100)]);
}

#[test]
fn who_stands_nowhere_in_the_frame_has_no_weight() {
    let frame = frame(vec![margin(&[("1-5|D", 90), ("6-20|D", 10), ("6-20|S", 0)])]);
    let answers = respondents(&[
        ("1-5|D", 3, 3),
        ("6-20|D", 3, 0),
        ("0|D", 4, 4),
        ("6-20|S", 5, 5),
        ("|D", 7, 7),
        ("6-20|", 1, 1),
    ]);
    let weighted = weighted(&answers, &frame, Rules::default());
    assert_eq!((weighted.n, weighted.weighting.outside, weighted.weighting.unplaced), (6, 9, 8));
    assert!(near(weighted.share, 0.9));
    let nobody = weigh(&respondents(&[("0|D", 4, 4), ("1-5|D", 0, 0)]), &frame, Rules::default());
    assert_eq!(nobody, Err(NotWeighed::Nobody));
}

#[test]
fn the_groups_that_a_partial_margin_does_not_list_are_one_cell() {
    let city = Margin { total: 100, ..margin(&[("||34100", 40)]) };
    let answers = respondents(&[("||34100", 1, 1), ("||34202", 2, 0), ("||34207", 1, 0)]);
    let weighting = weigh(&answers, &frame(vec![city.clone()]), Rules::default()).expect("weights");
    let weights: Vec<(u64, f64)> = weighting.weights.values().copied().collect();
    assert_eq!(weights, [(1, 40.0), (2, 20.0), (1, 20.0)]);
    let only_city = weigh(&answers[..1], &frame(vec![city]), Rules::default()).expect("weights");
    assert_eq!(empties(&only_city), [(None, 60)]);
    assert!(near(only_city.covered, 0.4));
}

#[test]
fn margins_that_contradict_each_other_give_no_weights() {
    // Whoever is large is in 呉市: 20 of them cannot be among 10.
    let frame =
        frame(vec![margin(&[("1-5", 80), ("301-", 20)]), margin(&[("||34100", 90), ("||34202", 10)])]);
    let answers = respondents(&[("1-5||34100", 5, 1), ("301-||34202", 5, 1)]);
    let Err(NotWeighed::NotReached { rounds, error }) = weigh(&answers, &frame, Rules::default()) else {
        panic!("weights were found")
    };
    assert!(rounds == Rules::default().rounds && error > 0.1, "{rounds} {error}");
    let refused = estimate(&answers, Some(&frame), Rules::default());
    assert!(matches!(refused.weighted, Some(Err(NotWeighed::NotReached { .. }))));
    assert!(refused.plain.is_some());
    let sound = respondents(&[
        ("1-5||34100", 5, 1),
        ("301-||34202", 5, 1),
        ("301-||34100", 5, 1),
        ("1-5||34202", 5, 1),
    ]);
    let too_few_rounds = Rules { rounds: 0, ..Rules::default() };
    assert!(matches!(weigh(&sound, &frame, too_few_rounds), Err(NotWeighed::NotReached { rounds: 0, .. })));
    assert!(weigh(&sound, &frame, Rules::default()).is_ok());
}

#[test]
fn what_is_cut_goes_to_others_of_the_same_groups() {
    let frame =
        frame(vec![margin(&[("1-5", 500), ("6-20", 500)]), margin(&[("||34100", 800), ("||34202", 200)])]);
    let answers = respondents(&[
        ("1-5||34100", 20, 0),
        ("6-20||34100", 60, 0),
        ("1-5||34202", 1, 0),
        ("6-20||34202", 19, 0),
    ]);
    let weights = |weighting: &Weighting| weighting.weights.values().map(|(_, w)| *w).collect::<Vec<f64>>();
    let loose = weigh(&answers, &frame, untrimmed()).expect("weights");
    assert!(weights(&loose)[1] > 35.0 && loose.trimmed == 0 && loose.margin_error <= 1e-9, "{loose:?}");
    // The mean is 10. The single business may weigh 25; its group's 20 others share the remaining 475.
    let cut = weigh(&answers, &frame, Rules { trim_ratio: 2.5, ..Rules::default() }).expect("weights");
    let by_hand = [475.0 / 20.0, 25.0, (500.0 - 175.0) / 60.0, 175.0 / 19.0];
    for (weight, expected) in weights(&cut).iter().zip(by_hand) {
        assert!((weight - expected).abs() < 1e-6, "{cut:?}");
    }
    assert!(cut.trimmed == 1 && cut.margin_error <= 1e-6, "{cut:?}");
}

#[test]
fn what_nobody_else_can_take_is_missing_and_said() {
    // 500 of 1000 businesses, one of 101 respondents: a weight of 500, fifty times the mean.
    let frame = frame(vec![margin(&[("1-5", 500), ("6-20", 500)])]);
    let answers = respondents(&[("1-5", 1, 1), ("6-20", 100, 0)]);
    let weighted = weighted(&answers, &frame, Rules::default());
    // Cap c = 5 (500 + c) / 101 for a group that still has 500: c = 26.04; then all come to 1000 again.
    let part = 2500.0 / 96.0;
    assert!((weighted.share - part / (500.0 + part)).abs() < 1e-9, "{}", weighted.share);
    assert_eq!(weighted.weighting.trimmed, 1);
    let missing = 1.0 - 1000.0 * part / (500.0 + part) / 500.0;
    let excess = 1000.0 * 500.0 / (500.0 + part) / 500.0 - 1.0;
    assert!((weighted.weighting.margin_error - missing.max(excess)).abs() < 1e-9, "{weighted:?}");
}

/// The table and the figures that `scripts/reference/ipfn_tables.py` wrote.
#[test]
fn the_weights_are_those_of_ipfn() {
    let file: Value = serde_json::from_str(include_str!("../ipfn.json")).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let cases = file["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 3);
    for case in cases {
        let margins = case["margins"].as_array().expect("margins").iter().map(|margin| {
            let names: Vec<String> =
                margin["dimensions"].as_array().expect("names").iter().map(text).collect();
            let counts = margin["counts"].as_array().expect("counts").iter().map(|cell| {
                let mut at = Breakdown::default();
                for (name, group) in names.iter().zip(cell[0].as_array().expect("groups")) {
                    let group = Some(text(group));
                    match Dimension::parse(name).expect("a dimension") {
                        Dimension::EmployeeSize => at.employee_size = group,
                        Dimension::Industry => at.industry = group,
                        Dimension::Municipality => at.municipality = group,
                    }
                }
                (at, cell[1].as_u64().expect("a count"))
            });
            let counts: BTreeMap<Breakdown, u64> = counts.collect();
            let dimensions = names.iter().map(|name| Dimension::parse(name).expect("a dimension")).collect();
            Margin { dimensions, total: counts.values().sum(), counts }
        });
        let frame = frame(margins.collect());
        let cells: Vec<(Breakdown, u64, f64)> = case["cells"]
            .as_array()
            .expect("cells")
            .iter()
            .map(|cell| {
                let at = Breakdown {
                    employee_size: Some(text(&cell[0])),
                    industry: Some(text(&cell[1])),
                    municipality: Some(text(&cell[2])),
                };
                (at, cell[3].as_u64().expect("a count"), cell[4].as_f64().expect("a number"))
            })
            .collect();
        assert!(cells.len() > 50, "{}", case["name"]);
        let answers: Vec<Respondents> =
            cells.iter().map(|(at, n, _)| Respondents { at: at.clone(), answered: *n, met: 0 }).collect();
        let weighting = weigh(&answers, &frame, untrimmed()).expect("weights");
        for (at, count, total) in cells {
            let (n, weight) = weighting.weights[&at];
            assert_eq!(n, count);
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let ours = weight * n as f64;
            assert!((ours / total - 1.0).abs() <= 1e-6, "{} {at:?}: {ours}, ipfn {total}", case["name"]);
        }
        assert_eq!((weighting.empty.len(), weighting.covered), (0, 1.0));
    }
}

const SIZES: [&str; 4] = ["1-5", "6-20", "21-50", "301-"];
const INDUSTRIES: [&str; 3] = ["D", "E", "I"];
const MUNICIPALITIES: [&str; 3] = ["34100", "34202", "34207"];

/// Cells with respondents (answered, met) and businesses.
type Cells = Vec<(Breakdown, u64, u64, u64)>;

fn cells() -> impl Strategy<Value = Cells> {
    let cell = (0_u64..12, 0_u64..12, 1_u64..500);
    prop::collection::vec(cell, SIZES.len() * INDUSTRIES.len() * MUNICIPALITIES.len()).prop_map(|numbers| {
        let places = SIZES.iter().flat_map(|size| {
            INDUSTRIES.iter().flat_map(move |industry| {
                MUNICIPALITIES
                    .iter()
                    .map(move |municipality| at(&format!("{size}|{industry}|{municipality}")))
            })
        });
        places.zip(numbers).map(|(at, (n, met, all))| (at, n, met.min(n), all)).collect()
    })
}

fn answers_of(cells: &Cells) -> Vec<Respondents> {
    cells.iter().map(|(at, n, met, _)| Respondents { at: at.clone(), answered: *n, met: *met }).collect()
}

/// The businesses of these cells by size × industry, and by municipality.
fn frame_of<'a>(cells: impl Iterator<Item = &'a (Breakdown, u64, u64, u64)> + Clone) -> Frame {
    let summed = |on: &[Dimension]| {
        let mut counts = BTreeMap::new();
        for (at, _, _, all) in cells.clone() {
            let part = |dimension: Dimension| {
                dimension.of(at).filter(|_| on.contains(&dimension)).map(str::to_owned)
            };
            let at = Breakdown {
                employee_size: part(Dimension::EmployeeSize),
                industry: part(Dimension::Industry),
                municipality: part(Dimension::Municipality),
            };
            *counts.entry(at).or_default() += all;
        }
        Margin { dimensions: on.iter().copied().collect(), total: counts.values().sum(), counts }
    };
    frame(vec![summed(&[Dimension::EmployeeSize, Dimension::Industry]), summed(&[Dimension::Municipality])])
}

/// Whoever answered lies in the frame, and the margins can be met.
fn sound(cells: &Cells) -> Frame {
    frame_of(cells.iter().filter(|(_, n, _, _)| *n > 0))
}

/// Where hardly anything is left to be shared out, the rounds come nearer ever more slowly: an error, as it should be, and
/// nothing to compare. Too many of these fail a test by themselves.
fn too_slow() -> TestCaseError {
    TestCaseError::reject("took too many rounds")
}

fn some_answered(cells: &Cells) -> bool {
    cells.iter().any(|(_, n, _, _)| *n > 0)
}

#[expect(clippy::cast_precision_loss, reason = "small")]
fn real(count: u64) -> f64 {
    count as f64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn all_margins_are_met_by_weights_above_zero(cells in cells()) {
        prop_assume!(some_answered(&cells));
        let frame = sound(&cells);
        let Ok(weighting) = weigh(&answers_of(&cells), &frame, untrimmed()) else { return Err(too_slow()) };
        prop_assert!(weighting.margin_error <= 1e-9 && weighting.trimmed == 0);
        prop_assert!(weighting.weights.values().all(|(_, weight)| *weight > 0.0 && weight.is_finite()));
        for margin in frame.margins() {
            for (cell, count) in &margin.counts {
                let inside = weighting.weights.iter().filter(|(at, _)| {
                    margin.dimensions.iter().all(|dimension| dimension.of(at) == dimension.of(cell))
                });
                let sum: f64 = inside.map(|(_, (n, weight))| real(*n) * weight).sum();
                prop_assert!((sum / real(*count) - 1.0).abs() <= 1e-8, "{:?}: {} {}", cell, sum, count);
            }
        }
    }

    #[test]
    fn only_proportions_matter(cells in cells(), times in 2_u64..50) {
        prop_assume!(some_answered(&cells));
        let rules = Rules { trim_ratio: 3.0, ..Rules::default() };
        let estimated = |cells: &Cells| {
            let estimate = estimate(&answers_of(cells), Some(&sound(cells)), rules);
            estimate.weighted.and_then(Result::ok).ok_or_else(too_slow)
        };
        let once = estimated(&cells)?;
        let larger: Cells = cells.iter().map(|(at, n, met, all)| (at.clone(), *n, *met, all * times)).collect();
        let in_larger = estimated(&larger)?;
        prop_assert!((once.share - in_larger.share).abs() < 1e-7);
        prop_assert!((once.effective_n - in_larger.effective_n).abs() < 1e-5 * once.effective_n);
        let more: Cells =
            cells.iter().map(|(at, n, met, all)| (at.clone(), n * times, met * times, *all)).collect();
        let of_more = estimated(&more)?;
        prop_assert!((once.share - of_more.share).abs() < 1e-7);
        prop_assert!((once.effective_n * real(times) / of_more.effective_n - 1.0).abs() < 1e-5);
    }

    #[test]
    fn no_weight_is_above_the_stated_ratio(cells in cells(), ratio in 1.5_f64..6.0) {
        prop_assume!(some_answered(&cells));
        let rules = Rules { trim_ratio: ratio, ..Rules::default() };
        let Ok(weighting) = weigh(&answers_of(&cells), &sound(&cells), rules) else {
            return Err(too_slow());
        };
        let n: u64 = weighting.weights.values().map(|(n, _)| n).sum();
        let sum: f64 = weighting.weights.values().map(|(n, weight)| real(*n) * weight).sum();
        for (count, weight) in weighting.weights.values() {
            prop_assert!(*weight > 0.0 && *weight <= ratio * sum / real(n) * (1.0 + 1e-9) && *count > 0);
        }
        prop_assert!(weighting.trimmed > 0 || weighting.margin_error <= rules.tolerance);
    }

    /// Of the frame as it is, with cells that nobody answered from.
    #[test]
    fn every_empty_cell_is_named_and_no_other(cells in cells(), sparse in 0_u64..11) {
        let cells: Cells = cells.into_iter().map(|(at, n, met, all)| {
            let n = n.saturating_sub(sparse);
            (at, n, met.min(n), all)
        }).collect();
        prop_assume!(some_answered(&cells));
        let frame = frame_of(cells.iter());
        let Ok(weighting) = weigh(&answers_of(&cells), &frame, untrimmed()) else { return Ok(()) };
        let named: BTreeSet<Breakdown> = weighting.empty.iter().filter_map(|cell| cell.at.clone()).collect();
        let mut missing = 0.0;
        for margin in frame.margins() {
            for (cell, count) in &margin.counts {
                let answered = cells.iter().any(|(at, n, _, _)| {
                    *n > 0 && margin.dimensions.iter().all(|dimension| dimension.of(at) == dimension.of(cell))
                });
                prop_assert_eq!(named.contains(cell), !answered, "{:?}", cell);
                if !answered {
                    missing += real(*count) / real(margin.total);
                }
            }
        }
        prop_assert!((weighting.covered - f64::max(1.0 - missing, 0.0)).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_respondents_does_not_matter(cells in cells()) {
        prop_assume!(some_answered(&cells));
        let (frame, mut answers) = (sound(&cells), answers_of(&cells));
        let before = estimate(&answers, Some(&frame), Rules::default());
        answers.reverse();
        let halves: Vec<Respondents> = answers.iter().flat_map(|group| {
            let one = Respondents { answered: group.answered / 2, met: group.met / 2, ..group.clone() };
            let other = Respondents {
                answered: group.answered - one.answered, met: group.met - one.met, ..group.clone()
            };
            [one, other]
        }).collect();
        prop_assert_eq!(weigh(&halves, &frame, Rules::default()), weigh(&answers, &frame, Rules::default()));
        let after = estimate(&answers, Some(&frame), Rules::default());
        prop_assert_eq!(before.plain, after.plain);
        let share = |weighted: Option<Result<Weighted, NotWeighed>>| weighted.and_then(Result::ok).map(|w| w.share);
        let (one, other) = (share(before.weighted), share(after.weighted));
        prop_assert!(one.zip(other).is_none_or(|(one, other)| (one - other).abs() < 1e-12));
    }

    /// Answers that are mixed as the businesses are need no weights.
    #[test]
    fn a_sample_in_proportion_is_left_as_it_is(cells in cells()) {
        prop_assume!(some_answered(&cells));
        let same: Cells = cells.iter().map(|(at, n, met, _)| (at.clone(), *n, *met, n * 7)).collect();
        let estimate = estimate(&answers_of(&same), Some(&sound(&same)), Rules::default());
        let (plain, weighted) = (estimate.plain.expect("answers"), estimate.weighted.expect("a frame"));
        let weighted = weighted.expect("weights");
        prop_assert!((plain.share - weighted.share).abs() < 1e-9);
        prop_assert!((real(plain.n) - weighted.effective_n).abs() < 1e-6);
    }

    #[test]
    fn unequal_weights_never_gain_respondents(groups in prop::collection::vec((1_u64..50, 0.01_f64..100.0), 1..9)) {
        let n: f64 = groups.iter().map(|(count, _)| real(*count)).sum();
        let effective = effective_n(groups.iter().map(|(count, weight)| (real(*count), *weight)));
        prop_assert!(effective <= n * (1.0 + 1e-12) && effective >= 1.0 - 1e-9);
    }

    #[test]
    fn the_interval_holds_the_share_and_shrinks(share in 0.0_f64..=1.0, n in 1.0_f64..10_000.0) {
        let (few, many) = (wilson(share, n).expect("a share"), wilson(share, n * 2.0).expect("a share"));
        prop_assert!(few.low <= share + 1e-12 && share <= few.high + 1e-12);
        prop_assert!(few.low >= 0.0 && few.high <= 1.0);
        prop_assert!(many.high - many.low < few.high - few.low);
    }
}
