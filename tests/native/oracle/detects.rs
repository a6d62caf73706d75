//! The checker finds every wrong number.

use super::{delivery, route, settings, with};
use crate::support::oracle::check_route;
use routewright::model::{Route, Rules, Snapshot, StepViolation, VehicleViolation};
use serde_json::json;

fn rich() -> (Snapshot, Route) {
    let snapshot = with(|json| {
        let own = settings(json);
        own["preparationTimeSec"] = json!(300);
        own["closeOutTimeSec"] = json!(200);
        own["perStopTimeSec"] = json!(30);
        own["drivingTimeCost"] = json!(2_000);
        own["breaks"] = json!([{"durationSec": 600, "startSec": 28_800, "endSec": 61_200}]);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 32_000, "endSec": 33_000}]);
    });
    let route = route(&snapshot, &["a", "b"]);
    (snapshot, route)
}

#[test]
fn a_right_route_passes() {
    let (snapshot, route) = rich();
    assert_eq!(check_route(&snapshot, &Rules::default(), &route), Vec::<String>::new());
}

#[test]
fn every_single_change_is_found() {
    let (snapshot, right) = rich();
    let fields: [fn(&mut routewright::model::RouteStep) -> &mut i64; 8] = [
        |step| &mut step.idle_time_sec,
        |step| &mut step.per_stop_time_sec,
        |step| &mut step.arrival_sec,
        |step| &mut step.start_sec,
        |step| &mut step.end_sec,
        |step| &mut step.drive_to_next_sec,
        |step| &mut step.distance_to_next_mt,
        |step| &mut step.stop_idx,
    ];
    for index in 0..right.steps.len() {
        for (field, pick) in fields.iter().enumerate() {
            let mut wrong = right.clone();
            *pick(&mut wrong.steps[index]) += 1;
            let found = check_route(&snapshot, &Rules::default(), &wrong);
            assert_eq!(found.len(), 1, "step {index}, field {field}: {found:?}");
        }
        let mut wrong = right.clone();
        wrong.steps[index].violations.push(StepViolation::Tw);
        assert_eq!(check_route(&snapshot, &Rules::default(), &wrong).len(), 1);
    }
    let mut wrong = right.clone();
    wrong.vehicle_violations.push(VehicleViolation::Wt);
    assert_eq!(check_route(&snapshot, &Rules::default(), &wrong).len(), 1);
    let mut wrong = right.clone();
    wrong.cost_breakdown = None;
    assert_eq!(check_route(&snapshot, &Rules::default(), &wrong).len(), 1);
    let mut wrong = right;
    wrong.steps.remove(2);
    assert!(!check_route(&snapshot, &Rules::default(), &wrong).is_empty());
}

#[test]
fn a_route_that_cannot_be_driven_keeps_what_was_planned() {
    let mut snapshot = with(|json| {
        json["travel"]["durationsSec"][6] = json!(-1); // a to b
        json["travel"]["distancesMt"][6] = json!(-1);
        json["routes"] = json!({"v-20260105": {"steps": [
            {"type": "departure", "endSec": 30_000},
            {"type": "delivery", "orderId": "a"},
            {"type": "delivery", "orderId": "b", "arrivalSec": 40_000, "startSec": 40_000, "endSec": 40_200},
            {"type": "arrival"},
        ]}});
    });
    let kept = json!({
        "id": "v-20260105", "date": "20260105", "vehicleId": "v",
        "costBreakdown": {"total": 0, "activation": 0, "driving": 0, "idle": 0, "service": 0,
            "break": 0, "distance": 0, "perStop": 0, "depotSetup": 0, "regionEnter": 0},
        "steps": [
            {"type": "departure", "endSec": 30_000, "driveToNextSec": 600, "distanceToNextMt": 5_000},
            {"type": "delivery", "orderId": "a", "arrivalSec": 30_600, "startSec": 30_600, "endSec": 30_700,
                "driveToNextSec": -1, "distanceToNextMt": -1, "displayLabel": "1.1"},
            {"type": "delivery", "orderId": "b", "arrivalSec": 40_000, "startSec": 40_000, "endSec": 40_200,
                "driveToNextSec": 900, "distanceToNextMt": 8_000, "displayLabel": "1.2"},
            {"type": "arrival", "arrivalSec": 41_100, "startSec": 41_100, "endSec": -1},
        ],
    });
    let mut kept: Route = serde_json::from_value(kept).expect("a route");
    let found =
        |snapshot: &Snapshot, route: &Route| check_route(snapshot, &Rules::default(), route);
    assert_eq!(found(&snapshot, &kept), Vec::<String>::new());
    kept.steps[2].start_sec += 1;
    assert_eq!(found(&snapshot, &kept).len(), 1);
    snapshot.routes.clear();
    assert_eq!(found(&snapshot, &kept), ["a new route with an unreachable leg (1.5)"]);
}
