//! Limits of the package: at the limit and one beyond, told with code 600.

use super::{base, check, found, issues, set, with};
use serde_json::{Map, Value, json};

fn one(path: &str) -> Vec<(u16, String)> {
    vec![(600, path.to_owned())]
}

/// The base with that many entries more in one of its maps.
fn filled(name: &str, more: usize, entry: &Value) -> Value {
    let mut snapshot = base();
    let map = snapshot[name].as_object_mut().unwrap();
    map.extend((0..more).map(|index| (format!("{name} {index}"), entry.clone())));
    snapshot
}

#[test]
fn entries_of_the_snapshot() {
    let order = json!({ "delivery": { "depotId": "d1" } });
    let corners = json!([[0, 0], [0, 10], [10, 0]]);
    for (name, entry, most) in [
        ("orders", order, 20_000),
        ("vehicles", json!({}), 10_000),
        ("depots", json!({}), 10_000),
        ("drivers", json!({}), 10_000),
        ("regions", json!({ "poly": corners }), 1_000),
    ] {
        let there = base()[name].as_object().unwrap().len();
        assert_eq!(issues(&filled(name, most - there, &entry)), [], "{name}");
        assert_eq!(found(&filled(name, most - there + 1, &entry)), one(name), "{name}");
    }
}

/// A value and all values in it.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(values).sum(),
        Value::Array(list) => list.iter().map(values).sum(),
        _ => 0,
    }
}

#[test]
fn a_snapshot_has_four_million_values() {
    // The travel model is read apart and left out; the list that fills up is a value itself.
    let mut snapshot = base();
    snapshot.as_object_mut().unwrap().shift_remove("travel");
    let there = values(&snapshot) + 1;
    let filled = |count: usize| {
        let mut snapshot = snapshot.clone();
        snapshot["later"] = json!("HERE");
        let list = format!("[{}0]", "0,".repeat(count - there - 1));
        let text = snapshot.to_string().replace("\"HERE\"", &list);
        routewright::validate::snapshot(text.as_bytes(), None)
    };
    assert!(filled(4_000_000).is_ok());
    assert_eq!(super::short(&filled(4_000_001).unwrap_err()), one(""));
}

#[test]
fn routes_and_their_steps() {
    let mut snapshot = base();
    let first = routewright::date::Date::parse("19800101").unwrap();
    let map = snapshot["routes"].as_object_mut().unwrap();
    map.clear();
    map.extend((0..20_000).map(|day| (format!("v1-{}", first.plus_days(day)), json!({}))));
    snapshot["approvedRoutes"] = json!([]);
    assert_eq!(issues(&snapshot), []);
    set(&mut snapshot, "/routes/v1-19791231", json!({}));
    assert_eq!(found(&snapshot), one("routes"));
    let breaks = |count| vec![json!({ "type": "brk" }); count];
    assert_eq!(issues(&with("/routes/v1-20151204/steps", json!(breaks(50_000)))), []);
    let snapshot = with("/routes/v1-20151204/steps", json!(breaks(50_001)));
    assert_eq!(found(&snapshot), one("routes[v1-20151204].steps"));
}

#[test]
fn an_id_has_256_bytes() {
    // Two bytes per character.
    let long = "é".repeat(128);
    let longer = format!("{long}e");
    let depot = json!({});
    assert_eq!(issues(&with(&format!("/depots/{long}"), depot.clone())), []);
    assert_eq!(
        found(&with(&format!("/depots/{longer}"), depot.clone())),
        one(&format!("depots[{longer}]"))
    );
    assert_eq!(found(&with("/depots/", depot)), [(100, "depots[]".to_owned())]);
    let mut snapshot = with(&format!("/vehicles/{long}"), json!({}));
    set(&mut snapshot, &format!("/routes/{long}-20151204"), json!({}));
    assert_eq!(issues(&snapshot), []);
}

#[test]
fn a_snapshot_has_64_load_keys() {
    // "people" is one; six orders with 10 keys and one with 3 make 64.
    let order = |first: usize, count: usize| {
        let loads: Map<_, _> =
            (first..first + count).map(|key| (format!("k{key}"), json!(1))).collect();
        json!({ "loads": loads, "delivery": { "depotId": "d1" } })
    };
    let mut snapshot = base();
    for index in 0..6 {
        set(&mut snapshot, &format!("/orders/x{index}"), order(index * 10, 10));
    }
    set(&mut snapshot, "/orders/x6", order(60, 3));
    assert_eq!(issues(&snapshot), []);
    // The same key in capitals is no other.
    set(
        &mut snapshot,
        "/orders/x7",
        json!({ "loads": { "K1": 1 }, "delivery": { "depotId": "d1" } }),
    );
    assert_eq!(issues(&snapshot), []);
    set(&mut snapshot, "/orders/x8", order(63, 2));
    assert_eq!(found(&snapshot), one("orders[x8].loads[k63]"));
}

#[test]
fn corners_of_regions() {
    // A staircase up and straight back: corners without crossings.
    let stairs = |corners: i64| -> Value {
        let mut poly: Vec<_> =
            (0..corners - 1).map(|step| json!([(step + 1) / 2, step / 2])).collect();
        poly.push(json!([0, corners]));
        json!(poly)
    };
    assert_eq!(issues(&with("/regions/r1/poly", stairs(2_000))), []);
    assert_eq!(found(&with("/regions/r1/poly", stairs(2_001))), one("regions[r1].poly"));
    // 25 x 2 000 corners are 50 000; three more are too many.
    let mut snapshot = base();
    snapshot["regions"].as_object_mut().unwrap().clear();
    snapshot["vehicles"]["v1"]["settings"]["regionIds"] = json!([]);
    for index in 0..25 {
        set(&mut snapshot, &format!("/regions/r{index}"), json!({ "poly": stairs(2_000) }));
    }
    assert_eq!(issues(&snapshot), []);
    set(&mut snapshot, "/regions/more", json!({ "poly": stairs(3) }));
    assert_eq!(found(&snapshot), one("regions[more].poly"));
}

#[test]
fn a_matrix_has_4000_locations_and_a_sparse_model_50000() {
    let locations = |count: i64| (0..count).map(|index| [index, 0]).collect::<Vec<_>>();
    let matrix = |count: i64| {
        let cells = vec![0; (count * count) as usize];
        routewright::model::Travel::Matrix {
            locations: locations(count),
            durations_sec: cells.clone(),
            distances_mt: cells,
            missing: routewright::model::Missing::Estimate,
        }
    };
    let text = base().to_string();
    let run = |travel| {
        let result = routewright::validate::snapshot(text.as_bytes(), Some(travel));
        result.err().map(|issues| super::short(&issues)).unwrap_or_default()
    };
    assert_eq!(run(matrix(4_000)), []);
    assert_eq!(run(matrix(4_001)), one("travel.locations"));
    let sparse = |count: usize| {
        json!({
            "type": "sparse",
            "locations": locations(count as i64),
            "rowStart": vec![0; count + 1],
            "to": [],
            "durationsSec": [],
            "distancesMt": []
        })
    };
    assert_eq!(issues(&with("/travel", sparse(50_000))), []);
    // Told once in the text, before its model is made.
    assert_eq!(found(&with("/travel", sparse(50_001))), one("travel.locations"));
}

#[test]
fn moments_that_drivers_reported_end_after_30_days() {
    let pointer = "/routes/v1-20151204/steps/1/trackingData";
    for name in ["timeInSec", "timeOutSec", "statusSec", "timeInDetectedSec", "timeOutDetectedSec"]
    {
        for at in [-1, 0, 2_592_000] {
            assert_eq!(issues(&with(pointer, json!({ name: at }))), []);
        }
        for beyond in [-2, 2_592_001] {
            let path = format!("routes[v1-20151204].steps[1].trackingData.{name}");
            assert_eq!(found(&with(pointer, json!({ name: beyond }))), [(101, path)]);
        }
    }
}

#[test]
fn depot_and_region_times_end_at_a_day() {
    for (pointer, path) in [
        ("/depots/d1/setupTimeSec", "depots[d1].setupTimeSec"),
        ("/regions/r1/enterTimeSec", "regions[r1].enterTimeSec"),
    ] {
        assert_eq!(issues(&with(pointer, json!(86_400))), []);
        assert_eq!(found(&with(pointer, json!(86_401))), [(101, path.to_owned())]);
    }
}

#[test]
fn costs_that_could_not_be_exact_are_refused() {
    // Every documented maximum at once, on the base: still exact.
    let mut snapshot = base();
    for name in [
        "activationCost",
        "perStopCost",
        "drivingTimeCost",
        "idleTimeCost",
        "serviceTimeCost",
        "breakTimeCost",
        "kmCost",
    ] {
        set(&mut snapshot, &format!("/vehicles/v1/settings/{name}"), json!(100_000_000));
    }
    for name in ["perStopTimeSec", "preparationTimeSec", "closeOutTimeSec", "minWorkingTimeSec"] {
        set(&mut snapshot, &format!("/vehicles/v1/settings/{name}"), json!(86_400));
    }
    set(&mut snapshot, "/vehicles/v1/settings/minLoadCapacities/people", json!(1_000_000_000));
    for name in ["setupCost", "setupTimeSec"] {
        set(&mut snapshot, &format!("/depots/d1/{name}"), json!(86_400));
    }
    assert_eq!(issues(&snapshot), []);
    // With S order steps a plan has S routes or fewer and 3 S legs at most. A leg of 100 000 km
    // at 1 000 000 per km is 1e8 m x 1e8 x 18 = 1.8e17 of 4.6e18 parts: 26 legs pass it, and the
    // four steps and one route of the base make 4 + 4 + 5 = 13, another nine steps 40.
    set(
        &mut snapshot,
        "/travel",
        json!({
            "type": "matrix",
            "locations": [[0, 0], [0, 1]],
            "durationsSec": [0, 0, 0, 0],
            "distancesMt": [0, 100_000_000, 0, 0]
        }),
    );
    assert_eq!(issues(&snapshot), []);
    for index in 0..9 {
        let order = json!({ "delivery": { "depotId": "d1" } });
        set(&mut snapshot, &format!("/orders/x{index}"), order);
    }
    assert_eq!(found(&snapshot), one(""));
    // With a rate of 10 000 per km, a hundredth of it, nothing is near.
    set(&mut snapshot, "/vehicles/v1/settings/kmCost", json!(1_000_000));
    assert!(check(&snapshot).is_ok());
}

#[test]
fn the_table_of_limits_names_every_limit_of_the_package() {
    use routewright::validate::limits as of;
    let table = include_str!("../../../docs/limits.md");
    // As the table writes numbers: groups of three digits with a blank between them.
    let grouped = |number: i64| {
        let digits = number.to_string();
        let groups = digits.as_bytes().rchunks(3).rev();
        let groups: Vec<_> = groups.map(|group| String::from_utf8_lossy(group)).collect();
        groups.join(" ")
    };
    let count = |number: usize| i64::try_from(number).unwrap();
    for (row, number) in [
        ("text of a snapshot", count(of::TEXT_BYTES)),
        ("values of a snapshot", count(of::VALUES)),
        ("nesting", count(of::DEPTH)),
        ("orders ·", count(of::ORDERS)),
        ("orders ·", count(of::VEHICLES)),
        ("orders ·", count(of::DEPOTS)),
        ("orders ·", count(of::DRIVERS)),
        ("routes ·", count(of::ROUTES)),
        ("routes ·", count(of::ROUTE_STEPS)),
        ("regions ·", count(of::REGIONS)),
        ("regions ·", count(of::CORNERS)),
        ("regions ·", count(of::CORNERS_TOGETHER)),
        ("an id", count(of::ID_BYTES)),
        ("different load keys", count(of::LOAD_KEYS)),
        ("vehicle-days", count(of::VEHICLE_DAYS)),
        ("dates of a request", of::DATES),
        ("execution events of a request", count(of::EVENTS)),
        ("locations of a matrix", count(of::MATRIX_LOCATIONS)),
        ("locations of a matrix", count(of::SPARSE_LOCATIONS)),
        ("locations of a matrix", count(of::SPARSE_PAIRS)),
        ("duration ·", i64::from(of::PAIR_SEC)),
        ("duration ·", i64::from(of::PAIR_MT)),
        ("moments of windows", of::LATEST),
        ("moments that drivers", of::REPORTED_SEC),
    ] {
        let line = table.lines().find(|line| line.starts_with(&format!("| {row}")));
        let line = line.unwrap_or_else(|| panic!("no row {row}"));
        assert!(line.contains(&grouped(number)), "{} is not in: {line}", grouped(number));
    }
    assert!(table.contains(&format!("{} issues are listed", grouped(count(of::ISSUES)))));
}
