//! A route with everything it refers to, as the snapshot was given (documents: "RouteData").

use crate::model::{Extra, Order, Route, RouteData, StepKind, to_tree};
use crate::problem::{Problem, VehicleDay};
use crate::sorted;
use crate::validate::Valid;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

/// The preview of a proposal: what its [`RouteData`] says, written alike, though nothing of the
/// snapshot is copied for it.
#[derive(Debug, Serialize)]
pub struct Preview<'v> {
    routes: One<'v>,
    orders: Orders<'v>,
    vehicles: Objects<'v>,
    depots: Objects<'v>,
    drivers: Objects<'v>,
}

#[derive(Debug)]
struct One<'v>(&'v str, Route);

/// Objects of a map of the document, by id.
#[derive(Debug)]
struct Objects<'v>(Vec<(&'v str, &'v Value)>);

/// The same, and last the order that is new.
#[derive(Debug)]
struct Orders<'v>(Objects<'v>, (&'v str, Extra));

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, &self.1)])
    }
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl Serialize for Orders<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(others, (id, order)) = self;
        let mut map = serializer.serialize_map(Some(others.0.len() + 1))?;
        for (id, other) in &others.0 {
            map.serialize_entry(id, other)?;
        }
        map.serialize_entry(id, order)?;
        map.end()
    }
}

impl<'v> Objects<'v> {
    fn add(&mut self, valid: &'v Valid, map: &str, id: &str) {
        let known = valid.document.get(map).and_then(Value::as_object);
        let object = known.and_then(|map| map.get_key_value(id));
        if let Some((id, object)) = object.filter(|_| self.0.iter().all(|(own, _)| *own != id)) {
            self.0.push((id, object));
        }
    }

    fn copied(self) -> Extra {
        self.0.into_iter().map(|(id, object)| (id.to_owned(), object.clone())).collect()
    }
}

impl From<Preview<'_>> for RouteData {
    fn from(preview: Preview<'_>) -> Self {
        let Preview { routes: One(route_id, route), orders, vehicles, depots, drivers } = preview;
        let Orders(others, (order_id, order)) = orders;
        let mut orders = others.copied();
        orders.insert(order_id.to_owned(), Value::Object(order));
        Self {
            routes: sorted::map([(route_id.to_owned(), route)]),
            orders,
            vehicles: vehicles.copied(),
            depots: depots.copied(),
            drivers: drivers.copied(),
        }
    }
}

/// The route, and of `order` (by id, as it is to be) and all else what the document says.
pub(super) fn preview<'v>(
    valid: &'v Valid,
    problem: &Problem,
    day: &VehicleDay,
    (route_id, route): (&'v str, Route),
    (order_id, order): (&'v str, Extra),
) -> Preview<'v> {
    let mut others = Objects(Vec::new());
    let orders = route.steps.iter().filter_map(|step| step.order_id.as_deref());
    for id in orders.filter(|id| *id != order_id) {
        others.add(valid, "orders", id);
    }
    let mut vehicles = Objects(Vec::new());
    vehicles.add(valid, "vehicles", &day.vehicle_id);
    let mut drivers = Objects(Vec::new());
    if let Some(driver) = &route.driver_id {
        drivers.add(valid, "drivers", driver);
    }
    let mut depots = Objects(Vec::new());
    let ends = [day.departure_depot, day.arrival_depot].into_iter().flatten();
    for depot in ends {
        depots.add(valid, "depots", &problem.depots[depot as usize].id);
    }
    let steps = |order: &'v Value| [order.get("pickup"), order.get("delivery")];
    let of_others = others.0.iter().flat_map(|(_, order)| steps(order));
    let of_others = of_others.flatten().filter_map(depot_of);
    for id in of_others {
        depots.add(valid, "depots", id);
    }
    for id in
        [order.get("pickup"), order.get("delivery")].into_iter().flatten().filter_map(depot_of)
    {
        depots.add(valid, "depots", id);
    }
    let orders = Orders(others, (order_id, order));
    Preview { routes: One(route_id, route), orders, vehicles, depots, drivers }
}

/// The depot that an order step is at.
fn depot_of(step: &Value) -> Option<&str> {
    step.get("depotId")?.as_str()
}

/// An order as a slot fixes it: its windows and its only date (SEMANTICS 7.3).
pub(super) fn finalised(order: &Order, document: &Extra) -> Extra {
    let mut document = document.clone();
    document.insert("id".to_owned(), order.id.clone().into());
    document.insert("eligibility".to_owned(), to_tree(&order.eligibility));
    for (name, kind) in [("pickup", StepKind::Pickup), ("delivery", StepKind::Delivery)] {
        let given = document.get_mut(name).and_then(Value::as_object_mut);
        if let (Some(step), Some(own)) = (given, order.step(kind)) {
            step.insert("timeWindows".to_owned(), to_tree(&own.time_windows));
            step.shift_remove("timeWindowExceptions");
            step.shift_remove("timeWindowsExceptions");
        }
    }
    document
}
