//! `buildRoutes`: who is served, by whom, on which date, and why others are not.

use super::{built, left_out, options, orders, planned, request, valid};
use crate::oracle::{delivery, settings};
use crate::support::judged::{Frozen, Loaded, Run, Slice, build_routes};
use routewright::model::VehicleViolation::Ld;
use routewright::model::{
    BuildRoutesRequest, OtherReason, ReasonCode, Rules, SchedulingResult, Snapshot, SolveOptions,
    StoppedBy,
};
use serde_json::{Value, json};
use std::fs;

#[test]
fn every_order_is_served_at_least_cost() {
    let result = built(|json| settings(json)["kmCost"] = json!(1_000));
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "b", "c"], vec![]));
    // h–a–b–c–h and its reverse: 5 000 + 2 000 + 1 500 + 10 000 = 18 500 m; a–c–b is 18 500 too:
    // 5 000 + 4 000 + 1 500 + 8 000; b–a–c is 24 000. At 10 a metre.
    assert_eq!(result.cost.total, 18_500);
    assert_eq!(result.routes.keys().collect::<Vec<_>>(), ["v-20260105"]);
    // The documents' result of this operation names nothing.
    assert_eq!(result.data, Default::default());
}

/// A second vehicle like the first.
fn with_second_vehicle(json: &mut Value) {
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    json["vehicles"]["w"]["idx"] = json!(2);
}

#[test]
fn a_vehicle_that_is_not_used_costs_nothing() {
    let result = built(|json| {
        settings(json)["activationCost"] = json!(100);
        with_second_vehicle(json);
    });
    assert_eq!((result.routes.len(), result.cost.total), (1, 100));
}

/// The route used of two equal vehicles, of which the first has this aim; at no cost.
fn used(name: &str, least: Value) -> Vec<String> {
    let result = built(|json| {
        with_second_vehicle(json);
        settings(json)[name] = least;
    });
    assert_eq!((result.cost.total, left_out(&result)), (0, vec![]));
    result.routes.into_keys().collect()
}

#[test]
fn min_working_time_sec_draws_work_elsewhere_without_a_cost() {
    assert_eq!(used("minWorkingTimeSec", json!(0)), ["v-20260105"]);
    assert_eq!(used("minWorkingTimeSec", json!(20_000)), ["w-20260105"]);
}

#[test]
fn min_load_capacities_draw_work_elsewhere_without_a_cost() {
    assert_eq!(used("minLoadCapacities", json!({})), ["v-20260105"]);
    assert_eq!(used("minLoadCapacities", json!({"kg": 5})), ["w-20260105"]);
}

#[test]
fn of_too_many_orders_those_of_lowest_priority_are_left_out() {
    let result = built(|json| {
        settings(json)["maxOrders"] = json!(1);
        for (order, priority) in [("a", -10), ("b", 10), ("c", 0)] {
            json["orders"][order]["priority"] = json!(priority);
        }
    });
    // Weights 2, 8 and 4.
    assert_eq!((planned(&result), left_out(&result)), (vec!["b"], vec!["a", "c"]));
}

#[test]
fn where_the_sequence_costs_nothing_important_orders_start_first() {
    // Ten orders at one place, 100 s of service each: nothing but Σ weight × startSec tells their
    // sequences apart (SEMANTICS 5). Least it is with weights 16 16 8 8 4 4 2 2 1 1 in this order.
    let result = built(|json| {
        let order = json["orders"]["a"].clone();
        json["orders"] = json!({});
        for number in 0..10 {
            let own = &mut json["orders"][format!("o{number}")];
            *own = order.clone();
            own["priority"] = json!(10 * (number % 5) - 20);
            own["delivery"]["serviceTimeSec"] = json!(100);
        }
    });
    let route = result.routes.values().next().expect("a route");
    let number = |id: &str| id[1..].parse::<i64>().expect("a number");
    let weights: Vec<i64> = orders(route).into_iter().map(|id| 1 << (number(id) % 5)).collect();
    assert_eq!(weights, [16, 16, 8, 8, 4, 4, 2, 2, 1, 1]);
}

/// The reasons of the only order left out.
fn reasons(result: &SchedulingResult) -> Vec<ReasonCode> {
    let [order] = result.unassigned.as_slice() else { panic!("{:?}", result.unassigned) };
    order.reasons.iter().map(|reason| reason.code).collect()
}

#[test]
fn an_order_that_no_vehicle_holds_says_by_how_much() {
    let result = built(|json| {
        settings(json)["loadCapacities"] = json!({"kg": 500});
        json["orders"]["b"]["loads"] = json!({"kg": 503});
    });
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "c"], vec!["b"]));
    let reason = &result.unassigned[0].reasons[0];
    assert_eq!((reason.code, reason.by), (ReasonCode::Vehicle(Ld), Some(3)));
    assert_eq!(reason.vehicle_id.as_deref(), Some("v"));
}

#[test]
fn an_order_without_usable_coordinates_is_left_out_as_loc() {
    for location in
        [json!({"address": "Somewhere"}), json!({"latLng": [0, 2], "status": "NOT_FOUND"})]
    {
        let result = built(|json| delivery(json, "b")["location"] = location);
        assert_eq!(planned(&result), ["a", "c"]);
        assert_eq!(reasons(&result)[0], ReasonCode::Other(OtherReason::Loc));
    }
}

#[test]
fn a_place_that_cannot_be_reached_is_left_out_as_unr() {
    // Nothing leads to b: column 2 of 4.
    let result = built(|json| {
        for from in [0, 1, 3] {
            json["travel"]["durationsSec"][4 * from + 2] = json!(-1);
        }
    });
    assert_eq!(planned(&result), ["a", "c"]);
    assert_eq!(reasons(&result)[0], ReasonCode::Other(OtherReason::Unr));
}

#[test]
fn without_an_available_vehicle_all_is_left_out_as_nov() {
    let result = built(|json| settings(json)["available"] = json!(false));
    assert_eq!((result.routes.len(), left_out(&result)), (0, vec!["a", "b", "c"]));
    for order in &result.unassigned {
        assert_eq!(order.reasons[0].code, ReasonCode::Other(OtherReason::Nov));
    }
}

#[test]
fn over_several_dates_an_order_is_planned_once_and_on_an_eligible_date() {
    let snapshot = valid(|json| {
        settings(json)["maxOrders"] = json!(1);
        json["orders"]["b"]["eligibility"] = json!({"type": "on", "onDates": ["20260106"]});
    });
    let result = build_routes(&snapshot, &request(2), &options(), &mut Frozen).expect("a plan");
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "b", "c"], vec![]));
    assert_eq!(orders(&result.routes["v-20260106"]), ["b"]);
    // Three dates, from the first to the last of the request.
    assert_eq!(result.routes.len(), 3);
    let one_day = build_routes(&snapshot, &request(0), &options(), &mut Frozen).expect("a plan");
    assert_eq!((planned(&one_day).len(), one_day.routes.len()), (1, 1));
}

/// A route of `v` on 5 January that serves b, at revision 7.
fn with_route(json: &mut Value) {
    json["routes"] = json!({"v-20260105": {
        "id": "v-20260105", "revision": 7, "date": "20260105", "vehicleId": "v",
        "steps": [
            {"type": "departure", "endSec": 28_800},
            {"type": "delivery", "orderId": "b", "arrivalSec": 29_700, "startSec": 29_700, "endSec": 29_800},
            {"type": "arrival", "arrivalSec": 30_700, "startSec": 30_700},
        ],
    }});
}

#[test]
fn a_locked_route_stays_unless_the_request_says_otherwise() {
    let snapshot = valid(|json| {
        with_route(json);
        json["lockedRouteIds"] = json!(["v-20260105"]);
    });
    let plan = |locks| {
        let request = BuildRoutesRequest { locked_route_ids_override: locks, ..request(0) };
        build_routes(&snapshot, &request, &options(), &mut Frozen).expect("a plan")
    };
    let kept = plan(None);
    assert_eq!((kept.routes.len(), left_out(&kept)), (0, vec!["a", "c"]));
    assert_eq!(kept.unassigned[0].reasons[0].code, ReasonCode::Other(OtherReason::Lck));
    let freed = plan(Some(vec![]));
    assert_eq!((planned(&freed), left_out(&freed)), (vec!["a", "b", "c"], vec![]));
}

#[test]
fn an_approved_route_may_change_unless_an_option_locks_it() {
    let snapshot = valid(|json| {
        with_route(json);
        json["approvedRoutes"] = json!(["v-20260105"]);
    });
    let plan = |treat_approved_as_locked| {
        let rules = Rules { treat_approved_as_locked, ..Rules::default() };
        let options = SolveOptions { rules, ..options() };
        build_routes(&snapshot, &request(0), &options, &mut Frozen).expect("a plan")
    };
    assert_eq!(planned(&plan(false)), ["a", "b", "c"]);
    assert_eq!((plan(true).routes.len(), left_out(&plan(true))), (0, vec!["a", "c"]));
}

#[test]
fn a_route_of_a_vehicle_that_is_not_available_is_kept_without_additions() {
    let result = built(|json| {
        with_route(json);
        settings(json)["available"] = json!(false);
    });
    assert!(result.deleted_route_ids.is_empty(), "{:?}", result.deleted_route_ids);
    assert_eq!(left_out(&result), ["a", "c"]);
    let [warning] = result.warnings.as_slice() else { panic!("{:?}", result.warnings) };
    assert_eq!(warning.path, "routes[v-20260105]");
    assert!(warning.message.contains("not available on its date"), "{}", warning.message);
}

#[test]
fn the_revision_grows_by_one_where_a_route_changes() {
    let result = built(with_route);
    assert_eq!(planned(&result), ["a", "b", "c"]);
    assert_eq!(result.routes["v-20260105"].revision, 8);
    let new = built(|_| {});
    assert_eq!(new.routes["v-20260105"].revision, 1);
}

#[test]
fn what_has_been_executed_stays() {
    let result = built(|json| {
        with_route(json);
        json["routes"]["v-20260105"]["steps"][1]["trackingData"] =
            json!({"vehicleId": "v", "timeInSec": 29_750, "timeOutSec": 29_900});
    });
    let route = &result.routes["v-20260105"];
    // b keeps its plan; from 29 900 on a (300 s away) and c (500) with the way home (1 200) take
    // 2 000 s of driving, c (200), a (500) and home (600) 1 300.
    assert_eq!(orders(route), ["b", "c", "a"]);
    let times: Vec<_> = route.steps.iter().map(|step| (step.arrival_sec, step.end_sec)).collect();
    let rest = [(30_100, 30_200), (30_700, 30_800), (31_400, -1)];
    assert_eq!(times, [&[(-1, 28_800), (29_700, 29_800)], &rest[..]].concat());
    assert_eq!((left_out(&result), route.revision), (vec![], 8));
}

#[test]
fn a_route_of_a_past_date_is_kept() {
    // Tomorrow nothing of it may be deleted, and its order b is not left out.
    let result = built(|json| {
        with_route(json);
        json["now"] = json!({"date": "20260106", "sec": 0});
    });
    assert!(result.routes.is_empty() && result.deleted_route_ids.is_empty(), "{result:?}");
    assert_eq!(left_out(&result), ["a", "c"]);
}

#[test]
fn a_route_in_progress_costs_what_it_costs_from_its_own_departure() {
    let result = built(|json| {
        with_route(json);
        settings(json)["flexStartTime"] = json!(false);
        settings(json)["idleTimeCost"] = json!(3_600);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 36_000, "endSec": 40_000}]);
        let steps = &mut json["routes"]["v-20260105"]["steps"];
        (steps[1]["startSec"], steps[1]["endSec"]) = (json!(36_000), json!(36_100));
        json["now"] = json!({"date": "20260105", "sec": 35_000});
    });
    // It left at 28 800 and waits from 29 700 to 36 000, at 1 hundredth a second.
    assert_eq!(result.cost.idle, 6_300);
}

#[test]
fn no_route_begins_before_now() {
    let result = built(|json| json["now"] = json!({"date": "20260105", "sec": 40_000}));
    assert_eq!(result.routes["v-20260105"].steps[0].end_sec, 40_000);
    let past = built(|json| json["now"] = json!({"date": "20260106", "sec": 0}));
    assert_eq!((past.routes.len(), past.unassigned.len()), (0, 3));
}

#[test]
fn the_driver_of_the_day_is_on_the_route() {
    let result = built(|json| {
        json["drivers"] = json!({"d": {"name": "Driver"}});
        json["vehicleDriverAssignments"] = json!({"20260105": {"v": "d"}});
    });
    assert_eq!(result.routes["v-20260105"].driver_id.as_deref(), Some("d"));
}

#[test]
fn a_run_tells_its_progress_and_can_be_stopped_with_the_best_so_far() {
    let options = SolveOptions { max_iterations: Some(100_000), ..options() };
    let mut run =
        Run::build_routes(&valid(|_| {}), &request(0), &options, &mut Frozen).expect("a run");
    let slice = Slice { iterations: Some(10), ..Slice::default() };
    let first = run.step(slice, &mut Frozen);
    assert!(first.iterations >= 10 && first.progress < 100 && !run.done(), "{first:?}");
    assert_eq!((first.unassigned, first.routes_used), (0, 1));
    run.stop();
    assert!(run.done());
    let result = run.finish(&mut Frozen);
    assert_eq!(planned(&result), ["a", "b", "c"]);
    assert_eq!(result.stats.stopped_by, StoppedBy::Aborted);
}

#[test]
fn a_reload_serves_what_does_not_fit_at_once() {
    let snapshot = valid(|json| {
        settings(json)["loadCapacities"] = json!({"kg": 300});
        for order in ["a", "b", "c"] {
            json["orders"][order]["loads"] = json!({"kg": 200});
        }
    });
    let plan = |depot_trips| {
        let request = BuildRoutesRequest { depot_trips, ..request(0) };
        build_routes(&snapshot, &request, &options(), &mut Frozen).expect("a plan")
    };
    assert_eq!((planned(&plan(false)).len(), planned(&plan(true)).len()), (1, 3));
}

/// An example, planned with few rounds.
fn example(name: &str, date: &str, rounds: i64) -> (Loaded, SchedulingResult) {
    let text = fs::read(format!("examples/{name}.json")).expect("an example");
    let valid = Loaded::from(routewright::validate::snapshot(&text, None).expect("valid"));
    let date = routewright::date::Date::parse(date).expect("a date");
    let request = BuildRoutesRequest { from: date, to: date, ..request(0) };
    let options = SolveOptions { max_iterations: Some(rounds), ..options() };
    let result = build_routes(&valid, &request, &options, &mut Frozen).expect("a plan");
    (valid, result)
}

/// Steps of all orders, each planned once.
fn steps_of(snapshot: &Snapshot) -> usize {
    snapshot.orders.values().map(|order| order.steps().count()).sum()
}

#[test]
fn jasper_is_planned_with_nothing_left_out() {
    let (valid, result) = example("jasper", "20151204", 200);
    assert_eq!(left_out(&result), [] as [&str; 0]);
    // Seven orders, one of them with a pickup and a delivery.
    assert_eq!((planned(&result).len(), steps_of(&valid.snapshot)), (8, 8));
}

#[test]
fn city_200_is_planned_with_nothing_left_out() {
    let (valid, result) = example("city-200", "20260317", 300);
    assert_eq!(left_out(&result), [] as [&str; 0]);
    assert_eq!(planned(&result).len(), steps_of(&valid.snapshot));
}

#[test]
fn what_is_on_routes_of_other_dates_is_left_alone() {
    // b is on the 7th: on the 5th and the 6th there are a and c, and nothing of the 7th is touched.
    let snapshot = valid(|json| {
        with_route(json);
        let mut route = json["routes"]["v-20260105"].take();
        (route["id"], route["date"]) = (json!("v-20260107"), json!("20260107"));
        json["routes"] = json!({"v-20260107": route});
    });
    let result = build_routes(&snapshot, &request(1), &options(), &mut Frozen).expect("a plan");
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "c"], vec![]));
    assert!(!result.routes.contains_key("v-20260107") && result.deleted_route_ids.is_empty());
}
