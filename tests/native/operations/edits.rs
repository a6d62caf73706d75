//! Edits of a planner's snapshot, on the plan of `moves`: `v` serves a 29 400–29 500 and
//! b 29 800–29 900 and is back at 30 800; `w` is idle, `c` and `p` are on no route.

use super::moves::{V, W, plan};
use super::{left_out, orders};
use crate::support::judged::{self as ops, Loaded};
use crate::validate::short;
use routewright::error::Error;
use routewright::model::{Rules, SchedulingResult};
use routewright::validate;
use serde_json::{Value, json};

type Edit = fn(&mut Loaded, &Value, &Rules) -> Result<SchedulingResult, Error>;

/// The result of an edit, after which the planner is what its document says.
fn edited(planner: &mut Loaded, edit: Edit, request: &Value) -> SchedulingResult {
    let result = edit(planner, request, &Rules::default()).expect("a result");
    let mut document = planner.document.clone();
    document["travel"] = serde_json::to_value(&planner.snapshot.travel).expect("JSON");
    let again = validate::snapshot(document.to_string().as_bytes(), None).expect("valid");
    assert_eq!(again.snapshot, planner.snapshot);
    result
}

/// Codes and paths of a refused edit, after which the planner is as it was.
fn refused(planner: &mut Loaded, edit: Edit, request: &Value) -> Vec<(u16, String)> {
    let before = planner.clone();
    let error = edit(planner, request, &Rules::default()).expect_err("refused");
    assert_eq!(planner.snapshot, before.snapshot);
    assert_eq!(planner.document, before.document);
    assert_eq!(planner.warnings, before.warnings);
    short(&error.issues)
}

fn travel(planner: &mut Loaded, request: &Value, rules: &Rules) -> Result<SchedulingResult, Error> {
    ops::set_travel(planner, request.to_string().as_bytes(), Vec::new(), rules)
}

/// Start of each order step, by the order, and the end of the route.
fn times(result: &SchedulingResult, route: &str) -> Vec<i64> {
    let steps = &result.routes[route].steps;
    steps.iter().skip(1).map(|step| step.start_sec).collect()
}

/// A delivery at the place of a, taking that long.
fn delivery(id: &str, service: i64) -> Value {
    json!({"id": id, "delivery": {"location": {"latLng": [0, 1]}, "serviceTimeSec": service}})
}

#[test]
fn a_changed_order_changes_times_and_not_the_sequence() {
    let mut planner = plan(|json| json["mine"] = json!({"deep": [1, null]}));
    let mut a = delivery("a", 1_000);
    a["yours"] = json!("kept");
    let result = edited(&mut planner, ops::put_orders, &json!({"orders": [a]}));
    // a 29 400 + 1 000 + 300 = b 30 700, + 100 + 900.
    assert_eq!(times(&result, V), [29_400, 30_700, 31_700]);
    assert_eq!((orders(&result.routes[V]), result.routes[V].revision), (vec!["a", "b"], 4));
    assert_eq!((result.routes.len(), left_out(&result)), (1, vec![]));
    assert_eq!(planner.document["orders"]["a"]["yours"], json!("kept"));
    assert_eq!(planner.document["mine"], json!({"deep": [1, null]}));
    assert_eq!(planner.document["routes"][V], json!(result.routes[V]));
    // The same again changes nothing.
    let result = edited(&mut planner, ops::put_orders, &json!({"orders": [delivery("a", 1_000)]}));
    assert!(result.routes.is_empty());
}

#[test]
fn a_new_order_is_reported_with_reasons_until_it_is_assigned() {
    let mut planner = plan(|_| {});
    let result = edited(&mut planner, ops::put_orders, &json!({"orders": [delivery("d", 0)]}));
    assert_eq!((result.routes.len(), left_out(&result)), (0, vec!["d"]));
    assert!(!result.unassigned[0].reasons.is_empty());
    let request =
        json!({"orderSteps": [{"orderId": "d", "type": "delivery"}], "routeId": W, "afterSec": 0});
    let request = validate::assign_order_steps_request(&request, &planner).expect("a request");
    let result = ops::assign_order_steps(&planner, &request, &Rules::default()).expect("a result");
    ops::take_over(&mut planner, &result);
    // 28 800 + 600, and the same back.
    assert_eq!(times(&result, W), [29_400, 30_000]);
    assert_eq!(planner.snapshot.routes[W], result.routes[W]);
}

#[test]
fn removed_orders_and_parts_of_orders_leave_their_routes() {
    let with_p = |json: &mut Value| {
        let steps = json["routes"][V]["steps"].as_array_mut().unwrap();
        steps.insert(1, json!({"type": "pickup", "orderId": "p"}));
        steps.insert(2, json!({"type": "delivery", "orderId": "p"}));
    };
    let mut planner = plan(with_p);
    let result = edited(&mut planner, ops::remove_orders, &json!({"ids": ["p", "a"]}));
    // Only b is left: 28 800 + 900, + 100 + 900.
    assert_eq!(times(&result, V), [29_700, 30_700]);
    assert_eq!((result.unassigned.len(), planner.snapshot.orders.len()), (0, 2));
    // The last one takes the route with it, and its approval.
    planner = plan(|json| {
        json["routes"][V]["steps"].as_array_mut().unwrap().remove(2);
        json["approvedRoutes"] = json!([V]);
    });
    let result = edited(&mut planner, ops::remove_orders, &json!({"ids": ["a"]}));
    assert_eq!((result.routes.len(), result.deleted_route_ids), (0, vec![V.to_owned()]));
    assert_eq!(planner.document["approvedRoutes"], json!([]));
    // p without its pickup: the delivery stays where it was, and misses nothing.
    planner = plan(with_p);
    let result = edited(&mut planner, ops::put_orders, &json!({"orders": [delivery("p", 0)]}));
    assert_eq!(orders(&result.routes[V]), ["p", "a", "b"]);
    assert!(result.routes[V].steps.iter().all(|step| step.violations.is_empty()));
    // p at a's place 29 400, a there too, + 100 + 300 = b 29 800, + 100 + 900.
    assert_eq!(times(&result, V), [29_400, 29_400, 29_800, 30_800]);
}

/// a was served 300 s late; it is 40 000, and b has not been.
fn a_served(json: &mut Value) {
    json["now"] = json!({"date": "20260105", "sec": 40_000});
    json["routes"][V]["steps"][1]["trackingData"] =
        json!({"timeInSec": 29_700, "timeOutSec": 29_800});
}

#[test]
fn a_route_without_the_order_that_was_reported_is_timed_as_one_without_reports() {
    // It went on as a route in progress, on which nothing arrives before now, and kept its plan.
    let mut planner = plan(a_served);
    let result = evaluated(&planner);
    assert_eq!(times(&result, V), [29_400, 40_000, 41_000]);
    ops::take_over(&mut planner, &result);
    let mut by_hand = planner.document.clone();
    by_hand["travel"] = serde_json::to_value(&planner.snapshot.travel).expect("JSON");
    by_hand["routes"][V]["steps"].as_array_mut().unwrap().remove(1);
    let result = edited(&mut planner, ops::remove_orders, &json!({"ids": ["a"]}));
    // It left at 28 800, by its plan: + 900, then 100 and home.
    assert_eq!(times(&result, V), [29_700, 30_700]);
    assert_eq!(result.routes[V].plan, []);
    assert_true(&planner);
    let by_hand = validate::snapshot(by_hand.to_string().as_bytes(), None).expect("valid");
    assert_eq!(evaluated(&Loaded::from(by_hand)).routes[V].steps, result.routes[V].steps);
}

#[test]
fn the_plan_of_a_route_in_progress_is_of_what_it_still_has() {
    // The plan that is carried named the removed order, which the next evaluation put right: one
    // revision too many.
    let mut planner = plan(|json| {
        a_served(json);
        json["routes"][V]["steps"].as_array_mut().unwrap().insert(3,
            json!({"type": "delivery", "orderId": "c", "arrivalSec": 30_000, "startSec": 30_000, "endSec": 30_100}));
    });
    let result = edited(&mut planner, ops::remove_orders, &json!({"ids": ["c"]}));
    assert_eq!(times(&result, V), [29_400, 40_000, 41_000]);
    let planned: Vec<_> =
        result.routes[V].plan.iter().filter_map(|own| own.order_id.as_deref()).collect();
    assert_eq!(planned, ["a", "b"]);
    assert_true(&planner);
}

fn evaluated(planner: &Loaded) -> SchedulingResult {
    ops::evaluate_routes(planner, &Default::default(), &Rules::default()).expect("evaluated")
}

/// To evaluate the routes once more changes none of them.
fn assert_true(planner: &Loaded) {
    assert_eq!(evaluated(planner).routes, planner.snapshot.routes);
}

#[test]
fn a_changed_vehicle_changes_its_routes_only() {
    let mut planner = plan(|json| {
        json["routes"][W] = json!({"revision": 1, "steps": [{"type": "delivery", "orderId": "c"}]});
    });
    let mut v = planner.document["vehicles"]["v"].clone();
    (v["id"], v["settings"]["speedFactor"]) = (json!("v"), json!(200));
    let result = edited(&mut planner, ops::put_vehicles, &json!({"vehicles": [v]}));
    // Half of each drive: 300, 150, 450. a 29 100, b 29 100 + 100 + 150, home + 100 + 450.
    assert_eq!(times(&result, V), [29_100, 29_350, 29_900]);
    assert_eq!(result.routes.len(), 1);
    // p is eligible on the date and on no route.
    assert_eq!(left_out(&result), ["p"]);
    let new = json!({"vehicles": [{"id": "x", "settings": {}}]});
    let result = edited(&mut planner, ops::put_vehicles, &new);
    assert_eq!((result.routes.len(), planner.snapshot.vehicles.len()), (0, 3));
}

#[test]
fn a_vehicle_without_its_departure_depot_reloads_no_more() {
    // The reload stayed as a step without a depot, and the snapshot was not valid any more.
    let mut planner = plan(|json| {
        let steps = json["routes"][V]["steps"].as_array_mut().unwrap();
        steps.insert(2, json!({"type": "depot", "depotId": "h"}));
    });
    let v = json!({"id": "v", "settings": {"timeWindow": {"startSec": 28_800, "endSec": 61_200}}});
    let result = edited(&mut planner, ops::put_vehicles, &json!({"vehicles": [v]}));
    // It begins at a and ends at b.
    assert_eq!(times(&result, V), [28_800, 29_200, 29_300]);
}

#[test]
fn another_travel_model_times_all_routes_anew() {
    let mut planner = plan(|_| {});
    let places = json!([[0, 0], [0, 1], [0, 2]]);
    let model = json!({"type": "matrix", "locations": places,
        "durationsSec": [0, 10, 20, 10, 0, 30, 20, 30, 0], "distancesMt": [0, 1, 2, 1, 0, 3, 2, 3, 0]});
    let result = edited(&mut planner, travel, &json!({"travel": model}));
    // 28 800 + 10, + 100 + 30, + 100 + 20.
    assert_eq!(times(&result, V), [28_810, 28_940, 29_060]);
    assert_eq!(planner.document.get("travel"), None);
    let short_of = json!({"travel": {"type": "matrix", "locations": places, "durationsSec": [0],
        "distancesMt": [0, 1, 2, 1, 0, 3, 2, 3, 0]}});
    assert_eq!(refused(&mut planner, travel, &short_of), [(101, "travel.durationsSec".into())]);
    // c is not in the list.
    let mut strict = json!({"travel": model});
    strict["travel"]["missing"] = json!("error");
    let path = "orders[c].delivery.location.latLng".to_owned();
    assert_eq!(refused(&mut planner, travel, &strict), [(103, path)]);
    assert_eq!(refused(&mut planner, travel, &json!({"travel": 5})), [(100, "travel".into())]);
}

#[test]
fn the_present_moment_is_set_and_forgotten() {
    let mut planner = plan(|_| {});
    let now = json!({"now": {"date": "20260105", "sec": 30_000}});
    let _ = edited(&mut planner, ops::set_now, &now);
    assert_eq!(planner.snapshot.now.map(|now| now.sec), Some(30_000));
    assert_eq!(planner.document["now"], now["now"]);
    let wrong = json!({"now": {"date": "20260105", "sec": -1}});
    assert_eq!(refused(&mut planner, ops::set_now, &wrong), [(101, "now.sec".into())]);
    assert_eq!(refused(&mut planner, ops::set_now, &json!({})), [(100, "now".into())]);
    let _ = edited(&mut planner, ops::set_now, &json!({"now": null}));
    assert_eq!((planner.snapshot.now, planner.document.get("now")), (None, None));
}

#[test]
fn a_refused_edit_names_all_issues_and_changes_nothing() {
    let mut planner = plan(|_| {});
    let path = |path: &str| path.to_owned();
    let mut late = delivery("a", 1);
    late["delivery"]["timeWindows"] = json!([{"startSec": 5, "endSec": 4}]);
    let wrong = json!({"orders": [delivery("n", -1), {"delivery": {"depotId": "x"}}, late, delivery("a", 1)]});
    assert_eq!(
        refused(&mut planner, ops::put_orders, &wrong),
        [
            (101, path("orders[0].delivery.serviceTimeSec")),
            (103, path("orders[1].delivery.depotId")),
            (101, path("orders[2].delivery.timeWindows[0].endSec")),
            (100, path("orders[1].id")),
            (104, path("orders[3].id")),
        ]
    );
    assert_eq!(
        refused(&mut planner, ops::put_orders, &json!({"orders": []})),
        [(100, path("orders"))]
    );
    assert_eq!(
        refused(&mut planner, ops::remove_orders, &json!({"ids": ["x", "a", "a"]})),
        [(103, path("ids[0]")), (104, path("ids[2]"))]
    );
    let vehicle =
        json!({"vehicles": [{"id": "v", "settings": {"speedFactor": 500, "regionIds": ["r"]}}]});
    assert_eq!(
        refused(&mut planner, ops::put_vehicles, &vehicle),
        [(101, path("vehicles[0].settings.speedFactor"))]
    );
    // Limits of the snapshot as a whole: the 65th load key, and costs that would not stay exact.
    let keys = |from: usize| -> serde_json::Map<_, _> {
        (from..from + 10).map(|key| (format!("k{key}"), json!(1))).collect()
    };
    for round in 0..6 {
        let mut order = delivery(&format!("l{round}"), 0);
        order["loads"] = keys(10 * round).into();
        let _ = edited(&mut planner, ops::put_orders, &json!({"orders": [order]}));
    }
    let mut order = delivery("a", 0);
    order["loads"] = keys(60).into();
    assert_eq!(
        refused(&mut planner, ops::put_orders, &json!({"orders": [order]})),
        [(600, path(""))]
    );
}

#[test]
fn warnings_follow_the_snapshot() {
    let mut planner = plan(|json| json["lockedRouteIds"] = json!(["x-20260105"]));
    assert_eq!(short(&planner.warnings), [(103, "lockedRouteIds[0]".to_owned())]);
    let _ = edited(&mut planner, ops::put_vehicles, &json!({"vehicles": [{"id": "x"}]}));
    assert_eq!(planner.warnings, []);
    // b loses its coordinates: the step stays on the route, and that is worth knowing.
    let nowhere = json!({"orders": [{"id": "b", "delivery": {"location": {"address": "?"}}}]});
    let result = edited(&mut planner, ops::put_orders, &nowhere);
    assert_eq!(short(&result.warnings), [(100, format!("routes[{V}].steps[2]"))]);
    let back = json!({"orders": [delivery("b", 0)]});
    assert_eq!(edited(&mut planner, ops::put_orders, &back).warnings, []);
}
