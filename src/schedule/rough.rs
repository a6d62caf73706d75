//! How badly a sequence fails, roughly and fast: for choosing which attempt to evaluate exactly.

use super::chain::{Chain, Visit};
use super::evaluate::Scheduler;
use super::loads::{LoadProfile, load_profile};
use super::opening::Opening;
use super::overrun::least_late;
use crate::problem::{Break, Problem, StopIdx, VehicleDay};
use crate::units::{Mt, Sec};

/// What a sequence breaks when leaving at the start of the working window without breaks: no departure
/// and no break makes any of it less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rough {
    /// Σ seconds that services start after their last window, or later than they may.
    pub late: Sec,
    /// Index in the sequence of the latest of them, of equals the first, and its part.
    pub latest: Option<(usize, Sec)>,
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
    /// No timing is better than that one: no break is due and waiting does not make it too long. So
    /// all of that is what the evaluator says, too.
    pub is_exact: bool,
}

impl Rough {
    /// How bad a leg is that cannot be driven.
    pub const UNREACHABLE: i64 = 30 * 86_400;

    /// How bad it is altogether: loads and metres count as seconds, an unreachable leg as a month.
    #[must_use]
    pub const fn sum(&self) -> i64 {
        let unreachable = if self.unreachable { Self::UNREACHABLE } else { 0 };
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
        let rough = self.look(problem, day, sequence, i64::MAX, &mut |visit, start| {
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
        // What was looked at before may have been of another day.
        self.chain.visits.clear();
        for sequence in sequences {
            std::mem::swap(&mut self.chain, &mut last);
            self.chain.fill_like(&last, problem, day, &sequence);
            let rough = self.look(problem, day, &sequence, most, &mut |_, _| ());
            most = tell(&rough, sequence);
        }
    }

    /// At least so many seconds services, breaks and the end are late and the work too long, whatever
    /// the departure and the breaks, and whether [`Scheduler::evaluate`] finds no more; where that is
    /// more than `most`, only that it is more.
    pub fn least_late(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        most: Sec,
    ) -> (Sec, bool) {
        self.chain.fill(problem, day, sequence);
        least_late(problem, day, &self.chain, most)
    }

    /// What the sequence breaks whose chain this is; not to its end where it is worse than `most`.
    fn look(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        most: i64,
        tell: &mut dyn FnMut(&Visit, Sec),
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
        let started = day.kept.started.as_deref();
        let done = started.map_or(0, |started| started.progress.executed.len());
        let work = chain.working + chain.driving;
        if started.is_none() {
            rough.after_end = over(day.window_start + work, day.window_end);
        }
        let most_late = most.saturating_sub(rough.sum());
        if most_late < 0 {
            return rough;
        }
        let mut moment = day.rest().window_start + day.rest().preparation;
        for (at, visit) in chain.visits.iter().enumerate().skip(done) {
            let arrival = moment + visit.drive + visit.parking;
            let opening = Opening::of(problem, day, visit);
            let late = opening.lateness(arrival) - allowed;
            if late > 0 {
                rough.late += late;
                if rough.latest.is_none_or(|(_, most)| late > most) {
                    rough.latest = Some((at, late));
                }
            }
            if rough.late > most_late {
                return rough;
            }
            let start = opening.start(arrival);
            tell(visit, start);
            moment = start + visit.service;
        }
        let end = moment + chain.home_drive + day.close_out;
        rough.after_end = over(end, day.window_end);
        let breaks = &day.breaks;
        let is_due = |given: &Break| given.end >= day.window_start && end > given.start;
        if started.is_none() && breaks.iter().any(is_due) {
            let (after_end, too_long) = with_breaks(day, work, end);
            rough.after_end = rough.after_end.max(after_end);
            rough.too_long = rough.too_long.max(too_long);
        } else if started.is_none() {
            rough.is_exact = over(end - day.window_start, day.max_working) == rough.too_long;
        }
        rough.loads = load_profile(problem, day, sequence);
        rough
    }
}

/// Seconds after the end of the working window and above the working time that so much work comes to at
/// least with the breaks that are due, for a route that does not end before `end`. Later departures
/// leave breaks behind.
#[inline(never)]
pub(super) fn with_breaks(day: &VehicleDay, work: Sec, end: Sec) -> (Sec, Sec) {
    let last = day.latest_departure();
    let (mut after_end, mut too_long) = (Sec::MAX, Sec::MAX);
    let mut from = day.window_start.min(last);
    for (passed, to) in (0..).zip(day.breaks.iter().map(|given| given.end).chain([last])) {
        if from <= to.min(last) {
            let end = end.max(from + work);
            let due = day.breaks.iter().skip(passed).filter(|given| end > given.start);
            let length = work + due.map(|given| given.duration).sum::<Sec>();
            after_end = after_end.min(from + length - day.window_end);
            too_long = too_long.min(length.saturating_sub(day.max_working));
        }
        from = from.max(to.saturating_add(1));
    }
    (after_end.max(0), too_long.max(0))
}
