//! A route second by second (SEMANTICS 2.1, 2.4–2.7, 2.9, 2.11).

use super::chain::{Chain, RELOAD, Visit};
use super::choose::Timing;
use super::place::{Spot, TakenBreak, service_start, windows_of};
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::units::{Mt, Sec};

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepWhat {
    /// Work begins.
    Departure,
    /// At the departure depot.
    Preparation,
    /// A stop of a task.
    Stop(StopIdx),
    /// A return to the departure depot.
    Reload,
    /// A break.
    Break,
    /// At the arrival depot.
    CloseOut,
    /// Work ends.
    Arrival,
}

/// One step. The ends carry the times they show: −1 where SEMANTICS 2.11 says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub what: StepWhat,
    /// Arrived and parked.
    pub arrival: Sec,
    /// Start of it.
    pub start: Sec,
    /// End of it.
    pub end: Sec,
    /// Parking before the arrival.
    pub parking: Sec,
    /// Seconds and metres of the drive after it; `None` = unreachable.
    pub next: Option<(Sec, Mt)>,
    /// Number of the vehicle's stop, −1 where it has none.
    pub stop_number: i64,
}

impl Step {
    const fn new(what: StepWhat, arrival: Sec, start: Sec, end: Sec) -> Self {
        Self { what, arrival, start, end, parking: 0, next: Some((0, 0)), stop_number: -1 }
    }

    /// Waiting of a pickup or delivery.
    #[must_use]
    pub const fn idle(&self) -> Sec {
        match self.what {
            StepWhat::Stop(_) => self.start - self.arrival,
            _ => 0,
        }
    }
}

/// All steps of a route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// In order of time.
    pub steps: Vec<Step>,
}

/// The plan that a route has, kept from the first leg on that cannot be driven (SEMANTICS 1.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// D.
    pub departure: Option<Sec>,
    /// The breaks, where they are and when they start.
    pub breaks: Vec<TakenBreak>,
    /// Arrival, start and end of each visit that has them.
    pub visits: Vec<Option<[Sec; 3]>>,
    /// E.
    pub end: Option<Sec>,
}

impl Timeline {
    /// The steps of a chain with known departure and breaks.
    #[must_use]
    pub fn new(
        problem: &Problem,
        day: &VehicleDay,
        chain: &Chain,
        timing: &Timing,
        planned: &Planned,
    ) -> Self {
        let mut draft = Draft::new(day, timing);
        for (at, visit) in chain.visits.iter().enumerate() {
            draft.take_breaks(2 * at);
            draft.drive(visit.reachable, visit.drive, visit.distance);
            draft.moment += visit.parking;
            draft.take_breaks(2 * at + 1);
            draft.visit(problem, day, visit, planned.visits.get(at).copied().flatten());
        }
        draft.take_breaks(2 * chain.visits.len());
        draft.drive(chain.home_reachable, chain.home_drive, chain.home_distance);
        draft.finish(day, planned.end);
        Self { steps: draft.steps }
    }

    /// E: when work ends.
    #[must_use]
    pub fn end(&self) -> Sec {
        self.steps.last().map_or(0, |arrival| arrival.arrival)
    }
}

struct Draft<'t> {
    steps: Vec<Step>,
    timing: &'t Timing,
    next_break: usize,
    moment: Sec,
    stop_number: i64,
    lost: bool,
}

impl<'t> Draft<'t> {
    fn new(day: &VehicleDay, timing: &'t Timing) -> Self {
        let begin = timing.departure;
        let mut departure = Step::new(StepWhat::Departure, -1, -1, begin);
        departure.stop_number = 0;
        let mut steps = vec![departure];
        if day.preparation > 0 {
            let end = begin + day.preparation;
            steps.push(Step::new(StepWhat::Preparation, begin, begin, end));
        }
        Self {
            steps,
            timing,
            next_break: 0,
            moment: begin + day.preparation,
            stop_number: 0,
            lost: false,
        }
    }

    fn take_breaks(&mut self, spot: Spot) {
        while let Some(taken) =
            self.timing.breaks.get(self.next_break).filter(|taken| taken.spot == spot)
        {
            let start = self.moment.max(taken.given.start);
            let end = start + taken.given.duration;
            self.steps.push(Step::new(StepWhat::Break, self.moment, start, end));
            self.moment = end;
            self.next_break += 1;
        }
    }

    /// The drive is shown on the last step before the wheels turn.
    fn drive(&mut self, reachable: bool, seconds: Sec, metres: Mt) {
        if let Some(last) = self.steps.last_mut() {
            last.next = reachable.then_some((seconds, metres));
        }
        self.lost |= !reachable;
        self.moment += seconds;
    }

    fn visit(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        visit: &Visit,
        kept: Option<[Sec; 3]>,
    ) {
        let arrival = self.moment;
        let start = service_start(windows_of(problem, day, visit.item), arrival);
        let what = if visit.item == RELOAD { StepWhat::Reload } else { StepWhat::Stop(visit.item) };
        let mut step = Step::new(what, arrival, start, start + visit.service);
        if let Some([arrival, start, end]) = kept.filter(|_| self.lost) {
            step = Step::new(what, arrival, start, end);
        }
        self.stop_number += i64::from(visit.new_place);
        step.stop_number = self.stop_number;
        step.parking = visit.parking;
        self.moment = step.end;
        self.steps.push(step);
    }

    fn finish(&mut self, day: &VehicleDay, kept: Option<Sec>) {
        let mut end = self.moment + day.close_out;
        if let Some(planned) = kept.filter(|_| self.lost) {
            end = planned;
        }
        if day.close_out > 0 {
            let begin = end - day.close_out;
            self.steps.push(Step::new(StepWhat::CloseOut, begin, begin, end));
        }
        let mut arrival = Step::new(StepWhat::Arrival, end, end, -1);
        arrival.stop_number = self.stop_number + 1;
        self.steps.push(arrival);
    }
}
