//! The cheapest place of a task in a tour, by what [`Tour`] knows: O(1) per gap for one stop,
//! O(gaps²) at most for two, cut off where time or load cannot be kept (compare Pacheco et al.,
//! "Exponential-size neighborhoods for the pickup-and-delivery traveling salesman problem",
//! arXiv 2107.05189, for the pair). More stops: [`super::interleave`].

use super::Moment;
use super::hop::{Hop, hop, hop_home, narrow, place_of};
use super::place::Place;
use super::plain::{Rows, Single};
use super::tour::{Opening, TOO_LATE, Tour, WIDTH, advance};
use crate::problem::{NOWHERE, Problem, StopIdx, Task, VehicleDay};
use crate::rng::Rng;
use crate::units::Money;

/// Takes places as they are found.
pub(super) trait Sink: Default {
    /// Whether a place of that cost is of interest.
    fn wants(&self, cost: Money) -> bool;
    fn take(&mut self, place: Place);
}

/// The first of the cheapest.
impl Sink for Option<Place> {
    #[inline]
    fn wants(&self, cost: Money) -> bool {
        self.is_none_or(|best| cost < best.cost)
    }

    #[inline]
    fn take(&mut self, place: Place) {
        *self = Some(place);
    }
}

/// All of them.
impl Sink for Vec<Place> {
    fn wants(&self, _: Money) -> bool {
        true
    }

    fn take(&mut self, place: Place) {
        self.push(place);
    }
}

/// Probes one tour for one task.
pub(super) struct Probe<'p> {
    pub(super) problem: &'p Problem,
    pub(super) day: &'p VehicleDay,
    pub(super) tour: &'p Tour,
    /// Positions are skipped once in that many; 0 = never (blinks: Christiaens and Vanden Berghe,
    /// "Slack induction by string removals", Transportation Science 54(2), 2020).
    pub(super) blink: u32,
    /// Only what costs less is of interest to [`Probe::best`].
    pub(super) dearest: Money,
}

/// Dearer than any place.
pub(super) const ANY_COST: Money = Money(i64::MAX / 4);

/// Moments by number of breaks taken.
pub(super) type Moments = [Moment; WIDTH];

impl Probe<'_> {
    /// The cheapest place, or `None`. `work` grows by the positions looked at.
    pub(super) fn best(&self, task: &Task, rng: &mut Rng, work: &mut u64) -> Option<Place> {
        if !self.has_room(task) {
            return None;
        }
        let is_plain = self.is_plain(task);
        let rows = |stop: StopIdx| {
            let place = Some(self.place(stop)).filter(|_| is_plain)?;
            Rows::new(self.problem, self.day, place)
        };
        let best = match (task.count, rows(task.first), rows(task.last())) {
            (1, ..) if is_plain => {
                self.best_single(&Single::new(self.problem, self.day, task), rng, work)
            }
            (2, Some(first), Some(last)) if task.stays_between => {
                self.best_pair(task, (first, last), rng, work)
            }
            _ => self.collect(task, rng, work),
        };
        debug_assert!(
            self.blink > 0
                || self.dearest < ANY_COST
                || self.problem.elastic.is_some()
                || best.map(|best| best.cost) == self.least_cost(task),
            "the fast ways find what costs least"
        );
        let mut best = best?;
        if self.tour.items.is_empty() {
            best.cost += self.day.rates.activation
                + self.day.opening
                + self.day.rates.service * (self.day.preparation + self.day.close_out);
        }
        Some(best)
    }

    /// False where the vehicle has orders or goods enough without the task.
    #[inline]
    pub(super) fn has_room(&self, task: &Task) -> bool {
        self.tour.tasks < self.day.max_orders && !self.is_full(task)
    }

    /// What the cheapest place costs, found the plain way.
    fn least_cost(&self, task: &Task) -> Option<Money> {
        let found: Option<Place> = self.collect(task, &mut Rng::new(0), &mut 0);
        found.map(|place| place.cost)
    }

    /// Every place, with what it adds without waiting.
    pub(super) fn all(&self, task: &Task) -> Vec<Place> {
        if self.tour.tasks >= self.day.max_orders {
            return Vec::new();
        }
        self.collect(task, &mut Rng::new(0), &mut 0)
    }

    fn collect<S: Sink>(&self, task: &Task, rng: &mut Rng, work: &mut u64) -> S {
        let mut sink = S::default();
        match task.count {
            1 => self.single(task, rng, work, &mut sink),
            2 if task.stays_between => self.pair(task, rng, work, &mut sink),
            _ => self.interleave(task, rng, work, &mut sink),
        }
        sink
    }

    #[inline]
    pub(super) fn blinks(&self, rng: &mut Rng) -> bool {
        self.blink > 0 && rng.one_in(self.blink)
    }

    /// Whether the stops and their tour are without depots, and the stops somewhere.
    pub(super) fn is_plain(&self, task: &Task) -> bool {
        let is_plain = |stop: StopIdx| {
            let stop = &self.problem.stops[stop as usize];
            stop.depot.is_none() && stop.place != NOWHERE
        };
        self.tour.is_plain && task.stops().all(is_plain)
    }

    /// What a stop in a gap adds that is reached and left so.
    #[inline]
    pub(super) fn detour_by(&self, stop: StopIdx, gap: usize, into: Hop, out: Hop) -> Detour {
        let old = self.tour.hops[gap];
        let service = self.problem.stops[stop as usize].service;
        Detour {
            into,
            out,
            cost: into.cost + out.cost - old.cost + self.day.rates.service * service,
            drive: i64::from(into.drive) + i64::from(out.drive) - i64::from(old.drive),
            distance: i64::from(into.distance) + i64::from(out.distance) - i64::from(old.distance),
        }
    }

    /// The gaps that are neither too late nor too early for a stop, whatever the way to it.
    pub(super) fn open_gaps(&self, stop: StopIdx) -> std::ops::Range<usize> {
        let width = self.tour.width;
        let windows = self.problem.windows_of(stop, self.day);
        let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
            return 0..self.tour.gaps();
        };
        let done = narrow(first.start + self.problem.stops[stop as usize].service);
        let closes = narrow(last.end);
        // Both lists ascend: the later in the tour, the later the moments.
        let gaps = self.tour.gaps();
        let from = first_gap(0..gaps, |gap| self.tour.latest[(gap + 1) * width - 1] >= done);
        from..first_gap(from..gaps, |gap| self.tour.ready[gap * width] > closes)
    }

    fn single<S: Sink>(&self, task: &Task, rng: &mut Rng, work: &mut u64, sink: &mut S) {
        let stop = task.first;
        for gap in 0..self.tour.gaps() {
            *work += 1;
            if !self.load_fits(task, gap) || self.blinks(rng) {
                continue;
            }
            let Some(detour) = self.detour(stop, gap) else { continue };
            if !sink.wants(detour.cost) || !self.limits_fit(detour) {
                continue;
            }
            let done = self.serve(stop, self.ready(gap), detour.into);
            if self.on_time(&done, detour.out, gap) {
                sink.take(Place { cost: detour.cost, gap, second: gap });
            }
        }
    }

    fn pair<S: Sink>(&self, task: &Task, rng: &mut Rng, work: &mut u64, sink: &mut S) {
        for gap in 0..self.tour.gaps() {
            *work += 1;
            if self.blinks(rng) || !self.carries(task, gap) {
                continue;
            }
            self.seconds(task, gap, work, sink);
        }
    }

    /// With the first stop in `gap`, every gap of the second.
    fn seconds<S: Sink>(&self, task: &Task, gap: usize, work: &mut u64, sink: &mut S) {
        let (first, last) = (task.first, task.last());
        let before = self.tour.place_before(self.problem, self.day, gap);
        let Some(into) = hop(self.problem, self.day, before, first, gap == 0) else { return };
        let mut moments = self.serve(first, self.ready(gap), into);
        if let Some(both) = self.both_here(first, last, gap, into) {
            let second = hop(self.problem, self.day, Some(self.place(first)), last, false);
            let done = self.serve(last, moments, second.unwrap_or_default());
            self.offer(both, gap, gap, &done, sink);
        }
        let Some(start) = self.detour(first, gap) else { return };
        let mut leave = start.out;
        for second in gap + 1..self.tour.gaps() {
            *work += 1;
            // The item between the two gaps is reached later than before, or too late.
            let item = self.tour.items[second - 1];
            if !self.on_time(&moments, leave, second - 1) || !self.carries(task, second) {
                return;
            }
            let mut next = [TOO_LATE; WIDTH];
            let opening = Opening::of(self.problem, self.day, item, leave.service);
            let width = self.tour.width;
            let (from, to) = (&moments[..width], &mut next[..width]);
            advance(from, to, leave, opening, &self.day.rest().breaks);
            moments = next;
            if let Some(end) = self.detour(last, second) {
                let done = self.serve(last, moments, end.into);
                let both = Detour {
                    cost: start.cost + end.cost,
                    drive: start.drive + end.drive,
                    distance: start.distance + end.distance,
                    ..end
                };
                self.offer(both, gap, second, &done, sink);
            }
            leave = self.tour.hops[second];
        }
    }

    fn offer<S: Sink>(
        &self,
        detour: Detour,
        gap: usize,
        second: usize,
        done: &Moments,
        sink: &mut S,
    ) {
        let wanted = sink.wants(detour.cost) && self.limits_fit(detour);
        if wanted && self.on_time(done, detour.out, second) {
            sink.take(Place { cost: detour.cost, gap, second });
        }
    }

    /// Both stops one after the other in one gap.
    pub(super) fn both_here(
        &self,
        first: StopIdx,
        last: StopIdx,
        gap: usize,
        into: Hop,
    ) -> Option<Detour> {
        let between = hop(self.problem, self.day, Some(self.place(first)), last, false)?;
        let out = self.hop_out(last, gap)?;
        let old = self.tour.hops[gap];
        let service = |stop: StopIdx| self.problem.stops[stop as usize].service;
        Some(Detour {
            into,
            out,
            cost: into.cost + between.cost + out.cost - old.cost
                + self.day.rates.service * (service(first) + service(last)),
            drive: i64::from(into.drive + between.drive + out.drive - old.drive),
            distance: i64::from(into.distance)
                + i64::from(between.distance)
                + i64::from(out.distance)
                - i64::from(old.distance),
        })
    }

    pub(super) fn place(&self, item: StopIdx) -> u32 {
        place_of(self.problem, self.day, item)
    }

    pub(super) fn ready(&self, gap: usize) -> Moments {
        let mut moments = [TOO_LATE; WIDTH];
        let width = self.tour.width;
        moments[..width].copy_from_slice(&self.tour.ready[gap * width..(gap + 1) * width]);
        moments
    }

    /// The moments of leaving a stop that is reached by `into`.
    #[inline]
    pub(super) fn serve(&self, stop: StopIdx, from: Moments, into: Hop) -> Moments {
        let mut done = [TOO_LATE; WIDTH];
        let opening = Opening::of_stop(self.problem, self.day, stop, into.service);
        let width = self.tour.width;
        advance(&from[..width], &mut done[..width], into, opening, &self.day.rest().breaks);
        done
    }

    /// Whether what follows a gap can still be kept.
    #[inline]
    pub(super) fn on_time(&self, done: &Moments, out: Hop, gap: usize) -> bool {
        if out.service != self.tour.hops[gap].service {
            return self.on_time_after_next(done, out, gap);
        }
        let width = self.tour.width;
        let latest = &self.tour.latest[gap * width..(gap + 1) * width];
        done.iter().zip(latest).any(|(moment, latest)| moment + out.travel <= *latest)
    }

    /// The same where the next item takes longer or shorter than before: it pays a set-up now, or
    /// no more. Then what counts is when it is left.
    #[cold]
    fn on_time_after_next(&self, done: &Moments, out: Hop, gap: usize) -> bool {
        let Some(item) = self.tour.items.get(gap) else { return false };
        // The next item may be the last that stays: what is left of the tour says nothing of it.
        if gap < self.day.kept.frozen.len() {
            return false;
        }
        let (width, travel) = (self.tour.width, self.tour.hops[gap + 1].travel);
        let mut left = [TOO_LATE; WIDTH];
        let opening = Opening::of(self.problem, self.day, *item, out.service);
        advance(&done[..width], &mut left[..width], out, opening, &self.day.rest().breaks);
        let latest = &self.tour.latest[(gap + 1) * width..(gap + 2) * width];
        left.iter().zip(latest).any(|(moment, latest)| moment + travel <= *latest)
    }

    pub(super) fn hop_out(&self, stop: StopIdx, gap: usize) -> Option<Hop> {
        let from = Some(self.place(stop));
        match self.tour.items.get(gap) {
            Some(next) => hop(self.problem, self.day, from, *next, false),
            None => hop_home(self.problem, self.day, from),
        }
    }

    /// What a stop in a gap adds.
    #[inline]
    pub(super) fn detour(&self, stop: StopIdx, gap: usize) -> Option<Detour> {
        let before = self.tour.place_before(self.problem, self.day, gap);
        let into = hop(self.problem, self.day, before, stop, gap == 0)?;
        let out = self.hop_out(stop, gap)?;
        Some(self.detour_by(stop, gap, into, out))
    }

    #[inline]
    pub(super) const fn limits_fit(&self, detour: Detour) -> bool {
        self.tour.driving + detour.drive <= self.day.max_driving
            && self.tour.distance + detour.distance <= self.day.max_distance
    }

    /// Whether the goods of a task with one stop fit on board with the stop in `gap`.
    #[inline]
    pub(super) fn load_fits(&self, task: &Task, gap: usize) -> bool {
        let gaps = self.tour.gaps();
        let limits = self.day.capacities.iter().zip(self.problem.goods_of(task.first));
        limits.enumerate().all(|(key, (capacity, goods))| {
            let at = key * gaps + gap;
            (goods.from_depot == 0 || self.tour.most_before[at] <= capacity - goods.from_depot)
                && (goods.to_depot == 0 || self.tour.most_after[at] <= capacity - goods.to_depot)
        })
    }

    /// Whether the goods of a task with one stop fit in no gap.
    fn is_full(&self, task: &Task) -> bool {
        let goods = self.problem.goods_of(task.first).iter().zip(&self.tour.least);
        let full = |most: i64, least: i64, amount: i64| amount != 0 && least > most - amount;
        task.count == 1
            && self.day.capacities.iter().zip(goods).any(|(most, (goods, least))| {
                full(*most, least[0], goods.from_depot) || full(*most, least[1], goods.to_depot)
            })
    }

    /// Whether the goods that two stops have between them fit on the leg of `gap`.
    #[inline]
    pub(super) fn carries(&self, task: &Task, gap: usize) -> bool {
        let gaps = self.tour.gaps();
        let limits = self.day.capacities.iter().zip(self.problem.goods_of(task.first));
        limits.enumerate().all(|(key, (capacity, goods))| {
            goods.between == 0 || self.tour.on_leg[key * gaps + gap] <= capacity - goods.between
        })
    }
}

/// The first gap of a range from which on something holds; its end where it never does.
#[inline]
fn first_gap(range: std::ops::Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// Into a stop, out of it, and what changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detour {
    pub(super) into: Hop,
    pub(super) out: Hop,
    pub(super) cost: Money,
    pub(super) drive: i64,
    pub(super) distance: i64,
}
