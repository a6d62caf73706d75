//! A stop of one route waits for a stop of another.

use super::{compiled, visits};
use crate::oracle::settings;
use routewright::check::early_starts;
use routewright::model::{ReasonCode, StepViolation};
use routewright::problem::{Problem, StopIdx, Wait};
use routewright::schedule::{Evaluation, Scheduler};
use routewright::solver::{Scope, Solver};
use serde_json::json;

const fn wait(stop: StopIdx, precursor: StopIdx) -> Wait {
    Wait { stop, precursor, handover: None }
}

/// The base with a vehicle `w` like `v` (days 0 and 1), and these waits.
fn waiting(idle_rate: i64, waits: &[Wait]) -> Problem {
    let mut problem = compiled(|json| {
        settings(json)["idleTimeCost"] = json!(idle_rate);
        json["vehicles"]["w"] = json["vehicles"]["v"].clone();
    });
    problem.waits = waits.to_vec();
    problem.prepare();
    problem
}

fn together(
    problem: &Problem,
    routes: &[(u32, &[StopIdx])],
) -> (Vec<Evaluation>, Vec<Option<i64>>) {
    let evaluations = Scheduler::default().evaluate_together(problem, routes);
    let early = early_starts(problem, routes, &evaluations);
    let code = ReasonCode::Step(StepViolation::Tw);
    assert!(early.iter().flatten().all(|breach| breach.code == code));
    (evaluations, early.iter().map(|own| own.first().and_then(|one| one.by)).collect())
}

#[test]
fn a_stop_waits_for_one_of_another_route() {
    for (idle_rate, departure) in [(0, 28_800), (3_600, 29_200)] {
        let problem = waiting(idle_rate, &[wait(0, 1)]);
        // b ends at 28 800 + 900 + 100 = 29 800; a is 600 s away, and waiting is avoided if it costs.
        let (routes, early) = together(&problem, &[(0, &[0, 2]), (1, &[1])]);
        assert_eq!(visits(&routes[0])[0], [departure + 600, 29_800, 29_900]);
        assert_eq!(routes[0].timing.departure, departure);
        assert_eq!(early, [None, None]);
    }
}

#[test]
fn a_stop_that_did_not_wait_is_told() {
    let problem = waiting(0, &[wait(0, 1)]);
    let mut scheduler = Scheduler::default();
    let routes: [(u32, &[StopIdx]); 2] = [(0, &[0]), (1, &[1])];
    let alone =
        routes.map(|(day, items)| scheduler.evaluate(&problem, &problem.days[day as usize], items));
    let early = early_starts(&problem, &routes, &alone);
    // 29 400 instead of 29 800.
    assert_eq!((early[0][0].by, early[0][0].item, early[1].len()), (Some(400), Some(0), 0));
}

#[test]
fn of_a_circle_the_first_route_does_not_wait() {
    let problem = waiting(0, &[wait(0, 1), wait(2, 0)]);
    let (routes, early) = together(&problem, &[(0, &[0]), (1, &[2, 1])]);
    // a 29 400–29 500; c, 1 200 s away, 30 000–30 100; b 30 300–30 400, after a has begun.
    assert_eq!(visits(&routes[1]), [[30_000, 30_000, 30_100], [30_300, 30_300, 30_400]]);
    assert_eq!(early, [Some(1_000), None]);
}

/// The sequences of the plan that the search finds, and the weight that it leaves out.
fn planned(problem: &Problem, scope: Scope) -> (Vec<(u32, Vec<StopIdx>)>, i64) {
    let mut solver = Solver::new(problem, scope);
    solver.finish(problem);
    for _ in 0..200 {
        solver.advance(problem, 512);
    }
    solver.finish(problem);
    let (routes, _) = solver.plan();
    let routes = routes.map(|(day, items)| (day, items.to_vec())).collect();
    (routes, solver.score().absent_weight)
}

#[test]
fn the_search_leaves_open_waits_alone() {
    let problem = waiting(0, &[wait(0, 1)]);
    let scope = Scope { tasks: vec![0, 1, 2], days: vec![0, 1], ..Scope::default() };
    let (routes, left_out) = planned(&problem, scope);
    // a and b, at 4 each; c is planned.
    assert_eq!((routes.len(), left_out), (1, 8));
    assert_eq!(routes[0].1, [2]);
    let initial = vec![(0, vec![0])];
    let scope = Scope { tasks: vec![2], days: vec![0], initial, ..Scope::default() };
    assert_eq!(planned(&problem, scope), (vec![(0, vec![0])], 4));
}

#[test]
fn the_search_keeps_an_agreed_handover() {
    for moment in [29_800, 35_000] {
        let mut problem = waiting(3_600, &[wait(0, 1)]);
        problem.agree(0, 0, moment);
        let scope = Scope { tasks: vec![0, 1, 2], days: vec![0, 1], ..Scope::default() };
        let (routes, left_out) = planned(&problem, scope);
        assert_eq!(left_out, 0);
        let routes: Vec<(u32, &[StopIdx])> =
            routes.iter().map(|(day, items)| (*day, items.as_slice())).collect();
        let (_, early) = together(&problem, &routes);
        assert!(early.iter().all(Option::is_none), "{routes:?}: {early:?}");
    }
    // b cannot end before 29 800.
    let mut problem = waiting(0, &[wait(0, 1)]);
    problem.agree(0, 0, 29_799);
    let scope = Scope { tasks: vec![0, 1, 2], days: vec![0, 1], ..Scope::default() };
    assert_eq!(planned(&problem, scope).1, 4);
}
