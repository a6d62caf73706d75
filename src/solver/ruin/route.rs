//! Route removal (Pisinger and Ropke, "A general heuristic for vehicle routing problems", Computers &
//! Operations Research 34(8), 2007): all that a tour has leaves it. Strings take a tour away bit by bit,
//! and what is put back finds its tour still there; so one tour too many stays for long, above all
//! where windows are wide and tours long.

use crate::problem::{Problem, StopIdx, TaskIdx};
use crate::schedule::RELOAD;
use crate::solver::construct::Places;
use crate::solver::state::{NO_DAY, State};

/// Longest tour that is taken away: putting it back is as much work as a few rounds with strings.
const LONGEST: usize = 40;

/// Empties the tour of `seed`, but for what must stay on it. False, and nothing is changed, where it is
/// too long, or nothing of it may leave.
pub(in crate::solver) fn remove(
    problem: &Problem,
    places: &Places,
    state: &mut State,
    seed: StopIdx,
) -> bool {
    let day = state.day_of[seed as usize];
    if day == NO_DAY || !places.is_open(day) || state.tours[day as usize].items.len() > LONGEST {
        return false;
    }
    let items = state.tours[day as usize].items.iter().filter(|item| **item != RELOAD);
    let mut tasks: Vec<TaskIdx> = items.map(|item| problem.stops[*item as usize].task).collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks.retain(|task| state.may_leave(*task));
    !tasks.is_empty() && state.remove(problem, day, &tasks)
}
