//! What lies before the present moment of a route of which nothing was reported: it went as planned
//! (SEMANTICS 4.7).

use super::current::planned_for;
use super::progress::{UnderWay, breaks_not_taken, kept_breaks, moment_on};
use crate::model::{Now, Route};
use crate::problem::{Break, Executed, Problem, Progress, StopIdx, VehicleDay};
use crate::schedule::Planned;
use crate::units::Sec;

/// No planned step ends later.
const LATEST: Sec = 3 * 86_400;

/// The progress by the plan of a route that is to have those items; `None` = it has not begun by
/// `now`, or what it was to begin with is not what the items begin with.
pub(super) fn passed(
    problem: &Problem,
    day: &VehicleDay,
    route: &Route,
    items: &[StopIdx],
    now: Option<Now>,
) -> Option<UnderWay> {
    let now = moment_on(now.filter(|now| now.date <= day.date)?, day.date);
    let planned = planned_for(problem, day, &route.steps, items);
    // Without any time nothing was planned yet.
    let is_timed = |moment: &Sec| *moment > 0 || planned.visits.iter().any(Option::is_some);
    let departure = planned.departure.filter(|moment| *moment < now && is_timed(moment))?;
    let executed = before(&planned, now);
    let within = (day.window_start..=day.window_end).contains(&departure);
    if executed.is_empty() && !within {
        return None;
    }
    let mut progress = Progress {
        departure,
        breaks: kept_breaks(&route.steps, &planned, executed.len()),
        executed,
        by_plan: true,
        ..Progress::default()
    };
    let from = 2 * progress.executed.len();
    let ahead = planned.breaks.iter().filter(|taken| taken.spot >= from && taken.given.start < now);
    let mut begun: Vec<Break> = ahead.map(|taken| taken.given).collect();
    let free = progress.anchor();
    progress.open_breaks = breaks_not_taken(day, &progress);
    progress.open_breaks.retain_mut(|own| is_open(own, &mut begun, now, free));
    let own = UnderWay { sequence: items.to_vec(), planned, progress, plan: None };
    Some(own.resumed(problem, route))
}

/// The first visits, as far as they follow one another and were to start before `now`.
fn before(planned: &Planned, now: Sec) -> Vec<Executed> {
    let mut free = 0;
    let passed = planned.visits.iter().map_while(|visit| {
        let [arrival, start, end] = (*visit)?;
        let follows = free <= start && start < now && start <= end && end <= LATEST;
        free = end;
        follows.then(|| Executed { planned: [arrival, start, end], ..Executed::default() })
    });
    passed.collect()
}

/// A break that has begun by the plan, in its window or late, begins when it did; no other begins
/// before `now`, and none is due that should have begun before the vehicle was free.
fn is_open(own: &mut Break, begun: &mut Vec<Break>, now: Sec, free: Sec) -> bool {
    let is_it = |taken: &Break| taken.duration == own.duration && own.start <= taken.start;
    if let Some(at) = begun.iter().position(is_it) {
        // A second before, it is due also where the vehicle is free just then and nothing comes after.
        let start = begun.remove(at).start;
        let opens = if free < start { start } else { start - 1 };
        (own.start, own.end) = (own.start.max(opens), start);
        return true;
    }
    own.start = own.start.max(now);
    own.start <= own.end && free <= own.end
}
