//! SEMANTICS 4.1 and 4.7: what planning leaves as it is of routes that have begun, and that it breaks
//! nothing that was not broken.

use super::journey::{self, Entry, Journey};
use super::{begun, codes, loads, timeline};
use routewright::model::{
    Route, Rules, Snapshot, StepKind, StepType, StepViolation, VehicleViolation,
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that planning should have left alone and did not, from one snapshot to the next; empty
/// = right. `fits`: what is on a route stays on it.
pub(crate) fn differences(
    rules: &Rules,
    before: &Snapshot,
    after: &Snapshot,
    fits: bool,
) -> Vec<String> {
    let mut found = Vec::new();
    for (id, old) in &before.routes {
        let new = after.routes.get(id);
        let stays = staying(before, rules, old);
        let sequence = new.map(journey::sequence).unwrap_or_default();
        if !sequence.starts_with(&stays) {
            found.push(format!("{id}: {sequence:?} does not begin with {stays:?}"));
        }
        let timed = |new: &&Route| old.cost_breakdown.is_some() && *new != old;
        if let Some(new) = new.filter(|new| (fits || !stays.is_empty()) && timed(new)) {
            let more: Vec<_> = violations(new).difference(&violations(old)).cloned().collect();
            if !more.is_empty() {
                found.push(format!("{id}: new violations {more:?}"));
            }
            let worse = worsened(&amounts(before, rules, old), &amounts(after, rules, new));
            found.extend(worse.into_iter().map(|own| format!("{id}: worse: {own}")));
        }
        let gone = |entry: &&Entry| matches!(entry, Entry::Step(..)) && !sequence.contains(entry);
        if fits && let Some(gone) = journey::sequence(old).iter().find(gone) {
            found.push(format!("{id}: {gone:?} has gone"));
        }
    }
    let mut served = BTreeSet::new();
    for entry in after.routes.values().flat_map(journey::sequence) {
        if matches!(entry, Entry::Step(..)) && !served.insert(entry.clone()) {
            found.push(format!("{entry:?} is on routes twice"));
        }
    }
    found
}

/// What was executed, and the next one where the step before it has ended by now; where the present
/// moment is not known, where it took place.
fn staying(snapshot: &Snapshot, rules: &Rules, route: &Route) -> Vec<Entry> {
    let mut entries = journey::sequence(route);
    let Some((_, date)) = journey::vehicle_and_date(route) else { return Vec::new() };
    let now = snapshot.now.map(|now| now.sec + 86_400 * now.date.days_since(date));
    let begun = match super::in_progress(route) {
        true => begun::reported(snapshot, rules, route).ok(),
        false => begun::by_plan(snapshot, route),
    };
    let Some(begun) = begun else { return Vec::new() };
    let took_place = !begun.done.is_empty();
    let driven_to = now.map_or(took_place, |now| took_place && begun.anchor <= now);
    entries.truncate(begun.done.len() + usize::from(driven_to));
    // A reload that nothing follows may fall away.
    while matches!(entries.last(), Some(Entry::Reload(_))) {
        entries.pop();
    }
    entries
}

/// 4.1: by how much a timed route breaks each rule, in seconds, metres or units, as it says itself; and
/// by how much each step is late.
fn amounts(snapshot: &Snapshot, rules: &Rules, route: &Route) -> BTreeMap<String, i64> {
    let mut amounts = BTreeMap::new();
    let Ok(journey) = Journey::of(snapshot, rules, route) else { return amounts };
    let (Some(first), Some(last)) = (route.steps.first(), route.steps.last()) else {
        return amounts;
    };
    let (departure, end, limits) = (first.end_sec, last.arrival_sec, journey.settings);
    let beyond = |value: i64, limit: i64| if limit > 0 { value - limit } else { 0 };
    let mut note = |what: &str, by: i64| {
        amounts.insert(what.to_owned(), by);
    };
    note("TWS", journey.window.0 - departure);
    note("TWE", end - journey.window.1);
    note("WT", beyond(end - departure, limits.max_working_time_sec));
    note("DT", beyond(journey.driving(), limits.max_driving_time_sec));
    note("ML", beyond(journey.distance(), limits.max_distance_mt));
    note("OR", beyond(codes::distinct_orders(&journey), limits.max_orders));
    // What was put off stays on board (6.3), which only the evaluation of a route in progress knows.
    if !super::in_progress(route) {
        note("LD", loads::excess(&journey).above);
        note("NLD", loads::excess(&journey).below);
    }
    let steps = route.steps.iter().filter(|step| {
        matches!(step.kind, StepType::Pickup | StepType::Delivery | StepType::Depot)
    });
    for (visit, step) in journey.visits.iter().zip(steps) {
        if let (Some(order), None) = (&step.order_id, &step.effective) {
            let late = timeline::service_start(visit, step.start_sec).1;
            note(&format!("TW of {order} {:?}", step.kind), late);
        }
    }
    amounts
}

/// What is broken by more than before; what was not broken at all is told as a new code.
fn worsened(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    let worse = |(what, by): (&String, &i64)| {
        let old = before.get(what).copied().filter(|old| *old > 0)?;
        (*by > old).then(|| format!("{what} by {by}, not {old}"))
    };
    after.iter().filter_map(worse).collect()
}

type Violations = BTreeSet<(Option<(String, StepKind)>, Result<StepViolation, VehicleViolation>)>;

fn violations(route: &Route) -> Violations {
    let steps = route.steps.iter().flat_map(|step| {
        let own = step.order_id.clone().zip(step.step_kind());
        step.violations.iter().map(move |code| (own.clone(), Ok(*code)))
    });
    steps.chain(route.vehicle_violations.iter().map(|code| (None, Err(*code)))).collect()
}
