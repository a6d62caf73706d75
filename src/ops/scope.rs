//! Which dates, days and orders a solve may touch.

use super::bases::Bases;
use super::current::{CurrentRoute, at_home, current_routes, route_key};
use super::halves::Half;
use super::kept::{Begun, keep};
use super::loaded::Loaded;
use super::outcome::Plan;
use super::progress::moment_on;
use super::start::{start, stays};
use super::summary::{Closed, LOCKED, day_of};
use super::tolerated::Tolerated;
use crate::date::Date;
use crate::error::Issue;
use crate::model::{Balancing, BuildRoutesRequest, Route, Rules, Snapshot, SolveOptions};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::sorted;
use crate::units::Money;
use std::rc::Rc;

/// Hundredths that a route counts for where as few as possible are wanted. That fewer of them are
/// better whatever they cost is a criterion of its own; this draws the search there.
const OPENING: i64 = 1_000_000_000;

/// Why a route whose vehicle stays at home, or whose date is past, is closed.
const NOT_AVAILABLE: &str = "the vehicle is not available";

/// Why no route is made whose id another one has.
const TAKEN: &str = "a route of another date has the id of its route";

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
    /// Sequences that days in `open` have and of which everything may change.
    pub(super) start: Vec<(DayIdx, Vec<StopIdx>)>,
    /// Days of which nothing may be touched.
    pub(super) closed: Closed,
    /// Sequences of closed days that half-assigned orders were completed on.
    pub(super) completed: Plan,
    /// What routes violate already and may go on to.
    pub(super) tolerated: Tolerated,
    /// Routes that have begun.
    pub(super) begun: Begun,
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
    /// Where as few routes as possible are wanted, lets the search count each as more than it can
    /// cost (option `minimiseRoutes`; documents: "Use minimum shifts"); where all vehicles are to be
    /// used, as that much less (option `balancing`; documents: "ON_FORCE").
    pub(super) fn count_routes(&mut self, options: &SolveOptions) {
        let opening = match options.balancing {
            _ if options.minimise_routes => OPENING,
            Balancing::OnForce => -OPENING,
            _ => return,
        };
        for day in &mut Rc::make_mut(&mut self.problem).days {
            day.opening = Money::hundredths(opening);
        }
    }

    /// Orders that no search can place.
    pub(super) fn left_from_the_start(&self) -> usize {
        self.nowhere.len() + self.halves.len()
    }
}

/// Where late is better than left out, lets services start too late (option `elasticTimeWindows`).
pub(super) fn stretch(problem: &mut Rc<Problem>, options: &SolveOptions) {
    if options.elastic_time_windows {
        Rc::make_mut(problem).stretch(options.max_lateness_sec);
    }
}

/// Dates from `from` to `to`.
pub(super) fn dates(from: Date, to: Date) -> sorted::Set<Date> {
    sorted::set((0..=to.days_since(from)).map(|day| from.plus_days(day)))
}

pub(super) fn build(
    loaded: &Loaded,
    request: &BuildRoutesRequest,
    options: &SolveOptions,
) -> SolveScope {
    let (snapshot, rules) = (&loaded.snapshot, &options.rules);
    let mut problem = loaded.problem_to_search(rules, &dates(request.from, request.to));
    stretch(&mut problem, options);
    let current = current_routes(snapshot, &problem);
    let mut warnings = at_home(&problem, &current);
    let own = request.locked_route_ids_override.as_ref().unwrap_or(&snapshot.locked_route_ids);
    let mut closed = locked(snapshot, &problem, own, rules);
    let cutoff = options.upcoming_stop_cutoff;
    let begun = from_here(snapshot, &mut problem, &current, &mut closed, cutoff, &mut warnings);
    let stays = stays(options, snapshot, &mut problem, &current, &mut closed, &mut warnings);
    let start = start(options, &problem, &current, &closed);
    let open = problem
        .days()
        .filter(|(day, vehicle)| vehicle.usable() && !closed.contains_key(day))
        .map(|(day, _)| day)
        .collect();
    let (tasks, nowhere) = orders(snapshot, &problem, &closed, &stays);
    SolveScope {
        problem,
        current,
        open,
        later: Vec::new(),
        initial: stays.initial,
        start,
        closed,
        completed: stays.apart,
        tolerated: stays.tolerated,
        begun,
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
    let days = own.iter().chain(approved).filter_map(|id| day_of(snapshot, problem, id));
    sorted::map(days.map(|day| (day, LOCKED)))
}

/// What planning from here leaves alone: what has happened stays, nothing leaves before `now`, and
/// routes that cannot be planned again are closed. Returns those that have begun.
pub(super) fn from_here(
    snapshot: &Snapshot,
    problem: &mut Rc<Problem>,
    current: &[CurrentRoute],
    closed: &mut Closed,
    cutoff: i64,
    warnings: &mut Vec<Issue>,
) -> Begun {
    let begun = keep(snapshot, problem, current, closed, cutoff, warnings);
    begin_now(snapshot, problem, closed);
    close_unusable(problem, current, closed);
    close_taken(snapshot, problem, current, closed);
    begun
}

/// The same for what only asks why an order is on no route.
pub(super) fn closed_from_here(
    snapshot: &Snapshot,
    problem: &mut Rc<Problem>,
    current: &[CurrentRoute],
    rules: &Rules,
) -> Closed {
    let mut closed = locked(snapshot, problem, &snapshot.locked_route_ids, rules);
    from_here(snapshot, problem, current, &mut closed, 0, &mut Vec::new());
    closed
}

/// Closes routes that cannot be planned again, their vehicle being at home or their date past.
fn close_unusable(problem: &Problem, current: &[CurrentRoute], closed: &mut Closed) {
    for route in current.iter().filter(|route| !problem.days[route.day as usize].usable()) {
        closed.entry(route.day).or_insert(NOT_AVAILABLE);
    }
}

/// Closes days without a route whose id is that of a route of another date (FEATURES DEF-13): a new
/// one would take its place.
fn close_taken(
    snapshot: &Snapshot,
    problem: &Problem,
    current: &[CurrentRoute],
    closed: &mut Closed,
) {
    for (id, route) in &snapshot.routes {
        let named = route_key(id, &Route::default());
        let Some((vehicle, date)) = named.filter(|own| route_key(id, route).as_ref() != Some(own))
        else {
            continue;
        };
        let day = problem.day(&vehicle, date);
        if let Some(day) = day.filter(|day| current.iter().all(|own| own.day != *day)) {
            closed.entry(day).or_insert(TAKEN);
        }
    }
}

/// Earlier dates are not planned, and no route begins before `now`, whose seconds count on past
/// midnight, but for those that stay as they are or have begun.
fn begin_now(snapshot: &Snapshot, problem: &mut Rc<Problem>, closed: &Closed) {
    let Some(now) = snapshot.now else { return };
    let days = (0..).zip(&mut Rc::make_mut(problem).days);
    let to_begin =
        days.filter(|(day, own)| !closed.contains_key(day) && own.kept.started.is_none());
    for (_, day) in to_begin {
        day.window_start = day.window_start.max(moment_on(now, day.date));
        if day.date < now.date || day.window_start > day.window_end {
            day.available = false;
        }
    }
}

/// Orders in scope, with and without usable coordinates.
fn orders(
    snapshot: &Snapshot,
    problem: &Problem,
    closed: &Closed,
    bases: &Bases,
) -> (Vec<TaskIdx>, Vec<TaskIdx>) {
    let mut stays: sorted::Set<&str> = sorted::Set::new();
    for task in bases.tasks(problem) {
        stays.insert(problem.tasks[task as usize].order_id.as_str());
    }
    for (id, route) in &snapshot.routes {
        let day = route_key(id, route).and_then(|(vehicle, date)| problem.day(&vehicle, date));
        let is_closed = |day: DayIdx| closed.contains_key(&day) && !bases.apart.contains_key(&day);
        if day.is_none_or(is_closed) {
            stays.extend(route.steps.iter().filter_map(|step| step.order_id.as_deref()));
        }
    }
    let in_scope = problem.tasks().filter(|(_, task)| {
        task.eligible_dates.contains(&true) && !stays.contains(task.order_id.as_str())
    });
    in_scope.map(|(task, _)| task).partition(|task| problem.tasks[*task as usize].located)
}
