//! Requests of the manual moves and of approvals, against the snapshot that they are for.

use super::Valid;
use super::request::read_for;
use super::tables::moves as tables;
use crate::error::Issue;
use crate::model::{
    ApplySequencesRequest, ApproveRoutesRequest, AssignOrderStepsRequest, RevokeRoutesRequest,
    SwapRoutesRequest, UnassignOrdersRequest,
};
use serde_json::Value;

/// Reads the request of `assignOrderSteps`.
///
/// # Errors
/// All issues: malformed or unknown properties, order steps or vehicles that do not exist, the same
/// step twice.
pub fn assign_order_steps_request(
    value: &Value,
    valid: &Valid,
) -> Result<AssignOrderStepsRequest, Vec<Issue>> {
    read_for(value, &tables::ASSIGN_ORDER_STEPS, valid)
}

/// Reads the request of `unassignOrders`.
///
/// # Errors
/// All issues: malformed or unknown properties, orders that do not exist, the same entry twice.
pub fn unassign_orders_request(
    value: &Value,
    valid: &Valid,
) -> Result<UnassignOrdersRequest, Vec<Issue>> {
    read_for(value, &tables::UNASSIGN_ORDERS, valid)
}

/// Reads the request of `applySequences`.
///
/// # Errors
/// All issues: malformed or unknown properties, order steps or vehicles that do not exist, a route
/// or an order step twice.
pub fn apply_sequences_request(
    value: &Value,
    valid: &Valid,
) -> Result<ApplySequencesRequest, Vec<Issue>> {
    read_for(value, &tables::APPLY_SEQUENCES, valid)
}

/// Reads the request of `swapRoutes`.
///
/// # Errors
/// All issues: malformed or unknown properties, vehicles that do not exist, a route with itself.
pub fn swap_routes_request(value: &Value, valid: &Valid) -> Result<SwapRoutesRequest, Vec<Issue>> {
    read_for(value, &tables::SWAP_ROUTES, valid)
}

/// Reads the request of `approveRoutes`. Whether each id can be approved is not asked here.
///
/// # Errors
/// All issues: malformed or unknown properties, the same id twice.
pub fn approve_routes_request(
    value: &Value,
    valid: &Valid,
) -> Result<ApproveRoutesRequest, Vec<Issue>> {
    read_for(value, &tables::APPROVE_ROUTES, valid)
}

/// Reads the request of `revokeRoutes`. Whether each id can be revoked is not asked here.
///
/// # Errors
/// All issues: malformed or unknown properties, the same id twice.
pub fn revoke_routes_request(
    value: &Value,
    valid: &Valid,
) -> Result<RevokeRoutesRequest, Vec<Issue>> {
    read_for(value, &tables::REVOKE_ROUTES, valid)
}
