//! What operations return (documents: "SchedulingCompleted"; API "SchedulingResult").

use super::{Route, SolveOptions, StepKind, StepViolation, VehicleViolation};
use crate::date::Date;
use crate::error::Issue;
use crate::sorted;
use crate::units::Hundredths;
use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign};

/// Result of an operation that plans or changes routes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SchedulingResult {
    /// The documented data of the operation.
    pub data: SchedulingCompleted,
    /// Every route that was created or changed, whole, by id.
    pub routes: sorted::Map<String, Route>,
    /// Routes that are empty now.
    pub deleted_route_ids: Vec<String>,
    /// Orders in scope that are not (fully) on a route.
    pub unassigned: Vec<UnassignedOrder>,
    /// Of all routes of the dates in scope.
    pub cost: CostSummary,
    /// How the search went.
    pub stats: SolveStats,
    /// What was taken, though not as it may have been meant.
    pub warnings: Vec<Issue>,
}

/// Documents: "SchedulingCompleted Object properties".
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SchedulingCompleted {
    /// Of fit-in and unassign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_ids: Option<Vec<String>>,
    /// Of assign and unassign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_steps: Option<Vec<OrderStepIdentifier>>,
}

/// Documents: "OrderStepIdentifier Object properties".
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderStepIdentifier {
    /// The order.
    pub order_id: String,
    /// Its part.
    #[serde(rename = "type")]
    pub kind: StepKind,
}

/// An order that is not (fully) on a route, and why.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnassignedOrder {
    /// The order.
    pub order_id: String,
    /// Which of its steps are on no route.
    pub order_steps: Vec<StepKind>,
    /// Most telling first, never empty.
    pub reasons: Vec<Reason>,
}

/// Why an order is not served.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The decisive constraint.
    pub code: ReasonCode,
    /// On which vehicle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_id: Option<String>,
    /// On which date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Seconds, metres, hundredths of load or orders too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<i64>,
    /// One sentence.
    pub message: String,
}

/// Codes of [`Reason`]: the documented ones and five of ours.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ReasonCode {
    /// A constraint of the vehicle.
    Vehicle(VehicleViolation),
    /// A constraint of the order step.
    Step(StepViolation),
    /// Neither: it could not even be tried, or lost on cost.
    Other(OtherReason),
}

impl From<OtherReason> for ReasonCode {
    fn from(reason: OtherReason) -> Self {
        Self::Other(reason)
    }
}

/// Reasons that are no violation of a constraint.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OtherReason {
    /// No usable coordinates.
    Loc,
    /// Only locked routes could take it.
    Lck,
    /// No vehicle is available.
    Nov,
    /// Unreachable in the travel matrix.
    Unr,
    /// Could be served; left out for its cost or priority.
    Cst,
}

/// A cost and its parts, in hundredths; the parts add up to `total`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CostSummary {
    /// Sum of the rest.
    pub total: Hundredths,
    /// Of used vehicles.
    pub activation: Hundredths,
    /// Driving time.
    pub driving: Hundredths,
    /// Idle time.
    pub idle: Hundredths,
    /// Service, parking, preparation, close-out and depot set-up time.
    pub service: Hundredths,
    /// Breaks.
    #[serde(rename = "break")]
    pub break_time: Hundredths,
    /// Kilometres.
    pub distance: Hundredths,
    /// New places.
    pub per_stop: Hundredths,
    /// Returns to depots.
    pub depot_setup: Hundredths,
    /// Region entries.
    pub region_enter: Hundredths,
}

impl Add for CostSummary {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            activation: self.activation + other.activation,
            driving: self.driving + other.driving,
            idle: self.idle + other.idle,
            service: self.service + other.service,
            break_time: self.break_time + other.break_time,
            distance: self.distance + other.distance,
            per_stop: self.per_stop + other.per_stop,
            depot_setup: self.depot_setup + other.depot_setup,
            region_enter: self.region_enter + other.region_enter,
        }
    }
}

impl AddAssign for CostSummary {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// How a search went.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SolveStats {
    /// Rounds of ruin and recreate.
    pub iterations: u64,
    /// From the injected clock.
    pub elapsed_ms: i64,
    /// In force.
    pub seed: u64,
    /// New best plans found.
    pub improvements: u64,
    /// In force.
    pub options: SolveOptions,
    /// Which limit ended it.
    pub stopped_by: StoppedBy,
    /// Best plan over time.
    pub history: Vec<StatsPoint>,
}

/// What ended a search.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StoppedBy {
    /// `timeBudgetMs`.
    TimeBudget,
    /// `maxIterations`.
    Iterations,
    /// `maxWork`.
    Work,
    /// Nothing left to try.
    #[default]
    Converged,
    /// The caller.
    Aborted,
}

/// One new best plan.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatsPoint {
    /// From the injected clock.
    pub elapsed_ms: i64,
    /// Iterations until then.
    pub iterations: u64,
    /// Its cost.
    pub cost: Hundredths,
    /// Orders it leaves out.
    pub unassigned: usize,
}

/// A sign of life of a running search (documents: "Get Progress").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Progress"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress<Plans = RoutesChanged> {
    /// 0 … 100.
    pub progress: u8,
    /// From the injected clock.
    pub elapsed_ms: i64,
    /// So far.
    pub iterations: u64,
    /// Of the best plan.
    pub cost: Hundredths,
    /// Orders the best plan leaves out.
    pub unassigned: usize,
    /// Of the best plan.
    pub routes_used: usize,
    /// What changed in the best plan since the last progress (option `progressPlans`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<Plans>,
}

impl<Plans> Progress<Plans> {
    /// The numbers, and what changed.
    #[must_use]
    pub fn split(self) -> (Progress<()>, Option<Plans>) {
        let Self { progress, elapsed_ms, iterations, cost, unassigned, routes_used, changed } =
            self;
        let all = changed;
        let changed = None;
        (Progress { progress, elapsed_ms, iterations, cost, unassigned, routes_used, changed }, all)
    }
}

/// A difference between two plans.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutesChanged {
    /// New or different.
    pub routes: sorted::Map<String, Route>,
    /// Gone.
    pub deleted_route_ids: Vec<String>,
}
