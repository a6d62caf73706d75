//! What routes violate already: a plan may go on to, but not by more (SEMANTICS 4.1).

use super::current::CurrentRoute;
use super::halves::is_assignment;
use super::summary::Closed;
use crate::check::{Breach, breaches};
use crate::model::{ReasonCode, StepViolation, VehicleViolation};
use crate::problem::{DayIdx, Problem, StopIdx, VehicleDay};
use crate::schedule::{Evaluation, Rough, Scheduler};
use crate::sorted;

/// Why a route with violations is closed.
const VIOLATED: &str = "its route has violations and is no target";

/// See the module's head: by route, code and stop, by how much.
#[derive(Clone, Debug, Default)]
pub(super) struct Tolerated(sorted::Map<Key, Option<i64>>);

type Key = (Option<DayIdx>, ReasonCode, Option<StopIdx>);

impl Tolerated {
    /// Forgets what a sequence of a day violates.
    pub(super) fn forget(&mut self, day: DayIdx, items: &[StopIdx]) {
        let is_its = |(own, _, stop): &Key| {
            *own == Some(day) || stop.is_some_and(|stop| items.contains(&stop))
        };
        self.0.retain(|key, _| !is_its(key));
    }

    /// Adds what another one has.
    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// What a sequence of a day violates.
    pub(super) fn note(&mut self, day: DayIdx, items: &[StopIdx], broken: &[Breach]) {
        for breach in broken {
            let by = self.0.entry(key(day, items, breach)).or_insert(breach.by);
            *by = (*by).max(breach.by);
        }
    }

    /// What a rough look may count at most of what a sequence of a day violated before.
    pub(super) fn at_most(&self, day: DayIdx, items: &[StopIdx]) -> i64 {
        let is_its = |(own, _, stop): &Key| {
            *own == Some(day) || stop.is_some_and(|stop| items.contains(&stop))
        };
        let known = self.0.iter().filter(|(key, _)| is_its(key));
        let by = known.map(|((_, code, _), by)| match (code, by) {
            (ReasonCode::Other(_), _) => Rough::UNREACHABLE,
            (_, by) => by.unwrap_or(0),
        });
        by.fold(0, i64::saturating_add)
    }

    /// Whether that was violated before, by as much.
    pub(super) fn has(&self, day: DayIdx, items: &[StopIdx], breach: &Breach) -> bool {
        let known = self.0.get(&key(day, items, breach));
        known.is_some_and(|known| breach.by <= *known)
    }
}

/// What a stop violates it may violate on any route that it is kept on.
fn key(day: DayIdx, items: &[StopIdx], breach: &Breach) -> Key {
    let stop = breach.item.and_then(|item| items.get(item)).copied();
    (Some(day).filter(|_| stop.is_none()), breach.code, stop)
}

/// Whether a violation lies in what has happened, so that nothing that is planned changes it: of an
/// executed step, or that the vehicle left before its working window.
pub(super) fn is_history(day: &VehicleDay, breach: &Breach) -> bool {
    let Some(started) = &day.kept.started else { return false };
    match breach.item {
        Some(item) => item < started.progress.executed.len(),
        None => breach.code == ReasonCode::Vehicle(VehicleViolation::Tws),
    }
}

/// Routes with violations are no targets, but for those that lie in what has happened, and those of
/// assignment where that is excused. Returns what is violated.
pub(super) fn close_violated(
    problem: &Problem,
    current: &[CurrentRoute],
    closed: &mut Closed,
    excuses: bool,
    scheduler: &mut Scheduler,
) -> Tolerated {
    let mut tolerated = Tolerated::default();
    for route in current {
        let day = &problem.days[route.day as usize];
        let evaluation = scheduler.evaluate(problem, day, &route.sequence);
        let broken = breaches(problem, day, &route.sequence, &evaluation);
        tolerated.note(route.day, &route.sequence, &broken);
        let excused = |breach: &Breach| {
            let of_assignment = |code: StepViolation| excuses && is_assignment(code);
            is_history(day, breach)
                || is_allowed(problem, breach)
                || matches!(breach.code, ReasonCode::Step(code) if of_assignment(code))
        };
        let is_target =
            is_in_time(problem, day, &broken, &evaluation) && broken.iter().all(excused);
        if !is_target && !route.sequence.is_empty() {
            closed.entry(route.day).or_insert(VIOLATED);
        }
    }
    tolerated
}

/// Whether a route is closed only for what it violates.
pub(super) fn is_violated(closed: &Closed, day: DayIdx) -> bool {
    closed.get(&day).is_some_and(|why| *why == VIOLATED)
}

/// Whether services may be so late (option `elasticTimeWindows`).
pub(super) fn is_allowed(problem: &Problem, breach: &Breach) -> bool {
    let is_late = breach.code == ReasonCode::Step(StepViolation::Tw) && breach.item.is_some();
    is_late && breach.by.is_some_and(|by| problem.allows_late(by))
}

/// Whether a route with these breaches is in time, or only as late as services may be.
pub(super) fn is_in_time(
    problem: &Problem,
    day: &VehicleDay,
    broken: &[Breach],
    evaluation: &Evaluation,
) -> bool {
    let is_late_as_allowed = || {
        let late = lateness(day, broken, evaluation)?;
        Some(late.iter().all(|(_, by)| problem.allows_late(*by)))
    };
    evaluation.timing.overrun == 0 || is_late_as_allowed().unwrap_or(false)
}

/// Opens a route that was closed for what it violates.
pub(super) fn reopen_violated(closed: &mut Closed, day: DayIdx) {
    if is_violated(closed, day) {
        closed.remove(&day);
    }
}

/// Seconds after the last window of each item that is still to come, where nothing else is late or
/// broken that is not history; `None` otherwise.
pub(super) fn lateness(
    day: &VehicleDay,
    broken: &[Breach],
    evaluation: &Evaluation,
) -> Option<Vec<(usize, i64)>> {
    let mut late = Vec::new();
    for breach in broken.iter().filter(|breach| !is_history(day, breach)) {
        match (breach.code, breach.item, breach.by) {
            (ReasonCode::Step(StepViolation::Tw), Some(item), Some(by)) => late.push((item, by)),
            (ReasonCode::Step(_), ..) => {}
            _ => return None,
        }
    }
    let told: i64 = late.iter().map(|(_, by)| by).sum();
    (told == evaluation.timing.overrun).then_some(late)
}
