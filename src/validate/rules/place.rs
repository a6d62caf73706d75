//! Depots and regions.

use super::super::limits::CORNERS_TOGETHER;
use super::super::scalars::lat_lng;
use super::super::walk::Walk;
use super::{list, polygon};
use crate::error::ErrorCode;
use crate::model::{LatLng, Location, from_tree};
use serde_json::{Map, Value};

/// Remembers where the depot is.
pub(in super::super) fn depot<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    remember(walk, map);
}

/// Remembers a location that planning may use, for travel models that must list all of them.
pub(super) fn remember<'v>(walk: &mut Walk<'v>, holder: &'v Map<String, Value>) {
    if let Some(place) = usable(holder) {
        let mut path = walk.path.clone();
        path.extend(["location", "latLng"].map(|name| super::field(name)));
        walk.places.push((place, path));
    }
}

/// The coordinates of the `location` of an order step or depot, if planning may use them.
pub(super) fn usable(holder: &Map<String, Value>) -> Option<LatLng> {
    let location = holder.get("location")?.as_object()?;
    let lat_lng = lat_lng(location.get("latLng")?)?;
    let status = location.get("status").and_then(|status| from_tree::<Option<_>>(status).ok());
    Location { lat_lng: Some(lat_lng), status: status.flatten(), ..Location::default() }.usable()
}

/// At least three corners, no crossing edges, some area (documents: "valid (non-collinear,
/// non-self-intersecting) polygon").
pub(in super::super) fn region<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let corners = list(map, "poly");
    let before = walk.corners;
    walk.corners += corners.len();
    if before <= CORNERS_TOGETHER && walk.corners > CORNERS_TOGETHER {
        let rule =
            format!("is one corner too many: all regions may have {CORNERS_TOGETHER} together");
        walk.add_at("poly", ErrorCode::Capacity, rule);
    }
    let polygon: Option<Vec<LatLng>> = corners.iter().map(lat_lng).collect();
    let Some(polygon) = polygon.filter(|_| map.get("poly").is_some_and(Value::is_array)) else {
        return;
    };
    if let Err(fault) = polygon::check(&polygon) {
        walk.add_at("poly", ErrorCode::Malformed, fault);
    }
}
