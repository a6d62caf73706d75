//! How long texts and keys may be.

use super::{Row, run};
use crate::validate::{found, issues, with};
use serde_json::{Value, json};

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
