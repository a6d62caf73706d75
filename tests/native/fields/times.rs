//! Settings of a vehicle, and fields of a step, that move times.

use super::{delivery, outcome, settings, window, with_setting};
use routewright::model::StepViolation::Tw;
use routewright::model::VehicleViolation::Twe;
use routewright::schedule::StepWhat::{Break, CloseOut, Preparation};
use serde_json::{Value, json};

#[test]
fn departure_depot_id_null_opens_the_start() {
    let open = with_setting(&["a", "b"], "departureDepotId", Value::Null);
    // Work begins at a; 28 800 + 100 + 300 + 100 + 900.
    assert_eq!(
        (open.departure(), open.visits()[0], open.end()),
        (28_800, [28_800, 28_800, 28_900], 30_200)
    );
    assert_eq!((open.evaluation.driving, open.evaluation.distance), (1_200, 10_000));
}

#[test]
fn arrival_depot_id_null_opens_the_end() {
    let open = with_setting(&["a", "b"], "arrivalDepotId", Value::Null);
    // Work ends with the service at b.
    assert_eq!(open.end(), 29_900);
    assert_eq!((open.evaluation.driving, open.evaluation.distance), (900, 7_000));
}

#[test]
fn time_window_is_when_work_begins_and_ends() {
    // 2 000 s of work fit exactly, one second less does not.
    let exact = with_setting(&["a", "b"], "timeWindow", window(40_000, 42_000));
    assert_eq!((exact.departure(), exact.end(), exact.vehicle_codes()), (40_000, 42_000, vec![]));
    let late = with_setting(&["a", "b"], "timeWindow", window(40_000, 41_999));
    assert_eq!((late.vehicle_codes(), late.beyond(Twe)), (vec![Twe], Some(1)));
}

#[test]
fn time_window_null_is_the_whole_day() {
    let free = with_setting(&["a", "b"], "timeWindow", Value::Null);
    assert_eq!((free.departure(), free.end()), (0, 2_000));
    let opened = |json: &mut Value, start: i64| {
        settings(json)["timeWindow"] = Value::Null;
        delivery(json, "a")["timeWindows"] = json!([window(start, start)]);
    };
    // Alone: 600 + 100 + 600 s, so from 85 700 on at the customer the day ends in time.
    let last = outcome(&["a"], |json| opened(json, 85_700));
    assert_eq!((last.end(), last.vehicle_codes()), (86_400, vec![]));
    let after = outcome(&["a"], |json| opened(json, 85_701));
    assert_eq!((after.end(), after.vehicle_codes()), (86_401, vec![Twe]));
}

#[test]
fn flex_start_time_lets_the_vehicle_leave_later_where_waiting_costs() {
    let with_idle_cost = |flexible: bool| {
        outcome(&["a"], |json| {
            settings(json)["flexStartTime"] = json!(flexible);
            settings(json)["idleTimeCost"] = json!(3_600);
            delivery(json, "a")["timeWindows"] = json!([window(36_000, 40_000)]);
        })
    };
    // The latest that avoids waiting: 36 000 − 600.
    let flexible = with_idle_cost(true);
    assert_eq!((flexible.departure(), flexible.cost().idle), (35_400, 0));
    // 36 000 − 29 400 = 6 600 s of waiting at 1 hundredth a second.
    let fixed = with_idle_cost(false);
    assert_eq!((fixed.departure(), fixed.visits()[0]), (28_800, [29_400, 36_000, 36_100]));
    assert_eq!(fixed.cost().idle, 6_600);
}

#[test]
fn per_stop_time_sec_passes_before_each_arrival_at_a_new_place() {
    let parked = with_setting(&["a", "b"], "perStopTimeSec", json!(60));
    // 28 800 + 600 + 60; then + 100 + 300 + 60.
    assert_eq!(parked.visits(), [[29_460, 29_460, 29_560], [29_920, 29_920, 30_020]]);
    assert_eq!(parked.end(), 30_920);
}

#[test]
fn steps_at_the_same_place_share_one_stop() {
    let shared = outcome(&["a", "b"], |json| {
        settings(json)["perStopTimeSec"] = json!(60);
        settings(json)["perStopCost"] = json!(7);
        delivery(json, "b")["location"]["latLng"] = json!([0, 1]);
    });
    assert_eq!(shared.visits(), [[29_460, 29_460, 29_560], [29_560, 29_560, 29_660]]);
    assert_eq!(shared.cost().per_stop, 7);
    let numbers: Vec<i64> =
        shared.evaluation.timeline.steps.iter().map(|step| step.stop_number).collect();
    assert_eq!(numbers, [0, 1, 1, 2]);
}

#[test]
fn speed_factor_divides_every_drive() {
    // 600, 300 and 900 s become 750, 375 and 1 125 at 80 percent.
    let slow = with_setting(&["a", "b"], "speedFactor", json!(80));
    assert_eq!((slow.evaluation.driving, slow.evaluation.distance), (2_250, 15_000));
    // 333.3, 166.7 and 500 s at 180 percent, each rounded.
    let fast = with_setting(&["a", "b"], "speedFactor", json!(180));
    assert_eq!(fast.evaluation.driving, 333 + 167 + 500);
}

#[test]
fn preparation_time_sec_passes_before_the_first_drive() {
    let prepared = with_setting(&["a"], "preparationTimeSec", json!(600));
    assert_eq!(prepared.spans(Preparation), [[28_800, 29_400]]);
    assert_eq!((prepared.departure(), prepared.visits()[0][0]), (28_800, 30_000));
}

#[test]
fn close_out_time_sec_passes_after_the_last_drive() {
    let closed = with_setting(&["a"], "closeOutTimeSec", json!(300));
    // Home at 28 800 + 600 + 100 + 600 = 30 100.
    assert_eq!(closed.spans(CloseOut), [[30_100, 30_400]]);
    assert_eq!(closed.end(), 30_400);
}

#[test]
fn breaks_are_taken_between_steps_in_their_interval() {
    // The break may start from 29 500 to 29 600: after a, before driving on to b.
    let breaks = json!([{"durationSec": 1_800, "startSec": 29_500, "endSec": 29_600}]);
    let paused = with_setting(&["a", "b"], "breaks", breaks);
    assert_eq!(paused.spans(Break), [[29_500, 31_300]]);
    assert_eq!(paused.visits()[1], [31_600, 31_600, 31_700]);
    assert_eq!(paused.end(), 32_600);
}

#[test]
fn a_break_is_left_out_where_the_route_ends_before_it() {
    // Home at 30 100: an interval that begins then is not reached.
    let breaks = |start: i64| json!([{"durationSec": 1_800, "startSec": start, "endSec": 40_000}]);
    assert_eq!(with_setting(&["a"], "breaks", breaks(30_100)).spans(Break), [] as [[i64; 2]; 0]);
    // One second earlier it is due, and waits for its interval at a, before driving home.
    let due = with_setting(&["a"], "breaks", breaks(30_099));
    assert_eq!(due.spans(Break), [[30_099, 31_899]]);
    assert_eq!(due.end(), 32_499);
}

#[test]
fn time_windows_let_service_start_in_any_of_them() {
    let windowed =
        |windows: Value| outcome(&["a"], |json| delivery(json, "a")["timeWindows"] = windows);
    // Arrival is 29 400 at the earliest; both ends of a window are inside.
    let both = windowed(json!([window(28_000, 29_399), window(30_000, 30_000)]));
    assert_eq!((both.visits()[0][1], both.step_codes()), (30_000, vec![vec![]]));
    let end = windowed(json!([window(28_000, 29_400)]));
    assert_eq!((end.visits()[0], end.step_codes()), ([29_400, 29_400, 29_500], vec![vec![]]));
    let missed = windowed(json!([window(28_000, 29_399)]));
    assert_eq!((missed.visits()[0][1], missed.step_codes()), (29_400, vec![vec![Tw]]));
}

#[test]
fn time_window_exceptions_replace_the_windows_of_their_date() {
    let excepted = |exceptions: Value| {
        outcome(&["a"], |json| {
            delivery(json, "a")["timeWindows"] = json!([window(40_000, 41_000)]);
            delivery(json, "a")["timeWindowExceptions"] = exceptions;
        })
    };
    let own = excepted(json!({"20260105": [window(35_000, 36_000)]}));
    assert_eq!(own.visits()[0][1], 35_000);
    // An empty list lifts the restriction on that date; other dates do not matter.
    assert_eq!(excepted(json!({"20260105": []})).visits()[0][1], 29_400);
    assert_eq!(excepted(json!({"20260106": []})).visits()[0][1], 40_000);
}

#[test]
fn service_time_sec_is_how_long_a_step_takes() {
    let long = outcome(&["a"], |json| delivery(json, "a")["serviceTimeSec"] = json!(1_234));
    assert_eq!((long.visits()[0], long.end()), ([29_400, 29_400, 30_634], 31_234));
}

#[test]
fn a_route_may_pass_midnight() {
    let night = outcome(&["a", "b"], |json| {
        settings(json)["timeWindow"] = window(79_200, 108_000);
        delivery(json, "b")["timeWindows"] = json!([window(90_000, 93_600)]);
    });
    // 22:00 + 600 + 100 + 300 = 80 200; b opens at 01:00 of the next day.
    assert_eq!(night.visits(), [[79_800, 79_800, 79_900], [80_200, 90_000, 90_100]]);
    assert_eq!((night.end(), night.vehicle_codes()), (91_000, vec![]));
}
