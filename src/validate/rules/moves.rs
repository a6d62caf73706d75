//! Requests of the manual moves and of approvals: lists that are not empty, entries once, order steps
//! and vehicles that exist.

use super::super::issues::{Segment, shortened};
use super::super::scalars::split_route_id;
use super::super::shape::Entity;
use super::super::walk::Walk;
use super::{given, list, snapshot, text};
use crate::error::ErrorCode;
use crate::sorted;
use serde_json::{Map, Value};

/// The order has a step of that type.
pub(in super::super) fn order_step<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let (Some(id), Some(kind)) = (text(map, "orderId"), text(map, "type")) else { return };
    let order = walk.entities(Entity::Order).and_then(|orders| orders.get(id)?.as_object());
    if order.is_some_and(|order| given(order, kind).is_none()) && is_kind(kind) {
        let rule = format!("must be a step of the order: {} has no {kind}", shortened(id));
        walk.add_at("type", ErrorCode::Reference, rule);
    }
}

fn is_kind(kind: &str) -> bool {
    matches!(kind, "pickup" | "delivery")
}

pub(in super::super) fn assign<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    not_empty(walk, map, "orderSteps");
    let mut seen = sorted::Map::new();
    each_once(walk, &mut seen, "orderSteps", "orderSteps", list(map, "orderSteps"));
    vehicle_exists(walk, map, "routeId");
}

/// An id and identifiers of steps may name the same order; the same entry twice is an error.
pub(in super::super) fn unassign<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    not_empty(walk, map, "orderIds");
    let ids = list(map, "orderIds");
    snapshot::unique(walk, "orderIds", ids);
    each_once(walk, &mut sorted::Map::new(), "orderIds", "orderIds", ids);
}

pub(in super::super) fn sequence<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    not_empty(walk, map, "orderSteps");
    vehicle_exists(walk, map, "routeId");
}

/// Each route and each order step once in all sequences.
pub(in super::super) fn apply_sequences<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    not_empty(walk, map, "sequences");
    let mut steps = sorted::Map::new();
    let mut routes = sorted::Map::new();
    for (index, sequence) in list(map, "sequences").iter().enumerate() {
        let Some(sequence) = sequence.as_object() else { continue };
        let here = format!("sequences[{index}]");
        walk.path.extend([super::field("sequences"), Segment::Index(index)]);
        if let Some(id) = text(sequence, "routeId")
            && let Some(first) = routes.insert(id, here.clone())
        {
            let rule = format!("must not be listed twice: {} is {first}.routeId", shortened(id));
            walk.add_at("routeId", ErrorCode::Duplicate, rule);
        }
        let all = format!("{here}.orderSteps");
        each_once(walk, &mut steps, "orderSteps", &all, list(sequence, "orderSteps"));
        walk.path.truncate(walk.path.len() - 2);
    }
}

pub(in super::super) fn swap<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    vehicle_exists(walk, map, "srcRouteId");
    vehicle_exists(walk, map, "dstRouteId");
    let source = text(map, "srcRouteId");
    if source.is_some() && source == text(map, "dstRouteId") {
        walk.add_at("dstRouteId", ErrorCode::Duplicate, "must be another route than srcRouteId");
    }
}

pub(in super::super) fn approvals<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    not_empty(walk, map, "ids");
    snapshot::unique(walk, "ids", list(map, "ids"));
}

pub(super) fn not_empty<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>, name: &'static str) {
    if map.get(name).and_then(Value::as_array).is_some_and(Vec::is_empty) {
        walk.add_at(name, ErrorCode::Malformed, "must not be empty");
    }
}

/// The vehicle of a route id.
fn vehicle_exists<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>, name: &'static str) {
    let Some((vehicle, _)) = text(map, name).and_then(split_route_id) else { return };
    if !walk.exists(Entity::Vehicle, vehicle) {
        let rule = format!("must be of one of vehicles: there is no {}", shortened(vehicle));
        walk.add_at(name, ErrorCode::Reference, rule);
    }
}

/// Each order step once; `seen` tells where each stood before.
fn each_once<'v>(
    walk: &mut Walk<'v>,
    seen: &mut sorted::Map<(&'v str, &'v str), String>,
    name: &'static str,
    here: &str,
    steps: &'v [Value],
) {
    for (index, step) in steps.iter().enumerate() {
        let Some(step) = step.as_object() else { continue };
        let (Some(id), Some(kind)) = (text(step, "orderId"), text(step, "type")) else { continue };
        if let Some(first) = seen.get(&(id, kind)) {
            let rule = format!("must not be listed twice: {kind} of {} is {first}", shortened(id));
            walk.at(super::field(name), |walk| {
                walk.at(Segment::Index(index), |walk| walk.add(ErrorCode::Duplicate, rule));
            });
        } else {
            seen.insert((id, kind), format!("{here}[{index}]"));
        }
    }
}
