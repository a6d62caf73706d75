//! The one input of every operation (API "Snapshot").

use super::{Depot, Driver, Extra, Order, Region, Route, Territory, Travel, Vehicle};
use crate::date::Date;
use crate::sorted;
use serde::{Deserialize, Serialize};

/// A territory as it stands. Maps are by id and ordered by it: hash order reaches no result.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Snapshot {
    /// The territory.
    pub territory: Territory,
    /// By id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub depots: sorted::Map<String, Depot>,
    /// By id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub regions: sorted::Map<String, Region>,
    /// By id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub drivers: sorted::Map<String, Driver>,
    /// By id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub vehicles: sorted::Map<String, Vehicle>,
    /// Driver by vehicle, by date.
    #[serde(deserialize_with = "super::read::or_default")]
    pub vehicle_driver_assignments: sorted::Map<Date, sorted::Map<String, Option<String>>>,
    /// By id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub orders: sorted::Map<String, Order>,
    /// The current plan, by route id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub routes: sorted::Map<String, Route>,
    /// Ours: which routes are approved.
    #[serde(deserialize_with = "super::read::or_default")]
    pub approved_routes: Vec<String>,
    /// Ours: routes and vehicle-dates that planning must not touch.
    #[serde(deserialize_with = "super::read::or_default")]
    pub locked_route_ids: Vec<String>,
    /// Ours: `None` = the estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub travel: Option<Travel>,
    /// Ours: nothing may be planned before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Now>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The present moment of the territory.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Now {
    /// Local date.
    pub date: Date,
    /// Seconds since its midnight.
    pub sec: i64,
}
