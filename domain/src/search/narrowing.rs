//! What every list does that is narrowed down: tell what a thing misses, count, cut into pages.

/// How many things a page of a list shows.
pub const PAGE_SIZE: usize = 20;

/// What keeps a thing out of the list, of limits numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misses {
    Nothing,
    Only(usize),
    Several,
}

impl Misses {
    /// From each limit's verdict in turn; those after the second miss are not looked at.
    pub(super) fn of(holds: impl Iterator<Item = bool>) -> Misses {
        let mut missed = holds.enumerate().filter(|(_, holds)| !holds).map(|(limit, _)| limit);
        match (missed.next(), missed.next()) {
            (None, _) => Misses::Nothing,
            (Some(limit), None) => Misses::Only(limit),
            (Some(_), Some(_)) => Misses::Several,
        }
    }

    /// Would the thing be in the list if this limit were another?
    pub(super) fn all_but(self, limit: usize) -> bool {
        match self {
            Misses::Nothing => true,
            Misses::Only(missed) => missed == limit,
            Misses::Several => false,
        }
    }
}

/// How many things would be in the list without each limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Without {
    hits: usize,
    only: Vec<usize>,
}

impl Without {
    pub(super) fn new(limits: usize) -> Without {
        Without { hits: 0, only: vec![0; limits] }
    }

    pub(super) fn count(&mut self, misses: Misses) {
        match misses {
            Misses::Nothing => self.hits += 1,
            Misses::Only(limit) => self.only[limit] += 1,
            Misses::Several => {}
        }
    }

    pub(super) fn limit(&self, limit: usize) -> usize {
        self.hits + self.only.get(limit).copied().unwrap_or(0)
    }
}

/// How many there are of each key. The keys are few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<K>(Vec<(K, usize)>);

impl<K> Default for Tally<K> {
    fn default() -> Tally<K> {
        Tally(Vec::new())
    }
}

impl<K: Ord> Tally<K> {
    pub(super) fn add(&mut self, key: K) {
        self.add_many(key, 1);
    }

    pub(super) fn add_many(&mut self, key: K, count: usize) {
        match self.place(&key) {
            Ok(place) => self.0[place].1 += count,
            Err(place) => self.0.insert(place, (key, count)),
        }
    }

    #[must_use]
    pub fn of(&self, key: K) -> usize {
        self.place(&key).map_or(0, |place| self.0[place].1)
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// From 1.
    pub number: usize,
    /// At least 1: an empty list has one empty page.
    pub pages: usize,
    /// Of the whole list.
    pub total: usize,
}

impl<T> Page<T> {
    /// The page of a number, or the one nearest to it.
    #[must_use]
    pub fn of(items: Vec<T>, number: usize) -> Page<T> {
        let total = items.len();
        let pages = total.div_ceil(PAGE_SIZE).max(1);
        let number = number.clamp(1, pages);
        let items = items.into_iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE).collect();
        Page { items, number, pages, total }
    }

    /// Place of the first and the last thing of the page within the whole list, from 1; (0, 0) for an empty list.
    #[must_use]
    pub fn span(&self) -> (usize, usize) {
        let before = (self.number - 1) * PAGE_SIZE;
        (before + usize::from(self.total > 0), before + self.items.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_misses_nothing_one_limit_or_several() {
        for (holds, misses) in [
            (&[][..], Misses::Nothing),
            (&[true, true], Misses::Nothing),
            (&[true, false, true], Misses::Only(1)),
            (&[false, true, false], Misses::Several),
        ] {
            assert_eq!(Misses::of(holds.iter().copied()), misses, "{holds:?}");
        }
        let mut without = Without::new(2);
        for misses in [Misses::Nothing, Misses::Only(1), Misses::Only(1), Misses::Several] {
            without.count(misses);
        }
        assert_eq!((without.limit(0), without.limit(1)), (1, 3));
    }

    #[test]
    fn pages_follow_each_other_without_gap() {
        for (total, number, expected) in [
            (0, 1, (1, 1, (0, 0))),
            (20, 2, (1, 1, (1, 20))),
            (21, 2, (2, 2, (21, 21))),
            (64, 0, (1, 4, (1, 20))),
            (64, 3, (3, 4, (41, 60))),
            (64, usize::MAX, (4, 4, (61, 64))),
        ] {
            let page = Page::of((1..=total).collect(), number);
            assert_eq!((page.number, page.pages, page.span()), expected, "{total}, page {number}");
            let (first, last) = page.span();
            assert_eq!(page.items, (first.max(1)..=last).collect::<Vec<usize>>());
        }
    }
}
