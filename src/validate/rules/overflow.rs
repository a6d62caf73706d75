//! Whether all costs of a snapshot stay exact. [`crate::units::Money`] counts in 1/18 000 of a
//! hundredth; a snapshot of which no plan can cost 2^62 of these (2.56e14 hundredths, which
//! JavaScript holds exactly, too) leaves room for sums and differences of two plans.
//!
//! The bound takes the worst of everything at once: with S order steps a plan has at most one
//! route per step (and those there are), so that it drives at most into each step, to a depot
//! before each, and home from each route.

use super::super::limits::{LATEST, REPORTED_SEC};
use crate::error::{ErrorCode, Issue};
use crate::model::{LatLng, Missing, Snapshot, Travel, VehicleSettings};
use crate::units::{MONEY_PER_HUNDREDTH, Money};

/// The most that any plan may cost, in parts of [`Money`].
const MOST: i128 = 1 << 62;

/// An issue 600 where a plan of the snapshot could cost more than can be computed exactly.
pub(in super::super) fn check(snapshot: &Snapshot, places: &[LatLng]) -> Option<Issue> {
    let rates = Rates::of(snapshot);
    let leg = Leg::longest(snapshot.travel.as_ref().unwrap_or(&Travel::default()), places);
    let steps: i128 = snapshot.orders.values().map(|order| order.steps().count() as i128).sum();
    let routes = steps + snapshot.routes.len() as i128;
    let legs = 2 * steps + routes;
    let entry: i128 =
        snapshot.regions.values().map(|region| i128::from(region.enter_time_sec)).sum();
    let entries: i128 = snapshot.regions.values().map(|region| i128::from(region.enter_cost)).sum();
    let service = most(
        snapshot
            .orders
            .values()
            .flat_map(|order| order.steps().map(|(_, step)| step.service_time_sec)),
    );
    let reported = if snapshot.routes.values().any(is_tracked) { REPORTED_SEC } else { 0 };
    // The slowest vehicle takes twice the base time (speed factor 50).
    let seconds = legs * (2 * leg.sec + rates.setup_sec)
        + steps * (entry + service + rates.parking_sec + i128::from(reported))
        + routes * (rates.once_sec + 2 * i128::from(LATEST));
    let hundredths = steps * (rates.per_stop + entries)
        + legs * rates.setup
        + routes * (rates.activation + rates.minima);
    let cost = seconds * rates.hourly * i128::from(Money::per_second(1).0)
        + legs * leg.mt * rates.per_km * i128::from(Money::per_metre(1).0)
        + hundredths * i128::from(MONEY_PER_HUNDREDTH);
    (cost >= MOST).then(|| {
        let limit = MOST / i128::from(MONEY_PER_HUNDREDTH);
        let rule = format!(
            "the costs could reach {}, more than the {limit} hundredths that stay exact: rates, \
             times, distances and orders are too much together",
            cost / i128::from(MONEY_PER_HUNDREDTH)
        );
        Issue::new(ErrorCode::Capacity, "", rule)
    })
}

fn is_tracked(route: &crate::model::Route) -> bool {
    route.tracking_data.is_some() || route.steps.iter().any(|step| step.tracking_data.is_some())
}

fn most(values: impl Iterator<Item = i64>) -> i128 {
    values.max().unwrap_or(0).max(0).into()
}

/// The highest of each rate and duration.
struct Rates {
    hourly: i128,
    per_km: i128,
    activation: i128,
    per_stop: i128,
    parking_sec: i128,
    setup: i128,
    setup_sec: i128,
    /// Preparation, close-out and breaks of one route.
    once_sec: i128,
    /// Search penalty of one route (SEMANTICS 5).
    minima: i128,
}

impl Rates {
    fn of(snapshot: &Snapshot) -> Self {
        let all: Vec<&VehicleSettings> = snapshot
            .vehicles
            .values()
            .flat_map(|vehicle| {
                vehicle.settings.as_deref().into_iter().chain(vehicle.settings_by_date.values())
            })
            .collect();
        let top =
            |value: fn(&VehicleSettings) -> i64| most(all.iter().map(|settings| value(settings)));
        Self {
            hourly: top(|of| {
                of.driving_time_cost
                    .max(of.idle_time_cost)
                    .max(of.service_time_cost)
                    .max(of.break_time_cost)
            }),
            per_km: top(|of| of.km_cost),
            activation: top(|of| of.activation_cost),
            per_stop: top(|of| of.per_stop_cost),
            parking_sec: top(|of| of.per_stop_time_sec),
            setup: most(snapshot.depots.values().map(|depot| depot.setup_cost)),
            setup_sec: most(snapshot.depots.values().map(|depot| depot.setup_time_sec)),
            once_sec: top(|of| {
                let breaks: i64 = of.breaks.iter().map(|pause| pause.duration_sec).sum();
                of.preparation_time_sec + of.close_out_time_sec + breaks
            }),
            minima: top(|of| {
                of.min_working_time_sec + of.min_load_capacities.values().sum::<i64>()
            }),
        }
    }
}

/// The longest base leg in either unit.
struct Leg {
    sec: i128,
    mt: i128,
}

impl Leg {
    fn longest(travel: &Travel, places: &[LatLng]) -> Self {
        match travel {
            Travel::Estimate { speed_kmh, detour_factor } => {
                Self::estimated(places, *speed_kmh, detour_factor.unwrap_or(1.3))
            }
            Travel::Matrix { durations_sec, distances_mt, missing, .. }
            | Travel::Sparse { durations_sec, distances_mt, missing, .. } => {
                let listed = |list: &[i32]| most(list.iter().copied().map(i64::from));
                let beyond = match missing {
                    Missing::Estimate => Self::estimated(places, None, 1.3),
                    Missing::Error => Self { sec: 0, mt: 0 },
                };
                Self {
                    sec: listed(durations_sec).max(beyond.sec),
                    mt: listed(distances_mt).max(beyond.mt),
                }
            }
        }
    }

    /// No great circle is longer than along a meridian and then along the equator, nor than half
    /// the circumference; the two-stage speed is nowhere below 27 km/h.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a bound, rounded up"
    )]
    fn estimated(places: &[LatLng], speed_kmh: Option<f64>, detour: f64) -> Self {
        let span = |axis: fn(&LatLng) -> i64| {
            let least = places.iter().map(axis).min().unwrap_or(0);
            places.iter().map(axis).max().unwrap_or(0) - least
        };
        let box_mt = (span(|[lat, _]| *lat) + span(|[_, lng]| *lng)) * 1_112 / 10_000 + 1;
        let mt = (box_mt.min(20_015_116) as f64 * detour).ceil();
        let sec = (mt * 3.6 / speed_kmh.unwrap_or(27.0)).ceil();
        Self { sec: sec as i128, mt: mt as i128 }
    }
}
