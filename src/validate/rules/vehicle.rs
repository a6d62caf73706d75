//! Settings of a vehicle: breaks apart, depots that exist on the map, load keys told apart.

use super::super::issues::{Segment, shortened};
use super::super::shape::Entity;
use super::super::walk::Walk;
use super::{given, integer, list, place, text};
use crate::date::Date;
use crate::error::ErrorCode;
use crate::sorted;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The rules of VehicleSettings (FEATURES VAL-14, VAL-18, CNV-07).
pub(in super::super) fn settings<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    for key in map.keys().filter(|key| Date::parse(key).is_some()) {
        walk.path.push(Segment::Key(Cow::Borrowed(key)));
        let rule = "is ignored: settings are one object, or else a map by date alone";
        walk.warnings.add(ErrorCode::Malformed, &walk.path, rule);
        walk.path.pop();
    }
    breaks_apart(walk, map);
    for (depot, time, end) in [
        ("departureDepotId", "preparationTimeSec", "departure"),
        ("arrivalDepotId", "closeOutTimeSec", "arrival"),
    ] {
        match text(map, depot) {
            Some(id) => on_the_map(walk, depot, id),
            None if given(map, depot).is_none()
                && integer(map, time).is_some_and(|sec| sec > 0) =>
            {
                let rule = format!("is ignored: there is no {end} depot");
                walk.warn_at(time, ErrorCode::Malformed, rule);
            }
            None => {}
        }
    }
    for name in ["loadCapacities", "minLoadCapacities"] {
        equal_keys(walk, map, name, "the last one counts");
    }
}

/// A depot where a route begins or ends must have coordinates that planning may use.
fn on_the_map<'v>(walk: &mut Walk<'v>, name: &'v str, id: &'v str) {
    let depot = walk.entities(Entity::Depot).and_then(|depots| depots.get(id)?.as_object());
    if depot.is_some_and(|depot| place::usable(depot).is_none()) {
        let id = shortened(id);
        let rule = format!(
            "must be a depot with coordinates: depots[{id}].location has none to plan with"
        );
        walk.add_at(name, ErrorCode::Malformed, rule);
    }
}

/// Taken from its `startSec` to its `endSec + durationSec`, both included, no break may overlap
/// another (documents: "breaks").
fn breaks_apart<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let mut spans = Vec::new();
    for (index, value) in list(map, "breaks").iter().enumerate() {
        let Some(value) = value.as_object() else { continue };
        let times = ["startSec", "endSec", "durationSec"].map(|name| integer(value, name));
        if let [Some(start), Some(end), Some(duration)] = times {
            spans.push((start, end.saturating_add(duration), index));
        }
    }
    sorted::plain(&mut spans);
    for pair in spans.windows(2) {
        let [(_, end, first), (start, _, second)] = pair else { continue };
        if end >= start {
            let rule = format!("must not overlap breaks[{first}], which may last until {end}");
            walk.at(super::field("breaks"), |walk| {
                walk.at(Segment::Index(*second), |walk| {
                    let rule = format!("{rule} (startSec {start})");
                    walk.add(ErrorCode::Malformed, rule);
                });
            });
        }
    }
}

/// Warns of keys that are equal once trimmed and lower-cased (FEATURES CNV-07).
pub(super) fn equal_keys<'v>(
    walk: &mut Walk<'v>,
    map: &'v Map<String, Value>,
    name: &'static str,
    what_counts: &str,
) {
    let mut seen = sorted::Set::new();
    let Some(loads) = map.get(name).and_then(Value::as_object) else { return };
    for key in loads.keys() {
        let normalised = key.trim().to_lowercase();
        if seen.contains(&normalised) {
            walk.path.push(super::field(name));
            walk.path.push(Segment::Key(Cow::Borrowed(key)));
            let key = shortened(&normalised);
            let rule = format!("is the same load key as another, {key}: {what_counts}");
            walk.warnings.add(ErrorCode::Duplicate, &walk.path, rule);
            walk.path.pop();
            walk.path.pop();
        } else {
            seen.insert(normalised);
        }
    }
}
