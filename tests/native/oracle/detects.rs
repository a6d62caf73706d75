//! The checker finds every wrong number.

use super::{delivery, route, settings, with};
use crate::support::judged::{Loaded, evaluate_routes};
use crate::support::oracle::check_route;
use routewright::model::{
    EvaluateRoutesRequest, Route, Rules, Snapshot, StepType, StepViolation, VehicleViolation,
};
use routewright::validate;
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
            {"type": "departure", "arrivalSec": -1, "startSec": -1, "endSec": 30_000, "displayLabel": "",
                "driveToNextSec": 600, "distanceToNextMt": 5_000},
            {"type": "delivery", "orderId": "a", "arrivalSec": 30_600, "startSec": 30_600, "endSec": 30_700,
                "driveToNextSec": -1, "distanceToNextMt": -1, "stopIdx": 1, "displayLabel": "1.1"},
            {"type": "delivery", "orderId": "b", "arrivalSec": 40_000, "startSec": 40_000, "endSec": 40_200,
                "driveToNextSec": 900, "distanceToNextMt": 8_000, "stopIdx": 2, "displayLabel": "1.2"},
            {"type": "arrival", "arrivalSec": 41_100, "startSec": 41_100, "endSec": -1, "stopIdx": 3,
                "displayLabel": ""},
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

#[test]
fn a_break_before_a_leg_that_cannot_be_driven_begins_as_planned_or_once_the_vehicle_is_free() {
    // D 30 000, a 30 600 … 30 700, then a break of 300 s that was planned for `start`; b as planned.
    let began = |start: i64| {
        let json = with(|json| {
            json["travel"]["durationsSec"][6] = json!(-1);
            json["travel"]["distancesMt"][6] = json!(-1);
            settings(json)["idleTimeCost"] = json!(3_600); // a hundredth a second
            json["routes"] = json!({"v-20260105": {"steps": [
                {"type": "departure", "endSec": 30_000, "driveToNextSec": 600},
                {"type": "delivery", "orderId": "a", "startSec": 30_600, "endSec": 30_700},
                {"type": "brk", "startSec": start, "endSec": start + 300, "driveToNextSec": -1},
                {"type": "delivery", "orderId": "b", "startSec": 40_000, "endSec": 40_100},
                {"type": "arrival", "arrivalSec": 41_000},
            ]}});
        });
        let text = serde_json::to_vec(&json).expect("JSON");
        let loaded = Loaded::from(validate::snapshot(&text, None).expect("valid"));
        let request = EvaluateRoutesRequest::default();
        let result = evaluate_routes(&loaded, &request, &Rules::default()).expect("an evaluation");
        let route = &result.routes["v-20260105"];
        let found = check_route(&json, &Rules::default(), route);
        assert_eq!(found, Vec::<String>::new());
        let own = route.steps.iter().find(|step| step.kind == StepType::Brk).expect("a break");
        let idle = route.cost_breakdown.expect("a cost").idle;
        ([own.arrival_sec, own.start_sec, own.end_sec], idle)
    };
    // Idle is 41 000 − 30 000 less drives of 600 and 900, services of 200 and the break of 300.
    assert_eq!(began(31_000), ([30_700, 31_000, 31_300], 9_000));
    assert_eq!(began(30_650), ([30_700, 30_700, 31_000], 9_000));
}
