//! The last step of every operation (SEMANTICS 5): each left-out task is tried everywhere, exactly.

use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::schedule::load_profile;
use crate::solver::Moment;
use crate::solver::insertion::{ANY_COST, Probe};
use crate::solver::place::Place;
use crate::solver::scan::start_cost;
use crate::solver::state::State;
use crate::sorted;
use crate::units::Money;

/// Less than any cost.
const LEAST: Money = Money(i64::MIN / 4);
/// What an exact price counts as positions looked at.
const PRICE: u64 = 50;

/// What there is to know of a day, whatever the task.
#[derive(Clone, Copy, Debug)]
struct Day {
    /// The longest time between leaving one item of its tour and when the next must be reached: no
    /// service that takes longer has a place there, however near it is.
    room: i64,
    /// What waiting, breaks and penalties cost: at most so much may be saved by an insertion beside
    /// its own cost.
    waiting: Money,
    /// Which change of a tour its last one was.
    changed: u32,
}

impl Day {
    fn new(problem: &Problem, state: &mut State, day: DayIdx, changed: u32) -> Self {
        let waiting = state.waiting(problem, day);
        let tour = &state.tours[day as usize];
        let gaps = tour.ready.chunks_exact(tour.width).zip(tour.latest.chunks_exact(tour.width));
        let within = |(ready, latest): (&[Moment], &[Moment])| {
            let ends = latest.iter().max().zip(ready.iter().min());
            ends.map_or(0, |(latest, ready)| i64::from(*latest) - i64::from(*ready))
        };
        Self { room: gaps.map(within).max().unwrap_or(0), waiting, changed }
    }
}

/// A task that is being tried.
#[derive(Clone, Debug)]
struct Trial {
    task: TaskIdx,
    /// Services may be late: nothing can take the task in time.
    late: bool,
    /// How many changes there had been when it was tried everywhere before.
    since: u32,
    /// At least so much is added on these days, the least last.
    bounds: Vec<(i64, DayIdx)>,
    best: Option<(DayIdx, Place, Money)>,
}

/// Inserts what any open day can take by plain insertion into its sequence as it is, heaviest
/// first, until nothing more fits: in time, or else late if that is allowed. What was tried
/// everywhere is tried again only on days whose tours have changed since.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Completion {
    open: Vec<DayIdx>,
    /// By day, of those that are open.
    days: Vec<Option<Day>>,
    /// Tasks to try in this pass, the next one last.
    tasks: Vec<TaskIdx>,
    trial: Option<Trial>,
    /// By task: how many changes of tours there had been when it was tried everywhere last.
    tried: Vec<u32>,
    /// Changes of tours so far; what they were at first counts as one.
    changes: u32,
    /// Whether something was inserted in this pass.
    inserted: bool,
    /// Positions looked at, [`PRICE`] for an exact price.
    pub(in crate::solver) work: u64,
}

impl Completion {
    /// On these days.
    pub(in crate::solver) fn new(problem: &Problem, open: &[DayIdx], state: &mut State) -> Self {
        let mut completion = Self {
            open: open.to_vec(),
            days: vec![None; problem.days.len()],
            tasks: Vec::new(),
            trial: None,
            tried: vec![0; problem.tasks.len()],
            changes: 1,
            inserted: false,
            work: 0,
        };
        for day in open {
            completion.days[*day as usize] = Some(Day::new(problem, state, *day, 1));
        }
        completion.begin_pass(problem, state);
        completion
    }

    /// These days have other tours now.
    pub(in crate::solver) fn again(
        &mut self,
        problem: &Problem,
        changed: &[DayIdx],
        state: &mut State,
    ) {
        for day in changed {
            self.note_change(problem, state, *day);
        }
        self.begin_pass(problem, state);
    }

    /// How many tasks are still to be tried in this pass.
    pub(in crate::solver) const fn open(&self) -> usize {
        self.tasks.len()
    }

    fn begin_pass(&mut self, problem: &Problem, state: &State) {
        self.inserted = false;
        self.tasks.clone_from(&state.absent);
        sorted::by_key(&mut self.tasks, |task| {
            (state.weight(problem, *task), std::cmp::Reverse(*task))
        });
    }

    fn note_change(&mut self, problem: &Problem, state: &mut State, day: DayIdx) {
        self.changes += 1;
        self.days[day as usize] = Some(Day::new(problem, state, day, self.changes));
    }

    /// Looks where one task may go, or tries it on one day. False when nothing more fits.
    pub(in crate::solver) fn step(&mut self, problem: &Problem, state: &mut State) -> bool {
        if let Some(trial) = &mut self.trial {
            let goes_on = trial.bounds.pop().is_some_and(|(bound, day)| {
                let own = self.days[day as usize].filter(|_| trial.may_improve(Money(bound)));
                own.is_some_and(|own| {
                    self.work += trial.price_places(problem, state, day, own);
                    true
                })
            });
            if !goes_on {
                self.end_trial(problem, state);
            }
            return true;
        }
        let Some(task) = self.tasks.pop() else {
            if self.inserted {
                self.begin_pass(problem, state);
                return true;
            }
            return false;
        };
        let since = std::mem::replace(&mut self.tried[task as usize], self.changes);
        self.trial = self.begin_trial(problem, state, (task, false), since);
        true
    }

    /// There is no time left: what was found for the task under way is taken. The tasks that are
    /// absent and have not been tried everywhere.
    pub(in crate::solver) fn cut(mut self, problem: &Problem, state: &mut State) -> Vec<TaskIdx> {
        if let Some(trial) = &mut self.trial {
            self.tried[trial.task as usize] = 0;
            trial.late = true;
        }
        self.end_trial(problem, state);
        let is_untried = |task: &&TaskIdx| self.tried[**task as usize] < self.changes;
        state.absent.iter().filter(is_untried).copied().collect()
    }

    /// The days that changed since the task was tried last and that may take it.
    fn begin_trial(
        &mut self,
        problem: &Problem,
        state: &State,
        (task, late): (TaskIdx, bool),
        since: u32,
    ) -> Option<Trial> {
        let mut bounds: Vec<(i64, DayIdx)> = Vec::new();
        for day in &self.open {
            let own = self.days[*day as usize].filter(|own| own.changed > since);
            let Some(own) = own.filter(|_| state.allows(problem, task, *day)) else { continue };
            self.work += 1;
            let bound = match late {
                true => Some(LEAST).filter(|_| has_room(problem, state, *day)),
                false => bound(problem, state, task, (*day, own), &mut self.work),
            };
            bounds.extend(bound.map(|bound| (bound.0, *day)));
        }
        bounds.sort_unstable();
        bounds.reverse();
        let trial = Trial { task, late, since, bounds, best: None };
        (problem.elastic.is_some() || !trial.bounds.is_empty()).then_some(trial)
    }

    fn end_trial(&mut self, problem: &Problem, state: &mut State) {
        let Some(Trial { task, late, since, best, .. }) = self.trial.take() else { return };
        if best.is_none() && !late && problem.elastic.is_some() {
            self.trial = self.begin_trial(problem, state, (task, true), since);
        }
        if let Some((day, place, cost)) = best {
            state.insert(problem, day, task, place, cost);
            self.note_change(problem, state, day);
            self.inserted = true;
        }
    }
}

impl Trial {
    /// Whether what adds at least so much may be cheaper than what was found.
    fn may_improve(&self, bound: Money) -> bool {
        self.best.is_none_or(|(.., cost)| bound < cost)
    }

    /// The exactly cheapest place on a day, if it is cheaper: places that cannot be are not evaluated.
    /// How much work that was.
    fn price_places(&mut self, problem: &Problem, state: &mut State, day: DayIdx, own: Day) -> u64 {
        let mut work = PRICE;
        for place in places(problem, state, self.task, (day, own), self.late) {
            if !self.may_improve(place.cost) {
                break;
            }
            work += PRICE;
            let place = Place { cost: Money::ZERO, ..place };
            if let Some(cost) = state.price_insertion(problem, day, self.task, place)
                && self.may_improve(cost)
            {
                self.best = Some((day, place, cost));
            }
        }
        work
    }
}

/// At least so much is added by a task on a day; `None` = no place for it is in time, or the vehicle
/// is full.
fn bound(
    problem: &Problem,
    state: &State,
    task: TaskIdx,
    (day, own): (DayIdx, Day),
    work: &mut u64,
) -> Option<Money> {
    let (vehicle, tour) = (&problem.days[day as usize], &state.tours[day as usize]);
    if !has_room(problem, state, day) {
        return None;
    }
    if !is_plain(problem, state, task, day) {
        return Some(LEAST);
    }
    let service = |stop: StopIdx| problem.stops[stop as usize].service;
    if problem.tasks[task as usize].stops().any(|stop| service(stop) > own.room) {
        return None;
    }
    let probe = Probe { problem, day: vehicle, tour, blink: 0, dearest: ANY_COST };
    let place = probe.best(&problem.tasks[task as usize], &mut Rng::new(0), work)?;
    Some(place.cost - own.waiting)
}

/// Where a task may go on a day, with the least that this adds, ascending.
fn places(
    problem: &Problem,
    state: &State,
    task: TaskIdx,
    (day, own): (DayIdx, Day),
    late: bool,
) -> Vec<Place> {
    let (vehicle, tour) = (&problem.days[day as usize], &state.tours[day as usize]);
    if !late && is_plain(problem, state, task, day) {
        let probe = Probe { problem, day: vehicle, tour, blink: 0, dearest: ANY_COST };
        let mut found = probe.all(&problem.tasks[task as usize]);
        let begins = start_cost(vehicle) + vehicle.opening;
        let begins = if tour.items.is_empty() { begins } else { Money::ZERO };
        for place in &mut found {
            place.cost += begins - own.waiting;
        }
        Place::cheapest_first(&mut found);
        return found;
    }
    let stops = problem.tasks[task as usize].count as usize;
    let every = Place::each(stops, tour.gaps(), 1);
    let places = every
        .filter(|place| place.gap >= vehicle.kept.frozen.len())
        .map(|place| Place { cost: LEAST, ..place });
    let holds = |place: &Place| {
        let items = state.with_task(problem, day, task, *place);
        load_profile(problem, vehicle, &items).excess == 0
    };
    places.filter(holds).collect()
}

/// Whether a day may serve one more order.
fn has_room(problem: &Problem, state: &State, day: DayIdx) -> bool {
    state.tours[day as usize].tasks < problem.days[day as usize].max_orders
}

/// Whether a tour knows all places of a task: what it knows of windows, breaks, loads and lengths is
/// exact but at depots, where a step may spare the next one its set-up.
fn is_plain(problem: &Problem, state: &State, task: TaskIdx, day: DayIdx) -> bool {
    let at_depot = |stop| problem.stops[stop as usize].depot.is_some();
    state.tours[day as usize].is_plain && !problem.tasks[task as usize].stops().any(at_depot)
}
