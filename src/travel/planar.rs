//! The plane in place of the globe, for measurements only: in a build with the feature `planar` the
//! estimate is the distance of the published instances that are too large for a matrix.
//!
//! `EUC_2D` of TSPLIB (G. Reinelt, "TSPLIB 95", 2.1): Euclid, rounded to the nearest integer. Such
//! instances have no times.

use super::legs::Leg;
use crate::model::LatLng;

/// The leg between two points whose coordinates are whole numbers.
pub(super) fn leg(from: LatLng, to: LatLng) -> Leg {
    let [dy, dx] = [(to[0] - from[0]) as f64, (to[1] - from[1]) as f64];
    Leg { sec: 0, mt: ((dx * dx + dy * dy).sqrt() + 0.5).floor() as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_rounded_to_the_nearest_integer() {
        // 3-4-5; √2 = 1.41 down; √(1 + 9) = 3.16 down; √(4 + 9) = 3.61 up.
        for (to, mt) in [([3, 4], 5), ([1, 1], 1), ([1, 3], 3), ([-2, -3], 4)] {
            assert_eq!(leg([0, 0], to), Leg { sec: 0, mt });
        }
    }
}
