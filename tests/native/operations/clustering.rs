//! Option `clustering` (documents: "clustering"): less overlap between routes.

use super::{left_out, options, orders, request, valid};
use crate::support::judged::{Frozen, build_routes};
use crate::support::oracle::check_plan;
use routewright::model::SolveOptions;
use serde_json::{Value, json};

/// Two places in the west, 1 and 2, and two in the east, each 1 000 micro-degrees apart; 10 minutes
/// and 5 km between any two of them and the depot, but 4 km from 1 to 1 and from 2 to 2. Two
/// vehicles at 1 a kilometre take two orders each.
fn apart(json: &mut Value) {
    let order = |place: [i64; 2]| json!({"delivery": {"location": {"latLng": place}}});
    let places = [[0, 0], [0, -20_000], [1_000, -20_000], [0, 20_000], [1_000, 20_000]];
    json["orders"] = json!({"w1": order(places[1]), "w2": order(places[2]),
        "e1": order(places[3]), "e2": order(places[4])});
    let pairs = (0..25).map(|pair| (pair / 5, pair % 5));
    let twins = [(1, 3), (3, 1), (2, 4), (4, 2)];
    let metres = |pair: (i32, i32)| match pair {
        (from, to) if from == to => 0,
        pair if twins.contains(&pair) => 4_000,
        _ => 5_000,
    };
    let distances: Vec<i32> = pairs.clone().map(metres).collect();
    let durations: Vec<i32> = pairs.map(|(from, to)| if from == to { 0 } else { 600 }).collect();
    json["travel"] = json!({"type": "matrix", "locations": places,
        "durationsSec": durations, "distancesMt": distances});
    let settings = &mut json["vehicles"]["v"]["settings"];
    settings["kmCost"] = json!(100);
    settings["maxOrders"] = json!(2);
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
}

#[test]
fn clustering_keeps_routes_together_where_that_costs_little() {
    // From west to east and back each route is 14 km; its stops lie 2 224 m from their middle, so
    // that two routes count 2 800 + 4 × 222. Each in its own half is 15 km, and 56 m.
    for (clustering, cost, one) in [(false, 2_800, ["e1", "w1"]), (true, 3_000, ["e1", "e2"])] {
        let loaded = valid(apart);
        let asked = SolveOptions { clustering, max_iterations: Some(200), ..options() };
        let result = build_routes(&loaded, &request(0), &asked, &mut Frozen).expect("a plan");
        let wrong = check_plan(&loaded.snapshot, &request(0), &asked, &result);
        assert_eq!(wrong, [] as [String; 0]);
        assert_eq!((result.cost.total, left_out(&result)), (cost, vec![]));
        let routes = result.routes.values().map(|route| {
            let mut own = orders(route);
            own.sort_unstable();
            own
        });
        assert!(routes.into_iter().any(|own| own == one), "{one:?}");
    }
}
