//! Each documented limit, at the limit and one beyond: one row per field, value, code and path.

mod breaks;
mod counts;
mod texts;
mod wrong;

use super::{found, issues, with};
use serde_json::{Value, json};

/// A value at the limit, one beyond, and what is said of that.
struct Row(&'static str, Value, Value, u16, &'static str);

/// Every row: what is at the limit is accepted, what is beyond is one issue with that code and path.
fn run(rows: &[Row]) {
    for Row(pointer, at, beyond, code, path) in rows {
        let accepted = issues(&with(pointer, at.clone()));
        assert_eq!(accepted, [], "{pointer} = {at}");
        let refused = with(pointer, beyond.clone());
        assert_eq!(found(&refused), [(*code, (*path).to_owned())], "{pointer} = {beyond}");
    }
}

/// `count` entries made by `entry`.
fn list(count: usize, entry: impl Fn(usize) -> Value) -> Value {
    (0..count).map(entry).collect()
}

/// `count` keys made by `key`, each with that value.
fn map(count: usize, key: impl Fn(usize) -> String, value: &Value) -> Value {
    Value::Object((0..count).map(|index| (key(index), value.clone())).collect())
}

fn window(start: i64, end: i64) -> Value {
    json!({ "startSec": start, "endSec": end })
}

#[test]
fn durations_of_settings_end_at_a_day() {
    for name in [
        "perStopTimeSec",
        "maxWorkingTimeSec",
        "maxDrivingTimeSec",
        "minWorkingTimeSec",
        "preparationTimeSec",
        "closeOutTimeSec",
    ] {
        let pointer = format!("/vehicles/v1/settings/{name}");
        let path = format!("vehicles[v1].settings.{name}");
        for at in [0, 86_400] {
            assert_eq!(issues(&with(&pointer, json!(at))), [], "{name} = {at}");
        }
        for beyond in [-1, 86_401] {
            assert_eq!(
                found(&with(&pointer, json!(beyond))),
                [(101, path.clone())],
                "{name} = {beyond}"
            );
        }
    }
}

#[test]
fn rates_of_settings_end_at_a_million() {
    for name in [
        "perStopCost",
        "activationCost",
        "drivingTimeCost",
        "idleTimeCost",
        "serviceTimeCost",
        "breakTimeCost",
        "kmCost",
    ] {
        let pointer = format!("/vehicles/v1/settings/{name}");
        let path = format!("vehicles[v1].settings.{name}");
        for at in [0, 100_000_000] {
            assert_eq!(issues(&with(&pointer, json!(at))), [], "{name} = {at}");
        }
        for beyond in [-1, 100_000_001] {
            assert_eq!(
                found(&with(&pointer, json!(beyond))),
                [(101, path.clone())],
                "{name} = {beyond}"
            );
        }
    }
}

#[test]
fn other_numbers_of_settings() {
    let at = |name: &'static str| -> (&'static str, &'static str) {
        let leak = |text: String| -> &'static str { text.leak() };
        (
            leak(format!("/vehicles/v1/settings/{name}")),
            leak(format!("vehicles[v1].settings.{name}")),
        )
    };
    let int = i64::from(i32::MAX);
    let mut rows = Vec::new();
    for (name, good, bad) in [
        ("maxDistanceMt", 0, -1),
        ("maxDistanceMt", int, int + 1),
        ("maxOrders", 0, -1),
        ("maxOrders", int, int + 1),
        ("speedFactor", 50, 49),
        ("speedFactor", 200, 201),
    ] {
        let (pointer, path) = at(name);
        rows.push(Row(pointer, json!(good), json!(bad), 101, path));
    }
    run(&rows);
}

#[test]
fn windows_of_vehicle_step_and_break() {
    run(&[
        Row(
            "/vehicles/v1/settings/timeWindow",
            window(86_400, 172_800),
            window(86_400, 172_801),
            101,
            "vehicles[v1].settings.timeWindow.endSec",
        ),
        Row(
            "/vehicles/v1/settings/timeWindow",
            window(0, 86_400),
            window(0, 86_401),
            101,
            "vehicles[v1].settings.timeWindow.endSec",
        ),
        Row(
            "/orders/o1/delivery/timeWindows/0",
            window(30_600, 30_600),
            window(30_600, 30_599),
            101,
            "orders[o1].delivery.timeWindows[0].endSec",
        ),
        Row(
            "/orders/o1/delivery/timeWindows/0/startSec",
            json!(0),
            json!(-1),
            101,
            "orders[o1].delivery.timeWindows[0].startSec",
        ),
        Row(
            "/orders/o1/delivery/timeWindowExceptions/20151205/0",
            window(40_000, 126_400),
            window(40_000, 126_401),
            101,
            "orders[o1].delivery.timeWindowExceptions[20151205][0].endSec",
        ),
        Row(
            "/vehicles/v1/settings/breaks/0/endSec",
            json!(43_200),
            json!(43_199),
            101,
            "vehicles[v1].settings.breaks[0].endSec",
        ),
        Row(
            "/vehicles/v1/settings/breaks/0/durationSec",
            json!(86_400),
            json!(86_401),
            101,
            "vehicles[v1].settings.breaks[0].durationSec",
        ),
        Row("/now/sec", json!(172_800), json!(172_801), 101, "now.sec"),
    ]);
}

#[test]
fn numbers_of_orders() {
    run(&[
        Row(
            "/orders/o1/delivery/serviceTimeSec",
            json!(0),
            json!(-1),
            101,
            "orders[o1].delivery.serviceTimeSec",
        ),
        Row(
            "/orders/o1/delivery/serviceTimeSec",
            json!(86_400),
            json!(86_401),
            101,
            "orders[o1].delivery.serviceTimeSec",
        ),
        Row("/orders/o1/loads/people", json!(0), json!(-1), 101, "orders[o1].loads[people]"),
        Row(
            "/orders/o1/loads/people",
            json!(1_000_000_000),
            json!(1_000_000_001),
            101,
            "orders[o1].loads[people]",
        ),
        Row(
            "/vehicles/v1/settings/loadCapacities/people",
            json!(1_000_000_000),
            json!(1_000_000_001),
            101,
            "vehicles[v1].settings.loadCapacities[people]",
        ),
        Row(
            "/vehicles/v1/settings/minLoadCapacities/people",
            json!(1_000_000_000),
            json!(-1),
            101,
            "vehicles[v1].settings.minLoadCapacities[people]",
        ),
    ]);
    for priority in [-20, -10, 0, 10, 20] {
        assert_eq!(issues(&with("/orders/o1/priority", json!(priority))), []);
    }
    for priority in [-30, -1, 1, 5, 21, 30] {
        let found = found(&with("/orders/o1/priority", json!(priority)));
        assert_eq!(found, [(101, "orders[o1].priority".to_owned())], "{priority}");
    }
}
