//! SEMANTICS 4.2–4.4: violation codes, in the order of the documents' tables.

use super::journey::{Journey, Task, Visit};
use super::loads;
use super::timeline::Timeline;
use super::travel;
use routewright::model::{EligibilityType, StepKind, StepViolation, VehicleViolation};
use std::collections::BTreeSet;

/// Codes of visit `index` that do not depend on the clock.
pub(crate) fn of_assignment(journey: &Journey, index: usize) -> Vec<StepViolation> {
    let Task::Step { order_id, order, kind, step } = &journey.visits[index].task else {
        return Vec::new();
    };
    let tags = &journey.settings.tags;
    let mut codes = Vec::new();
    if order.force_vehicle_id.as_deref().is_some_and(|forced| forced != journey.vehicle_id) {
        codes.push(StepViolation::Ve);
    }
    if step.tags_in.iter().any(|tag| !tags.contains(tag)) {
        codes.push(StepViolation::Tgi);
    }
    if step.tags_out.iter().any(|tag| tags.contains(tag)) {
        codes.push(StepViolation::Tgo);
    }
    let eligible = match order.eligibility.kind {
        EligibilityType::Any => true,
        EligibilityType::By => order.eligibility.by_date.is_some_and(|last| journey.date <= last),
        EligibilityType::On => order.eligibility.on_dates.contains(&journey.date),
    };
    if !eligible {
        codes.push(StepViolation::Elg);
    }
    if !region_allowed(journey, &journey.visits[index]) {
        codes.push(StepViolation::Rgn);
    }
    // 4.4: PDM where the pair is missing, PDI on both where the delivery comes first.
    if order.pickup.is_some() && order.delivery.is_some() {
        let other = match kind {
            StepKind::Pickup => StepKind::Delivery,
            StepKind::Delivery => StepKind::Pickup,
        };
        let paired = journey.visits.iter().position(|visit| {
            matches!(&visit.task, Task::Step { order_id: id, kind, .. } if id == order_id && *kind == other)
        });
        match paired {
            None => codes.push(StepViolation::Pdm),
            Some(paired) if (paired > index) == (*kind == StepKind::Delivery) => {
                codes.push(StepViolation::Pdi);
            }
            Some(_) => {}
        }
    }
    codes
}

/// 4.3: depots belong to all. Only a vehicle that has regions is bound: to steps that share one, and
/// to steps outside all regions unless `strictRegions`.
fn region_allowed(journey: &Journey, visit: &Visit) -> bool {
    let own = &journey.settings.region_ids;
    let Task::Step { step, .. } = &visit.task else { return true };
    if step.depot_id.is_some() || own.is_empty() {
        return true;
    }
    let Some(place) = visit.place else { return !journey.rules.strict_regions };
    let regions = journey.snapshot.regions.iter();
    let around: Vec<&String> =
        regions.filter(|(_, region)| travel::inside(region, place)).map(|(id, _)| id).collect();
    if around.is_empty() {
        return !journey.rules.strict_regions;
    }
    around.iter().any(|id| own.contains(id))
}

/// 2.6: whether a service that starts at `start` lies in none of the step's windows.
pub(crate) fn outside_windows(visit: &Visit, start: i64) -> bool {
    !visit.windows.is_empty()
        && !visit.windows.iter().any(|(first, last)| (*first..=*last).contains(&start))
}

/// All codes of visit `index`.
pub(crate) fn of_step(journey: &Journey, line: &Timeline, index: usize) -> Vec<StepViolation> {
    let mut codes = of_assignment(journey, index);
    if outside_windows(&journey.visits[index], line.visits[index].start) {
        codes.push(StepViolation::Tw);
    }
    codes.sort_unstable();
    codes
}

/// Codes of the vehicle that do not depend on the clock.
pub(crate) fn of_load_and_length(journey: &Journey) -> Vec<VehicleViolation> {
    let limits = journey.settings;
    let excess = loads::excess(journey);
    let beyond = |value: i64, limit: i64| limit > 0 && value > limit;
    let mut codes = Vec::new();
    if excess.above > 0 {
        codes.push(VehicleViolation::Ld);
    }
    if excess.below > 0 {
        codes.push(VehicleViolation::Nld);
    }
    if beyond(journey.driving(), limits.max_driving_time_sec) {
        codes.push(VehicleViolation::Dt);
    }
    if beyond(journey.distance(), limits.max_distance_mt) {
        codes.push(VehicleViolation::Ml);
    }
    if beyond(distinct_orders(journey), limits.max_orders) {
        codes.push(VehicleViolation::Or);
    }
    codes
}

/// All codes of the vehicle.
pub(crate) fn of_vehicle(journey: &Journey, departure: i64, end: i64) -> Vec<VehicleViolation> {
    let mut codes = of_load_and_length(journey);
    if departure < journey.window.0 {
        codes.push(VehicleViolation::Tws);
    }
    if end > journey.window.1 {
        codes.push(VehicleViolation::Twe);
    }
    let limit = journey.settings.max_working_time_sec;
    if limit > 0 && end - departure > limit {
        codes.push(VehicleViolation::Wt);
    }
    codes.sort_unstable();
    codes
}

pub(crate) fn distinct_orders(journey: &Journey) -> i64 {
    let ids = journey.visits.iter().filter_map(|visit| match &visit.task {
        Task::Step { order_id, .. } => Some(*order_id),
        Task::Reload { .. } => None,
    });
    ids.collect::<BTreeSet<_>>().len() as i64
}
