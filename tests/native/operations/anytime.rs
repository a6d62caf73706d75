//! What comes after a search goes in steps, too, and is cut where there is no time: by steps and
//! work, never by a clock.

use super::{options, planned, request, valid};
use crate::support::judged::{Frozen, Loaded, Run, Slice, World, build_routes};
use routewright::model::{ReasonCode, SchedulingResult, SolveOptions, StoppedBy, VehicleViolation};
use serde_json::json;

/// So many orders like the first, at places 200 m apart, and so many vehicles for at most `most`
/// orders each.
fn many(orders: usize, vehicles: usize, most: usize) -> Loaded {
    valid(|json| {
        let (order, vehicle) = (json["orders"]["a"].clone(), json["vehicles"]["v"].clone());
        for name in ["a", "b", "c"] {
            json["orders"].as_object_mut().expect("orders").remove(name);
        }
        for number in 0..orders {
            let mut order = order.clone();
            let kind = if order["delivery"].is_null() { "pickup" } else { "delivery" };
            order[kind]["location"]["latLng"] = json!([number / 50 * 2_000, number % 50 * 2_000]);
            order[kind]["serviceTimeSec"] = json!(60);
            order[kind]["timeWindows"] = json!([]);
            json["orders"][format!("o{number:04}")] = order;
        }
        json["vehicles"] = json!({});
        for number in 0..vehicles {
            json["vehicles"][format!("v{number}")] = vehicle.clone();
            json["vehicles"][format!("v{number}")]["settings"]["maxOrders"] = json!(most);
        }
        json["travel"] = json!({"type": "estimate"});
    })
}

/// Orders on routes and orders reported, and whether each is the one or the other.
fn shares(result: &SchedulingResult, orders: usize) -> (usize, usize) {
    let (on_routes, left) = (planned(result).len(), result.unassigned.len());
    assert_eq!(on_routes + left, orders, "every order is on a route or reported");
    assert!(result.unassigned.iter().all(|order| !order.reasons.is_empty()));
    (on_routes, left)
}

/// How many orders are reported for want of time.
fn untried(result: &SchedulingResult) -> usize {
    let says_so = |message: &str| message.contains("the time ended before it was tried");
    let reasons = result.unassigned.iter().map(|order| &order.reasons[0]);
    reasons.filter(|reason| says_so(&reason.message)).count()
}

#[test]
fn a_run_in_slices_ends_as_one_in_a_piece() {
    // 3 vehicles for 5 of 30 orders each.
    let snapshot = many(30, 3, 5);
    let whole = build_routes(&snapshot, &request(0), &options(), &mut Frozen).expect("a plan");
    assert_eq!(shares(&whole, 30), (15, 15));
    let slices = [
        Slice { work: Some(1), ..Slice::default() },
        Slice { iterations: Some(7), ..Slice::default() },
    ];
    for slice in slices {
        let mut run =
            Run::build_routes(&snapshot, &request(0), &options(), &mut Frozen).expect("a run");
        while !run.done() {
            run.step(slice, &mut Frozen);
        }
        let result = run.finish(&mut Frozen);
        assert_eq!(json!(result), json!(whole));
    }
}

#[test]
fn what_comes_after_a_search_is_done_order_by_order() {
    // No rounds: after the first plan the 15 orders left out are tried, 3 routes and 15 reports are
    // told, each in a step of its own; all but the last steps are before the end.
    let options = SolveOptions { max_iterations: Some(0), ..options() };
    let mut run =
        Run::build_routes(&many(30, 3, 5), &request(0), &options, &mut Frozen).expect("a run");
    let mut after = 0;
    while !run.done() {
        let before = run.step(Slice { iterations: Some(1), ..Slice::default() }, &mut Frozen);
        after += 1;
        assert_eq!(before.progress == 100, run.done(), "100 % is when the result is there");
    }
    assert!(after > 15 + 3 + 15, "{after} steps");
    assert_eq!(shares(&run.finish(&mut Frozen), 30), (15, 15));
}

#[test]
fn a_run_that_is_ended_at_once_still_tells_of_every_order() {
    // Nothing has been done when the caller ends it. 3 000 orders at 60 s of service and 35 s of
    // driving each are 79 h of work for 4 vehicles: some are left out, and what is not tried within a
    // fixed amount of work says why.
    let options = SolveOptions { time_budget_ms: Some(60_000), ..SolveOptions::default() };
    let snapshot = many(3_000, 4, 1_000);
    let run = Run::build_routes(&snapshot, &request(0), &options, &mut Frozen).expect("a run");
    let result = run.finish(&mut Frozen);
    let (on_routes, left) = shares(&result, 3_000);
    assert!(on_routes > 0 && left > 0, "{on_routes} planned, {left} left out");
    assert!(untried(&result) > 0, "some were not tried");
    assert_eq!(result.stats.stopped_by, StoppedBy::Aborted);
}

/// Moves by a millisecond whenever it is read.
struct Counting(i64);

impl World for Counting {
    fn now_ms(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}

#[test]
fn where_time_is_over_reasons_are_told_in_brief() {
    // The first plan alone takes longer than three readings of the clock: nothing else is done, and
    // of 200 orders, of which 2 × 5 fit, all others are told by what is known at a glance: there are
    // 5 on each vehicle that takes 5.
    let options = SolveOptions { time_budget_ms: Some(3), ..SolveOptions::default() };
    let result = build_routes(&many(200, 2, 5), &request(0), &options, &mut Counting(0));
    let result = result.expect("a plan");
    assert_eq!(shares(&result, 200), (10, 190));
    assert_eq!(result.stats.stopped_by, StoppedBy::TimeBudget);
    for order in &result.unassigned {
        let [reason] = &order.reasons[..] else { panic!("one reason, not {:?}", order.reasons) };
        assert_eq!((reason.code, reason.by), (ReasonCode::Vehicle(VehicleViolation::Or), Some(1)));
    }
}
