//! One broken rule at a time.

use super::{steps, vehicle};
use crate::model::ReasonCode;
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::schedule::Evaluation;

/// A broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub code: ReasonCode,
    /// By how many seconds, metres, hundredths of load or orders, where it can be measured.
    pub by: Option<i64>,
    /// Index in the sequence of the item that breaks it; `None` = the route as a whole.
    pub item: Option<usize>,
    /// Index of the load key, of `LD`.
    pub load_key: Option<usize>,
}

impl Breach {
    pub(super) const fn new(code: ReasonCode, by: Option<i64>, item: Option<usize>) -> Self {
        Self { code, by, item, load_key: None }
    }
}

/// Every rule that a sequence breaks on a day.
#[must_use]
pub fn breaches(
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    evaluation: &Evaluation,
) -> Vec<Breach> {
    let mut found = Vec::new();
    vehicle::collect(day, evaluation, &mut found);
    steps::collect(problem, day, sequence, evaluation, &mut found);
    found
}
