//! Texts that are no snapshot: broken JSON, duplicates, depth, encodings, hostile numbers.

use super::{base, short, with};
use routewright::validate;
use serde_json::json;

fn found(text: &[u8]) -> Vec<(u16, String)> {
    validate::snapshot(text, None).err().map(|issues| short(&issues)).unwrap_or_default()
}

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

/// The base with the text `"HERE"` at a pointer replaced by any text.
fn written(pointer: &str, text: &str) -> String {
    with(pointer, json!("HERE")).to_string().replace("\"HERE\"", text)
}

#[test]
fn what_is_no_object_is_no_snapshot() {
    for text in ["null", "1", "\"text\"", "[]", "true"] {
        assert_eq!(found(text.as_bytes()), one(100, ""), "{text}");
    }
    for text in ["", "{", "{} {}", "{\"orders\": }", "{}\u{feff}", "{'a': 1}", "nul"] {
        assert_eq!(found(text.as_bytes()).len(), 1, "{text:?}");
        assert_eq!(found(text.as_bytes())[0].0, 100, "{text:?}");
    }
}

#[test]
fn a_byte_order_mark_before_the_text_is_ignored() {
    // As editors on Windows write it; the places of what is wrong count without it.
    let text = format!("\u{feff}{}", base());
    assert_eq!(found(text.as_bytes()), []);
    assert_eq!(found("\u{feff}".as_bytes()), one(100, ""));
    assert_eq!(found("\u{feff}\u{feff}{}".as_bytes()), one(100, ""));
}

#[test]
fn broken_json_names_the_place_where_reading_stopped() {
    // As in the documents' examples (FEATURES DEF-28): a double minus, a comment, a comma too many.
    let cases = [
        (
            "/orders/o1/delivery/location/latLng/1",
            "--87266921",
            "orders[o1].delivery.location.latLng[1]",
        ),
        ("/orders/o1/priority", "// more", "orders[o1].priority"),
        ("/orders/o1/delivery/tagsIn", "[\"a\", ]", "orders[o1].delivery.tagsIn[1]"),
        ("/now/sec", "NaN", "now.sec"),
        ("/now/sec", "Infinity", "now.sec"),
        ("/now/sec", "1e999", "now.sec"),
        ("/travel/detourFactor", "-", "travel.detourFactor"),
    ];
    for (pointer, text, path) in cases {
        assert_eq!(found(written(pointer, text).as_bytes()), one(100, path), "{text}");
    }
    let issues = validate::snapshot(written("/now/sec", "NaN").as_bytes(), None).unwrap_err();
    assert!(issues[0].message.starts_with("now.sec is not readable JSON: "), "{issues:?}");
    assert!(issues[0].message.contains("line 1 column"), "{issues:?}");
    // What has no path is a sentence, too.
    let issues = validate::snapshot(b"", None).unwrap_err();
    assert!(issues[0].message.starts_with("the value is not readable JSON: "), "{issues:?}");
    let issues = validate::solve_options(&serde_json::json!([])).unwrap_err();
    assert_eq!(issues[0].message, "the value must be an object, not a list of 0 entries");
}

#[test]
fn a_key_given_twice_is_an_issue_and_no_order_is_lost_silently() {
    let twice = |from: &str, to: &str| base().to_string().replacen(from, to, 1);
    let order = twice("\"o2\":{", "\"o1\":{");
    // The id inside the second one is not read: its key is the issue.
    assert_eq!(found(order.as_bytes()), one(104, "orders[o1]"));
    let field = written("/orders/o1/priority", "0,\"priority\":10");
    assert_eq!(found(field.as_bytes()), one(104, "orders[o1].priority"));
    let unknown = written("/territory/later", "{\"a\":1,\"b c\":{\"d\":1,\"d\":2}}");
    assert_eq!(found(unknown.as_bytes()), one(104, "territory.later[b c].d"));
    let escaped = written("/now/sec", "1,\"\\u0073ec\":2");
    assert_eq!(found(escaped.as_bytes()), one(104, "now.sec"));
    let travel = written("/travel/type", "\"estimate\",\"type\":\"matrix\"");
    assert_eq!(found(travel.as_bytes()), one(104, "travel.type"));
    let date = written("/vehicles/v1/settingsByDate", "{\"20151204\":{},\"20151204\":{}}");
    assert_eq!(found(date.as_bytes()), one(104, "vehicles[v1].settingsByDate[20151204]"));
}

#[test]
fn nesting_ends_at_64_levels() {
    // The snapshot is level 1, territory level 2, so that 62 lists more make 64.
    let nested = |levels: usize| {
        written("/territory/later", &format!("{}{}", "[".repeat(levels), "]".repeat(levels)))
    };
    assert_eq!(found(nested(62).as_bytes()), []);
    let path = format!("territory.later{}", "[0]".repeat(62));
    assert_eq!(found(nested(63).as_bytes()), one(102, &path));
    // Far deeper than any stack: read without recursion.
    assert_eq!(found(nested(200_000).as_bytes()), one(102, &path));
    let objects = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let path = format!("territory.later{}", ".a".repeat(62));
    assert_eq!(found(written("/territory/later", &objects).as_bytes()), one(102, &path));
}

#[test]
fn lone_surrogates_and_broken_utf_8_are_named() {
    for text in ["\"a\\ud800\"", "\"\\udbff\"", "\"\\ud800\\u0041\""] {
        let text = written("/orders/o1/name", text);
        assert_eq!(found(text.as_bytes()), one(100, "orders[o1].name"), "{text}");
    }
    // A key cannot be named by itself: the map it stands in is.
    let key = base().to_string().replacen("\"o2\":{", "\"o\\ud800\":{", 1);
    assert_eq!(found(key.as_bytes()), one(100, "orders"));
    let mut bytes = written("/orders/o1/name", "\"X\"").into_bytes();
    let place = bytes.windows(3).position(|part| part == b"\"X\"").unwrap();
    bytes[place + 1] = 0xff;
    assert_eq!(found(&bytes), one(100, "orders[o1].name"));
    // A pair of surrogates is one character.
    assert_eq!(found(written("/orders/o1/name", "\"\\ud83d\\ude9a\"").as_bytes()), []);
}

#[test]
fn strange_ids_are_ids() {
    for id in [
        "__proto__",
        "constructor",
        "toString",
        "\u{0}",
        "a\u{202e}b",
        "é",
        "e\u{301}",
        "👩‍🚒",
        "]",
        ".",
    ] {
        let order = base().pointer("/orders/o3").unwrap().clone();
        let mut snapshot = base();
        let map = snapshot.pointer_mut("/orders").unwrap().as_object_mut().unwrap();
        map.insert(id.to_owned(), order);
        map[id]["id"] = json!(id);
        let valid = super::check(&snapshot).unwrap_or_else(|issues| panic!("{id:?}: {issues:?}"));
        assert_eq!(valid.snapshot.orders.len(), 4);
        assert_eq!(valid.snapshot.orders[id].id.as_deref(), Some(id));
    }
}

#[test]
fn a_text_of_64_megabytes_is_read_and_one_byte_more_is_not() {
    let text = base().to_string();
    let padded = |bytes: usize| {
        let mut text = text.clone();
        text.push_str(&" ".repeat(bytes - text.len()));
        text
    };
    assert_eq!(found(padded(64 * 1024 * 1024).as_bytes()), []);
    assert_eq!(found(padded(64 * 1024 * 1024 + 1).as_bytes()), one(600, ""));
}

#[test]
fn a_flood_of_issues_is_cut_and_counted() {
    let windows = vec![json!({ "startSec": -1, "endSec": -1 }); 1_000];
    let issues = super::issues(&with("/orders/o1/delivery/timeWindows", json!(windows)));
    // One of too many entries and two per window are 2 001; 1 000 are shown and one line counts
    // the other 1 001.
    assert_eq!(issues.len(), 1_001);
    assert_eq!(issues[1_000].message, "1001 more issues are not shown");
}

#[test]
fn unknown_properties_are_carried_through_in_order() {
    let later = json!({ "z": 1, "a": [1.5, null, { "b": "c" }] });
    for pointer in [
        "/later",
        "/territory/later",
        "/depots/d1/later",
        "/vehicles/v1/later",
        "/vehicles/v1/settings/later",
        "/orders/o1/later",
        "/orders/o1/delivery/later",
        "/orders/o1/delivery/location/later",
        "/routes/v1-20151204/later",
        "/routes/v1-20151204/steps/0/later",
    ] {
        let snapshot = with(pointer, later.clone());
        let valid =
            super::check(&snapshot).unwrap_or_else(|issues| panic!("{pointer}: {issues:?}"));
        let given = valid.document.pointer(pointer).unwrap();
        assert_eq!(given.to_string(), later.to_string());
        let typed = serde_json::to_value(&valid.snapshot).unwrap();
        assert!(typed.to_string().contains(&later.to_string()), "{pointer}");
    }
}

#[test]
fn a_carried_number_keeps_its_last_bit() {
    // The fast way to read a float is one bit off here.
    let snapshot = with("/orders/o1/later", json!(-5.978756101615974e111));
    let valid = super::check(&snapshot).expect("valid");
    let given = valid.snapshot.orders["o1"].extra["later"].as_f64().unwrap();
    assert_eq!(given.to_bits(), (-5.978756101615974e111_f64).to_bits());
}

#[test]
fn a_key_of_a_megabyte_does_not_make_an_answer_of_a_gigabyte() {
    let key = "k".repeat(1 << 20);
    let order = json!({ "delivery": { "depotId": "d1", "timeWindows": vec![json!({}); 1_000] } });
    let issues = super::issues(&with(&format!("/orders/{key}"), order));
    assert_eq!(issues.len(), 1_001);
    // The key is cut after 300 characters.
    let shown = format!("orders[{}…].delivery.timeWindows[0].startSec", "k".repeat(300));
    assert!(issues.iter().any(|issue| issue.path == shown));
    assert!(issues.iter().all(|issue| issue.message.len() < 1_000));
}
