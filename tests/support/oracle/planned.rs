//! SEMANTICS 1.5: an existing route that needs an unreachable leg keeps its departure and breaks;
//! the leg shows −1/−1 and counts 0; every step from there on keeps its planned times (without
//! any: as after a drive of 0 s).
//!
//! 1.5 does not say what becomes of the times before such a leg where breaks lie there (planned
//! ones stay, but drives may have changed around them), so they are not judged there; nor is the
//! cost of waiting.

use super::codes;
use super::compare::differ;
use super::expected;
use super::journey::{self, Journey, Task};
use super::timeline;
use routewright::model::{Route, RouteStep, StepType};

/// Every difference between an emitted route and what 1.5 says of it.
pub(crate) fn differences(journey: &Journey, route: &Route) -> Vec<String> {
    let id = format!("{}-{}", journey.vehicle_id, journey.date);
    let Some(planned) = journey.snapshot.routes.get(&id) else {
        return vec!["a new route with an unreachable leg (1.5)".to_owned()];
    };
    let mut found = Vec::new();
    let (Some(departure), Some(arrival)) = (route.steps.first(), route.steps.last()) else {
        return vec!["no steps".to_owned()];
    };
    kept(&mut found, planned, route);
    drives(&mut found, journey, route);
    times(&mut found, journey, planned, route);
    assignment(&mut found, journey, route);
    let (start, end) = (departure.end_sec, arrival.arrival_sec);
    let mut vehicle = route.vehicle_violations.clone();
    vehicle.sort_unstable();
    differ(&mut found, "vehicleViolations", &vehicle, &codes::of_vehicle(journey, start, end));
    if let Some(cost) = route.cost_breakdown {
        let parts = cost.activation + cost.driving + cost.idle + cost.service + cost.break_time;
        let parts = parts + cost.distance + cost.per_stop + cost.depot_setup + cost.region_enter;
        differ(&mut found, "costBreakdown.total", &cost.total, &parts);
    } else {
        found.push("costBreakdown: missing".to_owned());
    }
    found
}

/// D and the breaks, where they stand in the sequence and how long they last.
fn kept(found: &mut Vec<String>, planned: &Route, route: &Route) {
    let departure = |route: &Route| {
        let step = route.steps.iter().find(|step| step.kind == StepType::Departure);
        step.map(|step| step.end_sec)
    };
    if let Some(own) = departure(planned).filter(|own| *own > 0) {
        differ(found, "departure.endSec", &departure(route), &Some(own));
    }
    let breaks = |route: &Route| {
        let mut visits = 0;
        let mut breaks = Vec::new();
        for step in &route.steps {
            match step.kind {
                StepType::Brk => breaks.push((visits, step.end_sec - step.start_sec)),
                _ => visits += i64::from(is_visit(step)),
            }
        }
        breaks
    };
    differ(found, "breaks", &breaks(route), &breaks(planned));
}

fn is_visit(step: &RouteStep) -> bool {
    matches!(step.kind, StepType::Pickup | StepType::Delivery | StepType::Depot)
}

/// The drive of each gap, on whichever step of it.
fn drives(found: &mut Vec<String>, journey: &Journey, route: &Route) {
    let mut gap = (0, 0);
    let mut gaps = Vec::new();
    for step in &route.steps {
        if is_visit(step) {
            gaps.push(std::mem::take(&mut gap));
        }
        gap.0 += step.drive_to_next_sec;
        gap.1 += step.distance_to_next_mt;
    }
    gaps.push(gap);
    let legs = journey.legs.iter().map(|leg| leg.map_or((-1, -1), |leg| (leg.sec, leg.mt)));
    differ(found, "drives", &gaps, &legs.collect());
}

fn times(found: &mut Vec<String>, journey: &Journey, planned: &Route, route: &Route) {
    let broken = journey.legs.iter().position(Option::is_none).unwrap_or(journey.visits.len());
    let visits = |route: &Route| -> Vec<RouteStep> {
        route.steps.iter().filter(|step| is_visit(step)).cloned().collect()
    };
    let departure = route.steps.first().map_or(0, |step| step.end_sec);
    let undisturbed = timeline::simulate(journey, departure, &[]);
    let mut paused = false;
    let mut index = 0;
    for step in &route.steps {
        paused |= step.kind == StepType::Brk;
        if !is_visit(step) {
            continue;
        }
        let got = (step.arrival_sec, step.start_sec, step.end_sec);
        let before = visits(planned)[index].clone();
        if index >= broken && before.end_sec > 0 {
            let own = (before.arrival_sec, before.start_sec, before.end_sec);
            differ(found, &format!("visit {index} kept"), &got, &own);
        } else if index < broken && !paused {
            let span = undisturbed.visits[index];
            differ(found, &format!("visit {index}"), &got, &(span.arrival, span.start, span.end));
        }
        index += 1;
    }
}

fn assignment(found: &mut Vec<String>, journey: &Journey, route: &Route) {
    let steps: Vec<&RouteStep> = route.steps.iter().filter(|step| is_visit(step)).collect();
    let mut label = 0;
    for (index, step) in steps.into_iter().enumerate() {
        let visit = &journey.visits[index];
        let mut codes = codes::of_assignment(journey, index);
        if codes::outside_windows(visit, step.start_sec) {
            codes.push(routewright::model::StepViolation::Tw);
        }
        codes.sort_unstable();
        let mut got = step.violations.clone();
        got.sort_unstable();
        differ(found, &format!("visit {index} violations"), &got, &codes);
        differ(found, &format!("visit {index} parking"), &step.per_stop_time_sec, &visit.parking);
        if matches!(visit.task, Task::Step { .. }) {
            label += 1;
            let expected = expected::label_of(journey, label);
            if expected.is_some() {
                differ(found, &format!("visit {index} label"), &step.display_label, &expected);
            }
        }
    }
    differ(found, "sequence", &journey::sequence(route).len(), &journey.visits.len());
}
