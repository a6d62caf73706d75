//! Drive times at the speed of a vehicle (SEMANTICS 1.3).

use super::legs::Leg;
use crate::units::div_round_half_up;

/// The speed of a vehicle: what turns base durations into its drive times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    factor: i64,
    /// 2^38 / factor, rounded up; 0 where durations are to be divided.
    inverse: u64,
}

impl Speed {
    /// Longest duration for which a product and a shift are the quotient; of valid ones all.
    const LONGEST: i32 = 10_000_000;

    /// `factor` in percent of the average speed, 50 … 200.
    #[must_use]
    pub fn new(factor: i64) -> Self {
        let inverse = match u64::try_from(factor) {
            Ok(factor @ 50..=200) => (1_u64 << 38).div_ceil(factor),
            _ => 0,
        };
        Self { factor, inverse }
    }

    /// A vehicle's drive time for a base duration (SEMANTICS 1.3). Unreachable stays so. What `i32`
    /// cannot hold becomes its maximum, which fits no working window either.
    #[inline]
    #[must_use]
    pub fn scaled(self, sec: i32) -> i32 {
        if self.factor == 100 {
            return sec;
        }
        if self.inverse == 0 || !(0..=Self::LONGEST).contains(&sec) {
            return self.divided(sec);
        }
        // The quotient to round down, ⌊(200 s + f) / 2f⌋, is that of n = 100 s + ⌊f / 2⌋ by f. The inverse
        // is too large by less than 1, n below 2^30, the quotient hence too large by less than 2^30 / 2^38
        // = 1/256, which is less than the 1/200 at least that it lacks to the next integer. All fits 63
        // bits.
        let numerator = u64::from(sec.unsigned_abs()) * 100 + self.factor.unsigned_abs() / 2;
        ((numerator * self.inverse) >> 38) as i32
    }

    /// The same by a division.
    #[cold]
    fn divided(self, sec: i32) -> i32 {
        if sec < 0 {
            return sec;
        }
        let drive = div_round_half_up(i64::from(sec) * 100, self.factor.max(1));
        i32::try_from(drive).unwrap_or(i32::MAX)
    }

    /// A leg as such a vehicle drives it.
    #[inline]
    #[must_use]
    pub fn of(self, leg: Leg) -> Leg {
        Leg { sec: self.scaled(leg.sec), ..leg }
    }
}

#[cfg(test)]
mod tests {
    use super::Speed;

    #[test]
    fn a_product_gives_every_quotient() {
        for factor in 50..=200 {
            let speed = Speed::new(factor);
            let ends = (0..1_000).chain(9_999_000..10_001_000).chain([-1, i32::MAX]);
            for sec in ends.chain((0..10_000_000).step_by(9_973)) {
                let divided = if factor == 100 { sec } else { speed.divided(sec) };
                assert_eq!(speed.scaled(sec), divided, "{sec} s at {factor} %");
            }
        }
    }
}
