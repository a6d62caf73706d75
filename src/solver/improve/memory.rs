//! What local search remembers from round to round.

use super::cheapest::Cheapest;
use super::touched::Touched;

/// See the module's head.
#[derive(Clone, Debug)]
pub(in crate::solver) struct Memory {
    /// What is still to be looked at.
    pub(super) touched: Touched,
    /// Where stops would be put.
    pub(super) cheapest: Cheapest,
}

impl Memory {
    /// Nothing of so many stops.
    pub(in crate::solver) fn new(stops: usize) -> Self {
        Self { touched: Touched::new(stops), cheapest: Cheapest::default() }
    }
}
