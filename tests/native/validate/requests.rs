//! Requests and options: unknown names are issues, defaults are those of the contract.

use super::{base, check, short, with};
use routewright::error::Issue;
use routewright::model::{
    BalanceBy, Balancing, LockType, MissingCapacity, Rules, SeedOption, Snapshot, SolveOptions,
    StartFrom,
};
use routewright::validate;
use serde_json::{Value, json};

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

fn found<T>(result: Result<T, Vec<Issue>>) -> Vec<(u16, String)> {
    result.err().map(|issues| short(&issues)).unwrap_or_default()
}

fn snapshot() -> Snapshot {
    check(&base()).expect("valid").snapshot
}

fn build(request: Value) -> Vec<(u16, String)> {
    found(validate::build_routes_request(&request, &snapshot()))
}

#[test]
fn build_routes_asks_for_dates_in_order() {
    assert_eq!(build(json!({ "from": "20151204", "to": "20151204" })), []);
    assert_eq!(build(json!({ "from": "20151205", "to": "20151204" })), one(100, "to"));
    assert_eq!(build(json!({ "from": "20151204" })), one(100, "to"));
    assert_eq!(build(json!({ "from": null, "to": "20151204" })), one(100, "from"));
    assert_eq!(
        build(json!({ "from": "20150231", "to": 20_151_204 })),
        [(100, "from".to_owned()), (100, "to".to_owned())]
    );
    assert_eq!(build(json!(null)), [(100, "from".to_owned()), (100, "to".to_owned())]);
    assert_eq!(build(json!([])), one(100, ""));
    let unknown = json!({ "from": "20151204", "to": "20151204", "depottrips": true });
    assert_eq!(build(unknown), one(100, "depottrips"));
    // The past may be planned again.
    assert_eq!(build(json!({ "from": "19991231", "to": "20000101", "depotTrips": null })), []);
}

#[test]
fn a_year_of_dates_and_1000_vehicle_days_are_in_scope() {
    let year = |to: &str| build(json!({ "from": "20160101", "to": to }));
    // 2016 had 366 days.
    assert_eq!(year("20161231"), []);
    assert_eq!(year("20170101"), one(600, "to"));
    assert_eq!(build(json!({ "from": "00010101", "to": "99991231" })), one(600, "to"));
    let vehicles = |count: usize, available: bool| {
        let one = json!({ "settings": { "available": available } });
        let map = (0..count).map(|index| (format!("v{index}"), one.clone())).collect();
        let mut snapshot = base();
        for name in ["routes", "approvedRoutes", "vehicleDriverAssignments"] {
            snapshot[name] = Value::Null;
        }
        snapshot["vehicles"] = Value::Object(map);
        check(&snapshot).expect("valid").snapshot
    };
    let request = |days: &str| json!({ "from": "20151201", "to": days });
    let run = |count, available, days: &str| {
        found(validate::build_routes_request(&request(days), &vehicles(count, available)))
    };
    // 100 vehicles x 10 days, x 11 days; those that are not available do not count.
    assert_eq!(run(100, true, "20151210"), []);
    assert_eq!(run(100, true, "20151211"), one(600, "to"));
    assert_eq!(run(1_001, true, "20151201"), one(600, "to"));
    assert_eq!(run(1_001, false, "20151201"), []);
}

#[test]
fn locks_of_a_request_are_route_ids_and_unknown_ones_are_warned_of() {
    let request = |locks: Value| json!({ "from": "20151204", "to": "20151204", "lockedRouteIdsOverride": locks });
    assert_eq!(build(request(json!(null))), []);
    assert_eq!(build(request(json!(["v1"]))), one(100, "lockedRouteIdsOverride[0]"));
    let twice = json!(["v1-20151204", "v1-20151204"]);
    assert_eq!(build(request(twice)), one(104, "lockedRouteIdsOverride[1]"));
    let snapshot = snapshot();
    let some = request(json!(["v1-20151204", "v9-20151204"]));
    let some = validate::build_routes_request(&some, &snapshot).expect("valid");
    let warnings = validate::build_routes_warnings(&some, &snapshot);
    assert_eq!(short(&warnings), one(103, "lockedRouteIdsOverride[1]"));
    // None at all are a wish of their own: no lock of the snapshot counts.
    let none = validate::build_routes_request(&request(json!([])), &snapshot).expect("valid");
    assert_eq!(none.locked_route_ids_override, Some(vec![]));
}

#[test]
fn evaluate_routes_asks_for_routes_that_are_there() {
    let snapshot = snapshot();
    let run = |request: Value| found(validate::evaluate_routes_request(&request, &snapshot));
    assert_eq!(run(json!({})), []);
    assert_eq!(run(json!(null)), []);
    assert_eq!(run(json!({ "routeIds": null })), []);
    assert_eq!(run(json!({ "routeIds": ["v1-20151204"] })), []);
    assert_eq!(run(json!({ "routeIds": ["v1-20151205"] })), one(103, "routeIds[0]"));
    assert_eq!(run(json!({ "routeIds": [] })), one(100, "routeIds"));
    assert_eq!(run(json!({ "routeIds": "v1-20151204" })), one(100, "routeIds"));
    assert_eq!(run(json!({ "routeIds": ["v1-20151204", "v1-20151204"] })), one(104, "routeIds[1]"));
    assert_eq!(run(json!({ "ids": [] })), one(100, "ids"));
}

#[test]
fn options_that_are_not_given_have_the_values_of_the_contract() {
    for none in
        [json!({}), json!(null), json!({ "seed": null, "clustering": null, "maxWork": null })]
    {
        let options = validate::solve_options(&none).expect("valid");
        assert_eq!(options, SolveOptions::default());
        assert_eq!(options.seed, SeedOption::Fixed(1));
        assert_eq!((options.start_from, options.lock_type), (StartFrom::Empty, LockType::None));
        assert_eq!(
            (options.balancing, options.balance_by),
            (Balancing::Off, BalanceBy::WorkingTime)
        );
        assert_eq!((options.time_budget_ms, options.upcoming_stop_cutoff), (None, 0));
    }
    let rules = validate::rules(&json!({})).expect("valid");
    assert_eq!(rules, Rules::default());
    assert_eq!(rules.missing_capacity, MissingCapacity::Unlimited);
    assert!(!rules.strict_regions && !rules.treat_approved_as_locked && !rules.detected_times);
}

#[test]
fn options_are_read_with_their_rules() {
    let options = validate::solve_options(&json!({
        "missingCapacity": "zero", "requiredActions": true, "timeBudgetMs": 500.0, "seed": "random",
        "startFrom": "current", "lockType": "RESOURCES", "balancing": "ON_FORCE", "balanceBy": "NUM",
        "balancingFactor": 1
    }))
    .expect("valid");
    assert_eq!(options.rules.missing_capacity, MissingCapacity::Zero);
    assert!(options.rules.required_actions);
    assert_eq!((options.time_budget_ms, options.balancing_factor), (Some(500), Some(1.0)));
    assert_eq!((options.start_from, options.lock_type), (StartFrom::Current, LockType::Resources));
    assert_eq!((options.balancing, options.balance_by), (Balancing::OnForce, BalanceBy::Number));
}

#[test]
fn options_out_of_range_or_unknown_are_issues() {
    let safe = 9_007_199_254_740_991_i64;
    for (name, good, bad, code) in [
        ("timeBudgetMs", json!(0), json!(-1), 101),
        ("timeBudgetMs", json!(safe), json!(safe + 1), 101),
        ("timeBudgetMs", json!(16), json!(16.7), 100),
        ("maxIterations", json!(0), json!(-1), 101),
        ("maxWork", json!(0), json!("many"), 100),
        ("seed", json!(0), json!(-1), 101),
        ("seed", json!(safe), json!(safe + 1), 101),
        ("seed", json!("random"), json!("Random"), 100),
        ("seed", json!(1), json!(1.5), 100),
        ("startFrom", json!("empty"), json!("EMPTY"), 100),
        ("lockType", json!("NONE"), json!("none"), 100),
        ("balancing", json!("OFF"), json!(false), 100),
        ("balanceBy", json!("WT"), json!("wt"), 100),
        ("balancingFactor", json!(0), json!(-0.1), 101),
        ("balancingFactor", json!(1), json!(1.1), 101),
        ("upcomingStopCutoff", json!(0), json!(-1), 101),
        ("maxLatenessSec", json!(0), json!(-1), 101),
        ("maxLatenessSec", json!(172_800), json!(172_801), 101),
        ("proposalTtlSec", json!(0), json!(-1), 101),
        ("minimiseRoutes", json!(true), json!(1), 100),
        ("strictRegions", json!(true), json!("true"), 100),
        ("missingCapacity", json!("zero"), json!("none"), 100),
    ] {
        assert_eq!(found(validate::solve_options(&json!({ name: good }))), [], "{name}");
        assert_eq!(found(validate::solve_options(&json!({ name: bad }))), one(code, name), "{bad}");
    }
    assert_eq!(
        found(validate::solve_options(&json!({ "minimizeRoutes": true }))),
        one(100, "minimizeRoutes")
    );
    assert_eq!(found(validate::rules(&json!({ "timeBudgetMs": 1 }))), one(100, "timeBudgetMs"));
    assert_eq!(found(validate::rules(&json!("strict"))), one(100, ""));
    let message = validate::solve_options(&json!({ "seeds": 1 })).unwrap_err()[0].message.clone();
    assert_eq!(message, "seeds is not a known property");
}

#[test]
fn a_date_by_date_vehicle_counts_where_it_is_available() {
    let by_date = json!({ "20151204": { "available": true }, "20151205": { "available": false } });
    let snapshot = check(&with("/vehicles/v1/settings", by_date)).expect("valid").snapshot;
    let request = json!({ "from": "20151201", "to": "20161130" });
    assert_eq!(found(validate::build_routes_request(&request, &snapshot)), []);
}
