//! A planner's snapshot after an operation: its typed and its written form say the same.

use super::{built, valid};
use crate::support::judged::{take_over, take_over_for_now};
use routewright::model::SchedulingResult;
use routewright::validate;
use serde_json::json;

#[test]
fn routes_of_a_result_are_in_the_snapshot_and_in_the_document() {
    let result = built(|_| {});
    let mut planner = valid(|_| {});
    take_over(&mut planner, &result);
    assert!(!result.routes.is_empty());
    assert_eq!(planner.snapshot.routes, result.routes);
    assert_eq!(planner.document["routes"], json!(result.routes));
    let read_again =
        validate::snapshot(planner.document.to_string().as_bytes(), None).expect("valid");
    assert_eq!(read_again.snapshot.routes, result.routes);
}

#[test]
fn what_is_taken_over_for_now_is_written_and_warned_of_once_it_is_asked_for() {
    let result = built(|_| {});
    // A route of the plan that stood has an order step that nobody knows, of which there is a warning.
    let stood = |json: &mut serde_json::Value| {
        let step = json!({"type": "delivery", "orderId": "a", "mine": 1});
        json["routes"] = json!({"v-20260105": {"steps": [step], "mine": 1}});
    };
    for stood in [&stood as &dyn Fn(&mut serde_json::Value), &|_| {}] {
        let (mut at_once, mut later) = (valid(stood), valid(stood));
        take_over(&mut at_once, &result);
        take_over_for_now(&mut later, result.clone());
        assert_eq!(later.snapshot.routes, at_once.snapshot.routes);
        assert_ne!(later.document, at_once.document);
        later.write_out();
        assert_eq!(later.document, at_once.document);
        assert_eq!(later.warnings, at_once.warnings);
    }
}

#[test]
fn a_route_that_is_empty_now_is_gone_and_approved_no_more() {
    let result = built(|_| {});
    let mut planner = valid(|_| {});
    take_over(&mut planner, &result);
    let ids: Vec<String> = result.routes.keys().cloned().collect();
    planner = valid(|json| {
        json["routes"] = planner.document["routes"].clone();
        json["approvedRoutes"] = json!(ids);
    });
    let gone = SchedulingResult { deleted_route_ids: ids, ..SchedulingResult::default() };
    take_over(&mut planner, &gone);
    assert!(planner.snapshot.routes.is_empty() && planner.snapshot.approved_routes.is_empty());
    assert_eq!(planner.document["routes"], json!({}));
    assert_eq!(planner.document["approvedRoutes"], json!([]));
    assert!(validate::snapshot(planner.document.to_string().as_bytes(), None).is_ok());
}

#[test]
fn a_document_without_routes_or_with_null_gets_them() {
    let result = built(|_| {});
    for absent in [true, false] {
        let mut planner = valid(|json| {
            if absent {
                json.as_object_mut().expect("an object").shift_remove("routes");
            } else {
                json["routes"] = json!(null);
            }
        });
        take_over(&mut planner, &result);
        assert_eq!(planner.document["routes"], json!(result.routes));
    }
}

#[test]
fn what_nobody_knows_outlives_a_plan() {
    let unknown = json!({"deep": [1, null, {"z": 0.5}]});
    let marked = |json: &mut serde_json::Value| {
        for pointer in ["", "/orders/a", "/orders/a/delivery", "/vehicles/v", "/routes/v-20260105"]
        {
            json.pointer_mut(pointer).expect(pointer)["mine"] = unknown.clone();
        }
        json["routes"]["v-20260105"]["steps"][0]["mine"] = unknown.clone();
    };
    let step = json!({"type": "delivery", "orderId": "a"});
    let with_route = |json: &mut serde_json::Value| {
        json["routes"] = json!({"v-20260105": {"revision": 1, "steps": [step]}});
        marked(json);
    };
    let mut planner = valid(with_route);
    let before = planner.document.clone();
    let result = built(with_route);
    take_over(&mut planner, &result);
    let route = &planner.document["routes"]["v-20260105"];
    assert_eq!(route["mine"], unknown);
    // All three orders are on it now; what stood on a's step is still there.
    let own = |step: &&serde_json::Value| step["orderId"] == "a";
    let steps = route["steps"].as_array().expect("steps");
    assert_eq!(steps.iter().find(own).expect("a")["mine"], unknown);
    assert_eq!(steps.len(), 5);
    let (mut before, mut after) = (before, planner.document.clone());
    before["routes"].take();
    after["routes"].take();
    assert_eq!(before, after);
}
