//! What a solve tells: its cost while it runs, and why orders are left out, in words.

use super::{built, left_out, options, request, valid};
use crate::oracle::{delivery, settings};
use crate::support::judged::{Frozen, Loaded, Run, Slice};
use routewright::model::{ReasonCode, SolveOptions, StepViolation, VehicleViolation};
use serde_json::{Value, json};

/// The last progress of a run to its end, the last point of its history, and its result's cost.
fn costs(snapshot: &Loaded) -> (i64, Option<i64>, i64) {
    let options = SolveOptions { max_iterations: Some(20), ..options() };
    let mut run = Run::build_routes(snapshot, &request(0), &options, &mut Frozen).expect("a run");
    let mut progress = run.step(Slice::default(), &mut Frozen);
    while !run.done() {
        progress = run.step(Slice::default(), &mut Frozen);
    }
    let result = run.finish(&mut Frozen);
    let last = result.stats.history.last().map(|point| point.cost);
    (progress.cost, last, result.cost.total)
}

/// A vehicle like the first, which also takes one order only.
fn second_vehicle(json: &mut Value, name: &str) {
    settings(json)["maxOrders"] = json!(1);
    json["vehicles"][name] = json["vehicles"]["v"].clone();
}

#[test]
fn progress_shows_the_sum_of_rounded_routes_as_the_result_does() {
    // Two routes h–b–h of 1 800 s each, at 1 hundredth an hour: 0.5, rounded 1 each. Added first
    // and rounded once it would be 1 (and was shown so).
    let snapshot = valid(|json| {
        second_vehicle(json, "w");
        settings(json)["drivingTimeCost"] = json!(1);
        json["vehicles"]["w"]["settings"]["drivingTimeCost"] = json!(1);
        let orders = json["orders"].as_object_mut().expect("orders");
        orders.insert("d".into(), orders["b"].clone());
        orders.remove("a");
        orders.remove("c");
    });
    assert_eq!(costs(&snapshot), (2, Some(2), 2));
}

#[test]
fn progress_shows_no_penalty_of_minima() {
    // 18 500 m at 10 a metre, as `every_order_is_served_at_least_cost`; the route works 2 h less
    // than it should, which is not a cost.
    let snapshot = valid(|json| {
        settings(json)["kmCost"] = json!(1_000);
        settings(json)["minWorkingTimeSec"] = json!(20_000);
    });
    assert_eq!(costs(&snapshot), (18_500, Some(18_500), 18_500));
}

#[test]
fn progress_counts_the_routes_that_stay() {
    // The locked route h–a–h: 10 000 m at 10 a metre. The rest is for w: h–b–c–h, 19 500 m.
    let snapshot = valid(|json| {
        settings(json)["kmCost"] = json!(1_000);
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        json["routes"] = json!({"v-20260105": {"steps": [{"type": "delivery", "orderId": "a"}]}});
        json["lockedRouteIds"] = json!(["v-20260105"]);
    });
    assert_eq!(costs(&snapshot), (29_500, Some(29_500), 29_500));
}

#[test]
fn a_break_that_cannot_be_taken_in_time_is_said_to_be_late() {
    // a must be served from 29 900 to 30 100, and the break begin at 30 000. Taken first it makes a
    // late by 30 000 + 10 000 − 29 900 = 10 100 s; not due, if D is 30 001, by 701 s; taken after
    // a, it is late itself by 100 s. It had no reason but that it could be served, which is untrue.
    let result = built(|json| {
        settings(json)["breaks"] =
            json!([{"durationSec": 10_000, "startSec": 30_000, "endSec": 30_000}]);
        delivery(json, "a")["serviceTimeSec"] = json!(200);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 29_900, "endSec": 29_900}]);
        let orders = json["orders"].as_object_mut().expect("orders");
        orders.retain(|id, _| id == "a");
    });
    assert_eq!(left_out(&result), ["a"]);
    let [reason] = result.unassigned[0].reasons.as_slice() else { panic!("{result:?}") };
    assert_eq!((reason.code, reason.by), (ReasonCode::Step(StepViolation::Tw), Some(100)));
    let message = "v on 20260105: a break would begin too late by 1 min 40 s even alone";
    assert_eq!(reason.message, message);
}

#[test]
fn each_of_many_orders_left_out_beside_a_long_route_has_its_reason() {
    // 200 of 600 alike may be served. Not every place of the others is tried for the reason then.
    let result = built(|json| {
        settings(json)["maxOrders"] = json!(200);
        let mut order = json["orders"]["a"].clone();
        order["delivery"]["serviceTimeSec"] = json!(0);
        let all = (0..600).map(|number| (format!("o{number}"), order.clone()));
        json["orders"] = all.collect::<serde_json::Map<_, _>>().into();
    });
    assert_eq!(result.unassigned.len(), 400);
    for order in &result.unassigned {
        let first = &order.reasons[0];
        let code = ReasonCode::Vehicle(VehicleViolation::Or);
        assert_eq!((first.code, first.by), (code, Some(1)));
    }
}
