//! What a plan is to be beside cheap: even work (options `balancing`, `balanceBy`, `balancingFactor`)
//! and routes that keep together (`clustering`).
//!
//! Even work: the cost of a plan grows by the factor times the mean deviation of its routes from
//! their mean work, as a share of that mean. For one route alone that is not known; the search counts
//! for each what its own deviation from the mean of the best plan so far is worth there, and compares
//! whole plans exactly. Keeping together: every stop counts its distance from the middle of its
//! route as if it were driven.

use super::objective::LATE;
use super::tour::Tour;
use crate::model::LatLng;
use crate::problem::{NOWHERE, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::{Price, RELOAD, count_orders};
use crate::travel::estimate;
use crate::units::{MONEY_PER_HUNDREDTH, Money};

/// What work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// E − D in seconds.
    Time,
    /// Distinct orders.
    Orders,
}

/// Even work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// By what.
    pub by: Work,
    /// How much it may cost, in thousandths of the cost of the plan.
    pub factor: i64,
    /// Among all days in scope, used or not.
    pub all_days: bool,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aims {
    /// Even work.
    pub balance: Option<Balance>,
    /// Less overlap between routes.
    pub compact: bool,
    /// Pickups close to their deliveries where that costs nothing.
    pub late_pickups: bool,
}

/// What the search counts for it.
#[derive(Clone, Debug)]
pub(super) struct Guide {
    aims: Aims,
    /// How many days are in scope.
    days: i64,
    /// For one unit of work more or less than `mean`.
    unit: Money,
    mean: i64,
}

impl Guide {
    /// Where a route counts more than its cost.
    pub(super) fn new(aims: Aims, days: usize) -> Option<Self> {
        let days = i64::try_from(days).unwrap_or(i64::MAX);
        let counts = aims.compact || aims.balance.is_some();
        counts.then_some(Self { aims, days, unit: Money::ZERO, mean: 0 })
    }

    /// More days come into scope.
    pub(super) fn extend(&mut self, days: usize) {
        self.days += i64::try_from(days).unwrap_or(0);
    }

    /// The work of a sequence, by its price.
    pub(super) fn work(&self, problem: &Problem, items: &[StopIdx], price: &Price) -> i64 {
        match self.aims.balance {
            Some(Balance { by: Work::Time, .. }) => price.working,
            Some(Balance { by: Work::Orders, .. }) => count_orders(problem, items),
            None => 0,
        }
    }

    /// What a sequence counts beside its cost.
    pub(super) fn counts(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        items: &[StopIdx],
        price: &Price,
    ) -> Money {
        let pull = self.pull(self.work(problem, items, price));
        pull + self.spread(problem, day, items)
    }

    /// What work counts on a used day, less what an unused one counts.
    pub(super) fn pull(&self, work: i64) -> Money {
        let unused = self.aims.balance.is_some_and(|balance| balance.all_days);
        self.unit * ((work - self.mean).abs() - if unused { self.mean } else { 0 })
    }

    /// What a sequence counts for not keeping together.
    fn spread(&self, problem: &Problem, day: &VehicleDay, items: &[StopIdx]) -> Money {
        if !self.aims.compact {
            return Money::ZERO;
        }
        let Some(middle) = middle(problem, items) else { return Money::ZERO };
        let metres = places(problem, items).map(|place| metres(place, middle)).sum::<i64>();
        a_metre(day) * metres
    }

    /// About what one more task counts on a day.
    pub(super) fn pull_of(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        tour: &Tour,
        task: TaskIdx,
    ) -> Money {
        let task = &problem.tasks[task as usize];
        let mut pull = Money::ZERO;
        if let Some(balance) = self.aims.balance {
            let service = |stop: StopIdx| problem.stops[stop as usize].service + day.parking;
            let more = match balance.by {
                Work::Time => task.stops().map(service).sum(),
                Work::Orders => 1,
            };
            let before = if tour.items.is_empty() { Money::ZERO } else { self.pull(tour.work) };
            pull = self.pull(tour.work + more) - before;
        }
        if let (true, Some(middle)) = (self.aims.compact, tour.middle) {
            let own: Vec<StopIdx> = task.stops().collect();
            let away = places(problem, &own).map(|place| metres(place, middle)).sum::<i64>();
            pull += a_metre(day) * away;
        }
        pull
    }

    /// The middle of the places of a tour, where that counts.
    pub(super) fn middle(&self, problem: &Problem, items: &[StopIdx]) -> Option<LatLng> {
        if self.aims.compact { middle(problem, items) } else { None }
    }

    /// The cost of a plan with what its work being uneven counts; `None` where nothing does.
    pub(super) fn balanced(&self, problem: &Problem, tours: &[Tour]) -> Option<Money> {
        self.aims.balance?;
        let plan = self.plan(problem, tours);
        let used = tours.iter().filter(|tour| !tour.items.is_empty());
        self.balanced_sum(plan.cost, used.map(|tour| tour.work))
    }

    /// The same of a plan whose routes cost so much together and work so much.
    pub(super) fn balanced_sum(
        &self,
        cost: Money,
        works: impl Iterator<Item = i64> + Clone,
    ) -> Option<Money> {
        let balance = self.aims.balance?;
        let mut plan = Plan { cost, ..Plan::default() };
        for work in works.clone() {
            plan.work += work;
            plan.used += 1;
        }
        let days = if balance.all_days { self.days } else { plan.used };
        let away = works.map(|work| (days * work - plan.work).abs());
        let away = away.sum::<i64>() + (days - plan.used) * plan.work;
        let parts = 1_000 * i128::from(days) * i128::from(plan.work);
        let extra = i128::from(balance.factor) * i128::from(plan.worth().0) * i128::from(away);
        let extra = if parts > 0 { (2 * extra + parts) / (2 * parts) } else { 0 };
        Some(Money(cost.0.saturating_add(i64::try_from(extra).unwrap_or(i64::MAX))))
    }

    /// Whether the work of a plan is to be even.
    pub(super) const fn is_balanced(&self) -> bool {
        self.aims.balance.is_some()
    }

    /// What of the cost of a tour only draws the search to where a whole plan counts less.
    pub(super) fn draws(&self, day: &VehicleDay, work: i64, late: i64) -> Money {
        match self.aims.balance {
            Some(_) => self.pull(work) + day.opening + LATE * late,
            None => Money::ZERO,
        }
    }

    /// From here on work is judged by this plan.
    pub(super) fn follow(&mut self, problem: &Problem, tours: &[Tour]) {
        let Some(balance) = self.aims.balance else { return };
        let plan = self.plan(problem, tours);
        let days = if balance.all_days { self.days } else { plan.used };
        if plan.work > 0 && days > 0 {
            let unit = i128::from(balance.factor) * i128::from(plan.worth().0);
            let unit = unit / (1_000 * i128::from(plan.work));
            self.unit = Money(i64::try_from(unit).unwrap_or(i64::MAX / 4));
            self.mean = plan.work / days;
        }
    }

    fn plan(&self, problem: &Problem, tours: &[Tour]) -> Plan {
        let mut plan = Plan::default();
        let days = problem.days.iter().zip(tours);
        for (day, tour) in days.filter(|(_, tour)| !tour.items.is_empty()) {
            plan.cost += (tour.cost - self.draws(day, tour.work, tour.late)).rounded();
            plan.work += tour.work;
            plan.used += 1;
        }
        plan
    }
}

/// A plan in sums.
#[derive(Clone, Copy, Debug, Default)]
struct Plan {
    /// As it counts in SEMANTICS 5.
    cost: Money,
    work: i64,
    used: i64,
}

impl Plan {
    /// What all of its work is worth: its cost, or where nothing costs anything a hundredth a unit.
    fn worth(&self) -> Money {
        let units = self.work.min(i64::MAX / MONEY_PER_HUNDREDTH);
        if self.cost > Money::ZERO { self.cost } else { Money::hundredths(units) }
    }
}

/// What a metre counts: its rate and that of driving it in town, cut to a unit of money; where neither
/// is anything, 1 a kilometre.
fn a_metre(day: &VehicleDay) -> Money {
    // 27 km/h are 7.5 m/s (SEMANTICS 1.2).
    let rate = Money(day.rates.metre.0 + day.rates.driving.0 * 2 / 15);
    let is_free = day.rates.metre == Money::ZERO && day.rates.driving == Money::ZERO;
    if is_free { Money::per_metre(100) } else { rate }
}

/// The places of the stops that are at no depot.
fn places<'p>(problem: &'p Problem, items: &'p [StopIdx]) -> impl Iterator<Item = LatLng> + 'p {
    let stops = items.iter().filter(|item| **item != RELOAD);
    let stops = stops.map(|item| &problem.stops[*item as usize]);
    let away = stops.filter(|stop| stop.depot.is_none() && stop.place != NOWHERE);
    away.map(|stop| problem.locations[stop.place as usize])
}

/// Their mean.
fn middle(problem: &Problem, items: &[StopIdx]) -> Option<LatLng> {
    let (mut count, mut sum) = (0, [0; 2]);
    for [lat, lng] in places(problem, items) {
        count += 1;
        sum = [sum[0] + lat, sum[1] + lng];
    }
    (count > 0).then(|| sum.map(|sum: i64| sum.div_euclid(count)))
}

/// Great circle.
fn metres(from: LatLng, to: LatLng) -> i64 {
    i64::from(estimate::leg(from, to, None, Some(1.0)).mt)
}
