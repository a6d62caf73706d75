//! Edits of a loaded snapshot (API "Planner"): objects as in a snapshot, in a list.

use super::super::limits::{ORDERS, VEHICLES};
use super::super::rules::edits as rules;
use super::super::shape::{ANY, Entity, Kind, Shape, capacity, closed, opt, req};
use super::order::ORDER;
use super::route::ROUTE;
use super::snapshot::NOW;
use super::vehicle::VEHICLE;

pub(in super::super) static PUT_ORDERS: Shape =
    closed(&[req("orders", Kind::List(&AN_ORDER, capacity(ORDERS)))], Some(rules::put_orders));

pub(in super::super) static REMOVE_ORDERS: Shape =
    closed(&[req("ids", Kind::List(&Kind::Ref(Entity::Order), ANY))], Some(rules::remove_orders));

pub(in super::super) static PUT_VEHICLES: Shape = closed(
    &[req("vehicles", Kind::List(&A_VEHICLE, capacity(VEHICLES)))],
    Some(rules::put_vehicles),
);

pub(in super::super) static SET_NOW: Shape =
    closed(&[opt("now", Kind::Object(&NOW))], Some(rules::set_now));

pub(in super::super) static AN_ORDER: Kind = Kind::Object(&ORDER);
pub(in super::super) static A_VEHICLE: Kind = Kind::Object(&VEHICLE);
pub(in super::super) static A_ROUTE: Kind = Kind::Object(&ROUTE);
