//! Where a task does least harm to a sequence that has no place for it, by a rough look.

use crate::problem::{Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::Scheduler;
use crate::solver::all_places;
use std::cell::Cell;

/// Items of a sequence up to which every pair of gaps is looked at.
const LONG: usize = 64;

/// A sequence and how bad it is altogether.
type Found = (i64, Vec<StopIdx>);

/// Which pairs of gaps of a long sequence are worth a look: those of which neither alone is worse than
/// the best so far. With the other stop it is hardly less, as ways around are longer.
#[derive(Default)]
pub(super) struct Wanted {
    /// By stop and gap how bad the stop is there without the other; empty = all are worth it.
    alone: Vec<Vec<i64>>,
    most: Cell<i64>,
}

impl Wanted {
    pub(super) fn new(
        scheduler: &mut Scheduler,
        problem: &Problem,
        day: &VehicleDay,
        task: TaskIdx,
        items: &[StopIdx],
    ) -> Self {
        let own = &problem.tasks[task as usize];
        let pair = own.stops().filter(|_| own.count == 2 && items.len() > LONG);
        let alone = pair.map(|stop| by_gap(scheduler, problem, day, stop, items)).collect();
        Self { alone, most: Cell::new(i64::MAX) }
    }

    pub(super) fn wants(&self, gaps: &[usize]) -> bool {
        self.alone.iter().zip(gaps).all(|(bad, gap)| bad[*gap] <= self.most.get())
    }

    /// How bad the best so far is.
    pub(super) fn limit(&self, most: i64) {
        self.most.set(most);
    }
}

/// The least bad place at every `stride`-th gap.
pub(super) fn least_bad_place(
    scheduler: &mut Scheduler,
    problem: &Problem,
    day: &VehicleDay,
    task: TaskIdx,
    items: &[StopIdx],
    stride: usize,
) -> Option<Found> {
    let wanted = Wanted::new(scheduler, problem, day, task, items);
    let look = |gaps: &[usize]| wanted.wants(gaps);
    let mut places = all_places(problem, day, task, items, stride, &look);
    least_bad(scheduler, problem, day, &mut places, &wanted)
}

/// How bad one stop is in each gap, without loads: those depend on the other.
fn by_gap(
    scheduler: &mut Scheduler,
    problem: &Problem,
    day: &VehicleDay,
    stop: StopIdx,
    items: &[StopIdx],
) -> Vec<i64> {
    let mut bad = Vec::with_capacity(items.len() + 1);
    let mut with_it = (0..=items.len()).map(|gap| {
        let mut with = items.to_vec();
        with.insert(gap, stop);
        with
    });
    scheduler.rough_each(problem, day, &mut with_it, &mut |rough, _| {
        bad.push(rough.sum() - rough.loads.excess);
        i64::MAX
    });
    bad
}

/// The least bad of some sequences, of equals the first by its items.
pub(super) fn least_bad(
    scheduler: &mut Scheduler,
    problem: &Problem,
    day: &VehicleDay,
    sequences: &mut dyn Iterator<Item = Vec<StopIdx>>,
    wanted: &Wanted,
) -> Option<Found> {
    let mut best: Option<Found> = None;
    scheduler.rough_each(problem, day, sequences, &mut |rough, items| {
        let found = (rough.sum(), items);
        if best.as_ref().is_none_or(|best| found < *best) {
            wanted.limit(found.0);
            best = Some(found);
        }
        best.as_ref().map_or(i64::MAX, |best| best.0)
    });
    best
}
