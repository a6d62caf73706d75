//! Documents: "Region Object properties".

use super::{Extra, LatLng};
use serde::{Deserialize, Serialize};

/// A polygon that vehicles may be bound to and that costs time or money to enter.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Region {
    /// Opaque id; the key of the map where it is missing.
    pub id: Option<String>,
    /// For display.
    pub name: Option<String>,
    /// For display.
    pub color: Option<String>,
    /// Corners, closed implicitly.
    #[serde(deserialize_with = "super::read::or_default")]
    pub poly: Vec<LatLng>,
    /// Hundredths per entry; negative reads as 0.
    #[serde(deserialize_with = "super::read::not_negative")]
    pub enter_cost: i64,
    /// Seconds added to the drive per entry, not scaled by the speed factor; negative reads as 0.
    #[serde(deserialize_with = "super::read::not_negative")]
    pub enter_time_sec: i64,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}
