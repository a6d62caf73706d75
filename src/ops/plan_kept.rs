//! The plan that a route in progress had (SEMANTICS 6.2): executed steps show it, what is open again
//! returns to it, and breaks are judged by it. As times to come are written over those that were
//! planned, it is carried beside the steps: so that events one by one give what they give at once.

use super::current::sequence;
use crate::model::{PlannedStep, Route, RouteStep, StepKind, StepType};
use crate::problem::{Problem, VehicleDay};
use crate::sorted;

/// The steps of a route as they were planned, with what was reported of them. A plan that is not
/// that of the steps any more, as somebody has moved orders since, counts no longer.
pub(super) fn planned_steps(problem: &Problem, day: &VehicleDay, route: &Route) -> Vec<RouteStep> {
    let plan: Vec<RouteStep> = route.plan.iter().map(step_of).collect();
    if plan.is_empty() || !is_of(problem, day, &plan, &route.steps) {
        return route.steps.clone();
    }
    let mut tracked: sorted::Map<Key, &RouteStep> =
        sorted::map(route.steps.iter().filter_map(|step| Some((key(step)?, step))));
    let mut steps = plan;
    for step in &mut steps {
        let own = key(step).and_then(|key| tracked.remove(&key));
        step.tracking_data = own.and_then(|own| own.tracking_data.clone());
    }
    // A preparation or close-out that the plan has not.
    for own in tracked.into_values().filter(|own| own.tracking_data.is_some()) {
        let at = if own.kind == StepType::CloseOut { steps.len() } else { 0 };
        steps.insert(at, own.clone());
    }
    steps
}

/// The plan of steps.
pub(super) fn plan_of(steps: &[RouteStep]) -> Vec<PlannedStep> {
    let planned = steps.iter().map(|step| PlannedStep {
        kind: step.kind,
        order_id: step.order_id.clone(),
        depot_id: step.depot_id.clone(),
        arrival_sec: step.arrival_sec,
        start_sec: step.start_sec,
        end_sec: step.end_sec,
        drive_to_next_sec: step.drive_to_next_sec,
    });
    planned.collect()
}

fn step_of(planned: &PlannedStep) -> RouteStep {
    RouteStep {
        kind: planned.kind,
        order_id: planned.order_id.clone(),
        depot_id: planned.depot_id.clone(),
        arrival_sec: planned.arrival_sec,
        start_sec: planned.start_sec,
        end_sec: planned.end_sec,
        drive_to_next_sec: planned.drive_to_next_sec,
        ..RouteStep::default()
    }
}

/// What tracking data is of.
type Key = (StepType, Option<String>);

fn key(step: &RouteStep) -> Option<Key> {
    let is_known = step.step_kind().is_some()
        || matches!(step.kind, StepType::Preparation | StepType::CloseOut);
    is_known.then(|| (step.kind, step.order_id.clone()))
}

/// Whether both serve the same order steps, and those of which nothing was reported in the same
/// order: what was executed may have changed its place.
fn is_of(problem: &Problem, day: &VehicleDay, plan: &[RouteStep], steps: &[RouteStep]) -> bool {
    let all = |steps: &[RouteStep]| {
        let mut all = sequence(problem, day, steps);
        all.sort_unstable();
        all
    };
    let tracked: Vec<(StepKind, &str)> = steps
        .iter()
        .filter(|step| step.tracking_data.is_some())
        .filter_map(|step| Some((step.step_kind()?, step.order_id.as_deref()?)))
        .collect();
    let untouched = |steps: &[RouteStep]| -> Vec<(StepKind, String)> {
        let known =
            steps.iter().filter_map(|step| Some((step.step_kind()?, step.order_id.clone()?)));
        known.filter(|(kind, id)| !tracked.contains(&(*kind, id.as_str()))).collect()
    };
    all(plan) == all(steps) && untouched(plan) == untouched(steps)
}
