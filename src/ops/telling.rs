//! The result of a solve, made in steps: a route, or the reasons of one order, at a time.

use super::halves::Half;
use super::outcome::{Outcome, Plan};
use super::reasons::{Look, Reasons};
use super::summary;
use super::trials::{Depth, Memory};
use crate::model::{SchedulingResult, StepKind, UnassignedOrder};
use crate::problem::{DayIdx, Problem, TaskIdx};
use crate::schedule::Scheduler;
use crate::sorted;

/// A result under way.
pub(super) struct Telling {
    plan: Plan,
    /// Tasks left out.
    left: Vec<TaskIdx>,
    /// Those of them that were not tried everywhere, ascending.
    untried: Vec<TaskIdx>,
    scheduler: Scheduler,
    result: SchedulingResult,
    /// Days whose routes are still to be told, the next one last.
    days: Vec<DayIdx>,
    /// What reasons need, once the routes are told.
    memory: Option<Memory>,
    /// What is on no route and still to be told, the next one last.
    open: Vec<Absence>,
    unassigned: Vec<(TaskIdx, UnassignedOrder)>,
}

/// What is on no route.
enum Absence {
    Whole(TaskIdx),
    /// One step of an order: index of the half.
    Step(usize),
}

impl Telling {
    /// Of a plan that leaves out these tasks, of which some were not tried everywhere.
    pub(super) fn new(plan: Plan, left: &[TaskIdx], untried: &[TaskIdx]) -> Self {
        let mut untried = untried.to_vec();
        untried.sort_unstable();
        Self {
            days: plan.keys().rev().copied().collect(),
            plan,
            left: left.to_vec(),
            untried,
            scheduler: Scheduler::default(),
            result: SchedulingResult::default(),
            memory: None,
            open: Vec::new(),
            unassigned: Vec::new(),
        }
    }

    /// Tells a route, or why an order is on none, which it looks for as closely as there is time. About
    /// how much work that was, as the search counts it; `None` = all is told.
    pub(super) fn step(&mut self, outcome: &Outcome, depth: Depth) -> Option<u64> {
        if let Some(day) = self.days.pop() {
            let items = self.plan.get(&day).map(Vec::as_slice).unwrap_or_default();
            let (id, route) = outcome.route(day, items, &mut self.scheduler);
            self.result.routes.insert(id, route);
            return Some(work(items.len() * 50));
        }
        let Some(memory) = self.memory.take() else {
            self.sum_up(outcome);
            return Some(work(outcome.scope.problem.days.len()));
        };
        let Some(absence) = self.open.pop() else {
            self.end();
            return None;
        };
        let scope = &outcome.scope;
        let (plan, closed) = (&self.plan, &scope.closed);
        let mut reasons = Reasons::resume(&scope.problem, plan, closed, memory);
        let before = reasons.work();
        let own = match absence {
            Absence::Whole(task) => {
                let (_, kinds) = parts(&scope.problem, task);
                let look = Look { depth, is_tried: !self.is_untried(task) };
                (task, summary::unassigned(&mut reasons, task, kinds, look))
            }
            Absence::Step(half) => {
                let half: &Half = &scope.halves[half];
                (half.task, summary::half_assigned(&mut reasons, half))
            }
        };
        self.unassigned.push(own);
        let looked = work(scope.problem.days.len()) + reasons.work() - before;
        self.memory = Some(reasons.pause());
        Some(looked)
    }

    fn is_untried(&self, task: TaskIdx) -> bool {
        self.untried.binary_search(&task).is_ok()
    }

    /// The result, once all is told, without `stats`.
    pub(super) fn result(self) -> SchedulingResult {
        self.result
    }

    /// All that is not of one route or order; then the reasons begin.
    fn sum_up(&mut self, outcome: &Outcome) {
        outcome.sum_up(&self.plan, &self.left, &mut self.scheduler, &mut self.result);
        let scope = &outcome.scope;
        for route in scope.current.iter().filter(|route| scope.closed.contains_key(&route.day)) {
            self.plan.entry(route.day).or_insert_with(|| route.sequence.clone());
        }
        let whole = self.left.iter().chain(&scope.nowhere).copied().map(Absence::Whole);
        let halves = (0..scope.halves.len()).map(Absence::Step);
        self.open = whole.chain(halves).collect();
        let reasons = Reasons::new(&scope.problem, &self.plan, &scope.closed, self.open.len());
        self.memory = Some(reasons.pause());
        self.open.reverse();
    }

    fn end(&mut self) {
        let mut all = std::mem::take(&mut self.unassigned);
        sorted::by_key(&mut all, |(task, _)| *task);
        self.result.unassigned = all.into_iter().map(|(_, own)| own).collect();
    }
}

/// The id of an order and the kinds of its steps.
fn parts(problem: &Problem, task: TaskIdx) -> (String, Vec<StepKind>) {
    let own = &problem.tasks[task as usize];
    let kinds = own.stops().map(|stop| problem.stops[stop as usize].kind);
    (own.order_id.clone(), kinds.collect())
}

fn work(amount: usize) -> u64 {
    u64::try_from(amount).unwrap_or(u64::MAX)
}
