//! Places that make services late, for tasks that nothing can take in time (option
//! `elasticTimeWindows`).
//!
//! A tour knows when its items are reached at the earliest, however late; its latest moments are
//! those by which nothing is later than it is already. So every other part of the search finds and
//! keeps what makes nothing late. Here the delay behind a gap is followed until it is absorbed; what
//! looks best is priced exactly.

use super::Moment;
use super::hop::{Hop, hop};
use super::insertion::{Detour, Moments, Probe};
use super::objective::LATE;
use super::place::Place;
use super::tour::{Opening, TOO_LATE, Tour, WIDTH, advance};
use crate::problem::{Problem, StopIdx, Task, VehicleDay};
use crate::units::Money;

impl Tour {
    /// From the latest starts of an item to the latest arrivals, by number of breaks taken: in time,
    /// or, where it is late, as late as it is.
    pub(super) fn arrive_no_later(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        gap: usize,
        starts: &mut [Moment],
    ) {
        let (item, hop) = (self.items[gap], self.hops[gap]);
        let stretched = Opening::of(problem, day, item, hop.service);
        let in_time = Opening::in_time(problem, day, item, hop.service);
        let ready = &self.ready[gap * self.width..(gap + 1) * self.width];
        for (moment, ready) in starts.iter_mut().zip(ready) {
            let now = stretched.start((*ready + hop.travel).min(TOO_LATE));
            let is_late = now < TOO_LATE && in_time.lateness(now) > 0;
            *moment = if is_late { now.min(*moment) } else { in_time.latest_arrival(*moment) };
        }
    }
}

impl Probe<'_> {
    /// The place of a task with one or two stops that looks best when services may be late: what
    /// it adds without waiting, and what the seconds count by which it and what follows are later.
    pub(super) fn least_late(&self, task: &Task, work: &mut u64) -> Option<Place> {
        if self.tour.tasks >= self.day.max_orders || task.count > 2 {
            return None;
        }
        let mut best: Option<Place> = None;
        for gap in self.day.kept.frozen.len()..self.tour.gaps() {
            *work += 1;
            if task.count == 1 {
                self.one(task, gap, &mut best);
            } else {
                self.two(task, gap, work, &mut best);
            }
        }
        if self.tour.items.is_empty() {
            let begins = self.day.preparation + self.day.close_out;
            let begins = self.day.rates.activation + self.day.rates.service * begins;
            best.iter_mut().for_each(|best| best.cost += begins + self.day.opening);
        }
        best
    }

    fn one(&self, task: &Task, gap: usize, best: &mut Option<Place>) {
        let Some(detour) = self.detour(task.first, gap) else { return };
        if !self.limits_fit(detour) || !self.load_fits(task, gap) {
            return;
        }
        let mut delay = Delay::new(self.ready(gap));
        delay.serve_new(self, task.first, detour.into);
        self.offer_late((gap, gap), detour, &delay, best);
    }

    fn two(&self, task: &Task, gap: usize, work: &mut u64, best: &mut Option<Place>) {
        let (first, last) = (task.first, task.last());
        let Some(start) = self.detour(first, gap) else { return };
        let mut delay = Delay::new(self.ready(gap));
        delay.serve_new(self, first, start.into);
        if let Some(both) = self.both_here(first, last, gap, start.into) {
            let between = hop(self.problem, self.day, Some(self.place(first)), last, false);
            let mut delay = delay.clone();
            delay.serve_new(self, last, between.unwrap_or_default());
            if self.limits_fit(both) {
                self.offer_late((gap, gap), both, &delay, best);
            }
        }
        let mut out = start.out;
        for second in gap + 1..self.tour.gaps() {
            *work += 1;
            delay.serve_item(self, second - 1, out);
            if delay.is_lost() {
                return;
            }
            if let Some(end) = self.detour(last, second) {
                let mut delay = delay.clone();
                delay.serve_new(self, last, end.into);
                let both = Detour {
                    cost: start.cost + end.cost,
                    drive: start.drive + end.drive,
                    distance: start.distance + end.distance,
                    ..end
                };
                if self.limits_fit(both) {
                    self.offer_late((gap, second), both, &delay, best);
                }
            }
            out = self.tour.hops[second];
        }
    }

    /// Follows what comes behind the last new stop, and takes the place if it looks better.
    fn offer_late(
        &self,
        (gap, second): (usize, usize),
        detour: Detour,
        delay: &Delay,
        best: &mut Option<Place>,
    ) {
        let least = best.map_or(Money(i64::MAX), |best| best.cost);
        let mut delay = delay.clone();
        let mut out = detour.out;
        for at in second..self.tour.items.len() {
            if delay.is_lost() || delay.cost(detour) >= least {
                return;
            }
            delay.serve_item(self, at, out);
            if delay.is_absorbed(self, at + 1) {
                break;
            }
            out = self.tour.hops[at + 1];
        }
        let cost = delay.cost(detour);
        if !delay.is_lost() && cost < least {
            *best = Some(Place { cost, gap, second });
        }
    }
}

/// How late a tour gets behind what is new.
#[derive(Clone)]
struct Delay {
    /// Of leaving the item before, by number of breaks taken.
    moments: Moments,
    /// Seconds of lateness more than before.
    late: i64,
}

impl Delay {
    const fn new(moments: Moments) -> Self {
        Self { moments, late: 0 }
    }

    fn cost(&self, detour: Detour) -> Money {
        detour.cost + LATE * self.late
    }

    /// Nothing that follows can be reached.
    fn is_lost(&self) -> bool {
        self.moments.iter().all(|moment| *moment >= TOO_LATE)
    }

    /// Whether what follows is left when it was before.
    fn is_absorbed(&self, probe: &Probe<'_>, gap: usize) -> bool {
        self.moments == probe.ready(gap)
    }

    /// A stop that is not on the tour yet.
    fn serve_new(&mut self, probe: &Probe<'_>, stop: StopIdx, into: Hop) {
        let opening = Opening::of(probe.problem, probe.day, stop, into.service);
        self.advance(probe, into, opening);
        self.late += lateness(probe, stop, into.service, &self.moments).unwrap_or(0);
    }

    /// An item of the tour.
    fn serve_item(&mut self, probe: &Probe<'_>, at: usize, into: Hop) {
        let item = probe.tour.items[at];
        let opening = Opening::of(probe.problem, probe.day, item, into.service);
        self.advance(probe, into, opening);
        let late = lateness(probe, item, into.service, &self.moments).unwrap_or(0);
        let before = lateness(probe, item, probe.tour.hops[at].service, &probe.ready(at + 1));
        self.late += late - before.unwrap_or(late);
    }

    fn advance(&mut self, probe: &Probe<'_>, into: Hop, opening: Opening<'_>) {
        let mut next = [TOO_LATE; WIDTH];
        let width = probe.tour.width;
        let breaks = &probe.day.rest().breaks;
        advance(&self.moments[..width], &mut next[..width], into, opening, breaks);
        self.moments = next;
    }
}

/// Seconds by which an item that is left at the earliest of those moments starts too late; `None` =
/// it is not reached.
fn lateness(probe: &Probe<'_>, item: StopIdx, service: Moment, leave: &Moments) -> Option<i64> {
    let start = leave.iter().min().filter(|moment| **moment < TOO_LATE)? - service;
    Some(Opening::in_time(probe.problem, probe.day, item, service).lateness(start))
}
