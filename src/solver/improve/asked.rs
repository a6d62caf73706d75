//! What tasks cost at least on tours, as long as these stay as they are: nobody asks again. Most of what
//! local search asks a tour for is too dear there, and most tours are not changed between two rounds.

use crate::problem::{DayIdx, TaskIdx};
use crate::solver::tour::Tour;
use crate::units::Money;

/// Most entries; a power of two.
const MOST: usize = 1 << 14;

/// A table of fixed size, in which the newer entry stays. Its memory is taken when it is first used.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// Task, version of the tour, and what the task adds at least.
    entries: Vec<(TaskIdx, u64, Money)>,
}

impl Asked {
    /// What a task adds to a day's tour at least; less than anything where nobody knows.
    #[inline]
    pub(super) fn least(&self, task: TaskIdx, day: DayIdx, tour: &Tour) -> Money {
        let known = self.entries.get(slot(task, day));
        let known = known.filter(|known| (known.0, known.1) == (task, tour.version));
        known.map_or(Money(i64::MIN), |known| known.2)
    }

    /// Remembers that.
    pub(super) fn note(&mut self, task: TaskIdx, day: DayIdx, tour: &Tour, least: Money) {
        if self.entries.is_empty() {
            self.entries.resize(MOST, (TaskIdx::MAX, 0, Money::ZERO));
        }
        self.entries[slot(task, day)] = (task, tour.version, least);
    }
}

/// Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4).
fn slot(task: TaskIdx, day: DayIdx) -> usize {
    let key = u64::from(task) << 32 | u64::from(day);
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % MOST
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::solver::tour::Tour;
    use crate::units::Money;

    #[test]
    fn what_a_task_adds_is_known_of_a_tour_until_it_changes() {
        let mut asked = Asked::default();
        let tour = |version: u64| Tour { version, ..Tour::default() };
        assert!(asked.least(3, 1, &tour(7)) < Money::ZERO);
        asked.note(3, 1, &tour(7), Money(500));
        assert_eq!(asked.least(3, 1, &tour(7)), Money(500));
        let others = [asked.least(3, 1, &tour(8)), asked.least(4, 1, &tour(7))];
        assert!(others.iter().all(|least| *least < Money::ZERO));
    }
}
