//! What results say about orders that are not (fully) on a route.

use super::reasons::Reasons;
use crate::date::Date;
use crate::model::{OtherReason, ReasonCode, Snapshot, StepKind, UnassignedOrder};
use crate::problem::{DayIdx, Problem, TaskIdx};
use std::collections::BTreeSet;

impl From<OtherReason> for ReasonCode {
    fn from(reason: OtherReason) -> Self {
        Self::Other(reason)
    }
}

/// The report of one order of which these steps are on no route.
pub(super) fn unassigned(
    reasons: &mut Reasons<'_>,
    task: TaskIdx,
    order_steps: Vec<StepKind>,
) -> UnassignedOrder {
    let order_id = reasons.problem.tasks[task as usize].order_id.clone();
    UnassignedOrder { order_id, order_steps, reasons: reasons.of(task) }
}

/// The steps of orders that are on a route.
pub(super) fn steps_on_routes(snapshot: &Snapshot) -> BTreeSet<(&str, StepKind)> {
    let steps = snapshot.routes.values().flat_map(|route| &route.steps);
    steps.filter_map(|step| Some((step.order_id.as_deref()?, step.step_kind()?))).collect()
}

/// The days that the snapshot locks.
pub(super) fn locked_days(snapshot: &Snapshot, problem: &Problem) -> BTreeSet<DayIdx> {
    snapshot.locked_route_ids.iter().filter_map(|id| day_of(problem, id)).collect()
}

/// The vehicle-date of a route id, which is split at the last hyphen.
pub(super) fn day_of(problem: &Problem, route_id: &str) -> Option<DayIdx> {
    let (vehicle, date) = route_id.rsplit_once('-')?;
    problem.day(vehicle, Date::parse(date)?)
}
