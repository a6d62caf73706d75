//! What a new plan of routes that have begun starts from: the stops that stay, without the others.

use super::current::CurrentRoute;
use super::outcome::Plan;
use super::summary::Closed;
use super::tolerated::{Tolerated, lateness};
use crate::check::{Breach, breaches};
use crate::model::Snapshot;
use crate::problem::{DayIdx, Kept, Problem, Started, StopIdx, TaskIdx, VehicleDay, Window};
use crate::schedule::{RELOAD, Scheduler};
use crate::solver::tidy_reloads;
use crate::sorted;
use std::rc::Rc;

/// Why a route takes nothing beside what stays on it.
const LATE: &str = "what stays on its route is late already";
/// Why a route stays as it is.
const SHARED: &str = "an order on it has begun on another route";

/// See the module's head.
#[derive(Debug, Default)]
pub(super) struct Bases {
    /// Sequences to plan on from.
    pub(super) initial: Vec<(DayIdx, Vec<StopIdx>)>,
    /// Sequences that nothing can be added to; their days are closed.
    pub(super) apart: Plan,
    pub(super) tolerated: Tolerated,
}

impl Bases {
    /// The tasks on them.
    pub(super) fn tasks(&self, problem: &Problem) -> sorted::Set<TaskIdx> {
        let initial = self.initial.iter().map(|(_, items)| items);
        tasks_of(problem, initial.chain(self.apart.values()).flatten())
    }
}

fn tasks_of<'i>(
    problem: &Problem,
    items: impl Iterator<Item = &'i StopIdx>,
) -> sorted::Set<TaskIdx> {
    let stops = items.filter_map(|item| problem.stops.get(*item as usize));
    sorted::set(stops.map(|stop| stop.task))
}

/// Of every open day with stops that stay. An order that has begun stays on its route as a whole, and
/// so does one of which something was recorded.
pub(super) fn bases(
    snapshot: &Snapshot,
    problem: &mut Rc<Problem>,
    current: &[CurrentRoute],
    closed: &mut Closed,
    scheduler: &mut Scheduler,
) -> Bases {
    close_shared(problem, current, closed);
    let mut bases = Bases::default();
    for route in current {
        let day = &problem.days[route.day as usize];
        let has_kept = !day.kept.frozen.is_empty() || day.kept.started.is_some();
        if closed.contains_key(&route.day) || !has_kept {
            continue;
        }
        let base = base(snapshot, problem, route);
        match judged(problem, scheduler, route, &base, &mut bases.tolerated) {
            Judged::Open(relaxed) => {
                relax(&mut Rc::make_mut(problem).days[route.day as usize], relaxed);
                bases.initial.push((route.day, base));
            }
            Judged::Apart => {
                closed.insert(route.day, LATE);
                bases.apart.insert(route.day, base);
            }
            Judged::Closed => {
                closed.insert(route.day, LATE);
            }
        }
    }
    bases
}

/// Closes routes that have the other step of an order that has begun elsewhere.
fn close_shared(problem: &Problem, current: &[CurrentRoute], closed: &mut Closed) {
    let mut begun: sorted::Map<TaskIdx, DayIdx> = sorted::Map::new();
    for route in current.iter().filter(|route| !closed.contains_key(&route.day)) {
        let frozen = &problem.days[route.day as usize].kept.frozen;
        begun.extend(tasks_of(problem, frozen.iter()).into_iter().map(|task| (task, route.day)));
    }
    for route in current {
        let tasks = tasks_of(problem, route.sequence.iter());
        if tasks.iter().any(|task| begun.get(task).is_some_and(|day| *day != route.day)) {
            closed.entry(route.day).or_insert(SHARED);
        }
    }
}

/// What stays of a route, in its order.
fn base(snapshot: &Snapshot, problem: &Problem, route: &CurrentRoute) -> Vec<StopIdx> {
    let frozen = &problem.days[route.day as usize].kept.frozen;
    let begun = tasks_of(problem, frozen.iter());
    let given = route.given(snapshot);
    let steps = given.into_iter().flat_map(|(_, route)| &route.steps);
    let tracked = steps.filter(|step| step.tracking_data.is_some());
    let tracked = sorted::set(tracked.filter_map(|step| step.order_id.as_deref()));
    let stays = |item: &StopIdx| {
        problem.stops.get(*item as usize).is_none_or(|stop| {
            let order_id = problem.tasks[stop.task as usize].order_id.as_str();
            begun.contains(&stop.task) || tracked.contains(order_id)
        })
    };
    let rest = route.sequence.get(frozen.len()..).unwrap_or_default();
    let mut rest: Vec<StopIdx> = rest.iter().copied().filter(stays).collect();
    if rest.iter().all(|item| *item == RELOAD) {
        rest.clear();
    }
    let mut base = [frozen.as_slice(), &rest].concat();
    if !frozen.contains(&RELOAD) {
        tidy_reloads(&mut base);
    }
    base
}

/// What can be done with a base.
enum Judged {
    /// It can be planned on; these stops are late whatever is planned.
    Open(sorted::Map<StopIdx, Vec<Window>>),
    /// It breaks rules, but none more than the route does now.
    Apart,
    /// It would be worse than the route is now.
    Closed,
}

fn judged(
    problem: &Problem,
    scheduler: &mut Scheduler,
    route: &CurrentRoute,
    base: &[StopIdx],
    tolerated: &mut Tolerated,
) -> Judged {
    let day = &problem.days[route.day as usize];
    let mut broken = |items: &[StopIdx]| {
        let evaluation = scheduler.evaluate(problem, day, items);
        let broken = breaches(problem, day, items, &evaluation);
        (evaluation, broken)
    };
    let (now, found) = broken(&route.sequence);
    tolerated.note(route.day, &route.sequence, &found);
    let (evaluation, found) = broken(base);
    if let Some(late) = lateness(day, &found, &evaluation) {
        tolerated.note(route.day, base, &found);
        return Judged::Open(relaxed(problem, day, base, &late));
    }
    let known = |breach: &Breach| tolerated.has(route.day, base, breach);
    let is_better = evaluation.reachable
        && found.iter().all(known)
        && evaluation.timing.overrun <= now.timing.overrun;
    if is_better && base != route.sequence { Judged::Apart } else { Judged::Closed }
}

/// The windows of late stops, each as late as it is.
fn relaxed(
    problem: &Problem,
    day: &VehicleDay,
    base: &[StopIdx],
    late: &[(usize, i64)],
) -> sorted::Map<StopIdx, Vec<Window>> {
    let stops = late.iter().filter_map(|(item, by)| Some((*base.get(*item)?, *by)));
    let relaxed = stops.map(|(stop, by)| {
        let mut windows = problem.windows_of(stop, day).to_vec();
        if let Some(last) = windows.last_mut() {
            last.end += by;
        }
        (stop, windows)
    });
    sorted::map(relaxed)
}

fn relax(day: &mut VehicleDay, relaxed: sorted::Map<StopIdx, Vec<Window>>) {
    if relaxed.is_empty() {
        return;
    }
    let Kept { frozen, started, .. } = std::mem::take(&mut day.kept);
    day.kept = Kept { frozen, relaxed, started: None };
    let started = started.map(|own| Started::new(own.progress, day));
    day.kept.started = started;
}
