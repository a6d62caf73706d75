//! The search: an anytime improvement of a plan that is feasible at every moment.
//!
//! First regret insertion, then rounds of ruin (adjacent strings, related tasks, whole routes) and recreate (greedy with
//! blinks) under simulated annealing, with local search on what a round has changed, and more of it on
//! what led to a new best plan. Two tiers of evaluation: tours answer
//! in O(1) whether and for how much a stop fits; the exact evaluator prices every tour that is kept. Work is counted in positions looked at, never in time.

mod aims;
mod anneal;
mod best;
mod closing;
mod construct;
mod coolings;
mod fleet;
mod hop;
mod improve;
mod insertion;
mod interleave;
mod late;
mod neighbours;
mod objective;
mod pair;
mod pickups;
mod place;
mod plain;
mod polish;
mod pool;
mod pricing;
#[cfg(test)]
mod random_moves;
mod ruin;
mod scan;
mod sequence;
mod state;
mod tour;
mod undo;

pub use aims::{Aims, Balance, Work};
pub use objective::Score;
pub use scan::{Insertion, Scan, all_places};
pub use sequence::tidy_reloads;

use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::schedule::RELOAD;
use crate::units::{Hundredths, Money};
use aims::Guide;
use anneal::Anneal;
use best::Best;
use closing::Closing;
use construct::Places;
use construct::exhaustive::Exhaustive;
use construct::first_plan::FirstPlan;
use coolings::Coolings;
use fleet::Fleet;
use neighbours::Neighbours;
use pool::Pool;
use state::State;

/// Seconds in hot arrays.
type Moment = i32;

/// What a search may change.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Tasks that are to be planned.
    pub tasks: Vec<TaskIdx>,
    /// Days that may get work; their tours are empty at first, but for those in `initial`.
    pub days: Vec<DayIdx>,
    /// Tours that some of these days have already, feasible in time, loads and length. Their tasks
    /// stay on their day and are never left out, whatever vehicle, date, tags and regions say. One
    /// with a stop that takes part in a wait on which nothing is agreed stays as it is.
    pub initial: Vec<(DayIdx, Vec<StopIdx>)>,
    /// Tours to begin with; their tasks are to be planned, too, and may go anywhere. What of a tour
    /// cannot be kept begins as left out.
    pub start: Vec<(DayIdx, Vec<StopIdx>)>,
    /// What the initial tours have stays in its sequence.
    pub keep_sequence: bool,
    /// Reloads may be added (SEMANTICS 2.10).
    pub reloads: bool,
    /// What a plan is to be beside cheap.
    pub aims: Aims,
    /// Of the random numbers.
    pub seed: u64,
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Solver {
    scope: Scope,
    state: State,
    places: Places,
    neighbours: Neighbours,
    /// Whether `neighbours` has the lists of initial stops too.
    knows_all: bool,
    /// Services may be late: what nothing can take in time is tried everywhere.
    is_elastic: bool,
    construction: Option<FirstPlan>,
    exhaustive: Option<Exhaustive>,
    /// What routes are to count beside their cost, once there is a plan that is only cheap.
    guide: Option<Guide>,
    anneal: Anneal,
    coolings: Coolings,
    /// Routes to put plans together of, where they are few and do not depend on each other.
    pool: Option<Pool>,
    memory: improve::Memory,
    fleet: Option<Fleet>,
    /// What opening a day costs less while days are opened freely; nothing without a fleet phase.
    relief: Money,
    rng: Rng,
    best: Best,
    closing: Closing,
    /// Tasks left out that were not tried everywhere.
    untried: Vec<TaskIdx>,
    /// How many tasks left out were tried everywhere during the search, and how much work that was.
    rehearsed: (u64, u64),
    rounds: u64,
    improvements: u64,
}

impl Solver {
    /// A search on a problem, which every later call must be given again.
    #[must_use]
    pub fn new(problem: &Problem, mut scope: Scope) -> Self {
        let waits = |items: &[StopIdx]| items.iter().any(|stop| problem.is_open_wait(*stop));
        let fixed = scope.initial.iter().filter(|(_, items)| waits(items));
        let fixed: Vec<DayIdx> = fixed.map(|(day, _)| *day).collect();
        scope.days.retain(|day| !fixed.contains(day));
        // Insertion alone asks only for what is near the tasks to insert.
        let neighbours = neighbours_of(problem, &scope, false);
        let mut state = State::new(problem, &scope);
        let mut places = Places::new(problem, &scope.days, scope.reloads);
        let is_fresh = scope.initial.is_empty() && scope.start.is_empty();
        let construction = Some(FirstPlan::new(problem, &mut places, &state, is_fresh));
        let fleet = if scope.initial.is_empty() {
            Fleet::new(problem, &scope.days, neighbours.mean_cost)
        } else {
            None
        };
        let guide = Guide::new(scope.aims, scope.days.len());
        let is_exact = guide.is_none() && scope.days.iter().all(|day| state.finds_exactly(*day));
        let mean = neighbours.mean_cost;
        let anneal = anneal::course(problem, &scope.tasks, mean, fleet.is_some(), is_exact);
        let is_free = scope.initial.is_empty() && guide.is_none();
        let pool = if is_free { Pool::new(problem, &scope.tasks) } else { None };
        let relief = fleet.as_ref().map(|_| fleet::relief(problem, &scope.days, mean));
        Self {
            anneal,
            coolings: Coolings::new(pool.is_none()),
            pool,
            memory: improve::Memory::new(problem.stops.len()),
            fleet,
            relief: relief.unwrap_or_default(),
            rng: Rng::new(scope.seed),
            best: Best::new(problem, &mut state),
            knows_all: scope.initial.is_empty(),
            guide,
            is_elastic: problem.elastic.is_some(),
            scope,
            state,
            places,
            neighbours,
            construction,
            exhaustive: None,
            closing: Closing::Open,
            untried: Vec::new(),
            rehearsed: (0, 0),
            rounds: 0,
            improvements: 0,
        }
    }

    /// Rounds of ruin and recreate so far.
    #[must_use]
    pub const fn rounds(&self) -> u64 {
        self.rounds
    }

    /// Positions looked at so far.
    #[must_use]
    pub const fn work(&self) -> u64 {
        self.places.work
    }

    /// New best plans so far, the first one included.
    #[must_use]
    pub const fn improvements(&self) -> u64 {
        self.improvements
    }

    /// Of the best plan.
    #[must_use]
    pub const fn score(&self) -> Score {
        self.best.score
    }

    /// Cost of the best plan as results show it: without the search's penalties, rounded route by
    /// route (SEMANTICS 5).
    #[must_use]
    pub fn shown_cost(&self) -> Hundredths {
        self.best.total_shown
    }

    /// Whether the first plan is still being built.
    #[must_use]
    pub const fn is_constructing(&self) -> bool {
        self.construction.is_some() || self.exhaustive.is_some()
    }

    /// Whether there is nothing to search for: no order or no vehicle.
    #[must_use]
    pub const fn is_trivial(&self) -> bool {
        self.scope.tasks.is_empty() || self.scope.days.is_empty()
    }

    /// Goes on by one insertion of the construction, or one round. `share` is the used share of
    /// the budget in 1/1 024. True if the best plan changed.
    pub fn advance(&mut self, problem: &Problem, share: usize) -> bool {
        if self.exhaustive.is_some() {
            return self.try_everything(problem);
        }
        let Some(mut construction) = self.construction.take() else {
            return self.search_on(problem, share);
        };
        let Self { neighbours, places, state, rng, .. } = self;
        state.begin();
        let goes_on = construction.step(problem, neighbours, places, state, rng);
        self.mark_stale();
        if goes_on {
            self.construction = Some(construction);
            return false;
        }
        let is_best = construction.complete == 1 || self.best.is_beaten(problem, &mut self.state);
        if is_best {
            self.record(problem);
        }
        self.state.begin();
        if construction.begin_next(problem, &mut self.places, &mut self.state) {
            self.mark_stale();
            self.construction = Some(construction);
            return is_best;
        }
        self.restore(problem);
        self.begin_exhaustive(problem);
        if self.exhaustive.is_none() {
            self.build_again(problem);
        }
        is_best
    }

    /// Goes on by one round, or by putting a plan together of known routes.
    fn search_on(&mut self, problem: &Problem, share: usize) -> bool {
        self.coolings.observe(share, self.rounds, self.scope.tasks.len());
        let moment = self.coolings.at(share);
        if self.coolings.wants_recombination(moment) && self.recombine(problem) {
            return true;
        }
        let is_again = self.is_again(problem, moment);
        let used = if is_again { moment.part } else { moment.share };
        if let Some(improved) = self.fleet_round(problem, used) {
            return improved;
        }
        let share =
            if is_again { fleet::share_again(used) } else { self.share_after(problem, used) };
        self.round(problem, share)
    }

    /// From here on routes count more than their cost, where that is asked for. The best plan is the one
    /// that stands. False where nothing changed.
    fn aim(&mut self, problem: &Problem) -> bool {
        let Some(guide) = self.guide.take() else { return false };
        self.settle(problem);
        self.restore(problem);
        self.state.aim(problem, guide);
        self.best.record(problem, &mut self.state);
        true
    }

    /// Of the best plan, as it stands.
    fn begin_exhaustive(&mut self, problem: &Problem) {
        let Self { scope, places, state, .. } = self;
        self.exhaustive = Exhaustive::new(problem, &scope.tasks, places, state);
    }

    /// Builds the first plan once more with that in view, where everything may change; tries
    /// everything again where not.
    fn build_again(&mut self, problem: &Problem) {
        let is_fresh = self.scope.initial.is_empty() && self.scope.start.is_empty();
        if !self.aim(problem) {
            return;
        }
        if is_fresh {
            self.state.begin();
            self.state.clear(problem, &self.places.open);
            let mut again = FirstPlan::new(problem, &mut self.places, &self.state, true);
            again.complete = 1;
            self.mark_stale();
            self.construction = Some(again);
        } else {
            self.begin_exhaustive(problem);
        }
    }

    /// Goes on with what a tiny problem allows. True if the best plan changed.
    fn try_everything(&mut self, problem: &Problem) -> bool {
        let Self { places, state, best, .. } = self;
        let Some(mut exhaustive) = self.exhaustive.take() else { return false };
        if exhaustive.step(problem, places, state) {
            self.exhaustive = Some(exhaustive);
            return false;
        }
        state.begin();
        let is_best = exhaustive.apply(problem, state) && best.is_beaten(problem, state);
        self.mark_stale();
        if is_best {
            self.record(problem);
        } else {
            self.restore(problem);
        }
        self.build_again(problem);
        is_best
    }

    /// Builds the first plan to its end, in haste if it must, lets every left-out task try every
    /// place exactly, and polishes.
    pub fn finish(&mut self, problem: &Problem) {
        while self.close_step(problem, true).is_some() {}
    }

    /// Ends this stage and begins the next: what is on a tour stays as it is, and what is left out
    /// may go to `days`, which are not in scope yet.
    pub fn next_stage(&mut self, problem: &Problem, days: &[DayIdx]) {
        self.finish(problem);
        self.closing = Closing::Open;
        (self.pool, self.coolings) = (None, Coolings::new(true));
        self.state.begin();
        self.state.pin(problem);
        self.scope.tasks.clone_from(&self.best.absent);
        self.scope.days.extend_from_slice(days);
        self.state.extend(days.len());
        self.guide.iter_mut().for_each(|guide| guide.extend(days.len()));
        let work = self.places.work;
        self.places = Places::new(problem, days, self.scope.reloads);
        self.places.work = work;
        self.construction = Some(FirstPlan::new(problem, &mut self.places, &self.state, false));
    }

    /// The best plan: the sequence of each day in scope that is used, and the tasks left out.
    pub fn plan(&self) -> (impl Iterator<Item = (DayIdx, &[StopIdx])>, &[TaskIdx]) {
        let used = (0..).zip(&self.best.items).filter(|(_, items)| !items.is_empty());
        (used.map(|(day, items)| (day, items.as_slice())), &self.best.absent)
    }

    fn round(&mut self, problem: &Problem, share: usize) -> bool {
        self.rounds += 1;
        if !self.knows_all {
            self.knows_all = true;
            self.neighbours = neighbours_of(problem, &self.scope, true);
        }
        let Self { neighbours, places, state, rng, scope, best, memory, .. } = self;
        let Some(task) = scope.tasks.get(rng.index(scope.tasks.len())) else { return false };
        let seed = problem.tasks[*task as usize].first;
        let before = state.score;
        state.begin();
        let kept = state.absent.len();
        ruin::run(problem, neighbours, places, state, seed, rng);
        construct::recreate::run(problem, neighbours, places, state, kept, None, rng);
        let relief = places.relief;
        let mut search = improve::Search {
            problem,
            neighbours,
            places,
            state,
            memory,
            hub: improve::Hub::default(),
        };
        if accepts(before, search.state.score, relief, self.anneal.hopeless(share)) {
            improve::run_near(&mut search);
        }
        let mut is_best = best.is_beaten(problem, search.state);
        if is_best {
            improve::run(&mut search);
        } else if !accepts(before, state.score, relief, self.anneal.allowance(share, rng)) {
            state.roll_back();
            return false;
        }
        is_best = is_best && best.is_beaten(problem, state);
        self.remember(problem);
        self.mark_stale();
        if is_best {
            self.record(problem);
        }
        is_best
    }

    fn mark_stale(&mut self) {
        self.best.mark_stale(&self.state);
    }

    /// The plan as it stands is the best.
    fn record(&mut self, problem: &Problem) {
        self.improvements += 1;
        self.best.record(problem, &mut self.state);
        self.state.follow(problem);
    }

    /// Back to the best plan.
    fn restore(&mut self, problem: &Problem) {
        self.best.restore(problem, &mut self.state);
    }
}

/// The neighbours of the tasks to plan, or of all tasks, among all stops in scope.
fn neighbours_of(problem: &Problem, scope: &Scope, all: bool) -> Neighbours {
    let tasks = scope.tasks.iter().map(|task| &problem.tasks[*task as usize]);
    let mut stops: Vec<StopIdx> = tasks.flat_map(crate::problem::Task::stops).collect();
    let own = stops.len();
    let initial = scope.initial.iter().flat_map(|(_, items)| items);
    stops.extend(initial.filter(|item| **item != RELOAD));
    let day = scope.days.first().map(|day| &problem.days[*day as usize]);
    match day.or(problem.days.first()) {
        Some(day) => {
            let of = if all { &stops } else { &stops[..own] };
            Neighbours::compile(problem, day, of, &stops)
        }
        None => Neighbours::none(problem),
    }
}

/// Annealing on cost among plans that leave out the same weight, each route taken to cost so much
/// less; less weight left out always wins, more never does.
fn accepts(before: Score, after: Score, relief: Money, allowance: i64) -> bool {
    let cost = |score: Score| (score.cost - relief * score.routes).0;
    match after.absent_weight.cmp(&before.absent_weight) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => cost(after) < cost(before).saturating_add(allowance),
    }
}
