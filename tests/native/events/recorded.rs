//! What is recorded of a step, and which of several events counts.

use super::*;
use routewright::model::StepTracking;

fn tracking(events: &[Value], order: &str) -> StepTracking {
    step_of(&route_after(events), order).tracking_data.clone().expect("tracking data")
}

#[test]
fn exe_01_all_types_are_recorded_in_both_spellings() {
    let image =
        json!({"id": "customer", "sec": 1, "text": "Ann", "mime": "image/png", "data": "AA=="});
    let sound = json!({"id": "s", "sec": 2, "mime": "audio/aac", "data": "AA==", "token": "t.aac"});
    let codes = json!({"barcodes": [{"sec": 3, "barcode": "12", "barcodeStatus": "SCANNED"}]});
    let note = json!({"sec": 4, "text": "Ring twice"});
    for prefixed in [true, false] {
        let name = |short: &str| match (prefixed, short.split_at(1)) {
            (true, (first, rest)) => format!("pod{}{rest}", first.to_uppercase()),
            (false, _) => short.to_owned(),
        };
        let own = tracking(
            &[
                event(&name("signature"), "a", image.clone()),
                event(&name("picture"), "a", image.clone()),
                event(&name("audio"), "a", sound.clone()),
                event(&name("barcodes"), "a", codes.clone()),
                event(&name("note"), "a", note.clone()),
            ],
            "a",
        );
        let pods = own.pods.expect("proofs");
        assert_eq!(pods.signatures["customer"].text.as_deref(), Some("Ann"));
        assert_eq!(pods.pictures["customer"].sec, 1);
        assert_eq!(pods.audios["s"].token.as_deref(), Some("t.aac"));
        assert_eq!(pods.barcodes[0].barcode, "12");
        assert_eq!(pods.note.expect("a note").text.as_deref(), Some("Ring twice"));
    }
    let own = tracking(
        &[
            event("timeIn", "a", json!({"sec": 29_400, "latLng": [1, 2]})),
            at("timeOut", "a", 29_500),
            at("detectedTimeIn", "a", 29_390),
            at("detectedTimeOut", "a", 29_510),
            event("statusUpdate", "a", json!({"sec": 29_505, "status": "done"})),
            event("loadTracking", "a", json!({"sec": 5, "trackedLoads": {" People ": 1_900}})),
            event(
                "customFieldTracking",
                "a",
                json!({"sec": 6, "trackedCustomFields": {"Seal": "ok"}}),
            ),
        ],
        "a",
    );
    assert_eq!((own.time_in_sec, own.time_in_lat_lng), (Some(29_400), Some([1, 2])));
    assert_eq!((own.time_out_sec, own.status_sec), (Some(29_500), Some(29_505)));
    assert_eq!(own.time_in_detected_sec, Some(29_390));
    assert_eq!(own.time_out_detected_sec, Some(29_510));
    let loads = own.tracked_load_map.expect("loads");
    assert_eq!((loads["people"].value, loads["people"].time_sec), (1_900, 5));
    assert_eq!(own.tracked_custom_field_map.expect("fields")["Seal"].value, "ok");
    assert_eq!((own.driver_id, own.vehicle_id.as_deref()), (None, Some("v")));
}

#[test]
fn exe_04_an_older_event_does_not_replace_a_newer_one() {
    let own = tracking(
        &[stamped(at("timeIn", "a", 29_400), 500), stamped(at("timeIn", "a", 29_300), 499)],
        "a",
    );
    assert_eq!(own.time_in_sec, Some(29_400));
    assert_eq!(own.client_ts.expect("timestamps")["timeIn"], 500);
    // As old as it: the later one in the list. Without a timestamp: likewise.
    for second in [stamped(at("timeIn", "a", 29_300), 500), at("timeIn", "a", 29_300)] {
        let own = tracking(&[stamped(at("timeIn", "a", 29_400), 500), second], "a");
        assert_eq!(own.time_in_sec, Some(29_300));
    }
    // Of another kind it is no older.
    let other = [stamped(at("timeIn", "a", 29_400), 500), stamped(at("timeOut", "a", 29_600), 10)];
    assert_eq!(tracking(&other, "a").time_out_sec, Some(29_600));
}

#[test]
fn exe_11_the_later_event_of_a_kind_replaces() {
    let mut second = event("timeIn", "a", json!({"sec": 29_450}));
    second["driverId"] = "q".into();
    let first = event("timeIn", "a", json!({"sec": 29_400, "latLng": [1, 2]}));
    let own = tracking(&[first, second], "a");
    assert_eq!((own.time_in_sec, own.time_in_lat_lng), (Some(29_450), None));
    assert_eq!(own.driver_id.as_deref(), Some("q"));
}

#[test]
fn exe_19_a_null_status_removes_it_and_the_step_is_open_again() {
    let done =
        event("statusUpdate", "a", json!({"sec": 29_505, "status": "done", "latLng": [1, 1]}));
    let removed = event("statusUpdate", "a", json!({"sec": 29_600, "status": null}));
    let own = tracking(&[done.clone(), removed.clone()], "a");
    assert_eq!((own.status, own.status_sec, own.status_lat_lng), (None, None, None));
    assert_eq!(effective(&route_after(std::slice::from_ref(&done)), "a"), Some((29_405, 29_505)));
    assert_eq!(effective(&route_after(&[done, removed]), "a"), None);
}

#[test]
fn exe_21_a_reason_is_kept_only_with_reschedule_and_if_it_is_listed() {
    let reason = |status: &str, reason: &str| {
        let data = json!({"sec": 1, "status": status, "statusReason": reason});
        tracking(&[event("statusUpdate", "a", data)], "a").status_reason
    };
    assert_eq!(reason("reschedule", "Nobody there").as_deref(), Some("Nobody there"));
    assert_eq!(reason("reschedule", "nobody there"), None);
    assert_eq!(reason("done", "Nobody there"), None);
}

#[test]
fn exe_23_tracked_loads_have_a_timestamp_each() {
    let load = |name: &str, value: i64| {
        event("loadTracking", "a", json!({"sec": 5, "trackedLoads": {name: value}}))
    };
    let events =
        [stamped(load("x", 100), 50), stamped(load("y", 200), 40), stamped(load("x", 300), 49)];
    let loads = tracking(&events, "a").tracked_load_map.expect("loads");
    // y is older than x, but the first of y; the second x is older than the first.
    assert_eq!((loads["x"].value, loads["y"].value), (100, 200));
}

#[test]
fn exe_07_coordinates_beyond_500_km_are_dropped_with_a_status_of_their_own() {
    let valid = day(|json| json["territory"]["center"] = json!([0, 0]));
    // A degree of latitude is 111.195 km: 4.49° are 499.3 km, 4.50° are 500.4 km.
    let near = event("timeIn", "a", json!({"sec": 29_400, "latLng": [4_490_000, 0]}));
    let far = event("timeOut", "a", json!({"sec": 29_500, "latLng": [4_500_000, 0]}));
    let codes = json!({"barcodes": [
        {"sec": 3, "barcode": "12", "barcodeStatus": "SCANNED", "latLng": [0, 90_000_000]}]});
    let result = applied(&valid, &[near, far, event("podBarcodes", "a", codes)]);
    let warned = ProcessedStatus::OkWarnLatlngOutOfBounds;
    assert_eq!(result.data.processed, [ProcessedStatus::Ok, warned, warned]);
    let route = route_of(&result);
    let own = step_of(&route, "a").tracking_data.as_ref().expect("tracking data");
    assert_eq!(own.time_in_lat_lng, Some([4_490_000, 0]));
    assert_eq!((own.time_out_sec, own.time_out_lat_lng), (Some(29_500), None));
    assert_eq!(own.pods.as_ref().expect("proofs").barcodes[0].lat_lng, None);
    assert_eq!(result.warnings.len(), 2);
    assert_eq!(result.warnings[0].path, "events[1].data.latLng");
}

/// The route with order a served for 600 s, as in the documents.
fn served_for_600(events: &[Value]) -> Route {
    let valid = day(|json| json["orders"]["a"]["delivery"]["serviceTimeSec"] = json!(600));
    route_of(&applied(&valid, events))
}

#[test]
fn ora_06_a_status_does_not_move_reported_times() {
    // The first example of "Send Execution Events".
    let status = event("statusUpdate", "a", json!({"sec": 36_863, "status": "done"}));
    let events = [at("timeIn", "a", 35_132), status, at("timeOut", "a", 36_875)];
    assert_eq!(effective(&served_for_600(&events), "a"), Some((35_132, 36_875)));
}

#[test]
fn ora_07_without_a_time_out_the_service_time_counts_and_not_the_status() {
    // In 34 526, + 600 of service; neither the status nor what was detected moves it.
    let status = event("statusUpdate", "a", json!({"sec": 35_912, "status": "done"}));
    let events = [at("timeIn", "a", 34_526), status, at("detectedTimeOut", "a", 35_935)];
    assert_eq!(effective(&served_for_600(&events), "a"), Some((34_526, 35_126)));
}
