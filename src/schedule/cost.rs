//! The cost of a route and its parts (SEMANTICS 5, "Cost of a route").

use super::chain::Chain;
use crate::model::CostSummary;
use crate::problem::VehicleDay;
use crate::sorted;
use crate::units::{Hundredths, MONEY_PER_HUNDREDTH, Money, Sec};

/// The exact parts of a route's cost, in the order of [`CostSummary`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CostParts(pub [Money; 9]);

impl CostParts {
    /// The parts for known times of waiting and breaks.
    #[must_use]
    pub fn new(day: &VehicleDay, chain: &Chain, idle: Sec, break_time: Sec) -> Self {
        let rates = &day.rates;
        Self([
            rates.activation,
            rates.driving * chain.driving,
            rates.idle * idle,
            rates.service * chain.working,
            rates.break_time * break_time,
            rates.metre * chain.distance,
            rates.per_stop * chain.places,
            Money::hundredths(chain.setup_cost),
            Money::hundredths(chain.enter_cost),
        ])
    }

    /// Their exact sum.
    #[must_use]
    pub fn total(&self) -> Money {
        self.0.iter().copied().sum()
    }
}

/// The parts in whole hundredths by largest remainders: what the floors lack of the rounded total
/// goes, one each, to the parts that lost most, earlier ones first.
#[must_use]
pub fn cost_summary(parts: &CostParts) -> CostSummary {
    let total = parts.total().round();
    let mut rounded: [Hundredths; 9] = parts.0.map(|part| part.0.div_euclid(MONEY_PER_HUNDREDTH));
    let mut order: [usize; 9] = std::array::from_fn(|at| at);
    sorted::by_key(&mut order, |at| {
        std::cmp::Reverse(parts.0[*at].0.rem_euclid(MONEY_PER_HUNDREDTH))
    });
    let mut missing = total - rounded.iter().sum::<Hundredths>();
    for at in order {
        if missing > 0 {
            rounded[at] += 1;
            missing -= 1;
        }
    }
    let [
        activation,
        driving,
        idle,
        service,
        break_time,
        distance,
        per_stop,
        depot_setup,
        region_enter,
    ] = rounded;
    CostSummary {
        total,
        activation,
        driving,
        idle,
        service,
        break_time,
        distance,
        per_stop,
        depot_setup,
        region_enter,
    }
}

#[cfg(test)]
mod tests {
    use super::{CostParts, cost_summary};
    use crate::units::Money;

    #[test]
    fn the_largest_fractions_are_rounded_up_until_the_parts_add_up() {
        // In 1/18 000: driving 1.5, idle 0.5, service 0.6: total 2.6 rounds to 3, parts down to
        // 1 + 0 + 0, so two go up: service (.6), then driving (.5, before idle).
        let mut parts = CostParts::default();
        parts.0[1] = Money(27_000);
        parts.0[2] = Money(9_000);
        parts.0[3] = Money(10_800);
        let summary = cost_summary(&parts);
        assert_eq!(summary.total, 3);
        assert_eq!((summary.driving, summary.idle, summary.service), (2, 0, 1));
    }
}
