//! Where a task does least harm to a sequence that has no place for it, by a rough look.

use crate::problem::{Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::Scheduler;
use crate::solver::all_places;
use std::cell::Cell;

/// A sequence and how bad it is altogether.
type Found = (i64, Vec<StopIdx>);

/// The least bad place at every `stride`-th gap. Of a task of two stops only pairs of gaps are looked
/// at of which neither alone is worse than the best so far: with the other stop it is hardly less, as
/// ways around are longer.
pub(super) fn least_bad_place(
    scheduler: &mut Scheduler,
    problem: &Problem,
    day: &VehicleDay,
    task: TaskIdx,
    items: &[StopIdx],
    stride: usize,
) -> Option<Found> {
    let own = &problem.tasks[task as usize];
    let pair = own.stops().filter(|_| own.count == 2);
    let alone: Vec<Vec<i64>> =
        pair.map(|stop| by_gap(scheduler, problem, day, stop, items)).collect();
    let most = Cell::new(i64::MAX);
    let wanted = |gaps: &[usize]| alone.iter().zip(gaps).all(|(bad, gap)| bad[*gap] <= most.get());
    let mut places = all_places(problem, day, task, items, stride, &wanted);
    least_bad(scheduler, problem, day, &mut places, &most)
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

/// The least bad of some sequences, of equals the first by its items. `most` is kept at how bad it is.
pub(super) fn least_bad(
    scheduler: &mut Scheduler,
    problem: &Problem,
    day: &VehicleDay,
    sequences: &mut dyn Iterator<Item = Vec<StopIdx>>,
    most: &Cell<i64>,
) -> Option<Found> {
    let mut best: Option<Found> = None;
    scheduler.rough_each(problem, day, sequences, &mut |rough, items| {
        let found = (rough.sum(), items);
        if best.as_ref().is_none_or(|best| found < *best) {
            most.set(found.0);
            best = Some(found);
        }
        most.get()
    });
    best
}
