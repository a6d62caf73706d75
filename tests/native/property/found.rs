//! What the properties have found, each as one small case.

use crate::support::oracle::check_route;
use routewright::model::{
    BuildRoutesRequest, EvaluateRoutesRequest, Route, Rules, SchedulingResult, Snapshot,
    SolveOptions, StepViolation,
};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate;
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
        ops::evaluate_routes(&Loaded::from(valid), &request, rules).expect("an evaluation");
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

/// Two vehicles, of which `cheap` has a break; the order takes 100 s between 30 000 and 40 000.
fn who_serves(break_window: [i64; 2], flexible: bool) -> Vec<String> {
    let [first, last] = break_window;
    let window = json!({"startSec": 30_000, "endSec": 40_000});
    let given = json!({
        "territory": {"id": "t"},
        "depots": {},
        "vehicles": {
            "cheap": {"settings": {
                "timeWindow": window, "activationCost": 1, "flexStartTime": flexible,
                "breaks": [{"durationSec": 9_950, "startSec": first, "endSec": last}],
            }},
            "dear": {"settings": {"timeWindow": window, "activationCost": 1_000_000}},
        },
        "orders": {"o": {"delivery": {"location": {"latLng": [0, 0]}, "serviceTimeSec": 100}}},
    });
    let text = serde_json::to_vec(&given).expect("JSON");
    let valid = Loaded::from(validate::snapshot(&text, None).expect("valid"));
    let request = json!({"from": "20260105", "to": "20260105"});
    let request: BuildRoutesRequest = serde_json::from_value(request).expect("a request");
    let options = SolveOptions { max_iterations: Some(0), ..SolveOptions::default() };
    let result = ops::build_routes(&valid, &request, &options, &mut Frozen).expect("a plan");
    result.routes.into_keys().collect()
}

#[test]
fn a_vehicle_whose_break_is_over_before_work_begins_is_used() {
    // The search took the break for one that cannot be placed, and never looked at the vehicle.
    // SEMANTICS 2.9: it is not due where D is after its window, by the clock or by leaving later.
    assert_eq!(who_serves([10_000, 20_000], true), ["cheap-20260105"]);
    assert_eq!(who_serves([10_000, 20_000], false), ["cheap-20260105"]);
    // Due until 30 050, and then too long for the shift: leave at 30 051 if that is allowed.
    assert_eq!(who_serves([30_050, 30_050], true), ["cheap-20260105"]);
    assert_eq!(who_serves([30_050, 30_050], false), ["dear-20260105"]);
}
