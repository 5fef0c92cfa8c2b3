//! One bit per business, in blocks that fit a processor's first cache.

/// Words of a block.
pub(super) const WORDS: usize = 64;
/// One bit for each of [`PER_BLOCK`] businesses. Loops over it are what the compiler turns into vector instructions.
pub(super) type Block = [u64; WORDS];
/// Businesses of a block.
pub(super) const PER_BLOCK: usize = WORDS * 64;

pub(super) const NONE: Block = [0; WORDS];
pub(super) const ALL: Block = [u64::MAX; WORDS];

/// A place in the columns, given anew to another business once its own is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot(pub(super) u32);

impl Slot {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }

    /// Block, word in it, and the bit in that.
    fn place(self) -> (usize, usize, u64) {
        let index = self.index();
        (index / PER_BLOCK, index % PER_BLOCK / 64, 1 << (index % 64))
    }
}

/// A bitmap over all slots. What lies beyond its last block is zero, so a rare value costs next to nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Plane {
    blocks: Vec<Block>,
}

impl Plane {
    pub(super) fn set(&mut self, slot: Slot, value: bool) {
        let (block, word, bit) = slot.place();
        if value {
            while self.blocks.len() <= block {
                push(&mut self.blocks, NONE);
            }
        }
        let Some(block) = self.blocks.get_mut(block) else { return };
        if value { block[word] |= bit } else { block[word] &= !bit }
    }

    pub(super) fn block(&self, number: usize) -> &Block {
        self.blocks.get(number).unwrap_or(&NONE)
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<Block>()
    }
}

/// As `Vec::push`, but a full one grows by an eighth instead of doubling: columns are counted in bytes per business.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 1);
    }
    list.push(item);
}

/// The set bits of a list of blocks, as slots in ascending order.
pub(super) fn slots(blocks: &[Block]) -> impl Iterator<Item = Slot> {
    blocks.iter().zip((0..).step_by(PER_BLOCK)).flat_map(|(block, first)| slots_from(first, block))
}

/// The set bits of a block, whose first bit stands for the slot `first`.
pub(super) fn slots_from(first: u32, block: &Block) -> impl Iterator<Item = Slot> {
    let words = block.iter().zip((first..).step_by(64));
    words
        .filter(|(word, _)| **word != 0)
        .flat_map(|(word, first)| Ones(*word).map(move |bit| Slot(first + bit)))
}

/// The positions of a word's set bits, lowest first.
struct Ones(u64);

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let lowest = (self.0 != 0).then(|| self.0.trailing_zeros());
        self.0 &= self.0.wrapping_sub(1);
        lowest
    }
}

pub(super) fn count(block: &Block) -> u64 {
    block.iter().map(|word| u64::from(word.count_ones())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_found_again_in_order() {
        let mut plane = Plane::default();
        let set = [0, 1, 63, 64, 4_095, 4_096, 12_345];
        for slot in set.into_iter().rev() {
            plane.set(Slot(slot), true);
        }
        plane.set(Slot(64), false);
        plane.set(Slot(1_000_000), false);
        let blocks: Vec<Block> = (0..5).map(|number| *plane.block(number)).collect();
        let found: Vec<u32> = slots(&blocks).map(|slot| slot.0).collect();
        assert_eq!(found, [0, 1, 63, 4_095, 4_096, 12_345]);
        assert_eq!(blocks.iter().map(count).sum::<u64>(), 6);
    }
}
