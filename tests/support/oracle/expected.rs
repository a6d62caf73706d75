//! The route as it must be emitted (SEMANTICS 2.1, 2.4, 2.5, 2.7, 2.9–2.11).

use super::journey::{Journey, Task, Visit};
use super::timeline::{Span, Timeline};
use super::travel::Leg;
use super::{codes, cost};
use routewright::model::{Route, RouteStep, StepKind, StepType};

/// Everything that SEMANTICS fixes of a route; the rest is left at its default.
pub(crate) fn route(journey: &Journey, line: &Timeline) -> Route {
    Route {
        id: Some(format!("{}-{}", journey.vehicle_id, journey.date)),
        date: Some(journey.date),
        vehicle_id: Some(journey.vehicle_id.to_owned()),
        vehicle_violations: codes::of_vehicle(journey, line.departure, line.end),
        steps: steps(journey, line),
        cost_breakdown: Some(cost::of(journey, line)),
        ..Route::default()
    }
}

fn steps(journey: &Journey, line: &Timeline) -> Vec<RouteStep> {
    let mut steps = vec![departure(line.departure)];
    if journey.preparation > 0 {
        let end = line.departure + journey.preparation;
        let span = Span { arrival: line.departure, start: line.departure, end };
        steps.push(step(StepType::Preparation, span, -1));
    }
    let mut stop = 0;
    let mut label = 0;
    for (index, visit) in journey.visits.iter().enumerate() {
        push_breaks(&mut steps, line, 2 * index);
        record_drive(&mut steps, journey.legs[index]);
        push_breaks(&mut steps, line, 2 * index + 1);
        stop += i64::from(visit.is_new_place);
        let mut own = visited(visit, line.visits[index], stop);
        if matches!(visit.task, Task::Step { .. }) {
            label += 1;
            own.display_label = label_of(journey, label);
        }
        own.violations = codes::of_step(journey, line, index);
        steps.push(own);
    }
    push_breaks(&mut steps, line, 2 * journey.visits.len());
    record_drive(&mut steps, journey.legs[journey.visits.len()]);
    if journey.close_out > 0 {
        let span = Span { arrival: line.home, start: line.home, end: line.end };
        steps.push(step(StepType::CloseOut, span, -1));
    }
    steps.push(arrival(line.end, stop + 1));
    steps
}

/// 2.11: nothing but the moment work begins.
fn departure(sec: i64) -> RouteStep {
    let span = Span { arrival: -1, start: -1, end: sec };
    RouteStep { display_label: Some(String::new()), ..step(StepType::Departure, span, 0) }
}

/// 2.11: nothing but the moment work ends.
fn arrival(sec: i64, stop: i64) -> RouteStep {
    let span = Span { arrival: sec, start: sec, end: -1 };
    RouteStep { display_label: Some(String::new()), ..step(StepType::Arrival, span, stop) }
}

fn visited(visit: &Visit, span: Span, stop: i64) -> RouteStep {
    match &visit.task {
        Task::Step { order_id, kind, .. } => {
            let kind = match kind {
                StepKind::Pickup => StepType::Pickup,
                StepKind::Delivery => StepType::Delivery,
            };
            RouteStep {
                order_id: Some((*order_id).to_owned()),
                idle_time_sec: span.start - span.arrival,
                per_stop_time_sec: visit.parking,
                ..step(kind, span, stop)
            }
        }
        Task::Reload { depot_id } => RouteStep {
            depot_id: Some((*depot_id).to_owned()),
            ..step(StepType::Depot, span, stop)
        },
    }
}

fn step(kind: StepType, span: Span, stop_idx: i64) -> RouteStep {
    RouteStep {
        kind,
        arrival_sec: span.arrival,
        start_sec: span.start,
        end_sec: span.end,
        stop_idx,
        ..RouteStep::default()
    }
}

fn push_breaks(steps: &mut Vec<RouteStep>, line: &Timeline, place: usize) {
    let own = line.breaks.iter().filter(|(at, _)| *at == place);
    steps.extend(own.map(|(_, span)| step(StepType::Brk, *span, -1)));
}

/// 2.4: on the last step before the wheels turn; −1/−1 where they cannot (1.5).
fn record_drive(steps: &mut [RouteStep], leg: Option<Leg>) {
    if let Some(last) = steps.last_mut() {
        last.drive_to_next_sec = leg.map_or(-1, |leg| leg.sec);
        last.distance_to_next_mt = leg.map_or(-1, |leg| leg.mt);
    }
}

/// 2.7. Where the vehicle has no `idx` the label is not checked.
pub(crate) fn label_of(journey: &Journey, number: i64) -> Option<String> {
    let idx = journey.snapshot.vehicles.get(journey.vehicle_id)?.idx?;
    Some(format!("{idx}.{number}"))
}
