//! Drive times at the speed of a vehicle (SEMANTICS 1.3).

use super::legs::Leg;
use crate::units::div_round_half_up;

/// A vehicle's drive time for a base duration (SEMANTICS 1.3): `speed_factor` in percent of the
/// average speed, 50 … 200. Unreachable stays so. Valid durations (at most 10 000 000 s) fit after
/// doubling; what `i32` cannot hold would become its maximum, which fits no working window either.
#[inline]
#[must_use]
pub fn scaled(sec: i32, speed_factor: i64) -> i32 {
    if sec < 0 || speed_factor == 100 {
        return sec;
    }
    let drive = div_round_half_up(i64::from(sec) * 100, speed_factor.max(1));
    i32::try_from(drive).unwrap_or(i32::MAX)
}

/// [`scaled`] for many durations: a product and a shift instead of a division.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speed {
    factor: i64,
    /// 2^38 / factor, rounded up; 0 where durations are to be divided.
    inverse: u64,
}

impl Speed {
    /// Longest duration for which the product is the quotient.
    const LONGEST: i32 = 10_000_000;

    pub(super) fn new(factor: i64) -> Self {
        let inverse = match u64::try_from(factor) {
            Ok(factor @ 50..=200) => (1_u64 << 38).div_ceil(factor),
            _ => 0,
        };
        Self { factor, inverse }
    }

    /// The quotient to round down, ⌊(200 s + f) / 2f⌋, is that of n = 100 s + ⌊f / 2⌋ by f. The inverse is
    /// too large by less than 1, n below 2^30, the quotient hence too large by less than 2^30 / 2^38 =
    /// 1/256, which is less than the 1/200 at least that it lacks to the next integer. All fits 63 bits.
    #[inline]
    fn scaled(self, sec: i32) -> i32 {
        if self.inverse == 0 || !(0..=Self::LONGEST).contains(&sec) {
            return scaled(sec, self.factor);
        }
        let half = self.factor.unsigned_abs() / 2;
        let numerator = u64::from(sec.unsigned_abs()) * 100 + half;
        ((numerator * self.inverse) >> 38) as i32
    }

    /// Adds the legs of a row. A function of its own: engines compile hot code anew, but put that to use
    /// when it is called again, never in the middle of a loop (V8: "Dynamic Tiering").
    #[inline(never)]
    pub(super) fn scale_row(self, row: &[Leg], into: &mut Vec<Leg>) {
        into.extend(row.iter().map(|leg| Leg { sec: self.scaled(leg.sec), ..*leg }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Speed, scaled};

    #[test]
    fn a_product_gives_every_quotient() {
        for factor in 50..=200 {
            let speed = Speed::new(factor);
            let ends = (0..1_000).chain(9_999_000..10_001_000).chain([-1, i32::MAX]);
            for sec in ends.chain((0..10_000_000).step_by(9_973)) {
                assert_eq!(speed.scaled(sec), scaled(sec, factor), "{sec} s at {factor} %");
            }
        }
    }
}
