//! Depots and regions.

use super::{delivery, outcome, outcome_under, settings, with};
use routewright::model::StepViolation::Rgn;
use routewright::model::{CostSummary, Location, Rules, StepViolation};
use serde_json::{Value, json};

/// Region r, a triangle with a's place as a corner and no other in it, with fees.
fn region(json: &mut Value) {
    let poly = json!([[0, 1], [9, 1], [9, 2]]);
    json["regions"] = json!({"r": {"poly": poly, "enterTimeSec": 50, "enterCost": 20}});
}

#[test]
fn enter_time_sec_is_added_to_the_drive_into_a_region() {
    let entered = outcome(&["a", "b"], |json| {
        region(json);
        settings(json)["speedFactor"] = json!(200);
    });
    // 600 / 2 + 50 unscaled; leaving costs nothing: 300 / 2 and 900 / 2.
    assert_eq!(entered.evaluation.driving, 350 + 150 + 450);
}

#[test]
fn enter_cost_is_paid_per_entry() {
    let once = outcome(&["a", "b"], region);
    assert_eq!(once.cost(), CostSummary { total: 20, region_enter: 20, ..CostSummary::default() });
    // b, then a, then c at a's place: entered once, though two steps are inside.
    let within = outcome(&["b", "a", "c"], |json| {
        region(json);
        delivery(json, "c")["location"]["latLng"] = json!([0, 1]);
    });
    assert_eq!(within.cost().region_enter, 20);
    // a, b, c at a's place: entered twice.
    let twice = outcome(&["a", "b", "c"], |json| {
        region(json);
        delivery(json, "c")["location"]["latLng"] = json!([0, 1]);
    });
    assert_eq!(twice.cost().region_enter, 40);
}

#[test]
fn region_ids_bind_a_vehicle_to_its_regions() {
    let bound = |ids: Value, strict_regions: bool| {
        let snapshot = with(|json| {
            region(json);
            json["regions"]["other"] = json!({"poly": [[50, 50], [50, 60], [60, 60]]});
            settings(json)["regionIds"] = ids;
        });
        let rules = Rules { strict_regions, ..Rules::default() };
        outcome_under(&rules, &snapshot, &["a", "b"]).step_codes()
    };
    let free: Vec<Vec<StepViolation>> = vec![vec![], vec![]];
    assert_eq!(bound(json!([]), false), free);
    assert_eq!(bound(json!(["r"]), false), free);
    // a lies in r; b lies in none and is anyone's, unless regions are strict.
    assert_eq!(bound(json!(["other"]), false), [vec![Rgn], vec![]]);
    assert_eq!(bound(json!(["r"]), true), [vec![], vec![Rgn]]);
    assert_eq!(bound(json!([]), true), free);
}

/// a, a reload, b: with a depot that takes 120 s and 33 hundredths.
fn reloaded(json: &mut Value) {
    json["depots"]["h"]["setupTimeSec"] = json!(120);
    json["depots"]["h"]["setupCost"] = json!(33);
}

#[test]
fn setup_time_sec_is_taken_on_every_return_to_reload() {
    let route = outcome(&["a", "@", "b"], reloaded);
    // 29 500 + 600 home, 120 there, 900 to b; none at departure and arrival.
    assert_eq!(route.visits()[1], [30_100, 30_100, 30_220]);
    assert_eq!((route.visits()[2][0], route.end()), (31_120, 32_120));
}

#[test]
fn setup_cost_is_paid_on_every_return_to_reload() {
    let cost = outcome(&["a", "@", "b"], reloaded).cost();
    assert_eq!(cost, CostSummary { total: 33, depot_setup: 33, ..CostSummary::default() });
    assert_eq!(outcome(&["a", "b"], reloaded).cost().depot_setup, 0);
}

#[test]
fn depot_id_puts_a_step_at_a_depot() {
    // Order b is handed over at the depot: no parking, no stop fee, but set-up on the return.
    let route = outcome(&["a", "b"], |json| {
        reloaded(json);
        settings(json)["perStopTimeSec"] = json!(60);
        settings(json)["perStopCost"] = json!(7);
        json["orders"]["b"]["delivery"] = json!({"depotId": "h", "serviceTimeSec": 100});
    });
    // a: 28 800 + 600 + 60 … 29 560; home 30 160, 100 + 120 there.
    assert_eq!(route.visits(), [[29_460, 29_460, 29_560], [30_160, 30_160, 30_380]]);
    assert_eq!((route.end(), route.cost().per_stop, route.cost().depot_setup), (30_380, 7, 33));
}

#[test]
fn a_location_is_usable_by_its_status_and_range() {
    let usable = |status: &str, point: [i64; 2]| {
        let location = json!({"latLng": point, "status": status});
        let location: Location = serde_json::from_value(location).expect("a location");
        location.usable().is_some()
    };
    let fine = ["OK", "LOW_ACCURACY", "POSTCODE_ISSUE", "POSTCODE_LEVEL_ACCURACY", "SOMETHING_NEW"];
    let failed = ["NOT_FOUND", "OUT_OF_TERRITORY_RANGE", "GEOCODING_ERROR", "GEOCODING_TIMEOUT"];
    assert!(fine.iter().all(|status| usable(status, [90_000_000, -180_000_000])));
    assert!(!failed.iter().any(|status| usable(status, [0, 0])));
    assert!(!usable("OK", [90_000_001, 0]));
    assert!(!usable("OK", [0, 180_000_001]));
    assert_eq!(Location::default().usable(), None);
}
