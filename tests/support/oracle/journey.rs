//! What a sequence of order steps and reloads consists of, before any time is known.

use super::travel::{self, Leg};
use routewright::date::Date;
use routewright::model::{
    Break, Depot, LatLng, Location, LocationStatus, Order, OrderStep, Route, Rules, Snapshot,
    StepKind, StepType, VehicleSettings,
};

/// One entry of a sequence, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Entry {
    Step(String, StepKind),
    Reload(String),
}

/// A sequence of a vehicle on a date, with all that does not depend on the clock.
pub(crate) struct Journey<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) rules: &'a Rules,
    pub(crate) vehicle_id: &'a str,
    pub(crate) date: Date,
    pub(crate) settings: &'a VehicleSettings,
    /// First and last moment of the working window.
    pub(crate) window: (i64, i64),
    pub(crate) preparation: i64,
    pub(crate) close_out: i64,
    /// In the order of their `startSec` (2.9).
    pub(crate) breaks: Vec<&'a Break>,
    pub(crate) visits: Vec<Visit<'a>>,
    /// `legs[i]` leads to visit i, the last one to the end; `None` = unreachable (1.5).
    pub(crate) legs: Vec<Option<Leg>>,
    /// 6.2: nothing arrives before it.
    pub(crate) not_before: i64,
    /// 6.3: visits at which goods were not exchanged.
    pub(crate) unserved: Vec<usize>,
    /// 6.8: seconds that services took longer than planned.
    pub(crate) longer: i64,
}

/// A stay of the vehicle between departure and arrival.
pub(crate) struct Visit<'a> {
    pub(crate) task: Task<'a>,
    pub(crate) place: Option<LatLng>,
    /// Other than the place of the step before (2.5).
    pub(crate) is_new_place: bool,
    /// Seconds of parking before the arrival.
    pub(crate) parking: i64,
    /// Whether `perStopCost` is due.
    pub(crate) pays_stop: bool,
    /// The depot it returns to, where set-up is due (2.8).
    pub(crate) set_up: Option<&'a Depot>,
    /// Windows of the start of service on the date; empty = any time.
    pub(crate) windows: Vec<(i64, i64)>,
    /// Service time of the order step, without set-up.
    pub(crate) service: i64,
}

/// What is done on a visit.
pub(crate) enum Task<'a> {
    Step { order_id: &'a str, order: &'a Order, kind: StepKind, step: &'a OrderStep },
    Reload { depot_id: &'a str },
}

/// The order steps and reloads of a route, in order.
pub(crate) fn sequence(route: &Route) -> Vec<Entry> {
    let entry = |step: &routewright::model::RouteStep| match step.kind {
        StepType::Depot => step.depot_id.clone().map(Entry::Reload),
        _ => step.step_kind().zip(step.order_id.clone()).map(|(kind, id)| Entry::Step(id, kind)),
    };
    route.steps.iter().filter_map(entry).collect()
}

/// Vehicle and date of a route; its own properties win over its id (DEF-13).
pub(crate) fn vehicle_and_date(route: &Route) -> Option<(String, Date)> {
    let from_id = route.id.as_deref().and_then(split_id);
    let vehicle = route.vehicle_id.clone().or_else(|| from_id.as_ref().map(|(id, _)| id.clone()));
    Some((vehicle?, route.date.or(from_id.map(|(_, date)| date))?))
}

/// `<vehicleId>-<yyyyMMdd>`, split at the last hyphen.
pub(crate) fn split_id(id: &str) -> Option<(String, Date)> {
    let (vehicle, date) = id.rsplit_once('-')?;
    Some((vehicle.to_owned(), Date::parse(date)?))
}

/// 4.5: coordinates that can be planned with (FEATURES DOM-072, DOM-073).
pub(crate) fn coordinates(location: Option<&Location>) -> Option<LatLng> {
    let location = location?;
    let [lat, lng] = location.lat_lng?;
    let refused = matches!(
        location.status,
        Some(
            LocationStatus::NotFound
                | LocationStatus::OutOfTerritoryRange
                | LocationStatus::GeocodingError
                | LocationStatus::GeocodingTimeout
        )
    );
    let on_earth =
        (-90_000_000..=90_000_000).contains(&lat) && (-180_000_000..=180_000_000).contains(&lng);
    (on_earth && !refused).then_some([lat, lng])
}

/// Where an order step takes place.
pub(crate) fn place_of(snapshot: &Snapshot, step: &OrderStep) -> Option<LatLng> {
    match &step.depot_id {
        Some(id) => coordinates(snapshot.depots.get(id)?.location.as_ref()),
        None => coordinates(step.location.as_ref()),
    }
}

/// 4.5: the settings in force; `None` = not available at all.
pub(crate) fn settings_on<'a>(
    snapshot: &'a Snapshot,
    vehicle_id: &str,
    date: Date,
) -> Option<&'a VehicleSettings> {
    let vehicle = snapshot.vehicles.get(vehicle_id)?;
    vehicle.settings_by_date.get(&date).or(vehicle.settings.as_deref())
}

impl<'a> Journey<'a> {
    /// The journey of an emitted route.
    pub(crate) fn of(
        snapshot: &'a Snapshot,
        rules: &'a Rules,
        route: &Route,
    ) -> Result<Self, String> {
        let (vehicle, date) = vehicle_and_date(route).ok_or("no vehicle or no date")?;
        Self::new(snapshot, rules, &vehicle, date, &sequence(route))
    }

    /// The journey of a sequence; the error names what the snapshot does not have.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        rules: &'a Rules,
        vehicle_id: &str,
        date: Date,
        sequence: &[Entry],
    ) -> Result<Self, String> {
        let (vehicle_id, _) = snapshot
            .vehicles
            .get_key_value(vehicle_id)
            .ok_or_else(|| format!("no vehicle {vehicle_id}"))?;
        let settings = settings_on(snapshot, vehicle_id, date)
            .ok_or_else(|| format!("vehicle {vehicle_id} has no settings on {date}"))?;
        if sequence.is_empty() {
            return Err("a route without order steps does not exist (2.1)".to_owned());
        }
        // Working window null = [0, 86 400] (2.3).
        let window =
            settings.time_window.as_ref().map_or((0, 86_400), |own| (own.start_sec, own.end_sec));
        let mut breaks: Vec<&Break> = settings.breaks.iter().collect();
        breaks.sort_by_key(|own| own.start_sec);
        let mut journey = Self {
            snapshot,
            rules,
            vehicle_id,
            date,
            settings,
            window,
            // 2.1: only at a depot.
            preparation: match settings.departure_depot_id {
                Some(_) => settings.preparation_time_sec.max(0),
                None => 0,
            },
            close_out: match settings.arrival_depot_id {
                Some(_) => settings.close_out_time_sec.max(0),
                None => 0,
            },
            breaks,
            visits: Vec::new(),
            legs: Vec::new(),
            not_before: 0,
            unserved: Vec::new(),
            longer: 0,
        };
        for entry in sequence {
            journey.add(entry)?;
        }
        journey.legs = journey.drives();
        Ok(journey)
    }

    pub(crate) fn depot_place(&self, depot_id: &str) -> Option<LatLng> {
        coordinates(self.snapshot.depots.get(depot_id)?.location.as_ref())
    }

    fn add(&mut self, entry: &Entry) -> Result<(), String> {
        let (task, depot_id) = match entry {
            Entry::Step(order_id, kind) => {
                let (order_id, order) = self
                    .snapshot
                    .orders
                    .get_key_value(order_id)
                    .ok_or_else(|| format!("no order {order_id}"))?;
                let step = match kind {
                    StepKind::Pickup => order.pickup.as_ref(),
                    StepKind::Delivery => order.delivery.as_ref(),
                }
                .ok_or_else(|| format!("order {order_id} has no {kind:?}"))?;
                (Task::Step { order_id, order, kind: *kind, step }, step.depot_id.as_deref())
            }
            Entry::Reload(depot_id) => {
                let (depot_id, _) = self
                    .snapshot
                    .depots
                    .get_key_value(depot_id)
                    .ok_or_else(|| format!("no depot {depot_id}"))?;
                (Task::Reload { depot_id }, Some(depot_id.as_str()))
            }
        };
        let (place, windows, service) = match &task {
            Task::Step { step, .. } => (
                place_of(self.snapshot, step),
                // 2.6: the exception replaces the windows if its key is there, even if empty.
                step.time_window_exceptions.get(&self.date).unwrap_or(&step.time_windows),
                step.service_time_sec,
            ),
            Task::Reload { depot_id } => (self.depot_place(depot_id), &Vec::new(), 0),
        };
        let windows = windows.iter().map(|own| (own.start_sec, own.end_sec)).collect();
        // 2.5: the first stop is new unless it is at the departure depot. Places without
        // coordinates equal no other.
        let before = match self.visits.last() {
            Some(last) => last.place,
            None => self.settings.departure_depot_id.as_deref().and_then(|id| self.depot_place(id)),
        };
        let is_new_place = place.is_none() || place != before;
        let parks = is_new_place && depot_id.is_none();
        // 2.8: a depot on the way, new, not the route's first stop.
        let returns = is_new_place && !self.visits.is_empty();
        let set_up = depot_id.filter(|_| returns).and_then(|id| self.snapshot.depots.get(id));
        self.visits.push(Visit {
            task,
            place,
            is_new_place,
            parking: if parks { self.settings.per_stop_time_sec.max(0) } else { 0 },
            pays_stop: parks,
            set_up,
            windows,
            service,
        });
        Ok(())
    }

    /// All drives; an open start and an open end have none (1.4, 2.1).
    fn drives(&self) -> Vec<Option<Leg>> {
        let speed = self.settings.speed_factor.unwrap_or(100);
        let mut legs = Vec::new();
        let mut from = self.settings.departure_depot_id.as_deref().map(|id| self.depot_place(id));
        for visit in &self.visits {
            let enters = matches!(visit.task, Task::Step { .. });
            legs.push(match from {
                None => Some(Leg::default()),
                Some(from) => travel::drive(self.snapshot, speed, from, visit.place, enters),
            });
            from = Some(visit.place);
        }
        legs.push(match &self.settings.arrival_depot_id {
            None => Some(Leg::default()),
            Some(id) => {
                travel::drive(self.snapshot, speed, from.flatten(), self.depot_place(id), false)
            }
        });
        legs
    }

    /// Drive of leg `index`; an unreachable one counts 0 (1.5).
    pub(crate) fn leg(&self, index: usize) -> Leg {
        self.legs[index].unwrap_or_default()
    }

    pub(crate) fn driving(&self) -> i64 {
        (0..self.legs.len()).map(|index| self.leg(index).sec).sum()
    }

    pub(crate) fn distance(&self) -> i64 {
        (0..self.legs.len()).map(|index| self.leg(index).mt).sum()
    }
}

impl Visit<'_> {
    /// Service with set-up (2.8).
    pub(crate) fn duration(&self) -> i64 {
        self.service + self.set_up.map_or(0, |depot| depot.setup_time_sec.max(0))
    }
}
