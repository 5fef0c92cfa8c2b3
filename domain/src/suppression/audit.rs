//! The auditor: attacks what is published, by linear programming. It knows nothing of how the tables were made, only
//! what a reader sees and that counts add up.

mod breakdowns;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::*;

/// Far more than any table counts: an interval that goes on for ever ends here.
const ENDLESS: f64 = 1e5;
/// What the solver may be off by.
const SLACK: f64 = 1e-6;

/// One thing that a reader knows: these unknowns, with their signs, add up to this.
struct Equation {
    terms: Vec<(usize, f64)>,
    sum: f64,
}

/// What a reader has to find out: of one layer, or of several tables that have cells in common.
struct Attack<C = Cell> {
    unknowns: Vec<C>,
    /// Below which the reader knows that each does not lie.
    lowest: Vec<f64>,
    equations: Vec<Equation>,
}

impl Attack {
    fn on(published: &Published, layer: usize) -> Attack {
        let shape = published.shape();
        let unknowns: Vec<Cell> = shape.cells().filter(|cell| published.is_hidden(*cell)).collect();
        let place = |cell: &Cell| unknowns.iter().position(|unknown| unknown == cell);
        let equation = |parts: Vec<Cell>, total: Cell| {
            let signed = parts.into_iter().map(|cell| (cell, 1.0)).chain([(total, -1.0)]);
            let mut equation = Equation { terms: Vec::new(), sum: 0.0 };
            for (cell, sign) in signed {
                match (published.count(layer, cell), place(&cell)) {
                    (Some(count), _) => equation.sum -= sign * number(count),
                    (None, Some(unknown)) => equation.terms.push((unknown, sign)),
                    (None, None) => panic!("neither shown nor hidden"),
                }
            }
            equation
        };
        let (rows, columns) = (shape.rows, shape.columns);
        let by_row = (0..=rows).map(|row| {
            equation((0..columns).map(|column| Cell { row, column }).collect(), Cell { row, column: columns })
        });
        let by_column = (0..=columns).map(|column| {
            equation((0..rows).map(|row| Cell { row, column }).collect(), Cell { row: rows, column })
        });
        let equations = by_row.chain(by_column).filter(|equation| !equation.terms.is_empty()).collect();
        Attack { lowest: vec![0.0; unknowns.len()], unknowns, equations }
    }

    /// For a reader who knows all that differs between two publications: what the other one shows is known as well, and
    /// of what both hide, that it is not negative there either.
    fn on_pair(one: Frozen<'_>, other: Frozen<'_>, layer: usize) -> Attack {
        let hidden = one
            .table
            .shape()
            .cells()
            .map(|cell| one.published.is_hidden(cell) && other.published.is_hidden(cell));
        let mut attack = Attack::on(&Published::new(one.table.clone(), hidden.collect(), 0), layer);
        let less = |cell: &Cell| {
            number(one.table.count(layer, *cell).saturating_sub(other.table.count(layer, *cell)))
        };
        attack.lowest = attack.unknowns.iter().map(less).collect();
        attack
    }
}

impl<C: Copy> Attack<C> {
    /// A possible table in which these weights add up to as much as they can.
    fn furthest(&self, weights: &[f64]) -> Vec<f64> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let variables: Vec<Variable> = weights
            .iter()
            .zip(&self.lowest)
            .map(|(weight, lowest)| problem.add_var(*weight, (*lowest, ENDLESS)))
            .collect();
        for equation in &self.equations {
            let terms: Vec<_> = equation.terms.iter().map(|(n, sign)| (variables[*n], *sign)).collect();
            problem.add_constraint(&terms[..], ComparisonOp::Eq, equation.sum);
        }
        let solution =
            problem.solve().expect("what was counted is possible").into_solution().expect("in time");
        variables.iter().map(|variable| solution.var_value(*variable)).collect()
    }

    /// The hidden cells that can be told to less than `k`, each with the width of its interval. Every table that turns
    /// out to be possible widens what is known of all cells: few are left to be asked about one by one.
    fn narrow(&self, k: u64, dice: &mut TestRng) -> Vec<(C, f64)> {
        let wanted = number(k) - SLACK;
        let mut seen = vec![(f64::INFINITY, f64::NEG_INFINITY); self.unknowns.len()];
        let mut look = |weights: &[f64]| {
            for ((low, high), value) in seen.iter_mut().zip(self.furthest(weights)) {
                (*low, *high) = (low.min(value), high.max(value));
            }
            seen.clone()
        };
        let mut ranges = Vec::new();
        for _ in 0..3 {
            let weights: Vec<f64> =
                self.unknowns.iter().map(|_| f64::from(dice.next_u32() % 2_001) - 1_000.0).collect();
            look(&weights);
            ranges = look(&weights.iter().map(|weight| -weight).collect::<Vec<_>>());
        }
        for cell in 0..self.unknowns.len() {
            for sign in [1.0, -1.0] {
                if ranges[cell].1 - ranges[cell].0 < wanted {
                    let mut weights = vec![0.0; self.unknowns.len()];
                    weights[cell] = sign;
                    ranges = look(&weights);
                }
            }
        }
        let widths = self.unknowns.iter().zip(ranges).map(|(cell, (low, high))| (*cell, high - low));
        widths.filter(|(_, width)| *width < wanted).collect()
    }
}

/// All that a reader can tell to less than `k`. A layer in which nobody stands is told by its total.
fn told(published: &Published, k: u64, dice: &mut TestRng) -> Vec<(Cell, f64)> {
    let shape = published.shape();
    let last = Cell { row: shape.rows, column: shape.columns };
    let all = published.all(last).unwrap_or(0);
    let is_empty = |layer: &usize| all >= 3 * k && published.count(*layer, last) == Some(0);
    let layers = (0..published.layers()).filter(|layer| !is_empty(layer));
    layers.flat_map(|layer| Attack::on(published, layer).narrow(k, dice)).collect()
}

fn number(count: u64) -> f64 {
    f64::from(u32::try_from(count).expect("small"))
}

fn dice(seed: u8) -> TestRng {
    TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32])
}

fn up_to(dice: &mut TestRng, most: usize) -> usize {
    usize::try_from(dice.next_u32()).expect("small") % (most + 1)
}

/// Many small counts, some large: as answers are.
fn any_count(dice: &mut TestRng) -> u64 {
    let most = [0, 2, 6, 20, 200][up_to(dice, 4)];
    u64::try_from(up_to(dice, most)).expect("small")
}

/// Up to 23 × 19: municipalities and divisions of industry.
fn any_table(dice: &mut TestRng) -> Table {
    let (rows, columns) = (1 + up_to(dice, 22), 1 + up_to(dice, 18));
    let mut layer = |columns| -> Vec<Vec<u64>> {
        (0..rows).map(|_| (0..columns).map(|_| any_count(dice)).collect()).collect()
    };
    if columns % 2 == 0 {
        let table = Table::by_option(&layer(columns));
        // Of half of them the options count together in two shares.
        if up_to(dice, 1) == 0 { table.with_sides(any_sides(dice, columns)) } else { table }
    } else {
        Table::by_two(&[layer(columns), layer(columns)])
    }
}

fn any_sides(dice: &mut TestRng, columns: usize) -> Vec<u64> {
    (0..columns).map(|_| u64::from(up_to(dice, 1) == 0)).collect()
}

/// Only what is sensitive by itself is hidden.
fn without_complement(table: Table, k: u64) -> Published {
    let hidden = table.sensitive(k);
    let primary = hidden.iter().filter(|hidden| **hidden).count();
    Published::new(table, hidden, primary)
}

/// The plain way: wherever a row or a column hides one cell alone, its smallest other is hidden too.
fn by_rows_and_columns(table: &Table, k: u64) -> usize {
    let shape = table.shape();
    let mut hidden = table.sensitive(k);
    let lines: Vec<Vec<usize>> = (0..=shape.rows)
        .map(|row| (0..=shape.columns).map(|column| shape.index(Cell { row, column })).collect())
        .chain(
            (0..=shape.columns)
                .map(|column| (0..=shape.rows).map(|row| shape.index(Cell { row, column })).collect()),
        )
        .collect();
    let count = |cell: &usize| table.layers.iter().map(|layer| layer[*cell]).sum::<u64>();
    loop {
        let before = hidden.clone();
        for line in &lines {
            if line.iter().filter(|cell| hidden[**cell]).count() == 1 {
                let smallest = line.iter().filter(|cell| !hidden[**cell]).min_by_key(|cell| count(cell));
                smallest.into_iter().for_each(|cell| hidden[*cell] = true);
            }
        }
        if hidden == before {
            return hidden.into_iter().filter(|hidden| *hidden).count();
        }
    }
}

const K: u64 = 5;
/// Ten thousand in four parts, which run side by side.
const TABLES: usize = 2_500;
const PAIRS: usize = 1_000;

fn attack_tables(seed: u8) {
    let mut dice = dice(seed);
    let (mut sensitive, mut more, mut plain, mut broken) = (0, 0, 0, 0);
    for number in 0..TABLES {
        let table = any_table(&mut dice);
        plain += by_rows_and_columns(&table, K);
        let bare = (number % 20 == 0).then(|| without_complement(table.clone(), K));
        let published = suppress(table, K);
        assert_eq!(told(&published, K, &mut dice), [], "table {number}: {published:?}");
        let (primary, complementary) = published.suppressed();
        (sensitive, more) = (sensitive + primary, more + complementary);
        broken += bare.map_or(0, |bare| usize::from(!told(&bare, K, &mut dice).is_empty()));
    }
    println!("{TABLES} tables: {sensitive} cells are sensitive, {more} are hidden with them;");
    println!("the plain way by rows and columns, which is not safe, hides {} with them", plain - sensitive);
    println!("of {} without complementary suppression {broken} were broken", TABLES / 20);
    assert!(broken > TABLES / 80, "the attack must be able to succeed: {broken}");
}

#[test]
fn nothing_published_can_be_told_to_less_than_k_1() {
    attack_tables(1);
}

#[test]
fn nothing_published_can_be_told_to_less_than_k_2() {
    attack_tables(2);
}

#[test]
fn nothing_published_can_be_told_to_less_than_k_3() {
    attack_tables(3);
}

#[test]
fn nothing_published_can_be_told_to_less_than_k_4() {
    attack_tables(4);
}

/// The same table after a few businesses came, went or answered otherwise.
fn corrected(table: &Table, dice: &mut TestRng) -> Table {
    let Shape { rows, columns } = table.shape();
    let mut counts: Vec<Vec<Vec<u64>>> = (0..table.layers())
        .map(|layer| {
            let row = |row| (0..columns).map(|column| table.count(layer, Cell { row, column })).collect();
            (0..rows).map(row).collect()
        })
        .collect();
    for _ in 0..=up_to(dice, 5) {
        let layer = up_to(dice, counts.len() - 1);
        let cell = &mut counts[layer][up_to(dice, rows - 1)][up_to(dice, columns - 1)];
        // Some come in a group.
        let by = [1, 1, 2, 9][up_to(dice, 3)];
        *cell = if up_to(dice, 1) == 0 { *cell + by } else { cell.saturating_sub(by) };
    }
    if counts.len() == 1 { Table::by_option(&counts[0]) } else { Table::by_two(&counts) }
}

/// What a reader of both learns: of whom few came or went, and what can be told to less than k.
fn is_told_by_pair(one: Frozen<'_>, other: Frozen<'_>, dice: &mut TestRng) -> bool {
    let shown = |table: &Published, cell| -> Option<Vec<u64>> {
        let layers: Option<Vec<u64>> = (0..table.layers()).map(|layer| table.count(layer, cell)).collect();
        layers.map(|layers| layers.iter().copied().chain([layers.iter().sum()]).collect())
    };
    let few = one.table.shape().cells().any(|cell| {
        let both = shown(one.published, cell).zip(shown(other.published, cell));
        both.is_some_and(|(a, b)| a.iter().zip(b).any(|(a, b)| (1..K).contains(&a.abs_diff(b))))
    });
    let is_empty = |table: &Table, layer| {
        let last = Cell { row: table.shape().rows, column: table.shape().columns };
        table.count(layer, last) == 0
    };
    few || (0..one.table.layers())
        .filter(|layer| !is_empty(one.table, *layer) || !is_empty(other.table, *layer))
        .any(|layer| !Attack::on_pair(one, other, layer).narrow(K, dice).is_empty())
}

#[test]
fn no_pair_of_publications_tells_more_than_each_alone() {
    let mut dice = dice(5);
    let (mut allowed, mut broken) = (0, 0);
    for number in 0..PAIRS {
        let first = any_table(&mut dice);
        let second = corrected(&first, &mut dice);
        let published = suppress(first.clone(), K);
        let before = Frozen { table: &first, published: &published };
        let carelessly = suppress(second.clone(), K);
        let careless = Frozen { table: &second, published: &carelessly };
        broken += usize::from(number % 20 == 0 && is_told_by_pair(before, careless, &mut dice));
        let carefully = suppress_beside(second.clone(), before, K);
        let careful = Frozen { table: &second, published: &carefully };
        if is_safe_beside(careful, before, K) {
            allowed += 1;
            assert!(!is_told_by_pair(before, careful, &mut dice), "pair {number}: {before:?} {careful:?}");
        }
    }
    println!(
        "{allowed} of {PAIRS} corrections may be published; {broken} of {} careless ones tell",
        PAIRS / 20
    );
    assert!(broken > PAIRS / 80 && allowed > PAIRS / 4, "{broken} {allowed}");
}
