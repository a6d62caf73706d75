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
    shown: Vec<Hundredths>,
    /// Their sum.
    pub(super) total_shown: Hundredths,
    pub(super) absent: Vec<TaskIdx>,
    /// By day: whether it is in `stale_days`.
    stale: Vec<bool>,
    /// Days whose tours have changed since the best was recorded.
    stale_days: Vec<DayIdx>,
    /// By day: Σ weight × start of its tour, where it was asked for.
    starts: Vec<Option<i64>>,
}

impl Best {
    /// The plan that a search begins with.
    pub(super) fn new(problem: &Problem, state: &mut State) -> Self {
        let days = (0..).zip(&problem.days);
        let shown: Vec<Hundredths> = days.map(|(day, _)| state.shown(problem, day)).collect();
        Self {
            score: state.value(problem),
            items: state.tours.iter().map(|tour| tour.items.clone()).collect(),
            total_shown: shown.iter().sum(),
            shown,
            absent: state.absent.clone(),
            stale: vec![false; problem.days.len()],
            stale_days: Vec::new(),
            starts: vec![None; problem.days.len()],
        }
    }

    /// Remembers which tours the round has changed.
    pub(super) fn mark_stale(&mut self, state: &State) {
        for day in state.changed() {
            if !std::mem::replace(&mut self.stale[day as usize], true) {
                self.stale_days.push(day);
            }
        }
    }

    /// Whether the plan as it stands is better. Its starts are only looked at where all else is
    /// equal and the round has changed something: hardly ever.
    pub(super) fn is_beaten(&mut self, problem: &Problem, state: &mut State) -> bool {
        match state.value(problem).cmp(&self.score) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => !state.is_as_before() && self.starts_later(problem, state),
        }
    }

    fn starts_later(&mut self, problem: &Problem, state: &mut State) -> bool {
        self.mark_stale(state);
        let mut later = 0;
        for day in self.stale_days.iter().map(|day| *day as usize) {
            if self.items[day] != state.tours[day].items {
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
        self.score = state.value(problem);
        self.absent.clone_from(&state.absent);
        for day in self.stale_days.drain(..).map(|day| day as usize) {
            self.stale[day] = false;
            self.items[day].clone_from(&state.tours[day].items);
            self.total_shown -= self.shown[day];
            self.shown[day] = state.shown(problem, day);
            self.total_shown += self.shown[day];
            self.starts[day] = None;
        }
    }

    /// Brings the state back to this plan.
    pub(super) fn restore(&mut self, problem: &Problem, state: &mut State) {
        state.begin();
        let mut stale = std::mem::take(&mut self.stale_days);
        stale.sort_unstable();
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
