//! The bits of the estimate: a digest of 10 000 legs, pinned, so that every platform and every
//! release can be compared with the first.

use routewright::model::LatLng;
use routewright::rng::Rng;
use routewright::travel::estimate;

/// FNV-1a (64 bit) over seconds and metres, little-endian, of 10 000 random legs: half of them
/// anywhere on the globe, half within about 50 km.
pub(crate) fn digest() -> u64 {
    let mut rng = Rng::new(2015);
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for leg in 0..10_000 {
        let from = [i64::from(rng.below(180_000_001)) - 90_000_000, longitude(&mut rng)];
        let to = if leg % 2 == 0 {
            [i64::from(rng.below(180_000_001)) - 90_000_000, longitude(&mut rng)]
        } else {
            near(from, &mut rng)
        };
        let leg = estimate::leg(from, to, None, None);
        for byte in leg.sec.to_le_bytes().into_iter().chain(leg.mt.to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    hash
}

fn longitude(rng: &mut Rng) -> i64 {
    i64::from(rng.below(360_000_001)) - 180_000_000
}

fn near([lat, lng]: LatLng, rng: &mut Rng) -> LatLng {
    let mut offset = || i64::from(rng.below(900_001)) - 450_000;
    [
        (lat + offset()).clamp(-90_000_000, 90_000_000),
        (lng + offset()).clamp(-180_000_000, 180_000_000),
    ]
}

#[test]
fn the_digest_of_10000_estimated_legs_never_changes() {
    assert_eq!(digest(), GOLDEN, "{:#018x}", digest());
}

/// Taken from the first release; no other value can be derived for it.
pub(crate) const GOLDEN: u64 = 0x3CFB_2A6B_E553_B908;
