//! A set of things of a list, one bit each by its place: sets are intersected and counted 64 things at a time.

use std::collections::BTreeMap;

const BITS: usize = u64::BITS as usize;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// None of `len` things.
    pub(super) fn none(len: usize) -> Bits {
        Bits { words: vec![0; len.div_ceil(BITS)] }
    }

    /// All of `len` things.
    pub(super) fn all(len: usize) -> Bits {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(BITS)] };
        if let (Some(last), rest @ 1..) = (bits.words.last_mut(), len % BITS) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// Those things of a list for which it holds.
    pub(super) fn of<T>(things: &[T], holds: impl Fn(&T) -> bool) -> Bits {
        let mut bits = Bits::none(things.len());
        for (place, thing) in things.iter().enumerate() {
            if holds(thing) {
                bits.insert(place);
            }
        }
        bits
    }

    pub(super) fn insert(&mut self, place: usize) {
        self.words[place / BITS] |= 1 << (place % BITS);
    }

    pub(super) fn remove(&mut self, place: usize) {
        self.words[place / BITS] &= !(1 << (place % BITS));
    }

    /// Keeps what is in the other set too.
    pub(super) fn keep(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many are in both.
    pub(super) fn count_with(&self, other: &Bits) -> usize {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & other).count_ones() as usize).sum()
    }

    /// The places, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            std::iter::successors((word != 0).then_some(word), |word| {
                let rest = word & (word - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |word| at * BITS + word.trailing_zeros() as usize)
        })
    }
}

/// The things of each key; a thing may have several.
pub(super) fn grouped<'t, T, K: Ord, I: IntoIterator<Item = K>>(
    things: &'t [T],
    keys: impl Fn(&'t T) -> I,
) -> BTreeMap<K, Bits> {
    let mut groups = BTreeMap::new();
    for (place, thing) in things.iter().enumerate() {
        for key in keys(thing) {
            groups.entry(key).or_insert_with(|| Bits::none(things.len())).insert(place);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A set of bits is a set.
        #[test]
        fn bits_are_a_set(one in prop::collection::vec(any::<bool>(), 0..200), seed in any::<u64>()) {
            let other: Vec<bool> = one.iter().enumerate().map(|(n, _)| (seed >> (n % 64)) & 1 == 1).collect();
            let (ones, others) = (Bits::of(&one, |holds| *holds), Bits::of(&other, |holds| *holds));
            let places: Vec<usize> = (0..one.len()).filter(|&place| one[place]).collect();
            prop_assert_eq!(ones.iter().collect::<Vec<_>>(), places.clone());
            prop_assert_eq!(ones.count(), places.len());
            let both: Vec<usize> = places.into_iter().filter(|&place| other[place]).collect();
            prop_assert_eq!(ones.count_with(&others), both.len());
            let mut kept = Bits::all(one.len());
            prop_assert_eq!(kept.count(), one.len());
            kept.keep(&ones);
            kept.keep(&others);
            prop_assert_eq!(kept.iter().collect::<Vec<_>>(), both.clone());
            for place in both {
                kept.remove(place);
            }
            prop_assert_eq!(kept, Bits::none(one.len()));
        }
    }
}
