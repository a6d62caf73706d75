//! What has happened of a route, and what that means for the rest of it (SEMANTICS 6.2).
//!
//! The sequence of a route in progress begins with what was executed. Its drives, places and
//! stops count as ever, but it keeps the times it was planned with; the rest is timed like a route
//! that departs at a known moment, the anchor, from where the vehicle was last.

use super::place::Spot;
use crate::problem::{Break, VehicleDay};
use crate::units::Sec;

/// See the module's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// D, as reported or as planned.
    pub departure: Sec,
    /// The first items of the sequence.
    pub executed: Vec<Executed>,
    /// Breaks before executed items.
    pub breaks: Vec<KeptBreak>,
    /// Breaks still to be taken where they are due, ascending by start.
    pub open_breaks: Vec<Break>,
    /// The preparation, if it took place.
    pub preparation: Option<Executed>,
    /// The close-out, if it took place.
    pub close_out: Option<Executed>,
    /// Nothing that was not executed arrives before it.
    pub not_before: Sec,
}

/// A step that took place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Executed {
    /// Arrival, start and end as planned.
    pub planned: [Sec; 3],
    /// Start and end as they were; `None` of a reload, of which nothing is reported.
    pub effective: Option<(Sec, Sec)>,
    /// The vehicle was there, but goods were not exchanged (SEMANTICS 6.3).
    pub rescheduled: bool,
    /// Not within the working time of its driver (SEMANTICS 6.4).
    pub outside_work: bool,
}

/// A break that lies before an executed item and stays as it was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptBreak {
    /// Where.
    pub spot: Spot,
    /// Arrival, start and end.
    pub planned: [Sec; 3],
}

impl Progress {
    /// The moment from which the rest is timed: the end of the last executed item, else of the
    /// preparation, else D.
    #[must_use]
    pub fn anchor(&self) -> Sec {
        let last = self.executed.iter().rev().find_map(|one| one.effective);
        let last = last.or_else(|| self.preparation.and_then(|one| one.effective));
        last.map_or(self.departure, |(_, end)| end)
    }

    /// The day as the rest of the route sees it: it begins at the anchor.
    #[must_use]
    pub(super) fn rest_of(&self, day: &VehicleDay) -> VehicleDay {
        let anchor = self.anchor();
        let has_begun = !self.executed.is_empty() || self.preparation.is_some();
        VehicleDay {
            window_start: anchor,
            flexible_start: false,
            preparation: if has_begun { 0 } else { day.preparation },
            close_out: if self.close_out.is_some() { 0 } else { day.close_out },
            breaks: self.open_breaks.clone(),
            max_working: match day.max_working {
                Sec::MAX => Sec::MAX,
                limit => limit - (anchor - self.departure),
            },
            ..day.clone()
        }
    }

    /// Seconds of service of an executed item that would take `planned` seconds.
    pub(super) fn served(executed: &Executed, planned: Sec) -> Sec {
        executed.effective.map_or(planned, |(start, end)| end - start)
    }

    /// Σ seconds of the kept breaks.
    pub(super) fn break_time(&self) -> Sec {
        self.breaks.iter().map(|kept| kept.planned[2] - kept.planned[1]).sum()
    }

    /// Items whose goods were not exchanged.
    pub(super) fn unserved(&self) -> Vec<usize> {
        let executed = self.executed.iter().enumerate();
        executed.filter(|(_, own)| own.rescheduled).map(|(at, _)| at).collect()
    }
}
