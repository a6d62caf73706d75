//! Legs that were asked for lately: a table of fixed size, each place of which holds the last pair
//! that fell there. An estimate costs a hundred times as much as looking it up.

use super::legs::Leg;
use std::cell::{Cell, OnceCell};
use std::fmt;

/// Places per location, up to [`MOST`] in all (16 MB).
const PER_LOCATION: usize = 32;
const MOST: usize = 1 << 20;

/// A pair and its leg; no location has the number [`u32::MAX`].
type Entry = Cell<(u32, u32, Leg)>;

/// What was looked up. It is made when first used, and nothing that it holds can be seen.
#[derive(Clone, Default)]
pub(super) struct Memo {
    entries: OnceCell<Box<[Entry]>>,
}

impl Memo {
    /// The leg of a pair, which `make` gives where it is not remembered.
    #[inline]
    pub(super) fn leg(&self, locations: usize, pair: (u32, u32), make: impl Fn() -> Leg) -> Leg {
        let entries = self.entries.get_or_init(|| {
            let count = (locations * PER_LOCATION).next_power_of_two().min(MOST);
            vec![Cell::new((u32::MAX, u32::MAX, Leg::ZERO)); count].into_boxed_slice()
        });
        // Multiplicative hashing (Knuth, "The Art of Computer Programming" 3, 6.4), of which the
        // upper bits are the better ones.
        let key = u64::from(pair.0) << 32 | u64::from(pair.1);
        let mixed = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize;
        let Some(entry) = entries.get(mixed & (entries.len() - 1)) else { return make() };
        let (from, to, leg) = entry.get();
        if (from, to) == pair {
            return leg;
        }
        let leg = make();
        entry.set((pair.0, pair.1, leg));
        leg
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Memo")
    }
}
