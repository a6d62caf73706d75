//! What fuzzing starts from: the example of the documents, the tests' own tiny snapshot, random ones;
//! and one call of every operation and kind of event on each.

use crate::support::generator::{Sliders, snapshot};
use crate::support::oracle::journey;
use routewright::date::Date;
use routewright::model::{Rules, SolveOptions};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate;
use serde_json::{Map, Value, json};

/// Snapshots, each with a date on which there is something to plan.
pub(crate) fn snapshots() -> Vec<(Value, &'static str)> {
    let read = |text: &str| serde_json::from_str(text).expect("JSON");
    let mut all = vec![
        (read(include_str!("../../fixtures/base.json")), "20151204"),
        (read(include_str!("../../../examples/jasper.json")), "20151204"),
    ];
    for seed in 0..12 {
        let sliders = Sliders { orders: (2, 6), vehicles: (1, 3), ..Sliders::default() };
        let drawn = serde_json::to_value(snapshot(seed, &sliders)).expect("JSON");
        all.push((drawn, "20260105"));
    }
    all
}

fn keys(snapshot: &Value, map: &str) -> Vec<String> {
    snapshot[map].as_object().into_iter().flat_map(Map::keys).cloned().collect()
}

/// A call, as `super::call` reads it.
fn call(snapshot: &Value, operation: &str, request: Value, options: Value) -> Value {
    json!({"operation": operation, "request": request, "options": options, "snapshot": snapshot})
}

/// Solves.
pub(crate) fn plans(snapshot: &Value, date: &str) -> Vec<Value> {
    let to = Date::parse(date).expect("a date").plus_days(1).to_string();
    let build = json!({"from": date, "to": to, "depotTrips": true, "lockedRouteIdsOverride": null});
    let fit = json!({"from": date, "to": date, "orderIds": [], "routeIds": [],
        "overrideLockedRoutes": true, "includeRoutesWithViolations": "vehicleOrderAssignment",
        "keepSequence": true, "depotTrips": false});
    let options = json!({"maxIterations": 2, "seed": 3, "startFrom": "current", "lockType": "NONE",
        "balancing": "OFF", "clustering": true, "avoidEagerPickups": true, "upcomingStopCutoff": 1,
        "elasticTimeWindows": true, "maxLatenessSec": 600, "strictRegions": false});
    let plain = json!({"maxIterations": 2});
    vec![
        call(snapshot, "buildRoutes", build.clone(), options.clone()),
        call(snapshot, "buildRoutes", build, plain.clone()),
        call(snapshot, "fitIn", fit, options),
        call(snapshot, "fitIn", json!({"from": date, "to": to}), plain),
    ]
}

/// Every kind of event on the first steps of the first route.
pub(crate) fn events(snapshot: &Value, _date: &str) -> Vec<Value> {
    let Some((id, route)) = snapshot["routes"].as_object().and_then(|own| own.iter().next()) else {
        return Vec::new();
    };
    let Some((vehicle, date)) = journey::split_id(id) else { return Vec::new() };
    let steps = route["steps"].as_array().into_iter().flatten();
    let steps: Vec<&Value> = steps.filter(|step| step["orderId"].is_string()).take(3).collect();
    let about = |kind: &str, step: &Value, data: Value| {
        json!({"type": kind, "orderId": step["orderId"], "orderStepType": step["type"],
            "vehicleId": vehicle, "date": date.to_string(), "driverId": "p1", "clientTs": 5,
            "data": data})
    };
    let mut events = Vec::new();
    for (at, step) in (0_i64..).zip(&steps) {
        let sec = 30_000 + 3_000 * at;
        let moment = json!({"sec": sec, "latLng": [33_831_316, -87_278_355]});
        for kind in ["timeIn", "detectedTimeIn", "timeOut", "detectedTimeOut"] {
            events.push(about(kind, step, moment.clone()));
        }
        let status = if at == 1 { "reschedule" } else { "done" };
        events.push(about("statusUpdate", step, json!({"sec": sec + 300, "status": status})));
        events.push(about("podNote", step, json!({"sec": sec, "text": "n"})));
        events.push(about("podPicture", step, json!({"sec": sec, "id": "1", "data": "AA=="})));
        events.push(about("loadTracking", step, json!({"sec": sec, "trackedLoads": {"k": 5}})));
        let code = json!({"sec": sec, "barcode": "1", "barcodeStatus": "SCANNED"});
        events.push(about("podBarcodes", step, json!({ "barcodes": [code] })));
    }
    for kind in ["departure", "arrival", "preparationTimeOut", "closeOutTimeIn"] {
        let own = about(kind, &Value::Null, json!({"sec": 28_000, "latLng": [0, 0]}));
        events.push(own);
    }
    let of = |strict: bool, events: &[Value]| {
        call(
            snapshot,
            "applyExecutionEvents",
            json!({"events": events, "strict": strict}),
            json!({}),
        )
    };
    vec![of(false, &events), of(true, &events[..events.len().min(3)])]
}

/// All else: moves, approvals, questions, proposals, edits.
pub(crate) fn operations(snapshot: &Value, date: &str) -> Vec<Value> {
    let (orders, vehicles, routes) =
        (keys(snapshot, "orders"), keys(snapshot, "vehicles"), keys(snapshot, "routes"));
    let order = orders.first().cloned().unwrap_or_default();
    let other = orders.last().cloned().unwrap_or_default();
    let vehicle = vehicles.first().cloned().unwrap_or_default();
    let route = routes.first().cloned().unwrap_or(format!("{vehicle}-{date}"));
    let last = format!("{}-{date}", vehicles.last().cloned().unwrap_or_default());
    let step = json!({"orderId": other, "type": "delivery"});
    let compute = proposals(&snapshot["orders"][&order], date);
    let of = |operation: &str, request: Value| call(snapshot, operation, request, json!({}));
    let mut all = vec![
        of("evaluateRoutes", json!({"routeIds": routes})),
        of("assignOrderSteps", json!({"orderSteps": [step], "routeId": route, "afterSec": 30_000})),
        of("unassignOrders", json!({"orderIds": [order, other]})),
        of("applySequences", json!({"sequences": [{"routeId": last, "orderSteps": [step]}]})),
        of("swapRoutes", json!({"srcRouteId": route, "dstRouteId": last})),
        of("approveRoutes", json!({"ids": [route], "strict": false})),
        of("revokeRoutes", json!({"ids": [route]})),
        of("translateMobileEvents", mobile_events(&order, date)),
        of("explainOrder", json!({"orderId": other, "from": date, "to": date})),
        of("marginalCosts", json!({"routeIds": [route]})),
        of("computeProposals", compute.clone()),
        of("putOrders", json!({"orders": [snapshot["orders"][&order]]})),
        of("removeOrders", json!({"ids": [order]})),
        of("putVehicles", json!({"vehicles": [snapshot["vehicles"][&vehicle]]})),
        of("setTravel", json!({"travel": {"type": "estimate", "speedKmh": 40.0}})),
        of("setNow", json!({"now": {"date": date, "sec": 36_000}})),
    ];
    let set = set_of(snapshot, &compute);
    all.extend(set.map(|set| {
        let request = json!({"proposalsIndexes": [0, 1], "ignoreRevision": true,
            "costPercentThreshold": 10});
        of("applyProposal", json!({"set": set, "request": request}))
    }));
    all
}

fn mobile_events(order: &str, date: &str) -> Value {
    let (year, rest) = date.split_at(4);
    let (month, day) = rest.split_at(2);
    let time = |clock: &str| format!("{year}-{month}-{day}T{clock}");
    let event = |event: &str, clock: &str| json!({"event": event, "localTime": time(clock), "driverName": "p1", "orderNo": order});
    let update = |status: &str| {
        json!({"id": order, "data": {"status": status, "startTime": {"localTime": time("09:00:00")},
            "endTime": {"unixTimestamp": 5, "utcTime": time("09:30:00"), "localTime": time("09:10:00")}}})
    };
    json!({
        "events": [event("start_route", "08:00:00"), event("success", "09:00:00"),
            event("start_service", "08:50:00"), event("end_route", "17:00:00")],
        "updates": [update("success"), update("scheduled"), update("cancelled")],
    })
}

fn proposals(order: &Value, date: &str) -> Value {
    let mut order = order.clone();
    order["id"] = json!("asked for");
    let windows = |step: &str| match order[step].is_null() {
        true => Value::Null,
        false => json!([{"startSec": 30_000, "endSec": 50_000}]),
    };
    let slot = json!({"date": date, "pickupTimeWindows": windows("pickup"),
        "deliveryTimeWindows": windows("delivery")});
    json!({"order": order, "timeSlots": [slot, slot], "overrideLockedRoutes": true, "depotTrips": true})
}

fn set_of(snapshot: &Value, compute: &Value) -> Option<Value> {
    let valid = validate::snapshot(snapshot.to_string().as_bytes(), None).ok()?;
    let loaded = Loaded::from(valid);
    let request = validate::compute_proposals_request(compute, &loaded).ok()?;
    let options = SolveOptions { rules: Rules::default(), ..SolveOptions::default() };
    let set = ops::compute_proposals(&loaded, &request, &options, super::NOW, &mut Frozen).ok()?;
    serde_json::to_value(set).ok()
}
