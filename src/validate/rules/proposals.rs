//! Slots that suit their order, indexes once.

use super::super::issues::Segment;
use super::super::shape::Entity;
use super::super::walk::Walk;
use super::{given, list, text};
use crate::error::ErrorCode;
use serde_json::{Map, Value};

/// At least one slot; windows for the steps that the order has, and for no others (documents:
/// "TimeSlot"); an order that is new.
pub(in super::super) fn compute_proposals<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let Some(order) = given(map, "order").and_then(Value::as_object) else { return };
    if let Some(id) = text(order, "id")
        && walk.entities(Entity::Order).is_some_and(|orders| orders.contains_key(id))
    {
        walk.at(super::field("order"), |walk| {
            walk.add_at("id", ErrorCode::Duplicate, "must not be in orders already");
        });
    }
    let slots = list(map, "timeSlots");
    if given(map, "timeSlots").is_some_and(Value::is_array) && slots.is_empty() {
        walk.add_at("timeSlots", ErrorCode::Malformed, "must not be empty");
    }
    for (index, slot) in slots.iter().enumerate() {
        let Some(slot) = slot.as_object() else { continue };
        walk.at(super::field("timeSlots"), |walk| {
            walk.at(Segment::Index(index), |walk| {
                windows(walk, slot, "pickupTimeWindows", given(order, "pickup").is_some());
                windows(walk, slot, "deliveryTimeWindows", given(order, "delivery").is_some());
            });
        });
    }
}

fn windows<'v>(
    walk: &mut Walk<'v>,
    slot: &'v Map<String, Value>,
    name: &'static str,
    wanted: bool,
) {
    let what = match given(slot, name) {
        None if wanted => "is missing: the order has such a step",
        Some(_) if !wanted => "must be null: the order has no such step",
        Some(Value::Array(list)) if list.is_empty() => "must not be empty",
        _ => return,
    };
    walk.add_at(name, ErrorCode::Malformed, what);
}

/// At least one index, each once.
pub(in super::super) fn apply_proposal<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let name = "proposalsIndexes";
    let indexes = list(map, name);
    if given(map, name).is_some_and(Value::is_array) && indexes.is_empty() {
        walk.add_at(name, ErrorCode::Malformed, "must not be empty");
    }
    for (at, index) in indexes.iter().enumerate() {
        if indexes[..at].contains(index) {
            walk.at(super::field(name), |walk| {
                let rule = format!("must not be listed twice: {index}");
                walk.at(Segment::Index(at), |walk| walk.add(ErrorCode::Duplicate, rule));
            });
        }
    }
}
