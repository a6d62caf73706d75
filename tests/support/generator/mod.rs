//! Random snapshots for property tests: a seed and [`Sliders`] give a snapshot, the same one
//! everywhere, so that a failure needs to print nothing but its seed.
//!
//! What comes out of [`snapshot`] is formally valid and as odd as that allows: violated routes,
//! degenerate times, places shared or unreachable. [`broken`] makes formally invalid ones of them.

pub(crate) mod broken;
mod dice;
mod orders;
mod places;
mod routes;
mod vehicles;

pub(crate) use dice::Dice;

use places::Places;
use routewright::date::Date;
use routewright::model::{Now, Snapshot, Territory, Vehicle};
use routewright::sorted;

/// How much of what. Shares are in percent.
#[derive(Clone, Debug)]
pub(crate) struct Sliders {
    /// Least and most orders.
    pub(crate) orders: (i64, i64),
    /// Least and most vehicles.
    pub(crate) vehicles: (i64, i64),
    /// Most dates that vehicles work on.
    pub(crate) dates: i64,
    /// Steps with time windows.
    pub(crate) windows: u32,
    /// Vehicles with breaks.
    pub(crate) breaks: u32,
    /// Orders with loads.
    pub(crate) loads: u32,
    /// Steps with tags.
    pub(crate) tags: u32,
    /// Snapshots with regions.
    pub(crate) regions: u32,
    /// Orders with a pickup and a delivery.
    pub(crate) paired: u32,
    /// Orders that are on a route already.
    pub(crate) planned: u32,
    /// Vehicle-dates that are locked.
    pub(crate) locks: u32,
    /// Snapshots with unreachable pairs.
    pub(crate) unreachable: u32,
    /// Steps without usable coordinates.
    pub(crate) bad_geocodes: u32,
    /// Vehicles with limits on work, driving, distance and orders.
    pub(crate) limits: u32,
    /// Times that are degenerate.
    pub(crate) degenerate: u32,
}

impl Default for Sliders {
    fn default() -> Self {
        Self {
            orders: (1, 12),
            vehicles: (1, 4),
            dates: 3,
            windows: 50,
            breaks: 45,
            loads: 60,
            tags: 15,
            regions: 40,
            paired: 25,
            planned: 75,
            locks: 10,
            unreachable: 20,
            bad_geocodes: 2,
            limits: 35,
            degenerate: 30,
        }
    }
}

/// The snapshot of a seed.
pub(crate) fn snapshot(seed: u64, sliders: &Sliders) -> Snapshot {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let first = Date::parse("20260105").expect("a date");
    let dates: Vec<Date> =
        (0..dice.between(1, sliders.dates)).map(|day| first.plus_days(day)).collect();
    let mut places = Places::new(dice, sliders);
    let vehicle_count = dice.between(sliders.vehicles.0, sliders.vehicles.1);
    let mut vehicles = sorted::Map::new();
    for number in 1..=vehicle_count {
        // Ids may hold hyphens: a route id is split at its last one.
        let id = if dice.percent(50) { format!("veh-{number}") } else { format!("v{number}") };
        vehicles.insert(id.clone(), vehicle(dice, sliders, &places, &dates, number, id));
    }
    let ids: Vec<String> = vehicles.keys().cloned().collect();
    let orders = orders::all(dice, sliders, &mut places, &dates, &ids);
    let mut snapshot = Snapshot {
        territory: Territory { id: Some("t".to_owned()), ..Territory::default() },
        depots: places.depots.clone(),
        regions: places.regions.clone(),
        vehicles,
        orders,
        travel: places.travel(dice, sliders),
        ..Snapshot::default()
    };
    routes::add(dice, sliders, &mut snapshot, &dates);
    if dice.percent(10) {
        snapshot.now = Some(Now { date: first.plus_days(-1), sec: dice.between(0, 86_399) });
    }
    snapshot
}

fn vehicle(
    dice: &mut Dice,
    sliders: &Sliders,
    places: &Places,
    dates: &[Date],
    number: i64,
    id: String,
) -> Vehicle {
    let mut vehicle = Vehicle { id: Some(id), tracked: true, ..Vehicle::default() };
    vehicle.idx = dice.percent(90).then_some(number);
    if dice.percent(92) {
        vehicle.settings = Some(Box::new(vehicles::settings(dice, sliders, places)));
    }
    for date in dates {
        if vehicle.settings.is_none() || dice.percent(15) {
            vehicle.settings_by_date.insert(*date, vehicles::settings(dice, sliders, places));
        }
    }
    vehicle
}
