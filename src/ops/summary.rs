//! What results say about orders that are not (fully) on a route.

use super::current::key_of;
use super::halves::Half;
use super::reasons::{Look, Reasons};
use crate::model::{Snapshot, StepKind, UnassignedOrder};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::sorted;

/// Days that are not touched, and why.
pub(super) type Closed = sorted::Map<DayIdx, &'static str>;

/// Why a locked day is closed.
pub(super) const LOCKED: &str = "its route is locked";

/// The report of one order of which these steps are on no route.
pub(super) fn unassigned(
    reasons: &mut Reasons<'_>,
    task: TaskIdx,
    order_steps: Vec<StepKind>,
    look: Look,
) -> UnassignedOrder {
    let order_id = reasons.problem.tasks[task as usize].order_id.clone();
    UnassignedOrder { order_id, order_steps, reasons: reasons.looked(task, look) }
}

/// The report of an order of which these stops are on no route: of the whole, or of its other half.
pub(super) fn not_served(
    reasons: &mut Reasons<'_>,
    task: TaskIdx,
    missing: &[StopIdx],
) -> UnassignedOrder {
    let problem = reasons.problem;
    match missing {
        [stop] if problem.tasks[task as usize].count > 1 => {
            let plan = reasons.plan.iter().map(|(day, items)| (*day, items.as_slice()));
            half_assigned(reasons, &Half::within(problem, plan, task, *stop))
        }
        _ => {
            let kinds = missing.iter().map(|stop| problem.stops[*stop as usize].kind);
            unassigned(reasons, task, kinds.collect(), Look::default())
        }
    }
}

/// The report of an order of which the other step is on a route.
pub(super) fn half_assigned(reasons: &mut Reasons<'_>, half: &Half) -> UnassignedOrder {
    let Half { task, missing, .. } = half;
    UnassignedOrder {
        order_id: reasons.problem.tasks[*task as usize].order_id.clone(),
        order_steps: vec![reasons.problem.stops[*missing as usize].kind],
        reasons: reasons.of_half(half),
    }
}

/// The steps of orders that are on a route.
pub(super) fn steps_on_routes(snapshot: &Snapshot) -> sorted::Set<(&str, StepKind)> {
    let steps = snapshot.routes.values().flat_map(|route| &route.steps);
    sorted::set(steps.filter_map(|step| Some((step.order_id.as_deref()?, step.step_kind()?))))
}

/// The vehicle-date of a route id: that of the route, where there is one, else by the id.
pub(super) fn day_of(snapshot: &Snapshot, problem: &Problem, route_id: &str) -> Option<DayIdx> {
    let (vehicle, date) = key_of(snapshot, route_id)?;
    problem.day(&vehicle, date)
}
