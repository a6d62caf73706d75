//! `evaluateRoutes`: the evaluator and the independent checker say the same of every route.

use super::{cases, seeds};
use crate::support::generator::{Sliders, snapshot};
use crate::support::oracle::check_route;
use routewright::model::{EvaluateRoutesRequest, MissingCapacity, Route, Rules, Snapshot};
use routewright::ops::{self, Loaded};
use routewright::sorted;
use routewright::validate;
use std::ops::Range;

/// Rules vary with the seed.
fn rules(seed: u64) -> Rules {
    let missing =
        if seed.is_multiple_of(5) { MissingCapacity::Zero } else { MissingCapacity::Unlimited };
    Rules { missing_capacity: missing, strict_regions: seed.is_multiple_of(7), ..Rules::default() }
}

fn evaluated(given: &Snapshot, rules: &Rules) -> Result<sorted::Map<String, Route>, String> {
    let text = serde_json::to_vec(given).expect("JSON");
    let valid = validate::snapshot(&text, None).map_err(|issues| format!("refused: {issues:?}"))?;
    ops::evaluate_routes(&Loaded::from(valid), &EvaluateRoutesRequest::default(), rules)
        .map(|result| result.routes)
        .map_err(|error| format!("failed: {error}"))
}

/// All that differs after evaluating the snapshot's plan.
fn differences(seed: u64, given: &Snapshot) -> Vec<String> {
    let rules = rules(seed);
    let routes = match evaluated(given, &rules) {
        Ok(routes) => routes,
        Err(why) => return vec![why],
    };
    let mut found = Vec::new();
    if routes.keys().ne(given.routes.keys()) {
        found.push(format!("routes: {:?}", routes.keys().collect::<Vec<_>>()));
    }
    for (id, route) in &routes {
        let own = check_route(given, &rules, route);
        found.extend(own.into_iter().map(|own| format!("{id}: {own}")));
    }
    // What has been evaluated is as it should be: again, nothing changes, not even a revision.
    let again = evaluated(&Snapshot { routes: routes.clone(), ..given.clone() }, &rules);
    if again.as_ref() != Ok(&routes) {
        found.push(format!("evaluated again: {again:?}, first {routes:?}"));
    }
    found
}

fn none_differ(sliders: &Sliders, range: Range<u64>) {
    let (mut bad, mut shown) = (0, String::new());
    for seed in seeds("evaluated", range) {
        let found = differences(seed, &snapshot(seed, sliders));
        if !found.is_empty() {
            bad += 1;
            if bad <= 3 {
                shown += &format!("\nseed {seed}: {found:#?}");
            }
        }
    }
    assert_eq!(bad, 0, "snapshots differ with {sliders:?}: {shown}");
}

#[test]
fn evaluator_and_checker_agree_on_every_route() {
    none_differ(&Sliders::default(), 0..cases(1_000));
}

#[test]
fn they_agree_where_vehicles_have_breaks_and_steps_have_windows() {
    let sliders = Sliders {
        breaks: 100,
        windows: 80,
        unreachable: 0,
        bad_geocodes: 0,
        vehicles: (1, 2),
        dates: 1,
        orders: (2, 8),
        ..Sliders::default()
    };
    none_differ(&sliders, 100_000..100_000 + cases(300));
}

#[test]
fn they_agree_where_places_cannot_be_reached() {
    let sliders = Sliders { unreachable: 100, bad_geocodes: 10, ..Sliders::default() };
    none_differ(&sliders, 200_000..200_000 + cases(200));
}

#[test]
fn they_agree_where_limits_are_tight_and_windows_many() {
    let sliders = Sliders {
        limits: 100,
        breaks: 60,
        windows: 90,
        degenerate: 60,
        unreachable: 0,
        bad_geocodes: 0,
        vehicles: (1, 2),
        dates: 1,
        orders: (1, 6),
        ..Sliders::default()
    };
    none_differ(&sliders, 300_000..300_000 + cases(1_000));
}
