//! Departures and arrivals: working time, history, work outside it.

use super::*;
use routewright::model::{DriverTracking, StepViolation, VehicleViolation};

fn deletion(kind: &str, id: &str) -> Value {
    let mut event = driver(kind, id, 0);
    event["data"] = Value::Null;
    event
}

fn tracked(route: &Route, id: &str) -> DriverTracking {
    route.tracking_data.as_ref().expect("a registry").drivers_tracking_data[id].clone()
}

/// Current departure and arrival.
fn current(events: &[Value]) -> (Option<i64>, Option<i64>) {
    let own = tracked(&route_after(events), "p").current;
    (own.departure.map(|fix| fix.sec), own.arrival.map(|fix| fix.sec))
}

#[test]
fn exe_30_and_34_a_departure_sets_when_work_begins() {
    let route = route_after(&[driver("departure", "p", 29_000)]);
    // 200 s later than planned.
    assert_eq!(ends(&route), (29_000, 31_600));
    assert_eq!(visits(&route)[0], ("a", 29_600, 29_600, 29_700));
    let own = tracked(&route, "p");
    let entries: Vec<_> =
        own.history.iter().map(|one| (one.event_type.as_str(), one.action.as_str())).collect();
    assert_eq!(entries, [("departure", "upsert")]);
    // Before the working window: 28 700 < 28 800.
    let early = route_after(&[driver("departure", "p", 28_700)]);
    assert_eq!(early.vehicle_violations, [VehicleViolation::Tws]);
}

#[test]
fn exe_31_an_arrival_needs_a_departure_before_it() {
    let valid = day(|_| {});
    assert!(tried(&valid, &[driver("arrival", "p", 31_000)]).is_err());
    let before = [driver("departure", "p", 28_800), driver("arrival", "p", 28_799)];
    assert!(tried(&valid, &before).is_err());
    let of_another = [driver("departure", "q", 28_800), driver("arrival", "p", 31_000)];
    assert!(tried(&valid, &of_another).is_err());
    let right = [driver("departure", "p", 28_800), driver("arrival", "p", 31_000)];
    assert_eq!(current(&right), (Some(28_800), Some(31_000)));
}

#[test]
fn exe_32_null_takes_back_a_departure_with_its_arrival() {
    let log = [driver("departure", "p", 28_900), driver("arrival", "p", 31_000)];
    let without_arrival = [log.to_vec(), vec![deletion("arrival", "p")]].concat();
    assert_eq!(current(&without_arrival), (Some(28_900), None));
    let without_both = [log.to_vec(), vec![deletion("departure", "p")]].concat();
    assert_eq!(current(&without_both), (None, None));
    let route = route_after(&without_both);
    let last = tracked(&route, "p").history.pop().expect("an entry");
    assert_eq!((last.action.as_str(), last.fix), ("delete", None));
    // What is left is timed as planned again.
    assert_eq!(ends(&route).0, 28_800);
}

#[test]
fn exe_33_of_several_drivers_the_latest_without_an_arrival_counts() {
    let d = |events: &[Value]| ends(&route_after(events)).0;
    let both = [driver("departure", "p", 28_900), driver("departure", "q", 28_850)];
    assert_eq!(d(&both), 28_900);
    let relieved = [both.to_vec(), vec![driver("arrival", "p", 30_000)]].concat();
    assert_eq!(d(&relieved), 28_850);
    let over = [relieved, vec![driver("arrival", "q", 30_000)]].concat();
    assert_eq!(d(&over), 28_900);
}

#[test]
fn owb_a_step_outside_the_working_time_of_its_driver() {
    let own = |mut event: Value, id: &str| {
        event["driverId"] = id.into();
        event
    };
    let codes =
        |events: &[Value], order: &str| step_of(&route_after(events), order).violations.clone();
    let begun = driver("departure", "p", 29_401);
    // 29 400 is a second too early; of a driver who reported nothing nothing is known.
    assert_eq!(
        codes(&[begun.clone(), own(at("timeIn", "a", 29_400), "p")], "a"),
        [StepViolation::Owb]
    );
    assert_eq!(codes(&[begun.clone(), own(at("timeIn", "a", 29_401), "p")], "a"), []);
    assert_eq!(codes(&[begun.clone(), own(at("timeIn", "a", 29_400), "q")], "a"), []);
    // Without a driver the only one of the route counts, but not one of two.
    assert_eq!(codes(&[begun.clone(), at("timeIn", "a", 29_400)], "a"), [StepViolation::Owb]);
    let two = [begun.clone(), driver("departure", "q", 29_500), at("timeIn", "a", 29_400)];
    assert_eq!(codes(&two, "a"), []);
    // 29 950 + 100 is after 30 049.
    let ended = [begun, driver("arrival", "p", 30_049), at("timeIn", "b", 29_950)];
    assert_eq!(codes(&ended, "b"), [StepViolation::Owb]);
}

#[test]
fn a_later_departure_begins_anew_and_sent_again_it_does_nothing() {
    let log = [
        driver("departure", "p", 28_800),
        driver("arrival", "p", 29_000),
        driver("departure", "p", 29_100),
    ];
    assert_eq!(current(&log), (Some(29_100), None));
    let valid = day(|_| {});
    let first = applied(&valid, &log);
    assert!(applied(&merged(&valid, &first), &log).routes.is_empty());
    // A deletion sent again does not delete what came after it.
    let log = [
        driver("departure", "p", 28_800),
        deletion("departure", "p"),
        driver("departure", "p", 28_900),
    ];
    let first = applied(&valid, &log);
    assert!(applied(&merged(&valid, &first), &log).routes.is_empty());
    assert_eq!(current(&log), (Some(28_900), None));
}
