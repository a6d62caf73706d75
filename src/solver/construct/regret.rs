//! The first plan: regret insertion (Potvin and Rousseau, "A parallel route building algorithm for
//! the vehicle routing and scheduling problem with time windows", EJOR 66(3), 1993). The task goes
//! first whose second best day would cost most more than its best; after each insertion only the
//! places on the tour that changed are looked at again. Above [`LARGE`] pairs of task and day:
//! greedily, the tasks with the fewest days first.

use super::{Candidate, Places};
use crate::problem::{DayIdx, Problem, TaskIdx};
use crate::rng::Rng;
use crate::solver::construct::places::probe;
use crate::solver::construct::recreate;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::State;
use crate::units::Money;

/// Most pairs of task and day whose places are remembered.
const LARGE: usize = 300_000;

/// A plan under construction.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Regret {
    /// Tasks still to place; of the greedy way in reverse order.
    open: Vec<TaskIdx>,
    /// By task in `open`, by open day; empty of the greedy way.
    best: Vec<Vec<Option<Candidate>>>,
}

impl Regret {
    /// For all absent tasks.
    pub(in crate::solver) fn new(problem: &Problem, places: &mut Places, state: &State) -> Self {
        let mut open = state.absent.clone();
        open.sort_unstable();
        if open.len() * places.open.len() > LARGE {
            let days = |task: &TaskIdx| {
                places.open.iter().filter(|day| state.allows(problem, *task, **day)).count()
            };
            open.sort_by_cached_key(|task| {
                (problem.tasks[*task as usize].weight, usize::MAX - days(task))
            });
            return Self { open, best: Vec::new() };
        }
        let best = open.iter().map(|task| all_places(problem, places, state, *task)).collect();
        Self { open, best }
    }

    /// Places one task, or finds that nothing can take it. False when there is none left.
    pub(in crate::solver) fn step(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        places: &mut Places,
        state: &mut State,
        rng: &mut Rng,
    ) -> bool {
        if self.best.is_empty() {
            let Some(task) = self.open.pop() else { return false };
            recreate::insert(problem, neighbours, places, state, task, (0, rng));
            return true;
        }
        let Some(at) = self.choose(problem, places, state) else {
            // No plain place is left: what remains may still go behind a reload.
            self.best.clear();
            self.open.retain(|_| places.reloads);
            return !self.open.is_empty();
        };
        let task = self.open[at];
        let cheapest = self.best[at].iter().flatten().min_by_key(|found| (found.cost, found.day));
        let Some(found) = cheapest.copied() else { return true };
        match state.price_insertion(problem, found.day, task, found.place) {
            Some(cost) => {
                state.insert(problem, found.day, task, found.place, cost);
                self.open.swap_remove(at);
                self.best.swap_remove(at);
                self.refresh(problem, places, state, found.day);
            }
            None => self.forget(at, found.day),
        }
        !self.open.is_empty()
    }

    /// A place that looked feasible was not.
    fn forget(&mut self, at: usize, day: DayIdx) {
        for found in &mut self.best[at] {
            if found.is_some_and(|found| found.day == day) {
                *found = None;
            }
        }
    }

    /// The task with the largest weight, then regret.
    fn choose(&self, problem: &Problem, places: &Places, state: &State) -> Option<usize> {
        let mut chosen: Option<((i64, i64), usize)> = None;
        for (at, found) in self.best.iter().enumerate() {
            let Some(regret) = regret(found, places, state) else { continue };
            let key = (problem.tasks[self.open[at] as usize].weight, regret);
            if chosen.is_none_or(|(best, _)| key > best) {
                chosen = Some((key, at));
            }
        }
        chosen.map(|(_, at)| at)
    }

    /// Looks again at the places on a tour that changed.
    fn refresh(&mut self, problem: &Problem, places: &mut Places, state: &State, day: DayIdx) {
        let Some(column) = places.open.iter().position(|open| *open == day) else { return };
        for (task, found) in self.open.iter().zip(&mut self.best) {
            found[column] = place_on(problem, places, state, *task, day);
        }
    }
}

/// How much more the second best day costs, days of one kind that are unused being one.
fn regret(found: &[Option<Candidate>], places: &Places, state: &State) -> Option<i64> {
    let kind = |day: DayIdx| {
        let is_used = !state.tours[day as usize].items.is_empty();
        if is_used { (true, day) } else { (false, places.kind(day)) }
    };
    let first = found.iter().flatten().min_by_key(|found| (found.cost, found.day))?;
    let second = found
        .iter()
        .flatten()
        .filter(|other| kind(other.day) != kind(first.day))
        .map(|other| other.cost)
        .min();
    Some(second.map_or(i64::MAX, |second: Money| (second - first.cost).0))
}

fn all_places(
    problem: &Problem,
    places: &mut Places,
    state: &State,
    task: TaskIdx,
) -> Vec<Option<Candidate>> {
    let days = places.open.clone();
    days.into_iter().map(|day| place_on(problem, places, state, task, day)).collect()
}

fn place_on(
    problem: &Problem,
    places: &mut Places,
    state: &State,
    task: TaskIdx,
    day: DayIdx,
) -> Option<Candidate> {
    if !state.allows(problem, task, day) {
        return None;
    }
    let mut never = Rng::new(0);
    let probe = probe(problem, state, day, 0);
    let place = probe.best(&problem.tasks[task as usize], &mut never, &mut places.work)?;
    Some(Candidate { cost: place.cost, day, place })
}
