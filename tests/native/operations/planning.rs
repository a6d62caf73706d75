//! The planning options of `buildRoutes` and `fitIn`: where the search begins, what stays, what comes
//! before the cost.

use super::{left_out, options, orders, planned, request, valid};
use crate::oracle::{delivery, settings};
use crate::support::judged::{Frozen, Loaded, build_routes, fit_in};
use routewright::model::{LockType, SchedulingResult, SolveOptions, StartFrom};
use routewright::validate;
use serde_json::{Value, json};

/// Vehicles `v`, at 10 a kilometre, and `w`, free of charge; these routes as they stand.
fn current(routes: &[(&str, &[&str])]) -> impl FnOnce(&mut Value) {
    move |json| {
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        settings(json)["kmCost"] = json!(1_000);
        for (vehicle, orders) in routes {
            let steps = orders.iter().map(|order| json!({"type": "delivery", "orderId": order}));
            let id = format!("{vehicle}-20260105");
            json["routes"][&id] = json!({"id": id, "vehicleId": vehicle, "date": "20260105",
                "revision": 3, "steps": steps.collect::<Value>()});
        }
    }
}

fn from_current(lock_type: LockType) -> SolveOptions {
    SolveOptions { start_from: StartFrom::Current, lock_type, ..options() }
}

fn build(loaded: &Loaded, options: &SolveOptions) -> SchedulingResult {
    build_routes(loaded, &request(0), options, &mut Frozen).expect("a plan")
}

/// The orders of each route that changed.
fn changed(result: &SchedulingResult) -> Vec<(&str, Vec<&str>)> {
    result.routes.iter().map(|(id, route)| (id.as_str(), orders(route))).collect()
}

#[test]
fn start_from_current_may_change_everything() {
    let loaded = valid(current(&[("v", &["a", "b"])]));
    let result = build(&loaded, &from_current(LockType::None));
    // All on w, which costs nothing; the route of v is gone.
    // h–a–c–b–h takes 2 200 s, h–a–b–c–h 2 300.
    assert_eq!(changed(&result), [("w-20260105", vec!["a", "c", "b"])]);
    assert_eq!(
        (&result.deleted_route_ids[..], result.cost.total),
        (&["v-20260105".to_owned()][..], 0)
    );
}

#[test]
fn start_from_current_without_rounds_adds_to_the_plan_as_it_is() {
    // Nine orders are too many to try everything, and no round takes place that would put all of
    // them on w. o6 is where b is, so that it costs v nothing; c, 1 500 m further, goes to w.
    let loaded = valid(|json| {
        current(&[("v", &["a", "o1", "b", "o2", "o3", "o4", "o5"])])(json);
        for order in 1..=6 {
            json["orders"][format!("o{order}")] = json["orders"]["b"].clone();
        }
    });
    let none = SolveOptions { max_iterations: Some(0), ..from_current(LockType::None) };
    let result = build(&loaded, &none);
    assert_eq!(orders(&result.routes["w-20260105"]), ["c"]);
    assert_eq!(orders(&result.routes["v-20260105"]).len(), 8);
    // h–a–b–h: 5 + 2 + 8 km.
    assert_eq!((result.cost.total, left_out(&result).len()), (15_000, 0));
}

#[test]
fn lock_type_resources_keeps_the_vehicle_of_planned_orders() {
    let loaded = valid(current(&[("v", &["b", "a"])]));
    let result = build(&loaded, &from_current(LockType::Resources));
    // a and b stay on v, in any sequence: h–a–b–h is 5 + 2 + 8 km. c goes to w.
    assert_eq!(orders(&result.routes["w-20260105"]), ["c"]);
    assert_eq!(result.cost.total, 15_000);
    assert_eq!((result.deleted_route_ids.len(), left_out(&result).len()), (0, 0));
}

#[test]
fn lock_type_routes_leaves_routes_unchanged_and_uses_other_vehicles() {
    let loaded = valid(current(&[("w", &["b", "a"])]));
    let result = build(&loaded, &from_current(LockType::Routes));
    // w would take c for nothing; v drives 10 km there and 10 back.
    assert_eq!(changed(&result), [("v-20260105", vec!["c"])]);
    assert_eq!(result.cost.total, 20_000);
    // With no other vehicle it is left out, and the reason says why.
    let loaded = valid(|json| {
        current(&[("w", &["b", "a"])])(json);
        settings(json)["available"] = json!(false);
    });
    let result = build(&loaded, &from_current(LockType::Routes));
    assert_eq!((changed(&result), left_out(&result)), (vec![], vec!["c"]));
    let detail = result.unassigned[0].reasons[0].message.as_str();
    assert!(detail.contains("lockType ROUTES"), "{detail}");
}

#[test]
fn what_of_the_current_plan_breaks_a_rule_is_planned_anew() {
    let late = |json: &mut Value| {
        current(&[("v", &["c", "a"])])(json);
        // a is reached at 28 800 + 1 200 + 100 + 500 = 30 600 at the earliest.
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 0, "endSec": 30_000}]);
    };
    let result = build(&valid(late), &from_current(LockType::None));
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "b", "c"], vec![]));
    assert!(result.routes.values().flat_map(|own| &own.steps).all(|own| own.violations.is_empty()));
    // With RESOURCES such a route stays as it is, and that is said.
    let result = build(&valid(late), &from_current(LockType::Resources));
    assert_eq!(changed(&result), [("w-20260105", vec!["b"])]);
    assert!(result.warnings.iter().any(|own| own.path == "routes[v-20260105]"), "{result:?}");
}

#[test]
fn a_lock_type_without_a_plan_to_begin_with_is_refused() {
    let locked = SolveOptions { lock_type: LockType::Routes, ..options() };
    let loaded = valid(|_| {});
    let error = build_routes(&loaded, &request(0), &locked, &mut Frozen).expect_err("refused");
    assert_eq!(error.issues[0].path, "lockType");
    let asked =
        validate::fit_in_request(&json!({"from": "20260105", "to": "20260105"}), &loaded.snapshot);
    let error = fit_in(&loaded, &asked.expect("valid"), &locked, &mut Frozen).expect_err("refused");
    assert_eq!(error.issues[0].path, "lockType");
}

/// a must begin at 29 400 and b at 40 000; idle time costs 1 a second.
fn apart(json: &mut Value) {
    settings(json)["idleTimeCost"] = json!(3_600);
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    for (order, moment) in [("a", 29_400), ("b", 40_000)] {
        delivery(json, order)["timeWindows"] = json!([{"startSec": moment, "endSec": moment}]);
    }
    json["orders"].as_object_mut().expect("orders").remove("c");
}

#[test]
fn minimise_routes_comes_before_the_cost() {
    for (minimise_routes, routes, cost) in [(false, 2, 0), (true, 1, 10_200)] {
        let asked = SolveOptions { minimise_routes, ..options() };
        let result = build(&valid(apart), &asked);
        // One vehicle waits from 29 400 + 100 + 300 to 40 000.
        assert_eq!((result.routes.len(), result.cost.total), (routes, cost));
        assert_eq!(left_out(&result), Vec::<&str>::new());
    }
}

#[test]
fn minimise_routes_of_fit_in_opens_no_vehicle_without_need() {
    let loaded = |routes: &'static [(&str, &[&str])]| {
        valid(move |json| {
            apart(json);
            let steps =
                routes[0].1.iter().map(|order| json!({"type": "delivery", "orderId": order}));
            json["routes"]["v-20260105"] = json!({"id": "v-20260105", "vehicleId": "v",
                "date": "20260105", "revision": 1, "steps": steps.collect::<Value>()});
        })
    };
    let loaded = loaded(&[("v", &["a"])]);
    let asked =
        validate::fit_in_request(&json!({"from": "20260105", "to": "20260105"}), &loaded.snapshot);
    let wished = SolveOptions { minimise_routes: true, ..options() };
    let result = fit_in(&loaded, &asked.expect("valid"), &wished, &mut Frozen).expect("a plan");
    assert_eq!(changed(&result), [("v-20260105", vec!["a", "b"])]);
    // It always begins with the current plan, and says so.
    assert_eq!(result.stats.options.start_from, StartFrom::Current);
}
