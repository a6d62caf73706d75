//! Documents: "Depot Object properties", "Location Object properties", "LatLng Object properties".

use super::Extra;
use serde::{Deserialize, Serialize};

/// `[lat, lng]`: WGS-84 degrees × 1 000 000, floored.
pub type LatLng = [i64; 2];

/// A place where routes begin and end and where vehicles reload.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Depot {
    /// Opaque id; the key of the map where it is missing.
    pub id: Option<String>,
    /// For display.
    pub name: Option<String>,
    /// Where it is.
    pub location: Option<Location>,
    /// Hundredths per return to reload; negative reads as 0.
    #[serde(deserialize_with = "super::read::not_negative")]
    pub setup_cost: i64,
    /// Seconds per return to reload; negative reads as 0.
    #[serde(deserialize_with = "super::read::not_negative")]
    pub setup_time_sec: i64,
    /// For display.
    pub color: Option<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An address with its coordinates.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Location {
    /// As provided; may be missing where coordinates are given.
    pub address: Option<String>,
    /// Coordinates; missing or out of range = not usable for planning.
    pub lat_lng: Option<LatLng>,
    /// Accuracy of the geocoding.
    pub status: Option<LocationStatus>,
    /// The normalised address, carried.
    pub geo_address: Option<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Location {
    /// The coordinates, if planning may use them: present, within ±90° and ±180°, and of a status
    /// that counts as found (FEATURES DOM-072, DOM-073).
    #[must_use]
    pub fn usable(&self) -> Option<LatLng> {
        let [lat, lng] = self.lat_lng?;
        // No `abs`: the least of all integers has none.
        let in_range = (-90_000_000..=90_000_000).contains(&lat)
            && (-180_000_000..=180_000_000).contains(&lng);
        let found = self.status.as_ref().is_none_or(LocationStatus::is_usable);
        (in_range && found).then_some([lat, lng])
    }
}

/// Status of a geocoding; unknown ones are carried and count as usable.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LocationStatus {
    /// Exact, or coordinates given by the caller.
    Ok,
    /// Usable.
    LowAccuracy,
    /// Usable.
    PostcodeIssue,
    /// Usable.
    PostcodeLevelAccuracy,
    /// Not usable.
    NotFound,
    /// Not usable.
    OutOfTerritoryRange,
    /// Not usable.
    GeocodingError,
    /// Not usable.
    GeocodingTimeout,
    /// A value that came later than this release.
    #[serde(untagged)]
    Other(String),
}

impl LocationStatus {
    /// Whether coordinates of this status may be planned with.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !matches!(
            self,
            Self::NotFound
                | Self::OutOfTerritoryRange
                | Self::GeocodingError
                | Self::GeocodingTimeout
        )
    }
}
