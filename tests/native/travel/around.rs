//! The legs around a location are those that are asked for one by one, however they are remembered.

use super::given::with_many_more;
use routewright::model::{LatLng, Missing, Travel};
use routewright::travel::Legs;

const CENTRE: LatLng = [1_000_000, 1_000_000];

/// Every third pair of the first 40 locations, out and back differing.
fn sparse(locations: &[LatLng]) -> Travel {
    let (mut row_start, mut to, mut durations_sec) = (vec![0], Vec::new(), Vec::new());
    for from in 0..40 {
        let row = (0..40).filter(|other| *other != from && (from + 2 * other) % 3 == 0);
        for other in row {
            to.push(other);
            durations_sec.push(1_000 * from + other);
        }
        row_start.push(to.len() as i32);
    }
    Travel::Sparse {
        locations: locations[..40].to_vec(),
        row_start,
        to,
        distances_mt: durations_sec.iter().map(|sec| 10 * sec).collect(),
        durations_sec,
        missing: Missing::Estimate,
    }
}

/// Goes around seven locations in turn, more than there are rows, and asks for the legs to a changing
/// two hundred others, more than there are slots.
fn holds(legs: &Legs, fresh: &Legs) {
    for turn in 0..60_u32 {
        let here = turn * 5 % 7;
        let around = legs.around(here).expect("no location is for the time being");
        for other in (0..200).map(|other| (turn * 50 + other) % 2_500) {
            assert_eq!(around.to(other), fresh.leg(here, other), "{here} to {other}");
            assert_eq!(around.from(other), fresh.leg(other, here), "{here} from {other}");
        }
    }
}

#[test]
fn legs_around_a_location_are_those_asked_for_one_by_one() {
    let locations = with_many_more(&[CENTRE]);
    for model in [Travel::default(), sparse(&locations)] {
        let legs = Legs::compile(&model, &locations);
        assert!(!legs.is_tabulated());
        // One that has remembered nothing yet.
        holds(&legs, &Legs::compile(&model, &locations));
    }
}

#[test]
fn whoever_still_holds_a_row_that_was_given_away_is_told_right() {
    let locations = with_many_more(&[CENTRE]);
    let legs = Legs::compile(&sparse(&locations), &locations);
    let all: Vec<_> = (0..9).filter_map(|here| legs.around(here)).collect();
    for other in 0..100 {
        for (here, around) in (0..).zip(&all) {
            assert_eq!(around.to(other), legs.leg(here, other), "{here} to {other}");
            assert_eq!(around.from(other), legs.leg(other, here), "{here} from {other}");
        }
    }
    assert_eq!(all.len(), 9);
}
