//! The departure and the breaks of a sequence that may be late (option `elasticTimeWindows`): those
//! of SEMANTICS 2.3, which is the least overrun, as far as nothing but time windows is missed, and
//! none by more than is allowed.

use super::chain::Chain;
use super::choose::{Choice, Layers, Timing, choose};
use super::opening::Opening;
use super::overrun::least_overrun;
use super::place::TakenBreak;
use crate::problem::{Break, Problem, VehicleDay};
use crate::units::{Money, Sec};

/// The best choice in time; where services may be late, otherwise the best of those that are.
#[inline]
pub(super) fn choose_planned(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    layers: &mut Layers,
) -> Option<Choice> {
    let in_time = choose(problem, day, chain, layers);
    match &problem.elastic {
        Some(elastic) if in_time.is_none() => late(problem, day, chain, elastic.most),
        _ => in_time,
    }
}

/// The choice where no departure is in time.
#[cold]
fn late(problem: &Problem, day: &VehicleDay, chain: &Chain, most: Sec) -> Option<Choice> {
    let run = Run { problem, day, chain, most };
    // Nothing is earlier than without breaks from the start of the window.
    let earliest = run.follow(day.window_start, &[])?;
    let timing = run.without_breaks(&earliest);
    debug_assert!(
        timing.as_ref().is_none_or(|timing| *timing == least_overrun(problem, day, chain)),
        "what is found at once is what is found by trying everything"
    );
    let timing = timing.unwrap_or_else(|| least_overrun(problem, day, chain));
    let Followed { end, late, .. } = run.follow(timing.departure, &timing.breaks)?;
    let is_kept = end <= day.window_end
        && end.saturating_sub(timing.departure) <= day.max_working
        && late == timing.overrun;
    is_kept.then(|| {
        let break_time = timing.breaks.iter().map(|taken| taken.given.duration).sum();
        let is_first = |own: &TakenBreak| day.breaks.iter().position(|given| *given == own.given);
        let idle = end - timing.departure - chain.working - chain.driving - break_time;
        Choice {
            departure: timing.departure,
            end,
            first_break: timing.breaks.first().and_then(is_first).unwrap_or(0),
            taken: timing.breaks.len(),
            break_time,
            cost: day.rates.idle * idle + day.rates.break_time * break_time,
            late,
        }
    })
}

struct Run<'p> {
    problem: &'p Problem,
    day: &'p VehicleDay,
    chain: &'p Chain,
    /// Seconds that a service may be late at most.
    most: Sec,
}

/// What comes of a departure with known breaks.
struct Followed {
    end: Sec,
    /// Σ seconds after last windows.
    late: Sec,
    /// The first visit that is late, and when it is reached.
    first_late: Option<(usize, Sec)>,
}

impl Run<'_> {
    /// `None` where a service is too late or the end after the working window.
    fn follow(&self, departure: Sec, breaks: &[TakenBreak]) -> Option<Followed> {
        let not_before = self.chain.not_before;
        let mut breaks = breaks.iter().peekable();
        let mut take = |spot: usize, mut moment: Sec| {
            while let Some(own) = breaks.next_if(|own| own.spot == spot) {
                moment = moment.max(not_before).max(own.given.start) + own.given.duration;
            }
            moment
        };
        let mut moment = departure + self.day.preparation;
        let (mut late, mut first_late) = (0, None);
        for (at, visit) in self.chain.visits.iter().enumerate() {
            moment = take(2 * at, moment) + visit.drive + visit.parking;
            moment = take(2 * at + 1, moment.max(not_before));
            let opening = Opening::of(self.problem, self.day, visit);
            let by = opening.lateness(moment);
            if by > self.most {
                return None;
            }
            if by > 0 {
                late += by;
                first_late = first_late.or(Some((at, moment)));
            }
            moment = opening.start(moment) + visit.service;
        }
        moment = take(2 * self.chain.visits.len(), moment) + self.chain.home_drive;
        let end = moment.max(not_before) + self.day.close_out;
        (end <= self.day.window_end).then_some(Followed { end, late, first_late })
    }

    /// The timing, where it is plain: no break is due and the working time is kept. Leaving at the
    /// start of the window is least late then, and as late as later departures by which the first
    /// late visit is reached at the same moment: the rest goes on from there as it did.
    fn without_breaks(&self, earliest: &Followed) -> Option<Timing> {
        let day = self.day;
        let departure = day.window_start;
        let &Followed { end, late, first_late } = earliest;
        let is_due = |given: &Break| given.end >= departure && end > given.start;
        let (visit, reached) = first_late?;
        if day.breaks.iter().any(is_due) {
            return None;
        }
        let too_long = (end - departure).saturating_sub(day.max_working).max(0);
        let latest = match day.flexible_start {
            true => self.latest_departure(visit, reached).min(day.window_end),
            false => departure,
        };
        if departure + too_long > latest {
            return None;
        }
        let is_idle_dear = day.rates.idle > Money::ZERO;
        let departure = if is_idle_dear { latest } else { departure + too_long };
        Some(Timing { departure, end, breaks: Vec::new(), overrun: late })
    }

    /// The latest departure by which a visit is reached at that moment, which is the earliest.
    fn latest_departure(&self, visit: usize, reached: Sec) -> Sec {
        let (before, own) = (&self.chain.visits[..visit], &self.chain.visits[visit]);
        let mut latest = reached - own.drive - own.parking;
        for visit in before.iter().rev() {
            let opening = Opening::of(self.problem, self.day, visit);
            let arrival = opening.latest_arrival(latest - visit.service);
            latest = arrival.unwrap_or(latest - visit.service) - visit.drive - visit.parking;
        }
        latest - self.day.preparation
    }
}
