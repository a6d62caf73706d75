//! VE TGI TGO ELG TW RGN PDM PDI OWB of every stop.

use super::Breach;
use crate::model::{ReasonCode, StepViolation};
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::schedule::{Evaluation, StepWhat};
use crate::units::Sec;

pub(super) fn collect(
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    evaluation: &Evaluation,
    found: &mut Vec<Breach>,
) {
    let times = evaluation
        .timeline
        .steps
        .iter()
        .filter(|step| matches!(step.what, StepWhat::Stop(_) | StepWhat::Reload));
    for ((item, stop), step) in sequence.iter().enumerate().zip(times) {
        if step.what == StepWhat::Reload {
            continue;
        }
        let mut note = |code, by| found.push(Breach::new(ReasonCode::Step(code), by, Some(item)));
        for code in problem.assignment_codes(*stop, day) {
            note(code, None);
        }
        // Of a step that took place it counts when that was (SEMANTICS 6.2).
        let span = step.effective.unwrap_or((step.start, step.end));
        if let Some(late) = outside_windows(problem, day, *stop, span) {
            note(StepViolation::Tw, Some(late));
        }
        if let Some(code) = pairing(problem, sequence, item) {
            note(code, None);
        }
        if step.outside_work {
            note(StepViolation::Owb, None);
        }
    }
}

/// Seconds by which a service misses the stop's windows: after the last one, or to the nearest.
fn outside_windows(
    problem: &Problem,
    day: &VehicleDay,
    stop: StopIdx,
    (start, end): (Sec, Sec),
) -> Option<Sec> {
    let bound = start + problem.stops[stop as usize].lead(end - start);
    let windows = problem.windows_of(stop, day);
    let misses = windows.iter().map(|window| (window.start - start).max(bound - window.end).max(0));
    misses.min().filter(|miss| *miss > 0)
}

/// Whether the other stops of the task are missing, or in the wrong order (SEMANTICS 4.4).
fn pairing(problem: &Problem, sequence: &[StopIdx], item: usize) -> Option<StepViolation> {
    let task = &problem.tasks[problem.stops[sequence[item] as usize].task as usize];
    if task.count < 2 {
        return None;
    }
    let mut last = None;
    let mut in_order = true;
    for stop in task.stops() {
        let Some(at) = sequence.iter().position(|other| *other == stop) else {
            return Some(StepViolation::Pdm);
        };
        in_order &= last.is_none_or(|last| last < at);
        last = Some(at);
    }
    (!in_order).then_some(StepViolation::Pdi)
}
