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
        let chain = &self.chain;
        let over = |value: i64, limit: i64| value.saturating_sub(limit).max(0);
        let mut rough = Rough {
            too_long: over(chain.working + chain.driving, day.max_working),
            driving: over(chain.driving, day.max_driving),
            distance: over(chain.distance, day.max_distance),
            loads: load_profile(problem, day, sequence),
            unreachable: !chain.reachable,
            ..Rough::default()
        };
        let most = problem.elastic.as_ref().map_or(0, |elastic| elastic.most);
        let started = day.kept.started.as_deref();
        let mut at = started.map_or(0, |started| started.progress.executed.len());
        let mut starts = Vec::with_capacity(stops.len());
        let moment = follow(problem, day, chain, |visit, arrival, start| {
            if stops.contains(&visit.item) {
                starts.push(start);
            }
            let late = Opening::of(problem, day, visit).lateness(arrival) - most;
            if late > 0 {
                rough.late += late;
                rough.late_item = rough.late_item.or(Some(at));
            }
            at += 1;
        });
        rough.after_end = over(moment + chain.home_drive + day.close_out, day.window_end);
        (rough, starts)
    }
}

/// Tells every visit with its arrival and start; returns when the last one ends.
fn follow(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    mut tell: impl FnMut(&Visit, Sec, Sec),
) -> Sec {
    let started = day.kept.started.as_deref();
    let done = started.map_or(0, |started| started.progress.executed.len());
    let mut moment = day.rest().window_start + day.rest().preparation;
    for visit in chain.visits.iter().skip(done) {
        let arrival = moment + visit.drive + visit.parking;
        let start = Opening::of(problem, day, visit).start(arrival);
        tell(visit, arrival, start);
        moment = start + visit.service;
    }
    moment
}
