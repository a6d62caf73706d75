//! Plans so small that everything can be tried: every sequence of every subset of the tasks on one
//! day of each kind, grown stop by stop and cut off where nothing that follows can be in time; then
//! the best way to share the tasks out among the days, subset by subset (dynamic programming over
//! subsets; Held and Karp, "A dynamic programming approach to sequencing problems", Journal of the
//! SIAM 10(1), 1962). What that finds is the best plan there is by every criterion of SEMANTICS 5,
//! orders that are feasible only together and reloads included. Where the sequences are more than
//! [`MOST_SEQUENCES`] it ends there with the best of those tried.

use super::Places;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::{RELOAD, load_profile};
use crate::solver::Moment;
use crate::solver::hop::{hop, place_of};
use crate::solver::objective::{Score, first_route};
use crate::solver::state::State;
use crate::solver::tour::{Opening, TOO_LATE, advance};
use crate::sorted;
use crate::units::Money;

/// Most tasks that are tried in every sequence.
const MOST_TASKS: usize = 8;
/// Most days that the tasks are shared out among.
const MOST_DAYS: usize = 64;
/// Most sequences that are looked at, whole or not.
const MOST_SEQUENCES: usize = 60_000;
/// Sequences looked at in one step.
const STEP: usize = 250;

/// Bit by bit the tasks of a subset.
type Subset = usize;

/// The search through all sequences, under way.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Exhaustive {
    tasks: Vec<TaskIdx>,
    days: Vec<DayIdx>,
    /// One day of each kind, the next one last.
    kinds: Vec<DayIdx>,
    /// Begun on the last of `kinds`.
    open: Vec<Sequence>,
    /// By kind and subset the best route.
    routes: sorted::Map<u32, Vec<Option<Route>>>,
    /// How many more sequences may be looked at.
    left: usize,
    /// No plan that leaves nothing out costs more than this.
    bound: Money,
}

/// The beginning of a route.
#[derive(Clone, Debug)]
struct Sequence {
    items: Vec<StopIdx>,
    /// By number of breaks taken: when the vehicle can leave.
    leave: Vec<Moment>,
    driving: i64,
    distance: i64,
    /// Of what has happened so far, without waiting and breaks.
    cost: Money,
}

/// The best sequence of a subset on a kind of day.
#[derive(Clone, Debug)]
struct Route {
    items: Vec<StopIdx>,
    price: Money,
    late: i64,
    driving: i64,
    starts: i64,
}

/// A share-out among the first few days: its value, and what the last of them serves.
#[derive(Clone, Copy, Debug)]
struct Shared {
    value: (Score, i64),
    last: Subset,
}

impl Exhaustive {
    /// Where there are few enough tasks and days. `absent` are the tasks that the plan as it stands
    /// leaves out.
    pub(in crate::solver) fn new(
        tasks: &[TaskIdx],
        places: &Places,
        state: &State,
    ) -> Option<Self> {
        if tasks.is_empty() || tasks.len() > MOST_TASKS || places.open.len() > MOST_DAYS {
            return None;
        }
        let mut known = Vec::new();
        let mut kinds = Vec::new();
        for day in &places.open {
            let kind = places.kind(*day);
            if !known.contains(&kind) {
                known.push(kind);
                kinds.push(*day);
            }
        }
        // A plan that is less late, or of fewer routes where their number comes first, may cost more.
        let Score { absent_weight, late, first_routes, .. } = state.score;
        let is_bound = absent_weight == 0 && late == 0 && first_routes == 0;
        let bound = if is_bound { state.score.cost } else { Money(i64::MAX) };
        Some(Self {
            tasks: tasks.to_vec(),
            days: places.open.clone(),
            kinds,
            open: Vec::new(),
            routes: sorted::Map::new(),
            left: MOST_SEQUENCES,
            bound,
        })
    }

    /// Looks at a few sequences. False when there are none left.
    pub(in crate::solver) fn step(
        &mut self,
        problem: &Problem,
        places: &mut Places,
        state: &mut State,
    ) -> bool {
        for _ in 0..STEP.min(self.left) {
            let Some(day) = self.kinds.last().copied() else { return false };
            let kind = places.kind(day);
            if !self.routes.contains_key(&kind) {
                self.routes.insert(kind, vec![None; 1 << self.tasks.len()]);
                self.open.push(Sequence::start(&problem.days[day as usize], state, day));
            }
            let Some(sequence) = self.open.pop() else {
                self.kinds.pop();
                continue;
            };
            places.work += 1;
            self.left -= 1;
            self.keep(problem, state, (day, kind), &sequence);
            self.grow(problem, (places.reloads, state), day, &sequence);
        }
        self.left > 0
    }

    /// Puts the best share-out into the state; false where there is none.
    pub(in crate::solver) fn apply(
        &self,
        problem: &Problem,
        places: &Places,
        state: &mut State,
    ) -> bool {
        let Some(plan) = self.share_out(problem, places) else { return false };
        let mut absent = self.tasks.clone();
        for (day, route) in plan {
            let items = route.map_or(&[][..], |route| route.items.as_slice());
            let price = route.map_or(Money::ZERO, |route| route.price);
            absent.retain(|task| !items.contains(&problem.tasks[*task as usize].first));
            state.replace(problem, day, items, price);
        }
        state.rehome();
        let weight = absent.iter().map(|task| problem.tasks[*task as usize].weight).sum();
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

    /// Remembers a sequence that keeps every rule and is the best of its subset so far.
    fn keep(
        &mut self,
        problem: &Problem,
        state: &mut State,
        (day, kind): (DayIdx, u32),
        sequence: &Sequence,
    ) {
        let items = &sequence.items;
        let mut subset: Subset = 0;
        for (bit, done) in self.progress(problem, items).enumerate() {
            let count = problem.tasks[self.tasks[bit] as usize].count;
            if done > 0 && done < count {
                return;
            }
            subset |= usize::from(done > 0) << bit;
        }
        let vehicle = &problem.days[day as usize];
        if items.last().is_none_or(|last| *last == RELOAD)
            || load_profile(problem, vehicle, items).excess > 0
        {
            return;
        }
        let Some((price, driving)) = state.price_and_drive(problem, vehicle, items) else { return };
        let Some(known) = self.routes.get_mut(&kind).and_then(|all| all.get_mut(subset)) else {
            return;
        };
        let value = (price.rounded(), driving);
        let best = known.as_ref().map(|best| (best.price.rounded(), best.driving));
        if best.is_some_and(|best| best < value) {
            return;
        }
        let starts = state.starts(problem, day as usize, items);
        let later = |best: &Route| best.starts <= starts;
        if best == Some(value) && known.as_ref().is_some_and(later) {
            return;
        }
        let (late, _) = state.late_and_work(problem, day, items);
        *known = Some(Route { items: items.clone(), price, late, driving, starts });
    }

    /// Every sequence that is longer by one item and not too late or too long.
    fn grow(
        &mut self,
        problem: &Problem,
        (reloads, state): (bool, &State),
        day: DayIdx,
        sequence: &Sequence,
    ) {
        let vehicle = &problem.days[day as usize];
        let mut next: Vec<StopIdx> = Vec::new();
        let mut begun = 0;
        for (bit, done) in self.progress(problem, &sequence.items).enumerate() {
            let task = &problem.tasks[self.tasks[bit] as usize];
            begun += i64::from(done > 0);
            if done < task.count && state.allows(problem, self.tasks[bit], day) {
                next.push(task.first + done);
            }
        }
        let is_full = begun >= vehicle.max_orders;
        next.retain(|stop| {
            !is_full || problem.tasks[problem.stops[*stop as usize].task as usize].first != *stop
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

    /// The best share-out of the tasks among the days.
    fn share_out(
        &self,
        problem: &Problem,
        places: &Places,
    ) -> Option<Vec<(DayIdx, Option<&Route>)>> {
        let all = (1 << self.tasks.len()) - 1;
        let weight = |subset: Subset| -> i64 {
            let tasks = self.tasks.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
            tasks.map(|(_, task)| problem.tasks[*task as usize].weight).sum()
        };
        let nothing = Score { absent_weight: weight(all), ..Score::default() };
        let mut shared = vec![vec![None; all + 1]];
        shared[0][0] = Some(Shared { value: (nothing, 0), last: 0 });
        for day in &self.days {
            let routes = self.routes.get(&places.kind(*day))?;
            let first = first_route(&problem.days[*day as usize]);
            let before = shared.last()?;
            // The vehicle stays where it is.
            let mut after: Vec<Option<Shared>> =
                before.iter().map(|one| one.map(|one| Shared { last: 0, ..one })).collect();
            for (own, route) in routes.iter().enumerate() {
                let Some(route) = route else { continue };
                for served in (0..=all).filter(|served| served & own == 0) {
                    let Some(Shared { value: (mut score, mut starts), .. }) = before[served] else {
                        continue;
                    };
                    score.absent_weight -= weight(own);
                    score.late += route.late;
                    score.cost += route.price.rounded();
                    score.driving += route.driving;
                    score.routes += 1;
                    score.first_routes += first;
                    starts += route.starts;
                    let known = &mut after[served | own];
                    if known.is_none_or(|known| (score, starts) < known.value) {
                        *known = Some(Shared { value: (score, starts), last: own });
                    }
                }
            }
            shared.push(after);
        }
        let ends = shared.last()?.iter().enumerate();
        let values = ends.filter_map(|(subset, one)| Some((one.as_ref()?.value, subset)));
        let (_, mut subset) = values.min()?;
        let mut plan = Vec::with_capacity(self.days.len());
        for (day, after) in self.days.iter().zip(&shared[1..]).rev() {
            let own = after[subset]?.last;
            let route = self.routes.get(&places.kind(*day))?;
            plan.push((*day, route[own].as_ref()));
            subset &= !own;
        }
        Some(plan)
    }
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
            cost: vehicle.rates.activation + vehicle.opening,
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
