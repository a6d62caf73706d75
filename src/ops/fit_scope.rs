//! What `fitIn` may touch: its targets and its orders.

use super::current::{CurrentRoute, at_home, current_routes, date_of};
use super::halves::Half;
use super::loaded::Loaded;
use super::outcome::Plan;
use super::scope::{SolveScope, dates, from_here, locked, stretch};
use super::summary::{Closed, day_of, steps_on_routes};
use super::tolerated::close_violated;
use crate::date::Date;
use crate::error::{ErrorCode, Issue};
use crate::model::{FitInRequest, IncludeRoutes, Snapshot, SolveOptions};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::Scheduler;
use crate::sorted;
use std::rc::Rc;

/// Why a route that was not asked for is closed.
const NOT_ASKED: &str = "its route was not asked for";

/// `few_legs`: nothing will be searched for.
pub(super) fn fit(
    loaded: &Loaded,
    request: &FitInRequest,
    options: &SolveOptions,
    few_legs: bool,
) -> SolveScope {
    let (snapshot, rules) = (&loaded.snapshot, &options.rules);
    let dates = dates_of(snapshot, request);
    let mut problem = match few_legs {
        true => loaded.problem(rules, &dates),
        false => loaded.problem_to_search(rules, &dates),
    };
    stretch(&mut problem, options);
    let mut current = current_routes(snapshot, &problem);
    let mut warnings = at_home(&problem, &current);
    let own: &[String] =
        if request.override_locked_routes { &[] } else { &snapshot.locked_route_ids };
    let mut closed = locked(snapshot, &problem, own, rules);
    close_others(snapshot, request, &mut problem, &current, &mut closed);
    let cutoff = options.upcoming_stop_cutoff;
    let begun = from_here(snapshot, &mut problem, &current, &mut closed, cutoff, &mut warnings);
    let mut orders = Orders::of(snapshot, request, &problem, &current, &mut warnings);
    let excuses = request.include_routes_with_violations == IncludeRoutes::VehicleOrderAssignment;
    let mut scheduler = Scheduler::default();
    let mut changed = orders.complete(&problem, &mut current, &closed, excuses, &mut scheduler);
    let tolerated = close_violated(&problem, &current, &mut closed, excuses, &mut scheduler);
    let initial: Vec<(DayIdx, Vec<StopIdx>)> = current
        .iter()
        .filter(|route| !closed.contains_key(&route.day) && !route.sequence.is_empty())
        .map(|route| (route.day, route.sequence.clone()))
        .collect();
    let open: Vec<DayIdx> = initial.iter().map(|(day, _)| *day).collect();
    let is_unused = |day: &DayIdx| !open.contains(day) && !closed.contains_key(day);
    let later = problem
        .days()
        .filter(|(day, vehicle)| vehicle.usable() && is_unused(day))
        .map(|(day, _)| day)
        .collect();
    changed.retain(|day, _| closed.contains_key(day));
    let (tasks, nowhere) =
        orders.whole.into_iter().partition(|task| problem.tasks[*task as usize].located);
    SolveScope {
        problem,
        current,
        open,
        later,
        initial,
        start: Vec::new(),
        closed,
        completed: changed,
        tolerated,
        begun,
        tasks,
        whole_now: orders.whole_now,
        halves: orders.halves,
        fits: true,
        nowhere,
        warnings,
    }
}

/// The dates of the routes asked for, else from `from` to `to`.
fn dates_of(snapshot: &Snapshot, request: &FitInRequest) -> sorted::Set<Date> {
    if request.route_ids.is_empty() {
        return dates(request.from, request.to);
    }
    sorted::set(request.route_ids.iter().filter_map(|id| date_of(snapshot, id)))
}

/// Where routes were asked for, the other vehicles stay at home and their routes as they are.
fn close_others(
    snapshot: &Snapshot,
    request: &FitInRequest,
    problem: &mut Rc<Problem>,
    current: &[CurrentRoute],
    closed: &mut Closed,
) {
    if request.route_ids.is_empty() {
        return;
    }
    let ids = request.route_ids.iter();
    let asked: sorted::Set<DayIdx> =
        sorted::set(ids.filter_map(|id| day_of(snapshot, problem, id)));
    for (day, vehicle) in (0..).zip(&mut Rc::make_mut(problem).days) {
        vehicle.available &= asked.contains(&day);
    }
    for route in current.iter().filter(|route| !asked.contains(&route.day)) {
        closed.insert(route.day, NOT_ASKED);
    }
}

/// The orders to fit in.
struct Orders {
    /// On no route at all.
    whole: Vec<TaskIdx>,
    /// Half assigned.
    halves: Vec<Half>,
    /// That were half assigned.
    whole_now: Vec<TaskIdx>,
}

impl Orders {
    fn of(
        snapshot: &Snapshot,
        request: &FitInRequest,
        problem: &Problem,
        current: &[CurrentRoute],
        warnings: &mut Vec<Issue>,
    ) -> Self {
        let on_routes = steps_on_routes(snapshot);
        let mut orders = Self { whole: Vec::new(), halves: Vec::new(), whole_now: Vec::new() };
        let mut add = |task: TaskIdx, is_asked: bool| -> bool {
            let own = &problem.tasks[task as usize];
            let is_missing = |stop: &StopIdx| {
                let kind = problem.stops[*stop as usize].kind;
                !on_routes.contains(&(own.order_id.as_str(), kind))
            };
            let missing: Vec<StopIdx> = own.stops().filter(is_missing).collect();
            match missing[..] {
                [] => return false,
                [missing] if own.count > 1 => {
                    let half = Half::of(problem, current, task, missing);
                    if is_asked || half.day.is_some() {
                        orders.halves.push(half);
                    }
                }
                _ if is_asked || own.eligible_dates.contains(&true) => orders.whole.push(task),
                _ => {}
            }
            true
        };
        if request.order_ids.is_empty() {
            for (task, _) in problem.tasks() {
                add(task, false);
            }
        }
        for (index, id) in request.order_ids.iter().enumerate() {
            if !problem.task(id).is_some_and(|task| add(task, true)) {
                let path = format!("orderIds[{index}]");
                let rule = "is on a route already";
                warnings.push(Issue::new(ErrorCode::NotApplicable, path, rule));
            }
        }
        orders.whole.sort_unstable();
        orders
    }

    /// Completes the half-assigned orders that can be; the sequences that changed.
    fn complete(
        &mut self,
        problem: &Problem,
        current: &mut [CurrentRoute],
        closed: &Closed,
        excuses: bool,
        scheduler: &mut Scheduler,
    ) -> Plan {
        let mut changed = Plan::new();
        let mut left = Vec::new();
        for half in std::mem::take(&mut self.halves) {
            let day = half.day.filter(|day| !closed.contains_key(day));
            let is_located = problem.tasks[half.task as usize].located;
            let route = current.iter_mut().find(|route| Some(route.day) == day && is_located);
            let whole = route.and_then(|route| {
                let items = &route.sequence;
                let with = half.complete(problem, route.day, items, excuses, scheduler)?;
                route.sequence.clone_from(&with);
                Some((route.day, with))
            });
            match whole {
                Some((day, with)) => {
                    changed.insert(day, with);
                    self.whole_now.push(half.task);
                }
                None => left.push(half),
            }
        }
        self.halves = left;
        changed
    }
}
