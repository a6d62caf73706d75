//! What must give the same bits natively and in WebAssembly. Compiled for both; `make test` runs it
//! on both.

use routewright::model::LatLng;
use routewright::rng::Rng;
use routewright::travel::estimate;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// FNV-1a over the little-endian bytes of `words`.
fn digest(words: impl Iterator<Item = u64>) -> u64 {
    words.flat_map(u64::to_le_bytes).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn random_numbers() {
    let mut rng = Rng::new(1);
    let words = (0..10_000)
        .map(|round| if round % 2 == 0 { rng.next_u64() } else { u64::from(rng.below(1000)) });
    assert_eq!(digest(words), 8_702_344_811_599_893_094);
}

#[test]
fn transcendental_functions_of_libm() {
    // 2 000 angles all over the circle: std's differ in 3 % of the bits between platforms.
    let bits = (0..2_000).flat_map(|step| {
        let angle = f64::from(step) * 0.003_7 - 3.7;
        [libm::sin(angle), libm::cos(angle), libm::asin(angle / 4.0)].map(f64::to_bits)
    });
    assert_eq!(digest(bits), 10_923_449_876_745_539_234);
}

#[test]
fn estimated_legs() {
    // 10 000 legs: half of them between any two points of the globe, half within some 50 km.
    let mut rng = Rng::new(2015);
    let mut globe = move |reach: u32| i64::from(rng.below(2 * reach + 1)) - i64::from(reach);
    let legs = (0..10_000).flat_map(|round| {
        let from: LatLng = [globe(90_000_000), globe(180_000_000)];
        let to = if round % 2 == 0 {
            [globe(90_000_000), globe(180_000_000)]
        } else {
            let near = [from[0] + globe(450_000), from[1] + globe(450_000)];
            [near[0].clamp(-90_000_000, 90_000_000), near[1].clamp(-180_000_000, 180_000_000)]
        };
        let leg = estimate::leg(from, to, None, None);
        [leg.sec as u64, leg.mt as u64]
    });
    assert_eq!(digest(legs), 10_964_058_539_287_250_040);
}
