//! SEMANTICS 5, "After any solve": what plain insertion could serve is not left out; and the
//! reasons for what is left out are true, as far as trying can tell.

use super::codes;
use super::decisive::{Harm, Target};
use super::journey::{self, Entry, Journey, Visit};
use super::plan::{Plan, eligible};
use super::timeline::{self, Span, Timeline};
use super::{loads, timing};
use routewright::date::Date;
use routewright::model::{
    Order, OtherReason, Reason, ReasonCode, Route, SchedulingResult, StepKind, StepViolation,
    VehicleViolation,
};

pub(super) fn check(plan: &Plan, found: &mut Vec<String>, result: &SchedulingResult) {
    for own in &result.unassigned {
        let Some((id, order)) = plan.snapshot.orders.get_key_value(&own.order_id) else {
            found.push(format!("order {} does not exist", own.order_id));
            continue;
        };
        if own.order_steps.len() < order.steps().count() {
            continue;
        }
        for reason in &own.reasons {
            if let Some(why) = untrue(plan, id, order, reason) {
                found.push(format!("order {id}: {reason:?}: {why}"));
            }
        }
        if let Some(place) = feasible_place(plan, id, order) {
            found.push(format!("order {id} is left out, but fits {place}"));
        } else if let Some(why) = not_decisive(plan, id, order, &own.reasons) {
            found.push(format!("order {id}: {:?}: {why}", own.reasons));
        }
    }
}

/// Vehicle-dates that could take new work.
fn targets(plan: &Plan) -> Vec<(String, Date, String)> {
    let mut targets = Vec::new();
    for date in plan.dates() {
        for vehicle in plan.snapshot.vehicles.keys() {
            let id = format!("{vehicle}-{date}");
            let settings = journey::settings_on(plan.snapshot, vehicle, date);
            if settings.is_some_and(|own| own.available) && !plan.locked.contains(&id) {
                targets.push((vehicle.clone(), date, id));
            }
        }
    }
    targets
}

/// The first place where plain insertion is feasible.
fn feasible_place(plan: &Plan, order_id: &str, order: &Order) -> Option<String> {
    for (vehicle, date, id) in targets(plan) {
        let current = plan.routes.get(&id);
        if current.is_some_and(super::in_progress) {
            continue;
        }
        let sequence = current.map(journey::sequence).unwrap_or_default();
        for attempt in insertions(&sequence, order_id, order) {
            let journey = Journey::new(plan.snapshot, plan.rules, &vehicle, date, &attempt).ok()?;
            if is_feasible_within(&journey, plan.most) {
                return Some(format!("{id} as {attempt:?}"));
            }
        }
    }
    None
}

/// Why a reason is not true, as far as that can be told.
fn untrue(plan: &Plan, id: &str, order: &Order, reason: &Reason) -> Option<&'static str> {
    let unusable = order.steps().any(|(_, step)| journey::place_of(plan.snapshot, step).is_none());
    match reason.code {
        ReasonCode::Other(OtherReason::Loc) => (!unusable).then_some("its places are usable"),
        _ if unusable => Some("LOC is what keeps it out"),
        ReasonCode::Other(OtherReason::Nov) => {
            // Of all vehicles on the order's dates, or of the one that is named.
            let is_meant = |(vehicle, date, _): &(String, Date, String)| {
                let is_named = reason.vehicle_id.as_ref().is_none_or(|own| own == vehicle)
                    && reason.date.is_none_or(|own| own == *date);
                is_named && eligible(order, *date)
            };
            targets(plan).iter().any(is_meant).then_some("a vehicle is available")
        }
        ReasonCode::Other(OtherReason::Lck) => {
            plan.locked.is_empty().then_some("nothing is locked")
        }
        ReasonCode::Other(_) => None,
        ReasonCode::Vehicle(_) | ReasonCode::Step(_) => untrue_code(plan, id, order, reason),
    }
}

/// Why the first reasons are not what keeps the order out: what the least bad place of all breaks,
/// beside what is planned or, where no vehicle could serve it even alone, alone.
fn not_decisive(plan: &Plan, id: &str, order: &Order, reasons: &[Reason]) -> Option<String> {
    if !plan.is_timeless()
        || order.steps().any(|(_, step)| journey::place_of(plan.snapshot, step).is_none())
    {
        return None;
    }
    let targets = targets(plan);
    let mut beside = Vec::new();
    let mut alone = Vec::new();
    let mut is_possible = false;
    for (vehicle, date, route_id) in &targets {
        let route = plan.routes.get(route_id);
        let has_begun = |own: &Route| super::begun::by_plan(plan.snapshot, own).is_some();
        if route.is_some_and(|own| super::in_progress(own) || has_begun(own)) {
            return None;
        }
        let (snapshot, rules, most) = (plan.snapshot, plan.rules, plan.most.unwrap_or(0));
        let target = Target { snapshot, rules, vehicle, date: *date, most };
        let least = target.least(&[], id, order);
        let feasible = |(own, _): &(Vec<Entry>, Harm)| {
            target.journey(own).is_some_and(|own| is_feasible_within(&own, plan.most))
        };
        is_possible |= least.iter().any(feasible);
        let all = |own: (Vec<Entry>, Harm)| (*date, vehicle.clone(), own.0, own.1);
        alone.extend(least.into_iter().map(all));
        let sequence = route.map(journey::sequence).unwrap_or_default();
        beside.extend(target.least(&sequence, id, order).into_iter().map(all));
    }
    let mut found = if is_possible { beside } else { alone };
    let least = found.iter().map(|own| own.3.severity).min()?;
    found.retain(|own| own.3.severity == least);
    let first = reasons.first()?;
    let is_named = |date: Date, vehicle: &String| {
        first.date == Some(date) && first.vehicle_id.as_ref() == Some(vehicle)
    };
    let (vehicle, date) = (&first.vehicle_id, first.date);
    let of_first: Vec<&Reason> =
        reasons.iter().filter(|own| own.vehicle_id == *vehicle && own.date == date).collect();
    let told = found
        .iter()
        .find(|(date, vehicle, _, harm)| is_named(*date, vehicle) && harm.is_told_by(&of_first));
    let Some((date, vehicle, sequence, harm)) = told else {
        return Some(format!("the least bad is {found:?}"));
    };
    let (snapshot, rules, most) = (plan.snapshot, plan.rules, plan.most.unwrap_or(0));
    let target = Target { snapshot, rules, vehicle, date: *date, most };
    let relieved = harm.is_relieved(target.journey(sequence)?, most);
    (relieved == Some(false)).then(|| format!("so much more room is not enough: {sequence:?}"))
}

/// A code with a vehicle and a date: some insertion there, or the order alone, must show it, and by
/// as much.
fn untrue_code(
    plan: &Plan,
    order_id: &str,
    order: &Order,
    reason: &Reason,
) -> Option<&'static str> {
    let (vehicle, date) = (reason.vehicle_id.as_ref()?, reason.date?);
    let route = plan.routes.get(&format!("{vehicle}-{date}"));
    let sequence = route.map(journey::sequence).unwrap_or_default();
    let mut attempts = insertions(&sequence, order_id, order);
    attempts.extend(insertions(&[], order_id, order));
    let mut shown = false;
    for attempt in attempts {
        let journey = Journey::new(plan.snapshot, plan.rules, vehicle, date, &attempt);
        let Ok(journey) = journey else { continue };
        // An unreachable leg counts 0: what is too much even so is a true reason beside UNR.
        let line = timing::choose(&journey);
        let by = match reason.code {
            ReasonCode::Vehicle(code) => vehicle_excess(&journey, &line, code),
            ReasonCode::Step(code) => step_excess(&journey, &line, code, plan.most.unwrap_or(0)),
            ReasonCode::Other(_) => return None,
        };
        shown |= !by.is_empty();
        if !by.is_empty() && reason.by.is_none_or(|own| by.contains(&own)) {
            return None;
        }
    }
    Some(if shown { "no insertion there exceeds by that" } else { "no insertion there shows it" })
}

/// By how much a code of the vehicle is violated; empty = it is not.
fn vehicle_excess(journey: &Journey, line: &Timeline, code: VehicleViolation) -> Vec<i64> {
    use VehicleViolation::{Dt, Ld, Ml, Nld, Or, Twe, Tws, Wt};
    if !codes::of_vehicle(journey, line.departure, line.end).contains(&code) {
        return Vec::new();
    }
    let limits = journey.settings;
    vec![match code {
        Ld => loads::excess(journey).above,
        Nld => loads::excess(journey).below,
        Tws => journey.window.0 - line.departure,
        Twe => line.end - journey.window.1,
        Dt => journey.driving() - limits.max_driving_time_sec,
        Wt => line.end - line.departure - limits.max_working_time_sec,
        Ml => journey.distance() - limits.max_distance_mt,
        Or => codes::distinct_orders(journey) - limits.max_orders,
    }]
}

/// By how much a code of steps is violated: of windows the lateness of each step beyond `most`, and of
/// all, else 0; empty = it is not.
fn step_excess(journey: &Journey, line: &Timeline, code: StepViolation, most: i64) -> Vec<i64> {
    let shows = |visit: &usize| codes::of_step(journey, line, *visit).contains(&code);
    let late = |visit: usize| {
        let arrival = line.visits[visit].arrival;
        timeline::service_start(&journey.visits[visit], arrival).1
    };
    let showing: Vec<usize> = (0..journey.visits.len()).filter(shows).collect();
    let mut excess: Vec<i64> = showing.into_iter().map(late).collect();
    if most > 0 && code == StepViolation::Tw {
        excess = excess.iter().filter(|late| **late > most).map(|late| late - most).collect();
    }
    if excess.len() > 1 {
        excess.push(excess.iter().sum());
    }
    if code == StepViolation::Tw {
        excess.extend(Some(late_breaks(journey, line)).filter(|late| *late > 0));
    }
    excess
}

/// Seconds by which breaks begin after their windows: of the overrun (2.3) what is left without
/// services, end and working time.
pub(super) fn late_breaks(journey: &Journey, line: &Timeline) -> i64 {
    let late = |visit: usize| {
        let arrival = line.visits[visit].arrival;
        timeline::service_start(&journey.visits[visit], arrival).1
    };
    let services: i64 = (0..journey.visits.len()).map(late).sum();
    line.overrun - services - timeline::end_overrun(journey, line.departure, line.end)
}

/// Every plain insertion of an order into a sequence, its pickup before its delivery.
pub(crate) fn insertions(sequence: &[Entry], order_id: &str, order: &Order) -> Vec<Vec<Entry>> {
    let with = |sequence: &[Entry], at: usize, kind: StepKind| {
        let mut sequence = sequence.to_vec();
        sequence.insert(at, Entry::Step(order_id.to_owned(), kind));
        sequence
    };
    let kinds: Vec<StepKind> = order.steps().map(|(kind, _)| kind).collect();
    let mut all = Vec::new();
    for first in 0..=sequence.len() {
        match kinds.as_slice() {
            [only] => all.push(with(sequence, first, *only)),
            [pickup, delivery] => {
                let half = with(sequence, first, *pickup);
                all.extend((first + 1..=half.len()).map(|second| with(&half, second, *delivery)));
            }
            _ => {}
        }
    }
    all
}

/// 4.1: no code of any kind, every leg reachable, nothing late; of orders that can be planned.
pub(crate) fn is_feasible(journey: &Journey) -> bool {
    is_feasible_within(journey, None)
}

/// 4.1: the same, but for services that start up to `most` seconds after their last window
/// (`elasticTimeWindows`). What 2.3 makes of the sequence counts.
pub(crate) fn is_feasible_within(journey: &Journey, most: Option<i64>) -> bool {
    // 4.5: orders without usable coordinates are not planned, not even on open routes.
    journey.visits.iter().all(|visit| visit.place.is_some()) && keeps_rules(journey, most)
}

/// The same of whatever is on a route already.
pub(super) fn keeps_rules(journey: &Journey, most: Option<i64>) -> bool {
    let assigned =
        (0..journey.visits.len()).all(|visit| codes::of_assignment(journey, visit).is_empty());
    if !assigned || journey.legs.iter().any(Option::is_none) {
        return false;
    }
    if !codes::of_load_and_length(journey).is_empty() {
        return false;
    }
    // Nothing is earlier than without breaks from the start of the window: late there, late always.
    let earliest = timeline::simulate(journey, journey.window.0, &[]);
    let most = most.unwrap_or(0);
    let is_kept = |line: &Timeline| {
        line.end <= journey.window.1 && lateness(journey, line).iter().all(|late| *late <= most)
    };
    if !is_kept(&earliest) {
        return false;
    }
    let line = timing::choose(journey);
    is_kept(&line) && line.overrun == lateness(journey, &line).iter().sum::<i64>()
}

/// 2.3: seconds by which each service starts after its last window.
pub(crate) fn lateness(journey: &Journey, line: &Timeline) -> Vec<i64> {
    let late = |(visit, span): (&Visit, &Span)| timeline::service_start(visit, span.arrival).1;
    journey.visits.iter().zip(&line.visits).map(late).collect()
}
