//! Matrix and sparse pairs (SEMANTICS 1.1, 1.5).

use routewright::model::{LatLng, Missing, Travel};
use routewright::travel::{Leg, Legs, estimate};

const A: LatLng = [1_000_000, 1_000_000];
const B: LatLng = [1_010_000, 1_000_000];
const C: LatLng = [1_000_000, 1_020_000];
const D: LatLng = [1_030_000, 1_030_000];

/// A matrix whose leg from i to j takes 100 (i + 1) + j + 1 seconds and ten times the metres.
fn matrix(locations: &[LatLng], missing: Missing) -> Travel {
    let n = locations.len() as i32;
    let sec: Vec<i32> = (1..=n).flat_map(|from| (1..=n).map(move |to| 100 * from + to)).collect();
    let distances_mt = sec.iter().map(|sec| 10 * sec).collect();
    Travel::Matrix { locations: locations.to_vec(), durations_sec: sec, distances_mt, missing }
}

/// A→B, A→C (unreachable) and C→A, stored in this order; B has none.
fn sparse(missing: Missing) -> Travel {
    Travel::Sparse {
        locations: vec![A, B, C],
        row_start: vec![0, 2, 2, 3],
        to: vec![2, 1, 0],
        durations_sec: vec![-1, 12, 31],
        distances_mt: vec![-1, 120, 310],
        missing,
    }
}

fn stated(sec: i32) -> Leg {
    Leg { sec, mt: 10 * sec }
}

fn estimated(from: LatLng, to: LatLng) -> Leg {
    estimate::leg(from, to, None, None)
}

/// So many other places that nothing is tabulated, after the given ones.
pub(super) fn with_many_more(locations: &[LatLng]) -> Vec<LatLng> {
    let more = (0..2_500_i64).map(|k| [-10_000_000 - k, -10_000_000]);
    locations.iter().copied().chain(more).collect()
}

#[test]
fn a_matrix_is_read_row_by_row_and_may_be_asymmetric() {
    let legs = Legs::compile(&matrix(&[A, B, C], Missing::Estimate), &[A, B, C]);
    assert_eq!(legs.leg(0, 1), stated(102));
    assert_eq!(legs.leg(1, 0), stated(201));
    assert_eq!(legs.leg(2, 1), stated(302));
}

#[test]
fn a_matrix_is_read_by_coordinates_not_by_position() {
    let legs = Legs::compile(&matrix(&[A, B, C], Missing::Estimate), &[C, A]);
    assert_eq!(legs.leg(0, 1), stated(301));
    assert_eq!(legs.leg(1, 0), stated(103));
}

#[test]
fn the_diagonal_is_zero_whatever_a_matrix_says() {
    // It says 101, 202.
    let legs = Legs::compile(&matrix(&[A, B], Missing::Estimate), &[A, B]);
    assert_eq!(legs.leg(0, 0), Leg::ZERO);
    assert_eq!(legs.leg(1, 1), Leg::ZERO);
}

#[test]
fn a_location_that_is_listed_twice_counts_where_it_stands_first() {
    // B stands at 1 and at 2; C at 3. Only row and column 1 count.
    let legs = Legs::compile(&matrix(&[A, B, B, C], Missing::Estimate), &[A, B, C]);
    assert_eq!(legs.leg(0, 1), stated(102));
    assert_eq!(legs.leg(1, 2), stated(204));
    assert_eq!(legs.leg(2, 1), stated(402));
}

#[test]
fn an_unlisted_location_is_estimated() {
    let legs = Legs::compile(&matrix(&[A, B], Missing::Estimate), &[A, D, B]);
    assert_eq!(legs.leg(0, 2), stated(102));
    assert_eq!(legs.leg(0, 1), estimated(A, D));
    assert_eq!(legs.leg(1, 2), estimated(D, B));
    assert!(legs.leg(0, 1).sec > 0);
}

#[test]
fn an_unlisted_location_is_unreachable_where_missing_is_an_error() {
    let legs = Legs::compile(&matrix(&[A, B], Missing::Error), &[A, D, B]);
    assert_eq!(legs.leg(0, 2), stated(102));
    assert_eq!(legs.leg(0, 1), Leg::UNREACHABLE);
    assert_eq!(legs.leg(1, 0), Leg::UNREACHABLE);
    assert_eq!(legs.leg(1, 1), Leg::ZERO);
}

#[test]
fn a_pair_is_unreachable_if_either_number_says_so() {
    let travel = Travel::Matrix {
        locations: vec![A, B, C],
        durations_sec: vec![0, -1, 13, 21, 0, 23, 31, 32, 0],
        distances_mt: vec![0, -1, -1, 210, 0, 0, 310, 320, 0],
        missing: Missing::Estimate,
    };
    let legs = Legs::compile(&travel, &[A, B, C]);
    assert_eq!(legs.leg(0, 1), Leg::UNREACHABLE);
    assert_eq!(legs.leg(0, 2), Leg::UNREACHABLE);
    assert!(!legs.leg(0, 1).is_reachable());
    assert_eq!(legs.leg(1, 0), stated(21));
    // No metres are a distance too.
    assert_eq!(legs.leg(1, 2), Leg { sec: 23, mt: 0 });
}

#[test]
fn sparse_pairs_are_found_and_others_are_missing() {
    let legs = Legs::compile(&sparse(Missing::Estimate), &[A, B, C, D]);
    assert_eq!(legs.leg(0, 1), stated(12));
    assert_eq!(legs.leg(0, 2), Leg::UNREACHABLE, "stored as unreachable, so not missing");
    assert_eq!(legs.leg(2, 0), stated(31));
    assert_eq!(legs.leg(1, 0), estimated(B, A));
    assert_eq!(legs.leg(2, 1), estimated(C, B));
    assert_eq!(legs.leg(0, 3), estimated(A, D));
    assert_eq!(legs.leg(1, 1), Leg::ZERO);
    let strict = Legs::compile(&sparse(Missing::Error), &[A, B, C, D]);
    assert_eq!(strict.leg(0, 1), stated(12));
    assert_eq!(strict.leg(1, 0), Leg::UNREACHABLE);
    assert_eq!(strict.leg(0, 3), Leg::UNREACHABLE);
}

#[test]
fn a_pair_that_is_stored_twice_counts_where_it_stands_first() {
    // A→B as 12, then as 99; B is listed a second time at 3, where A→B as 77 does not count.
    let travel = Travel::Sparse {
        locations: vec![A, B, C, B],
        row_start: vec![0, 3, 3, 3, 4],
        to: vec![3, 1, 1, 0],
        durations_sec: vec![77, 12, 99, 55],
        distances_mt: vec![770, 120, 990, 550],
        missing: Missing::Estimate,
    };
    let legs = Legs::compile(&travel, &[A, B, C]);
    assert_eq!(legs.leg(0, 1), stated(12));
    assert_eq!(legs.leg(1, 0), estimated(B, A));
}

#[test]
fn above_the_table_limit_the_answers_are_the_same() {
    let four = [D, C, B, A];
    let many = with_many_more(&four);
    for model in [
        matrix(&[A, B, A, C], Missing::Estimate),
        matrix(&[A, B, A, C], Missing::Error),
        sparse(Missing::Estimate),
        sparse(Missing::Error),
    ] {
        let small = Legs::compile(&model, &four);
        let large = Legs::compile(&model, &many);
        assert_eq!(large.len(), 2_504);
        for (from, to) in (0..4).flat_map(|from| (0..4).map(move |to| (from, to))) {
            assert_eq!(large.leg(from, to), small.leg(from, to), "{from} → {to} of {model:?}");
        }
    }
}

#[test]
fn arrays_that_are_too_short_or_point_nowhere_do_not_panic() {
    let short = Travel::Matrix {
        locations: vec![A, B],
        durations_sec: vec![0, 12],
        distances_mt: vec![0],
        missing: Missing::Estimate,
    };
    let legs = Legs::compile(&short, &[A, B]);
    assert_eq!(legs.leg(0, 1), Leg::UNREACHABLE);
    assert_eq!(legs.leg(1, 0), Leg::UNREACHABLE);
    let astray = Travel::Sparse {
        locations: vec![A, B],
        row_start: vec![0, 9, -3],
        to: vec![7, -1, 1],
        durations_sec: vec![1],
        distances_mt: vec![],
        missing: Missing::Estimate,
    };
    let legs = Legs::compile(&astray, &[A, B]);
    assert_eq!(legs.leg(0, 1), Leg::UNREACHABLE);
    assert_eq!(legs.leg(1, 0), estimated(B, A));
}
