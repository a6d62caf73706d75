//! Orders of which one step is on a route and the other is not: the other can only go on the same
//! route (SEMANTICS 4.4).

use super::current::CurrentRoute;
use super::tolerated::{is_allowed, is_in_time};
use crate::check::{Breach, breaches};
use crate::model::{ReasonCode, StepViolation};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::Scheduler;
use crate::units::{Money, Sec};

/// A half-assigned order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Half {
    pub(super) task: TaskIdx,
    /// The step that is on no route.
    pub(super) missing: StopIdx,
    /// The day of the route that has the other; `None` = out of scope.
    pub(super) day: Option<DayIdx>,
}

impl Half {
    /// The half-assigned task, if it is one, by the routes in scope.
    pub(super) fn of(
        problem: &Problem,
        current: &[CurrentRoute],
        task: TaskIdx,
        missing: StopIdx,
    ) -> Self {
        let plan = current.iter().map(|route| (route.day, route.sequence.as_slice()));
        Self::within(problem, plan, task, missing)
    }

    /// The same by the sequences of days.
    pub(super) fn within<'i>(
        problem: &Problem,
        mut plan: impl Iterator<Item = (DayIdx, &'i [StopIdx])>,
        task: TaskIdx,
        missing: StopIdx,
    ) -> Self {
        let own = &problem.tasks[task as usize];
        let other = |item: &StopIdx| own.stops().any(|stop| stop == *item);
        let route = plan.find(|(_, items)| items.iter().any(other));
        Self { task, missing, day: route.map(|(day, _)| day) }
    }

    /// Every sequence of the day with the missing step in it, the pickup before the delivery.
    pub(super) fn attempts(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        items: &[StopIdx],
    ) -> Vec<Vec<StopIdx>> {
        let own = &problem.tasks[self.task as usize];
        let at = items.iter().position(|item| own.stops().any(|stop| stop == *item));
        // Nothing goes between what stays.
        let frozen = day.kept.frozen.len();
        let gaps = match at {
            Some(at) if own.first == self.missing => frozen..at + 1,
            Some(at) => frozen.max(at + 1)..items.len() + 1,
            None => return Vec::new(),
        };
        let with = |gap: usize| {
            let mut with = items.to_vec();
            with.insert(gap, self.missing);
            with
        };
        gaps.map(with).collect()
    }

    /// The cheapest of them that breaks nothing that `is_known` does not excuse.
    pub(super) fn complete(
        &self,
        problem: &Problem,
        day: DayIdx,
        items: &[StopIdx],
        excuses_assignment: bool,
        scheduler: &mut Scheduler,
    ) -> Option<Vec<StopIdx>> {
        let vehicle = &problem.days[day as usize];
        let mut best: Option<((Sec, Money), Vec<StopIdx>)> = None;
        for attempt in self.attempts(problem, vehicle, items) {
            let evaluation = scheduler.evaluate(problem, vehicle, &attempt);
            let found = breaches(problem, vehicle, &attempt, &evaluation);
            let known = |breach: &Breach| {
                let stop = breach.item.map(|item| attempt[item]);
                is_allowed(problem, breach)
                    || self.is_known(problem, breach.code, stop, excuses_assignment)
            };
            let in_time = is_in_time(problem, vehicle, &found, &evaluation);
            if !in_time || !found.iter().all(known) {
                continue;
            }
            let cost = (evaluation.timing.overrun, evaluation.parts.total());
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, attempt));
            }
        }
        best.map(|(_, items)| items)
    }

    /// Whether the route had that breach before: of assignment where that is excused, or another
    /// order that is half assigned.
    fn is_known(
        &self,
        problem: &Problem,
        code: ReasonCode,
        stop: Option<StopIdx>,
        excuses_assignment: bool,
    ) -> bool {
        let (ReasonCode::Step(code), Some(stop)) = (code, stop) else { return false };
        let is_other = problem.stops[stop as usize].task != self.task;
        match code {
            StepViolation::Pdm => is_other,
            code => excuses_assignment && is_assignment(code) && stop != self.missing,
        }
    }
}

/// Tag, region, date or forced vehicle (documents: `vehicleOrderAssignment`).
pub(super) const fn is_assignment(code: StepViolation) -> bool {
    use StepViolation::{Elg, Rgn, Tgi, Tgo, Ve};
    matches!(code, Ve | Tgi | Tgo | Elg | Rgn)
}
