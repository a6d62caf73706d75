//! Random choices.

use routewright::rng::Rng;

/// A stream of choices; the same for the same seed.
pub(crate) struct Dice(Rng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Rng::new(seed))
    }

    /// A number of `first..=last`.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = u32::try_from(last - first + 1).expect("a span of numbers");
        first + i64::from(self.0.below(span))
    }

    /// True in so many of 100 cases.
    pub(crate) fn percent(&mut self, share: u32) -> bool {
        self.0.below(100) < share
    }

    /// One of `choices`.
    pub(crate) fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.0.index(choices.len())]
    }

    /// A number of a range in so many of 100 cases, else 0.
    pub(crate) fn sometimes(&mut self, share: u32, first: i64, last: i64) -> i64 {
        if self.percent(share) { self.between(first, last) } else { 0 }
    }

    /// In any order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.0.index(last + 1));
        }
    }
}
