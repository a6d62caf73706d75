//! `evaluateRoutes` (ours): times, violations and cost of the plan as it stands.

use super::current::{CurrentRoute, at_home, current_routes, planned_for, route_key};
use super::emit;
use super::loaded::Loaded;
use super::passed::passed;
use super::progress::{UnderWay, moment_on, under_way};
use super::reasons::Reasons;
use super::scope::closed_from_here;
use super::summary::{not_served, steps_on_routes};
use crate::error::Error;
use crate::model::{
    EvaluateRoutesRequest, Now, Route, Rules, SchedulingResult, Snapshot, StepType,
};
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::schedule::Scheduler;
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
        let evaluated = evaluated(snapshot, &problem, &mut scheduler, route);
        result.cost += evaluated.cost_breakdown.unwrap_or_default();
        if asked.contains(route.id.as_str()) {
            result.routes.insert(route.id.clone(), evaluated);
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
    let day = &problem.days[current.day as usize];
    let before = current.given(snapshot);
    let items = &current.sequence;
    let route = before.map(|(_, route)| route);
    let now = snapshot.now;
    let begun = route.and_then(|route| {
        under_way(problem, day, route, items, now)
            .or_else(|| passed(problem, day, route, items, now))
    });
    if let Some(UnderWay { sequence, planned, progress, plan }) = begun {
        let evaluation =
            scheduler.evaluate_in_progress(problem, day, &sequence, &planned, &progress);
        return emit::begun(snapshot, problem, day, &sequence, &evaluation, (before, plan));
    }
    // A route in progress has its own rules for the present moment (SEMANTICS 6.2).
    let from_now = from_now(day, route, snapshot.now);
    let day = from_now.as_ref().unwrap_or(day);
    let planned =
        route.map(|route| planned_for(problem, day, &route.steps, items)).unwrap_or_default();
    let evaluation = scheduler.evaluate_planned(problem, day, items, &planned);
    emit::route(snapshot, problem, day, items, &evaluation, before)
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
