//! Edits of a planner's snapshot without reloading it (API "Planner"): validated, all else kept, the
//! routes concerned timed anew in their sequence (FEATURES OP-21, OP-23). Each result is taken over at
//! once; a refused edit changes nothing.

use super::board::Board;
use super::current::{date_of, is_tracked};
use super::loaded::Loaded;
use super::take_over;
use crate::error::Error;
use crate::model::{Now, Route, Rules, SchedulingResult, Snapshot};
use crate::sorted;
use crate::validate;
use serde_json::Value;

/// Adds or replaces orders (`{orders: Order[]}`). Steps that an order has no more leave their route.
/// The result reports those of the orders that are not (fully) on a route.
///
/// # Errors
/// All issues of the orders.
pub fn put_orders(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let ids = validate::put_orders(loaded.change(), request)?;
    let concerned = serving(&loaded.snapshot, &ids);
    retimed(loaded, rules, &concerned, Some(&ids))
}

/// Removes orders (`{ids: OrderId[]}`), which leave their routes.
///
/// # Errors
/// All issues of the ids.
pub fn remove_orders(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let ids = validate::remove_orders(loaded.change(), request)?;
    let concerned = serving(&loaded.snapshot, &ids);
    retimed(loaded, rules, &concerned, Some(&ids))
}

/// Adds or replaces vehicles (`{vehicles: (Vehicle | VehicleFull)[]}`).
///
/// # Errors
/// All issues of the vehicles.
pub fn put_vehicles(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let ids: sorted::Set<String> =
        validate::put_vehicles(loaded.change(), request)?.into_iter().collect();
    let concerned = routes(&loaded.snapshot, |_, route| {
        route.vehicle_id.as_ref().is_some_and(|vehicle| ids.contains(vehicle))
    });
    retimed(loaded, rules, &concerned, None)
}

/// Sets the travel model: the text of `{travel: TravelModel | null}`, and those of its long arrays
/// that are not in the text.
///
/// # Errors
/// All issues of the model.
pub fn set_travel(
    loaded: &mut Loaded,
    text: &[u8],
    arrays: Vec<(&'static str, Vec<i32>)>,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    validate::set_travel(loaded.change(), text, arrays)?;
    let concerned = routes(&loaded.snapshot, |_, _| true);
    retimed(loaded, rules, &concerned, None)
}

/// Sets the present moment (`{now: {date, sec} | null}`). Concerned are the routes of dates that have
/// come, by this moment or the one before, and those in progress.
///
/// # Errors
/// All issues of the moment.
pub fn set_now(
    loaded: &mut Loaded,
    request: &Value,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    // Seconds count on past midnight.
    let date = |now: Option<Now>| now.map(|now| now.date.plus_days(now.sec / 86_400));
    let before = date(loaded.snapshot.now);
    validate::set_now(loaded.change_now(), request)?;
    let latest = before.max(date(loaded.snapshot.now));
    let concerned = routes(&loaded.snapshot, |id, route| {
        let own = date_of(&loaded.snapshot, id);
        is_tracked(route) || own.is_some_and(|own| Some(own) <= latest)
    });
    retimed(loaded, rules, &concerned, None)
}

/// Ids of the routes for which that holds.
fn routes(snapshot: &Snapshot, holds: impl Fn(&str, &Route) -> bool) -> sorted::Set<String> {
    let routes = snapshot.routes.iter().filter(|(id, route)| holds(id, route));
    sorted::set(routes.map(|(id, _)| id.clone()))
}

/// Ids of the routes that serve any of these orders.
fn serving(snapshot: &Snapshot, orders: &[String]) -> sorted::Set<String> {
    let orders = sorted::set(orders.iter().map(String::as_str));
    routes(snapshot, |_, route| {
        route.steps.iter().filter_map(|step| step.order_id.as_deref()).any(|id| orders.contains(id))
    })
}

/// The routes concerned timed anew, the result taken over. `asked` as in [`Board::finish`].
fn retimed(
    loaded: &mut Loaded,
    rules: &Rules,
    concerned: &sorted::Set<String>,
    asked: Option<&[String]>,
) -> Result<SchedulingResult, Error> {
    let snapshot = &loaded.snapshot;
    let mut dates = sorted::set(concerned.iter().filter_map(|id| date_of(snapshot, id)));
    if dates.is_empty() && asked.is_some() {
        dates = sorted::set(snapshot.routes.keys().filter_map(|id| date_of(snapshot, id)));
    }
    let mut board = Board::new(loaded, rules, &dates);
    for id in concerned {
        board.retime(id);
    }
    let asked = asked.map(|ids| board.tasks(ids.iter().map(String::as_str)));
    let at_home = board.at_home(concerned);
    let mut result = board.finish(asked.as_ref())?;
    take_over(loaded, &result);
    loaded.change_routes(concerned).look_again_at_routes(concerned);
    result.warnings.clone_from(&loaded.warnings);
    result.warnings.extend(at_home);
    Ok(result)
}
