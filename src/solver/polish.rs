//! The last criterion of SEMANTICS 5: among sequences of a tour that are equal in all else, the one
//! whose more important orders start earlier. Such ties are where a tour may be driven the other way
//! round, and where stops lie at one place.

use super::state::State;
use crate::problem::{DayIdx, Problem, StopIdx};
use crate::schedule::{RELOAD, load_profile};
use crate::units::Money;

/// Items of sequences that are looked at altogether: each sequence once or twice where there are
/// thousands of orders, as often as it helps where there are few.
const EFFORT: usize = 1_000_000;

/// Improves every tour by exchanging neighbours and by turning it round, until nothing helps or
/// enough was tried. Tours with orders that must keep their sequence stay as they are.
#[derive(Clone, Debug)]
pub(super) struct Polish {
    /// Days whose tours are still to improve, the next one last.
    days: Vec<DayIdx>,
    /// The day that is looked at, and whether anything has helped there.
    current: Option<(DayIdx, bool)>,
    left: usize,
    /// Items of sequences that were looked at.
    pub(super) work: u64,
    /// Days whose tours are others now.
    pub(super) changed: Vec<DayIdx>,
}

impl Polish {
    /// Of the tours of these days.
    pub(super) fn new(mut days: Vec<DayIdx>) -> Self {
        days.reverse();
        Self { days, current: None, left: EFFORT, work: 0, changed: Vec::new() }
    }

    /// Turns one tour round, or goes through it once. False when nothing is left to do.
    pub(super) fn step(&mut self, problem: &Problem, state: &mut State) -> bool {
        let Some((day, helped)) = self.current else {
            let Some(day) = self.days.pop() else { return false };
            if may_change(problem, day, state) {
                let mut reversed = state.tours[day as usize].items.clone();
                reversed.reverse();
                self.current = Some((day, try_instead(problem, day, &reversed, state)));
            }
            return true;
        };
        let items = state.tours[day as usize].items.len();
        let pass = items * items;
        if self.left > pass {
            self.left -= pass;
            self.work += u64::try_from(pass).unwrap_or(u64::MAX);
            if exchange_neighbours(problem, day, state) {
                self.current = Some((day, true));
                return true;
            }
        }
        self.current = None;
        if helped {
            self.changed.push(day);
        }
        true
    }
}

/// Whether no order of a tour must keep its place.
fn may_change(problem: &Problem, day: DayIdx, state: &State) -> bool {
    let items = &state.tours[day as usize].items;
    let task_of = |item: &StopIdx| problem.stops.get(*item as usize).map(|stop| stop.task);
    items.len() > 1 && items.iter().filter_map(task_of).all(|task| state.may_leave(task))
}

/// One pass from front to back; true if any exchange helped.
fn exchange_neighbours(problem: &Problem, day: DayIdx, state: &mut State) -> bool {
    let mut items = state.tours[day as usize].items.clone();
    let mut helped = false;
    for at in 1..items.len() {
        if items[at] == RELOAD || items[at - 1] == RELOAD {
            continue;
        }
        items.swap(at - 1, at);
        if try_instead(problem, day, &items, state) {
            helped = true;
        } else {
            items.swap(at - 1, at);
        }
    }
    helped
}

/// Takes other items for a tour if they keep every rule and are better.
fn try_instead(problem: &Problem, day: DayIdx, items: &[StopIdx], state: &mut State) -> bool {
    let vehicle = &problem.days[day as usize];
    if !keeps_order(problem, items) || load_profile(problem, vehicle, items).excess > 0 {
        return false;
    }
    let Some((price, driving)) = state.price_and_drive(problem, vehicle, items) else {
        return false;
    };
    let tour = &state.tours[day as usize];
    let value = |price: Money, driving: i64| (price.rounded(), driving);
    let (own, other) = (value(tour.cost, tour.driving), value(price, driving));
    if other > own {
        return false;
    }
    if other == own {
        let before = tour.items.clone();
        let starts = state.starts(problem, day as usize, &before);
        if starts <= state.starts(problem, day as usize, items) {
            return false;
        }
    }
    state.replace(problem, day, items, price);
    true
}

/// Whether the stops of every task are in their order.
fn keeps_order(problem: &Problem, items: &[StopIdx]) -> bool {
    items.iter().enumerate().filter(|(_, item)| **item != RELOAD).all(|(at, item)| {
        let task = &problem.tasks[problem.stops[*item as usize].task as usize];
        *item == task.first || items[..at].contains(&(*item - 1))
    })
}
