//! Formally invalid snapshots: a valid one with one thing broken.

use super::{Dice, Sliders};
use serde_json::{Value, json};

/// A fault: its name, and how to put it into a snapshot; `None` where there is nothing to break.
type Fault = (&'static str, fn(&mut Dice, &mut Value) -> Option<()>);

const FAULTS: &[Fault] = &[
    ("service time below 0", |dice, json| set(step(dice, json)?, "serviceTimeSec", json!(-5))),
    ("service time over a day", |dice, json| {
        set(step(dice, json)?, "serviceTimeSec", json!(86_401))
    }),
    ("a fraction of a second", |dice, json| set(step(dice, json)?, "serviceTimeSec", json!(1.5))),
    ("a window that ends before it starts", |dice, json| {
        let window = json!([{"startSec": 100, "endSec": 99}]);
        set(step(dice, json)?, "timeWindows", window)
    }),
    ("five windows", |dice, json| {
        let window = json!({"startSec": 100, "endSec": 200});
        set(step(dice, json)?, "timeWindows", json!([window, window, window, window, window]))
    }),
    ("a depot that does not exist", |dice, json| {
        let step = step(dice, json)?;
        set(step, "depotId", json!("nowhere"))?;
        set(step, "location", json!(null))
    }),
    ("neither depot nor location", |dice, json| {
        let step = step(dice, json)?;
        set(step, "depotId", json!(null))?;
        set(step, "location", json!(null))
    }),
    ("an order without steps", |dice, json| {
        let order = some(dice, json.get_mut("orders")?)?;
        set(order, "pickup", json!(null))?;
        set(order, "delivery", json!(null))
    }),
    ("a priority in between", |dice, json| {
        set(some(dice, json.get_mut("orders")?)?, "priority", json!(5))
    }),
    ("a forced vehicle that does not exist", |dice, json| {
        set(some(dice, json.get_mut("orders")?)?, "forceVehicleId", json!("nobody"))
    }),
    ("a negative load", |dice, json| {
        set(some(dice, json.get_mut("orders")?)?, "loads", json!({"kg": -1}))
    }),
    ("a date that does not exist", |dice, json| {
        let own = json!({"type": "on", "onDates": ["20260230"]});
        set(some(dice, json.get_mut("orders")?)?, "eligibility", own)
    }),
    ("speed factor 201", |dice, json| set(settings(dice, json)?, "speedFactor", json!(201))),
    ("a cost beyond its limit", |dice, json| {
        set(settings(dice, json)?, "kmCost", json!(100_000_001))
    }),
    ("overlapping breaks", |dice, json| {
        let one = json!({"durationSec": 600, "startSec": 40_000, "endSec": 41_000});
        let two = json!({"durationSec": 600, "startSec": 41_600, "endSec": 42_000});
        set(settings(dice, json)?, "breaks", json!([one, two]))
    }),
    ("four breaks", |dice, json| {
        let own = |start: i64| json!({"durationSec": 1, "startSec": start, "endSec": start});
        set(settings(dice, json)?, "breaks", json!([own(0), own(10), own(20), own(30)]))
    }),
    ("a departure depot that does not exist", |dice, json| {
        set(settings(dice, json)?, "departureDepotId", json!("nowhere"))
    }),
    ("a working window that ends before it starts", |dice, json| {
        set(settings(dice, json)?, "timeWindow", json!({"startSec": 9, "endSec": 8}))
    }),
    ("a region with two corners", |_, json| {
        json["regions"] = json!({"r": {"poly": [[0, 0], [1, 1]]}});
        Some(())
    }),
    ("a region that crosses itself", |_, json| {
        json["regions"] = json!({"r": {"poly": [[0, 0], [9, 9], [9, 0], [0, 9]]}});
        Some(())
    }),
    ("a matrix that is not square", |_, json| {
        json["travel"] = json!({"type": "matrix", "locations": [[0, 0], [1, 1]],
            "durationsSec": [0, 1, 1], "distancesMt": [0, 1, 1]});
        Some(())
    }),
    ("a route with an order that does not exist", |dice, json| {
        let steps = some(dice, json.get_mut("routes")?)?.get_mut("steps")?.as_array_mut()?;
        steps.push(json!({"type": "delivery", "orderId": "nobody"}));
        Some(())
    }),
    ("an order step twice on a route", |dice, json| {
        let steps = some(dice, json.get_mut("routes")?)?.get_mut("steps")?.as_array_mut()?;
        let own = steps.iter().find(|step| step["orderId"].is_string())?.clone();
        steps.insert(1, own);
        Some(())
    }),
    ("no territory's type", |_, json| {
        json["territory"] = json!([]);
        Some(())
    }),
    ("orders of the wrong type", |_, json| {
        json["orders"] = json!(7);
        Some(())
    }),
];

/// An invalid snapshot and what is wrong with it; the valid one it came from has the same seed.
pub(crate) fn snapshot(seed: u64, sliders: &Sliders) -> (Value, &'static str) {
    let valid = super::snapshot(seed, sliders);
    let mut dice = Dice::new(seed.wrapping_mul(31).wrapping_add(7));
    loop {
        let mut json = serde_json::to_value(&valid).expect("a snapshot is JSON");
        let (name, fault) = dice.pick(FAULTS);
        if fault(&mut dice, &mut json).is_some() {
            return (json, name);
        }
    }
}

fn set(object: &mut Value, key: &str, value: Value) -> Option<()> {
    object.as_object_mut()?.insert(key.to_owned(), value);
    Some(())
}

/// One value of a map.
fn some<'j>(dice: &mut Dice, map: &'j mut Value) -> Option<&'j mut Value> {
    let map = map.as_object_mut()?;
    let keys: Vec<String> = map.keys().cloned().collect();
    if keys.is_empty() { None } else { map.get_mut(dice.pick(&keys)) }
}

/// One step of one order.
fn step<'j>(dice: &mut Dice, json: &'j mut Value) -> Option<&'j mut Value> {
    let order = some(dice, json.get_mut("orders")?)?;
    let kind = if order["pickup"].is_object() { "pickup" } else { "delivery" };
    order.get_mut(kind)
}

/// The settings of the normal day of one vehicle.
fn settings<'j>(dice: &mut Dice, json: &'j mut Value) -> Option<&'j mut Value> {
    some(dice, json.get_mut("vehicles")?)?.get_mut("settings")
}
