//! From sets of numbers to steps over bit planes.
//!
//! A set of numbers is told bit by bit from the highest down: where one half of what is left is all in or all out, a
//! step needs only one plane and what was found so far. A bound costs one step per bit, a text one per bit of its code.

use super::plane::{ALL, Block, NONE, Plane, WORDS};
use crate::span::Span;

/// Where the value lies in a set.
#[derive(Debug, Clone)]
pub(super) enum Outcome<'p> {
    Always,
    Never,
    /// What stands on top of the stack after these steps.
    Told(Vec<Step<'p>>),
}

/// One step over a block; all but `Load` and `LoadNot` change what stands on top of the stack.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'p> {
    Load(&'p Plane),
    LoadNot(&'p Plane),
    And(&'p Plane),
    AndNot(&'p Plane),
    Or(&'p Plane),
    OrNot(&'p Plane),
    /// Takes the top where the bit is not set, and what stands below it where it is.
    Choose(&'p Plane),
}

/// Is a number, whose bits stand in `planes` from the lowest up, in one of the spans?
pub(super) fn diagram<'p>(planes: &'p [Plane], spans: &[Span]) -> Outcome<'p> {
    let width = u32::try_from(planes.len()).unwrap_or(u64::BITS);
    let last = u64::MAX.checked_shr(u64::BITS - width).unwrap_or(0);
    part(planes, spans, Span { first: 0, last })
}

/// Is one of these planes set?
pub(super) fn any_of<'p>(planes: impl Iterator<Item = &'p Plane>) -> Outcome<'p> {
    planes.fold(Outcome::Never, |found, plane| match found {
        Outcome::Told(steps) => Outcome::Told(then(steps, Step::Or(plane))),
        Outcome::Always => Outcome::Always,
        Outcome::Never => Outcome::Told(vec![Step::Load(plane)]),
    })
}

/// For the numbers of one part, which the planes above these have told from all others.
fn part<'p>(planes: &'p [Plane], spans: &[Span], part: Span) -> Outcome<'p> {
    if spans.iter().any(|span| span.first <= part.first && part.last <= span.last) {
        return Outcome::Always;
    }
    let touches = |span: &Span| span.first <= part.last && part.first <= span.last;
    let (Some((highest, lower)), true) = (planes.split_last(), spans.iter().any(touches)) else {
        return Outcome::Never;
    };
    let middle = part.first + (part.last - part.first) / 2;
    let if_set = self::part(lower, spans, Span { first: middle + 1, ..part });
    let if_not = self::part(lower, spans, Span { last: middle, ..part });
    choose(highest, if_set, if_not)
}

fn choose<'p>(plane: &'p Plane, if_set: Outcome<'p>, if_not: Outcome<'p>) -> Outcome<'p> {
    use Outcome::{Always, Never, Told};
    Told(match (if_set, if_not) {
        (Always, Always) => return Always,
        (Never, Never) => return Never,
        (Always, Never) => vec![Step::Load(plane)],
        (Never, Always) => vec![Step::LoadNot(plane)],
        (Told(steps), Never) => then(steps, Step::And(plane)),
        (Never, Told(steps)) => then(steps, Step::AndNot(plane)),
        (Always, Told(steps)) => then(steps, Step::Or(plane)),
        (Told(steps), Always) => then(steps, Step::OrNot(plane)),
        (Told(mut steps), Told(others)) => {
            steps.extend(others);
            then(steps, Step::Choose(plane))
        }
    })
}

fn then<'p>(mut steps: Vec<Step<'p>>, step: Step<'p>) -> Vec<Step<'p>> {
    steps.push(step);
    steps
}

/// Blocks to work on, kept from block to block.
#[derive(Debug, Default)]
pub(super) struct Stack {
    blocks: Vec<Block>,
    height: usize,
}

impl Outcome<'_> {
    /// Works it out for a block.
    pub(super) fn of_block<'s>(&self, number: usize, stack: &'s mut Stack) -> &'s Block {
        match self {
            Outcome::Always => &ALL,
            Outcome::Never => &NONE,
            Outcome::Told(steps) => {
                stack.height = 0;
                steps.iter().for_each(|step| step.take(number, stack));
                stack.blocks.first().unwrap_or(&NONE)
            }
        }
    }
}

impl Step<'_> {
    fn take(&self, number: usize, stack: &mut Stack) {
        match self {
            Step::Load(plane) => stack.push(*plane.block(number)),
            Step::LoadNot(plane) => stack.push(plane.block(number).map(|word| !word)),
            Step::And(plane) => stack.change(plane.block(number), |top, bits| top & bits),
            Step::AndNot(plane) => stack.change(plane.block(number), |top, bits| top & !bits),
            Step::Or(plane) => stack.change(plane.block(number), |top, bits| top | bits),
            Step::OrNot(plane) => stack.change(plane.block(number), |top, bits| top | !bits),
            Step::Choose(plane) => stack.choose(plane.block(number)),
        }
    }
}

impl Stack {
    fn push(&mut self, block: Block) {
        match self.blocks.get_mut(self.height) {
            Some(place) => *place = block,
            None => self.blocks.push(block),
        }
        self.height += 1;
    }

    fn change(&mut self, bits: &Block, change: impl Fn(u64, u64) -> u64) {
        let Some(top) = self.blocks[..self.height].last_mut() else { return };
        for (top, bits) in top.iter_mut().zip(bits) {
            *top = change(*top, *bits);
        }
    }

    fn choose(&mut self, bits: &Block) {
        let [.., if_set, if_not] = &mut self.blocks[..self.height] else { return };
        for word in 0..WORDS {
            if_set[word] = (if_set[word] & bits[word]) | (if_not[word] & !bits[word]);
        }
        self.height -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::plane::Slot;
    use super::*;

    /// Every number of six bits, each in the slot of its own number.
    fn all_numbers() -> Vec<Plane> {
        let mut planes = vec![Plane::default(); 6];
        for number in 0..64 {
            planes
                .iter_mut()
                .enumerate()
                .for_each(|(bit, plane)| plane.set(Slot(number), number >> bit & 1 == 1));
        }
        planes
    }

    #[test]
    fn two_spans_of_six_bits_are_told_exactly() {
        let planes = all_numbers();
        let mut stack = Stack::default();
        let spans = |first: u64| (first..66).step_by(3).map(move |last| Span { first, last });
        for one in (0..66).step_by(5).flat_map(spans) {
            for other in (0..66).step_by(7).flat_map(spans) {
                let told = diagram(&planes, &[one, other]).of_block(0, &mut stack)[0];
                for number in 0..64 {
                    let inside = [one, other].iter().any(|s| s.first <= number && number <= s.last);
                    assert_eq!(told >> number & 1 == 1, inside, "{number} in {one:?} or {other:?}");
                }
            }
        }
    }

    #[test]
    fn without_planes_there_is_only_zero() {
        let zero = [Span { first: 0, last: 0 }];
        assert!(matches!(diagram(&[], &zero), Outcome::Always));
        assert!(matches!(diagram(&[], &[Span { first: 1, last: 9 }]), Outcome::Never));
        assert!(matches!(any_of([].into_iter()), Outcome::Never));
    }

    #[test]
    fn a_bound_takes_no_more_steps_than_there_are_bits() {
        let planes = vec![Plane::default(); 40];
        for last in [0, 1, 6, 0x5555_5555, (1 << 40) - 2] {
            let Outcome::Told(steps) = diagram(&planes, &[Span { first: 0, last }]) else {
                panic!("it depends")
            };
            assert!(steps.len() <= 40, "{last}");
        }
    }
}
