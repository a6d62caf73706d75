//! `buildRoutes` on snapshots so small that the best plan is known by trying everything.

use super::aims::{Counted, balance_of, counted, work};
use super::cases;
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::oracle::exhaustive::{self, Asked};
use crate::support::oracle::journey::Journey;
use crate::support::oracle::objective;
use routewright::date::Date;
use routewright::model::{
    BalanceBy, Balancing, BuildRoutesRequest, LockType, Route, Rules, SchedulingResult, SeedOption,
    Snapshot, SolveOptions, StartFrom,
};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate;
use std::collections::BTreeMap;
use std::ops::Range;

/// Seconds that services may be late in the cases with `elasticTimeWindows`.
const MOST: i64 = 3_600;

fn date() -> Date {
    Date::parse("20260105").expect("a date")
}

fn sliders(orders: (i64, i64)) -> Sliders {
    Sliders { orders, vehicles: (1, 2), dates: 1, planned: 0, locks: 0, ..Sliders::default() }
}

fn planned(given: &Snapshot, options: &SolveOptions) -> SchedulingResult {
    let (from, to) = (date(), date());
    let request =
        BuildRoutesRequest { from, to, locked_route_ids_override: None, depot_trips: false };
    let text = serde_json::to_vec(given).expect("JSON");
    let valid = Loaded::from(validate::snapshot(&text, None).expect("a valid snapshot"));
    ops::build_routes(&valid, &request, options, &mut Frozen).expect("a plan")
}

fn options() -> SolveOptions {
    SolveOptions {
        max_iterations: Some(200),
        seed: SeedOption::Fixed(1),
        ..SolveOptions::default()
    }
}

/// Holds plans against the best there is, by all that counts (SEMANTICS 5), down to Σ weight ×
/// `startSec`. None may be better; of those that are worse the list is returned.
fn misses(orders: (i64, i64), seeds: Range<u64>, elastic: bool) -> Vec<String> {
    let options = SolveOptions {
        elastic_time_windows: elastic,
        max_lateness_sec: elastic.then_some(MOST),
        ..options()
    };
    let rules = Rules::default();
    let mut worse = Vec::new();
    for seed in seeds {
        let given = snapshot(seed, &sliders(orders));
        let result = planned(&given, &options);
        let asked = Asked { most: options.max_lateness_sec, ..Asked::default() };
        let got = objective(&given, &rules, result.routes.values()).expect("a value");
        let best = exhaustive::best_of(&given, &rules, date(), &asked);
        assert!(got >= best, "seed {seed}: {got:?} beats the best, {best:?}");
        if got > best {
            worse.push(format!("seed {seed}: {got:?}, but {best:?}"));
        }
    }
    worse
}

/// Puts about half of the orders on routes, and says on whose.
fn put_on_routes(given: &mut Snapshot, dice: &mut Dice) -> BTreeMap<String, String> {
    let mut part = given.clone();
    part.orders.retain(|_, _| dice.percent(50));
    given.routes = planned(&part, &SolveOptions { max_iterations: Some(0), ..options() }).routes;
    let steps = given.routes.values().flat_map(|route| {
        let vehicle = route.vehicle_id.clone();
        route.steps.iter().map(move |step| (step.order_id.clone(), vehicle.clone()))
    });
    steps.filter_map(|(order, vehicle)| Some((order?, vehicle?))).collect()
}

/// The routes that stand after a result.
fn standing(given: &Snapshot, result: &SchedulingResult) -> Vec<Route> {
    let mut routes = given.routes.clone();
    routes.retain(|id, _| !result.deleted_route_ids.contains(id));
    routes.extend(result.routes.clone());
    routes.into_values().collect()
}

/// The same where routes stand whose orders stay with their vehicle.
fn misses_with_routes(orders: (i64, i64), seeds: Range<u64>) -> Vec<String> {
    let options = SolveOptions {
        start_from: StartFrom::Current,
        lock_type: LockType::Resources,
        ..options()
    };
    let rules = Rules::default();
    let mut worse = Vec::new();
    for seed in seeds {
        let mut given = snapshot(seed, &sliders(orders));
        let home = put_on_routes(&mut given, &mut Dice::new(seed));
        let has_new = home.len() < given.orders.len();
        let routes = standing(&given, &planned(&given, &options));
        let got = objective(&given, &rules, &routes).expect("a value");
        let best = exhaustive::best_of(&given, &rules, date(), &Asked { home, most: None });
        assert!(got >= best, "seed {seed}: {got:?} beats the best, {best:?}");
        // Without anything new there is nothing to search for.
        if got > best && has_new {
            worse.push(format!("seed {seed}: {got:?}, but {best:?}"));
        }
    }
    worse
}

/// Whether one counts less, by more than the thousandth of a hundredth: the search counts in parts of
/// it.
fn is_less(one: Counted, other: Counted) -> bool {
    let (first, (cost, parts)) = one;
    let (second, (more, of)) = other;
    first < second || first == second && cost * of * 1_000 + parts * of < more * parts * 1_000
}

/// The same where work is to be even, with and without routes that stand, by the sum that balancing
/// makes of costs (FEATURES OPT-03 … 05).
fn misses_of_even_work(orders: (i64, i64), seeds: Range<u64>) -> Vec<String> {
    let rules = Rules::default();
    let mut worse = Vec::new();
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let mut given = snapshot(seed, &Sliders { vehicles: (2, 3), ..sliders(orders) });
        let with_routes = dice.percent(30);
        let (start_from, lock_type) = (StartFrom::Current, LockType::Resources);
        let home = if with_routes { put_on_routes(&mut given, &mut dice) } else { BTreeMap::new() };
        let has_new = home.len() < given.orders.len();
        let options = SolveOptions {
            balancing: *dice.pick(&[Balancing::On, Balancing::OnForce]),
            balance_by: *dice.pick(&[BalanceBy::WorkingTime, BalanceBy::Number]),
            balancing_factor: *dice.pick(&[None, Some(0.1), Some(1.0)]),
            start_from: if with_routes { start_from } else { StartFrom::Empty },
            lock_type: if with_routes { lock_type } else { LockType::None },
            ..options()
        };
        let routes = standing(&given, &planned(&given, &options));
        let got = balance_of(&given, &options, &routes);
        let mut best: Option<Counted> = None;
        let asked = Asked { home, most: None };
        let own = |journey: &Journey| work(&options, journey);
        exhaustive::plans((&given, &rules, date()), &asked, own, &mut |plan, works| {
            let value = counted(&given, &options, plan, works);
            if best.is_none_or(|best| is_less(value, best)) {
                best = Some(value);
            }
        });
        let best = best.expect("a plan");
        assert!(!is_less(got, best), "seed {seed}: {got:?} beats the best, {best:?}");
        if is_less(best, got) && has_new {
            worse.push(format!("seed {seed}: {got:?}, but {best:?} {options:?}"));
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

#[test]
fn tiny_plans_beside_routes_that_stay_are_the_best_there_are() {
    let worse = misses_with_routes((2, 5), 40_000..40_000 + cases(300));
    assert!(worse.is_empty(), "{}: {worse:#?}", worse.len());
}

#[test]
fn tiny_plans_of_even_work_are_the_best_there_are() {
    let worse = misses_of_even_work((2, 5), 50_000..50_000 + cases(300));
    assert!(worse.is_empty(), "{}: {worse:#?}", worse.len());
}

#[test]
#[ignore = "long"]
fn five_hundred_plans_beside_routes_and_of_even_work_are_the_best_there_are() {
    let worse = misses_with_routes((2, 7), 60_000..60_500);
    assert!(worse.len() <= 5, "{} of 500: {worse:#?}", worse.len());
    let worse = misses_of_even_work((2, 7), 70_000..70_500);
    assert!(worse.len() <= 5, "{} of 500: {worse:#?}", worse.len());
}
