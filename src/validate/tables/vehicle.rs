//! Vehicle with settings of the normal day or by date, break.

use super::super::limits::{COST, DAY, INT_MAX, INT_MIN, LATEST, LOAD};
use super::super::rules;
use super::super::shape::{ANY, Entity, Field, Key, Kind, Shape, at_most, opt, req, ruled};
use super::place::TIME_WINDOW;
use crate::model::Vehicle;
use serde_json::Value;

pub(in super::super) static VEHICLE: Shape = super::super::shape::open(&[
    opt("id", Kind::Id),
    opt("idx", Kind::Int(INT_MIN, INT_MAX)),
    opt("externalId", Kind::Text),
    opt("color", Kind::Text),
    opt("tracked", Kind::Flag),
    opt("gpsDeviceId", Kind::Text),
    opt("settings", Kind::Either(settings)),
    opt("settingsByDate", BY_DATE),
]);

const BY_DATE: Kind = Kind::Map(Key::Date, &Kind::Object(&SETTINGS), ANY);

/// `settings` of a Vehicle is one object, of a VehicleFull a map by date.
fn settings(value: &Value) -> &'static Kind {
    static ONE: Kind = Kind::Object(&SETTINGS);
    static MAP: Kind = Kind::Map(Key::DateOrDefault, &Kind::Object(&SETTINGS), ANY);
    match value.as_object() {
        Some(map) if Vehicle::is_by_date(map.keys()) => &MAP,
        _ => &ONE,
    }
}

/// A documented duration.
const DURATION: Kind = Kind::Int(0, DAY);
/// A documented cost or rate.
const RATE: Kind = Kind::Int(0, COST);
/// Capacities or minima by load key.
const LOADS: Kind = Kind::Map(Key::Load, &Kind::Int(0, LOAD), at_most(20));
/// Tags of a vehicle or an order step.
pub(super) const TAGS: Kind = Kind::List(&Kind::Tag(50), at_most(50));

pub(in super::super) static SETTINGS: Shape = ruled(SETTINGS_FIELDS, rules::vehicle::settings);

static SETTINGS_FIELDS: &[Field] = &[
    opt("available", Kind::Flag),
    opt("notes", Kind::Text),
    opt("departureDepotId", Kind::Ref(Entity::Depot)),
    opt("arrivalDepotId", Kind::Ref(Entity::Depot)),
    opt("timeWindow", Kind::Object(&TIME_WINDOW)),
    opt("flexStartTime", Kind::Flag),
    opt("perStopCost", RATE),
    opt("perStopTimeSec", DURATION),
    opt("maxWorkingTimeSec", DURATION),
    opt("maxDrivingTimeSec", DURATION),
    opt("maxDistanceMt", Kind::Int(0, INT_MAX)),
    opt("maxOrders", Kind::Int(0, INT_MAX)),
    opt("breaks", Kind::List(&Kind::Object(&BREAK), at_most(3))),
    opt("loadCapacities", LOADS),
    opt("regionIds", Kind::List(&Kind::Ref(Entity::Region), ANY)),
    opt("activationCost", RATE),
    opt("drivingTimeCost", RATE),
    opt("idleTimeCost", RATE),
    opt("serviceTimeCost", RATE),
    opt("breakTimeCost", RATE),
    opt("kmCost", RATE),
    opt("tags", TAGS),
    opt("speedFactor", Kind::Int(50, 200)),
    opt("minWorkingTimeSec", DURATION),
    opt("minLoadCapacities", LOADS),
    opt("preparationTimeSec", DURATION),
    opt("closeOutTimeSec", DURATION),
];

pub(in super::super) static BREAK: Shape = ruled(
    &[
        req("durationSec", DURATION),
        req("startSec", Kind::Int(0, LATEST)),
        req("endSec", Kind::Int(0, LATEST)),
    ],
    rules::window::window,
);
