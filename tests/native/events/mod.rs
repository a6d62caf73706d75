//! `applyExecutionEvents` on one route of the tiny base: what is recorded, what is refused, and
//! which times follow, against numbers derived by hand from SEMANTICS 6.

mod drivers;
mod in_progress;
mod loads;
mod mobile;
mod positions;
mod proofs;
mod property;
mod recorded;
mod refused;

use crate::oracle::base;
use crate::support::judged::{Loaded, apply_execution_events};
use routewright::error::Error;
use routewright::model::{
    ExecutionEventsRequest, ExecutionEventsResult, ProcessedStatus, Route, RouteStep, Rules,
    StepType,
};
use routewright::validate::{self, Valid};
use serde_json::{Value, json};

/// The route of every test.
const ROUTE: &str = "v-20260105";

/// The base with one route as planned: D 28 800, a at 29 400 (+ 600), b at 29 800 (+ 100 of service
/// + 300), c at 30 100 (+ 100 + 200), home at 31 400 (+ 100 + 1 200).
fn day(change: impl FnOnce(&mut Value)) -> Loaded {
    let mut json = base();
    json["drivers"] = json!({"p": {}, "q": {}});
    json["territory"]["statusReasons"] = json!(["Nobody there"]);
    let step = |id: &str, at: i64, drive: i64, mt: i64| {
        json!({"type": "delivery", "orderId": id, "arrivalSec": at, "startSec": at,
            "endSec": at + 100, "driveToNextSec": drive, "distanceToNextMt": mt})
    };
    json["routes"] = json!({ROUTE: {"revision": 7, "steps": [
        {"type": "departure", "endSec": 28_800, "driveToNextSec": 600, "distanceToNextMt": 5_000},
        step("a", 29_400, 300, 2_000),
        step("b", 29_800, 200, 1_500),
        step("c", 30_100, 1_200, 10_000),
        {"type": "arrival", "arrivalSec": 31_400},
    ]}});
    change(&mut json);
    valid(&json)
}

fn valid(json: &Value) -> Loaded {
    Loaded::from(validate::snapshot(json.to_string().as_bytes(), None).expect("valid"))
}

/// An event of the delivery of an order.
fn event(kind: &str, order: &str, data: Value) -> Value {
    json!({"type": kind, "orderId": order, "orderStepType": "delivery", "vehicleId": "v",
        "date": "20260105", "data": data})
}

/// A reported moment of the delivery of an order.
fn at(kind: &str, order: &str, sec: i64) -> Value {
    event(kind, order, json!({"sec": sec}))
}

/// A departure or arrival of a driver.
fn driver(kind: &str, id: &str, sec: i64) -> Value {
    json!({"type": kind, "driverId": id, "vehicleId": "v", "date": "20260105",
        "data": {"sec": sec, "latLng": [0, 0]}})
}

/// With a device timestamp.
fn stamped(mut event: Value, client_ts: i64) -> Value {
    event["clientTs"] = client_ts.into();
    event
}

fn request(events: &[Value]) -> ExecutionEventsRequest {
    ExecutionEventsRequest { events: events.to_vec(), positions: vec![], strict: true }
}

fn tried(valid: &Loaded, events: &[Value]) -> Result<ExecutionEventsResult, Error> {
    apply_execution_events(valid, &request(events), &Rules::default())
}

fn applied(valid: &Loaded, events: &[Value]) -> ExecutionEventsResult {
    tried(valid, events).expect("applied")
}

/// The route after events on the planned day.
fn route_after(events: &[Value]) -> Route {
    route_of(&applied(&day(|_| {}), events))
}

fn route_of(result: &ExecutionEventsResult) -> Route {
    result.routes[ROUTE].clone()
}

/// The snapshot with the routes of a result.
fn merged(valid: &Loaded, result: &ExecutionEventsResult) -> Loaded {
    let mut after = Valid::clone(valid);
    after.snapshot.routes.extend(result.routes.clone());
    Loaded::from(after)
}

fn step_of<'r>(route: &'r Route, order: &str) -> &'r RouteStep {
    let mut steps = route.steps.iter();
    steps.find(|step| step.order_id.as_deref() == Some(order)).expect("a step")
}

/// Order, arrival, start and end of all order steps.
fn visits(route: &Route) -> Vec<(&str, i64, i64, i64)> {
    let times = |step: &RouteStep| (step.arrival_sec, step.start_sec, step.end_sec);
    let steps =
        route.steps.iter().filter_map(|step| Some((step.order_id.as_deref()?, times(step))));
    steps.map(|(id, (arrival, start, end))| (id, arrival, start, end)).collect()
}

fn of_kind(route: &Route, kind: StepType) -> &RouteStep {
    route.steps.iter().find(|step| step.kind == kind).expect("a step")
}

/// D and E.
fn ends(route: &Route) -> (i64, i64) {
    let departure = of_kind(route, StepType::Departure);
    (departure.end_sec, of_kind(route, StepType::Arrival).arrival_sec)
}

/// Start and end of what was executed, as it was.
fn effective(route: &Route, order: &str) -> Option<(i64, i64)> {
    step_of(route, order).effective.map(|own| (own.start_sec, own.end_sec))
}

#[test]
fn the_day_is_planned_as_described() {
    let barcodes = event("podBarcodes", "a", json!({"barcodes": []}));
    let route = route_after(&[barcodes]);
    let planned = [
        ("a", 29_400, 29_400, 29_500),
        ("b", 29_800, 29_800, 29_900),
        ("c", 30_100, 30_100, 30_200),
    ];
    assert_eq!(visits(&route), planned);
    assert_eq!(ends(&route), (28_800, 31_400));
}

#[test]
fn every_event_has_its_status_in_order() {
    let events = [at("timeIn", "a", 29_400), driver("departure", "p", 28_800)];
    let result = applied(&day(|_| {}), &events);
    assert_eq!(result.data.processed, [ProcessedStatus::Ok, ProcessedStatus::Ok]);
    assert_eq!(result.routes[ROUTE].revision, 8);
}
