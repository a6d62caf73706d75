//! Option `avoidEagerPickups` (documents: "Avoid eager pickups").

use super::{options, request, valid};
use crate::support::judged::{Frozen, build_routes};
use crate::support::oracle::check_plan;
use routewright::model::{Route, SolveOptions};
use serde_json::{Value, json};

/// a lies on the way to b; p is picked up at a and delivered at the depot, where the route ends.
fn back(json: &mut Value) {
    let step = |lng: i64| json!({"location": {"latLng": [0, lng]}, "serviceTimeSec": 100});
    json["orders"] =
        json!({"b": {"delivery": step(2)}, "p": {"pickup": step(1), "delivery": step(0)}});
}

fn starts(route: &Route) -> Vec<(&str, i64)> {
    let steps = route.steps.iter();
    steps.filter_map(|step| Some((step.order_id.as_deref()?, step.start_sec))).collect()
}

#[test]
fn pickups_are_made_on_the_way_back_where_that_costs_nothing() {
    // There and back it is 1 800 s either way. On the way out the pickup is at 28 800 + 600, b at
    // 29 500 + 300, the delivery at 29 900 + 900. On the way back b is at 28 800 + 900, the pickup at
    // 29 800 + 300, the delivery at 30 200 + 600: goods are on board for 700 s rather than 1 400.
    for (avoid, expected) in [
        (false, [("p", 29_400), ("b", 29_800), ("p", 30_800)]),
        (true, [("b", 29_700), ("p", 30_100), ("p", 30_800)]),
    ] {
        let loaded = valid(back);
        let asked = SolveOptions { avoid_eager_pickups: avoid, ..options() };
        let result = build_routes(&loaded, &request(0), &asked, &mut Frozen).expect("a plan");
        let wrong = check_plan(&loaded.snapshot, &request(0), &asked, &result);
        assert_eq!(wrong, [] as [String; 0]);
        assert_eq!(starts(&result.routes["v-20260105"]), expected);
    }
}

#[test]
fn a_pickup_that_would_cost_more_later_stays() {
    // Driving home from b costs nothing by way of a; with a window that closes before, it is picked
    // up on the way out.
    let loaded = valid(|json| {
        back(json);
        json["orders"]["p"]["pickup"]["timeWindows"] = json!([{"startSec": 0, "endSec": 30_099}]);
    });
    let asked = SolveOptions { avoid_eager_pickups: true, ..options() };
    let result = build_routes(&loaded, &request(0), &asked, &mut Frozen).expect("a plan");
    assert_eq!(starts(&result.routes["v-20260105"])[0], ("p", 29_400));
}
