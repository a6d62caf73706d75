//! Planning into routes that have begun (SEMANTICS 4.7, 6.2; FEATURES OP-04, PLN-14): what has
//! happened and what is driven to stays, the rest is planned again.

use super::{left_out, options, orders, request, valid};
use crate::oracle::{delivery, settings};
use crate::support::judged::{self as ops, Frozen, Loaded};
use crate::support::oracle::check_route;
use routewright::model::{
    ComputeProposalsRequest, EvaluateRoutesRequest, ExplainOrderRequest, OtherReason,
    ProposalStatus, ReasonCode, Route, Rules, SchedulingResult, SolveOptions, StepViolation,
    Verdict,
};
use routewright::validate;
use serde_json::{Value, json};

const V: &str = "v-20260105";

/// v leaves h at 28 800 for a (29 400), b (29 800) and c (30 100), home at 31 400; d is like c, and on
/// no route.
fn day(change: impl FnOnce(&mut Value)) -> Loaded {
    valid(|json| {
        json["orders"]["d"] = json["orders"]["c"].clone();
        let steps = [("a", 29_400), ("b", 29_800), ("c", 30_100)].map(|(order, at)| {
            json!({"type": "delivery", "orderId": order, "arrivalSec": at, "startSec": at, "endSec": at + 100,
                "driveToNextSec": 1})
        });
        let mut all = vec![json!({"type": "departure", "endSec": 28_800, "driveToNextSec": 600})];
        all.extend(steps);
        all.push(json!({"type": "arrival", "arrivalSec": 31_400, "startSec": 31_400}));
        json["routes"] = json!({V: {"revision": 7, "steps": all}});
        change(json);
    })
}

/// a took place from 29 450 to 29 700.
fn a_done(json: &mut Value) {
    json["routes"][V]["steps"][1]["trackingData"] =
        json!({"vehicleId": "v", "timeInSec": 29_450, "timeOutSec": 29_700});
}

fn now(json: &mut Value, sec: i64) {
    json["now"] = json!({"date": "20260105", "sec": sec});
}

fn built_with(valid: &Loaded, options: &SolveOptions) -> SchedulingResult {
    ops::build_routes(valid, &request(0), options, &mut Frozen).expect("a plan")
}

fn fitted_with(valid: &Loaded, options: &SolveOptions) -> SchedulingResult {
    let request = json!({"from": "20260105", "to": "20260105"});
    let request = validate::fit_in_request(&request, &valid.snapshot).expect("a request");
    ops::fit_in(valid, &request, options, &mut Frozen).expect("a plan")
}

fn built(change: impl FnOnce(&mut Value)) -> SchedulingResult {
    let valid = day(change);
    checked(&valid, built_with(&valid, &options()))
}

fn fitted(change: impl FnOnce(&mut Value)) -> SchedulingResult {
    let valid = day(change);
    checked(&valid, fitted_with(&valid, &options()))
}

/// What the independent checker says of it, and that to evaluate the plan changes nothing.
fn checked(valid: &Loaded, result: SchedulingResult) -> SchedulingResult {
    let mut after = valid.clone();
    ops::take_over(&mut after, &result);
    for route in result.routes.values() {
        let found = check_route(&after.snapshot, &Rules::default(), route);
        assert_eq!(found, Vec::<String>::new());
    }
    let again = ops::evaluate_routes(&after, &EvaluateRoutesRequest::default(), &Rules::default());
    let again = again.expect("evaluated").routes;
    for (id, route) in &result.routes {
        assert_eq!(&again[id], route);
    }
    result
}

/// Arrivals of the order steps; c and d, which are alike, are both called c.
fn arrivals(route: &Route) -> Vec<(&str, i64)> {
    let own = route.steps.iter();
    let name = |id| if id == "d" { "c" } else { id };
    own.filter_map(|step| Some((name(step.order_id.as_deref()?), step.arrival_sec))).collect()
}

#[test]
fn op_04_what_was_executed_and_what_is_driven_to_stays() {
    // a is done, so that b is driven to (`now` is not known). c and d, at one place, follow: from
    // 29 700 300 to b, 100 service, 200 to c, 100 service, d at once, home 1 200.
    let result = built(a_done);
    let route = &result.routes[V];
    let expected = [("a", 29_400), ("b", 30_000), ("c", 30_300), ("c", 30_400)];
    assert_eq!(arrivals(route), expected);
    assert_eq!(route.steps.last().expect("an arrival").arrival_sec, 31_700);
    assert_eq!((route.revision, left_out(&result)), (8, vec![]));
}

#[test]
fn pickups_and_deliveries_are_planned_after_a_break_that_is_over() {
    // The search looked for places by the breaks of the whole day where the tour knew those still to
    // come, and read past its end.
    let result = built(|json| {
        a_done(json);
        settings(json)["breaks"] =
            json!([{"startSec": 28_800, "endSec": 29_000, "durationSec": 100}]);
        let place = |lng: i64| json!({"location": {"latLng": [0, lng]}});
        json["orders"]["d"] = json!({"pickup": place(2), "delivery": place(3)});
    });
    // 29 700 + 300 to b, d fetched there after 100 of service; + 200 to c, and home + 1 200.
    let expected = [("a", 29_400), ("b", 30_000), ("c", 30_100), ("c", 30_300), ("c", 30_300)];
    let mut found = arrivals(&result.routes[V]);
    found.sort_unstable();
    assert_eq!((found, left_out(&result)), (expected.to_vec(), vec![]));
}

#[test]
fn a_late_break_that_has_begun_by_the_plan_stays() {
    // 100 s late after c, 50 s by its window. Evaluated again it had fallen away, as one whose window
    // was over when the vehicle was free.
    let valid = day(|json| {
        settings(json)["breaks"] =
            json!([{"startSec": 30_000, "endSec": 30_150, "durationSec": 600}]);
        let brk = json!({"type": "brk", "arrivalSec": 30_200, "startSec": 30_200, "endSec": 30_800,
            "driveToNextSec": 1});
        let steps = json["routes"][V]["steps"].as_array_mut().expect("steps");
        steps[3]["driveToNextSec"] = 0.into();
        steps.insert(4, brk);
        now(json, 31_000);
    });
    let request = EvaluateRoutesRequest::default();
    let result = ops::evaluate_routes(&valid, &request, &Rules::default()).expect("evaluated");
    let starts: Vec<_> =
        checked(&valid, result).routes[V].steps.iter().map(|step| step.start_sec).collect();
    // Home 1 200 after the break.
    assert_eq!(starts, [-1, 29_400, 29_800, 30_100, 30_200, 32_000]);
}

#[test]
fn a_break_at_the_very_end_that_has_begun_by_the_plan_stays() {
    // Of a route that ends where c is, at 30 200: E was not after the start of the break any more.
    let mut valid = day(|json| {
        settings(json)["arrivalDepotId"] = Value::Null;
        settings(json)["breaks"] =
            json!([{"startSec": 30_150, "endSec": 30_300, "durationSec": 600}]);
    });
    let evaluated = |valid: &Loaded| {
        let request = EvaluateRoutesRequest::default();
        ops::evaluate_routes(valid, &request, &Rules::default()).expect("evaluated")
    };
    let result = evaluated(&valid);
    ops::take_over(&mut valid, &result);
    let starts = |route: &Route| route.steps.iter().map(|step| step.start_sec).collect::<Vec<_>>();
    assert_eq!(starts(&result.routes[V]), [-1, 29_400, 29_800, 30_100, 30_200, 30_800]);
    let moment = json!({"now": {"date": "20260105", "sec": 31_000}});
    let result = ops::set_now(&mut valid, &moment, &Rules::default()).expect("set");
    assert!(result.routes.is_empty());
}

#[test]
fn what_is_driven_to_stays_though_the_departure_was_planned_for_later() {
    // a was served long before the vehicle was to leave; it is 30 000, and b is driven to. It was put
    // off for c and d.
    let result = built(|json| {
        a_done(json);
        now(json, 30_000);
        json["routes"][V]["steps"][0]["endSec"] = 31_000.into();
        json["orders"]["b"]["priority"] = (-20).into();
    });
    assert_eq!(orders(&result.routes[V])[..2], ["a", "b"]);
}

#[test]
fn the_present_counts_on_past_midnight() {
    // 30 000 of the 5th, said as 116 400 of the 4th: a and b went as planned, c is driven to. Planning
    // took the 5th for a day to come, and an evaluation timed what it gave from now on.
    let at = |date: &str, sec: i64| json!({"date": date, "sec": sec});
    let said = |now: Value| built(|json| json["now"] = now).routes[V].clone();
    let route = said(at("20260104", 116_400));
    let planned = [("a", 29_400), ("b", 29_800), ("c", 30_100), ("c", 30_200)];
    assert_eq!(arrivals(&route), planned);
    assert_eq!(route, said(at("20260105", 30_000)));
    // Without that route the vehicle leaves now.
    let result = built(|json| {
        json["routes"] = json!({});
        json["now"] = at("20260104", 116_400);
    });
    assert_eq!(result.routes[V].steps[0].end_sec, 30_000);
}

#[test]
fn op_04_what_is_not_driven_to_may_go_before_it() {
    // b's service may take as long as a's did not: at 29 600 a is not over, b not driven to. c with d
    // first is 500 + 200 + 900 = 1 600 s of driving home, b first 300 + 200 + 1 200 = 1 700.
    let a_begun = |sec: i64| {
        move |json: &mut Value| {
            json["routes"][V]["steps"][1]["trackingData"] =
                json!({"vehicleId": "v", "timeInSec": 29_500});
            now(json, sec);
        }
    };
    let free = built(a_begun(29_599));
    assert_eq!(orders(&free.routes[V])[3], "b", "{:?}", orders(&free.routes[V]));
    // 29 600 + 500, 100 each, 200 to b.
    assert_eq!(arrivals(&free.routes[V])[1].1, 30_100);
    assert_eq!(arrivals(&free.routes[V])[3], ("b", 30_500));
    // At 29 600 its service is over.
    assert_eq!(orders(&built(a_begun(29_600)).routes[V])[1], "b");
}

#[test]
fn fit_in_puts_new_orders_after_what_stays() {
    let result = fitted(a_done);
    assert_eq!(arrivals(&result.routes[V])[..2], [("a", 29_400), ("b", 30_000)]);
    assert_eq!(result.data.order_ids, Some(vec!["d".to_owned()]));
    // Not before the present moment: b at 30 500, c and d 200 s after its end.
    let later = fitted(|json| {
        a_done(json);
        now(json, 30_500);
    });
    let route = &later.routes[V];
    assert_eq!(arrivals(route)[1], ("b", 30_500));
    assert_eq!((arrivals(route)[2].1, arrivals(route)[3].1), (30_800, 30_900));
}

#[test]
fn pln_14_the_next_stops_stay_where_the_caller_says_so() {
    // Before anything has happened a–b–c–d–h is 2 300 s of driving, as its reverse is; with two
    // vehicles the second could have them. What is first stays first.
    let options = |cutoff| SolveOptions { upcoming_stop_cutoff: cutoff, ..options() };
    let swapped = |json: &mut Value| {
        // b first is dearer: 900 + 300 + 500 + 1 200.
        json["routes"][V]["steps"][1]["orderId"] = "b".into();
        json["routes"][V]["steps"][2]["orderId"] = "a".into();
    };
    let valid = day(swapped);
    let first = |cutoff| orders(&built_with(&valid, &options(cutoff)).routes[V])[..2].join("");
    assert_ne!(first(0), "ba");
    assert_eq!(first(1).get(..1), Some("b"));
    assert_eq!(first(2), "ba");
    // After what is driven to.
    let valid = day(|json| {
        swapped(json);
        json["routes"][V]["steps"][1]["trackingData"] = json!({"timeInSec": 29_700});
    });
    let all = |cutoff| orders(&built_with(&valid, &options(cutoff)).routes[V]).join("");
    assert_eq!(&all(0)[..2], "ba");
    assert_eq!(&all(1)[..3], "bac");
    assert_eq!(&orders(&fitted_with(&valid, &options(1)).routes[V]).join("")[..3], "bac");
}

#[test]
fn without_tracking_data_what_was_planned_before_now_has_happened() {
    // At 29 600 a is over, by its plan at 29 500, and b is driven to.
    let result = built(|json| now(json, 29_600));
    let expected = [("a", 29_400), ("b", 29_800), ("c", 30_100), ("c", 30_200)];
    assert_eq!(arrivals(&result.routes[V]), expected);
    // D is not `now`.
    assert_eq!(result.routes[V].steps[0].end_sec, 28_800);
    // At 29 000 the vehicle drives to a.
    assert_eq!(orders(&built(|json| now(json, 29_000)).routes[V])[0], "a");
}

#[test]
fn a_vehicle_with_nothing_left_to_do_is_not_sent_before_now() {
    // All is done at 30 200, at c's place, and at 31 000 comes d, 200 s away at b's: it is reached at
    // 31 200 (SEMANTICS 4.7). What 6.2 says of arrivals alone would let it be reached at 31 000.
    let all_done = |json: &mut Value| {
        for (at, sec) in [(1, 29_400), (2, 29_800), (3, 30_100)] {
            json["routes"][V]["steps"][at]["trackingData"] =
                json!({"timeInSec": sec, "timeOutSec": sec + 100});
        }
        now(json, 31_000);
        json["orders"]["d"]["delivery"]["location"] =
            json["orders"]["b"]["delivery"]["location"].clone();
        settings(json)["idleTimeCost"] = 3_600.into();
    };
    for result in [built(all_done), fitted(all_done)] {
        let route = &result.routes[V];
        assert_eq!(arrivals(route)[3].1, 31_200);
        assert_eq!(route.steps[4].not_before_sec, Some(31_000));
        // From 30 200 to 31 000 it stood still.
        assert_eq!(route.cost_breakdown.expect("a cost").idle, 800);
    }
}

#[test]
fn what_will_be_late_anyway_is_no_reason_to_take_the_rest_away() {
    // b is driven to, and 100 s late; c could not follow in time if anything came between.
    let result = built(|json| {
        a_done(json);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 29_000, "endSec": 29_900}]);
        delivery(json, "c")["timeWindows"] = json!([{"startSec": 29_000, "endSec": 30_300}]);
    });
    let route = &result.routes[V];
    assert_eq!(arrivals(route)[1..3], [("b", 30_000), ("c", 30_300)]);
    assert_eq!(route.steps[2].violations.len(), 1);
    assert_eq!(left_out(&result), [] as [&str; 0]);
    // What is late by itself goes to whoever can take it: w leaves at 29 700, 1 200 to c.
    let two = built(|json| {
        a_done(json);
        now(json, 29_750);
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        delivery(json, "c")["timeWindows"] = json!([{"startSec": 29_000, "endSec": 30_299}]);
    });
    assert_eq!(left_out(&two), ["c"]);
    assert_eq!(orders(&two.routes[V])[..2], ["a", "b"]);
}

#[test]
fn a_route_that_has_ended_takes_nothing_more() {
    let result = built(ended);
    assert!(result.routes.is_empty(), "{result:?}");
    let reason = &result.unassigned[0].reasons[0];
    assert_eq!(reason.code, ReasonCode::Other(OtherReason::Lck));
    assert!(reason.message.contains("the work of its driver has ended"), "{}", reason.message);
}

#[test]
fn an_order_that_is_on_board_stays_on_its_route() {
    // p was picked up at b's place; its delivery at a's cannot go to w, though w is nearer.
    let on_board = |json: &mut Value| {
        json["orders"]["p"] = json!({
            "pickup": {"location": {"latLng": [0, 2]}}, "delivery": {"location": {"latLng": [0, 1]}},
            "loads": {"kg": 3},
        });
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        settings(json)["loadCapacities"] = json!({"kg": 4});
        let steps = json["routes"][V]["steps"].as_array_mut().expect("steps");
        let step = |kind: &str, at: i64| {
            json!({"type": kind, "orderId": "p", "arrivalSec": at, "startSec": at,
            "endSec": at, "driveToNextSec": 1})
        };
        steps.insert(1, step("pickup", 29_000));
        steps[1]["trackingData"] = json!({"timeInSec": 29_700, "timeOutSec": 29_700});
        steps.insert(5, step("delivery", 31_000));
    };
    let result = built(on_board);
    let route = &result.routes[V];
    let own = orders(route).into_iter().filter(|order| *order == "p").count();
    assert_eq!((own, orders(route)[0], left_out(&result)), (2, "p", vec![]));
}

#[test]
fn proposals_and_what_ifs_know_what_stays() {
    let valid = day(|json| {
        a_done(json);
        now(json, 29_750);
    });
    let order = json!({"delivery": {"location": {"latLng": [0, 1]}, "serviceTimeSec": 100}});
    let slot =
        json!({"date": "20260105", "deliveryTimeWindows": [{"startSec": 0, "endSec": 80_000}]});
    let request = json!({"order": order, "timeSlots": [slot]});
    let request: ComputeProposalsRequest =
        validate::compute_proposals_request(&request, &valid).expect("a request");
    let options = SolveOptions { max_iterations: Some(0), ..SolveOptions::default() };
    let set = ops::compute_proposals(&valid, &request, &options, 0, &mut Frozen).expect("a set");
    let best = &set.proposals[0];
    assert_eq!(best.summary.status, ProposalStatus::Found);
    // At a's place, but not before b, which is driven to (30 000 to 30 100): 300 s back.
    assert_eq!(best.summary.delivery_start_sec, Some(30_400));
    let explained = |order: &str| {
        let request = ExplainOrderRequest { order_id: order.to_owned(), from: None, to: None };
        ops::explain_order(&valid, &request, &Rules::default()).places
    };
    // b is driven to, and has no other place; c may stay: 200 s from b, and 1 200 home instead of 900.
    assert!(matches!(&explained("b")[..], [Verdict::Refusal(one)]
        if one.reason.code == ReasonCode::Other(OtherReason::Lck)));
    let Verdict::Place(place) = &explained("c")[0] else { panic!("a place") };
    assert_eq!(place.delivery_start_sec, Some(30_300));
    let preview = &best.data.as_ref().expect("a preview").routes[V];
    assert_eq!(orders(preview)[..2], ["a", "b"]);
}

#[test]
fn a_departure_that_is_planned_for_after_what_took_place_costs_nothing() {
    let result = built(|json| {
        a_done(json);
        json["routes"][V]["steps"][0]["endSec"] = 40_000.into();
        settings(json)["kmCost"] = 1_000.into();
    });
    // h, a, b, c with d, h: 5 000 + 2 000 + 1 500 + 10 000 m, at 10.00 a kilometre; the working time
    // of less than nothing is no shortage that a search would weigh.
    assert_eq!((result.cost.total, left_out(&result)), (18_500, vec![]));
}

/// Work of `v` has ended: it left at 28 800 and was back at 29 900.
fn ended(json: &mut Value) {
    a_done(json);
    let fix = |sec| json!({"sec": sec, "latLng": [0, 0]});
    json["routes"][V]["trackingData"] = json!({"driversTrackingData": {"p": {
        "current": {"departure": fix(28_800), "arrival": fix(29_900)}, "history": []}}});
}

#[test]
fn reasons_of_an_evaluation_and_of_moves_know_what_has_happened() {
    let reason = |result: &SchedulingResult, order: &str| {
        let own = result.unassigned.iter().find(|own| own.order_id == order).expect("left out");
        (own.reasons[0].code, own.reasons[0].by)
    };
    let evaluated = |valid: &Loaded| {
        let request = EvaluateRoutesRequest::default();
        ops::evaluate_routes(valid, &request, &Rules::default()).expect("evaluated")
    };
    let unassigned = |valid: &Loaded, order: &str| {
        let request = json!({"orderIds": [order]});
        let request = validate::unassign_orders_request(&request, valid).expect("a request");
        ops::unassign_orders(valid, &request, &Rules::default()).expect("a result")
    };
    // d could be served, were its route not over; so could c once it is taken off.
    let over = (ReasonCode::Other(OtherReason::Lck), None);
    assert_eq!(reason(&evaluated(&day(ended)), "d"), over);
    assert_eq!(reason(&unassigned(&day(ended), "c"), "c"), over);
    // d until 30 200: from a, which ended at 29 700, it would be 30 200 (500 s); but b is driven to,
    // 30 000 to 30 100, and d then 30 300.
    let late = |json: &mut Value| {
        a_done(json);
        for order in ["c", "d"] {
            delivery(json, order)["timeWindows"] = json!([{"startSec": 0, "endSec": 30_200}]);
        }
    };
    let missed = (ReasonCode::Step(StepViolation::Tw), Some(100));
    assert_eq!(reason(&evaluated(&day(late)), "d"), missed);
    assert_eq!(reason(&unassigned(&day(late), "c"), "c"), missed);
    // On the present date no vehicle leaves before now: at 30 000 w needs 1 200 to c's place.
    let idle = |json: &mut Value| {
        json["routes"] = json!({"v-20260106": json["routes"][V].take()});
        json["routes"]["v-20260106"]["date"] = "20260106".into();
        json["orders"]["d"]["eligibility"] = json!({"type": "on", "onDates": ["20260105"]});
        delivery(json, "d")["timeWindows"] = json!([{"startSec": 0, "endSec": 31_000}]);
        now(json, 30_000);
        json["routes"][V] = json!({"steps": [{"type": "delivery", "orderId": "x"}]});
        json["orders"]["x"] = json["orders"]["a"].clone();
    };
    let found = reason(&evaluated(&day(idle)), "d");
    assert_eq!(found, (ReasonCode::Step(StepViolation::Tw), Some(200)));
}

#[test]
fn the_nearest_place_is_found_beside_what_was_late_already() {
    // a was served 51 s late, which is history; b is driven to. The slot is over at 29 000; the first
    // free moment at a's place is after b: 30 100 + 300.
    let valid = day(|json| {
        a_done(json);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 0, "endSec": 29_399}]);
    });
    let order = json!({"delivery": {"location": {"latLng": [0, 1]}, "serviceTimeSec": 100}});
    let slot =
        json!({"date": "20260105", "deliveryTimeWindows": [{"startSec": 0, "endSec": 29_000}]});
    let request = json!({"order": order, "timeSlots": [slot]});
    let request = validate::compute_proposals_request(&request, &valid).expect("a request");
    let options = SolveOptions { max_iterations: Some(0), ..SolveOptions::default() };
    let set = ops::compute_proposals(&valid, &request, &options, 0, &mut Frozen).expect("a set");
    let proposal = &set.proposals[0];
    assert_eq!(proposal.summary.status, ProposalStatus::NotFound);
    assert_eq!(
        (proposal.reasons[0].code, proposal.reasons[0].by),
        (ReasonCode::Step(StepViolation::Tw), Some(1_400))
    );
    let nearest = proposal.nearest.as_ref().expect("a place");
    assert_eq!((nearest.delivery_start_sec, nearest.route_id.as_deref()), (Some(30_400), Some(V)));
}
