//! Limits of a vehicle: kept at the limit, broken one beyond, off at 0.

use super::{Outcome, outcome, outcome_under, settings, with, with_setting};
use routewright::model::VehicleViolation::{self, Dt, Ld, Ml, Nld, Or, Tws, Wt};
use routewright::model::{MissingCapacity, Rules};
use routewright::schedule::{Planned, Scheduler};
use serde_json::{Value, json};

/// A route a, b: 2 000 s of work, 1 800 s of driving, 15 000 m, two orders.
fn limited(name: &str, limit: i64) -> Outcome {
    with_setting(&["a", "b"], name, json!(limit))
}

fn is_a_limit(name: &str, exact: i64, code: VehicleViolation) {
    assert_eq!(limited(name, exact).vehicle_codes(), [] as [VehicleViolation; 0], "{name}");
    let broken = limited(name, exact - 1);
    assert_eq!((broken.vehicle_codes(), broken.beyond(code)), (vec![code], Some(1)), "{name}");
    assert_eq!(limited(name, 0).vehicle_codes(), [] as [VehicleViolation; 0], "{name} off");
}

#[test]
fn max_working_time_sec_limits_the_whole_route() {
    is_a_limit("maxWorkingTimeSec", 2_000, Wt);
}

#[test]
fn max_driving_time_sec_limits_the_drives() {
    is_a_limit("maxDrivingTimeSec", 1_800, Dt);
}

#[test]
fn max_distance_mt_limits_the_way_there_and_back() {
    is_a_limit("maxDistanceMt", 15_000, Ml);
}

#[test]
fn max_orders_limits_distinct_orders() {
    is_a_limit("maxOrders", 2, Or);
    // Two steps of one order count once.
    let one = outcome(&["+a", "a"], |json| {
        settings(json)["maxOrders"] = json!(1);
        json["orders"]["a"]["pickup"] = json!({"location": {"latLng": [0, 2]}});
    });
    assert_eq!(one.vehicle_codes(), []);
}

/// Deliveries a and b of 200 and 300, a vehicle that holds so much.
fn loaded(capacity: i64) -> Outcome {
    outcome(&["a", "b"], |json| {
        settings(json)["loadCapacities"] = json!({"kg": capacity});
        json["orders"]["a"]["loads"] = json!({"kg": 200});
        json["orders"]["b"]["loads"] = json!({"kg": 300});
    })
}

#[test]
fn load_capacities_hold_all_goods_to_deliver_from_the_start() {
    assert_eq!(loaded(500).vehicle_codes(), []);
    let over = loaded(499);
    assert_eq!((over.vehicle_codes(), over.beyond(Ld)), (vec![Ld], Some(1)));
}

#[test]
fn a_reload_takes_the_goods_in_two_trips() {
    let trips = outcome(&["a", "@", "b"], |json| {
        settings(json)["loadCapacities"] = json!({"kg": 300});
        json["orders"]["a"]["loads"] = json!({"kg": 200});
        json["orders"]["b"]["loads"] = json!({"kg": 300});
    });
    assert_eq!(trips.vehicle_codes(), []);
}

#[test]
fn a_key_without_capacity_is_unlimited_or_nothing() {
    let snapshot = with(|json| {
        settings(json)["loadCapacities"] = json!({"kg": 1});
        json["orders"]["a"]["loads"] = json!({"m3": 5});
    });
    let rules = |missing_capacity| Rules { missing_capacity, ..Rules::default() };
    let unlimited = outcome_under(&rules(MissingCapacity::Unlimited), &snapshot, &["a"]);
    assert_eq!(unlimited.vehicle_codes(), []);
    let zero = outcome_under(&rules(MissingCapacity::Zero), &snapshot, &["a"]);
    assert_eq!((zero.vehicle_codes(), zero.beyond(Ld)), (vec![Ld], Some(5)));
}

/// Order a goes from b's place to its own; b is collected only.
fn collected(json: &mut Value, capacity: i64) {
    settings(json)["loadCapacities"] = json!({"kg": capacity});
    json["orders"]["a"]["loads"] = json!({"kg": 200});
    json["orders"]["a"]["pickup"] = json!({"location": {"latLng": [0, 2]}});
    json["orders"]["b"] = json!({"loads": {"kg": 300}, "pickup": {"location": {"latLng": [0, 3]}}});
}

#[test]
fn loads_are_on_board_between_pickup_and_delivery_or_until_the_end() {
    // 300 of b from its pickup on; 200 of a only in between: together 500, or one after the other.
    let together = |capacity| outcome(&["+a", "+b", "a"], |json| collected(json, capacity));
    assert_eq!(together(500).vehicle_codes(), []);
    assert_eq!(together(499).vehicle_codes(), [Ld]);
    let apart = |capacity| outcome(&["+a", "a", "+b"], |json| collected(json, capacity));
    assert_eq!(apart(300).vehicle_codes(), []);
    assert_eq!(apart(299).vehicle_codes(), [Ld]);
}

#[test]
fn delivering_what_was_not_picked_up_is_a_negative_load() {
    let half = outcome(&["a"], |json| collected(json, 500));
    assert_eq!((half.vehicle_codes(), half.beyond(Nld)), (vec![Nld], Some(200)));
}

#[test]
fn a_plan_that_begins_before_the_working_window_and_cannot_be_driven_keeps_its_departure() {
    // h → a is unreachable; the route was planned to leave 800 s before 8:00.
    let mut broken = outcome(&["a"], |json| {
        json["travel"]["durationsSec"][1] = json!(-1);
    });
    let day = &broken.problem.days[0];
    let planned = Planned { departure: Some(28_000), ..Planned::default() };
    broken.evaluation =
        Scheduler::default().evaluate_planned(&broken.problem, day, &broken.sequence, &planned);
    assert_eq!((broken.vehicle_codes(), broken.beyond(Tws)), (vec![Tws], Some(800)));
    // The leg that cannot be driven counts 0, so does its distance: 600 s and 5 000 m remain.
    assert_eq!((broken.evaluation.driving, broken.evaluation.distance), (600, 5_000));
}
