//! The snapshot as a whole (API "Snapshot").

use super::super::limits::{DEPOTS, DRIVERS, LATEST, ORDERS, REGIONS, ROUTES, VEHICLES};
use super::super::rules;
use super::super::shape::{ANY, Entity, Field, Key, Kind, Shape, capacity, open, opt, req, ruled};
use super::order::ORDER;
use super::place::{DEPOT, DRIVER, REGION, TERRITORY};
use super::route::ROUTE;
use super::vehicle::VEHICLE;

pub(in super::super) static SNAPSHOT: Shape = ruled(SNAPSHOT_FIELDS, rules::snapshot::snapshot);

static SNAPSHOT_FIELDS: &[Field] = &[
    req("territory", Kind::Object(&TERRITORY)),
    req("depots", Kind::Map(Key::Id, &Kind::Object(&DEPOT), capacity(DEPOTS))),
    opt("regions", Kind::Map(Key::Id, &Kind::Object(&REGION), capacity(REGIONS))),
    opt("drivers", Kind::Map(Key::Id, &Kind::Object(&DRIVER), capacity(DRIVERS))),
    req("vehicles", Kind::Map(Key::Id, &Kind::Object(&VEHICLE), capacity(VEHICLES))),
    opt("vehicleDriverAssignments", Kind::Map(Key::Date, &DRIVERS_OF_A_DATE, ANY)),
    req("orders", Kind::Map(Key::Id, &Kind::Object(&ORDER), capacity(ORDERS))),
    opt("routes", Kind::Map(Key::RouteId, &Kind::Object(&ROUTE), capacity(ROUTES))),
    opt("approvedRoutes", Kind::List(&Kind::Ref(Entity::Route), ANY)),
    opt("lockedRouteIds", Kind::List(&Kind::RouteId, ANY)),
    opt("now", Kind::Object(&NOW)),
];

const DRIVERS_OF_A_DATE: Kind =
    Kind::Map(Key::Ref(Entity::Vehicle), &Kind::Nullable(&Kind::Ref(Entity::Driver)), ANY);

pub(super) static NOW: Shape = open(&[req("date", Kind::Date), req("sec", Kind::Int(0, LATEST))]);
