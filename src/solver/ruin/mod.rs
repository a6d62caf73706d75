//! Ways to take a part of the plan away, one per file.

mod route;
pub(super) mod strings;
#[cfg(test)]
mod tests;

use super::construct::Places;
use super::neighbours::Neighbours;
use super::state::State;
use crate::problem::{Problem, StopIdx};
use crate::rng::Rng;

/// A whole tour leaves once in so many rounds. Of 8, 16 and 33 rounds, and of tours of up to 30, 40, 60
/// and 100 stops, none was clearly better than another on Gehring and Homberger's instances of 1 000.
const WHOLE_ROUTE: u32 = 25;

/// Removes some of what is around `seed`; it is absent afterwards.
pub(super) fn run(
    problem: &Problem,
    neighbours: &Neighbours,
    places: &Places,
    state: &mut State,
    seed: StopIdx,
    rng: &mut Rng,
) {
    if !rng.one_in(WHOLE_ROUTE) || !route::remove(problem, places, state, seed) {
        strings::remove(problem, neighbours, places, state, seed, rng);
    }
}
