//! Options `balancing`, `balanceBy` and `balancingFactor` (documents: "balancing").

use super::{left_out, options, orders, request, valid};
use crate::oracle::settings;
use crate::support::judged::{Frozen, Loaded, build_routes};
use crate::support::oracle::check_plan;
use routewright::model::{BalanceBy, Balancing, SchedulingResult, SolveOptions};
use serde_json::{Value, json};

/// Vehicles v and w at 1 a kilometre; order d is where c is. Kilometres and seconds of routes:
/// a 10 and 1 300; b c d 19.5 and 2 600; a b 15 and 2 000; c d 20 and 2 600; a c 19 and 2 500;
/// b d 19.5 and 2 500; all of them 18.5.
fn four(json: &mut Value) {
    settings(json)["kmCost"] = json!(100);
    json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    json["orders"]["d"] = json["orders"]["c"].clone();
}

/// The same with 10 for each vehicle used, and at most three orders on it.
fn two_routes(json: &mut Value) {
    settings(json)["activationCost"] = json!(1_000);
    settings(json)["maxOrders"] = json!(3);
    four(json);
}

fn balanced(balancing: Balancing, balance_by: BalanceBy, factor: Option<f64>) -> SolveOptions {
    let max_iterations = Some(300);
    SolveOptions { balancing, balance_by, balancing_factor: factor, max_iterations, ..options() }
}

fn build(loaded: &Loaded, options: &SolveOptions) -> SchedulingResult {
    let result = build_routes(loaded, &request(0), options, &mut Frozen).expect("a plan");
    let wrong = check_plan(&loaded.snapshot, &request(0), options, &result);
    assert_eq!(wrong, [] as [String; 0]);
    assert_eq!(left_out(&result), [] as [&str; 0]);
    result
}

/// How many orders the routes have, ascending, and what they cost.
fn shape(result: &SchedulingResult) -> (Vec<usize>, i64) {
    let mut sizes: Vec<usize> = result.routes.values().map(|own| orders(own).len()).collect();
    sizes.sort_unstable();
    (sizes, result.cost.total)
}

#[test]
fn balancing_on_force_uses_all_vehicles() {
    let loaded = valid(four);
    let plan =
        |balancing| shape(&build(&loaded, &balanced(balancing, BalanceBy::Number, Some(0.0))));
    // One route is cheapest, and even with itself; of two, a alone and the rest.
    assert_eq!(plan(Balancing::Off), (vec![4], 1_850));
    assert_eq!(plan(Balancing::On), (vec![4], 1_850));
    assert_eq!(plan(Balancing::OnForce), (vec![1, 3], 2_950));
}

#[test]
fn the_factor_weighs_even_numbers_against_the_cost() {
    // 1 and 3 orders are off their mean 2 by half of it: 2 950 × (1 + f / 2) is less than 3 500, of 2
    // and 2, up to f = 0.372.
    let loaded = valid(four);
    let plan =
        |factor| shape(&build(&loaded, &balanced(Balancing::OnForce, BalanceBy::Number, factor)));
    assert_eq!(plan(None), (vec![1, 3], 2_950));
    assert_eq!(plan(Some(0.37)), (vec![1, 3], 2_950));
    assert_eq!(plan(Some(0.38)), (vec![2, 2], 3_500));
    assert_eq!(plan(Some(1.0)), (vec![2, 2], 3_500));
}

#[test]
fn balancing_on_evens_the_vehicles_it_uses_whatever_the_factor() {
    let loaded = valid(two_routes);
    let plan =
        |balancing, factor| shape(&build(&loaded, &balanced(balancing, BalanceBy::Number, factor)));
    assert_eq!(plan(Balancing::Off, None), (vec![1, 3], 4_950));
    // 4 950 × 1.15 = 5 692.5, more than 5 500; the factor is of ON_FORCE only.
    assert_eq!(plan(Balancing::On, None), (vec![2, 2], 5_500));
    assert_eq!(plan(Balancing::On, Some(0.0)), (vec![2, 2], 5_500));
    assert_eq!(plan(Balancing::OnForce, Some(0.0)), (vec![1, 3], 4_950));
}

#[test]
fn balance_by_working_time_evens_what_lies_between_departure_and_arrival() {
    // 1 300 and 2 600 s are off their mean 1 950 by a third: 4 950 × 1.1 = 5 445 with 0.3; a c and
    // b d take 2 500 s each and cost 5 850, less than 4 950 × 4 / 3 with 1.
    let loaded = valid(two_routes);
    let plan = |factor| {
        let result =
            build(&loaded, &balanced(Balancing::OnForce, BalanceBy::WorkingTime, Some(factor)));
        let time = |route: &routewright::model::Route| {
            route.steps.last().map_or(0, |last| last.arrival_sec) - route.steps[0].end_sec
        };
        let mut times: Vec<i64> = result.routes.values().map(time).collect();
        times.sort_unstable();
        (times, result.cost.total)
    };
    assert_eq!(plan(0.3), (vec![1_300, 2_600], 4_950));
    assert_eq!(plan(1.0), (vec![2_500, 2_500], 5_850));
}

#[test]
fn the_factor_in_force_is_told_and_one_that_counts_for_nothing_is_a_warning() {
    let loaded = valid(two_routes);
    for (balancing, factor, in_force, warns) in [
        (Balancing::Off, None, None, false),
        (Balancing::Off, Some(0.5), None, true),
        (Balancing::On, None, Some(0.3), false),
        (Balancing::On, Some(0.5), Some(0.3), true),
        (Balancing::OnForce, None, Some(0.3), false),
        (Balancing::OnForce, Some(0.5), Some(0.5), false),
    ] {
        let result = build(&loaded, &balanced(balancing, BalanceBy::Number, factor));
        assert_eq!(result.stats.options.balancing_factor, in_force);
        let warned = result.warnings.iter().any(|own| own.path == "balancingFactor");
        assert_eq!(warned, warns, "{balancing:?} {factor:?}");
    }
}

#[test]
fn work_is_even_where_nothing_costs_anything() {
    let loaded = valid(|json| {
        four(json);
        for vehicle in ["v", "w"] {
            json["vehicles"][vehicle]["settings"]["kmCost"] = json!(0);
        }
    });
    let result = build(&loaded, &balanced(Balancing::OnForce, BalanceBy::Number, None));
    assert_eq!(shape(&result), (vec![2, 2], 0));
}

#[test]
fn all_vehicles_and_as_few_as_possible_contradict_each_other() {
    let asked = SolveOptions {
        minimise_routes: true,
        ..balanced(Balancing::OnForce, BalanceBy::Number, None)
    };
    let error = build_routes(&valid(four), &request(0), &asked, &mut Frozen).expect_err("400");
    assert_eq!(error.issues[0].path, "minimiseRoutes");
}
