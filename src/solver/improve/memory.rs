//! What local search remembers from round to round.

use super::asked::Asked;
use super::cheapest::Cheapest;
use super::touched::Touched;
use crate::problem::StopIdx;
use crate::solver::tour::Tour;
use crate::units::Money;

/// See the module's head.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Memory {
    /// What is still to be looked at.
    pub(super) touched: Touched,
    /// Where stops would be put.
    pub(super) cheapest: Cheapest,
    /// What pairs would cost.
    pub(super) asked: Asked,
    /// Buffers of a tour without a pair, and of another.
    pub(super) rest: Tour,
    pub(super) other_rest: Tour,
    /// Buffers for tours as they would be, and what they would cost.
    pub(super) results: Vec<(Vec<StopIdx>, Money)>,
    /// How often local search has begun.
    pub(super) runs: u64,
}

impl Memory {
    /// Nothing of so many stops.
    pub(in crate::solver) fn new(stops: usize) -> Self {
        Self {
            touched: Touched::new(stops),
            cheapest: Cheapest::default(),
            asked: Asked::default(),
            rest: Tour::default(),
            other_rest: Tour::default(),
            results: Vec::new(),
            runs: 0,
        }
    }
}
