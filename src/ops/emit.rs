//! From an evaluated sequence to the documented route (documents: "Route Object", "RouteStep
//! Object"; SEMANTICS 2.1, 2.7, 2.11). What an existing route carries is kept.

use super::current::is_tracked;
use super::plan_kept::plan_of;
use crate::check::{Breach, Codes, breaches, codes};
use crate::model::{
    Effective, PlannedStep, ReasonCode, Route, RouteStep, Snapshot, StepKind, StepType,
    StepViolation,
};
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::schedule::{Evaluation, Step, StepWhat, cost_summary};
use crate::sorted;

/// The route of a sequence; `before` is the route it replaces.
pub(super) fn route(
    snapshot: &Snapshot,
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    evaluation: &Evaluation,
    before: Option<(&str, &Route)>,
) -> Route {
    revised(shown(snapshot, problem, day, sequence, evaluation, before), before)
}

/// The same for a route that has begun. One with tracking data carries its plan; `None` = it is
/// planned like that now.
pub(super) fn begun(
    snapshot: &Snapshot,
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    evaluation: &Evaluation,
    (before, plan): (Option<(&str, &Route)>, Option<Vec<PlannedStep>>),
) -> Route {
    let mut route = shown(snapshot, problem, day, sequence, evaluation, before);
    if is_tracked(&route) {
        route.plan = plan.unwrap_or_else(|| plan_of(&route.steps));
    }
    revised(route, before)
}

/// With the next revision, if anything is new.
fn revised(mut route: Route, before: Option<(&str, &Route)>) -> Route {
    if let Some((_, old)) = before.filter(|(_, old)| differs(old, &route)) {
        route.revision = old.revision + 1;
    }
    route
}

fn shown(
    snapshot: &Snapshot,
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    evaluation: &Evaluation,
    before: Option<(&str, &Route)>,
) -> Route {
    let breaches = breaches(problem, day, sequence, evaluation);
    let codes = codes(&breaches, sequence.len());
    let mut steps = Steps {
        problem,
        day,
        codes: &codes,
        breaches: &breaches,
        item: 0,
        label: 0,
        before: before.map(|(_, route)| route),
        carried: carried(before),
    };
    let assigned = snapshot.vehicle_driver_assignments.get(&day.date);
    let driver = assigned.and_then(|vehicles| vehicles.get(&day.vehicle_id)).cloned().flatten();
    let old = before.map(|(_, route)| route);
    Route {
        id: Some(before.map_or_else(|| day.route_id(), |(id, _)| id.to_owned())),
        revision: old.map_or(1, |old| old.revision),
        date: Some(day.date),
        vehicle_id: Some(day.vehicle_id.clone()),
        driver_id: old.and_then(|old| old.driver_id.clone()).or(driver),
        steps: evaluation.timeline.steps.iter().map(|step| steps.step(step)).collect(),
        vehicle_violations: codes.vehicle.clone(),
        tracking_data: old.and_then(|old| old.tracking_data.clone()),
        cost_breakdown: Some(cost_summary(&evaluation.parts)),
        plan: Vec::new(),
        extra: old.map(|old| old.extra.clone()).unwrap_or_default(),
    }
}

/// Whether an update of a route says anything new.
pub(super) fn differs(old: &Route, new: &Route) -> bool {
    // All fields stand here, so that none is forgotten.
    let Route {
        id: _,
        revision: _,
        date: _,
        vehicle_id: _,
        driver_id,
        vehicle_violations,
        steps,
        tracking_data,
        plan,
        cost_breakdown,
        extra,
    } = old;
    *driver_id != new.driver_id
        || *vehicle_violations != new.vehicle_violations
        || *tracking_data != new.tracking_data
        || *extra != new.extra
        || (cost_breakdown.is_some() && *cost_breakdown != new.cost_breakdown)
        || (!plan.is_empty() && *plan != new.plan)
        || steps.len() != new.steps.len()
        || steps.iter().zip(&new.steps).any(|(old, new)| !reads_alike(old, new))
}

/// Whether two steps are the same but for what an end may say of the times that it has not, and for
/// labels that are none.
fn reads_alike(old: &RouteStep, new: &RouteStep) -> bool {
    let is_end = |step: &RouteStep| matches!(step.kind, StepType::Departure | StepType::Arrival);
    let may_read = |step: &RouteStep| is_end(step) || step.display_label.as_deref() == Some("");
    let same = old == new;
    if same || !(may_read(old) || may_read(new)) {
        return same;
    }
    let as_emitted = |step: &RouteStep| {
        let mut step = step.clone();
        let is_end = is_end(&step);
        if step.kind == StepType::Departure {
            (step.arrival_sec, step.start_sec) = (-1, -1);
        } else if step.kind == StepType::Arrival {
            (step.start_sec, step.end_sec) = (step.arrival_sec, -1);
        }
        if is_end || step.display_label.as_deref() == Some("") {
            step.display_label = None;
        }
        step
    };
    as_emitted(old) == as_emitted(new)
}

/// The steps of the route before, by what they serve.
type Carried<'r> = sorted::Map<(&'r str, StepKind), &'r RouteStep>;

fn carried<'r>(before: Option<(&str, &'r Route)>) -> Carried<'r> {
    let steps = before.into_iter().flat_map(|(_, route)| &route.steps);
    sorted::map(
        steps.filter_map(|step| Some(((step.order_id.as_deref()?, step.step_kind()?), step))),
    )
}

struct Steps<'p> {
    problem: &'p Problem,
    day: &'p VehicleDay,
    codes: &'p Codes,
    breaches: &'p [Breach],
    item: usize,
    label: usize,
    before: Option<&'p Route>,
    carried: Carried<'p>,
}

impl Steps<'_> {
    fn step(&mut self, step: &Step) -> RouteStep {
        let (drive, distance) = step.next.unwrap_or((-1, -1));
        let mut shown = RouteStep {
            kind: kind(self.problem, step.what),
            idle_time_sec: step.idle(),
            per_stop_time_sec: step.parking,
            arrival_sec: step.arrival,
            start_sec: step.start,
            end_sec: step.end,
            drive_to_next_sec: drive,
            distance_to_next_mt: distance,
            stop_idx: step.stop_number,
            not_before_sec: step.resumes,
            effective: step
                .effective
                .map(|(start, end)| Effective { start_sec: start, end_sec: end }),
            ..RouteStep::default()
        };
        match step.what {
            StepWhat::Departure | StepWhat::Arrival => shown.display_label = Some(String::new()),
            StepWhat::Reload => {
                let depot =
                    self.day.departure_depot.map(|depot| &self.problem.depots[depot as usize]);
                shown.depot_id = depot.map(|depot| depot.id.clone());
                self.item += 1;
            }
            StepWhat::Stop(stop) => {
                shown.violations.clone_from(&self.codes.steps[self.item]);
                self.order_step(&mut shown, stop);
                self.item += 1;
            }
            StepWhat::Preparation | StepWhat::CloseOut => {
                let kind = shown.kind;
                let old = self.before.and_then(|old| old.steps.iter().find(|one| one.kind == kind));
                if let Some(old) = old {
                    shown.tracking_data.clone_from(&old.tracking_data);
                    shown.extra.clone_from(&old.extra);
                }
            }
            StepWhat::Break => {}
        }
        shown
    }

    fn order_step(&mut self, shown: &mut RouteStep, stop: StopIdx) {
        self.label += 1;
        let stop = &self.problem.stops[stop as usize];
        let order_id = &self.problem.tasks[stop.task as usize].order_id;
        shown.order_id = Some(order_id.clone());
        shown.display_label = Some(match self.day.label {
            Some(idx) => format!("{idx}.{}", self.label),
            None => self.label.to_string(),
        });
        if let Some(old) = self.carried.get(&(order_id.as_str(), stop.kind)) {
            shown.tracking_link.clone_from(&old.tracking_link);
            shown.tracking_data.clone_from(&old.tracking_data);
            shown.extra.clone_from(&old.extra);
        }
        let was_told = self.carried.get(&(order_id.as_str(), stop.kind)).copied();
        if self.problem.elastic.is_some() || was_told.is_some_and(|old| old.lateness_sec.is_some())
        {
            shown.lateness_sec = self.lateness();
        }
    }

    /// Seconds by which the item misses its windows.
    fn lateness(&self) -> Option<i64> {
        let window = ReasonCode::Step(StepViolation::Tw);
        let is_own = |breach: &&Breach| breach.item == Some(self.item) && breach.code == window;
        self.breaches.iter().find(is_own)?.by
    }
}

fn kind(problem: &Problem, what: StepWhat) -> StepType {
    match what {
        StepWhat::Departure => StepType::Departure,
        StepWhat::Preparation => StepType::Preparation,
        StepWhat::Stop(stop) => match problem.stops[stop as usize].kind {
            StepKind::Pickup => StepType::Pickup,
            StepKind::Delivery => StepType::Delivery,
        },
        StepWhat::Reload => StepType::Depot,
        StepWhat::Break => StepType::Brk,
        StepWhat::CloseOut => StepType::CloseOut,
        StepWhat::Arrival => StepType::Arrival,
    }
}
