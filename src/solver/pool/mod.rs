//! Routes of good plans, and plans that are put together of them: the adaptive memory of Rochat and
//! Taillard, "Probabilistic diversification and intensification in local search for vehicle routing"
//! (Journal of Heuristics 1(1), 1995), with set partitioning as in Subramanian, Uchoa and Ochi, "A hybrid
//! algorithm for a class of vehicle routing problems" (Computers & Operations Research 40(10), 2013). Where
//! tasks are few a search sees the routes of the best plan, but not all of them at once.
//!
//! What a route costs must not depend on the others, and any day of its kind must be able to drive it: there is no pool
//! where work is to be even or where tours are given.

mod partition;
mod tasks;

use super::Solver;
use super::construct::Places;
use super::state::State;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::RELOAD;
use crate::units::Money;
use partition::{Column, Partition};
use tasks::Tasks;

/// Fewest tasks: with less everything is tried.
const FEWEST: usize = 10;
/// Most routes: of plans of 200 tasks some 2 000 are taken in within 6 s.
const ROUTES: usize = 4_096;
/// Routes come from plans that cost at most so many thousandths more than the best.
const DEARER: i64 = 15;
/// Plans are put together once there are so many new routes.
const NEW_ROUTES: usize = 20;
/// Looks that are worth a position looked at.
const LOOKS_OF_A_POSITION: u64 = 50;

/// See the module's head.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    /// By task: its number among those to plan.
    numbers: Vec<u8>,
    /// What each of those cost about when plans were put together last.
    prices: Vec<i64>,
    /// Each at the place that its hash says; the newer one stays. Empty until there are any.
    routes: Vec<Option<Route>>,
    /// How many were taken in since plans were put together.
    new: usize,
}

/// The cheapest known way to serve some tasks on a kind of day.
#[derive(Clone, Debug)]
struct Route {
    key: u64,
    column: Column,
    items: Vec<StopIdx>,
}

impl Pool {
    /// For these tasks, where they are few.
    pub(super) fn new(problem: &Problem, tasks: &[TaskIdx]) -> Option<Self> {
        if tasks.len() > tasks::MOST || tasks.len() < FEWEST {
            return None;
        }
        let mut numbers = vec![0; problem.tasks.len()];
        for (number, task) in (0..=u8::MAX).zip(tasks) {
            numbers[*task as usize] = number;
        }
        Some(Self { numbers, prices: vec![0; tasks.len()], routes: Vec::new(), new: 0 })
    }

    fn tasks(&self, problem: &Problem, items: &[StopIdx]) -> Tasks {
        let mut tasks = Tasks::default();
        for item in items.iter().filter(|item| **item != RELOAD) {
            tasks.add(self.numbers[problem.stops[*item as usize].task as usize]);
        }
        tasks
    }

    /// Takes the tour of a day in.
    fn add(&mut self, problem: &Problem, kind: u32, state: &State, day: DayIdx) {
        let tour = &state.tours[day as usize];
        // What is late is worth nothing, and its cost too much to be calculated with.
        if tour.items.is_empty() || tour.late > 0 {
            return;
        }
        if self.routes.is_empty() {
            self.routes.resize(ROUTES, None);
        }
        let tasks = self.tasks(problem, &tour.items);
        let (key, cost) = (tasks.hash(kind), tour.cost.rounded().0);
        let place = usize::try_from(key % ROUTES as u64).unwrap_or(0);
        let is_known = |route: &Route| route.key == key;
        match &mut self.routes[place] {
            Some(known) if is_known(known) && known.column.cost <= cost => {}
            place => {
                self.new += usize::from(!place.as_ref().is_some_and(is_known));
                let items = tour.items.clone();
                *place = Some(Route { key, column: Column { cost, kind, tasks }, items });
            }
        }
    }

    /// The routes of the cheapest plan of those known that costs less than `most` and serves what these
    /// tours do.
    fn combine<'t>(
        &mut self,
        problem: &Problem,
        places: &mut Places,
        tours: impl Iterator<Item = &'t [StopIdx]>,
        most: Money,
    ) -> Vec<(u32, Vec<StopIdx>)> {
        self.new = 0;
        let mut needed = Tasks::default();
        let mut guess = Vec::new();
        for items in tours.filter(|items| !items.is_empty()) {
            let tasks = self.tasks(problem, items);
            needed = needed.with(tasks);
            guess.extend(tasks.list());
        }
        // Only at first; later prices are better.
        if self.prices.iter().all(|price| *price == 0) {
            let each = most.0 / i64::try_from(guess.len().max(1)).unwrap_or(i64::MAX);
            guess.iter().for_each(|task| self.prices[usize::from(*task)] = each);
        }
        let mut room = Vec::new();
        for kind in places.open.iter().map(|day| places.kind(*day) as usize) {
            room.resize(room.len().max(kind + 1), 0);
            room[kind] += 1;
        }
        let routes: Vec<&Route> = self.routes.iter().flatten().collect();
        let columns: Vec<Column> = routes.iter().map(|route| route.column).collect();
        let prices = std::mem::take(&mut self.prices);
        let mut partition = Partition::new(&columns, needed, room, (prices, most.0));
        let found = partition.solve(needed);
        places.work += partition.work / LOOKS_OF_A_POSITION;
        self.prices = partition.prices;
        let chosen = found.iter().flatten().filter_map(|at| routes.get(*at));
        chosen.map(|route| (route.column.kind, route.items.clone())).collect()
    }
}

impl Solver {
    /// Takes in what a round has changed of a plan that is nearly as good as the best.
    pub(super) fn remember(&mut self, problem: &Problem) {
        let (own, best) = (self.state.score, self.best.score);
        let near = Money(best.cost.0 / 1_000 * DEARER);
        let Some(pool) = &mut self.pool else { return };
        if own.absent_weight == best.absent_weight && own.cost <= best.cost + near {
            for day in self.state.changed() {
                pool.add(problem, self.places.kind(day), &self.state, day);
            }
        }
    }

    /// Puts the best plan together that the routes known allow. True if it is better than the best; the
    /// plan stays as it is otherwise.
    pub(super) fn recombine(&mut self, problem: &Problem) -> bool {
        let Self { places, state, best, pool, .. } = self;
        let Some(pool) = pool.as_mut().filter(|pool| pool.new >= NEW_ROUTES) else { return false };
        let tours = best.items.iter().map(Vec::as_slice);
        let routes = pool.combine(problem, places, tours, best.score.cost);
        state.begin();
        if routes.is_empty()
            || !take_on(problem, places, state, routes)
            || !best.is_beaten(problem, state)
        {
            state.roll_back();
            return false;
        }
        self.mark_stale();
        self.record(problem);
        true
    }
}

/// Gives the plan these routes, by kinds of days; those that it has stay where they are. False where one
/// cannot be driven after all: the plan is to be rolled back then.
fn take_on(
    problem: &Problem,
    places: &Places,
    state: &mut State,
    mut routes: Vec<(u32, Vec<StopIdx>)>,
) -> bool {
    let mut days = places.open.clone();
    days.retain(|day| {
        let own = (places.kind(*day), &state.tours[*day as usize].items);
        let known = routes.iter().position(|(kind, items)| (*kind, items) == own);
        known.map(|at| routes.swap_remove(at)).is_none()
    });
    state.clear(problem, &days);
    for (kind, items) in routes {
        let day = days.iter().position(|day| places.kind(*day) == kind);
        let Some(day) = day.map(|at| days.swap_remove(at)) else { return false };
        let price = state.price(problem, &problem.days[day as usize], &items);
        let Some(cost) = price else { return false };
        state.replace(problem, day, &items, cost);
        for item in items.iter().filter(|item| **item != RELOAD) {
            let task = problem.stops[*item as usize].task;
            if problem.tasks[task as usize].first == *item {
                state.settle(problem, task);
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Pool, take_on};
    use crate::problem::StopIdx;
    use crate::schedule::RELOAD;
    use crate::solver::improve::tests::Road;
    use crate::units::Money;

    /// Four streets of three stops each, from the depot in every direction, and vehicles for three.
    fn streets(tours: &[&[StopIdx]]) -> Road {
        let directions = [[1, 0], [0, 1], [-1, 0], [0, -1]];
        let street = |[x, y]: [i32; 2]| [100, 200, 300].map(|at| [x * at, y * at]);
        Road::new(&directions.map(street).concat(), 3, tours)
    }

    const GOOD: [[StopIdx; 3]; 4] = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]];

    #[test]
    fn the_good_routes_of_two_plans_make_a_better_one() {
        let one = streets(&[&GOOD[0], &GOOD[1], &[6, 10, 8], &[9, 7, 11]]);
        let mut two = streets(&[&[0, 4, 2], &GOOD[3], &[3, 1, 5], &GOOD[2]]);
        // Along a street and back it is 600; from one to another 100 + 300 + 500 + 300.
        let cost = Money::hundredths(2 * 600 + 2 * 1_200);
        assert_eq!([one.state.score.cost, two.state.score.cost], [cost; 2]);
        let tasks: Vec<u32> = (0..12).collect();
        let mut pool = Pool::new(&two.problem, &tasks).expect("few tasks");
        for day in 0..4 {
            pool.add(&two.problem, 0, &one.state, day);
            pool.add(&two.problem, 0, &two.state, day);
        }
        assert_eq!(pool.new, 8);
        let tours = one.state.tours.iter().map(|tour| tour.items.as_slice());
        let routes = pool.combine(&two.problem, &mut two.places, tours, cost);
        two.state.begin();
        assert!(take_on(&two.problem, &two.places, &mut two.state, routes));
        assert_eq!(two.state.score.cost, Money::hundredths(4 * 600));
        assert!(two.state.absent.is_empty() && two.state.score.absent_weight == 0);
        // What it had already stays on its day.
        assert_eq!([&two.state.tours[1].items, &two.state.tours[3].items], [&GOOD[3], &GOOD[2]]);
        for (at, stop) in two.state.tours.iter().flat_map(|tour| tour.items.iter().enumerate()) {
            assert!(*stop != RELOAD && two.state.item_of[*stop as usize] as usize == at);
        }
    }

    #[test]
    fn of_the_same_tasks_the_cheaper_route_is_kept_and_all_else_as_long_as_there_is_room() {
        // 200 + 100 + 200 + 300 for three stops of a street, not 600.
        let dear = streets(&[&[1, 0, 2], &[3, 4, 5], &[], &[]]);
        let cheap = streets(&[&[0, 1, 2], &[3, 4, 5], &[], &[]]);
        let tasks: Vec<u32> = (0..12).collect();
        let mut pool = Pool::new(&dear.problem, &tasks).expect("few tasks");
        for road in [&dear, &cheap, &dear] {
            (0..4).for_each(|day| pool.add(&dear.problem, 0, &road.state, day));
        }
        let mut routes: Vec<&[StopIdx]> =
            pool.routes.iter().flatten().map(|route| route.items.as_slice()).collect();
        routes.sort_unstable();
        assert_eq!((pool.new, routes), (2, vec![&GOOD[0][..], &GOOD[1][..]]));
        // With less than ten tasks everything is tried, and more than 256 have no numbers.
        assert!(Pool::new(&dear.problem, &tasks[..9]).is_none());
        assert!(Pool::new(&dear.problem, &[0; 257]).is_none());
    }
}
