//! Requests and results of `explainOrder` and `marginalCosts` (ours; API "Operations").

use super::{OrderStepIdentifier, Reason, StepKind};
use crate::date::Date;
use crate::units::Hundredths;
use serde::{Deserialize, Serialize};

/// Request of `explainOrder`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExplainOrderRequest {
    /// The order.
    pub order_id: String,
    /// First date; `None` = the dates that have routes, from `to` back.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last date, included; `None` = the dates that have routes, from `from` on.
    #[serde(default)]
    pub to: Option<Date>,
}

/// Where an order could go.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderExplanation {
    /// The order.
    pub order_id: String,
    /// One per vehicle-date: places by what they add, then refusals by route id.
    pub places: Vec<Verdict>,
}

/// What a vehicle-date could do with the order.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Verdict {
    /// It could take it.
    Place(Place),
    /// It could not.
    Refusal(Refusal),
}

/// The cheapest place on a vehicle-date.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The route, existing or not.
    pub route_id: String,
    /// What the order adds to its cost.
    pub delta_cost: Hundredths,
    /// Its cost with the order.
    pub route_cost: Hundredths,
    /// Start of the pickup, if the order has one.
    pub pickup_start_sec: Option<i64>,
    /// Start of the delivery, if the order has one.
    pub delivery_start_sec: Option<i64>,
    /// The order steps of the route as they would be served.
    pub sequence: Vec<OrderStepIdentifier>,
    /// Steps of other orders that would start at another time, in sequence.
    pub shifted: Vec<Shift>,
}

/// A step that would start at another time.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shift {
    /// The order.
    pub order_id: String,
    /// Its part.
    #[serde(rename = "type")]
    pub kind: StepKind,
    /// Start before the change.
    pub old_start_sec: i64,
    /// Start after it.
    pub new_start_sec: i64,
}

/// Why a vehicle-date cannot take the order.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The route, existing or not.
    pub route_id: String,
    /// The decisive reason.
    #[serde(flatten)]
    pub reason: Reason,
}

/// Request of `marginalCosts`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarginalCostsRequest {
    /// Which routes; `None` = all.
    #[serde(default)]
    pub route_ids: Option<Vec<String>>,
}

/// What an order costs its route.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarginalCost {
    /// The route.
    pub route_id: String,
    /// Its cost less that of the same without the order.
    pub cost: Hundredths,
}
