//! What the manual moves share (SEMANTICS 8): the plan of some dates as sequences that are taken
//! apart and put together, then timed (2.3) and reported with all they violate.

use super::current::{CurrentRoute, at_home, current_routes, visits};
use super::evaluate_routes::{evaluated, timed};
use super::loaded::Loaded;
use super::plan_kept::plan_of;
use super::reasons::Reasons;
use super::scope;
use super::summary::{self, Closed, day_of};
use crate::date::Date;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    OrderStepIdentifier, Route, RouteStep, Rules, SchedulingResult, Snapshot, StepKind, StepType,
    UnassignedOrder,
};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{RELOAD, Scheduler, cost_summary};
use crate::sorted;
use std::rc::Rc;

/// The route that each order step is on.
pub(super) type Routed<'s> = sorted::Map<(&'s str, StepKind), &'s str>;

/// All order steps that are on a route.
pub(super) fn routed(snapshot: &Snapshot) -> Routed<'_> {
    let mut routed = Routed::new();
    for (id, route) in &snapshot.routes {
        let steps = route.steps.iter();
        let served = steps.filter_map(|step| Some((step.order_id.as_deref()?, step.step_kind()?)));
        routed.extend(served.map(|step| (step, id.as_str())));
    }
    routed
}

/// The plan of some dates, under change.
pub(super) struct Board<'v> {
    loaded: &'v Loaded,
    rules: &'v Rules,
    pub(super) problem: Rc<Problem>,
    /// As the snapshot has them.
    current: Vec<CurrentRoute>,
    /// As they are to be; empty = no work.
    plan: sorted::Map<DayIdx, Vec<StopIdx>>,
    locked: Closed,
    /// Days that got work that they had not.
    gained: sorted::Set<DayIdx>,
    /// Days whose route names order steps or reloads that there are no more.
    lost: sorted::Set<DayIdx>,
    /// Days to be timed anew though their sequence stays.
    retimed: sorted::Set<DayIdx>,
}

impl<'v> Board<'v> {
    pub(super) fn new(loaded: &'v Loaded, rules: &'v Rules, dates: &sorted::Set<Date>) -> Self {
        let snapshot = &loaded.snapshot;
        let problem = loaded.problem(rules, dates);
        let locked = scope::locked(snapshot, &problem, &snapshot.locked_route_ids, rules);
        let current = current_routes(snapshot, &problem);
        let has_lost = |route: &&CurrentRoute| {
            let given = route.given(snapshot).map_or(0, |(_, route)| visits(&route.steps).count());
            given > route.sequence.len()
        };
        let lost = sorted::set(current.iter().filter(has_lost).map(|route| route.day));
        let plan = sorted::map(current.iter().map(|route| (route.day, route.sequence.clone())));
        Self {
            loaded,
            rules,
            problem,
            current,
            plan,
            locked,
            gained: sorted::Set::new(),
            lost,
            retimed: sorted::Set::new(),
        }
    }

    /// A warning for each of these routes whose vehicle does not drive on its date.
    pub(super) fn at_home(&self, routes: &sorted::Set<String>) -> Vec<Issue> {
        at_home(&self.problem, self.current.iter().filter(|route| routes.contains(&route.id)))
    }

    /// The day of a route id, of an existing route or of one to come.
    pub(super) fn day(&self, route_id: &str) -> Option<DayIdx> {
        day_of(&self.loaded.snapshot, &self.problem, route_id)
    }

    /// The route of a day as the snapshot has it.
    pub(super) fn route(&self, day: DayIdx) -> Option<&'v Route> {
        let current = self.current.iter().find(|route| route.day == day)?;
        current.given(&self.loaded.snapshot).map(|(_, route)| route)
    }

    /// What a day is to do.
    pub(super) fn sequence(&self, day: DayIdx) -> &[StopIdx] {
        self.plan.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing of a day may be touched.
    pub(super) fn is_locked(&self, day: DayIdx) -> bool {
        self.locked.contains_key(&day)
    }

    /// Why a day can get no work: a lock, or that the vehicle of a day without any is not available.
    pub(super) fn refusal(&self, day: DayIdx) -> Option<String> {
        let own = &self.problem.days[day as usize];
        if self.is_locked(day) {
            return Some("must not be locked".to_owned());
        }
        (!own.available && self.sequence(day).is_empty()).then(|| {
            format!("must be of an available vehicle: {} is not on {}", own.vehicle_id, own.date)
        })
    }

    /// Has a route timed anew, and deleted if nothing of it is left.
    pub(super) fn retime(&mut self, route_id: &str) {
        self.retimed.extend(self.day(route_id));
    }

    /// Takes a stop off its route.
    pub(super) fn take(&mut self, stop: StopIdx) {
        for sequence in self.plan.values_mut() {
            sequence.retain(|item| *item != stop);
        }
    }

    /// Puts stops into a day, before that place of its sequence.
    pub(super) fn put(&mut self, day: DayIdx, place: usize, stops: &[StopIdx]) {
        let sequence = self.plan.entry(day).or_default();
        let place = place.min(sequence.len());
        sequence.splice(place..place, stops.iter().copied());
        self.gained.insert(day);
    }

    /// Exchanges what two days do.
    pub(super) fn swap(&mut self, one: DayIdx, other: DayIdx) {
        let of_one = self.plan.remove(&one).unwrap_or_default();
        let of_other = self.plan.insert(other, of_one).unwrap_or_default();
        self.plan.insert(one, of_other);
        self.gained.extend([one, other]);
    }

    /// The result: every changed sequence timed and reported, what is empty deleted. Of `asked` the
    /// orders that are not (fully) on a route are reported with reasons; without, all that are
    /// eligible on the dates.
    ///
    /// # Errors
    /// 400 where a day that got work would have to drive a leg that cannot be driven (SEMANTICS 1.5).
    pub(super) fn finish(
        mut self,
        asked: Option<&sorted::Set<TaskIdx>>,
    ) -> Result<SchedulingResult, Error> {
        let mut result =
            SchedulingResult { warnings: self.loaded.warnings.clone(), ..Default::default() };
        let mut scheduler = Scheduler::default();
        let mut days: Vec<CurrentRoute> = self.current.clone();
        let known = sorted::set(days.iter().map(|route| route.day));
        let is_new = |day: &&DayIdx| !known.contains(day) && !self.sequence(**day).is_empty();
        for day in self.plan.keys().filter(is_new) {
            let id = self.problem.days[*day as usize].route_id();
            days.push(CurrentRoute { id, day: *day, sequence: Vec::new() });
        }
        let mut unreachable = Vec::new();
        for mut route in days {
            let before = std::mem::take(&mut route.sequence);
            route.sequence = self.tidied(route.day, &before);
            let changed = before != route.sequence || self.retimed.contains(&route.day);
            if changed && route.sequence.is_empty() {
                result.deleted_route_ids.push(route.id.clone());
                continue;
            }
            let snapshot = &self.loaded.snapshot;
            let place = (route.day, Some(route.sequence.as_slice()));
            let given = route.given(snapshot);
            let moved = self.with_what_came(&route, &before);
            let old = moved.as_ref().map(|moved| (route.id.as_str(), moved)).or(given);
            let timed = timed(&self.problem, &mut scheduler, place, old, snapshot);
            result.cost += cost_summary(&timed.evaluation.parts);
            if !changed {
                continue;
            }
            let timed = timed.emitted(snapshot, &self.problem, old);
            if given.is_none_or(|(_, given)| given.revision != timed.revision) {
                let was = CurrentRoute { sequence: before, ..route.clone() };
                if self.is_newly_unreachable(&timed, &was, &mut scheduler) {
                    unreachable.push(unreachable_issue(&route.id));
                }
                result.routes.insert(route.id, timed);
            }
        }
        if !unreachable.is_empty() {
            return Err(unreachable.into());
        }
        result.unassigned = self.unassigned(asked);
        Ok(result)
    }

    /// The route of a day as the snapshot has it, and with it the steps that come from other routes:
    /// what was recorded of a step, and all else that it carries, goes where it goes. Only unassigning
    /// clears that (documents: "Unassign Orders"). `None` = no such steps.
    fn with_what_came(&self, route: &CurrentRoute, before: &[StopIdx]) -> Option<Route> {
        let snapshot = &self.loaded.snapshot;
        let is_new = |item: &&StopIdx| **item != RELOAD && !before.contains(item);
        let came = route.sequence.iter().filter(is_new).filter_map(|item| {
            let stop = self.problem.stops.get(*item as usize)?;
            let order_id = self.problem.tasks[stop.task as usize].order_id.as_str();
            let mut steps = snapshot.routes.values().flat_map(|route| &route.steps);
            let is_it = |step: &&RouteStep| {
                step.order_id.as_deref() == Some(order_id) && step.step_kind() == Some(stop.kind)
            };
            steps.find(is_it).filter(|_| self.gained.contains(&route.day))
        });
        let came: Vec<RouteStep> = came.map(without_plan).collect();
        if came.is_empty() {
            return None;
        }
        let given = route.given(snapshot).map(|(_, given)| given.clone());
        let mut given = given.unwrap_or_else(|| Route { revision: 0, ..Route::default() });
        let is_end =
            |step: &&RouteStep| matches!(step.kind, StepType::CloseOut | StepType::Arrival);
        let at = given.steps.len() - given.steps.iter().rev().take_while(is_end).count();
        if !given.plan.is_empty() {
            let at = at.min(given.plan.len());
            given.plan.splice(at..at, plan_of(&came));
        }
        given.steps.splice(at..at, came);
        Some(given)
    }

    /// A changed sequence without reloads where they cannot be: first, last, twice in a row, or
    /// without a departure depot (SEMANTICS 2.10).
    fn tidied(&mut self, day: DayIdx, before: &[StopIdx]) -> Vec<StopIdx> {
        let Some(sequence) = self.plan.get_mut(&day) else { return Vec::new() };
        let has_lost = self.lost.contains(&day) && self.retimed.contains(&day);
        if sequence.as_slice() != before || has_lost {
            if self.problem.days[day as usize].departure_depot.is_none() {
                sequence.retain(|item| *item != RELOAD);
            }
            sequence.dedup_by(|next, last| *next == RELOAD && *last == RELOAD);
            let first = sequence.iter().take_while(|item| **item == RELOAD).count();
            sequence.drain(..first);
            sequence.truncate(
                sequence.len() - sequence.iter().rev().take_while(|item| **item == RELOAD).count(),
            );
        }
        sequence.clone()
    }

    /// Whether a day that got work needs a leg that cannot be driven, and did not before.
    fn is_newly_unreachable(
        &self,
        timed: &Route,
        was: &CurrentRoute,
        scheduler: &mut Scheduler,
    ) -> bool {
        let is_lost = |route: &Route| route.steps.iter().any(|step| step.drive_to_next_sec < 0);
        self.gained.contains(&was.day)
            && is_lost(timed)
            && (was.sequence.is_empty()
                || !is_lost(&evaluated(&self.loaded.snapshot, &self.problem, scheduler, was)))
    }

    fn unassigned(&mut self, asked: Option<&sorted::Set<TaskIdx>>) -> Vec<UnassignedOrder> {
        let problem = &self.problem;
        let mut on_routes = sorted::set(self.plan.values().flatten().copied());
        let here = sorted::set(self.current.iter().map(|route| route.id.as_str()));
        for ((order, kind), route) in routed(&self.loaded.snapshot) {
            if !here.contains(route) {
                on_routes.extend(problem.stop(order, kind));
            }
        }
        let mut left = Vec::new();
        for (task, own) in problem.tasks() {
            let in_scope = match asked {
                Some(asked) => asked.contains(&task),
                None => own.eligible_dates.contains(&true),
            };
            let is_missing = |stop: &StopIdx| in_scope && !on_routes.contains(stop);
            let missing: Vec<StopIdx> = own.stops().filter(is_missing).collect();
            if !missing.is_empty() {
                left.push((task, missing));
            }
        }
        if left.is_empty() {
            return Vec::new();
        }
        for route in &mut self.current {
            route.sequence = self.plan.get(&route.day).cloned().unwrap_or_default();
        }
        let Self { loaded, problem, current, rules, .. } = self;
        let closed = scope::closed_from_here(&loaded.snapshot, problem, current, rules);
        let mut reasons = Reasons::new(problem, &self.plan, &closed, left.len());
        let report =
            |(task, missing): (_, Vec<_>)| summary::not_served(&mut reasons, task, &missing);
        left.into_iter().map(report).collect()
    }

    /// The stops of order steps.
    pub(super) fn stops(&self, steps: &[OrderStepIdentifier]) -> Vec<StopIdx> {
        steps.iter().filter_map(|step| self.problem.stop(&step.order_id, step.kind)).collect()
    }

    /// The tasks of orders.
    pub(super) fn tasks<'o>(&self, orders: impl Iterator<Item = &'o str>) -> sorted::Set<TaskIdx> {
        sorted::set(orders.filter_map(|order| self.problem.task(order)))
    }
}

/// A step without the times that its route planned for it, unless it took place: then they are what it
/// is compared with.
fn without_plan(step: &RouteStep) -> RouteStep {
    let mut step = step.clone();
    if step.tracking_data.is_none() {
        (step.arrival_sec, step.start_sec, step.end_sec) = (0, 0, 0);
    }
    step
}

fn unreachable_issue(route_id: &str) -> Issue {
    let path = format!("routes[{route_id}]");
    Issue::new(ErrorCode::NotApplicable, path, "would have to drive a leg that cannot be driven")
}

/// Refuses a request for these reasons, if there are any.
///
/// # Errors
/// 400 with all of them.
pub(super) fn refuse(reasons: Vec<(String, String)>) -> Result<(), Error> {
    let issue = |(path, rule)| Issue::new(ErrorCode::NotApplicable, path, rule);
    let issues: Vec<Issue> = reasons.into_iter().map(issue).collect();
    if issues.is_empty() { Ok(()) } else { Err(issues.into()) }
}
