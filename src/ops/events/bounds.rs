//! Coordinates too far from the territory (SEMANTICS 6.6).

use crate::model::{ExecutionEvent, LatLng};
use crate::travel::estimate;

/// Metres from the centre beyond which coordinates are dropped.
const BOUND_MT: i32 = 500_000;

/// Drops the coordinates of an event that are farther from the centre than allowed, or not on
/// Earth; true if there were such.
pub(super) fn drop_far(event: &mut ExecutionEvent, center: Option<LatLng>) -> bool {
    let Some(data) = &mut event.data else { return false };
    let barcodes = data.barcodes.iter_mut().flatten().map(|barcode| &mut barcode.lat_lng);
    let mut dropped = false;
    for place in barcodes.chain([&mut data.lat_lng]) {
        if place.is_some_and(|place| is_far(place, center)) {
            *place = None;
            dropped = true;
        }
    }
    dropped
}

/// Farther than allowed, or not on Earth.
pub(super) fn is_far([lat, lng]: LatLng, center: Option<LatLng>) -> bool {
    let on_earth =
        (-90_000_000..=90_000_000).contains(&lat) && (-180_000_000..=180_000_000).contains(&lng);
    // The great circle itself: without a detour.
    !on_earth
        || center
            .is_some_and(|center| estimate::leg(center, [lat, lng], None, Some(1.0)).mt > BOUND_MT)
}
