//! A snapshot kept up to date: what a result changed, taken over into the snapshot it came from.

use super::loaded::Loaded;
use crate::error::Error;
use crate::model::{
    ApprovedRoutesChanged, ExecutionEventsResult, ProposalApplied, Route, SchedulingResult,
    Snapshot, to_tree,
};
use crate::sorted;
use crate::validate;
use serde_json::{Map, Value};

type Routes = sorted::Map<String, Route>;

/// Puts the routes of a result into the snapshot, and takes the deleted ones out of it.
pub fn take_over(loaded: &mut Loaded, result: &SchedulingResult) {
    take_over_routes(loaded, result.routes.clone(), &result.deleted_route_ids);
}

fn take_over_routes(loaded: &mut Loaded, routes: Routes, deleted: &[String]) {
    loaded.replace_routes_for_now(routes, deleted);
    loaded.write_out();
}

/// The same of a result that is not needed any more, but that the document and its warnings are behind
/// until [`Loaded::write_out`] or another change: a plan is much to write, and often nobody reads it.
pub fn take_over_for_now(loaded: &mut Loaded, result: SchedulingResult) {
    loaded.replace_routes_for_now(result.routes, &result.deleted_route_ids);
}

/// Puts the routes on which events were recorded into the snapshot. Events add no order step to a
/// route: one of which there was nothing to warn has none now.
pub fn take_over_events(loaded: &mut Loaded, result: &ExecutionEventsResult) {
    take_over_events_for_now(loaded, result.routes.clone());
    loaded.write_out();
}

/// The same, but that the document is behind until [`Loaded::write_out`] or another change: events
/// come one by one, and a route is much to write.
pub fn take_over_events_for_now(loaded: &mut Loaded, routes: Routes) {
    let warned = routes.keys().filter(|id| loaded.warns_of_route(id));
    let warned: Vec<String> = warned.cloned().collect();
    loaded.replace_routes_for_now(routes, &[]);
    if !warned.is_empty() {
        loaded.change_routes([]).look_again_at_routes(&warned);
    }
}

/// Puts the order of an applied proposal into the snapshot, and its route.
///
/// # Errors
/// All issues of the order; those of the snapshot as a whole with it. Then nothing has changed.
pub fn take_over_proposal(loaded: &mut Loaded, applied: &ProposalApplied) -> Result<(), Error> {
    let orders: Value = applied.orders.values().cloned().collect();
    let orders = Map::from_iter([("orders".to_owned(), orders)]);
    validate::put_orders(loaded.change(), &Value::Object(orders))?;
    take_over_routes(loaded, applied.routes.clone(), &[]);
    Ok(())
}

/// Puts the new list of approved routes into the snapshot.
pub fn take_over_approvals(loaded: &mut Loaded, result: &ApprovedRoutesChanged) {
    let valid = loaded.change_routes([]);
    valid.snapshot.approved_routes.clone_from(&result.approved_routes);
    if let Value::Object(document) = &mut valid.document {
        let list = result.approved_routes.iter().map(String::as_str).collect();
        document.insert("approvedRoutes".to_owned(), list);
    }
}

/// Writes into a document what the snapshot says of these routes.
pub(super) fn in_document(document: &mut Value, snapshot: &Snapshot, ids: &sorted::Set<String>) {
    let Value::Object(document) = document else { return };
    let routes = document.entry("routes").or_insert(Value::Null);
    if routes.is_null() {
        *routes = Value::Object(Map::new());
    }
    if let Value::Object(routes) = routes {
        for id in ids {
            match snapshot.routes.get(id) {
                Some(route) => _ = routes.insert(id.clone(), to_tree(route)),
                None => _ = routes.shift_remove(id),
            }
        }
    }
    if let Some(Value::Array(approved)) = document.get_mut("approvedRoutes") {
        let approves = |id: &str| snapshot.approved_routes.iter().any(|own| own == id);
        let is_gone = |id: &str| ids.contains(id) && !approves(id);
        approved.retain(|id| !id.as_str().is_some_and(is_gone));
    }
}
