//! A drive from one stop to another that is not in the plan, as the operators see it, and what tours
//! say of other items in place of some of theirs: what that costs, whether it is in time and not too
//! heavy, without pricing.

use super::Search;
use crate::problem::{DayIdx, LocIdx, Problem, StopIdx, VehicleDay};
use crate::solver::Moment;
use crate::solver::hop::{Hop, narrow};
use crate::solver::tour::{OPEN, Opening, TOO_LATE, Tour, WIDTH, advance};
use crate::travel::{Around, Leg};
use crate::units::Money;

/// A gap of a day's tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) day: DayIdx,
    pub(super) gap: usize,
}

/// Items `from..to` of a day's tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) day: DayIdx,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What a drive costs, parking included, and how long it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub(super) cost: Money,
    pub(super) travel: Moment,
}

/// The place that most of what is asked for in a row leads to or from: its legs lie side by side.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::solver) struct Hub<'p>(Option<(LocIdx, Around<'p>)>);

impl<'p> Hub<'p> {
    pub(super) fn new(problem: &'p Problem, place: LocIdx) -> Self {
        Self(problem.legs.around(place).map(|around| (place, around)))
    }

    /// The leg between two places if one of them is this one.
    #[inline]
    fn leg(&self, from: LocIdx, to: LocIdx) -> Option<Leg> {
        let (here, around) = self.0.as_ref()?;
        if from == *here {
            Some(around.to(to))
        } else if to == *here {
            Some(around.from(from))
        } else {
            None
        }
    }
}

/// The drive from the item before one gap to the item behind another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Join {
    pub(super) left: Cut,
    pub(super) right: Cut,
    pub(super) arc: Arc,
}

impl Search<'_> {
    /// Whether the operators know what a tour is: it may be changed, has no depots within, and costs
    /// the sum of its drives and services, or about that where waiting, breaks and minima count, too.
    pub(super) fn is_known(&self, day: DayIdx) -> bool {
        let is_plain = self.tour(day).is_plain && self.problem.elastic.is_none();
        is_plain && self.places.is_open(day)
    }

    #[inline]
    pub(super) fn tour(&self, day: DayIdx) -> &Tour {
        &self.state.tours[day as usize]
    }

    #[inline]
    pub(super) fn vehicle(&self, day: DayIdx) -> &VehicleDay {
        &self.problem.days[day as usize]
    }

    pub(super) fn items(&self, segment: Segment) -> &[StopIdx] {
        &self.tour(segment.day).items[segment.from..segment.to]
    }

    /// What the drive into the item behind a gap costs now.
    #[inline]
    pub(super) fn hop_cost(&self, cut: Cut) -> Money {
        self.tour(cut.day).hops[cut.gap].cost
    }

    /// From the item before one gap to the item behind another, which may be the end of its tour, by
    /// the vehicle of the first; `None` = cannot be driven.
    #[inline]
    pub(super) fn between(&self, left: Cut, right: Cut) -> Option<Arc> {
        let to = self.tour(right.day);
        let day = self.vehicle(left.day);
        let (from, place) = (self.tour(left.day).places[left.gap], to.places[right.gap + 1]);
        self.arc(day, from, place, right.gap < to.items.len())
    }

    /// From one place of plain tours to another, which is a stop's or the end of a tour.
    #[inline]
    pub(super) fn arc(
        &self,
        day: &VehicleDay,
        from: LocIdx,
        to: LocIdx,
        is_stop: bool,
    ) -> Option<Arc> {
        if from == OPEN || to == OPEN {
            return Some(self.arc_of(day, Leg::ZERO, (from, to), is_stop));
        }
        let leg = match self.hub.leg(from, to) {
            Some(leg) => leg.is_reachable().then(|| day.speed.of(leg))?,
            None => self.problem.leg(day, from, to)?,
        };
        Some(self.arc_of(day, leg, (from, to), is_stop))
    }

    /// As [`Search::arc`], of a leg.
    #[inline]
    pub(super) fn arc_of(
        &self,
        day: &VehicleDay,
        leg: Leg,
        (from, to): (LocIdx, LocIdx),
        is_stop: bool,
    ) -> Arc {
        let (rates, regions) = (&day.rates, &self.problem.regions);
        let mut arc = Arc { cost: rates.metre * i64::from(leg.mt), travel: leg.sec };
        if is_stop && from != OPEN && !regions.is_free() {
            let entry = regions.enter(regions.set_of(from), regions.set_of(to));
            arc.travel += entry.sec;
            arc.cost += Money::hundredths(entry.cost);
        }
        arc.cost += rates.driving * i64::from(arc.travel);
        if is_stop && from != to {
            arc.travel += narrow(day.parking);
            arc.cost += rates.per_stop + rates.service * day.parking;
        }
        arc
    }

    /// Whether a tour is in time with other items in place of a segment.
    pub(super) fn is_in_time(&self, segment: Segment, items: &[StopIdx]) -> bool {
        let (tour, day) = (self.tour(segment.day), self.vehicle(segment.day));
        if tour.width > 1 {
            return self.is_in_time_with_breaks(segment, items);
        }
        let (mut moment, mut before) = (tour.ready[segment.from], tour.places[segment.from]);
        for item in items {
            let stop = &self.problem.stops[*item as usize];
            let Some(arc) = self.arc(day, before, stop.place, true) else { return false };
            let service = narrow(stop.service);
            let opening = Opening::of_stop(self.problem, day, *item, service);
            moment = opening.start(moment + arc.travel) + service;
            before = stop.place;
        }
        let is_stop = segment.to < tour.items.len();
        let out = self.arc(day, before, tour.places[segment.to + 1], is_stop);
        out.is_some_and(|out| moment + out.travel <= tour.latest[segment.to])
    }

    /// The same where breaks are taken on the way.
    fn is_in_time_with_breaks(&self, segment: Segment, items: &[StopIdx]) -> bool {
        let (tour, day) = (self.tour(segment.day), self.vehicle(segment.day));
        let width = tour.width;
        let at = |gap: usize| gap * width..(gap + 1) * width;
        let (mut moments, mut next) = ([TOO_LATE; WIDTH], [TOO_LATE; WIDTH]);
        moments[..width].copy_from_slice(&tour.ready[at(segment.from)]);
        let mut before = tour.places[segment.from];
        for item in items {
            let stop = &self.problem.stops[*item as usize];
            let Some(arc) = self.arc(day, before, stop.place, true) else { return false };
            let service = narrow(stop.service);
            let hop = Hop { travel: arc.travel, service, ..Hop::default() };
            let opening = Opening::of_stop(self.problem, day, *item, service);
            advance(&moments[..width], &mut next[..width], hop, opening, &day.rest().breaks);
            moments = next;
            before = stop.place;
        }
        let is_stop = segment.to < tour.items.len();
        let Some(out) = self.arc(day, before, tour.places[segment.to + 1], is_stop) else {
            return false;
        };
        let latest = &tour.latest[at(segment.to)];
        moments.iter().zip(latest).any(|(moment, latest)| moment + out.travel <= *latest)
    }

    /// Whether a tour may carry other items in place of a segment: exact where all goods are
    /// delivered or all are picked up.
    pub(super) fn is_light(&self, segment: Segment, items: &[StopIdx]) -> bool {
        let (tour, day) = (self.tour(segment.day), self.vehicle(segment.day));
        let goods = |item: StopIdx, key: usize| self.problem.goods_of(item)[key];
        day.capacities.iter().enumerate().all(|(key, capacity)| {
            let (mut start, _, mut end) = self.on_board(Cut { day: segment.day, gap: 0 }, key);
            for item in items {
                start += goods(*item, key).from_depot;
                end += goods(*item, key).to_depot;
            }
            for item in &tour.items[segment.from..segment.to] {
                start -= goods(*item, key).from_depot;
                end -= goods(*item, key).to_depot;
            }
            start <= *capacity && end <= *capacity
        })
    }

    /// What is on board of a load key when the tour begins, in a gap, and when it ends.
    #[inline]
    pub(super) fn on_board(&self, cut: Cut, key: usize) -> (i64, i64, i64) {
        let tour = self.tour(cut.day);
        let legs = &tour.on_leg[key * tour.gaps()..(key + 1) * tour.gaps()];
        (legs[0], legs[cut.gap], legs[tour.gaps() - 1])
    }

    /// Whether every item of a segment is a whole task that may leave its place.
    pub(super) fn is_movable(&self, segment: Segment) -> bool {
        self.items(segment).iter().all(|item| {
            let task = self.problem.stops[*item as usize].task;
            self.problem.tasks[task as usize].count == 1 && self.state.may_leave(task)
        })
    }
}
