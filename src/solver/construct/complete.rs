//! The last step of every operation (SEMANTICS 5): each left-out task is tried everywhere, exactly.

use crate::problem::{DayIdx, Problem, TaskIdx};
use crate::rng::Rng;
use crate::schedule::load_profile;
use crate::solver::insertion::Probe;
use crate::solver::place::Place;
use crate::solver::state::State;
use crate::units::Money;

/// Inserts what any open day can take by plain insertion into its sequence as it is, heaviest
/// first, until nothing more fits.
pub(in crate::solver) fn run(problem: &Problem, days: &[DayIdx], state: &mut State) {
    loop {
        let mut tasks = state.absent.clone();
        tasks.sort_unstable_by_key(|task| (-state.weight(problem, *task), *task));
        let mut inserted = false;
        for task in tasks {
            if let Some((day, place, cost)) = cheapest(problem, days, state, task) {
                state.insert(problem, day, task, place, cost);
                inserted = true;
            }
        }
        if !inserted {
            return;
        }
    }
}

/// The cheapest of all places, each evaluated exactly.
fn cheapest(
    problem: &Problem,
    days: &[DayIdx],
    state: &mut State,
    task: TaskIdx,
) -> Option<(DayIdx, Place, Money)> {
    let mut best: Option<(DayIdx, Place, Money)> = None;
    for day in days {
        if !state.allows(problem, task, *day) || is_hopeless(problem, state, task, *day) {
            continue;
        }
        let vehicle_day = &problem.days[*day as usize];
        let tour = &state.tours[*day as usize];
        if tour.tasks >= vehicle_day.max_orders {
            continue;
        }
        let places = Place::each(problem.tasks[task as usize].count as usize, tour.gaps(), 1);
        for place in places.filter(|place| place.gap >= vehicle_day.kept.frozen.len()) {
            let items = state.with_task(problem, *day, task, place);
            if load_profile(problem, vehicle_day, &items).excess > 0 {
                continue;
            }
            if let Some(cost) = state.price_insertion(problem, *day, task, place)
                && best.is_none_or(|(.., best)| cost < best)
            {
                best = Some((*day, place, cost));
            }
        }
    }
    best
}

/// Whether a tour knows that it has no place for a task: what it knows of windows, breaks, loads
/// and lengths is exact but at depots, where a step may spare the next one its set-up.
fn is_hopeless(problem: &Problem, state: &State, task: TaskIdx, day: DayIdx) -> bool {
    let (own, tour) = (&problem.tasks[task as usize], &state.tours[day as usize]);
    let at_depot = |stop| problem.stops[stop as usize].depot.is_some();
    if !tour.is_plain || own.stops().any(at_depot) {
        return false;
    }
    let probe = Probe { problem, day: &problem.days[day as usize], tour, blink: 0 };
    probe.best(own, &mut Rng::new(0), &mut 0).is_none()
}
