//! Documents: "Compute ProposalsSet", "Apply Proposal", "TimeSlot", "ProposalsSet", "Proposal",
//! "ProposalSummary", "RouteData", "ProposalApplied".

use super::{Extra, Order, Reason, Route, TimeWindow};
use crate::date::Date;
use crate::sorted;
use crate::units::Hundredths;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Request of `computeProposals`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ComputeProposalsRequest {
    /// The order; its own windows and dates do not count.
    pub order: Order,
    /// The same as it was given.
    #[serde(skip)]
    pub document: Extra,
    /// At most seven.
    pub time_slots: Vec<TimeSlot>,
    /// The snapshot's locks do not count.
    #[serde(default)]
    pub override_locked_routes: bool,
    /// Ours: vehicles may return to their departure depot to reload (SEMANTICS 2.10).
    #[serde(default)]
    pub depot_trips: bool,
}

/// When an order may be served.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimeSlot {
    /// Of the pickup, if the order has one.
    #[serde(default, deserialize_with = "super::read::or_default")]
    pub pickup_time_windows: Vec<TimeWindow>,
    /// Of the delivery, if the order has one.
    #[serde(default, deserialize_with = "super::read::or_default")]
    pub delivery_time_windows: Vec<TimeWindow>,
    /// The date.
    pub date: Date,
}

/// What can be offered for an order, slot by slot.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposalsSet {
    /// Of the computation, and of the set.
    pub request_id: String,
    /// Always completed.
    pub request_status: RequestStatus,
    /// Until then it may be applied, in seconds of the Unix epoch.
    pub expiry_ts: i64,
    /// The order with its id; dates and windows are those of the proposal that is applied.
    #[cfg_attr(feature = "schema", schemars(with = "Order"))]
    pub order: Value,
    /// One per slot, in their order.
    pub proposals: Vec<Proposal>,
    /// Ours: the snapshot's locks did not count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub override_locked_routes: bool,
    /// Ours: reloads could be added.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub depot_trips: bool,
    /// Ours: so many of the next stops of each route stay where they are, also when it is applied.
    #[serde(default, skip_serializing_if = "is_none")]
    pub upcoming_stop_cutoff: i64,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over like that")]
fn is_none(count: &i64) -> bool {
    *count == 0
}

/// Whether a computation has ended.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RequestStatus {
    /// It has.
    #[default]
    Completed,
    /// It has not; never written.
    Pending,
}

/// Whether there is a place for the order.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProposalStatus {
    /// There is.
    Found,
    /// There is none. The documents also spell it with a blank.
    #[default]
    #[serde(alias = "NOT FOUND")]
    NotFound,
}

/// The best place in one slot, with the route as it would be.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// Which place, and what it costs.
    #[serde(flatten)]
    pub summary: ProposalSummary,
    /// The route with the order and all that it refers to; `None` = not found.
    pub data: Option<RouteData>,
    /// Ours: the revision of the route that it was computed for; 0 = there was none.
    #[serde(default)]
    pub base_revision: i64,
    /// Ours: the next best routes, at most five.
    #[serde(default)]
    pub alternatives: Vec<ProposalSummary>,
    /// Ours: why none was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// Ours: where none was found, the place of that date whose start is closest to the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<ProposalSummary>,
}

/// A place and what it costs, in hundredths.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposalSummary {
    /// Whether there is a place.
    pub status: ProposalStatus,
    /// The route.
    #[serde(default)]
    pub route_id: Option<String>,
    /// Start of the pickup; `None` of an order without one.
    #[serde(default)]
    pub pickup_start_sec: Option<i64>,
    /// Start of the delivery; `None` of an order without one.
    #[serde(default)]
    pub delivery_start_sec: Option<i64>,
    /// Of the route with the order.
    #[serde(default)]
    pub route_cost: Option<Hundredths>,
    /// The same less the cost of the route without it.
    #[serde(default)]
    pub delta_cost: Option<Hundredths>,
}

/// Routes and what they refer to, as the snapshot has it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteData {
    /// By id.
    pub routes: sorted::Map<String, Route>,
    /// By id.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "sorted::Map<String, Order>"))]
    pub orders: Extra,
    /// By id.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "sorted::Map<String, crate::model::Vehicle>"))]
    pub vehicles: Extra,
    /// By id.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "sorted::Map<String, crate::model::Depot>"))]
    pub depots: Extra,
    /// By id.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "sorted::Map<String, crate::model::Driver>"))]
    pub drivers: Extra,
}

/// Request of `applyProposal`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyProposalRequest {
    /// Indexes of proposals; the first that applies is applied.
    pub proposals_indexes: Vec<usize>,
    /// A route that has changed takes the order all the same, where that adds no violation.
    #[serde(default)]
    pub ignore_revision: bool,
    /// Then its cost may exceed the proposed one by so many percent; `None` = no limit.
    #[serde(default)]
    pub cost_percent_threshold: Option<i64>,
}

/// What was applied (documents: "ProposalApplied"), and, ours, what to merge into the snapshot.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposalApplied {
    /// The set's id, as the documents' notification has it.
    pub request_id: String,
    /// The same under its own name (FEATURES DEF-18).
    pub proposals_set_id: String,
    /// The order.
    pub order_id: String,
    /// The route that it is on now.
    pub route_id: String,
    /// Which proposal. Also read as `proposalIndex`, as the documents' example spells it.
    #[serde(alias = "proposalIndex")]
    pub proposal_index_applied: usize,
    /// That route.
    pub routes: sorted::Map<String, Route>,
    /// That order, with its final date and windows.
    #[cfg_attr(feature = "schema", schemars(with = "sorted::Map<String, Order>"))]
    pub orders: Extra,
}
