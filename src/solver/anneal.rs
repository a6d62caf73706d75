//! Simulated annealing that cools by the share of the budget that is used, in integers.
//!
//! T = T₀ · 100^(−f) for a used share f; a plan that costs Δ more is accepted if Δ < −T ln u with u
//! uniform in (0, 1) (Christiaens and Vanden Berghe, Transportation Science 54(2), 2020; the end
//! temperature T₀ / 100 as in Accorsi and Vigo, "FILO", Transportation Science 55(4), 2021).

use crate::problem::{Problem, TaskIdx};
use crate::rng::Rng;

/// Steps of the cooling curve.
pub(super) const STEPS: usize = 1_024;
/// 2³² · 100^(−1/1024).
const STEP_FACTOR: u64 = 4_275_695_180;
/// 2¹⁶ · ln 2.
const LN_2: u64 = 45_426;

/// The temperature over the course of a run.
#[derive(Clone, Debug)]
pub(super) struct Anneal {
    start: u64,
    /// See [`Anneal::hopeless`], in temperatures.
    hopeless: u128,
    curve: Vec<u32>,
}

impl Anneal {
    /// Starts at that temperature, in units of money.
    pub(super) fn new(start: i64) -> Self {
        let mut factor = u64::from(u32::MAX);
        let curve = (0..=STEPS).map(|_| {
            let now = factor;
            factor = (factor * STEP_FACTOR) >> 32;
            u32::try_from(now).unwrap_or(u32::MAX)
        });
        Self { start: start.unsigned_abs(), hopeless: 10, curve: curve.collect() }
    }

    /// How much worse a plan must be not to be looked at any further, as local search would not make
    /// up for it: 10 temperatures; where there are windows, so that insertion finds less, 100.
    pub(super) fn hopeless(&self, share: usize) -> i64 {
        i64::try_from(self.temperature(share).saturating_mul(self.hopeless)).unwrap_or(i64::MAX)
    }

    fn temperature(&self, share: usize) -> u128 {
        (u128::from(self.start) * u128::from(self.curve[share.min(STEPS)])) >> 32
    }

    /// How much worse a plan may be and still be accepted, at a used share of `share` / 1 024.
    pub(super) fn allowance(&self, share: usize, rng: &mut Rng) -> i64 {
        let allowance = (self.temperature(share) * u128::from(minus_ln(rng.next_u32()))) >> 16;
        i64::try_from(allowance).unwrap_or(i64::MAX)
    }
}

/// The course of a run, where a drive between two stops costs `mean`. The published start is a fifth of
/// that for instances like Uchoa's. With local search in every round, which there is where costs are
/// `is_exact` at once, that did best on those of any size, and with windows on a thousand orders, but
/// 0.7 on a hundred with windows; without, half as much again. While routes are to become fewer it
/// is 1.
pub(super) fn course(
    problem: &Problem,
    tasks: &[TaskIdx],
    mean: i64,
    has_fleet_phase: bool,
    is_exact: bool,
) -> Anneal {
    let has_windows = tasks.iter().any(|task| {
        problem.tasks[*task as usize].stops().any(|stop| !problem.windows.of(stop, 0).is_empty())
    });
    let tenths = if has_fleet_phase {
        10
    } else if has_windows {
        // Ten times the root of 100 / n.
        (10_000 / tasks.len().max(1)).isqrt().clamp(3, 10)
    } else {
        3
    };
    let percent = if has_fleet_phase || !is_exact { 100 } else { 70 };
    let start = i64::try_from(tenths * percent);
    let start = start.map_or(mean, |share| mean.saturating_mul(share) / 1_000);
    Anneal { hopeless: if has_windows { 100 } else { 10 }, ..Anneal::new(start) }
}

/// −ln((x + 1) / 2³²) in 1/65 536.
fn minus_ln(x: u32) -> u64 {
    let value = u64::from(x) + 1;
    let mut log2 = u64::from(value.ilog2()) << 16;
    // Sixteen binary digits of the fraction, by squaring a number in [1, 2).
    let mut mantissa = (value << 31) >> value.ilog2();
    for bit in (0..16).rev() {
        mantissa = (mantissa * mantissa) >> 31;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            log2 |= 1 << bit;
        }
    }
    (((32 << 16) - log2) * LN_2) >> 16
}

#[cfg(test)]
mod tests {
    use super::{Anneal, minus_ln};
    use crate::rng::Rng;

    #[test]
    fn logarithms_are_right_to_a_thousandth() {
        // −ln(1/2) = 0.693147 → 45 426; −ln(1/2³²) = 22.1807 → 1 453 635; −ln(1) = 0.
        assert!(minus_ln((1 << 31) - 1).abs_diff(45_426) <= 45);
        assert!(minus_ln(0).abs_diff(1_453_635) <= 1_453);
        assert_eq!(minus_ln(u32::MAX), 0);
    }

    #[test]
    fn the_end_is_a_hundred_times_colder_than_the_start() {
        let anneal = Anneal::new(1 << 40);
        let sum = |share| -> i128 {
            let mut rng = Rng::new(3);
            (0..2_000).map(|_| i128::from(anneal.allowance(share, &mut rng))).sum()
        };
        let ratio = sum(0) * 10 / sum(1_024);
        assert!((990..=1_010).contains(&ratio), "{ratio}");
    }
}
