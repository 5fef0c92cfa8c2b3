//! The same attack on all breakdowns of a question at once: cells that two tables share are one unknown.

use std::collections::BTreeSet;

use super::*;

/// A number that a reader knows or does not, by the name that it has in every table in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    All,
    OfColumn { option: usize, column: usize },
    OfGroup { breakdown: usize, row: usize },
    Within { breakdown: usize, option: usize, cell: Cell },
}

fn name(breakdown: usize, option: usize, shape: Shape, cell: Cell) -> Named {
    match (cell.row == shape.rows, cell.column == shape.columns) {
        (true, true) => Named::All,
        (true, false) => Named::OfColumn { option, column: cell.column },
        (false, true) => Named::OfGroup { breakdown, row: cell.row },
        (false, false) => Named::Within { breakdown, option, cell },
    }
}

type Hidden = Vec<Vec<Vec<bool>>>;

fn hidden(published: &[Vec<Published>]) -> Hidden {
    let of = |table: &Published| table.shape().cells().map(|cell| table.is_hidden(cell)).collect();
    published.iter().map(|tables| tables.iter().map(of).collect()).collect()
}

impl Attack<Named> {
    /// `least` is what the reader knows of an unknown cell from elsewhere.
    fn on_all(
        counted: &Breakdowns,
        hidden: &Hidden,
        least: impl Fn(usize, usize, Cell) -> u64,
    ) -> Attack<Named> {
        let mut lowest = std::collections::BTreeMap::new();
        let mut open = Vec::new();
        for (b, tables) in counted.tables().iter().enumerate() {
            for (o, table) in tables.iter().enumerate() {
                let shape = table.shape();
                for cell in shape.cells().filter(|cell| hidden[b][o][shape.index(*cell)]) {
                    let low: &mut u64 = lowest.entry(name(b, o, shape, cell)).or_default();
                    *low = (*low).max(least(b, o, cell));
                }
                let lines = (0..=shape.rows).map(|row| {
                    (
                        (0..shape.columns).map(|column| Cell { row, column }).collect(),
                        Cell { row, column: shape.columns },
                    )
                });
                let columns = (0..=shape.columns).map(|column| {
                    (
                        (0..shape.rows).map(|row| Cell { row, column }).collect(),
                        Cell { row: shape.rows, column },
                    )
                });
                open.extend(lines.chain(columns).map(|line: (Vec<Cell>, Cell)| (b, o, line)));
            }
        }
        let unknowns: Vec<Named> = lowest.keys().copied().collect();
        let equation = |(b, o, (parts, sum)): (usize, usize, (Vec<Cell>, Cell))| {
            let table = &counted.tables()[b][o];
            let shape = table.shape();
            let mut equation = Equation { terms: Vec::new(), sum: 0.0 };
            for (cell, sign) in parts.into_iter().map(|cell| (cell, 1.0)).chain([(sum, -1.0)]) {
                if hidden[b][o][shape.index(cell)] {
                    let place = unknowns.binary_search(&name(b, o, shape, cell)).expect("an unknown");
                    equation.terms.push((place, sign));
                } else {
                    equation.sum -= sign * number(table.count(0, cell));
                }
            }
            equation
        };
        let equations =
            open.into_iter().map(equation).filter(|equation| !equation.terms.is_empty()).collect();
        Attack { lowest: lowest.into_values().map(number).collect(), unknowns, equations }
    }
}

fn told_of_all(counted: &Breakdowns, published: &[Vec<Published>], dice: &mut TestRng) -> Vec<(Named, f64)> {
    Attack::on_all(counted, &hidden(published), |_, _, _| 0).narrow(K, dice)
}

/// Businesses with the group in which each stands by each of three breakdowns, and what each answered.
#[derive(Clone)]
struct Answers {
    groups: Vec<[usize; 3]>,
    /// By business: the option chosen, or whether each of several was.
    chosen: Vec<Vec<bool>>,
    sizes: [usize; 3],
    options: usize,
    several: bool,
    /// Of a single choice, see [`Table::with_sides`].
    sides: Vec<u64>,
}

/// Groups are of very different size, and what is answered differs between them.
fn any_answers(dice: &mut TestRng) -> Answers {
    let sizes = [2 + up_to(dice, 6), 2 + up_to(dice, 18), 2 + up_to(dice, 22)];
    let several = up_to(dice, 2) == 0;
    let options = if several { 1 + up_to(dice, 4) } else { 2 + up_to(dice, 4) };
    let businesses = [12, 40, 150, 600][up_to(dice, 3)];
    let businesses = up_to(dice, businesses);
    let rareness: Vec<usize> = (0..options).map(|_| [2, 5, 30, 200][up_to(dice, 3)]).collect();
    let sides = if several || up_to(dice, 1) == 0 { Vec::new() } else { any_sides(dice, options) };
    let mut answers = Answers { groups: Vec::new(), chosen: Vec::new(), sizes, options, several, sides };
    for _ in 0..businesses {
        answers.groups.push(sizes.map(|size| {
            let most = up_to(dice, size - 1);
            up_to(dice, most)
        }));
        let mut chosen: Vec<bool> = rareness.iter().map(|rare| up_to(dice, *rare) == 0).collect();
        if !several {
            let first = chosen.iter().position(|chosen| *chosen).unwrap_or(0);
            chosen = (0..options).map(|option| option == first).collect();
        }
        answers.chosen.push(chosen);
    }
    answers
}

impl Answers {
    fn counted(&self) -> Breakdowns {
        let table = |breakdown: usize, columns: &dyn Fn(&[bool]) -> usize, width: usize| {
            let mut counts = vec![vec![0; width]; self.sizes[breakdown]];
            for (groups, chosen) in self.groups.iter().zip(&self.chosen) {
                counts[groups[breakdown]][columns(chosen)] += 1;
            }
            Table::by_option(&counts)
        };
        let tables = |breakdown| -> Vec<Table> {
            if self.several {
                let of = |option: usize| table(breakdown, &move |chosen| usize::from(chosen[option]), 2);
                (0..self.options).map(of).collect()
            } else {
                let first = |chosen: &[bool]| chosen.iter().position(|chosen| *chosen).expect("an answer");
                vec![table(breakdown, &first, self.options).with_sides(self.sides.clone())]
            }
        };
        Breakdowns::new((0..3).map(tables).collect())
    }

    /// The same after some came, went or answered otherwise: a few or very many.
    fn corrected(&self, dice: &mut TestRng) -> Answers {
        let other = any_answers(dice);
        let mut next = self.clone();
        let kept = next.groups.len() - up_to(dice, 20).min(next.groups.len());
        next.groups.truncate(kept);
        next.chosen.truncate(kept);
        for groups in other.groups.iter().take(up_to(dice, 40)) {
            next.groups.push([0, 1, 2].map(|b| groups[b].min(self.sizes[b] - 1)));
            let first = up_to(dice, self.options - 1);
            next.chosen.push((0..self.options).map(|option| option == first).collect());
        }
        next
    }
}

/// What [`Breakdowns`] is compared with. Tables that have cells in common: `same` names those (by table and cell), and what
/// one table hides of them none shows.
fn suppress_together<N: Ord>(
    tables: Vec<Table>,
    k: u64,
    same: impl Fn(usize, Shape, Cell) -> Option<N>,
) -> Vec<Published> {
    let mut common = BTreeSet::new();
    loop {
        let published: Vec<Published> = tables
            .iter()
            .enumerate()
            .map(|(number, table)| {
                let shape = table.shape();
                let is_common = |cell| same(number, shape, cell).is_some_and(|name| common.contains(&name));
                suppress_with(table.clone(), k, &shape.cells().map(is_common).collect::<Vec<_>>())
            })
            .collect();
        let hidden = published.iter().enumerate().flat_map(|(number, table)| {
            let shape = table.shape();
            let hidden = shape.cells().filter(|cell| table.is_hidden(*cell));
            hidden.filter_map(|cell| same(number, shape, cell)).collect::<Vec<_>>()
        });
        let before = common.len();
        common.extend(hidden);
        if common.len() == before {
            return published;
        }
    }
}

/// What the tables hide if each is suppressed for itself, and what one hides of common cells none shows.
fn one_by_one(counted: &Breakdowns) -> Vec<Vec<Published>> {
    let tables: Vec<Table> = counted.tables().iter().flatten().cloned().collect();
    let options = counted.tables()[0].len();
    let published = suppress_together(tables, K, |number, shape, cell| {
        let name = name(number / options, number % options, shape, cell);
        (!matches!(name, Named::Within { .. })).then_some(name)
    });
    published.chunks(options).map(<[Published]>::to_vec).collect()
}

fn count_hidden(published: &[Vec<Published>]) -> usize {
    hidden(published).iter().flatten().flatten().filter(|hidden| **hidden).count()
}

const SETS: usize = 400;
/// Each of up to four versions.
const CORRECTED: usize = 100;

#[test]
fn all_breakdowns_of_a_question_together_tell_nothing_below_k() {
    let mut dice = dice(6);
    let (mut ours, mut theirs, mut broken, mut sensitive) = (0, 0, 0, 0);
    for number in 0..SETS {
        let counted = any_answers(&mut dice).counted();
        let published = counted.suppress(&[], K);
        assert_eq!(told_of_all(&counted, &published, &mut dice), [], "set {number}: {published:?}");
        for (table, published) in counted.tables().iter().flatten().zip(published.iter().flatten()) {
            for (cell, is_sensitive) in table.shape().cells().zip(table.sensitive(K)) {
                assert!(published.is_hidden(cell) || !is_sensitive, "set {number}: {cell:?} of {table:?}");
                sensitive += usize::from(is_sensitive);
            }
        }
        let separate = one_by_one(&counted);
        broken += usize::from(!told_of_all(&counted, &separate, &mut dice).is_empty());
        (ours, theirs) = (ours + count_hidden(&published), theirs + count_hidden(&separate));
    }
    println!("{SETS} questions: {sensitive} cells are sensitive, {} are hidden with them;", ours - sensitive);
    println!("table by table {} would be, and {broken} of {SETS} could be told", theirs - sensitive);
}

#[test]
fn no_versions_of_a_question_tell_more_than_the_first() {
    let mut dice = dice(7);
    let (mut allowed, mut broken) = (0, 0);
    for number in 0..CORRECTED {
        let first = any_answers(&mut dice);
        let mut before = Vec::new();
        let mut answers = first;
        // Up to three versions after the first.
        for _ in 0..4 {
            let counted = answers.counted();
            let careless = counted.suppress(&[], K);
            let published = counted.suppress(&before, K);
            let is_safe = counted.is_safe_beside(&published, &before, K);
            if !before.is_empty() {
                broken += usize::from(is_told_by_versions(&counted, &hidden(&careless), &before, &mut dice));
                allowed += usize::from(is_safe);
            }
            if is_safe {
                let hidden = hidden(&published);
                assert!(
                    !is_told_by_versions(&counted, &hidden, &before, &mut dice),
                    "set {number}: {before:?} {counted:?}"
                );
                before.push(Earlier { counted, hidden });
            }
            answers = answers.corrected(&mut dice);
        }
    }
    println!("{allowed} of {} corrections may be published; {broken} careless ones tell", CORRECTED * 3);
    assert!(allowed > CORRECTED / 2 && broken > CORRECTED, "{allowed} {broken}");
}

/// Of whom few came or went between two versions that both show it, and what all versions together tell to less than k.
fn is_told_by_versions(
    counted: &Breakdowns,
    pattern: &Hidden,
    before: &[Earlier],
    dice: &mut TestRng,
) -> bool {
    let is_hidden = |hidden: &Hidden, b: usize, o: usize, cell: Cell| {
        hidden[b][o][counted.tables()[b][o].shape().index(cell)]
    };
    let count = |of: &Breakdowns, b: usize, o: usize, cell: Cell| of.tables()[b][o].count(0, cell);
    let mut unknown = pattern.clone();
    for (b, tables) in counted.tables().iter().enumerate() {
        for (o, table) in tables.iter().enumerate() {
            for cell in table.shape().cells() {
                for earlier in before {
                    let by = count(counted, b, o, cell).abs_diff(count(&earlier.counted, b, o, cell));
                    let in_both = !is_hidden(pattern, b, o, cell) && !is_hidden(&earlier.hidden, b, o, cell);
                    if in_both && (1..K).contains(&by) {
                        return true;
                    }
                }
                let place = table.shape().index(cell);
                unknown[b][o][place] &= before.iter().all(|earlier| earlier.hidden[b][o][place]);
            }
        }
    }
    let least = |b: usize, o: usize, cell: Cell| {
        let now = count(counted, b, o, cell);
        before
            .iter()
            .map(|earlier| now.saturating_sub(count(&earlier.counted, b, o, cell)))
            .max()
            .unwrap_or(0)
    };
    !Attack::on_all(counted, &unknown, least).narrow(K, dice).is_empty()
}
