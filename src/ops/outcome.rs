//! From the sequences that a solve found to its result.

use super::emit;
use super::evaluate_routes::evaluated;
use super::scope::SolveScope;
use super::tolerated::is_allowed;
use crate::check::breaches;
use crate::model::{CostSummary, Route, SchedulingResult};
use crate::problem::{DayIdx, StopIdx, TaskIdx};
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
    /// What a result has beside the reasons, once it has all routes of the plan.
    pub(super) fn sum_up(
        &self,
        plan: &Plan,
        left: &[TaskIdx],
        scheduler: &mut Scheduler,
        result: &mut SchedulingResult,
    ) {
        result.cost = self.cost(plan, &result.routes, scheduler);
        result.deleted_route_ids = self.deleted(plan);
        let old = &self.valid.snapshot.routes;
        result
            .routes
            .retain(|id, route| old.get(id).is_none_or(|old| old.revision != route.revision));
        result.data.order_ids = self.scope.fits.then(|| self.fitted(left));
        result.warnings.clone_from(&self.valid.warnings);
        result.warnings.extend_from_slice(&self.scope.warnings);
    }

    pub(super) fn route_id(&self, day: DayIdx) -> String {
        let current = self.scope.current.iter().find(|route| route.day == day);
        current.map_or_else(
            || self.scope.problem.days[day as usize].route_id(),
            |route| route.id.clone(),
        )
    }

    /// The routes of a plan.
    pub(super) fn routes(
        &self,
        plan: &Plan,
        scheduler: &mut Scheduler,
    ) -> sorted::Map<String, Route> {
        sorted::map(plan.iter().map(|(day, items)| self.route(*day, items, scheduler)))
    }

    /// The route of a day, with its id. Every one is checked once more before it leaves.
    pub(super) fn route(
        &self,
        day_idx: DayIdx,
        items: &[StopIdx],
        scheduler: &mut Scheduler,
    ) -> (String, Route) {
        let SolveScope { problem, current, begun, .. } = &self.scope;
        let day = &problem.days[day_idx as usize];
        let evaluation = scheduler.evaluate(problem, day, items);
        let mut broken = breaches(problem, day, items, &evaluation);
        broken.retain(|breach| {
            !is_allowed(problem, breach) && !self.scope.tolerated.has(day_idx, items, breach)
        });
        assert!(broken.is_empty(), "a planned route breaks a rule: {broken:?}");
        let before = current.iter().find(|route| route.day == day_idx);
        let before = before.and_then(|route| route.given(&self.valid.snapshot));
        let snapshot = &self.valid.snapshot;
        let route = match begun.get(&day_idx) {
            None => emit::route(snapshot, problem, day, items, &evaluation, before),
            Some(own) => {
                let before = (before, own.plan_for(items));
                emit::begun(snapshot, problem, day, items, &evaluation, before)
            }
        };
        (self.route_id(day_idx), route)
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
        let left = sorted::set(left.iter().copied());
        let planned = tasks.iter().filter(|task| !left.contains(task)).chain(whole_now);
        let id = |task: &TaskIdx| problem.tasks[*task as usize].order_id.clone();
        let mut ids: Vec<String> = planned.map(id).collect();
        sorted::plain(&mut ids);
        ids
    }
}
