//! What is wrong with a snapshot, a request and options is told together; warnings beside.

use super::{base, check, short, with};
use routewright::validate::{
    build_routes_request, routes_at_home, solve_options, together, without_snapshot,
};
use serde_json::{Value, json};

#[test]
fn issues_of_request_and_options_come_at_once() {
    let valid = check(&base()).expect("valid");
    let request = json!({"from": "20260105", "to": "20260104", "depotTrips": 1});
    let read = |request: &Value, options: &Value| {
        let request = build_routes_request(request, &valid.snapshot);
        together(request, solve_options(options))
    };
    let issues = read(&request, &json!({"seed": -1, "speed": 3})).expect_err("issues");
    let expected = [(100, "depotTrips"), (100, "to"), (101, "seed"), (100, "speed")];
    let told = short(&issues);
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (code, path) in expected {
        assert!(told.contains(&(code, path.to_owned())), "{path} of {told:?}");
    }
    let right = json!({"from": "20260105", "to": "20260105"});
    assert_eq!(
        short(&read(&right, &json!({"seed": -1})).expect_err("one")),
        [(101, "seed".into())]
    );
    assert!(read(&right, &json!({})).is_ok());
}

#[test]
fn without_a_valid_snapshot_requests_are_read_as_far_as_they_go() {
    // Whether order x exists cannot be told; that it is given twice can.
    let request = json!({"from": "2026", "to": "20260105", "orderIds": ["x", 5]});
    let found = short(&without_snapshot("fitIn", &request, &json!({"maxWork": 1.5})));
    let expected = [(100, "from"), (100, "orderIds[1]"), (100, "maxWork")];
    assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
    // Rules have no seed, and what has no request may have options.
    let found = short(&without_snapshot("evaluateRoutes", &json!({}), &json!({"seed": 1})));
    assert_eq!(found, [(100, "seed".to_owned())]);
    assert_eq!(short(&without_snapshot("unknown", &json!({"a": 1}), &json!({}))), []);
}

#[test]
fn dom_021_a_route_of_a_vehicle_that_stays_at_home_is_worth_a_warning_and_no_issue() {
    let told = |snapshot: &Value| short(&routes_at_home(&check(snapshot).expect("valid").snapshot));
    assert_eq!(told(&base()), []);
    let snapshot = with("/vehicles/v1/settings/available", json!(false));
    let id = base()["routes"].as_object().and_then(|all| all.keys().next().cloned());
    let path = format!("routes[{}]", id.expect("a route"));
    assert_eq!(told(&snapshot), [(400, path)]);
}
