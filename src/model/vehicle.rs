//! Documents: "Vehicle Object properties", "VehicleFull Object properties", "VehicleSettings
//! Object properties", "Break Object properties".

use super::{Extra, TimeWindow};
use crate::date::Date;
use crate::sorted;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// A vehicle with its settings of the normal day and of single dates.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Vehicle {
    /// Opaque id; the key of the map where it is missing.
    pub id: Option<String>,
    /// Index for display labels.
    pub idx: Option<i64>,
    /// For display.
    pub external_id: Option<String>,
    /// For display.
    pub color: Option<String>,
    /// False: execution events for it are refused.
    #[cfg_attr(feature = "schema", schemars(default = "yes"))]
    pub tracked: bool,
    /// Carried.
    pub gps_device_id: Option<String>,
    /// The normal day: `settings` of a documented Vehicle, or its key `default` (ours).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<SettingsAsGiven>"))]
    pub settings: Option<Box<VehicleSettings>>,
    /// Single dates: `settings` of a documented VehicleFull and `settingsByDate` (ours), which wins.
    #[serde(skip_serializing_if = "sorted::Map::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub settings_by_date: sorted::Map<Date, VehicleSettings>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

/// For the schema: a vehicle is tracked where nothing is said.
#[cfg(feature = "schema")]
const fn yes() -> bool {
    true
}

/// For the schema: the settings of the normal day, or by date and `default`.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is only described")]
enum SettingsAsGiven {
    One(Box<VehicleSettings>),
    ByDate(sorted::Map<String, VehicleSettings>),
}

impl Vehicle {
    /// The settings in force on `date` (SEMANTICS 4.5); `None` = not available.
    #[must_use]
    pub fn settings_on(&self, date: Date) -> Option<&VehicleSettings> {
        self.settings_by_date.get(&date).or(self.settings.as_deref())
    }
}

/// As written: `settings` is one object or a map by date.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VehicleAsWritten {
    id: Option<String>,
    idx: Option<i64>,
    external_id: Option<String>,
    color: Option<String>,
    tracked: Option<bool>,
    gps_device_id: Option<String>,
    settings: Option<Extra>,
    settings_by_date: Option<sorted::Map<Date, VehicleSettings>>,
    #[serde(flatten)]
    extra: Extra,
}

impl<'de> Deserialize<'de> for Vehicle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = VehicleAsWritten::deserialize(deserializer)?;
        let mut settings = None;
        let mut by_date = sorted::Map::new();
        if let Some(object) = written.settings {
            if Self::is_by_date(object.keys()) {
                for (key, value) in object {
                    let value: VehicleSettings =
                        super::from_tree(&value).map_err(D::Error::custom)?;
                    match Date::parse(&key) {
                        Some(date) => drop(by_date.insert(date, value)),
                        None => settings = Some(Box::new(value)),
                    }
                }
            } else {
                let value = serde_json::Value::Object(object);
                settings = Some(super::from_tree(&value).map_err(D::Error::custom)?);
            }
        }
        by_date.extend(written.settings_by_date.unwrap_or_default());
        Ok(Self {
            id: written.id,
            idx: written.idx,
            external_id: written.external_id,
            color: written.color,
            tracked: written.tracked.unwrap_or(true),
            gps_device_id: written.gps_device_id,
            settings,
            settings_by_date: by_date,
            extra: written.extra,
        })
    }
}

impl Vehicle {
    /// Whether a `settings` object with these keys is a map by date: it has keys, and each is
    /// made of digits or is `default`.
    pub fn is_by_date<'k>(keys: impl IntoIterator<Item = &'k String>) -> bool {
        let mut keys = keys.into_iter().peekable();
        keys.peek().is_some()
            && keys.all(|key| {
                key == "default"
                    || (!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()))
            })
    }
}

/// What holds for a vehicle on a date. Limits of 0 are off.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VehicleSettings {
    /// False: not used on that date. Default true.
    #[serde(deserialize_with = "super::read::yes_unless_false")]
    pub available: bool,
    /// For display.
    pub notes: Option<String>,
    /// `None` = open start: the route begins at its first stop.
    pub departure_depot_id: Option<String>,
    /// `None` = open end: the route ends at its last stop.
    pub arrival_depot_id: Option<String>,
    /// Working window; `None` = [0, 86 400].
    pub time_window: Option<TimeWindow>,
    /// False: leaves at the start of the working window. Default true.
    #[serde(deserialize_with = "super::read::yes_unless_false")]
    pub flex_start_time: bool,
    /// Hundredths per new place, depots excluded.
    #[serde(deserialize_with = "super::read::or_default")]
    pub per_stop_cost: i64,
    /// Seconds per new place, depots excluded.
    #[serde(deserialize_with = "super::read::or_default")]
    pub per_stop_time_sec: i64,
    /// Longest E − D in seconds.
    #[serde(deserialize_with = "super::read::or_default")]
    pub max_working_time_sec: i64,
    /// Longest driving time in seconds.
    #[serde(deserialize_with = "super::read::or_default")]
    pub max_driving_time_sec: i64,
    /// Longest distance in metres.
    #[serde(deserialize_with = "super::read::or_default")]
    pub max_distance_mt: i64,
    /// Most distinct orders.
    #[serde(deserialize_with = "super::read::or_default")]
    pub max_orders: i64,
    /// At most three.
    #[serde(deserialize_with = "super::read::or_default")]
    pub breaks: Vec<Break>,
    /// Hundredths of load per key; a key that is missing is unlimited (option `missingCapacity`).
    #[serde(deserialize_with = "super::read::capacities")]
    pub load_capacities: sorted::Map<String, i64>,
    /// Regions it works in; empty = anywhere.
    #[serde(deserialize_with = "super::read::or_default")]
    pub region_ids: Vec<String>,
    /// Hundredths if used.
    #[serde(deserialize_with = "super::read::or_default")]
    pub activation_cost: i64,
    /// Hundredths per hour.
    #[serde(deserialize_with = "super::read::or_default")]
    pub driving_time_cost: i64,
    /// Hundredths per hour.
    #[serde(deserialize_with = "super::read::or_default")]
    pub idle_time_cost: i64,
    /// Hundredths per hour.
    #[serde(deserialize_with = "super::read::or_default")]
    pub service_time_cost: i64,
    /// Hundredths per hour.
    #[serde(deserialize_with = "super::read::or_default")]
    pub break_time_cost: i64,
    /// Hundredths per kilometre.
    #[serde(deserialize_with = "super::read::or_default")]
    pub km_cost: i64,
    /// Matched by the tags of order steps.
    #[serde(deserialize_with = "super::read::tags")]
    pub tags: Vec<String>,
    /// Percent of average speed, 50 … 200; `None` = 100.
    pub speed_factor: Option<i64>,
    /// Working time to aim for, in seconds (soft).
    #[serde(deserialize_with = "super::read::or_default")]
    pub min_working_time_sec: i64,
    /// Loads to aim for (soft), hundredths per key.
    #[serde(deserialize_with = "super::read::capacities")]
    pub min_load_capacities: sorted::Map<String, i64>,
    /// Seconds at the departure depot before driving; none without one.
    #[serde(deserialize_with = "super::read::or_default")]
    pub preparation_time_sec: i64,
    /// Seconds at the arrival depot after driving; none without one.
    #[serde(deserialize_with = "super::read::or_default")]
    pub close_out_time_sec: i64,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for VehicleSettings {
    fn default() -> Self {
        Self {
            available: true,
            notes: None,
            departure_depot_id: None,
            arrival_depot_id: None,
            time_window: None,
            flex_start_time: true,
            per_stop_cost: 0,
            per_stop_time_sec: 0,
            max_working_time_sec: 0,
            max_driving_time_sec: 0,
            max_distance_mt: 0,
            max_orders: 0,
            breaks: Vec::new(),
            load_capacities: sorted::Map::new(),
            region_ids: Vec::new(),
            activation_cost: 0,
            driving_time_cost: 0,
            idle_time_cost: 0,
            service_time_cost: 0,
            break_time_cost: 0,
            km_cost: 0,
            tags: Vec::new(),
            speed_factor: None,
            min_working_time_sec: 0,
            min_load_capacities: sorted::Map::new(),
            preparation_time_sec: 0,
            close_out_time_sec: 0,
            extra: Extra::new(),
        }
    }
}

/// A break: its start lies in `[start_sec, end_sec]`, both ends included.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Break {
    /// How long, in seconds.
    pub duration_sec: i64,
    /// Earliest start.
    pub start_sec: i64,
    /// Latest start.
    pub end_sec: i64,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}
