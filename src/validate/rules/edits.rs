//! Edits of a loaded snapshot: some objects, each with its id, each once.

use super::super::issues::{Segment, shortened};
use super::super::walk::Walk;
use super::moves::not_empty;
use super::{given, list, snapshot, text};
use crate::error::ErrorCode;
use crate::sorted;
use serde_json::{Map, Value};

pub(in super::super) fn put_orders<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    with_ids(walk, map, "orders");
}

pub(in super::super) fn put_vehicles<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    with_ids(walk, map, "vehicles");
}

pub(in super::super) fn remove_orders<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    not_empty(walk, map, "ids");
    snapshot::unique(walk, "ids", list(map, "ids"));
}

/// `null` forgets the moment; nothing at all is a mistake.
pub(in super::super) fn set_now<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    if !map.contains_key("now") {
        walk.add_at("now", ErrorCode::Malformed, "is missing");
    }
}

/// In a list there is no key that could stand for the id.
fn with_ids<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>, name: &'static str) {
    not_empty(walk, map, name);
    let mut seen = sorted::Map::new();
    for (index, object) in list(map, name).iter().enumerate() {
        let Some(object) = object.as_object() else { continue };
        walk.path.extend([super::field(name), Segment::Index(index)]);
        if given(object, "id").is_none() {
            walk.add_at("id", ErrorCode::Malformed, "is missing");
        } else if let Some(id) = text(object, "id") {
            if let Some(first) = seen.get(id) {
                let rule =
                    format!("must not be listed twice: {} is {name}[{first}]", shortened(id));
                walk.add_at("id", ErrorCode::Duplicate, rule);
            } else {
                seen.insert(id, index);
            }
        }
        walk.path.truncate(walk.path.len() - 2);
    }
}
