//! The estimate: great circle × detour, and a duration by distance (SEMANTICS 1.2).
//!
//! Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68(2), 1984),
//! trigonometry by `libm`, so that native code and wasm give the same bits; square roots and floors
//! are exactly rounded (IEEE 754) and one instruction everywhere. Angles are taken from differences
//! of integers, hence a pair and its reverse are equal to the bit.

use super::legs::Leg;
use super::planar;
use crate::model::LatLng;
use crate::units::div_round_half_up;

/// Mean radius of the earth in metres.
pub const EARTH_RADIUS_MT: f64 = 6_371_008.8;

/// Road metres per metre of great circle where the model gives none.
pub const DETOUR_FACTOR: f64 = 1.3;

/// Up to here a drive goes at town speed (27 km/h), what is beyond at 100 km/h.
const TOWN_MT: i64 = 6_000;

/// Radians per micro-degree.
const RADIANS: f64 = std::f64::consts::PI / 180e6;

/// Estimates legs between the locations it was prepared for.
#[derive(Clone, Debug)]
pub(super) struct Estimate {
    points: Vec<Point>,
    speed_kmh: Option<f64>,
    detour_factor: f64,
}

/// A location with the cosine of its latitude.
#[derive(Clone, Copy, Debug)]
struct Point {
    at: LatLng,
    cos_lat: f64,
}

impl Estimate {
    /// Prepares `locations`; `None` = two stages of speed, and [`DETOUR_FACTOR`].
    pub(super) fn new(
        locations: &[LatLng],
        speed_kmh: Option<f64>,
        detour_factor: Option<f64>,
    ) -> Self {
        Self {
            points: locations.iter().map(|at| Point::new(*at)).collect(),
            speed_kmh,
            detour_factor: detour_factor.unwrap_or(DETOUR_FACTOR),
        }
    }

    /// Prepares one more location.
    pub(super) fn push(&mut self, location: LatLng) {
        self.points.push(Point::new(location));
    }

    /// Forgets all locations but the first ones.
    pub(super) fn truncate(&mut self, count: usize) {
        self.points.truncate(count);
    }

    /// The leg between two locations by index, the same in both directions.
    pub(super) fn leg(&self, from: usize, to: usize) -> Leg {
        let (Some(from), Some(to)) = (self.points.get(from), self.points.get(to)) else {
            return Leg::UNREACHABLE;
        };
        between(*from, *to, self.speed_kmh, self.detour_factor)
    }
}

impl Point {
    fn new(at: LatLng) -> Self {
        Self { at, cos_lat: libm::cos(at[0] as f64 * RADIANS) }
    }
}

/// The estimated leg between two coordinates.
#[must_use]
pub fn leg(from: LatLng, to: LatLng, speed_kmh: Option<f64>, detour_factor: Option<f64>) -> Leg {
    let factor = detour_factor.unwrap_or(DETOUR_FACTOR);
    between(Point::new(from), Point::new(to), speed_kmh, factor)
}

fn between(from: Point, to: Point, speed_kmh: Option<f64>, detour_factor: f64) -> Leg {
    if from.at == to.at {
        return Leg::ZERO;
    }
    if cfg!(feature = "planar") {
        return planar::leg(from.at, to.at);
    }
    // `as` saturates: no factor, however absurd, wraps around.
    let mt = round_half_up(great_circle(from, to) * detour_factor) as i32;
    Leg { sec: duration(mt, speed_kmh), mt }
}

/// Metres along the great circle. Antipodes may come out a bit above 1 before the root.
fn great_circle(from: Point, to: Point) -> f64 {
    let half_lat = libm::sin((to.at[0] - from.at[0]) as f64 * RADIANS / 2.0);
    let half_lng = libm::sin((to.at[1] - from.at[1]) as f64 * RADIANS / 2.0);
    let haversine = half_lat * half_lat + from.cos_lat * to.cos_lat * (half_lng * half_lng);
    2.0 * EARTH_RADIUS_MT * libm::asin(if haversine < 1.0 { haversine.sqrt() } else { 1.0 })
}

/// The length of a way in the plane, rounded down, by the root that the processor takes: some ten
/// times as fast as one of integers. Above 2^26 units in an axis it may be off by one.
#[must_use]
pub fn length([high, wide]: [i64; 2]) -> i64 {
    ((high * high + wide * wide) as f64).sqrt() as i64
}

/// Seconds for a distance in metres.
fn duration(mt: i32, speed_kmh: Option<f64>) -> i32 {
    let mt = i64::from(mt);
    if let Some(speed_kmh) = speed_kmh {
        return round_half_up((mt * 18) as f64 / (5.0 * speed_kmh)) as i32;
    }
    let sec = if mt <= TOWN_MT {
        div_round_half_up(mt * 2, 15)
    } else {
        800 + div_round_half_up((mt - TOWN_MT) * 36, 1_000)
    };
    sec as i32
}

/// ⌊x + ½⌋, not below zero.
fn round_half_up(value: f64) -> f64 {
    if value > 0.0 { (value + 0.5).floor() } else { 0.0 }
}
