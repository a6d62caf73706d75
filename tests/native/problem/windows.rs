//! Windows that bind the start of service or its completion.

use super::{compiled, evaluated, visits};
use crate::oracle::delivery;
use routewright::check::{Breach, breaches};
use routewright::model::{ReasonCode, StepViolation};
use routewright::problem::{Binds, Problem};
use serde_json::json;

/// Stop b binds the completion, in that window.
fn until(start: i64, end: i64) -> Problem {
    let mut problem = compiled(|json| {
        delivery(json, "b")["timeWindows"] = json!([{"startSec": start, "endSec": end}]);
    });
    problem.stops[1].binds = Binds::Completion;
    problem.prepare();
    problem
}

fn late(problem: &Problem) -> Vec<Breach> {
    let evaluation = evaluated(problem, &[0, 1]);
    breaches(problem, &problem.days[0], &[0, 1], &evaluation)
}

#[test]
fn the_completion_lies_in_the_window() {
    // b is reached at 28 800 + 600 + 100 + 300 = 29 800 and takes 100 s.
    assert_eq!(late(&until(29_000, 29_900)), []);
    let found = late(&until(29_000, 29_860));
    assert_eq!(found.len(), 1);
    let expected = (ReasonCode::Step(StepViolation::Tw), Some(40), Some(1));
    assert_eq!((found[0].code, found[0].by, found[0].item), expected);
    // It may start when the window opens, no sooner.
    assert_eq!(visits(&evaluated(&until(30_000, 30_100), &[0, 1]))[1][1..], [30_000, 30_100]);
}

#[test]
fn a_window_shorter_than_the_service_is_always_late() {
    let problem = until(30_000, 30_070);
    // Not before it opens all the same; 30 100 is 30 s after its end.
    assert_eq!(visits(&evaluated(&problem, &[0, 1]))[1][1..], [30_000, 30_100]);
    assert_eq!(late(&problem)[0].by, Some(30));
}

#[test]
fn the_set_up_of_a_depot_is_part_of_what_is_completed() {
    for (end, by) in [(30_400, None), (30_390, Some(10))] {
        let mut problem = compiled(|json| {
            json["depots"]["h"]["setupTimeSec"] = json!(200);
            *delivery(json, "b") = json!({"depotId": "h", "serviceTimeSec": 100,
                "timeWindows": [{"startSec": 0, "endSec": end}]});
        });
        problem.stops[1].binds = Binds::Completion;
        problem.prepare();
        // Back at h at 28 800 + 600 + 100 + 600 = 30 100, then 100 + 200.
        assert_eq!(visits(&evaluated(&problem, &[0, 1]))[1], [30_100, 30_100, 30_400]);
        assert_eq!(late(&problem).first().and_then(|found| found.by), by);
    }
}
