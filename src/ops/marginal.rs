//! `marginalCosts` (ours): what each order costs the route that it is on.

use super::current::{CurrentRoute, current_routes, route_key};
use super::evaluate_routes::evaluated;
use super::loaded::Loaded;
use crate::model::{MarginalCost, MarginalCostsRequest, Rules};
use crate::problem::StopIdx;
use crate::schedule::{RELOAD, Scheduler};
use crate::solver::tidy_reloads;
use crate::sorted;

/// For every order on the routes asked for: the cost of its route less the cost of the same
/// sequence without the order, both timed by SEMANTICS 2.3 and rounded; without any other order
/// there is no route and no cost.
#[must_use]
pub fn marginal_costs(
    loaded: &Loaded,
    request: &MarginalCostsRequest,
    rules: &Rules,
) -> sorted::Map<String, MarginalCost> {
    let snapshot = &loaded.snapshot;
    let asked = |id: &String| request.route_ids.as_ref().is_none_or(|ids| ids.contains(id));
    let routes = snapshot.routes.iter().filter(|(id, _)| asked(id));
    let dates =
        sorted::set(routes.filter_map(|(id, route)| route_key(id, route).map(|(_, date)| date)));
    let problem = loaded.problem(rules, &dates);
    let mut scheduler = Scheduler::default();
    let mut costs = sorted::Map::new();
    for current in current_routes(snapshot, &problem).iter().filter(|route| asked(&route.id)) {
        let mut cost = |route: &CurrentRoute| {
            let route = evaluated(snapshot, &problem, &mut scheduler, route);
            route.cost_breakdown.unwrap_or_default().total
        };
        let whole = cost(current);
        let stops = current.sequence.iter().filter(|item| **item != RELOAD);
        let tasks = sorted::set(stops.map(|stop| problem.stops[*stop as usize].task));
        for task in tasks {
            let is_other = |item: &StopIdx| {
                problem.stops.get(*item as usize).is_none_or(|stop| stop.task != task)
            };
            let mut rest = current.clone();
            rest.sequence.retain(is_other);
            tidy_reloads(&mut rest.sequence);
            let without = if rest.sequence.is_empty() { 0 } else { cost(&rest) };
            let order_id = problem.tasks[task as usize].order_id.clone();
            let cost = MarginalCost { route_id: current.id.clone(), cost: whole - without };
            costs.insert(order_id, cost);
        }
    }
    costs
}
