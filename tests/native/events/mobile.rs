//! `translateMobileEvents`: what phones report in the words of OptimoRoute's interface, up to the times
//! that follow.

use super::*;
use crate::support::judged::translate_mobile_events;
use routewright::model::MobileEventsResult;

/// 5 January 2026, 0:00 UTC, which is local time here: 20 458 days after 1970.
const MIDNIGHT: i64 = 20_458 * 86_400;

fn translated(valid: &Loaded, request: &Value) -> MobileEventsResult {
    let request = validate::mobile_events_request(request).expect("valid");
    translate_mobile_events(valid, &request)
}

fn issues(request: &Value) -> Vec<(u16, String)> {
    let issues = validate::mobile_events_request(request).expect_err("issues");
    issues.into_iter().map(|own| (own.error_code.into(), own.path)).collect()
}

fn warned(result: &MobileEventsResult) -> Vec<&str> {
    result.warnings.iter().map(|own| own.message.as_str()).collect()
}

/// What comes of it, each event as it says itself to be.
fn told(result: &MobileEventsResult) -> Vec<String> {
    let text = |event: &Value| {
        let of = event["orderId"].as_str().or(event["driverId"].as_str()).expect("of something");
        let step = event["orderStepType"].as_str().map(|step| format!(" {step}"));
        let status = event["data"].get("status").map(|status| format!(" {status}"));
        let (step, status) = (step.unwrap_or_default(), status.unwrap_or_default());
        format!("{} {of}{step} {}{status}", event["type"].as_str().unwrap(), event["data"]["sec"])
    };
    result.events.iter().map(text).collect()
}

fn applied_all(valid: &Loaded, translated: &MobileEventsResult) -> ExecutionEventsResult {
    let events = translated.events.clone();
    let request = ExecutionEventsRequest { events, positions: vec![], strict: false };
    let result = apply_execution_events(valid, &request, &Rules::default()).expect("applied");
    let status = &result.data.processed;
    assert!(status.iter().all(|own| *own == ProcessedStatus::Ok), "{:?}", result.warnings);
    result
}

/// An event about an order (else none) at that second of the day.
fn mobile(event: &str, order: &str, sec: i64) -> Value {
    let (hour, minute, left) = (sec / 3_600, sec / 60 % 60, sec % 60);
    let local = format!("2026-01-05T{hour:02}:{minute:02}:{left:02}");
    json!({"event": event, "orderNo": order, "unixTimestamp": MIDNIGHT + sec, "localTime": local,
        "driverName": "Charlie", "driverSerial": "0011"})
}

/// The planned day, driven by Charlie.
fn charlies(change: impl FnOnce(&mut Value)) -> Loaded {
    day(|json| {
        json["drivers"]["p"] = json!({"name": "Charlie", "serial": "0011", "externalId": "x1"});
        json["vehicleDriverAssignments"] = json!({"20260105": {"v": "p"}});
        change(json);
    })
}

#[test]
fn exe_48_the_events_of_the_documents_move_what_is_to_come() {
    // Its day is 18 January 2018; ORD232 is the number of a, ORD771 the name of b.
    let valid = charlies(|json| {
        json["routes"] = json!({"v-20180118": json["routes"][ROUTE].take()});
        json["vehicleDriverAssignments"] = json!({"20180118": {"v": "p"}});
        json["orders"]["a"]["orderNo"] = json!("ORD232");
        json["orders"]["b"]["name"] = json!("ORD771");
    });
    let on_duty = json!({
        "unixTimestamp": 1_516_294_800, "utcTime": "2018-01-18T17:00:00",
        "localTime": "2018-01-18T09:00:00", "driverName": "Charlie", "driverSerial": "0011",
        "event": "on_duty",
    });
    let first = json!({
        "unixTimestamp": 1_516_296_030, "event": "success", "utcTime": "2018-01-18T17:20:30",
        "localTime": "2018-01-18T09:20:30", "driverName": "Charlie", "driverSerial": "0011",
        "orderNo": "ORD232", "orderId": "f7afe58fcddfcbf9f42620c79ebad7ff",
    });
    let second = json!({
        "unixTimestamp": 1_516_298_030, "event": "success", "utcTime": "2018-01-18T17:53:50",
        "localTime": "2018-01-18T09:53:50", "driverName": "Charlie", "driverSerial": "0011",
        "orderNo": "ORD771", "id": "04e7b09e993e8488024f46aaf9d8c72d",
    });
    let result = translated(&valid, &json!({"events": [second, on_duty, first]}));
    assert_eq!(result.warnings, []);
    // 9:20:30 and 9:53:50, in the order in which they happened.
    assert_eq!(
        told(&result),
        [
            "timeOut a delivery 33630",
            "statusUpdate a delivery 33630 \"done\"",
            "timeOut b delivery 35630",
            "statusUpdate b delivery 35630 \"done\"",
        ]
    );
    assert_eq!(result.events[0]["clientTs"], 1_516_296_030);
    assert_eq!(result.events[0]["driverId"], "p");
    assert_eq!(result.events[2]["date"], "20180118");
    let route = applied_all(&valid, &result).routes["v-20180118"].clone();
    // 100 s of service before each; then 200 s to c and 1 200 s home.
    assert_eq!(effective(&route, "a"), Some((33_530, 33_630)));
    assert_eq!(effective(&route, "b"), Some((35_530, 35_630)));
    assert_eq!(visits(&route)[2], ("c", 35_830, 35_830, 35_930));
    assert_eq!(ends(&route).1, 37_130);
}

#[test]
fn exe_48_a_route_begins_and_ends_with_its_driver() {
    let valid = charlies(|_| {});
    let events = json!([
        mobile("end_route", "", 31_500),
        mobile("start_route", "", 29_000),
        mobile("start_service", "a", 29_700),
        mobile("failed", "a", 29_750),
        mobile("off_duty", "", 31_600),
    ]);
    let result = translated(&valid, &json!({ "events": events }));
    assert_eq!(result.warnings, []);
    assert_eq!(
        told(&result),
        [
            "departure p 29000",
            "timeIn a delivery 29700",
            "timeOut a delivery 29750",
            "statusUpdate a delivery 29750 \"reschedule\"",
            "arrival p 31500",
        ]
    );
    // At the depot.
    assert_eq!(result.events[0]["data"]["latLng"], json!([0, 0]));
    let route = route_of(&applied_all(&valid, &result));
    assert_eq!(effective(&route, "a"), Some((29_700, 29_750)));
    // 300 s from a to b.
    assert_eq!(visits(&route)[1], ("b", 30_050, 30_050, 30_150));
}

#[test]
fn exe_48_a_changed_start_moves_what_is_to_come_until_the_route_starts() {
    let valid = charlies(|_| {});
    // The evening before, the driver puts off the start from 8:00 to 8:30.
    let mut changed = mobile("start_time_changed", "", 0);
    changed["unixTimestamp"] = json!(MIDNIGHT - 14_400);
    changed["localTime"] = json!("2026-01-04T20:00:00");
    changed["plannedStartTime"] =
        json!({"unixTimestamp": MIDNIGHT + 30_600, "localTime": "2026-01-05T08:30:00"});
    let result = translated(&valid, &json!({ "events": [changed] }));
    assert_eq!(told(&result), ["departure p 30600"]);
    assert_eq!(result.events[0]["clientTs"], MIDNIGHT - 14_400);
    let applied = applied_all(&valid, &result);
    // 600 s from the depot to a.
    assert_eq!(visits(&route_of(&applied))[0], ("a", 31_200, 31_200, 31_300));
    // That the route started counts for more, whenever the two become known.
    let started = json!({"events": [mobile("start_route", "", 30_000), changed]});
    for before in [&valid, &merged(&valid, &applied)] {
        let result = translated(before, &started);
        assert_eq!(told(&result), ["departure p 30600", "departure p 30000"]);
        let route = route_of(&applied_all(before, &result));
        assert_eq!(visits(&route)[0], ("a", 30_600, 30_600, 30_700));
    }
}

#[test]
fn exe_48_after_midnight_a_route_goes_on() {
    // Until 10:00 at most, twelve hours after its planned end.
    let valid = charlies(|json| {
        let steps = json["routes"][ROUTE]["steps"].as_array_mut().expect("steps");
        steps.last_mut().expect("arrival")["arrivalSec"] = json!(79_200);
    });
    let mut event = mobile("success", "c", 0);
    event["localTime"] = json!("2026-01-06T00:30:00.250");
    event["unixTimestamp"] = json!(MIDNIGHT + 88_200);
    let mut last = mobile("end_route", "", 0);
    last["localTime"] = json!("2026-01-06T01:00:00");
    last["unixTimestamp"] = json!(MIDNIGHT + 90_000);
    let mut other = mobile("start_route", "", 0);
    other["localTime"] = json!("2026-01-06T10:00:01");
    other["unixTimestamp"] = json!(MIDNIGHT + 122_401);
    let result = translated(&valid, &json!({"events": [event, last, other]}));
    assert_eq!(
        warned(&result),
        ["events[2].driverSerial is of no driver with a route on that date: left out"]
    );
    // 24 h 30 min, 25 h.
    assert_eq!(told(&result)[0], "timeOut c delivery 88200");
    assert_eq!(told(&result)[2], "arrival p 90000");
}

#[test]
fn exe_48_an_order_with_two_steps_is_picked_up_and_then_delivered() {
    let valid = charlies(|json| {
        json["orders"]["b"]["pickup"] = json["orders"]["a"]["delivery"].take();
        json["orders"]["a"]["delivery"] = json["orders"]["b"]["delivery"].clone();
        let steps = &mut json["routes"][ROUTE]["steps"];
        let mut pickup = steps[1].take();
        pickup["type"] = json!("pickup");
        pickup["orderId"] = json!("b");
        let (departure, delivery) = (steps[0].take(), steps[2].take());
        *steps = json!([departure, pickup, delivery, {"type": "arrival", "arrivalSec": 30_800}]);
    });
    let events = json!({"events": [
        mobile("success", "b", 36_000),
        mobile("start_service", "b", 35_700),
        mobile("success", "b", 32_400),
        mobile("start_service", "b", 32_100),
    ]});
    let result = translated(&valid, &events);
    let expected = [
        "timeIn b pickup 32100",
        "timeOut b pickup 32400",
        "statusUpdate b pickup 32400 \"done\"",
        "timeIn b delivery 35700",
        "timeOut b delivery 36000",
        "statusUpdate b delivery 36000 \"done\"",
    ];
    assert_eq!(told(&result), expected);
    let applied = applied_all(&valid, &result);
    // Home from b: 900 s.
    assert_eq!(ends(&route_of(&applied)).1, 36_900);
    // Sent again they mean the same steps, and change nothing.
    let after = merged(&valid, &applied);
    let again = translated(&after, &events);
    assert_eq!(told(&again), expected);
    assert!(applied_all(&after, &again).routes.is_empty());
}

#[test]
fn exe_48_what_concerns_nothing_is_left_out_with_a_warning() {
    let valid = charlies(|json| {
        json["orders"]["a"]["name"] = json!("twice");
        json["orders"]["b"]["orderNo"] = json!("twice");
        json["orders"]["e"] = json["orders"]["a"].clone();
        json["orders"]["e"]["name"] = json!("free");
    });
    let mut nobody = mobile("start_route", "", 29_000);
    nobody["driverName"] = json!("Nobody");
    nobody["driverSerial"] = json!("");
    let mut early = mobile("success", "a", 29_000);
    early["localTime"] = json!("2026-01-04T23:00:00");
    let result = translated(
        &valid,
        &json!({"events": [
            mobile("success", "nowhere", 29_001),
            mobile("success", "twice", 29_002),
            mobile("success", "free", 29_003),
            mobile("success", "", 29_004),
            nobody,
            early,
            mobile("start_time_changed", "", 29_005),
            mobile("dance", "", 29_006),
            mobile("success", "c", 30_200),
        ]}),
    );
    assert_eq!(
        told(&result),
        ["timeOut c delivery 30200", "statusUpdate c delivery 30200 \"done\""]
    );
    assert_eq!(
        warned(&result),
        [
            "events[6].plannedStartTime is missing: left out",
            "events[7].event is not a known event: left out",
            "events[4].driverName is of no driver with a route: left out",
            "events[5].localTime is not of the days of the route: left out",
            "events[0].orderNo is of no order: left out",
            "events[1].orderNo is of several orders: left out",
            "events[2].orderNo is of an order that is on no route: left out",
            "events[3].orderNo is missing: left out",
        ]
    );
}

#[test]
fn exe_48_what_is_malformed_is_told_at_once() {
    assert_eq!(
        issues(&json!({"events": [
            {"event": 5, "localTime": "2026-01-05T25:00:00"},
            {"unixTimestamp": 1.5},
            {"event": "success"},
            {"event": "success", "utcTime": "yesterday", "localTime": "2026-01-05T09:00:00",
                "orderId": 7},
            {"event": "start_time_changed", "localTime": "2026-01-05T09:00:00", "plannedStartTime": {}},
            {"event": "success", "utcTime": "2026-01-05T09:00:00", "orderId": "a", "id": "a"},
        ], "updates": [{"data": {"status": "perhaps"}}], "tag": "x"})),
        [
            (100, "events[0].event".to_owned()),
            (100, "events[0].localTime".to_owned()),
            (100, "events[1].unixTimestamp".to_owned()),
            (100, "events[1].event".to_owned()),
            (100, "events[2].unixTimestamp".to_owned()),
            (100, "events[3].orderId".to_owned()),
            (100, "events[3].utcTime".to_owned()),
            (100, "events[4].plannedStartTime.unixTimestamp".to_owned()),
            (104, "events[5].id".to_owned()),
            (100, "updates[0].data.status".to_owned()),
            (100, "updates[0].orderNo".to_owned()),
            (100, "tag".to_owned()),
        ]
    );
}

/// The updates of the documents, whose last two are no JSON as they stand there (FEATURES DEF-74).
fn documented_updates() -> Value {
    json!([
        {"orderNo": "ORD001", "data": {"status": "failed",
            "startTime": {"unixTimestamp": 1_604_264_327}, "endTime": {"unixTimestamp": 1_604_264_397}}},
        {"orderNo": "ORD99", "data": {"status": "success",
            "startTime": {"utcTime": "2020-11-01T21:44:15"}, "endTime": {"utcTime": "2020-11-01T21:48:25"}}},
        {"orderNo": "ORD55", "data": {"status": "scheduled"}},
        {"orderNo": "ORD56", "data": {"status": "servicing", "startTime": {"unixTimestamp": 1_692_186_190}}},
        {"orderNo": "XXXYZ", "data": {"status": "cancelled"}},
        {"id": "84e5e94d341dc637ff77b56ea96cb8e3", "data": {"status": "on_route"}},
    ])
}

#[test]
fn exe_49_local_time_is_needed_where_no_zones_are_known() {
    assert_eq!(
        issues(&json!({"updates": documented_updates()})),
        [
            (100, "updates[0].data.startTime.localTime".to_owned()),
            (100, "updates[0].data.endTime.localTime".to_owned()),
            (100, "updates[1].data.startTime.localTime".to_owned()),
            (100, "updates[1].data.endTime.localTime".to_owned()),
            (100, "updates[3].data.startTime.localTime".to_owned()),
        ]
    );
}

#[test]
fn exe_49_the_states_of_the_documents_move_what_is_to_come() {
    // Its day is 1 November 2020, one hour before Chicago's local time of the response.
    let valid = charlies(|json| {
        json["territory"]["statusReasons"] = json!(["Nobody there", "Cancelled by customer"]);
        json["routes"] = json!({"v-20201101": json["routes"][ROUTE].take()});
        json["now"] = json!({"date": "20201101", "sec": 61_000});
        json["orders"]["a"]["name"] = json!("ORD001");
        json["orders"]["b"]["name"] = json!("ORD99");
        json["orders"]["c"]["name"] = json!("XXXYZ");
    });
    let mut updates = documented_updates();
    for (at, name, local) in [
        (0, "startTime", "2020-11-01T15:58:47"),
        (0, "endTime", "2020-11-01T15:59:57"),
        (1, "startTime", "2020-11-01T16:44:15"),
        (1, "endTime", "2020-11-01T16:48:25"),
        (3, "startTime", "2023-08-16T06:43:10"),
    ] {
        updates[at]["data"][name]["localTime"] = json!(local);
    }
    // By the name that the response has for it.
    let result = translated(&valid, &json!({ "orders": updates }));
    assert_eq!(
        told(&result),
        [
            "timeIn a delivery 57527",
            "timeOut a delivery 57597",
            "statusUpdate a delivery 57597 \"reschedule\"",
            "timeIn b delivery 60255",
            "timeOut b delivery 60505",
            "statusUpdate b delivery 60505 \"done\"",
            "statusUpdate c delivery 61000 \"reschedule\"",
        ]
    );
    assert_eq!(
        warned(&result),
        [
            "updates[3].orderNo is of no order: left out",
            "updates[2].orderNo is of no order: left out",
        ]
    );
    let stamps: Vec<_> = result.events.iter().map(|own| own["clientTs"].as_i64()).collect();
    assert_eq!(stamps[..3], [Some(1_604_264_327), Some(1_604_264_397), Some(1_604_264_397)]);
    // 1 November 2020 is day 18 567: 18 567 · 86 400 + 21 · 3 600 + 44 · 60 + 15.
    assert_eq!(stamps[3], Some(1_604_267_055));
    assert_eq!(stamps[6], None);
    assert_eq!(result.events[6]["data"]["statusReason"], "Cancelled by customer");
    let route = applied_all(&valid, &result).routes["v-20201101"].clone();
    assert_eq!(effective(&route, "a"), Some((57_527, 57_597)));
    assert_eq!(effective(&route, "b"), Some((60_255, 60_505)));
    // Its 100 s of service before what was reported; home from there takes 1 200 s.
    assert_eq!(effective(&route, "c"), Some((60_900, 61_000)));
    assert_eq!(ends(&route).1, 62_200);
}

#[test]
fn exe_49_scheduled_again_an_order_has_no_status_any_more() {
    let valid = charlies(|json| json["now"] = json!({"date": "20260105", "sec": 29_600}));
    let state = |status: &str| json!({"updates": [{"orderNo": "a", "data": {"status": status}}]});
    // Nothing to take back, and nothing happened yet.
    assert_eq!(told(&translated(&valid, &state("unscheduled"))), [""; 0]);
    assert_eq!(told(&translated(&valid, &state("on_route"))), [""; 0]);
    let served = translated(&valid, &state("success"));
    assert_eq!(told(&served), ["statusUpdate a delivery 29600 \"done\""]);
    let after = merged(&valid, &applied_all(&valid, &served));
    assert_eq!(effective(&after.snapshot.routes[ROUTE], "a"), Some((29_500, 29_600)));
    let back = translated(&after, &state("scheduled"));
    assert_eq!(told(&back), ["statusUpdate a delivery 29600 null"]);
    assert_eq!(effective(&route_of(&applied_all(&after, &back)), "a"), None);
}

#[test]
fn exe_49_what_has_no_time_needs_a_present_moment() {
    let valid = charlies(|_| {});
    let update = |order: &str, status: &str| json!({"orderNo": order, "data": {"status": status}});
    let result = translated(
        &valid,
        &json!({"updates": [update("a", "servicing"), update("b", "cancelled"),
            {"success": false, "orderNo": "c", "code": "ERR_ORD_NOT_FOUND"}]}),
    );
    assert_eq!(result.events, Vec::<Value>::new());
    assert_eq!(
        warned(&result),
        [
            "updates[2].data is missing: left out",
            "updates[0].data has no startTime: left out",
            "updates[1].data has no time, and the snapshot no now: left out",
        ]
    );
    // A service that goes on has only begun.
    let time = |text: &str| json!({"localTime": text});
    let result = translated(
        &valid,
        &json!({"updates": [{"id": "a", "data": {"status": "servicing",
            "startTime": time("2026-01-05T08:10:00"), "endTime": time("2026-01-05T08:12:00")}}]}),
    );
    assert_eq!(told(&result), ["timeIn a delivery 29400"]);
    // One that is on no clock of the world replaces whatever is recorded.
    assert_eq!(result.events[0].get("clientTs"), None);
}
