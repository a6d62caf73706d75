//! Calls of operations, as the bindings make them: a document with the operation's name, snapshot,
//! request and options.

use super::{NOW, stays_valid, told};
use crate::support::judged::{self as ops, Frozen, Loaded};
use routewright::error::{Error, Issue};
use routewright::model::{Rules, SeedOption, Snapshot, SolveOptions};
use routewright::validate;
use serde_json::Value;

/// Beyond these nothing is solved: it would only take longer.
const ORDERS: usize = 30;
const DATES: i64 = 4;
const ITERATIONS: i64 = 3;

/// Whether it gave a result.
pub(super) fn call(call: &Value) -> bool {
    let Some(name) = call["operation"].as_str() else { return false };
    let valid = match validate::snapshot(call["snapshot"].to_string().as_bytes(), None) {
        Ok(valid) => valid,
        Err(issues) => {
            told(&issues);
            return false;
        }
    };
    let mut loaded = Loaded::from(valid);
    if is_large(&loaded.snapshot) {
        return false;
    }
    let before = loaded.clone();
    let outcome = perform(&mut loaded, name, &call["request"], &call["options"]);
    match outcome {
        Ok(()) => {
            stays_valid(&loaded);
            true
        }
        Err(error) => {
            assert!(!error.message.is_empty());
            assert_eq!(loaded.snapshot, before.snapshot, "changed by what was refused");
            assert_eq!(loaded.document, before.document, "changed by what was refused");
            false
        }
    }
}

fn is_large(snapshot: &Snapshot) -> bool {
    let steps: usize = snapshot.routes.values().map(|route| route.steps.len()).sum();
    snapshot.orders.len() > ORDERS || snapshot.vehicles.len() > ORDERS || steps > 4 * ORDERS
}

/// Issues of a request are told like those of a snapshot.
fn read<T>(request: Result<T, Vec<Issue>>) -> Result<T, Error> {
    request.map_err(|issues| {
        told(&issues);
        Error::from(issues)
    })
}

/// Few rounds, no clock, no seed from outside.
fn few(mut options: SolveOptions) -> SolveOptions {
    let rounds = options.max_iterations.unwrap_or(ITERATIONS).min(ITERATIONS);
    options.max_iterations = Some(rounds);
    if matches!(options.seed, SeedOption::Random(_)) {
        options.seed = SeedOption::Fixed(1);
    }
    options
}

fn perform(loaded: &mut Loaded, name: &str, request: &Value, options: &Value) -> Result<(), Error> {
    match name {
        "buildRoutes" | "fitIn" => solve(loaded, name, request, options),
        "computeProposals" => {
            let request = read(validate::compute_proposals_request(request, loaded))?;
            let options = few(read(validate::solve_options(options))?);
            ops::compute_proposals(loaded, &request, &options, NOW, &mut Frozen).map(drop)
        }
        _ => {
            let rules = read(validate::rules(options))?;
            match name {
                "assignOrderSteps" | "unassignOrders" | "applySequences" | "swapRoutes" => {
                    moves(loaded, name, request, &rules)
                }
                "putOrders" | "removeOrders" | "putVehicles" | "setTravel" | "setNow" => {
                    edit(loaded, name, request, &rules)
                }
                _ => other(loaded, name, request, &rules),
            }
        }
    }
}

fn solve(loaded: &mut Loaded, name: &str, request: &Value, options: &Value) -> Result<(), Error> {
    let result = if name == "buildRoutes" {
        let request = read(validate::build_routes_request(request, &loaded.snapshot))?;
        let options = few(read(validate::solve_options(options))?);
        if request.to.days_since(request.from) > DATES {
            return Ok(());
        }
        ops::build_routes(loaded, &request, &options, &mut Frozen)?
    } else {
        let request = read(validate::fit_in_request(request, &loaded.snapshot))?;
        let options = few(read(validate::solve_options(options))?);
        if request.to.days_since(request.from) > DATES {
            return Ok(());
        }
        ops::fit_in(loaded, &request, &options, &mut Frozen)?
    };
    ops::take_over(loaded, &result);
    Ok(())
}

fn moves(loaded: &mut Loaded, name: &str, request: &Value, rules: &Rules) -> Result<(), Error> {
    let result = match name {
        "assignOrderSteps" => {
            let request = read(validate::assign_order_steps_request(request, loaded))?;
            ops::assign_order_steps(loaded, &request, rules)?
        }
        "unassignOrders" => {
            let request = read(validate::unassign_orders_request(request, loaded))?;
            ops::unassign_orders(loaded, &request, rules)?
        }
        "applySequences" => {
            let request = read(validate::apply_sequences_request(request, loaded))?;
            ops::apply_sequences(loaded, &request, rules)?
        }
        _ => {
            let request = read(validate::swap_routes_request(request, loaded))?;
            ops::swap_routes(loaded, &request, rules)?
        }
    };
    ops::take_over(loaded, &result);
    Ok(())
}

fn edit(loaded: &mut Loaded, name: &str, request: &Value, rules: &Rules) -> Result<(), Error> {
    let result = match name {
        "putOrders" => ops::put_orders(loaded, request, rules),
        "removeOrders" => ops::remove_orders(loaded, request, rules),
        "putVehicles" => ops::put_vehicles(loaded, request, rules),
        "setTravel" => ops::set_travel(loaded, request.to_string().as_bytes(), Vec::new(), rules),
        _ => ops::set_now(loaded, request, rules),
    };
    result.map(drop)
}

fn other(loaded: &mut Loaded, name: &str, request: &Value, rules: &Rules) -> Result<(), Error> {
    match name {
        "applyExecutionEvents" => {
            let request = read(validate::execution_events_request(request))?;
            let result = ops::apply_execution_events(loaded, &request, rules)?;
            ops::take_over_events(loaded, &result);
        }
        "translateMobileEvents" => {
            let request = read(validate::mobile_events_request(request))?;
            let translated = ops::translate_mobile_events(loaded, &request);
            drop(serde_json::to_value(translated));
        }
        "evaluateRoutes" => {
            let request = read(validate::evaluate_routes_request(request, &loaded.snapshot))?;
            let result = ops::evaluate_routes(loaded, &request, rules)?;
            ops::take_over(loaded, &result);
        }
        "approveRoutes" => {
            let request = read(validate::approve_routes_request(request, loaded))?;
            let result = ops::approve_routes(loaded, &request)?;
            ops::take_over_approvals(loaded, &result);
        }
        "revokeRoutes" => {
            let request = read(validate::revoke_routes_request(request, loaded))?;
            let result = ops::revoke_routes(loaded, &request);
            ops::take_over_approvals(loaded, &result);
        }
        "explainOrder" => {
            let request = read(validate::explain_order_request(request, loaded))?;
            drop(ops::explain_order(loaded, &request, rules));
        }
        "marginalCosts" => {
            let request = read(validate::marginal_costs_request(request, loaded))?;
            drop(ops::marginal_costs(loaded, &request, rules));
        }
        "applyProposal" => {
            let set = read(validate::proposals_set(&request["set"], loaded))?;
            let asked = &request["request"];
            let asked = read(validate::apply_proposal_request(asked, &set, loaded))?;
            let applied = ops::apply_proposal(loaded, &set, &asked, rules, NOW)?;
            ops::take_over_proposal(loaded, &applied)?;
        }
        _ => {}
    }
    Ok(())
}
