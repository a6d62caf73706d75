//! Why an order is not served, by really trying (API "UnassignedOrder").
//!
//! On every vehicle-date that the order is eligible for, the order is put where it fits least
//! badly; what that breaks, and by how much, is what the evaluator and the checker say. If no
//! vehicle could serve it even alone, what stands in the way alone is told.

use super::halves::Half;
use super::summary::Closed;
use crate::check::{Breach, breaches};
use crate::model::{OtherReason, Reason, ReasonCode, StepViolation, VehicleViolation};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{Scheduler, rough_overrun};
use crate::solver::all_places;
use std::collections::BTreeMap;

/// Most reasons of one order.
const MOST: usize = 5;
/// Vehicle-dates on which the least bad place is evaluated exactly.
const EXACT_DAYS: usize = 3;

/// A plan in which reasons are looked for.
pub(super) struct Reasons<'p> {
    pub(super) problem: &'p Problem,
    /// Sequences of used days.
    pub(super) plan: &'p BTreeMap<DayIdx, Vec<StopIdx>>,
    pub(super) closed: &'p Closed,
    pub(super) scheduler: Scheduler,
}

/// What an attempt on one day breaks.
struct Attempt {
    day: DayIdx,
    breaches: Vec<Breach>,
}

impl Reasons<'_> {
    /// The reasons of one order, most telling first, at least one.
    pub(super) fn of(&mut self, task: TaskIdx) -> Vec<Reason> {
        let own = &self.problem.tasks[task as usize];
        if !own.located {
            return vec![self.plain(OtherReason::Loc, "has no usable coordinates")];
        }
        let on_date = |day: DayIdx| own.eligible_dates[self.day(day).date_idx as usize];
        let usable: Vec<DayIdx> = self
            .problem
            .days()
            .filter(|(day, vehicle)| vehicle.usable() && on_date(*day))
            .map(|(day, _)| day)
            .collect();
        if usable.is_empty() && !own.eligible_dates.contains(&true) {
            let days = self.problem.days().filter(|(_, vehicle)| vehicle.usable());
            let refused: Vec<DayIdx> = days.map(|(day, _)| day).collect();
            let mut reasons = Vec::new();
            self.refusals(task, &refused, &mut reasons);
            if !reasons.is_empty() {
                return reasons;
            }
        }
        if usable.is_empty() {
            return vec![self.plain(OtherReason::Nov, "no vehicle is available on its dates")];
        }
        let (fitting, refused): (Vec<DayIdx>, Vec<DayIdx>) =
            usable.into_iter().partition(|day| self.problem.eligible(task, *day));
        let (closed, open): (Vec<DayIdx>, Vec<DayIdx>) =
            fitting.into_iter().partition(|day| self.closed.contains_key(day));
        let mut reasons = self.tried(task, &open);
        if open.is_empty()
            && let Some(day) = closed.first()
        {
            reasons.push(self.not_open(*day));
        }
        self.refusals(task, &refused, &mut reasons);
        reasons.truncate(MOST);
        reasons
    }

    /// The decisive reason why one day cannot take an order.
    pub(super) fn on(&mut self, task: TaskIdx, day: DayIdx) -> Reason {
        let what = "has no usable coordinates";
        if !self.problem.tasks[task as usize].located {
            return self.on_day(OtherReason::Loc.into(), day, None, what);
        }
        if !self.day(day).usable() {
            return self.on_day(OtherReason::Nov.into(), day, None, "the vehicle is not available");
        }
        if self.closed.contains_key(&day) {
            return self.not_open(day);
        }
        let mut reasons = Vec::new();
        if self.problem.eligible(task, day) {
            reasons = self.tried(task, &[day]);
        } else {
            self.refusals(task, &[day], &mut reasons);
        }
        let first = reasons.into_iter().next();
        first.unwrap_or_else(|| {
            self.on_day(OtherReason::Cst.into(), day, None, "it cannot be served")
        })
    }

    /// The reasons why the other step of an order cannot be added to the route of its first.
    pub(super) fn of_half(&mut self, half: &Half) -> Vec<Reason> {
        if !self.problem.tasks[half.task as usize].located {
            return vec![self.plain(OtherReason::Loc, "has no usable coordinates")];
        }
        let Some(day) = half.day else {
            let what = "the route of its other step is out of scope";
            return vec![self.plain(OtherReason::Lck, what)];
        };
        if self.closed.contains_key(&day) {
            return vec![self.not_open(day)];
        }
        let problem = self.problem;
        let vehicle = &problem.days[day as usize];
        let items = self.plan.get(&day).map(Vec::as_slice).unwrap_or_default();
        let rough = |items: &Vec<StopIdx>| rough_overrun(problem, vehicle, items);
        let tries = half.attempts(problem, items);
        let Some(best) = tries.into_iter().min_by_key(rough) else {
            return vec![self.not_open(day)];
        };
        let evaluation = self.scheduler.evaluate(problem, vehicle, &best);
        let mut reasons: Vec<Reason> = Vec::new();
        for breach in breaches(problem, vehicle, &best, &evaluation) {
            if !reasons.iter().any(|reason| reason.code == breach.code) {
                reasons.push(self.measured(day, &breach, true));
            }
        }
        if reasons.is_empty() {
            reasons.push(self.not_open(day));
        }
        reasons
    }

    fn not_open(&self, day: DayIdx) -> Reason {
        let why = self.closed.get(&day).copied().unwrap_or("its route is no target");
        self.on_day(OtherReason::Lck.into(), day, None, why)
    }

    fn day(&self, day: DayIdx) -> &crate::problem::VehicleDay {
        &self.problem.days[day as usize]
    }

    /// What trying on open days comes to.
    fn tried(&mut self, task: TaskIdx, open: &[DayIdx]) -> Vec<Reason> {
        let alone = self.attempts(task, open, true);
        let possible = alone.iter().any(|attempt| attempt.breaches.is_empty());
        let attempts = if possible { self.attempts(task, open, false) } else { alone };
        let mut reasons: Vec<Reason> = Vec::new();
        for attempt in &attempts {
            for breach in &attempt.breaches {
                if !reasons.iter().any(|reason| reason.code == breach.code) {
                    reasons.push(self.measured(attempt.day, breach, possible));
                }
            }
        }
        if possible {
            let day = attempts.first().map_or(open[0], |attempt| attempt.day);
            let message = "an idle vehicle could serve it, but what is planned was preferred";
            reasons.push(self.on_day(OtherReason::Cst.into(), day, None, message));
        }
        reasons
    }

    /// The least bad attempt per day, exactly evaluated, the least bad first.
    fn attempts(&mut self, task: TaskIdx, open: &[DayIdx], alone: bool) -> Vec<Attempt> {
        let mut rough: Vec<(i64, DayIdx, Vec<StopIdx>)> = Vec::new();
        for day in open {
            let mut items = self.plan.get(day).filter(|_| !alone).cloned().unwrap_or_default();
            // Of an order that is half assigned the whole is tried anew.
            let own = &self.problem.tasks[task as usize];
            items.retain(|item| !own.stops().any(|stop| stop == *item));
            let best = all_places(self.problem, task, &items)
                .map(|items| (rough_overrun(self.problem, self.day(*day), &items), items))
                .min();
            rough.extend(best.map(|(overrun, items)| (overrun, *day, items)));
        }
        rough.sort_unstable();
        let mut attempts: Vec<(i64, Attempt)> = Vec::new();
        for (_, day, items) in rough.into_iter().take(EXACT_DAYS) {
            let vehicle = &self.problem.days[day as usize];
            let evaluation = self.scheduler.evaluate(self.problem, vehicle, &items);
            let breaches = breaches(self.problem, vehicle, &items, &evaluation);
            let severity = breaches.iter().map(|breach| breach.by.unwrap_or(i64::MAX / 64)).sum();
            attempts.push((severity, Attempt { day, breaches }));
        }
        attempts.sort_by_key(|(severity, attempt)| (*severity, attempt.day));
        attempts.into_iter().map(|(_, attempt)| attempt).collect()
    }

    /// Codes that keep the order off vehicles whatever their work, the most frequent first.
    fn refusals(&self, task: TaskIdx, refused: &[DayIdx], reasons: &mut Vec<Reason>) {
        let mut counts: BTreeMap<StepViolation, (usize, DayIdx)> = BTreeMap::new();
        for day in refused {
            for stop in self.problem.tasks[task as usize].stops() {
                for code in self.problem.assignment_codes(stop, self.day(*day)) {
                    counts.entry(code).or_insert((0, *day)).0 += 1;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(code, (count, _))| (std::cmp::Reverse(*count), *code));
        for (code, (_, day)) in counts {
            reasons.push(self.on_day(ReasonCode::Step(code), day, None, refusal(code)));
        }
    }

    fn measured(&self, day: DayIdx, breach: &Breach, planned: bool) -> Reason {
        let what = meaning(breach.code);
        let with = if planned { "beside what is planned" } else { "even alone" };
        let key = breach
            .load_key
            .map_or(String::new(), |key| format!(" of {}", self.problem.load_keys[key]));
        let by = breach.by.map_or(String::new(), |by| format!(" by {by}{}", unit(breach.code)));
        self.on_day(breach.code, day, breach.by, &format!("{what}{by}{key} {with}"))
    }

    fn on_day(&self, code: ReasonCode, day: DayIdx, by: Option<i64>, what: &str) -> Reason {
        let vehicle = self.day(day);
        Reason {
            code,
            vehicle_id: Some(vehicle.vehicle_id.clone()),
            date: Some(vehicle.date),
            by,
            message: format!("{} on {}: {what}", vehicle.vehicle_id, vehicle.date),
        }
    }

    fn plain(&self, code: OtherReason, what: &str) -> Reason {
        Reason { code: code.into(), vehicle_id: None, date: None, by: None, message: what.into() }
    }
}

const fn refusal(code: StepViolation) -> &'static str {
    match code {
        StepViolation::Ve => "another vehicle is forced",
        StepViolation::Tgi => "the vehicle lacks a tag",
        StepViolation::Tgo => "the vehicle has a banned tag",
        StepViolation::Elg => "not eligible on that date",
        StepViolation::Rgn => "outside the vehicle's regions",
        _ => "a constraint of the step",
    }
}

const fn meaning(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Vehicle(VehicleViolation::Ld) => "the load would exceed its capacity",
        ReasonCode::Vehicle(VehicleViolation::Nld) => "a load would fall below 0",
        ReasonCode::Vehicle(VehicleViolation::Tws) => "the route would begin too early",
        ReasonCode::Vehicle(VehicleViolation::Twe) => "the route would end too late",
        ReasonCode::Vehicle(VehicleViolation::Dt) => "the driving time would be too long",
        ReasonCode::Vehicle(VehicleViolation::Wt) => "the working time would be too long",
        ReasonCode::Vehicle(VehicleViolation::Ml) => "the distance would be too long",
        ReasonCode::Vehicle(VehicleViolation::Or) => "the orders would be too many",
        ReasonCode::Step(StepViolation::Tw) => "a time window would be missed",
        ReasonCode::Step(_) => "a constraint of the step would be violated",
        ReasonCode::Other(OtherReason::Unr) => "a leg cannot be driven",
        ReasonCode::Other(_) => "it cannot be served",
    }
}

const fn unit(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Vehicle(VehicleViolation::Ml) => " m",
        ReasonCode::Vehicle(VehicleViolation::Or) => "",
        ReasonCode::Vehicle(VehicleViolation::Ld | VehicleViolation::Nld) => " hundredths",
        _ => " s",
    }
}
