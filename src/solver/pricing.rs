//! What tours, insertions and the plan as a whole cost, by the evaluator.

use super::aims::Guide;
use super::objective::{LATE, Score, first_route, has_minima, has_penalty, penalty, starts};
use super::place::Place;
use super::sequence::with_task;
use super::state::State;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::{Price, RELOAD, load_profile};
use crate::units::{Hundredths, Money};

/// What a route counts in a plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    /// Seconds that services start after their last window.
    pub(super) late: i64,
    /// Rounded to hundredths; where the whole plan is to be even, without what only draws the
    /// search there.
    pub(super) cost: Money,
    /// Seconds.
    pub(super) driving: i64,
    /// Where that is to be even.
    pub(super) work: i64,
}

impl State {
    /// The exact price of a sequence, the search's penalties included; `None` = not feasible. Loads
    /// are not looked at.
    pub(super) fn price(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        items: &[StopIdx],
    ) -> Option<Money> {
        self.price_and_drive(problem, day, items).map(|(price, _)| price)
    }

    /// As [`State::price`], with the seconds of driving.
    pub(super) fn price_and_drive(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        items: &[StopIdx],
    ) -> Option<(Money, i64)> {
        if items.is_empty() {
            return Some((Money::ZERO, 0));
        }
        let price = self.scheduler.price(problem, day, items)?;
        let penalty = penalty(problem, day, items, price.working);
        let mut cost = price.cost + penalty + LATE * price.late;
        if let Some(guide) = &self.guide {
            cost += guide.counts(problem, day, items, &price);
        }
        Some((cost, price.driving))
    }

    /// What a sequence counts in a plan; `None` = not feasible. Loads are not looked at.
    pub(super) fn tally(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        items: &[StopIdx],
    ) -> Option<Tally> {
        let price = self.scheduler.price(problem, day, items)?;
        let mut cost = price.cost + penalty(problem, day, items, price.working) + LATE * price.late;
        let mut work = 0;
        if let Some(guide) = &self.guide {
            work = guide.work(problem, items, &price);
            cost += guide.counts(problem, day, items, &price);
            cost -= guide.draws(day, work, price.late);
        }
        Some(Tally { late: price.late, cost: cost.rounded(), driving: price.driving, work })
    }

    /// What tours of other days than these count, and their work.
    pub(super) fn outside(
        &self,
        problem: &Problem,
        is_inside: impl Fn(DayIdx) -> bool,
    ) -> (Score, Vec<i64>) {
        let (mut score, mut works) = (Score::default(), Vec::new());
        for ((index, day), tour) in problem.days().zip(&self.tours) {
            if !is_inside(index) && !tour.items.is_empty() {
                score.add(tour, first_route(day));
                let guide = self.guide.as_ref();
                let draws = guide.map_or(Money::ZERO, |own| own.draws(day, tour.work, tour.late));
                score.cost += (tour.cost - draws).rounded() - tour.cost.rounded();
                works.push(tour.work);
            }
        }
        (score, works)
    }

    /// Whether a plan counts more than its routes.
    pub(super) fn is_balanced(&self) -> bool {
        self.guide.as_ref().is_some_and(Guide::is_balanced)
    }

    /// What a plan counts whose routes cost so much together and work so much; `None` where that is
    /// their cost.
    pub(super) fn balanced_sum(&self, cost: Money, works: &[i64]) -> Option<Money> {
        self.guide.as_ref()?.balanced_sum(cost, works.iter().copied())
    }

    /// The cost of a day's tour as results show it, without the search's penalties.
    pub(super) fn shown(&mut self, problem: &Problem, day: usize) -> Hundredths {
        let (tour, own) = (&self.tours[day], &problem.days[day]);
        if (has_penalty(own) || tour.late > 0 || self.guide.is_some())
            && let Some(price) = self.scheduler.price(problem, own, &tour.items)
        {
            return price.cost.round();
        }
        tour.cost.round()
    }

    /// What waiting, breaks and penalties cost on a day.
    pub(super) fn waiting(&mut self, problem: &Problem, day: DayIdx) -> Money {
        let tour = &self.tours[day as usize];
        if tour.items.is_empty() {
            return Money::ZERO;
        }
        let price = self.scheduler.price(problem, &problem.days[day as usize], &tour.items);
        price.map_or(tour.cost, |price| price.waiting + tour.cost - price.cost)
    }

    /// Σ weight × start of a sequence on a day (SEMANTICS 5).
    pub(super) fn starts(&mut self, problem: &Problem, day: usize, items: &[StopIdx]) -> i64 {
        starts(problem, &problem.days[day], items, &mut self.scheduler)
    }

    /// What an insertion would exactly add; `None` = not feasible after all.
    pub(super) fn price_insertion(
        &mut self,
        problem: &Problem,
        day: DayIdx,
        task: TaskIdx,
        place: Place,
    ) -> Option<Money> {
        let mut items = std::mem::take(&mut self.buffer);
        let tour = &self.tours[day as usize];
        let before = tour.cost;
        with_task(problem, &tour.items, task, place, &mut items);
        let vehicle_day = &problem.days[day as usize];
        let price = self.price(problem, vehicle_day, &items);
        self.buffer = items;
        let added = price.map(|price| price - before);
        debug_assert!(
            place.cost == Money::ZERO
                || !is_linear(vehicle_day)
                || problem.elastic.is_some()
                || self.guide.is_some()
                || added.is_none_or(|added| added == place.cost),
            "without waiting, breaks and minima an insertion is priced exactly at once"
        );
        added
    }

    /// Whether what a probe finds on a day is feasible and costs what it says.
    #[inline]
    pub(super) fn finds_exactly(&self, day: DayIdx) -> bool {
        self.is_exact[day as usize]
    }

    /// As [`State::price_insertion`], for a place that a probe found: of a day without waiting
    /// costs, breaks, minima and a limit of working time that place is exact already.
    pub(super) fn price_found(
        &mut self,
        problem: &Problem,
        day: DayIdx,
        task: TaskIdx,
        place: Place,
    ) -> Option<Money> {
        if self.is_exact[day as usize] {
            return Some(place.cost);
        }
        self.price_insertion(problem, day, task, place)
    }

    /// Seconds that services of a sequence start after their last window, where they may, and its
    /// work, where that is to be even.
    pub(super) fn late_and_work(
        &mut self,
        problem: &Problem,
        day: DayIdx,
        items: &[StopIdx],
    ) -> (i64, i64) {
        if items.is_empty() || problem.elastic.is_none() && self.guide.is_none() {
            return (0, 0);
        }
        let price = self.scheduler.price(problem, &problem.days[day as usize], items);
        let work = |price: &Price| {
            self.guide.as_ref().map_or(0, |guide| guide.work(problem, items, price))
        };
        price.map_or((0, 0), |price| (price.late, work(&price)))
    }

    /// What the plan is worth, by every criterion but the last: its work being uneven is known of the
    /// whole only.
    pub(super) fn value(&self, problem: &Problem) -> Score {
        let balanced = self.guide.as_ref().and_then(|guide| guide.balanced(problem, &self.tours));
        balanced.map_or(self.score, |cost| Score { cost, ..self.score })
    }

    /// Whether a sequence keeps every rule on a day and has that price.
    pub(super) fn is_right(
        &mut self,
        problem: &Problem,
        day: DayIdx,
        items: &[StopIdx],
        cost: Money,
    ) -> bool {
        let vehicle_day = &problem.days[day as usize];
        let eligible = |item: &StopIdx| {
            *item == RELOAD || self.allows(problem, problem.stops[*item as usize].task, day)
        };
        items.iter().all(eligible)
            && load_profile(problem, vehicle_day, items).excess == 0
            && self.price(problem, vehicle_day, items) == Some(cost)
    }
}

/// Whether the cost of a tour is the sum of its hops and services.
fn is_linear(day: &VehicleDay) -> bool {
    day.rates.idle == Money::ZERO && day.rates.break_time == Money::ZERO && !has_minima(day)
}

pub(super) fn is_exact(problem: &Problem, day: &VehicleDay) -> bool {
    problem.elastic.is_none()
        && day.kept.started.is_none()
        && is_linear(day)
        && day.breaks.is_empty()
        && day.max_working == i64::MAX
}
