//! What has happened of a route, what stays of it, and what that means for the rest (SEMANTICS 4.7,
//! 6.2).
//!
//! The sequence of a route in progress begins with what was executed. Its drives, places and
//! stops count as ever, but it keeps the times it was planned with; the rest is timed like a route
//! that departs at a known moment, the anchor, from where the vehicle was last.

use super::{Break, StopIdx, VehicleDay, Window};
use crate::sorted;
use crate::units::Sec;

/// See the module's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// D, as reported or as planned.
    pub departure: Sec,
    /// The first items of the sequence.
    pub executed: Vec<Executed>,
    /// Nothing was reported: what lies before the present moment went as planned.
    pub by_plan: bool,
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
    /// What follows the executed items is not driven to before it: the vehicle had nothing to do.
    pub resume: Sec,
    /// By a position of the vehicle that is newer than the anchor.
    pub left: Option<Left>,
}

/// That a vehicle is on its way to what follows the executed items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// When it would have left the place before, had the drive been as planned.
    pub at: Sec,
    /// When it gets there.
    pub arrives: Sec,
    /// It drives home.
    pub home: bool,
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
    /// Where, as breaks are placed along a sequence.
    pub spot: usize,
    /// Arrival, start and end.
    pub planned: [Sec; 3],
}

impl Progress {
    /// The end of the last executed item, else of the preparation, else D.
    #[must_use]
    pub fn anchor(&self) -> Sec {
        if self.by_plan {
            return self.executed.last().map_or(self.departure, |last| last.planned[2]);
        }
        let last = self.executed.iter().rev().find_map(|one| one.effective);
        let last = last.or_else(|| self.preparation.and_then(|one| one.effective));
        last.map_or(self.departure, |(_, end)| end)
    }

    /// That the vehicle is on its way to what follows, if there is `any` beside the way home.
    #[must_use]
    pub fn left_for(&self, any: bool) -> Option<Left> {
        self.left.filter(|left| left.home != any)
    }

    /// Whether the preparation, or what comes after it, lies behind.
    #[must_use]
    pub const fn is_prepared(&self) -> bool {
        !self.executed.is_empty() || self.preparation.is_some()
    }

    /// The day as the rest of the route sees it, if there is any beside the way home: it begins at
    /// the anchor.
    #[must_use]
    pub fn rest_of(&self, day: &VehicleDay, any: bool) -> VehicleDay {
        let resume = if any { self.resume } else { 0 };
        let anchor = self.left_for(any).map_or_else(|| self.anchor().max(resume), |left| left.at);
        let breaks = self.open_breaks.iter().filter(|given| given.end >= resume);
        VehicleDay {
            window_start: anchor,
            flexible_start: false,
            preparation: if self.is_prepared() { 0 } else { day.preparation },
            close_out: if self.close_out.is_some() { 0 } else { day.close_out },
            breaks: breaks.copied().collect(),
            max_working: match day.max_working {
                Sec::MAX => Sec::MAX,
                limit => limit - (anchor - self.departure),
            },
            kept: Kept { relaxed: day.kept.relaxed.clone(), ..Kept::default() },
            ..day.clone()
        }
    }

    /// Seconds of service of an executed item that would take `given` seconds.
    #[must_use]
    pub fn served(&self, executed: &Executed, given: Sec) -> Sec {
        let [_, start, end] = executed.planned;
        let otherwise = if self.by_plan { end - start } else { given };
        executed.effective.map_or(otherwise, |(start, end)| end - start)
    }

    /// Σ seconds of the kept breaks.
    #[must_use]
    pub fn break_time(&self) -> Sec {
        self.breaks.iter().map(|kept| kept.planned[2] - kept.planned[1]).sum()
    }

    /// Items whose goods were not exchanged.
    #[must_use]
    pub fn unserved(&self) -> Vec<usize> {
        let executed = self.executed.iter().enumerate();
        executed.filter(|(_, own)| own.rescheduled).map(|(at, _)| at).collect()
    }
}

/// What a plan of a day may not change.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The first items of its sequence: what was executed, what is driven to, and what was asked to
    /// stay.
    pub frozen: Vec<StopIdx>,
    /// The windows of stops that will be late whatever is planned: as late as that they may be.
    pub relaxed: sorted::Map<StopIdx, Vec<Window>>,
    /// Of a route that has begun.
    pub started: Option<Box<Started>>,
}

/// A route that has begun.
#[derive(Clone, Debug)]
pub struct Started {
    /// What has happened.
    pub progress: Progress,
    /// The day from there on.
    pub rest: VehicleDay,
}

impl Started {
    /// Of a day.
    #[must_use]
    pub fn new(progress: Progress, day: &VehicleDay) -> Box<Self> {
        let rest = progress.rest_of(day, true);
        Box::new(Self { progress, rest })
    }
}

impl Kept {
    /// Whether a plan may change everything.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.frozen.is_empty() && self.relaxed.is_empty() && self.started.is_none()
    }

    /// What has happened of a route with that sequence; `None` where nothing has.
    #[must_use]
    #[inline]
    pub fn started(&self, sequence: &[StopIdx]) -> Option<&Started> {
        let started = self.started.as_deref()?;
        let done = self.frozen.get(..started.progress.executed.len())?;
        sequence.starts_with(done).then_some(started)
    }

    /// The windows that a stop has instead of its own, which mostly no stop has.
    #[must_use]
    #[inline]
    pub fn relaxed(&self, stop: StopIdx) -> Option<&[Window]> {
        if self.relaxed.is_empty() {
            return None;
        }
        self.relaxed.get(&stop).map(Vec::as_slice)
    }

    /// Whether a sequence leaves what stays where it is.
    #[must_use]
    #[inline]
    pub fn allows(&self, sequence: &[StopIdx]) -> bool {
        sequence.starts_with(&self.frozen)
    }
}
