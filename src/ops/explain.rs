//! `explainOrder` (ours): what every vehicle-date could do with an order, or why it cannot take it.

use super::current::route_key;
use super::loaded::Loaded;
use super::outcome::Plan;
use super::reasons::Reasons;
use super::scope::dates;
use super::summary::LOCKED;
use super::targets::{Found, Looking, Targets};
use crate::date::Date;
use crate::model::{
    ExplainOrderRequest, OrderExplanation, OrderStepIdentifier, OtherReason, Place, Reason,
    Refusal, Route, Rules, Shift, Snapshot, StepKind, Verdict,
};
use crate::problem::{DayIdx, StopIdx, TaskIdx};
use crate::schedule::{Evaluation, RELOAD, StepWhat};
use crate::sorted;

/// Every vehicle-date of the dates asked for: the cheapest place by what it adds, the order being
/// taken off the route that it is on; or the decisive reason why there is none.
#[must_use]
pub fn explain_order(
    loaded: &Loaded,
    request: &ExplainOrderRequest,
    rules: &Rules,
) -> OrderExplanation {
    let snapshot = &loaded.snapshot;
    let looking =
        Looking { rules, override_locks: false, reloads: false, cutoff: 0, excuses: false };
    let order_id = &request.order_id;
    let asked = dates_of(snapshot, request);
    // Whether the order can leave its route is to be known too.
    let mut dates = asked.clone();
    dates.extend(dates_served(snapshot, order_id));
    let places = loaded.with_targets_without(order_id, &dates, looking, |targets, task, before| {
        verdicts(targets, task, before, &asked)
    });
    OrderExplanation { order_id: order_id.clone(), places: places.unwrap_or_default() }
}

/// The dates of the routes that an order is on.
fn dates_served(snapshot: &Snapshot, order_id: &str) -> Vec<Date> {
    let is_on =
        |route: &Route| route.steps.iter().any(|step| step.order_id.as_deref() == Some(order_id));
    let routes = snapshot.routes.iter().filter(|(_, route)| is_on(route));
    routes.filter_map(|(id, route)| route_key(id, route).map(|(_, date)| date)).collect()
}

/// What each day of the dates asked for says: places by what they add, then refusals. Some sequences
/// were other ones `before` the order was taken off.
fn verdicts(
    targets: &mut Targets,
    task: TaskIdx,
    before: &Plan,
    asked: &sorted::Set<Date>,
) -> Vec<Verdict> {
    let stays = why_it_stays(targets, task, before);
    let mut places = Vec::new();
    let mut refusals = Vec::new();
    let mut refused = Vec::new();
    let days = targets.problem.days().filter(|(_, vehicle)| asked.contains(&vehicle.date));
    let days: Vec<DayIdx> = days.map(|(day, _)| day).collect();
    for day in days {
        let is_open = stays.is_none() && targets.takes(task, day);
        let found = if is_open { targets.on(task, day) } else { None };
        if let Some(why) = stays {
            refusals.push(staying(targets, day, why));
        } else if let Some(found) = found {
            let old =
                before.get(&day).map_or_else(|| targets.sequence(day), Vec::as_slice).to_vec();
            places.push(place(targets, task, &found, &old));
        } else {
            refused.push(day);
        }
    }
    // The effort of one order is for all days together.
    let Targets { problem, plan, closed, tolerated, .. } = &*targets;
    let mut reasons = Reasons::new(problem, plan, closed, refused.len()).knowing(tolerated);
    refusals.extend(
        refused
            .into_iter()
            .map(|day| Refusal { route_id: targets.route_id(day), reason: reasons.on(task, day) }),
    );
    sorted::by(&mut places, |one, two| {
        (one.delta_cost, &one.route_id).cmp(&(two.delta_cost, &two.route_id))
    });
    sorted::by(&mut refusals, |one, two| one.route_id.cmp(&two.route_id));
    let places = places.into_iter().map(Verdict::Place);
    places.chain(refusals.into_iter().map(Verdict::Refusal)).collect()
}

/// Why an order has no other place than its own: it has begun, or planning may not touch its route
/// (SEMANTICS 4.6, 4.7).
fn why_it_stays(targets: &Targets, task: TaskIdx, before: &Plan) -> Option<&'static str> {
    if targets.is_begun(task) {
        return Some("the order has been served, or is driven to");
    }
    let is_locked = |day: &DayIdx| targets.closed.get(day) == Some(&LOCKED);
    before.keys().any(is_locked).then_some("the order is on a locked route")
}

fn staying(targets: &Targets, day: DayIdx, why: &str) -> Refusal {
    let vehicle = &targets.problem.days[day as usize];
    let reason = Reason {
        code: OtherReason::Lck.into(),
        vehicle_id: Some(vehicle.vehicle_id.clone()),
        date: Some(vehicle.date),
        by: None,
        message: why.to_owned(),
    };
    Refusal { route_id: targets.route_id(day), reason }
}

/// From `from` to `to`; where one of them is missing, the dates that have routes.
fn dates_of(snapshot: &Snapshot, request: &ExplainOrderRequest) -> sorted::Set<Date> {
    if let (Some(from), Some(to)) = (request.from, request.to) {
        return dates(from, to);
    }
    let routes = snapshot.routes.iter();
    let all = routes.filter_map(|(id, route)| route_key(id, route).map(|(_, date)| date));
    let after = |date: &Date| request.from.is_none_or(|from| from <= *date);
    let before = |date: &Date| request.to.is_none_or(|to| *date <= to);
    sorted::set(all.filter(|date| after(date) && before(date)))
}

fn place(targets: &mut Targets, task: TaskIdx, found: &Found, old: &[StopIdx]) -> Place {
    let with = targets.evaluate(found.day, &found.insertion.items);
    let shifted = if old.is_empty() {
        Vec::new()
    } else {
        let before = targets.evaluate(found.day, old);
        shifts(targets, task, &before, &with)
    };
    let stops = found.insertion.items.iter().filter(|item| **item != RELOAD);
    Place {
        route_id: targets.route_id(found.day),
        delta_cost: found.delta_cost(),
        route_cost: found.route_cost(),
        pickup_start_sec: targets.start(&with, task, StepKind::Pickup),
        delivery_start_sec: targets.start(&with, task, StepKind::Delivery),
        sequence: stops.map(|stop| identifier(targets, *stop)).collect(),
        shifted,
    }
}

fn identifier(targets: &Targets, stop: StopIdx) -> OrderStepIdentifier {
    let stop = &targets.problem.stops[stop as usize];
    let order_id = targets.problem.tasks[stop.task as usize].order_id.clone();
    OrderStepIdentifier { order_id, kind: stop.kind }
}

/// Steps of other orders that start at another time.
fn shifts(targets: &Targets, task: TaskIdx, before: &Evaluation, with: &Evaluation) -> Vec<Shift> {
    let starts = |evaluation: &Evaluation| -> Vec<(StopIdx, i64)> {
        let steps = evaluation.timeline.steps.iter();
        let starts = steps.filter_map(|step| match step.what {
            StepWhat::Stop(stop) => Some((stop, step.start)),
            _ => None,
        });
        starts.collect()
    };
    let old: sorted::Map<StopIdx, i64> = sorted::map(starts(before));
    let moved = starts(with).into_iter().filter_map(|(stop, new_start_sec)| {
        let old_start_sec = *old.get(&stop)?;
        let is_other = targets.problem.stops[stop as usize].task != task;
        (is_other && old_start_sec != new_start_sec).then(|| {
            let OrderStepIdentifier { order_id, kind } = identifier(targets, stop);
            Shift { order_id, kind, old_start_sec, new_start_sec }
        })
    });
    moved.collect()
}
