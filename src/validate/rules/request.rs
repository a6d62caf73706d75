//! Requests: dates in order, ids once, not more work than the package takes on.

use super::super::walk::Walk;
use super::{given, list, snapshot, text};
use crate::date::Date;
use crate::error::ErrorCode;
use serde_json::{Map, Value};

/// `to` >= `from` (documents: "Build Routes"), locks once.
pub(in super::super) fn build_routes<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    dates(walk, map);
    let name = "lockedRouteIdsOverride";
    snapshot::unique(walk, name, list(map, name));
}

/// The same of `fitIn`: orders and routes once.
pub(in super::super) fn fit_in<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    dates(walk, map);
    for name in ["orderIds", "routeIds"] {
        snapshot::unique(walk, name, list(map, name));
    }
}

/// `to` >= `from`.
pub(in super::super) fn dates<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let date = |name| text(map, name).and_then(Date::parse);
    if let (Some(from), Some(to)) = (date("from"), date("to"))
        && to < from
    {
        walk.add_at("to", ErrorCode::Malformed, format!("must be >= from ({to} < {from})"));
    }
}

/// At least one event or position.
pub(in super::super) fn execution_events<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let is_empty = |name| list(map, name).is_empty();
    if given(map, "events").is_some_and(Value::is_array)
        && is_empty("events")
        && is_empty("positions")
    {
        walk.add_at("events", ErrorCode::Malformed, "must not be empty");
    }
}

/// Some routes, each once; no list means all of them.
pub(in super::super) fn evaluate_routes<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    if given(map, "routeIds").is_some_and(Value::is_array) && list(map, "routeIds").is_empty() {
        walk.add_at("routeIds", ErrorCode::Malformed, "must not be empty");
    }
    snapshot::unique(walk, "routeIds", list(map, "routeIds"));
}
