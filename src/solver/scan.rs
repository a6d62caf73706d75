//! The exactly cheapest plain insertion of one task into given sequences, day by day, without a
//! search: for proposals and what-ifs. Tours say in O(1) per gap what fits; where waiting, breaks
//! or limits of working time may change the choice, every place is priced.

use super::insertion::{ANY_COST, Probe};
use super::place::Place;
use super::sequence::{tidy_reloads, with_task};
use super::tour::Tour;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::rng::Rng;
use crate::schedule::{RELOAD, Scheduler, load_profile};
use crate::sorted;
use crate::units::Money;

/// Sequences to insert into.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    days: sorted::Map<DayIdx, Target>,
    reloads: bool,
    scheduler: Scheduler,
}

/// One sequence.
#[derive(Clone, Debug)]
struct Target {
    tour: Tour,
    /// Exact cost; 0 without items.
    cost: Money,
    /// The part of it that waiting and breaks have.
    waiting: Money,
}

/// A task in a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The sequence with it.
    pub items: Vec<StopIdx>,
    /// Exact cost of the route with it.
    pub cost: Money,
    /// Exact cost of the route without it; 0 of an unused vehicle.
    pub before: Money,
}

impl Scan {
    /// The sequences of some days; those that no plan can keep take nothing. `reloads` may be added.
    #[must_use]
    pub fn new<'i>(
        problem: &Problem,
        days: impl IntoIterator<Item = (DayIdx, &'i [StopIdx])>,
        reloads: bool,
    ) -> Self {
        let mut scan = Self { reloads, ..Self::default() };
        for (day, items) in days {
            scan.set(problem, day, Some(items));
        }
        scan
    }

    /// Gives a day another sequence; none = it takes nothing.
    pub fn set(&mut self, problem: &Problem, day: DayIdx, items: Option<&[StopIdx]>) {
        let own = &problem.days[day as usize];
        match items.and_then(|items| self.target(problem, own, items)) {
            Some(target) => drop(self.days.insert(day, target)),
            None => drop(self.days.remove(&day)),
        }
    }

    fn target(&mut self, problem: &Problem, day: &VehicleDay, items: &[StopIdx]) -> Option<Target> {
        let mut tour = Tour { items: items.to_vec(), ..Tour::default() };
        tour.refresh(problem, day);
        if items.is_empty() {
            return Some(Target { tour, cost: Money::ZERO, waiting: Money::ZERO });
        }
        let price = self.scheduler.price(problem, day, items)?;
        Some(Target { tour, cost: price.cost, waiting: price.waiting })
    }

    /// At least so much is added by the task on that day; `None` = it does not fit.
    #[must_use]
    pub fn bound(&self, problem: &Problem, task: TaskIdx, day: DayIdx) -> Option<Money> {
        let target = self.days.get(&day).filter(|_| problem.eligible(task, day))?;
        if target.tour.tasks >= problem.days[day as usize].max_orders {
            return None;
        }
        if self.reloads || has_depot(problem, task, &target.tour) {
            // Set-up times and further trips are left to the exact prices.
            return Some(Money(i64::MIN / 4));
        }
        let place = probe(problem, day, target, task)?;
        Some(place.cost - target.waiting)
    }

    /// The cheapest insertion on that day, if it adds less than `below`.
    pub fn cheapest(
        &mut self,
        problem: &Problem,
        task: TaskIdx,
        day: DayIdx,
        below: Money,
    ) -> Option<Insertion> {
        self.bound(problem, task, day).filter(|bound| *bound < below)?;
        let target = self.days.get(&day)?;
        if !self.reloads && !has_depot(problem, task, &target.tour) {
            return in_gaps(problem, &mut self.scheduler, target, task, day, below);
        }
        let vehicle = &problem.days[day as usize];
        let mut best: Option<Insertion> = None;
        let before = target.cost;
        let scheduler = &mut self.scheduler;
        let mut offer = |items: &[StopIdx]| {
            if load_profile(problem, vehicle, items).excess > 0 {
                return;
            }
            let Some(price) = scheduler.price(problem, vehicle, items) else { return };
            if best.as_ref().is_none_or(|best| price.cost < best.cost) {
                best = Some(Insertion { items: items.to_vec(), cost: price.cost, before });
            }
        };
        for items in all_places(problem, vehicle, task, &target.tour.items, 1, &|_| true) {
            offer(&items);
        }
        if self.reloads && vehicle.departure_depot.is_some() {
            for items in with_reloads(problem, vehicle, task, &target.tour.items) {
                offer(&items);
            }
        }
        best
    }
}

/// The same without depots: what adds least without waiting is priced first, until nothing that is
/// left can be cheaper.
fn in_gaps(
    problem: &Problem,
    scheduler: &mut Scheduler,
    target: &Target,
    task: TaskIdx,
    day: DayIdx,
    below: Money,
) -> Option<Insertion> {
    let vehicle = &problem.days[day as usize];
    let Target { tour, cost: before, waiting } = target;
    let probe = Probe { problem, day: vehicle, tour, blink: 0, dearest: ANY_COST };
    let mut places = probe.all(&problem.tasks[task as usize]);
    Place::cheapest_first(&mut places);
    // A first stop also begins the route; that is in no gap.
    let begins = if tour.items.is_empty() { start_cost(vehicle) } else { Money::ZERO };
    let mut best: Option<Insertion> = None;
    let mut least = below;
    for place in places {
        if place.cost + begins - *waiting >= least {
            break;
        }
        let mut items = Vec::with_capacity(tour.items.len() + 3);
        with_task(problem, &tour.items, task, place, &mut items);
        let Some(price) = scheduler.price(problem, vehicle, &items) else { continue };
        if price.cost - *before < least {
            least = price.cost - *before;
            best = Some(Insertion { items, cost: price.cost, before: *before });
        }
    }
    best
}

/// What using a vehicle costs before it drives, and after.
pub(super) fn start_cost(day: &VehicleDay) -> Money {
    day.rates.activation + day.rates.service * (day.preparation + day.close_out)
}

fn probe(problem: &Problem, day: DayIdx, target: &Target, task: TaskIdx) -> Option<Place> {
    let day = &problem.days[day as usize];
    let probe = Probe { problem, day, tour: &target.tour, blink: 0, dearest: ANY_COST };
    probe.best(&problem.tasks[task as usize], &mut Rng::new(0), &mut 0)
}

/// Whether set-up times at depots come in.
fn has_depot(problem: &Problem, task: TaskIdx, tour: &Tour) -> bool {
    let at_depot =
        |item: &StopIdx| *item == RELOAD || problem.stops[*item as usize].depot.is_some();
    tour.items.iter().any(at_depot)
        || problem.tasks[task as usize].stops().any(|stop| at_depot(&stop))
}

/// Plain insertions of a task into a sequence, its stops in their order: at every place after what
/// stays, or at every `stride`-th; only those in gaps that are `wanted`.
pub fn all_places<'i>(
    problem: &'i Problem,
    day: &VehicleDay,
    task: TaskIdx,
    items: &'i [StopIdx],
    stride: usize,
    wanted: &'i dyn Fn(&[usize]) -> bool,
) -> impl Iterator<Item = Vec<StopIdx>> + 'i {
    let count = problem.tasks[task as usize].count as usize;
    let first = day.kept.frozen.len().min(items.len());
    let (open, gaps) = (items.len() + 1 - first, items.len() + 1);
    Place::each(count, open, stride).filter_map(move |place| {
        let own: Vec<usize> = place.gaps(count, open).iter().map(|gap| gap + first).collect();
        let place = Place::new(Money::ZERO, &own, gaps).filter(|_| wanted(&own))?;
        let mut with = Vec::with_capacity(items.len() + count);
        with_task(problem, items, task, place, &mut with);
        Some(with)
    })
}

/// Every insertion of a task of one stop right before or after a reload that is added.
fn with_reloads<'i>(
    problem: &'i Problem,
    day: &VehicleDay,
    task: TaskIdx,
    items: &'i [StopIdx],
) -> impl Iterator<Item = Vec<StopIdx>> + 'i {
    let own = &problem.tasks[task as usize];
    let gaps = if own.count == 1 { items.len() + 1 } else { 0 };
    (day.kept.frozen.len()..gaps).flat_map(move |gap| {
        [[RELOAD, own.first], [own.first, RELOAD]].into_iter().filter_map(move |added| {
            let mut with = items.to_vec();
            with.splice(gap..gap, added);
            let mut tidy = with.clone();
            tidy_reloads(&mut tidy);
            (tidy.len() == with.len()).then_some(with)
        })
    })
}
