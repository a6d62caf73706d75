//! What the properties have found, each as one small case.

use crate::support::oracle::check_route;
use routewright::model::{
    EvaluateRoutesRequest, Route, Rules, SchedulingResult, Snapshot, StepViolation,
};
use routewright::{ops, validate};
use serde_json::{Value, json};

/// A route of vehicle `v`, which has neither start nor end, to an order without coordinates.
fn nowhere() -> Value {
    json!({
        "territory": {"id": "t"},
        "depots": {},
        "vehicles": {"v": {"idx": 1, "settings": {
            "timeWindow": {"startSec": 30_000, "endSec": 40_000}, "regionIds": ["r"],
        }}},
        "regions": {"r": {"poly": [[0, 0], [10, 0], [10, 10]]}},
        "orders": {"o": {"delivery": {
            "location": {"address": "somewhere"}, "serviceTimeSec": 500,
        }}},
        "routes": {"v-20260105": {"steps": [
            {"type": "departure", "endSec": 33_000}, {"type": "delivery", "orderId": "o"},
        ]}},
    })
}

fn evaluated(json: &Value, rules: &Rules) -> Route {
    let valid = validate::snapshot(&serde_json::to_vec(json).expect("JSON"), None).expect("valid");
    let request = EvaluateRoutesRequest::default();
    let result: SchedulingResult =
        ops::evaluate_routes(&valid, &request, rules).expect("an evaluation");
    let route = result.routes.into_values().next().expect("one route");
    let snapshot: Snapshot = serde_json::from_value(json.clone()).expect("a snapshot");
    assert_eq!(check_route(&snapshot, rules, &route), Vec::<String>::new());
    route
}

#[test]
fn an_open_start_has_no_drive_that_could_be_unreachable() {
    // It was shown as −1/−1 and the route kept its planned departure. SEMANTICS 1.4: an open start
    // has no drive; so the route is timed as any other, from the start of the window.
    let route = evaluated(&nowhere(), &Rules::default());
    let steps: Vec<(i64, i64)> =
        route.steps.iter().map(|step| (step.end_sec, step.drive_to_next_sec)).collect();
    assert_eq!(steps, [(30_000, 0), (30_500, 0), (-1, 0)]);
}

#[test]
fn a_step_without_coordinates_lies_in_no_region() {
    // SEMANTICS 4.3: anyone's, but where regions are strict only of vehicles without regions.
    assert_eq!(evaluated(&nowhere(), &Rules::default()).steps[1].violations, []);
    let strict = Rules { strict_regions: true, ..Rules::default() };
    assert_eq!(evaluated(&nowhere(), &strict).steps[1].violations, [StepViolation::Rgn]);
}
