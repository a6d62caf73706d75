//! Going from one item of a tour to the next: what it takes and what it costs, O(1).
//!
//! The same rules as in `schedule::Chain`, for two neighbours instead of a whole sequence; a test
//! holds the two together.

use super::Moment;
use crate::problem::{LocIdx, NOWHERE, Problem, StopIdx, VehicleDay};
use crate::schedule::RELOAD;
use crate::units::Money;

/// Longest drive that can be part of a plan: working windows end by 172 800 (FEATURES CNV-02).
pub(super) const LONGEST_DRIVE: Moment = 172_800;

/// From one item to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hop {
    /// Seconds from the end of the one until parked at the other.
    pub(super) travel: Moment,
    /// Seconds of service there, set-up included.
    pub(super) service: Moment,
    /// Driving, distance, parking, set-up, places and region entries; service itself not.
    pub(super) cost: Money,
    /// Seconds of driving in it.
    pub(super) drive: Moment,
    /// Metres in it.
    pub(super) distance: i32,
}

/// Where an item takes place.
#[inline]
pub(super) fn place_of(problem: &Problem, day: &VehicleDay, item: StopIdx) -> LocIdx {
    if item == RELOAD {
        day.departure_place.unwrap_or(NOWHERE)
    } else {
        problem.stops[item as usize].place
    }
}

/// From `from` (`None` = an open start) to an item; `first` if that is the first of the tour.
/// `None` = cannot be driven.
#[inline]
pub(super) fn hop(
    problem: &Problem,
    day: &VehicleDay,
    from: Option<LocIdx>,
    item: StopIdx,
    first: bool,
) -> Option<Hop> {
    let to = place_of(problem, day, item);
    let mut hop = Hop::default();
    let mut charge = 0;
    if let Some(from) = from {
        drive(problem, day, from, to, &mut hop)?;
        if item != RELOAD && !problem.regions.is_free() {
            let regions = &problem.regions;
            let entry = regions.enter(regions.set_of(from), regions.set_of(to));
            hop.drive += entry.sec;
            charge += entry.cost;
        }
    } else if to == NOWHERE {
        return None;
    }
    hop.travel = hop.drive;
    let mut extra = 0;
    let depot = if item == RELOAD {
        day.departure_depot
    } else {
        let stop = &problem.stops[item as usize];
        hop.service = narrow(stop.service);
        stop.depot
    };
    if from.is_none_or(|from| !problem.groups.together(from, to)) {
        match depot {
            None => {
                extra = day.parking + problem.groups.check_in(to);
                hop.travel += narrow(extra);
                hop.cost += day.rates.per_stop;
            }
            Some(depot) if !first => {
                let depot = &problem.depots[depot as usize];
                extra = depot.setup_time;
                hop.service += narrow(depot.setup_time);
                charge += depot.setup_cost;
            }
            Some(_) => {}
        }
    }
    hop.cost += day.rates.driving * i64::from(hop.drive)
        + day.rates.metre * i64::from(hop.distance)
        + day.rates.service * extra
        + Money::hundredths(charge);
    Some(hop)
}

/// From `from` to where the tour ends; all zero for an open end.
#[inline]
pub(super) fn hop_home(problem: &Problem, day: &VehicleDay, from: Option<LocIdx>) -> Option<Hop> {
    let mut hop = Hop::default();
    if let (Some(from), Some(to)) = (from, day.arrival_place) {
        drive(problem, day, from, to, &mut hop)?;
        hop.travel = hop.drive;
        hop.cost =
            day.rates.driving * i64::from(hop.drive) + day.rates.metre * i64::from(hop.distance);
    }
    Some(hop)
}

#[inline]
fn drive(
    problem: &Problem,
    day: &VehicleDay,
    from: LocIdx,
    to: LocIdx,
    hop: &mut Hop,
) -> Option<()> {
    let leg = problem.leg(day, from, to)?;
    if leg.sec > LONGEST_DRIVE {
        return None;
    }
    hop.drive = leg.sec;
    hop.distance = leg.mt;
    Some(())
}

/// Durations are at most 86 400 s each (documents: LIMITS).
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "validated durations, far below 2^31")]
pub(super) const fn narrow(seconds: i64) -> Moment {
    seconds as Moment
}
