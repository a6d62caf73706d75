//! The first plan: regret insertion (Potvin and Rousseau, "A parallel route building algorithm for
//! the vehicle routing and scheduling problem with time windows", EJOR 66(3), 1993). The task goes
//! first whose second best day would cost most more than its best. Places are remembered per task
//! and *column*: a day that is used, or one unused day of each kind; after an insertion only the
//! column of the tour that changed is looked at again.

use super::{Candidate, Places};
use crate::problem::{DayIdx, Problem, TaskIdx};
use crate::rng::Rng;
use crate::solver::construct::places::probe;
use crate::solver::state::State;

/// A plan under construction.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Regret {
    /// Tasks still to place.
    pub(in crate::solver) open: Vec<TaskIdx>,
    columns: Vec<DayIdx>,
    /// Unused days that stand for no column, the next one last.
    reserve: Vec<DayIdx>,
    /// By task in `open`.
    rows: Vec<Row>,
}

/// What is remembered of one task.
#[derive(Clone, Debug, Default)]
struct Row {
    /// By column.
    places: Vec<Option<Candidate>>,
    /// Column and cost of the best, cost of the second best.
    best: Option<(usize, i64)>,
    second: i64,
}

impl Row {
    /// How much more the second best place costs.
    fn regret(&self) -> Option<i64> {
        self.best.map(|(_, cost)| self.second.saturating_sub(cost))
    }

    fn rank(&mut self) {
        self.best = None;
        self.second = i64::MAX;
        for (column, place) in self.places.iter().enumerate() {
            let Some(cost) = place.map(|place| place.cost.0) else { continue };
            match self.best {
                Some((_, best)) if cost >= best => self.second = self.second.min(cost),
                _ => {
                    self.second = self.best.map_or(i64::MAX, |(_, best)| best);
                    self.best = Some((column, cost));
                }
            }
        }
    }

    /// Remembers another place in a column.
    fn set(&mut self, column: usize, place: Option<Candidate>) {
        self.places[column] = place;
        let is_best = self.best.is_some_and(|(best, _)| best == column);
        let cost = place.map_or(i64::MAX, |place| place.cost.0);
        // A place that was second may have become dearer without being noticed here: the regret of
        // others is then too small until they are ranked again, which costs nothing but order.
        if is_best || cost < self.second {
            self.rank();
        }
    }
}

impl Regret {
    /// For all absent tasks.
    pub(in crate::solver) fn new(problem: &Problem, places: &mut Places, state: &State) -> Self {
        let mut open = state.absent.clone();
        open.sort_unstable();
        let (columns, reserve) = columns(places, state);
        let mut regret = Self { open, columns, reserve, rows: Vec::new() };
        let row = |task: &TaskIdx| regret.row(problem, places, state, *task);
        regret.rows = regret.open.iter().map(row).collect();
        regret
    }

    fn row(&self, problem: &Problem, places: &mut Places, state: &State, task: TaskIdx) -> Row {
        let found = self.columns.iter().map(|day| place_on(problem, places, state, task, *day));
        let mut row = Row { places: found.collect(), ..Row::default() };
        row.rank();
        row
    }

    /// Places one task, or finds that it was no place. False when no place is left, for what is
    /// still open, if anything is.
    pub(in crate::solver) fn step(
        &mut self,
        problem: &Problem,
        places: &mut Places,
        state: &mut State,
    ) -> bool {
        let Some((at, column)) = self.choose(problem) else { return false };
        let task = self.open[at];
        let Some(found) = self.rows[at].places[column] else { return true };
        match state.price_found(problem, found.day, task, found.place) {
            Some(cost) => {
                state.insert(problem, found.day, task, found.place, cost);
                self.open.swap_remove(at);
                self.rows.swap_remove(at);
                self.refresh(problem, places, state, column);
            }
            // A place that looked feasible was not.
            None => self.rows[at].set(column, None),
        }
        !self.open.is_empty()
    }

    /// The task with the largest weight, then regret, and its best column.
    fn choose(&self, problem: &Problem) -> Option<(usize, usize)> {
        let mut chosen: Option<((i64, i64), usize, usize)> = None;
        for (at, row) in self.rows.iter().enumerate() {
            let (Some(regret), Some((column, _))) = (row.regret(), row.best) else { continue };
            let key = (problem.tasks[self.open[at] as usize].weight, regret);
            if chosen.is_none_or(|(best, ..)| key > best) {
                chosen = Some((key, at, column));
            }
        }
        chosen.map(|(_, at, column)| (at, column))
    }

    /// Looks again at the places on a tour that changed. If it was unused, another unused day of
    /// its kind takes its place among the columns.
    fn refresh(&mut self, problem: &Problem, places: &mut Places, state: &State, column: usize) {
        let day = self.columns[column];
        let kind = places.kind(day);
        let was_unused = state.tours[day as usize].tasks == 1;
        let next = self.reserve.iter().rposition(|other| places.kind(*other) == kind);
        if let Some(next) = next.filter(|_| was_unused) {
            let next = self.reserve.remove(next);
            self.columns.push(next);
            for row in &mut self.rows {
                // Alike but for the vehicle: what held for the one holds for the other.
                let place = row.places[column].map(|place| Candidate { day: next, ..place });
                row.places.push(place);
            }
        }
        for (task, row) in self.open.iter().zip(&mut self.rows) {
            let place = place_on(problem, places, state, *task, day);
            row.set(column, place);
        }
    }
}

/// One unused day of each kind and every used day; the other unused ones.
fn columns(places: &Places, state: &State) -> (Vec<DayIdx>, Vec<DayIdx>) {
    let mut kinds = Vec::new();
    let (columns, mut reserve): (Vec<DayIdx>, Vec<DayIdx>) = places.open.iter().partition(|day| {
        let is_used = !state.tours[**day as usize].items.is_empty();
        let is_new = !kinds.contains(&places.kind(**day));
        if is_new && !is_used {
            kinds.push(places.kind(**day));
        }
        is_used || is_new
    });
    reserve.reverse();
    (columns, reserve)
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
    let cost = place.cost + state.pull_of(problem, day, task);
    Some(Candidate { cost, day, place })
}
