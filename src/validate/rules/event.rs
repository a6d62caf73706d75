//! Execution events: what must be there besides what may also be `null`.

use super::super::walk::Walk;
use super::{given, text};
use crate::error::ErrorCode;
use crate::model::EventKind;
use serde_json::{Map, Value};

/// The order step, or the driver, that the event is about.
pub(in super::super) fn event<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let Some(kind) = text(map, "type").and_then(EventKind::parse) else { return };
    let needed: &[&str] = match kind {
        kind if kind.is_of_driver() => &["driverId"],
        kind if kind.is_of_order_step() => &["orderId", "orderStepType"],
        _ => &[],
    };
    for name in needed {
        if given(map, name).is_none() {
            walk.add_at(
                name,
                ErrorCode::Malformed,
                format!("is missing as type is {}", kind.name()),
            );
        }
    }
}

/// `status: null` removes a status, so that it must be said.
pub(in super::super) fn status<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    said(walk, map, "status");
}

/// `data: null` removes a proof, so that it must be said; a format goes with data.
pub(in super::super) fn proof<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    said(walk, map, "data");
    if given(map, "data").is_some() && given(map, "mime").is_none() {
        walk.add_at("mime", ErrorCode::Malformed, "is missing");
    }
}

/// `text: null` removes a note, so that it must be said.
pub(in super::super) fn note<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    said(walk, map, "text");
}

fn said<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>, name: &'v str) {
    if !map.contains_key(name) {
        walk.add_at(name, ErrorCode::Malformed, "is missing (null removes what was reported)");
    }
}
