//! The cheapest place of a task with two stops in a plain tour: costs per gap once for each stop,
//! so that a pair of gaps is a sum, and times only where the sum promises to be cheapest (the bound
//! on what the second stop adds: compare Pacheco et al., "Exponential-size neighborhoods for the
//! pickup-and-delivery traveling salesman problem", arXiv 2107.05189).

use super::hop::{Hop, hop};
use super::insertion::{ANY_COST, Detour, Moments, Probe};
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
    /// By gap: what the last stop adds on the way out of it, and the least that it adds there or
    /// later.
    last: Vec<(Money, Money)>,
    /// What the two services cost.
    services: [Money; 2],
    /// Between the two stops, where they follow each other.
    between: Option<Hop>,
}

impl Pair<'_> {
    /// The least that the last stop adds in a gap or later; [`ANY_COST`] where it cannot be there.
    #[inline]
    fn least_from(&self, gap: usize) -> Money {
        let at = gap.max(self.gaps.start) - self.gaps.start;
        self.last.get(at).map_or(ANY_COST, |(_, least)| *least)
    }

    /// What the last stop adds on the way out of it.
    #[inline]
    fn out_of_last(&self, gap: usize) -> Money {
        let at = gap.checked_sub(self.gaps.start);
        at.and_then(|at| self.last.get(at)).map_or(ANY_COST, |(out, _)| *out)
    }
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
        let starts = starts.start..starts.end.min(gaps.end);
        if starts.is_empty() {
            return None;
        }
        let service =
            |stop: StopIdx| self.day.rates.service * self.problem.stops[stop as usize].service;
        let services = [service(first), service(last)];
        let mut least = ANY_COST;
        let mut adds = vec![(ANY_COST, ANY_COST); gaps.len()];
        for (gap, adds) in gaps.clone().zip(&mut adds).rev() {
            let (into, out) = self.plain_costs(last, last_rows, gap);
            least = least.min(into + out - self.tour.hops[gap].cost + services[1]);
            *adds = (out, least);
        }
        let between = hop(self.problem, self.day, Some(self.place(first)), last, false);
        let pair = Pair { task, first_rows, last_rows, gaps, last: adds, services, between };
        let mut best: Option<Place> = None;
        for gap in starts {
            *work += 1;
            self.follow(&pair, gap, rng, work, &mut best);
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
        let (cost_in, cost_out) = self.plain_costs(first, pair.first_rows, gap);
        let begun = cost_in - self.tour.hops[gap].cost + pair.services[0];
        let both_cost = pair.between.map_or(ANY_COST, |between| {
            begun + between.cost + pair.out_of_last(gap) + pair.services[1]
        });
        // Where only the way on from the first stop is missing, the last may still follow at once.
        let later = self.wants(begun + cost_out + pair.least_from(gap + 1), *best);
        let at_once = self.wants(both_cost, *best);
        if !(at_once || later) || !self.carries(pair.task, gap) {
            return;
        }
        let Some(into) = self.plain_into(first, pair.first_rows, gap) else { return };
        let together = if at_once { self.both(pair, gap, into) } else { None };
        let together = together.filter(|both| self.limits_fit(*both));
        if (together.is_none() && !later) || self.blinks(rng) {
            return;
        }
        let moments = self.serve(first, self.ready(gap), into);
        if let Some(both) = together {
            let done = self.serve(last, moments, pair.between.unwrap_or_default());
            if self.on_time(&done, both.out, gap) {
                *best = Some(Place { cost: both.cost, gap, second: gap });
            }
        }
        if let Some(start) = self.plain_detour(first, pair.first_rows, gap) {
            self.follow_later(pair, (gap, start), moments, work, best);
        }
    }

    /// The same but for its own gap: the first stop is reached and left by `start` at these moments.
    fn follow_later(
        &self,
        pair: &Pair<'_>,
        (gap, start): (usize, Detour),
        mut moments: Moments,
        work: &mut u64,
        best: &mut Option<Place>,
    ) {
        let last = pair.task.last();
        let mut leave = start.out;
        let width = self.tour.width;
        for second in gap + 1..pair.gaps.end {
            // The item between the two gaps is reached later than before, or too late.
            if !self.wants(start.cost + pair.least_from(second), *best)
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
            if self.wants(both.cost, *best) && self.limits_fit(both) {
                let done = self.serve(last, moments, end.into);
                if self.on_time(&done, both.out, second) {
                    *best = Some(Place { cost: both.cost, gap, second });
                }
            }
        }
    }

    /// Whether a place of that cost is cheaper than what there is.
    #[inline]
    fn wants(&self, cost: Money, best: Option<Place>) -> bool {
        cost < best.map_or(self.dearest, |best| best.cost)
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
