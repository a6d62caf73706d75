//! Tests of the independent checker itself: every number is derived by hand from SEMANTICS.

mod brute_force;
mod costs;
mod detects;
mod plans;
mod rules;
mod times;

use crate::support::oracle::expected;
use crate::support::oracle::journey::{Entry, Journey};
use crate::support::oracle::timing;
use routewright::date::Date;
use routewright::model::{Route, RouteStep, Rules, Snapshot, StepKind, StepType};
use serde_json::{Value, json};

/// One vehicle `v` of depot `h`, working 8:00–17:00, all rates 0; deliveries `a`, `b`, `c` of
/// 100 s each, at places of their own. Seconds and metres between the places, both ways:
/// h–a 600/5000, h–b 900/8000, h–c 1200/10000, a–b 300/2000, a–c 500/4000, b–c 200/1500.
pub(crate) fn base() -> Value {
    let order =
        |lng: i64| json!({"delivery": {"location": {"latLng": [0, lng]}, "serviceTimeSec": 100}});
    json!({
        "territory": {"id": "t"},
        "depots": {"h": {"location": {"latLng": [0, 0]}}},
        "vehicles": {"v": {"idx": 1, "settings": {
            "departureDepotId": "h", "arrivalDepotId": "h",
            "timeWindow": {"startSec": 28_800, "endSec": 61_200},
        }}},
        "orders": {"a": order(1), "b": order(2), "c": order(3)},
        "travel": {
            "type": "matrix",
            "locations": [[0, 0], [0, 1], [0, 2], [0, 3]],
            "durationsSec": [0, 600, 900, 1200, 600, 0, 300, 500, 900, 300, 0, 200, 1200, 500, 200, 0],
            "distancesMt":
                [0, 5000, 8000, 10000, 5000, 0, 2000, 4000, 8000, 2000, 0, 1500, 10000, 4000, 1500, 0],
        },
    })
}

/// The base with changes.
pub(crate) fn with(change: impl FnOnce(&mut Value)) -> Snapshot {
    let mut json = base();
    change(&mut json);
    serde_json::from_value(json).expect("a snapshot")
}

/// The vehicle's settings in a base.
pub(crate) fn settings(json: &mut Value) -> &mut Value {
    &mut json["vehicles"]["v"]["settings"]
}

pub(crate) fn delivery<'j>(json: &'j mut Value, order: &str) -> &'j mut Value {
    &mut json["orders"][order]["delivery"]
}

pub(crate) fn date() -> Date {
    Date::parse("20260105").expect("a date")
}

/// `"a"` is the delivery of order a, `"+a"` its pickup, `"@h"` a reload at depot h.
fn entries(sequence: &[&str]) -> Vec<Entry> {
    let entry = |text: &&str| match text.split_at(1) {
        ("+", id) => Entry::Step(id.to_owned(), StepKind::Pickup),
        ("@", id) => Entry::Reload(id.to_owned()),
        _ => Entry::Step((*text).to_owned(), StepKind::Delivery),
    };
    sequence.iter().map(entry).collect()
}

/// The route that the checker expects of a sequence.
fn route_under(snapshot: &Snapshot, rules: &Rules, sequence: &[&str]) -> Route {
    let journey =
        Journey::new(snapshot, rules, "v", date(), &entries(sequence)).expect("a journey");
    expected::route(&journey, &timing::choose(&journey))
}

fn route(snapshot: &Snapshot, sequence: &[&str]) -> Route {
    route_under(snapshot, &Rules::default(), sequence)
}

/// Type, arrival, start and end of each step.
fn times(route: &Route) -> Vec<(StepType, i64, i64, i64)> {
    let own = |step: &RouteStep| (step.kind, step.arrival_sec, step.start_sec, step.end_sec);
    route.steps.iter().map(own).collect()
}
