//! LD NLD TWS TWE DT WT ML OR, and unreachable legs.

use super::Breach;
use crate::model::{OtherReason, ReasonCode, VehicleViolation};
use crate::problem::VehicleDay;
use crate::schedule::Evaluation;

pub(super) fn collect(day: &VehicleDay, evaluation: &Evaluation, found: &mut Vec<Breach>) {
    let timing = &evaluation.timing;
    let loads = &evaluation.loads;
    let mut over = |code, by: i64| {
        if by > 0 {
            found.push(Breach::new(ReasonCode::Vehicle(code), Some(by), None));
        }
    };
    over(VehicleViolation::Ld, loads.excess);
    over(VehicleViolation::Nld, loads.shortage);
    over(VehicleViolation::Tws, day.window_start - timing.departure);
    over(VehicleViolation::Twe, timing.end - day.window_end);
    over(VehicleViolation::Dt, evaluation.driving.saturating_sub(day.max_driving));
    let working = timing.end - timing.departure;
    over(VehicleViolation::Wt, working.saturating_sub(day.max_working));
    over(VehicleViolation::Ml, evaluation.distance.saturating_sub(day.max_distance));
    over(VehicleViolation::Or, evaluation.orders.saturating_sub(day.max_orders));
    if let Some(breach) = found.first_mut()
        && breach.code == ReasonCode::Vehicle(VehicleViolation::Ld)
    {
        breach.load_key = loads.excess_key;
    }
    if !evaluation.reachable {
        found.push(Breach::new(ReasonCode::Other(OtherReason::Unr), None, None));
    }
}
