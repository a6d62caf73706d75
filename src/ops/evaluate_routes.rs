//! `evaluateRoutes` (ours): times, violations and cost of the plan as it stands.

use super::current::{CurrentRoute, at_home, current_routes, planned_for, route_key, sequence_of};
use super::emit;
use super::loaded::Loaded;
use super::passed::passed;
use super::progress::{UnderWay, moment_on, under_way};
use super::reasons::Reasons;
use super::scope::closed_from_here;
use super::summary::{not_served, steps_on_routes};
use crate::error::Error;
use crate::model::{
    EvaluateRoutesRequest, Now, PlannedStep, Route, Rules, SchedulingResult, Snapshot, StepType,
};
use crate::problem::{DayIdx, Problem, StopIdx, VehicleDay};
use crate::schedule::{Evaluation, Scheduler, cost_summary};
use crate::sorted;

/// All routes asked for, re-timed in their sequence, with all their violations; a revision grows
/// where something differs from what the snapshot says. Nothing is re-ordered. Orders that are
/// eligible on the dates of those routes and on no route are reported with reasons.
///
/// # Errors
/// None beyond those that validation has found already.
pub fn evaluate_routes(
    loaded: &Loaded,
    request: &EvaluateRoutesRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let snapshot = &loaded.snapshot;
    let asked: sorted::Set<&str> = match &request.route_ids {
        Some(ids) => sorted::set(ids.iter().map(String::as_str)),
        None => sorted::set(snapshot.routes.keys().map(String::as_str)),
    };
    let routes = snapshot.routes.iter().filter(|(id, _)| asked.contains(id.as_str()));
    let dates =
        sorted::set(routes.filter_map(|(id, route)| route_key(id, route).map(|(_, date)| date)));
    let mut problem = loaded.problem(rules, &dates);
    let mut scheduler = Scheduler::default();
    let mut result = SchedulingResult { warnings: loaded.warnings.clone(), ..Default::default() };
    let current = current_routes(snapshot, &problem);
    let of_asked = current.iter().filter(|route| asked.contains(route.id.as_str()));
    result.warnings.extend(at_home(&problem, of_asked));
    for route in &current {
        let before = route.given(snapshot);
        let place = (route.day, Some(route.sequence.as_slice()));
        let timed = timed(&problem, &mut scheduler, place, before, snapshot);
        result.cost += cost_summary(&timed.evaluation.parts);
        if asked.contains(route.id.as_str()) {
            let emitted = timed.emitted(snapshot, &problem, before);
            result.routes.insert(route.id.clone(), emitted);
        }
    }
    let on_routes = steps_on_routes(snapshot);
    let mut left = Vec::new();
    for (task, own) in problem.tasks().filter(|(_, task)| task.eligible_dates.contains(&true)) {
        let is_missing = |stop: &StopIdx| {
            let kind = problem.stops[*stop as usize].kind;
            !on_routes.contains(&(own.order_id.as_str(), kind))
        };
        let missing: Vec<StopIdx> = own.stops().filter(is_missing).collect();
        if !missing.is_empty() {
            left.push((task, missing));
        }
    }
    if !left.is_empty() {
        let closed = closed_from_here(snapshot, &mut problem, &current, rules);
        let plan = sorted::map(current.into_iter().map(|route| (route.day, route.sequence)));
        let mut reasons = Reasons::new(&problem, &plan, &closed, left.len());
        let report = |(task, missing): (_, Vec<_>)| not_served(&mut reasons, task, &missing);
        result.unassigned = left.into_iter().map(report).collect();
    }
    Ok(result)
}

/// One route, timed in the sequence that it is to have.
pub(super) fn evaluated(
    snapshot: &Snapshot,
    problem: &Problem,
    scheduler: &mut Scheduler,
    current: &CurrentRoute,
) -> Route {
    let before = current.given(snapshot);
    let timed = timed(problem, scheduler, (current.day, Some(&current.sequence)), before, snapshot);
    timed.emitted(snapshot, problem, before)
}

/// A route that is timed and not written yet.
pub(super) struct Timed {
    day: DayIdx,
    sequence: Vec<StopIdx>,
    pub(super) evaluation: Evaluation,
    /// The day, where it is another for the present moment.
    from_now: Option<VehicleDay>,
    /// Of one that has begun: its plan, where it is carried on.
    begun: Option<Option<Vec<PlannedStep>>>,
}

impl Timed {
    /// The route, in place of the one before.
    pub(super) fn emitted(
        self,
        snapshot: &Snapshot,
        problem: &Problem,
        before: Option<(&str, &Route)>,
    ) -> Route {
        let Self { day, sequence, evaluation, from_now, begun } = self;
        let day = from_now.as_ref().unwrap_or(&problem.days[day as usize]);
        match begun {
            Some(plan) => {
                emit::begun(snapshot, problem, day, &sequence, &evaluation, (before, plan))
            }
            None => emit::route(snapshot, problem, day, &sequence, &evaluation, before),
        }
    }
}

/// Times a route, of a day, that stood there `before`; without a sequence in its own.
pub(super) fn timed(
    problem: &Problem,
    scheduler: &mut Scheduler,
    (day_idx, items): (DayIdx, Option<&[StopIdx]>),
    before: Option<(&str, &Route)>,
    snapshot: &Snapshot,
) -> Timed {
    let day = &problem.days[day_idx as usize];
    let route = before.map(|(_, route)| route);
    let now = snapshot.now;
    let tracked = route.and_then(|route| under_way(snapshot, problem, day, route, items));
    let own = || route.map(|route| sequence_of(problem, day, route)).unwrap_or_default();
    let sequence =
        if tracked.is_some() { Vec::new() } else { items.map_or_else(own, <[_]>::to_vec) };
    let by_plan = || passed(problem, day, route?, &sequence, now);
    if let Some(UnderWay { sequence, planned, progress, plan }) = tracked.or_else(by_plan) {
        let evaluation =
            scheduler.evaluate_in_progress(problem, day, &sequence, &planned, &progress);
        return Timed { day: day_idx, sequence, evaluation, from_now: None, begun: Some(plan) };
    }
    // A route in progress has its own rules for the present moment (SEMANTICS 6.2).
    let from_now = from_now(day, route, now);
    let own = from_now.as_ref().unwrap_or(day);
    let planned =
        route.map(|route| planned_for(problem, own, &route.steps, &sequence)).unwrap_or_default();
    let evaluation = scheduler.evaluate_planned(problem, own, &sequence, &planned);
    Timed { day: day_idx, sequence, evaluation, from_now, begun: None }
}

/// The day of a route of which nothing was reported and that has not begun by its plan, on a date
/// that has come: one that was to begin before `now` keeps its departure, any other leaves at `now`
/// or later (SEMANTICS 4.7). `None` = the day as it is.
fn from_now(day: &VehicleDay, route: Option<&Route>, now: Option<Now>) -> Option<VehicleDay> {
    let now = now?;
    let moment = moment_on(now, day.date);
    let steps = || route.into_iter().flat_map(|route| &route.steps);
    // Without any time nothing was planned yet.
    let passed = |planned: i64| 0 < planned && planned < moment;
    let departure = steps().find(|step| step.kind == StepType::Departure).map(|step| step.end_sec);
    let mut starts = steps().filter(|step| step.step_kind().is_some()).map(|step| step.start_sec);
    let within = |moment: &i64| (day.window_start..=day.window_end).contains(moment);
    if departure.is_some_and(passed) {
        let departure = departure.filter(within)?;
        let mut kept = VehicleDay { window_start: departure, ..day.clone() };
        kept.flexible_start = false;
        return Some(kept);
    }
    let leaves_now = within(&moment) && !starts.any(passed);
    leaves_now.then(|| VehicleDay { window_start: moment, ..day.clone() })
}
