//! How far a hidden cell may lie from its count, for all that a reader knows; and what to hide so that it is far enough.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grid::{Cell, Shape};

/// Hiding one cell more outweighs any count: fewest first, then smallest. Totals are worth several cells.
const CELL: u64 = 1 << 40;
const MARGIN_FACTOR: [u64; 3] = [1, 4, 16];
/// A cell is worth several if hiding it hides a share too, see [`Table::with_sides`](super::Table::with_sides).
const SHARE_FACTOR: u64 = 4;

/// One layer of counts behind what is hidden.
pub(super) struct Layer<'a> {
    pub(super) shape: Shape,
    /// With margins.
    pub(super) counts: &'a [u64],
    pub(super) hidden: &'a [bool],
    pub(super) margins: Margins,
    /// By column; none if all are of one side.
    pub(super) sides: &'a [u64],
}

/// May totals be hidden to keep a count from being told?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margins {
    /// As all else, only dearer.
    MayBeHidden,
    /// They stay as they are: other tables show them.
    Stay,
}

/// Towards more or towards less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// An edge as it is walked.
#[derive(Debug, Clone, Copy)]
struct Step {
    cell: usize,
    from: usize,
    rises: bool,
}

/// What the hidden cells may move by, after some of it has been used up.
struct Room<'a> {
    layer: &'a Layer<'a>,
    moved: Vec<i64>,
    /// By node: the cells whose edge touches it.
    at: Vec<Vec<usize>>,
}

impl Layer<'_> {
    pub(super) fn hidden_cells(&self) -> impl Iterator<Item = usize> {
        (0..self.hidden.len()).filter(|cell| self.hidden[*cell])
    }

    /// The width of a hidden cell's interval, but no more than `enough`.
    pub(super) fn width(&self, cell: usize, enough: u64) -> u64 {
        let up = Room::of(self, false).reach(cell, Direction::Up, enough);
        if up >= enough {
            return up;
        }
        let down = (enough - up).min(self.counts[cell]);
        up + Room::of(self, false).reach(cell, Direction::Down, down)
    }

    /// Cells to hide so that the interval of this one, which is not yet `enough`, becomes so: what closes the gap at one
    /// go, or several ways one after the other that take less each, whichever costs less.
    pub(super) fn helpers(&self, cell: usize, enough: u64) -> Vec<usize> {
        let missing = enough - self.width(cell, enough);
        let at_one_go = self.helpers_for(cell, missing);
        let by_and_by = self.helpers_by_and_by(cell, enough);
        let cost = |cells: &Vec<usize>| cells.iter().map(|cell| self.cost(*cell)).sum::<u64>();
        at_one_go.into_iter().chain(by_and_by).min_by_key(cost).unwrap_or_default()
    }

    fn helpers_by_and_by(&self, cell: usize, enough: u64) -> Option<Vec<usize>> {
        let mut hidden = self.hidden.to_vec();
        let mut helpers = Vec::new();
        loop {
            let layer = Layer { hidden: &hidden, ..*self };
            if layer.width(cell, enough) >= enough {
                return Some(helpers);
            }
            let more = layer.helpers_for(cell, 1).filter(|more| !more.is_empty())?;
            more.iter().for_each(|helper| hidden[*helper] = true);
            helpers.extend(more);
        }
    }

    /// The cheapest cells that let the cell move by `amount` more.
    fn helpers_for(&self, cell: usize, amount: u64) -> Option<Vec<usize>> {
        let ways = [Direction::Up, Direction::Down].into_iter().filter_map(|direction| {
            let mut room = Room::of(self, true);
            // What the hidden cells allow is used up first: only new ones can add to it.
            let reached = room.reach_over_hidden(cell, direction);
            let can_sink = self.counts[cell] - reached.min(self.counts[cell]);
            let possible = direction == Direction::Up || can_sink >= amount;
            possible.then(|| room.cheapest(cell, direction, amount)).flatten()
        });
        let (_, cells) = ways.min_by_key(|(cost, _)| *cost)?;
        Some(cells)
    }

    fn cost(&self, cell: usize) -> u64 {
        if self.hidden[cell] {
            return 0;
        }
        let place = self.shape.cell(cell);
        let margins = self.shape.margins(place) as usize;
        let factor = if margins == 0 && self.splits(place) { SHARE_FACTOR } else { MARGIN_FACTOR[margins] };
        factor * CELL + self.counts[cell]
    }

    /// Something is hidden in the row already, on another side than this.
    fn splits(&self, place: Cell) -> bool {
        let others = (0..self.sides.len()).filter(|column| self.sides[*column] != self.sides[place.column]);
        others.map(|column| Cell { column, ..place }).any(|other| self.hidden[self.shape.index(other)])
    }

    fn may_be_hidden(&self, cell: usize) -> bool {
        self.margins == Margins::MayBeHidden || self.shape.margins(self.shape.cell(cell)) == 0
    }

    /// Where a walk round the cell begins and ends.
    fn ends(&self, cell: usize, direction: Direction) -> (usize, usize) {
        let (from, to) = self.shape.edge(self.shape.cell(cell));
        match direction {
            Direction::Up => (to, from),
            Direction::Down => (from, to),
        }
    }
}

impl<'a> Room<'a> {
    /// Over the hidden cells, or over all that may be hidden.
    fn of(layer: &'a Layer<'a>, all: bool) -> Room<'a> {
        let mut at = vec![Vec::new(); layer.shape.nodes()];
        let is_open = |cell: &usize| layer.hidden[*cell] || (all && layer.may_be_hidden(*cell));
        for cell in (0..layer.hidden.len()).filter(is_open) {
            let (from, to) = layer.shape.edge(layer.shape.cell(cell));
            at[from].push(cell);
            at[to].push(cell);
        }
        Room { layer, moved: vec![0; layer.hidden.len()], at }
    }

    /// How far the cell can move, with the others giving way; no more than `enough`.
    fn reach(&mut self, cell: usize, direction: Direction, enough: u64) -> u64 {
        let mut reached = 0;
        while reached < enough {
            let Some(path) = self.path(cell, direction) else { break };
            let slack = path.iter().map(|step| self.slack(*step)).min().unwrap_or(0);
            let amount = slack.min(enough - reached);
            self.walk(&path, amount);
            reached += amount;
        }
        reached
    }

    /// Uses up what the hidden cells alone allow; says how much that is.
    fn reach_over_hidden(&mut self, cell: usize, direction: Direction) -> u64 {
        let mut hidden = Room::of(self.layer, false);
        let limit = match direction {
            Direction::Up => u64::from(u32::MAX),
            Direction::Down => self.layer.counts[cell],
        };
        let reached = hidden.reach(cell, direction, limit);
        self.moved = hidden.moved;
        reached
    }

    /// By how much a step may still be walked: a count sinks to zero and rises without limit.
    fn slack(&self, step: Step) -> u64 {
        if step.rises {
            return u64::MAX;
        }
        self.layer.counts[step.cell].saturating_add_signed(self.moved[step.cell])
    }

    fn walk(&mut self, path: &[Step], amount: u64) {
        let amount = i64::try_from(amount).unwrap_or(i64::MAX);
        for step in path {
            self.moved[step.cell] += if step.rises { amount } else { -amount };
        }
    }

    fn steps(&self, node: usize) -> impl Iterator<Item = (Step, usize)> + '_ {
        self.at[node].iter().map(move |&cell| {
            let (from, to) = self.layer.shape.edge(self.layer.shape.cell(cell));
            let rises = from == node;
            (Step { cell, from: node, rises }, if rises { to } else { from })
        })
    }

    /// A shortest way round the cell on which every step has slack.
    fn path(&self, cell: usize, direction: Direction) -> Option<Vec<Step>> {
        let (start, goal) = self.layer.ends(cell, direction);
        let mut came_by: Vec<Option<Step>> = vec![None; self.layer.shape.nodes()];
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for (step, next) in self.steps(node) {
                if step.cell != cell && next != start && came_by[next].is_none() && self.slack(step) > 0 {
                    came_by[next] = Some(step);
                    if next == goal {
                        return Some(backwards(&came_by, start, goal, |step| step));
                    }
                    queue.push_back(next);
                }
            }
        }
        None
    }

    /// The cheapest way round the cell on which every step has this much slack: its cost, and what it hides anew.
    fn cheapest(&self, cell: usize, direction: Direction, amount: u64) -> Option<(u64, Vec<usize>)> {
        let (start, goal) = self.layer.ends(cell, direction);
        let nodes = self.layer.shape.nodes();
        let (mut costs, mut came_by) = (vec![u64::MAX; nodes], vec![None; nodes]);
        costs[start] = 0;
        let mut queue = BinaryHeap::from([Reverse((0, start))]);
        while let Some(Reverse((cost, node))) = queue.pop() {
            if node == goal {
                let cells = backwards(&came_by, start, goal, |step: Step| step.cell);
                return Some((cost, cells.into_iter().filter(|c| !self.layer.hidden[*c]).collect()));
            }
            if cost > costs[node] {
                continue;
            }
            for (step, next) in self.steps(node) {
                let cost = cost + self.layer.cost(step.cell);
                if step.cell != cell && self.slack(step) >= amount && cost < costs[next] {
                    (costs[next], came_by[next]) = (cost, Some(step));
                    queue.push(Reverse((cost, next)));
                }
            }
        }
        None
    }
}

fn backwards<T>(came_by: &[Option<Step>], start: usize, goal: usize, of: impl Fn(Step) -> T) -> Vec<T> {
    let mut steps = Vec::new();
    let mut node = goal;
    while node != start {
        let Some(step) = came_by[node] else { break };
        steps.push(of(step));
        node = step.from;
    }
    steps
}
