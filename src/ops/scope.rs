//! Which dates, days and orders a solve may touch.

use super::current::{CurrentRoute, current_routes, is_tracked, route_key};
use super::halves::{Half, is_assignment};
use super::loaded::Loaded;
use super::outcome::Plan;
use super::summary::{Closed, LOCKED, day_of};
use crate::check::breaches;
use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{BuildRoutesRequest, ReasonCode, Rules, Snapshot, StepViolation};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::Scheduler;
use crate::sorted;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;
use std::rc::Rc;

/// Why a route in progress is closed.
const IN_PROGRESS: &str = "its route is in progress";

/// Why a route whose vehicle stays at home, or whose date is past, is closed.
const NOT_AVAILABLE: &str = "the vehicle is not available";

/// Why a route with violations is closed.
const VIOLATED: &str = "its route has violations and is no target";

/// What a solve works on.
pub(super) struct SolveScope {
    pub(super) problem: Rc<Problem>,
    /// Routes of the dates in scope, by id.
    pub(super) current: Vec<CurrentRoute>,
    /// Days that may get work.
    pub(super) open: Vec<DayIdx>,
    /// Days that may get what those cannot take.
    pub(super) later: Vec<DayIdx>,
    /// Sequences that days in `open` have and keep the tasks of.
    pub(super) initial: Vec<(DayIdx, Vec<StopIdx>)>,
    /// Days of which nothing may be touched.
    pub(super) closed: Closed,
    /// Sequences of closed days that half-assigned orders were completed on.
    pub(super) completed: Plan,
    /// What stops of the current routes violate and may go on to.
    pub(super) tolerated: BTreeSet<(StopIdx, StepViolation)>,
    /// Orders to plan, with coordinates; of a build: eligible on a date in scope, on no route that
    /// stays.
    pub(super) tasks: Vec<TaskIdx>,
    /// Orders that were half assigned and are whole now.
    pub(super) whole_now: Vec<TaskIdx>,
    /// Orders that stay half assigned.
    pub(super) halves: Vec<Half>,
    /// The result tells which orders were fitted in.
    pub(super) fits: bool,
    /// Orders in scope that cannot be planned for want of coordinates (SEMANTICS 4.5).
    pub(super) nowhere: Vec<TaskIdx>,
    pub(super) warnings: Vec<Issue>,
}

impl SolveScope {
    /// Orders that no search can place.
    pub(super) fn left_from_the_start(&self) -> usize {
        self.nowhere.len() + self.halves.len()
    }
}

/// Dates from `from` to `to`.
pub(super) fn dates(from: Date, to: Date) -> BTreeSet<Date> {
    sorted::set((0..=to.days_since(from)).map(|day| from.plus_days(day)))
}

pub(super) fn build(loaded: &Loaded, request: &BuildRoutesRequest, rules: &Rules) -> SolveScope {
    let snapshot = &loaded.snapshot;
    let mut problem = loaded.problem_to_search(rules, &dates(request.from, request.to));
    let mut warnings = Vec::new();
    let current = current_routes(snapshot, &problem);
    let own = request.locked_route_ids_override.as_ref().unwrap_or(&snapshot.locked_route_ids);
    let mut closed = locked(snapshot, &problem, own, rules);
    close_in_progress(snapshot, &current, &mut closed, &mut warnings);
    begin_now(snapshot, &mut problem, &closed);
    close_unusable(&problem, &current, &mut closed);
    let open = problem
        .days()
        .filter(|(day, vehicle)| vehicle.usable() && !closed.contains_key(day))
        .map(|(day, _)| day)
        .collect();
    let (tasks, nowhere) = orders(snapshot, &problem, &closed);
    SolveScope {
        problem,
        current,
        open,
        later: Vec::new(),
        initial: Vec::new(),
        closed,
        completed: Plan::new(),
        tolerated: BTreeSet::new(),
        tasks,
        whole_now: Vec::new(),
        halves: Vec::new(),
        fits: false,
        nowhere,
        warnings,
    }
}

/// The days that are locked by `own` or by the approval of their routes.
pub(super) fn locked(
    snapshot: &Snapshot,
    problem: &Problem,
    own: &[String],
    rules: &Rules,
) -> Closed {
    let approved = snapshot.approved_routes.iter().filter(|_| rules.treat_approved_as_locked);
    let days = own.iter().chain(approved).filter_map(|id| day_of(problem, id));
    sorted::map(days.map(|day| (day, LOCKED)))
}

/// Closes what is in progress, with a warning for each route that is not closed anyway.
pub(super) fn close_in_progress(
    snapshot: &Snapshot,
    current: &[CurrentRoute],
    closed: &mut Closed,
    warnings: &mut Vec<Issue>,
) {
    for route in current.iter().filter(|route| is_in_progress(snapshot, route)) {
        if let Entry::Vacant(day) = closed.entry(route.day) {
            day.insert(IN_PROGRESS);
            let path = format!("routes[{}]", route.id);
            let rule = "is in progress and stays as it is";
            warnings.push(Issue::new(ErrorCode::NotApplicable, path, rule));
        }
    }
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

/// Closes routes that cannot be planned again, their vehicle being at home or their date past.
pub(super) fn close_unusable(problem: &Problem, current: &[CurrentRoute], closed: &mut Closed) {
    for route in current.iter().filter(|route| !problem.days[route.day as usize].usable()) {
        closed.entry(route.day).or_insert(NOT_AVAILABLE);
    }
}

/// Routes with violations are no targets, those of assignment excepted where that is excused.
/// Returns what stops violate.
pub(super) fn close_violated(
    problem: &Problem,
    current: &[CurrentRoute],
    closed: &mut Closed,
    excuses: bool,
    scheduler: &mut Scheduler,
) -> BTreeSet<(StopIdx, StepViolation)> {
    let mut tolerated = BTreeSet::new();
    for route in current {
        let day = &problem.days[route.day as usize];
        let evaluation = scheduler.evaluate(problem, day, &route.sequence);
        let mut is_target = evaluation.timing.overrun == 0;
        for breach in breaches(problem, day, &route.sequence, &evaluation) {
            let stop = breach.item.and_then(|item| route.sequence.get(item));
            match (breach.code, stop) {
                (ReasonCode::Step(code), Some(stop)) => {
                    tolerated.insert((*stop, code));
                    is_target &= excuses && is_assignment(code);
                }
                _ => is_target = false,
            }
        }
        if !is_target && !route.sequence.is_empty() {
            closed.entry(route.day).or_insert(VIOLATED);
        }
    }
    tolerated
}

/// Opens a route that was closed for what it violates.
pub(super) fn reopen_violated(closed: &mut Closed, day: DayIdx) {
    if closed.get(&day).is_some_and(|why| *why == VIOLATED) {
        closed.remove(&day);
    }
}

/// Earlier dates are not planned, and on the date of `now` no route begins before it, but for those
/// that stay as they are.
pub(super) fn begin_now(snapshot: &Snapshot, problem: &mut Rc<Problem>, closed: &Closed) {
    let Some(now) = snapshot.now else { return };
    let days = &mut Rc::make_mut(problem).days;
    for (_, day) in (0..).zip(days).filter(|(day, _)| !closed.contains_key(day)) {
        if day.date == now.date {
            day.window_start = day.window_start.max(now.sec);
        }
        if day.date < now.date || day.window_start > day.window_end {
            day.available = false;
        }
    }
}

/// Orders in scope, with and without usable coordinates.
fn orders(snapshot: &Snapshot, problem: &Problem, closed: &Closed) -> (Vec<TaskIdx>, Vec<TaskIdx>) {
    let mut stays: BTreeSet<&str> = BTreeSet::new();
    for (id, route) in &snapshot.routes {
        let day = route_key(id, route).and_then(|(vehicle, date)| problem.day(&vehicle, date));
        if day.is_none_or(|day| closed.contains_key(&day)) {
            stays.extend(route.steps.iter().filter_map(|step| step.order_id.as_deref()));
        }
    }
    let in_scope = problem.tasks().filter(|(_, task)| {
        task.eligible_dates.contains(&true) && !stays.contains(task.order_id.as_str())
    });
    in_scope.map(|(task, _)| task).partition(|task| problem.tasks[*task as usize].located)
}
