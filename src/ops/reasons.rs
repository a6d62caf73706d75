//! Why an order is not served, by really trying (API "UnassignedOrder").
//!
//! On every vehicle-date that the order is eligible for, the order is put where it fits least
//! badly; what that breaks, and by how much, is what the evaluator and the checker say. If no
//! vehicle could serve it even alone, what stands in the way alone is told.

use super::faults::{is_late_break, worst};
use super::halves::Half;
use super::summary::Closed;
use super::tolerated::{Tolerated, is_violated};
use super::trials::{Depth, Memory, Trials, Tried};
use super::wording::{LATE_BREAK, amount, meaning, refusal};
use crate::check::Breach;
use crate::model::{OtherReason, Reason, ReasonCode, StepViolation};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::sorted;

/// Most reasons of one order.
const MOST: usize = 5;
/// How reasons are looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) depth: Depth,
    /// A search has tried the order everywhere, or there was none.
    pub(super) is_tried: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { depth: Depth::Exact, is_tried: true }
    }
}

/// A plan in which reasons are looked for.
pub(super) struct Reasons<'p> {
    pub(super) problem: &'p Problem,
    /// Sequences of used days.
    pub(super) plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
    pub(super) closed: &'p Closed,
    trials: Trials<'p>,
}

impl<'p> Reasons<'p> {
    /// For so many orders left out of a plan.
    pub(super) fn new(
        problem: &'p Problem,
        plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
        closed: &'p Closed,
        orders: usize,
    ) -> Self {
        Self { problem, plan, closed, trials: Trials::new(problem, plan, orders) }
    }

    /// Goes on where [`Reasons::pause`] left off.
    pub(super) fn resume(
        problem: &'p Problem,
        plan: &'p sorted::Map<DayIdx, Vec<StopIdx>>,
        closed: &'p Closed,
        memory: Memory,
    ) -> Self {
        Self { problem, plan, closed, trials: Trials::resume(problem, plan, memory) }
    }

    /// About how much work all looking was, as a search counts it.
    pub(super) fn work(&self) -> u64 {
        self.trials.work()
    }

    /// What to go on with.
    pub(super) fn pause(self) -> Memory {
        self.trials.pause()
    }

    /// That is all that the plan breaks already: it is not looked for.
    pub(super) fn knowing(mut self, already: &Tolerated) -> Self {
        self.trials.know(already);
        self
    }

    /// The reasons of one order, most telling first, at least one.
    pub(super) fn of(&mut self, task: TaskIdx) -> Vec<Reason> {
        self.looked(task, Look::default())
    }

    /// The same by a closer or a shorter look.
    pub(super) fn looked(&mut self, task: TaskIdx, look: Look) -> Vec<Reason> {
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
        let mut reasons = self.tried(task, &open, look);
        if open.is_empty()
            && let Some(day) = closed.first()
        {
            reasons.push(self.not_open(*day));
        }
        if open.is_empty() && closed.is_empty() {
            reasons.extend(self.at_home(task));
        }
        self.refusals(task, &refused, &mut reasons);
        // All that the least bad place breaks is told, however much that is.
        let is_of_first = |own: &&Reason| {
            (own.vehicle_id.as_ref(), own.date) == (reasons[0].vehicle_id.as_ref(), reasons[0].date)
        };
        let of_first = reasons.iter().take_while(is_of_first).count();
        reasons.truncate(of_first.max(MOST));
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
            reasons = self.tried(task, &[day], Look::default());
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
        // What a route violates by having half of the order is not what stands in the way.
        let is_closed = self.closed.contains_key(&day);
        if is_closed && !is_violated(self.closed, day) {
            return vec![self.not_open(day)];
        }
        let problem = self.problem;
        let vehicle = &problem.days[day as usize];
        let items = self.plan.get(&day).map(Vec::as_slice).unwrap_or_default();
        let Some(found) = self.trials.least(day, &half.attempts(problem, vehicle, items)) else {
            return vec![self.not_open(day)];
        };
        let found = worst(&found);
        let mut reasons: Vec<Reason> =
            found.iter().map(|breach| self.measured(day, breach, true)).collect();
        if reasons.is_empty() && is_closed {
            reasons.push(self.not_open(day));
        } else if reasons.is_empty() {
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
    fn tried(&mut self, task: TaskIdx, open: &[DayIdx], look: Look) -> Vec<Reason> {
        if open.is_empty() {
            return Vec::new();
        }
        let is_brief = look.depth == Depth::Brief;
        let alone = if is_brief { None } else { self.trials.fitting_alone(task, open) };
        let beside = is_brief || alone.is_some();
        let Tried { attempts, is_sure } = self.trials.of(task, open, beside, look.depth);
        let mut reasons: Vec<Reason> = Vec::new();
        // Of what a search has tried everywhere any place shows what keeps it out.
        let is_shown = attempts.first().is_some_and(|own| !own.breaches.is_empty());
        let is_known = is_sure || look.is_tried && is_shown;
        if !is_known {
            let first = attempts.first().filter(|_| look.depth == Depth::Exact);
            reasons.push(self.not_sure(first.map(|own| own.day), look));
        }
        let found = attempts.iter().flat_map(|own| {
            let worst = worst(&own.breaches).into_iter();
            worst.map(|breach| (own.day, breach))
        });
        let mut known: Vec<(ReasonCode, bool)> = Vec::new();
        for (day, breach) in found {
            let kind = (breach.code, is_late_break(&breach));
            if !known.contains(&kind) {
                known.push(kind);
                reasons.push(self.measured(day, &breach, beside));
            }
        }
        if let Some(day) = alone.filter(|_| is_known) {
            let day = attempts.first().map_or(day, |attempt| attempt.day);
            let message = "it could be served alone, but what is planned was preferred";
            reasons.push(self.on_day(OtherReason::Cst.into(), day, None, message));
        }
        reasons
    }

    /// Of an order that no look has shown to have no place: it was tried everywhere by the search, or
    /// it was not, or it has a place.
    fn not_sure(&self, fits: Option<DayIdx>, look: Look) -> Reason {
        let what = if !look.is_tried {
            "the time ended before it was tried on every vehicle"
        } else if let Some(day) = fits {
            let what = "it could be served beside what is planned";
            return self.on_day(OtherReason::Cst.into(), day, None, what);
        } else {
            "no vehicle can take it beside what is planned"
        };
        self.plain(OtherReason::Cst, what)
    }

    /// Codes that keep the order off vehicles whatever their work, the most frequent first.
    fn refusals(&self, task: TaskIdx, refused: &[DayIdx], reasons: &mut Vec<Reason>) {
        let mut counts: sorted::Map<StepViolation, (usize, DayIdx)> = sorted::Map::new();
        // Of each kind the first day, and how many of them there are.
        let mut kinds: Vec<(u32, DayIdx, usize)> = Vec::new();
        for day in refused {
            let kind = self.trials.kind(*day);
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
