//! How wrong values are told: quoted, all of them, in document order.

use crate::validate::{found, issues, set, short, with};
use serde_json::json;

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
        let found = result.err().map(|issues| short(&issues));
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
    set(&mut snapshot, "/vehicles/v1/settings/kmCost", json!(-1));
    set(&mut snapshot, "/orders/o1/eligibility/onDates/1", json!("20151305"));
    set(&mut snapshot, "/orders/o2/pickup/depotId", json!("d9"));
    set(&mut snapshot, "/now/date", json!("today"));
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
