//! `explainOrder` and `marginalCosts`.

use super::valid;
use crate::oracle::settings;
use crate::support::judged::{explain_order, marginal_costs};
use routewright::date::Date;
use routewright::model::{
    ExplainOrderRequest, MarginalCostsRequest, OtherReason, ReasonCode, Rules, StepViolation,
    Verdict,
};
use serde_json::{Value, json};

fn with_route(json: &mut Value, sequence: &[&str]) {
    settings(json)["kmCost"] = json!(1_000);
    let step = |order: &&str| json!({"type": "delivery", "orderId": order});
    let steps: Vec<Value> = sequence.iter().map(step).collect();
    json["routes"] = json!({"v-20260105": {"revision": 3, "steps": steps}});
}

#[test]
fn every_vehicle_says_what_the_order_would_cost_or_why_not() {
    let valid = valid(|json| {
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
        with_route(json, &["a"]);
        json["orders"]["c"]["forceVehicleId"] = json!("v");
    });
    let request = ExplainOrderRequest { order_id: "c".into(), ..ExplainOrderRequest::default() };
    let explanation = explain_order(&valid, &request, &Rules::default());
    let [Verdict::Place(place), Verdict::Refusal(refusal)] = explanation.places.as_slice() else {
        panic!("{explanation:?}")
    };
    // h–a–h 10 000 m; h–c–a–h and h–a–c–h 19 000: the first of equals, so that a, at 29 400
    // before, starts at 28 800 + 1 200 + 100 + 500.
    assert_eq!((place.delta_cost, place.route_cost), (9_000, 19_000));
    assert_eq!(place.delivery_start_sec, Some(30_000));
    let shifted = &place.shifted[0];
    assert_eq!((shifted.old_start_sec, shifted.new_start_sec), (29_400, 30_600));
    assert_eq!(refusal.route_id, "w-20260105");
    assert_eq!(refusal.reason.code, ReasonCode::Step(StepViolation::Ve));
}

#[test]
fn an_order_on_a_route_is_explained_as_if_it_were_off() {
    let valid = valid(|json| with_route(json, &["a", "c"]));
    let request = ExplainOrderRequest { order_id: "c".into(), ..ExplainOrderRequest::default() };
    let explanation = explain_order(&valid, &request, &Rules::default());
    let [Verdict::Place(place)] = explanation.places.as_slice() else { panic!("one") };
    assert_eq!((place.delta_cost, place.route_cost), (9_000, 19_000));
}

#[test]
fn an_order_on_a_locked_route_has_no_other_place() {
    let locked = |locks: Value| {
        valid(|json| {
            json["vehicles"]["w"] = json["vehicles"]["v"].clone();
            with_route(json, &["a", "c"]);
            json["lockedRouteIds"] = locks;
            json["approvedRoutes"] = json!(["v-20260105"]);
        })
    };
    let told =
        |loaded: &_, request: &ExplainOrderRequest, rules: &Rules| -> Vec<(String, ReasonCode)> {
            let explanation = explain_order(loaded, request, rules);
            let refusals = explanation.places.iter().map(|verdict| match verdict {
                Verdict::Refusal(refusal) => (refusal.route_id.clone(), refusal.reason.code),
                Verdict::Place(place) => panic!("{place:?}"),
            });
            refusals.collect()
        };
    let lck = |day: &str| (day.to_owned(), ReasonCode::Other(OtherReason::Lck));
    let of_c = ExplainOrderRequest { order_id: "c".into(), ..ExplainOrderRequest::default() };
    // c may not leave v's route, nor change its place there: no vehicle can take it (SEMANTICS 4.6).
    let both = vec![lck("v-20260105"), lck("w-20260105")];
    let rules = Rules::default();
    assert_eq!(told(&locked(json!(["v-20260105"])), &of_c, &rules), both);
    let approvals = Rules { treat_approved_as_locked: true, ..Rules::default() };
    assert_eq!(told(&locked(json!([])), &of_c, &approvals), both);
    // Nor on another date, though its own is not asked for.
    let day = Date::parse("20260106");
    let later = ExplainOrderRequest { from: day, to: day, ..of_c.clone() };
    let both = vec![lck("v-20260106"), lck("w-20260106")];
    assert_eq!(told(&locked(json!(["v-20260105"])), &later, &rules), both);
    // One that is on no route is kept off the locked one only: w drives h–b–h alone.
    let of_b = ExplainOrderRequest { order_id: "b".into(), ..of_c };
    let explanation = explain_order(&locked(json!(["v-20260105"])), &of_b, &rules);
    let [Verdict::Place(place), Verdict::Refusal(refusal)] = explanation.places.as_slice() else {
        panic!("{explanation:?}")
    };
    assert_eq!((place.route_id.as_str(), refusal.route_id.as_str()), ("w-20260105", "v-20260105"));
    assert_eq!(refusal.reason.code, ReasonCode::Other(OtherReason::Lck));
}

#[test]
fn an_order_costs_its_route_what_the_rest_would_not() {
    let valid = valid(|json| with_route(json, &["a", "b", "c"]));
    let costs = marginal_costs(&valid, &MarginalCostsRequest::default(), &Rules::default());
    let own: Vec<_> = costs.iter().map(|(order, own)| (order.as_str(), own.cost)).collect();
    // h–a–b–c–h is 18 500 m; h–b–c–h 19 500, h–a–c–h 19 000, h–a–b–h 15 000.
    assert_eq!(own, [("a", -1_000), ("b", -500), ("c", 3_500)]);
    assert!(costs.values().all(|own| own.route_id == "v-20260105"));
}
