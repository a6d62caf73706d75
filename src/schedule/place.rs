//! Where breaks are taken: spots along a chain, and the earliest of them for a known departure.

use super::chain::Chain;
use super::opening::Opening;
use crate::problem::{Break, Problem, VehicleDay};
use crate::units::Sec;

/// A place in the timeline at which a break may be taken (SEMANTICS 2.9), in the order of time:
/// `2 i` at the end of the step before visit i, before driving on; `2 i + 1` at visit i, parked,
/// before its service; `2 m` (of m visits) before driving home.
pub type Spot = usize;

/// A break that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenBreak {
    /// Where.
    pub spot: Spot,
    /// Which.
    pub given: Break,
}

/// Nothing is early enough.
const NEVER: Sec = Sec::MIN;

/// The latest moments from which the end is still reached by `end`, per spot and number of breaks
/// taken before it, everything in time.
fn latest_at_spots(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    breaks: &[Break],
    end: Sec,
) -> Vec<Sec> {
    let taken = breaks.len();
    let width = taken + 1;
    let spots = 2 * chain.visits.len() + 1;
    let mut latest = vec![NEVER; spots * width];
    for spot in (0..spots).rev() {
        for count in (0..=taken).rev() {
            let moving = if spot + 1 == spots {
                let home = end - day.close_out;
                let is_last = count == taken && home >= chain.not_before;
                if is_last { home - chain.home_drive } else { NEVER }
            } else {
                latest_before_move(problem, day, chain, spot, latest[(spot + 1) * width + count])
            };
            let mut best = moving;
            if count < taken {
                let next = &breaks[count];
                let after = latest[spot * width + count + 1];
                let opens = next.start.max(chain.not_before);
                if after != NEVER && opens <= next.end && opens + next.duration <= after {
                    best = best.max(next.end.min(after - next.duration));
                }
            }
            latest[spot * width + count] = best;
        }
    }
    latest
}

/// The latest moment at a spot from which the next spot is reached by `latest`.
fn latest_before_move(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    spot: Spot,
    latest: Sec,
) -> Sec {
    if latest == NEVER || spot.is_multiple_of(2) && latest < chain.not_before {
        return NEVER;
    }
    let visit = &chain.visits[spot / 2];
    if spot.is_multiple_of(2) {
        return latest - visit.drive - visit.parking;
    }
    Opening::of(problem, day, visit).latest_arrival(latest - visit.service).unwrap_or(NEVER)
}

/// The moment at the next spot after leaving `spot` at `moment` without a break there.
fn move_on(problem: &Problem, day: &VehicleDay, chain: &Chain, spot: Spot, moment: Sec) -> Sec {
    let visit = &chain.visits[spot / 2];
    if spot.is_multiple_of(2) {
        return (moment + visit.drive + visit.parking).max(chain.not_before);
    }
    Opening::of(problem, day, visit).start(moment) + visit.service
}

/// The lexicographically earliest spots at which all of `breaks` can be taken so that a route that
/// departs at `departure` ends at `end` with everything in time; such spots must exist.
pub(super) fn earliest_spots(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    breaks: &[Break],
    departure: Sec,
    end: Sec,
) -> Vec<TakenBreak> {
    if breaks.is_empty() {
        return Vec::new();
    }
    let width = breaks.len() + 1;
    let latest = latest_at_spots(problem, day, chain, breaks, end);
    let mut placed = Vec::with_capacity(breaks.len());
    let mut moment = departure + day.preparation;
    for spot in 0..=2 * chain.visits.len() {
        while let Some(next) = breaks.get(placed.len()) {
            let start = moment.max(next.start).max(chain.not_before);
            let after = latest[spot * width + placed.len() + 1];
            if start > next.end || start + next.duration > after {
                break;
            }
            moment = start + next.duration;
            placed.push(TakenBreak { spot, given: *next });
        }
        if placed.len() == breaks.len() {
            break;
        }
        if spot < 2 * chain.visits.len() {
            moment = move_on(problem, day, chain, spot, moment);
        }
    }
    debug_assert_eq!(placed.len(), breaks.len(), "a feasible placement exists");
    placed
}
