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
//! cannot be driven (1.5); [`plan`], [`left_out`] and [`objective`] for what a
//! solve returns; [`exhaustive`] for the best there is in tiny cases.

pub(crate) mod codes;
pub(crate) mod compare;
pub(crate) mod cost;
pub(crate) mod exhaustive;
pub(crate) mod expected;
pub(crate) mod journey;
pub(crate) mod left_out;
pub(crate) mod loads;
pub(crate) mod objective;
pub(crate) mod plan;
pub(crate) mod planned;
pub(crate) mod timeline;
pub(crate) mod timing;
pub(crate) mod travel;

pub(crate) use objective::objective;
pub(crate) use plan::check_plan;

use journey::Journey;
use routewright::model::{Route, Rules, Snapshot};

/// Every difference between an emitted route and what SEMANTICS says of its sequence, as
/// `path: got …, expected …`; empty = right.
///
/// Only the order of its order steps and reloads is taken from `route`; of a route that cannot be
/// driven (1.5) also what `snapshot.routes` planned. Routes in progress (SEMANTICS 6) are not
/// judged yet.
pub(crate) fn check_route(snapshot: &Snapshot, rules: &Rules, route: &Route) -> Vec<String> {
    if in_progress(route) {
        return Vec::new();
    }
    let journey = match Journey::of(snapshot, rules, route) {
        Ok(journey) => journey,
        Err(why) => return vec![why],
    };
    if journey.legs.iter().any(Option::is_none) {
        return planned::differences(&journey, route);
    }
    let timeline = timing::choose(&journey);
    compare::routes(route, &expected::route(&journey, &timeline))
}

/// Whether drivers have reported anything of the route.
pub(crate) fn in_progress(route: &Route) -> bool {
    route.tracking_data.is_some()
        || route.steps.iter().any(|step| step.tracking_data.is_some() || step.effective.is_some())
}
