//! The operations that are done in one go, by the names of the API: request and options to a result,
//! which the planner takes over.

use super::slots::Slot;
use super::text::written;
use super::world::{Clock, epoch_sec, seeded};
use crate::error::{Error, ErrorCode};
use crate::model::{ApprovedRoutesChanged, Rules, SchedulingResult};
use crate::ops;
use crate::validate::{self, Valid};
use serde_json::Value;
use std::rc::Rc;

/// Does an operation or an edit on a planner. The result, as JSON.
pub(super) fn perform(
    slot: &mut Slot,
    name: &str,
    request: &Value,
    options: &Value,
) -> Result<String, Error> {
    if name == "computeProposals" {
        return compute_proposals(slot, request, options);
    }
    let rules = validate::rules(options)?;
    let valid = &slot.valid;
    match name {
        "applyProposal" => apply_proposal(slot, request, &rules),
        "explainOrder" => {
            let request = validate::explain_order_request(request, valid)?;
            written(&ops::explain_order(valid, &request, &rules))
        }
        "marginalCosts" => {
            let request = validate::marginal_costs_request(request, valid)?;
            written(&ops::marginal_costs(valid, &request, &rules))
        }
        "evaluateRoutes" => {
            let request = validate::evaluate_routes_request(request, &valid.snapshot)?;
            let result = ops::evaluate_routes(valid, &request, &rules)?;
            taken_over(slot, &result)
        }
        "applyExecutionEvents" => {
            let request = validate::execution_events_request(request)?;
            let result = ops::apply_execution_events(valid, &request, &rules)?;
            ops::take_over_events(Rc::make_mut(&mut slot.valid), &result);
            written(&result)
        }
        "assignOrderSteps" => {
            let request = validate::assign_order_steps_request(request, valid)?;
            let result = ops::assign_order_steps(valid, &request, &rules)?;
            taken_over(slot, &result)
        }
        "unassignOrders" => {
            let request = validate::unassign_orders_request(request, valid)?;
            let result = ops::unassign_orders(valid, &request, &rules)?;
            taken_over(slot, &result)
        }
        "applySequences" => {
            let request = validate::apply_sequences_request(request, valid)?;
            let result = ops::apply_sequences(valid, &request, &rules)?;
            taken_over(slot, &result)
        }
        "swapRoutes" => {
            let request = validate::swap_routes_request(request, valid)?;
            let result = ops::swap_routes(valid, &request, &rules)?;
            taken_over(slot, &result)
        }
        "approveRoutes" => {
            let request = validate::approve_routes_request(request, valid)?;
            let result = ops::approve_routes(valid, &request)?;
            approved(slot, &result)
        }
        "revokeRoutes" => {
            let request = validate::revoke_routes_request(request, valid)?;
            let result = ops::revoke_routes(valid, &request);
            approved(slot, &result)
        }
        _ => edit(slot, name, request, &rules),
    }
}

fn compute_proposals(slot: &Slot, request: &Value, options: &Value) -> Result<String, Error> {
    let request = validate::compute_proposals_request(request, &slot.valid)?;
    let options = seeded(validate::solve_options(options)?)?;
    written(&ops::compute_proposals(&slot.valid, &request, &options, epoch_sec(), &mut Clock)?)
}

/// The request is `{set, request}`.
fn apply_proposal(slot: &mut Slot, asked: &Value, rules: &Rules) -> Result<String, Error> {
    let nothing = Value::Null;
    let part = |name| asked.get(name).unwrap_or(&nothing);
    let set = validate::proposals_set(part("set"), &slot.valid)?;
    let request = validate::apply_proposal_request(part("request"), &set, &slot.valid)?;
    let applied = ops::apply_proposal(&slot.valid, &set, &request, rules, epoch_sec())?;
    ops::take_over_proposal(Rc::make_mut(&mut slot.valid), &applied)?;
    written(&applied)
}

/// Edits take themselves over.
fn edit(slot: &mut Slot, name: &str, request: &Value, rules: &Rules) -> Result<String, Error> {
    let valid: &mut Valid = Rc::make_mut(&mut slot.valid);
    let result = match name {
        "putOrders" => ops::put_orders(valid, request, rules)?,
        "removeOrders" => ops::remove_orders(valid, request, rules)?,
        "putVehicles" => ops::put_vehicles(valid, request, rules)?,
        "setNow" => ops::set_now(valid, request, rules)?,
        _ => {
            let what = format!("there is no operation {name}");
            return Err(Error::new(ErrorCode::Internal, what));
        }
    };
    written(&result)
}

fn taken_over(slot: &mut Slot, result: &SchedulingResult) -> Result<String, Error> {
    ops::take_over(Rc::make_mut(&mut slot.valid), result);
    written(result)
}

fn approved(slot: &mut Slot, result: &ApprovedRoutesChanged) -> Result<String, Error> {
    ops::take_over_approvals(Rc::make_mut(&mut slot.valid), result);
    written(result)
}
