//! Requests and options of the operations (documents: "Build Routes"; API "Options").

use crate::date::Date;
use serde::{Deserialize, Serialize};

/// Request of `buildRoutes` (documents: "Build Routes"; `depotTrips` is ours).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BuildRoutesRequest {
    /// First date.
    pub from: Date,
    /// Last date, included.
    pub to: Date,
    /// Replaces the snapshot's locks for this call; `None` = the snapshot's.
    #[serde(default)]
    pub locked_route_ids_override: Option<Vec<String>>,
    /// Vehicles may return to their departure depot to reload (SEMANTICS 2.10).
    #[serde(default)]
    pub depot_trips: bool,
}

/// Request of `evaluateRoutes` (ours).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateRoutesRequest {
    /// Which routes; `None` = all.
    #[serde(default)]
    pub route_ids: Option<Vec<String>>,
}

/// How the territory is read, for every operation (API "Rules").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Rules {
    /// A load key that a vehicle does not list (SEMANTICS 3.2).
    pub missing_capacity: MissingCapacity,
    /// Only vehicles without regions serve steps in no region (SEMANTICS 4.3).
    pub strict_regions: bool,
    /// Approved routes are locked (SEMANTICS 4.4a).
    pub treat_approved_as_locked: bool,
    /// Detected times stand in for reported ones (SEMANTICS 6.1).
    pub detected_times: bool,
    /// A proof of delivery creates no implicit `done` (SEMANTICS 6.2a).
    pub required_actions: bool,
}

/// Meaning of a load key that a vehicle does not list.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MissingCapacity {
    /// No limit.
    #[default]
    Unlimited,
    /// Nothing of it.
    Zero,
}

/// Options of the three solves (API "SolveOptions"), without the callbacks.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SolveSettings"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SolveOptions {
    /// How the territory is read.
    #[serde(flatten)]
    pub rules: Rules,
    /// A soft limit in milliseconds: 10 000 by default, 2 000 of `fitIn`; no default where another
    /// limit is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_budget_ms: Option<i64>,
    /// 0 = insertion only. The same input, seed and `maxIterations` or `maxWork` give the same
    /// result everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_iterations: Option<i64>,
    /// Work units: insertions and moves evaluated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_work: Option<i64>,
    /// Of the random numbers. `"random"` is drawn once and reported in `stats.seed`.
    pub seed: SeedOption,
    /// Where the search begins: `"current"` takes of the routes of the snapshot what keeps the rules.
    /// `fitIn` always begins with them.
    pub start_from: StartFrom,
    /// What stays, of `buildRoutes` with `startFrom: "current"`: nothing, the routes as they are (new
    /// orders go to unused vehicles), or the vehicle of each planned order.
    pub lock_type: LockType,
    /// Progress carries what changed in the best plan.
    pub progress_plans: bool,
    /// Next stops of a route in progress that stay (SEMANTICS 4.7).
    pub upcoming_stop_cutoff: i64,
    /// Even out the work of vehicles.
    pub balancing: Balancing,
    /// By what.
    pub balance_by: BalanceBy,
    /// How much, 0 … 1; `None` = 0.3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balancing_factor: Option<f64>,
    /// Less overlap between routes.
    pub clustering: bool,
    /// Fewer routes before lower cost, of `buildRoutes` and `fitIn`.
    pub minimise_routes: bool,
    /// Pickups close to their deliveries where that costs nothing.
    pub avoid_eager_pickups: bool,
    /// Late rather than left out, of `buildRoutes` and `fitIn`.
    pub elastic_time_windows: bool,
    /// Most lateness per step, in seconds, with `elasticTimeWindows`; `None` = no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_lateness_sec: Option<i64>,
    /// Seconds a set of proposals stays valid; `None` = 900.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal_ttl_sec: Option<i64>,
}

/// Share of the cost that even work may cost where nothing else is asked for (documents:
/// "balancingFactor").
const BALANCING_FACTOR: f64 = 0.3;

impl SolveOptions {
    /// The options as they count: a balancing factor with `ON_FORCE` only (documents: "balancingFactor").
    #[must_use]
    pub fn in_force(&self) -> Self {
        let balancing_factor = match self.balancing {
            Balancing::Off => None,
            Balancing::On => Some(BALANCING_FACTOR),
            Balancing::OnForce => Some(self.balancing_factor.unwrap_or(BALANCING_FACTOR)),
        };
        Self { balancing_factor, ..self.clone() }
    }

    /// The balancing factor in thousandths.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "validated: at most 1")]
    pub fn balancing_thousandths(&self) -> Option<i64> {
        self.balancing_factor.map(|factor| (factor * 1_000.0 + 0.5).floor() as i64)
    }
}

/// A seed, or the wish for any.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SeedOption {
    /// This one.
    Fixed(u64),
    /// Drawn once by the binding and reported.
    Random(RandomSeed),
}

impl Default for SeedOption {
    fn default() -> Self {
        Self::Fixed(1)
    }
}

/// The word `"random"`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RandomSeed {
    /// `"random"`.
    Random,
}

/// Where the search begins.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartFrom {
    /// With no routes.
    #[default]
    Empty,
    /// With the routes of the snapshot.
    Current,
}

/// What stays of the current plan.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum LockType {
    /// Nothing.
    #[default]
    None,
    /// The routes.
    Routes,
    /// The vehicle of each order.
    Resources,
}

/// Whether to even out the work.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Balancing {
    /// No.
    #[default]
    Off,
    /// Among used vehicles.
    On,
    /// Among all vehicles.
    OnForce,
}

/// What is evened out.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BalanceBy {
    /// Working time.
    #[default]
    #[serde(rename = "WT")]
    WorkingTime,
    /// Number of orders.
    #[serde(rename = "NUM")]
    Number,
}
