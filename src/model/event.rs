//! Documents: "ExecutionEvent objects", "Send Execution Events", "ExecutionEventsProcessed Object
//! properties".

use super::{Extra, LatLng, Route, Shift, StepKind};
use crate::date::Date;
use crate::error::Issue;
use crate::sorted;
use serde::{Deserialize, Serialize};

/// Request of `applyExecutionEvents` (documents: "Send Execution Events"). Events are judged one by
/// one, so that they stay as given until their turn comes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExecutionEventsRequest {
    /// In the order in which they are applied.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<ExecutionEvent>", extend("tsType" = "ExecutionEvent[]")))]
    pub events: Vec<serde_json::Value>,
    /// Ours: where vehicles were, in any order; the newest of each route counts. One that concerns no
    /// route is dropped with a warning.
    #[serde(default, deserialize_with = "super::read::or_default")]
    pub positions: Vec<DriverPosition>,
    /// Whether an event that is wrong fails the call; else it is skipped and reported.
    #[serde(default = "yes")]
    pub strict: bool,
}

/// Where a vehicle was, as a phone or a device tells again and again (ours).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DriverPosition {
    /// Of the route; without it `driverId` says which.
    #[serde(default)]
    pub vehicle_id: Option<String>,
    /// Whose route of that date it is, where no vehicle is named.
    #[serde(default)]
    pub driver_id: Option<String>,
    /// Of the route.
    pub date: Date,
    /// Seconds since midnight.
    pub sec: i64,
    /// Where.
    pub lat_lng: LatLng,
    /// Accuracy, speed, heading and the like: recorded with it.
    #[serde(flatten)]
    pub extra: Extra,
}

const fn yes() -> bool {
    true
}

/// Result of `applyExecutionEvents`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionEventsResult {
    /// What became of each event.
    pub data: ExecutionEventsProcessed,
    /// Every route that changed, whole, with tracking data and fresh times, by id.
    pub routes: sorted::Map<String, Route>,
    /// Ours: order steps that were not executed and start at another time than before.
    pub changed_etas: Vec<Shift>,
    /// What was skipped, dropped or read in a way worth knowing.
    pub warnings: Vec<Issue>,
}

/// Documents: "ExecutionEventsProcessed Object properties".
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionEventsProcessed {
    /// One per event, in their order.
    pub processed: Vec<ProcessedStatus>,
}

/// Documents: "ProcessedStatus". `POSTPONED` does not occur (SEMANTICS 6.6).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProcessedStatus {
    /// Applied.
    Ok,
    /// Applied without its coordinates, which are too far from the territory's centre.
    OkWarnLatlngOutOfBounds,
    /// There is no such order.
    ErrorNoOrder,
    /// The order has no such step.
    ErrorNoOrderStep,
    /// There is no such vehicle.
    ErrorNoVehicle,
    /// Nothing is to be recorded of that vehicle.
    ErrorVehicleNotTracked,
    /// There is no such type of event.
    ErrorInvalidEventType,
    /// Anything else that is wrong.
    ErrorValidation,
}

/// What a driver or a device reports.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AnyExecutionEvent"))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionEvent {
    /// Which kind.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// Of the order step, for kinds that concern one.
    #[serde(default)]
    pub order_id: Option<String>,
    /// Of the order step, for kinds that concern one.
    #[serde(default)]
    pub order_step_type: Option<StepKind>,
    /// Of the route.
    pub date: Date,
    /// Of the route.
    pub vehicle_id: String,
    /// Who reports; must be there for a departure or an arrival.
    #[serde(default)]
    pub driver_id: Option<String>,
    /// When the device recorded it, in seconds since 1970.
    #[serde(default)]
    pub client_ts: Option<i64>,
    /// What is reported; `None` takes back a departure or an arrival.
    #[serde(default)]
    pub data: Option<EventData>,
}

/// The data of an event (documents: "EEDataTimeIn" … "EEDataPodNote"). Which of them are there
/// depends on the kind.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EventData {
    /// Seconds since midnight.
    pub sec: i64,
    /// Where.
    pub lat_lng: Option<LatLng>,
    /// `done` or `reschedule`; `None` removes the status.
    pub status: Option<String>,
    /// Why, of `reschedule`.
    pub status_reason: Option<String>,
    /// Hundredths by load key.
    pub tracked_loads: Option<sorted::Map<String, i64>>,
    /// Texts by name of the field.
    pub tracked_custom_fields: Option<sorted::Map<String, String>>,
    /// Which signature, picture or recording.
    pub id: Option<String>,
    /// Of a note: the note, `None` removes it. Else what is said of the proof.
    pub text: Option<String>,
    /// Base64; it is not kept. `None` removes a signature, picture or recording.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub data: Option<Blob>,
    /// Ours: where the caller keeps the binary.
    pub token: Option<String>,
    /// All barcodes of the step.
    pub barcodes: Option<Vec<EventBarcode>>,
}

/// That a text is there, without the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blob;

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// One scanned barcode (documents: "EEPodBarcodes").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EventBarcode {
    /// Seconds since midnight.
    pub sec: i64,
    /// Where.
    pub lat_lng: Option<LatLng>,
    /// What was read.
    pub barcode: String,
    /// `SCANNED`, `UNREADABLE`, `MISSING_BARCODE` or `MISSING_PACKAGE`.
    pub barcode_status: Option<String>,
}

/// Types of events, in both documented spellings (FEATURES DEF-04).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EventKind {
    /// Service began, as reported.
    TimeIn,
    /// Service ended, as reported.
    TimeOut,
    /// Service began, as detected.
    DetectedTimeIn,
    /// Service ended, as detected.
    DetectedTimeOut,
    /// Done or to be rescheduled.
    StatusUpdate,
    /// A signature.
    #[serde(alias = "signature")]
    PodSignature,
    /// A picture.
    #[serde(alias = "picture")]
    PodPicture,
    /// A recording.
    #[serde(alias = "audio")]
    PodAudio,
    /// Scanned barcodes.
    #[serde(alias = "barcodes")]
    PodBarcodes,
    /// A note.
    #[serde(alias = "note")]
    PodNote,
    /// A driver's work began.
    Departure,
    /// A driver's work ended.
    Arrival,
    /// Preparation began.
    PreparationTimeIn,
    /// Preparation ended.
    PreparationTimeOut,
    /// Close-out began.
    CloseOutTimeIn,
    /// Close-out ended.
    CloseOutTimeOut,
    /// Loads as counted.
    LoadTracking,
    /// Custom fields as filled in.
    CustomFieldTracking,
}

impl EventKind {
    /// As documented; what `clientTs` of tracking data is kept by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TimeIn => "timeIn",
            Self::TimeOut => "timeOut",
            Self::DetectedTimeIn => "detectedTimeIn",
            Self::DetectedTimeOut => "detectedTimeOut",
            Self::StatusUpdate => "statusUpdate",
            Self::PodSignature => "podSignature",
            Self::PodPicture => "podPicture",
            Self::PodAudio => "podAudio",
            Self::PodBarcodes => "podBarcodes",
            Self::PodNote => "podNote",
            Self::Departure => "departure",
            Self::Arrival => "arrival",
            Self::PreparationTimeIn => "preparationTimeIn",
            Self::PreparationTimeOut => "preparationTimeOut",
            Self::CloseOutTimeIn => "closeOutTimeIn",
            Self::CloseOutTimeOut => "closeOutTimeOut",
            Self::LoadTracking => "loadTracking",
            Self::CustomFieldTracking => "customFieldTracking",
        }
    }

    /// The kind of a type, in either spelling.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let reader = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name);
        Self::deserialize(reader).ok()
    }

    /// Whether it concerns the work of a driver as a whole.
    #[must_use]
    pub const fn is_of_driver(self) -> bool {
        matches!(self, Self::Departure | Self::Arrival)
    }

    /// Whether it concerns the preparation or the close-out.
    #[must_use]
    pub const fn is_of_depot(self) -> bool {
        matches!(
            self,
            Self::PreparationTimeIn
                | Self::PreparationTimeOut
                | Self::CloseOutTimeIn
                | Self::CloseOutTimeOut
        )
    }

    /// Whether it concerns an order step.
    #[must_use]
    pub const fn is_of_order_step(self) -> bool {
        !self.is_of_driver() && !self.is_of_depot()
    }
}
