//! The best plan of a tiny snapshot, by trying every sequence of every subset of
//! orders on every vehicle-date (SEMANTICS 5).

use super::journey::{self, Entry, Journey};
use super::left_out::{is_feasible_within, lateness};
use super::objective::{self, Objective, weight};
use super::{codes, timeline};
use routewright::date::Date;
use routewright::model::{Order, Rules, Snapshot, StepViolation};
use std::collections::BTreeMap;

/// Best feasible value of each subset of orders (bit by bit) on one vehicle-date, by its work.
type Subsets = BTreeMap<(usize, i64), Objective>;

/// What a plan must keep to beside the rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Services may be late by up to so many seconds.
    pub(crate) most: Option<i64>,
    /// Orders that must be on the route of a vehicle.
    pub(crate) home: BTreeMap<String, String>,
}

/// What no plan of the date can beat. Reloads are not tried.
pub(crate) fn best(snapshot: &Snapshot, rules: &Rules, date: Date) -> Objective {
    best_of(snapshot, rules, date, &Asked::default())
}

/// The same where more is asked for.
pub(crate) fn best_of(snapshot: &Snapshot, rules: &Rules, date: Date, asked: &Asked) -> Objective {
    let mut best: Option<Objective> = None;
    plans((snapshot, rules, date), asked, |_| 0, &mut |plan, _| {
        if best.as_ref().is_none_or(|best| plan < best) {
            best = Some(plan.clone());
        }
    });
    best.unwrap_or_default()
}

/// Tells every plan of the best sequence of each subset for each amount of work, with the work of its
/// routes.
pub(crate) fn plans(
    (snapshot, rules, date): (&Snapshot, &Rules, Date),
    asked: &Asked,
    work: impl Fn(&Journey) -> i64,
    tell: &mut impl FnMut(&Objective, &[i64]),
) {
    let orders: Vec<(&String, &Order)> = snapshot.orders.iter().collect();
    let all: i64 = orders.iter().map(|(_, order)| weight(order)).sum();
    let start = Objective { left_out: all, ..Objective::default() };
    let works = |vehicle: &&String| {
        journey::settings_on(snapshot, vehicle, date).is_some_and(|own| own.available)
    };
    let vehicles = snapshot.vehicles.keys().filter(works);
    let days: Vec<Subsets> = vehicles
        .map(|vehicle| routes((snapshot, rules), (vehicle, date), &orders, asked, &work))
        .collect();
    let bits = orders.iter().enumerate();
    let must = bits.filter(|(_, (id, _))| asked.home.contains_key(*id));
    let must = must.fold(0, |subset, (bit, _)| subset | 1 << bit);
    let mut open = vec![(0, 0, start, Vec::new())];
    while let Some((day, served, plan, works)) = open.pop() {
        let Some(routes) = days.get(day) else {
            if served & must == must {
                tell(&plan, &works);
            }
            continue;
        };
        for ((own, work), route) in routes.iter().filter(|((own, _), _)| own & served == 0) {
            let works = works.iter().copied().chain([*work]).collect();
            open.push((day + 1, served | own, sum(&plan, route), works));
        }
        open.push((day + 1, served, plan, works));
    }
}

fn keep(subsets: &mut Subsets, subset: (usize, i64), value: Objective) {
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
    asked: &Asked,
    work: &impl Fn(&Journey) -> i64,
) -> Subsets {
    let most = asked.most;
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
            let is_elsewhere = asked.home.get(*id).is_some_and(|home| home != vehicle);
            if done < kinds.len() && !is_elsewhere {
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
            keep(&mut best, (subset, work(&journey)), value);
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
