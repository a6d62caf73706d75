//! What refers to what: ids, dates and routes that must be there, and once.

use super::{base, found, issues, set, warnings, with, without};
use serde_json::json;

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

#[test]
fn unknown_references_are_named_where_they_stand() {
    for (pointer, path) in [
        ("/orders/o1/forceVehicleId", "orders[o1].forceVehicleId"),
        ("/orders/o2/pickup/depotId", "orders[o2].pickup.depotId"),
        ("/vehicles/v1/settings/departureDepotId", "vehicles[v1].settings.departureDepotId"),
        ("/vehicles/v1/settings/arrivalDepotId", "vehicles[v1].settings.arrivalDepotId"),
        ("/vehicles/v1/settings/regionIds/0", "vehicles[v1].settings.regionIds[0]"),
        ("/vehicleDriverAssignments/20151204/v1", "vehicleDriverAssignments[20151204][v1]"),
        ("/routes/v1-20151204/driverId", "routes[v1-20151204].driverId"),
        ("/routes/v1-20151204/steps/1/orderId", "routes[v1-20151204].steps[1].orderId"),
    ] {
        assert_eq!(found(&with(pointer, json!("nobody"))), one(103, path));
    }
    let assigned = with("/vehicleDriverAssignments/20151204/v9", json!("p1"));
    assert_eq!(found(&assigned), one(103, "vehicleDriverAssignments[20151204][v9]"));
    let approved = with("/approvedRoutes/0", json!("v1-20151205"));
    assert_eq!(found(&approved), one(103, "approvedRoutes[0]"));
    let mut by_date = with("/vehicles/v1/settingsByDate", json!({ "20151205": {} }));
    set(&mut by_date, "/vehicles/v1/settingsByDate/20151205/arrivalDepotId", json!("d9"));
    assert_eq!(found(&by_date), one(103, "vehicles[v1].settingsByDate[20151205].arrivalDepotId"));
}

#[test]
fn maps_that_are_not_given_make_nothing_unknown() {
    // "List Current Routes" gives routes, orders, vehicles, depots and drivers, but no regions.
    let snapshot = without("/regions");
    assert_eq!(issues(&snapshot), []);
    assert_eq!(warnings(&snapshot), one(103, "regions"));
    assert_eq!(issues(&without("/drivers")), []);
    for name in ["territory", "depots", "vehicles", "orders"] {
        assert_eq!(found(&without(&format!("/{name}"))), one(100, name));
    }
    for name in ["routes", "vehicleDriverAssignments", "travel", "now", "lockedRouteIds"] {
        let mut snapshot = without(&format!("/{name}"));
        set(&mut snapshot, "/approvedRoutes", json!([]));
        assert_eq!(issues(&snapshot), [], "{name}");
    }
    // But without routes nothing is planned, so that none can be approved.
    assert_eq!(found(&without("/routes")), one(103, "approvedRoutes[0]"));
}

#[test]
fn the_key_of_a_map_is_the_id() {
    for (pointer, path) in [
        ("/depots/d1/id", "depots[d1].id"),
        ("/regions/r1/id", "regions[r1].id"),
        ("/drivers/p1/id", "drivers[p1].id"),
        ("/vehicles/v1/id", "vehicles[v1].id"),
        ("/orders/o1/id", "orders[o1].id"),
        ("/routes/v1-20151204/id", "routes[v1-20151204].id"),
    ] {
        let other = if pointer.starts_with("/routes") { "v1-20151205" } else { "other" };
        assert_eq!(found(&with(pointer, json!(other))), one(100, path));
        let valid = super::check(&without(pointer)).expect("the key suffices");
        assert_eq!(valid.snapshot.orders["o1"].id.as_deref(), Some("o1"));
        assert_eq!(valid.snapshot.routes["v1-20151204"].id.as_deref(), Some("v1-20151204"));
    }
}

#[test]
fn a_route_id_is_split_at_its_last_hyphen() {
    let mut snapshot = base();
    let vehicle = snapshot.pointer("/vehicles/v1").unwrap().clone();
    set(&mut snapshot, "/vehicles/north-1", vehicle);
    set(&mut snapshot, "/vehicles/north-1/id", json!("north-1"));
    set(&mut snapshot, "/routes/north-1-20151204", json!({}));
    let valid = super::check(&snapshot).expect("valid");
    let route = &valid.snapshot.routes["north-1-20151204"];
    assert_eq!(route.vehicle_id.as_deref(), Some("north-1"));
    assert_eq!(route.date.map(|date| date.to_string()).as_deref(), Some("20151204"));
    for id in ["v1", "v1_20151204", "-20151204", "v1-20151232", "v1-2015124", ""] {
        let snapshot = with(&format!("/routes/{id}"), json!({}));
        assert_eq!(found(&snapshot), one(100, &format!("routes[{id}]")));
    }
    let snapshot = with("/routes/v9-20151204", json!({}));
    assert_eq!(found(&snapshot), one(103, "routes[v9-20151204]"));
    let snapshot = with("/routes/v1-20151204/vehicleId", json!("v9"));
    let path = "routes[v1-20151204].vehicleId".to_owned();
    assert_eq!(found(&snapshot), [(103, path.clone()), (100, path)]);
}

#[test]
fn one_route_per_vehicle_and_date() {
    // DEF-13: `date` counts; then two routes may turn out to be of one day.
    let snapshot = with("/routes/v1-20151205", json!({ "date": "20151204" }));
    assert_eq!(found(&snapshot), one(104, "routes[v1-20151205]"));
}

#[test]
fn an_order_step_is_on_one_route_once() {
    let step = json!({ "type": "delivery", "orderId": "o1" });
    let twice = with("/routes/v1-20151204/steps/2", step.clone());
    assert_eq!(found(&twice), one(104, "routes[v1-20151204].steps[2].orderId"));
    let elsewhere = with("/routes/v1-20151205", json!({ "steps": [step] }));
    let found = super::issues(&elsewhere);
    assert_eq!(
        found[0].message,
        "routes[v1-20151205].steps[0].orderId must be on one route once: delivery of o1 is \
         routes[v1-20151204].steps[1]"
    );
    // The pickup and the delivery of one order are two steps.
    let both = json!([
        { "type": "pickup", "orderId": "o2" },
        { "type": "delivery", "orderId": "o2" },
        { "type": "brk" }
    ]);
    assert_eq!(issues(&with("/routes/v1-20151205", json!({ "steps": both }))), []);
}

#[test]
fn a_step_names_an_order_that_has_such_a_part() {
    let pickup = with("/routes/v1-20151204/steps/1/type", json!("pickup"));
    assert_eq!(found(&pickup), one(103, "routes[v1-20151204].steps[1].orderId"));
    let none = with("/routes/v1-20151204/steps/1/orderId", json!(null));
    assert_eq!(found(&none), one(100, "routes[v1-20151204].steps[1].orderId"));
    let depot = with("/routes/v1-20151204/steps/2", json!({ "type": "depot" }));
    assert_eq!(found(&depot), one(100, "routes[v1-20151204].steps[2].depotId"));
    let depot = with("/routes/v1-20151204/steps/2", json!({ "type": "depot", "depotId": "d1" }));
    assert_eq!(issues(&depot), []);
    let unknown = with("/routes/v1-20151204/steps/2/type", json!("refuel"));
    assert_eq!(found(&unknown), one(100, "routes[v1-20151204].steps[2].type"));
    let untyped = with("/routes/v1-20151204/steps/2", json!({}));
    assert_eq!(found(&untyped), one(100, "routes[v1-20151204].steps[2].type"));
}

#[test]
fn lists_of_routes_hold_each_once_and_locks_may_be_of_days_without_route() {
    let twice = with("/approvedRoutes", json!(["v1-20151204", "v1-20151204"]));
    assert_eq!(found(&twice), one(104, "approvedRoutes[1]"));
    let twice = with("/lockedRouteIds", json!(["v1-20151209", "v1-20151209"]));
    assert_eq!(found(&twice), one(104, "lockedRouteIds[1]"));
    assert_eq!(warnings(&with("/lockedRouteIds", json!(["v1-20151209"]))), []);
    assert_eq!(
        warnings(&with("/lockedRouteIds", json!(["v9-20151209"]))),
        one(103, "lockedRouteIds[0]")
    );
    assert_eq!(found(&with("/lockedRouteIds", json!(["v1"]))), one(100, "lockedRouteIds[0]"));
}

#[test]
fn existing_routes_may_violate_what_planning_keeps_to() {
    let mut snapshot = base();
    // Not eligible that day, forced to another vehicle, heavier than the vehicle, in the wrong order.
    set(&mut snapshot, "/orders/o1/eligibility", json!({ "type": "on", "onDates": ["20151205"] }));
    set(&mut snapshot, "/orders/o1/loads/people", json!(1_000_000));
    set(&mut snapshot, "/vehicles/v1/settings/available", json!(false));
    let steps =
        json!([{ "type": "delivery", "orderId": "o2" }, { "type": "pickup", "orderId": "o2" }]);
    set(&mut snapshot, "/routes/v1-20151203", json!({ "steps": steps }));
    assert_eq!(issues(&snapshot), []);
}
