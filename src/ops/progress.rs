//! What has happened of a route, read from its tracking data (SEMANTICS 6.2–6.4).

use super::current::{is_registered, is_tracked, item, planned_for, sequence, visits};
use super::en_route::left;
use super::events::{actual_times, is_rescheduled};
use super::plan_kept::{plan_of, planned_steps};
use crate::date::Date;
use crate::model::{
    Now, PlannedStep, Route, RouteStep, RouteTracking, Snapshot, StepTracking, StepType,
};
use crate::problem::{Break, Executed, KeptBreak, Problem, Progress, StopIdx, VehicleDay};
use crate::schedule::Planned;
use crate::sorted;
use crate::units::Sec;

/// Seconds of a day, and the last moment after midnight at which a route can still be under way.
const DAY: Sec = 86_400;
const OVER: Sec = 2 * DAY;

/// A route in progress.
#[derive(Clone, Debug)]
pub(super) struct UnderWay {
    /// What was executed first, then the rest.
    pub(super) sequence: Vec<StopIdx>,
    /// The times that the route has, in that order.
    pub(super) planned: Planned,
    pub(super) progress: Progress,
    /// The plan to carry on; `None` = the sequence is another, and what is timed now is its plan.
    pub(super) plan: Option<Vec<PlannedStep>>,
}

impl UnderWay {
    /// The plan to carry on where the route is to have those items.
    pub(super) fn plan_for(&self, items: &[StopIdx]) -> Option<Vec<PlannedStep>> {
        self.plan.clone().filter(|_| self.sequence == items)
    }

    /// With the moment before which what comes next is not driven to, where its step has one.
    pub(super) fn resumed(mut self, problem: &Problem, route: &Route) -> Self {
        let rest = self.sequence.iter().skip(self.progress.executed.len());
        let next = rest.filter_map(|item| problem.stops.get(*item as usize)).next();
        let step = next.and_then(|stop| {
            let order_id = problem.tasks[stop.task as usize].order_id.as_str();
            let of_order = |step: &&RouteStep| step.order_id.as_deref() == Some(order_id);
            let mut steps = route.steps.iter().filter(of_order);
            steps.find(|step| step.step_kind() == Some(stop.kind))
        });
        self.progress.resume = step.and_then(|step| step.not_before_sec).unwrap_or(0);
        self
    }
}

/// The progress of a route that is to have those items, without any its own; `None` = nothing was
/// reported of it, or only of steps that it is not to have any more.
pub(super) fn under_way(
    snapshot: &Snapshot,
    problem: &Problem,
    day: &VehicleDay,
    route: &Route,
    items: Option<&[StopIdx]>,
) -> Option<UnderWay> {
    if !is_tracked(route) || items.is_some_and(|items| !stays_tracked(problem, day, route, items)) {
        return None;
    }
    let reader = Reader { problem, day, registry: route.tracking_data.as_ref() };
    let base = planned_steps(problem, day, route);
    let plan = plan_of(&base);
    let (steps, done) = in_order(problem, base);
    let own;
    let items = match items {
        Some(items) => items,
        None => {
            own = sequence(problem, day, &steps);
            if !stays_tracked(problem, day, route, &own) {
                return None;
            }
            &own
        }
    };
    let (sequence, executed) = reader.sequence(&steps, done, items);
    let is_whole = visits(&steps)
        .map(|step| item(problem, day, step))
        .eq(sequence.iter().map(|own| Some(*own)));
    let plan = is_whole.then_some(plan);
    let planned = planned_for(problem, day, &steps, &sequence);
    let close_out = reader.at_depot(&steps, StepType::CloseOut, day.close_out);
    // An executed close-out is a step that the breaks planned before it stay before.
    let is_over = close_out.is_some() && executed.len() == sequence.len();
    let kept = if is_over { sequence.len() + 1 } else { executed.len() };
    let mut progress = Progress {
        departure: reader.departure(&planned),
        breaks: kept_breaks(&steps, &planned, kept),
        executed,
        preparation: reader.at_depot(&steps, StepType::Preparation, day.preparation),
        close_out,
        not_before: snapshot.now.map_or(0, |now| not_before(now, day)),
        ..Progress::default()
    };
    if !is_over {
        progress.open_breaks = open_breaks(day, &progress);
    }
    progress.left = left(snapshot, problem, day, route, (&sequence, &progress));
    if let Some(left) = progress.left {
        // Breaks wait until it is there; on the way home there is none.
        progress.open_breaks.retain(|given| !left.home && given.end >= left.arrives);
        for given in &mut progress.open_breaks {
            given.start = given.start.max(left.arrives);
        }
    }
    Some(UnderWay { sequence, planned, progress, plan }.resumed(problem, route))
}

/// Whether a driver reported the departure.
pub(super) fn has_departed(route: &Route) -> bool {
    let registry = route.tracking_data.as_ref();
    let mut drivers = registry.into_iter().flat_map(|own| own.drivers_tracking_data.values());
    drivers.any(|driver| driver.current.departure.is_some())
}

/// Whether anything that was reported of a route is about what it is to have.
fn stays_tracked(problem: &Problem, day: &VehicleDay, route: &Route, items: &[StopIdx]) -> bool {
    let stays = |step: &RouteStep| match step.kind {
        StepType::Preparation => day.preparation > 0,
        StepType::CloseOut => day.close_out > 0,
        _ => item(problem, day, step).is_some_and(|own| items.contains(&own)),
    };
    let mut tracked = route.steps.iter().filter(|step| step.tracking_data.is_some());
    is_registered(route) || tracked.any(stays)
}

/// The present moment on the clock of a date. Its seconds count on past midnight.
pub(super) fn moment_on(now: Now, date: Date) -> Sec {
    now.sec + DAY.saturating_mul(now.date.days_since(date))
}

/// `now` on the clock of a day; 0 where it lies before, or so late that the day is over.
fn not_before(now: Now, day: &VehicleDay) -> Sec {
    let moment = moment_on(now, day.date);
    if (0..=OVER).contains(&moment) { moment } else { 0 }
}

struct Reader<'p> {
    problem: &'p Problem,
    day: &'p VehicleDay,
    registry: Option<&'p RouteTracking>,
}

/// When an order step took place.
fn times(problem: &Problem, step: &RouteStep) -> Option<(Sec, Sec)> {
    let tracking = step.tracking_data.as_ref()?;
    let stop = problem.stop(step.order_id.as_deref()?, step.step_kind()?)?;
    let service = problem.stops.get(stop as usize)?.service;
    actual_times(tracking, service, &problem.rules)
}

/// The steps of a route with what was executed first, by actual start, and how many order steps and
/// reloads that are. A break or reload planned before an executed step stays before it.
pub(super) fn in_order(problem: &Problem, steps: Vec<RouteStep>) -> (Vec<RouteStep>, usize) {
    let times: Vec<_> = steps.iter().map(|step| times(problem, step)).collect();
    let last = times.iter().rposition(Option::is_some);
    let first = times.iter().position(Option::is_some);
    let mut executed: Vec<((Sec, Sec), Vec<RouteStep>)> = Vec::new();
    let (mut head, mut before, mut rest, mut tail) = (vec![], vec![], vec![], vec![]);
    for (at, (step, times)) in steps.into_iter().zip(times).enumerate() {
        let passed = last.is_some_and(|last| at < last);
        let between = passed && first.is_some_and(|first| at > first);
        match (step.kind, times) {
            (StepType::Departure | StepType::Preparation, _) => head.push(step),
            (StepType::CloseOut | StepType::Arrival, _) => tail.push(step),
            (_, Some(times)) => {
                before.push(step);
                executed.push((times, std::mem::take(&mut before)));
            }
            (StepType::Brk, _) if passed => before.push(step),
            (StepType::Depot, _) if between => before.push(step),
            _ => rest.push(step),
        }
    }
    sorted::by_key(&mut executed, |(times, _)| *times);
    // A reload never comes first (SEMANTICS 2.10).
    if let Some((_, first)) = executed.first_mut() {
        let reload = first.iter().position(|step| step.kind == StepType::Depot);
        rest.splice(0..0, reload.map(|at| first.remove(at)));
    }
    let mut all = head;
    all.extend(executed.into_iter().flat_map(|(_, steps)| steps));
    let done = visits(&all).count();
    all.append(&mut rest);
    all.append(&mut tail);
    (all, done)
}

impl Reader<'_> {
    /// The items in the order of SEMANTICS 6.2, and those of them that took place. Of the steps of
    /// the route, in that order, the first `done` were executed.
    fn sequence(
        &self,
        steps: &[RouteStep],
        done: usize,
        items: &[StopIdx],
    ) -> (Vec<StopIdx>, Vec<Executed>) {
        let took_place = visits(steps)
            .take(done)
            .filter_map(|step| item(self.problem, self.day, step).map(|item| (item, step)));
        let mut left = items.to_vec();
        let mut first: Vec<StopIdx> = Vec::with_capacity(items.len());
        let mut executed = Vec::new();
        for (item, step) in took_place {
            let Some(at) = left.iter().position(|other| *other == item) else { continue };
            left.remove(at);
            first.push(item);
            executed.push(self.executed(step));
        }
        first.append(&mut left);
        (first, executed)
    }

    /// D: of several drivers the latest departure without an arrival, else the latest; where none
    /// was reported, as planned.
    fn departure(&self, planned: &Planned) -> Sec {
        let drivers = self.registry.into_iter().flat_map(|own| own.drivers_tracking_data.values());
        let reported = drivers.filter_map(|driver| {
            let departure = driver.current.departure.as_ref()?;
            Some((driver.current.arrival.is_none(), departure.sec))
        });
        reported.max().map_or_else(
            || planned.departure.unwrap_or(self.day.window_start),
            |(_, departure)| departure,
        )
    }

    fn executed(&self, step: &RouteStep) -> Executed {
        let effective = times(self.problem, step);
        let tracking = step.tracking_data.as_ref();
        Executed {
            planned: [step.arrival_sec, step.start_sec, step.end_sec],
            effective,
            rescheduled: tracking.is_some_and(is_rescheduled),
            outside_work: effective
                .zip(tracking)
                .is_some_and(|(times, tracking)| self.is_outside_work(times, tracking)),
        }
    }

    /// The preparation or the close-out, where it took place.
    fn at_depot(&self, steps: &[RouteStep], kind: StepType, service: Sec) -> Option<Executed> {
        let step = steps.iter().find(|step| step.kind == kind).filter(|_| service > 0)?;
        let tracking = step.tracking_data.as_ref()?;
        let effective = Some(actual_times(tracking, service, &self.problem.rules)?);
        let planned = [step.arrival_sec, step.start_sec, step.end_sec];
        Some(Executed { planned, effective, ..Executed::default() })
    }

    /// Before the departure or after the arrival of the driver who reported it, or of the only one
    /// there is where that is not known (SEMANTICS 6.4).
    fn is_outside_work(&self, (start, end): (Sec, Sec), tracking: &StepTracking) -> bool {
        let Some(drivers) = self.registry.map(|own| &own.drivers_tracking_data) else {
            return false;
        };
        let driver = match &tracking.driver_id {
            Some(id) => drivers.get(id),
            None => drivers.values().next().filter(|_| drivers.len() == 1),
        };
        let Some(current) = driver.map(|driver| &driver.current) else { return false };
        current.departure.as_ref().is_some_and(|fix| start < fix.sec)
            || current.arrival.as_ref().is_some_and(|fix| end > fix.sec)
    }
}

/// The breaks before the last executed item.
pub(super) fn kept_breaks(steps: &[RouteStep], planned: &Planned, done: usize) -> Vec<KeptBreak> {
    let taken = planned.breaks.iter().filter(|taken| taken.spot < 2 * done);
    let kept = taken.filter_map(|taken| {
        let mut breaks = steps.iter().filter(|step| step.kind == StepType::Brk);
        let step = breaks.find(|step| step.start_sec == taken.given.start)?;
        let planned = [step.arrival_sec, step.start_sec, step.end_sec];
        Some(KeptBreak { spot: taken.spot, planned })
    });
    kept.collect()
}

/// Breaks that were not taken and may still begin: their window did not end before the anchor.
fn open_breaks(day: &VehicleDay, progress: &Progress) -> Vec<Break> {
    let mut open = breaks_not_taken(day, progress);
    let from = progress.anchor().max(progress.departure);
    open.retain(|given| given.end >= from);
    open
}

/// Breaks that are none of those before the last executed item.
pub(super) fn breaks_not_taken(day: &VehicleDay, progress: &Progress) -> Vec<Break> {
    let mut open = day.breaks.clone();
    for kept in &progress.breaks {
        let [_, start, end] = kept.planned;
        let same = |given: &Break| given.duration == end - start;
        let within = |given: &Break| (given.start..=given.end).contains(&start);
        // One taken late lies in no window.
        let found = open.iter().position(|given| same(given) && within(given));
        if let Some(at) = found.or_else(|| open.iter().position(same)) {
            open.remove(at);
        }
    }
    open
}
