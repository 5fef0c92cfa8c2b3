//! Which texts may hold a word: by its letters and its pairs of letters, each hashed to one of a few thousand sets.
//! What may hold it is then looked at. So a search reads what it finds, and little else.

use super::bits::Bits;
use super::text::{SearchText, Word};

/// Sets of texts. So many that of a text's 500 or so letters and pairs few meet in one set by chance.
const SETS: usize = 4096;

/// Built once over texts in their order.
#[derive(Debug, Clone, Default)]
pub struct WordIndex {
    sets: Vec<Bits>,
    len: usize,
}

impl WordIndex {
    pub(super) fn new<'a>(texts: impl ExactSizeIterator<Item = &'a SearchText>) -> WordIndex {
        let len = texts.len();
        let mut sets = vec![Bits::none(len); SETS];
        for (place, text) in texts.enumerate() {
            for set in sets_of(text.as_str()) {
                sets[set].insert(place);
            }
        }
        WordIndex { sets, len }
    }

    /// The places of the texts that hold the word.
    pub(super) fn find<'a>(&self, word: &Word, text_at: impl Fn(usize) -> Option<&'a SearchText>) -> Bits {
        let mut found = Bits::all(self.len);
        for set in sets_of(word.folded()).filter_map(|set| self.sets.get(set)) {
            found.keep(set);
        }
        let perhaps: Vec<usize> = found.iter().collect();
        for place in perhaps {
            if !text_at(place).is_some_and(|text| text.contains(word)) {
                found.remove(place);
            }
        }
        found
    }
}

/// The sets of a text's letters and of its pairs of letters.
fn sets_of(text: &str) -> impl Iterator<Item = usize> {
    let mut before = None;
    text.chars().flat_map(move |letter| {
        let pair = before.replace(letter).map(|before| set(before, letter));
        [Some(set('\0', letter)), pair].into_iter().flatten()
    })
}

/// Fibonacci hashing.
fn set(one: char, other: char) -> usize {
    let key = u64::from(u32::from(one)) << 32 | u64::from(u32::from(other));
    let spread = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (key >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (spread >> 40) as usize % SETS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::Words;
    use super::*;

    proptest! {
        /// The index finds what reading all texts finds.
        #[test]
        fn it_misses_nothing_and_finds_nothing_else(
            texts in prop::collection::vec("[あ-おa-c補助金会計]{0,12}", 0..90),
            word in "[あ-おa-c補助金会計]{1,4}",
        ) {
            let texts: Vec<SearchText> = texts.iter().map(|text| SearchText::of([text.as_str()])).collect();
            let index = WordIndex::new(texts.iter());
            for word in Words::of(&word).iter() {
                let found: Vec<usize> = index.find(word, |place| texts.get(place)).iter().collect();
                let expected: Vec<usize> = (0..texts.len()).filter(|&place| texts[place].contains(word)).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
