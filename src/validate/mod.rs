//! Formal validation: text to typed snapshot, or every issue with its path and code.
//!
//! "Parse, don't validate": what comes out of here is [`Valid`], and nothing below asks again. The
//! text becomes a document tree in one pass (`parse`), the tree is walked in document order by
//! tables of the documented objects (`tables`, `walk`) and rules between properties (`rules`), and
//! only a tree without issues becomes the typed model. `docs/limits.md` lists what is checked.

mod asked;
mod beside;
#[cfg(feature = "schema")]
pub mod bounds;
mod edit;
mod event;
mod issues;
pub mod limits;
mod mobile;
mod moves;
mod parse;
mod proposals;
mod request;
mod rules;
mod scalars;
mod shape;
mod tables;
mod travel_text;
mod walk;

pub use asked::{routes_at_home, together, without_snapshot};
pub use beside::snapshot_with_travel;
pub use edit::{put_orders, put_vehicles, remove_orders, set_now, set_travel};
pub use event::{RefusedEvent, execution_event, execution_events_request};
pub use mobile::mobile_events_request;
pub use moves::{
    apply_sequences_request, approve_routes_request, assign_order_steps_request,
    revoke_routes_request, swap_routes_request, unassign_orders_request,
};
pub use proposals::{
    apply_proposal_request, compute_proposals_request, explain_order_request,
    marginal_costs_request, proposals_set,
};
pub use request::{
    build_routes_request, build_routes_warnings, evaluate_routes_request, fit_in_request, rules,
    solve_options,
};

use crate::error::{ErrorCode, Issue};
use crate::model::{Snapshot, Travel, from_tree};
use rules::travel as travel_rules;
use scalars::split_route_id;
use serde_json::Value;
use walk::Walk;

/// A snapshot that keeps to all documented limits.
#[derive(Clone, Debug)]
pub struct Valid {
    /// Typed; ids, dates and vehicles that stood only in keys are filled in.
    pub snapshot: Snapshot,
    /// As given, without `travel`; numbers like 5.0 are the integer they are.
    pub document: Value,
    /// What was taken, though not as it may have been meant.
    pub warnings: Vec<Issue>,
}

/// Reads a snapshot from JSON text. A `travel` given beside the text replaces the one in it.
///
/// # Errors
/// All issues of the snapshot, in document order (API "Errors").
pub fn snapshot(text: &[u8], travel: Option<Travel>) -> Result<Valid, Vec<Issue>> {
    let root = &tables::snapshot::SNAPSHOT;
    let parsed = parse::parse(text, root, travel.is_some()).map_err(issues::Issues::into_vec)?;
    let (mut document, mut issues) = (parsed.document, parsed.issues);
    let renamed = name_depots(&mut document);
    let mut walk = Walk::new(document.as_object());
    match document.as_object() {
        Some(map) => walk.object(root, map),
        None => walk.wrong("an object (the snapshot)", &document),
    }
    issues.append(std::mem::take(&mut walk.issues));
    let mut travel =
        travel.or_else(|| parsed.travel.and_then(|text| travel_rules::typed(text, &mut issues)));
    if let Some(travel) = &mut travel {
        let mut found = issues::Issues::default();
        travel_rules::check(travel, &mut found);
        if found.is_empty() {
            travel_rules::complete(travel, &walk.places, &mut found);
        }
        issues.append(found);
    }
    let mut warnings = std::mem::take(&mut walk.warnings).into_vec();
    if renamed {
        let rule = "regions has no poly anywhere and there are no depots: read as depots";
        warnings.insert(0, Issue::new(ErrorCode::Malformed, "regions", rule));
    }
    let places: Vec<_> = walk.places.iter().map(|(place, _)| *place).collect();
    drop(walk);
    if !issues.is_empty() {
        return Err(issues.into_vec());
    }
    let mut snapshot = from_tree::<Snapshot>(&document).map_err(|error| {
        // The tables promise that this cannot be; if they err, it is an issue and not a fault.
        vec![Issue::new(ErrorCode::Malformed, "", format!("the snapshot is not readable: {error}"))]
    })?;
    snapshot.travel = travel;
    fill_in(&mut snapshot);
    if let Some(issue) = rules::overflow::check(&snapshot, &places) {
        return Err(vec![issue]);
    }
    Ok(Valid { snapshot, document, warnings })
}

/// Depots that came under the name of regions get their own: the documents' example of "Add Depots"
/// says `regions` (FEATURES DEF-01). Only where there are no depots and nothing has a polygon.
fn name_depots(document: &mut Value) -> bool {
    let Some(map) = document.as_object_mut() else { return false };
    let lacks_poly = |item: &Value| item.is_object() && item.get("poly").is_none();
    let are_depots = map.get("depots").is_none_or(Value::is_null)
        && map
            .get("regions")
            .and_then(Value::as_object)
            .is_some_and(|regions| !regions.is_empty() && regions.values().all(lacks_poly));
    if are_depots && let Some(depots) = map.shift_remove("regions") {
        map.insert("depots".to_owned(), depots);
    }
    are_depots
}

/// Fills in what stands only in the keys of the maps.
fn fill_in(snapshot: &mut Snapshot) {
    macro_rules! ids {
        ($($map:ident),*) => { $(
            for (id, object) in &mut snapshot.$map {
                object.id.get_or_insert_with(|| id.clone());
            }
        )* };
    }
    ids!(depots, regions, drivers, vehicles, orders, routes);
    for (id, route) in &mut snapshot.routes {
        if let Some((vehicle, date)) = split_route_id(id) {
            route.vehicle_id.get_or_insert_with(|| vehicle.to_owned());
            route.date.get_or_insert(date);
        }
    }
}
