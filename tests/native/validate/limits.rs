//! Each documented limit, at the limit and one beyond: one row per field, value, code and path.

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

/// Many of something: what it is called, how many there may be, and how so many are made.
type Many = (&'static str, usize, fn(usize) -> Value);

/// Runs rows of properties in the settings of the vehicle or in a part of an order.
fn run_counts(pointer: &str, path: &str, rows: &[Many]) {
    for (name, most, make) in rows {
        let pointer = format!("{pointer}/{name}");
        assert_eq!(issues(&with(&pointer, make(*most))), [], "{pointer}: {most}");
        let refused = with(&pointer, make(*most + 1));
        assert_eq!(found(&refused), [(102, format!("{path}.{name}"))], "{pointer}: {most} + 1");
    }
}

fn tags(count: usize) -> Value {
    list(count, |index| json!(format!("tag {index}")))
}

fn loads(count: usize) -> Value {
    map(count, |index| format!("load {index}"), &json!(1))
}

fn windows(count: usize) -> Value {
    list(count, |index| window(index as i64 * 1_000, index as i64 * 1_000 + 10))
}

/// Breaks that may last until 600 s after their end, 400 s before the next may start.
fn breaks(count: usize) -> Value {
    list(count, |index| {
        let start = 30_000 + 2_000 * index as i64;
        json!({ "startSec": start, "endSec": start + 1_000, "durationSec": 600 })
    })
}

fn dates(count: usize) -> Value {
    map(count, |index| format!("2015120{}", index + 1), &json!([]))
}

fn custom_fields(count: usize) -> Value {
    map(count, |index| format!("field {index}"), &json!("text"))
}

#[test]
fn counts_of_lists_and_maps() {
    run_counts(
        "/vehicles/v1/settings",
        "vehicles[v1].settings",
        &[
            ("loadCapacities", 20, loads),
            ("minLoadCapacities", 20, loads),
            ("tags", 50, tags),
            ("breaks", 3, breaks),
        ],
    );
    run_counts("/orders/o1", "orders[o1]", &[("loads", 10, loads)]);
    run_counts(
        "/orders/o3/delivery",
        "orders[o3].delivery",
        &[
            ("timeWindows", 4, windows),
            ("timeWindowExceptions", 3, dates),
            ("tagsOut", 50, tags),
            ("customFields", 20, custom_fields),
            ("barcodes", 10, tags),
        ],
    );
    run_counts("/orders/o2/pickup", "orders[o2].pickup", &[("tagsIn", 50, tags)]);
    run(&[Row(
        "/orders/o3/delivery/timeWindowExceptions",
        json!({ "20151204": windows(4) }),
        json!({ "20151204": windows(5) }),
        102,
        "orders[o3].delivery.timeWindowExceptions[20151204]",
    )]);
}

fn text(count: usize) -> Value {
    json!("é".repeat(count))
}

#[test]
fn lengths_of_texts() {
    run(&[
        Row(
            "/vehicles/v1/settings/tags",
            json!([text(50)]),
            json!([text(51)]),
            101,
            "vehicles[v1].settings.tags[0]",
        ),
        Row(
            "/orders/o3/delivery/tagsIn",
            json!([text(50)]),
            json!([text(51)]),
            101,
            "orders[o3].delivery.tagsIn[0]",
        ),
        Row(
            "/orders/o3/delivery/tagsOut",
            json!([text(50)]),
            json!([text(51)]),
            101,
            "orders[o3].delivery.tagsOut[0]",
        ),
        Row(
            "/territory/statusReasons",
            json!(vec![text(30); 20]),
            json!([text(31)]),
            101,
            "territory.statusReasons[0]",
        ),
        Row(
            "/territory/statusReasons",
            json!([]),
            json!(vec![text(30); 21]),
            102,
            "territory.statusReasons",
        ),
        // The same barcode may be there twice.
        Row(
            "/orders/o1/delivery/barcodes",
            json!([text(100), text(100)]),
            json!([text(101)]),
            101,
            "orders[o1].delivery.barcodes[0]",
        ),
        Row(
            "/orders/o1/delivery/barcodes",
            json!([""]),
            json!(["1,2"]),
            100,
            "orders[o1].delivery.barcodes[0]",
        ),
        // 2 x 1 500 characters fill the 3 000 that all values may have together.
        Row(
            "/orders/o1/delivery/customFields",
            json!({ "a": text(1_500), "b": text(1_500) }),
            json!({ "a": text(1_500), "b": text(1_501) }),
            101,
            "orders[o1].delivery.customFields",
        ),
    ]);
}

#[test]
fn lengths_of_keys() {
    for (pointer, path, most, value) in [
        ("/orders/o1/loads", "orders[o1].loads", 30, json!(1)),
        (
            "/vehicles/v1/settings/loadCapacities",
            "vehicles[v1].settings.loadCapacities",
            30,
            json!(1),
        ),
        (
            "/vehicles/v1/settings/minLoadCapacities",
            "vehicles[v1].settings.minLoadCapacities",
            30,
            json!(1),
        ),
        ("/orders/o1/delivery/customFields", "orders[o1].delivery.customFields", 50, json!("")),
    ] {
        let key = |count: usize| "k".repeat(count);
        for count in [1, most] {
            assert_eq!(
                issues(&with(pointer, json!({ key(count): value }))),
                [],
                "{pointer}: {count}"
            );
        }
        for count in [0, most + 1] {
            let refused = with(pointer, json!({ key(count): value }));
            assert_eq!(found(&refused), [(101, format!("{path}[{}]", key(count)))], "{count}");
        }
    }
    // A key of blanks is empty as it is compared.
    let blank = with("/orders/o1/loads", json!({ " ": 1 }));
    assert_eq!(found(&blank), [(101, "orders[o1].loads[ ]".to_owned())]);
}

#[test]
fn a_tag_is_measured_as_it_is_compared() {
    // 50 characters and blanks around them: the blanks are trimmed before the tag is compared.
    let tag = format!("  {}  ", "t".repeat(50));
    assert_eq!(issues(&with("/vehicles/v1/settings/tags", json!([tag, "light"]))), []);
}

#[test]
fn breaks_touching_at_their_latest_end_overlap() {
    // Documents: a break of 1 h that may start until 14:00 may last until 15:00, included; one that
    // may start at 15:00 overlaps it, one that may start a second later does not. ORA-03: 14:30.
    let breaks = |second: i64| {
        json!([
            { "startSec": second, "endSec": second + 1_800, "durationSec": 1_800 },
            { "startSec": 46_800, "endSec": 50_400, "durationSec": 3_600 }
        ])
    };
    run(&[
        Row(
            "/vehicles/v1/settings/breaks",
            breaks(54_001),
            breaks(54_000),
            100,
            "vehicles[v1].settings.breaks[0]",
        ),
        Row(
            "/vehicles/v1/settings/breaks",
            breaks(54_001),
            breaks(52_200),
            100,
            "vehicles[v1].settings.breaks[0]",
        ),
    ]);
}

#[test]
fn every_wrong_value_is_quoted_with_its_rule() {
    for (pointer, value, message) in [
        (
            "/orders/o1/delivery/serviceTimeSec",
            json!(600.5),
            "orders[o1].delivery.serviceTimeSec must be an integer, not 600.5",
        ),
        (
            "/vehicles/v1/settings/speedFactor",
            json!(201),
            "vehicles[v1].settings.speedFactor must be between 50 and 200, not 201",
        ),
        (
            "/orders/o1/priority",
            json!(5),
            "orders[o1].priority must be one of -20, -10, 0, 10, 20, not 5",
        ),
        (
            "/orders/o2/eligibility/byDate",
            json!("20150231"),
            "orders[o2].eligibility.byDate must be a date yyyyMMdd that exists, not \"20150231\"",
        ),
        (
            "/orders/o1/delivery/location/latLng",
            json!([33.817872, -87.266893]),
            "orders[o1].delivery.location.latLng must be [lat, lng], two integers in degrees x \
             1000000, not [33.817872, -87.266893]",
        ),
        (
            "/orders/o1/forceVehicleId",
            json!("v9"),
            "orders[o1].forceVehicleId must be in vehicles: there is no v9",
        ),
        (
            "/orders/o1/delivery/timeWindows/1/endSec",
            json!(30_600),
            "orders[o1].delivery.timeWindows[1].endSec must be >= startSec (30600 < 45000)",
        ),
        (
            "/vehicles/v1/settings/maxOrders",
            json!(-1),
            "vehicles[v1].settings.maxOrders must be >= 0, not -1",
        ),
        (
            "/orders/o1/loads",
            json!([]),
            "orders[o1].loads must be an object, not a list of 0 entries",
        ),
    ] {
        let issues = issues(&with(pointer, value));
        let messages: Vec<_> = issues.iter().map(|issue| issue.message.as_str()).collect();
        assert_eq!(messages, [message]);
    }
}

#[test]
fn numbers_are_integers_where_documented() {
    let pointer = "/vehicles/v1/settings/maxOrders";
    for (written, code) in [
        ("5.0", None),
        ("5e0", None),
        ("-0", None),
        ("5.5", Some(100)),
        ("\"5\"", Some(100)),
        ("true", Some(100)),
        ("[]", Some(100)),
        ("{}", Some(100)),
        ("2147483648", Some(101)),
        ("9007199254740992", Some(101)),
        ("9223372036854775808", Some(101)),
        ("1e300", Some(101)),
        ("null", None),
    ] {
        let text = with(pointer, json!("HERE")).to_string().replace("\"HERE\"", written);
        let result = routewright::validate::snapshot(text.as_bytes(), None);
        let found = result.err().map(|issues| super::short(&issues));
        let expected = code.map(|code| vec![(code, "vehicles[v1].settings.maxOrders".to_owned())]);
        assert_eq!(found, expected, "{written}");
    }
    let text = with(pointer, json!("HERE")).to_string().replace("\"HERE\"", "5.0");
    let valid = routewright::validate::snapshot(text.as_bytes(), None).expect("valid");
    assert_eq!(valid.snapshot.vehicles["v1"].settings.as_ref().expect("settings").max_orders, 5);
}

#[test]
fn all_issues_come_at_once_and_in_document_order() {
    let mut snapshot = with("/depots/d1/setupCost", json!("x"));
    super::set(&mut snapshot, "/vehicles/v1/settings/kmCost", json!(-1));
    super::set(&mut snapshot, "/orders/o1/eligibility/onDates/1", json!("20151305"));
    super::set(&mut snapshot, "/orders/o2/pickup/depotId", json!("d9"));
    super::set(&mut snapshot, "/now/date", json!("today"));
    let expected = [
        (100, "depots[d1].setupCost"),
        (101, "vehicles[v1].settings.kmCost"),
        (100, "orders[o1].eligibility.onDates[1]"),
        (103, "orders[o2].pickup.depotId"),
        (100, "now.date"),
    ];
    let expected = expected.map(|(code, path)| (code, path.to_owned()));
    assert_eq!(found(&snapshot), expected);
}
