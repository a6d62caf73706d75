//! What the compiled problem holds beyond the documented objects: tasks of any number of stops,
//! windows that bind the completion, places in groups, stops that wait for others. The problems are
//! compiled from documented orders, and changed by hand.

mod groups;
mod loads;
mod places;
mod waits;
mod windows;

use crate::oracle::{date, with};
use routewright::model::Rules;
use routewright::problem::{Problem, StopIdx, compile};
use routewright::schedule::{Evaluation, Scheduler, StepWhat};
use routewright::sorted;
use serde_json::Value;

/// The base of the checker's tests with changes, compiled: orders `a`, `b`, `c` are stops 0, 1, 2.
fn compiled(change: impl FnOnce(&mut Value)) -> Problem {
    compile(&with(change), &Rules::default(), &sorted::Set::from([date()]))
}

/// Makes one task of the first stops, another of the next, and so on.
fn join(problem: &mut Problem, counts: &[u32]) {
    let mut first = 0;
    problem.tasks.truncate(counts.len());
    for ((at, task), count) in (0..).zip(&mut problem.tasks).zip(counts) {
        (task.first, task.count) = (first, *count);
        for stop in task.stops() {
            problem.stops[stop as usize].task = at;
        }
        first += count;
    }
}

/// A sequence of day 0.
fn evaluated(problem: &Problem, sequence: &[StopIdx]) -> Evaluation {
    Scheduler::default().evaluate(problem, &problem.days[0], sequence)
}

/// Arrival, start and end of every stop.
fn visits(evaluation: &Evaluation) -> Vec<[i64; 3]> {
    let steps = evaluation.timeline.steps.iter();
    let visits = steps.filter(|step| matches!(step.what, StepWhat::Stop(_)));
    visits.map(|step| [step.arrival, step.start, step.end]).collect()
}
