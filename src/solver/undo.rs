//! Undo instead of copies: what a round has changed, and the way back.

use super::objective::Score;
use super::state::{NO_DAY, State};
use super::tour::Tour;
use crate::problem::{DayIdx, TaskIdx};
use crate::schedule::RELOAD;

/// What a round has changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Undo {
    round: u32,
    /// By day: the round in which its tour was saved last.
    saved_in: Vec<u32>,
    tours: Vec<(DayIdx, Tour)>,
    absent: Vec<TaskIdx>,
    score: Score,
    /// Tours no longer needed, for their buffers.
    spare: Vec<Tour>,
}

impl Undo {
    /// Of so many days.
    pub(super) fn new(days: usize) -> Self {
        Self { saved_in: vec![0; days], ..Self::default() }
    }
}

impl State {
    /// Begins a round: from here [`State::roll_back`] returns.
    pub(super) fn begin(&mut self) {
        self.undo.round += 1;
        self.undo.spare.extend(self.undo.tours.drain(..).map(|(_, tour)| tour));
        self.undo.absent.clone_from(&self.absent);
        self.undo.score = self.score;
    }

    /// Days whose tours this round has changed.
    pub(super) fn changed(&self) -> impl Iterator<Item = DayIdx> {
        self.undo.tours.iter().map(|(day, _)| *day)
    }

    /// These tours' items as they were.
    pub(super) fn saved(&self) -> impl Iterator<Item = (DayIdx, &[crate::problem::StopIdx])> {
        self.undo.tours.iter().map(|(day, tour)| (*day, tour.items.as_slice()))
    }

    /// Whether every tour has the items that it had at [`State::begin`].
    pub(super) fn is_as_before(&self) -> bool {
        self.undo.tours.iter().all(|(day, saved)| saved.items == self.tours[*day as usize].items)
    }

    /// Everything as it was at [`State::begin`].
    pub(super) fn roll_back(&mut self) {
        for (day, _) in &self.undo.tours {
            for item in &self.tours[*day as usize].items {
                if *item != RELOAD {
                    self.day_of[*item as usize] = NO_DAY;
                }
            }
        }
        for (day, saved) in self.undo.tours.drain(..) {
            for (at, item) in (0..).zip(&saved.items).filter(|(_, item)| **item != RELOAD) {
                self.day_of[*item as usize] = day;
                self.item_of[*item as usize] = at;
            }
            let dropped = std::mem::replace(&mut self.tours[day as usize], saved);
            self.items += self.tours[day as usize].items.len();
            self.items -= dropped.items.len();
            let is_unused = self.tours[day as usize].items.is_empty();
            self.usage += u64::from(is_unused != dropped.items.is_empty());
            self.undo.spare.push(dropped);
        }
        std::mem::swap(&mut self.absent, &mut self.undo.absent);
        self.score = self.undo.score;
    }

    /// Remembers the tour of a day as it is, once in a round.
    pub(super) fn save(&mut self, day: DayIdx) {
        let saved_in = &mut self.undo.saved_in[day as usize];
        if *saved_in != self.undo.round {
            *saved_in = self.undo.round;
            let mut copy = self.undo.spare.pop().unwrap_or_default();
            copy.clone_from(&self.tours[day as usize]);
            self.undo.tours.push((day, copy));
        }
    }
}
