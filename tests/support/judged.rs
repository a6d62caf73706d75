//! The operations, each result of which is held against the independent checker: tests call them by
//! these names, so that none can forget it (`tests/native/architecture.rs` holds that).

use super::oracle::{check_plan, standing, stays};
use routewright::error::Error;
use routewright::model::{
    ApplyProposalRequest, ApplySequencesRequest, AssignOrderStepsRequest, BuildRoutesRequest,
    ComputeProposalsRequest, EvaluateRoutesRequest, ExecutionEventsRequest, ExecutionEventsResult,
    FitInRequest, Order, Progress, ProposalApplied, ProposalsSet, Route, Rules, SchedulingResult,
    Snapshot, SolveOptions, StartFrom, SwapRoutesRequest, UnassignOrdersRequest,
};
use routewright::ops;
use routewright::sorted;
use serde_json::Value;

pub(crate) use routewright::ops::{
    Frozen, Loaded, Slice, World, approve_routes, explain_order, marginal_costs, revoke_routes,
    take_over, take_over_approvals, take_over_events, take_over_for_now, take_over_proposal,
    translate_mobile_events,
};

type Routes = sorted::Map<String, Route>;

/// Fails where a result is wrong; the result.
fn right<T>(what: &str, found: Vec<String>, result: T) -> T {
    assert!(found.is_empty(), "{what}: {found:#?}");
    result
}

/// The snapshot with what a result changed.
fn merged(before: &Snapshot, routes: &Routes, deleted: &[String]) -> Snapshot {
    let mut after = before.clone();
    after.routes.extend(routes.clone());
    after.routes.retain(|id, _| !deleted.contains(id));
    after
}

/// What is wrong with routes in the snapshot after an operation.
fn wrong(after: &Snapshot, rules: &Rules, routes: &Routes) -> Vec<String> {
    let own = |(id, route): (&String, &Route)| {
        let found = standing::differences(after, rules, route);
        found.into_iter().map(|own| format!("{id}: {own}")).collect::<Vec<_>>()
    };
    routes.iter().flat_map(own).collect()
}

/// A new route has revision 1, one in which anything has changed 1 more than it had (6.7, API).
fn revisions(before: &Snapshot, routes: &Routes) -> Vec<String> {
    let own = |(id, new): (&String, &Route)| {
        let old = before.routes.get(id);
        let expected = match old {
            Some(old) if old == new => old.revision,
            _ => old.map_or(0, |old| old.revision) + 1,
        };
        (new.revision != expected).then(|| format!("{id}: revision {}", new.revision))
    };
    routes.iter().filter_map(own).collect()
}

/// A result of routes alone: manual moves, edits, evaluations.
fn moved(
    what: &str,
    before: &Snapshot,
    rules: &Rules,
    result: Result<SchedulingResult, Error>,
) -> Result<SchedulingResult, Error> {
    let result = result?;
    let after = merged(before, &result.routes, &result.deleted_route_ids);
    let mut found = wrong(&after, rules, &result.routes);
    found.extend(revisions(before, &result.routes));
    Ok(right(what, found, result))
}

/// Whether the time ended before all was tried: then what would fit may have been left out.
fn is_cut(result: &SchedulingResult) -> bool {
    let mut reasons = result.unassigned.iter().flat_map(|own| &own.reasons);
    reasons.any(|reason| reason.message.contains("before it was tried"))
}

/// What a search was asked for.
enum Asked<'a> {
    Build(&'a BuildRoutesRequest),
    Fit,
}

fn solved(
    before: &Snapshot,
    asked: &Asked,
    options: &SolveOptions,
    result: SchedulingResult,
) -> SchedulingResult {
    let after = merged(before, &result.routes, &result.deleted_route_ids);
    let mut found = wrong(&after, &options.rules, &result.routes);
    found.extend(revisions(before, &result.routes));
    let fits = matches!(asked, Asked::Fit);
    // Late windows may be new where they are allowed.
    if !options.elastic_time_windows {
        found.extend(stays::differences(&options.rules, before, &after, fits));
    }
    if let Asked::Build(request) = asked
        && standing::is_at_rest(before)
        && options.upcoming_stop_cutoff == 0
        && !is_cut(&result)
    {
        found.extend(check_plan(before, request, options, &result));
        if options.start_from == StartFrom::Empty {
            found.extend(result.routes.values().filter_map(standing::idle_reload));
        }
    }
    right("a plan", found, result)
}

pub(crate) fn build_routes(
    loaded: &Loaded,
    request: &BuildRoutesRequest,
    options: &SolveOptions,
    world: &mut dyn World,
) -> Result<SchedulingResult, Error> {
    let result = ops::build_routes(loaded, request, options, world)?;
    Ok(solved(&loaded.snapshot, &Asked::Build(request), options, result))
}

pub(crate) fn fit_in(
    loaded: &Loaded,
    request: &FitInRequest,
    options: &SolveOptions,
    world: &mut dyn World,
) -> Result<SchedulingResult, Error> {
    let result = ops::fit_in(loaded, request, options, world)?;
    Ok(solved(&loaded.snapshot, &Asked::Fit, options, result))
}

/// A search in slices.
pub(crate) struct Run {
    own: ops::Run,
    before: Snapshot,
    request: BuildRoutesRequest,
    options: SolveOptions,
}

impl Run {
    pub(crate) fn build_routes(
        loaded: &Loaded,
        request: &BuildRoutesRequest,
        options: &SolveOptions,
        world: &mut dyn World,
    ) -> Result<Self, Error> {
        let own = ops::Run::build_routes(loaded, request, options, world)?;
        let before = loaded.snapshot.clone();
        Ok(Self { own, before, request: request.clone(), options: options.clone() })
    }

    pub(crate) fn step(&mut self, slice: Slice, world: &mut dyn World) -> Progress {
        self.own.step(slice, world)
    }

    pub(crate) fn done(&self) -> bool {
        self.own.done()
    }

    pub(crate) fn stop(&mut self) {
        self.own.stop();
    }

    pub(crate) fn finish(self, world: &mut dyn World) -> SchedulingResult {
        let result = self.own.finish(world);
        solved(&self.before, &Asked::Build(&self.request), &self.options, result)
    }
}

pub(crate) fn evaluate_routes(
    loaded: &Loaded,
    request: &EvaluateRoutesRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::evaluate_routes(loaded, request, rules);
    moved("an evaluation", &loaded.snapshot, rules, result)
}

pub(crate) fn assign_order_steps(
    loaded: &Loaded,
    request: &AssignOrderStepsRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::assign_order_steps(loaded, request, rules);
    moved("assigned", &loaded.snapshot, rules, result)
}

pub(crate) fn unassign_orders(
    loaded: &Loaded,
    request: &UnassignOrdersRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::unassign_orders(loaded, request, rules);
    moved("unassigned", &loaded.snapshot, rules, result)
}

pub(crate) fn apply_sequences(
    loaded: &Loaded,
    request: &ApplySequencesRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::apply_sequences(loaded, request, rules);
    moved("sequences", &loaded.snapshot, rules, result)
}

pub(crate) fn swap_routes(
    loaded: &Loaded,
    request: &SwapRoutesRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::swap_routes(loaded, request, rules);
    moved("swapped", &loaded.snapshot, rules, result)
}

pub(crate) fn apply_execution_events(
    loaded: &Loaded,
    request: &ExecutionEventsRequest,
    rules: &Rules,
) -> Result<ExecutionEventsResult, Error> {
    let result = ops::apply_execution_events(loaded, request, rules)?;
    let after = merged(&loaded.snapshot, &result.routes, &[]);
    let mut found = wrong(&after, rules, &result.routes);
    found.extend(revisions(&loaded.snapshot, &result.routes));
    Ok(right("events", found, result))
}

/// The snapshot with the order that a proposal or its placing carries.
fn with_orders<'o>(
    before: &Snapshot,
    orders: impl IntoIterator<Item = (&'o String, &'o Value)>,
    routes: &Routes,
) -> Snapshot {
    let mut after = merged(before, routes, &[]);
    for (id, order) in orders {
        let order: Order = serde_json::from_value(order.clone()).expect("an order");
        after.orders.insert(id.clone(), order);
    }
    after
}

pub(crate) fn compute_proposals(
    loaded: &Loaded,
    request: &ComputeProposalsRequest,
    options: &SolveOptions,
    epoch_sec: i64,
    world: &mut dyn World,
) -> Result<ProposalsSet, Error> {
    let set = ops::compute_proposals(loaded, request, options, epoch_sec, world)?;
    let mut found = Vec::new();
    for data in set.proposals.iter().filter_map(|own| own.data.as_ref()) {
        let after = with_orders(&loaded.snapshot, &data.orders, &data.routes);
        found.extend(wrong(&after, &options.rules, &data.routes));
        found.extend(stays::differences(&options.rules, &loaded.snapshot, &after, true));
    }
    Ok(right("proposals", found, set))
}

pub(crate) fn apply_proposal(
    loaded: &Loaded,
    set: &ProposalsSet,
    request: &ApplyProposalRequest,
    rules: &Rules,
    epoch_sec: i64,
) -> Result<ProposalApplied, Error> {
    let applied = ops::apply_proposal(loaded, set, request, rules, epoch_sec)?;
    let after = with_orders(&loaded.snapshot, &applied.orders, &applied.routes);
    let mut found = wrong(&after, rules, &applied.routes);
    found.extend(revisions(&loaded.snapshot, &applied.routes));
    found.extend(stays::differences(rules, &loaded.snapshot, &after, true));
    Ok(right("a proposal", found, applied))
}

/// An edit: the routes it has timed anew, in the snapshot that it leaves.
fn edited(
    what: &str,
    after: &Loaded,
    rules: &Rules,
    result: Result<SchedulingResult, Error>,
) -> Result<SchedulingResult, Error> {
    let result = result?;
    Ok(right(what, wrong(&after.snapshot, rules, &result.routes), result))
}

pub(crate) fn put_orders(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::put_orders(loaded, request, rules);
    edited("orders put", loaded, rules, result)
}

pub(crate) fn remove_orders(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::remove_orders(loaded, request, rules);
    edited("orders removed", loaded, rules, result)
}

pub(crate) fn put_vehicles(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::put_vehicles(loaded, request, rules);
    edited("vehicles put", loaded, rules, result)
}

pub(crate) fn set_travel(
    loaded: &mut Loaded,
    text: &[u8],
    arrays: Vec<(&'static str, Vec<i32>)>,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::set_travel(loaded, text, arrays, rules);
    edited("travel set", loaded, rules, result)
}

pub(crate) fn set_now(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let result = ops::set_now(loaded, request, rules);
    edited("now set", loaded, rules, result)
}
