//! The best plan so far, and whether another one is better by every criterion of SEMANTICS 5.

use super::objective::Score;
use super::state::State;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::units::Hundredths;
use std::cmp::Ordering;

/// See the module's head.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub(super) score: Score,
    pub(super) items: Vec<Vec<StopIdx>>,
    /// By day: the cost of its route as results show it.
    pub(super) shown: Vec<Hundredths>,
    pub(super) absent: Vec<TaskIdx>,
    /// Days whose tours have changed since the best was recorded.
    pub(super) stale: Vec<bool>,
    /// By day: Σ weight × start of its tour, where it was asked for.
    starts: Vec<Option<i64>>,
}

impl Best {
    /// The plan that a search begins with.
    pub(super) fn new(problem: &Problem, state: &mut State) -> Self {
        Self {
            score: state.score,
            items: state.tours.iter().map(|tour| tour.items.clone()).collect(),
            shown: (0..).zip(&problem.days).map(|(day, _)| state.shown(problem, day)).collect(),
            absent: state.absent.clone(),
            stale: vec![false; problem.days.len()],
            starts: vec![None; problem.days.len()],
        }
    }

    /// Remembers which tours the round has changed.
    pub(super) fn mark_stale(&mut self, state: &State) {
        for day in state.changed() {
            self.stale[day as usize] = true;
        }
    }

    /// Whether the plan as it stands is better. Its starts are only looked at where all else is
    /// equal and the round has changed something: hardly ever.
    pub(super) fn is_beaten(&mut self, problem: &Problem, state: &mut State) -> bool {
        match state.score.cmp(&self.score) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => !state.is_as_before() && self.starts_later(problem, state),
        }
    }

    fn starts_later(&mut self, problem: &Problem, state: &mut State) -> bool {
        self.mark_stale(state);
        let mut later = 0;
        for day in 0..self.items.len() {
            if self.stale[day] && self.items[day] != state.tours[day].items {
                let own = self.starts[day];
                let own = own.unwrap_or_else(|| state.starts(problem, day, &self.items[day]));
                self.starts[day] = Some(own);
                let items = std::mem::take(&mut state.tours[day].items);
                later += own - state.starts(problem, day, &items);
                state.tours[day].items = items;
            }
        }
        later > 0
    }

    /// The plan as it stands is the best.
    pub(super) fn record(&mut self, problem: &Problem, state: &mut State) {
        self.score = state.score;
        self.absent.clone_from(&state.absent);
        for (day, stale) in self.stale.iter_mut().enumerate() {
            if std::mem::take(stale) {
                self.items[day].clone_from(&state.tours[day].items);
                self.shown[day] = state.shown(problem, day);
                self.starts[day] = None;
            }
        }
    }

    /// Brings the state back to this plan.
    pub(super) fn restore(&mut self, problem: &Problem, state: &mut State) {
        state.begin();
        let stale: Vec<DayIdx> =
            (0..).zip(&self.stale).filter(|(_, stale)| **stale).map(|(day, _)| day).collect();
        for day in stale {
            let items = std::mem::take(&mut self.items[day as usize]);
            let price = state.price(problem, &problem.days[day as usize], &items);
            state.replace(problem, day, &items, price.unwrap_or_default());
            self.items[day as usize] = items;
            self.stale[day as usize] = false;
        }
        state.rehome();
        state.absent.clone_from(&self.absent);
        state.score.absent_weight = self.score.absent_weight;
    }
}
