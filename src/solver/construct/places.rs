//! Where a task may go: tours near its stops, and one unused day of each kind.

use super::refusals::Refusals;
use crate::problem::{DayIdx, Problem, TaskIdx};
use crate::rng::Rng;
use crate::schedule::{RELOAD, load_profile};
use crate::solver::insertion::{ANY_COST, Probe};
use crate::solver::neighbours::Neighbours;
use crate::solver::objective::has_minima;
use crate::solver::place::Place;
use crate::solver::state::{NO_DAY, State};
use crate::units::Money;

/// Up to so many days all of them are tried.
const FEW_DAYS: usize = 12;
/// After so many positions the tours that are farther away are not tried (of 50, 120 and 300 on the
/// benchmark families and the city, 120 did best).
const POSITIONS: u64 = 120;
/// How many of the cheapest places are priced exactly where waiting or minima cost something.
const PRICED: usize = 3;

/// A place on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::solver) struct Candidate {
    /// Added cost, without waiting or exact.
    pub(in crate::solver) cost: Money,
    pub(in crate::solver) day: DayIdx,
    pub(in crate::solver) place: Place,
}

/// How far the days for a task have been gone through.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    unused: usize,
    /// Of the task's stops.
    stop: u32,
    /// Of the neighbours of that stop, or of few days.
    near: usize,
}

/// Which days are open, which are alike, and buffers.
#[derive(Clone, Debug, Default)]
pub(in crate::solver) struct Places {
    /// Days that may be planned.
    pub(in crate::solver) open: Vec<DayIdx>,
    is_open: Vec<bool>,
    /// By day: days of one kind differ in nothing but their vehicle.
    kind: Vec<u32>,
    pub(super) stamp: Vec<u32>,
    kind_stamp: Vec<u32>,
    pub(super) round: u32,
    /// By stop: the round in which the gaps beside it were tried.
    pub(super) seen: Vec<u32>,
    /// By day: whether gaps of its tour are tried at all, in the round of its stamp.
    pub(super) has_room: Vec<bool>,
    /// By day: all that are to be tried were, in the round of its stamp.
    pub(super) is_done: Vec<bool>,
    /// The first unused day of each kind, as of `usage`.
    pub(super) unused: Vec<DayIdx>,
    /// [`State::usage`] when `unused` was filled.
    usage: Option<u64>,
    days: Vec<DayIdx>,
    refusals: Refusals,
    pub(super) found: Vec<Candidate>,
    /// So many days may be used; any number where nothing is said.
    pub(in crate::solver) most_routes: Option<i64>,
    /// No unused day may be opened.
    pub(super) is_closed: bool,
    /// There is no time to try every day where none near a task can take it.
    pub(in crate::solver) is_hasty: bool,
    /// What opening an unused day is taken to cost less than it does.
    pub(in crate::solver) relief: Money,
    /// Reloads may be added.
    pub(in crate::solver) reloads: bool,
    /// Positions looked at so far.
    pub(in crate::solver) work: u64,
}

impl Places {
    pub(in crate::solver) fn new(problem: &Problem, open: &[DayIdx], reloads: bool) -> Self {
        let kind = problem.kinds();
        let mut is_open = vec![false; problem.days.len()];
        for day in open {
            is_open[*day as usize] = true;
        }
        Self {
            open: open.to_vec(),
            is_open,
            stamp: vec![0; problem.days.len()],
            kind_stamp: vec![0; problem.days.len()],
            seen: vec![0; problem.stops.len()],
            has_room: vec![false; problem.days.len()],
            is_done: vec![false; problem.days.len()],
            kind,
            reloads,
            ..Self::default()
        }
    }

    /// Whether a day may be planned.
    pub(in crate::solver) fn is_open(&self, day: DayIdx) -> bool {
        self.is_open[day as usize]
    }

    /// The kind of a day.
    pub(in crate::solver) fn kind(&self, day: DayIdx) -> u32 {
        self.kind[day as usize]
    }

    /// Whether a day's tour, as it is now, is known to have no place for a task.
    #[cfg(test)]
    pub(in crate::solver) fn refuses(&self, state: &State, task: TaskIdx, day: DayIdx) -> bool {
        self.refusals.knows(task, day, &state.tours[day as usize])
    }

    /// The best place found, exactly priced, or `None`. Tours near the task are tried; all of them
    /// where none of those can take it.
    pub(in crate::solver) fn best(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        state: &mut State,
        task: TaskIdx,
        (blink, rng): (u32, &mut Rng),
    ) -> Option<Candidate> {
        self.found.clear();
        if !self.probe_near(problem, neighbours, state, task, (blink, rng)) {
            let enough = self.work + POSITIONS;
            let mut cursor = self.begin(state);
            while self.work <= enough || self.found.is_empty() {
                let next = self.next_day(problem, neighbours, state, task, &mut cursor);
                let Some(day) = next else { break };
                self.probe_day(problem, state, task, day, (blink, rng));
            }
        }
        self.rank_found();
        let mut best = self.price_cheapest(problem, state, task);
        if best.is_none() && self.open.len() > FEW_DAYS && !self.is_hasty {
            best = self.best_anywhere(problem, state, task, rng);
        }
        if best.is_none() && problem.elastic.is_some() {
            best = self.least_late(problem, state, task);
        }
        best
    }

    /// The same on all days, but for those that are known to have no place for the task.
    fn best_anywhere(
        &mut self,
        problem: &Problem,
        state: &mut State,
        task: TaskIdx,
        rng: &mut Rng,
    ) -> Option<Candidate> {
        self.days.clear();
        let is_used = |day: &&DayIdx| !state.tours[**day as usize].items.is_empty();
        match state.home_of(task) {
            Some(home) => self.days.push(home),
            None => self.days.extend(self.open.iter().filter(is_used)),
        }
        if !self.is_closed {
            self.days.extend(&self.unused);
        }
        self.probe(problem, state, task, (0, rng));
        let best = self.price_cheapest(problem, state, task);
        if best.is_none() {
            for found in &self.found {
                self.refusals.note(task, found.day, &state.tours[found.day as usize]);
            }
        }
        best
    }

    /// The same for a task that nothing can take in time: of the places on all days.
    fn least_late(
        &mut self,
        problem: &Problem,
        state: &mut State,
        task: TaskIdx,
    ) -> Option<Candidate> {
        self.begin(state);
        self.found.clear();
        for at in 0..self.open.len() {
            let day = self.open[at];
            let is_unused = state.tours[day as usize].items.is_empty();
            if (is_unused && (self.is_closed || !self.unused.contains(&day)))
                || !state.allows(problem, task, day)
            {
                continue;
            }
            let place = probe(problem, state, day, 0)
                .least_late(&problem.tasks[task as usize], &mut self.work);
            self.found.extend(place.map(|place| Candidate { cost: place.cost, day, place }));
        }
        self.rank_found();
        self.found.retain(|found| {
            let items = state.with_task(problem, found.day, task, found.place);
            load_profile(problem, &problem.days[found.day as usize], &items).excess == 0
        });
        self.price_cheapest(problem, state, task)
    }

    /// The place that looks cheapest on another day, not exactly priced.
    pub(in crate::solver) fn cheapest_elsewhere(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        state: &State,
        task: TaskIdx,
        from: DayIdx,
    ) -> Option<Candidate> {
        self.collect_days(problem, neighbours, state, task);
        self.days.retain(|day| *day != from);
        self.probe(problem, state, task, (0, &mut Rng::new(0)));
        self.found.first().copied()
    }

    /// Fills `days`: unused ones one of a kind, used ones near the task.
    fn collect_days(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        state: &State,
        task: TaskIdx,
    ) {
        self.days.clear();
        let mut cursor = self.begin(state);
        while let Some(day) = self.next_day(problem, neighbours, state, task, &mut cursor) {
            self.days.push(day);
        }
    }

    /// Before the first of the days for a task.
    pub(super) fn begin(&mut self, state: &State) -> Cursor {
        self.round += 1;
        self.is_closed = self.most_routes.is_some_and(|most| state.score.routes >= most);
        if self.usage != Some(state.usage) {
            self.usage = Some(state.usage);
            self.unused.clear();
            for day in self.open.iter().filter(|day| state.tours[**day as usize].items.is_empty()) {
                let kind = &mut self.kind_stamp[self.kind[*day as usize] as usize];
                if *kind != self.round {
                    *kind = self.round;
                    self.unused.push(*day);
                }
            }
        }
        Cursor::default()
    }

    /// The next of the days for a task: its home, or unused ones one of a kind and then used ones
    /// near it.
    fn next_day(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        state: &State,
        task: TaskIdx,
        cursor: &mut Cursor,
    ) -> Option<DayIdx> {
        if let Some(home) = state.home_of(task) {
            let is_first = std::mem::replace(&mut cursor.unused, 1) == 0;
            return Some(home).filter(|home| is_first && self.is_open(*home));
        }
        if !self.is_closed && cursor.unused < self.unused.len() {
            cursor.unused += 1;
            return Some(self.unused[cursor.unused - 1]);
        }
        let is_used = |day: DayIdx| !state.tours[day as usize].items.is_empty();
        if self.open.len() <= FEW_DAYS {
            let at = cursor.near + self.open[cursor.near..].iter().position(|day| is_used(*day))?;
            cursor.near = at + 1;
            return Some(self.open[at]);
        }
        let own = &problem.tasks[task as usize];
        while cursor.stop < own.count {
            for near in &neighbours.of(own.first + cursor.stop)[cursor.near..] {
                cursor.near += 1;
                let day = state.day_of[*near as usize];
                if day != NO_DAY && self.stamp[day as usize] != self.round {
                    self.stamp[day as usize] = self.round;
                    if self.is_open[day as usize] {
                        return Some(day);
                    }
                }
            }
            (cursor.stop, cursor.near) = (cursor.stop + 1, 0);
        }
        None
    }

    /// Fills `found` with the cheapest place of each day of `days`.
    fn probe(
        &mut self,
        problem: &Problem,
        state: &State,
        task: TaskIdx,
        (blink, rng): (u32, &mut Rng),
    ) {
        self.found.clear();
        let enough = self.work + POSITIONS;
        for at in 0..self.days.len() {
            if self.work > enough && !self.found.is_empty() {
                break;
            }
            self.probe_day(problem, state, task, self.days[at], (blink, rng));
        }
        self.rank_found();
    }

    /// Cheapest first.
    fn rank_found(&mut self) {
        self.found.sort_unstable_by_key(|found| (found.cost, found.day));
    }

    pub(super) fn probe_day(
        &mut self,
        problem: &Problem,
        state: &State,
        task: TaskIdx,
        day: DayIdx,
        (blink, rng): (u32, &mut Rng),
    ) {
        let tour = &state.tours[day as usize];
        if state.allows(problem, task, day) && !self.refusals.knows(task, day, tour) {
            let mut probe = probe(problem, state, day, blink);
            if state.finds_exactly(day) && !tour.items.is_empty() {
                let exact = self.found.iter().filter(|found| state.finds_exactly(found.day));
                // Of two that cost the same the earlier day is taken.
                let least = exact.map(|found| found.cost).min();
                probe.dearest = least.map_or(ANY_COST, |least| Money(least.0 + 1));
            }
            let place = probe.best(&problem.tasks[task as usize], rng, &mut self.work);
            if place.is_none() && blink == 0 && probe.dearest == ANY_COST {
                self.refusals.note(task, day, tour);
            }
            let pull = state.pull_of(problem, day, task) - self.relief_of(state, day);
            let found = place.map(|place| Candidate { cost: place.cost + pull, day, place });
            self.found.extend(found);
        }
    }

    /// The exactly cheapest of the first few that are feasible.
    fn price_cheapest(
        &mut self,
        problem: &Problem,
        state: &mut State,
        task: TaskIdx,
    ) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        let mut priced = 0;
        for found in &self.found {
            if best.is_some_and(|best| {
                best.cost <= found.cost && !has_minima(&problem.days[found.day as usize])
            }) {
                break;
            }
            let exact = state.price_found(problem, found.day, task, found.place);
            if let Some(cost) = exact.map(|cost| cost - self.relief_of(state, found.day)) {
                if best.is_none_or(|best| cost < best.cost) {
                    best = Some(Candidate { cost, ..*found });
                }
                priced += 1;
                if priced == PRICED {
                    break;
                }
            }
        }
        best.map(|best| Candidate { cost: best.cost + self.relief_of(state, best.day), ..best })
    }

    /// What a day's next task is taken to cost less than it does.
    fn relief_of(&self, state: &State, day: DayIdx) -> Money {
        let is_unused = state.tours[day as usize].items.is_empty();
        if is_unused { self.relief } else { Money::ZERO }
    }

    /// A place behind an added reload, for goods from or to the depot, exactly priced.
    pub(in crate::solver) fn best_with_reload(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        state: &mut State,
        task: TaskIdx,
    ) -> Option<(DayIdx, Vec<u32>, Money)> {
        self.collect_days(problem, neighbours, state, task);
        let own = &problem.tasks[task as usize];
        let mut best: Option<(DayIdx, Vec<u32>, Money)> = None;
        for day_idx in &self.days {
            if !state.allows(problem, task, *day_idx) {
                continue;
            }
            let day = &problem.days[*day_idx as usize];
            let items = state.tours[*day_idx as usize].items.clone();
            if own.count != 1 || day.departure_depot.is_none() || items.is_empty() {
                continue;
            }
            for gap in day.kept.frozen.len()..=items.len() {
                for reload_first in [true, false] {
                    let added =
                        if reload_first { [RELOAD, own.first] } else { [own.first, RELOAD] };
                    let mut with = items.clone();
                    with.splice(gap..gap, added);
                    self.work += 1;
                    let cost = priced_with_reload(problem, state, *day_idx, &with);
                    if let Some(cost) = cost
                        && best.as_ref().is_none_or(|best| cost < best.2)
                    {
                        best = Some((*day_idx, with, cost));
                    }
                }
            }
        }
        best
    }
}

/// What a sequence with reloads adds to its day, if it is tidy, not too full and in time.
fn priced_with_reload(
    problem: &Problem,
    state: &mut State,
    day: DayIdx,
    items: &[u32],
) -> Option<Money> {
    let vehicle_day = &problem.days[day as usize];
    let mut tidy = items.to_vec();
    crate::solver::sequence::tidy_reloads(&mut tidy);
    let before = &state.tours[day as usize];
    let (cost, tasks) = (before.cost, before.tasks);
    let loads = crate::schedule::load_profile(problem, vehicle_day, items);
    if tidy.len() != items.len() || loads.excess > 0 || tasks >= vehicle_day.max_orders {
        return None;
    }
    state.price(problem, vehicle_day, items).map(|price| price - cost)
}

/// A probe of one tour.
pub(in crate::solver) fn probe<'p>(
    problem: &'p Problem,
    state: &'p State,
    day: DayIdx,
    blink: u32,
) -> Probe<'p> {
    Probe {
        problem,
        day: &problem.days[day as usize],
        tour: &state.tours[day as usize],
        blink,
        dearest: ANY_COST,
    }
}
