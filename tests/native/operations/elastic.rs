//! Option `elasticTimeWindows`: late rather than left out (SEMANTICS 4.1, 5).

use super::{left_out, options, orders, planned, request, valid};
use crate::oracle::{delivery, settings};
use crate::support::judged::{Frozen, Loaded, build_routes, evaluate_routes, fit_in};
use crate::support::oracle::check_plan;
use routewright::model::{
    Balancing, EvaluateRoutesRequest, ReasonCode, Route, Rules, SchedulingResult, SolveOptions,
    StepViolation,
};
use routewright::validate;
use serde_json::{Value, json};

fn elastic(most: Option<i64>) -> SolveOptions {
    SolveOptions { elastic_time_windows: true, max_lateness_sec: most, ..options() }
}

fn build(loaded: &Loaded, options: &SolveOptions) -> SchedulingResult {
    let result = build_routes(loaded, &request(0), options, &mut Frozen).expect("a plan");
    let wrong = check_plan(&loaded.snapshot, &request(0), options, &result);
    assert_eq!(wrong, [] as [String; 0]);
    result
}

/// Order, lateness and codes of each step of a route that is late.
fn late(route: &Route) -> Vec<(&str, i64, &[StepViolation])> {
    let steps = route.steps.iter();
    let own = steps.filter_map(|step| {
        Some((step.order_id.as_deref()?, step.lateness_sec?, step.violations.as_slice()))
    });
    own.collect()
}

/// c must begin by 29 400, and is reached at 28 800 + 1 200 = 30 000 at the earliest.
fn far(json: &mut Value) {
    delivery(json, "c")["timeWindows"] = json!([{"startSec": 0, "endSec": 29_400}]);
}

#[test]
fn late_rather_than_left_out_and_told_in_seconds() {
    let loaded = valid(far);
    let strict = build(&loaded, &options());
    assert_eq!((planned(&strict), left_out(&strict)), (vec!["a", "b"], vec!["c"]));
    let result = build(&loaded, &elastic(None));
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "b", "c"], vec![]));
    // a is served on the way, 28 800 + 600 + 100 + 500 is 30 000 too; then b, as 2 200 s is the least
    // driving.
    let route = &result.routes["v-20260105"];
    assert_eq!(late(route), [("c", 600, &[StepViolation::Tw][..])]);
    assert_eq!(orders(route), ["a", "c", "b"]);
}

#[test]
fn a_greatest_lateness_leaves_out_what_would_be_later() {
    let loaded = valid(far);
    let result = build(&loaded, &elastic(Some(600)));
    assert_eq!((planned(&result).len(), left_out(&result)), (3, vec![]));
    // One second less, and the reason says by how much.
    let result = build(&loaded, &elastic(Some(599)));
    assert_eq!((planned(&result), left_out(&result)), (vec!["a", "b"], vec!["c"]));
    let reason = &result.unassigned[0].reasons[0];
    assert_eq!((reason.code, reason.by), (ReasonCode::Step(StepViolation::Tw), Some(1)));
    // Nothing may be early, nor late against the working window: c is back at 30 000 + 100 + 1 200.
    let loaded = valid(|json| {
        far(json);
        settings(json)["timeWindow"]["endSec"] = json!(31_299);
    });
    assert_eq!(left_out(&build(&loaded, &elastic(None))), ["c"]);
}

/// a must begin by 29 400 and b by 29 700, as early as either can be reached alone; a second vehicle
/// costs 10 a kilometre.
fn two_at_once(json: &mut Value) {
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    json["vehicles"]["w"]["settings"]["kmCost"] = json!(1_000);
    for (order, end) in [("a", 29_400), ("b", 29_700)] {
        delivery(json, order)["timeWindows"] = json!([{"startSec": 0, "endSec": end}]);
    }
    json["orders"].as_object_mut().expect("orders").remove("c");
}

#[test]
fn less_lateness_comes_before_fewer_routes_and_lower_cost() {
    // One route is late by 100 (a, then b at 29 400 + 100 + 300) and free; two are in time, of which w
    // takes a: 2 × 5 km.
    let fewer = SolveOptions { minimise_routes: true, ..elastic(None) };
    for asked in [elastic(None), fewer] {
        let result = build(&valid(two_at_once), &asked);
        assert_eq!((result.routes.len(), result.cost.total), (2, 10_000));
        assert!(result.routes.values().all(|route| late(route).is_empty()));
    }
    // Without w it is late by 100 and not by 700, as with b first.
    let loaded = valid(|json| {
        two_at_once(json);
        json["vehicles"].as_object_mut().expect("vehicles").remove("w");
    });
    let result = build(&loaded, &elastic(None));
    assert_eq!(late(&result.routes["v-20260105"]), [("b", 100, &[StepViolation::Tw][..])]);
}

#[test]
fn less_lateness_comes_before_the_use_of_all_vehicles() {
    // v takes a at 29 400 and b at 29 400 + 100 + 300, both in time. At half the speed w is at a at
    // 30 000 and at b at 30 600: 600 or 800 too late.
    let loaded = valid(|json| {
        two_at_once(json);
        json["vehicles"]["w"]["settings"]["speedFactor"] = json!(50);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 0, "endSec": 29_800}]);
    });
    let forced = SolveOptions { balancing: Balancing::OnForce, ..elastic(None) };
    let result = build(&loaded, &forced);
    assert_eq!((result.routes.len(), left_out(&result)), (1, vec![]));
    assert!(late(&result.routes["v-20260105"]).is_empty());
    // Where b is due when it can be reached alone, v serves both 100 too late, and either alone in time
    // leaves the other to w, which is worse; left out is none.
    let loaded = valid(|json| {
        two_at_once(json);
        json["vehicles"]["w"]["settings"]["speedFactor"] = json!(50);
    });
    let result = build(&loaded, &forced);
    assert_eq!((result.routes.len(), left_out(&result)), (1, vec![]));
    assert_eq!(late(&result.routes["v-20260105"]), [("b", 100, &[StepViolation::Tw][..])]);
}

#[test]
fn departure_is_as_late_as_lateness_allows_where_idle_time_costs() {
    // a begins at 32 000 and c by 32 400; it is reached at 32 000 + 100 + 500, 200 too late, whenever
    // v leaves between 28 800 and 32 000 − 600.
    for (idle, departure) in [(0, 28_800), (3_600, 31_400)] {
        let loaded = valid(|json| {
            settings(json)["idleTimeCost"] = json!(idle);
            delivery(json, "a")["timeWindows"] = json!([{"startSec": 32_000, "endSec": 32_000}]);
            delivery(json, "c")["timeWindows"] = json!([{"startSec": 32_050, "endSec": 32_400}]);
            json["orders"].as_object_mut().expect("orders").remove("b");
        });
        let result = build(&loaded, &elastic(None));
        let route = &result.routes["v-20260105"];
        assert_eq!(late(route), [("c", 200, &[StepViolation::Tw][..])]);
        assert_eq!((route.steps[0].end_sec, result.cost.total), (departure, 0));
    }
}

/// v has c already, late as it is.
fn planned_late(json: &mut Value) {
    far(json);
    json["routes"]["v-20260105"] = json!({"id": "v-20260105", "vehicleId": "v",
        "date": "20260105", "revision": 1, "steps": [{"type": "delivery", "orderId": "c"}]});
}

#[test]
fn fit_in_takes_routes_that_are_as_late_as_allowed() {
    let loaded = valid(planned_late);
    let asked =
        validate::fit_in_request(&json!({"from": "20260105", "to": "20260105"}), &loaded.snapshot)
            .expect("valid");
    let result = |options| fit_in(&loaded, &asked, &options, &mut Frozen).expect("a plan");
    assert_eq!(left_out(&result(options())), ["a", "b"]);
    assert_eq!(left_out(&result(elastic(Some(599)))), ["a", "b"]);
    let fitted = result(elastic(Some(600)));
    assert_eq!((planned(&fitted), left_out(&fitted)), (vec!["a", "b", "c"], vec![]));
    assert_eq!(late(&fitted.routes["v-20260105"]), [("c", 600, &[StepViolation::Tw][..])]);
}

#[test]
fn a_late_plan_stays_as_it_is_told_when_it_is_evaluated() {
    let result = build(&valid(far), &elastic(None));
    let loaded = valid(|json| {
        far(json);
        json["routes"] = serde_json::to_value(&result.routes).expect("JSON");
    });
    let request = EvaluateRoutesRequest::default();
    let again = evaluate_routes(&loaded, &request, &Rules::default()).expect("an evaluation");
    assert_eq!(again.routes, result.routes, "{:?}", again.warnings);
    // Where nothing was asked for, nothing is told.
    let again = evaluate_routes(&valid(planned_late), &request, &Rules::default());
    let again = again.expect("an evaluation");
    let step = &again.routes["v-20260105"].steps[1];
    assert_eq!((step.lateness_sec, &step.violations[..]), (None, &[StepViolation::Tw][..]));
}

#[test]
fn a_greatest_lateness_needs_elastic_time_windows() {
    let asked = SolveOptions { max_lateness_sec: Some(60), ..options() };
    let error = build_routes(&valid(far), &request(0), &asked, &mut Frozen).expect_err("400");
    assert_eq!(error.issues[0].path, "maxLatenessSec");
    assert!(error.issues[0].message.contains("elasticTimeWindows"), "{error}");
}
