//! Routes of the current plan. They may violate whatever planning keeps to; they must not
//! contradict themselves, each other or the orders.

use super::super::issues::{Segment, shortened};
use super::super::scalars::split_route_id;
use super::super::shape::Entity;
use super::super::walk::Walk;
use super::{list, order, text};
use crate::date::Date;
use crate::error::ErrorCode;
use crate::model::StepKind;
use serde_json::{Map, Value};

/// One vehicle, one date, each order step once.
pub(in super::super) fn route<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let Some(Segment::Key(key)) = walk.path.last().cloned() else { return };
    let Some(routes) = walk.entities(Entity::Route) else { return };
    let Some((key, _)) = routes.get_key_value(key.as_ref()) else { return };
    if let Some((of_id, date_of_id)) = split_route_id(key) {
        vehicle_day(walk, map, key, of_id, date_of_id);
    }
    for (index, step) in list(map, "steps").iter().enumerate() {
        if let Some(step) = step.as_object() {
            walk.at(super::field("steps"), |walk| {
                walk.at(Segment::Index(index), |walk| route_step(walk, step, key, index));
            });
        }
    }
}

fn vehicle_day<'v>(
    walk: &mut Walk<'v>,
    map: &'v Map<String, Value>,
    key: &'v str,
    of_id: &'v str,
    date_of_id: Date,
) {
    match text(map, "vehicleId") {
        Some(vehicle) if vehicle != of_id => {
            let rule = format!("must be the vehicle of the route id, {}", shortened(of_id));
            walk.add_at("vehicleId", ErrorCode::Malformed, rule);
        }
        Some(_) => {}
        None if !walk.exists(Entity::Vehicle, of_id) => {
            let rule = format!("must be of one of vehicles: there is no {}", shortened(of_id));
            walk.add(ErrorCode::Reference, rule);
        }
        None => {}
    }
    let date = text(map, "date").and_then(Date::parse).unwrap_or(date_of_id);
    if date != date_of_id {
        let rule = format!("is not the date of the route id, {date_of_id}: {date} counts");
        walk.warn_at("date", ErrorCode::Malformed, rule);
    }
    if let Some(other) = walk.vehicle_days.insert((of_id, date), key) {
        let rule = format!(
            "must be the only route of its vehicle on {date}: there is {}",
            shortened(other)
        );
        walk.add(ErrorCode::Duplicate, rule);
    }
}

fn route_step<'v>(walk: &mut Walk<'v>, step: &'v Map<String, Value>, route: &'v str, index: usize) {
    let kind = match text(step, "type") {
        Some("pickup") => StepKind::Pickup,
        Some("delivery") => StepKind::Delivery,
        Some("depot") => {
            if text(step, "depotId").unwrap_or_default().is_empty() {
                walk.add_at("depotId", ErrorCode::Malformed, "is missing as type is depot");
            }
            return;
        }
        _ => return,
    };
    let Some(id) = text(step, "orderId").filter(|id| !id.is_empty()) else {
        if !step.get("orderId").is_some_and(|id| !id.is_null() && !id.is_string()) {
            walk.add_at("orderId", ErrorCode::Malformed, "is missing");
        }
        return;
    };
    let Some(order) = walk.entities(Entity::Order).and_then(|orders| orders.get(id)) else {
        return;
    };
    let name = match kind {
        StepKind::Pickup => "pickup",
        StepKind::Delivery => "delivery",
    };
    match order.get(name).filter(|part| !part.is_null()) {
        None => {
            let id = shortened(id);
            let rule = format!("must be an order with a {name}: orders[{id}] has none");
            walk.add_at("orderId", ErrorCode::Reference, rule);
        }
        Some(part) => {
            if part.as_object().is_some_and(|part| !order::has_place(walk, part)) {
                let id = shortened(id);
                let rule = format!("has no coordinates to plan with (orders[{id}].{name})");
                walk.warnings.add(ErrorCode::Malformed, &walk.path, rule);
            }
        }
    }
    if let Some((other, place)) = walk.routed.insert((id, kind), (route, index)) {
        let (id, other) = (shortened(id), shortened(other));
        let rule =
            format!("must be on one route once: {name} of {id} is routes[{other}].steps[{place}]");
        walk.add_at("orderId", ErrorCode::Duplicate, rule);
    }
}
