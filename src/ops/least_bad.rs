//! Where a task does least harm to a sequence that has no place for it, by a rough look.

use crate::model::StepKind;
use crate::problem::{Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::{Ladder, LoadProfile, RELOAD, Scheduler, load_profile};
use crate::solver::all_places;
use std::cell::Cell;
use std::rc::Rc;

/// Items of a sequence up to which every pair of gaps is looked at.
const LONG: usize = 64;

/// A sequence and how bad it is altogether.
type Found = (i64, Vec<StopIdx>);

/// Which gaps are worth a look: those where the task may be less bad than the best so far. Where only
/// the whole sequence tells that, of a long one those pairs of gaps of which neither alone is worse: with the
/// other stop it is hardly less, as ways around are longer.
#[derive(Default)]
pub(super) struct Wanted<'p> {
    by: Option<By<'p>>,
    most: Cell<i64>,
}

enum By<'p> {
    Ladder {
        problem: &'p Problem,
        day: &'p VehicleDay,
        ladder: Rc<Ladder>,
        stops: Vec<StopIdx>,
        /// Of the loads wherever it goes.
        at_least: i64,
    },
    /// By stop and gap how bad the stop is there without the other.
    Alone(Vec<Vec<i64>>),
}

impl<'p> Wanted<'p> {
    pub(super) fn new(
        scheduler: &mut Scheduler,
        problem: &'p Problem,
        day: &'p VehicleDay,
        task: TaskIdx,
        (items, ladder): (&[StopIdx], Option<Rc<Ladder>>),
    ) -> Self {
        let own = &problem.tasks[task as usize];
        let stops: Vec<StopIdx> = own.stops().collect();
        let by = if let Some(ladder) = ladder.filter(|_| !at_depot(problem, &stops)) {
            let at_least = overload(problem, day, &stops, items);
            Some(By::Ladder { problem, day, ladder, stops, at_least })
        } else if stops.len() == 2 && items.len() > LONG {
            let alone = stops.iter().map(|stop| by_gap(scheduler, problem, day, *stop, items));
            Some(By::Alone(alone.collect()))
        } else {
            None
        };
        Self { by, most: Cell::new(i64::MAX) }
    }

    pub(super) fn wants(&self, gaps: &[usize]) -> bool {
        match &self.by {
            None => true,
            Some(By::Ladder { problem, day, ladder, stops, at_least }) => {
                at_least + ladder.at_least(problem, day, stops, gaps) < self.most.get()
            }
            Some(By::Alone(alone)) => {
                alone.iter().zip(gaps).all(|(bad, gap)| bad[*gap] <= self.most.get())
            }
        }
    }

    /// How bad the best so far is.
    pub(super) fn limit(&self, most: i64) {
        self.most.set(most);
    }
}

/// Whether set-up times come in.
fn at_depot(problem: &Problem, stops: &[StopIdx]) -> bool {
    stops.iter().any(|stop| problem.stops[*stop as usize].depot.is_some())
}

/// By how much the load of one stop is too much wherever it goes: delivered first or collected last it is on
/// board for the shortest time. Of others 0.
pub(super) fn overload(
    problem: &Problem,
    day: &VehicleDay,
    stops: &[StopIdx],
    items: &[StopIdx],
) -> i64 {
    overloaded(problem, day, stops, items).excess
}

pub(super) fn overloaded(
    problem: &Problem,
    day: &VehicleDay,
    stops: &[StopIdx],
    items: &[StopIdx],
) -> LoadProfile {
    let [stop] = stops else { return LoadProfile::default() };
    if items.contains(&RELOAD) || !day.kept.is_nothing() {
        return LoadProfile::default();
    }
    let ends = match problem.stops[*stop as usize].kind {
        StepKind::Delivery => [stops, items],
        StepKind::Pickup => [items, stops],
    };
    load_profile(problem, day, &ends.concat())
}

/// The least bad place at every `stride`-th gap.
pub(super) fn least_bad_place(
    scheduler: &mut Scheduler,
    problem: &Problem,
    day: &VehicleDay,
    task: TaskIdx,
    (items, ladder): (&[StopIdx], Option<Rc<Ladder>>),
    stride: usize,
) -> Option<Found> {
    let wanted = Wanted::new(scheduler, problem, day, task, (items, ladder));
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
    wanted: &Wanted<'_>,
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
