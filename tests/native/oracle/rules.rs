//! SEMANTICS 3 and 4: loads and codes.

use super::{delivery, route, route_under, settings, with};
use routewright::model::{MissingCapacity, Route, Rules, StepViolation, VehicleViolation};
use serde_json::{Value, json};

/// Pickup of order a at its place, delivery at that of b; b and c unchanged.
fn paired(json: &mut Value) {
    let own = json!({"location": {"latLng": [0, 1]}, "serviceTimeSec": 100});
    json["orders"]["a"]["pickup"] = own;
    delivery(json, "a")["location"]["latLng"] = json!([0, 2]);
    json["orders"]["a"]["loads"] = json!({"kg": 300});
}

fn codes(route: &Route) -> Vec<StepViolation> {
    route.steps.iter().flat_map(|step| step.violations.clone()).collect()
}

#[test]
fn deliveries_are_on_board_from_departure_or_the_reload_before_them() {
    let loaded = |capacity: i64, sequence: &[&str]| {
        let snapshot = with(|json| {
            json["orders"]["a"]["loads"] = json!({"kg": 300});
            json["orders"]["b"]["loads"] = json!({"kg": 400});
            settings(json)["loadCapacities"] = json!({"kg": capacity});
        });
        route(&snapshot, sequence).vehicle_violations
    };
    assert_eq!(loaded(700, &["a", "b"]), []);
    assert_eq!(loaded(699, &["a", "b"]), [VehicleViolation::Ld]);
    assert_eq!(loaded(400, &["a", "@h", "b"]), []);
    assert_eq!(loaded(399, &["a", "@h", "b"]), [VehicleViolation::Ld]);
}

#[test]
fn pickups_stay_on_board_until_arrival_or_the_next_reload() {
    let loaded = |capacity: i64, sequence: &[&str]| {
        let snapshot = with(|json| {
            for (id, kg) in [("a", 300), ("b", 400)] {
                let own = json["orders"][id]["delivery"].take();
                json["orders"][id] = json!({"pickup": own, "loads": {"kg": kg}});
            }
            settings(json)["loadCapacities"] = json!({"kg": capacity});
        });
        route(&snapshot, sequence).vehicle_violations
    };
    assert_eq!(loaded(700, &["+a", "+b"]), []);
    assert_eq!(loaded(699, &["+a", "+b"]), [VehicleViolation::Ld]);
    assert_eq!(loaded(400, &["+a", "@h", "+b"]), []);
}

#[test]
fn half_an_order_is_flagged_and_its_delivery_takes_what_is_not_there() {
    let snapshot = with(paired);
    let only_delivery = route(&snapshot, &["a"]);
    assert_eq!(codes(&only_delivery), [StepViolation::Pdm]);
    assert_eq!(only_delivery.vehicle_violations, [VehicleViolation::Nld]);
    let only_pickup = route(&snapshot, &["+a"]);
    assert_eq!(codes(&only_pickup), [StepViolation::Pdm]);
    assert_eq!(only_pickup.vehicle_violations, []);
}

#[test]
fn delivery_before_pickup_is_flagged_on_both() {
    let backwards = route(&with(paired), &["a", "b", "+a"]);
    assert_eq!(codes(&backwards), [StepViolation::Pdi, StepViolation::Pdi]);
    assert_eq!(backwards.vehicle_violations, [VehicleViolation::Nld]);
    assert_eq!(codes(&route(&with(paired), &["+a", "b", "a"])), []);
}

#[test]
fn a_key_that_the_vehicle_does_not_list_is_unlimited_or_zero() {
    let snapshot = with(|json| json["orders"]["a"]["loads"] = json!({"kg": 1}));
    assert_eq!(route(&snapshot, &["a"]).vehicle_violations, []);
    let rules = Rules { missing_capacity: MissingCapacity::Zero, ..Rules::default() };
    assert_eq!(route_under(&snapshot, &rules, &["a"]).vehicle_violations, [VehicleViolation::Ld]);
}

#[test]
fn services_carry_nothing() {
    let snapshot = with(|json| {
        json["orders"]["a"]["loads"] = json!({"kg": 5});
        json["orders"]["a"]["isService"] = json!(true);
        settings(json)["loadCapacities"] = json!({"kg": 0});
    });
    assert_eq!(route(&snapshot, &["a"]).vehicle_violations, []);
}

#[test]
fn codes_of_the_assignment() {
    let snapshot = with(|json| {
        json["orders"]["a"]["forceVehicleId"] = json!("w");
        delivery(json, "a")["tagsIn"] = json!(["Frozen ", "light"]);
        delivery(json, "a")["tagsOut"] = json!(["LIGHT"]);
        json["orders"]["a"]["eligibility"] = json!({"type": "by", "byDate": "20260104"});
        settings(json)["tags"] = json!(["light"]);
        settings(json)["regionIds"] = json!(["other"]);
        json["regions"] = json!({
            "around": {"poly": [[-5, 0], [5, 0], [5, 1], [-5, 1]]},
            "other": {"poly": [[-5, 7], [5, 7], [5, 8], [-5, 8]]},
        });
    });
    use StepViolation::{Elg, Rgn, Tgi, Tgo, Ve};
    assert_eq!(codes(&route(&snapshot, &["a"])), [Ve, Tgi, Tgo, Elg, Rgn]);
    // b lies in no region: anyone's, unless regions are strict.
    assert_eq!(codes(&route(&snapshot, &["b"])), []);
    let rules = Rules { strict_regions: true, ..Rules::default() };
    assert_eq!(codes(&route_under(&snapshot, &rules, &["b"])), [Rgn]);
}

#[test]
fn limits_are_exceeded_one_beyond_them() {
    use VehicleViolation::{Dt, Ml, Or, Twe, Wt};
    // a and b: 1 800 s driving, 15 000 m, 2 000 s working, ends at 30 800.
    let limited = |less: i64| {
        let snapshot = with(|json| {
            let own = settings(json);
            own["maxDrivingTimeSec"] = json!(1_800 - less);
            own["maxDistanceMt"] = json!(15_000 - less);
            own["maxWorkingTimeSec"] = json!(2_000 - less);
            own["maxOrders"] = json!(2 - less);
            own["timeWindow"]["endSec"] = json!(30_800 - less);
        });
        route(&snapshot, &["a", "b"]).vehicle_violations
    };
    assert_eq!(limited(0), []);
    assert_eq!(limited(1), [Twe, Dt, Wt, Ml, Or]);
}
