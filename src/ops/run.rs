//! A solve under way, whatever is solved: slices, limits, progress.

use super::budget::Budget;
use super::loaded::Loaded;
use super::outcome::{Outcome, Plan};
use super::scope::SolveScope;
use super::start::{aims, needless};
use super::telling::Telling;
use super::{Slice, World};
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    Balancing, Progress, RoutesChanged, SchedulingResult, SeedOption, SolveOptions, SolveStats,
    StatsPoint, StoppedBy,
};
use crate::schedule::Scheduler;
use crate::solver::{Scope, Solver};
use crate::sorted;

/// Used share of the budget, in 1/1 024, after which a second stage begins if it is needed.
const SECOND_STAGE: usize = 512;

/// A `buildRoutes` or `fitIn` under way: call [`Run::step`] until [`Run::done`], then
/// [`Run::finish`]. It may be finished at any moment with the best plan so far.
pub struct Run {
    outcome: Outcome,
    solver: Solver,
    budget: Budget,
    stats: SolveStats,
    progress_plans: bool,
    shown: Plan,
    /// Of routes that the search does not touch.
    kept_cost: i64,
    stopped: Option<StoppedBy>,
    stage: Stage,
}

/// How far a run has come.
#[derive(Default)]
enum Stage {
    /// The search improves the plan until a limit is reached.
    #[default]
    Searching,
    /// What is left out is tried everywhere, and the last criterion is looked at.
    Closing,
    /// Routes and reasons are told one by one.
    Telling(Box<Telling>),
    Told(Box<SchedulingResult>),
}

/// How a solve searches, beside its scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Reloads may be added.
    pub(super) reloads: bool,
    /// Initial tours keep their sequence.
    pub(super) keep_sequence: bool,
    /// Budget in milliseconds where no limit is given.
    pub(super) default_ms: i64,
    /// When the operation began, by the clock.
    pub(super) started: i64,
}

impl Run {
    /// Begins.
    pub(super) fn new(
        loaded: &Loaded,
        mut scope: SolveScope,
        manner: Manner,
        options: &SolveOptions,
        world: &mut dyn World,
    ) -> Result<Self, Error> {
        scope.warnings.extend(needless(options));
        let mut options = options.in_force();
        let seed = fixed_seed(&options)?;
        let orders = scope.tasks.len();
        let mut budget = Budget::new(&options, orders, manner.default_ms, manner.started);
        options.time_budget_ms = budget.time_ms;
        let solver = Solver::new(
            &scope.problem,
            Scope {
                tasks: scope.tasks.clone(),
                days: scope.open.clone(),
                initial: std::mem::take(&mut scope.initial),
                start: std::mem::take(&mut scope.start),
                keep_sequence: manner.keep_sequence,
                reloads: manner.reloads,
                aims: aims(&options),
                seed,
            },
        );
        let outcome = Outcome { valid: loaded.valid(), scope };
        let kept_cost = outcome.kept_cost();
        budget.begin(&solver, world);
        Ok(Self {
            kept_cost,
            outcome,
            solver,
            budget,
            progress_plans: options.progress_plans,
            stats: SolveStats { seed, options, ..SolveStats::default() },
            shown: Plan::new(),
            stopped: None,
            stage: Stage::Searching,
        })
    }

    /// Whether the result is there, or nobody wants more.
    #[must_use]
    pub const fn done(&self) -> bool {
        self.is_aborted() || matches!(self.stage, Stage::Told(_))
    }

    /// Goes on for a slice and says how far it is. Once a limit is reached, slices go on with what
    /// comes after the search; a step of it counts as an iteration.
    pub fn step(&mut self, slice: Slice, world: &mut dyn World) -> Progress {
        self.budget.poll(&self.solver, world);
        let from = (self.budget.elapsed_ms(), self.solver.rounds(), self.solver.work());
        let (mut steps, mut work) = (0, 0);
        self.stopped = self.stopped.or_else(|| self.reached());
        while !self.done() {
            if self.stopped.is_some() {
                steps += 1;
                work += self.end_step(world);
            } else {
                self.search_step(world);
            }
            let used = |limit: Option<u64>, used: u64| limit.is_some_and(|limit| used >= limit);
            if slice.ms.is_some_and(|ms| self.budget.elapsed_ms() - from.0 >= ms)
                || used(slice.iterations, self.solver.rounds() - from.1 + steps)
                || used(slice.work, self.solver.work() - from.2 + work)
            {
                break;
            }
        }
        self.progress()
    }

    fn search_step(&mut self, world: &mut dyn World) {
        let share = self.budget.share(&self.solver);
        if self.solver.advance(&self.outcome.scope.problem, share) {
            self.budget.poll(&self.solver, world);
            self.note_best();
        }
        self.budget.poll_sometimes(&self.solver, world);
        if self.budget.wants_rehearsal(share) {
            let is_better = self.solver.rehearse(&self.outcome.scope.problem);
            self.budget.poll(&self.solver, world);
            if is_better {
                self.note_best();
            }
        }
        self.stopped = self.reached();
    }

    /// One step of what comes after the search: it is kept within the time as far as it can be. How
    /// much work that was.
    fn end_step(&mut self, world: &mut dyn World) -> u64 {
        let aborted = self.is_aborted();
        let done = match std::mem::take(&mut self.stage) {
            Stage::Searching => {
                self.stage = Stage::Closing;
                0
            }
            Stage::Closing => self.close_step(aborted, world),
            Stage::Telling(mut telling) => {
                let told = telling.step(&self.outcome, self.budget.depth(aborted));
                self.stage = match told {
                    Some(_) => Stage::Telling(telling),
                    None => Stage::Told(Box::new(telling.result())),
                };
                told.unwrap_or(0)
            }
            told @ Stage::Told(_) => {
                self.stage = told;
                0
            }
        };
        self.budget.close(done, &self.solver, world);
        done
    }

    fn close_step(&mut self, aborted: bool, world: &mut dyn World) -> u64 {
        let problem = &self.outcome.scope.problem;
        let found = self.solver.improvements();
        if self.budget.must_tell(aborted) {
            self.solver.cut(problem, aborted);
        }
        let done = self.solver.close_step(problem, !aborted);
        if self.solver.improvements() > found {
            self.budget.poll(&self.solver, world);
            self.note_best();
        }
        self.stage = Stage::Closing;
        if done.is_none() && self.wants_more_days() {
            self.open_more_days();
        } else if done.is_none() {
            let (plan, left) = (self.plan(), self.solver.plan().1);
            self.stage = Stage::Telling(Box::new(Telling::new(plan, left, self.solver.untried())));
        }
        done.unwrap_or(0)
    }

    const fn is_aborted(&self) -> bool {
        matches!(self.stopped, Some(StoppedBy::Aborted))
    }

    /// Goes on until a limit is reached.
    pub(super) fn complete(mut self, world: &mut dyn World) -> SchedulingResult {
        while !self.done() {
            self.step(Slice::default(), world);
        }
        self.finish(world)
    }

    /// The caller wants no more: the best plan so far counts.
    pub fn stop(&mut self) {
        self.stopped = self.stopped.or(Some(StoppedBy::Aborted));
    }

    /// The result of the best plan so far.
    pub fn finish(mut self, world: &mut dyn World) -> SchedulingResult {
        self.stop();
        let mut result = loop {
            match std::mem::take(&mut self.stage) {
                Stage::Told(result) => break *result,
                stage => self.stage = stage,
            }
            self.end_step(world);
        };
        self.budget.poll(&self.solver, world);
        result.stats = SolveStats {
            iterations: self.solver.rounds(),
            elapsed_ms: self.budget.elapsed_ms(),
            improvements: self.solver.improvements(),
            stopped_by: self.stopped.unwrap_or(StoppedBy::Aborted),
            ..self.stats
        };
        result
    }

    /// Which limit is reached, if any; the second stage begins here.
    fn reached(&mut self) -> Option<StoppedBy> {
        let reached = self.budget.reached(&self.solver);
        let due = reached.is_some() || self.budget.share(&self.solver) >= SECOND_STAGE;
        if due && !self.solver.is_constructing() && self.wants_more_days() {
            self.open_more_days();
            return self.budget.reached(&self.solver);
        }
        reached
    }

    /// Whether something is left out that days not yet in scope may take.
    fn wants_more_days(&self) -> bool {
        !self.outcome.scope.later.is_empty() && !self.solver.plan().1.is_empty()
    }

    fn open_more_days(&mut self) {
        let days = std::mem::take(&mut self.outcome.scope.later);
        self.solver.next_stage(&self.outcome.scope.problem, &days);
    }

    /// Of all routes of the dates, as the result says it.
    fn cost(&self) -> i64 {
        self.solver.shown_cost() + self.kept_cost
    }

    fn note_best(&mut self) {
        self.stats.history.push(StatsPoint {
            elapsed_ms: self.budget.elapsed_ms(),
            iterations: self.solver.rounds(),
            cost: self.cost(),
            unassigned: self.left_out(),
        });
    }

    fn left_out(&self) -> usize {
        self.solver.plan().1.len() + self.outcome.scope.left_from_the_start()
    }

    fn plan(&self) -> Plan {
        let planned = self.solver.plan().0.map(|(day, items)| (day, items.to_vec()));
        let completed = self.outcome.scope.completed.iter();
        sorted::map(planned.chain(completed.map(|(day, items)| (*day, items.clone()))))
    }

    fn progress(&mut self) -> Progress {
        let score = self.solver.score();
        let share = self.budget.share(&self.solver);
        // All of it once the result is there.
        let percent = if self.done() { 100 } else { (share * 100 / 1_024).min(99) };
        let changed = self.progress_plans.then(|| self.changed());
        Progress {
            progress: u8::try_from(percent).unwrap_or(100),
            elapsed_ms: self.budget.elapsed_ms(),
            iterations: self.solver.rounds(),
            cost: self.cost(),
            unassigned: self.left_out(),
            routes_used: usize::try_from(score.routes).unwrap_or(0),
            changed,
        }
    }

    /// What changed in the best plan since this was last asked.
    fn changed(&mut self) -> RoutesChanged {
        let plan = self.plan();
        let differs = |items: &Vec<_>, day| self.shown.get(day) != Some(items);
        let changed = plan.iter().filter(|(day, items)| differs(items, *day));
        let changed = sorted::map(changed.map(|(day, items)| (*day, items.clone())));
        let gone = self.shown.keys().filter(|day| !plan.contains_key(day));
        let deleted_route_ids = gone.map(|day| self.outcome.route_id(*day)).collect();
        let routes = self.outcome.routes(&changed, &mut Scheduler::default());
        self.shown = plan;
        RoutesChanged { routes, deleted_route_ids }
    }
}

/// The seed, which a binding has drawn where none was fixed.
pub(super) fn fixed_seed(options: &SolveOptions) -> Result<u64, Error> {
    match options.seed {
        SeedOption::Fixed(seed) => Ok(seed),
        SeedOption::Random(_) => {
            let what = "options.seed must be drawn by the caller";
            Err(Error::new(ErrorCode::NotApplicable, what))
        }
    }
}

/// Options that contradict each other are refused, not weighed.
pub(super) fn refuse_contradictions(options: &SolveOptions) -> Result<(), Error> {
    let is_forced = options.balancing == Balancing::OnForce;
    let contradictions = [
        (
            "maxLatenessSec",
            options.max_lateness_sec.is_some() && !options.elastic_time_windows,
            "needs elasticTimeWindows: true",
        ),
        (
            "minimiseRoutes",
            options.minimise_routes && is_forced,
            "contradicts balancing: \"ON_FORCE\", which uses all vehicles",
        ),
    ];
    let refused = contradictions.iter().filter(|(_, asked, _)| *asked);
    let issue = |(name, _, rule): &(&str, bool, &str)| {
        Issue::new(ErrorCode::NotApplicable, (*name).to_owned(), *rule)
    };
    let issues: Vec<Issue> = refused.map(issue).collect();
    if issues.is_empty() { Ok(()) } else { Err(issues.into()) }
}
