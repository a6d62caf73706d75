//! Times, order and cost of a route of which something was executed (SEMANTICS 6.2, 6.8).

use super::*;
use crate::oracle::settings;
use crate::support::judged::evaluate_routes;
use routewright::model::{EvaluateRoutesRequest, StepViolation};

/// a from 29 450 to 29 700.
fn a_done() -> [Value; 2] {
    [at("timeIn", "a", 29_450), at("timeOut", "a", 29_700)]
}

fn after(events: &[Value], change: impl FnOnce(&mut Value)) -> Route {
    route_of(&applied(&day(change), events))
}

fn now(sec: i64) -> impl FnOnce(&mut Value) {
    move |json| json["now"] = json!({"date": "20260105", "sec": sec})
}

#[test]
fn exe_40_and_41_what_is_left_is_timed_from_what_has_happened() {
    let route = route_after(&a_done());
    // a keeps its plan; b 29 700 + 300, c + 100 + 200, home + 100 + 1 200.
    let expected = [
        ("a", 29_400, 29_400, 29_500),
        ("b", 30_000, 30_000, 30_100),
        ("c", 30_300, 30_300, 30_400),
    ];
    assert_eq!(visits(&route), expected);
    assert_eq!(effective(&route, "a"), Some((29_450, 29_700)));
    assert_eq!(effective(&route, "b"), None);
    assert_eq!(ends(&route), (28_800, 31_600));
}

#[test]
fn exe_42_what_was_executed_comes_first_by_actual_start() {
    let first_b = [at("timeIn", "b", 29_700), at("timeOut", "b", 29_800)];
    let route = route_after(&first_b);
    // From b to a 300, service 100, to c 500, service 100, home 1 200.
    let expected = [
        ("b", 29_800, 29_800, 29_900),
        ("a", 30_100, 30_100, 30_200),
        ("c", 30_700, 30_700, 30_800),
    ];
    assert_eq!(visits(&route), expected);
    assert_eq!(ends(&route), (28_800, 32_000));
    let departure = of_kind(&route, StepType::Departure);
    assert_eq!((departure.drive_to_next_sec, departure.distance_to_next_mt), (900, 8_000));
    let labels: Vec<_> = ["b", "a", "c"]
        .map(|order| step_of(&route, order))
        .map(|step| (step.display_label.clone().unwrap_or_default(), step.stop_idx))
        .into();
    assert_eq!(labels, [("1.1".into(), 1), ("1.2".into(), 2), ("1.3".into(), 3)]);
    // Then c, and a before both: the actual starts decide, not the order of the events.
    let then =
        [first_b.to_vec(), vec![at("timeOut", "c", 30_500), at("timeIn", "a", 29_300)]].concat();
    let route = route_after(&then);
    let order: Vec<_> = visits(&route).iter().map(|visit| visit.0).collect();
    assert_eq!(order, ["a", "b", "c"]);
}

#[test]
fn exe_43_a_step_in_progress_ends_after_its_service_and_nothing_arrives_before_now() {
    let begun = [at("timeIn", "a", 29_400)];
    let idle = |json: &mut Value| settings(json)["idleTimeCost"] = 3_600.into();
    assert_eq!(visits(&after(&begun, now(29_800)))[1], ("b", 29_800, 29_800, 29_900));
    let late = after(&begun, |json| {
        idle(json);
        now(30_000)(json);
    });
    // 200 s of standing still: 29 800 + 200, then 100 + 200 on to c.
    assert_eq!(visits(&late)[1..], [("b", 30_000, 30_000, 30_100), ("c", 30_300, 30_300, 30_400)]);
    assert_eq!(late.cost_breakdown.expect("a cost").idle, 200);
    // Home neither: 29 900 + 1 200 is before 40 000.
    let all = [at("timeIn", "a", 29_400), at("timeIn", "c", 29_700), at("timeIn", "b", 29_800)];
    assert_eq!(ends(&after(&all, now(40_000))), (28_800, 40_000));
    // Of a route without tracking data the present moves nothing.
    let untouched = day(now(30_000));
    let request = EvaluateRoutesRequest::default();
    let result = evaluate_routes(&untouched, &request, &Rules::default()).expect("evaluated");
    assert_eq!(visits(&result.routes[ROUTE])[0], ("a", 29_400, 29_400, 29_500));
}

fn brk(start: i64, end: i64) -> impl FnOnce(&mut Value) {
    move |json| {
        settings(json)["breaks"] = json!([{"startSec": start, "endSec": end, "durationSec": 600}]);
    }
}

fn breaks(route: &Route) -> Vec<(i64, i64)> {
    let steps = route.steps.iter().filter(|step| step.kind == StepType::Brk);
    steps.map(|step| (step.start_sec, step.end_sec)).collect()
}

#[test]
fn exe_44_a_break_is_still_due_unless_its_window_has_ended() {
    // Its window ends with a: taken at once, 29 700 to 30 300, then 300 to b.
    let route = after(&a_done(), brk(29_000, 29_700));
    assert_eq!(breaks(&route), [(29_700, 30_300)]);
    assert_eq!(visits(&route)[1], ("b", 30_600, 30_600, 30_700));
    // A second before: it falls away.
    let route = after(&a_done(), brk(29_000, 29_699));
    assert_eq!(breaks(&route), []);
    assert_eq!(visits(&route)[1], ("b", 30_000, 30_000, 30_100));
    // Nor does it begin before now, wherever it is taken: at b, where the vehicle is by then.
    let route = after(&a_done(), |json| {
        brk(29_000, 31_000)(json);
        now(30_100)(json);
    });
    assert_eq!(breaks(&route), [(30_100, 30_700)]);
    assert_eq!(visits(&route)[1], ("b", 30_700, 30_700, 30_800));
    // Where the window has closed since, it is late.
    let route = after(&a_done(), |json| {
        brk(29_000, 30_000)(json);
        now(30_100)(json);
    });
    assert_eq!(breaks(&route), [(30_100, 30_700)]);
}

#[test]
fn exe_44_a_break_planned_before_an_executed_step_stays() {
    let planned = |json: &mut Value| {
        brk(29_500, 31_000)(json);
        let pause = json!({"type": "brk", "arrivalSec": 29_500, "startSec": 29_500, "endSec": 30_100,
            "driveToNextSec": 300});
        let steps = json["routes"][ROUTE]["steps"].as_array_mut().expect("steps");
        steps[1]["driveToNextSec"] = 0.into();
        steps.insert(2, pause);
    };
    // b was reached without a break, as it seems; the plan of what lies before it is kept.
    let route = after(&[at("timeIn", "b", 29_800)], planned);
    assert_eq!(breaks(&route), [(29_500, 30_100)]);
    let kinds: Vec<_> = route.steps.iter().map(|step| step.kind).collect();
    use StepType::{Arrival, Brk, Delivery, Departure};
    assert_eq!(kinds, [Departure, Brk, Delivery, Delivery, Delivery, Arrival]);
    // From b (29 900) to a 300.
    assert_eq!(visits(&route)[1], ("a", 30_200, 30_200, 30_300));
    // With only a done the break lies ahead, and is timed anew: at 29 700.
    assert_eq!(breaks(&after(&a_done(), planned)), [(29_700, 30_300)]);
}

#[test]
fn exe_44_a_break_planned_before_an_executed_close_out_stays_and_none_is_due_after_it() {
    let planned = |json: &mut Value| {
        settings(json)["closeOutTimeSec"] = 300.into();
        brk(30_200, 33_000)(json);
        let pause = json!({"type": "brk", "arrivalSec": 30_200, "startSec": 30_200, "endSec": 30_800,
            "driveToNextSec": 1_200});
        let steps = json["routes"][ROUTE]["steps"].as_array_mut().expect("steps");
        steps[3]["driveToNextSec"] = 0.into();
        steps.insert(4, pause);
    };
    let close_out = json!({"type": "closeOutTimeIn", "vehicleId": "v", "date": "20260105", "data": {"sec": 31_500}});
    let all = [
        at("timeIn", "a", 29_400),
        at("timeIn", "b", 29_800),
        at("timeIn", "c", 30_300),
        close_out,
    ];
    // c was done at 30 400, 200 later than planned: the break would begin then if it were still to come.
    let route = after(&all, planned);
    assert_eq!(breaks(&route), [(30_200, 30_800)]);
    assert_eq!(ends(&route).1, 31_800);
    assert_eq!(breaks(&after(&all[..3], planned)), [(30_400, 31_000)]);
    // One that was not planned is not due: everything is done, whatever its window and however long the way home.
    let route = after(&all, |json| {
        settings(json)["closeOutTimeSec"] = 300.into();
        brk(30_200, 33_000)(json);
    });
    assert_eq!(breaks(&route), []);
}

#[test]
fn exe_44_breaks_before_a_step_that_was_executed_later_all_stay() {
    // The second one was looked for before the drive that the first follows, and not shown, but paid.
    let planned = |json: &mut Value| {
        settings(json)["breakTimeCost"] = 3_600.into();
        settings(json)["breaks"] = json!([
            {"startSec": 28_800, "endSec": 28_900, "durationSec": 100},
            {"startSec": 29_100, "endSec": 29_200, "durationSec": 100},
        ]);
        let pause = |start: i64, drive: i64| {
            json!({"type": "brk", "arrivalSec": 28_800, "startSec": start, "endSec": start + 100,
                "driveToNextSec": drive})
        };
        let steps = json["routes"][ROUTE]["steps"].as_array_mut().expect("steps");
        steps[0]["driveToNextSec"] = 0.into();
        steps.splice(1..1, [pause(28_800, 0), pause(29_100, 600)]);
    };
    let route = after(&[at("timeIn", "b", 29_400), at("timeIn", "a", 30_000)], planned);
    assert_eq!(breaks(&route), [(28_800, 28_900), (29_100, 29_200)]);
    let order: Vec<_> = visits(&route).iter().map(|visit| visit.0).collect();
    assert_eq!(order, ["b", "a", "c"]);
    assert_eq!(route.cost_breakdown.expect("a cost").break_time, 200);
}

#[test]
fn exe_44_windows_are_waited_for() {
    let route = after(&a_done(), |json| {
        json["orders"]["b"]["delivery"]["timeWindows"] =
            json!([{"startSec": 30_500, "endSec": 31_000}]);
    });
    assert_eq!(visits(&route)[1], ("b", 30_000, 30_500, 30_600));
    assert_eq!(step_of(&route, "b").idle_time_sec, 500);
}

#[test]
fn exe_45_lateness_is_a_violation_and_no_other_sequence() {
    let windows = |order: &'static str, end: i64| {
        move |json: &mut Value| {
            json["orders"][order]["delivery"]["timeWindows"] =
                json!([{"startSec": 29_000, "endSec": end}]);
        }
    };
    let late = after(&a_done(), windows("b", 29_999));
    assert_eq!(step_of(&late, "b").violations, [StepViolation::Tw]);
    assert_eq!(visits(&late)[1].0, "b");
    // What was executed goes by when it was: 29 450, not 29 400 as planned.
    assert_eq!(
        step_of(&after(&a_done(), windows("a", 29_449)), "a").violations,
        [StepViolation::Tw]
    );
    assert_eq!(step_of(&after(&a_done(), windows("a", 29_450)), "a").violations, []);
}

#[test]
fn the_cost_of_a_route_in_progress_counts_what_happened() {
    let rates = |json: &mut Value| {
        for name in ["drivingTimeCost", "idleTimeCost", "serviceTimeCost"] {
            settings(json)[name] = 3_600.into();
        }
    };
    // In hundredths per second: driving 600 + 300 + 200 + 1 200, service 250 + 100 + 100, and of
    // 31 600 − 28 800 the rest is idle: 2 800 − 2 300 − 450.
    let cost = after(&a_done(), rates).cost_breakdown.expect("a cost");
    assert_eq!((cost.driving, cost.service, cost.idle), (2_300, 450, 50));
    // a at 29 000: work of 2 600 s in 2 200 is no negative idle time.
    let early = after(&[at("timeIn", "a", 29_000)], rates).cost_breakdown.expect("a cost");
    assert_eq!((early.driving, early.service, early.idle), (2_300, 300, 0));
}

#[test]
fn exe_24_preparation_and_close_out_count_like_other_steps() {
    let depot = |kind: &str, sec: i64| json!({"type": kind, "vehicleId": "v", "date": "20260105", "data": {"sec": sec}});
    let both = |json: &mut Value| {
        settings(json)["preparationTimeSec"] = 600.into();
        settings(json)["closeOutTimeSec"] = 300.into();
    };
    // Out at 29 300 without in: 600 before. Then 600 to a.
    let route = after(&[depot("preparationTimeOut", 29_300)], both);
    let preparation = of_kind(&route, StepType::Preparation);
    let own = preparation.effective.expect("executed");
    assert_eq!((own.start_sec, own.end_sec), (28_700, 29_300));
    assert_eq!(visits(&route)[0], ("a", 29_900, 29_900, 30_000));
    assert!(preparation.tracking_data.is_some());
    // The close-out ends the work: in at 31 000 plus 300.
    let all = [
        at("timeIn", "a", 29_400),
        at("timeIn", "b", 29_800),
        at("timeIn", "c", 30_100),
        depot("closeOutTimeIn", 31_000),
    ];
    let route = after(&all, both);
    assert_eq!(ends(&route).1, 31_300);
    assert_eq!(
        of_kind(&route, StepType::CloseOut).effective.map(|own| own.start_sec),
        Some(31_000)
    );
    // Without the last event: 30 200 + 1 200 + 300.
    assert_eq!(ends(&after(&all[..3], both)).1, 31_700);
}

#[test]
fn exe_17_detected_times_count_only_with_the_option() {
    let events = [at("detectedTimeIn", "a", 29_450), at("detectedTimeOut", "a", 29_700)];
    assert_eq!(visits(&route_after(&events))[1], ("b", 29_800, 29_800, 29_900));
    let rules = Rules { detected_times: true, ..Rules::default() };
    let result = apply_execution_events(&day(|_| {}), &request(&events), &rules).expect("applied");
    assert_eq!(visits(&route_of(&result))[1], ("b", 30_000, 30_000, 30_100));
}

#[test]
fn a_reload_before_what_was_executed_stays_before_it() {
    let with_reload = |json: &mut Value| {
        let reload = json!({"type": "depot", "depotId": "h", "arrivalSec": 30_100, "startSec": 30_100,
            "endSec": 30_100});
        json["routes"][ROUTE]["steps"].as_array_mut().expect("steps").insert(2, reload);
    };
    let all = [at("timeIn", "a", 29_400), at("timeIn", "b", 31_000)];
    let route = after(&all, with_reload);
    let kinds: Vec<_> = route.steps.iter().map(|step| step.kind).collect();
    use StepType::{Arrival, Delivery, Departure, Depot};
    assert_eq!(kinds, [Departure, Delivery, Depot, Delivery, Delivery, Arrival]);
    // From b: 31 100 + 200.
    assert_eq!(visits(&route)[2].1, 31_300);
}

#[test]
fn a_reload_before_what_was_executed_first_after_all_comes_after_it() {
    // b before a, between which the vehicle was to reload: the route began with it, until the next
    // planning put it elsewhere.
    let with_reload = |json: &mut Value| {
        let reload = json!({"type": "depot", "depotId": "h", "arrivalSec": 30_100, "startSec": 30_100,
            "endSec": 30_100});
        json["routes"][ROUTE]["steps"].as_array_mut().expect("steps").insert(2, reload);
    };
    let route = after(&[at("timeIn", "b", 29_400), at("timeIn", "a", 31_000)], with_reload);
    let kinds: Vec<_> = route.steps.iter().map(|step| step.kind).collect();
    use StepType::{Arrival, Delivery, Departure, Depot};
    assert_eq!(kinds, [Departure, Delivery, Delivery, Depot, Delivery, Arrival]);
    // From a, left at 31 100, 600 to the depot and 1 200 to c.
    assert_eq!(visits(&route)[2], ("c", 32_900, 32_900, 33_000));
}

#[test]
fn times_from_events_are_those_of_an_evaluation() {
    let valid = day(|json| {
        now(29_900)(json);
        brk(29_000, 31_000)(json);
    });
    let result = applied(&valid, &a_done());
    let request = EvaluateRoutesRequest::default();
    let evaluated = evaluate_routes(&merged(&valid, &result), &request, &Rules::default());
    assert_eq!(evaluated.expect("evaluated").routes[ROUTE], result.routes[ROUTE]);
}

#[test]
fn what_cannot_be_driven_any_more_keeps_its_plan() {
    let no_leg = |json: &mut Value| json["travel"]["durationsSec"][11] = (-1).into();
    // From b to c (row 2, column 3) there is no way: b is timed, c and home keep their times.
    let route = after(&a_done(), no_leg);
    assert_eq!(visits(&route)[1..], [("b", 30_000, 30_000, 30_100), ("c", 30_100, 30_100, 30_200)]);
    assert_eq!(step_of(&route, "b").drive_to_next_sec, -1);
    assert_eq!(ends(&route), (28_800, 31_400));
    // Sent again it changes nothing.
    let valid = day(no_leg);
    let first = applied(&valid, &a_done());
    assert!(applied(&merged(&valid, &first), &a_done()).routes.is_empty());
}

#[test]
fn exe_18_a_step_that_ends_before_it_begins_is_worth_a_warning() {
    let reported = [at("timeIn", "a", 29_500), at("timeOut", "a", 29_450)];
    let result = applied(&day(|_| {}), &reported);
    assert_eq!(effective(&route_of(&result), "a"), Some((29_500, 29_500)));
    assert_eq!(result.warnings[0].path, format!("routes[{ROUTE}].steps[1].trackingData"));
    // Of two sources likewise, where both count.
    let mixed = [at("timeIn", "a", 29_500), at("detectedTimeOut", "a", 29_450)];
    assert!(applied(&day(|_| {}), &mixed).warnings.is_empty());
    let rules = Rules { detected_times: true, ..Rules::default() };
    let result = apply_execution_events(&day(|_| {}), &request(&mixed), &rules).expect("applied");
    assert_eq!(effective(&route_of(&result), "a"), Some((29_500, 29_500)));
    assert_eq!(result.warnings.len(), 1);
}
