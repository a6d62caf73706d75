//! Plans so small that everything can be tried: every sequence of every subset of the tasks on one
//! day of each kind, grown stop by stop and cut off where nothing that follows can be in time; then
//! the best way to share the tasks out among the days ([`Sharing`]). What that finds is the best plan
//! there is by every criterion of SEMANTICS 5, orders that are feasible only together and reloads
//! included. Tasks that must stay on their day are tried there alone. Where work is to be even, what
//! a plan counts depends on the work of each of its routes: of each subset the best sequence for each
//! amount of work is kept, up to [`MOST_ALIKE`]. Where the sequences are more than [`MOST_SEQUENCES`]
//! it ends there with the best of those tried.

use super::Places;
use super::sharing::{Day, Sharing, Subset};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::{RELOAD, load_profile};
use crate::solver::Moment;
use crate::solver::hop::{hop, place_of};
use crate::solver::pricing::Tally;
use crate::solver::state::State;
use crate::solver::tour::{Opening, TOO_LATE, advance};
use crate::units::Money;

/// Most tasks that are tried in every sequence.
const MOST_TASKS: usize = 8;
/// Most days that the tasks are shared out among.
const MOST_DAYS: usize = 64;
/// Most sequences that are looked at, whole or not.
const MOST_SEQUENCES: usize = 60_000;
/// Most sequences of a subset that are kept, each of another amount of work: all that five single
/// orders have, of more the cheapest.
const MOST_ALIKE: usize = 120;
/// Sequences looked at in one step.
const STEP: usize = 250;

/// The search through all sequences, under way.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Exhaustive {
    tasks: Vec<TaskIdx>,
    days: Vec<DayIdx>,
    /// By day in `days`: which of `kinds` it is like.
    kind_of: Vec<usize>,
    kinds: Vec<Kind>,
    /// So many of `kinds` are still to be tried.
    untried: usize,
    /// Begun on the one that is being tried.
    open: Vec<Sequence>,
    /// How many more sequences may be looked at.
    left: usize,
    /// No plan that leaves nothing out costs more than this, openings apart.
    bound: Money,
    /// Once every sequence was tried.
    sharing: Option<Sharing>,
}

/// Days that are alike.
#[derive(Clone, Debug)]
struct Kind {
    /// One of them.
    day: DayIdx,
    /// What stays in this sequence.
    given: Vec<StopIdx>,
    /// By subset the best routes, each of another amount of work, the best first.
    routes: Vec<Vec<Route>>,
}

/// The beginning of a route.
#[derive(Clone, Debug)]
struct Sequence {
    items: Vec<StopIdx>,
    /// By number of breaks taken: when the vehicle can leave.
    leave: Vec<Moment>,
    driving: i64,
    distance: i64,
    /// Of what has happened so far, without opening, waiting and breaks.
    cost: Money,
}

/// The best sequence of a subset on a kind of day, of those with its amount of work.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) items: Vec<StopIdx>,
    pub(super) tally: Tally,
    pub(super) starts: i64,
}

impl Route {
    /// What is compared between sequences of the same subset and work.
    fn value(&self) -> (i64, Money, i64, i64) {
        (self.tally.late, self.tally.cost, self.tally.driving, self.starts)
    }
}

impl Exhaustive {
    /// Of the best plan so far, as it stands; where there are few enough tasks and days. `tasks` are
    /// those that may go anywhere.
    pub(in crate::solver) fn new(
        problem: &Problem,
        tasks: &[TaskIdx],
        places: &Places,
        state: &State,
    ) -> Option<Self> {
        let days = &places.open;
        if tasks.is_empty() || tasks.len() > MOST_TASKS || days.len() > MOST_DAYS {
            return None;
        }
        let mut tasks = tasks.to_vec();
        for day in days {
            tasks.extend(staying(problem, places, state, *day)?);
        }
        if tasks.len() > MOST_TASKS {
            return None;
        }
        let mut known = Vec::new();
        let mut kinds = Vec::new();
        let mut kind_of = Vec::with_capacity(days.len());
        for day in days {
            let items = &state.tours[*day as usize].items;
            let mut own = items.iter().filter(|item| has_home(problem, state, **item));
            // No other day may serve what stays on this one.
            let kind = (places.kind(*day), own.next().map(|_| *day));
            let at = known.iter().position(|known| *known == kind);
            kind_of.push(at.unwrap_or(kinds.len()));
            if at.is_none() {
                let given = items.iter().copied();
                let given = given.filter(|item| keeps_its_place(problem, state, *item)).collect();
                known.push(kind);
                kinds.push(Kind { day: *day, given, routes: vec![Vec::new(); 1 << tasks.len()] });
            }
        }
        Some(Self {
            tasks,
            days: days.clone(),
            kind_of,
            untried: kinds.len(),
            kinds,
            open: Vec::new(),
            left: MOST_SEQUENCES,
            bound: bound(problem, state),
            sharing: None,
        })
    }

    /// Looks at a few sequences, or at a few ways to share the tasks out. False when there are none
    /// left.
    pub(in crate::solver) fn step(
        &mut self,
        problem: &Problem,
        places: &mut Places,
        state: &mut State,
    ) -> bool {
        let Self { tasks, days, kinds, kind_of, .. } = self;
        if let Some(sharing) = &mut self.sharing {
            places.work += 1;
            return sharing.step(state, |day, own| &kinds[kind_of[day]].routes[own]);
        }
        if self.untried == 0 || self.left == 0 {
            let shared = days.iter().zip(kind_of.iter());
            let shared = shared.map(|(day, kind)| Day::new(problem, *day, *kind)).collect();
            let weights: Vec<i64> = tasks.iter().map(|task| state.weight(problem, *task)).collect();
            let routes = |day: usize, own: Subset| &kinds[kind_of[day]].routes[own];
            self.sharing = Some(Sharing::new(problem, state, shared, &weights, routes));
            return true;
        }
        for _ in 0..STEP.min(self.left) {
            let Some(kind) = self.untried.checked_sub(1) else { break };
            if self.open.is_empty() {
                let day = self.kinds[kind].day;
                self.open.push(Sequence::start(&problem.days[day as usize], state, day));
            }
            let Some(sequence) = self.open.pop() else { break };
            places.work += 1;
            self.left -= 1;
            self.keep(problem, state, kind, &sequence);
            self.grow(problem, (places.reloads, state), kind, &sequence);
            self.untried -= usize::from(self.open.is_empty());
        }
        true
    }

    /// Puts the best share-out into the state; false where there is none.
    pub(in crate::solver) fn apply(&self, problem: &Problem, state: &mut State) -> bool {
        let Some(plan) = self.sharing.as_ref().and_then(Sharing::best) else { return false };
        let mut absent = self.tasks.clone();
        for ((at, day), (own, place)) in self.days.iter().enumerate().zip(plan) {
            let route = self.kinds[self.kind_of[at]].routes[*own].get(*place);
            let items = route.map_or(&[][..], |route| route.items.as_slice());
            let Some(price) = state.price(problem, &problem.days[*day as usize], items) else {
                return false;
            };
            absent.retain(|task| !items.contains(&problem.tasks[*task as usize].first));
            state.replace(problem, *day, items, price);
        }
        state.rehome();
        let weight = absent.iter().map(|task| state.weight(problem, *task)).sum();
        state.score.absent_weight = weight;
        state.absent = absent;
        true
    }

    /// How far each task has got.
    fn progress(&self, problem: &Problem, items: &[StopIdx]) -> impl Iterator<Item = u32> {
        self.tasks.iter().map(move |task| {
            let own = items
                .iter()
                .filter(|item| **item != RELOAD && problem.stops[**item as usize].task == *task);
            u32::try_from(own.count()).unwrap_or(u32::MAX)
        })
    }

    /// Remembers a sequence that keeps every rule and is the best of its subset and work so far.
    fn keep(&mut self, problem: &Problem, state: &mut State, kind: usize, sequence: &Sequence) {
        let items = &sequence.items;
        let mut subset: Subset = 0;
        for (bit, done) in self.progress(problem, items).enumerate() {
            let count = problem.tasks[self.tasks[bit] as usize].count;
            if done > 0 && done < count {
                return;
            }
            subset |= usize::from(done > 0) << bit;
        }
        let own = &mut self.kinds[kind];
        let vehicle = &problem.days[own.day as usize];
        if items.last().is_none_or(|last| *last == RELOAD)
            || load_profile(problem, vehicle, items).excess > 0
        {
            return;
        }
        let Some(tally) = state.tally(problem, vehicle, items) else { return };
        let routes = &mut own.routes[subset];
        let known = routes.iter().position(|known| known.tally.work == tally.work);
        let rival = known.map(|at| &routes[at]);
        let rival = rival.or_else(|| routes.get(MOST_ALIKE - 1));
        let value = (tally.late, tally.cost, tally.driving);
        let worth = |rival: &Route| (rival.tally.late, rival.tally.cost, rival.tally.driving);
        if rival.is_some_and(|rival| worth(rival) < value) {
            return;
        }
        let starts = state.starts(problem, own.day as usize, items);
        let route = Route { items: items.clone(), tally, starts };
        if rival.is_some_and(|rival| rival.value() <= route.value()) {
            return;
        }
        match known {
            Some(at) => _ = routes.remove(at),
            None => routes.truncate(MOST_ALIKE - 1),
        }
        let at = routes.partition_point(|known| known.value() <= route.value());
        routes.insert(at, route);
    }

    /// Every sequence that is longer by one item and not too late or too long.
    fn grow(
        &mut self,
        problem: &Problem,
        (reloads, state): (bool, &State),
        kind: usize,
        sequence: &Sequence,
    ) {
        let Kind { day, given, .. } = &self.kinds[kind];
        let vehicle = &problem.days[*day as usize];
        let mut next: Vec<StopIdx> = Vec::new();
        let mut begun = 0;
        for (bit, done) in self.progress(problem, &sequence.items).enumerate() {
            let task = &problem.tasks[self.tasks[bit] as usize];
            begun += i64::from(done > 0);
            if done < task.count && state.allows(problem, self.tasks[bit], *day) {
                next.push(task.first + done);
            }
        }
        let is_full = begun >= vehicle.max_orders;
        let turn = given.iter().find(|stop| !sequence.items.contains(stop));
        next.retain(|stop| {
            let task = problem.stops[*stop as usize].task;
            let is_first = problem.tasks[task as usize].first == *stop;
            (!is_full || !is_first) && (state.may_leave(task) || turn == Some(stop))
        });
        let before = sequence.items.last();
        let returns = before.is_some_and(|last| *last != RELOAD);
        if reloads && returns && vehicle.departure_depot.is_some() {
            next.push(RELOAD);
        }
        for item in next {
            self.open.extend(
                sequence
                    .longer(problem, vehicle, item)
                    .filter(|longer| longer.cost.rounded() <= self.bound),
            );
        }
    }
}

/// The tasks that must stay on a day; `None` where not all of its tour can be tried in other
/// sequences.
fn staying(problem: &Problem, places: &Places, state: &State, day: DayIdx) -> Option<Vec<TaskIdx>> {
    let items = &state.tours[day as usize].items;
    let own = items.iter().copied().filter(|item| has_home(problem, state, *item));
    let stops: Vec<StopIdx> = own.collect();
    let mut tasks: Vec<TaskIdx> = Vec::new();
    for stop in &stops {
        let task = problem.stops[*stop as usize].task;
        if !tasks.contains(&task) {
            tasks.push(task);
        }
    }
    let is_whole = |task: &TaskIdx| {
        let mut all = problem.tasks[*task as usize].stops();
        all.all(|stop| stops.contains(&stop))
    };
    let reloads =
        places.reloads && stops.iter().all(|stop| !keeps_its_place(problem, state, *stop));
    let is_free = stops.is_empty()
        || problem.days[day as usize].kept.is_nothing()
            && tasks.iter().all(is_whole)
            && (reloads || !items.contains(&RELOAD));
    is_free.then_some(tasks)
}

fn has_home(problem: &Problem, state: &State, item: StopIdx) -> bool {
    item != RELOAD && state.has_home(problem.stops[item as usize].task)
}

fn keeps_its_place(problem: &Problem, state: &State, item: StopIdx) -> bool {
    item != RELOAD && !state.may_leave(problem.stops[item as usize].task)
}

/// What a plan costs at most that is better than the one that stands, openings apart. One that is less
/// late, leaves out less or is of a better number of routes, where that comes first, may cost more.
fn bound(problem: &Problem, state: &State) -> Money {
    let score = state.value(problem);
    let is_bound = score.absent_weight == 0 && score.late == 0 && score.first_routes == 0;
    if is_bound { score.cost } else { Money(i64::MAX) }
}

impl Sequence {
    /// Before the first stop.
    fn start(vehicle: &VehicleDay, state: &State, day: DayIdx) -> Self {
        let tour = &state.tours[day as usize];
        Self {
            items: Vec::new(),
            leave: tour.ready[..tour.width].to_vec(),
            driving: 0,
            distance: 0,
            cost: vehicle.rates.activation,
        }
    }

    /// With one more item; `None` where that is too late, too long or cannot be driven to.
    fn longer(&self, problem: &Problem, vehicle: &VehicleDay, item: StopIdx) -> Option<Self> {
        let from = match self.items.last() {
            Some(last) => Some(place_of(problem, vehicle, *last)),
            None => vehicle.departure_place,
        };
        let step = hop(problem, vehicle, from, item, self.items.is_empty())?;
        let mut leave = vec![TOO_LATE; self.leave.len()];
        let opening = Opening::of(problem, vehicle, item, step.service);
        advance(&self.leave, &mut leave, step, opening, &vehicle.breaks);
        let driving = self.driving + i64::from(step.drive);
        let distance = self.distance + i64::from(step.distance);
        if leave.iter().all(|moment| *moment >= TOO_LATE)
            || driving > vehicle.max_driving
            || distance > vehicle.max_distance
        {
            return None;
        }
        let mut items = Vec::with_capacity(self.items.len() + 1);
        items.extend_from_slice(&self.items);
        items.push(item);
        Some(Self { items, leave, driving, distance, cost: self.cost + step.cost })
    }
}
