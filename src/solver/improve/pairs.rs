//! A pickup and its delivery on a tour as the moves of pairs see them: what the tour saves without them,
//! and which tours are near.

use super::join::Cut;
use super::{NEAR, PRICE, Search};
use crate::problem::{DayIdx, TaskIdx};
use crate::rng::Rng;
use crate::solver::construct::probe;
use crate::solver::insertion::Probe;
use crate::solver::place::Place;
use crate::solver::state::NO_DAY;
use crate::solver::tour::Tour;
use crate::units::Money;

/// Most tours near a pair that it is tried on.
const TOURS: usize = 4;

/// Both stops of a task, which may leave their tour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) task: TaskIdx,
    pub(super) day: DayIdx,
    /// Which items of the tour they are.
    pub(super) at: [usize; 2],
    /// What the tour costs less without them, but for waiting and breaks.
    pub(super) saved: Money,
}

impl Search<'_> {
    /// The two stops of a task on a tour that the operators know; `None` where they must not leave it.
    pub(super) fn pair(&self, task: TaskIdx) -> Option<Pair> {
        let own = &self.problem.tasks[task as usize];
        let day = self.state.day_of[own.first as usize];
        let may_leave = own.count == 2 && own.stays_between && self.state.may_leave(task);
        if day == NO_DAY || !may_leave || !self.is_known(day) {
            return None;
        }
        let at = [own.first, own.last()].map(|stop| self.state.item_of[stop as usize] as usize);
        Some(Pair { task, day, at, saved: self.saved_without(day, at)? })
    }

    /// What driving and services cost less without two items of a tour.
    fn saved_without(&self, day: DayIdx, [one, two]: [usize; 2]) -> Option<Money> {
        let tour = self.tour(day);
        if tour.items.len() == 2 {
            return Some(tour.cost);
        }
        let cut = |gap: usize| Cut { day, gap };
        let past = |from: usize, to: usize| {
            let old: Money = (from..=to).map(|gap| self.hop_cost(cut(gap))).sum();
            self.between(cut(from), cut(to)).map(|arc| old - arc.cost)
        };
        let driving = if one + 1 == two {
            past(one, two + 1)?
        } else {
            past(one, one + 1)? + past(two, two + 1)?
        };
        let service = |at: usize| self.problem.stops[tour.items[at] as usize].service;
        Some(driving + self.vehicle(day).rates.service * (service(one) + service(two)))
    }

    /// Days of the tours that are nearest to a pair and may take it, but for its own; [`NO_DAY`] where
    /// there are no more.
    pub(super) fn days_near(&self, pair: &Pair) -> [DayIdx; TOURS] {
        let own = &self.problem.tasks[pair.task as usize];
        let (mut days, mut count) = ([NO_DAY; TOURS], 0);
        let lists = [own.first, own.last()].map(|stop| self.neighbours.of(stop));
        for at in 0..NEAR {
            for near in lists.iter().filter_map(|list| list.get(at)) {
                let day = self.state.day_of[*near as usize];
                let is_new = day != NO_DAY && day != pair.day && !days[..count].contains(&day);
                if !is_new || !self.is_known(day) {
                    continue;
                }
                if self.state.allows(self.problem, pair.task, day) {
                    days[count] = day;
                    count += 1;
                    if count == TOURS {
                        return days;
                    }
                }
            }
        }
        days
    }

    /// Where a task costs least on a day, if less than `dearest`; with that tour instead of its own where one
    /// is given. One copy of the search for all who ask.
    #[inline(never)]
    pub(super) fn ask(
        &mut self,
        task: TaskIdx,
        (day, tour): (DayIdx, Option<&Tour>),
        dearest: Money,
    ) -> Option<Place> {
        let own = probe(self.problem, self.state, day, 0);
        let probe = Probe { tour: tour.unwrap_or(own.tour), dearest, ..own };
        let task = &self.problem.tasks[task as usize];
        let place = probe.best(task, &mut Rng::new(0), &mut self.places.work);
        place.filter(|place| place.cost < dearest)
    }

    /// The tour of a pair without it, in the buffers of another.
    pub(super) fn without(&mut self, pair: &Pair, mut tour: Tour) -> Tour {
        self.places.work += PRICE;
        let own = self.tour(pair.day);
        let [one, two] = pair.at;
        let items = [&own.items[..one], &own.items[one + 1..two], &own.items[two + 1..]].concat();
        tour.clone_from(own);
        tour.assign(self.problem, self.vehicle(pair.day), &items);
        tour
    }

    /// The stops of a task and what is beside them are to be looked at.
    pub(super) fn touch_task(&mut self, task: TaskIdx) {
        for stop in self.problem.tasks[task as usize].stops() {
            let (day, at) = (self.state.day_of[stop as usize], self.state.item_of[stop as usize]);
            for gap in [at as usize, at as usize + 1] {
                self.touch(Cut { day, gap });
            }
        }
    }

    /// What was beside the stops of a pair on its tour, which is `rest` without it, is to be looked at.
    pub(super) fn touch_left(&mut self, pair: &Pair, rest: &Tour) {
        for (at, before) in pair.at.into_iter().zip(0..) {
            let beside = [(at - before).checked_sub(1), Some(at - before)];
            for item in beside.into_iter().flatten().filter_map(|at| rest.items.get(at)) {
                self.memory.touched.add(*item);
            }
        }
    }
}
