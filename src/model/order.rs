//! Documents: "Order Object properties", "OrderStep Object properties", "Eligibility Object
//! properties", "TimeWindow Object properties".

use super::{Extra, Location};
use crate::date::Date;
use crate::sorted;
use serde::{Deserialize, Deserializer, Serialize};

/// An order: a pickup, a delivery, or both on the same route, pickup first.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Order {
    /// Opaque id; the key of the map where it is missing.
    pub id: Option<String>,
    /// For display.
    pub name: Option<String>,
    /// On what dates it may be served; missing = any.
    #[serde(deserialize_with = "super::read::or_default")]
    pub eligibility: Eligibility,
    /// The only vehicle that may serve it.
    pub force_vehicle_id: Option<String>,
    /// −20, −10, 0, 10 or 20 (highest).
    #[serde(deserialize_with = "super::read::or_default")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [-20, -10, 0, 10, 20])))]
    pub priority: i64,
    /// Hundredths per load key.
    #[serde(deserialize_with = "super::read::loads")]
    pub loads: sorted::Map<String, i64>,
    /// The pickup part.
    pub pickup: Option<OrderStep>,
    /// The delivery part, or the service.
    pub delivery: Option<OrderStep>,
    /// A service: a delivery without loads.
    #[serde(deserialize_with = "super::read::or_default")]
    pub is_service: bool,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Order {
    /// The step of that kind.
    #[must_use]
    pub fn step(&self, kind: StepKind) -> Option<&OrderStep> {
        match kind {
            StepKind::Pickup => self.pickup.as_ref(),
            StepKind::Delivery => self.delivery.as_ref(),
        }
    }

    /// Its steps, the pickup first.
    pub fn steps(&self) -> impl Iterator<Item = (StepKind, &OrderStep)> {
        [StepKind::Pickup, StepKind::Delivery]
            .into_iter()
            .filter_map(|kind| self.step(kind).map(|step| (kind, step)))
    }
}

/// Which part of an order (documents: "OrderStepIdentifier").
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StepKind {
    /// Where goods are taken.
    Pickup,
    /// Where goods are left, or a service is done.
    Delivery,
}

/// One visit of an order. Exactly one of `depot_id` and `location` is set.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderStep {
    /// Set if it takes place at a depot.
    pub depot_id: Option<String>,
    /// Set if it does not.
    pub location: Option<Location>,
    /// When its service may start; empty = any time.
    #[serde(deserialize_with = "super::read::or_default")]
    pub time_windows: Vec<TimeWindow>,
    /// Replaces `time_windows` on single dates. Also read from `timeWindowsExceptions`.
    #[serde(alias = "timeWindowsExceptions", deserialize_with = "super::read::or_default")]
    pub time_window_exceptions: sorted::Map<Date, Vec<TimeWindow>>,
    /// For display.
    pub notes: Option<String>,
    /// For notifications.
    pub email: Option<String>,
    /// For notifications.
    pub phone: Option<String>,
    /// Expected service time in seconds.
    #[serde(deserialize_with = "super::read::or_default")]
    pub service_time_sec: i64,
    /// Tags that the vehicle must have, all of them.
    #[serde(deserialize_with = "super::read::tags")]
    pub tags_in: Vec<String>,
    /// Tags that the vehicle must not have, none of them.
    #[serde(deserialize_with = "super::read::tags")]
    pub tags_out: Vec<String>,
    /// For display.
    #[serde(deserialize_with = "super::read::or_default")]
    #[cfg_attr(feature = "schema", schemars(with = "sorted::Map<String, Option<String>>"))]
    pub custom_fields: Extra,
    /// For display.
    #[serde(deserialize_with = "super::read::or_default")]
    pub barcodes: Vec<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

impl OrderStep {
    /// Its windows on a date (SEMANTICS 2.6).
    #[must_use]
    pub fn windows_on(&self, date: Date) -> &[TimeWindow] {
        self.time_window_exceptions.get(&date).unwrap_or(&self.time_windows)
    }
}

/// An interval of seconds since midnight, both ends included.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeWindow {
    /// Start.
    pub start_sec: i64,
    /// End, not before the start; may pass 86 400.
    pub end_sec: i64,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// On what dates an order may be served.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Eligibility {
    /// Which of the three.
    #[serde(rename = "type")]
    pub kind: EligibilityType,
    /// Last date, of type `by`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_date: Option<Date>,
    /// The dates, of type `on`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub on_dates: Vec<Date>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Eligibility {
    /// Whether the order may be served on `date`.
    #[must_use]
    pub fn allows(&self, date: Date) -> bool {
        match self.kind {
            EligibilityType::Any => true,
            EligibilityType::By => self.by_date.is_some_and(|last| date <= last),
            EligibilityType::On => self.on_dates.contains(&date),
        }
    }
}

/// Type of an eligibility.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EligibilityType {
    /// On the listed dates.
    On,
    /// Up to and including a date.
    By,
    /// On any date.
    #[default]
    Any,
}

/// As written; the documents' examples also use `{"on": "20151204"}` without a type.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EligibilityAsWritten {
    #[serde(rename = "type")]
    kind: Option<EligibilityType>,
    by_date: Option<Date>,
    on_dates: Option<Vec<Date>>,
    on: Option<OneOrMany>,
    by: Option<Date>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Date),
    Many(Vec<Date>),
}

impl<'de> Deserialize<'de> for Eligibility {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = EligibilityAsWritten::deserialize(deserializer)?;
        let kind = written.kind.unwrap_or(match (&written.on, &written.by) {
            (Some(_), _) => EligibilityType::On,
            (None, Some(_)) => EligibilityType::By,
            (None, None) => EligibilityType::Any,
        });
        let shorthand = match written.on {
            Some(OneOrMany::One(date)) => vec![date],
            Some(OneOrMany::Many(dates)) => dates,
            None => Vec::new(),
        };
        Ok(Self {
            kind,
            by_date: written.by_date.or(written.by),
            on_dates: written.on_dates.unwrap_or(shorthand),
            extra: written.extra,
        })
    }
}
