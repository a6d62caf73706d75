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
/// enough was tried. Tours with orders that must keep their sequence stay as they are. The days
/// whose tours are others now.
pub(super) fn run(problem: &Problem, days: &[DayIdx], state: &mut State) -> Vec<DayIdx> {
    let mut left = EFFORT;
    let mut changed = Vec::new();
    for day in days {
        let items = &state.tours[*day as usize].items;
        let task_of = |item: &StopIdx| problem.stops.get(*item as usize).map(|stop| stop.task);
        if items.len() < 2 || !items.iter().filter_map(task_of).all(|task| state.may_leave(task)) {
            continue;
        }
        let pass = items.len() * items.len();
        let mut reversed = items.clone();
        reversed.reverse();
        let mut helped = try_instead(problem, *day, &reversed, state);
        while left > pass {
            left -= pass;
            if !exchange_neighbours(problem, *day, state) {
                break;
            }
            helped = true;
        }
        if helped {
            changed.push(*day);
        }
    }
    changed
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
