//! Each ruin on stops along a straight road.

use super::route;
use crate::problem::StopIdx;
use crate::solver::improve::tests::Road;

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
