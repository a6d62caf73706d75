//! Greedy insertion with blinks in a random kind of order (Christiaens and Vanden Berghe,
//! Transportation Science 54(2), 2020): random 4, demand 4, far 2, close 1, and by windows
//! (length, start, end) 2 each, as published. Heavier tasks come first whatever the order, so that
//! priority decides who is left out.

use super::Places;
use crate::problem::{Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::State;
use crate::sorted;
use std::cmp::Reverse;

/// A position is skipped once in so many times.
const BLINK: u32 = 100;
/// Where it is known which tasks are hard to place, another order is taken once in so many times.
const ANY_ORDER: u32 = 4;
/// Absent tasks that are tried besides those just removed.
const OTHERS: usize = 20;

/// Tries to insert the tasks that became absent in this round (`absent[kept..]`) and some others;
/// where it is known how `hard` each task is to place, mostly the hardest first.
pub(in crate::solver) fn run(
    problem: &Problem,
    neighbours: &Neighbours,
    places: &mut Places,
    state: &mut State,
    kept: usize,
    hard: Option<&[u64]>,
    rng: &mut Rng,
) {
    let mut tasks: Vec<TaskIdx> = state.absent[kept..].to_vec();
    if kept <= OTHERS {
        tasks.extend_from_slice(&state.absent[..kept]);
    } else {
        let first = rng.index(kept);
        tasks.extend((0..OTHERS).map(|at| state.absent[(first + at) % kept]));
    }
    sort(problem, state, &mut tasks, hard, rng);
    for task in tasks {
        insert(problem, neighbours, places, state, task, (BLINK, rng));
    }
}

/// Inserts one task where it is cheapest; it stays absent where nothing can take it.
pub(in crate::solver) fn insert(
    problem: &Problem,
    neighbours: &Neighbours,
    places: &mut Places,
    state: &mut State,
    task: TaskIdx,
    blinks: (u32, &mut Rng),
) {
    let best = places.best(problem, neighbours, state, task, blinks);
    let opens = best.is_none_or(|best| state.tours[best.day as usize].items.is_empty());
    if places.reloads && opens {
        let reload = places.best_with_reload(problem, neighbours, state, task);
        if let Some((day, items, cost)) = reload
            && best.is_none_or(|best| cost < best.cost)
        {
            let total = state.tours[day as usize].cost + cost;
            state.replace(problem, day, &items, total);
            state.settle(problem, task);
            return;
        }
    }
    if let Some(best) = best {
        state.insert(problem, best.day, task, best.place, best.cost);
    }
}

fn sort(
    problem: &Problem,
    state: &State,
    tasks: &mut [TaskIdx],
    hard: Option<&[u64]>,
    rng: &mut Rng,
) {
    for at in (1..tasks.len()).rev() {
        tasks.swap(at, rng.index(at + 1));
    }
    let task = |task: &TaskIdx| &problem.tasks[*task as usize];
    let key: &dyn Fn(&TaskIdx) -> i64 = match rng.below(17) {
        0..4 => &|_| 0,
        4..8 => &|one| -task(one).size,
        8..10 => &|one| -from_depot(problem, task(one).first),
        10 => &|one| from_depot(problem, task(one).first),
        11..13 => &|one| window(problem, task(one).first).1,
        13..15 => &|one| window(problem, task(one).first).0,
        _ => &|one| {
            let (start, length) = window(problem, task(one).first);
            -(start + length)
        },
    };
    sorted::by_key(tasks, key);
    if let Some(hard) = hard.filter(|_| !rng.one_in(ANY_ORDER)) {
        sorted::by_key(tasks, |task| Reverse(hard[*task as usize]));
    }
    sorted::by_key(tasks, |one| -state.weight(problem, *one));
}

/// Seconds (or metres) from the first depot that a vehicle leaves.
pub(super) fn from_depot(problem: &Problem, stop: StopIdx) -> i64 {
    let Some(day) = problem.days.iter().find(|day| day.departure_place.is_some()) else { return 0 };
    let place = problem.stops[stop as usize].place;
    let leg = day.departure_place.and_then(|depot| problem.leg(day, depot, place));
    leg.map_or(0, |leg| i64::from(leg.sec) + i64::from(leg.mt))
}

/// Start and length of a stop's first window on the first date.
pub(super) fn window(problem: &Problem, stop: StopIdx) -> (i64, i64) {
    let windows = problem.windows.of(stop, 0);
    windows
        .first()
        .map_or((0, i64::from(u32::MAX)), |window| (window.start, window.end - window.start))
}
