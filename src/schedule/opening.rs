//! When the service of a visit may begin: its windows, what they bind, and a stop that it waits for.

use super::chain::{RELOAD, Visit};
use crate::problem::{Problem, StopIdx, VehicleDay, Window, last_start, next_start};
use crate::units::Sec;

/// See the module's head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'p> {
    pub(super) windows: &'p [Window],
    /// Seconds from the start of service to the moment that the end of a window binds.
    pub(super) lead: Sec,
    /// No service before it.
    pub(super) earliest: Sec,
}

impl<'p> Opening<'p> {
    #[inline]
    pub(super) fn of(problem: &'p Problem, day: &'p VehicleDay, visit: &Visit) -> Self {
        Self {
            windows: windows_of(problem, day, visit.item),
            lead: visit.lead,
            earliest: visit.earliest,
        }
    }

    /// The earliest start not before `arrival`; where no window is left, at once, which is late
    /// (SEMANTICS 2.6).
    #[inline]
    pub(super) fn start(&self, arrival: Sec) -> Sec {
        let arrival = arrival.max(self.earliest);
        next_start(self.windows, arrival, self.lead).unwrap_or_else(|| self.late(arrival))
    }

    /// Seconds after the end of the last window, of a service for which none is left.
    #[inline]
    pub(super) fn lateness(&self, arrival: Sec) -> Sec {
        let arrival = arrival.max(self.earliest);
        match (self.windows.last(), next_start(self.windows, arrival, self.lead)) {
            (Some(last), None) => self.late(arrival) + self.lead - last.end,
            _ => 0,
        }
    }

    /// The latest arrival whose service starts in a window and by `latest`.
    pub(super) fn latest_arrival(&self, latest: Sec) -> Option<Sec> {
        last_start(self.windows, latest, self.lead).filter(|start| *start >= self.earliest)
    }

    /// A window too short for its service is waited for all the same.
    #[inline]
    fn late(&self, arrival: Sec) -> Sec {
        self.windows.last().map_or(arrival, |last| arrival.max(last.start))
    }
}

/// Windows of a visit; a reload has none.
#[inline]
fn windows_of<'p>(problem: &'p Problem, day: &'p VehicleDay, item: StopIdx) -> &'p [Window] {
    match day.kept.relaxed(item) {
        Some(relaxed) => relaxed,
        None if item == RELOAD => &[],
        None => problem.windows_of(item, day),
    }
}
