//! From the sequences that a solve found to its result.

use super::emit;
use super::evaluate_routes::evaluated;
use super::reasons::Reasons;
use super::scope::SolveScope;
use super::summary;
use super::tolerated::is_allowed;
use crate::check::breaches;
use crate::model::{CostSummary, Route, SchedulingResult, StepKind, UnassignedOrder};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::Scheduler;
use crate::sorted;
use crate::units::Hundredths;
use crate::validate::Valid;
use std::rc::Rc;

/// Sequences by day.
pub(super) type Plan = sorted::Map<DayIdx, Vec<StopIdx>>;

/// What a solve works on, and the snapshot it came from.
pub(super) struct Outcome {
    pub(super) valid: Rc<Valid>,
    pub(super) scope: SolveScope,
}

impl Outcome {
    /// The result of a plan that leaves out these tasks, without `stats`.
    pub(super) fn result(&self, plan: Plan, left: &[TaskIdx]) -> SchedulingResult {
        let mut result = SchedulingResult::default();
        let mut scheduler = Scheduler::default();
        let routes = self.routes(&plan, &mut scheduler);
        result.cost = self.cost(&plan, &routes, &mut scheduler);
        result.deleted_route_ids = self.deleted(&plan);
        let old = &self.valid.snapshot.routes;
        result.routes = routes;
        result
            .routes
            .retain(|id, route| old.get(id).is_none_or(|old| old.revision != route.revision));
        result.data.order_ids = self.scope.fits.then(|| self.fitted(left));
        result.unassigned = self.unassigned(plan, left);
        result.warnings.clone_from(&self.valid.warnings);
        result.warnings.extend_from_slice(&self.scope.warnings);
        result
    }

    pub(super) fn route_id(&self, day: DayIdx) -> String {
        let current = self.scope.current.iter().find(|route| route.day == day);
        current.map_or_else(
            || self.scope.problem.days[day as usize].route_id(),
            |route| route.id.clone(),
        )
    }

    /// The routes of a plan. Every one is checked once more before it leaves.
    pub(super) fn routes(
        &self,
        plan: &Plan,
        scheduler: &mut Scheduler,
    ) -> sorted::Map<String, Route> {
        let SolveScope { problem, current, begun, .. } = &self.scope;
        let mut routes = sorted::Map::new();
        for (day_idx, items) in plan {
            let day = &problem.days[*day_idx as usize];
            let evaluation = scheduler.evaluate(problem, day, items);
            let mut broken = breaches(problem, day, items, &evaluation);
            broken.retain(|breach| {
                !is_allowed(problem, breach) && !self.scope.tolerated.has(*day_idx, items, breach)
            });
            assert!(broken.is_empty(), "a planned route breaks a rule: {broken:?}");
            let before = current.iter().find(|route| route.day == *day_idx);
            let before = before.and_then(|route| route.given(&self.valid.snapshot));
            let snapshot = &self.valid.snapshot;
            let route = match begun.get(day_idx) {
                None => emit::route(snapshot, problem, day, items, &evaluation, before),
                Some(own) => {
                    let before = (before, own.plan_for(items));
                    emit::begun(snapshot, problem, day, items, &evaluation, before)
                }
            };
            routes.insert(self.route_id(*day_idx), route);
        }
        routes
    }

    /// Of all routes of the dates in scope: the planned ones and those that stay.
    fn cost(
        &self,
        plan: &Plan,
        routes: &sorted::Map<String, Route>,
        scheduler: &mut Scheduler,
    ) -> CostSummary {
        let SolveScope { problem, current, closed, .. } = &self.scope;
        let mut cost = CostSummary::default();
        for route in routes.values() {
            cost += route.cost_breakdown.unwrap_or_default();
        }
        let stays = |day: &DayIdx| closed.contains_key(day) && !plan.contains_key(day);
        for route in current.iter().filter(|route| stays(&route.day)) {
            let kept = evaluated(&self.valid.snapshot, problem, scheduler, route);
            cost += kept.cost_breakdown.unwrap_or_default();
        }
        cost
    }

    /// Of all routes of the dates in scope that a search does not change.
    pub(super) fn kept_cost(&self) -> Hundredths {
        let mut scheduler = Scheduler::default();
        let completed = &self.scope.completed;
        let routes = self.routes(completed, &mut scheduler);
        self.cost(completed, &routes, &mut scheduler).total
    }

    /// Routes that may be changed and have no work any more.
    fn deleted(&self, plan: &Plan) -> Vec<String> {
        let SolveScope { current, closed, .. } = &self.scope;
        let empty = |day: &DayIdx| !plan.contains_key(day) && !closed.contains_key(day);
        current.iter().filter(|route| empty(&route.day)).map(|route| route.id.clone()).collect()
    }

    /// Ids of the orders that were to be planned and are.
    fn fitted(&self, left: &[TaskIdx]) -> Vec<String> {
        let SolveScope { problem, tasks, whole_now, .. } = &self.scope;
        let planned = tasks.iter().filter(|task| !left.contains(task)).chain(whole_now);
        let id = |task: &TaskIdx| problem.tasks[*task as usize].order_id.clone();
        let mut ids: Vec<String> = planned.map(id).collect();
        sorted::plain(&mut ids);
        ids
    }

    fn unassigned(&self, mut plan: Plan, left: &[TaskIdx]) -> Vec<UnassignedOrder> {
        let SolveScope { problem, current, closed, nowhere, halves, .. } = &self.scope;
        for route in current.iter().filter(|route| closed.contains_key(&route.day)) {
            plan.entry(route.day).or_insert_with(|| route.sequence.clone());
        }
        let orders = left.len() + nowhere.len() + halves.len();
        let mut reasons = Reasons::new(problem, &plan, closed, orders);
        let left = left.iter().chain(nowhere);
        let whole = left.map(|task| {
            let kinds = kinds(problem, *task);
            (*task, summary::unassigned(&mut reasons, *task, kinds))
        });
        let mut all: Vec<(TaskIdx, UnassignedOrder)> = whole.collect();
        for half in halves {
            all.push((half.task, summary::half_assigned(&mut reasons, half)));
        }
        sorted::by_key(&mut all, |(task, _)| *task);
        all.into_iter().map(|(_, own)| own).collect()
    }
}

fn kinds(problem: &Problem, task: TaskIdx) -> Vec<StepKind> {
    let stops = problem.tasks[task as usize].stops();
    stops.map(|stop| problem.stops[stop as usize].kind).collect()
}
