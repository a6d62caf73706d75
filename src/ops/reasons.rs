//! Why an order is not served, by really trying (API "UnassignedOrder").
//!
//! On every vehicle-date that the order is eligible for, the order is put where it fits least
//! badly; what that breaks, and by how much, is what the evaluator and the checker say. If no
//! vehicle could serve it even alone, what stands in the way alone is told.

use super::faults::{EXACT, Faults, Noted, is_late_break};
use super::halves::Half;
use super::least_bad::{least_bad, least_bad_place};
use super::summary::Closed;
use super::tolerated::Tolerated;
use super::wording::{LATE_BREAK, amount, meaning, refusal};
use crate::check::Breach;
use crate::model::{OtherReason, Reason, ReasonCode, StepViolation};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::schedule::load_profile;
use crate::sorted;
use std::cell::Cell;

/// Most reasons of one order.
const MOST: usize = 5;
/// Vehicle-dates on which the least bad place is evaluated exactly.
const EXACT_DAYS: usize = 3;
/// Items of sequences that are looked at for all orders together, so that telling the reasons stays
/// bounded however many they are.
const EFFORT: usize = 500_000;

/// A plan in which reasons are looked for.
pub(super) struct Reasons<'p> {
    pub(super) problem: &'p Problem,
    /// Sequences of used days.
    pub(super) plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
    pub(super) closed: &'p Closed,
    faults: Faults<'p>,
    days: Days,
}

/// What is kept from one order to the next, and from one call to the next.
pub(super) struct Memory {
    noted: Noted,
    days: Days,
}

/// In which order days are tried.
struct Days {
    /// All, those with little work first.
    by_work: Vec<DayIdx>,
    /// By day: those of one kind differ in nothing but their vehicle.
    kinds: Vec<u32>,
    /// The share of [`EFFORT`] of one order.
    effort: usize,
    /// Days on which one order is tried exactly.
    exact: usize,
}

impl Days {
    fn new(problem: &Problem, plan: &sorted::Map<DayIdx, Vec<StopIdx>>, orders: usize) -> Self {
        let mut work = vec![0; problem.days.len()];
        for (day, items) in plan {
            work[*day as usize] = items.len();
        }
        let mut by_work: Vec<DayIdx> = problem.days().map(|(day, _)| day).collect();
        sorted::by_key(&mut by_work, |day| work[*day as usize]);
        Self {
            // Of one order it is not worth while to look which days are alike.
            kinds: if orders > 1 { problem.kinds() } else { by_work.clone() },
            by_work,
            effort: EFFORT / orders.max(1),
            exact: (EXACT / orders.max(1)).clamp(1, EXACT_DAYS),
        }
    }
}

/// What an attempt on one day breaks.
struct Attempt {
    day: DayIdx,
    breaches: Vec<Breach>,
}

impl<'p> Reasons<'p> {
    /// For so many orders left out of a plan.
    pub(super) fn new(
        problem: &'p Problem,
        plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
        closed: &'p Closed,
        orders: usize,
    ) -> Self {
        let memory = Memory { noted: Noted::default(), days: Days::new(problem, plan, orders) };
        Self::resume(problem, plan, closed, memory)
    }

    /// Goes on where [`Reasons::pause`] left off.
    pub(super) fn resume(
        problem: &'p Problem,
        plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
        closed: &'p Closed,
        Memory { noted, days }: Memory,
    ) -> Self {
        Self { problem, plan, closed, faults: Faults { problem, plan, noted }, days }
    }

    /// What to go on with.
    pub(super) fn pause(self) -> Memory {
        Memory { noted: self.faults.noted, days: self.days }
    }

    /// What is known without looking: of an order that was tried everywhere, and of one that was not.
    pub(super) fn in_brief(&self, task: TaskIdx, is_tried: bool) -> Vec<Reason> {
        let what = if !self.problem.tasks[task as usize].located {
            return vec![self.plain(OtherReason::Loc, "has no usable coordinates")];
        } else if is_tried {
            "no vehicle can take it beside what is planned"
        } else {
            "the time ended before it was tried on every vehicle"
        };
        vec![self.plain(OtherReason::Cst, what)]
    }

    /// That is all that the plan breaks already: it is not looked for.
    pub(super) fn knowing(mut self, already: &Tolerated) -> Self {
        self.faults.know(already);
        self
    }

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
            let is_over = |(day, vehicle): (DayIdx, &VehicleDay)| on_date(day) && is_over(vehicle);
            let what = if self.problem.days().any(is_over) {
                "no working time is left on its dates"
            } else {
                "no vehicle is available on its dates"
            };
            return vec![self.plain(OtherReason::Nov, what)];
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
        if open.is_empty() && closed.is_empty() {
            reasons.extend(self.at_home(task));
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
            return self.not_available(day);
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
        let mut tries = half.attempts(problem, vehicle, items).into_iter();
        let scheduler = &mut self.faults.noted.scheduler;
        let best = least_bad(scheduler, problem, vehicle, &mut tries, &Cell::default());
        let Some((_, best)) = best else {
            return vec![self.not_open(day)];
        };
        let mut reasons: Vec<Reason> = Vec::new();
        for breach in self.faults.beside_plan(day, &best) {
            if !reasons.iter().any(|reason| reason.code == breach.code) {
                reasons.push(self.measured(day, &breach, true));
            }
        }
        if reasons.is_empty() {
            let what = "it could be added to the route of its other step";
            reasons.push(self.on_day(OtherReason::Cst.into(), day, None, what));
        }
        reasons
    }

    /// That the only vehicles which might serve a task are not available.
    fn at_home(&self, task: TaskIdx) -> Option<Reason> {
        let own = &self.problem.tasks[task as usize];
        let might = |(day, vehicle): &(DayIdx, &VehicleDay)| {
            own.eligible_dates[vehicle.date_idx as usize]
                && !vehicle.usable()
                && own.stops().all(|stop| self.problem.assignment_codes(stop, vehicle).is_empty())
                && !self.closed.contains_key(day)
        };
        self.problem.days().find(might).map(|(day, _)| self.not_available(day))
    }

    fn not_available(&self, day: DayIdx) -> Reason {
        let over = "no working time of the vehicle is left";
        let what = if is_over(self.day(day)) { over } else { "the vehicle is not available" };
        self.on_day(OtherReason::Nov.into(), day, None, what)
    }

    fn not_open(&self, day: DayIdx) -> Reason {
        let why = self.closed.get(&day).copied().unwrap_or("its route is no target");
        self.on_day(OtherReason::Lck.into(), day, None, why)
    }

    fn day(&self, day: DayIdx) -> &VehicleDay {
        &self.problem.days[day as usize]
    }

    /// What trying on open days comes to.
    fn tried(&mut self, task: TaskIdx, open: &[DayIdx]) -> Vec<Reason> {
        let alone = self.fitting_alone(task, open);
        let possible = alone.is_some();
        let attempts = self.attempts(task, open, !possible);
        let mut reasons: Vec<Reason> = Vec::new();
        for attempt in &attempts {
            for breach in &attempt.breaches {
                if !reasons.iter().any(|reason| reason.code == breach.code) {
                    reasons.push(self.measured(attempt.day, breach, possible));
                }
            }
        }
        if let Some(day) = alone {
            let day = attempts.first().map_or(day, |attempt| attempt.day);
            let message = "it could be served alone, but what is planned was preferred";
            reasons.push(self.on_day(OtherReason::Cst.into(), day, None, message));
        }
        reasons
    }

    /// The first day that could serve a task and nothing else; of each kind one is tried.
    fn fitting_alone(&mut self, task: TaskIdx, open: &[DayIdx]) -> Option<DayIdx> {
        let mut tried: Vec<u32> = Vec::new();
        open.iter().copied().find(|day| {
            let kind = self.days.kinds[*day as usize];
            let is_new = !tried.contains(&kind);
            if is_new {
                tried.push(kind);
            }
            is_new && self.fits_alone(task, *day)
        })
    }

    /// Whether a day could serve a task and nothing else.
    fn fits_alone(&mut self, task: TaskIdx, day: DayIdx) -> bool {
        let vehicle = &self.problem.days[day as usize];
        let frozen = &vehicle.kept.frozen;
        let own = self.problem.tasks[task as usize].stops();
        let items: Vec<StopIdx> = frozen.iter().copied().chain(own).collect();
        vehicle.max_orders > 0
            && load_profile(self.problem, vehicle, &items).excess == 0
            && self.faults.noted.scheduler.price(self.problem, vehicle, &items).is_some()
    }

    /// The least bad attempts found on each day, exactly evaluated, the least bad first. Where there
    /// are too many places for the effort, days with little work are tried first, and on them
    /// places at equal distances.
    fn attempts(&mut self, task: TaskIdx, open: &[DayIdx], alone: bool) -> Vec<Attempt> {
        let frozen = |day: &DayIdx| &self.problem.days[*day as usize].kept.frozen;
        let work = |day: &DayIdx| if alone { Some(frozen(day)) } else { self.plan.get(day) };
        let mut days = open.to_vec();
        if alone {
            sorted::by_key(&mut days, |day| frozen(day).len());
        } else if open.len() > 1 {
            let mut is_open = vec![false; self.problem.days.len()];
            open.iter().for_each(|day| is_open[*day as usize] = true);
            days.clone_from(&self.days.by_work);
            days.retain(|day| is_open[*day as usize]);
        }
        let mut effort = self.days.effort;
        let mut found: Vec<(i64, DayIdx, Vec<StopIdx>)> = Vec::new();
        for day in &days {
            let mut items = work(day).cloned().unwrap_or_default();
            // Of an order that is half assigned the whole is tried anew.
            let own = &self.problem.tasks[task as usize];
            items.retain(|item| !own.stops().any(|stop| stop == *item));
            let (stride, looked_at) = self.stride(task, items.len());
            if looked_at > effort && !found.is_empty() {
                break;
            }
            effort = effort.saturating_sub(looked_at);
            let (problem, vehicle) = (self.problem, &self.problem.days[*day as usize]);
            let scheduler = &mut self.faults.noted.scheduler;
            let best = least_bad_place(scheduler, problem, vehicle, task, &items, stride);
            found.extend(best.map(|(overrun, items)| (overrun, *day, items)));
        }
        sorted::plain(&mut found);
        let mut attempts: Vec<(i64, Attempt)> = Vec::new();
        for (_, day, items) in found.into_iter().take(self.days.exact) {
            let breaches = if alone {
                self.faults.alone(day, &items)
            } else {
                self.faults.beside_plan(day, &items)
            };
            let severity = breaches.iter().map(|breach| breach.by.unwrap_or(i64::MAX / 64)).sum();
            attempts.push((severity, Attempt { day, breaches }));
        }
        sorted::by_key(&mut attempts, |(severity, attempt)| (*severity, attempt.day));
        attempts.into_iter().map(|(_, attempt)| attempt).collect()
    }

    /// At which distance places on a tour of so many items are tried to stay within the effort, and
    /// how many items are looked at then.
    fn stride(&self, task: TaskIdx, items: usize) -> (usize, usize) {
        let looked_at = |stride: usize| {
            let gaps = items / stride + 1;
            let pairs = self.problem.tasks[task as usize].count > 1;
            let places = if pairs { gaps * (gaps + 1) / 2 } else { gaps };
            places * (items + 2)
        };
        let mut stride = 1;
        while stride <= items && looked_at(stride) > self.days.effort {
            stride *= 2;
        }
        (stride, looked_at(stride))
    }

    /// Codes that keep the order off vehicles whatever their work, the most frequent first.
    fn refusals(&self, task: TaskIdx, refused: &[DayIdx], reasons: &mut Vec<Reason>) {
        let mut counts: sorted::Map<StepViolation, (usize, DayIdx)> = sorted::Map::new();
        // Of each kind the first day, and how many of them there are.
        let mut kinds: Vec<(u32, DayIdx, usize)> = Vec::new();
        for day in refused {
            let kind = self.days.kinds[*day as usize];
            match kinds.iter_mut().find(|(known, ..)| *known == kind) {
                Some((.., count)) => *count += 1,
                None => kinds.push((kind, *day, 1)),
            }
        }
        for (_, day, count) in kinds {
            for stop in self.problem.tasks[task as usize].stops() {
                for code in self.problem.assignment_codes(stop, self.day(day)) {
                    counts.entry(code).or_insert((0, day)).0 += count;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        sorted::by_key(&mut counts, |(code, (count, _))| (std::cmp::Reverse(*count), *code));
        for (code, (_, day)) in counts {
            reasons.push(self.on_day(ReasonCode::Step(code), day, None, refusal(code)));
        }
    }

    fn measured(&self, day: DayIdx, breach: &Breach, planned: bool) -> Reason {
        let what = if is_late_break(breach) { LATE_BREAK } else { meaning(breach.code) };
        let with = if planned { "beside what is planned" } else { "even alone" };
        let key = breach
            .load_key
            .map_or(String::new(), |key| format!(" of {}", self.problem.load_keys[key]));
        let by = breach.by.map_or(String::new(), |by| format!(" by {}", amount(breach.code, by)));
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

/// Whether `now` is past the end of the working window.
fn is_over(vehicle: &VehicleDay) -> bool {
    vehicle.window_start > vehicle.window_end
}
