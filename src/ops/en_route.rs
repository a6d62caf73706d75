//! A vehicle between two stops, by the last position that was reported of it (FEATURES EXE-46): it
//! gets to its next stop when it can drive there from that place, from that moment on.
//!
//! The position is worked in as the moment at which the vehicle would have had to leave the stop
//! before, for the drive that is planned: all else is then timed as ever.

use super::progress::has_departed;
use crate::model::{LatLng, Route, Snapshot, Travel};
use crate::problem::{Left, NOWHERE, Problem, Progress, StopIdx, VehicleDay};
use crate::schedule::{Chain, RELOAD};
use crate::travel::{Legs, contains};
use crate::units::Sec;

/// When the vehicle left for what follows the executed items of a sequence; `None` = nothing newer
/// than what was executed is known of it, or it is not under way yet.
pub(super) fn left(
    snapshot: &Snapshot,
    problem: &Problem,
    day: &VehicleDay,
    route: &Route,
    (sequence, progress): (&[StopIdx], &Progress),
) -> Option<Left> {
    let fix = route.tracking_data.as_ref()?.position.as_ref()?;
    let here = fix.lat_lng?;
    let is_under_way = progress.is_prepared() || day.preparation == 0 && has_departed(route);
    if !is_under_way || fix.sec <= progress.anchor() {
        return None;
    }
    let chain = Chain::new(problem, day, sequence);
    let next = chain.visits.get(progress.executed.len());
    let (to, planned, reachable) = match next {
        Some(visit) => (visit.place, visit.drive, visit.reachable),
        None => (day.arrival_place?, chain.home_drive, chain.home_reachable),
    };
    let there = *problem.locations.get(to as usize).filter(|_| to != NOWHERE && reachable)?;
    let enters = next.is_some_and(|visit| visit.item != RELOAD);
    let arrives = fix.sec + drive(snapshot, day, [here, there], enters)?;
    Some(Left { at: (arrives - planned).max(0), arrives, home: next.is_none() })
}

/// Seconds from one place to another by the travel model, region entries included; `None` =
/// unreachable.
fn drive(
    snapshot: &Snapshot,
    day: &VehicleDay,
    [here, there]: [LatLng; 2],
    enters: bool,
) -> Option<Sec> {
    if here == there {
        return Some(0);
    }
    let estimate = Travel::default();
    let model = snapshot.travel.as_ref().unwrap_or(&estimate);
    let leg = Legs::on_demand(model, &[here, there]).leg(0, 1);
    let entered = snapshot
        .regions
        .values()
        .filter(|region| enters && contains(&region.poly, there) && !contains(&region.poly, here));
    let entries: Sec = entered.map(|region| region.enter_time_sec.max(0)).sum();
    leg.is_reachable().then(|| Sec::from(day.speed.scaled(leg.sec)) + entries)
}
