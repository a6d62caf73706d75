//! The gaps beside the stops that are near a task, and those at both ends of their tours (granular
//! insertion; the neighbourhoods of Toth and Vigo, "The granular tabu search", INFORMS Journal on
//! Computing 15(4), 2003): for tasks of one stop among plain tours whose places are exact at once.
//! Where every place must be priced anyway, whole tours are looked at.

use super::places::{Candidate, Places, probe};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::solver::neighbours::Neighbours;
use crate::solver::place::Place;
use crate::solver::plain::Single;
use crate::solver::state::{NO_DAY, State};
use crate::travel::Speed;
use crate::units::Money;

/// Stops on tours with room whose gaps are tried: of 14, 20, 25, 40 and 60, 20 … 25 did best on the
/// benchmark families.
const NEAR: usize = 25;
/// Tours with so few gaps that are open to the task are tried as a whole.
const FEW: usize = 16;

/// A task on its way along its neighbours.
struct Walk<'w> {
    problem: &'w Problem,
    state: &'w State,
    task: TaskIdx,
    /// As vehicles of that speed see it.
    single: Single<'w>,
    speed: Speed,
    blink: u32,
    rng: &'w mut Rng,
    /// The cheapest place so far.
    best: Option<Candidate>,
}

impl Places {
    /// Fills `found` with the cheapest place on the tours near a task of one stop, and one of each
    /// unused day and of each tour that is not plain or not exact. False where none was found or the
    /// task is not one of these.
    pub(super) fn probe_near(
        &mut self,
        problem: &Problem,
        neighbours: &Neighbours,
        state: &State,
        task: TaskIdx,
        (blink, rng): (u32, &mut Rng),
    ) -> bool {
        let own = &problem.tasks[task as usize];
        let first = self.open.first().filter(|day| state.finds_exactly(**day));
        let Some(day) = first.filter(|_| own.count == 1 && !state.has_home(task)) else {
            return false;
        };
        let day = &problem.days[*day as usize];
        self.begin(state);
        let unused = if self.is_closed { 0 } else { self.unused.len() };
        for at in 0..unused {
            self.probe_day(problem, state, task, self.unused[at], (blink, rng));
        }
        let (single, speed) = (Single::new(problem, day, own), day.speed);
        let mut walk = Walk { problem, state, task, single, speed, blink, rng, best: None };
        let mut tried = 0;
        for near in neighbours.of(own.first) {
            let day = state.day_of[*near as usize];
            if day != NO_DAY && self.has_room(&mut walk, day) {
                self.try_beside(&mut walk, day, *near);
                tried += 1;
                if tried == NEAR {
                    break;
                }
            }
        }
        self.found.extend(walk.best);
        !self.found.is_empty()
    }

    /// Whether the gaps of a tour are worth looking at; if it is the first time, all of them or
    /// those at its ends are tried.
    fn has_room(&mut self, walk: &mut Walk<'_>, day: DayIdx) -> bool {
        let Walk { problem, state, task, .. } = *walk;
        if self.stamp[day as usize] == self.round {
            return self.has_room[day as usize];
        }
        self.stamp[day as usize] = self.round;
        self.has_room[day as usize] = false;
        self.is_done[day as usize] = true;
        if !self.is_open(day) || !state.allows(problem, task, day) {
            return false;
        }
        let own = &problem.tasks[task as usize];
        let probe = probe(problem, state, day, walk.blink);
        if !probe.is_plain(own) || !state.finds_exactly(day) {
            self.probe_day(problem, state, task, day, (walk.blink, walk.rng));
        } else if probe.has_room(own) {
            self.has_room[day as usize] = true;
            let gaps = probe.open_gaps(own.first);
            self.is_done[day as usize] = gaps.len() <= FEW;
            let ends = [0, probe.tour.items.len()];
            if gaps.len() <= FEW {
                gaps.for_each(|gap| self.try_gap(walk, day, gap));
            } else {
                ends.into_iter().for_each(|gap| self.try_gap(walk, day, gap));
            }
        }
        self.has_room[day as usize]
    }

    /// The gaps before and after a stop, but for those beside another that was here already.
    fn try_beside(&mut self, walk: &mut Walk<'_>, day: DayIdx, near: StopIdx) {
        if self.is_done[day as usize] {
            return;
        }
        let round = self.round;
        let items = &walk.state.tours[day as usize].items;
        let at = walk.state.item_of[near as usize] as usize;
        let is_new = |places: &Self, item: Option<&StopIdx>| {
            item.is_some_and(|item| places.seen[*item as usize] != round)
        };
        if is_new(self, items.get(at + 1)) {
            self.try_gap(walk, day, at + 1);
        }
        if is_new(self, at.checked_sub(1).and_then(|before| items.get(before))) {
            self.try_gap(walk, day, at);
        }
        self.seen[near as usize] = round;
    }

    fn try_gap(&mut self, walk: &mut Walk<'_>, day: DayIdx, gap: usize) {
        let Walk { problem, state, .. } = *walk;
        self.work += 1;
        let probe = probe(problem, state, day, walk.blink);
        if probe.day.speed != walk.speed {
            walk.speed = probe.day.speed;
            walk.single = Single::new(problem, probe.day, &problem.tasks[walk.task as usize]);
        }
        let least = walk.best.map_or(Money(i64::MAX), |best| best.cost);
        if let Some(cost) = probe.in_gap(&walk.single, gap, least, walk.rng) {
            let place = Place { cost, gap, second: gap };
            walk.best = Some(Candidate { cost, day, place });
        }
    }
}
