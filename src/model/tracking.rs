//! Documents: "TrackingDataRegistry", "DriverTrackingData", "TrackingData", "PodContainer", "Fix".

use super::read::{sentinel, write_sentinel};
use super::{Extra, LatLng};
use crate::sorted;
use serde::{Deserialize, Serialize};

/// Tracking data of a route ("TrackingDataRegistry").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "TrackingDataRegistry"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RouteTracking {
    /// By driver id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub drivers_tracking_data: sorted::Map<String, DriverTracking>,
    /// Ours: where the vehicle was last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Fix>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Start and end of one driver's work.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DriverTrackingData", !from))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "DriverTrackingAsWritten")]
pub struct DriverTracking {
    /// What holds now. Where it is not given, what the history comes to (FEATURES DEF-29).
    #[cfg_attr(feature = "schema", schemars(default))]
    pub current: CurrentDriverTracking,
    /// All that was reported, in order.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub history: Vec<HistoricalDriverTracking>,
    /// Ours: device timestamp (seconds since 1970) of what holds now, by kind of event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_ts: Option<sorted::Map<String, i64>>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// As written: what holds now may be missing.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DriverTrackingAsWritten {
    current: Option<CurrentDriverTracking>,
    #[serde(deserialize_with = "super::read::or_default")]
    history: Vec<HistoricalDriverTracking>,
    client_ts: Option<sorted::Map<String, i64>>,
    #[serde(flatten)]
    extra: Extra,
}

impl From<DriverTrackingAsWritten> for DriverTracking {
    fn from(written: DriverTrackingAsWritten) -> Self {
        let DriverTrackingAsWritten { current, history, client_ts, extra } = written;
        let current = current.unwrap_or_else(|| CurrentDriverTracking::after(&history));
        Self { current, history, client_ts, extra }
    }
}

impl CurrentDriverTracking {
    /// The last entry of each type; a deleted departure takes its arrival along.
    fn after(history: &[HistoricalDriverTracking]) -> Self {
        let last = |kind| history.iter().rev().find(|entry| entry.event_type == kind);
        let fix = |kind| last(kind).and_then(|entry| entry.fix.clone());
        let departure = fix("departure");
        let arrival = fix("arrival").filter(|_| departure.is_some());
        Self { departure, arrival, extra: Extra::default() }
    }
}

/// Current start and end.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CurrentDriverTrackingData"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CurrentDriverTracking {
    /// Start.
    pub departure: Option<Fix>,
    /// End.
    pub arrival: Option<Fix>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One entry of the history.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "HistoricalDriverTrackingData"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HistoricalDriverTracking {
    /// `departure` or `arrival`.
    #[serde(deserialize_with = "super::read::or_default")]
    pub event_type: String,
    /// `upsert` or `delete`.
    #[serde(deserialize_with = "super::read::or_default")]
    pub action: String,
    /// `None` where deleted.
    pub fix: Option<Fix>,
    /// Ours: device timestamp (seconds since 1970) of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_ts: Option<i64>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A time and a place.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Fix {
    /// Seconds since midnight.
    #[serde(deserialize_with = "super::read::or_default")]
    pub sec: i64,
    /// Where known.
    pub lat_lng: Option<LatLng>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Tracking data of a step ("TrackingData"). Times are `None` where nothing was reported.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "TrackingData"))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StepTracking {
    /// Who updated it last.
    pub driver_id: Option<String>,
    /// The vehicle of that driver.
    pub vehicle_id: Option<String>,
    /// Reported start of service.
    #[serde(deserialize_with = "sentinel", serialize_with = "write_sentinel")]
    pub time_in_sec: Option<i64>,
    /// Where.
    pub time_in_lat_lng: Option<LatLng>,
    /// Reported end of service.
    #[serde(deserialize_with = "sentinel", serialize_with = "write_sentinel")]
    pub time_out_sec: Option<i64>,
    /// Where.
    pub time_out_lat_lng: Option<LatLng>,
    /// `done` or `reschedule`.
    pub status: Option<String>,
    /// When the status was reported.
    #[serde(deserialize_with = "sentinel", serialize_with = "write_sentinel")]
    pub status_sec: Option<i64>,
    /// Where.
    pub status_lat_lng: Option<LatLng>,
    /// Why, of `reschedule`.
    pub status_reason: Option<String>,
    /// Detected start of service.
    #[serde(deserialize_with = "sentinel", serialize_with = "write_sentinel")]
    pub time_in_detected_sec: Option<i64>,
    /// Where.
    pub time_in_detected_lat_lng: Option<LatLng>,
    /// Detected end of service.
    #[serde(deserialize_with = "sentinel", serialize_with = "write_sentinel")]
    pub time_out_detected_sec: Option<i64>,
    /// Where.
    pub time_out_detected_lat_lng: Option<LatLng>,
    /// Loads by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracked_load_map: Option<sorted::Map<String, TrackedLoad>>,
    /// Custom fields by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracked_custom_field_map: Option<sorted::Map<String, TrackedText>>,
    /// Proofs of delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pods: Option<PodContainer>,
    /// Ours: latest device timestamp (seconds since 1970) of what was recorded, by kind of event;
    /// of proofs, loads and custom fields by kind, slash, id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_ts: Option<sorted::Map<String, i64>>,
    /// Ours: proofs of delivery that make the step done while nothing else was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implicit_done: Option<ImplicitDone>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Ours: where an implicit status comes from (SEMANTICS 6.1).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImplicitDone {
    /// The status shown is implicit.
    pub shown: bool,
    /// In the order in which they came.
    #[serde(deserialize_with = "super::read::or_default")]
    pub proofs: Vec<ImplicitProof>,
}

/// Ours: a proof of delivery that came while no time was reported.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ImplicitProof {
    /// Kind, slash, id.
    #[serde(deserialize_with = "super::read::or_default")]
    pub proof: String,
    /// No status was reported or removed since.
    pub holds: bool,
}

/// A tracked load.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TrackedLoad {
    /// Where.
    pub lat_lng: Option<LatLng>,
    /// When.
    #[serde(deserialize_with = "super::read::or_default")]
    pub time_sec: i64,
    /// Hundredths of load.
    #[serde(deserialize_with = "super::read::or_default")]
    pub value: i64,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A tracked custom field.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TrackedText {
    /// Where.
    pub lat_lng: Option<LatLng>,
    /// When.
    #[serde(deserialize_with = "super::read::or_default")]
    pub time_sec: i64,
    /// As entered.
    #[serde(deserialize_with = "super::read::or_default")]
    pub value: String,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Proofs of delivery of a step.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PodContainer {
    /// By `driver` or `customer`.
    #[serde(
        deserialize_with = "super::read::or_default",
        skip_serializing_if = "sorted::Map::is_empty"
    )]
    pub signatures: sorted::Map<String, Pod>,
    /// By external id.
    #[serde(
        deserialize_with = "super::read::or_default",
        skip_serializing_if = "sorted::Map::is_empty"
    )]
    pub pictures: sorted::Map<String, Pod>,
    /// By external id.
    #[serde(
        deserialize_with = "super::read::or_default",
        skip_serializing_if = "sorted::Map::is_empty"
    )]
    pub audios: sorted::Map<String, Pod>,
    /// One note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Pod>,
    /// As scanned.
    #[serde(deserialize_with = "super::read::or_default", skip_serializing_if = "Vec::is_empty")]
    pub barcodes: Vec<BarcodePod>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One proof of delivery.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Pod {
    /// When.
    #[serde(deserialize_with = "super::read::or_default")]
    pub sec: i64,
    /// Where.
    pub lat_lng: Option<LatLng>,
    /// Text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Token of the binary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One scanned barcode.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BarcodePod {
    /// When.
    #[serde(deserialize_with = "super::read::or_default")]
    pub sec: i64,
    /// Where.
    pub lat_lng: Option<LatLng>,
    /// The barcode.
    #[serde(deserialize_with = "super::read::or_default")]
    pub barcode: String,
    /// `SCANNED`, `UNREADABLE`, `MISSING_BARCODE` or `MISSING_PACKAGE`.
    pub barcode_status: Option<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}
