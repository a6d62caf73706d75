//! Why the other half of an order is on no route, after manual moves: by as much as it lacks, and with
//! that much more it is fitted in.
//!
//! `w` fetches p at b's place (28 800 + 900 = 29 700) and is home at 30 600. Brought to a's place it is
//! there at 29 700 + 300 = 30 000; with 100 s of service the vehicle is home at 30 100 + 600 = 30 700,
//! after 1 900 s.

use super::fit_in::ids;
use super::moves::{V, W, moved, plan};
use super::{left_out, options, request};
use crate::oracle::delivery;
use crate::support::judged::{Frozen, Loaded, build_routes, fit_in, take_over};
use routewright::model::{
    FitInRequest, OtherReason, Reason, ReasonCode, Rules, SchedulingResult, StepKind,
    StepViolation, VehicleViolation,
};
use serde_json::{Value, json};

/// The plan after the pickup of p went to w, and what the move said.
fn half(change: impl FnOnce(&mut Value)) -> (Loaded, SchedulingResult) {
    let mut loaded = plan(|json| {
        delivery(json, "p")["serviceTimeSec"] = json!(100);
        change(json);
    });
    let step = json!([{"orderId": "p", "type": "pickup"}]);
    let request = json!({"orderSteps": step, "routeId": W, "afterSec": 0});
    let result = moved(&loaded, "assign", &request, &Rules::default()).expect("a move");
    take_over(&mut loaded, &result);
    (loaded, result)
}

/// Codes and amounts told of p, all of them of w.
fn told(result: &SchedulingResult) -> Vec<(ReasonCode, Option<i64>)> {
    let own = result.unassigned.iter().find(|own| own.order_id == "p").expect("p is left out");
    assert_eq!(own.order_steps, [StepKind::Delivery]);
    let of_w = |reason: &Reason| {
        assert_eq!(reason.vehicle_id.as_deref(), Some("w"));
        (reason.code, reason.by)
    };
    own.reasons.iter().map(of_w).collect()
}

fn fitted(loaded: &Loaded) -> SchedulingResult {
    let request = FitInRequest { order_ids: vec!["p".into()], ..super::fit_in::request() };
    fit_in(loaded, &request, &options(), &mut Frozen).expect("a result")
}

const TWE: ReasonCode = ReasonCode::Vehicle(VehicleViolation::Twe);
const WT: ReasonCode = ReasonCode::Vehicle(VehicleViolation::Wt);
const TW: ReasonCode = ReasonCode::Step(StepViolation::Tw);

fn ends(json: &mut Value, end: i64) {
    json["vehicles"]["w"]["settings"]["timeWindow"]["endSec"] = json!(end);
}

fn works(json: &mut Value, most: i64) {
    json["vehicles"]["w"]["settings"]["maxWorkingTimeSec"] = json!(most);
}

fn by(json: &mut Value, last: i64) {
    delivery(json, "p")["timeWindows"] = json!([{"startSec": 0, "endSec": last}]);
}

#[test]
fn the_other_half_lacks_just_so_much_of_one_thing_or_of_several() {
    type Change = fn(&mut Value);
    type Case = (Change, &'static [(ReasonCode, i64)], Change);
    let cases: [Case; 4] = [
        (|json| ends(json, 30_650), &[(TWE, 50)], |json| ends(json, 30_700)),
        (|json| works(json, 1_850), &[(WT, 50)], |json| works(json, 1_900)),
        (|json| by(json, 29_900), &[(TW, 100)], |json| by(json, 30_000)),
        (
            |json| {
                ends(json, 30_650);
                by(json, 29_900);
            },
            &[(TWE, 50), (TW, 100)],
            |json| {
                ends(json, 30_700);
                by(json, 30_000);
            },
        ),
    ];
    for (change, lacks, with_that) in cases {
        let (loaded, result) = half(change);
        let lacks: Vec<_> = lacks.iter().map(|(code, by)| (*code, Some(*by))).collect();
        assert_eq!(told(&result), lacks);
        assert_eq!(told(&fitted(&loaded)), lacks);
        let (loaded, _) = half(with_that);
        let result = fitted(&loaded);
        assert_eq!((ids(&result), left_out(&result)), (vec!["p"], vec![]));
    }
}

#[test]
fn the_other_half_of_a_locked_route_is_said_to_be_locked_in() {
    let (loaded, _) = half(|_| {});
    let mut text = serde_json::to_value(&loaded.snapshot).expect("JSON");
    text["lockedRouteIds"] = json!([W]);
    let locked = routewright::validate::snapshot(text.to_string().as_bytes(), None);
    let locked = Loaded::from(locked.expect("valid"));
    let own = &fitted(&locked).unassigned[0];
    assert_eq!(own.reasons[0].code, ReasonCode::Other(OtherReason::Lck));
    assert_eq!(own.reasons[0].message, "w on 20260105: its route is locked");
    // Planned anew, p is served as a whole.
    let result = build_routes(&loaded, &request(0), &options(), &mut Frozen).expect("a plan");
    assert_eq!(left_out(&result), Vec::<&str>::new());
}

#[test]
fn what_was_taken_off_lacks_a_place_among_the_orders_of_the_only_vehicle() {
    // v may serve two orders and has two; w stays at home.
    let mut loaded = plan(|json| {
        json["vehicles"]["v"]["settings"]["maxOrders"] = json!(2);
        json["vehicles"]["w"]["settings"]["available"] = json!(false);
    });
    let asked = json!({"orderIds": ["b"]});
    let result = moved(&loaded, "unassign", &asked, &Rules::default()).expect("a move");
    // The place that it left is its own.
    let first = &result.unassigned[0].reasons[0];
    assert_eq!((first.code, first.by), (ReasonCode::Other(OtherReason::Cst), None));
    assert_eq!(first.message, "v on 20260105: it could be served beside what is planned");
    take_over(&mut loaded, &result);
    let step = json!([{"orderId": "c", "type": "delivery"}]);
    let asked = json!({"orderSteps": step, "routeId": V, "afterSec": 0});
    let result = moved(&loaded, "assign", &asked, &Rules::default()).expect("a move");
    take_over(&mut loaded, &result);
    let request = FitInRequest { order_ids: vec!["b".into()], ..super::fit_in::request() };
    let result = fit_in(&loaded, &request, &options(), &mut Frozen).expect("a result");
    let first = &result.unassigned[0].reasons[0];
    assert_eq!((first.code, first.by), (ReasonCode::Vehicle(VehicleViolation::Or), Some(1)));
}
