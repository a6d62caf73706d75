//! The cheapest place of a task in a tour, by what [`Tour`] knows: O(1) per gap for one stop,
//! O(gaps²) at most for two, cut off where time or load cannot be kept (compare Pacheco et al.,
//! "Exponential-size neighborhoods for the pickup-and-delivery traveling salesman problem",
//! arXiv 2107.05189, for the pair). More stops: [`super::interleave`].

use super::Moment;
use super::hop::{Hop, hop, hop_home, narrow, place_of};
use super::place::Place;
use super::tour::{OPEN, Opening, TOO_LATE, Tour, WIDTH, advance};
use crate::problem::{Problem, StopIdx, Task, VehicleDay};
use crate::rng::Rng;
use crate::travel::{Enter, Leg};
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
}

/// Moments by number of breaks taken.
pub(super) type Moments = [Moment; WIDTH];

impl Probe<'_> {
    /// The cheapest place, or `None`. `work` grows by the positions looked at.
    pub(super) fn best(&self, task: &Task, rng: &mut Rng, work: &mut u64) -> Option<Place> {
        if self.tour.tasks >= self.day.max_orders || self.is_full(task) {
            return None;
        }
        let legs = self.problem.legs_of(self.day).filter(|_| self.is_plain(task));
        let rows = |stop: StopIdx| legs.and_then(|legs| legs.rows(self.place(stop)));
        let best = match (task.count, rows(task.first), rows(task.last())) {
            (1, Some(rows), _) => self.best_plain(task, rows, rng, work),
            (2, Some(first), Some(last)) if task.stays_between => {
                self.best_pair(task, (first, last), rng, work)
            }
            _ => self.collect(task, rng, work),
        };
        debug_assert!(
            self.blink > 0
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

    /// Whether the stops and their tour are without depots.
    fn is_plain(&self, task: &Task) -> bool {
        let is_depot = |stop: StopIdx| self.problem.stops[stop as usize].depot.is_some();
        self.tour.is_plain && !task.stops().any(is_depot)
    }

    /// [`Probe::detour`] without depots, from rows of legs.
    pub(super) fn plain_detour(
        &self,
        stop: StopIdx,
        rows: (&[Leg], &[Leg]),
        gap: usize,
    ) -> Option<Detour> {
        let into = self.plain_into(stop, rows, gap)?;
        let out = self.plain_out(stop, rows, gap)?;
        Some(self.detour_by(stop, gap, into, out))
    }

    /// What a stop in a gap adds that is reached and left so.
    #[inline]
    fn detour_by(&self, stop: StopIdx, gap: usize, into: Hop, out: Hop) -> Detour {
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

    /// The hop from what is before a gap to a stop.
    pub(super) fn plain_into(
        &self,
        stop: StopIdx,
        (_, into): (&[Leg], &[Leg]),
        gap: usize,
    ) -> Option<Hop> {
        let (before, here) = (self.tour.places[gap], self.place(stop));
        let leg = if before == OPEN { Leg::ZERO } else { into[before as usize] };
        let (enter, _) = self.fees(before, here, here, gap);
        self.plain_hop(
            leg,
            enter,
            before != here,
            narrow(self.problem.stops[stop as usize].service),
        )
    }

    /// The hop from a stop to what follows a gap.
    pub(super) fn plain_out(
        &self,
        stop: StopIdx,
        (out, _): (&[Leg], &[Leg]),
        gap: usize,
    ) -> Option<Hop> {
        let (here, after) = (self.place(stop), self.tour.places[gap + 1]);
        let leg = if after == OPEN { Leg::ZERO } else { out[after as usize] };
        let to_stop = gap < self.tour.items.len();
        let (_, enter) = self.fees(OPEN, here, after, gap);
        self.plain_hop(leg, enter, to_stop && after != here, self.tour.hops[gap].service)
    }

    #[inline]
    fn plain_hop(&self, leg: Leg, enter: Enter, parks: bool, service: Moment) -> Option<Hop> {
        let rates = &self.day.rates;
        let drive = leg.sec + enter.sec;
        let mut hop = Hop { travel: drive, service, drive, distance: leg.mt, ..Hop::default() };
        hop.cost = rates.driving * i64::from(drive)
            + rates.metre * i64::from(leg.mt)
            + Money::hundredths(enter.cost);
        if parks {
            hop.travel += narrow(self.day.parking);
            hop.cost += rates.per_stop + rates.service * self.day.parking;
        }
        (leg.sec >= 0).then_some(hop)
    }

    /// [`Probe::single`] without depots, for the innermost loop.
    fn best_plain(
        &self,
        task: &Task,
        (out, into): (&[Leg], &[Leg]),
        rng: &mut Rng,
        work: &mut u64,
    ) -> Option<Place> {
        let stop = task.first;
        let here = self.place(stop);
        let (rates, tour) = (&self.day.rates, self.tour);
        let parked = rates.per_stop + rates.service * self.day.parking;
        let mut best: Option<Place> = None;
        let mut least = Money(i64::MAX);
        for gap in self.open_gaps(stop) {
            let (before, after) = (tour.places[gap], tour.places[gap + 1]);
            *work += 1;
            let leg_in = if before == OPEN { Leg::ZERO } else { into[before as usize] };
            let leg_out = if after == OPEN { Leg::ZERO } else { out[after as usize] };
            let (enter_in, enter_out) = self.fees(before, here, after, gap);
            let (sec_in, sec_out) = (leg_in.sec + enter_in.sec, leg_out.sec + enter_out.sec);
            let drive = i64::from(sec_in) + i64::from(sec_out);
            let metres = i64::from(leg_in.mt) + i64::from(leg_out.mt);
            let old = tour.hops[gap];
            let mut cost = rates.driving * drive + rates.metre * metres - old.cost
                + Money::hundredths(enter_in.cost + enter_out.cost);
            let new_place = before != here;
            if new_place {
                cost += parked;
            }
            if after != here && gap < tour.items.len() {
                cost += parked;
            }
            if cost >= least || (leg_in.sec | leg_out.sec) < 0 {
                continue;
            }
            let fits = self.load_fits(task, gap)
                && tour.driving + drive - i64::from(old.drive) <= self.day.max_driving
                && tour.distance + metres - i64::from(old.distance) <= self.day.max_distance;
            if !fits || self.blinks(rng) {
                continue;
            }
            let parking = narrow(self.day.parking);
            let service = narrow(self.problem.stops[stop as usize].service);
            let travel = sec_in + if new_place { parking } else { 0 };
            let hop_in = Hop { travel, service, ..Hop::default() };
            let done = self.serve(stop, self.ready(gap), hop_in);
            let parks = after != here && gap < tour.items.len();
            let travel = sec_out + if parks { parking } else { 0 };
            if self.on_time(&done, Hop { travel, service: old.service, ..old }, gap) {
                least = cost;
                let service = rates.service * self.problem.stops[stop as usize].service;
                best = Some(Place { cost: cost + service, gap, second: gap });
            }
        }
        best
    }

    /// What entering regions adds to the drives into a place and on to the next.
    #[inline]
    fn fees(&self, before: u32, here: u32, after: u32, gap: usize) -> (Enter, Enter) {
        let regions = &self.problem.regions;
        if regions.is_free() {
            return (Enter::default(), Enter::default());
        }
        let own = regions.set_of(here);
        let into = if before == OPEN {
            Enter::default()
        } else {
            regions.enter(regions.set_of(before), own)
        };
        let to_stop = gap < self.tour.items.len();
        let out =
            if to_stop { regions.enter(own, regions.set_of(after)) } else { Enter::default() };
        (into, out)
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
        let from =
            self.tour.latest.chunks_exact(width).take_while(|latest| latest[width - 1] < done);
        let from = from.count();
        let open = self.tour.ready[from * width..].chunks_exact(width);
        from..from + open.take_while(|ready| ready[0] <= closes).count()
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

/// Into a stop, out of it, and what changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detour {
    pub(super) into: Hop,
    pub(super) out: Hop,
    pub(super) cost: Money,
    pub(super) drive: i64,
    pub(super) distance: i64,
}
