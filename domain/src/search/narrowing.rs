//! What every list does that is narrowed down: tell what a thing misses, count, cut into pages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::bits::Bits;

/// How many things a page of a list shows.
pub const PAGE_SIZE: usize = 20;

/// A list under limits numbered from 0; one that is not set lets everything through.
#[derive(Debug)]
pub(super) struct Narrowed<'a> {
    len: usize,
    limits: Vec<Option<Cow<'a, Bits>>>,
}

impl<'a> Narrowed<'a> {
    pub(super) fn new(len: usize, limits: Vec<Option<Cow<'a, Bits>>>) -> Narrowed<'a> {
        Narrowed { len, limits }
    }

    /// What all limits let through.
    pub(super) fn hits(&self) -> Bits {
        self.without(self.limits.len())
    }

    /// What all limits but one let through.
    pub(super) fn without(&self, limit: usize) -> Bits {
        let mut left = Bits::all(self.len);
        for (_, limit) in self.limits.iter().enumerate().filter(|(number, _)| *number != limit) {
            if let Some(limit) = limit {
                left.keep(limit);
            }
        }
        left
    }

    /// How many there would be without each limit.
    pub(super) fn counts_without(&self) -> Vec<usize> {
        let hits = self.hits().count();
        let without = |(number, limit): (usize, &Option<_>)| {
            if limit.is_some() { self.without(number).count() } else { hits }
        };
        self.limits.iter().enumerate().map(without).collect()
    }
}

/// How many there are of each key. The keys are few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<K>(BTreeMap<K, usize>);

impl<K: Ord> Tally<K> {
    /// Counts those of each choice that are among the things left.
    pub(super) fn of_choices<'a>(choices: impl IntoIterator<Item = (K, &'a Bits)>, left: &Bits) -> Tally<K> {
        Tally(choices.into_iter().map(|(key, bits)| (key, bits.count_with(left))).collect())
    }

    #[must_use]
    pub fn of(&self, key: K) -> usize {
        self.0.get(&key).copied().unwrap_or(0)
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
    /// How many things a page holds.
    pub size: usize,
}

impl<T> Page<T> {
    /// The page of a number, or the one nearest to it, of a list that lies elsewhere: its things are still to come.
    #[must_use]
    pub fn empty(total: usize, number: usize, size: usize) -> Page<T> {
        let pages = total.div_ceil(size).max(1);
        Page { items: Vec::new(), number: number.clamp(1, pages), pages, total, size }
    }

    /// The page of a number, or the one nearest to it.
    #[must_use]
    pub fn of(items: Vec<T>, number: usize) -> Page<T> {
        let page = Page::empty(items.len(), number, PAGE_SIZE);
        let items = items.into_iter().skip(page.before()).take(PAGE_SIZE).collect();
        Page { items, ..page }
    }

    /// The page of a number of a list in the order of a key; only what stands before the page's end is put in order.
    #[must_use]
    pub fn ordered<K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K, number: usize) -> Page<T> {
        let page = Page::empty(items.len(), number, PAGE_SIZE);
        let end = (page.number * PAGE_SIZE).min(page.total);
        let mut keyed: Vec<(K, T)> = items.into_iter().map(|item| (key(&item), item)).collect();
        if end < page.total {
            keyed.select_nth_unstable_by(end, |(one, _), (other, _)| one.cmp(other));
            keyed.truncate(end);
        }
        keyed.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let items = keyed.into_iter().skip(page.before()).map(|(_, item)| item).collect();
        Page { items, ..page }
    }

    /// How many things stand on the pages before.
    #[must_use]
    pub fn before(&self) -> usize {
        (self.number - 1) * self.size
    }

    /// Place of the first and the last thing of the page within the whole list, from 1; (0, 0) for an empty list.
    #[must_use]
    pub fn span(&self) -> (usize, usize) {
        (self.before() + usize::from(self.total > 0), self.before() + self.items.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_told_what_it_takes_away() {
        let things = [1, 2, 3, 4, 5, 6];
        let limit = |holds: fn(&i32) -> bool| Some(Cow::Owned(Bits::of(&things, holds)));
        let narrowed =
            Narrowed::new(6, vec![limit(|n| n % 2 == 0), None, limit(|n| *n > 3), limit(|n| *n < 6)]);
        assert_eq!(narrowed.hits().iter().collect::<Vec<_>>(), [3]);
        assert_eq!(narrowed.counts_without(), [2, 1, 2, 2]);
        assert_eq!(Narrowed::new(6, Vec::new()).hits().count(), 6);
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
            let backwards = Page::ordered((1..=total).rev().collect(), |n| *n, number);
            assert_eq!(backwards, page, "{total}, page {number}");
            let (first, last) = page.span();
            assert_eq!(page.items, (first.max(1)..=last).collect::<Vec<usize>>());
        }
    }
}
