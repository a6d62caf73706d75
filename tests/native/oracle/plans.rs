//! The checker of whole plans finds what is wrong with them.

use super::{delivery, route, settings, with};
use crate::support::oracle::check_plan;
use routewright::model::{
    BuildRoutesRequest, OtherReason, Reason, ReasonCode, Route, SchedulingResult, Snapshot,
    SolveOptions, StepKind, UnassignedOrder,
};
use serde_json::json;

fn request() -> BuildRoutesRequest {
    serde_json::from_value(json!({"from": "20260105", "to": "20260105"})).expect("a request")
}

fn result(routes: Vec<Route>, left_out: &[(&str, OtherReason)]) -> SchedulingResult {
    let mut result = SchedulingResult::default();
    for mut route in routes {
        route.revision = 1;
        result.cost += route.cost_breakdown.unwrap_or_default();
        result.routes.insert(route.id.clone().unwrap_or_default(), route);
    }
    for (order, code) in left_out {
        result.unassigned.push(UnassignedOrder {
            order_id: (*order).to_owned(),
            order_steps: vec![StepKind::Delivery],
            reasons: vec![Reason {
                code: ReasonCode::Other(*code),
                vehicle_id: None,
                date: None,
                by: None,
                message: String::new(),
            }],
        });
    }
    result
}

fn found(snapshot: &Snapshot, result: &SchedulingResult) -> Vec<String> {
    check_plan(snapshot, &request(), &SolveOptions::default(), result)
}

#[test]
fn a_whole_plan_passes() {
    let snapshot = with(|json| settings(json)["kmCost"] = json!(3));
    let plan = result(vec![route(&snapshot, &["a", "b", "c"])], &[]);
    assert_eq!(found(&snapshot, &plan), Vec::<String>::new());
    let mut wrong = plan;
    wrong.cost.total += 1;
    assert_eq!(found(&snapshot, &wrong).len(), 1);
}

#[test]
fn an_order_left_out_must_not_fit_anywhere() {
    let snapshot = with(|_| {});
    let plan = result(vec![route(&snapshot, &["a", "b"])], &[("c", OtherReason::Cst)]);
    let problems = found(&snapshot, &plan);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("order c is left out, but fits v-20260105"), "{problems:?}");
    // With two orders at most it does not.
    let full = with(|json| settings(json)["maxOrders"] = json!(2));
    assert_eq!(found(&full, &plan), Vec::<String>::new());
}

#[test]
fn an_order_may_not_vanish_nor_come_twice() {
    let snapshot = with(|json| settings(json)["maxOrders"] = json!(2));
    let plan = result(vec![route(&snapshot, &["a", "b"])], &[]);
    assert_eq!(found(&snapshot, &plan), ["order c: on [], listed as left out: false"]);
    let plan = result(
        vec![route(&snapshot, &["a", "b"])],
        &[("c", OtherReason::Cst), ("c", OtherReason::Cst), ("a", OtherReason::Cst)],
    );
    let problems = found(&snapshot, &plan);
    assert!(problems.iter().any(|own| own.contains("listed as left out twice")), "{problems:?}");
    assert!(problems.iter().any(|own| own.starts_with("order a: on [")), "{problems:?}");
}

#[test]
fn violations_untrue_reasons_and_locked_routes_are_found() {
    let snapshot = with(|json| {
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 0, "endSec": 0}]);
        json["orders"]["b"]["delivery"]["location"] = json!({});
        json["lockedRouteIds"] = json!(["v-20260105"]);
    });
    let plan =
        result(vec![route(&snapshot, &["a"])], &[("b", OtherReason::Lck), ("c", OtherReason::Loc)]);
    let problems = found(&snapshot, &plan);
    for expected in ["v-20260105 is locked", "LOC is what keeps it out", "its places are usable"] {
        assert!(problems.iter().any(|own| own.contains(expected)), "{expected}: {problems:?}");
    }
    let mut open = snapshot;
    open.locked_route_ids.clear();
    let plan = result(vec![route(&open, &["a"])], &[("c", OtherReason::Lck)]);
    let problems = found(&open, &plan);
    assert!(problems.iter().any(|own| own.contains("violations in a new plan")), "{problems:?}");
    assert!(problems.iter().any(|own| own.contains("nothing is locked")), "{problems:?}");
}
