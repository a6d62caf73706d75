//! Times that are charged once per group of places.

use super::{compiled, evaluated, visits};
use crate::oracle::settings;
use routewright::problem::{Groups, Problem};
use routewright::schedule::cost_summary;
use serde_json::json;

#[test]
fn what_is_charged_per_place_is_charged_per_group() {
    let mut problem = compiled(|json| {
        settings(json)["perStopTimeSec"] = json!(30);
        settings(json)["perStopCost"] = json!(7);
    });
    // Locations h, a, b, c: a and b belong together, where checking in takes 60 s.
    problem.groups = Groups::new(vec![0, 1, 1, 2], vec![0, 60]);
    problem.prepare();
    let route = evaluated(&problem, &[0, 1, 2]);
    // a: 28 800 + 600 + 30 + 60; b: + 100 + 300; c: + 100 + 200 + 30.
    let expected = [[29_490, 29_490, 29_590], [29_890, 29_890, 29_990], [30_220, 30_220, 30_320]];
    assert_eq!(visits(&route), expected);
    assert_eq!(cost_summary(&route.parts).per_stop, 14);
    let parking: Vec<i64> = route.timeline.steps.iter().map(|step| step.parking).collect();
    assert_eq!(parking, [0, 90, 0, 30, 0]);
    // Stops are numbered by place all the same.
    let numbers: Vec<i64> = route.timeline.steps.iter().map(|step| step.stop_number).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4]);
    // Leaving the group and coming back is charged again.
    assert_eq!(cost_summary(&evaluated(&problem, &[0, 2, 1]).parts).per_stop, 21);
}

#[test]
fn a_depot_is_not_set_up_for_its_own_group() {
    let mut problem = compiled(|json| {
        json["depots"]["h"]["setupTimeSec"] = json!(200);
        json["depots"]["h"]["setupCost"] = json!(50);
        json["orders"]["b"]["delivery"] = json!({"depotId": "h", "serviceTimeSec": 100});
    });
    let cost = |problem: &Problem| cost_summary(&evaluated(problem, &[0, 1]).parts).depot_setup;
    assert_eq!(cost(&problem), 50);
    problem.groups = Groups::new(vec![0, 0, 1], Vec::new());
    problem.prepare();
    assert_eq!(cost(&problem), 0);
}
