//! From the typed snapshot to a [`Problem`].

use super::eligibility::EligibleTable;
use super::goods::GoodsTable;
use super::{
    Binds, Break, Depot, Groups, Kept, LocIdx, NOWHERE, Problem, Rates, Stop, Task, VehicleDay,
    Window, WindowTable,
};
use crate::date::Date;
use crate::model::{
    LatLng, Location, MissingCapacity, Order, OrderStep, Rules, Snapshot, StepKind, TimeWindow,
    Travel, Vehicle, VehicleSettings,
};
use crate::sorted;
use crate::travel::{Legs, Regions, Speed};
use crate::units::Money;

/// The end of a working window that is not given (SEMANTICS 2.3).
const DAY: i64 = 86_400;

/// Compiles what concerns the given dates: every vehicle on each of them, every order. Legs are made
/// on demand until [`Problem::tabulate`].
#[must_use]
pub fn compile(snapshot: &Snapshot, rules: &Rules, dates: &sorted::Set<Date>) -> Problem {
    let estimate = Travel::default();
    let travel = snapshot.travel.as_ref().unwrap_or(&estimate);
    compile_with(snapshot, rules, dates, Beside { travel, further: &[] })
}

/// What is compiled beside a snapshot.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'b> {
    /// The travel model; that of the snapshot is not looked at.
    pub travel: &'b Travel,
    /// Further orders, whose tasks are the last ones, in that order.
    pub further: &'b [Order],
}

/// As [`compile`], with what stands beside.
#[must_use]
pub fn compile_with(
    snapshot: &Snapshot,
    rules: &Rules,
    dates: &sorted::Set<Date>,
    Beside { travel, further }: Beside<'_>,
) -> Problem {
    let dates: Vec<Date> = dates.iter().copied().collect();
    let mut index = Index::new(snapshot, further);
    let depots: Vec<Depot> =
        snapshot.depots.iter().map(|(id, depot)| index.depot(id, depot)).collect();
    let (mut tasks, mut stops) = (Vec::with_capacity(snapshot.orders.len()), Vec::new());
    let mut windows = WindowTable::new(dates.len());
    let mut into = TaskLists { tasks: &mut tasks, stops: &mut stops, windows: &mut windows };
    for (id, order) in &snapshot.orders {
        into.push(id, order, &dates, &depots, &mut index);
    }
    for order in further {
        into.push(order.id.as_deref().unwrap_or_default(), order, &dates, &depots, &mut index);
    }
    let days = compile_days(snapshot, rules, &dates, &depots, &index);
    let legs = Legs::on_demand(travel, &index.locations);
    let mut problem = Problem {
        rules: rules.clone(),
        task_index: sorted::map((0..).zip(&tasks).map(|(at, task)| (task.order_id.clone(), at))),
        day_index: sorted::map(
            (0..).zip(&days).map(|(at, day)| ((day.vehicle_id.clone(), day.date), at)),
        ),
        legs,
        regions: Regions::compile(snapshot.regions.values(), &index.locations),
        load_keys: std::mem::take(&mut index.load_keys),
        locations: std::mem::take(&mut index.locations),
        index,
        eligible: EligibleTable::default(),
        groups: Groups::default(),
        waits: Vec::new(),
        has_completions: false,
        goods: GoodsTable::default(),
        dates,
        days,
        tasks,
        stops,
        windows,
        elastic: None,
        depots,
    };
    problem.prepare();
    problem
}

/// Numbers of what the snapshot names.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Locations and load keys are the problem's, but while there is something to number.
    pub(super) locations: Vec<LatLng>,
    pub(super) by_coordinates: sorted::Map<LatLng, LocIdx>,
    pub(super) tags: sorted::Map<String, u32>,
    pub(super) load_keys: Vec<String>,
    regions: sorted::Map<String, u32>,
}

impl Index {
    fn new(snapshot: &Snapshot, further: &[Order]) -> Self {
        let all_settings = snapshot.vehicles.values().flat_map(|vehicle| {
            vehicle.settings.as_deref().into_iter().chain(vehicle.settings_by_date.values())
        });
        let mut tags = sorted::Map::new();
        let orders = snapshot.orders.values().chain(further);
        let mut load_keys = sorted::set(orders.flat_map(|order| order.loads.keys().cloned()));
        for settings in all_settings {
            for tag in &settings.tags {
                let next = number(tags.len());
                tags.entry(tag.clone()).or_insert(next);
            }
            load_keys.extend(settings.load_capacities.keys().cloned());
            load_keys.extend(settings.min_load_capacities.keys().cloned());
        }
        Self {
            locations: Vec::new(),
            by_coordinates: sorted::Map::new(),
            tags,
            load_keys: load_keys.into_iter().collect(),
            regions: sorted::map(
                (0..).zip(snapshot.regions.keys()).map(|(at, id)| (id.clone(), at)),
            ),
        }
    }

    fn place(&mut self, location: Option<&Location>) -> LocIdx {
        let Some(coordinates) = location.and_then(Location::usable) else { return NOWHERE };
        *self.by_coordinates.entry(coordinates).or_insert_with(|| {
            self.locations.push(coordinates);
            number(self.locations.len() - 1)
        })
    }

    fn depot(&mut self, id: &str, depot: &crate::model::Depot) -> Depot {
        Depot {
            id: id.to_owned(),
            place: self.place(depot.location.as_ref()),
            setup_time: depot.setup_time_sec,
            setup_cost: depot.setup_cost,
        }
    }

    /// Numbers of tags, ascending; one that no vehicle has gets a number of its own.
    fn tags(&mut self, tags: &[String]) -> Vec<u32> {
        let mut numbers: Vec<u32> = tags
            .iter()
            .map(|tag| {
                let next = number(self.tags.len());
                *self.tags.entry(tag.clone()).or_insert(next)
            })
            .collect();
        numbers.sort_unstable();
        numbers
    }

    /// Amounts in the order of the load keys.
    fn amounts(&self, map: &sorted::Map<String, i64>, missing: i64) -> Vec<i64> {
        self.load_keys.iter().map(|key| map.get(key).copied().unwrap_or(missing)).collect()
    }
}

/// A count as an index; snapshots are far smaller than 2^32.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Where tasks are compiled into.
pub(super) struct TaskLists<'t> {
    pub(super) tasks: &'t mut Vec<Task>,
    pub(super) stops: &'t mut Vec<Stop>,
    pub(super) windows: &'t mut WindowTable,
}

impl TaskLists<'_> {
    /// Adds the task of an order.
    pub(super) fn push(
        &mut self,
        order_id: &str,
        order: &Order,
        dates: &[Date],
        depots: &[Depot],
        index: &mut Index,
    ) {
        let Self { tasks, stops, windows } = self;
        let first = number(stops.len());
        for (kind, step) in order.steps() {
            let mut stop = compile_stop(number(tasks.len()), kind, step, depots, index);
            stop.loads = signed_loads(order, kind, index);
            stops.push(stop);
            for date in dates {
                windows.push(step.windows_on(*date).iter().map(window));
            }
        }
        let own = &stops[first as usize..];
        tasks.push(Task {
            order_id: order_id.to_owned(),
            first,
            count: number(own.len()),
            size: 0,
            stays_between: false,
            priority: order.priority,
            weight: weight(order.priority),
            located: own.iter().all(|stop| stop.place != NOWHERE),
            forced_vehicle: order.force_vehicle_id.clone(),
            eligible_dates: dates.iter().map(|date| order.eligibility.allows(*date)).collect(),
        });
    }
}

fn compile_stop(
    task: u32,
    kind: StepKind,
    step: &OrderStep,
    depots: &[Depot],
    index: &mut Index,
) -> Stop {
    let depot = step.depot_id.as_ref().and_then(|id| depot_number(depots, id));
    Stop {
        task,
        kind,
        place: match depot {
            Some(depot) => depots[depot as usize].place,
            None => index.place(step.location.as_ref()),
        },
        depot,
        service: step.service_time_sec,
        binds: Binds::Start,
        loads: Vec::new(),
        tags_in: index.tags(&step.tags_in),
        tags_out: index.tags(&step.tags_out),
    }
}

fn depot_number(depots: &[Depot], id: &str) -> Option<u32> {
    depots.binary_search_by(|depot| depot.id.as_str().cmp(id)).ok().map(number)
}

const fn window(window: &TimeWindow) -> Window {
    Window { start: window.start_sec, end: window.end_sec }
}

/// A pickup loads, a delivery unloads, a service does neither (SEMANTICS 3.1).
fn signed_loads(order: &Order, kind: StepKind, index: &Index) -> Vec<i64> {
    let sign = match kind {
        _ if order.is_service => 0,
        StepKind::Pickup => 1,
        StepKind::Delivery => -1,
    };
    let mut loads = index.amounts(&order.loads, 0);
    loads.iter_mut().for_each(|load| *load *= sign);
    loads
}

/// SEMANTICS 5: weights 1, 2, 4, 8, 16 of the priorities −20 … 20.
fn weight(priority: i64) -> i64 {
    1 << ((priority + 20) / 10).clamp(0, 4)
}

fn compile_days(
    snapshot: &Snapshot,
    rules: &Rules,
    dates: &[Date],
    depots: &[Depot],
    index: &Index,
) -> Vec<VehicleDay> {
    let mut days = Vec::with_capacity(snapshot.vehicles.len() * dates.len());
    for (vehicle_id, vehicle) in &snapshot.vehicles {
        for (date_idx, date) in (0..).zip(dates) {
            let settings = vehicle.settings_on(*date);
            let missing = VehicleSettings { available: false, ..VehicleSettings::default() };
            let settings = settings.unwrap_or(&missing);
            let mut day = compile_day(vehicle_id, vehicle, settings, depots, index, rules);
            day.date = *date;
            day.date_idx = date_idx;
            days.push(day);
        }
    }
    days
}

/// All of a day but its date.
fn compile_day(
    vehicle_id: &str,
    vehicle: &Vehicle,
    settings: &VehicleSettings,
    depots: &[Depot],
    index: &Index,
    rules: &Rules,
) -> VehicleDay {
    let departure_depot =
        settings.departure_depot_id.as_ref().and_then(|id| depot_number(depots, id));
    let arrival_depot = settings.arrival_depot_id.as_ref().and_then(|id| depot_number(depots, id));
    let place = |depot: u32| depots[depot as usize].place;
    let window = settings.time_window.as_ref();
    let missing_capacity = match rules.missing_capacity {
        MissingCapacity::Unlimited => i64::MAX,
        MissingCapacity::Zero => 0,
    };
    VehicleDay {
        vehicle_id: vehicle_id.to_owned(),
        label: vehicle.idx,
        date: Date::EPOCH,
        date_idx: 0,
        available: settings.available,
        departure_depot,
        arrival_depot,
        departure_place: departure_depot.map(place),
        arrival_place: arrival_depot.map(place),
        window_start: window.map_or(0, |window| window.start_sec),
        window_end: window.map_or(DAY, |window| window.end_sec),
        flexible_start: settings.flex_start_time,
        parking: settings.per_stop_time_sec,
        max_working: limit(settings.max_working_time_sec),
        max_driving: limit(settings.max_driving_time_sec),
        max_distance: limit(settings.max_distance_mt),
        max_orders: limit(settings.max_orders),
        breaks: breaks(settings),
        capacities: index.amounts(&settings.load_capacities, missing_capacity),
        min_loads: index.amounts(&settings.min_load_capacities, 0),
        min_working: settings.min_working_time_sec,
        tags: known_tags(settings, index),
        regions: region_numbers(settings, index),
        speed: Speed::new(settings.speed_factor.unwrap_or(100)),
        preparation: departure_depot.map_or(0, |_| settings.preparation_time_sec),
        close_out: arrival_depot.map_or(0, |_| settings.close_out_time_sec),
        rates: rates(settings),
        kept: Kept::default(),
        opening: Money::ZERO,
    }
}

/// 0 switches a limit off (FEATURES CNV-11).
const fn limit(value: i64) -> i64 {
    if value == 0 { i64::MAX } else { value }
}

fn breaks(settings: &VehicleSettings) -> Vec<Break> {
    let mut breaks: Vec<Break> = settings
        .breaks
        .iter()
        .map(|given| Break {
            start: given.start_sec,
            end: given.end_sec,
            duration: given.duration_sec,
        })
        .collect();
    sorted::by_key(&mut breaks, |given| given.start);
    breaks
}

fn known_tags(settings: &VehicleSettings, index: &Index) -> Vec<u32> {
    let mut tags: Vec<u32> =
        settings.tags.iter().filter_map(|tag| index.tags.get(tag).copied()).collect();
    tags.sort_unstable();
    tags
}

fn region_numbers(settings: &VehicleSettings, index: &Index) -> Option<Vec<u32>> {
    if settings.region_ids.is_empty() {
        return None;
    }
    let known = settings.region_ids.iter().filter_map(|id| index.regions.get(id).copied());
    Some(known.collect())
}

fn rates(settings: &VehicleSettings) -> Rates {
    Rates {
        activation: Money::hundredths(settings.activation_cost),
        driving: Money::per_second(settings.driving_time_cost),
        idle: Money::per_second(settings.idle_time_cost),
        service: Money::per_second(settings.service_time_cost),
        break_time: Money::per_second(settings.break_time_cost),
        metre: Money::per_metre(settings.km_cost),
        per_stop: Money::hundredths(settings.per_stop_cost),
    }
}
