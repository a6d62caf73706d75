//! Compiled regions: membership and what entering adds (SEMANTICS 1.4).

use routewright::model::{LatLng, Region};
use routewright::travel::{Enter, Regions};

/// The square from `low` to `high` in both coordinates.
fn square(low: i64, high: i64, enter_time_sec: i64, enter_cost: i64) -> Region {
    let poly = vec![[low, low], [low, high], [high, high], [high, low]];
    Region { poly, enter_time_sec, enter_cost, ..Region::default() }
}

const OUTSIDE: LatLng = [-5, -5];
const FIRST: LatLng = [2, 2];
const BOTH: LatLng = [7, 7];
const SECOND: LatLng = [12, 12];

/// Two squares that overlap from 5 to 10, and a location in each part.
fn overlapping() -> Regions {
    let regions = [square(0, 10, 60, 100), square(5, 15, 7, 30)];
    Regions::compile(&regions, &[OUTSIDE, FIRST, BOTH, SECOND, [5, 5]])
}

fn enter(regions: &Regions, from: u32, to: u32) -> (i32, i64) {
    let Enter { sec, cost } = regions.enter(regions.set_of(from), regions.set_of(to));
    (sec, cost)
}

#[test]
fn a_location_belongs_to_every_region_around_it() {
    let regions = overlapping();
    let members = |location| regions.members(regions.set_of(location)).to_vec();
    assert!(members(0).is_empty());
    assert_eq!(members(1), [0]);
    assert_eq!(members(2), [0, 1]);
    assert_eq!(members(3), [1]);
    // On a vertex of the second, inside the first.
    assert_eq!(members(4), [0, 1]);
    assert_eq!(regions.set_of(2), regions.set_of(4));
    assert_eq!(regions.sets(), 4);
}

#[test]
fn entering_adds_every_region_of_the_target_that_is_not_left() {
    let regions = overlapping();
    assert_eq!(enter(&regions, 0, 1), (60, 100));
    assert_eq!(enter(&regions, 0, 2), (67, 130));
    assert_eq!(enter(&regions, 1, 2), (7, 30));
    assert_eq!(enter(&regions, 3, 2), (60, 100));
    assert_eq!(enter(&regions, 3, 1), (60, 100));
}

#[test]
fn leaving_and_staying_add_nothing() {
    let regions = overlapping();
    for (from, to) in [(1, 0), (2, 0), (2, 1), (2, 2), (2, 4), (0, 0)] {
        assert_eq!(enter(&regions, from, to), (0, 0), "{from} → {to}");
    }
}

#[test]
fn negative_fees_read_as_unset() {
    let regions = Regions::compile(&[square(0, 10, -1, -1)], &[OUTSIDE, FIRST]);
    assert_eq!(enter(&regions, 0, 1), (0, 0));
}

#[test]
fn without_regions_nothing_is_added() {
    let regions = Regions::compile(&[], &[OUTSIDE, FIRST]);
    assert_eq!(enter(&regions, 0, 1), (0, 0));
    assert_eq!(regions.sets(), 1);
}

#[test]
fn more_sets_than_fit_the_table_give_the_same_sums() {
    // 600 nested squares [0, k] of 1 second and 2 hundredths each: location [k, k] lies in those
    // that reach it, 600 − k + 1 of them, so there are 600 sets besides the empty one.
    let nested: Vec<Region> = (1..=600).map(|high| square(0, high, 1, 2)).collect();
    let mut locations: Vec<LatLng> = (1..=600).map(|at| [at, at]).collect();
    locations.push(OUTSIDE);
    let regions = Regions::compile(&nested, &locations);
    assert_eq!(regions.sets(), 601);
    // From [600, 600] (1 region) to [1, 1] (all 600).
    assert_eq!(enter(&regions, 599, 0), (599, 1_198));
    assert_eq!(enter(&regions, 0, 599), (0, 0));
    assert_eq!(enter(&regions, 600, 0), (600, 1_200));
}
