//! Signed loads per stop.

use super::{compiled, join};
use crate::oracle::settings;
use routewright::problem::Problem;
use routewright::schedule::load_profile;
use routewright::solver::{Scope, Solver};
use routewright::units::Money;
use serde_json::json;

/// One task of the stops a, b, c with these loads, on a vehicle of that capacity.
fn task(loads: [i64; 3], capacity: i64) -> Problem {
    let mut problem = compiled(|json| settings(json)["loadCapacities"] = json!({"box": capacity}));
    join(&mut problem, &[3]);
    for (stop, load) in problem.stops.iter_mut().zip(loads) {
        stop.loads = vec![load];
    }
    problem.prepare();
    problem
}

fn excess(problem: &Problem) -> i64 {
    load_profile(problem, &problem.days[0], &[0, 1, 2]).excess
}

#[test]
fn a_task_of_three_stops_loads_and_unloads_on_its_way() {
    // On board 0, 4, 6, 1: the last one goes home.
    assert_eq!(excess(&task([4, 2, -5], 5)), 1);
    // Three too few: on board 3, 7, 0, 2.
    assert_eq!(excess(&task([4, -7, 2], 5)), 2);
    // From the depot all the way: 6, 5, 3, 0.
    assert_eq!(excess(&task([-1, -2, -3], 5)), 1);
    assert_eq!(
        load_profile(&task([-1, -2, -3], 9), &task([0; 3], 9).days[0], &[0, 1, 2]).shortage,
        0
    );
}

#[test]
fn the_search_knows_what_such_a_task_carries() {
    for (loads, most) in [([4, 2, -5], 6), ([4, -7, 2], 7), ([-1, -2, -3], 6), ([-2, 9, 0], 9)] {
        for capacity in [most, most - 1] {
            let problem = task(loads, capacity);
            let scope = Scope { tasks: vec![0], days: vec![0], ..Scope::default() };
            let mut solver = Solver::new(&problem, scope);
            solver.finish(&problem);
            let fits = solver.score().absent_weight == 0;
            assert_eq!(fits, capacity == most, "{loads:?} in {capacity}");
        }
    }
}

#[test]
fn a_service_does_not_count_towards_the_least_load() {
    let problem = compiled(|json| {
        settings(json)["minLoadCapacities"] = json!({"box": 700});
        json["orders"]["a"]["isService"] = json!(true);
        for order in ["a", "b"] {
            json["orders"][order]["loads"] = json!({"box": 300});
        }
    });
    let scope = Scope { tasks: vec![0, 1], days: vec![0], ..Scope::default() };
    let mut solver = Solver::new(&problem, scope);
    solver.finish(&problem);
    // All rates are 0; the delivery brings 300 of the 700.
    assert_eq!(solver.score().cost, Money::hundredths(400));
}
