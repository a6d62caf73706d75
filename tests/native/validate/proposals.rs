//! Requests of `fitIn`, `computeProposals`, `applyProposal` and the what-ifs: each mistake with its code
//! and place.

use super::base;
use routewright::error::Issue;
use routewright::validate::{
    self, Valid, apply_proposal_request, compute_proposals_request, explain_order_request,
    fit_in_request, marginal_costs_request,
};
use serde_json::{Value, json};

fn valid() -> Valid {
    validate::snapshot(base().to_string().as_bytes(), None).expect("valid")
}

/// Code and path of each issue.
fn shown<T: std::fmt::Debug>(result: Result<T, Vec<Issue>>) -> Vec<(u16, String)> {
    let issues = result.expect_err("issues");
    issues.into_iter().map(|own| (own.error_code.into(), own.path)).collect()
}

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

#[test]
fn mistakes_in_a_request_of_fit_in() {
    let valid = valid();
    let issues = |change: Value| {
        let mut request = json!({"from": "20151204", "to": "20151204"});
        request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        shown(fit_in_request(&request, &valid.snapshot))
    };
    assert_eq!(issues(json!({"to": "20151203"})), one(100, "to"));
    assert_eq!(issues(json!({"orderIds": ["o1", "nobody"]})), one(103, "orderIds[1]"));
    assert_eq!(issues(json!({"orderIds": ["o1", "o1"]})), one(104, "orderIds[1]"));
    assert_eq!(issues(json!({"routeIds": ["v1"]})), one(100, "routeIds[0]"));
    assert_eq!(issues(json!({"routeIds": ["nobody-20151204"]})), one(103, "routeIds[0]"));
    let include = "includeRoutesWithViolations";
    assert_eq!(issues(json!({include: "all"})), one(100, include));
    assert_eq!(issues(json!({"keepSequences": true})), one(100, "keepSequences"));
}

/// A request for a delivery, with changes.
fn proposals(change: impl FnOnce(&mut Value)) -> Value {
    let mut request = json!({
        "order": {"delivery": {"location": {"latLng": [33817872, -87266893]}}},
        "timeSlots": [slot()],
    });
    change(&mut request);
    request
}

fn slot() -> Value {
    json!({"date": "20151204", "deliveryTimeWindows": [{"startSec": 30_000, "endSec": 40_000}]})
}

#[test]
fn mistakes_in_a_request_of_compute_proposals() {
    let valid = valid();
    let issues =
        |change: fn(&mut Value)| shown(compute_proposals_request(&proposals(change), &valid));
    assert!(compute_proposals_request(&proposals(|_| {}), &valid).is_ok());
    assert_eq!(issues(|json| json["timeSlots"] = json!(vec![slot(); 8])), one(102, "timeSlots"));
    assert_eq!(issues(|json| json["timeSlots"] = json!([])), one(100, "timeSlots"));
    let windows = "timeSlots[0].deliveryTimeWindows";
    let five = |json: &mut Value| {
        let window = json!({"startSec": 1, "endSec": 2});
        json["timeSlots"][0]["deliveryTimeWindows"] = json!(vec![window; 5]);
    };
    assert_eq!(issues(five), one(102, windows));
    let missing = |json: &mut Value| json["timeSlots"][0]["deliveryTimeWindows"] = Value::Null;
    assert_eq!(issues(missing), one(100, windows));
    let unwanted = |json: &mut Value| {
        json["timeSlots"][0]["pickupTimeWindows"] = json!([{"startSec": 1, "endSec": 2}]);
    };
    assert_eq!(issues(unwanted), one(100, "timeSlots[0].pickupTimeWindows"));
    // Half an order: no step at all, so that the slot's windows are of none.
    let neither = issues(|json| json["order"] = json!({}));
    assert_eq!(neither, [one(100, "order"), one(100, windows)].concat());
    assert_eq!(issues(|json| json["order"]["id"] = json!("o1")), one(104, "order.id"));
    let forced = |json: &mut Value| json["order"]["forceVehicleId"] = json!("nobody");
    assert_eq!(issues(forced), one(103, "order.forceVehicleId"));
    let date = |json: &mut Value| json["timeSlots"][0]["date"] = json!("20150230");
    assert_eq!(issues(date), one(100, "timeSlots[0].date"));
}

#[test]
fn a_place_that_the_travel_model_does_not_list_is_missing() {
    let mut json = base();
    json["travel"] = json!({
        "type": "matrix", "missing": "error",
        "locations": [[33831316, -87278355], [33817872, -87266893], [33842138, -87250250], [33810000, -87240000]],
        "durationsSec": vec![0; 16], "distancesMt": vec![0; 16],
    });
    let valid = validate::snapshot(json.to_string().as_bytes(), None).expect("valid");
    assert!(compute_proposals_request(&proposals(|_| {}), &valid).is_ok());
    let elsewhere =
        proposals(|json| json["order"]["delivery"]["location"]["latLng"] = json!([1, 2]));
    let place = "order.delivery.location.latLng";
    assert_eq!(shown(compute_proposals_request(&elsewhere, &valid)), one(103, place));
}

#[test]
fn mistakes_in_a_set_and_in_the_request_to_apply_it() {
    let valid = valid();
    let set = json!({
        "requestId": "r", "requestStatus": "COMPLETED", "expiryTs": 5, "order": {"id": "new"},
        "proposals": [{"status": "NOT FOUND"}, {"status": "NOT_FOUND", "data": null}],
    });
    let read = validate::proposals_set(&set, &valid).expect("a set");
    let issues = |request: Value| shown(apply_proposal_request(&request, &read, &valid));
    assert_eq!(issues(json!({})), one(100, "proposalsIndexes"));
    assert_eq!(issues(json!({"proposalsIndexes": []})), one(100, "proposalsIndexes"));
    assert_eq!(issues(json!({"proposalsIndexes": [0, 2]})), one(101, "proposalsIndexes[1]"));
    assert_eq!(issues(json!({"proposalsIndexes": [1, 1]})), one(104, "proposalsIndexes[1]"));
    let negative = json!({"proposalsIndexes": [0], "costPercentThreshold": -1});
    assert_eq!(issues(negative), one(101, "costPercentThreshold"));
    assert_eq!(shown(validate::proposals_set(&json!({}), &valid)).len(), 4);
    assert!(validate::proposals_set(&json!([]), &valid).is_err());
}

#[test]
fn mistakes_in_requests_of_what_ifs() {
    let valid = valid();
    let explain = |request: Value| shown(explain_order_request(&request, &valid));
    assert_eq!(explain(json!({})), one(100, "orderId"));
    assert_eq!(explain(json!({"orderId": "nobody"})), one(103, "orderId"));
    let backwards = json!({"orderId": "o1", "from": "20151204", "to": "20151203"});
    assert_eq!(explain(backwards), one(100, "to"));
    let marginal = |request: Value| shown(marginal_costs_request(&request, &valid));
    assert_eq!(marginal(json!({"routeIds": ["v1-20151205"]})), one(103, "routeIds[0]"));
    assert_eq!(marginal(json!({"routeIds": []})), one(100, "routeIds"));
}
