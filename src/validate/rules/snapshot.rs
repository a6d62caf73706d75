//! The snapshot as a whole: lists of route ids, maps that are not given.

use super::super::issues::{Segment, shortened};
use super::super::scalars::split_route_id;
use super::super::shape::Entity;
use super::super::walk::Walk;
use super::{given, list};
use crate::error::ErrorCode;
use crate::sorted;
use serde_json::{Map, Value};

/// Rules over all parts of the snapshot.
pub(in super::super) fn snapshot<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    for name in ["approvedRoutes", "lockedRouteIds"] {
        unique(walk, name, list(map, name));
    }
    locks_known(walk, "lockedRouteIds", list(map, "lockedRouteIds"));
    let bound = map.get("vehicles").and_then(Value::as_object).is_some_and(|vehicles| {
        given(map, "regions").is_none() && vehicles.values().any(is_bound_to_regions)
    });
    if bound {
        let rule = "is not given though vehicles have regionIds: no step lies in any region";
        walk.warn_at("regions", ErrorCode::Reference, rule);
    }
}

/// Each entry of a list of ids once (FEATURES VAL-03).
pub(super) fn unique<'v>(walk: &mut Walk<'v>, name: &'v str, ids: &'v [Value]) {
    let mut seen = sorted::Map::new();
    for (index, id) in ids.iter().enumerate() {
        let Some(id) = id.as_str() else { continue };
        if let Some(first) = seen.get(id) {
            let id = shortened(id);
            let rule = format!("must not be listed twice: {id} is {name}[{first}]");
            walk.at(super::field(name), |walk| {
                walk.at(Segment::Index(index), |walk| walk.add(ErrorCode::Duplicate, rule));
            });
        } else {
            seen.insert(id, index);
        }
    }
}

/// A lock of a vehicle that does not exist locks nothing: worth knowing, but no error.
fn locks_known<'v>(walk: &mut Walk<'v>, name: &'v str, ids: &'v [Value]) {
    for (index, id) in ids.iter().enumerate() {
        let Some((vehicle, _)) = id.as_str().and_then(split_route_id) else { continue };
        if !walk.exists(Entity::Vehicle, vehicle) {
            walk.path.extend([super::field(name), Segment::Index(index)]);
            let rule = format!("locks nothing: there is no vehicle {}", shortened(vehicle));
            walk.warnings.add(ErrorCode::Reference, &walk.path, rule);
            walk.path.truncate(walk.path.len() - 2);
        }
    }
}

/// Whether any settings of a vehicle name regions.
fn is_bound_to_regions(vehicle: &Value) -> bool {
    let names = |settings: &Value| {
        settings.get("regionIds").and_then(Value::as_array).is_some_and(|ids| !ids.is_empty())
    };
    ["settings", "settingsByDate"].into_iter().filter_map(|name| vehicle.get(name)).any(
        |settings| {
            names(settings)
                || settings.as_object().is_some_and(|by_date| by_date.values().any(names))
        },
    )
}
