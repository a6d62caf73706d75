//! The literal part of SEMANTICS 2: all times of a journey for a given departure and given places
//! of its breaks.

use super::journey::{Journey, Visit};

/// A break at a place: `break_index` counts `Journey::breaks`; places are numbered along the
/// route. Place 2i: at the end of the step before visit i (i = 0: departure or preparation), before
/// driving on. Place 2i + 1: after driving to visit i and parking, before its service. Place 2n of
/// n visits: before driving home. The numbers grow along the timeline, so that "the earliest
/// places" (2.3) are the smallest numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed {
    pub(crate) break_index: usize,
    pub(crate) place: usize,
}

/// Times of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) arrival: i64,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// All times of a route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timeline {
    /// Work begins.
    pub(crate) departure: i64,
    pub(crate) visits: Vec<Span>,
    /// In order, each with its place.
    pub(crate) breaks: Vec<(usize, Span)>,
    /// Arrived at the end, before the close-out.
    pub(crate) home: i64,
    /// Work ends (E).
    pub(crate) end: i64,
    /// Of 2.3.
    pub(crate) overrun: i64,
    /// Waiting for windows and before breaks.
    pub(crate) idle: i64,
    /// Σ of breaks.
    pub(crate) pausing: i64,
}

/// 2.6: the earliest start in a window not before `arrival`, and by how much it is late where
/// there is none.
pub(crate) fn service_start(visit: &Visit, arrival: i64) -> (i64, i64) {
    let fitting = visit.windows.iter().filter(|(_, last)| arrival <= *last);
    match fitting.map(|(first, _)| arrival.max(*first)).min() {
        Some(start) => (start, 0),
        None => {
            let last = visit.windows.iter().map(|(_, last)| *last).max();
            (arrival, last.map_or(0, |last| arrival - last))
        }
    }
}

/// 2.3: overrun of the route's end: after the working window, and beyond the working time.
pub(crate) fn end_overrun(journey: &Journey, departure: i64, end: i64) -> i64 {
    let after = (end - journey.window.1).max(0);
    let limit = journey.settings.max_working_time_sec;
    let beyond = if limit > 0 { (end - departure - limit).max(0) } else { 0 };
    after + beyond
}

/// The timeline that follows from a departure and placed breaks.
pub(crate) fn simulate(journey: &Journey, departure: i64, placed: &[Placed]) -> Timeline {
    let mut line = Timeline { departure, ..Timeline::default() };
    let mut free = departure + journey.preparation;
    for (index, visit) in journey.visits.iter().enumerate() {
        pause(journey, &mut line, &mut free, placed, 2 * index);
        let parked = free + journey.leg(index).sec + visit.parking;
        free = parked.max(journey.not_before);
        line.idle += free - parked;
        pause(journey, &mut line, &mut free, placed, 2 * index + 1);
        // After a break at the step's own place the arrival is the break's end (2.5).
        let (start, late) = service_start(visit, free);
        line.overrun += late;
        line.idle += start - free;
        line.visits.push(Span { arrival: free, start, end: start + visit.duration() });
        free = start + visit.duration();
    }
    let last = journey.visits.len();
    pause(journey, &mut line, &mut free, placed, 2 * last);
    let home = free + journey.leg(last).sec;
    line.home = home.max(journey.not_before);
    line.idle += line.home - home;
    line.end = line.home + journey.close_out;
    line.overrun += end_overrun(journey, departure, line.end);
    line
}

/// Takes the breaks of a place, each as early as it can start: when the vehicle is free and its
/// window has opened. A break may start late; it then counts as overrun.
fn pause(journey: &Journey, line: &mut Timeline, free: &mut i64, placed: &[Placed], place: usize) {
    for own in placed.iter().filter(|own| own.place == place) {
        let rule = journey.breaks[own.break_index];
        let waits = (*free).max(journey.not_before);
        let start = waits.max(rule.start_sec);
        line.overrun += (start - rule.end_sec).max(0);
        line.idle += start - *free;
        line.pausing += rule.duration_sec;
        let span = Span { arrival: waits, start, end: start + rule.duration_sec };
        line.breaks.push((place, span));
        *free = span.end;
    }
}
