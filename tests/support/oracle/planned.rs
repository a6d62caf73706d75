//! SEMANTICS 1.5: an existing route that needs an unreachable leg keeps its departure and breaks;
//! the leg shows −1/−1 and counts 0; every step from there on keeps its planned times (without
//! any: as after a drive of 0 s).
//!
//! What 1.5 leaves open is decided in `docs/limits.md`: a break keeps its place and length and begins
//! when it was planned to, or once the vehicle is free there; what is left of the working time is idle.

use super::compare;
use super::expected;
use super::journey::Journey;
use super::timeline::{self, Span, Timeline};
use super::timing;
use routewright::model::{Route, RouteStep, StepType};

/// Every difference between an emitted route and what 1.5 says of it.
pub(crate) fn differences(journey: &Journey, route: &Route) -> Vec<String> {
    let id = format!("{}-{}", journey.vehicle_id, journey.date);
    let Some(planned) = journey.snapshot.routes.get(&id) else {
        return vec!["a new route with an unreachable leg (1.5)".to_owned()];
    };
    let plan = Plan::of(planned, journey.visits.len());
    compare::routes(route, &expected::route(journey, &plan.kept(journey)))
}

/// What a route was planned to be.
struct Plan {
    departure: Option<i64>,
    /// Place, start and length.
    breaks: Vec<(usize, i64, i64)>,
    visits: Vec<Option<Span>>,
    end: Option<i64>,
}

impl Plan {
    fn of(route: &Route, visits: usize) -> Self {
        let mut plan = Self { departure: None, breaks: Vec::new(), visits: Vec::new(), end: None };
        // A break after a step that drives on is at the place of the step after it.
        let mut driven = true;
        for step in &route.steps {
            match step.kind {
                StepType::Departure => plan.departure = Some(step.end_sec).filter(|own| *own >= 0),
                StepType::Arrival => plan.end = Some(step.arrival_sec).filter(|own| *own > 0),
                StepType::Pickup | StepType::Delivery | StepType::Depot => {
                    plan.visits.push(times(step));
                }
                StepType::Brk => {
                    let place = 2 * plan.visits.len() + usize::from(driven);
                    let length = (step.end_sec - step.start_sec).max(0);
                    plan.breaks.push((place.min(2 * visits), step.start_sec, length));
                }
                _ => {}
            }
            let goes_on = matches!(step.kind, StepType::Brk | StepType::Preparation);
            driven = step.drive_to_next_sec != 0 || driven && goes_on;
        }
        plan
    }

    /// The timeline that keeps of it what 1.5 says.
    fn kept(&self, journey: &Journey) -> Timeline {
        let chosen = timing::choose(journey);
        let mut breaks = self.breaks.clone();
        let departure = self.departure.unwrap_or(chosen.departure);
        if self.departure.is_none() {
            // It was never timed: departure and breaks are those of a drive of 0 s.
            let length = |own: &Span| own.end - own.start;
            let own = chosen.breaks.iter().map(|(at, span)| (*at, span.start, length(span)));
            breaks = own.collect();
        }
        let mut line = Timeline { departure, ..Timeline::default() };
        let mut free = departure + journey.preparation;
        let mut lost = false;
        for (index, visit) in journey.visits.iter().enumerate() {
            pause(&mut line, &mut free, &breaks, 2 * index);
            lost |= journey.legs[index].is_none();
            free += journey.leg(index).sec + visit.parking;
            pause(&mut line, &mut free, &breaks, 2 * index + 1);
            let (start, _) = timeline::service_start(visit, free);
            let undisturbed = Span { arrival: free, start, end: start + visit.duration() };
            let planned = self.visits.get(index).copied().flatten().filter(|_| lost);
            line.visits.push(planned.unwrap_or(undisturbed));
            free = planned.unwrap_or(undisturbed).end;
        }
        let last = journey.visits.len();
        pause(&mut line, &mut free, &breaks, 2 * last);
        lost |= journey.legs[last].is_none();
        let end = free + journey.leg(last).sec + journey.close_out;
        line.end = self.end.filter(|_| lost).unwrap_or(end);
        line.home = line.end - journey.close_out;
        line.pausing = breaks.iter().map(|(_, _, length)| length).sum();
        let work: i64 = journey.visits.iter().map(|visit| visit.duration() + visit.parking).sum();
        let work = work + journey.preparation + journey.close_out + journey.driving();
        line.idle = (line.end - line.departure - work - line.pausing).max(0);
        line
    }
}

/// A step without any time was never timed.
fn times(step: &RouteStep) -> Option<Span> {
    let span = Span { arrival: step.arrival_sec, start: step.start_sec, end: step.end_sec };
    (span.arrival > 0 || span.start > 0 || span.end > 0).then_some(span)
}

fn pause(line: &mut Timeline, free: &mut i64, breaks: &[(usize, i64, i64)], place: usize) {
    for (_, planned, length) in breaks.iter().filter(|(at, ..)| *at == place) {
        let start = (*planned).max(*free);
        let span = Span { arrival: *free, start, end: start + length };
        line.breaks.push((place, span));
        *free = span.end;
    }
}
