//! Legs that were asked for lately: a table of fixed size, each place of which holds the last pair
//! that fell there. An estimate costs a hundred times as much as looking it up.

use super::legs::Leg;
use std::cell::{Cell, OnceCell};
use std::fmt;

/// Places per location: few, as what is asked for again and again are drives from one stop of a tour to
/// the next, and all of them stay near the processor.
const PER_LOCATION: usize = 16;

/// Where a leg leads and the leg; no location has the number [`u32::MAX`].
type Entry = Cell<(u32, Leg)>;

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
            vec![Cell::new((u32::MAX, Leg::ZERO)); locations * PER_LOCATION].into_boxed_slice()
        });
        // Multiplicative hashing (Knuth, "The Art of Computer Programming" 3, 6.4), of which the
        // upper bits are the better ones.
        let mixed = (pair.1.wrapping_mul(0x9E37_79B9) >> 16) as usize;
        let at = pair.0 as usize * PER_LOCATION + mixed % PER_LOCATION;
        let Some(entry) = entries.get(at) else { return make() };
        let (to, leg) = entry.get();
        if to == pair.1 {
            return leg;
        }
        let leg = make();
        entry.set((pair.1, leg));
        leg
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Memo")
    }
}
