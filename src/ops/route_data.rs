//! A route with everything it refers to, as the snapshot was given (documents: "RouteData").

use crate::model::{Extra, Order, Route, RouteData, StepKind};
use crate::problem::{Problem, VehicleDay};
use crate::sorted;
use crate::validate::Valid;
use serde_json::Value;

/// The route, and of `order` (by id, as it is to be) and all else what the document says.
pub(super) fn route_data(
    valid: &Valid,
    problem: &Problem,
    day: &VehicleDay,
    route_id: &str,
    route: Route,
    order: (&str, &Extra),
) -> RouteData {
    let mut data = RouteData::default();
    let orders = route.steps.iter().filter_map(|step| step.order_id.as_deref());
    for id in orders.filter(|id| *id != order.0) {
        copy(valid, "orders", id, &mut data.orders);
    }
    data.orders.insert(order.0.to_owned(), Value::Object(order.1.clone()));
    copy(valid, "vehicles", &day.vehicle_id, &mut data.vehicles);
    if let Some(driver) = &route.driver_id {
        copy(valid, "drivers", driver, &mut data.drivers);
    }
    let ends = [day.departure_depot, day.arrival_depot].into_iter().flatten();
    for depot in ends {
        copy(valid, "depots", &problem.depots[depot as usize].id, &mut data.depots);
    }
    for depot in depots_of(&data.orders) {
        copy(valid, "depots", &depot, &mut data.depots);
    }
    data.routes = sorted::map([(route_id.to_owned(), route)]);
    data
}

/// The depots that order steps are at.
fn depots_of(orders: &Extra) -> Vec<String> {
    let steps = orders.values().flat_map(|order| [order.get("pickup"), order.get("delivery")]);
    let depots = steps.flatten().filter_map(|step| step.get("depotId")?.as_str());
    depots.map(str::to_owned).collect()
}

fn copy(valid: &Valid, map: &str, id: &str, into: &mut Extra) {
    if let Some(object) = valid.document.get(map).and_then(|map| map.get(id)) {
        into.insert(id.to_owned(), object.clone());
    }
}

/// An order as a slot fixes it: its windows and its only date (SEMANTICS 7.3).
pub(super) fn finalised(order: &Order, document: &Extra) -> Extra {
    let mut document = document.clone();
    document.insert("id".to_owned(), order.id.clone().into());
    document.insert("eligibility".to_owned(), written(&order.eligibility));
    for (name, kind) in [("pickup", StepKind::Pickup), ("delivery", StepKind::Delivery)] {
        let given = document.get_mut(name).and_then(Value::as_object_mut);
        if let (Some(step), Some(own)) = (given, order.step(kind)) {
            step.insert("timeWindows".to_owned(), written(&own.time_windows));
            step.shift_remove("timeWindowExceptions");
            step.shift_remove("timeWindowsExceptions");
        }
    }
    document
}

/// Plain data; writing it cannot fail.
fn written(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
