//! Reasons name what keeps an order out, not what stands in a plan without it, and the vehicle that
//! is missing rather than the others.

use super::{built, evaluated, left_out};
use crate::oracle::{delivery, settings};
use routewright::model::{Reason, ReasonCode, SchedulingResult, StepViolation, VehicleViolation};
use serde_json::{Value, json};

/// a is on a route of v; b and c are on none.
fn a_planned(json: &mut Value) {
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    json["vehicles"]["w"]["settings"]["available"] = json!(false);
    json["routes"] = json!({"v-20260105": {"vehicleId": "v", "date": "20260105",
        "steps": [{"type": "delivery", "orderId": "a"}]}});
}

fn told(result: &SchedulingResult, order: &str) -> Vec<(String, Option<i64>)> {
    let own = result.unassigned.iter().find(|own| own.order_id == order).expect("left out");
    let code = |reason: &Reason| serde_json::to_value(reason.code).expect("a code");
    let text = |reason: &Reason| code(reason).as_str().expect("text").to_owned();
    own.reasons.iter().map(|reason| (text(reason), reason.by)).collect()
}

#[test]
fn an_order_forced_elsewhere_is_no_reason_for_its_neighbours() {
    let result = evaluated(|json| {
        a_planned(json);
        json["orders"]["a"]["forceVehicleId"] = json!("w");
    });
    assert_eq!(result.routes["v-20260105"].steps[1].violations, [StepViolation::Ve]);
    assert_eq!(told(&result, "b"), [("CST".to_owned(), None)]);
}

#[test]
fn a_window_that_is_missed_already_is_no_reason() {
    // The working time begins at 28 800, long after the window of a. b comes after a.
    let result = evaluated(|json| {
        a_planned(json);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 100, "endSec": 200}]);
    });
    assert_eq!(result.routes["v-20260105"].steps[1].violations, [StepViolation::Tw]);
    assert_eq!(told(&result, "b"), [("CST".to_owned(), None)]);
}

#[test]
fn an_overload_counts_for_what_makes_it_more() {
    // 7 of a and 5 of b against 5: over by 2 without b, by 7 with it.
    let result = evaluated(|json| {
        a_planned(json);
        settings(json)["loadCapacities"] = json!({"kg": 5});
        json["orders"]["a"]["loads"] = json!({"kg": 7});
        json["orders"]["b"]["loads"] = json!({"kg": 5});
    });
    let load = ReasonCode::Vehicle(VehicleViolation::Ld);
    let b = result.unassigned.iter().find(|own| own.order_id == "b").expect("left out");
    assert_eq!((b.reasons[0].code, b.reasons[0].by), (load, Some(7)));
    assert_eq!(told(&result, "c"), [("CST".to_owned(), None)]);
}

#[test]
fn the_missing_vehicle_comes_before_the_others() {
    let result = built(|json| {
        a_planned(json);
        json["routes"] = json!({});
        json["orders"]["b"]["forceVehicleId"] = json!("w");
    });
    assert_eq!(left_out(&result), ["b"]);
    let [first, second] = result.unassigned[0].reasons.as_slice() else { panic!("{result:?}") };
    assert_eq!(first.message, "w on 20260105: the vehicle is not available");
    assert_eq!(second.code, ReasonCode::Step(StepViolation::Ve));
}

#[test]
fn a_date_that_is_over_is_said_to_be() {
    let result = built(|json| json["now"] = json!({"date": "20260107", "sec": 0}));
    assert_eq!(left_out(&result), ["a", "b", "c"]);
    assert_eq!(result.unassigned[0].reasons[0].message, "no working time is left on its dates");
}

#[test]
fn all_that_the_least_bad_place_breaks_is_told() {
    let result = built(|json| {
        let own = settings(json);
        own["timeWindow"] = json!({"startSec": 28_800, "endSec": 29_000});
        own["loadCapacities"] = json!({"kg": 2});
        own["maxDrivingTimeSec"] = json!(1_000);
        own["maxWorkingTimeSec"] = json!(1_100);
        own["maxDistanceMt"] = json!(1_000);
        json["orders"]["b"]["loads"] = json!({"kg": 5});
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 100, "endSec": 29_600}]);
    });
    // 900 s and 8 000 m there and back, 100 s of service: at b at 29 700, home at 30 700, 1 800 s of driving in
    // 1 900 s of work.
    let expected =
        [("LD", 3), ("TWE", 1_700), ("DT", 800), ("WT", 800), ("ML", 15_000), ("TW", 100)];
    assert_eq!(told(&result, "b"), expected.map(|(code, by)| (code.to_owned(), Some(by))));
}
