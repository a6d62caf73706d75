//! Stops that begin before one that they wait for has ended.

use super::Breach;
use crate::model::{ReasonCode, StepViolation};
use crate::problem::{DayIdx, Problem, StopIdx};
use crate::schedule::{Evaluation, spans};

/// Of each of these routes, evaluated together: `TW` by the seconds that a stop begins too early. A
/// precursor that is on none of them is not asked for.
#[must_use]
pub fn early_starts(
    problem: &Problem,
    routes: &[(DayIdx, &[StopIdx])],
    evaluations: &[Evaluation],
) -> Vec<Vec<Breach>> {
    let days = routes.iter().map(|(day, _)| *day);
    let spans = spans(problem, days.zip(evaluations));
    let early = |stop: StopIdx| {
        let (start, _) = *spans.get(&stop)?;
        let waits = problem.waits.iter().filter(|wait| wait.stop == stop);
        let ends = waits.filter_map(|wait| spans.get(&wait.precursor));
        ends.map(|(_, end)| end - start).max().filter(|early| *early > 0)
    };
    let of_route = |(_, items): &(DayIdx, &[StopIdx])| {
        let items = items.iter().enumerate();
        let breach = |(at, stop): (usize, &StopIdx)| {
            let by = early(*stop)?;
            Some(Breach::new(ReasonCode::Step(StepViolation::Tw), Some(by), Some(at)))
        };
        items.filter_map(breach).collect()
    };
    routes.iter().map(of_route).collect()
}
