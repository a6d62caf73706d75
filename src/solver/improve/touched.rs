//! Stops whose surroundings have changed (selective vertex caching: Accorsi and Vigo, "A fast and
//! scalable heuristic for the solution of large-scale capacitated vehicle routing problems",
//! Transportation Science 55(4), 2021).

use crate::problem::StopIdx;
use crate::schedule::RELOAD;
use crate::solver::state::State;

/// What is still to be looked at.
#[derive(Clone, Debug)]
pub(super) struct Touched {
    queue: Vec<StopIdx>,
    /// How many of them were looked at.
    done: usize,
    /// By stop.
    is_queued: Vec<bool>,
    /// By stop: what was before it, where its tour has changed.
    before: Vec<StopIdx>,
}

impl Touched {
    /// Nothing of so many stops.
    pub(super) fn new(stops: usize) -> Self {
        Self {
            queue: Vec::new(),
            done: 0,
            is_queued: vec![false; stops],
            before: vec![RELOAD; stops],
        }
    }

    pub(super) fn add(&mut self, item: StopIdx) {
        let is_queued = self.is_queued.get_mut(item as usize);
        if is_queued.is_some_and(|is_queued| !std::mem::replace(is_queued, true)) {
            self.queue.push(item);
        }
    }

    /// Whether a stop is still to be looked at.
    pub(super) fn is_waiting(&self, stop: StopIdx) -> bool {
        self.is_queued[stop as usize]
    }

    /// The next stop, in the order in which they were touched.
    pub(super) fn next(&mut self) -> Option<StopIdx> {
        let Some(stop) = self.queue.get(self.done).copied() else {
            self.queue.clear();
            self.done = 0;
            return None;
        };
        self.done += 1;
        self.is_queued[stop as usize] = false;
        Some(stop)
    }

    /// Every stop on a tour that has another one before it or behind it than when the round began.
    pub(super) fn fill(&mut self, state: &State) {
        for (_, saved) in state.saved() {
            let mut before = RELOAD;
            for item in saved {
                if let Some(own) = self.before.get_mut(*item as usize) {
                    *own = before;
                }
                before = *item;
            }
        }
        for (day, saved) in state.saved() {
            let items = &state.tours[day as usize].items;
            let mut before = RELOAD;
            for item in items {
                if self.before.get(*item as usize).is_none_or(|own| *own != before) {
                    self.add(before);
                    self.add(*item);
                }
                before = *item;
            }
            if saved.last() != items.last() {
                self.add(before);
            }
        }
    }

    /// Nothing is left to do.
    pub(super) fn clear(&mut self) {
        while self.next().is_some() {}
    }
}
