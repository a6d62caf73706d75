//! Legs and polygons are those of the independent checker.

use super::cases;
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::oracle::travel as checker;
use routewright::model::LatLng;
use routewright::travel::{Legs, contains};

/// Every place of a snapshot, and some that no table lists.
fn places(given: &routewright::model::Snapshot, dice: &mut Dice) -> Vec<LatLng> {
    let depots = given.depots.values().filter_map(|depot| depot.location.as_ref());
    let steps = given.orders.values().flat_map(|order| order.steps().map(|(_, step)| step));
    let locations = depots.chain(steps.filter_map(|step| step.location.as_ref()));
    let mut places: Vec<LatLng> = locations.filter_map(|own| own.usable()).collect();
    for _ in 0..3 {
        places
            .push([dice.between(-90_000_000, 90_000_000), dice.between(-180_000_000, 180_000_000)]);
    }
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn legs_are_the_same_between_all_places() {
    for seed in 0..cases(300) {
        let given = snapshot(seed, &Sliders { unreachable: 50, ..Sliders::default() });
        let places = places(&given, &mut Dice::new(seed));
        let legs = Legs::compile(&given.travel.clone().unwrap_or_default(), &places);
        for (from, start) in places.iter().enumerate() {
            for (to, end) in places.iter().enumerate() {
                let leg = legs.leg(from as u32, to as u32);
                let got = (leg.sec >= 0).then_some((i64::from(leg.sec), i64::from(leg.mt)));
                let expected = checker::base(&given, *start, *end);
                assert_eq!(got, expected, "seed {seed}: {start:?} to {end:?}");
            }
        }
    }
}

#[test]
fn points_lie_in_the_same_polygons() {
    let mut inside = 0;
    for seed in 0..cases(300) {
        let given = snapshot(seed, &Sliders { regions: 100, ..Sliders::default() });
        let mut dice = Dice::new(seed);
        for region in given.regions.values() {
            for _ in 0..30 {
                // On corners, level with them, and anywhere near.
                let [lat, lng] = *dice.pick(&region.poly);
                let [other_lat, other_lng] = *dice.pick(&region.poly);
                let near = |dice: &mut Dice, at: i64| at + dice.between(-40_000, 40_000);
                let point = match dice.between(0, 4) {
                    0 => [lat, other_lng],
                    1 => [lat, near(&mut dice, lng)],
                    2 => [near(&mut dice, lat), lng],
                    3 => [(lat + other_lat) / 2, (lng + other_lng) / 2],
                    _ => [near(&mut dice, lat), near(&mut dice, lng)],
                };
                let expected = checker::inside(region, point);
                inside += usize::from(expected);
                assert_eq!(contains(&region.poly, point), expected, "seed {seed}: {point:?}");
            }
        }
    }
    assert!(inside > 1_000, "too few points inside: {inside}");
}
