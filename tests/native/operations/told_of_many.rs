//! Of hundreds of orders left out each has its own reason: by just so much more it is served.
//!
//! v serves `first` for 31 200 s at a: with 600 s there and 600 s back that is all of its 32 400 s.
//! Another order at a's place takes its service more, one at b's place 300 + 900 − 600 = 600 s besides,
//! one at c's 500 + 1 200 − 600 = 1 100 s.

use super::{left_out, planned, request, valid};
use crate::oracle::settings;
use crate::support::judged::{Frozen, Loaded, build_routes};
use routewright::model::{
    LockType, ReasonCode, SchedulingResult, SolveOptions, StartFrom, VehicleViolation,
};
use serde_json::{Value, json};

const ORDERS: i64 = 240;

fn service(number: i64) -> i64 {
    100 + 7 * number
}

/// By how much a vehicle would be home too late with that order.
fn too_late(number: i64) -> i64 {
    service(number) + [0, 600, 1_100][usize::try_from(number % 3).expect("an index")]
}

/// Some of the orders beside `first`, which is on the route of v.
fn snapshot(numbers: &[i64], change: impl FnOnce(&mut Value)) -> Loaded {
    valid(|json| {
        let mut orders = json!({"first": json["orders"]["a"]});
        orders["first"]["delivery"]["serviceTimeSec"] = json!(31_200);
        for number in numbers {
            let like = ["a", "b", "c"][usize::try_from(number % 3).expect("an index")];
            let id = format!("o{number:03}");
            orders[&id] = json["orders"][like].clone();
            orders[&id]["delivery"]["serviceTimeSec"] = json!(service(*number));
        }
        json["orders"] = orders;
        json["routes"] = json!({"v-20260105": {"vehicleId": "v", "date": "20260105",
            "steps": [{"type": "delivery", "orderId": "first"}]}});
        change(json);
    })
}

/// What is planned stays.
fn built(snapshot: &Loaded) -> SchedulingResult {
    let options = SolveOptions {
        max_iterations: Some(10),
        start_from: StartFrom::Current,
        lock_type: LockType::Resources,
        ..SolveOptions::default()
    };
    build_routes(snapshot, &request(0), &options, &mut Frozen).expect("a plan")
}

#[test]
fn each_of_hundreds_lacks_just_its_own_time() {
    let all: Vec<i64> = (0..ORDERS).collect();
    let result = built(&snapshot(&all, |_| {}));
    assert_eq!(result.unassigned.len(), 240);
    for (number, own) in all.iter().zip(&result.unassigned) {
        let first = &own.reasons[0];
        let late = Some(too_late(*number));
        assert_eq!((first.code, first.by), (ReasonCode::Vehicle(VehicleViolation::Twe), late));
    }
}

#[test]
fn with_just_so_much_more_each_is_served() {
    for number in [0, 1, 2, 119, 120, 121, 239] {
        let ends = |end: i64| {
            snapshot(&[number], |json| settings(json)["timeWindow"]["endSec"] = json!(end))
        };
        let enough = built(&ends(61_200 + too_late(number)));
        assert_eq!(left_out(&enough), Vec::<&str>::new());
        let one_less = built(&ends(61_200 + too_late(number) - 1));
        assert_eq!(planned(&one_less), ["first"]);
        assert_eq!(one_less.unassigned[0].reasons[0].by, Some(1));
    }
}

#[test]
fn each_of_hundreds_lacks_just_its_own_load_where_a_break_is_due_too() {
    // 1 000 hundredths are on board. There is time enough, also for the break.
    let all: Vec<i64> = (0..ORDERS).collect();
    let loaded = snapshot(&all, |json| {
        settings(json)["loadCapacities"] = json!({"kg": 1_000});
        settings(json)["breaks"] =
            json!([{"durationSec": 1_800, "startSec": 30_000, "endSec": 60_000}]);
        let orders = json["orders"].as_object_mut().expect("orders");
        for (at, (_, order)) in orders.iter_mut().enumerate() {
            order["delivery"]["serviceTimeSec"] = json!(60);
            order["loads"] = json!({"kg": if at == 0 { 1_000 } else { at }});
        }
    });
    let result = built(&loaded);
    assert_eq!(result.unassigned.len(), 240);
    for (at, own) in (1..).zip(&result.unassigned) {
        let first = &own.reasons[0];
        let load = ReasonCode::Vehicle(VehicleViolation::Ld);
        assert_eq!((first.code, first.by), (load, Some(at)));
    }
}
