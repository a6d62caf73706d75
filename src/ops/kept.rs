//! What planning leaves as it is of routes that have begun (SEMANTICS 4.7): what has happened, what
//! is driven to, and as many stops more as the caller asks for.

use super::current::{CurrentRoute, is_tracked};
use super::passed::passed;
use super::progress::{UnderWay, has_departed, moment_on, under_way};
use super::summary::Closed;
use crate::error::{ErrorCode, Issue};
use crate::model::{Route, Snapshot};
use crate::problem::{DayIdx, Kept, Problem, Progress, Started, StopIdx, VehicleDay};
use crate::schedule::RELOAD;
use crate::sorted;
use crate::units::Sec;
use std::rc::Rc;

/// Why a route whose work has ended is closed.
const ENDED: &str = "the work of its driver has ended";

/// The routes that have begun, by day.
pub(super) type Begun = sorted::Map<DayIdx, UnderWay>;

/// Says of each day that is not closed what stays of its route, and returns those that have begun.
/// A route whose work has ended is closed; earlier dates are not planned at all.
pub(super) fn keep(
    snapshot: &Snapshot,
    problem: &mut Rc<Problem>,
    current: &[CurrentRoute],
    closed: &mut Closed,
    cutoff: i64,
    warnings: &mut Vec<Issue>,
) -> Begun {
    let mut begun = Begun::new();
    let cutoff = usize::try_from(cutoff).unwrap_or(0);
    for own in current {
        let day = &problem.days[own.day as usize];
        let Some((_, route)) = own.given(snapshot).filter(|_| !closed.contains_key(&own.day))
        else {
            continue;
        };
        if snapshot.now.is_some_and(|now| day.date < now.date) {
            continue;
        }
        let moment = snapshot.now.map(|now| moment_on(now, day.date));
        let items = &own.sequence;
        let Some(mut under_way) = progress_of(snapshot, problem, day, route, items) else {
            let frozen = first(items, cutoff);
            if frozen.is_empty() {
                continue;
            }
            Rc::make_mut(problem).days[own.day as usize].kept = Kept { frozen, ..Kept::default() };
            continue;
        };
        if has_ended(route, &under_way.progress) {
            closed.insert(own.day, ENDED);
            let path = format!("routes[{}]", own.id);
            let rule = "has ended and stays as it is";
            warnings.push(Issue::new(ErrorCode::NotApplicable, path, rule));
            continue;
        }
        let progress = &mut under_way.progress;
        let done = progress.executed.len();
        if done == items.len() {
            progress.resume = moment.unwrap_or(0).max(0);
        }
        let driven_to = usize::from(is_driven_to(day, route, progress, moment));
        let frozen = first(items, done + driven_to + cutoff);
        let started = Some(Started::new(progress.clone(), day));
        Rc::make_mut(problem).days[own.day as usize].kept =
            Kept { frozen, started, ..Kept::default() };
        begun.insert(own.day, under_way);
    }
    begun
}

fn progress_of(
    snapshot: &Snapshot,
    problem: &Problem,
    day: &VehicleDay,
    route: &Route,
    items: &[StopIdx],
) -> Option<UnderWay> {
    under_way(snapshot, problem, day, route, Some(items))
        .or_else(|| passed(problem, day, route, items, snapshot.now))
}

/// The first so many items, and one more after a reload, which is never last.
fn first(items: &[StopIdx], count: usize) -> Vec<StopIdx> {
    let mut count = count.min(items.len());
    while count > 0 && items[count - 1] == RELOAD && count < items.len() {
        count += 1;
    }
    items[..count].to_vec()
}

/// Whether the vehicle drives to what follows the executed items: the step before has ended by now;
/// where the present moment is not known, it took place.
fn is_driven_to(day: &VehicleDay, route: &Route, progress: &Progress, now: Option<Sec>) -> bool {
    if progress.left.is_some_and(|left| !left.home) {
        return true;
    }
    let ready = if progress.is_prepared() {
        progress.anchor()
    } else {
        progress.departure + day.preparation
    };
    match now {
        // What took place began, whatever was planned of the departure.
        Some(now) => ready <= now && (progress.is_prepared() || progress.departure < now),
        None => progress.is_prepared() || has_departed(route),
    }
}

/// Whether nothing more can be done on a route: it was closed out, or all of its drivers have arrived.
fn has_ended(route: &Route, progress: &Progress) -> bool {
    let registry = route.tracking_data.as_ref();
    let drivers = || registry.into_iter().flat_map(|own| own.drivers_tracking_data.values());
    let mut at_work = drivers().filter(|driver| driver.current.departure.is_some()).peekable();
    let any = at_work.peek().is_some();
    progress.close_out.is_some()
        || (is_tracked(route) && any && at_work.all(|driver| driver.current.arrival.is_some()))
}
