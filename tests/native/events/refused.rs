//! What is wrong with an event, and what becomes of the others.

use super::*;
use crate::support::judged::Loaded;
use ProcessedStatus as Status;
use routewright::error::ErrorCode;

/// The status of one event by itself, not strict.
fn status(valid: &Loaded, event: Value) -> Status {
    let request = ExecutionEventsRequest { events: vec![event], positions: vec![], strict: false };
    let result = apply_execution_events(valid, &request, &Rules::default()).expect("not strict");
    result.data.processed[0]
}

fn changed(name: &str, value: Value) -> Value {
    let mut event = at("timeIn", "a", 29_400);
    event[name] = value;
    event
}

#[test]
fn exe_08_each_reason_for_refusal_is_named() {
    let valid = day(|json| json["vehicles"]["w"] = json!({"tracked": false, "settings": {}}));
    let cases = [
        (changed("type", json!("timeInn")), Status::ErrorInvalidEventType),
        (changed("type", Value::Null), Status::ErrorInvalidEventType),
        (changed("vehicleId", json!("x")), Status::ErrorNoVehicle),
        (changed("vehicleId", json!("w")), Status::ErrorVehicleNotTracked),
        (changed("orderId", json!("x")), Status::ErrorNoOrder),
        (changed("orderStepType", json!("pickup")), Status::ErrorNoOrderStep),
        (changed("orderStepType", json!("visit")), Status::ErrorValidation),
        (changed("orderId", Value::Null), Status::ErrorValidation),
        (changed("vehicleId", json!(7)), Status::ErrorValidation),
        (changed("date", json!("20260231")), Status::ErrorValidation),
        (changed("data", Value::Null), Status::ErrorValidation),
        (changed("data", json!({"sec": -1})), Status::ErrorValidation),
        (changed("data", json!({"sec": 1.5})), Status::ErrorValidation),
        (changed("data", json!({"sec": 1, "latLng": [1]})), Status::ErrorValidation),
        (changed("driverId", json!("nobody")), Status::ErrorValidation),
        (changed("clientTs", json!(-5)), Status::ErrorValidation),
        (json!("timeIn"), Status::ErrorValidation),
        // There is a route on the 5th only.
        (changed("date", json!("20260106")), Status::ErrorValidation),
        (changed("data", json!({"sec": 29_400.0})), Status::Ok),
    ];
    for (event, expected) in cases {
        assert_eq!(status(&valid, event.clone()), expected, "{event}");
    }
}

#[test]
fn exe_08_of_several_the_first_in_turn_is_named() {
    let mut event = changed("type", json!("?"));
    event["vehicleId"] = "x".into();
    event["orderId"] = "x".into();
    event["date"] = "?".into();
    let valid = day(|_| {});
    assert_eq!(status(&valid, event.clone()), Status::ErrorInvalidEventType);
    event["type"] = "timeIn".into();
    assert_eq!(status(&valid, event.clone()), Status::ErrorNoVehicle);
    event["vehicleId"] = "v".into();
    assert_eq!(status(&valid, event.clone()), Status::ErrorNoOrder);
    event["orderId"] = "a".into();
    event["orderStepType"] = "pickup".into();
    assert_eq!(status(&valid, event.clone()), Status::ErrorNoOrderStep);
    event["orderStepType"] = "delivery".into();
    assert_eq!(status(&valid, event), Status::ErrorValidation);
}

#[test]
fn exe_02_a_step_that_is_not_on_the_route_is_refused() {
    let off = day(|json| {
        json["routes"][ROUTE]["steps"].as_array_mut().expect("steps").remove(3);
    });
    assert_eq!(status(&off, at("timeIn", "c", 30_100)), Status::ErrorValidation);
    // No preparation in the settings, so none on the route.
    let preparation = json!({"type": "preparationTimeIn", "vehicleId": "v", "date": "20260105",
        "data": {"sec": 28_800}});
    assert_eq!(status(&off, preparation), Status::ErrorValidation);
}

#[test]
fn exe_03_departures_and_arrivals_name_a_driver_and_a_place() {
    let valid = day(|_| {});
    let mut nobody = driver("departure", "p", 28_800);
    nobody["driverId"] = Value::Null;
    assert_eq!(status(&valid, nobody), Status::ErrorValidation);
    let mut nowhere = driver("departure", "p", 28_800);
    nowhere["data"]["latLng"] = Value::Null;
    assert_eq!(status(&valid, nowhere), Status::ErrorValidation);
}

#[test]
fn exe_10_an_event_of_a_past_date_is_refused() {
    let on = |date: &str| {
        let date = date.to_owned();
        day(move |json| json["now"] = json!({"date": date, "sec": 0}))
    };
    assert_eq!(status(&on("20260105"), at("timeIn", "a", 29_400)), Status::Ok);
    assert_eq!(status(&on("20260106"), at("timeIn", "a", 29_400)), Status::ErrorValidation);
}

#[test]
fn exe_05_strict_applies_all_or_nothing() {
    let valid = day(|_| {});
    let events = [
        at("timeIn", "a", 29_400),
        at("timeIn", "x", 29_400),
        changed("data", json!({"latLng": [0, 0, 0]})),
    ];
    let error = tried(&valid, &events).expect_err("strict");
    assert_eq!(error.error_code, ErrorCode::Malformed);
    let paths: Vec<_> = error.issues.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, ["events[1].orderId", "events[2].data.latLng", "events[2].data.sec"]);
    assert!(error.issues[0].message.ends_with("(ERROR_NO_ORDER)"), "{}", error.issues[0].message);
    let request =
        ExecutionEventsRequest { events: events.to_vec(), positions: vec![], strict: false };
    let result = apply_execution_events(&valid, &request, &Rules::default()).expect("not strict");
    let expected = [Status::Ok, Status::ErrorNoOrder, Status::ErrorValidation];
    assert_eq!(result.data.processed, expected);
    assert_eq!(effective(&route_of(&result), "a"), Some((29_400, 29_500)));
    assert_eq!(result.warnings.len(), 3);
}

#[test]
fn a_request_is_a_list_of_events() {
    let read = |value: Value| validate::execution_events_request(&value);
    assert!(read(json!({"events": [at("timeIn", "a", 1)]})).expect("right").strict);
    for wrong in [
        json!({}),
        json!({"events": []}),
        json!({"events": {}}),
        json!({"events": [1], "strct": false}),
    ] {
        let issues = read(wrong.clone()).expect_err("wrong");
        assert_eq!(issues[0].error_code, ErrorCode::Malformed, "{wrong}");
    }
    let many = vec![json!(1); validate::limits::EVENTS + 1];
    let issues = read(json!({"events": many})).expect_err("too many");
    assert_eq!(issues[0].error_code, ErrorCode::Capacity);
}
