//! The independent checker: recomputes a route, and judges a plan, from the snapshot alone.
//!
//! Written from SEMANTICS.md, not from the package: it uses the documented objects
//! (`routewright::model`) and nothing else of it, so that it and the evaluator can only agree by
//! both being right. It prefers the literal reading to speed.
//!
//! Map: [`travel`] (SEMANTICS 1) → [`journey`] (what a sequence consists of, 2.5–2.8, 2.10) →
//! [`timeline`] (times for a given departure and given places of breaks, 2.4–2.6) → [`timing`]
//! (which departure and places, 2.3, 2.9) → [`loads`] (3), [`codes`] (4), [`cost`] (5) →
//! [`expected`] (the whole route as it must be emitted) → [`compare`]; [`planned`] for routes that
//! cannot be driven (1.5); [`begun`] and [`progress`] for those of which something has happened (4.7,
//! 6); [`standing`] and [`stays`] after any operation; [`plan`], [`left_out`] and [`objective`] for what a
//! solve returns; [`exhaustive`] for the best there is in tiny cases.

pub(crate) mod begun;
pub(crate) mod codes;
pub(crate) mod compare;
pub(crate) mod cost;
pub(crate) mod decisive;
pub(crate) mod exhaustive;
pub(crate) mod expected;
pub(crate) mod journey;
pub(crate) mod left_out;
pub(crate) mod loads;
pub(crate) mod objective;
pub(crate) mod plan;
pub(crate) mod planned;
pub(crate) mod progress;
pub(crate) mod standing;
pub(crate) mod stays;
pub(crate) mod timeline;
pub(crate) mod timing;
pub(crate) mod travel;

pub(crate) use objective::objective;
pub(crate) use plan::check_plan;

use journey::Journey;
use routewright::model::{Route, Rules, Snapshot, StepType, VehicleSettings};

/// Every difference between an emitted route and what SEMANTICS says of its sequence, as
/// `path: got …, expected …`; empty = right.
///
/// Only the order of its order steps and reloads is taken from `route`; of a route that cannot be
/// driven (1.5) also what `snapshot.routes` planned, and of one that has begun (6) what was planned
/// of what was executed.
pub(crate) fn check_route(snapshot: &Snapshot, rules: &Rules, route: &Route) -> Vec<String> {
    let mut journey = match Journey::of(snapshot, rules, route) {
        Ok(journey) => journey,
        Err(why) => return vec![why],
    };
    if in_progress(route) {
        return match begun::reported(snapshot, rules, route) {
            Ok(begun) => progress::differences(journey, &begun, route),
            Err(why) => vec![why],
        };
    }
    if let Some(begun) = begun::by_plan(snapshot, route) {
        return progress::differences(journey, &begun, route);
    }
    let Some(settings) = leaves_later(&mut journey, route) else {
        return judged(&journey, route);
    };
    journey.settings = &settings;
    judged(&journey, route)
}

/// 4.7: on `now`'s date D ≥ `now` where that lies in the working window, unless what has passed by
/// the plan forbids it. A route of a date that is over keeps its D.
fn leaves_later(journey: &mut Journey, route: &Route) -> Option<VehicleSettings> {
    let now = journey.snapshot.now?;
    let moment = now.sec + 86_400 * now.date.days_since(journey.date);
    let id = format!("{}-{}", journey.vehicle_id, journey.date);
    let before = journey.snapshot.routes.get(route.id.as_ref().unwrap_or(&id));
    let passed = |sec: i64| 0 < sec && sec < moment;
    let steps = || before.into_iter().flat_map(|before| &before.steps);
    let departure = steps().find(|step| step.kind == StepType::Departure).map(|step| step.end_sec);
    let within = |sec: i64| (journey.window.0..=journey.window.1).contains(&sec);
    let mut settings = journey.settings.clone();
    if let Some(departure) = departure.filter(|own| passed(*own)) {
        settings.flex_start_time = false;
        let kept = within(departure);
        journey.window.0 = if kept { departure } else { journey.window.0 };
        return kept.then_some(settings);
    }
    if within(moment) && !steps().any(|step| step.step_kind().is_some() && passed(step.start_sec)) {
        journey.window.0 = moment;
    }
    Some(settings)
}

fn judged(journey: &Journey, route: &Route) -> Vec<String> {
    if journey.legs.iter().any(Option::is_none) {
        return planned::differences(journey, route);
    }
    let timeline = timing::choose(journey);
    compare::routes(route, &expected::route(journey, &timeline))
}

/// Whether drivers have reported anything of the route.
pub(crate) fn in_progress(route: &Route) -> bool {
    // FEATURES EXE-46: where the vehicle is says nothing of whether its route has begun.
    let registry = route.tracking_data.as_ref();
    registry.is_some_and(|own| own.position.is_none() || !own.drivers_tracking_data.is_empty())
        || route.steps.iter().any(|step| step.tracking_data.is_some() || step.effective.is_some())
}
