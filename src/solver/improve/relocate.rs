//! Relocate: a task leaves its tour for the cheapest place on another (Savelsbergh, "The vehicle
//! routing problem with time windows: minimizing route duration", ORSA Journal on Computing 4(2),
//! 1992; for a pickup and delivery the pair moves as one).

use super::Search;
use crate::problem::{StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::schedule::RELOAD;

/// True if the move made the plan cheaper.
pub(super) fn improve(search: &mut Search<'_>, task: TaskIdx) -> bool {
    let Search { problem, neighbours, places, state } = search;
    let from = state.day_of[problem.tasks[task as usize].first as usize];
    let tour = &state.tours[from as usize];
    if tour.items.contains(&RELOAD) || state.has_home(task) {
        return false;
    }
    let before = tour.cost;
    let keeps = |item: &&StopIdx| problem.stops[**item as usize].task != task;
    let rest: Vec<StopIdx> = tour.items.iter().filter(keeps).copied().collect();
    let day = &problem.days[from as usize];
    let Some(without) = state.price(problem, day, &rest) else { return false };
    let best = places.best(problem, neighbours, state, task, (0, &mut Rng::new(0)));
    let Some(best) = best.filter(|best| best.day != from && best.cost < before - without) else {
        return false;
    };
    state.replace(problem, from, &rest, without);
    state.absent.push(task);
    state.score.absent_weight += problem.tasks[task as usize].weight;
    state.insert(problem, best.day, task, best.place, best.cost);
    true
}
