//! Execution events, one by one: formally right, or refused with the documented status.

use super::issues::{Segment, shortened};
use super::request::whole;
use super::tables::event as tables;
use super::walk::Walk;
use crate::error::{ErrorCode, Issue};
use crate::model::{
    EventKind, ExecutionEvent, ExecutionEventsRequest, ProcessedStatus, Snapshot, StepKind,
    from_tree,
};
use serde_json::{Map, Value};

/// An event that is not processed.
#[derive(Clone, Debug)]
pub struct RefusedEvent {
    /// The documented reason.
    pub status: ProcessedStatus,
    /// What is wrong, at least one.
    pub issues: Vec<Issue>,
}

/// Reads the request of `applyExecutionEvents` (documents: "Send Execution Events"). The events in
/// it are not looked at: [`execution_event`] does that.
///
/// # Errors
/// All issues: no list of events, an empty one, too many, unknown properties.
pub fn execution_events_request(value: &Value) -> Result<ExecutionEventsRequest, Vec<Issue>> {
    super::request::read(value, &tables::REQUEST)
}

/// Reads the event at a place of the list. What is wrong is looked for in turn: type, vehicle,
/// whether it is tracked, order, order step, the rest (SEMANTICS 6.6); whether the route is there
/// and serves that order step is for the caller to see.
///
/// # Errors
/// The first of those that is wrong; of the rest all issues.
pub fn execution_event(
    index: usize,
    value: &Value,
    snapshot: &Snapshot,
) -> Result<ExecutionEvent, RefusedEvent> {
    let value = &whole(value);
    let mut walk = Walk::new(None);
    walk.path = vec![super::rules::field("events"), Segment::Index(index)];
    let Some(map) = value.as_object() else {
        walk.wrong("an object", value);
        return Err(refused(walk, ProcessedStatus::ErrorValidation));
    };
    let Some(kind) = map.get("type").and_then(Value::as_str).and_then(EventKind::parse) else {
        let type_of = map.get("type").unwrap_or(&Value::Null);
        walk.at(super::rules::field("type"), |walk| walk.wrong("a type of event", type_of));
        return Err(refused(walk, ProcessedStatus::ErrorInvalidEventType));
    };
    if let Some(status) = unknown_target(&mut walk, map, kind, snapshot) {
        return Err(refused(walk, status));
    }
    walk.object(tables::of(kind), map);
    rest(&mut walk, map, snapshot);
    if !walk.issues.is_empty() {
        return Err(refused(walk, ProcessedStatus::ErrorValidation));
    }
    drop(walk);
    from_tree::<ExecutionEvent>(value).map_err(|error| {
        // The tables promise that this cannot be; if they err, it is an issue and not a fault.
        let issues = vec![Issue::new(ErrorCode::Malformed, format!("events[{index}]"), error)];
        RefusedEvent { status: ProcessedStatus::ErrorValidation, issues }
    })
}

fn refused(walk: Walk<'_>, status: ProcessedStatus) -> RefusedEvent {
    RefusedEvent { status, issues: walk.issues.into_vec() }
}

/// Whether vehicle, order or order step do not exist; what is no id at all is for the tables.
fn unknown_target<'v>(
    walk: &mut Walk<'v>,
    map: &'v Map<String, Value>,
    kind: EventKind,
    snapshot: &Snapshot,
) -> Option<ProcessedStatus> {
    let text = |name: &str| map.get(name).and_then(Value::as_str);
    if let Some(id) = text("vehicleId") {
        let Some(vehicle) = snapshot.vehicles.get(id) else {
            let rule = format!("must be in vehicles: there is no {}", shortened(id));
            walk.add_at("vehicleId", ErrorCode::Reference, rule);
            return Some(ProcessedStatus::ErrorNoVehicle);
        };
        if !vehicle.tracked {
            let rule = format!("must be a vehicle with tracked: {} is not", shortened(id));
            walk.add_at("vehicleId", ErrorCode::NotApplicable, rule);
            return Some(ProcessedStatus::ErrorVehicleNotTracked);
        }
    }
    let id = text("orderId").filter(|_| kind.is_of_order_step())?;
    let Some(order) = snapshot.orders.get(id) else {
        let rule = format!("must be in orders: there is no {}", shortened(id));
        walk.add_at("orderId", ErrorCode::Reference, rule);
        return Some(ProcessedStatus::ErrorNoOrder);
    };
    let step = match text("orderStepType")? {
        "pickup" => order.step(StepKind::Pickup),
        "delivery" => order.step(StepKind::Delivery),
        _ => return None,
    };
    if step.is_none() {
        let rule = format!("must be a step of orders[{}]", shortened(id));
        walk.add_at("orderStepType", ErrorCode::Reference, rule);
        return Some(ProcessedStatus::ErrorNoOrderStep);
    }
    None
}

/// What the tables cannot know: the present date, the drivers.
fn rest<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>, snapshot: &Snapshot) {
    let text = |name: &str| map.get(name).and_then(Value::as_str);
    let date = text("date").and_then(crate::date::Date::parse);
    if let (Some(now), Some(date)) = (snapshot.now, date)
        && date < now.date
    {
        let rule = format!("must not be past ({date} < {})", now.date);
        walk.add_at("date", ErrorCode::NotApplicable, rule);
    }
    // Where no drivers are given, none is known to be missing.
    if let Some(driver) = text("driverId").filter(|_| !snapshot.drivers.is_empty())
        && !snapshot.drivers.contains_key(driver)
    {
        let rule = format!("must be in drivers: there is no {}", shortened(driver));
        walk.add_at("driverId", ErrorCode::Reference, rule);
    }
}
