//! How many entries lists and maps may have.

use super::{Row, list, map, run, window};
use crate::validate::{found, issues, with};
use serde_json::{Value, json};

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
