//! How badly a sequence fails, roughly and fast: for choosing which attempt to evaluate exactly.

use super::chain::{Chain, Visit};
use super::loads::load_profile;
use super::opening::Opening;
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::units::Sec;

/// Seconds too late or too long when leaving at the start of the working window without breaks;
/// loads, metres and orders too many count as seconds, an unreachable leg as a month.
#[must_use]
pub fn rough_overrun(problem: &Problem, day: &VehicleDay, sequence: &[StopIdx]) -> i64 {
    let chain = Chain::new(problem, day, sequence);
    let mut overrun = 0;
    let moment = follow(problem, day, &chain, |visit, arrival, _| {
        overrun += Opening::of(problem, day, visit).lateness(arrival);
    });
    let end = moment + chain.home_drive + day.close_out;
    let work = chain.working + chain.driving;
    let loads = load_profile(problem, day, sequence);
    let over = |value: i64, limit: i64| value.saturating_sub(limit).max(0);
    let unreachable = if chain.reachable { 0 } else { 30 * 86_400 };
    overrun
        + over(end, day.window_end)
        + over(work, day.max_working)
        + over(chain.driving, day.max_driving)
        + over(chain.distance, day.max_distance)
        + loads.excess
        + unreachable
}

/// When some stops of a sequence would start when leaving at the start of the working window
/// without breaks.
#[must_use]
pub fn rough_starts(
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    stops: &[StopIdx],
) -> Vec<Sec> {
    let mut starts = Vec::with_capacity(stops.len());
    follow(problem, day, &Chain::new(problem, day, sequence), |visit, _, start| {
        if stops.contains(&visit.item) {
            starts.push(start);
        }
    });
    starts
}

/// Tells every visit with its arrival and start; returns when the last one ends.
fn follow(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    mut tell: impl FnMut(&Visit, Sec, Sec),
) -> Sec {
    let started = day.kept.started.as_deref();
    let done = started.map_or(0, |started| started.progress.executed.len());
    let mut moment = day.rest().window_start + day.rest().preparation;
    for visit in chain.visits.iter().skip(done) {
        let arrival = moment + visit.drive + visit.parking;
        let start = Opening::of(problem, day, visit).start(arrival);
        tell(visit, arrival, start);
        moment = start + visit.service;
    }
    moment
}
