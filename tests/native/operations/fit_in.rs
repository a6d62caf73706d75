//! `fitIn`: which orders go on which routes, and what stays as it is.

use super::{left_out, options, orders, valid};
use crate::oracle::{delivery, settings};
use crate::support::judged::{Frozen, fit_in};
use routewright::date::Date;
use routewright::model::{
    FitInRequest, IncludeRoutes, OtherReason, ReasonCode, SchedulingResult, StepViolation,
};
use serde_json::{Value, json};

pub(super) fn request() -> FitInRequest {
    let date = Date::parse("20260105").expect("a date");
    FitInRequest {
        from: date,
        to: date,
        order_ids: Vec::new(),
        route_ids: Vec::new(),
        override_locked_routes: false,
        include_routes_with_violations: IncludeRoutes::None,
        keep_sequence: false,
        depot_trips: false,
    }
}

/// A route of `v` at revision 3, a metre costing one hundredth.
fn with_route(json: &mut Value, sequence: &[&str]) {
    settings(json)["kmCost"] = json!(1_000);
    let step = |order: &&str| json!({"type": "delivery", "orderId": order});
    let steps: Vec<Value> = sequence.iter().map(step).collect();
    json["routes"] = json!({"v-20260105": {"revision": 3, "steps": steps}});
}

/// A second vehicle that drives for nothing.
fn with_free_vehicle(json: &mut Value) {
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    json["vehicles"]["w"]["settings"]["kmCost"] = json!(0);
}

fn fitted(request: &FitInRequest, change: impl FnOnce(&mut Value)) -> SchedulingResult {
    fit_in(&valid(change), request, &options(), &mut Frozen).expect("a result")
}

pub(super) fn ids(result: &SchedulingResult) -> Vec<&str> {
    result.data.order_ids.iter().flatten().map(String::as_str).collect()
}

#[test]
fn unassigned_orders_go_into_the_route_at_least_cost() {
    let result = fitted(&request(), |json| with_route(json, &["b"]));
    assert_eq!((ids(&result), left_out(&result)), (vec!["a", "c"], vec![]));
    // h–a–b–c–h: 5 000 + 2 000 + 1 500 + 10 000 m.
    assert_eq!(result.cost.total, 18_500);
    assert_eq!(result.routes["v-20260105"].revision, 4);
}

#[test]
fn an_unused_vehicle_takes_only_what_no_route_can() {
    let fit = |most: i64| {
        fitted(&request(), |json| {
            with_route(json, &["a"]);
            with_free_vehicle(json);
            settings(json)["maxOrders"] = json!(most);
        })
    };
    // On w all would be free, but v can take it: h–a–b–c–h.
    let all_on_one = fit(0);
    assert_eq!((all_on_one.routes.len(), all_on_one.cost.total), (1, 18_500));
    // v takes one more: h–b–a–h would be 15 000, h–a–c–h 19 000; the rest costs nothing on w.
    let two = fit(2);
    assert_eq!((ids(&two), two.routes.len()), (vec!["b", "c"], 2));
    assert_eq!((orders(&two.routes["w-20260105"]), two.cost.total), (vec!["c"], 15_000));
}

#[test]
fn only_the_orders_asked_for_are_fitted_and_those_on_routes_are_named() {
    let request = FitInRequest { order_ids: vec!["a".into(), "c".into()], ..request() };
    let result = fitted(&request, |json| with_route(json, &["a"]));
    assert_eq!((ids(&result), left_out(&result)), (vec!["c"], vec![]));
    assert_eq!(result.warnings[0].path, "orderIds[0]");
    // Asked for on a date on which it is not eligible.
    let result = fitted(&request, |json| {
        with_route(json, &["a"]);
        json["orders"]["c"]["eligibility"] = json!({"type": "on", "onDates": ["20260106"]});
    });
    let reason = result.unassigned[0].reasons[0].code;
    assert_eq!((left_out(&result), reason), (vec!["c"], ReasonCode::Step(StepViolation::Elg)));
}

#[test]
fn routes_asked_for_need_not_exist_and_override_the_dates() {
    let request = FitInRequest { route_ids: vec!["w-20260107".into()], ..request() };
    let result = fitted(&request, |json| {
        with_route(json, &["a"]);
        with_free_vehicle(json);
    });
    assert_eq!(result.routes.keys().collect::<Vec<_>>(), ["w-20260107"]);
    assert_eq!(ids(&result), ["b", "c"]);
}

#[test]
fn locked_routes_are_no_targets_unless_locks_are_overridden() {
    let fit = |override_locked_routes| {
        fitted(&FitInRequest { override_locked_routes, ..request() }, |json| {
            with_route(json, &["b"]);
            json["lockedRouteIds"] = json!(["v-20260105"]);
        })
    };
    let kept = fit(false);
    assert_eq!((kept.routes.len(), left_out(&kept)), (0, vec!["a", "c"]));
    assert_eq!(kept.unassigned[0].reasons[0].code, ReasonCode::Other(OtherReason::Lck));
    // As it stands: h–b–h.
    assert_eq!(kept.cost.total, 16_000);
    assert_eq!(ids(&fit(true)), ["a", "c"]);
}

#[test]
fn routes_with_violations_are_targets_only_where_they_are_of_assignment_and_asked_for() {
    let fit = |include, change: fn(&mut Value)| {
        let request = FitInRequest { include_routes_with_violations: include, ..request() };
        fitted(&request, |json| {
            with_route(json, &["a", "b"]);
            change(json);
        })
    };
    // The five of CON-19, one at a time on a: tolerated where asked for, and still reported.
    type Change = fn(&mut Value);
    let tolerated: [(StepViolation, Change); 5] = [
        (StepViolation::Tgi, |json| delivery(json, "a")["tagsIn"] = json!(["heavy"])),
        (StepViolation::Tgo, |json| {
            settings(json)["tags"] = json!(["open"]);
            delivery(json, "a")["tagsOut"] = json!(["open"]);
        }),
        (StepViolation::Rgn, |json| {
            // b and c lie in the vehicle's region, a at [0, 1] does not.
            json["regions"] = json!({"r": {"poly": [[-1, 2], [1, 2], [1, 4], [-1, 4]]}});
            settings(json)["regionIds"] = json!(["r"]);
            json["regions"]["s"] = json!({"poly": [[-1, 1], [1, 1], [0, -1]]});
        }),
        (StepViolation::Elg, |json| {
            json["orders"]["a"]["eligibility"] = json!({"type": "on", "onDates": ["20260106"]});
        }),
        (StepViolation::Ve, |json| {
            json["orders"]["a"]["forceVehicleId"] = json!("w");
            with_free_vehicle(json);
            json["vehicles"]["w"]["settings"]["available"] = json!(false);
        }),
    ];
    for (code, change) in tolerated {
        assert_eq!(ids(&fit(IncludeRoutes::None, change)), Vec::<&str>::new(), "{code:?}");
        let result = fit(IncludeRoutes::VehicleOrderAssignment, change);
        assert_eq!(ids(&result), ["c"], "{code:?}");
        let steps = result.routes["v-20260105"].steps.iter();
        let violations: Vec<_> = steps.flat_map(|step| step.violations.clone()).collect();
        assert_eq!(violations, [code]);
    }
    let orders: fn(&mut Value) = |json| settings(json)["maxOrders"] = json!(1);
    assert_eq!(ids(&fit(IncludeRoutes::VehicleOrderAssignment, orders)), Vec::<&str>::new());
}

#[test]
fn what_is_on_a_route_may_change_places_unless_its_sequence_is_kept() {
    let fit = |keep_sequence| {
        fitted(&FitInRequest { keep_sequence, ..request() }, |json| {
            with_route(json, &["b", "a", "c"]);
            // At the place of a.
            json["orders"]["d"] = json["orders"]["a"].clone();
        })
    };
    // h–d–b–a–c–h: 5 000 + 2 000 + 2 000 + 4 000 + 10 000 m (the way to b by d is shorter);
    // of all sequences h–a–b–c–d–h: 5 000 + 2 000 + 1 500 + 4 000 + 5 000.
    let (kept, free) = (fit(true), fit(false));
    assert_eq!((kept.cost.total, free.cost.total), (23_000, 17_500));
    let sequence: Vec<&str> = orders(&kept.routes["v-20260105"]);
    let old: Vec<&str> = sequence.into_iter().filter(|order| *order != "d").collect();
    assert_eq!(old, ["b", "a", "c"]);
}

#[test]
fn of_a_half_assigned_order_the_other_step_goes_on_the_same_route() {
    let result = fitted(&request(), |json| {
        // The delivery of a is on v; its pickup is at the place of b.
        json["orders"]["a"]["pickup"] = json["orders"]["b"]["delivery"].clone();
        with_route(json, &["a", "c"]);
        with_free_vehicle(json);
    });
    assert_eq!((ids(&result), left_out(&result)), (vec!["a", "b"], vec![]));
    let route = &result.routes["v-20260105"];
    assert_eq!(orders(route).iter().filter(|order| **order == "a").count(), 2);
    assert!(route.steps.iter().all(|step| step.violations.is_empty()));
    assert_eq!(result.routes.len(), 1);
}

#[test]
fn a_vehicle_that_is_locked_and_idle_stays_idle() {
    let fit = |override_locked_routes| {
        fitted(&FitInRequest { override_locked_routes, ..request() }, |json| {
            with_route(json, &["a"]);
            with_free_vehicle(json);
            settings(json)["maxOrders"] = json!(1);
            json["lockedRouteIds"] = json!(["w-20260105"]);
        })
    };
    // v is full, and w, which has no route, is locked.
    let kept = fit(false);
    assert_eq!((ids(&kept), left_out(&kept)), (vec![], vec!["b", "c"]));
    assert_eq!(ids(&fit(true)), ["b", "c"]);
}

#[test]
fn def_13_a_route_that_is_asked_for_or_locked_is_that_of_its_own_date() {
    // Its id ends in the 5th, it is of the 6th.
    let of_the_sixth = |json: &mut Value| {
        with_route(json, &["a"]);
        json["routes"]["v-20260105"]["date"] = json!("20260106");
    };
    let asked = FitInRequest { route_ids: vec!["v-20260105".into()], ..request() };
    let result = fitted(&asked, of_the_sixth);
    assert_eq!((ids(&result), result.routes.len()), (vec!["b", "c"], 1));
    let route = &result.routes["v-20260105"];
    assert_eq!(
        (route.date.map(|date| date.to_string()), route.steps.len()),
        (Some("20260106".into()), 5)
    );
    // Its lock holds on the 6th, and not on the 7th.
    let locked = |from: &str| {
        let date = Date::parse(from).expect("a date");
        fitted(&FitInRequest { from: date, to: date, ..request() }, |json| {
            of_the_sixth(json);
            json["lockedRouteIds"] = json!(["v-20260105"]);
        })
    };
    assert_eq!(ids(&locked("20260106")), Vec::<&str>::new());
    assert_eq!(ids(&locked("20260107")), ["b", "c"]);
    // On the 5th there is no id left for a route of the vehicle: a new one would be in its place.
    let on_the_fifth = fitted(&request(), of_the_sixth);
    assert_eq!((on_the_fifth.routes.len(), ids(&on_the_fifth)), (0, vec![]));
    assert_eq!(on_the_fifth.unassigned.len(), 2);
}
