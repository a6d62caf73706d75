//! `evaluateRoutes`: the plan as it stands.

use super::{evaluated, left_out};
use crate::oracle::{delivery, settings};
use routewright::model::StepType::{Arrival, Brk, CloseOut, Delivery, Departure, Preparation};
use routewright::model::{
    ReasonCode, Route, SchedulingResult, StepType, StepViolation, VehicleViolation,
};
use serde_json::{Value, json};

/// A route of `v` that serves these orders in this sequence, with no times at all.
fn with_route(json: &mut Value, sequence: &[&str]) {
    let step = |order: &&str| json!({"type": "delivery", "orderId": order});
    let steps: Vec<Value> = sequence.iter().map(step).collect();
    json["routes"] = json!({"v-20260105": {"revision": 3, "vehicleId": "v", "date": "20260105", "steps": steps}});
}

fn route(result: &SchedulingResult) -> &Route {
    &result.routes["v-20260105"]
}

fn times(result: &SchedulingResult) -> Vec<(StepType, i64, i64, i64)> {
    let steps = route(result).steps.iter();
    steps.map(|step| (step.kind, step.arrival_sec, step.start_sec, step.end_sec)).collect()
}

#[test]
fn the_documents_own_chain_by_evaluate_routes() {
    // The example of "Get Current Route": start 28 800, preparation 600, drives 2 318, 2 917 and 48,
    // services 600 and 900, no idle time.
    let result = evaluated(|json| {
        settings(json)["preparationTimeSec"] = json!(600);
        delivery(json, "a")["serviceTimeSec"] = json!(600);
        delivery(json, "b")["serviceTimeSec"] = json!(900);
        json["travel"]["durationsSec"] =
            json!([0, 2318, 0, 0, 0, 0, 2917, 0, 48, 0, 0, 0, 0, 0, 0, 0]);
        with_route(json, &["a", "b"]);
    });
    assert_eq!(
        times(&result),
        [
            (Departure, -1, -1, 28_800),
            (Preparation, 28_800, 28_800, 29_400),
            (Delivery, 31_718, 31_718, 32_318),
            (Delivery, 35_235, 35_235, 36_135),
            (Arrival, 36_183, 36_183, -1),
        ]
    );
    assert!(route(&result).steps.iter().all(|step| step.idle_time_sec == 0));
}

#[test]
fn ora_02_without_a_preparation_the_drive_begins_at_the_departure() {
    // "List Current Routes": 28 800 + 2 918.
    let result = evaluated(|json| {
        json["travel"]["durationsSec"][1] = json!(2_918);
        with_route(json, &["a"]);
    });
    assert_eq!(times(&result)[1], (Delivery, 31_718, 31_718, 31_818));
}

#[test]
fn the_documented_fields_of_every_step() {
    let result = evaluated(|json| {
        settings(json)["preparationTimeSec"] = json!(600);
        settings(json)["closeOutTimeSec"] = json!(300);
        settings(json)["perStopTimeSec"] = json!(60);
        settings(json)["breaks"] =
            json!([{"durationSec": 1_800, "startSec": 30_200, "endSec": 30_300}]);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 33_000, "endSec": 34_000}]);
        with_route(json, &["a", "b"]);
    });
    // At a after 600 + 60. The break could come after it, too, but as b's window decides when all
    // ends, the earliest place counts: before a, waiting for 30 200. Then 100 + 300 + 60.
    assert_eq!(
        times(&result),
        [
            (Departure, -1, -1, 28_800),
            (Preparation, 28_800, 28_800, 29_400),
            (Brk, 30_060, 30_200, 32_000),
            (Delivery, 32_000, 32_000, 32_100),
            (Delivery, 32_460, 33_000, 33_100),
            (CloseOut, 34_000, 34_000, 34_300),
            (Arrival, 34_300, 34_300, -1),
        ]
    );
    let steps = &route(&result).steps;
    let of = |field: fn(&routewright::model::RouteStep) -> i64| -> Vec<i64> {
        steps.iter().map(field).collect()
    };
    // A drive stands on the last step before the wheels turn.
    assert_eq!(of(|step| step.drive_to_next_sec), [0, 600, 0, 300, 900, 0, 0]);
    assert_eq!(of(|step| step.distance_to_next_mt), [0, 5_000, 0, 2_000, 8_000, 0, 0]);
    assert_eq!(of(|step| step.stop_idx), [0, -1, -1, 1, 2, -1, 3]);
    assert_eq!(of(|step| step.per_stop_time_sec), [0, 0, 0, 60, 60, 0, 0]);
    assert_eq!(of(|step| step.idle_time_sec), [0, 0, 0, 0, 540, 0, 0]);
    let labels: Vec<_> = steps.iter().map(|step| step.display_label.as_deref()).collect();
    assert_eq!(labels, [Some(""), None, None, Some("1.1"), Some("1.2"), None, Some("")]);
}

#[test]
fn the_sequence_stays_and_its_violations_show() {
    let result = evaluated(|json| {
        settings(json)["maxOrders"] = json!(1);
        json["orders"]["b"]["forceVehicleId"] = json!("w");
        json["vehicles"]["w"] = json!({"settings": {"available": true}});
        with_route(json, &["c", "b"]);
    });
    assert_eq!(super::orders(route(&result)), ["c", "b"]);
    assert_eq!(route(&result).vehicle_violations, [VehicleViolation::Or]);
    let codes: Vec<_> = route(&result).steps.iter().map(|step| step.violations.clone()).collect();
    assert_eq!(codes, [vec![], vec![], vec![StepViolation::Ve], vec![]]);
    assert_eq!(left_out(&result), ["a"]);
}

#[test]
fn a_changed_order_changes_times_and_revision_but_not_the_sequence() {
    let before = evaluated(|json| with_route(json, &["a", "b"]));
    // The route had no times, so it changed.
    assert_eq!((route(&before).revision, times(&before)[2].1), (4, 29_800));
    // As it is now, nothing changes any more.
    let stored = serde_json::to_value(route(&before)).expect("JSON");
    let again = evaluated(|json| json["routes"]["v-20260105"] = stored.clone());
    assert_eq!(route(&again), route(&before));
    let longer = evaluated(|json| {
        json["routes"]["v-20260105"] = stored;
        delivery(json, "a")["serviceTimeSec"] = json!(400);
    });
    assert_eq!((route(&longer).revision, times(&longer)[2].1), (5, 30_100));
    assert_eq!(super::orders(route(&longer)), ["a", "b"]);
}

#[test]
fn the_cost_of_several_routes_adds_up_part_by_part() {
    let result = evaluated(|json| {
        settings(json)["kmCost"] = json!(1_000);
        settings(json)["activationCost"] = json!(3);
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        with_route(json, &["a"]);
        json["routes"]["w-20260105"] = json["routes"]["v-20260105"].clone();
        json["routes"]["w-20260105"]["vehicleId"] = json!("w");
        json["routes"]["w-20260105"]["steps"][0]["orderId"] = json!("b");
    });
    // 2 × 5 000 m and 2 × 8 000 m at 1 a metre, 3 each.
    assert_eq!(
        (result.cost.distance, result.cost.activation, result.cost.total),
        (26_000, 6, 26_006)
    );
}

#[test]
fn an_order_without_a_usable_location_keeps_its_place_on_its_route() {
    // FEATURES VAL-37, SEMANTICS 1.5: the legs to and from b cannot be driven, the rest can.
    let lost = |json: &mut Value| {
        with_route(json, &["a", "b", "c"]);
        delivery(json, "b")["location"] = json!({"latLng": [0, 2], "status": "NOT_FOUND"});
    };
    let valid = super::valid(lost);
    let warned: Vec<&str> = valid.warnings.iter().map(|own| own.path.as_str()).collect();
    assert_eq!(warned, ["routes[v-20260105].steps[1]"]);
    let result = evaluated(lost);
    assert_eq!(super::orders(route(&result)), ["a", "b", "c"]);
    let legs: Vec<_> = route(&result).steps.iter().map(|step| step.drive_to_next_sec).collect();
    // Nothing follows the arrival.
    assert_eq!(legs, [600, -1, -1, 1_200, 0]);
}

#[test]
fn of_a_half_assigned_order_the_reasons_are_those_of_its_other_step() {
    // `a` is picked up on the route of `v`, its delivery is on none. Another vehicle, which starts
    // earlier, could serve the order as a whole, but not this half of it.
    let result = evaluated(|json| {
        with_route(json, &["b"]);
        json["orders"]["a"]["pickup"] = json["orders"]["a"]["delivery"].clone();
        let own = delivery(json, "a");
        own["location"] = json!({"latLng": [0, 3]});
        own["timeWindows"] = json!([{"startSec": 28_800, "endSec": 29_000}]);
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        json["vehicles"]["w"]["settings"]["timeWindow"] = json!({"startSec": 0, "endSec": 61_200});
        json["routes"]["v-20260105"]["steps"] = json!([{"type": "pickup", "orderId": "a"}]);
    });
    let half = result.unassigned.iter().find(|own| own.order_id == "a").expect("the half");
    let told: Vec<_> = half.reasons.iter().map(|own| (own.code, own.by)).collect();
    // Picked up at 28 800 + 600 … 29 500, then 500 s from place 1 to place 3: 30 000, 1 000 s late.
    assert_eq!(told, [(ReasonCode::Step(StepViolation::Tw), Some(1_000))]);
    assert_eq!(half.reasons[0].vehicle_id.as_deref(), Some("v"));
}
