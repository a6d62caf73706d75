//! The operations on the tiny base of `fields`: what they plan, show and say.

mod anytime;
mod approvals;
mod balancing;
mod blamed;
mod build_routes;
mod clocks;
mod clustering;
mod eager_pickups;
mod edits;
mod elastic;
mod evaluate_routes;
mod fit_in;
mod halves_told;
mod moves;
mod planning;
mod proposals;
mod replanned;
mod take_over;
mod told;
mod told_of_many;
mod what_if;

use crate::oracle::base;
use crate::support::judged::{Frozen, Loaded, build_routes, evaluate_routes};
use routewright::date::Date;
use routewright::model::{
    BuildRoutesRequest, EvaluateRoutesRequest, Route, Rules, SchedulingResult, SolveOptions,
};
use routewright::validate;
use serde_json::Value;

/// The base with changes, as validation reads it.
fn valid(change: impl FnOnce(&mut Value)) -> Loaded {
    let mut json = base();
    change(&mut json);
    Loaded::from(validate::snapshot(json.to_string().as_bytes(), None).expect("valid"))
}

/// The request for 5 January 2026 and so many days after it.
fn request(days_after: i64) -> BuildRoutesRequest {
    let from = Date::parse("20260105").expect("a date");
    BuildRoutesRequest {
        from,
        to: from.plus_days(days_after),
        locked_route_ids_override: None,
        depot_trips: false,
    }
}

/// A few rounds are plenty for three orders.
fn options() -> SolveOptions {
    SolveOptions { max_iterations: Some(50), ..SolveOptions::default() }
}

/// The plan of 5 January for the base with changes.
fn built(change: impl FnOnce(&mut Value)) -> SchedulingResult {
    build_routes(&valid(change), &request(0), &options(), &mut Frozen).expect("a plan")
}

/// All routes of the base with changes, as they stand.
fn evaluated(change: impl FnOnce(&mut Value)) -> SchedulingResult {
    let request = EvaluateRoutesRequest::default();
    evaluate_routes(&valid(change), &request, &Rules::default()).expect("an evaluation")
}

/// The orders of a route in sequence.
fn orders(route: &Route) -> Vec<&str> {
    route.steps.iter().filter_map(|step| step.order_id.as_deref()).collect()
}

/// All orders on routes, sorted.
fn planned(result: &SchedulingResult) -> Vec<&str> {
    let mut all: Vec<&str> = result.routes.values().flat_map(orders).collect();
    all.sort_unstable();
    all
}

/// Ids of the orders left out.
fn left_out(result: &SchedulingResult) -> Vec<&str> {
    result.unassigned.iter().map(|order| order.order_id.as_str()).collect()
}
