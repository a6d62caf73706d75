//! A route second by second (SEMANTICS 2.1, 2.4–2.7, 2.9, 2.11).

use super::chain::{Chain, RELOAD, Visit};
use super::choose::Timing;
use super::opening::Opening;
use super::place::{Spot, TakenBreak};
use crate::problem::{Executed, Problem, Progress, StopIdx, VehicleDay};
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
    /// Start and end as they were, of a step that took place.
    pub effective: Option<(Sec, Sec)>,
    /// It took place outside its driver's working time.
    pub outside_work: bool,
    /// It is not driven to before that moment, as the vehicle had nothing to do.
    pub resumes: Option<Sec>,
}

impl Step {
    const fn new(what: StepWhat, arrival: Sec, start: Sec, end: Sec) -> Self {
        Self {
            what,
            arrival,
            start,
            end,
            parking: 0,
            next: Some((0, 0)),
            stop_number: -1,
            effective: None,
            outside_work: false,
            resumes: None,
        }
    }

    /// A step that took place: it shows what was planned, and when it was.
    const fn executed(what: StepWhat, executed: &Executed) -> Self {
        let [arrival, start, end] = executed.planned;
        Self {
            effective: executed.effective,
            outside_work: executed.outside_work,
            ..Self::new(what, arrival, start, end)
        }
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
        let mut draft = Draft::new(timing, chain.not_before);
        draft.depart(day);
        draft.rest(problem, day, chain, 0, planned);
        draft.finish(day, planned.end);
        Self { steps: draft.steps }
    }

    /// The steps of a chain of which the first visits took place.
    #[must_use]
    pub(super) fn in_progress(
        problem: &Problem,
        day: &VehicleDay,
        chain: &Chain,
        timing: &Timing,
        planned: &Planned,
        progress: &Progress,
    ) -> Self {
        let mut draft = Draft::new(timing, chain.not_before);
        draft.depart(day);
        if let Some(executed) = &progress.preparation {
            draft.steps.truncate(1);
            draft.steps.push(Step::executed(StepWhat::Preparation, executed));
        }
        draft.executed(chain, progress);
        let done = progress.executed.len();
        if progress.is_prepared() {
            draft.moment = progress.anchor();
        }
        let any = done < chain.visits.len();
        let left = progress.left_for(any);
        let resumes = any && left.is_none() && progress.resume > draft.moment;
        if let Some(left) = left {
            draft.moment = left.at;
        } else if resumes {
            draft.moment = progress.resume;
        }
        let begun = draft.steps.len();
        draft.rest(problem, day, chain, done, planned);
        if resumes {
            let mut rest = draft.steps[begun..].iter_mut();
            let next = rest.find(|step| matches!(step.what, StepWhat::Stop(_)));
            next.into_iter().for_each(|step| step.resumes = Some(progress.resume));
        }
        match &progress.close_out {
            None => draft.finish(day, planned.end),
            Some(executed) => {
                let all = progress.executed.len() == chain.visits.len();
                draft.finish_executed(executed, all);
            }
        }
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
    not_before: Sec,
    lost: bool,
}

impl<'t> Draft<'t> {
    const fn new(timing: &'t Timing, not_before: Sec) -> Self {
        let moment = timing.departure;
        Self {
            steps: Vec::new(),
            timing,
            next_break: 0,
            moment,
            stop_number: 0,
            not_before,
            lost: false,
        }
    }

    fn depart(&mut self, day: &VehicleDay) {
        let begin = self.timing.departure;
        let mut departure = Step::new(StepWhat::Departure, -1, -1, begin);
        departure.stop_number = 0;
        self.steps.push(departure);
        if day.preparation > 0 {
            let end = begin + day.preparation;
            self.steps.push(Step::new(StepWhat::Preparation, begin, begin, end));
        }
        self.moment = begin + day.preparation;
    }

    /// The visits that took place, with the breaks among them.
    fn executed(&mut self, chain: &Chain, progress: &Progress) {
        let mut breaks = progress.breaks.iter().peekable();
        for (at, (visit, executed)) in chain.visits.iter().zip(&progress.executed).enumerate() {
            for spot in [2 * at, 2 * at + 1] {
                if spot % 2 == 1 {
                    self.drive(visit.reachable, visit.drive, visit.distance);
                }
                while let Some(kept) = breaks.next_if(|kept| kept.spot == spot) {
                    let [arrival, start, end] = kept.planned;
                    self.steps.push(Step::new(StepWhat::Break, arrival, start, end));
                }
            }
            let mut step = Step::executed(what(visit), executed);
            self.stop_number += i64::from(visit.new_place);
            step.stop_number = self.stop_number;
            step.parking = visit.parking;
            self.steps.push(step);
        }
        // Before a close-out that took place.
        for kept in breaks {
            let [arrival, start, end] = kept.planned;
            self.steps.push(Step::new(StepWhat::Break, arrival, start, end));
        }
        // What could not be driven was driven all the same.
        self.lost = false;
    }

    /// The visits from `first` on, and the drive home.
    fn rest(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        chain: &Chain,
        first: usize,
        planned: &Planned,
    ) {
        for (at, visit) in chain.visits.iter().enumerate().skip(first) {
            self.take_breaks(2 * at);
            self.drive(visit.reachable, visit.drive, visit.distance);
            self.moment = (self.moment + visit.parking).max(self.not_before);
            self.take_breaks(2 * at + 1);
            self.visit(problem, day, visit, planned.visits.get(at).copied().flatten());
        }
        self.take_breaks(2 * chain.visits.len());
        self.drive(chain.home_reachable, chain.home_drive, chain.home_distance);
        self.moment = self.moment.max(self.not_before);
    }

    fn take_breaks(&mut self, spot: Spot) {
        while let Some(taken) =
            self.timing.breaks.get(self.next_break).filter(|taken| taken.spot == spot)
        {
            let free = self.moment.max(self.not_before);
            let start = free.max(taken.given.start);
            let end = start + taken.given.duration;
            self.steps.push(Step::new(StepWhat::Break, free, start, end));
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
        let start = Opening::of(problem, day, visit).start(arrival);
        let mut step = Step::new(what(visit), arrival, start, start + visit.service);
        if let Some([arrival, start, end]) = kept.filter(|_| self.lost) {
            step = Step::new(what(visit), arrival, start, end);
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
        self.arrive(end);
    }

    /// The close-out took place: work ended with it, unless there is more to do after all.
    fn finish_executed(&mut self, executed: &Executed, all: bool) {
        self.steps.push(Step::executed(StepWhat::CloseOut, executed));
        let end = executed.effective.map_or(self.moment, |(_, end)| end);
        self.arrive(if all { end } else { end.max(self.moment) });
    }

    fn arrive(&mut self, end: Sec) {
        let mut arrival = Step::new(StepWhat::Arrival, end, end, -1);
        arrival.stop_number = self.stop_number + 1;
        self.steps.push(arrival);
    }
}

const fn what(visit: &Visit) -> StepWhat {
    if visit.item == RELOAD { StepWhat::Reload } else { StepWhat::Stop(visit.item) }
}
