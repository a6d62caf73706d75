//! How badly a sequence fails, roughly and fast: for choosing which attempt to evaluate exactly.

use super::chain::{Chain, Visit};
use super::evaluate::Scheduler;
use super::loads::{LoadProfile, load_profile};
use super::opening::Opening;
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::units::{Mt, Sec};

/// What a sequence breaks when leaving at the start of the working window without breaks: no departure
/// and no break makes any of it less, but for waiting that a later departure avoids nothing is added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rough {
    /// Σ seconds that services start after their last window, or later than they may.
    pub late: Sec,
    /// Index in the sequence of the first of them.
    pub late_item: Option<usize>,
    /// Seconds after the end of the working window.
    pub after_end: Sec,
    /// Seconds of work above the working time.
    pub too_long: Sec,
    /// Seconds of driving above its limit.
    pub driving: Sec,
    /// Metres above their limit.
    pub distance: Mt,
    /// Loads against their limits.
    pub loads: LoadProfile,
    /// A leg cannot be driven.
    pub unreachable: bool,
}

impl Rough {
    /// How bad it is altogether: loads and metres count as seconds, an unreachable leg as a month.
    #[must_use]
    pub const fn sum(&self) -> i64 {
        let unreachable = if self.unreachable { 30 * 86_400 } else { 0 };
        let time = self.late + self.after_end + self.too_long + self.driving;
        time + self.distance + self.loads.excess + unreachable
    }
}

impl Scheduler {
    /// A rough look at a sequence; a small part of the work of [`Scheduler::evaluate`].
    pub fn rough(&mut self, problem: &Problem, day: &VehicleDay, sequence: &[StopIdx]) -> Rough {
        self.rough_starts(problem, day, sequence, &[]).0
    }

    /// The same, and when some stops of the sequence would start.
    pub fn rough_starts(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        stops: &[StopIdx],
    ) -> (Rough, Vec<Sec>) {
        self.chain.fill(problem, day, sequence);
        let mut starts = Vec::with_capacity(stops.len());
        let rough = self.look(problem, day, sequence, i64::MAX, |visit, start| {
            if stops.contains(&visit.item) {
                starts.push(start);
            }
        });
        (rough, starts)
    }

    /// How bad each of some sequences of one day is that are much alike. Once one is worse than what
    /// `tell` gave back last, the rest of it is not looked at.
    pub fn rough_each(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequences: &mut dyn Iterator<Item = Vec<StopIdx>>,
        tell: &mut dyn FnMut(&Rough, Vec<StopIdx>) -> i64,
    ) {
        let mut most = i64::MAX;
        let mut last = Chain::default();
        for sequence in sequences {
            std::mem::swap(&mut self.chain, &mut last);
            self.chain.fill_like(&last, problem, day, &sequence);
            let rough = self.look(problem, day, &sequence, most, |_, _| ());
            most = tell(&rough, sequence);
        }
    }

    /// What the sequence breaks whose chain this is; not to its end where it is worse than `most`.
    fn look(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        most: i64,
        mut tell: impl FnMut(&Visit, Sec),
    ) -> Rough {
        let chain = &self.chain;
        let over = |value: i64, limit: i64| value.saturating_sub(limit).max(0);
        let mut rough = Rough {
            too_long: over(chain.working + chain.driving, day.max_working),
            driving: over(chain.driving, day.max_driving),
            distance: over(chain.distance, day.max_distance),
            unreachable: !chain.reachable,
            ..Rough::default()
        };
        let allowed = problem.elastic.as_ref().map_or(0, |elastic| elastic.most);
        let most_late = most.saturating_sub(rough.sum());
        let started = day.kept.started.as_deref();
        let done = started.map_or(0, |started| started.progress.executed.len());
        let mut moment = day.rest().window_start + day.rest().preparation;
        for (at, visit) in chain.visits.iter().enumerate().skip(done) {
            let arrival = moment + visit.drive + visit.parking;
            let opening = Opening::of(problem, day, visit);
            let late = opening.lateness(arrival) - allowed;
            if late > 0 {
                rough.late += late;
                rough.late_item = rough.late_item.or(Some(at));
            }
            if rough.late > most_late {
                return rough;
            }
            let start = opening.start(arrival);
            tell(visit, start);
            moment = start + visit.service;
        }
        rough.after_end = over(moment + chain.home_drive + day.close_out, day.window_end);
        rough.loads = load_profile(problem, day, sequence);
        rough
    }
}
