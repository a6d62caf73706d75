//! Documented defects (FEATURES section 12) that concern a snapshot: both readings are accepted,
//! and a warning comes only where one of them had to lose.

use super::{base, check, found, issues, set, warnings, with, without};
use routewright::date::Date;
use routewright::model::EligibilityType;
use serde_json::{Value, json};

const STEP: &str = "/routes/v1-20151204/steps/1";
const ENDS: [&str; 2] = ["/routes/v1-20151204/steps/0", "/routes/v1-20151204/steps/2"];

fn one(code: u16, path: &str) -> Vec<(u16, String)> {
    vec![(code, path.to_owned())]
}

#[test]
fn def_01_depots_sent_as_regions() {
    let depots = base()["depots"].clone();
    let mut snapshot = without("/depots");
    set(&mut snapshot, "/regions", depots.clone());
    snapshot["vehicles"]["v1"]["settings"].as_object_mut().unwrap().shift_remove("regionIds");
    let valid = check(&snapshot).expect("valid");
    let ids = |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
    let given = depots.as_object().unwrap();
    assert_eq!(valid.snapshot.depots.keys().cloned().collect::<Vec<_>>(), ids(given));
    assert!(valid.snapshot.regions.is_empty());
    assert_eq!(warnings(&snapshot), one(100, "regions"));
    assert_eq!((&valid.document["depots"], valid.document.get("regions")), (&depots, None));
    // With a polygon somewhere, or with depots beside, they are regions, and lack theirs.
    let mut mixed = snapshot.clone();
    set(&mut mixed, "/regions/r1", json!({"poly": [[0, 0], [0, 9], [9, 0]]}));
    assert!(found(&mixed).contains(&(100, "regions[d1].poly".to_owned())));
    assert_eq!(
        found(&with("/regions", given.clone().into()))[0],
        (100, "regions[d1].poly".to_owned())
    );
}

#[test]
fn def_02_reasons_and_status_reasons() {
    for name in ["reasons", "statusReasons"] {
        let valid = check(&with(&format!("/territory/{name}"), json!(["Absent recipient"])));
        assert_eq!(valid.expect("valid").snapshot.territory.status_reasons, ["Absent recipient"]);
    }
    let mut both = with("/territory/reasons", json!([]));
    set(&mut both, "/territory/statusReasons", json!([]));
    assert_eq!(found(&both), one(104, "territory.reasons"));
}

#[test]
fn def_05_and_06_ends_with_minus_one_zero_or_nothing() {
    for pointer in ENDS {
        for name in ["arrivalSec", "startSec", "endSec"] {
            for value in [json!(-1), json!(0), json!(null), json!(35_235)] {
                assert_eq!(issues(&with(&format!("{pointer}/{name}"), value)), []);
            }
            let mut snapshot = with(&format!("{pointer}/{name}"), json!(0));
            let step = snapshot.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
            step.shift_remove(name);
            assert_eq!(issues(&snapshot), []);
        }
    }
}

#[test]
fn def_07_to_11_times_that_contradict_each_other() {
    // Idle is no difference of the others, service no difference of start and end, drives anywhere.
    for (name, value) in [
        ("idleTimeSec", 2_082),
        ("startSec", 28_848),
        ("endSec", 28_000),
        ("driveToNextSec", -1),
        ("distanceToNextMt", -1),
        ("perStopTimeSec", 0),
    ] {
        assert_eq!(issues(&with(&format!("{STEP}/{name}"), json!(value))), []);
    }
}

#[test]
fn def_12_eligibility_without_a_type() {
    let date = |text| Date::parse(text).unwrap();
    let read = |value| {
        let mut snapshot = with("/orders/o1/eligibility", value);
        set(&mut snapshot, "/orders/o1/delivery/timeWindowExceptions", json!({}));
        check(&snapshot).expect("valid").snapshot.orders["o1"].eligibility.clone()
    };
    let on = read(json!({ "on": "20151204" }));
    assert_eq!((on.kind, on.on_dates), (EligibilityType::On, vec![date("20151204")]));
    let on = read(json!({ "on": ["20151204", "20151205"] }));
    assert_eq!(on.on_dates, [date("20151204"), date("20151205")]);
    let by = read(json!({ "by": "20151204" }));
    assert_eq!((by.kind, by.by_date), (EligibilityType::By, Some(date("20151204"))));
    for any in
        [json!({ "any": true }), json!({}), json!(null), json!({ "type": "any", "onDates": [] })]
    {
        assert_eq!(read(any).kind, EligibilityType::Any);
    }
    // Dates of another type are ignored (DOM-062).
    let any = read(json!({ "type": "any", "onDates": ["20151204"] }));
    assert!(any.allows(date("20170101")));
}

#[test]
fn def_13_date_against_the_date_in_the_id() {
    let snapshot = with("/routes/v1-20151204/date", json!("20151203"));
    assert_eq!(warnings(&snapshot), one(100, "routes[v1-20151204].date"));
    let valid = check(&snapshot).expect("valid");
    let date = valid.snapshot.routes["v1-20151204"].date;
    assert_eq!(date, Date::parse("20151203"));
    assert_eq!(
        valid.warnings[0].message,
        "routes[v1-20151204].date is not the date of the route id, 20151204: 20151203 counts"
    );
}

#[test]
fn def_19_exceptions_in_both_spellings() {
    let windows = json!({ "20151204": [{ "startSec": 3_600, "endSec": 7_200 }] });
    for name in ["timeWindowExceptions", "timeWindowsExceptions"] {
        let valid = check(&with(&format!("/orders/o3/delivery/{name}"), windows.clone()));
        let valid = valid.expect("valid");
        let step = valid.snapshot.orders["o3"].delivery.as_ref().unwrap();
        assert_eq!(step.windows_on(Date::parse("20151204").unwrap())[0].start_sec, 3_600);
        assert_eq!(step.windows_on(Date::parse("20151205").unwrap()), []);
    }
    let both = with("/orders/o1/delivery/timeWindowsExceptions", json!({}));
    assert_eq!(found(&both), one(104, "orders[o1].delivery.timeWindowsExceptions"));
}

#[test]
fn def_22_and_24_proofs_of_delivery_and_tracked_maps() {
    let proof = json!({ "sec": 36_813, "latLng": null, "text": "J", "token": "t" });
    let tracking = json!({
        "driverId": null,
        "vehicleId": "v1",
        "timeInSec": 31_718,
        "timeOutSec": -1,
        "status": null,
        "statusSec": -1,
        "trackedLoadMap": { "kg": { "latLng": [33_817_872, -87_266_893], "timeSec": 3_900, "value": 1_900 } },
        "trackedCustomFieldMap": { "f": { "timeSec": 4_200, "value": "ABCD" } },
        "pods": {
            "signatures": { "customer": proof },
            "pictures": { "picture-1": proof },
            "audios": { "a": proof },
            "note": proof,
            "barcodes": [{ "sec": 35_330, "barcode": "1", "barcodeStatus": "SCANNED" }]
        }
    });
    let valid = check(&with(&format!("{STEP}/trackingData"), tracking)).expect("valid");
    let step = &valid.snapshot.routes["v1-20151204"].steps[1];
    let tracking = step.tracking_data.as_ref().unwrap();
    assert_eq!((tracking.time_in_sec, tracking.time_out_sec), (Some(31_718), None));
    assert_eq!(tracking.pods.as_ref().unwrap().audios["a"].sec, 36_813);
    assert_eq!(tracking.tracked_load_map.as_ref().unwrap()["kg"].value, 1_900);
}

#[test]
fn def_25_null_empty_and_missing_all_mean_none() {
    for pointer in [ENDS[0], STEP, ENDS[1]] {
        for name in ["displayLabel", "trackingLink", "violations", "trackingData"] {
            for value in [json!(null), json!("")] {
                let snapshot = with(&format!("{pointer}/{name}"), value);
                let valid = check(&snapshot).unwrap_or_else(|issues| panic!("{name}: {issues:?}"));
                assert!(valid.snapshot.routes["v1-20151204"].steps[0].violations.is_empty());
            }
        }
    }
    let valid = check(&with(&format!("{}/orderId", ENDS[0]), json!(""))).expect("valid");
    assert_eq!(valid.snapshot.routes["v1-20151204"].steps[0].order_id, None);
    let route = "/routes/v1-20151204";
    for name in ["driverId", "trackingData", "vehicleViolations", "date", "vehicleId", "revision"] {
        assert_eq!(issues(&with(&format!("{route}/{name}"), json!(null))), [], "{name}");
        assert_eq!(issues(&without(&format!("{route}/{}", "driverId"))), []);
    }
}

#[test]
fn def_27_negative_setup_is_none() {
    let mut snapshot = with("/depots/d1/setupCost", json!(-1));
    set(&mut snapshot, "/depots/d1/setupTimeSec", json!(-1));
    set(&mut snapshot, "/regions/r1/enterCost", json!(-1));
    set(&mut snapshot, "/regions/r1/enterTimeSec", json!(-1));
    let valid = check(&snapshot).expect("valid");
    assert_eq!(valid.warnings, []);
    let (depot, region) = (&valid.snapshot.depots["d1"], &valid.snapshot.regions["r1"]);
    assert_eq!((depot.setup_cost, depot.setup_time_sec), (0, 0));
    assert_eq!((region.enter_cost, region.enter_time_sec), (0, 0));
}

#[test]
fn def_29_of_a_driver_the_current_moments_win_over_the_history() {
    let entry = |kind: &str, action: &str, sec: i64| {
        let fix = (action == "upsert").then(|| json!({"sec": sec}));
        json!({"eventType": kind, "action": action, "fix": fix})
    };
    let read = |current: Option<Value>, history: Value| {
        let mut driver = json!({"history": history});
        if let Some(current) = current {
            driver["current"] = current;
        }
        let tracking = json!({"driversTrackingData": {"p": driver}});
        let valid = check(&with("/routes/v1-20151204/trackingData", tracking)).expect("valid");
        let route = &valid.snapshot.routes["v1-20151204"];
        let own = route.tracking_data.as_ref().unwrap().drivers_tracking_data["p"].current.clone();
        (own.departure.map(|fix| fix.sec), own.arrival.map(|fix| fix.sec))
    };
    let log = json!([
        entry("departure", "upsert", 28_800),
        entry("departure", "upsert", 29_000),
        entry("arrival", "upsert", 50_000)
    ]);
    // As in the documents' example, 32 329 beside a history of 28 800.
    let given = json!({"departure": {"sec": 32_329}, "arrival": null});
    assert_eq!(read(Some(given), log.clone()), (Some(32_329), None));
    assert_eq!(read(None, log.clone()), (Some(29_000), Some(50_000)));
    let mut taken_back = log;
    taken_back.as_array_mut().unwrap().push(entry("departure", "delete", 0));
    assert_eq!(read(None, taken_back), (None, None));
}

#[test]
fn def_30_loads_are_never_rescaled() {
    let valid = check(&with("/orders/o1/loads/people", json!(2))).expect("valid");
    assert_eq!(valid.snapshot.orders["o1"].loads["people"], 2);
}

#[test]
fn def_31_a_location_without_address() {
    let valid = check(&without("/orders/o1/delivery/location/address")).expect("valid");
    assert_eq!(valid.warnings, []);
}

#[test]
fn def_36_a_route_without_arrival_or_departure() {
    let mut snapshot = base();
    let steps = snapshot.pointer_mut("/routes/v1-20151204/steps").unwrap().as_array_mut().unwrap();
    steps.pop();
    steps.remove(0);
    assert_eq!(issues(&snapshot), []);
}

#[test]
fn load_keys_that_become_equal_add_up_or_the_last_wins() {
    let valid =
        check(&with("/orders/o1/loads", json!({ "Kg": 1, "kg ": 2, "m3": 4 }))).expect("valid");
    assert_eq!(valid.snapshot.orders["o1"].loads["kg"], 3);
    let warning = &valid.warnings[0];
    assert_eq!(
        (u16::from(warning.error_code), warning.message.as_str()),
        (104, "orders[o1].loads[kg ] is the same load key as another, kg: they add up")
    );
    let snapshot = with("/vehicles/v1/settings/loadCapacities", json!({ "KG": 1, "kg": 2 }));
    let valid = check(&snapshot).expect("valid");
    let settings = valid.snapshot.vehicles["v1"].settings.as_ref().unwrap();
    assert_eq!(settings.load_capacities["kg"], 2);
    assert_eq!(warnings(&snapshot), one(104, "vehicles[v1].settings.loadCapacities[kg]"));
}
