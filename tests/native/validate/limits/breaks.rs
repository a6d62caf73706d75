//! Breaks apart from each other.

use super::{Row, run};
use crate::validate::{found, with};
use serde_json::{Value, json};

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
fn a_break_too_many_is_told_with_what_it_overlaps() {
    // Four breaks, the last of which begins within the third: 34 000 … 35 000 + 600.
    let mut all: Vec<Value> = (0..4).map(|index| 30_000 + 2_000 * index).map(a_break).collect();
    all[3] = a_break(35_600);
    let told = |path: &str, code| (code, format!("vehicles[v1].settings.{path}"));
    let refused = with("/vehicles/v1/settings/breaks", json!(all));
    assert_eq!(found(&refused), [told("breaks", 102), told("breaks[3]", 100)]);
    all[3] = a_break(35_601);
    let refused = with("/vehicles/v1/settings/breaks", json!(all));
    assert_eq!(found(&refused), [told("breaks", 102)]);
}

fn a_break(start: i64) -> Value {
    json!({ "startSec": start, "endSec": start + 1_000, "durationSec": 600 })
}
