//! `buildRoutes` (documents: "Build Routes"): (re)build all routes of a date range so that all
//! eligible orders are served at least cost.

use super::budget::Budget;
use super::emit;
use super::evaluate_routes::evaluated;
use super::reasons::Reasons;
use super::scope::{self, BuildScope};
use super::summary;
use super::{Slice, World};
use crate::check::breaches;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    BuildRoutesRequest, CostSummary, Progress, Route, RoutesChanged, SchedulingResult, SeedOption,
    SolveOptions, SolveStats, StatsPoint, StoppedBy,
};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::Scheduler;
use crate::solver::{Scope, Solver};
use crate::validate::{Valid, build_routes_warnings};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Sequences by day.
type Plan = BTreeMap<DayIdx, Vec<StopIdx>>;

/// A `buildRoutes` under way: call [`BuildRun::step`] until [`BuildRun::done`], then
/// [`BuildRun::finish`]. It may be finished at any moment with the best plan so far.
pub struct BuildRun {
    valid: Rc<Valid>,
    scope: BuildScope,
    solver: Solver,
    budget: Budget,
    stats: SolveStats,
    progress_plans: bool,
    shown: Plan,
    stopped: Option<StoppedBy>,
}

/// Runs `buildRoutes` to its end.
///
/// # Errors
/// As [`BuildRun::start`].
pub fn build_routes(
    valid: &Rc<Valid>,
    request: &BuildRoutesRequest,
    options: &SolveOptions,
    world: &mut dyn World,
) -> Result<SchedulingResult, Error> {
    let mut run = BuildRun::start(valid, request, options, world)?;
    while !run.done() {
        run.step(Slice::default(), world);
    }
    Ok(run.finish(world))
}

impl BuildRun {
    /// Compiles the snapshot and begins.
    ///
    /// # Errors
    /// 400 where an option asks for what is not available.
    pub fn start(
        valid: &Rc<Valid>,
        request: &BuildRoutesRequest,
        options: &SolveOptions,
        world: &mut dyn World,
    ) -> Result<Self, Error> {
        refuse_unavailable(options)?;
        let mut options = options.clone();
        let seed = match options.seed {
            SeedOption::Fixed(seed) => seed,
            SeedOption::Random(_) => {
                return Err(Error::new(
                    ErrorCode::NotApplicable,
                    "options.seed must be drawn by the caller",
                ));
            }
        };
        let mut scope = scope::build(&valid.snapshot, request, &options.rules);
        scope.warnings.extend(build_routes_warnings(request, &valid.snapshot));
        let budget = Budget::new(&options, scope.tasks.len(), world);
        options.time_budget_ms = budget.time_ms;
        let solver = Solver::new(
            &scope.problem,
            Scope {
                tasks: scope.tasks.clone(),
                days: scope.open.clone(),
                reloads: request.depot_trips,
                seed,
            },
        );
        let progress_plans = options.progress_plans;
        let stats = SolveStats { seed, options, ..SolveStats::default() };
        Ok(Self {
            valid: Rc::clone(valid),
            scope,
            solver,
            budget,
            stats,
            progress_plans,
            shown: Plan::new(),
            stopped: None,
        })
    }

    /// Whether a limit is reached.
    #[must_use]
    pub const fn done(&self) -> bool {
        self.stopped.is_some()
    }

    /// Goes on for a slice and says how far it is.
    pub fn step(&mut self, slice: Slice, world: &mut dyn World) -> Progress {
        self.budget.poll(&self.solver, world);
        let from = (self.budget.elapsed_ms(), self.solver.rounds(), self.solver.work());
        self.stopped = self.stopped.or_else(|| self.budget.reached(&self.solver));
        while self.stopped.is_none() {
            let share = self.budget.share(&self.solver);
            if self.solver.advance(&self.scope.problem, share) {
                self.budget.poll(&self.solver, world);
                self.note_best();
            }
            self.budget.poll_sometimes(&self.solver, world);
            self.stopped = self.budget.reached(&self.solver);
            let used = |limit: Option<u64>, used: u64| limit.is_some_and(|limit| used >= limit);
            if slice.ms.is_some_and(|ms| self.budget.elapsed_ms() - from.0 >= ms)
                || used(slice.iterations, self.solver.rounds() - from.1)
                || used(slice.work, self.solver.work() - from.2)
            {
                break;
            }
        }
        self.progress()
    }

    /// The caller wants no more: the best plan so far counts.
    pub fn stop(&mut self) {
        self.stopped = self.stopped.or(Some(StoppedBy::Aborted));
    }

    /// The result of the best plan so far.
    pub fn finish(mut self, world: &mut dyn World) -> SchedulingResult {
        self.solver.finish(&self.scope.problem);
        let plan = self.plan();
        let mut result = SchedulingResult::default();
        let mut scheduler = Scheduler::default();
        let routes = self.routes(&plan, &mut scheduler);
        result.cost = self.cost(&routes, &mut scheduler);
        result.deleted_route_ids = self.deleted(&plan);
        let old = &self.valid.snapshot.routes;
        result.routes = routes
            .into_iter()
            .filter(|(id, route)| old.get(id).is_none_or(|old| old.revision != route.revision))
            .collect();
        result.unassigned = self.unassigned(plan, scheduler);
        result.warnings.clone_from(&self.valid.warnings);
        result.warnings.append(&mut self.scope.warnings);
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

    fn note_best(&mut self) {
        let score = self.solver.score();
        self.stats.history.push(StatsPoint {
            elapsed_ms: self.budget.elapsed_ms(),
            iterations: self.solver.rounds(),
            cost: score.cost.round(),
            unassigned: self.left_out(),
        });
    }

    fn left_out(&self) -> usize {
        self.solver.plan().1.len() + self.scope.nowhere.len()
    }

    fn plan(&self) -> Plan {
        self.solver.plan().0.map(|(day, items)| (day, items.to_vec())).collect()
    }

    fn progress(&mut self) -> Progress {
        let score = self.solver.score();
        let share = if self.done() { 1_024 } else { self.budget.share(&self.solver) };
        let changed = self.progress_plans.then(|| self.changed());
        Progress {
            progress: u8::try_from(share * 100 / 1_024).unwrap_or(100),
            elapsed_ms: self.budget.elapsed_ms(),
            iterations: self.solver.rounds(),
            cost: score.cost.round(),
            unassigned: self.left_out(),
            routes_used: usize::try_from(score.routes).unwrap_or(0),
            changed,
        }
    }

    /// What changed in the best plan since this was last asked.
    fn changed(&mut self) -> RoutesChanged {
        let plan = self.plan();
        let differs = |day: &DayIdx, items: &Vec<StopIdx>| self.shown.get(day) != Some(items);
        let changed = plan.iter().filter(|(day, items)| differs(day, items));
        let changed: Plan = changed.map(|(day, items)| (*day, items.clone())).collect();
        let gone = self.shown.keys().filter(|day| !plan.contains_key(day));
        let deleted_route_ids = gone.map(|day| self.route_id(*day)).collect();
        let routes = self.routes(&changed, &mut Scheduler::default());
        self.shown = plan;
        RoutesChanged { routes, deleted_route_ids }
    }

    fn route_id(&self, day: DayIdx) -> String {
        let current = self.scope.current.iter().find(|route| route.day == day);
        current.map_or_else(
            || self.scope.problem.days[day as usize].route_id(),
            |route| route.id.clone(),
        )
    }

    /// The routes of a plan. Every one is checked once more before it leaves.
    fn routes(&self, plan: &Plan, scheduler: &mut Scheduler) -> BTreeMap<String, Route> {
        let BuildScope { problem, current, .. } = &self.scope;
        let mut routes = BTreeMap::new();
        for (day_idx, items) in plan {
            let day = &problem.days[*day_idx as usize];
            let evaluation = scheduler.evaluate(problem, day, items);
            let broken = breaches(problem, day, items, &evaluation);
            assert!(broken.is_empty(), "a planned route breaks a rule: {broken:?}");
            let before = current.iter().find(|route| route.day == *day_idx);
            let before = before.and_then(|route| route.given(&self.valid.snapshot));
            let route = emit::route(&self.valid.snapshot, problem, day, items, &evaluation, before);
            routes.insert(self.route_id(*day_idx), route);
        }
        routes
    }

    /// Of all routes of the dates in scope: the planned ones and those that stay.
    fn cost(&self, routes: &BTreeMap<String, Route>, scheduler: &mut Scheduler) -> CostSummary {
        let BuildScope { problem, current, locked, .. } = &self.scope;
        let mut cost = CostSummary::default();
        for route in routes.values() {
            cost += route.cost_breakdown.unwrap_or_default();
        }
        for route in current.iter().filter(|route| locked.contains(&route.day)) {
            let kept = evaluated(&self.valid, problem, scheduler, route);
            cost += kept.cost_breakdown.unwrap_or_default();
        }
        cost
    }

    /// Routes that may be changed and have no work any more.
    fn deleted(&self, plan: &Plan) -> Vec<String> {
        let BuildScope { current, locked, .. } = &self.scope;
        let empty = |day: &DayIdx| !plan.contains_key(day) && !locked.contains(day);
        current.iter().filter(|route| empty(&route.day)).map(|route| route.id.clone()).collect()
    }

    fn unassigned(
        &self,
        mut plan: Plan,
        scheduler: Scheduler,
    ) -> Vec<crate::model::UnassignedOrder> {
        let BuildScope { problem, current, locked, nowhere, .. } = &self.scope;
        for route in current.iter().filter(|route| locked.contains(&route.day)) {
            plan.insert(route.day, route.sequence.clone());
        }
        let mut left: Vec<TaskIdx> = self.solver.plan().1.iter().chain(nowhere).copied().collect();
        left.sort_unstable();
        let mut reasons = Reasons { problem, plan: &plan, locked, scheduler };
        let report = |task: TaskIdx| {
            let kinds = kinds(problem, task);
            summary::unassigned(&mut reasons, task, kinds)
        };
        left.into_iter().map(report).collect()
    }
}

fn kinds(problem: &Problem, task: TaskIdx) -> Vec<crate::model::StepKind> {
    let stops = problem.tasks[task as usize].stops();
    stops.map(|stop| problem.stops[stop as usize].kind).collect()
}

/// Options that this release does not know how to honour are refused, not ignored.
fn refuse_unavailable(options: &SolveOptions) -> Result<(), Error> {
    let default = SolveOptions::default();
    let asked = [
        ("startFrom", options.start_from != default.start_from),
        ("lockType", options.lock_type != default.lock_type),
        ("upcomingStopCutoff", options.upcoming_stop_cutoff != 0),
        ("balancing", options.balancing != default.balancing),
        ("clustering", options.clustering),
        ("minimiseRoutes", options.minimise_routes),
        ("avoidEagerPickups", options.avoid_eager_pickups),
        ("elasticTimeWindows", options.elastic_time_windows),
    ];
    let issues: Vec<Issue> = asked
        .iter()
        .filter(|(_, asked)| *asked)
        .map(|(name, _)| {
            Issue::new(ErrorCode::NotApplicable, format!("options.{name}"), "is not available yet")
        })
        .collect();
    if issues.is_empty() { Ok(()) } else { Err(issues.into()) }
}
