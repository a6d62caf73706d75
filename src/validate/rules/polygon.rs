//! Whether corners make a polygon: exact, in integers (SEMANTICS 1.4: plane polygons over the
//! micro-degrees). Coordinates are at most 1.8e8, so a cross product stays below 2.6e17.
//!
//! Edges are compared where their ranges of latitude overlap, after sorting by it: near n log n
//! for polygons people draw, and the limit of corners bounds the rest.

use super::super::limits::CORNERS;
use super::super::scalars::on_earth;
use crate::model::LatLng;
use crate::sorted;

/// Checks a polygon that is closed implicitly. A corner equal to the one before it is not counted.
///
/// # Errors
/// What is wrong, as the end of a sentence that begins with its path.
pub(in super::super) fn check(corners: &[LatLng]) -> Result<(), String> {
    if corners.len() > CORNERS || !corners.iter().all(|corner| on_earth(*corner)) {
        // An issue of its own already, and what bounds the work and the arithmetic here.
        return Ok(());
    }
    let mut edges = edges(corners);
    let (Some(first), true) = (edges.first().copied(), edges.len() >= 3) else {
        return Err(format!("must have at least 3 different corners, not {}", edges.len().max(1)));
    };
    if edges.iter().all(|edge| first.side(edge.to) == 0) {
        return Err("must not have all its corners on one line".to_owned());
    }
    match meeting(&mut edges) {
        None => Ok(()),
        Some((one, other)) => {
            let (one, other) = (one.min(other), one.max(other));
            Err(format!(
                "must not cross itself: its edges after corners [{one}] and [{other}] meet"
            ))
        }
    }
}

/// From one corner to the next.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: LatLng,
    to: LatLng,
    /// Of the corner it leaves, as written.
    corner: usize,
    /// Of the edge among the edges.
    place: usize,
}

impl Edge {
    /// Positive, negative or zero: left of, right of or on the line through the edge.
    fn side(&self, [lat, lng]: LatLng) -> i64 {
        let ([lat1, lng1], [lat2, lng2]) = (self.from, self.to);
        (lat2 - lat1) * (lng - lng1) - (lng2 - lng1) * (lat - lat1)
    }

    fn lats(&self) -> (i64, i64) {
        (self.from[0].min(self.to[0]), self.from[0].max(self.to[0]))
    }

    fn lngs(&self) -> (i64, i64) {
        (self.from[1].min(self.to[1]), self.from[1].max(self.to[1]))
    }

    /// Whether the two have a point in common, ends included.
    fn meets(&self, other: &Self) -> bool {
        let apart = |(least, most): (i64, i64), (low, high): (i64, i64)| high < least || most < low;
        let signs = |edge: &Self, other: &Self| {
            edge.side(other.from).signum() * edge.side(other.to).signum()
        };
        // With overlapping boxes, straddling lines (or lines that coincide) mean a common point.
        !apart(self.lats(), other.lats())
            && !apart(self.lngs(), other.lngs())
            && signs(self, other) <= 0
            && signs(other, self) <= 0
    }

    /// Whether the edge that begins where this one ends runs back along it.
    fn turns_back(&self, next: &Self) -> bool {
        let ([lat1, lng1], [lat2, lng2], [lat3, lng3]) = (self.from, self.to, next.to);
        let along = (lat2 - lat1) * (lat3 - lat2) + (lng2 - lng1) * (lng3 - lng2);
        self.side(next.to) == 0 && along < 0
    }
}

/// The edges, without those of no length.
fn edges(corners: &[LatLng]) -> Vec<Edge> {
    let ends = corners.iter().skip(1).chain(corners.first());
    corners
        .iter()
        .zip(ends)
        .enumerate()
        .filter(|(_, (from, to))| from != to)
        .enumerate()
        .map(|(place, (corner, (from, to)))| Edge { from: *from, to: *to, corner, place })
        .collect()
}

/// The corners of two edges that meet other than one after the other.
fn meeting(edges: &mut [Edge]) -> Option<(usize, usize)> {
    let count = edges.len();
    sorted::by_key(edges, |edge| (edge.lats().0, edge.place));
    for (index, edge) in edges.iter().enumerate() {
        let near = edges.iter().skip(index + 1).take_while(|other| other.lats().0 <= edge.lats().1);
        for other in near {
            let wrong = if (edge.place + 1) % count == other.place {
                edge.turns_back(other)
            } else if (other.place + 1) % count == edge.place {
                other.turns_back(edge)
            } else {
                edge.meets(other)
            };
            if wrong {
                return Some((edge.corner, other.corner));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_square_a_concave_one_and_one_closed_explicitly_are_polygons() {
        assert_eq!(check(&[[0, 0], [0, 10], [10, 10], [10, 0]]), Ok(()));
        assert_eq!(check(&[[0, 0], [0, 10], [10, 10], [5, 5]]), Ok(()));
        assert_eq!(check(&[[0, 0], [0, 10], [10, 10], [0, 0]]), Ok(()));
        // A corner in the middle of a straight side is no fault.
        assert_eq!(check(&[[0, 0], [0, 5], [0, 10], [10, 0]]), Ok(()));
    }

    #[test]
    fn a_bow_tie_a_spike_a_touch_and_a_line_are_none() {
        let crosses = |corners: &[[i64; 2]]| check(corners).unwrap_err().contains("cross itself");
        // Edges (0,0)-(10,10) and (10,0)-(0,10) cross in (5,5).
        assert!(crosses(&[[0, 0], [10, 10], [10, 0], [0, 10]]));
        // Out to (0,20) and back along the same line.
        assert!(crosses(&[[0, 0], [0, 20], [0, 10], [10, 10]]));
        // The corner (0,5) lies on the side (0,0)-(0,10).
        assert!(crosses(&[[0, 0], [0, 10], [10, 10], [0, 5], [10, 0]]));
        assert!(check(&[[0, 0], [5, 5], [10, 10]]).unwrap_err().contains("on one line"));
        // Closed explicitly, so two corners only.
        assert!(check(&[[0, 0], [5, 5], [0, 0]]).unwrap_err().contains("at least 3"));
        assert!(check(&[[0, 0], [5, 5], [5, 5]]).unwrap_err().contains("at least 3"));
        assert!(check(&[]).unwrap_err().contains("at least 3"));
    }

    #[test]
    fn the_largest_coordinates_do_not_overflow() {
        let (lat, lng) = (90_000_000, 180_000_000);
        assert_eq!(check(&[[-lat, -lng], [-lat, lng], [lat, lng], [lat, -lng]]), Ok(()));
    }
}
