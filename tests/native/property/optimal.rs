//! `buildRoutes` on snapshots so small that the best plan is known by trying everything.

use super::cases;
use crate::support::generator::{Sliders, snapshot};
use crate::support::oracle::{exhaustive, objective};
use routewright::date::Date;
use routewright::model::{BuildRoutesRequest, Rules, SeedOption, SolveOptions};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate;
use std::ops::Range;

/// Seconds that services may be late in the cases with `elasticTimeWindows`.
const MOST: i64 = 3_600;

/// Holds plans against the best there is, by all that counts (SEMANTICS 5), down to Σ weight ×
/// `startSec`. None may be better; of those that are worse the list is returned.
fn misses(orders: (i64, i64), seeds: Range<u64>, elastic: bool) -> Vec<String> {
    let sliders =
        Sliders { orders, vehicles: (1, 2), dates: 1, planned: 0, locks: 0, ..Sliders::default() };
    let date = Date::parse("20260105").expect("a date");
    let request = BuildRoutesRequest {
        from: date,
        to: date,
        locked_route_ids_override: None,
        depot_trips: false,
    };
    let options = SolveOptions {
        max_iterations: Some(200),
        seed: SeedOption::Fixed(1),
        elastic_time_windows: elastic,
        max_lateness_sec: elastic.then_some(MOST),
        ..SolveOptions::default()
    };
    let mut worse = Vec::new();
    for seed in seeds {
        let given = snapshot(seed, &sliders);
        let text = serde_json::to_vec(&given).expect("JSON");
        let valid = Loaded::from(validate::snapshot(&text, None).expect("a valid snapshot"));
        let result = ops::build_routes(&valid, &request, &options, &mut Frozen).expect("a plan");
        let rules = Rules::default();
        let got = objective(&given, &rules, result.routes.values()).expect("a value");
        let best = exhaustive::best_within(&given, &rules, date, options.max_lateness_sec);
        assert!(got >= best, "seed {seed}: {got:?} beats the best, {best:?}");
        if got > best {
            worse.push(format!("seed {seed}: {got:?}, but {best:?}"));
        }
    }
    worse
}

#[test]
fn tiny_plans_are_the_best_there_are() {
    // Among the seeds are plans of orders that are feasible only together (293, 969).
    let worse = misses((1, 4), 0..cases(1_000), false);
    assert!(worse.is_empty(), "{}: {worse:#?}", worse.len());
}

#[test]
fn plans_of_up_to_seven_orders_are_the_best_there_are() {
    // Where there are too many sequences to try all, the search decides: 99 of 100 are to be best.
    let count = cases(100);
    let worse = misses((1, 7), 10_000..10_000 + count, false);
    assert!(worse.len() as u64 * 100 <= count, "{} of {count}: {worse:#?}", worse.len());
}

#[test]
fn tiny_plans_that_may_be_late_are_the_best_there_are() {
    let worse = misses((1, 4), 30_000..30_000 + cases(300), true);
    assert!(worse.is_empty(), "{}: {worse:#?}", worse.len());
}

#[test]
#[ignore = "long"]
fn five_hundred_plans_of_up_to_seven_orders_are_the_best_there_are() {
    let worse = misses((1, 7), 20_000..20_500, false);
    assert!(worse.len() <= 5, "{} of 500: {worse:#?}", worse.len());
}
