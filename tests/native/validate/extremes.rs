//! Every maximum at once: what validation lets through, the core computes exactly.

use super::{base, check, set};
use crate::support::judged::{self as ops, Loaded};
use routewright::model::{EvaluateRoutesRequest, Rules, StepType, VehicleViolation};
use routewright::validate;
use serde_json::{Value, json};

const ORDERS: i64 = 300;

/// 300 orders of the largest load on one route, each as far from the next as a pair may be, driven
/// by the slowest vehicle.
fn snapshot() -> Value {
    let mut snapshot = base();
    for name in ["orders", "routes", "regions"] {
        snapshot[name] = json!({});
    }
    for name in ["approvedRoutes", "lockedRouteIds"] {
        snapshot[name] = json!([]);
    }
    for (name, value) in [
        ("regionIds", json!([])),
        ("speedFactor", json!(50)),
        ("breaks", json!([])),
        ("timeWindow", json!({ "startSec": 0, "endSec": 0 })),
        ("perStopTimeSec", json!(86_400)),
        ("perStopCost", json!(100_000_000)),
        ("activationCost", json!(100_000_000)),
        ("preparationTimeSec", json!(86_400)),
        ("closeOutTimeSec", json!(86_400)),
        ("tags", json!([])),
        ("loadCapacities", json!({ "people": 1_000_000_000 })),
    ] {
        set(&mut snapshot, &format!("/vehicles/v1/settings/{name}"), value);
    }
    let mut steps = Vec::new();
    for index in 0..ORDERS {
        let id = format!("o{index:03}");
        let order = json!({
            "loads": { "people": 1_000_000_000 },
            "delivery": { "location": { "latLng": [0, index] }, "serviceTimeSec": 86_400 }
        });
        set(&mut snapshot, &format!("/orders/{id}"), order);
        steps.push(json!({ "type": "delivery", "orderId": id }));
    }
    set(&mut snapshot, "/routes/v1-20151204", json!({ "steps": steps }));
    let mut locations: Vec<_> = (0..ORDERS).map(|index| json!([0, index])).collect();
    locations.push(base().pointer("/depots/d1/location/latLng").unwrap().clone());
    let pairs = locations.len() * locations.len();
    snapshot["travel"] = json!({
        "type": "matrix",
        "locations": locations,
        "durationsSec": vec![10_000_000; pairs],
        "distancesMt": vec![100_000_000; pairs]
    });
    snapshot
}

#[test]
fn the_longest_route_of_the_heaviest_orders_is_evaluated_exactly() {
    let valid = check(&snapshot()).unwrap_or_else(|issues| panic!("{issues:?}"));
    let all = EvaluateRoutesRequest::default();
    let result =
        ops::evaluate_routes(&Loaded::from(valid), &all, &Rules::default()).expect("evaluated");
    let route = &result.routes["v1-20151204"];
    // D = 0 and the preparation lasts a day. Each of 301 drives takes twice 10 000 000 s; before
    // each of 300 services of a day there is a day of parking; the close-out lasts a day.
    let end = 301 * 20_000_000 + (1 + 600 + 1) * 86_400;
    let arrival = route.steps.last().expect("an arrival");
    assert_eq!((arrival.kind, arrival.arrival_sec), (StepType::Arrival, end));
    let driven: i64 = route.steps.iter().map(|step| step.distance_to_next_mt).sum();
    assert_eq!(driven, 301 * 100_000_000);
    assert!(route.vehicle_violations.contains(&VehicleViolation::Ld), "3e11 of 1e9 at departure");
    let cost = route.cost_breakdown.expect("a cost");
    // 100 hundredths a kilometre, 301 x 100 000 km; 2 000 an hour of 301 x 20 000 000 s.
    assert_eq!(cost.distance, 301 * 100_000 * 100);
    assert!((cost.driving - 301 * 20_000_000 * 2_000 / 3_600).abs() <= 1, "{}", cost.driving);
    assert_eq!(cost.activation, 100_000_000);
    assert_eq!(cost.per_stop, 300 * 100_000_000);
}

#[test]
fn nothing_of_it_can_be_planned_and_nothing_overflows_while_trying() {
    let valid = Loaded::from(check(&snapshot()).expect("valid"));
    let request = json!({ "from": "20151204", "to": "20151204", "depotTrips": true });
    let request = validate::build_routes_request(&request, &valid.snapshot).expect("valid");
    let options = validate::solve_options(&json!({ "maxIterations": 20 })).expect("valid");
    let result = ops::build_routes(&valid, &request, &options, &mut ops::Frozen).expect("planned");
    assert_eq!(result.unassigned.len(), 300);
}
