//! Which tours have no place for a task: nobody asks again until they change. Where tasks are left
//! out, nearly all that a round looks at is looked at for nothing.

use crate::problem::{DayIdx, TaskIdx};
use crate::solver::tour::Tour;

/// Most entries; a power of two.
const MOST: usize = 1 << 16;
/// Bits of a task in an entry.
const TASK_BITS: u32 = 24;

/// A table of fixed size, in which the newer entry stays. Its memory is taken when it is first used.
#[derive(Clone, Debug, Default)]
pub(super) struct Refusals {
    entries: Vec<u64>,
}

impl Refusals {
    /// Remembers that a day's tour, as it is now, cannot take a task.
    pub(super) fn note(&mut self, task: TaskIdx, day: DayIdx, tour: &Tour) {
        let Some(entry) = entry(task, tour) else { return };
        if self.entries.is_empty() {
            self.entries.resize(MOST, 0);
        }
        self.entries[slot(task, day)] = entry;
    }

    /// Whether that is known.
    #[inline]
    pub(super) fn knows(&self, task: TaskIdx, day: DayIdx, tour: &Tour) -> bool {
        !self.entries.is_empty()
            && entry(task, tour).is_some_and(|entry| self.entries[slot(task, day)] == entry)
    }
}

/// A tour's version belongs to one sequence on one day, and is above 0.
fn entry(task: TaskIdx, tour: &Tour) -> Option<u64> {
    let fits = task < 1 << TASK_BITS && tour.version < 1 << (u64::BITS - TASK_BITS);
    fits.then_some(tour.version << TASK_BITS | u64::from(task))
}

/// Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4).
fn slot(task: TaskIdx, day: DayIdx) -> usize {
    let key = u64::from(task) << 32 | u64::from(day);
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % MOST
}
