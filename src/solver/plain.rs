//! Plain tours: no depot among their stops and none at a place with others, so that a hop is a leg
//! and parking. A stop is tried in a gap with two accesses to near memory for its legs, cost first.

use super::Moment;
use super::hop::{Hop, LONGEST_DRIVE, narrow};
use super::insertion::{Detour, Probe};
use super::place::Place;
use super::tour::{OPEN, Opening};
use crate::problem::{LocIdx, Problem, StopIdx, Task, VehicleDay};
use crate::rng::Rng;
use crate::travel::{Around, Enter, Leg, Speed};
use crate::units::Money;

/// More than any hop costs; sums of some still fit.
pub(super) const UNREACHABLE: Money = Money(i64::MAX / 16);

/// The legs from one place to all, and from all to it, for vehicles of one speed.
#[derive(Clone, Copy)]
pub(super) struct Rows<'p> {
    around: Around<'p>,
    speed: Speed,
}

impl<'p> Rows<'p> {
    /// `None` where there are places for the time being.
    #[inline]
    pub(super) fn new(problem: &'p Problem, day: &VehicleDay, place: LocIdx) -> Option<Self> {
        Some(Self { around: problem.legs.around(place)?, speed: day.speed })
    }

    /// The leg to another place; none at all to an open end.
    #[inline]
    pub(super) fn to(&self, to: LocIdx) -> Leg {
        if to == OPEN { Leg::ZERO } else { self.speed.of(self.around.to(to)) }
    }

    /// The leg from another place; none at all from an open start.
    #[inline]
    pub(super) fn from(&self, from: LocIdx) -> Leg {
        if from == OPEN { Leg::ZERO } else { self.speed.of(self.around.from(from)) }
    }
}

/// A task of one stop as vehicles of one speed see it.
pub(super) struct Single<'p> {
    task: &'p Task,
    here: LocIdx,
    service: Moment,
    /// `None` where there are places for the time being.
    rows: Option<Rows<'p>>,
}

impl<'p> Single<'p> {
    pub(super) fn new(problem: &'p Problem, day: &VehicleDay, task: &'p Task) -> Self {
        let stop = &problem.stops[task.first as usize];
        let rows = Rows::new(problem, day, stop.place);
        Self { task, here: stop.place, service: narrow(stop.service), rows }
    }

    /// From `before` to the stop and from the stop to `after`; `None` = cannot be driven.
    #[inline]
    fn legs(&self, probe: &Probe<'_>, before: LocIdx, after: LocIdx) -> Option<(Leg, Leg)> {
        let Some(rows) = &self.rows else {
            let leg = |from: LocIdx, to: LocIdx| probe.problem.leg(probe.day, from, to);
            let into = if before == OPEN { Leg::ZERO } else { leg(before, self.here)? };
            return Some((into, if after == OPEN { Leg::ZERO } else { leg(self.here, after)? }));
        };
        let (into, out) = (rows.from(before), rows.to(after));
        (is_drivable(into) && is_drivable(out)).then_some((into, out))
    }
}

/// Reachable and not longer than any day.
#[inline]
fn is_drivable(leg: Leg) -> bool {
    (0..=LONGEST_DRIVE).contains(&leg.sec)
}

impl Probe<'_> {
    /// The cheapest place of a task of one stop.
    pub(super) fn best_single(
        &self,
        own: &Single<'_>,
        rng: &mut Rng,
        work: &mut u64,
    ) -> Option<Place> {
        let mut best: Option<Place> = None;
        let mut least = self.dearest;
        for gap in self.open_gaps(own.task.first) {
            *work += 1;
            if let Some(cost) = self.in_gap(own, gap, least, rng) {
                least = cost;
                best = Some(Place { cost, gap, second: gap });
            }
        }
        best
    }

    /// What the stop adds in a gap; `None` where that is not below `least`, where it does not fit,
    /// and where the gap is skipped (a blink).
    #[inline]
    pub(super) fn in_gap(
        &self,
        own: &Single<'_>,
        gap: usize,
        least: Money,
        rng: &mut Rng,
    ) -> Option<Money> {
        let (tour, day, rates, here) = (self.tour, self.day, &self.day.rates, own.here);
        let (before, after) = (tour.places[gap], tour.places[gap + 1]);
        let (leg_in, leg_out) = own.legs(self, before, after)?;
        let (enter_in, enter_out) = self.fees(before, here, after, gap);
        let (sec_in, sec_out) = (leg_in.sec + enter_in.sec, leg_out.sec + enter_out.sec);
        let drive = i64::from(sec_in) + i64::from(sec_out);
        let metres = i64::from(leg_in.mt) + i64::from(leg_out.mt);
        let old = &tour.hops[gap];
        let parks = (before != here, after != here && gap < tour.items.len());
        let parked = rates.per_stop + rates.service * day.parking;
        let cost = rates.driving * drive + rates.metre * metres - old.cost
            + rates.service * i64::from(own.service)
            + Money::hundredths(enter_in.cost + enter_out.cost)
            + Money(parked.0 * (i64::from(parks.0) + i64::from(parks.1)));
        if cost >= least {
            return None;
        }
        let fits = self.load_fits(own.task, gap)
            && tour.driving + drive - i64::from(old.drive) <= day.max_driving
            && tour.distance + metres - i64::from(old.distance) <= day.max_distance;
        if !fits || self.blinks(rng) {
            return None;
        }
        let travel = |sec: Moment, parks: bool| sec + if parks { narrow(day.parking) } else { 0 };
        let (into, out) = (travel(sec_in, parks.0), travel(sec_out, parks.1));
        self.is_in_time(own, gap, into, out).then_some(cost)
    }

    /// Whether the stop, so many seconds from what is before a gap and from what follows, can be
    /// kept together with that.
    #[inline]
    fn is_in_time(&self, own: &Single<'_>, gap: usize, into: Moment, out: Moment) -> bool {
        let (tour, stop) = (self.tour, own.task.first);
        if tour.width == 1 {
            let opening = Opening::of_stop(self.problem, self.day, stop, own.service);
            let done = opening.start(tour.ready[gap] + into) + own.service;
            return done + out <= tour.latest[gap];
        }
        let hop = Hop { travel: into, service: own.service, ..Hop::default() };
        let done = self.serve(stop, self.ready(gap), hop);
        self.on_time(&done, Hop { travel: out, ..tour.hops[gap] }, gap)
    }

    /// [`Probe::detour`] without depots, from rows of legs.
    pub(super) fn plain_detour(&self, stop: StopIdx, rows: Rows<'_>, gap: usize) -> Option<Detour> {
        let into = self.plain_into(stop, rows, gap)?;
        let out = self.plain_out(stop, rows, gap)?;
        Some(self.detour_by(stop, gap, into, out))
    }

    /// What the hop into a stop in a gap costs, and the hop out of it; [`UNREACHABLE`] where it cannot
    /// be driven. The costs of [`Probe::plain_into`] and [`Probe::plain_out`].
    #[inline]
    pub(super) fn plain_costs(&self, stop: StopIdx, rows: Rows<'_>, gap: usize) -> (Money, Money) {
        let (rates, here) = (&self.day.rates, self.problem.stops[stop as usize].place);
        let (before, after) = (self.tour.places[gap], self.tour.places[gap + 1]);
        let (leg_in, leg_out) = (rows.from(before), rows.to(after));
        let (enter_in, enter_out) = self.fees(before, here, after, gap);
        let parked = rates.per_stop + rates.service * self.day.parking;
        let cost = |leg: Leg, enter: Enter, parks: bool| {
            if !leg.is_reachable() {
                return UNREACHABLE;
            }
            rates.driving * i64::from(leg.sec + enter.sec)
                + rates.metre * i64::from(leg.mt)
                + Money::hundredths(enter.cost)
                + if parks { parked } else { Money::ZERO }
        };
        let parks_after = gap < self.tour.items.len() && after != here;
        (cost(leg_in, enter_in, before != here), cost(leg_out, enter_out, parks_after))
    }

    /// The hop from what is before a gap to a stop.
    pub(super) fn plain_into(&self, stop: StopIdx, rows: Rows<'_>, gap: usize) -> Option<Hop> {
        let (before, here) = (self.tour.places[gap], self.place(stop));
        let leg = rows.from(before);
        let (enter, _) = self.fees(before, here, here, gap);
        self.plain_hop(
            leg,
            enter,
            before != here,
            narrow(self.problem.stops[stop as usize].service),
        )
    }

    /// The hop from a stop to what follows a gap.
    pub(super) fn plain_out(&self, stop: StopIdx, rows: Rows<'_>, gap: usize) -> Option<Hop> {
        let (here, after) = (self.place(stop), self.tour.places[gap + 1]);
        let leg = rows.to(after);
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
        leg.is_reachable().then_some(hop)
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
}
