//! `buildRoutes` on snapshots so small that the best plan is known by trying everything.

use super::cases;
use crate::support::generator::{Sliders, snapshot};
use crate::support::oracle::{exhaustive, objective};
use routewright::date::Date;
use routewright::model::{BuildRoutesRequest, Rules, SeedOption, SolveOptions};
use routewright::ops::{self, Frozen};
use routewright::validate;
use std::rc::Rc;

/// Of 100 tiny plans, how many may leave out more or cost more than the best.
const MOST_MISSES: u64 = 4;

#[test]
fn tiny_plans_are_the_best_there_are() {
    let sliders = Sliders {
        orders: (1, 4),
        vehicles: (1, 2),
        dates: 1,
        planned: 0,
        locks: 0,
        ..Sliders::default()
    };
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
        ..SolveOptions::default()
    };
    let count = cases(400);
    let mut worse = Vec::new();
    for seed in 0..count {
        let given = snapshot(seed, &sliders);
        let text = serde_json::to_vec(&given).expect("JSON");
        let valid = Rc::new(validate::snapshot(&text, None).expect("a valid snapshot"));
        let result = ops::build_routes(&valid, &request, &options, &mut Frozen).expect("a plan");
        let rules = Rules::default();
        let got = objective(&given, &rules, result.routes.values()).expect("a value");
        let best = exhaustive::best(&given, &rules, date);
        assert!(got >= best, "seed {seed}: {got:?} beats the best, {best:?}");
        if (got.left_out, got.cost) > (best.left_out, best.cost) {
            worse.push(format!("seed {seed}: {got:?}, but {best:?}"));
        }
    }
    // A heuristic promises nothing; that small, it should hardly ever miss. Measured at 200
    // iterations: 45 of 2 000, most of them over idle time. Lower the bound when the search gets better, never raise it.
    assert!(
        worse.len() as u64 * 100 <= count * MOST_MISSES,
        "{} of {count}: {worse:#?}",
        worse.len()
    );
}
