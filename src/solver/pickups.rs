//! Pickups close to their deliveries (option `avoidEagerPickups`; documents: "Avoid eager pickups"): of
//! plans that are equal in cost and in time, the one whose goods are on board for less time.

use super::hop::{hop, place_of};
use super::state::State;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{Evaluation, StepWhat, load_profile};
use crate::units::Sec;

/// Items of sequences that are looked at altogether.
const EFFORT: usize = 200_000;

/// Moves first stops of tasks later in their tours, as long as that shortens the time from the first
/// stops to the last and makes nothing dearer or longer. The days whose tours are others now.
pub(super) fn run(problem: &Problem, days: &[DayIdx], state: &mut State) -> Vec<DayIdx> {
    let mut left = EFFORT;
    let mut changed = Vec::new();
    for day in days {
        let mut helped = false;
        while pass(problem, *day, state, &mut left) {
            helped = true;
        }
        if helped {
            changed.push(*day);
        }
    }
    changed
}

/// One pass over a tour from its end; true if a pickup was moved.
fn pass(problem: &Problem, day: DayIdx, state: &mut State, left: &mut usize) -> bool {
    let mut helped = false;
    for at in (0..state.tours[day as usize].items.len()).rev() {
        helped |= delay(problem, day, at, state, left);
    }
    helped
}

/// Moves the item, if it is one that others of its task follow, as late as that may be.
fn delay(problem: &Problem, day: DayIdx, at: usize, state: &mut State, left: &mut usize) -> bool {
    let items = state.tours[day as usize].items.clone();
    let Some(own) = problem.stops.get(items[at] as usize) else { return false };
    let task = &problem.tasks[own.task as usize];
    let next = task.stops().find(|stop| *stop > items[at]);
    let partner = next.and_then(|next| items.iter().position(|item| *item == next));
    let Some(partner) = partner.filter(|_| state.may_leave(own.task)) else { return false };
    for to in (at + 1..partner).rev() {
        let mut later = items.clone();
        later[at..=to].rotate_left(1);
        if *left < items.len() || !drives_no_longer(problem, day, &items, &later, (at, to)) {
            continue;
        }
        *left -= items.len();
        if is_better(problem, day, &later, state) {
            return true;
        }
    }
    false
}

/// Whether the hops around what is moved drive no longer than before.
fn drives_no_longer(
    problem: &Problem,
    day: DayIdx,
    items: &[StopIdx],
    later: &[StopIdx],
    (at, to): (usize, usize),
) -> bool {
    let driving = |items: &[StopIdx]| {
        let vehicle = &problem.days[day as usize];
        let mut from = match at.checked_sub(1) {
            Some(before) => Some(place_of(problem, vehicle, items[before])),
            None => vehicle.departure_place,
        };
        let mut sum = 0;
        for (gap, item) in (at..).zip(&items[at..(to + 2).min(items.len())]) {
            sum += i64::from(hop(problem, vehicle, from, *item, gap == 0)?.drive);
            from = Some(place_of(problem, vehicle, *item));
        }
        Some(sum)
    };
    match (driving(items), driving(later)) {
        (Some(before), Some(after)) => after <= before,
        _ => false,
    }
}

/// Takes the sequence if it makes nothing dearer or longer, and goods are on board for less time.
fn is_better(problem: &Problem, day: DayIdx, later: &[StopIdx], state: &mut State) -> bool {
    let vehicle = &problem.days[day as usize];
    if load_profile(problem, vehicle, later).excess > 0 {
        return false;
    }
    let before = state.tours[day as usize].items.clone();
    let mut value = |items: &[StopIdx]| {
        let (price, driving) = state.price_and_drive(problem, vehicle, items)?;
        let evaluation = state.scheduler().evaluate(problem, vehicle, items);
        let length = evaluation.timing.end - evaluation.timing.departure;
        Some((price, driving, length, on_board(problem, &evaluation)))
    };
    let (Some(now), Some(then)) = (value(&before), value(later)) else { return false };
    let is_kept = then.0.rounded() <= now.0.rounded() && then.1 <= now.1 && then.2 <= now.2;
    if is_kept && then.3 < now.3 {
        state.replace(problem, day, later, then.0);
        return true;
    }
    false
}

/// Σ seconds from the start of each task's first stop to that of its last.
fn on_board(problem: &Problem, evaluation: &Evaluation) -> Sec {
    let mut begun: Vec<(TaskIdx, Sec)> = Vec::new();
    let mut sum = 0;
    for step in &evaluation.timeline.steps {
        let StepWhat::Stop(stop) = step.what else { continue };
        let own = problem.stops[stop as usize].task;
        let task = &problem.tasks[own as usize];
        if task.first == stop {
            begun.push((own, step.start));
        }
        let first = begun.iter().find(|(task, _)| *task == own).filter(|_| task.last() == stop);
        sum += first.map_or(0, |(_, start)| step.start - start);
    }
    sum
}
