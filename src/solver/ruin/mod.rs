//! Ways to take a part of the plan away, one per file.

mod related;
mod route;
pub(super) mod strings;
#[cfg(test)]
mod tests;

use super::construct::Places;
use super::neighbours::Neighbours;
use super::state::{NO_DAY, State};
use crate::problem::{Problem, StopIdx};
use crate::rng::Rng;

/// A whole tour leaves once in so many rounds. Of 8, 16 and 33 rounds, and of tours of up to 30, 40, 60
/// and 100 stops, none was clearly better than another on Gehring and Homberger's instances of 1 000.
const WHOLE_ROUTE: u32 = 25;

/// Related tasks leave once in so many rounds whose seed has a window. Where tasks are pairs, never, as that
/// did harm; nor where costs are not known exactly at once, where nothing has a window and where there are
/// [`FEW`], as it gained nothing.
const RELATED: u32 = 10;
/// Up to so many on tours there are few.
const FEW: usize = 300;
/// Most related tasks that leave in a round.
const MOST_RELATED: usize = 20;

/// Removes some of what is around `seed`; it is absent afterwards.
pub(super) fn run(
    problem: &Problem,
    neighbours: &Neighbours,
    places: &Places,
    state: &mut State,
    seed: StopIdx,
    rng: &mut Rng,
) {
    if may_be_related(problem, places, state, seed) && rng.one_in(RELATED) {
        let count = 1 + rng.index(MOST_RELATED);
        related::remove(problem, neighbours, places, state, seed, count, rng);
        return;
    }
    if !rng.one_in(WHOLE_ROUTE) || !route::remove(problem, places, state, seed) {
        strings::remove(problem, neighbours, places, state, seed, rng);
    }
}

/// Whether taking away what is related to a stop has gained on stops like it.
fn may_be_related(problem: &Problem, places: &Places, state: &State, seed: StopIdx) -> bool {
    let task = problem.stops[seed as usize].task;
    let day = state.day_of[seed as usize];
    // Where absent tasks go is not known yet; mostly days are alike.
    let day = if day == NO_DAY { places.open.first() } else { Some(&day) };
    state.items > FEW
        && day.is_some_and(|day| state.finds_exactly(*day))
        && problem.tasks[task as usize].count == 1
        && !problem.windows.of(seed, 0).is_empty()
}
