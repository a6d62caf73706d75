//! Each ruin on stops along a straight road.

use super::related::{self, Group, MOST};
use super::route;
use crate::model::{LatLng, Missing, Travel};
use crate::problem::{StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::solver::Scope;
use crate::solver::improve::tests::Road;
use crate::solver::state::State;
use crate::travel::Legs;

/// Removes related tasks; what is absent then.
fn without_related(road: &mut Road, seed: StopIdx, count: usize, random: u64) -> Vec<TaskIdx> {
    let Road { problem, neighbours, places, state, .. } = road;
    let mut rng = Rng::new(random);
    related::remove(problem, neighbours, places, state, seed, count, &mut rng);
    let mut absent = state.absent.clone();
    absent.sort_unstable();
    absent
}

#[test]
fn tasks_are_related_by_where_when_and_how_large_they_are() {
    // A drive of so many seconds as metres: each is left when it is reached, 0 at 100.
    let places = [[100, 0], [110, 0], [100, 30], [60, 0], [100, 50]];
    let mut road = Road::new(&places, 9, &[&[0], &[1], &[2], &[3], &[4]]);
    for (task, size) in [(0, 5), (1, 9), (2, 5), (3, 7), (4, 13)] {
        road.problem.tasks[task].size = size;
    }
    let mut group = Group::default();
    group.ask(&road.problem, &road.neighbours, &road.places, &road.state, 0);
    group.ranked.sort_unstable();
    // 10, 30, 40 and 50 away they are nearest in that order: 0, 1, 2, 3 of 3. They are left 10, 30, 40 and
    // 50 later or earlier, of 50, and differ by 4, 0, 2 and 8 in size, of 8. Each part is rounded down.
    let related = |parts: [i64; 3]| 9 * parts[0] + 3 * parts[1] + 2 * parts[2];
    let expected = [
        (related([0, MOST / 5, MOST / 2]), 1),
        (related([MOST / 3, 3 * MOST / 5, 0]), 2),
        (related([2 * MOST / 3, 4 * MOST / 5, MOST / 4]), 3),
        (related([MOST, MOST, MOST]), 4),
    ];
    assert_eq!(group.ranked, expected);
}

#[test]
fn so_many_related_tasks_leave_whatever_their_routes() {
    // Six near one another on three routes, and two far away.
    let places =
        [[100, 0], [101, 0], [102, 0], [103, 0], [104, 0], [105, 0], [0, 9_000], [0, 9_001]];
    for random in 0..20 {
        let mut road = Road::new(&places, 9, &[&[0, 3], &[1, 4], &[2, 5], &[6, 7]]);
        let absent = without_related(&mut road, 2, 4, random);
        assert!(absent.len() <= 4 && absent.contains(&2), "{absent:?}");
    }
    let mut road = Road::new(&places, 9, &[&[0, 3], &[1, 4], &[2, 5], &[6, 7]]);
    // As many as there are: all of them.
    assert_eq!(without_related(&mut road, 2, 8, 1), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert!(road.state.tours.iter().all(|tour| tour.items.is_empty()));
}

#[test]
fn related_tasks_that_must_stay_do_so() {
    let places = [[100, 0], [110, 0], [120, 0]];
    let mut road = Road::new(&places, 9, &[&[0, 1], &[2]]);
    let (tasks, days) = (vec![2], vec![0, 1]);
    let (initial, start) = (vec![(0, vec![0, 1])], vec![(1, vec![2])]);
    let scope = Scope { tasks, days, initial, start, keep_sequence: true, ..Scope::default() };
    road.state = State::new(&road.problem, &scope);
    road.state.begin();
    assert_eq!(without_related(&mut road, 0, 3, 1), [2]);
    assert_eq!(road.state.tours[0].items, [0, 1]);
}

#[test]
fn related_tasks_without_which_a_tour_is_infeasible_stay() {
    // 1 is reached by way of 0 only: straight from the depot it takes longer than the day of 86 400 s.
    let mut road = Road::new(&[[10, 0], [20, 0], [30, 0]], 9, &[&[0, 1], &[2]]);
    let locations = road.problem.locations.clone();
    let drive = |from: LatLng, to: LatLng| match (from[0], to[0]) {
        (0, 20) => 90_000,
        _ => 10,
    };
    let drives = locations.iter().flat_map(|from| locations.iter().map(|to| drive(*from, *to)));
    let drives: Vec<i32> = drives.collect();
    let travel = Travel::Matrix {
        locations: locations.clone(),
        durations_sec: drives.clone(),
        distances_mt: drives,
        missing: Missing::Error,
    };
    road.problem.legs = Legs::compile(&travel, &locations);
    let start = vec![(0, vec![0, 1]), (1, vec![2])];
    let scope = Scope { tasks: vec![0, 1, 2], days: vec![0, 1], start, ..Scope::default() };
    road.state = State::new(&road.problem, &scope);
    road.state.begin();
    assert!(without_related(&mut road, 0, 1, 1).is_empty());
    assert_eq!(road.state.tours[0].items, [0, 1]);
    // With all of its tasks it can be left.
    assert_eq!(without_related(&mut road, 0, 3, 1), [0, 1, 2]);
}

#[test]
fn a_whole_route_leaves_and_no_other() {
    let places = [[100, 0], [200, 0], [300, 0], [0, 100], [0, 200]];
    let mut road = Road::new(&places, 3, &[&[0, 1, 2], &[3, 4]]);
    assert!(route::remove(&road.problem, &road.places, &mut road.state, 4));
    road.state.absent.sort_unstable();
    assert_eq!(road.state.absent, [3, 4]);
    assert!(road.state.tours[1].items.is_empty());
    assert_eq!(road.state.tours[0].items, [0, 1, 2]);
    // What is on no tour has none to take away.
    assert!(!route::remove(&road.problem, &road.places, &mut road.state, 4));
}

#[test]
fn a_route_that_is_long_to_put_back_stays() {
    for (stops, leaves) in [(40, true), (41, false)] {
        let places: Vec<[i32; 2]> = (1..=stops).map(|at| [at, 0]).collect();
        let tour: Vec<StopIdx> = (0..stops.unsigned_abs()).collect();
        let mut road = Road::new(&places, 100, &[&tour]);
        assert_eq!(route::remove(&road.problem, &road.places, &mut road.state, 7), leaves);
        assert_eq!(road.state.tours[0].items.is_empty(), leaves);
    }
}
