//! Tasks and their stops.

use super::{Binds, LocIdx, StopIdx, TaskIdx};
use crate::model::StepKind;
use crate::units::Sec;

/// What one vehicle serves as a whole: an ordered list of stops.
#[derive(Clone, Debug)]
pub struct Task {
    /// The order's id.
    pub order_id: String,
    /// Its first stop.
    pub first: StopIdx,
    /// How many stops it has.
    pub count: u32,
    /// Σ over the load keys of the most that its stops exchange at once.
    pub size: i64,
    /// Nothing of it comes from a depot or goes to one. Follows from its stops
    /// ([`super::Problem::prepare`]).
    pub stays_between: bool,
    /// The documented priority, −20 … 20.
    pub priority: i64,
    /// What leaving it out weighs: 1, 2, 4, 8, 16 (SEMANTICS 5).
    pub weight: i64,
    /// All of its stops have usable coordinates (SEMANTICS 4.5).
    pub located: bool,
    /// The only vehicle that may serve it.
    pub forced_vehicle: Option<String>,
    /// By index of [`super::Problem::dates`].
    pub eligible_dates: Vec<bool>,
}

impl Task {
    /// Its stops in their order.
    pub fn stops(&self) -> impl DoubleEndedIterator<Item = StopIdx> + use<> {
        self.first..self.first + self.count
    }

    /// Its last stop.
    #[must_use]
    pub fn last(&self) -> StopIdx {
        self.first + self.count.saturating_sub(1)
    }
}

/// One visit of a task.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The task it belongs to.
    pub task: TaskIdx,
    /// Its part of the order.
    pub kind: StepKind,
    /// Where it is.
    pub place: LocIdx,
    /// The depot it is at, if its order step names one.
    pub depot: Option<u32>,
    /// Seconds of service.
    pub service: Sec,
    /// What its windows bind.
    pub binds: Binds,
    /// By load key: what is loaded (+) or unloaded (−).
    pub loads: Vec<i64>,
    /// Tags that the vehicle must have, as sorted numbers.
    pub tags_in: Vec<u32>,
    /// Tags that it must not have, as sorted numbers.
    pub tags_out: Vec<u32>,
}

impl Stop {
    /// Seconds from the start of a service that takes so long to the moment that a window's end
    /// binds.
    #[must_use]
    #[inline]
    pub const fn lead(&self, service: Sec) -> Sec {
        match self.binds {
            Binds::Start => 0,
            Binds::Completion => service,
        }
    }
}
