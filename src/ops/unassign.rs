//! `unassignOrders` (documents: "Unassign Orders", "Unassign Orders v2"; SEMANTICS 8.2).

use super::board::{Board, refuse, routed};
use super::current::date_of;
use super::loaded::Loaded;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    OrderStepIdentifier, Rules, SchedulingCompleted, SchedulingResult, StepKind,
    UnassignOrdersRequest,
};
use crate::sorted;

/// Takes orders off their routes, both steps of each, with what was recorded of them. An order that
/// is on no route is no error, but worth a warning. The result names the orders taken off, and their
/// steps.
///
/// # Errors
/// 400 where an order is on a locked route.
pub fn unassign_orders(
    loaded: &Loaded,
    request: &UnassignOrdersRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let snapshot = &loaded.snapshot;
    let routed = routed(snapshot);
    let mut order_ids = Vec::new();
    let mut order_steps = Vec::new();
    let mut routes = Vec::new();
    let mut warnings = Vec::new();
    for (index, id) in request.order_ids.iter().enumerate() {
        let before = order_steps.len();
        for kind in [StepKind::Pickup, StepKind::Delivery] {
            if let Some(route) = routed.get(&(id.as_str(), kind)) {
                order_steps.push(OrderStepIdentifier { order_id: id.clone(), kind });
                routes.push((index, *route));
            }
        }
        if order_steps.len() > before {
            order_ids.push(id.clone());
        } else {
            let path = format!("orderIds[{index}]");
            warnings.push(Issue::new(ErrorCode::NotApplicable, path, "is on no route"));
        }
    }
    let mut dates: sorted::Set<_> =
        sorted::set(routes.iter().filter_map(|(_, route)| date_of(snapshot, route)));
    if dates.is_empty() {
        dates.extend(snapshot.routes.keys().filter_map(|id| date_of(snapshot, id)));
    }
    let mut board = Board::new(loaded, rules, &dates);
    let locked = routes.iter().filter_map(|(index, route)| {
        board.day(route).filter(|day| board.is_locked(*day))?;
        Some((format!("orderIds[{index}]"), format!("is on routes[{route}], which is locked")))
    });
    let mut locked: Vec<_> = locked.collect();
    locked.dedup();
    refuse(locked)?;
    for stop in board.stops(&order_steps) {
        board.take(stop);
    }
    let asked = board.tasks(request.order_ids.iter().map(String::as_str));
    let mut result = board.finish(Some(&asked))?;
    result.warnings.extend(warnings);
    result.data =
        SchedulingCompleted { order_ids: Some(order_ids), order_steps: Some(order_steps) };
    Ok(result)
}
