//! One vehicle on one date.

use super::{Kept, LocIdx, NOWHERE};
use crate::date::Date;
use crate::travel::Speed;
use crate::units::{Money, Mt, Sec};

/// The settings of a vehicle on a date, compiled. Limits that are off are `i64::MAX`.
#[derive(Clone, Debug)]
pub struct VehicleDay {
    /// The vehicle's id.
    pub vehicle_id: String,
    /// The vehicle's index for display labels.
    pub label: Option<i64>,
    /// The date.
    pub date: Date,
    /// Index of the date in [`super::Problem::dates`].
    pub date_idx: u32,
    /// Whether it drives on that date.
    pub available: bool,
    /// Depot where it starts; `None` = open.
    pub departure_depot: Option<u32>,
    /// Depot where it ends; `None` = open.
    pub arrival_depot: Option<u32>,
    /// Place of the departure depot.
    pub departure_place: Option<LocIdx>,
    /// Place of the arrival depot.
    pub arrival_place: Option<LocIdx>,
    /// Start of the working window.
    pub window_start: Sec,
    /// End of the working window.
    pub window_end: Sec,
    /// Whether it may leave later than the start of its window.
    pub flexible_start: bool,
    /// Seconds of parking per new place.
    pub parking: Sec,
    /// Longest E − D.
    pub max_working: Sec,
    /// Longest Σ drive.
    pub max_driving: Sec,
    /// Longest Σ distance.
    pub max_distance: Mt,
    /// Most distinct orders.
    pub max_orders: i64,
    /// Ascending by start.
    pub breaks: Vec<Break>,
    /// By load key.
    pub capacities: Vec<i64>,
    /// By load key; 0 = no aim.
    pub min_loads: Vec<i64>,
    /// Working time to aim for.
    pub min_working: Sec,
    /// Sorted numbers.
    pub tags: Vec<u32>,
    /// Indices of the regions it works in; `None` = anywhere.
    pub regions: Option<Vec<u32>>,
    /// How fast it drives.
    pub speed: Speed,
    /// Seconds at the departure depot before driving.
    pub preparation: Sec,
    /// Seconds at the arrival depot after driving.
    pub close_out: Sec,
    /// What its time and distance cost.
    pub rates: Rates,
    /// What a plan of it may not change.
    pub kept: Kept,
    /// What using it counts for a search beside its cost: where as few days as possible are to be
    /// used, more than anything costs; where all are, as much less than nothing. Not part of any result.
    pub opening: Money,
}

impl VehicleDay {
    /// `<vehicleId>-<yyyyMMdd>`.
    #[must_use]
    pub fn route_id(&self) -> String {
        format!("{}-{}", self.vehicle_id, self.date)
    }

    /// Whether planning may put work on it: available, with depots that can be driven to.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.available
            && self.departure_place != Some(NOWHERE)
            && self.arrival_place != Some(NOWHERE)
    }

    /// The day as what is still to be planned sees it.
    #[must_use]
    #[inline]
    pub fn rest(&self) -> &Self {
        self.kept.started.as_deref().map_or(self, |started| &started.rest)
    }

    /// Whether two days differ in nothing but their vehicle, and nothing of either is planned yet
    /// that must stay.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let ends = |day: &Self| {
            (day.departure_depot, day.arrival_depot, day.departure_place, day.arrival_place)
        };
        let times = |day: &Self| {
            let window = (day.window_start, day.window_end, day.flexible_start);
            (day.date, day.available, window, day.parking, day.preparation, day.close_out)
        };
        let limits =
            |day: &Self| (day.max_working, day.max_driving, day.max_distance, day.max_orders);
        let aims = |day: &Self| (day.min_working, day.opening, day.speed, day.rates);
        (times(self), ends(self), limits(self), aims(self))
            == (times(other), ends(other), limits(other), aims(other))
            && (&self.breaks, &self.capacities, &self.min_loads)
                == (&other.breaks, &other.capacities, &other.min_loads)
            && (&self.tags, &self.regions) == (&other.tags, &other.regions)
            && self.kept.is_nothing()
            && other.kept.is_nothing()
    }

    /// The last moment at which it may begin.
    #[must_use]
    pub fn latest_departure(&self) -> Sec {
        if self.flexible_start { self.window_end } else { self.window_start }
    }
}

/// A break: its start lies in `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Earliest start.
    pub start: Sec,
    /// Latest start.
    pub end: Sec,
    /// How long.
    pub duration: Sec,
}

/// Prices, each per unit of what it multiplies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Per used route.
    pub activation: Money,
    /// Per second of driving.
    pub driving: Money,
    /// Per second of waiting.
    pub idle: Money,
    /// Per second of service, parking, preparation, close-out and depot set-up.
    pub service: Money,
    /// Per second of break.
    pub break_time: Money,
    /// Per metre.
    pub metre: Money,
    /// Per new place.
    pub per_stop: Money,
}
