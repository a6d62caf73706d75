//! The operations that are done in one go, by the names of the API: request and options to a result,
//! which the planner takes over.

use super::slots::Slot;
use super::text::written;
use super::world::{Clock, epoch_sec, seeded};
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{ApprovedRoutesChanged, Rules, SchedulingResult};
use crate::ops;
use crate::validate::{self, together};
use serde_json::Value;

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
    let rules = validate::rules(options);
    if name == "applyExecutionEvents" {
        return apply_execution_events(slot, request, rules);
    }
    slot.loaded.write_out();
    let loaded = &slot.loaded;
    match name {
        "applyProposal" => apply_proposal(slot, request, rules),
        "explainOrder" => {
            let (request, rules) =
                together(validate::explain_order_request(request, loaded), rules)?;
            written(&ops::explain_order(loaded, &request, &rules))
        }
        // For the facade, which has a database of zones.
        "timeZone" => written(&loaded.snapshot.territory.time_zone_code),
        "translateMobileEvents" => translate_mobile_events(slot, request, rules),
        "marginalCosts" => {
            let (request, rules) =
                together(validate::marginal_costs_request(request, loaded), rules)?;
            written(&ops::marginal_costs(loaded, &request, &rules))
        }
        "evaluateRoutes" => {
            let (request, rules) =
                together(validate::evaluate_routes_request(request, &loaded.snapshot), rules)?;
            let result = ops::evaluate_routes(loaded, &request, &rules)?;
            taken_over(slot, &result)
        }
        "assignOrderSteps" => {
            let (request, rules) =
                together(validate::assign_order_steps_request(request, loaded), rules)?;
            let result = ops::assign_order_steps(loaded, &request, &rules)?;
            taken_over(slot, &result)
        }
        "unassignOrders" => {
            let (request, rules) =
                together(validate::unassign_orders_request(request, loaded), rules)?;
            let result = ops::unassign_orders(loaded, &request, &rules)?;
            taken_over(slot, &result)
        }
        "applySequences" => {
            let (request, rules) =
                together(validate::apply_sequences_request(request, loaded), rules)?;
            let result = ops::apply_sequences(loaded, &request, &rules)?;
            taken_over(slot, &result)
        }
        "swapRoutes" => {
            let (request, rules) = together(validate::swap_routes_request(request, loaded), rules)?;
            let result = ops::swap_routes(loaded, &request, &rules)?;
            taken_over(slot, &result)
        }
        "approveRoutes" => approve_routes(slot, request, rules),
        "revokeRoutes" => {
            let (request, _) = together(validate::revoke_routes_request(request, loaded), rules)?;
            let result = ops::revoke_routes(loaded, &request);
            approved(slot, &result)
        }
        _ => edit(slot, name, request, &rules?),
    }
}

/// The set without what `data` is to say, then in lines of their own `data` of each proposal that was
/// found: whoever only looks at summaries need not read the previews. No JSON written here has line
/// breaks of its own.
fn compute_proposals(slot: &Slot, request: &Value, options: &Value) -> Result<String, Error> {
    let request = validate::compute_proposals_request(request, &slot.loaded);
    let (request, options) = together(request, validate::solve_options(options))?;
    let options = seeded(options)?;
    let mut lines = Vec::new();
    let mut aside = |preview: ops::Preview<'_>| {
        lines.push(written(&preview));
        None
    };
    let loaded = &slot.loaded;
    let (clock, epoch) = (&mut Clock, epoch_sec());
    let set = ops::compute_proposals_with(loaded, &request, &options, epoch, clock, &mut aside)?;
    let mut text = written(&set)?;
    for line in lines {
        text.push('\n');
        text.push_str(&line?);
    }
    Ok(text)
}

/// The planner's document is behind until something else is asked for.
fn apply_execution_events(
    slot: &mut Slot,
    request: &Value,
    rules: Result<Rules, Vec<Issue>>,
) -> Result<String, Error> {
    let (request, rules) = together(validate::execution_events_request(request), rules)?;
    let result = ops::apply_execution_events(&slot.loaded, &request, &rules)?;
    let text = written(&result)?;
    ops::take_over_events_for_now(&mut slot.loaded, result.routes);
    Ok(text)
}

fn translate_mobile_events(
    slot: &Slot,
    request: &Value,
    rules: Result<Rules, Vec<Issue>>,
) -> Result<String, Error> {
    let (request, _) = together(validate::mobile_events_request(request), rules)?;
    written(&ops::translate_mobile_events(&slot.loaded, &request))
}

fn approve_routes(
    slot: &mut Slot,
    request: &Value,
    rules: Result<Rules, Vec<Issue>>,
) -> Result<String, Error> {
    let (request, _) = together(validate::approve_routes_request(request, &slot.loaded), rules)?;
    let result = ops::approve_routes(&slot.loaded, &request)?;
    approved(slot, &result)
}

/// The request is `{set, request}`.
fn apply_proposal(
    slot: &mut Slot,
    asked: &Value,
    rules: Result<Rules, Vec<Issue>>,
) -> Result<String, Error> {
    let nothing = Value::Null;
    let part = |name| asked.get(name).unwrap_or(&nothing);
    let set = validate::proposals_set(part("set"), &slot.loaded)?;
    let request = validate::apply_proposal_request(part("request"), &set, &slot.loaded);
    let (request, rules) = together(request, rules)?;
    let applied = ops::apply_proposal(&slot.loaded, &set, &request, &rules, epoch_sec())?;
    ops::take_over_proposal(&mut slot.loaded, &applied)?;
    written(&applied)
}

/// Edits take themselves over.
fn edit(slot: &mut Slot, name: &str, request: &Value, rules: &Rules) -> Result<String, Error> {
    let loaded = &mut slot.loaded;
    let result = match name {
        "putOrders" => ops::put_orders(loaded, request, rules)?,
        "removeOrders" => ops::remove_orders(loaded, request, rules)?,
        "putVehicles" => ops::put_vehicles(loaded, request, rules)?,
        "setNow" => ops::set_now(loaded, request, rules)?,
        _ => {
            let what = format!("there is no operation {name}");
            return Err(Error::new(ErrorCode::Internal, what));
        }
    };
    written(&result)
}

fn taken_over(slot: &mut Slot, result: &SchedulingResult) -> Result<String, Error> {
    ops::take_over(&mut slot.loaded, result);
    written(result)
}

fn approved(slot: &mut Slot, result: &ApprovedRoutesChanged) -> Result<String, Error> {
    ops::take_over_approvals(&mut slot.loaded, result);
    written(result)
}
