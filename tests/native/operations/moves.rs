//! Manual moves (SEMANTICS 8): assign, unassign, apply sequences, swap.
//!
//! Vehicles `v` and `w` are alike. `v` serves `a` and `b`: D 28 800, a 29 400–29 500, b 29 800–29 900,
//! E 30 800; `w` is idle, `c` is on no route, and `p` is fetched at b's place and brought to a's.

use super::{left_out, orders, valid};
use crate::support::judged::{self as ops, Loaded};
use crate::support::oracle::check_route;
use crate::validate::short;
use routewright::error::Error;
use routewright::model::{
    OrderStepIdentifier, Route, Rules, SchedulingResult, StepKind, StepType, StepViolation,
    VehicleViolation,
};
use routewright::validate;
use serde_json::{Value, json};

pub(super) const V: &str = "v-20260105";
pub(super) const W: &str = "w-20260105";

/// The plan of the page, with changes.
pub(super) fn plan(change: impl FnOnce(&mut Value)) -> Loaded {
    valid(|json| {
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        json["vehicles"]["w"]["idx"] = 2.into();
        json["orders"]["p"] = json!({
            "pickup": {"location": {"latLng": [0, 2]}}, "delivery": {"location": {"latLng": [0, 1]}},
        });
        json["routes"][V] = json!({"revision": 3, "steps": [
            {"type": "departure", "endSec": 28_800},
            {"type": "delivery", "orderId": "a", "arrivalSec": 29_400, "startSec": 29_400, "endSec": 29_500},
            {"type": "delivery", "orderId": "b", "arrivalSec": 29_800, "startSec": 29_800, "endSec": 29_900},
            {"type": "arrival", "arrivalSec": 30_800, "startSec": 30_800},
        ]});
        change(json);
    })
}

fn steps(steps: &[&str]) -> Value {
    let step = |text: &&str| match text.strip_prefix('+') {
        Some(id) => json!({"orderId": id, "type": "pickup"}),
        None => json!({"orderId": text, "type": "delivery"}),
    };
    steps.iter().map(step).collect()
}

pub(super) fn moved(
    valid: &Loaded,
    operation: &str,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = match operation {
        "assign" => {
            let request = validate::assign_order_steps_request(request, valid)?;
            ops::assign_order_steps(valid, &request, rules)
        }
        "unassign" => {
            let request = validate::unassign_orders_request(request, valid)?;
            ops::unassign_orders(valid, &request, rules)
        }
        "apply" => {
            let request = validate::apply_sequences_request(request, valid)?;
            ops::apply_sequences(valid, &request, rules)
        }
        _ => {
            let request = validate::swap_routes_request(request, valid)?;
            ops::swap_routes(valid, &request, rules)
        }
    };
    if let Ok(result) = &result {
        for route in result.routes.values() {
            assert_eq!(check_route(&valid.snapshot, rules, route), Vec::<String>::new());
        }
    }
    result
}

fn done(valid: &Loaded, operation: &str, request: &Value) -> SchedulingResult {
    moved(valid, operation, request, &Rules::default()).expect("a result")
}

/// Codes and paths of what is refused.
fn refused(valid: &Loaded, operation: &str, request: &Value) -> Vec<(u16, String)> {
    let error = moved(valid, operation, request, &Rules::default()).expect_err("refused");
    short(&error.issues)
}

fn assign(what: &[&str], route: &str, after: i64) -> Value {
    json!({"orderSteps": steps(what), "routeId": route, "afterSec": after})
}

/// Starts of the order steps, and the end of the route.
fn times(route: &Route) -> Vec<i64> {
    let served = |kind| matches!(kind, StepType::Pickup | StepType::Delivery | StepType::Arrival);
    route.steps.iter().filter(|step| served(step.kind)).map(|step| step.start_sec).collect()
}

fn identifiers(what: &[&str]) -> Option<Vec<OrderStepIdentifier>> {
    serde_json::from_value(steps(what)).ok()
}

#[test]
fn a_step_goes_before_the_first_that_starts_after_the_second() {
    let plan = plan(|_| {});
    // At 29 400 a has started, b has not: a 29 400, + 100 + 500 = c 30 000, + 100 + 200 = b 30 300,
    // + 100 + 900 = 31 300.
    let result = done(&plan, "assign", &assign(&["c"], V, 29_400));
    let route = &result.routes[V];
    assert_eq!(
        (orders(route), times(route)),
        (vec!["a", "c", "b"], vec![29_400, 30_000, 30_300, 31_300])
    );
    assert_eq!((route.revision, result.routes.len()), (4, 1));
    assert_eq!((result.data.order_steps, result.data.order_ids), (identifiers(&["c"]), None));
    assert_eq!((result.deleted_route_ids.len(), result.unassigned.len()), (0, 0));
    // One second earlier a has not started either: c 30 000, a 30 600, b 31 000, home at 32 000.
    let first = done(&plan, "assign", &assign(&["c"], V, 29_399)).routes[V].clone();
    assert_eq!(
        (orders(&first), times(&first)),
        (vec!["c", "a", "b"], vec![30_000, 30_600, 31_000, 32_000])
    );
    let zero = done(&plan, "assign", &assign(&["c"], V, 0)).routes[V].clone();
    assert_eq!(zero, first);
    // Nothing starts after 29 800: last. b 29 800, + 100 + 200 = c 30 100, + 100 + 1 200 = 31 400.
    let last = done(&plan, "assign", &assign(&["c"], V, 29_800)).routes[V].clone();
    assert_eq!(
        (orders(&last), times(&last)),
        (vec!["a", "b", "c"], vec![29_400, 29_800, 30_100, 31_400])
    );
}

#[test]
fn a_step_may_come_from_another_route_and_both_are_timed_anew() {
    let plan = plan(|_| {});
    let result = done(&plan, "assign", &assign(&["a"], W, 0));
    let (v, w) = (&result.routes[V], &result.routes[W]);
    // w is new: 28 800 + 600, + 100 + 600. v drives to b straight away: 28 800 + 900, + 100 + 900.
    assert_eq!((orders(w), times(w), w.revision), (vec!["a"], vec![29_400, 30_100], 1));
    assert_eq!((orders(v), times(v), v.revision), (vec!["b"], vec![29_700, 30_700], 4));
    assert_eq!(w.steps[1].display_label.as_deref(), Some("2.1"));
    // Within its own route, too: b, then a 29 800 + 300.
    let within = done(&plan, "assign", &assign(&["b"], V, 0)).routes[V].clone();
    assert_eq!((orders(&within), times(&within)), (vec!["b", "a"], vec![29_700, 30_100, 30_800]));
}

#[test]
fn what_was_recorded_of_a_step_goes_where_the_step_goes() {
    let tracked = |steps: &mut Value| {
        steps[1]["trackingData"] =
            json!({"vehicleId": "v", "driverId": "dan", "timeInSec": 29_450});
        steps[1]["trackingLink"] = json!("https://example.org/a");
        steps[1]["mine"] = json!([1]);
    };
    let before = plan(|json| tracked(&mut json["routes"][V]["steps"]));
    let given = before.snapshot.routes[V].steps[1].clone();
    // "Unassign Orders" clears tracking data; "Assign an OrderStep" says nothing of the kind.
    let result = done(&before, "assign", &assign(&["a"], W, 0));
    let (v, w) = (&result.routes[V], &result.routes[W]);
    let a = &w.steps[1];
    assert_eq!((&a.tracking_data, &a.tracking_link), (&given.tracking_data, &given.tracking_link));
    assert_eq!((a.extra.get("mine"), w.revision), (Some(&json!([1])), 1));
    // It took place from 29 450 for 100 s; the plan that it is compared with stays. Home is 600 s away.
    assert_eq!((a.arrival_sec, a.start_sec, a.end_sec), (29_400, 29_400, 29_500));
    let effective = a.effective.as_ref().map(|own| (own.start_sec, own.end_sec));
    assert_eq!((effective, w.steps[2].arrival_sec), (Some((29_450, 29_550)), 30_150));
    // Of v nothing is recorded any more: it drives to b straight away.
    assert_eq!((orders(v), times(v)), (vec!["b"], vec![29_700, 30_700]));
    assert!(v.steps.iter().all(|step| step.tracking_data.is_none()));
    // Where c has its place already, a comes first all the same: it has taken place.
    let beside = plan(|json| {
        tracked(&mut json["routes"][V]["steps"]);
        json["routes"][W] = json!({"revision": 5, "steps": [{"type": "delivery", "orderId": "c"}]});
    });
    let w = done(&beside, "assign", &assign(&["a"], W, 99_999)).routes[W].clone();
    // c is 500 s from a: 29 550 + 500, + 100 + 1 200.
    assert_eq!((orders(&w), w.revision), (vec!["a", "c"], 6));
    assert_eq!((w.steps[2].start_sec, w.steps[3].arrival_sec), (30_050, 31_350));
    // What a step carries beside is exchanged with it.
    let linked =
        plan(|json| json["routes"][V]["steps"][1]["trackingLink"] = json!("https://example.org/a"));
    let swapped = done(&linked, "swap", &json!({"srcRouteId": V, "dstRouteId": W}));
    assert_eq!(swapped.routes[W].steps[1].tracking_link, given.tracking_link);
}

#[test]
fn a_route_that_gave_its_last_step_away_is_deleted() {
    let plan = plan(|json| drop(json["routes"][V]["steps"].as_array_mut().unwrap().remove(2)));
    let result = done(&plan, "assign", &assign(&["a"], W, 0));
    assert_eq!(result.deleted_route_ids, [V]);
    assert_eq!(result.routes.keys().collect::<Vec<_>>(), [W]);
}

#[test]
fn several_steps_go_together_in_their_order_and_violations_are_reported() {
    // p's delivery before its pickup, as told; c has a window that ends before it is reached.
    let plan = plan(|json| {
        json["orders"]["c"]["delivery"]["timeWindows"] = json!([{"startSec": 0, "endSec": 29_000}]);
        json["vehicles"]["w"]["settings"]["maxOrders"] = 1.into();
    });
    let result = done(&plan, "assign", &assign(&["p", "c", "+p"], W, 0));
    let route = &result.routes[W];
    // 28 800 + 600 = 29 400, + 500 = 29 900 (c, late), + 100 + 200 = 30 200, + 900.
    assert_eq!(times(route), [29_400, 29_900, 30_200, 31_100]);
    let codes: Vec<_> = route.steps.iter().map(|step| step.violations.clone()).collect();
    let (pdi, tw) = (vec![StepViolation::Pdi], vec![StepViolation::Tw]);
    assert_eq!(codes, [vec![], pdi.clone(), tw, pdi, vec![]]);
    assert_eq!(route.vehicle_violations, [VehicleViolation::Or]);
    assert_eq!(result.data.order_steps, identifiers(&["p", "c", "+p"]));
    // One of them is on a route: nothing is done.
    assert_eq!(
        refused(&plan, "assign", &assign(&["c", "a"], W, 0)),
        [(400, "orderSteps[1]".into())]
    );
}

#[test]
fn half_an_order_may_be_assigned_and_the_other_half_is_reported() {
    let result = done(&plan(|_| {}), "assign", &assign(&["+p"], W, 0));
    let route = &result.routes[W];
    // 28 800 + 900, no service, + 900.
    assert_eq!(times(route), [29_700, 30_600]);
    assert_eq!(route.steps[1].violations, [StepViolation::Pdm]);
    assert_eq!(left_out(&result), ["p"]);
    assert_eq!(result.unassigned[0].order_steps, [StepKind::Delivery]);
    assert!(!result.unassigned[0].reasons.is_empty());
}

#[test]
fn nothing_is_assigned_before_what_was_recorded_on_the_route() {
    let kinds = [
        json!({"timeOutSec": 29_600}),
        json!({"timeInDetectedSec": 29_600}),
        json!({"status": "done", "statusSec": 29_600}),
        json!({"pods": {"note": {"sec": 29_600, "text": "left at the door"}}}),
        json!({"pods": {"pictures": {"1": {"sec": 29_600}}}}),
        json!({"trackedLoadMap": {"kg": {"timeSec": 29_600, "value": 1}}}),
    ];
    for tracking in kinds {
        let plan = plan(|json| json["routes"][V]["steps"][1]["trackingData"] = tracking.clone());
        let result = done(&plan, "assign", &assign(&["c"], V, 29_599));
        assert_eq!(result.data.order_steps, Some(vec![]), "{tracking}");
        assert_eq!((result.routes.len(), left_out(&result)), (0, vec!["c"]), "{tracking}");
        let result = done(&plan, "assign", &assign(&["c"], V, 29_600));
        assert_eq!(result.data.order_steps, identifiers(&["c"]), "{tracking}");
        assert_eq!(orders(&result.routes[V]), ["a", "c", "b"], "{tracking}");
    }
    // What was served early stays first, though it was planned for later than the second given.
    let plan =
        plan(|json| json["routes"][V]["steps"][2]["trackingData"] = json!({"timeInSec": 100}));
    let result = done(&plan, "assign", &assign(&["c"], V, 200));
    assert_eq!(result.data.order_steps, identifiers(&["c"]));
    assert_eq!(orders(&result.routes[V]), ["b", "c", "a"]);
}

#[test]
fn what_is_locked_or_cannot_be_driven_is_refused() {
    let locked = plan(|json| json["lockedRouteIds"] = json!([V, W]));
    assert_eq!(refused(&locked, "assign", &assign(&["c"], W, 0)), [(400, "routeId".into())]);
    let locked = plan(|json| json["lockedRouteIds"] = json!([V]));
    assert_eq!(refused(&locked, "assign", &assign(&["a"], W, 0)), [(400, "orderSteps[0]".into())]);
    assert_eq!(
        refused(&locked, "unassign", &json!({"orderIds": ["b"]})),
        [(400, "orderIds[0]".into())]
    );
    let swap = json!({"srcRouteId": W, "dstRouteId": V});
    assert_eq!(refused(&locked, "swap", &swap), [(400, "dstRouteId".into())]);
    let home = plan(|json| json["vehicles"]["w"]["settings"]["available"] = false.into());
    assert_eq!(refused(&home, "assign", &assign(&["c"], W, 0)), [(400, "routeId".into())]);
    assert_eq!(refused(&home, "swap", &swap), [(400, "srcRouteId".into())]);
    let nowhere =
        plan(|json| json["orders"]["c"]["delivery"]["location"] = json!({"address": "?"}));
    assert_eq!(refused(&nowhere, "assign", &assign(&["c"], V, 0)), [(400, format!("routes[{V}]"))]);
    // Approved routes are locked where the rules say so.
    let approved = plan(|json| json["approvedRoutes"] = json!([V]));
    let rules = Rules { treat_approved_as_locked: true, ..Rules::default() };
    assert!(moved(&approved, "assign", &assign(&["c"], V, 0), &rules).is_err());
    assert!(moved(&approved, "assign", &assign(&["c"], V, 0), &Rules::default()).is_ok());
}

#[test]
fn what_does_not_exist_or_is_given_twice_is_an_issue_of_the_request() {
    let plan = plan(|_| {});
    let wrong = json!({"orderSteps": steps(&["c", "+c", "x", "c"]), "routeId": "x-20260105", "afterSec": -1});
    let path = |path: &str| path.to_owned();
    assert_eq!(
        refused(&plan, "assign", &wrong),
        [
            (103, path("orderSteps[1].type")),
            (103, path("orderSteps[2].orderId")),
            (101, path("afterSec")),
            (104, path("orderSteps[3]")),
            (103, path("routeId")),
        ]
    );
    let no_id = json!({"orderSteps": [], "routeId": "v20260105", "afterSec": 0, "mine": 1});
    assert_eq!(
        refused(&plan, "assign", &no_id),
        [(100, path("routeId")), (100, path("mine")), (100, path("orderSteps"))]
    );
    assert_eq!(
        refused(&plan, "unassign", &json!({"orderIds": ["a", "x", "a"]})),
        [(103, path("orderIds[1]")), (104, path("orderIds[2]"))]
    );
    let sequence =
        |route: &str, what: &[&str]| json!({"routeId": route, "orderSteps": steps(what)});
    let twice = json!({"sequences": [sequence(W, &["c"]), sequence(W, &["c"]), sequence(W, &[])]});
    assert_eq!(
        refused(&plan, "apply", &twice),
        [
            (100, path("sequences[2].orderSteps")),
            (104, path("sequences[1].routeId")),
            (104, path("sequences[1].orderSteps[0]")),
            (104, path("sequences[2].routeId")),
        ]
    );
    let same = json!({"srcRouteId": V, "dstRouteId": V});
    assert_eq!(refused(&plan, "swap", &same), [(104, path("dstRouteId"))]);
    let unknown = json!({"srcRouteId": "v-20260231", "dstRouteId": "x-20260105"});
    assert_eq!(
        refused(&plan, "swap", &unknown),
        [(100, path("srcRouteId")), (103, path("dstRouteId"))]
    );
}

#[test]
fn unassigned_orders_leave_with_both_steps_and_what_was_recorded_of_them() {
    let plan = plan(|json| {
        let steps = json["routes"][V]["steps"].as_array_mut().unwrap();
        steps[1]["trackingData"] = json!({"timeInSec": 29_400});
        steps.insert(2, json!({"type": "pickup", "orderId": "p"}));
        steps.insert(3, json!({"type": "delivery", "orderId": "p"}));
    });
    let result = done(&plan, "unassign", &json!({"orderIds": ["p", "a"]}));
    let route = &result.routes[V];
    assert_eq!((orders(route), times(route), route.revision), (vec!["b"], vec![29_700, 30_700], 4));
    assert!(route.steps.iter().all(|step| step.tracking_data.is_none()));
    assert_eq!(result.data.order_ids, Some(vec!["p".into(), "a".into()]));
    assert_eq!(result.data.order_steps, identifiers(&["+p", "p", "a"]));
    assert_eq!(left_out(&result), ["a", "p"]);
    assert_eq!(result.unassigned[1].order_steps, [StepKind::Pickup, StepKind::Delivery]);
    // Both shapes of the list; c is on no route, which is only worth knowing.
    let both = json!({"orderIds": ["a", {"orderId": "b", "type": "delivery"}, "c",
        {"orderId": "p", "type": "pickup"}, {"orderId": "p", "type": "delivery"}]});
    let result = done(&plan, "unassign", &both);
    assert_eq!((result.routes.len(), result.deleted_route_ids), (0, vec![V.to_owned()]));
    assert_eq!(result.data.order_ids, Some(vec!["a".into(), "b".into(), "p".into()]));
    assert_eq!(short(&result.warnings), [(400, "orderIds[2]".to_owned())]);
}

#[test]
fn sequences_become_new_routes_exactly_as_given() {
    let plan = plan(|_| {});
    let apply = |route: &str, what: &[&str]| json!({"sequences": [{"routeId": route, "orderSteps": steps(what)}]});
    // The other way round would be shorter. 28 800 + 1 200 = 30 000, + 100 + 200 = 30 300 (pickup),
    // + 300 = 30 600 (delivery), + 600.
    let result = done(&plan, "apply", &apply(W, &["c", "+p", "p"]));
    let route = &result.routes[W];
    assert_eq!(
        (orders(route), times(route)),
        (vec!["c", "p", "p"], vec![30_000, 30_300, 30_600, 31_200])
    );
    assert_eq!((route.revision, result.data), (1, Default::default()));
    // A route with work is none to apply to, and a step on a route none to apply.
    assert_eq!(refused(&plan, "apply", &apply(V, &["c"])), [(400, "sequences[0].routeId".into())]);
    assert_eq!(
        refused(&plan, "apply", &apply(W, &["c", "a"])),
        [(400, "sequences[0].orderSteps[1]".into())]
    );
}

#[test]
fn the_timing_of_an_applied_sequence_leaves_later_to_wait_less() {
    // c opens at 40 000; idle time costs: leave at 40 000 − 1 200.
    let plan = plan(|json| {
        json["orders"]["c"]["delivery"]["timeWindows"] =
            json!([{"startSec": 40_000, "endSec": 50_000}]);
        json["vehicles"]["w"]["settings"]["idleTimeCost"] = 100.into();
    });
    let request = json!({"sequences": [{"routeId": W, "orderSteps": steps(&["c"])}]});
    let result = done(&plan, "apply", &request);
    assert_eq!(result.routes[W].steps[0].end_sec, 38_800);
    assert_eq!(times(&result.routes[W]), [40_000, 41_300]);
}

#[test]
fn two_routes_of_a_date_exchange_their_order_steps() {
    let plan = plan(|json| {
        json["routes"][W] = json!({"revision": 8, "steps": [
            {"type": "delivery", "orderId": "c", "startSec": 1}]});
    });
    let swap = |one: &str, other: &str| json!({"srcRouteId": one, "dstRouteId": other});
    let result = done(&plan, "swap", &swap(V, W));
    let (v, w) = (&result.routes[V], &result.routes[W]);
    assert_eq!((orders(v), times(v), v.revision), (vec!["c"], vec![30_000, 31_300], 4));
    assert_eq!(
        (orders(w), times(w), w.revision),
        (vec!["a", "b"], vec![29_400, 29_800, 30_800], 9)
    );
    assert_eq!(result.data, Default::default());
    // p is eligible on the date and on no route.
    assert_eq!(left_out(&result), ["p"]);
    assert_eq!(refused(&plan, "swap", &swap(V, "w-20260106")), [(400, "dstRouteId".into())]);
}

#[test]
fn a_route_may_change_places_with_an_idle_vehicle_but_not_once_begun() {
    let request = json!({"srcRouteId": W, "dstRouteId": V});
    let result = done(&plan(|_| {}), "swap", &request);
    assert_eq!(result.deleted_route_ids, [V]);
    assert_eq!((orders(&result.routes[W]), result.routes[W].revision), (vec!["a", "b"], 1));
    let begun =
        plan(|json| json["routes"][V]["steps"][1]["trackingData"] = json!({"timeInSec": 1}));
    assert_eq!(refused(&begun, "swap", &request), [(400, "dstRouteId".into())]);
    let begun = plan(|json| json["routes"][V]["trackingData"] = json!({"driversTrackingData": {}}));
    assert_eq!(refused(&begun, "swap", &request), [(400, "dstRouteId".into())]);
    let idle = plan(|json| drop(json.as_object_mut().unwrap().remove("routes")));
    assert_eq!(refused(&idle, "swap", &request), [(400, "dstRouteId".into())]);
}

#[test]
fn reloads_that_have_nothing_to_reload_for_fall_away() {
    let plan = plan(|json| {
        let steps = json["routes"][V]["steps"].as_array_mut().unwrap();
        steps.insert(2, json!({"type": "depot", "depotId": "h"}));
    });
    // a, reload, b: without b the reload would come last.
    let result = done(&plan, "unassign", &json!({"orderIds": ["b"]}));
    let kinds: Vec<StepType> = result.routes[V].steps.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [StepType::Departure, StepType::Delivery, StepType::Arrival]);
}

#[test]
fn the_cost_is_of_all_routes_of_the_dates_concerned() {
    // 1 000 per route: v stays, w is new; x works another day.
    let plan = plan(|json| {
        for id in ["v", "w"] {
            json["vehicles"][id]["settings"]["activationCost"] = 1_000.into();
        }
        json["orders"]["d"] = json["orders"]["a"].clone();
        json["routes"]["v-20260106"] = json!({"steps": [{"type": "delivery", "orderId": "d"}]});
    });
    let result = done(&plan, "assign", &assign(&["c"], W, 0));
    assert_eq!(result.cost.activation, 2_000);
    assert_eq!(result.cost.total, 2_000);
}

#[test]
fn today_new_work_leaves_now_and_what_has_left_keeps_its_departure() {
    // v left at 28 800, and stays that way; w can leave at 30 000 at the earliest, c is 1 200 away.
    let now = json!({"date": "20260105", "sec": 30_000});
    let begun = plan(|json| json["now"] = now.clone());
    let result = done_at(&begun, &assign(&["c"], W, 0));
    assert_eq!(times(&result.routes[W]), [31_200, 32_500]);
    let result = done_at(&begun, &assign(&["c"], V, 99_999));
    assert_eq!(result.routes[V].steps[0].end_sec, 28_800);
    // One that left later than it could have is not moved forward: 29 000 + 600, + 100 + 300, + 100 + 900.
    let later = plan(|json| {
        json["now"] = now.clone();
        let steps = &mut json["routes"][V]["steps"];
        steps[0]["endSec"] = 29_000.into();
        for name in ["arrivalSec", "startSec", "endSec"] {
            for step in [1, 2] {
                steps[step][name] = (steps[step][name].as_i64().unwrap() + 200).into();
            }
        }
    });
    let evaluated = super::evaluated(|json| *json = later_json(&later));
    assert_eq!(times(&evaluated.routes[V]), [29_600, 30_000, 31_000]);
    // Tomorrow's routes know nothing of it, and after the working day nothing can be put right.
    let late = plan(|json| json["now"] = json!({"date": "20260105", "sec": 80_000}));
    assert_eq!(times(&done_at(&late, &assign(&["c"], W, 0)).routes[W]), [30_000, 31_300]);
    let tomorrow = done_at(&begun, &assign(&["c"], "w-20260106", 0));
    assert_eq!(times(&tomorrow.routes["w-20260106"]), [30_000, 31_300]);
}

/// An assignment without the independent checker, which judges a route by the plan before it.
fn done_at(valid: &Loaded, request: &Value) -> SchedulingResult {
    let request = validate::assign_order_steps_request(request, valid).expect("a request");
    ops::assign_order_steps(valid, &request, &Rules::default()).expect("a result")
}

fn later_json(valid: &Loaded) -> Value {
    let mut json = valid.document.clone();
    json["travel"] = serde_json::to_value(&valid.snapshot.travel).expect("JSON");
    json
}
