//! `buildRoutes`: every plan is right, free of violations and complete, and says truly why an order
//! is left out.

use super::{cases, seeds};
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::oracle::check_plan;
use routewright::date::Date;
use routewright::model::{
    BalanceBy, Balancing, BuildRoutesRequest, LockType, SeedOption, Snapshot, SolveOptions,
    StartFrom,
};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate;
use std::ops::Range;

/// A request and options that vary with the seed.
fn question(seed: u64) -> (BuildRoutesRequest, SolveOptions) {
    let mut dice = Dice::new(seed ^ 0xA5A5);
    let first = Date::parse("20260105").expect("a date");
    let from = first.plus_days(dice.sometimes(15, 0, 1));
    let request = BuildRoutesRequest {
        from,
        to: from.plus_days(dice.between(0, 2)),
        locked_route_ids_override: dice.percent(15).then(Vec::new),
        depot_trips: dice.percent(25),
    };
    let mut options = SolveOptions {
        max_iterations: Some(*dice.pick(&[0, 5, 30])),
        seed: SeedOption::Fixed(seed),
        ..SolveOptions::default()
    };
    if dice.percent(30) {
        options.start_from = StartFrom::Current;
        options.lock_type = *dice.pick(&[LockType::None, LockType::Routes, LockType::Resources]);
    }
    options.minimise_routes = dice.percent(15);
    options.rules.strict_regions = dice.percent(10);
    options.rules.treat_approved_as_locked = dice.percent(10);
    if dice.percent(20) {
        options.elastic_time_windows = true;
        options.max_lateness_sec =
            *dice.pick(&[None, Some(0), Some(300), Some(1_800), Some(7_200)]);
    }
    if dice.percent(40) {
        options.balancing = *dice.pick(&[Balancing::On, Balancing::OnForce]);
        options.minimise_routes &= options.balancing == Balancing::On;
        options.balance_by = *dice.pick(&[BalanceBy::WorkingTime, BalanceBy::Number]);
        options.balancing_factor = *dice.pick(&[None, Some(0.0), Some(1.0)]);
    }
    options.clustering = dice.percent(20);
    options.avoid_eager_pickups = dice.percent(25);
    (request, options)
}

fn problems(seed: u64, given: &Snapshot) -> Vec<String> {
    let (request, options) = question(seed);
    let text = serde_json::to_vec(given).expect("JSON");
    let valid = match validate::snapshot(&text, None) {
        Ok(valid) => Loaded::from(valid),
        Err(issues) => return vec![format!("refused: {issues:?}")],
    };
    match ops::build_routes(&valid, &request, &options, &mut Frozen) {
        Ok(result) => check_plan(given, &request, &options, &result),
        Err(error) => vec![format!("failed: {error}")],
    }
}

fn none_wrong(sliders: &Sliders, range: Range<u64>) {
    let (mut bad, mut shown) = (0, String::new());
    for seed in seeds("built", range) {
        let found = problems(seed, &snapshot(seed, sliders));
        if !found.is_empty() {
            bad += 1;
            if bad <= 3 {
                shown += &format!("\nseed {seed}: {found:#?}");
            }
        }
    }
    assert_eq!(bad, 0, "plans are wrong with {sliders:?}: {shown}");
}

#[test]
fn every_plan_is_right_free_of_violations_and_complete() {
    none_wrong(&Sliders { orders: (1, 9), ..Sliders::default() }, 0..cases(600));
}

#[test]
fn larger_plans_are_right_too() {
    let sliders = Sliders { orders: (20, 40), vehicles: (3, 6), ..Sliders::default() };
    none_wrong(&sliders, 100_000..100_000 + cases(60));
}

#[test]
fn plans_are_right_where_much_is_unreachable_and_nothing_is_easy() {
    let sliders = Sliders {
        orders: (3, 9),
        vehicles: (1, 3),
        unreachable: 100,
        breaks: 80,
        windows: 90,
        limits: 80,
        degenerate: 60,
        ..Sliders::default()
    };
    none_wrong(&sliders, 200_000..200_000 + cases(400));
}

#[test]
fn every_reason_is_what_keeps_an_order_out_where_most_have_no_room() {
    // The checker tries every place for every order.
    let tight = Sliders {
        orders: (10, 25),
        vehicles: (1, 3),
        dates: 2,
        limits: 75,
        loads: 85,
        tags: 25,
        breaks: 60,
        locks: 15,
        degenerate: 10,
        ..Sliders::default()
    };
    none_wrong(&tight, 300_000..300_000 + cases(120));
}

#[test]
fn so_it_is_for_hundreds_of_orders() {
    let many = Sliders {
        orders: (170, 220),
        vehicles: (1, 2),
        dates: 1,
        limits: 90,
        loads: 85,
        bad_geocodes: 0,
        degenerate: 0,
        ..Sliders::default()
    };
    // Trying every place literally for hundreds of orders takes too long for more of them, in long runs too.
    none_wrong(&many, 400_000..400_003);
}
