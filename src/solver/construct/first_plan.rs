//! The first plan. It is there at once by greedy insertion of tasks in a fixed order; other orders
//! and, up to [`MANY`] tasks, [`Regret`] insertion are tried too while time allows, and the search
//! goes on from the best. What stands already and tasks that are added to it are given to one way
//! only.

use super::Places;
use super::recreate::{self, from_depot, window};
use super::regret::Regret;
use crate::problem::{Problem, TaskIdx};
use crate::rng::Rng;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::State;

/// Up to so many tasks regret insertion takes no longer than a few rounds of the search.
const MANY: usize = 250;
/// Up to so many tasks a second greedy plan does.
const LARGE: usize = 3_000;

/// In which order tasks are inserted; always the heaviest first, then those with the fewest days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The farthest from the depot first.
    Far,
    /// The earliest deadline first.
    Deadline,
    /// By regret.
    Regret,
}

/// What is being built.
#[derive(Clone, Debug)]
enum Building {
    /// Tasks still to place, the next one last.
    Sorted(Vec<TaskIdx>),
    Regret(Regret),
}

/// A first plan under way.
#[derive(Clone, Debug)]
pub(in crate::solver) struct FirstPlan {
    building: Building,
    /// Ways still to try, the next one last.
    further: Vec<Way>,
    /// Plans that are complete.
    pub(in crate::solver) complete: usize,
}

impl FirstPlan {
    /// Of all absent tasks; `is_fresh` where nothing stands yet.
    pub(in crate::solver) fn new(
        problem: &Problem,
        places: &mut Places,
        state: &State,
        is_fresh: bool,
    ) -> Self {
        let count = state.absent.len();
        let has_window = |task: &TaskIdx| {
            let first = problem.tasks[*task as usize].first;
            !problem.windows.of(first, 0).is_empty()
        };
        let mut further = Vec::new();
        if count <= MANY {
            further.push(Way::Regret);
        }
        if is_fresh && count <= LARGE && state.absent.iter().any(has_window) {
            further.push(Way::Deadline);
        }
        if is_fresh || count > MANY {
            further.push(Way::Far);
        }
        let way = further.pop().unwrap_or(Way::Far);
        let building = Building::new(problem, places, state, way);
        Self { building, further, complete: 0 }
    }

    /// Places one task, or finds that nothing can take it. False when the plan is complete.
    pub(in crate::solver) fn step(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        places: &mut Places,
        state: &mut State,
        rng: &mut Rng,
    ) -> bool {
        let goes_on = match &mut self.building {
            Building::Sorted(open) => match open.pop() {
                Some(task) => {
                    recreate::insert(problem, neighbours, places, state, task, (0, rng));
                    true
                }
                None => false,
            },
            Building::Regret(regret) => {
                let goes_on = regret.step(problem, places, state);
                // Where no plain place is left, what remains may still go behind a reload, or be late.
                let more = places.reloads || problem.elastic.is_some();
                if !goes_on && more && !regret.open.is_empty() {
                    self.in_order(problem, places, state);
                    return true;
                }
                goes_on
            }
        };
        self.complete += usize::from(!goes_on);
        goes_on
    }

    /// Begins the next way from an empty plan, if there is one.
    pub(in crate::solver) fn begin_next(
        &mut self,
        problem: &Problem,
        places: &mut Places,
        state: &mut State,
    ) -> bool {
        let Some(way) = self.further.pop() else { return false };
        state.clear(problem, &places.open);
        self.building = Building::new(problem, places, state, way);
        true
    }

    /// There is no time left: what is still open is placed in a fixed order.
    pub(in crate::solver) fn hurry(&mut self, problem: &Problem, places: &Places, state: &State) {
        self.further.clear();
        self.in_order(problem, places, state);
    }

    fn in_order(&mut self, problem: &Problem, places: &Places, state: &State) {
        if let Building::Regret(regret) = &mut self.building {
            let open = std::mem::take(&mut regret.open);
            self.building = Building::Sorted(sorted(problem, places, state, open, Way::Far));
        }
    }
}

impl Building {
    fn new(problem: &Problem, places: &mut Places, state: &State, way: Way) -> Self {
        if way == Way::Regret {
            return Self::Regret(Regret::new(problem, places, state));
        }
        Self::Sorted(sorted(problem, places, state, state.absent.clone(), way))
    }
}

/// The next one last.
fn sorted(
    problem: &Problem,
    places: &Places,
    state: &State,
    mut open: Vec<TaskIdx>,
    way: Way,
) -> Vec<TaskIdx> {
    let days =
        |task: TaskIdx| places.open.iter().filter(|day| state.allows(problem, task, **day)).count();
    open.sort_by_cached_key(|task| {
        let own = &problem.tasks[*task as usize];
        let last = match way {
            Way::Deadline => {
                let (start, length) = window(problem, own.first);
                -(start + length)
            }
            Way::Far | Way::Regret => from_depot(problem, own.first),
        };
        (own.weight, usize::MAX - days(*task), last, *task)
    });
    open
}
