//! A snapshot compiled for planning: indices instead of ids, integers only, immutable.
//!
//! A *task* is an ordered list of stops that one vehicle serves in that order (here: an order with
//! its pickup, its delivery, or both); a *day* is one vehicle on one date. Nothing below this
//! module knows ids.

mod compile;
mod day;
mod elastic;
mod eligibility;
mod further;
mod goods;
mod groups;
mod kinds;
mod progress;
mod stop;
mod waits;
mod windows;

pub use compile::{Beside, compile, compile_with};
pub use day::{Break, Rates, VehicleDay};
pub use elastic::Elastic;
pub use further::Extent;
pub use goods::Goods;
pub use groups::Groups;
pub use progress::{Executed, Kept, KeptBreak, Left, Progress, Started};
pub use stop::{Stop, Task};
pub use waits::Wait;
pub use windows::{Binds, Window, WindowTable, last_start, merge, next_start};

use crate::date::Date;
use crate::model::{LatLng, Rules, StepKind, StepViolation};
use crate::sorted;
use crate::travel::{Leg, Legs, Regions};
use crate::units::Sec;

/// Index of a stop in [`Problem::stops`].
pub type StopIdx = u32;
/// Index of a task in [`Problem::tasks`].
pub type TaskIdx = u32;
/// Index of a vehicle on a date in [`Problem::days`].
pub type DayIdx = u32;
/// Index of a distinct location; [`NOWHERE`] = no usable coordinates.
pub type LocIdx = u32;

/// The location of what has no usable coordinates: nothing can be driven to or from it.
pub const NOWHERE: LocIdx = LocIdx::MAX;

/// Everything that planning needs to know.
#[derive(Clone, Debug)]
pub struct Problem {
    /// How the territory is read.
    pub rules: Rules,
    /// Dates in scope, ascending.
    pub dates: Vec<Date>,
    /// Every vehicle on every date in scope, by vehicle id, then date.
    pub days: Vec<VehicleDay>,
    /// All orders, by id.
    pub tasks: Vec<Task>,
    /// The stops of task 0, of task 1, …; those of one task in their order.
    pub stops: Vec<Stop>,
    /// Windows of each stop on each date.
    pub windows: WindowTable,
    /// Services may start too late, and by how much ([`Problem::stretch`]).
    pub elastic: Option<Elastic>,
    /// Load keys, ascending; the order of all load vectors.
    pub load_keys: Vec<String>,
    /// Depots, by id.
    pub depots: Vec<Depot>,
    /// Distinct usable coordinates.
    pub locations: Vec<LatLng>,
    /// Base legs between locations.
    pub legs: Legs,
    /// Regions of each location and what entering costs.
    pub regions: Regions,
    /// Places that count as one where a time is charged once per place.
    pub groups: Groups,
    /// Stops that wait for others.
    pub waits: Vec<Wait>,
    /// Which tasks each day may serve, as far as vehicle, date, tags and regions decide.
    eligible: eligibility::EligibleTable,
    goods: goods::GoodsTable,
    index: compile::Index,
    /// Some stop's windows bind its completion.
    has_completions: bool,
    task_index: sorted::Map<String, TaskIdx>,
    day_index: sorted::Map<(String, Date), DayIdx>,
}

/// A compiled depot.
#[derive(Clone, Debug)]
pub struct Depot {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub place: LocIdx,
    /// Seconds per return to reload.
    pub setup_time: Sec,
    /// Hundredths per return to reload.
    pub setup_cost: i64,
}

impl Problem {
    /// Derives what follows from the public fields. To be called once they are set, and again
    /// after stops or days were changed.
    pub fn prepare(&mut self) {
        self.goods = goods::GoodsTable::new(self.load_keys.len());
        self.eligible = eligibility::EligibleTable::new(self.days.len());
        self.has_completions = false;
        self.prepare_from(0);
    }

    /// The same for the tasks from that one on, where those before it are prepared.
    fn prepare_from(&mut self, first: usize) {
        self.goods.extend(&self.tasks[first..], &self.stops);
        for task in &mut self.tasks[first..] {
            let mut own = task.stops().flat_map(|stop| self.goods.of(stop));
            task.stays_between = own.all(|goods| goods.from_depot == 0 && goods.to_depot == 0);
            let most = |key: usize| {
                let loads = task.stops().map(|stop| self.stops[stop as usize].loads[key].abs());
                loads.max().unwrap_or(0)
            };
            task.size = (0..self.load_keys.len()).map(most).sum();
        }
        let own = self.tasks.get(first).map_or(self.stops.len(), |task| task.first as usize);
        let added = &self.stops[own..];
        self.has_completions |= added.iter().any(|stop| stop.binds == Binds::Completion);
        let mut eligible = std::mem::take(&mut self.eligible);
        eligible.extend(self, first);
        self.eligible = eligible;
    }

    /// Seconds from the start of a stop's service that takes so long to the moment that the end of
    /// a window binds.
    #[must_use]
    #[inline]
    pub fn lead(&self, stop: StopIdx, service: Sec) -> Sec {
        if self.has_completions { self.stops[stop as usize].lead(service) } else { 0 }
    }

    /// What is loaded and unloaded at a stop, by load key.
    #[must_use]
    #[inline]
    pub fn goods_of(&self, stop: StopIdx) -> &[Goods] {
        self.goods.of(stop)
    }

    /// Tabulates all legs, unless there are too many: for a search, which asks for most of them.
    pub fn tabulate(&mut self) {
        self.legs.tabulate();
    }

    /// The task of an order id.
    #[must_use]
    pub fn task(&self, order_id: &str) -> Option<TaskIdx> {
        self.task_index.get(order_id).copied()
    }

    /// The stop of an order's part.
    #[must_use]
    pub fn stop(&self, order_id: &str, kind: StepKind) -> Option<StopIdx> {
        let task = &self.tasks[self.task(order_id)? as usize];
        task.stops().find(|stop| self.stops[*stop as usize].kind == kind)
    }

    /// The day of a vehicle id and date.
    #[must_use]
    pub fn day(&self, vehicle_id: &str, date: Date) -> Option<DayIdx> {
        self.day_index.get(&(vehicle_id.to_owned(), date)).copied()
    }

    /// Windows of a stop on the date of a day; empty = no restriction.
    #[must_use]
    #[inline]
    pub fn windows_of(&self, stop: StopIdx, day: &VehicleDay) -> &[Window] {
        self.windows.of(stop, day.date_idx)
    }

    /// The leg between two locations for a vehicle, without region entries; `None` = unreachable.
    #[must_use]
    #[inline]
    pub fn leg(&self, day: &VehicleDay, from: LocIdx, to: LocIdx) -> Option<Leg> {
        if from == NOWHERE || to == NOWHERE {
            return None;
        }
        let leg = self.legs.leg(from, to);
        leg.is_reachable().then(|| day.speed.of(leg))
    }

    /// Whether a day may serve a task as far as vehicle, date, tags and regions decide.
    #[must_use]
    #[inline]
    pub fn eligible(&self, task: TaskIdx, day: DayIdx) -> bool {
        self.eligible.allows(task, day)
    }

    /// The codes VE, TGI, TGO, ELG and RGN that a stop has on a day (SEMANTICS 4.3), in the
    /// documents' order.
    #[must_use]
    pub fn assignment_codes(&self, stop: StopIdx, day: &VehicleDay) -> Vec<StepViolation> {
        eligibility::assignment_codes(self, stop, day)
    }

    /// The tasks of the problem with their indices.
    pub fn tasks(&self) -> impl Iterator<Item = (TaskIdx, &Task)> {
        (0..).zip(&self.tasks)
    }

    /// The days of the problem with their indices.
    pub fn days(&self) -> impl Iterator<Item = (DayIdx, &VehicleDay)> {
        (0..).zip(&self.days)
    }
}
