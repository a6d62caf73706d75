//! The travel model: sizes, ranges, places that must be listed; in the text and beside it.

use super::{base, check, found, issues, short, with};
use routewright::model::{Missing, Travel};
use routewright::validate;
use serde_json::{Value, json};

/// The depot and the three orders of the base.
const PLACES: [[i64; 2]; 4] = [
    [33_831_316, -87_278_355],
    [33_817_872, -87_266_893],
    [33_842_138, -87_250_250],
    [33_810_000, -87_240_000],
];

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

fn matrix(changes: &[(&str, Value)]) -> Value {
    let mut travel = json!({
        "type": "matrix",
        "locations": [[0, 0], [0, 1]],
        "durationsSec": [0, 60, 70, 0],
        "distancesMt": [0, 600, 700, 0]
    });
    for (name, value) in changes {
        travel[*name] = value.clone();
    }
    with("/travel", travel)
}

fn sparse(changes: &[(&str, Value)]) -> Value {
    let mut travel = json!({
        "type": "sparse",
        "locations": [[0, 0], [0, 1], [0, 2]],
        "rowStart": [0, 2, 2, 3],
        "to": [1, 2, 0],
        "durationsSec": [60, 70, 80],
        "distancesMt": [600, 700, 800]
    });
    for (name, value) in changes {
        travel[*name] = value.clone();
    }
    with("/travel", travel)
}

#[test]
fn unreachable_is_minus_one_null_or_the_largest_unsigned() {
    let snapshot = matrix(&[
        ("durationsSec", json!([0, null, 70, -1])),
        ("distancesMt", json!([0, 600, 4_294_967_295_u32, 0])),
    ]);
    let Some(Travel::Matrix { durations_sec, distances_mt, missing, .. }) =
        check(&snapshot).expect("valid").snapshot.travel
    else {
        panic!("a matrix");
    };
    // Half a pair that is unreachable is all of it.
    assert_eq!(durations_sec, [0, -1, -1, -1]);
    assert_eq!(distances_mt, [0, -1, -1, -1]);
    assert_eq!(missing, Missing::Estimate);
    let document = check(&snapshot).expect("valid").document;
    assert_eq!(document.get("travel"), None, "the document is without travel");
}

#[test]
fn elements_of_arrays_are_named() {
    for (value, code) in [
        (json!(1.5), 100),
        (json!("1"), 100),
        (json!(true), 100),
        (json!([1]), 100),
        (json!({}), 100),
        (json!(-2), 101),
        (json!(10_000_001), 101),
        (json!(4_294_967_296_i64), 101),
        (json!(1e300), 101),
    ] {
        let snapshot = matrix(&[("durationsSec", json!([0, 1, value, 0]))]);
        assert_eq!(found(&snapshot), one(code, "travel.durationsSec[2]"), "{value}");
    }
    assert_eq!(issues(&matrix(&[("durationsSec", json!([0, 1.0, 10_000_000, 0]))])), []);
    assert_eq!(issues(&matrix(&[("distancesMt", json!([0, 1, 100_000_000, 0]))])), []);
    let snapshot = matrix(&[("distancesMt", json!([0, 1, 100_000_001, 0]))]);
    assert_eq!(found(&snapshot), one(101, "travel.distancesMt[2]"));
}

#[test]
fn a_matrix_is_square() {
    let short = json!([0, 60, 70]);
    assert_eq!(found(&matrix(&[("durationsSec", short.clone())])), one(101, "travel.durationsSec"));
    assert_eq!(found(&matrix(&[("distancesMt", short)])), one(101, "travel.distancesMt"));
    let message = issues(&matrix(&[("durationsSec", json!([]))]))[0].message.clone();
    assert_eq!(message, "travel.durationsSec must have 4 entries (2 x 2 locations), not 0");
    for name in ["durationsSec", "distancesMt", "locations"] {
        let path = format!("travel.{name}");
        assert_eq!(found(&matrix(&[(name, json!(null))])), one(100, &path));
        assert_eq!(found(&matrix(&[(name, json!("x"))])), one(100, &path));
        let mut snapshot = matrix(&[]);
        snapshot["travel"].as_object_mut().unwrap().shift_remove(name);
        assert_eq!(found(&snapshot), one(100, &path));
    }
    let snapshot = matrix(&[("locations", json!([[0, 0], [0, 180_000_001]]))]);
    assert_eq!(found(&snapshot), one(101, "travel.locations[1]"));
    assert_eq!(found(&matrix(&[("missing", json!("zero"))])), one(100, "travel.missing"));
}

#[test]
fn the_type_of_a_model_is_one_of_three() {
    assert_eq!(found(&with("/travel", json!({}))), one(100, "travel.type"));
    assert_eq!(found(&with("/travel", json!({ "type": "map" }))), one(100, "travel.type"));
    assert_eq!(found(&with("/travel", json!([]))), one(100, "travel"));
    assert_eq!(found(&with("/travel", json!("estimate"))), one(100, "travel"));
    assert_eq!(check(&with("/travel", json!(null))).expect("valid").snapshot.travel, None);
}

#[test]
fn numbers_of_an_estimate() {
    let estimate = |name: &str, value: Value| {
        let mut travel = json!({ "type": "estimate" });
        travel[name] = value;
        found(&with("/travel", travel))
    };
    for (name, least, most) in [("speedKmh", 1.0, 1_000.0), ("detourFactor", 1.0, 10.0)] {
        let path = format!("travel.{name}");
        for good in [json!(least), json!(most), json!(1), json!(1.25), json!(null)] {
            assert_eq!(estimate(name, good), []);
        }
        for bad in [json!(least - 0.01), json!(most + 0.01), json!(0), json!(-1)] {
            assert_eq!(estimate(name, bad), one(101, &path));
        }
        assert_eq!(estimate(name, json!("fast")), one(100, &path));
    }
}

#[test]
fn numbers_out_of_range_are_told_as_json_has_them() {
    for (given, told) in [
        (json!(0.25), "0.25"),
        (json!(-3), "-3"),
        (json!(2000.0), "2000"),
        (json!(1e300), "1e+300"),
    ] {
        let travel = json!({"type": "estimate", "speedKmh": given});
        let message = &issues(&with("/travel", travel))[0].message;
        assert_eq!(message, &format!("travel.speedKmh must be between 1 and 1000, not {told}"));
    }
    let options = validate::solve_options(&json!({"balancingFactor": 1.5})).expect_err("an issue");
    assert_eq!(options[0].message, "balancingFactor must be between 0 and 1, not 1.5");
    let options = validate::solve_options(&json!({"maxWork": -1.0})).expect_err("an issue");
    assert_eq!(options[0].message, "maxWork must be >= 0, not -1");
}

#[test]
fn rows_of_a_sparse_model() {
    assert_eq!(issues(&sparse(&[])), []);
    for (name, value, expected) in [
        ("rowStart", json!([0, 2, 3]), "travel.rowStart"),
        ("rowStart", json!([1, 2, 2, 3]), "travel.rowStart[0]"),
        ("rowStart", json!([0, 3, 2, 3]), "travel.rowStart[2]"),
        ("rowStart", json!([0, 2, 2, 4]), "travel.rowStart[3]"),
        ("durationsSec", json!([60, 70]), "travel.durationsSec"),
        ("distancesMt", json!([600, 700, 800, 900]), "travel.distancesMt"),
    ] {
        assert_eq!(found(&sparse(&[(name, value)])), one(101, expected));
    }
    assert_eq!(found(&sparse(&[("to", json!([1, 3, 0]))])), one(103, "travel.to[1]"));
    assert_eq!(found(&sparse(&[("to", json!([1, null, 0]))])), one(103, "travel.to[1]"));
    let empty = [
        ("locations", json!([])),
        ("rowStart", json!([0])),
        ("to", json!([])),
        ("durationsSec", json!([])),
        ("distancesMt", json!([])),
    ];
    assert_eq!(issues(&sparse(&empty)), []);
}

#[test]
fn with_missing_error_every_place_is_listed() {
    let all = |places: &[[i64; 2]]| {
        let cells = vec![0; places.len() * places.len()];
        with(
            "/travel",
            json!({
                "type": "matrix",
                "locations": places,
                "durationsSec": cells,
                "distancesMt": cells,
                "missing": "error"
            }),
        )
    };
    assert_eq!(issues(&all(&PLACES)), []);
    let three = all(&PLACES[..3]);
    assert_eq!(found(&three), one(103, "orders[o3].delivery.location.latLng"));
    assert_eq!(
        issues(&three)[0].message,
        "orders[o3].delivery.location.latLng must be in travel.locations: [33810000, -87240000] is missing"
    );
    let none = all(&PLACES[1..]);
    assert_eq!(found(&none), one(103, "depots[d1].location.latLng"));
    // An order that planning leaves out for its geocode needs no entry (LOC).
    let mut bad = three.clone();
    super::set(&mut bad, "/orders/o3/delivery/location/status", json!("NOT_FOUND"));
    assert_eq!(issues(&bad), []);
    let mut estimate = three;
    super::set(&mut estimate, "/travel/missing", json!("estimate"));
    assert_eq!(issues(&estimate), []);
}

#[test]
fn with_missing_error_every_pair_is_stored() {
    // Row i holds the three other places, but the row of the last place lacks place 1.
    let model = |to: Value, row_start: Value| {
        let cells = vec![1; to.as_array().map_or(0, Vec::len)];
        with(
            "/travel",
            json!({
                "type": "sparse",
                "locations": PLACES,
                "rowStart": row_start,
                "to": to,
                "durationsSec": cells,
                "distancesMt": cells,
                "missing": "error"
            }),
        )
    };
    let full = model(json!([1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2]), json!([0, 3, 6, 9, 12]));
    assert_eq!(issues(&full), []);
    let lacking = model(json!([1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 2]), json!([0, 3, 6, 9, 11]));
    assert_eq!(
        issues(&lacking)[0].message,
        "orders[o3].delivery.location.latLng must have a pair in travel to \
         orders[o1].delivery.location.latLng"
    );
}

#[test]
fn a_model_beside_the_text_replaces_the_one_in_it() {
    // What the text says of travel is not even read as a model.
    let text = with("/travel", json!({ "type": "nonsense" })).to_string();
    let beside = Travel::Matrix {
        locations: vec![[0, 0], [0, 1]],
        durations_sec: vec![0, 60, 70, 0],
        distances_mt: vec![0, 600, 700, 0],
        missing: Missing::Estimate,
    };
    let valid = validate::snapshot(text.as_bytes(), Some(beside.clone())).expect("valid");
    assert_eq!(valid.snapshot.travel, Some(beside));
    let wrong = Travel::Matrix {
        locations: vec![[0, 0]],
        durations_sec: vec![-2],
        distances_mt: vec![0, 0],
        missing: Missing::Estimate,
    };
    let issues = validate::snapshot(base().to_string().as_bytes(), Some(wrong)).unwrap_err();
    let expected =
        [(101, "travel.distancesMt".to_owned()), (101, "travel.durationsSec[0]".to_owned())];
    assert_eq!(short(&issues), expected);
    let wrong = Travel::Estimate { speed_kmh: Some(f64::NAN), detour_factor: Some(f64::INFINITY) };
    let issues = validate::snapshot(base().to_string().as_bytes(), Some(wrong)).unwrap_err();
    assert_eq!(issues.len(), 2);
}
