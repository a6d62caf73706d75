//! Rates and fees: 3 600 hundredths an hour are one a second, so that the numbers show themselves.

use super::{delivery, outcome, settings, window, with_setting};
use routewright::model::CostSummary;
use serde_json::json;

#[test]
fn activation_cost_is_paid_once_per_route() {
    let cost = with_setting(&["a", "b"], "activationCost", json!(1_234)).cost();
    assert_eq!(cost, CostSummary { total: 1_234, activation: 1_234, ..CostSummary::default() });
}

#[test]
fn driving_time_cost_is_by_the_hour() {
    // 1 800 s.
    let cost = with_setting(&["a", "b"], "drivingTimeCost", json!(3_600)).cost();
    assert_eq!(cost, CostSummary { total: 1_800, driving: 1_800, ..CostSummary::default() });
    // 2 001 × 1 800 / 3 600 = 1 000.5, half-up.
    let cost = with_setting(&["a", "b"], "drivingTimeCost", json!(2_001)).cost();
    assert_eq!(cost.total, 1_001);
}

#[test]
fn idle_time_cost_is_by_the_hour_of_waiting() {
    let waiting = outcome(&["a"], |json| {
        settings(json)["idleTimeCost"] = json!(3_600);
        settings(json)["flexStartTime"] = json!(false);
        delivery(json, "a")["timeWindows"] = json!([window(30_000, 31_000)]);
    });
    // From 29 400 to 30 000.
    assert_eq!(waiting.cost(), CostSummary { total: 600, idle: 600, ..CostSummary::default() });
}

#[test]
fn service_time_cost_covers_service_parking_preparation_and_close_out() {
    let cost = outcome(&["a", "b"], |json| {
        settings(json)["serviceTimeCost"] = json!(3_600);
        settings(json)["perStopTimeSec"] = json!(60);
        settings(json)["preparationTimeSec"] = json!(600);
        settings(json)["closeOutTimeSec"] = json!(300);
    })
    .cost();
    // 2 × 100 + 2 × 60 + 600 + 300.
    assert_eq!(cost, CostSummary { total: 1_220, service: 1_220, ..CostSummary::default() });
}

#[test]
fn break_time_cost_is_by_the_hour_of_breaks_taken() {
    let cost = outcome(&["a", "b"], |json| {
        settings(json)["breakTimeCost"] = json!(1_800);
        settings(json)["flexStartTime"] = json!(false); // or it would leave after the break
        settings(json)["breaks"] =
            json!([{"durationSec": 1_800, "startSec": 29_500, "endSec": 29_600}]);
    })
    .cost();
    assert_eq!(cost, CostSummary { total: 900, break_time: 900, ..CostSummary::default() });
}

#[test]
fn km_cost_is_by_the_metre() {
    // 15 000 m at 101 hundredths a kilometre.
    let cost = with_setting(&["a", "b"], "kmCost", json!(101)).cost();
    assert_eq!(cost, CostSummary { total: 1_515, distance: 1_515, ..CostSummary::default() });
}

#[test]
fn per_stop_cost_is_paid_per_new_place() {
    let cost = with_setting(&["a", "b"], "perStopCost", json!(70)).cost();
    assert_eq!(cost, CostSummary { total: 140, per_stop: 140, ..CostSummary::default() });
}

#[test]
fn the_parts_add_up_to_the_total_rounded_once() {
    let cost = outcome(&["a", "b"], |json| {
        settings(json)["drivingTimeCost"] = json!(1);
        settings(json)["serviceTimeCost"] = json!(1);
        settings(json)["kmCost"] = json!(0);
        settings(json)["activationCost"] = json!(5);
    })
    .cost();
    // 1 800 / 3 600 = 0.5 and 200 / 3 600 = 0.06: 5.56 is 6, and the larger fraction gets the one.
    let parts = CostSummary { total: 6, activation: 5, driving: 1, ..CostSummary::default() };
    assert_eq!(cost, parts);
}
