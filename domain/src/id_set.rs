//! A set of ids made to be compared with many others: a menu's pains with those of every business, say.

/// Ids, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdSet {
    /// One bit of 64 for each id: sets without a common bit have no common id.
    fingerprint: u64,
    /// Each with its hash: ids of different hashes differ.
    ids: Vec<(u64, String)>,
}

impl IdSet {
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.ids.iter().any(|(_, known)| known == id)
    }

    /// In the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(|(_, id)| id.as_str())
    }

    /// Is there an id that both have?
    #[must_use]
    #[inline]
    pub fn shares_any(&self, other: &IdSet) -> bool {
        self.fingerprint & other.fingerprint != 0 && self.ids.iter().any(|id| other.has(id))
    }

    /// How many ids both have.
    #[must_use]
    pub fn shared(&self, other: &IdSet) -> usize {
        if self.fingerprint & other.fingerprint == 0 {
            return 0;
        }
        self.ids.iter().filter(|id| other.has(id)).count()
    }

    fn has(&self, (hash, id): &(u64, String)) -> bool {
        self.ids.iter().any(|(h, i)| h == hash && i == id)
    }
}

impl<T: Into<String>> FromIterator<T> for IdSet {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> IdSet {
        let mut set = IdSet::default();
        for id in ids {
            let id = id.into();
            if !set.contains(&id) {
                let hash = hash(&id);
                set.fingerprint |= 1 << (hash >> 58);
                set.ids.push((hash, id));
            }
        }
        set
    }
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Short ids of few letters: many are shared, many bits too.
        #[test]
        fn shares_what_sets_of_texts_share(mine in vec("[a-c]{0,3}", 0..12), theirs in vec("[a-c]{0,3}", 0..12)) {
            let sets = [&mine, &theirs].map(|ids| ids.iter().collect::<BTreeSet<_>>());
            let (mine, theirs): (IdSet, IdSet) = (mine.iter().cloned().collect(), theirs.iter().cloned().collect());
            prop_assert_eq!(mine.shared(&theirs), sets[0].intersection(&sets[1]).count());
            prop_assert_eq!(mine.iter().count(), sets[0].len());
            prop_assert!(theirs.iter().all(|id| theirs.contains(id)));
        }
    }
}
