//! Differences between an emitted route and the expected one.

use routewright::model::{Route, RouteStep, StepType};
use std::fmt::Debug;

/// `path: got …, expected …` for each.
pub(crate) fn routes(got: &Route, expected: &Route) -> Vec<String> {
    let mut found = Vec::new();
    differ(&mut found, "id", &got.id, &expected.id);
    differ(&mut found, "date", &got.date, &expected.date);
    differ(&mut found, "vehicleId", &got.vehicle_id, &expected.vehicle_id);
    let mut codes = got.vehicle_violations.clone();
    codes.sort_unstable();
    differ(&mut found, "vehicleViolations", &codes, &expected.vehicle_violations);
    let names = |route: &Route| route.steps.iter().map(name).collect::<Vec<_>>();
    if names(got) == names(expected) {
        for (index, (got, expected)) in got.steps.iter().zip(&expected.steps).enumerate() {
            steps(&mut found, index, got, expected);
        }
    } else {
        differ(&mut found, "steps", &names(got), &names(expected));
        differ(&mut found, "departure", &ends(got), &ends(expected));
    }
    differ(&mut found, "costBreakdown", &got.cost_breakdown, &expected.cost_breakdown);
    found
}

fn steps(found: &mut Vec<String>, index: usize, got: &RouteStep, expected: &RouteStep) {
    let path = |field: &str| format!("steps[{index}] ({}).{field}", name(expected));
    let numbers = |step: &RouteStep| {
        [
            ("idleTimeSec", step.idle_time_sec),
            ("perStopTimeSec", step.per_stop_time_sec),
            ("arrivalSec", step.arrival_sec),
            ("startSec", step.start_sec),
            ("endSec", step.end_sec),
            ("driveToNextSec", step.drive_to_next_sec),
            ("distanceToNextMt", step.distance_to_next_mt),
            ("stopIdx", step.stop_idx),
        ]
    };
    for ((field, got), (_, expected)) in numbers(got).into_iter().zip(numbers(expected)) {
        differ(found, &path(field), &got, &expected);
    }
    let of_order = matches!(expected.kind, StepType::Pickup | StepType::Delivery);
    differ(found, &path("effective"), &got.effective, &expected.effective);
    if !of_order || expected.display_label.is_some() {
        differ(found, &path("displayLabel"), &got.display_label, &expected.display_label);
    }
    let mut codes = got.violations.clone();
    codes.sort_unstable();
    differ(found, &path("violations"), &codes, &expected.violations);
}

fn name(step: &RouteStep) -> String {
    let whose = step.order_id.as_deref().or(step.depot_id.as_deref()).unwrap_or_default();
    format!("{:?} {whose}", step.kind).trim_end().to_owned()
}

/// Departure and arrival, to make different breaks easier to explain.
fn ends(route: &Route) -> Vec<(StepType, i64, i64)> {
    route.steps.iter().map(|step| (step.kind, step.start_sec, step.end_sec)).collect()
}

pub(crate) fn differ<T: PartialEq + Debug>(
    found: &mut Vec<String>,
    path: &str,
    got: &T,
    expected: &T,
) {
    if got != expected {
        found.push(format!("{path}: got {got:?}, expected {expected:?}"));
    }
}
