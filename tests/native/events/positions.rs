//! Where vehicles are, and which times that moves (FEATURES EXE-46, EXE-47, OPT-19).

use super::property::{cases, events};
use super::{applied, at, driver, ends, merged, request, route_of, visits};
use crate::support::judged::{Loaded, apply_execution_events, evaluate_routes};
use routewright::model::{
    EvaluateRoutesRequest, ExecutionEventsRequest, ExecutionEventsResult, Route, Rules, StepKind,
    StepType,
};
use routewright::validate::{self, Valid};
use serde_json::{Value, json};

/// The planned day, in a territory around h.
fn day(change: impl FnOnce(&mut Value)) -> Loaded {
    super::day(|json| {
        json["territory"]["center"] = json!([0, 0]);
        change(json);
    })
}

fn position(sec: i64, lat_lng: [i64; 2]) -> Value {
    json!({"vehicleId": "v", "date": "20260105", "sec": sec, "latLng": lat_lng})
}

fn asked(events: &[Value], positions: &[Value]) -> ExecutionEventsRequest {
    let asked = json!({"events": events, "positions": positions});
    validate::execution_events_request(&asked).expect("a request")
}

fn located(loaded: &Loaded, events: &[Value], positions: &[Value]) -> ExecutionEventsResult {
    apply_execution_events(loaded, &asked(events, positions), &Rules::default()).expect("applied")
}

/// With all that an emitted route says.
fn as_evaluated(loaded: &Loaded) -> Loaded {
    let request = EvaluateRoutesRequest::default();
    let evaluated = evaluate_routes(loaded, &request, &Rules::default()).expect("evaluated");
    let mut after = Valid::clone(loaded);
    after.snapshot.routes.extend(evaluated.routes);
    after.snapshot.routes.values_mut().for_each(|route| route.revision = 7);
    Loaded::from(after)
}

/// a took place from 29 450 to 29 700: b at 30 000, c at 30 300, home at 31 600.
fn a_done() -> [Value; 2] {
    [at("timeIn", "a", 29_450), at("timeOut", "a", 29_700)]
}

fn arrivals(route: &Route) -> Vec<i64> {
    let order_steps = visits(route).into_iter().map(|(_, arrival, ..)| arrival);
    order_steps.chain([ends(route).1]).collect()
}

fn after(sec: i64, place: [i64; 2]) -> Vec<i64> {
    arrivals(&route_of(&located(&day(|_| {}), &a_done(), &[position(sec, place)])))
}

#[test]
fn exe_46_the_next_arrival_follows_from_where_the_vehicle_is() {
    // At c's place at 29 900, from where b is 200 s: b 30 100, + 100 + 200 = c, + 100 + 1 200.
    assert_eq!(after(29_900, [0, 3]), [29_400, 30_100, 30_400, 31_700]);
    // Sooner than planned: at b's place already.
    assert_eq!(after(29_750, [0, 2]), [29_400, 29_750, 30_050, 31_350]);
    // 0.03° north of b, in no matrix: 3 335.85 m × 1.3 = 4 337 m, × 2 / 15 = 578 s.
    assert_eq!(after(29_750, [30_000, 2]), [29_400, 30_328, 30_628, 31_928]);
    // Not newer than the end of a: it moves nothing.
    assert_eq!(after(29_700, [30_000, 2]), [29_400, 30_000, 30_300, 31_600]);
}

#[test]
fn exe_46_what_is_executed_later_and_what_is_not_begun_knows_better() {
    // b ends at 30 300 and shows its plan: the position from before says nothing more. c 30 500, home 31 800.
    let moved = located(&day(|_| {}), &a_done(), &[position(29_900, [0, 3])]);
    let later = applied(&merged(&day(|_| {}), &moved), &[at("timeOut", "b", 30_300)]);
    assert_eq!(arrivals(&route_of(&later)), [29_400, 29_800, 30_500, 31_800]);
    // Of a route of which nothing was reported it is kept, and moves nothing.
    let planned = as_evaluated(&day(|_| {}));
    let alone = located(&planned, &[], &[position(29_900, [0, 3])]);
    let route = route_of(&alone);
    assert_eq!((arrivals(&route), route.revision), (vec![29_400, 29_800, 30_100, 31_400], 8));
    assert!(alone.changed_etas.is_empty());
    // Once its driver has departed it counts: a is 600 s from h, where the vehicle still is at 28 900.
    let kept = merged(&planned, &located(&planned, &[], &[position(28_900, [0, 0])]));
    let departed = applied(&kept, &[driver("departure", "p", 28_800)]);
    assert_eq!(arrivals(&route_of(&departed)), [29_500, 29_900, 30_200, 31_500]);
    // On the way home, at b's place at 31 000: h is 900 s from there.
    let all: Vec<Value> = [("a", 29_500), ("b", 29_900), ("c", 30_200)]
        .map(|(own, out)| at("timeOut", own, out))
        .into();
    let home = located(&day(|_| {}), &all, &[position(31_000, [0, 2])]);
    assert_eq!(ends(&route_of(&home)), (28_800, 31_900));
}

#[test]
fn exe_46_breaks_wait_until_the_vehicle_is_there() {
    let with_break = |json: &mut Value| {
        crate::oracle::settings(json)["breaks"] =
            json!([{"startSec": 29_800, "endSec": 31_000, "durationSec": 600}]);
    };
    // Without a position the break is taken before driving on; the vehicle has left at 29 750, and is
    // at b at 30 050 as its place is 200 s from c's: 29 850 + 200. Then the break, and b from 30 650.
    let route = route_of(&located(&day(with_break), &a_done(), &[position(29_850, [0, 3])]));
    let brk = route.steps.iter().find(|step| step.kind == StepType::Brk).expect("a break");
    assert_eq!((brk.start_sec, brk.end_sec), (30_050, 30_650));
    assert_eq!(visits(&route)[1], ("b", 30_650, 30_650, 30_750));
}

#[test]
fn opt_19_the_newest_position_of_a_route_counts_and_others_are_dropped() {
    let by_driver = |json: &mut Value| {
        json["vehicleDriverAssignments"] = json!({"20260105": {"v": "p"}});
    };
    let mut own = position(29_900, [0, 3]);
    own["speed"] = json!(8.5);
    let of_driver = json!({"driverId": "p", "date": "20260105", "sec": 29_850, "latLng": [0, 2]});
    let nobody = json!({"driverId": "q", "date": "20260105", "sec": 29_950, "latLng": [0, 2]});
    let tomorrow = json!({"vehicleId": "v", "date": "20260106", "sec": 29_950, "latLng": [0, 2]});
    let far = position(29_960, [60_000_000, 0]);
    let all = [of_driver.clone(), own.clone(), position(29_870, [0, 1]), nobody, tomorrow, far];
    let result = located(&day(by_driver), &a_done(), &all);
    let recorded = |result: &ExecutionEventsResult| {
        let registry = route_of(result).tracking_data.expect("a registry");
        serde_json::to_value(registry.position).expect("JSON")
    };
    assert_eq!(recorded(&result), json!({"sec": 29_900, "latLng": [0, 3], "speed": 8.5}));
    let paths: Vec<&str> = result.warnings.iter().map(|own| own.path.as_str()).collect();
    assert_eq!(paths, ["positions[3]", "positions[4]", "positions[5].latLng"]);
    // By its driver alone; then nothing older or equal changes anything.
    let first = located(&day(by_driver), &a_done(), &[of_driver]);
    assert_eq!(recorded(&first), json!({"sec": 29_850, "latLng": [0, 2]}));
    let after = merged(&day(by_driver), &first);
    let again = located(&after, &[], &[position(29_850, [0, 3]), position(29_800, [0, 3])]);
    assert!(again.routes.is_empty() && again.changed_etas.is_empty());
}

#[test]
fn exe_47_changed_etas_name_the_steps_that_start_at_another_time() {
    let told = |result: &ExecutionEventsResult| -> Vec<(String, StepKind, i64, i64)> {
        let all = result.changed_etas.iter();
        all.map(|own| (own.order_id.clone(), own.kind, own.old_start_sec, own.new_start_sec))
            .collect()
    };
    let shift = |order: &str, old: i64, new: i64| (order.to_owned(), StepKind::Delivery, old, new);
    let first = applied(&day(|_| {}), &a_done());
    // a took place: what it was planned for stays. b and c come 200 s later.
    assert_eq!(told(&first), [shift("b", 29_800, 30_000), shift("c", 30_100, 30_300)]);
    let after = merged(&day(|_| {}), &first);
    assert!(applied(&after, &a_done()).changed_etas.is_empty());
    let moved = located(&after, &[], &[position(29_900, [0, 3])]);
    assert_eq!(told(&moved), [shift("b", 30_000, 30_100), shift("c", 30_300, 30_400)]);
}

#[test]
fn a_request_without_events_needs_positions() {
    let wrong = |asked: Value| validate::execution_events_request(&asked).expect_err("wrong");
    assert_eq!(wrong(json!({"events": []}))[0].path, "events");
    assert_eq!(wrong(json!({"events": [], "positions": []}))[0].path, "events");
    let no_place =
        json!({"events": [], "positions": [{"vehicleId": "v", "date": "20260105", "sec": -1}]});
    let paths: Vec<String> = wrong(no_place).into_iter().map(|own| own.path).collect();
    assert_eq!(paths, ["positions[0].sec", "positions[0].latLng"]);
    assert_eq!(request(&a_done()).positions, []);
}

#[test]
fn positions_among_random_events_leave_nothing_for_an_evaluation() {
    cases(|seed, valid, log, dice| {
        let places: Vec<_> = valid.snapshot.orders.values().flat_map(|own| own.steps()).collect();
        let mut all = Vec::new();
        for _ in 0..dice.between(1, 6) {
            // Of routes of which something else is reported: others are not timed.
            let (_, event) = dice.pick(log);
            let (_, near) = *dice.pick(&places);
            let Some([lat, lng]) = near.location.as_ref().and_then(|own| own.usable()) else {
                continue;
            };
            let place = [lat + dice.between(-9_000, 9_000), lng + dice.between(-9_000, 9_000)];
            all.push(json!({"vehicleId": event["vehicleId"], "date": event["date"],
                "sec": dice.between(20_000, 70_000), "latLng": place}));
        }
        let result = located(valid, &events(log), &all);
        let after = merged(valid, &result);
        let request = EvaluateRoutesRequest::default();
        let evaluated = evaluate_routes(&after, &request, &Rules::default()).expect("evaluated");
        for (id, route) in &result.routes {
            assert_eq!(&evaluated.routes[id], route, "seed {seed}: {log:#?} {all:#?}");
        }
        assert!(located(&after, &events(log), &all).routes.is_empty(), "seed {seed}");
    });
}
