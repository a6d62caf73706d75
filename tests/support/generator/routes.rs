//! A current plan: any orders on any routes, violated ones too.

use super::{Dice, Sliders};
use routewright::date::Date;
use routewright::model::{Route, RouteStep, Snapshot, StepKind, StepType};
use std::collections::BTreeMap;

/// A vehicle-date.
type Day = (String, Date);

pub(super) fn add(dice: &mut Dice, sliders: &Sliders, snapshot: &mut Snapshot, dates: &[Date]) {
    let mut days: Vec<Day> = Vec::new();
    for (id, vehicle) in &snapshot.vehicles {
        let dated = dates.iter().filter(|date| vehicle.settings_on(**date).is_some());
        days.extend(dated.map(|date| (id.clone(), *date)));
    }
    for (vehicle, date) in &days {
        if dice.percent(sliders.locks) {
            snapshot.locked_route_ids.push(format!("{vehicle}-{date}"));
        }
    }
    // Few days in use make long routes.
    dice.shuffle(&mut days);
    days.truncate(dice.between(1, 4) as usize);
    if !days.is_empty() {
        for (day, steps) in assignment(dice, sliders, snapshot, &days) {
            let route = route(dice, snapshot, &day, steps);
            let id = format!("{}-{}", day.0, day.1);
            if dice.percent(10) {
                snapshot.approved_routes.push(id.clone());
            }
            snapshot.routes.insert(id, route);
        }
    }
}

/// Which steps are on which route: mostly whole orders, pickup first, but also halves, orders over
/// two routes and deliveries before their pickups.
fn assignment(
    dice: &mut Dice,
    sliders: &Sliders,
    snapshot: &Snapshot,
    days: &[Day],
) -> BTreeMap<Day, Vec<RouteStep>> {
    let mut routes: BTreeMap<Day, Vec<RouteStep>> = BTreeMap::new();
    for (id, order) in &snapshot.orders {
        if !dice.percent(sliders.planned) {
            continue;
        }
        let mut day = dice.pick(days).clone();
        let mut at = 0;
        for (kind, _) in order.steps() {
            if dice.percent(5) {
                continue;
            }
            if dice.percent(5) {
                day = dice.pick(days).clone();
            }
            let steps = routes.entry(day.clone()).or_default();
            // After the pickup, but for one in ten.
            at = if at <= steps.len() && !dice.percent(10) { at } else { 0 };
            let place = dice.between(at as i64, steps.len() as i64) as usize;
            steps.insert(place, order_step(id, kind));
            at = place + 1;
        }
    }
    routes
}

fn order_step(id: &str, kind: StepKind) -> RouteStep {
    let kind = match kind {
        StepKind::Pickup => StepType::Pickup,
        StepKind::Delivery => StepType::Delivery,
    };
    RouteStep { kind, order_id: Some(id.to_owned()), ..RouteStep::default() }
}

fn route(dice: &mut Dice, snapshot: &Snapshot, day: &Day, mut steps: Vec<RouteStep>) -> Route {
    let (vehicle, date) = day;
    let settings = snapshot.vehicles.get(vehicle).and_then(|own| own.settings_on(*date));
    let depot = settings.and_then(|own| own.departure_depot_id.clone());
    if let Some(depot) = depot.filter(|_| steps.len() > 1 && dice.percent(15)) {
        let place = dice.between(1, steps.len() as i64 - 1) as usize;
        let reload =
            RouteStep { kind: StepType::Depot, depot_id: Some(depot), ..RouteStep::default() };
        steps.insert(place, reload);
    }
    let breaks = settings.map_or(0, |own| own.breaks.len());
    if dice.percent(30) {
        for _ in 0..breaks {
            let place = dice.between(0, steps.len() as i64) as usize;
            steps.insert(place, RouteStep { kind: StepType::Brk, ..RouteStep::default() });
        }
    }
    steps.insert(0, RouteStep { kind: StepType::Departure, ..RouteStep::default() });
    if dice.percent(80) {
        steps.push(RouteStep { kind: StepType::Arrival, ..RouteStep::default() });
    }
    let window = settings.and_then(|own| own.time_window.as_ref());
    if dice.percent(60) {
        time(dice, &mut steps, window.map_or(28_800, |own| own.start_sec));
    }
    Route {
        id: dice.percent(80).then(|| format!("{vehicle}-{date}")),
        revision: dice.between(1, 9),
        date: dice.percent(80).then_some(*date),
        vehicle_id: dice.percent(80).then(|| vehicle.clone()),
        steps,
        ..Route::default()
    }
}

/// Planned times of some other day: in order, but of no rule.
fn time(dice: &mut Dice, steps: &mut [RouteStep], start: i64) {
    let mut now = start + dice.between(1, 600);
    for step in steps {
        match step.kind {
            StepType::Departure => {
                (step.arrival_sec, step.start_sec) = *dice.pick(&[(-1, -1), (0, 0)]);
                step.end_sec = now;
            }
            StepType::Arrival => {
                (step.arrival_sec, step.start_sec) = (now, now);
                step.end_sec = *dice.pick(&[-1, now]);
            }
            _ => {
                step.arrival_sec = now;
                step.start_sec = now + dice.sometimes(30, 0, 1_000);
                step.end_sec = step.start_sec + dice.between(0, 1_200);
                now = step.end_sec;
            }
        }
        now += dice.between(0, 1_800);
    }
}
