//! What holds between the properties of an order, and of a vehicle's settings.

use super::{check, found, issues, set, warnings, with, without};
use routewright::date::Date;
use serde_json::{Value, json};

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

#[test]
fn an_order_has_a_pickup_a_delivery_or_both() {
    assert_eq!(found(&without("/orders/o3/isService")), []);
    let mut snapshot = with("/orders/o2/pickup", json!(null));
    assert_eq!(issues(&snapshot), []);
    set(&mut snapshot, "/orders/o2/delivery", json!(null));
    assert_eq!(found(&snapshot), one(100, "orders[o2]"));
    assert_eq!(found(&with("/orders/o4", json!({}))), one(100, "orders[o4]"));
}

#[test]
fn a_service_is_a_delivery_without_loads() {
    let step = json!({ "depotId": "d1" });
    assert_eq!(found(&with("/orders/o3/pickup", step)), one(100, "orders[o3].pickup"));
    assert_eq!(found(&with("/orders/o3/delivery", json!(null))), one(100, "orders[o3].delivery"));
    assert_eq!(found(&with("/orders/o3/loads", json!({ "kg": 1 }))), one(100, "orders[o3].loads"));
    assert_eq!(issues(&with("/orders/o3/loads", json!({ "kg": 0 }))), []);
    assert_eq!(issues(&with("/orders/o3/loads", json!(null))), []);
}

#[test]
fn a_step_is_at_a_depot_or_at_a_location() {
    let both = with("/orders/o1/delivery/depotId", json!("d1"));
    assert_eq!(found(&both), one(100, "orders[o1].delivery"));
    let neither = with("/orders/o1/delivery/location", json!(null));
    assert_eq!(found(&neither), one(100, "orders[o1].delivery"));
    let message = &issues(&neither)[0].message;
    assert_eq!(message, "orders[o1].delivery must have one of depotId and location, not neither");
}

#[test]
fn eligibility_needs_the_dates_of_its_type() {
    let with_eligibility = |value: Value| {
        let mut snapshot = with("/orders/o1/eligibility", value);
        set(&mut snapshot, "/orders/o1/delivery/timeWindowExceptions", json!({}));
        found(&snapshot)
    };
    for (value, path) in [
        (json!({ "type": "on" }), "onDates"),
        (json!({ "type": "on", "onDates": null }), "onDates"),
        (json!({ "type": "on", "onDates": [] }), "onDates"),
        (json!({ "type": "by" }), "byDate"),
        (json!({ "type": "by", "byDate": null }), "byDate"),
        (json!({ "on": [] }), "on"),
        (json!({ "on": "2015-12-04" }), "on"),
        (json!({ "on": ["20151304"] }), "on[0]"),
        (json!({ "by": 20_151_204 }), "by"),
        (json!({ "type": "sometimes" }), "type"),
        (json!({ "type": "on", "onDates": "20151204" }), "onDates"),
        (json!({ "type": "on", "onDates": [20_151_204] }), "onDates[0]"),
    ] {
        let path = format!("orders[o1].eligibility.{path}");
        assert_eq!(with_eligibility(value.clone()), one(100, &path), "{value}");
    }
    assert_eq!(with_eligibility(json!("any")), one(100, "orders[o1].eligibility"));
    // Dates of the past are legal in a snapshot.
    assert_eq!(with_eligibility(json!({ "type": "on", "onDates": ["19700101"] })), []);
}

#[test]
fn impossible_dates_are_malformed_wherever_they_stand() {
    for (pointer, value, path) in [
        (
            "/orders/o1/eligibility/onDates/0",
            json!("20150229"),
            "orders[o1].eligibility.onDates[0]",
        ),
        ("/orders/o2/eligibility/byDate", json!("20151131"), "orders[o2].eligibility.byDate"),
        ("/now/date", json!("2015123"), "now.date"),
        ("/routes/v1-20151204/date", json!("20151300"), "routes[v1-20151204].date"),
        ("/vehicles/v1/settings", json!({ "20150231": {} }), "vehicles[v1].settings[20150231]"),
        (
            "/vehicles/v1/settingsByDate",
            json!({ "4 Dec": {} }),
            "vehicles[v1].settingsByDate[4 Dec]",
        ),
        ("/vehicleDriverAssignments", json!({ "0": {} }), "vehicleDriverAssignments[0]"),
        (
            "/orders/o3/delivery/timeWindowExceptions",
            json!({ "20150431": [] }),
            "orders[o3].delivery.timeWindowExceptions[20150431]",
        ),
    ] {
        assert_eq!(found(&with(pointer, value)), one(100, path));
    }
    // 2016 was a leap year.
    assert_eq!(issues(&with("/now/date", json!("20160229"))), []);
}

#[test]
fn exceptions_are_on_eligible_dates() {
    let exception = |order: &str, date: &str| {
        let pointer = format!("/orders/{order}/delivery/timeWindowExceptions");
        found(&with(&pointer, json!({ date: [] })))
    };
    let refused = |order: &str, date: &str| {
        one(100, &format!("orders[{order}].delivery.timeWindowExceptions[{date}]"))
    };
    // o1 on the 4th and 5th, o2 by the 15th, o3 any date.
    assert_eq!(exception("o1", "20151204"), []);
    assert_eq!(exception("o1", "20151206"), refused("o1", "20151206"));
    assert_eq!(exception("o2", "20151215"), []);
    assert_eq!(exception("o2", "20151216"), refused("o2", "20151216"));
    assert_eq!(exception("o3", "20991231"), []);
}

#[test]
fn bad_geocodes_are_no_error() {
    for location in [
        json!({}),
        json!({ "address": "nowhere" }),
        json!({ "latLng": null, "status": "NOT_FOUND" }),
        json!({ "latLng": [33_817_872, -87_266_893], "status": "OUT_OF_TERRITORY_RANGE" }),
        json!({ "latLng": [90_000_001, 0] }),
        json!({ "latLng": [0, i64::MIN] }),
        json!({ "latLng": [0, -180_000_001], "status": "A_LATER_STATUS" }),
    ] {
        let valid = check(&with("/orders/o2/delivery/location", location.clone()));
        let valid = valid.unwrap_or_else(|issues| panic!("{location}: {issues:?}"));
        let step = valid.snapshot.orders["o2"].delivery.as_ref().unwrap();
        assert_eq!(step.location.as_ref().unwrap().usable(), None);
        assert_eq!(valid.warnings, [], "not on a route");
        // VAL-37: on a route it is worth knowing.
        let routed = with("/orders/o1/delivery/location", location);
        assert_eq!(warnings(&routed), one(100, "routes[v1-20151204].steps[1]"));
    }
}

#[test]
fn coordinates_are_two_integers() {
    let path = "orders[o1].delivery.location.latLng";
    for value in [
        json!([]),
        json!([1]),
        json!([1, 2, 3]),
        json!([33.817872, -87.266893]),
        json!(["33817872", -87_266_893]),
        json!({ "lat": 1, "lng": 2 }),
        json!("1,2"),
        json!([null, null]),
    ] {
        assert_eq!(found(&with("/orders/o1/delivery/location/latLng", value)), one(100, path));
    }
    assert_eq!(
        found(&with("/territory/center", json!([90_000_001, 0]))),
        one(101, "territory.center")
    );
}

#[test]
fn a_vehicle_starts_and_ends_at_depots_that_are_on_the_map() {
    for location in [
        json!({}),
        json!(null),
        json!({ "latLng": [33_831_316, -87_278_355], "status": "NOT_FOUND" }),
    ] {
        let snapshot = with("/depots/d1/location", location);
        let expected = ["departureDepotId", "arrivalDepotId"]
            .map(|name| (100, format!("vehicles[v1].settings.{name}")));
        assert_eq!(found(&snapshot), expected);
    }
    // A depot that no vehicle needs may wait for its coordinates.
    assert_eq!(issues(&with("/depots/d2", json!({ "name": "planned" }))), []);
}

#[test]
fn preparation_without_a_depot_is_ignored_with_a_warning() {
    let mut snapshot = with("/vehicles/v1/settings/departureDepotId", json!(null));
    set(&mut snapshot, "/vehicles/v1/settings/arrivalDepotId", json!(null));
    let expected = ["preparationTimeSec", "closeOutTimeSec"]
        .map(|name| (100, format!("vehicles[v1].settings.{name}")));
    assert_eq!(warnings(&snapshot), expected);
    set(&mut snapshot, "/vehicles/v1/settings/preparationTimeSec", json!(0));
    set(&mut snapshot, "/vehicles/v1/settings/closeOutTimeSec", json!(0));
    assert_eq!(warnings(&snapshot), []);
}

#[test]
fn settings_of_a_vehicle_full_are_a_map_by_date() {
    let settings = super::base().pointer("/vehicles/v1/settings").cloned();
    let settings = settings.unwrap();
    let by_date = json!({ "20151204": settings, "default": { "available": false } });
    let valid = check(&with("/vehicles/v1/settings", by_date)).expect("valid");
    let vehicle = &valid.snapshot.vehicles["v1"];
    let on =
        |date| vehicle.settings_on(Date::parse(date).unwrap()).map(|settings| settings.available);
    assert_eq!((on("20151204"), on("20151205")), (Some(true), Some(false)));
    let wrong = json!({ "20151204": { "speedFactor": 10 } });
    let path = "vehicles[v1].settings[20151204].speedFactor";
    assert_eq!(found(&with("/vehicles/v1/settings", wrong)), one(101, path));
    assert_eq!(issues(&with("/vehicles/v1/settings", json!({}))), []);
    // Half one and half the other is no map by date: the date is ignored, and that is said.
    let mixed = with("/vehicles/v1/settings/20151204", json!({ "available": false }));
    assert_eq!(warnings(&mixed), one(100, "vehicles[v1].settings[20151204]"));
    assert_eq!(issues(&with("/vehicles/v1/settings", json!(null))), []);
}

#[test]
fn a_region_is_a_polygon() {
    let poly = |corners: Value| found(&with("/regions/r1/poly", corners));
    let refused = one(100, "regions[r1].poly");
    assert_eq!(poly(json!([[0, 0], [0, 10], [10, 0]])), []);
    assert_eq!(poly(json!([[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]])), [], "closed explicitly");
    assert_eq!(poly(json!([])), refused);
    assert_eq!(poly(json!([[0, 0], [0, 10]])), refused);
    assert_eq!(poly(json!([[0, 0], [5, 5], [9, 9]])), refused, "on one line");
    assert_eq!(poly(json!([[0, 0], [10, 10], [10, 0], [0, 10]])), refused, "crosses itself");
    assert_eq!(poly(json!([[0, 0], [0, 10], [90_000_001, 0]])), one(101, "regions[r1].poly[2]"));
    assert_eq!(poly(json!([[0, 0], [0, 10], [1.5, 0]])), one(100, "regions[r1].poly[2]"));
    assert_eq!(poly(json!(null)), refused);
    let issue = issues(&with("/regions/r1/poly", json!([[0, 0], [10, 10], [10, 0], [0, 10]])));
    assert_eq!(
        issue[0].message,
        "regions[r1].poly must not cross itself: its edges after corners [0] and [2] meet"
    );
}

#[test]
fn overlapping_windows_are_fine() {
    let windows = json!([{ "startSec": 0, "endSec": 10 }, { "startSec": 5, "endSec": 5 }]);
    assert_eq!(issues(&with("/orders/o1/delivery/timeWindows", windows)), []);
}
