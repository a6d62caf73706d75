//! Which dates, days and orders a solve may touch.

use super::current::{CurrentRoute, current_routes, is_tracked, route_key};
use super::summary::day_of;
use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{BuildRoutesRequest, Rules, Snapshot};
use crate::problem::{DayIdx, NOWHERE, Problem, TaskIdx, compile};
use std::collections::BTreeSet;

/// What `buildRoutes` works on.
pub(super) struct BuildScope {
    pub(super) problem: Problem,
    /// Routes of the dates in scope, by id.
    pub(super) current: Vec<CurrentRoute>,
    /// Days that may get work.
    pub(super) open: Vec<DayIdx>,
    /// Days of which nothing may be touched.
    pub(super) locked: BTreeSet<DayIdx>,
    /// Orders to plan: eligible on a date in scope, on no route that stays, with coordinates.
    pub(super) tasks: Vec<TaskIdx>,
    /// Orders in scope that cannot be planned for want of coordinates (SEMANTICS 4.5).
    pub(super) nowhere: Vec<TaskIdx>,
    pub(super) warnings: Vec<Issue>,
}

/// Dates from `from` to `to`.
fn dates(request: &BuildRoutesRequest) -> BTreeSet<Date> {
    let days = request.to.days_since(request.from);
    (0..=days).map(|day| request.from.plus_days(day)).collect()
}

pub(super) fn build(
    snapshot: &Snapshot,
    request: &BuildRoutesRequest,
    rules: &Rules,
) -> BuildScope {
    let mut problem = compile(snapshot, rules, &dates(request));
    let mut warnings = Vec::new();
    let current = current_routes(snapshot, &problem);
    let locks = lock_list(snapshot, request, rules);
    let mut locked: BTreeSet<DayIdx> = locks.iter().filter_map(|id| day_of(&problem, id)).collect();
    for route in &current {
        if is_in_progress(snapshot, route) && locked.insert(route.day) {
            let rule = "is in progress and stays as it is";
            warnings.push(Issue::new(
                ErrorCode::NotApplicable,
                format!("routes[{}]", route.id),
                rule,
            ));
        }
    }
    begin_now(snapshot, &mut problem, &locked);
    // A route that cannot be planned again, its vehicle being at home or its date past, is kept.
    let kept = current.iter().map(|route| route.day);
    locked.extend(kept.filter(|day| !problem.days[*day as usize].usable()));
    let open = problem
        .days()
        .filter(|(day, vehicle)| vehicle.usable() && !locked.contains(day))
        .map(|(day, _)| day)
        .collect();
    let (tasks, nowhere) = orders(snapshot, &problem, &locked);
    BuildScope { problem, current, open, locked, tasks, nowhere, warnings }
}

/// Route ids that are locked for this request.
fn lock_list<'r>(
    snapshot: &'r Snapshot,
    request: &'r BuildRoutesRequest,
    rules: &Rules,
) -> Vec<&'r String> {
    let own = request.locked_route_ids_override.as_ref().unwrap_or(&snapshot.locked_route_ids);
    let approved = snapshot.approved_routes.iter().filter(|_| rules.treat_approved_as_locked);
    own.iter().chain(approved).collect()
}

/// A route that has begun: something was reported of it, or a step of it lies before `now`
/// (SEMANTICS 4.7).
fn is_in_progress(snapshot: &Snapshot, current: &CurrentRoute) -> bool {
    let Some((id, route)) = current.given(snapshot) else { return false };
    let steps = &route.steps;
    let passed = snapshot.now.is_some_and(|now| {
        let date = route_key(id, route).map(|(_, date)| date);
        date == Some(now.date)
            && steps.iter().any(|step| step.step_kind().is_some() && step.start_sec < now.sec)
    });
    is_tracked(route) || passed
}

/// Earlier dates are not planned, and on the date of `now` no route begins before it, but for those
/// that stay as they are.
fn begin_now(snapshot: &Snapshot, problem: &mut Problem, locked: &BTreeSet<DayIdx>) {
    let Some(now) = snapshot.now else { return };
    for (_, day) in (0..).zip(&mut problem.days).filter(|(day, _)| !locked.contains(day)) {
        if day.date == now.date {
            day.window_start = day.window_start.max(now.sec);
        }
        if day.date < now.date || day.window_start > day.window_end {
            day.available = false;
        }
    }
}

/// Orders in scope, with and without usable coordinates.
fn orders(
    snapshot: &Snapshot,
    problem: &Problem,
    locked: &BTreeSet<DayIdx>,
) -> (Vec<TaskIdx>, Vec<TaskIdx>) {
    let mut stays: BTreeSet<&str> = BTreeSet::new();
    for (id, route) in &snapshot.routes {
        let day = route_key(id, route).and_then(|(vehicle, date)| problem.day(&vehicle, date));
        if day.is_none_or(|day| locked.contains(&day)) {
            stays.extend(route.steps.iter().filter_map(|step| step.order_id.as_deref()));
        }
    }
    let in_scope = problem.tasks().filter(|(_, task)| {
        task.eligible_dates.contains(&true) && !stays.contains(task.order_id.as_str())
    });
    in_scope.map(|(task, _)| task).partition(|task| {
        let stops = problem.tasks[*task as usize].stops();
        stops.into_iter().all(|stop| problem.stops[stop as usize].place != NOWHERE)
    })
}
