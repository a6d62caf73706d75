//! Units of the core. Everything is an integer; floats exist only in the travel estimate.
//!
//! `Sec` and `Mt` are plain aliases (they never meet in one expression but as leg components);
//! [`Money`] is a type of its own because its unit differs from what the documents show.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// Seconds: a time of day since local midnight of the route's date, or a duration.
pub type Sec = i64;
/// Metres.
pub type Mt = i64;
/// Hundredths of the currency unit (123 means 1.23), or hundredths of a load unit.
pub type Hundredths = i64;

/// Parts of one hundredth in [`Money`]: the least common multiple of 3 600 (hourly rates by the
/// second) and 1 000 (kilometre rates by the metre), so that every product is exact.
pub const MONEY_PER_HUNDREDTH: i64 = 18_000;

/// An exact amount of money in 1/18 000 of a hundredth. `i64` holds ±5.1e14 hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number of hundredths.
    #[must_use]
    pub const fn hundredths(value: Hundredths) -> Self {
        Self(value * MONEY_PER_HUNDREDTH)
    }

    /// What one second costs at an hourly rate in hundredths.
    #[must_use]
    pub const fn per_second(hourly: Hundredths) -> Self {
        Self(hourly * (MONEY_PER_HUNDREDTH / 3_600))
    }

    /// What one metre costs at a rate per kilometre in hundredths.
    #[must_use]
    pub const fn per_metre(per_km: Hundredths) -> Self {
        Self(per_km * (MONEY_PER_HUNDREDTH / 1_000))
    }

    /// Rounded half-up to hundredths (⌊x + ½⌋), as shown in results.
    #[must_use]
    pub const fn round(self) -> Hundredths {
        (self.0 + MONEY_PER_HUNDREDTH / 2).div_euclid(MONEY_PER_HUNDREDTH)
    }

    /// The amount that results show: a whole number of hundredths.
    #[must_use]
    pub const fn rounded(self) -> Self {
        Self::hundredths(self.round())
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Money {
    type Output = Self;
    fn mul(self, count: i64) -> Self {
        Self(self.0 * count)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// ⌊`numerator` / `denominator` + ½⌋ for a positive denominator: the one rounding of SEMANTICS.
#[must_use]
pub const fn div_round_half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}

#[cfg(test)]
mod tests {
    use super::{Money, div_round_half_up};

    #[test]
    fn a_route_of_148_km_and_11388_seconds_costs_21140() {
        // FEATURES ORA-13: 148.131 km × 100 + 11 388 s × 2000 / 3600 = 14 813.1 + 6 326.67.
        let exact = Money::per_metre(100) * 148_131 + Money::per_second(2_000) * 11_388;
        assert_eq!(exact.round(), 21_140);
    }

    #[test]
    fn rounding_is_half_up_also_below_zero() {
        assert_eq!(div_round_half_up(5, 2), 3);
        assert_eq!(div_round_half_up(-5, 2), -2);
        assert_eq!(div_round_half_up(4, 3), 1);
        assert_eq!(Money(9_000).round(), 1);
        assert_eq!(Money(-9_000).round(), 0);
    }
}
