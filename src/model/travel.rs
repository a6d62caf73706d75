//! The travel model of a snapshot (ours; documents name no source of travel times).

use super::LatLng;
use serde::{Deserialize, Serialize};

/// How an unreachable pair stands in the arrays of [`Travel`].
pub const UNREACHABLE: i32 = -1;

/// Where durations (seconds) and distances (metres) between locations come from.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "TravelModel"))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum Travel {
    /// Great circle × detour (SEMANTICS 1.2).
    Estimate {
        /// One speed for all drives; missing = two stages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speed_kmh: Option<f64>,
        /// Default 1.3.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detour_factor: Option<f64>,
    },
    /// Row-major, from i to j.
    Matrix {
        /// In the order of rows and columns.
        locations: Vec<LatLng>,
        /// `locations`² seconds; [`UNREACHABLE`].
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "Ints")))]
        durations_sec: Vec<i32>,
        /// `locations`² metres; [`UNREACHABLE`].
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "Ints")))]
        distances_mt: Vec<i32>,
        /// For locations that are not listed.
        #[serde(default)]
        missing: Missing,
    },
    /// Only the pairs that are stored.
    Sparse {
        /// In the order of `row_start`.
        locations: Vec<LatLng>,
        /// Of location i the pairs `row_start[i] .. row_start[i + 1]`; one longer than `locations`.
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "Ints")))]
        row_start: Vec<i32>,
        /// Where pair k leads to.
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "Ints")))]
        to: Vec<i32>,
        /// Seconds of pair k; [`UNREACHABLE`].
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "Ints")))]
        durations_sec: Vec<i32>,
        /// Metres of pair k; [`UNREACHABLE`].
        #[cfg_attr(feature = "schema", schemars(extend("tsType" = "Ints")))]
        distances_mt: Vec<i32>,
        /// For locations that are not listed and pairs that are not stored.
        #[serde(default)]
        missing: Missing,
    },
}

impl Default for Travel {
    fn default() -> Self {
        Self::Estimate { speed_kmh: None, detour_factor: None }
    }
}

/// What a pair that is not given means.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// Take the estimate.
    #[default]
    Estimate,
    /// An issue 103.
    Error,
}
