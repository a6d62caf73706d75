//! SEMANTICS 1 and 2: drives, windows, departure, breaks.

use super::{delivery, route, settings, times, with};
use crate::support::oracle::travel;
use routewright::model::StepType::{
    Arrival, Brk, CloseOut, Delivery, Departure, Depot, Preparation,
};
use serde_json::json;

#[test]
fn the_documents_own_chain_comes_out_to_the_second() {
    // FEATURES ORA-01, with the drives of the documents' example as a matrix.
    let snapshot = with(|json| {
        settings(json)["preparationTimeSec"] = json!(600);
        delivery(json, "a")["serviceTimeSec"] = json!(600);
        delivery(json, "b")["serviceTimeSec"] = json!(900);
        json["travel"]["durationsSec"] =
            json!([0, 2318, 0, 0, 0, 0, 2917, 0, 48, 0, 0, 0, 0, 0, 0, 0]);
    });
    let route = route(&snapshot, &["a", "b"]);
    assert_eq!(
        times(&route),
        [
            (Departure, -1, -1, 28_800),
            (Preparation, 28_800, 28_800, 29_400), // + 600
            (Delivery, 31_718, 31_718, 32_318),    // + 2318, + 600
            (Delivery, 35_235, 35_235, 36_135),    // + 2917, + 900
            (Arrival, 36_183, 36_183, -1),         // + 48
        ]
    );
    assert!(route.steps.iter().all(|step| step.idle_time_sec == 0));
    let drives: Vec<i64> = route.steps.iter().map(|step| step.drive_to_next_sec).collect();
    assert_eq!(drives, [0, 2318, 2917, 48, 0]);
    let stops: Vec<i64> = route.steps.iter().map(|step| step.stop_idx).collect();
    assert_eq!(stops, [0, -1, 1, 2, 3]);
    let labels: Vec<Option<&str>> =
        route.steps.iter().map(|step| step.display_label.as_deref()).collect();
    assert_eq!(labels, [Some(""), None, Some("1.1"), Some("1.2"), Some("")]);
}

#[test]
fn parking_comes_before_arrival_once_per_new_place_and_not_at_the_departure_depot() {
    let snapshot = with(|json| {
        settings(json)["perStopTimeSec"] = json!(60);
        settings(json)["perStopCost"] = json!(7);
        delivery(json, "a")["location"]["latLng"] = json!([0, 0]); // at the depot's coordinates
        delivery(json, "c")["location"]["latLng"] = json!([0, 2]); // where b is
    });
    let route = route(&snapshot, &["a", "b", "c"]);
    assert_eq!(
        times(&route),
        [
            (Departure, -1, -1, 28_800),
            (Delivery, 28_800, 28_800, 28_900),
            (Delivery, 29_860, 29_860, 29_960), // drive 900, parking 60
            (Delivery, 29_960, 29_960, 30_060), // same place
            (Arrival, 30_960, 30_960, -1),
        ]
    );
    let parking: Vec<i64> = route.steps.iter().map(|step| step.per_stop_time_sec).collect();
    assert_eq!(parking, [0, 0, 60, 0, 0]);
    let stops: Vec<i64> = route.steps.iter().map(|step| step.stop_idx).collect();
    assert_eq!(stops, [0, 0, 1, 1, 2]);
    assert_eq!(route.cost_breakdown.map(|cost| cost.per_stop), Some(7));
}

#[test]
fn avoidable_idle_time_is_removed_by_leaving_later_only_where_it_costs() {
    let window = |json: &mut serde_json::Value| {
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 36_000, "endSec": 40_000}]);
    };
    let free = route(&with(window), &["a"]);
    // Arrives at 28 800 + 600 and waits 6 600 s.
    assert_eq!(times(&free)[1], (Delivery, 29_400, 36_000, 36_100));
    let dear = with(|json| {
        window(json);
        settings(json)["idleTimeCost"] = json!(1);
    });
    assert_eq!(times(&route(&dear, &["a"]))[0], (Departure, -1, -1, 35_400)); // 36 000 − 600
    let fixed = with(|json| {
        window(json);
        settings(json)["idleTimeCost"] = json!(1);
        settings(json)["flexStartTime"] = json!(false);
    });
    assert_eq!(times(&route(&fixed, &["a"]))[0], (Departure, -1, -1, 28_800));
}

#[test]
fn least_overrun_comes_before_least_idle_time() {
    // a at 36 000–36 100 at best, so c at 36 600, 100 s after its window: the same for every
    // departure up to 35 400, of which the last waits least; later ones are later still.
    let snapshot = with(|json| {
        settings(json)["idleTimeCost"] = json!(3_600);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 36_000, "endSec": 40_000}]);
        delivery(json, "c")["timeWindows"] = json!([{"startSec": 30_000, "endSec": 36_500}]);
    });
    let late = route(&snapshot, &["a", "c"]);
    assert_eq!(times(&late)[0], (Departure, -1, -1, 35_400));
    assert_eq!(times(&late)[2], (Delivery, 36_600, 36_600, 36_700));
    assert_eq!(late.steps[2].violations, [routewright::model::StepViolation::Tw]);
}

#[test]
fn of_several_windows_the_earliest_moment_in_any_counts_and_exceptions_replace_them() {
    let snapshot = with(|json| {
        delivery(json, "a")["timeWindows"] =
            json!([{"startSec": 50_000, "endSec": 50_000}, {"startSec": 20_000, "endSec": 29_399}]);
        delivery(json, "b")["timeWindows"] = json!([{"startSec": 0, "endSec": 0}]);
        delivery(json, "b")["timeWindowExceptions"] = json!({"20260105": []});
    });
    let route = route(&snapshot, &["a", "b"]);
    // Arrives at 29 400, one second after the second window: the first opens for one second.
    assert_eq!(times(&route)[1], (Delivery, 29_400, 50_000, 50_100));
    assert!(route.steps[2].violations.is_empty());
}

#[test]
fn drives_are_scaled_by_the_speed_factor_and_enter_regions_unscaled() {
    let snapshot = with(|json| {
        settings(json)["speedFactor"] = json!(130);
        // a and b on its edges, c and the depot outside.
        json["regions"] = json!({"r": {
            "poly": [[-5, 1], [5, 1], [5, 2], [-5, 2]], "enterTimeSec": 40, "enterCost": 250,
        }});
    });
    let route = route(&snapshot, &["a", "b", "c"]);
    // 60 000 / 130 = 461.54 → 462 + 40 to a on the near edge; 30 000 / 130 = 230.77 → 231
    // from inside to b; 20 000 / 130 = 153.8 → 154 out; 120 000 / 130 = 923.08 → 923 home.
    let drives: Vec<i64> = route.steps.iter().map(|step| step.drive_to_next_sec).collect();
    assert_eq!(drives, [502, 231, 154, 923, 0]);
    let distances: Vec<i64> = route.steps.iter().map(|step| step.distance_to_next_mt).collect();
    assert_eq!(distances, [5_000, 2_000, 1_500, 10_000, 0]);
    assert_eq!(route.cost_breakdown.map(|cost| cost.region_enter), Some(250));
}

#[test]
fn an_open_start_begins_at_the_first_stop_and_an_open_end_ends_at_the_last() {
    let snapshot = with(|json| {
        settings(json)["departureDepotId"] = json!(null);
        settings(json)["arrivalDepotId"] = json!(null);
        settings(json)["preparationTimeSec"] = json!(500);
        settings(json)["closeOutTimeSec"] = json!(500);
        settings(json)["perStopTimeSec"] = json!(30);
    });
    assert_eq!(
        times(&route(&snapshot, &["a", "b"])),
        [
            (Departure, -1, -1, 28_800),
            (Delivery, 28_830, 28_830, 28_930), // parking only
            (Delivery, 29_260, 29_260, 29_360), // 300 + 30
            (Arrival, 29_360, 29_360, -1),
        ]
    );
}

#[test]
fn an_overnight_route_passes_midnight() {
    let snapshot = with(|json| {
        settings(json)["timeWindow"] = json!({"startSec": 80_000, "endSec": 100_000});
        settings(json)["closeOutTimeSec"] = json!(300);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 90_000, "endSec": 91_000}]);
    });
    assert_eq!(
        times(&route(&snapshot, &["a"])),
        [
            (Departure, -1, -1, 80_000),
            (Delivery, 80_600, 90_000, 90_100),
            (CloseOut, 90_700, 90_700, 91_000),
            (Arrival, 91_000, 91_000, -1),
        ]
    );
}

#[test]
fn set_up_is_due_on_every_return_to_a_depot_but_not_at_the_first_stop() {
    let snapshot = with(|json| {
        json["depots"]["h"]["setupTimeSec"] = json!(120);
        json["depots"]["h"]["setupCost"] = json!(33);
        json["orders"]["a"]["delivery"] = json!({"depotId": "h", "serviceTimeSec": 10});
    });
    // a is at the depot: first no set-up; then b, the reload with set-up, c.
    let route = route(&snapshot, &["a", "b", "@h", "c"]);
    assert_eq!(
        times(&route),
        [
            (Departure, -1, -1, 28_800),
            (Delivery, 28_800, 28_800, 28_810),
            (Delivery, 29_710, 29_710, 29_810), // + 900
            (Depot, 30_710, 30_710, 30_830),    // + 900, set-up 120
            (Delivery, 32_030, 32_030, 32_130), // + 1200
            (Arrival, 33_330, 33_330, -1),
        ]
    );
    assert_eq!(route.cost_breakdown.map(|cost| cost.depot_setup), Some(33));
}

#[test]
fn a_break_is_due_only_if_the_route_ends_after_its_start() {
    // Without it the route ends at 28 800 + 600 + 100 + 600 = 30 100.
    let ending = |start: i64| {
        let snapshot = with(|json| {
            settings(json)["breaks"] =
                json!([{"durationSec": 900, "startSec": start, "endSec": 40_000}]);
        });
        times(&route(&snapshot, &["a"]))
    };
    assert!(ending(30_100).iter().all(|(kind, ..)| *kind != Brk));
    // One second earlier it is taken. It would wait wherever it stands; driving home begins after
    // it in any case; the earliest E: the last gap, free at 29 500, waits until 30 099.
    // Before the first drive: 30 099 + 900 + 600 + 100 + 600 = 32 299; last gap: 31 599.
    assert_eq!(
        ending(30_099),
        [
            (Departure, -1, -1, 28_800),
            (Delivery, 29_400, 29_400, 29_500),
            (Brk, 29_500, 30_099, 30_999),
            (Arrival, 31_599, 31_599, -1),
        ]
    );
}

#[test]
fn a_break_absorbs_waiting_at_the_place_of_the_step_after_it() {
    let snapshot = with(|json| {
        settings(json)["idleTimeCost"] = json!(0);
        settings(json)["perStopTimeSec"] = json!(50);
        settings(json)["flexStartTime"] = json!(false);
        settings(json)["breaks"] =
            json!([{"durationSec": 900, "startSec": 29_450, "endSec": 29_450}]);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 31_000, "endSec": 31_000}]);
    });
    // Before driving it would wait 650 s for 29 450 and end at 30 350: a at 31 000 exactly (600 +
    // 50): no overrun, as early as after driving, and an earlier place.
    let route = route(&snapshot, &["a"]);
    assert_eq!(
        times(&route)[..3],
        [
            (Departure, -1, -1, 28_800),
            (Brk, 28_800, 29_450, 30_350),
            (Delivery, 31_000, 31_000, 31_100)
        ]
    );
    assert_eq!(route.steps[1].drive_to_next_sec, 600);
    assert_eq!(route.steps[0].drive_to_next_sec, 0);
    assert_eq!(route.steps[1].idle_time_sec, 0);
}

#[test]
fn a_break_after_driving_gives_the_step_its_end_as_arrival() {
    let snapshot = with(|json| {
        settings(json)["perStopTimeSec"] = json!(50);
        settings(json)["flexStartTime"] = json!(false);
        settings(json)["breaks"] =
            json!([{"durationSec": 900, "startSec": 29_450, "endSec": 29_450}]);
        // One second before what a break before driving allows.
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 30_900, "endSec": 30_999}]);
    });
    let route = route(&snapshot, &["a"]);
    assert_eq!(
        times(&route)[..3],
        [
            (Departure, -1, -1, 28_800),
            (Brk, 29_450, 29_450, 30_350),
            (Delivery, 30_350, 30_900, 31_000)
        ]
    );
    assert_eq!(route.steps[0].drive_to_next_sec, 600);
    assert_eq!(route.steps[2].per_stop_time_sec, 50);
    assert_eq!(route.steps[2].idle_time_sec, 550);
}

#[test]
fn a_break_without_room_is_late_by_as_little_as_possible() {
    // Service of 10 000 s at a from 29 400 on: before driving at 28 800, before service at 29 400,
    // after it at 39 400. Window [28 000, 28 790]: 10 s late before driving.
    let snapshot = with(|json| {
        settings(json)["breaks"] =
            json!([{"durationSec": 60, "startSec": 28_000, "endSec": 28_790}]);
        delivery(json, "a")["serviceTimeSec"] = json!(10_000);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 0, "endSec": 29_400}]);
    });
    // It is not due: every D is after its end. So nothing is late.
    assert!(times(&route(&snapshot, &["a"])).iter().all(|(kind, ..)| *kind != Brk));
    let due = with(|json| {
        settings(json)["preparationTimeSec"] = json!(600);
        settings(json)["flexStartTime"] = json!(false);
        settings(json)["breaks"] =
            json!([{"durationSec": 60, "startSec": 28_000, "endSec": 29_390}]);
    });
    // D = 28 800 ≤ 29 390, but preparation lasts until 29 400: 10 s late at the first place.
    assert_eq!(times(&route(&due, &["a"]))[2], (Brk, 29_400, 29_400, 29_460));
}

#[test]
fn leaving_after_a_breaks_window_avoids_it_where_that_is_cheaper() {
    let snapshot = with(|json| {
        settings(json)["breakTimeCost"] = json!(1);
        settings(json)["breaks"] =
            json!([{"durationSec": 60, "startSec": 28_000, "endSec": 30_000}]);
    });
    // At the window's start it would be due and cost money: D = 30 001 is free.
    assert_eq!(times(&route(&snapshot, &["a"]))[0], (Departure, -1, -1, 30_001));
}

#[test]
fn two_breaks_may_share_a_gap_in_the_order_of_their_starts() {
    let snapshot = with(|json| {
        settings(json)["arrivalDepotId"] = json!(null);
        settings(json)["flexStartTime"] = json!(false);
        settings(json)["breaks"] = json!([
            {"durationSec": 100, "startSec": 29_000, "endSec": 29_000},
            {"durationSec": 50, "startSec": 28_850, "endSec": 28_900},
        ]);
        delivery(json, "a")["timeWindows"] = json!([{"startSec": 29_700, "endSec": 29_700}]);
    });
    // Both must lie before the drive: 28 850–28 900, then 29 000–29 100, arrival 29 700.
    assert_eq!(
        times(&route(&snapshot, &["a"])),
        [
            (Departure, -1, -1, 28_800),
            (Brk, 28_800, 28_850, 28_900),
            (Brk, 28_900, 29_000, 29_100),
            (Delivery, 29_700, 29_700, 29_800),
            (Arrival, 29_800, 29_800, -1),
        ]
    );
}

#[test]
fn the_estimate_has_two_speeds() {
    // One degree of the equator: 6 371 008.8 × π / 180 = 111 195.08 m, × 1.3 = 144 553.6 → 144 554.
    let (sec, mt) = travel::estimate([0, 0], [0, 1_000_000], None, None);
    assert_eq!(mt, 144_554);
    assert_eq!(sec, 5_788); // 800 + 138 554 × 0.036 = 5 787.94
    // 0.04°: 4 447.80 × 1.3 = 5 782.14 → 5 782 m; × 2 / 15 = 770.93 → 771 s.
    assert_eq!(travel::estimate([0, 0], [0, 40_000], None, None), (771, 5_782));
    // 36 km/h = 10 m/s, no detour: 4 448 m in 444.8 → 445 s.
    assert_eq!(travel::estimate([0, 0], [0, 40_000], Some(36.0), Some(1.0)), (445, 4_448));
}

#[test]
fn reloads_the_end_and_an_open_start_enter_no_region() {
    let snapshot = with(|json| {
        // Around the depot only.
        json["regions"] = json!({"r": {
            "poly": [[-5, -5], [5, -5], [5, 0], [-5, 0]], "enterTimeSec": 40, "enterCost": 250,
        }});
        // At the depot, as an order step: it does enter.
        json["orders"]["c"]["delivery"] = json!({"depotId": "h"});
    });
    let reloading = route(&snapshot, &["a", "@h", "b"]);
    let drives = |route: &routewright::model::Route| -> Vec<i64> {
        route.steps.iter().map(|step| step.drive_to_next_sec).collect()
    };
    assert_eq!(drives(&reloading), [600, 600, 900, 900, 0]);
    assert_eq!(reloading.cost_breakdown.map(|cost| cost.region_enter), Some(0));
    let delivering = route(&snapshot, &["a", "c", "b"]);
    assert_eq!(drives(&delivering), [600, 640, 900, 900, 0]);
    assert_eq!(delivering.cost_breakdown.map(|cost| cost.region_enter), Some(250));
    let open = with(|json| {
        json["regions"] = json!({"r": {
            "poly": [[-5, 1], [5, 1], [5, 2], [-5, 2]], "enterTimeSec": 40, "enterCost": 250,
        }});
        settings(json)["departureDepotId"] = json!(null);
    });
    assert_eq!(drives(&route(&open, &["a"])), [0, 600, 0]);
}

#[test]
fn depots_are_places_too_but_nobody_parks_there() {
    let snapshot = with(|json| {
        settings(json)["perStopTimeSec"] = json!(60);
        settings(json)["perStopCost"] = json!(100);
        json["depots"]["h"]["setupTimeSec"] = json!(120);
        // c at the depot, b at the depot's coordinates but not as a depot.
        json["orders"]["c"]["delivery"] = json!({"depotId": "h", "serviceTimeSec": 10});
        delivery(json, "b")["location"]["latLng"] = json!([0, 0]);
    });
    // a is new; c is new, a return with set-up; b is at the same place; the reload likewise.
    let own = route(&snapshot, &["a", "c", "b", "@h", "a"]);
    let stops: Vec<i64> = own.steps.iter().map(|step| step.stop_idx).collect();
    assert_eq!(stops, [0, 1, 2, 2, 2, 3, 4]);
    let parking: Vec<i64> = own.steps.iter().map(|step| step.per_stop_time_sec).collect();
    assert_eq!(parking, [0, 60, 0, 0, 0, 60, 0]);
    let lasting: Vec<i64> =
        own.steps[1..6].iter().map(|step| step.end_sec - step.start_sec).collect();
    assert_eq!(lasting, [100, 130, 100, 0, 100]);
    assert_eq!(own.cost_breakdown.map(|cost| cost.per_stop), Some(200));
    let labels: Vec<Option<&str>> =
        own.steps.iter().map(|step| step.display_label.as_deref()).collect();
    let expected = [Some(""), Some("1.1"), Some("1.2"), Some("1.3"), None, Some("1.4"), Some("")];
    assert_eq!(labels, expected);
}
