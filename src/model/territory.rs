//! Documents: "Territory Object properties".

use super::{Extra, LatLng};
use serde::{Deserialize, Serialize};

/// A territory: what one snapshot is about.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Territory {
    /// Opaque id.
    pub id: Option<String>,
    /// For display.
    pub name: Option<String>,
    /// Centre; events farther than 500 km from it lose their coordinates (SEMANTICS 6.6).
    pub center: Option<LatLng>,
    /// IANA zone of all times of day.
    pub time_zone_code: Option<String>,
    /// IETF language tag, for display.
    pub language_code: Option<String>,
    /// Allowed reasons of the status `reschedule`, exact case. Also read from `reasons`.
    #[serde(alias = "reasons", deserialize_with = "super::read::or_default")]
    pub status_reasons: Vec<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}
