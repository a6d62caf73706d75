//! Requests and sets of proposals, and requests of what-ifs.

use super::Valid;
use super::issues::Issues;
use super::request::{read_for, vehicle_days};
use super::rules::travel as travel_rules;
use super::tables::proposals as tables;
use super::walk::Walk;
use crate::error::{ErrorCode, Issue};
use crate::model::{
    ApplyProposalRequest, ComputeProposalsRequest, ExplainOrderRequest, MarginalCostsRequest,
    ProposalsSet,
};
use crate::sorted;
use serde_json::{Map, Value};

/// Reads the request of `computeProposals` (documents: "Compute ProposalsSet").
///
/// # Errors
/// All issues: malformed or unknown properties, an order that exists or refers to what does not,
/// windows that do not suit its steps, more than seven slots, too many vehicle-days, places that a
/// travel model with `missing: "error"` does not list.
pub fn compute_proposals_request(
    value: &Value,
    valid: &Valid,
) -> Result<ComputeProposalsRequest, Vec<Issue>> {
    let mut request: ComputeProposalsRequest = read_for(value, &tables::COMPUTE_PROPOSALS, valid)?;
    listed(value, valid)?;
    let dates = sorted::set(request.time_slots.iter().map(|slot| slot.date));
    vehicle_days(dates.into_iter(), &valid.snapshot, "timeSlots").map_err(|issue| vec![issue])?;
    request.document = value.get("order").and_then(Value::as_object).cloned().unwrap_or_default();
    Ok(request)
}

/// That the travel model knows all places of an order.
fn listed(value: &Value, valid: &Valid) -> Result<(), Vec<Issue>> {
    let Some(travel) = &valid.snapshot.travel else { return Ok(()) };
    let empty = Map::new();
    let mut walk = Walk::new(valid.document.as_object());
    walk.object(&tables::COMPUTE_PROPOSALS, value.as_object().unwrap_or(&empty));
    let mut found = Issues::default();
    travel_rules::complete(travel, &walk.places, &mut found);
    if found.is_empty() { Ok(()) } else { Err(found.into_vec()) }
}

/// Reads a set of proposals that a caller has kept.
///
/// # Errors
/// All issues: what is not as `computeProposals` made it, as far as it is relied on.
pub fn proposals_set(value: &Value, valid: &Valid) -> Result<ProposalsSet, Vec<Issue>> {
    read_for(value, &tables::PROPOSALS_SET, valid)
}

/// Reads the request of `applyProposal` for a set (documents: "Apply Proposal").
///
/// # Errors
/// All issues: malformed or unknown properties, indexes that the set does not have.
pub fn apply_proposal_request(
    value: &Value,
    set: &ProposalsSet,
    valid: &Valid,
) -> Result<ApplyProposalRequest, Vec<Issue>> {
    let request: ApplyProposalRequest = read_for(value, &tables::APPLY_PROPOSAL, valid)?;
    let count = set.proposals.len();
    let mut issues = Vec::new();
    for (at, index) in request.proposals_indexes.iter().enumerate() {
        if *index >= count {
            let rule = format!("must be below {count}, not {index}");
            let path = format!("proposalsIndexes[{at}]");
            issues.push(Issue::new(ErrorCode::Range, path, rule));
        }
    }
    if issues.is_empty() { Ok(request) } else { Err(issues) }
}

/// Reads the request of `explainOrder`.
///
/// # Errors
/// All issues: malformed or unknown properties, an order that does not exist, too many
/// vehicle-days.
pub fn explain_order_request(
    value: &Value,
    valid: &Valid,
) -> Result<ExplainOrderRequest, Vec<Issue>> {
    let request: ExplainOrderRequest = read_for(value, &tables::EXPLAIN_ORDER, valid)?;
    if let (Some(from), Some(to)) = (request.from, request.to) {
        super::request::scope(from, to, &valid.snapshot).map_err(|issue| vec![issue])?;
    }
    Ok(request)
}

/// Reads the request of `marginalCosts`.
///
/// # Errors
/// All issues: malformed or unknown properties, routes that do not exist or are named twice.
pub fn marginal_costs_request(
    value: &Value,
    valid: &Valid,
) -> Result<MarginalCostsRequest, Vec<Issue>> {
    read_for(value, &tables::MARGINAL_COSTS, valid)
}
