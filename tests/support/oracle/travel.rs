//! SEMANTICS 1: durations and distances of drives, regions on the way.

use routewright::model::{LatLng, Region, Snapshot, Travel};

/// A drive of a certain vehicle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leg {
    /// Speed factor and regions included.
    pub(crate) sec: i64,
    pub(crate) mt: i64,
    /// Σ `enterCost` of the regions it enters.
    pub(crate) enter_cost: i64,
}

/// Duration and distance of the travel model; `None` = unreachable (1.5).
pub(crate) fn base(snapshot: &Snapshot, from: LatLng, to: LatLng) -> Option<(i64, i64)> {
    if from == to {
        return Some((0, 0));
    }
    match &snapshot.travel {
        None => Some(estimate(from, to, None, None)),
        Some(Travel::Estimate { speed_kmh, detour_factor }) => {
            Some(estimate(from, to, *speed_kmh, *detour_factor))
        }
        Some(Travel::Matrix { locations, durations_sec, distances_mt, .. }) => {
            // A location listed twice counts where it stands first (1.1).
            let at = |place| locations.iter().position(|listed| *listed == place);
            let (Some(row), Some(column)) = (at(from), at(to)) else {
                return Some(estimate(from, to, None, None));
            };
            let cell = row * locations.len() + column;
            reachable(durations_sec[cell], distances_mt[cell])
        }
        Some(Travel::Sparse {
            locations,
            row_start,
            to: columns,
            durations_sec,
            distances_mt,
            ..
        }) => {
            let at = |place| locations.iter().position(|listed| *listed == place);
            let (Some(row), Some(column)) = (at(from), at(to)) else {
                return Some(estimate(from, to, None, None));
            };
            let mut pairs = row_start[row] as usize..row_start[row + 1] as usize;
            match pairs.find(|pair| columns[*pair] as usize == column) {
                Some(pair) => reachable(durations_sec[pair], distances_mt[pair]),
                None => Some(estimate(from, to, None, None)),
            }
        }
    }
}

fn reachable(sec: i32, mt: i32) -> Option<(i64, i64)> {
    (sec >= 0 && mt >= 0).then_some((i64::from(sec), i64::from(mt)))
}

/// 1.2: great circle × detour; 27 km/h up to 6 km, 100 km/h beyond, or one given speed.
pub(crate) fn estimate(
    from: LatLng,
    to: LatLng,
    speed_kmh: Option<f64>,
    detour_factor: Option<f64>,
) -> (i64, i64) {
    let radians = |micro: i64| (micro as f64 / 1e6).to_radians();
    let (lat1, lng1) = (radians(from[0]), radians(from[1]));
    let (lat2, lng2) = (radians(to[0]), radians(to[1]));
    let half_lat = libm::sin((lat2 - lat1) / 2.0);
    let half_lng = libm::sin((lng2 - lng1) / 2.0);
    let a = half_lat * half_lat + libm::cos(lat1) * libm::cos(lat2) * half_lng * half_lng;
    let metres = 2.0 * 6_371_008.8 * libm::asin(libm::sqrt(a).min(1.0));
    let round = |x: f64| (x + 0.5).floor() as i64;
    let mt = round(metres * detour_factor.unwrap_or(1.3));
    let sec = match speed_kmh {
        Some(speed) => round(mt as f64 * 18.0 / (5.0 * speed)),
        None if mt <= 6_000 => half_up(mt * 2, 15),
        None => half_up(800_000 + (mt - 6_000) * 36, 1_000),
    };
    (sec, mt)
}

/// ⌊numerator / denominator + ½⌋, the rounding of all of SEMANTICS.
pub(crate) fn half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}

/// The drive of a vehicle between two places; places without usable coordinates are unreachable
/// (FEATURES VAL-37). `to_order_step`: only drives to order steps enter regions (1.4).
pub(crate) fn drive(
    snapshot: &Snapshot,
    speed_factor: i64,
    from: Option<LatLng>,
    to: Option<LatLng>,
    to_order_step: bool,
) -> Option<Leg> {
    let (from, to) = (from?, to?);
    let (base_sec, mt) = base(snapshot, from, to)?;
    let mut leg = Leg { sec: half_up(base_sec * 100, speed_factor), mt, enter_cost: 0 };
    if to_order_step {
        for region in snapshot.regions.values() {
            if inside(region, to) && !inside(region, from) {
                leg.sec += region.enter_time_sec.max(0);
                leg.enter_cost += region.enter_cost.max(0);
            }
        }
    }
    Some(leg)
}

/// 1.4: even-odd over the integer micro-degrees; edges and vertices are inside.
pub(crate) fn inside(region: &Region, point: LatLng) -> bool {
    let corners = &region.poly;
    let mut odd = false;
    for (index, &[ay, ax]) in corners.iter().enumerate() {
        let [by, bx] = corners[(index + 1) % corners.len()];
        let [y, x] = point;
        let turn =
            i128::from(bx - ax) * i128::from(y - ay) - i128::from(by - ay) * i128::from(x - ax);
        let within = |p: i64, q: i64, v: i64| p.min(q) <= v && v <= p.max(q);
        if turn == 0 && within(ax, bx, x) && within(ay, by, y) {
            return true;
        }
        // A ray towards growing x crosses the edge if the edge spans y (its lower end counted, its
        // upper end not) and the point lies to the left of it.
        if (ay > y) != (by > y) && ((turn > 0) == (by > ay)) {
            odd = !odd;
        }
    }
    odd
}
