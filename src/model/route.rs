//! Documents: "Route Object properties", "RouteStep Object properties".

use super::{CostSummary, Extra, RouteTracking, StepKind, StepTracking};
use crate::date::Date;
use serde::{Deserialize, Serialize};

/// The work of one vehicle on one date.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Route {
    /// `<vehicleId>-<yyyyMMdd>`.
    pub id: Option<String>,
    /// Grows by 1 with each change; a new route has 1, a preview −1.
    #[serde(deserialize_with = "super::read::or_default")]
    pub revision: i64,
    /// Of the route; wins over the date in the id.
    pub date: Option<Date>,
    /// The vehicle; the part of the id before the last hyphen where it is missing.
    pub vehicle_id: Option<String>,
    /// The driver, if assigned.
    pub driver_id: Option<String>,
    /// Violated constraints of the vehicle.
    #[serde(deserialize_with = "super::read::not_text", skip_serializing_if = "Vec::is_empty")]
    pub vehicle_violations: Vec<VehicleViolation>,
    /// In order.
    #[serde(deserialize_with = "super::read::or_default")]
    pub steps: Vec<RouteStep>,
    /// What drivers reported of the route as a whole.
    #[serde(deserialize_with = "super::read::not_text", skip_serializing_if = "Option::is_none")]
    pub tracking_data: Option<RouteTracking>,
    /// Ours: of a route with tracking data, the steps as they were planned, as executed steps show
    /// it and all else shows what is expected now (SEMANTICS 6.2).
    #[serde(deserialize_with = "super::read::or_default", skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<PlannedStep>,
    /// Ours: the parts of its cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_breakdown: Option<CostSummary>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One step of a route. Times are seconds since midnight of its date; −1 = not available.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RouteStep {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: StepType,
    /// Of a pickup or delivery.
    #[serde(deserialize_with = "super::read::not_empty", skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Ours: of a reload (type `depot`).
    #[serde(deserialize_with = "super::read::not_empty", skip_serializing_if = "Option::is_none")]
    pub depot_id: Option<String>,
    /// `startSec − arrivalSec` of a pickup or delivery, else 0.
    #[serde(deserialize_with = "super::read::or_default")]
    pub idle_time_sec: i64,
    /// Parking before `arrivalSec`, where this is a new place.
    #[serde(deserialize_with = "super::read::or_default")]
    pub per_stop_time_sec: i64,
    /// Arrived and parked.
    #[serde(deserialize_with = "super::read::or_default")]
    pub arrival_sec: i64,
    /// Start of service, break, preparation or close-out.
    #[serde(deserialize_with = "super::read::or_default")]
    pub start_sec: i64,
    /// End of it; of the departure: when work begins.
    #[serde(deserialize_with = "super::read::or_default")]
    pub end_sec: i64,
    /// Drive to the next stop, on the last step before the wheels turn.
    #[serde(deserialize_with = "super::read::or_default")]
    pub drive_to_next_sec: i64,
    /// Metres of that drive.
    #[serde(deserialize_with = "super::read::or_default")]
    pub distance_to_next_mt: i64,
    /// Number of the vehicle's stop.
    #[serde(deserialize_with = "super::read::or_default")]
    pub stop_idx: i64,
    /// `"1.2"`; empty on departure and arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_label: Option<String>,
    /// Carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_link: Option<String>,
    /// Violated constraints of the order step.
    #[serde(deserialize_with = "super::read::not_text", skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<StepViolation>,
    /// What drivers reported of the step.
    #[serde(deserialize_with = "super::read::not_text", skip_serializing_if = "Option::is_none")]
    pub tracking_data: Option<StepTracking>,
    /// Ours: when it really took place, of an executed step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<Effective>,
    /// Ours: the vehicle does not drive to it before that moment. Set by planning where a route in
    /// progress had nothing left to do (SEMANTICS 4.7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before_sec: Option<i64>,
    /// Ours: seconds after its last window, with `elasticTimeWindows`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lateness_sec: Option<i64>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Ours: a step as it was planned. Fields as in [`RouteStep`].
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PlannedStep {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: StepType,
    /// Of a pickup or delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Of a reload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depot_id: Option<String>,
    /// Seconds since midnight.
    pub arrival_sec: i64,
    /// Seconds since midnight.
    pub start_sec: i64,
    /// Seconds since midnight.
    pub end_sec: i64,
    /// Drive to the next stop, on the last step before the wheels turn.
    pub drive_to_next_sec: i64,
}

impl RouteStep {
    /// Which part of an order this step serves.
    #[must_use]
    pub fn step_kind(&self) -> Option<StepKind> {
        match self.kind {
            StepType::Pickup => Some(StepKind::Pickup),
            StepType::Delivery => Some(StepKind::Delivery),
            _ => None,
        }
    }
}

/// When an executed step really began and ended.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Effective {
    /// Seconds since midnight.
    pub start_sec: i64,
    /// Seconds since midnight.
    pub end_sec: i64,
}

/// Type of a route step.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StepType {
    /// Work begins.
    #[default]
    Departure,
    /// At the departure depot, before driving.
    Preparation,
    /// Of an order.
    Pickup,
    /// Of an order; also a service.
    Delivery,
    /// A break.
    Brk,
    /// Ours: a reload at the departure depot.
    Depot,
    /// At the arrival depot, after driving.
    CloseOut,
    /// Work ends.
    Arrival,
}

/// Codes of a route (documents: "vehicleViolations").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum VehicleViolation {
    /// A load exceeds its capacity on some leg.
    Ld,
    /// A load falls below 0.
    Nld,
    /// Begins before the working window.
    Tws,
    /// Ends after the working window.
    Twe,
    /// Driving time.
    Dt,
    /// Working time.
    Wt,
    /// Distance.
    Ml,
    /// Number of orders.
    Or,
}

/// Codes of a step (documents: "violations").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum StepViolation {
    /// Another vehicle is forced.
    Ve,
    /// A tag is missing.
    Tgi,
    /// A tag is banned.
    Tgo,
    /// Not eligible on the date.
    Elg,
    /// Outside the time windows.
    Tw,
    /// In none of the vehicle's regions.
    Rgn,
    /// The paired step is missing.
    Pdm,
    /// Delivery before pickup.
    Pdi,
    /// Outside the driver's working time.
    Owb,
}
