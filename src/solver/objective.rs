//! What is better (SEMANTICS 5).

use super::tour::Tour;
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::schedule::{RELOAD, Scheduler, Step, StepWhat};
use crate::units::{Money, Sec};

/// What the search counts for a second of lateness. That less of it is better whatever it costs is a
/// criterion of its own; this draws the search there. Of 20 000 steps, each two days late, it is 2^61
/// at most, so that it fits beside the dearest plan that is taken on (docs: "Why costs stay exact").
pub(super) const LATE: Money = Money::hundredths(30_000);

/// Of a whole plan; compared in the order of its fields. The last criterion, Σ weight × start
/// ([`starts`]), is only known of a timed plan: it is looked at where all of these are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// Σ weight of the tasks left out.
    pub absent_weight: i64,
    /// Σ seconds that services start after their last window, where they may.
    pub late: i64,
    /// Used days whose number comes before the cost ([`VehicleDay::opening`]); where all are to be used,
    /// less than none.
    pub first_routes: i64,
    /// Σ over routes of the cost rounded to hundredths, with [`penalty`].
    pub cost: Money,
    /// Σ drive in seconds.
    pub driving: i64,
    /// Used days.
    pub routes: i64,
}

impl Score {
    pub(super) fn add(&mut self, tour: &Tour, first: i64) {
        self.late += tour.late;
        self.first_routes += first * i64::from(!tour.items.is_empty());
        self.cost += tour.cost.rounded();
        self.driving += tour.driving;
        self.routes += i64::from(!tour.items.is_empty());
    }

    pub(super) fn remove(&mut self, tour: &Tour, first: i64) {
        self.late -= tour.late;
        self.first_routes -= first * i64::from(!tour.items.is_empty());
        self.cost -= tour.cost.rounded();
        self.driving -= tour.driving;
        self.routes -= i64::from(!tour.items.is_empty());
    }
}

/// Σ weight × start of the stops of a sequence: the less, the earlier what is important.
pub(super) fn starts(
    problem: &Problem,
    day: &VehicleDay,
    items: &[StopIdx],
    scheduler: &mut Scheduler,
) -> i64 {
    if items.is_empty() {
        return 0;
    }
    let evaluation = scheduler.evaluate(problem, day, items);
    let steps = evaluation.timeline.steps.iter();
    let start = |step: &Step| match step.what {
        StepWhat::Stop(stop) => {
            let task = problem.stops[stop as usize].task;
            problem.tasks[task as usize].weight * step.start
        }
        _ => 0,
    };
    steps.map(start).sum()
}

/// Of a used vehicle: what using it counts, and one hundredth for every second of working time and
/// every hundredth of load that it falls short of what it should aim for; not shown as cost. The load of a key is all that the
/// route delivers and all that it picks up.
pub(super) fn penalty(
    problem: &Problem,
    day: &VehicleDay,
    items: &[StopIdx],
    working: Sec,
) -> Money {
    let mut missing = (day.min_working - working).max(0);
    if day.min_loads.iter().any(|aim| *aim > 0) {
        for (key, aim) in day.min_loads.iter().enumerate() {
            let moved: i64 = items
                .iter()
                .filter(|item| **item != RELOAD)
                .map(|item| problem.stops[*item as usize].loads[key].abs())
                .sum();
            missing += (aim - moved).max(0);
        }
    }
    day.opening + Money::hundredths(missing)
}

/// Whether [`penalty`] may be anything on a day.
pub(super) fn has_penalty(day: &VehicleDay) -> bool {
    day.opening != Money::ZERO || has_minima(day)
}

/// What a used day adds to [`Score::first_routes`].
pub(super) const fn first_route(day: &VehicleDay) -> i64 {
    day.opening.0.signum()
}

/// Whether it may change with what a tour has.
pub(super) fn has_minima(day: &VehicleDay) -> bool {
    day.min_working > 0 || day.min_loads.iter().any(|aim| *aim > 0)
}
