//! Request of `fitIn` (documents: "Fit-In Unassigned Orders").

use crate::date::Date;
use serde::{Deserialize, Serialize};

/// Which unassigned orders go on which routes; `keep_sequence` and `depot_trips` are ours.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FitInRequest {
    /// First date.
    pub from: Date,
    /// Last date, included.
    pub to: Date,
    /// Which orders; none = all unassigned ones that are eligible on a date in scope.
    #[serde(default)]
    pub order_ids: Vec<String>,
    /// The only targets, existing or not; overrides `from` and `to`. None = all of the dates.
    #[serde(default)]
    pub route_ids: Vec<String>,
    /// The snapshot's locks do not count.
    #[serde(default)]
    pub override_locked_routes: bool,
    /// Which routes with violations are targets all the same.
    #[serde(default)]
    pub include_routes_with_violations: IncludeRoutes,
    /// What is on a route stays in its sequence.
    #[serde(default)]
    pub keep_sequence: bool,
    /// Vehicles may return to their departure depot to reload (SEMANTICS 2.10).
    #[serde(default)]
    pub depot_trips: bool,
}

/// Documents: `includeRoutesWithViolations`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IncludeRoutes {
    /// No route with a violation.
    #[default]
    None,
    /// Those whose orders violate nothing but tags, regions, date or forced vehicle.
    VehicleOrderAssignment,
}
