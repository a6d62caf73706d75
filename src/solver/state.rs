//! The plan under search, with undo instead of copies.

use super::Scope;
use super::aims::Guide;
use super::objective::{Score, first_route};
use super::place::Place;
use super::pricing::is_exact;
use super::sequence::{tidy_reloads, with_task};
use super::tour::Tour;
use super::undo::Undo;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{RELOAD, Scheduler, load_profile};
use crate::units::Money;

/// Of a stop that is on no tour.
pub(super) const NO_DAY: DayIdx = DayIdx::MAX;

/// Weight of a task that must not be left out: more than all that may be.
const ALL: i64 = 1 << 40;

/// Tours by day, and the tasks that are on none.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) tours: Vec<Tour>,
    /// By stop: the day whose tour it is on, or [`NO_DAY`].
    pub(super) day_of: Vec<DayIdx>,
    /// By stop: which item of that tour it is, where it is on one.
    pub(super) item_of: Vec<u32>,
    /// By task: the only day that it may be on, where it must be; or [`NO_DAY`].
    home: Vec<DayIdx>,
    /// Tasks with a home are not taken off their tours, not even to be put back.
    keep_sequence: bool,
    /// By task: neither is it, as a part of it stays where it is (SEMANTICS 4.7).
    frozen: Vec<bool>,
    /// Tasks in scope that are on no tour, in no order.
    pub(super) absent: Vec<TaskIdx>,
    pub(super) score: Score,
    /// Of all tours, reloads included.
    pub(super) items: usize,
    /// The last version given to a tour.
    version: u64,
    /// Grows whenever a day comes into use or falls out of it.
    pub(super) usage: u64,
    /// What routes count beside their cost.
    pub(super) guide: Option<Guide>,
    /// By day: what a probe finds is feasible and costs what it says.
    pub(super) is_exact: Vec<bool>,
    pub(super) scheduler: Scheduler,
    pub(super) undo: Undo,
    pub(super) buffer: Vec<StopIdx>,
}

impl State {
    /// The initial tours; every task of `scope` is absent.
    pub(super) fn new(problem: &Problem, scope: &Scope) -> Self {
        let tours = (1..).zip(&problem.days).map(|(version, day)| {
            let mut tour = Tour { version, ..Tour::default() };
            tour.refresh(problem, day);
            tour
        });
        let weight = scope.tasks.iter().map(|task| problem.tasks[*task as usize].weight).sum();
        let mut state = Self {
            tours: tours.collect(),
            day_of: vec![NO_DAY; problem.stops.len()],
            item_of: vec![0; problem.stops.len()],
            home: vec![NO_DAY; problem.tasks.len()],
            keep_sequence: scope.keep_sequence,
            frozen: vec![false; problem.tasks.len()],
            absent: scope.tasks.clone(),
            score: Score { absent_weight: weight, ..Score::default() },
            items: 0,
            version: problem.days.len() as u64,
            usage: 0,
            is_exact: problem.days.iter().map(|day| is_exact(problem, day)).collect(),
            guide: None,
            scheduler: Scheduler::default(),
            undo: Undo::new(problem.days.len()),
            buffer: Vec::new(),
        };
        state.begin();
        for (day, items) in &scope.initial {
            let frozen = &problem.days[*day as usize].kept.frozen;
            for (at, item) in items.iter().enumerate().filter(|(_, item)| **item != RELOAD) {
                let task = problem.stops[*item as usize].task as usize;
                state.home[task] = *day;
                state.frozen[task] |= at < frozen.len();
            }
            let price = state.price(problem, &problem.days[*day as usize], items);
            state.replace(problem, *day, items, price.unwrap_or_default());
        }
        for (day, items) in &scope.start {
            state.begin_with(problem, *day, items);
        }
        state
    }

    /// Puts what a tour may have of a sequence on it: all of its absent tasks, or one after the
    /// other those with which it stays feasible.
    fn begin_with(&mut self, problem: &Problem, day: DayIdx, items: &[StopIdx]) {
        let task_of = |item: &StopIdx| problem.stops.get(*item as usize).map(|stop| stop.task);
        let mut tasks: Vec<TaskIdx> = items.iter().filter_map(task_of).collect();
        let mut seen = Vec::new();
        tasks.retain(|task| {
            let stops = problem.tasks[*task as usize].stops();
            let whole = items.iter().copied().filter(|item| task_of(item) == Some(*task)).eq(stops);
            let is_new = whole && !seen.contains(task) && self.absent.contains(task);
            seen.push(*task);
            is_new && self.allows(problem, *task, day)
        });
        let vehicle = &problem.days[day as usize];
        let with = |kept: &[TaskIdx]| {
            let keeps = |item: &StopIdx| task_of(item).is_none_or(|task| kept.contains(&task));
            let mut with: Vec<StopIdx> = items.iter().copied().filter(keeps).collect();
            tidy_reloads(&mut with);
            let fits = i64::try_from(kept.len()).is_ok_and(|count| count <= vehicle.max_orders)
                && load_profile(problem, vehicle, &with).excess == 0;
            (with, fits)
        };
        let (mut best, fits) = with(&tasks);
        let mut price = self.price(problem, vehicle, &best).filter(|_| fits);
        if price.is_none() {
            let mut kept = Vec::new();
            for task in std::mem::take(&mut tasks) {
                kept.push(task);
                let (more, fits) = with(&kept);
                match self.price(problem, vehicle, &more).filter(|_| fits) {
                    Some(cost) => (best, price) = (more, Some(cost)),
                    None => _ = kept.pop(),
                }
            }
            tasks = kept;
        }
        if let Some(cost) = price.filter(|_| !tasks.is_empty()) {
            self.replace(problem, day, &best, cost);
            self.absent.retain(|task| !tasks.contains(task));
            let weights = tasks.iter().map(|task| self.weight(problem, *task));
            self.score.absent_weight -= weights.sum::<i64>();
        }
    }

    /// Whether a day may serve a task.
    #[inline]
    pub(super) fn allows(&self, problem: &Problem, task: TaskIdx, day: DayIdx) -> bool {
        match self.home[task as usize] {
            NO_DAY => problem.eligible(task, day),
            home => home == day,
        }
    }

    /// What leaving a task out counts.
    #[inline]
    pub(super) fn weight(&self, problem: &Problem, task: TaskIdx) -> i64 {
        let is_free = self.home[task as usize] == NO_DAY;
        if is_free { problem.tasks[task as usize].weight } else { ALL }
    }

    /// The day on which a task must stay.
    #[inline]
    pub(super) fn home_of(&self, task: TaskIdx) -> Option<DayIdx> {
        Some(self.home[task as usize]).filter(|home| *home != NO_DAY)
    }

    /// Whether a task must stay on its day.
    #[inline]
    pub(super) fn has_home(&self, task: TaskIdx) -> bool {
        self.home[task as usize] != NO_DAY
    }

    /// Whether a task may be taken off its tour.
    #[inline]
    pub(super) fn may_leave(&self, task: TaskIdx) -> bool {
        let is_free = !self.keep_sequence || self.home[task as usize] == NO_DAY;
        is_free && !self.frozen[task as usize]
    }

    /// Inserts an absent task; `added` is what [`State::price_insertion`] said.
    pub(super) fn insert(
        &mut self,
        problem: &Problem,
        day: DayIdx,
        task: TaskIdx,
        place: Place,
        added: Money,
    ) {
        let mut items = std::mem::take(&mut self.buffer);
        with_task(problem, &self.tours[day as usize].items, task, place, &mut items);
        let cost = self.tours[day as usize].cost + added;
        self.replace(problem, day, &items, cost);
        self.buffer = items;
        self.settle(problem, task);
    }

    /// Every task that is on a tour now has its home there.
    pub(super) fn pin(&mut self, problem: &Problem) {
        for (stop, day) in problem.stops.iter().zip(&self.day_of).filter(|(_, day)| **day != NO_DAY)
        {
            self.home[stop.task as usize] = *day;
        }
    }

    /// Says again which stop is on which tour, after tours were replaced one by one.
    pub(super) fn rehome(&mut self) {
        self.day_of.fill(NO_DAY);
        for (day, tour) in (0..).zip(&self.tours) {
            for (at, item) in (0..).zip(&tour.items).filter(|(_, item)| **item != RELOAD) {
                self.day_of[*item as usize] = day;
                self.item_of[*item as usize] = at;
            }
        }
    }

    /// The items of a day's tour with a task inserted.
    pub(super) fn with_task(
        &self,
        problem: &Problem,
        day: DayIdx,
        task: TaskIdx,
        place: Place,
    ) -> Vec<StopIdx> {
        let mut items = Vec::new();
        with_task(problem, &self.tours[day as usize].items, task, place, &mut items);
        items
    }

    /// A task that was absent is on a tour now.
    pub(super) fn settle(&mut self, problem: &Problem, task: TaskIdx) {
        if let Some(at) = self.absent.iter().position(|absent| *absent == task) {
            self.absent.remove(at);
        }
        self.score.absent_weight -= self.weight(problem, task);
    }

    /// Gives a day another sequence of known price; stops that it loses are on no tour then.
    pub(super) fn replace(
        &mut self,
        problem: &Problem,
        day: DayIdx,
        items: &[StopIdx],
        cost: Money,
    ) {
        debug_assert!(
            self.is_right(problem, day, items, cost),
            "a kept tour is feasible and priced"
        );
        self.save(day);
        let (late, work) = self.late_and_work(problem, day, items);
        let middle = self.guide.as_ref().and_then(|guide| guide.middle(problem, items));
        let tour = &mut self.tours[day as usize];
        let counts = first_route(&problem.days[day as usize]);
        self.score.remove(tour, counts);
        for item in tour.items.iter().filter(|item| **item != RELOAD) {
            if self.day_of[*item as usize] == day {
                self.day_of[*item as usize] = NO_DAY;
            }
        }
        for (at, item) in (0..).zip(items).filter(|(_, item)| **item != RELOAD) {
            self.day_of[*item as usize] = day;
            self.item_of[*item as usize] = at;
        }
        tour.cost = cost;
        self.items += items.len();
        self.items -= tour.items.len();
        self.usage += u64::from(tour.items.is_empty() != items.is_empty());
        tour.assign(problem, &problem.days[day as usize], items);
        (tour.late, tour.work, tour.middle) = (late, work, middle);
        self.version += 1;
        tour.version = self.version;
        self.score.add(tour, counts);
    }

    /// From here on routes count more than their cost.
    pub(super) fn aim(&mut self, problem: &Problem, guide: Guide) {
        self.guide = Some(guide);
        self.is_exact.fill(false);
        for (day, vehicle) in problem.days() {
            let items = self.tours[day as usize].items.clone();
            let price = self.price(problem, vehicle, &items);
            if let Some(cost) = price.filter(|_| !items.is_empty()) {
                self.replace(problem, day, &items, cost);
            }
        }
        self.follow(problem);
    }

    /// From here on the search judges work by the plan as it stands. Not within a round: what it has
    /// changed is not undone.
    pub(super) fn follow(&mut self, problem: &Problem) {
        let Some(mut guide) = self.guide.take() else { return };
        let before = guide.clone();
        guide.follow(problem, &self.tours);
        for tour in self.tours.iter_mut().filter(|tour| !tour.items.is_empty()) {
            self.score.cost -= tour.cost.rounded();
            tour.cost += guide.pull(tour.work) - before.pull(tour.work);
            self.score.cost += tour.cost.rounded();
        }
        self.guide = Some(guide);
        self.begin();
    }

    /// More days come into scope.
    pub(super) fn extend(&mut self, days: usize) {
        self.guide.iter_mut().for_each(|guide| guide.extend(days));
    }

    /// About what one more task on a day counts beside its cost.
    #[inline]
    pub(super) fn pull_of(&self, problem: &Problem, day: DayIdx, task: TaskIdx) -> Money {
        let tour = &self.tours[day as usize];
        let guide = self.guide.as_ref();
        guide.map_or(Money::ZERO, |guide| {
            guide.pull_of(problem, &problem.days[day as usize], tour, task)
        })
    }

    /// The evaluator.
    pub(super) const fn scheduler(&mut self) -> &mut Scheduler {
        &mut self.scheduler
    }

    /// Takes everything off these days.
    pub(super) fn clear(&mut self, problem: &Problem, days: &[DayIdx]) {
        for day in days {
            let is_first = |item: &&StopIdx| {
                let stop = problem.stops.get(**item as usize);
                stop.is_some_and(|stop| problem.tasks[stop.task as usize].first == **item)
            };
            let items = self.tours[*day as usize].items.iter().filter(is_first);
            let tasks: Vec<TaskIdx> =
                items.map(|item| problem.stops[*item as usize].task).collect();
            if !tasks.is_empty() {
                self.replace(problem, *day, &[], Money::ZERO);
                let weight: i64 = tasks.iter().map(|task| self.weight(problem, *task)).sum();
                self.score.absent_weight += weight;
                self.absent.extend(tasks);
            }
        }
        self.absent.sort_unstable();
    }

    /// Takes tasks off a day's tour. False, and nothing is changed, where what remains is not
    /// feasible (a triangle may be longer than its side).
    pub(super) fn remove(&mut self, problem: &Problem, day: DayIdx, tasks: &[TaskIdx]) -> bool {
        let mut items = std::mem::take(&mut self.buffer);
        items.clear();
        let keeps = |item: &StopIdx| {
            *item == RELOAD || !tasks.contains(&problem.stops[*item as usize].task)
        };
        items.extend(self.tours[day as usize].items.iter().copied().filter(keeps));
        tidy_reloads(&mut items);
        let vehicle_day = &problem.days[day as usize];
        let has_reload = items.contains(&RELOAD);
        let fits = !has_reload || load_profile(problem, vehicle_day, &items).excess == 0;
        let price = self.price(problem, vehicle_day, &items).filter(|_| fits);
        if let Some(cost) = price {
            self.replace(problem, day, &items, cost);
            self.absent.extend_from_slice(tasks);
            let weight: i64 = tasks.iter().map(|task| self.weight(problem, *task)).sum();
            self.score.absent_weight += weight;
        }
        self.buffer = items;
        price.is_some()
    }
}
