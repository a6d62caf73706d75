//! Requests of the manual moves and of approvals (documents: "Assign Multiple OrderSteps", "Unassign
//! Orders v2", "Apply Sequences", "Swap Routes", "Approve Routes v2", "Revoke Routes v2").

use super::OrderStepIdentifier;
use crate::date::Date;
use crate::sorted;
use serde::{Deserialize, Deserializer, Serialize};

/// Request of `assignOrderSteps` (documents: "Assign an OrderStep", "Assign Multiple OrderSteps").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignOrderStepsRequest {
    /// What is assigned, in this order; each once.
    pub order_steps: Vec<OrderStepIdentifier>,
    /// The target; created where it is missing.
    pub route_id: String,
    /// Seconds since midnight after which they go; 0 = at the beginning.
    pub after_sec: i64,
}

/// Request of `unassignOrders`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnassignOrdersRequest {
    /// The orders, each once; written as ids or as identifiers of their steps (FEATURES DEF-20).
    #[serde(deserialize_with = "order_ids")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<IdOrStep>"))]
    pub order_ids: Vec<String>,
}

/// Request of `applySequences`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplySequencesRequest {
    /// One per new route.
    pub sequences: Vec<RouteSequence>,
}

/// Documents: "RouteSequence".
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RouteSequence {
    /// Of a vehicle-date without work.
    pub route_id: String,
    /// Its order steps, in order.
    pub order_steps: Vec<OrderStepIdentifier>,
}

/// Request of `swapRoutes`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SwapRoutesRequest {
    /// One route.
    pub src_route_id: String,
    /// Another of the same date.
    pub dst_route_id: String,
}

/// Request of `approveRoutes`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApproveRoutesRequest {
    /// The routes; approval of one without work is revoked.
    pub ids: Vec<String>,
    /// Whether one that cannot be approved fails the call, or is ignored.
    #[serde(default = "yes")]
    pub strict: bool,
}

const fn yes() -> bool {
    true
}

/// Request of `revokeRoutes`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeRoutesRequest {
    /// The routes; those that cannot be revoked are ignored.
    pub ids: Vec<String>,
}

/// Documents: "ApprovedRoutesChanged"; `approvedRoutes` is ours.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovedRoutesChanged {
    /// Dates of which approvals changed and some are left, ascending.
    pub approved: Vec<Date>,
    /// Dates of which approvals changed and none is left, ascending.
    pub revoked: Vec<Date>,
    /// The new list.
    pub approved_routes: Vec<String>,
}

#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged)]
enum IdOrStep {
    Id(String),
    Step(OrderStepIdentifier),
}

/// Ids in the order given, each once: both steps of an order name it twice.
fn order_ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let mut ids: Vec<String> = Vec::new();
    let mut seen = sorted::Set::new();
    for entry in Vec::<IdOrStep>::deserialize(deserializer)? {
        let (IdOrStep::Id(id) | IdOrStep::Step(OrderStepIdentifier { order_id: id, .. })) = entry;
        if seen.insert(id.clone()) {
            ids.push(id);
        }
    }
    Ok(ids)
}
