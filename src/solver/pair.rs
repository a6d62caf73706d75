//! The cheapest place of a task with two stops in a plain tour: costs per gap once for each stop,
//! so that a pair of gaps is a sum, and times only where the sum promises to be cheapest (the bound
//! on what the second stop adds: compare Pacheco et al., "Exponential-size neighborhoods for the
//! pickup-and-delivery traveling salesman problem", arXiv 2107.05189).

use super::hop::{Hop, hop};
use super::insertion::{Detour, Probe};
use super::place::Place;
use super::plain::Rows;
use super::tour::{Opening, TOO_LATE, WIDTH, advance};
use crate::problem::{StopIdx, Task};
use crate::rng::Rng;
use crate::units::Money;

/// The two stops and what the second adds by gap, from the first gap it may be in.
struct Pair<'p> {
    task: &'p Task,
    first_rows: Rows<'p>,
    last_rows: Rows<'p>,
    /// Gaps where the last stop is in time for its windows.
    gaps: std::ops::Range<usize>,
    /// Of the gap and all after it: the least that the last stop adds.
    least_from: Vec<Money>,
    /// Between the two stops, where they follow each other.
    between: Option<Hop>,
}

impl Probe<'_> {
    /// As [`Probe::best`], for a tour and two stops without depots.
    pub(super) fn best_pair(
        &self,
        task: &Task,
        (first_rows, last_rows): (Rows<'_>, Rows<'_>),
        rng: &mut Rng,
        work: &mut u64,
    ) -> Option<Place> {
        let (first, last) = (task.first, task.last());
        let starts = self.open_gaps(first);
        let gaps = self.open_gaps(last);
        let gaps = gaps.start.max(starts.start)..gaps.end;
        let from = Some(self.place(first));
        let between = hop(self.problem, self.day, from, last, false);
        let mut least = Money(i64::MAX / 4);
        let mut least_from = vec![least; gaps.len()];
        for gap in gaps.clone().rev() {
            let cost = self.plain_detour(last, last_rows, gap).map(|detour| detour.cost);
            least = cost.map_or(least, |cost| least.min(cost));
            least_from[gap - gaps.start] = least;
        }
        let pair = Pair { task, first_rows, last_rows, gaps, least_from, between };
        let mut best: Option<Place> = None;
        for gap in starts.start..starts.end.min(pair.gaps.end) {
            *work += 1;
            if self.carries(task, gap) {
                self.follow(&pair, gap, rng, work, &mut best);
            }
        }
        best
    }

    /// With the first stop in `gap`, every gap of the last that may be cheapest.
    fn follow(
        &self,
        pair: &Pair<'_>,
        gap: usize,
        rng: &mut Rng,
        work: &mut u64,
        best: &mut Option<Place>,
    ) {
        let (first, last) = (pair.task.first, pair.task.last());
        let Some(into) = self.plain_into(first, pair.first_rows, gap) else { return };
        // Where only the way on from the first stop is missing, the last may still follow at once.
        let start = self.plain_detour(first, pair.first_rows, gap);
        let wanted = |cost: Money, best: &Option<Place>| best.is_none_or(|best| cost < best.cost);
        let rest = |at: usize| {
            let at = at.max(pair.gaps.start) - pair.gaps.start;
            Some(start?.cost + *pair.least_from.get(at)?)
        };
        let together = if pair.gaps.contains(&gap) { self.both(pair, gap, into) } else { None };
        let together = together.filter(|both| wanted(both.cost, best) && self.limits_fit(*both));
        let later = rest(gap + 1).is_some_and(|cost| wanted(cost, best));
        if (together.is_none() && !later) || self.blinks(rng) {
            return;
        }
        let mut moments = self.serve(first, self.ready(gap), into);
        if let Some(both) = together {
            let done = self.serve(last, moments, pair.between.unwrap_or_default());
            if self.on_time(&done, both.out, gap) {
                *best = Some(Place { cost: both.cost, gap, second: gap });
            }
        }
        let Some(start) = start else { return };
        let mut leave = start.out;
        let width = self.tour.width;
        for second in gap + 1..pair.gaps.end {
            // The item between the two gaps is reached later than before, or too late.
            if !rest(second).is_some_and(|cost| wanted(cost, best))
                || !self.on_time(&moments, leave, second - 1)
                || !self.carries(pair.task, second)
            {
                return;
            }
            *work += 1;
            let item = self.tour.items[second - 1];
            let opening = Opening::of(self.problem, self.day, item, leave.service);
            let mut next = [TOO_LATE; WIDTH];
            let (from, to) = (&moments[..width], &mut next[..width]);
            advance(from, to, leave, opening, &self.day.rest().breaks);
            moments = next;
            leave = self.tour.hops[second];
            if second < pair.gaps.start {
                continue;
            }
            let Some(end) = self.plain_detour(last, pair.last_rows, second) else { continue };
            let both = Detour {
                cost: start.cost + end.cost,
                drive: start.drive + end.drive,
                distance: start.distance + end.distance,
                ..end
            };
            if wanted(both.cost, best) && self.limits_fit(both) {
                let done = self.serve(last, moments, end.into);
                if self.on_time(&done, both.out, second) {
                    *best = Some(Place { cost: both.cost, gap, second });
                }
            }
        }
    }

    /// Both stops one after the other in one gap; `into` leads to the first.
    fn both(&self, pair: &Pair<'_>, gap: usize, into: Hop) -> Option<Detour> {
        let out = self.plain_out(pair.task.last(), pair.last_rows, gap)?;
        let service = |stop: StopIdx| self.problem.stops[stop as usize].service;
        let services = service(pair.task.first) + service(pair.task.last());
        let old = self.tour.hops[gap];
        let between = pair.between?;
        Some(Detour {
            into,
            out,
            cost: into.cost + between.cost + out.cost - old.cost
                + self.day.rates.service * services,
            drive: i64::from(into.drive + between.drive + out.drive - old.drive),
            distance: i64::from(into.distance)
                + i64::from(between.distance)
                + i64::from(out.distance)
                - i64::from(old.distance),
        })
    }
}
