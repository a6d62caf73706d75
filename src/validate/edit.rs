//! Edits of a valid snapshot that leave it valid: an object is checked by the tables that it would be
//! checked by in a whole snapshot, and what only the whole can break (limits, costs that stay exact,
//! places that the travel model must list) is checked on the whole. A refused edit changes nothing.
//!
//! Removing an order, or a part of it, leaves route steps behind that name what is gone: whoever edits
//! times those routes anew and takes the result over.

use super::issues::{Issues, Segment, written};
use super::request::{read_for, whole as whole_numbers};
use super::rules::{self, field, overflow, travel as travel_rules};
use super::shape::Kind;
use super::tables::edits as tables;
use super::walk::Walk;
use super::{Valid, beside, limits};
use crate::error::{ErrorCode, Issue};
use crate::model::{LatLng, Location, Now, Order, Snapshot, StepKind, Travel, Vehicle, from_tree};
use crate::sorted;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;

/// A list of objects, as read and as given.
type Objects<T> = Vec<(String, T, Value)>;

/// Adds or replaces orders: `{orders: Order[]}`, each with its id. The ids.
///
/// # Errors
/// All issues, with paths into the list; those of the snapshot as a whole.
pub fn put_orders(valid: &mut Valid, request: &Value) -> Result<Vec<String>, Vec<Issue>> {
    let request = whole_numbers(request);
    let _: Value = read_for(&request, &tables::PUT_ORDERS, valid)?;
    let orders: Objects<Order> = objects(&request, "orders")?;
    let ids: Vec<String> = orders.iter().map(|(id, ..)| id.clone()).collect();
    put(valid, "orders", orders, |snapshot| &mut snapshot.orders)?;
    valid.look_again("orders", &ids, &tables::AN_ORDER);
    Ok(ids)
}

/// Removes orders: `{ids: OrderId[]}`. The ids.
///
/// # Errors
/// All issues: ids of no order, or given twice.
pub fn remove_orders(valid: &mut Valid, request: &Value) -> Result<Vec<String>, Vec<Issue>> {
    let _: Value = read_for(request, &tables::REMOVE_ORDERS, valid)?;
    let ids = request.get("ids").and_then(Value::as_array);
    let ids = ids.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let ids: Vec<String> = ids.collect();
    let gone = sorted::set(ids.iter().map(String::as_str));
    valid.snapshot.orders.retain(|id, _| !gone.contains(id.as_str()));
    if let Some(Value::Object(orders)) = valid.document.get_mut("orders") {
        orders.retain(|id, _| !gone.contains(id.as_str()));
    }
    valid.look_again("orders", &ids, &tables::AN_ORDER);
    Ok(ids)
}

/// Adds or replaces vehicles: `{vehicles: (Vehicle | VehicleFull)[]}`, each with its id. The ids.
///
/// # Errors
/// As [`put_orders`].
pub fn put_vehicles(valid: &mut Valid, request: &Value) -> Result<Vec<String>, Vec<Issue>> {
    let request = whole_numbers(request);
    let _: Value = read_for(&request, &tables::PUT_VEHICLES, valid)?;
    let vehicles: Objects<Vehicle> = objects(&request, "vehicles")?;
    let ids: Vec<String> = vehicles.iter().map(|(id, ..)| id.clone()).collect();
    put(valid, "vehicles", vehicles, |snapshot| &mut snapshot.vehicles)?;
    valid.look_again("vehicles", &ids, &tables::A_VEHICLE);
    valid.look_again_at_references();
    Ok(ids)
}

/// Sets the travel model: the text of `{travel: TravelModel | null}`, and those of its long arrays
/// that are not in the text.
///
/// # Errors
/// All issues of the model, and with `missing: "error"` of places that it does not list.
pub fn set_travel(
    valid: &mut Valid,
    text: &[u8],
    arrays: Vec<(&'static str, Vec<i32>)>,
) -> Result<(), Vec<Issue>> {
    let mut travel = beside::travel(text, arrays)?;
    if let Some(travel) = &mut travel {
        let mut issues = Issues::default();
        travel_rules::check(travel, &mut issues);
        if !issues.is_empty() {
            return Err(issues.into_vec());
        }
    }
    let before = std::mem::replace(&mut valid.snapshot.travel, travel);
    whole(&valid.snapshot).inspect_err(|_| {
        valid.snapshot.travel = before;
    })
}

/// Sets or, with `null`, forgets the present moment: `{now: {date, sec} | null}`.
///
/// # Errors
/// All issues of it.
pub fn set_now(valid: &mut Valid, request: &Value) -> Result<(), Vec<Issue>> {
    #[derive(Deserialize)]
    struct SetNow {
        now: Option<Now>,
    }
    let request = whole_numbers(request);
    let SetNow { now } = read_for(&request, &tables::SET_NOW, valid)?;
    valid.snapshot.now = now;
    if let Value::Object(document) = &mut valid.document {
        match request.get("now").filter(|now| !now.is_null()) {
            Some(now) => drop(document.insert("now".to_owned(), now.clone())),
            None => drop(document.shift_remove("now")),
        }
    }
    Ok(())
}

/// The objects of a list that was checked.
fn objects<T: DeserializeOwned>(request: &Value, name: &str) -> Result<Objects<T>, Vec<Issue>> {
    let list = request.get(name).and_then(Value::as_array);
    let read = |value: &Value| {
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        from_tree(value).map(|object| (id, object, value.clone()))
    };
    let read: Result<_, _> = list.into_iter().flatten().map(read).collect();
    // The tables promise that this cannot be; if they err, it is an issue and not a fault.
    read.map_err(|error| vec![Issue::new(ErrorCode::Malformed, name, error)])
}

/// Puts objects into the snapshot and, if it is still valid as a whole, into the document.
fn put<T>(
    valid: &mut Valid,
    name: &str,
    objects: Objects<T>,
    map: fn(&mut Snapshot) -> &mut sorted::Map<String, T>,
) -> Result<(), Vec<Issue>> {
    let mut before = Vec::with_capacity(objects.len());
    let mut values = Vec::with_capacity(objects.len());
    for (id, object, value) in objects {
        before.push((id.clone(), map(&mut valid.snapshot).insert(id.clone(), object)));
        values.push((id, value));
    }
    if let Err(issues) = whole(&valid.snapshot) {
        let map = map(&mut valid.snapshot);
        for (id, object) in before {
            match object {
                Some(object) => drop(map.insert(id, object)),
                None => drop(map.remove(&id)),
            }
        }
        return Err(issues);
    }
    if let Some(Value::Object(document)) = valid.document.get_mut(name) {
        document.extend(values);
    }
    Ok(())
}

/// What only a snapshot as a whole can break.
fn whole(snapshot: &Snapshot) -> Result<(), Vec<Issue>> {
    let mut issues = Issues::default();
    let counts = [
        ("orders", snapshot.orders.len(), limits::ORDERS),
        ("vehicles", snapshot.vehicles.len(), limits::VEHICLES),
    ];
    for (name, count, most) in counts.into_iter().filter(|(_, count, most)| count > most) {
        let rule = format!("must have at most {most} entries, not {count}");
        issues.add(ErrorCode::Capacity, &[field(name)], rule);
    }
    let keys = load_keys(snapshot);
    if keys > limits::LOAD_KEYS {
        let most = limits::LOAD_KEYS;
        let rule = format!("the snapshot may have {most} different load keys, not {keys}");
        issues.add(ErrorCode::Capacity, &[], rule);
    }
    let places = places(snapshot);
    travel_rules::complete(
        snapshot.travel.as_ref().unwrap_or(&Travel::default()),
        &places,
        &mut issues,
    );
    if !issues.is_empty() {
        return Err(issues.into_vec());
    }
    let places: Vec<LatLng> = places.iter().map(|(place, _)| *place).collect();
    overflow::check(snapshot, &places).map_or(Ok(()), |issue| Err(vec![issue]))
}

fn load_keys(snapshot: &Snapshot) -> usize {
    let settings = snapshot.vehicles.values().flat_map(|vehicle| {
        vehicle.settings.as_deref().into_iter().chain(vehicle.settings_by_date.values())
    });
    let of_vehicles = settings.flat_map(|settings| {
        settings.load_capacities.keys().chain(settings.min_load_capacities.keys())
    });
    let of_orders = snapshot.orders.values().flat_map(|order| order.loads.keys());
    sorted::set(of_vehicles.chain(of_orders)).len()
}

/// The places that planning may use, with their paths.
fn places(snapshot: &Snapshot) -> Vec<(LatLng, Vec<Segment<'_>>)> {
    let mut places = Vec::new();
    for (id, depot) in &snapshot.depots {
        let path = [field("depots"), Segment::Key(Cow::Borrowed(id.as_str()))];
        remember(&mut places, depot.location.as_ref(), path.to_vec());
    }
    for (id, order) in &snapshot.orders {
        for (kind, step) in order.steps() {
            let name = match kind {
                StepKind::Pickup => "pickup",
                StepKind::Delivery => "delivery",
            };
            let path = [field("orders"), Segment::Key(Cow::Borrowed(id.as_str())), field(name)];
            remember(&mut places, step.location.as_ref(), path.to_vec());
        }
    }
    places
}

fn remember<'s>(
    places: &mut Vec<(LatLng, Vec<Segment<'s>>)>,
    location: Option<&Location>,
    mut path: Vec<Segment<'s>>,
) {
    if let Some(place) = location.and_then(Location::usable) {
        path.extend(["location", "latLng"].map(field));
        places.push((place, path));
    }
}

impl Valid {
    /// Looks again at routes of the document, so that the warnings are those of its present state.
    pub fn look_again_at_routes<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) {
        let ids: Vec<String> = ids.into_iter().cloned().collect();
        self.look_again("routes", &ids, &tables::A_ROUTE);
    }

    /// Whether there is a warning of that route.
    pub fn warns_of_route(&self, id: &str) -> bool {
        let here = written(&[field("routes"), Segment::Key(Cow::Borrowed(id))]);
        self.warnings.iter().any(|warning| is_at(&warning.path, &here))
    }

    /// The warnings of some objects of a map, anew.
    fn look_again(&mut self, map: &'static str, ids: &[String], kind: &'static Kind) {
        let mut walk = Walk::new(self.document.as_object());
        for id in ids {
            let path = [field(map), Segment::Key(Cow::Borrowed(id.as_str()))];
            let here = written(&path);
            self.warnings.retain(|warning| !is_at(&warning.path, &here));
            if let Some(object) = self.document.get(map).and_then(|objects| objects.get(id)) {
                walk.path = path.to_vec();
                walk.value(kind, object);
            }
        }
        self.warnings.extend(walk.warnings.into_vec());
    }

    /// The warnings of lists of ids and of regions that are not given, anew.
    fn look_again_at_references(&mut self) {
        let Some(document) = self.document.as_object() else { return };
        let mut walk = Walk::new(Some(document));
        rules::snapshot::snapshot(&mut walk, document);
        self.warnings
            .retain(|warning| !is_at(&warning.path, "lockedRouteIds") && warning.path != "regions");
        self.warnings.extend(walk.warnings.into_vec());
    }
}

/// Whether a path leads to that place or into it.
fn is_at(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
