//! Routes whose stops wait for stops of other routes.
//!
//! Each route is evaluated once the routes that it waits for are; where routes wait for each other
//! in a circle, the first of them does not wait for the rest, and what that breaks is for the
//! checks to tell. Departures are chosen route by route: one never leaves later for another's sake.

use super::evaluate::{Evaluation, Scheduler};
use super::timeline::StepWhat;
use crate::problem::{DayIdx, Problem, StopIdx};
use crate::sorted;
use crate::units::Sec;

/// Seconds of a day.
const DAY: Sec = 86_400;

/// When stops begin and end, each counted from the first date of the problem.
pub type Spans = sorted::Map<StopIdx, (Sec, Sec)>;

/// When the stops of evaluated routes begin and end.
#[must_use]
pub fn spans<'e>(
    problem: &Problem,
    routes: impl IntoIterator<Item = (DayIdx, &'e Evaluation)>,
) -> Spans {
    let mut spans = Spans::new();
    for (day, evaluation) in routes {
        let midnight = midnight(problem, day);
        for step in &evaluation.timeline.steps {
            if let StepWhat::Stop(stop) = step.what {
                let (start, end) = step.effective.unwrap_or((step.start, step.end));
                spans.insert(stop, (midnight + start, midnight + end));
            }
        }
    }
    spans
}

fn midnight(problem: &Problem, day: DayIdx) -> Sec {
    let date = problem.days[day as usize].date;
    problem.dates.first().map_or(0, |first| DAY * date.days_since(*first))
}

impl Scheduler {
    /// The evaluation of each of these routes, waits between them kept as far as that can be.
    pub fn evaluate_together(
        &mut self,
        problem: &Problem,
        routes: &[(DayIdx, &[StopIdx])],
    ) -> Vec<Evaluation> {
        let mut done: Vec<Option<Evaluation>> = vec![None; routes.len()];
        for _ in routes {
            let open = |at: &usize| done[*at].is_none();
            let is_next = |at: &usize| open(at) && !waits_for_open(problem, routes, &done, *at);
            let next = (0..routes.len()).find(is_next).or_else(|| (0..routes.len()).find(open));
            let Some(at) = next else { break };
            let known = routes.iter().zip(&done);
            let known = known.filter_map(|((day, _), own)| Some((*day, own.as_ref()?)));
            let spans = spans(problem, known);
            let (day, sequence) = routes[at];
            let midnight = midnight(problem, day);
            self.releases = problem
                .waits
                .iter()
                .filter_map(|wait| Some((wait.stop, spans.get(&wait.precursor)?.1 - midnight)))
                .collect();
            done[at] = Some(self.evaluate(problem, &problem.days[day as usize], sequence));
        }
        self.releases.clear();
        done.into_iter().flatten().collect()
    }
}

/// Whether a route has a stop that waits for one of another route that is not evaluated yet.
fn waits_for_open(
    problem: &Problem,
    routes: &[(DayIdx, &[StopIdx])],
    done: &[Option<Evaluation>],
    at: usize,
) -> bool {
    let own = routes[at].1;
    let mut waits = problem.waits.iter().filter(|wait| own.contains(&wait.stop));
    waits.any(|wait| {
        let others = routes.iter().zip(done).enumerate();
        let mut open = others.filter(|(other, (_, done))| *other != at && done.is_none());
        open.any(|(_, ((_, items), _))| items.contains(&wait.precursor))
    })
}
