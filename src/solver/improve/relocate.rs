//! Relocate: a task leaves its tour for the cheapest place on another (Savelsbergh, "The vehicle
//! routing problem with time windows: minimizing route duration", ORSA Journal on Computing 4(2),
//! 1992; for a pickup and delivery the pair moves as one).

use super::Search;
use crate::problem::{Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::RELOAD;
use crate::solver::hop::{hop, hop_home, place_of};
use crate::units::Money;

/// True if the move made the plan cheaper.
pub(super) fn improve(search: &mut Search<'_>, task: TaskIdx) -> bool {
    let Search { problem, neighbours, places, state, .. } = search;
    let from = state.day_of[problem.tasks[task as usize].first as usize];
    let tour = &state.tours[from as usize];
    if tour.items.contains(&RELOAD) || state.has_home(task) {
        return false;
    }
    let before = tour.cost;
    let keeps = |item: &&StopIdx| problem.stops[**item as usize].task != task;
    let rest: Vec<StopIdx> = tour.items.iter().filter(keeps).copied().collect();
    let day = &problem.days[from as usize];
    let saved = hop_costs(problem, day, &tour.items) - hop_costs(problem, day, &rest);
    let cheapest = places.cheapest_elsewhere(problem, neighbours, state, task, from);
    let Some(found) = cheapest.filter(|found| found.cost < saved) else { return false };
    let Some(without) = state.price(problem, day, &rest) else { return false };
    let added = state.price_found(problem, found.day, task, found.place);
    let Some(added) = added.filter(|added| *added < before - without) else { return false };
    state.replace(problem, from, &rest, without);
    state.absent.push(task);
    state.score.absent_weight += problem.tasks[task as usize].weight;
    state.insert(problem, found.day, task, found.place, added);
    true
}

/// What driving, parking and services of a sequence cost, without waiting and breaks; with the
/// activation where there is a sequence at all.
fn hop_costs(problem: &Problem, day: &VehicleDay, items: &[StopIdx]) -> Money {
    if items.is_empty() {
        return Money::ZERO;
    }
    let mut cost = day.rates.activation + day.opening;
    let mut before = day.departure_place;
    for (at, item) in items.iter().enumerate() {
        let hop = hop(problem, day, before, *item, at == 0).unwrap_or_default();
        cost += hop.cost + day.rates.service * problem.stops[*item as usize].service;
        before = Some(place_of(problem, day, *item));
    }
    cost + hop_home(problem, day, before).unwrap_or_default().cost
}
