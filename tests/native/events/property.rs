//! What holds of every log of events, on random snapshots and logs.

use super::{applied, merged};
use crate::property;
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::judged::{Loaded, evaluate_routes};
use routewright::model::{
    EvaluateRoutesRequest, ExecutionEventsResult, Now, Route, Rules, StepKind,
};
use routewright::sorted;
use routewright::validate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Snapshots with routes, some of them with the present moment in the middle of the first date.
fn given(seed: u64) -> Loaded {
    let mut given = snapshot(seed, &Sliders { orders: (3, 14), ..Sliders::default() });
    let mut dice = Dice::new(seed ^ 0x5eed);
    let first = given.routes.values().filter_map(|route| route.date).min();
    if let Some(date) = first.filter(|_| dice.percent(50)) {
        given.now = Some(Now { date, sec: dice.between(0, 80_000) });
    }
    let text = serde_json::to_vec(&given).expect("JSON");
    Loaded::from(validate::snapshot(&text, None).expect("valid"))
}

/// Events with what the order within counts for.
pub(super) type Log = Vec<(String, Value)>;

fn log(dice: &mut Dice, valid: &Loaded, stamps: u32) -> Log {
    let now = valid.snapshot.now.map(|now| now.date);
    let routes: Vec<&Route> =
        valid.snapshot.routes.values().filter(|own| own.date >= now).collect();
    let mut log = Log::new();
    if routes.is_empty() {
        return log;
    }
    for number in 0..dice.between(1, 25) {
        let route = *dice.pick(&routes);
        let (id, mut event) = one(dice, route, number == 0);
        event["date"] = json!(route.date);
        event["vehicleId"] = json!(route.vehicle_id);
        if dice.percent(stamps) {
            event["clientTs"] = dice.between(1_000, 1_010).into();
        }
        let target = format!("{:?} {id}", route.id);
        if event["type"] == "arrival" {
            // Each with a departure before it, whatever else there is.
            let mut departure = event.clone();
            departure["type"] = "departure".into();
            departure["data"] = json!({"sec": 20_000, "latLng": [0, 0]});
            log.push((target.clone(), departure));
        }
        log.push((target, event));
    }
    log
}

/// An event of a route, and of what on it.
fn one(dice: &mut Dice, route: &Route, of_driver: bool) -> (String, Value) {
    let sec = dice.between(25_000, 70_000);
    let moment = json!({"sec": sec, "latLng": [dice.between(0, 3), 0]});
    let steps: Vec<_> = route
        .steps
        .iter()
        .filter_map(|step| Some((step.order_id.clone()?, step.step_kind()?)))
        .collect();
    if of_driver || steps.is_empty() || dice.percent(15) {
        let driver = (*dice.pick(&["p", "q"])).to_owned();
        let kind = *dice.pick(&["departure", "departure", "arrival"]);
        let early = json!({"sec": dice.between(20_000, 24_000), "latLng": [0, 0]});
        let data = if kind == "departure" { early } else { moment };
        return (driver.clone(), json!({"type": kind, "driverId": driver, "data": data}));
    }
    let (order, step) = dice.pick(&steps).clone();
    let name = if step == StepKind::Pickup { "pickup" } else { "delivery" };
    let (kind, data) = of_step(dice, sec, moment);
    let mut event = json!({"type": kind, "orderId": order, "orderStepType": name, "data": data});
    if dice.percent(50) {
        event["driverId"] = json!(dice.pick(&["p", "q"]));
    }
    (format!("{order} {name}"), event)
}

fn of_step(dice: &mut Dice, sec: i64, moment: Value) -> (&'static str, Value) {
    let id = *dice.pick(&["1", "2"]);
    let kinds = [
        "timeIn",
        "timeOut",
        "detectedTimeIn",
        "detectedTimeOut",
        "statusUpdate",
        "statusUpdate",
        "podPicture",
        "podPicture",
        "note",
        "loadTracking",
        "customFieldTracking",
        "barcodes",
    ];
    let kind = *dice.pick(&kinds);
    let data = match kind {
        "statusUpdate" => {
            let status = *dice.pick(&[Some("done"), Some("reschedule"), None]);
            json!({"sec": sec, "status": status})
        }
        "podPicture" => {
            let data = (!dice.percent(30)).then_some("AA==");
            json!({"id": id, "sec": sec, "mime": "image/png", "data": data})
        }
        "note" => json!({"sec": sec, "text": (!dice.percent(30)).then_some("n")}),
        "loadTracking" => json!({"sec": sec, "trackedLoads": {id: sec}}),
        "customFieldTracking" => json!({"sec": sec, "trackedCustomFields": {id: "x"}}),
        "barcodes" => {
            json!({"barcodes": [{"sec": sec, "barcode": id, "barcodeStatus": "SCANNED"}]})
        }
        _ => moment,
    };
    (kind, data)
}

pub(super) fn events(log: &[(String, Value)]) -> Vec<Value> {
    log.iter().map(|(_, event)| event.clone()).collect()
}

/// All routes afterwards, without revisions.
fn all(valid: &Loaded, result: &ExecutionEventsResult) -> sorted::Map<String, Route> {
    let mut routes = merged(valid, result).snapshot.routes.clone();
    for route in routes.values_mut() {
        route.revision = 0;
    }
    routes
}

/// A route as text, line by line, so that a failure shows what differs.
fn lines(route: &Route) -> Vec<String> {
    let text = serde_json::to_string_pretty(route).expect("JSON");
    text.lines().map(str::to_owned).collect()
}

pub(super) fn cases(look: impl Fn(u64, &Loaded, &Log, &mut Dice)) {
    for seed in property::seeds("logs", 0..property::cases(1_000)) {
        let valid = given(seed);
        let mut dice = Dice::new(seed);
        let stamps = *dice.pick(&[0, 50, 100]);
        let log = log(&mut dice, &valid, stamps);
        if !log.is_empty() {
            look(seed, &valid, &log, &mut dice);
        }
    }
}

#[test]
fn the_same_list_twice_changes_nothing() {
    cases(|seed, valid, log, _| {
        let first = applied(valid, &events(log));
        let second = applied(&merged(valid, &first), &events(log));
        assert!(second.routes.is_empty(), "seed {seed}: {log:#?}");
    });
}

#[test]
fn a_list_in_two_parts_gives_what_it_gives_at_once_but_for_revisions() {
    cases(|seed, valid, log, dice| {
        let at_once = all(valid, &applied(valid, &events(log)));
        let cut = dice.between(1, log.len() as i64) as usize;
        let first = merged(valid, &applied(valid, &events(&log[..cut])));
        if cut < log.len() {
            let second = applied(&first, &events(&log[cut..]));
            let in_two = all(&first, &second);
            for (id, route) in &at_once {
                let (one, two) = (lines(route), lines(&in_two[id]));
                for (one, two) in one.iter().zip(&two) {
                    assert_eq!(one, two, "seed {seed}, cut {cut}, {id}");
                }
            }
            assert_eq!(in_two, at_once, "seed {seed}, cut {cut}");
        }
    });
}

#[test]
fn only_the_order_within_one_step_or_driver_matters() {
    cases(|seed, valid, log, dice| {
        let expected = applied(valid, &events(log));
        let mut queues: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for (target, event) in log {
            queues.entry(target).or_default().push(event.clone());
        }
        let mut shuffled = Vec::new();
        while !queues.is_empty() {
            let targets: Vec<&str> = queues.keys().copied().collect();
            let target = *dice.pick(&targets);
            let queue = queues.get_mut(target).expect("a queue");
            shuffled.push(queue.remove(0));
            queues.retain(|_, queue| !queue.is_empty());
        }
        assert_eq!(applied(valid, &shuffled).routes, expected.routes, "seed {seed}: {log:#?}");
    });
}

#[test]
fn a_late_older_event_changes_nothing() {
    cases(|seed, valid, log, dice| {
        let after = merged(valid, &applied(valid, &events(log)));
        for (_, event) in log.iter().filter(|(_, event)| !event["clientTs"].is_null()) {
            let mut late = event.clone();
            late["clientTs"] = dice.between(1, 999).into();
            if late["data"]["sec"].is_i64() && late["type"] != "arrival" {
                late["data"]["sec"] = dice.between(20_000, 24_000).into();
            }
            let result = applied(&after, &[late]);
            assert!(result.routes.is_empty(), "seed {seed}: {event}");
        }
    });
}

#[test]
fn an_evaluation_afterwards_finds_nothing_else() {
    cases(|seed, valid, log, _| {
        let result = applied(valid, &events(log));
        let after = merged(valid, &result);
        let request = EvaluateRoutesRequest::default();
        let evaluated = evaluate_routes(&after, &request, &Rules::default()).expect("evaluated");
        for (id, route) in &result.routes {
            assert_eq!(&evaluated.routes[id], route, "seed {seed}: {log:#?}");
        }
    });
}
