//! Local search on what a round has touched, one operator per file. Each proposes by what tours
//! know and is accepted by the exact price only.

mod relocate;
mod swap_tails;

use crate::problem::{Problem, TaskIdx};
use crate::schedule::RELOAD;
use crate::solver::construct::Places;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::State;

/// What the operators work with.
pub(super) struct Search<'s> {
    pub(super) problem: &'s Problem,
    pub(super) neighbours: &'s Neighbours,
    pub(super) places: &'s mut Places,
    pub(super) state: &'s mut State,
}

/// Positions looked at in one call, so that a run that is being stopped ends soon: of a large first
/// plan one thing leads to another.
const ENOUGH: u64 = 50_000;

/// Applies the operators to every task on a tour that this round has changed, until none helps or
/// enough was looked at.
pub(super) fn run(search: &mut Search<'_>) {
    let enough = search.places.work + ENOUGH;
    loop {
        let mut improved = false;
        for task in touched(search.problem, search.state) {
            if search.places.work > enough {
                return;
            }
            improved |= relocate::improve(search, task) || swap_tails::improve(search, task);
        }
        if !improved {
            return;
        }
    }
}

/// Tasks on changed tours, ascending.
fn touched(problem: &Problem, state: &State) -> Vec<TaskIdx> {
    let items = state.changed().flat_map(|day| &state.tours[day as usize].items);
    let mut tasks: Vec<TaskIdx> = items
        .filter(|item| **item != RELOAD)
        .map(|item| problem.stops[*item as usize].task)
        .collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}
