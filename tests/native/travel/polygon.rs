//! Point in polygon: even-odd over integers, edges and vertices inside (SEMANTICS 1.4).

use routewright::model::LatLng;
use routewright::travel::contains;

const SQUARE: [LatLng; 4] = [[0, 0], [0, 10], [10, 10], [10, 0]];

/// A `U` that is open to the north: a notch of lng 4 … 6 above lat 3.
const CONCAVE: [LatLng; 8] = [[0, 0], [0, 10], [10, 10], [10, 6], [3, 6], [3, 4], [10, 4], [10, 0]];

/// Two triangles that meet at [5, 5]: below and above it is inside, left and right of it not.
const BOWTIE: [LatLng; 4] = [[0, 0], [0, 10], [10, 0], [10, 10]];

#[test]
fn inside_and_outside_of_a_square() {
    assert!(contains(&SQUARE, [5, 5]));
    for outside in [[-1, 5], [11, 5], [5, -1], [5, 11], [-1, -1], [11, 11]] {
        assert!(!contains(&SQUARE, outside), "{outside:?}");
    }
}

#[test]
fn edges_and_vertices_are_inside() {
    for edge in [[0, 5], [5, 10], [10, 5], [5, 0], [0, 0], [0, 10], [10, 10], [10, 0]] {
        assert!(contains(&SQUARE, edge), "{edge:?}");
    }
    // The slanted edge from [0, 0] to [3, 9] passes [1, 3] and [2, 6]; the inside is below it.
    let triangle = [[0, 0], [3, 9], [0, 9]];
    for (point, inside) in [([1, 3], true), ([2, 6], true), ([1, 4], true), ([1, 2], false)] {
        assert_eq!(contains(&triangle, point), inside, "{point:?}");
    }
}

#[test]
fn the_prolongation_of_an_edge_is_outside() {
    // On the straight lines through the edges, but past their ends.
    for outside in [[0, 11], [0, -1], [11, 0], [-1, 10], [10, 12]] {
        assert!(!contains(&SQUARE, outside), "{outside:?}");
    }
}

#[test]
fn a_ray_through_a_vertex_counts_it_rightly() {
    // A diamond: the level of [5, *] runs through two vertices.
    let diamond = [[0, 5], [5, 10], [10, 5], [5, 0]];
    assert!(contains(&diamond, [5, 1]));
    assert!(!contains(&diamond, [5, -1]));
    assert!(!contains(&diamond, [5, 11]));
    // At the level of the topmost and the lowest vertex only these are inside.
    for (point, inside) in [([0, 5], true), ([0, 4], false), ([10, 5], true), ([10, 4], false)] {
        assert_eq!(contains(&diamond, point), inside, "{point:?}");
    }
}

#[test]
fn the_notch_of_a_concave_polygon_is_outside() {
    assert!(!contains(&CONCAVE, [7, 5]));
    // Its floor and its walls are edges; the body around it is inside.
    for inside in [[3, 5], [7, 4], [7, 6], [2, 5], [7, 2], [7, 8], [10, 8]] {
        assert!(contains(&CONCAVE, inside), "{inside:?}");
    }
    // Between the two upper ends there is no edge.
    assert!(!contains(&CONCAVE, [10, 5]));
}

#[test]
fn a_bowtie_is_judged_by_even_odd() {
    for (point, inside) in [
        ([1, 5], true),
        ([9, 5], true),
        ([5, 1], false),
        ([5, 9], false),
        ([5, 5], true), // where the diagonals cross: on both
        ([2, 2], true), // on the diagonal
    ] {
        assert_eq!(contains(&BOWTIE, point), inside, "{point:?}");
    }
    // Twice around is even: a pentagram's heart is outside.
    let pentagram = [[100, 0], [-81, 59], [31, -95], [31, 95], [-81, -59]];
    assert!(!contains(&pentagram, [0, 0]));
    assert!(contains(&pentagram, [60, 0]));
}

#[test]
fn direction_start_and_repetition_of_corners_do_not_matter() {
    let points: Vec<LatLng> =
        (-1..12).flat_map(|lat| (-1..12).map(move |lng| [lat, lng])).collect();
    for poly in [SQUARE.to_vec(), CONCAVE.to_vec(), BOWTIE.to_vec()] {
        let mut reversed = poly.clone();
        reversed.reverse();
        let mut rotated = poly.clone();
        rotated.rotate_left(1);
        let doubled: Vec<LatLng> = poly.iter().flat_map(|corner| [*corner, *corner]).collect();
        let mut closed = poly.clone();
        closed.push(poly[0]);
        for point in &points {
            let expected = contains(&poly, *point);
            for other in [&reversed, &rotated, &doubled, &closed] {
                assert_eq!(contains(other, *point), expected, "{other:?} {point:?}");
            }
        }
    }
}

#[test]
fn degenerate_polygons_contain_their_points_only() {
    assert!(!contains(&[], [0, 0]));
    assert!(contains(&[[3, 4]], [3, 4]));
    assert!(!contains(&[[3, 4]], [3, 5]));
    let line = [[0, 0], [4, 2]];
    assert!(contains(&line, [2, 1]));
    assert!(!contains(&line, [2, 0]));
    assert!(!contains(&line, [2, 2]));
}

#[test]
fn the_corners_of_the_number_range_do_not_overflow() {
    const MIN: i64 = i64::MIN;
    const MAX: i64 = i64::MAX;
    // Both differences are 2^64 − 1, their product is just below 2^128.
    let all = [[MIN, MIN], [MIN, MAX], [MAX, MAX], [MAX, MIN]];
    for point in [[0, 0], [MIN, MIN], [MAX, 0], [MAX, MAX], [MIN + 1, MAX - 1]] {
        assert!(contains(&all, point), "{point:?}");
    }
    // The diagonal from [MIN, MIN] to [MAX, MAX] is exact to the unit.
    let half = [[MIN, MIN], [MIN, MAX], [MAX, MAX]];
    for (point, inside) in [([7, 7], true), ([7, 8], true), ([7, 6], false), ([MAX, MIN], false)] {
        assert_eq!(contains(&half, point), inside, "{point:?}");
    }
}

#[test]
fn the_documented_range_is_exact_to_the_micro_degree() {
    // From pole to pole across the map; at lat 1 the edge runs at lng 2 exactly.
    let half = [[-90_000_000, -180_000_000], [90_000_000, 180_000_000], [90_000_000, -180_000_000]];
    for (point, inside) in [([1, 2], true), ([1, 1], true), ([1, 3], false), ([-1, -2], true)] {
        assert_eq!(contains(&half, point), inside, "{point:?}");
    }
}
