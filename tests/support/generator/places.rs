//! Depots, regions, coordinates and the travel model.

use super::{Dice, Sliders};
use routewright::model::{
    Depot, LatLng, Location, LocationStatus, Missing, Region, Travel, UNREACHABLE,
};
use routewright::sorted;

/// About 1.1 km of latitude: coordinates lie on a grid, so that places coincide, lie on the edges
/// of regions and in line with their corners.
const STEP: i64 = 10_000;
const CENTRE: LatLng = [33_800_000, -87_270_000];

/// What has been placed so far.
pub(super) struct Places {
    pub(super) depots: sorted::Map<String, Depot>,
    pub(super) regions: sorted::Map<String, Region>,
    /// Coordinates in use, in the order of their first use.
    used: Vec<LatLng>,
}

impl Places {
    pub(super) fn new(dice: &mut Dice, sliders: &Sliders) -> Self {
        let mut places =
            Self { depots: sorted::Map::new(), regions: sorted::Map::new(), used: Vec::new() };
        for number in 1..=*dice.pick(&[0, 1, 1, 1, 2]) {
            let point = places.point(dice);
            let depot = Depot {
                id: dice.percent(70).then(|| format!("d{number}")),
                location: Some(Location { lat_lng: Some(point), ..Location::default() }),
                setup_cost: dice.sometimes(50, 0, 5_000),
                setup_time_sec: dice.sometimes(60, 0, 1_800),
                ..Depot::default()
            };
            places.depots.insert(format!("d{number}"), depot);
        }
        if dice.percent(sliders.regions) {
            for number in 1..=dice.between(1, 3) {
                places.regions.insert(format!("r{number}"), region(dice));
            }
        }
        places
    }

    /// Coordinates on the grid, of an earlier place in some cases.
    fn point(&mut self, dice: &mut Dice) -> LatLng {
        if !self.used.is_empty() && dice.percent(20) {
            return *dice.pick(&self.used);
        }
        let point = on_grid(dice, 6);
        if !self.used.contains(&point) {
            self.used.push(point);
        }
        point
    }

    /// Where an order step takes place.
    pub(super) fn location(&mut self, dice: &mut Dice, sliders: &Sliders) -> Location {
        let mut location = Location { lat_lng: Some(self.point(dice)), ..Location::default() };
        if dice.percent(20) {
            let found = [
                LocationStatus::Ok,
                LocationStatus::LowAccuracy,
                LocationStatus::PostcodeIssue,
                LocationStatus::PostcodeLevelAccuracy,
            ];
            location.status = Some(dice.pick(&found).clone());
        }
        if dice.percent(sliders.bad_geocodes) {
            if dice.percent(50) {
                location.lat_lng = None;
                location.address = Some("nowhere".to_owned());
            } else {
                let refused = [
                    LocationStatus::NotFound,
                    LocationStatus::OutOfTerritoryRange,
                    LocationStatus::GeocodingError,
                    LocationStatus::GeocodingTimeout,
                ];
                location.status = Some(dice.pick(&refused).clone());
            }
        }
        location
    }

    pub(super) fn some_depot(&self, dice: &mut Dice) -> Option<String> {
        let ids: Vec<&String> = self.depots.keys().collect();
        (!ids.is_empty()).then(|| (*dice.pick(&ids)).clone())
    }

    pub(super) fn some_regions(&self, dice: &mut Dice) -> Vec<String> {
        self.regions.keys().filter(|_| dice.percent(50)).cloned().collect()
    }

    /// The travel model; `None` = the estimate.
    pub(super) fn travel(&self, dice: &mut Dice, sliders: &Sliders) -> Option<Travel> {
        match dice.between(0, 9) {
            0..=2 => None,
            3 => Some(Travel::Estimate {
                speed_kmh: dice.percent(50).then(|| *dice.pick(&[5.0, 30.0, 72.5])),
                detour_factor: dice.percent(50).then(|| *dice.pick(&[1.0, 1.25, 2.0])),
            }),
            4..=7 => Some(self.matrix(dice, sliders)),
            _ => Some(self.sparse(dice, sliders)),
        }
    }

    /// Most of the places, in any order, some twice.
    fn listed(&self, dice: &mut Dice) -> Vec<LatLng> {
        let all = dice.percent(80);
        let mut listed: Vec<LatLng> =
            self.used.iter().filter(|_| all || dice.percent(80)).copied().collect();
        if !listed.is_empty() && dice.percent(10) {
            listed.push(*dice.pick(&listed));
        }
        dice.shuffle(&mut listed);
        if listed.is_empty() {
            listed.push(CENTRE);
        }
        listed
    }

    fn matrix(&self, dice: &mut Dice, sliders: &Sliders) -> Travel {
        let locations = self.listed(dice);
        let kind = Drives::new(dice, sliders);
        let (mut durations_sec, mut distances_mt) = (Vec::new(), Vec::new());
        for from in &locations {
            for to in &locations {
                let (sec, mt) = kind.drive(dice, *from, *to);
                durations_sec.push(sec);
                distances_mt.push(mt);
            }
        }
        Travel::Matrix { locations, durations_sec, distances_mt, missing: Missing::Estimate }
    }

    fn sparse(&self, dice: &mut Dice, sliders: &Sliders) -> Travel {
        let locations = self.listed(dice);
        let kind = Drives::new(dice, sliders);
        let (mut row_start, mut columns) = (vec![0], Vec::new());
        let (mut durations_sec, mut distances_mt) = (Vec::new(), Vec::new());
        for from in &locations {
            for (column, to) in locations.iter().enumerate() {
                if dice.percent(70) {
                    let (sec, mt) = kind.drive(dice, *from, *to);
                    columns.push(column as i32);
                    durations_sec.push(sec);
                    distances_mt.push(mt);
                }
            }
            row_start.push(columns.len() as i32);
        }
        Travel::Sparse {
            locations,
            row_start,
            to: columns,
            durations_sec,
            distances_mt,
            missing: Missing::Estimate,
        }
    }
}

fn on_grid(dice: &mut Dice, reach: i64) -> LatLng {
    CENTRE.map(|middle| middle + STEP * dice.between(-reach, reach))
}

/// A simple polygon with corners on the grid: a rectangle, a triangle or an L.
fn region(dice: &mut Dice) -> Region {
    let [lat, lng] = on_grid(dice, 6);
    let (high, wide) = (STEP * dice.between(1, 8), STEP * dice.between(1, 8));
    let poly = match dice.between(0, 2) {
        0 => vec![[lat, lng], [lat + high, lng], [lat + high, lng + wide], [lat, lng + wide]],
        1 => vec![[lat, lng], [lat + high, lng], [lat, lng + wide]],
        _ => vec![
            [lat, lng],
            [lat, lng + 2 * wide],
            [lat + high, lng + 2 * wide],
            [lat + high, lng + wide],
            [lat + 2 * high, lng + wide],
            [lat + 2 * high, lng],
        ],
    };
    Region {
        poly,
        enter_cost: dice.sometimes(60, 0, 3_000),
        enter_time_sec: dice.sometimes(60, 0, 900),
        ..Region::default()
    }
}

/// How the cells of a table come about.
struct Drives {
    /// Of 100 pairs.
    unreachable: u32,
    kind: i64,
}

impl Drives {
    fn new(dice: &mut Dice, sliders: &Sliders) -> Self {
        let share = if dice.percent(sliders.unreachable) { *dice.pick(&[3, 15, 50]) } else { 0 };
        Self { unreachable: share, kind: dice.between(0, 9) }
    }

    fn drive(&self, dice: &mut Dice, from: LatLng, to: LatLng) -> (i32, i32) {
        if dice.percent(self.unreachable) {
            return (UNREACHABLE, UNREACHABLE);
        }
        let blocks = ((from[0] - to[0]).abs() + (from[1] - to[1]).abs()) / STEP;
        let (sec, mt) = match self.kind {
            0 => (0, 0),
            1 | 2 => (dice.between(0, 4_000), dice.between(0, 40_000)),
            _ => (blocks * dice.between(60, 150), blocks * dice.between(900, 1_300)),
        };
        (sec as i32, mt as i32)
    }
}
