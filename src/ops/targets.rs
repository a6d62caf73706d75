//! Where one order could go: the vehicle-dates that may take work, and their sequences.

use super::current::{CurrentRoute, current_routes};
use super::emit;
use super::kept::Begun;
use super::outcome::Plan;
use super::scope::{from_here, locked};
use super::summary::{Closed, day_of};
use super::tolerated::{Tolerated, close_violated, is_violated, reopen_violated};
use crate::check::{Breach, breaches};
use crate::date::Date;
use crate::model::{ProposalStatus, ProposalSummary, Route, Rules, Snapshot, StepKind};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{Evaluation, Scheduler, StepWhat};
use crate::solver::{Insertion, Scan, tidy_reloads};
use crate::sorted;
use crate::units::{Hundredths, Money};
use std::rc::Rc;

/// Targets on some dates.
#[derive(Clone, Debug)]
pub(super) struct Targets {
    pub(super) problem: Problem,
    pub(super) current: Vec<CurrentRoute>,
    /// Days that take nothing, and why.
    pub(super) closed: Closed,
    /// The sequences of all days that have work.
    pub(super) plan: Plan,
    scan: Scan,
    scheduler: Scheduler,
    /// What stops of the current routes violate already.
    pub(super) tolerated: Tolerated,
    /// Routes that have begun.
    begun: Begun,
    override_locks: bool,
    reloads: bool,
    cutoff: i64,
    excuses: bool,
}

/// How to look for targets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looking<'r> {
    pub(super) rules: &'r Rules,
    /// The snapshot's locks do not count.
    pub(super) override_locks: bool,
    /// Reloads may be added.
    pub(super) reloads: bool,
    /// So many of the next stops of each route stay.
    pub(super) cutoff: i64,
    /// Routes that violate nothing but tags, regions, date or forced vehicle are targets too.
    pub(super) excuses: bool,
}

/// The best place on one day.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) day: DayIdx,
    pub(super) insertion: Insertion,
}

impl Found {
    pub(super) fn route_cost(&self) -> Hundredths {
        self.insertion.cost.round()
    }

    pub(super) fn delta_cost(&self) -> Hundredths {
        self.insertion.cost.round() - self.insertion.before.round()
    }
}

impl Targets {
    /// Of a snapshot compiled for their dates.
    pub(super) fn new(snapshot: &Snapshot, problem: Rc<Problem>, looking: Looking<'_>) -> Self {
        let mut problem = problem;
        let current = current_routes(snapshot, &problem);
        let locks: &[String] =
            if looking.override_locks { &[] } else { &snapshot.locked_route_ids };
        let mut closed = locked(snapshot, &problem, locks, looking.rules);
        let Looking { cutoff, .. } = looking;
        let told = &mut Vec::new();
        let begun = from_here(snapshot, &mut problem, &current, &mut closed, cutoff, told);
        let mut scheduler = Scheduler::default();
        let tolerated =
            close_violated(&problem, &current, &mut closed, looking.excuses, &mut scheduler);
        let plan: Plan =
            sorted::map(current.iter().map(|route| (route.day, route.sequence.clone())));
        let open = problem
            .days()
            .filter(|(day, vehicle)| vehicle.usable() && !closed.contains_key(day))
            .map(|(day, _)| (day, plan.get(&day).map_or(&[][..], Vec::as_slice)));
        let scan = Scan::new(&problem, open, looking.reloads);
        let Looking { override_locks, reloads, excuses, .. } = looking;
        Self {
            problem: Rc::unwrap_or_clone(problem),
            current,
            closed,
            plan,
            scan,
            scheduler,
            tolerated,
            begun,
            override_locks,
            reloads,
            cutoff,
            excuses,
        }
    }

    /// Whether these are the targets on those dates, looked for like that.
    pub(super) fn are(&self, dates: &sorted::Set<Date>, looking: Looking<'_>) -> bool {
        self.problem.dates.iter().eq(dates)
            && self.problem.rules == *looking.rules
            && self.override_locks == looking.override_locks
            && self.reloads == looking.reloads
            && self.cutoff == looking.cutoff
            && self.excuses == looking.excuses
    }

    /// Takes a task off the sequences, unless a part of it stays; what they were.
    pub(super) fn take_off(&mut self, task: TaskIdx) -> Plan {
        if self.is_begun(task) {
            return Plan::new();
        }
        let Self { problem, plan, .. } = &*self;
        let is_of = |item: &StopIdx| {
            problem.stops.get(*item as usize).is_some_and(|stop| stop.task == task)
        };
        let concerned = plan.iter().filter(|(_, items)| items.iter().any(is_of));
        let before: Plan = sorted::map(concerned.map(|(day, items)| (*day, items.clone())));
        let without = |items: &[StopIdx]| {
            let mut rest = items.to_vec();
            rest.retain(|item| !is_of(item));
            tidy_reloads(&mut rest);
            rest
        };
        let after: Vec<_> = before.iter().map(|(day, items)| (*day, without(items))).collect();
        for (day, items) in after {
            self.set(day, items);
        }
        before
    }

    /// Gives a day that has a route another sequence.
    pub(super) fn set(&mut self, day: DayIdx, items: Vec<StopIdx>) {
        let Some(route) = self.current.iter_mut().find(|route| route.day == day) else { return };
        let before = std::mem::replace(&mut route.sequence, items);
        self.tolerated.forget(day, &before);
        reopen_violated(&mut self.closed, day);
        self.tolerated.append(close_violated(
            &self.problem,
            std::slice::from_ref(route),
            &mut self.closed,
            self.excuses,
            &mut self.scheduler,
        ));
        let is_open = self.problem.days[day as usize].usable() && !self.closed.contains_key(&day);
        self.scan.set(&self.problem, day, is_open.then_some(&route.sequence));
        self.plan.insert(day, route.sequence.clone());
    }

    /// Whether a day takes nothing only because its route violates something.
    pub(super) fn is_violated(&self, day: DayIdx) -> bool {
        is_violated(&self.closed, day)
    }

    /// Whether a part of a task stays where it is, as it has happened or is driven to.
    pub(super) fn is_begun(&self, task: TaskIdx) -> bool {
        is_begun(&self.problem, task)
    }

    /// The day of a route id, of an existing route or of one to come.
    pub(super) fn day(&self, snapshot: &Snapshot, route_id: &str) -> Option<DayIdx> {
        day_of(snapshot, &self.problem, route_id)
    }

    /// The id of the route of a day, existing or not.
    pub(super) fn route_id(&self, day: DayIdx) -> String {
        let existing = self.current.iter().find(|route| route.day == day);
        existing
            .map_or_else(|| self.problem.days[day as usize].route_id(), |route| route.id.clone())
    }

    /// What a day does now.
    pub(super) fn sequence(&self, day: DayIdx) -> &[StopIdx] {
        self.plan.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Whether a day may take a task, as far as that does not depend on its work.
    pub(super) fn takes(&self, task: TaskIdx, day: DayIdx) -> bool {
        let is_open = self.problem.days[day as usize].usable() && !self.closed.contains_key(&day);
        is_open && self.problem.eligible(task, day)
    }

    /// What the route of a day costs now; 0 where there is none.
    pub(super) fn cost(&mut self, day: DayIdx) -> Money {
        let Self { problem, plan, scheduler, .. } = self;
        let items = plan.get(&day).filter(|items| !items.is_empty());
        items.map_or(Money::ZERO, |items| {
            scheduler.evaluate(problem, &problem.days[day as usize], items).parts.total()
        })
    }

    /// The best place of a task on one day.
    pub(super) fn on(&mut self, task: TaskIdx, day: DayIdx) -> Option<Found> {
        self.below(task, day, Money(i64::MAX))
    }

    fn below(&mut self, task: TaskIdx, day: DayIdx, most: Money) -> Option<Found> {
        let insertion = self.scan.cheapest(&self.problem, task, day, most)?;
        Some(Found { day, insertion })
    }

    /// The best places of a task, one per day, at most `most` of them: by what they add, then on
    /// existing routes, then by route id.
    pub(super) fn best(&mut self, task: TaskIdx, most: usize) -> Vec<Found> {
        let days = self.problem.days().map(|(day, _)| day);
        let mut bounds: Vec<(Money, DayIdx)> = days
            .filter_map(|day| Some((self.scan.bound(&self.problem, task, day)?, day)))
            .collect();
        sorted::plain(&mut bounds);
        let mut found: Vec<((Hundredths, bool, String), Found)> = Vec::new();
        for (bound, day) in bounds {
            // Both costs are rounded: what is shown may be one less than what is added.
            let worst = found.last().filter(|_| found.len() >= most);
            let below =
                worst.map_or(Money(i64::MAX), |((worst, ..), _)| Money::hundredths(worst + 2));
            if bound >= below {
                break;
            }
            if let Some(place) = self.below(task, day, below) {
                let is_new = self.sequence(day).is_empty();
                let key = (place.delta_cost(), is_new, self.route_id(day));
                let at = found.partition_point(|(other, _)| *other < key);
                found.insert(at, (key, place));
                found.truncate(most);
            }
        }
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// Step by step.
    pub(super) fn evaluate(&mut self, day: DayIdx, items: &[StopIdx]) -> Evaluation {
        self.scheduler.evaluate(&self.problem, &self.problem.days[day as usize], items)
    }

    /// What a sequence breaks.
    pub(super) fn breaches(
        &self,
        day: DayIdx,
        items: &[StopIdx],
        evaluation: &Evaluation,
    ) -> Vec<Breach> {
        breaches(&self.problem, &self.problem.days[day as usize], items, evaluation)
    }

    /// When the task's step of that kind starts.
    pub(super) fn start(
        &self,
        evaluation: &Evaluation,
        task: TaskIdx,
        kind: StepKind,
    ) -> Option<i64> {
        let is_it = |stop: StopIdx| {
            let stop = &self.problem.stops[stop as usize];
            stop.task == task && stop.kind == kind
        };
        let mut steps = evaluation.timeline.steps.iter();
        let step = steps.find(|step| matches!(step.what, StepWhat::Stop(stop) if is_it(stop)));
        step.map(|step| step.start)
    }

    /// A place as proposals show it.
    pub(super) fn summary(&mut self, task: TaskIdx, found: &Found) -> ProposalSummary {
        let evaluation = self.evaluate(found.day, &found.insertion.items);
        ProposalSummary {
            status: ProposalStatus::Found,
            route_id: Some(self.route_id(found.day)),
            pickup_start_sec: self.start(&evaluation, task, StepKind::Pickup),
            delivery_start_sec: self.start(&evaluation, task, StepKind::Delivery),
            route_cost: Some(found.route_cost()),
            delta_cost: Some(found.delta_cost()),
        }
    }

    /// The route of a day with another sequence.
    pub(super) fn route(&mut self, snapshot: &Snapshot, day: DayIdx, items: &[StopIdx]) -> Route {
        let evaluation = self.evaluate(day, items);
        let before = self.current.iter().find(|route| route.day == day);
        let before = before.and_then(|route| route.given(snapshot));
        let vehicle = &self.problem.days[day as usize];
        match self.begun.get(&day) {
            None => emit::route(snapshot, &self.problem, vehicle, items, &evaluation, before),
            Some(own) => {
                let before = (before, own.plan_for(items));
                emit::begun(snapshot, &self.problem, vehicle, items, &evaluation, before)
            }
        }
    }
}

fn is_begun(problem: &Problem, task: TaskIdx) -> bool {
    let frozen = problem.days.iter().flat_map(|day| &day.kept.frozen);
    let mut stops = frozen.filter_map(|item| problem.stops.get(*item as usize));
    stops.any(|stop| stop.task == task)
}
