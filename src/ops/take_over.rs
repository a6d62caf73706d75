//! A snapshot kept up to date: what a result changed, taken over into the snapshot it came from.

use super::loaded::Loaded;
use crate::error::Error;
use crate::model::{
    ApprovedRoutesChanged, ExecutionEventsResult, ProposalApplied, Route, SchedulingResult, to_tree,
};
use crate::sorted;
use crate::validate::{self, Valid};
use serde_json::{Map, Value};

type Routes = sorted::Map<String, Route>;

/// Puts the routes of a result into the snapshot, and takes the deleted ones out of it. A deleted
/// route is approved no more, since nothing may be approved that does not exist.
pub fn take_over(loaded: &mut Loaded, result: &SchedulingResult) {
    let deleted = &result.deleted_route_ids;
    let valid = take_over_routes(loaded, &result.routes, deleted);
    valid.look_again_at_routes(result.routes.keys().chain(deleted));
}

/// The same of a result that is not needed any more, but that the document and its warnings are behind
/// until [`Loaded::write_out`] or another change: a plan is much to write, and often nobody reads it.
pub fn take_over_for_now(loaded: &mut Loaded, result: SchedulingResult) {
    if result.deleted_route_ids.is_empty() {
        loaded.replace_routes_for_now(result.routes);
    } else {
        take_over(loaded, &result);
    }
}

fn take_over_routes<'l>(
    loaded: &'l mut Loaded,
    routes: &Routes,
    deleted: &[String],
) -> &'l mut Valid {
    let valid = loaded.change_routes(routes.keys().chain(deleted));
    let snapshot = &mut valid.snapshot;
    for (id, route) in routes {
        snapshot.routes.insert(id.clone(), route.clone());
    }
    snapshot.routes.retain(|id, _| !deleted.contains(id));
    snapshot.approved_routes.retain(|id| !deleted.contains(id));
    in_document(&mut valid.document, routes, deleted);
    valid
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
    loaded.replace_routes_for_now(routes);
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
    take_over_routes(loaded, &applied.routes, &[]).look_again_at_routes(applied.routes.keys());
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

/// The same in the document as it was given.
fn in_document(document: &mut Value, changed: &Routes, deleted: &[String]) {
    write_routes(document, changed.iter());
    let Value::Object(document) = document else { return };
    if let Some(Value::Object(routes)) = document.get_mut("routes") {
        for id in deleted {
            routes.shift_remove(id);
        }
    }
    if let Some(Value::Array(approved)) = document.get_mut("approvedRoutes") {
        let gone = |id: &Value| deleted.iter().any(|deleted| id == deleted);
        approved.retain(|id| !gone(id));
    }
}

/// Puts routes into a document.
pub(super) fn write_routes<'r>(
    document: &mut Value,
    changed: impl Iterator<Item = (&'r String, &'r Route)>,
) {
    let Value::Object(document) = document else { return };
    let routes = document.entry("routes").or_insert(Value::Null);
    if routes.is_null() {
        *routes = Value::Object(Map::new());
    }
    if let Value::Object(routes) = routes {
        for (id, route) in changed {
            routes.insert(id.clone(), to_tree(route));
        }
    }
}
