//! The best plan of a tiny snapshot without routes, by trying every sequence of every subset of
//! orders on every vehicle-date (SEMANTICS 5).

use super::journey::{self, Entry, Journey};
use super::left_out::{is_feasible_within, lateness};
use super::objective::{self, Objective, weight};
use super::{codes, timeline};
use routewright::date::Date;
use routewright::model::{Order, Rules, Snapshot, StepViolation};
use std::collections::BTreeMap;

/// Best feasible value of each subset of orders (bit by bit) on one vehicle-date.
type Subsets = BTreeMap<usize, Objective>;

/// What no plan of the date can beat. Reloads are not tried.
pub(crate) fn best(snapshot: &Snapshot, rules: &Rules, date: Date) -> Objective {
    best_within(snapshot, rules, date, None)
}

/// The same where services may be late by up to `most` seconds.
pub(crate) fn best_within(
    snapshot: &Snapshot,
    rules: &Rules,
    date: Date,
    most: Option<i64>,
) -> Objective {
    let orders: Vec<(&String, &Order)> = snapshot.orders.iter().collect();
    let all: i64 = orders.iter().map(|(_, order)| weight(order)).sum();
    let start = Objective { left_out: all, ..Objective::default() };
    let mut plans: Subsets = BTreeMap::from([(0, start)]);
    for vehicle in snapshot.vehicles.keys() {
        let settings = journey::settings_on(snapshot, vehicle, date);
        if !settings.is_some_and(|own| own.available) {
            continue;
        }
        let routes = routes((snapshot, rules), (vehicle, date), &orders, most);
        let mut grown = plans.clone();
        for (served, plan) in &plans {
            for (own, route) in routes.iter().filter(|(own, _)| *own & served == 0) {
                keep(&mut grown, served | own, sum(plan, route));
            }
        }
        plans = grown;
    }
    plans.into_values().min().unwrap_or_default()
}

fn keep(subsets: &mut Subsets, subset: usize, value: Objective) {
    let known = subsets.entry(subset).or_insert_with(|| value.clone());
    if value < *known {
        *known = value;
    }
}

fn sum(plan: &Objective, route: &Objective) -> Objective {
    Objective {
        left_out: plan.left_out + route.left_out,
        late: plan.late + route.late,
        cost: plan.cost + route.cost,
        driving: plan.driving + route.driving,
        routes: plan.routes + route.routes,
        starts: plan.starts + route.starts,
    }
}

/// Every sequence, pickups before their deliveries, grown step by step.
fn routes(
    (snapshot, rules): (&Snapshot, &Rules),
    (vehicle, date): (&str, Date),
    orders: &[(&String, &Order)],
    most: Option<i64>,
) -> Subsets {
    let mut best = Subsets::new();
    let mut open: Vec<Vec<Entry>> = vec![Vec::new()];
    while let Some(sequence) = open.pop() {
        let has = |id: &String, kind| sequence.contains(&Entry::Step(id.clone(), kind));
        let journey = Journey::new(snapshot, rules, vehicle, date, &sequence);
        if journey.as_ref().is_ok_and(|journey| is_hopeless(journey, most)) {
            continue;
        }
        let mut subset = 0;
        let mut whole = true;
        for (bit, (id, order)) in orders.iter().enumerate() {
            let kinds: Vec<_> = order.steps().map(|(kind, _)| kind).collect();
            let done = kinds.iter().filter(|kind| has(id, **kind)).count();
            subset |= usize::from(done > 0) << bit;
            whole &= done == 0 || done == kinds.len();
            if done < kinds.len() {
                let mut longer = sequence.clone();
                longer.push(Entry::Step((*id).clone(), kinds[done]));
                open.push(longer);
            }
        }
        if !whole || sequence.is_empty() {
            continue;
        }
        if let Ok(journey) = journey
            && is_feasible_within(&journey, most)
        {
            let served = orders.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
            let mut value = objective::of_route(&journey);
            value.left_out = -served.map(|(_, (_, order))| weight(order)).sum::<i64>();
            keep(&mut best, subset, value);
        }
    }
    best
}

/// Whether no sequence that begins like this is feasible: a stop must not be served by this vehicle,
/// cannot be driven to from the one before, or is too late even without breaks from the start of the
/// window. Nothing that is added behind changes that.
fn is_hopeless(journey: &Journey, most: Option<i64>) -> bool {
    let visits = 0..journey.visits.len();
    // Of a pair the other step may still come.
    let is_refused = |visit: usize| {
        let codes = codes::of_assignment(journey, visit);
        codes.iter().any(|code| *code != StepViolation::Pdm)
    };
    if journey.legs[..journey.visits.len()].iter().any(Option::is_none)
        || visits.clone().any(is_refused)
    {
        return true;
    }
    let earliest = timeline::simulate(journey, journey.window.0, &[]);
    earliest.visits.iter().any(|span| span.start > journey.window.1)
        || lateness(journey, &earliest).into_iter().any(|late| late > most.unwrap_or(0))
}
