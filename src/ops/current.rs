//! The plan of a snapshot as sequences.

use super::plan_kept::planned_steps;
use super::progress::in_order;
use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{Route, RouteStep, Snapshot, StepType};
use crate::problem::{Break, DayIdx, Problem, StopIdx, VehicleDay};
use crate::schedule::{Planned, RELOAD, TakenBreak};
use crate::sorted;

/// Vehicle and date of a route: its own fields, else its id, split at the last hyphen. Of a date
/// and an id that disagree the date counts.
#[must_use]
pub(super) fn route_key(id: &str, route: &Route) -> Option<(String, Date)> {
    let split = id.rsplit_once('-');
    let date = route.date.or_else(|| split.and_then(|(_, date)| Date::parse(date)))?;
    let vehicle = route.vehicle_id.clone().or_else(|| split.map(|(vehicle, _)| vehicle.into()))?;
    Some((vehicle, date))
}

/// The same of a route id, whether there is such a route or not.
pub(super) fn key_of(snapshot: &Snapshot, id: &str) -> Option<(String, Date)> {
    match snapshot.routes.get(id) {
        Some(route) => route_key(id, route),
        None => route_key(id, &Route::default()),
    }
}

/// The date of a route id.
pub(super) fn date_of(snapshot: &Snapshot, id: &str) -> Option<Date> {
    key_of(snapshot, id).map(|(_, date)| date)
}

/// One route of the snapshot, compiled.
#[derive(Clone, Debug)]
pub(super) struct CurrentRoute {
    pub(super) id: String,
    pub(super) day: DayIdx,
    /// Of a route in progress: what was executed first (SEMANTICS 6.2).
    pub(super) sequence: Vec<StopIdx>,
}

impl CurrentRoute {
    /// As the snapshot has it.
    pub(super) fn given<'s>(&self, snapshot: &'s Snapshot) -> Option<(&'s str, &'s Route)> {
        snapshot.routes.get_key_value(&self.id).map(|(id, route)| (id.as_str(), route))
    }
}

/// A warning for each route with work whose vehicle does not drive on its date ("VehicleSettings",
/// available): it keeps its work and is given no more.
pub(super) fn at_home<'r>(
    problem: &Problem,
    current: impl IntoIterator<Item = &'r CurrentRoute>,
) -> Vec<Issue> {
    let is_at_home = |route: &&CurrentRoute| {
        !problem.days[route.day as usize].available && !route.sequence.is_empty()
    };
    let rule = "is of a vehicle that is not available on its date: it is kept, with nothing added";
    let issue = |route: &CurrentRoute| {
        Issue::new(ErrorCode::NotApplicable, format!("routes[{}]", route.id), rule)
    };
    current.into_iter().filter(is_at_home).map(issue).collect()
}

/// The routes of the snapshot on the dates of the problem, by id.
pub(super) fn current_routes(snapshot: &Snapshot, problem: &Problem) -> Vec<CurrentRoute> {
    let compiled = snapshot.routes.iter().filter_map(|(id, route)| {
        let (vehicle, date) = route_key(id, route)?;
        let day = problem.day(&vehicle, date)?;
        let sequence = sequence_of(problem, &problem.days[day as usize], route);
        Some(CurrentRoute { id: id.clone(), day, sequence })
    });
    compiled.collect()
}

/// What a route does; in progress: what was executed first.
pub(super) fn sequence_of(problem: &Problem, day: &VehicleDay, route: &Route) -> Vec<StopIdx> {
    if is_tracked(route) {
        return sequence(problem, day, &in_order(problem, planned_steps(problem, day, route)).0);
    }
    sequence(problem, day, &route.steps)
}

/// Whether drivers reported anything of a route.
pub(super) fn is_tracked(route: &Route) -> bool {
    is_registered(route) || route.steps.iter().any(|step| step.tracking_data.is_some())
}

/// Whether there is more in the registry of a route than where its vehicle was.
pub(super) fn is_registered(route: &Route) -> bool {
    let registry = route.tracking_data.as_ref();
    registry.is_some_and(|own| own.position.is_none() || !own.drivers_tracking_data.is_empty())
}

/// The order steps and reloads of a route.
pub(super) fn sequence(problem: &Problem, day: &VehicleDay, steps: &[RouteStep]) -> Vec<StopIdx> {
    visits(steps).filter_map(|step| item(problem, day, step)).collect()
}

/// Pickups, deliveries and reloads.
pub(super) fn visits(steps: &[RouteStep]) -> impl Iterator<Item = &RouteStep> {
    let is_visit = |kind| matches!(kind, StepType::Pickup | StepType::Delivery | StepType::Depot);
    steps.iter().filter(move |step| is_visit(step.kind))
}

/// What a visit is in a sequence. An order step that there is no more is nothing, and so is a reload
/// of a vehicle that has no departure depot (any more).
pub(super) fn item(problem: &Problem, day: &VehicleDay, step: &RouteStep) -> Option<StopIdx> {
    match step.kind {
        StepType::Depot => day.departure_depot.map(|_| RELOAD),
        _ => problem.stop(step.order_id.as_deref()?, step.step_kind()?),
    }
}

/// The times that the steps of a route have.
fn planned(steps: &[RouteStep]) -> Planned {
    let mut planned = Planned::default();
    let mut driven = true;
    for step in steps {
        match step.kind {
            StepType::Departure => {
                planned.departure = Some(step.end_sec).filter(|moment| *moment >= 0);
            }
            StepType::Pickup | StepType::Delivery | StepType::Depot => {
                planned.visits.push(times(step));
            }
            StepType::Brk => {
                let spot = 2 * planned.visits.len() + usize::from(driven);
                planned.breaks.push(kept_break(step, spot));
            }
            StepType::Arrival => planned.end = Some(step.arrival_sec).filter(|moment| *moment > 0),
            StepType::Preparation | StepType::CloseOut => {}
        }
        // A break after a step that drives on is taken at the place of the step after it, and so are
        // those that follow it there. −1 stands for a drive that cannot be.
        let goes_on = matches!(step.kind, StepType::Brk | StepType::Preparation);
        driven = step.drive_to_next_sec != 0 || (driven && goes_on);
    }
    let last_spot = 2 * planned.visits.len();
    for taken in &mut planned.breaks {
        taken.spot = taken.spot.min(last_spot);
    }
    planned
}

/// The times that the steps of a route have, for another sequence: each visit keeps its own, each
/// break its place after the last of the stops before it that are still there.
pub(super) fn planned_for(
    problem: &Problem,
    day: &VehicleDay,
    steps: &[RouteStep],
    items: &[StopIdx],
) -> Planned {
    let mut planned = planned(steps);
    let before: Vec<Option<StopIdx>> = visits(steps).map(|step| item(problem, day, step)).collect();
    if before.iter().flatten().eq(items) && before.len() == items.len() {
        return planned;
    }
    let mut next = 0;
    let mut old = |item: &StopIdx| {
        // Of reloads, which are all alike, the first after the visit before.
        let from = if *item == RELOAD { next } else { 0 };
        let at = from + before.iter().skip(from).position(|other| *other == Some(*item))?;
        next = at + 1;
        planned.visits.get(at).copied().flatten()
    };
    let visits = items.iter().map(&mut old).collect();
    planned.visits = visits;
    let is_stop = |item: &&StopIdx| **item != RELOAD;
    for taken in &mut planned.breaks {
        let passed = before.iter().take(taken.spot / 2).rev().flatten().filter(is_stop);
        let kept = passed.filter_map(|item| items.iter().position(|other| other == item)).next();
        taken.spot = (kept.map_or(0, |at| 2 * (at + 1)) + taken.spot % 2).min(2 * items.len());
    }
    sorted::by_key(&mut planned.breaks, |taken| (taken.spot, taken.given.start));
    planned
}

/// A step without any time was never timed.
fn times(step: &RouteStep) -> Option<[i64; 3]> {
    let times = [step.arrival_sec, step.start_sec, step.end_sec];
    times.iter().any(|moment| *moment > 0).then_some(times)
}

fn kept_break(step: &RouteStep, spot: usize) -> TakenBreak {
    let duration = (step.end_sec - step.start_sec).max(0);
    TakenBreak { spot, given: Break { start: step.start_sec, end: step.start_sec, duration } }
}
