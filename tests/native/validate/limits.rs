//! At the limit and one beyond.

use super::{found, with, without};
use serde_json::json;

#[test]
fn a_window_that_ends_before_it_starts_names_rule_and_values() {
    let snapshot = with("/orders/o1/delivery/timeWindows/1/endSec", json!(30_600));
    let issues = super::issues(&snapshot);
    assert_eq!(
        issues[0].message,
        "orders[o1].delivery.timeWindows[1].endSec must be >= startSec (30600 < 45000)"
    );
    assert_eq!(found(&snapshot), [(101, "orders[o1].delivery.timeWindows[1].endSec".to_owned())]);
}

#[test]
fn a_missing_map_is_named() {
    assert_eq!(found(&without("/vehicles"))[0], (100, "vehicles".to_owned()));
}
