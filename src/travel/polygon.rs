//! Point in polygon, exactly (SEMANTICS 1.4).

use crate::model::LatLng;
use std::cmp::Ordering;

/// Whether `point` lies in the plane polygon over the integer micro-degrees: inside by the even-odd
/// rule, or on an edge or a vertex. The polygon is closed implicitly; crossed, repeated and
/// collinear corners are allowed. Exact for all of `i64`.
#[must_use]
pub fn contains(poly: &[LatLng], point: LatLng) -> bool {
    let mut inside = false;
    let mut last = poly.last();
    for corner in poly {
        if let Some(from) = last.replace(corner) {
            match crossing(*from, *corner, point) {
                Crossing::On => return true,
                Crossing::Crossed => inside = !inside,
                Crossing::Missed => {}
            }
        }
    }
    inside
}

/// What an edge is to the ray from a point towards growing longitude.
enum Crossing {
    /// The point lies on the edge.
    On,
    /// The ray crosses it.
    Crossed,
    /// It does not.
    Missed,
}

fn crossing(from: LatLng, to: LatLng, point: LatLng) -> Crossing {
    let (low, high) = if from[0] <= to[0] { (from, to) } else { (to, from) };
    let [lat, lng] = point;
    if lat < low[0] || lat > high[0] {
        return Crossing::Missed;
    }
    match side(low, high, point) {
        Ordering::Equal if lng >= low[1].min(high[1]) && lng <= low[1].max(high[1]) => Crossing::On,
        // Half-open in latitude, so that a ray through a vertex counts it once or twice rightly,
        // and a level edge never.
        Ordering::Less if lat < high[0] => Crossing::Crossed,
        _ => Crossing::Missed,
    }
}

/// `Less` if `point` lies on the side of smaller longitude of the edge, which goes up from `low` to
/// `high` in latitude: the sign of Δlat × Δlng' − Δlng × Δlat'.
fn side(low: LatLng, high: LatLng, point: LatLng) -> Ordering {
    let forward = Product::of((low[0], high[0]), (low[1], point[1]));
    let sideways = Product::of((low[1], high[1]), (low[0], point[0]));
    forward.cmp(&sideways)
}

/// A product of two differences of `i64`s, each below 2^64 in magnitude, so the product is below
/// 2^128: it fits `u128`, though not `i128`.
#[derive(PartialEq, Eq)]
struct Product {
    negative: bool,
    magnitude: u128,
}

impl Product {
    /// (b − a) × (d − c).
    fn of((a, b): (i64, i64), (c, d): (i64, i64)) -> Self {
        let magnitude = u128::from(a.abs_diff(b)) * u128::from(c.abs_diff(d));
        Self { negative: magnitude != 0 && ((b < a) != (d < c)), magnitude }
    }
}

impl Ord for Product {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude.cmp(&other.magnitude),
            (true, true) => other.magnitude.cmp(&self.magnitude),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Product {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
