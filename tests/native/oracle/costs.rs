//! SEMANTICS 5: the cost of a route and its parts; the objective.

use super::{date, delivery, route, settings, with};
use crate::support::oracle::objective::Objective;
use crate::support::oracle::{cost, exhaustive, objective};
use routewright::model::{CostSummary, Rules};
use serde_json::json;

#[test]
fn every_part_of_the_cost_is_priced_by_its_own_rate() {
    let snapshot = with(|json| {
        let own = settings(json);
        own["activationCost"] = json!(10_000);
        own["drivingTimeCost"] = json!(2_000);
        own["idleTimeCost"] = json!(1_800);
        own["serviceTimeCost"] = json!(3_600);
        own["breakTimeCost"] = json!(720);
        own["kmCost"] = json!(100);
        own["perStopCost"] = json!(50);
        own["perStopTimeSec"] = json!(30);
        own["preparationTimeSec"] = json!(300);
        own["closeOutTimeSec"] = json!(200);
        own["flexStartTime"] = json!(false);
        own["breaks"] = json!([{"durationSec": 600, "startSec": 28_800, "endSec": 61_200}]);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 32_000, "endSec": 33_000}]);
    });
    // 28 800, prepared 29 100; with the break anywhere before b: a 29 730–29 830, parked at b
    // 30 160; 600 s of break are absorbed by waiting, idle 1 240.
    assert_eq!(
        route(&snapshot, &["a", "b"]).cost_breakdown,
        Some(CostSummary {
            activation: 10_000,
            driving: 1_000,  // 1 800 s × 2 000 / 3 600
            idle: 620,       // 1 240 s × 1 800 / 3 600
            service: 760,    // (200 service + 60 parking + 300 + 200) s × 3 600 / 3 600
            break_time: 120, // 600 s × 720 / 3 600
            distance: 1_500, // 15 000 m × 100 / 1 000
            per_stop: 100,
            depot_setup: 0,
            region_enter: 0,
            total: 14_100,
        })
    );
}

#[test]
fn parts_are_rounded_down_and_the_largest_fractions_up() {
    // In 1/18 000: 0.5 + 0.5 + 0.25 = 1.25 → 1: the first of the two halves goes up.
    let parts = [0, 9_000, 9_000, 4_500, 0, 0, 0, 0, 0];
    let expected = CostSummary { total: 1, driving: 1, ..CostSummary::default() };
    assert_eq!(cost::summary(parts), expected);
    // 0.5 + 0.25 + 0.75 = 1.5 → 2: three quarters, then the half.
    let parts = [0, 9_000, 0, 4_500, 0, 13_500, 0, 0, 0];
    let expected = CostSummary { total: 2, driving: 1, distance: 1, ..CostSummary::default() };
    assert_eq!(cost::summary(parts), expected);
}

#[test]
fn plans_are_compared_by_weight_left_out_then_cost_with_penalties() {
    let snapshot = with(|json| {
        json["orders"]["b"]["priority"] = json!(20);
        json["orders"]["c"]["priority"] = json!(-20);
        json["orders"]["a"]["loads"] = json!({"kg": 40});
        settings(json)["minWorkingTimeSec"] = json!(2_000);
        settings(json)["minLoadCapacities"] = json!({"kg": 100});
        settings(json)["kmCost"] = json!(10);
    });
    let own = route(&snapshot, &["a"]);
    let value = objective(&snapshot, &Rules::default(), [&own]).expect("a value");
    assert_eq!(value.left_out, 16 + 1);
    // 10 000 m × 10 / 1 000 = 100; 1 300 s of work: 700 short; 60 of kg short.
    assert_eq!(value.cost, 100 + 700 + 60);
    assert_eq!((value.driving, value.routes, value.starts), (1_200, 1, 4 * 29_400));
}

#[test]
fn the_best_of_all_plans_is_found_by_trying() {
    let snapshot = with(|json| settings(json)["kmCost"] = json!(100));
    let best = exhaustive::best(&snapshot, &Rules::default(), date());
    // a b c, a c b and their reverses drive 18 500 m; a c b and b c a only 2 200 s; a c b starts at
    // 29 400, 30 000 and 30 300.
    let expected = Objective {
        left_out: 0,
        late: 0,
        cost: 1_850,
        driving: 2_200,
        routes: 1,
        starts: 4 * (29_400 + 30_000 + 30_300),
    };
    assert_eq!(best, expected);
    // Two orders at most: the two cheapest are a and b, 15 000 m.
    let two = with(|json| {
        settings(json)["kmCost"] = json!(100);
        settings(json)["maxOrders"] = json!(2);
    });
    let best = exhaustive::best(&two, &Rules::default(), date());
    assert_eq!((best.left_out, best.cost), (4, 1_500));
}
