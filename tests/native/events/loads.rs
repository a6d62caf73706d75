//! Goods of orders that are to be rescheduled (SEMANTICS 6.3).

use super::*;
use crate::oracle::settings;
use routewright::model::VehicleViolation;

fn reschedule(order: &str, kind: &str, sec: i64) -> Value {
    let mut event = event("statusUpdate", order, json!({"sec": sec, "status": "reschedule"}));
    event["orderStepType"] = kind.into();
    event
}

fn codes(events: &[Value], change: impl FnOnce(&mut Value)) -> Vec<VehicleViolation> {
    route_of(&applied(&day(change), events)).vehicle_violations
}

#[test]
fn exe_20_a_rescheduled_step_was_visited_but_not_served() {
    let route = route_after(&[reschedule("a", "delivery", 29_600)]);
    // Out 29 600, in 29 500; the order stays on the route.
    assert_eq!(effective(&route, "a"), Some((29_500, 29_600)));
    assert_eq!(visits(&route)[1], ("b", 29_900, 29_900, 30_000));
}

#[test]
fn exe_20_goods_that_were_not_delivered_stay_on_board() {
    let change = |json: &mut Value| {
        settings(json)["loadCapacities"] = json!({"kg": 150});
        json["orders"]["a"]["loads"] = json!({"kg": 100});
        // b is fetched for the depot.
        let own = json["orders"]["b"]["delivery"].take();
        json["orders"]["b"] = json!({"loads": {"kg": 100}, "pickup": own});
        json["routes"][ROUTE]["steps"][2]["type"] = "pickup".into();
    };
    // 100 for a are gone when the 100 of b come; with a rescheduled they are 200 of 150.
    assert_eq!(codes(&[at("timeIn", "a", 29_400)], change), []);
    assert_eq!(codes(&[reschedule("a", "delivery", 29_500)], change), [VehicleViolation::Ld]);
    // What is not fetched is not on board either.
    let neither = [reschedule("a", "delivery", 29_500), reschedule("b", "pickup", 29_900)];
    assert_eq!(codes(&neither, change), []);
}

#[test]
fn exe_20_what_was_not_picked_up_is_not_delivered() {
    let change = |json: &mut Value| {
        settings(json)["loadCapacities"] = json!({"kg": 100});
        // From b's place to c's; a is delivered in between.
        let pickup = json["orders"]["b"]["delivery"].take();
        let delivery = json["orders"]["c"]["delivery"].clone();
        json["orders"]["b"] = json!({"loads": {"kg": 100}, "pickup": pickup, "delivery": delivery});
        let steps = &mut json["routes"][ROUTE]["steps"];
        steps[2]["type"] = "pickup".into();
        steps[3]["orderId"] = "b".into();
    };
    assert_eq!(codes(&[at("timeIn", "a", 29_400)], change), []);
    assert_eq!(codes(&[reschedule("b", "pickup", 29_900)], change), []);
    // Picked up, but not delivered: on board to the end, which is no load below 0 either.
    let mut picked = at("timeIn", "b", 29_800);
    picked["orderStepType"] = "pickup".into();
    assert_eq!(codes(&[picked, reschedule("b", "delivery", 30_200)], change), []);
}
