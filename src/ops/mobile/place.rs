//! Which order, route and driver of a snapshot a report concerns.

use super::said::{LeftOut, Moment, text};
use crate::date::Date;
use crate::model::{Driver, EventKind, LatLng, Route, RouteStep, Snapshot, StepKind};
use crate::ops::current::route_key;
use crate::sorted;
use serde_json::Value;

/// What events call a driver; the first that is known counts.
const NAMES: [&str; 3] = ["driverSerial", "driverExternalId", "driverName"];

/// Seconds after its planned end in which a route of the date before may go on.
const LATE: i64 = 43_200;

/// The plan, to be looked up.
pub(super) struct Places<'s> {
    pub(super) snapshot: &'s Snapshot,
    days: Vec<Day<'s>>,
    /// By name and carried `orderNo`; nothing where several orders have it.
    numbers: sorted::Map<&'s str, Option<&'s str>>,
    stops: sorted::Map<Key<'s>, Stop<'s>>,
}

/// A route.
#[derive(Clone, Copy)]
pub(super) struct Day<'s> {
    pub(super) vehicle: &'s str,
    pub(super) date: Date,
    pub(super) driver: Option<&'s str>,
    route: &'s Route,
}

/// An order step.
pub(super) type Key<'s> = (&'s str, StepKind);

/// An order step on its route, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Stop<'s> {
    pub(super) key: Key<'s>,
    pub(super) day: Day<'s>,
    /// In seconds since midnight of the route's date.
    pub(super) ended: Option<i64>,
    pub(super) has_status: bool,
}

impl<'s> Places<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        let mut days = Vec::new();
        let mut stops = sorted::Map::new();
        for day in snapshot.routes.iter().filter_map(|(id, route)| day(snapshot, id, route)) {
            days.push(day);
            for step in &day.route.steps {
                if let (Some(order), Some(kind)) = (step.order_id.as_deref(), step.step_kind()) {
                    stops.insert((order, kind), stop((order, kind), day, step));
                }
            }
        }
        let mut numbers = sorted::Map::new();
        for (id, order) in &snapshot.orders {
            let carried = order.extra.get("orderNo").and_then(Value::as_str);
            for number in [order.name.as_deref(), carried].into_iter().flatten() {
                let known = numbers.get(number).is_none_or(|known| *known == Some(id.as_str()));
                numbers.insert(number, known.then_some(id.as_str()));
            }
        }
        Self { snapshot, days, numbers, stops }
    }

    /// Takes over what is known of an order step now.
    pub(super) fn note(&mut self, stop: Stop<'s>) {
        self.stops.insert(stop.key, stop);
    }

    /// The steps of an order on its route, the pickup first; at least one.
    pub(super) fn stops(&self, given: &Value) -> Result<Vec<Stop<'s>>, LeftOut> {
        let named = |name| text(given, name).map(|text| (name, text));
        let (id, number) = (named("orderId").or_else(|| named("id")), named("orderNo"));
        let (property, _) = number.or(id).ok_or(("orderNo", "is missing"))?;
        let by_id = |(_, id)| self.snapshot.orders.get_key_value(id).map(|(id, _)| id.as_str());
        let by_number = || self.numbers.get(number?.1).copied();
        let found = id.and_then(by_id).or_else(|| number.and_then(by_id)).map(Some);
        let order = match found.or_else(by_number) {
            Some(Some(order)) => order,
            Some(None) => return Err((property, "is of several orders")),
            None => return Err((property, "is of no order")),
        };
        let kinds = [StepKind::Pickup, StepKind::Delivery].into_iter();
        let stops: Vec<_> =
            kinds.filter_map(|kind| self.stops.get(&(order, kind)).copied()).collect();
        if stops.is_empty() {
            return Err((property, "is of an order that is on no route"));
        }
        Ok(stops)
    }

    /// The route that a driver has on the date of a moment, else one of the date before that may still go
    /// on, and the driver, who is called by the first name that is known.
    pub(super) fn day_of(&self, names: &Value, at: Moment) -> Result<(Day<'s>, &'s str), LeftOut> {
        let mut property = "driverName";
        for (key, name) in NAMES.iter().filter_map(|key| Some((*key, text(names, key)?))) {
            property = key;
            // Where no drivers are given, routes may name them all the same.
            let is_known = self.snapshot.drivers.keys().any(|id| self.is_called(id, key, name))
                || self.days.iter().any(|day| day.driver == Some(name));
            if is_known {
                return self.day_named(key, name, at).map_err(|rule| (key, rule));
            }
        }
        Err((property, "is of no driver with a route"))
    }

    fn day_named(
        &self,
        key: &str,
        name: &str,
        at: Moment,
    ) -> Result<(Day<'s>, &'s str), &'static str> {
        for days in 0..2 {
            let date = at.date.plus_days(-days);
            let goes_on = |day: &Day| days == 0 || planned_end(day.route) + LATE >= 86_400 + at.sec;
            let mut own = self.days.iter().filter_map(|day| {
                let driver = day.driver.filter(|_| day.date == date && goes_on(day))?;
                self.is_called(driver, key, name).then_some((*day, driver))
            });
            match (own.next(), own.next()) {
                (Some(one), None) => return Ok(one),
                (Some(_), Some(_)) => return Err("is of several routes of that date"),
                _ => {}
            }
        }
        Err("is of no driver with a route on that date")
    }

    /// Whether a driver is called so by any of the names.
    pub(super) fn is_driver(&self, id: &str, names: &Value) -> bool {
        NAMES.iter().any(|key| text(names, key).is_some_and(|name| self.is_called(id, key, name)))
    }

    /// Whether a driver has that id, or what a name of an event stands for.
    fn is_called(&self, id: &str, key: &str, name: &str) -> bool {
        let is_called = |driver: &Driver| {
            let carried = |key| driver.extra.get(key).and_then(Value::as_str);
            let own = match key {
                "driverSerial" => carried("serial"),
                "driverExternalId" => carried("externalId"),
                _ => driver.name.as_deref(),
            };
            own == Some(name)
        };
        id == name || self.snapshot.drivers.get(id).is_some_and(is_called)
    }

    /// Where a route begins or ends: at the depot, else at its first or last order.
    pub(super) fn end_of(&self, day: Day<'s>, kind: EventKind) -> Option<LatLng> {
        let begins = kind == EventKind::Departure;
        let settings = self.snapshot.vehicles.get(day.vehicle)?.settings_on(day.date);
        let depot = settings.and_then(|own| {
            if begins { own.departure_depot_id.as_ref() } else { own.arrival_depot_id.as_ref() }
        });
        let at_depot = |id: &String| self.snapshot.depots.get(id)?.location.as_ref()?.usable();
        let mut steps = day.route.steps.iter().filter(|step| step.order_id.is_some());
        let at_order = || {
            let step = if begins { steps.next() } else { steps.next_back() }?;
            let order = self.snapshot.orders.get(step.order_id.as_ref()?)?;
            let own = order.step(step.step_kind()?)?;
            let place = own.location.as_ref().and_then(|own| own.usable());
            place.or_else(|| at_depot(own.depot_id.as_ref()?))
        };
        depot.and_then(at_depot).or_else(at_order)
    }

    /// The reason of the territory that says cancelled.
    pub(super) fn cancelled(&self) -> Option<&'s str> {
        let mut reasons = self.snapshot.territory.status_reasons.iter();
        let says = |reason: &&String| reason.to_lowercase().contains("cancel");
        reasons.find(says).map(String::as_str)
    }
}

fn day<'s>(snapshot: &'s Snapshot, id: &str, route: &'s Route) -> Option<Day<'s>> {
    let (vehicle, date) = route_key(id, route)?;
    let (vehicle, _) = snapshot.vehicles.get_key_value(&vehicle)?;
    let assigned = || snapshot.vehicle_driver_assignments.get(&date)?.get(vehicle)?.as_deref();
    let driver = route.driver_id.as_deref().or_else(assigned);
    Some(Day { vehicle, date, driver, route })
}

fn stop<'s>(key: Key<'s>, day: Day<'s>, step: &RouteStep) -> Stop<'s> {
    let tracking = step.tracking_data.as_ref();
    let status = tracking.filter(|own| own.status.is_some());
    let by_status = status.and_then(|own| own.status_sec);
    let ended = tracking.and_then(|own| own.time_out_sec).max(by_status);
    Stop { key, day, ended, has_status: status.is_some() }
}

fn planned_end(route: &Route) -> i64 {
    route.steps.iter().map(|step| step.arrival_sec.max(step.end_sec)).max().unwrap_or(0)
}
