//! The end of a search, in steps: the first plan is built to its end, every left-out task tries
//! every place exactly, and the last criterion is looked at.

use super::Solver;
use super::construct::complete::Completion;
use super::pickups;
use super::polish::Polish;
use crate::problem::{DayIdx, Problem, TaskIdx};

/// How far the end of a search has come.
#[derive(Clone, Debug, Default)]
pub(super) enum Closing {
    /// It has not begun.
    #[default]
    Open,
    /// The first plan is built in haste.
    Hurrying,
    /// Left-out tasks are tried everywhere.
    Completing(Completion),
    Polishing(Completion, Polish),
    /// Another sequence may have room where the one before had none.
    CompletingAgain(Completion),
    Closed,
}

impl Closing {
    /// Positions looked at, an exact price counting as some.
    fn work(&self) -> u64 {
        match self {
            Self::Completing(own) | Self::CompletingAgain(own) => own.work,
            Self::Polishing(own, polish) => own.work + polish.work,
            Self::Open | Self::Hurrying | Self::Closed => 0,
        }
    }
}

/// Tasks that are tried everywhere to know how much work that is.
const REHEARSED: usize = 16;

impl Solver {
    /// About how much work trying everything that is left out everywhere and telling the result are
    /// worth, in the unit of [`Solver::work`]: as measured in examples with none to thousands of orders
    /// left out, but what was rehearsed as it was.
    #[must_use]
    pub fn closing_work(&self) -> (u64, u64) {
        let count = |list: &[TaskIdx]| u64::try_from(list.len()).unwrap_or(u64::MAX);
        // Before there is a plan nobody knows; mostly all is served.
        let left = if self.has_no_plan() { 0 } else { count(&self.best.absent) };
        let planned = count(&self.scope.tasks).saturating_sub(left);
        let days = u64::try_from(self.scope.days.len()).unwrap_or(u64::MAX);
        let late = if self.is_elastic { left * (planned + days) * 10 } else { 0 };
        // Trying a day for an order left out, some of whose places are priced exactly.
        let each = match self.rehearsed {
            (0, _) => days * 80,
            (tasks, work) => work / tasks,
        };
        // Timing and telling a stop, saying why an order is out.
        (left * each + late, planned * 150 + left * (4_500 + days * 30))
    }

    /// Tries some of what is left out everywhere, as will be done at the end: from then on
    /// [`Solver::closing_work`] knows how much work that is. True if the best plan changed.
    pub fn rehearse(&mut self, problem: &Problem) -> bool {
        // What routes are being made fewer by is left out on purpose.
        if self.is_constructing() || self.fleet.is_some() {
            return false;
        }
        self.state.begin();
        let mut completion = Completion::new(problem, &self.scope.days, &mut self.state);
        let all = completion.open();
        while all - completion.open() < REHEARSED && completion.step(problem, &mut self.state) {}
        let tried = all - completion.open();
        self.rehearsed = (u64::try_from(tried).unwrap_or(u64::MAX), completion.work);
        self.mark_stale();
        let is_best = self.best.is_beaten(problem, &mut self.state);
        if is_best {
            self.record(problem);
        }
        is_best
    }

    /// Goes on with the end of the search: one insertion of the first plan, one task or day of
    /// trying everywhere, one look at a tour. How much work that was, as [`Solver::work`] counts it;
    /// `None` once nothing is left to do. `polishes` says whether the last criterion is looked at.
    pub fn close_step(&mut self, problem: &Problem, polishes: bool) -> Option<u64> {
        let before = self.work() + self.closing.work();
        self.closing = match std::mem::take(&mut self.closing) {
            Closing::Open => {
                self.places.is_hasty = true;
                if let Some(construction) = &mut self.construction {
                    construction.hurry(problem, &self.places, &self.state);
                }
                self.construction.take_if(|construction| construction.complete > 0);
                Closing::Hurrying
            }
            Closing::Hurrying if self.construction.is_some() => {
                self.advance(problem, 0);
                self.construction.take_if(|construction| construction.complete > 0);
                Closing::Hurrying
            }
            Closing::Hurrying => self.begin_completion(problem),
            Closing::Completing(mut completion) => {
                if completion.step(problem, &mut self.state) {
                    Closing::Completing(completion)
                } else if polishes {
                    Closing::Polishing(completion, Polish::new(self.changed_days()))
                } else {
                    self.closed(problem)
                }
            }
            Closing::Polishing(mut completion, mut polish) => {
                if polish.step(problem, &mut self.state) {
                    Closing::Polishing(completion, polish)
                } else {
                    completion.again(problem, &polish.changed, &mut self.state);
                    Closing::CompletingAgain(completion)
                }
            }
            Closing::CompletingAgain(mut completion) => {
                if completion.step(problem, &mut self.state) {
                    Closing::CompletingAgain(completion)
                } else {
                    self.closed(problem)
                }
            }
            Closing::Closed => Closing::Closed,
        };
        let is_closed = matches!(self.closing, Closing::Closed);
        let after = self.work() + self.closing.work();
        (!is_closed).then(|| after.saturating_sub(before))
    }

    /// Ends at once: what was found so far counts. A first plan that is not there yet is only given
    /// up where `whole` says so: what is not placed yet is left out then.
    pub fn cut(&mut self, problem: &Problem, whole: bool) {
        match std::mem::take(&mut self.closing) {
            Closing::Completing(completion) | Closing::CompletingAgain(completion) => {
                self.untried.extend(completion.cut(problem, &mut self.state));
                self.closing = self.closed(problem);
            }
            Closing::Polishing(..) => self.closing = self.closed(problem),
            Closing::Open | Closing::Hurrying if whole && self.has_no_plan() => {
                self.construction = None;
                self.untried.clone_from(&self.state.absent);
                self.closing = self.closed(problem);
            }
            other => self.closing = other,
        }
    }

    /// Whether the first plan is still being built.
    pub(super) fn has_no_plan(&self) -> bool {
        self.construction.as_ref().is_some_and(|first| first.complete == 0)
    }

    /// Tasks left out that were not tried everywhere, as there was no time left.
    #[must_use]
    pub fn untried(&self) -> &[TaskIdx] {
        &self.untried
    }

    fn begin_completion(&mut self, problem: &Problem) -> Closing {
        self.exhaustive = None;
        self.places.is_hasty = false;
        self.restore(problem);
        self.aim(problem);
        self.state.begin();
        Closing::Completing(Completion::new(problem, &self.scope.days, &mut self.state))
    }

    /// What the end has come to is the best plan, where it is better.
    fn closed(&mut self, problem: &Problem) -> Closing {
        self.mark_stale();
        if self.best.is_beaten(problem, &mut self.state) {
            self.record(problem);
        }
        if self.scope.aims.late_pickups {
            self.delay_pickups(problem);
        }
        Closing::Closed
    }

    /// All of that at once, for the plan as it stands.
    pub(super) fn settle(&mut self, problem: &Problem) {
        self.state.begin();
        let mut completion = Completion::new(problem, &self.scope.days, &mut self.state);
        while completion.step(problem, &mut self.state) {}
        let mut polish = Polish::new(self.changed_days());
        while polish.step(problem, &mut self.state) {}
        completion.again(problem, &polish.changed, &mut self.state);
        while completion.step(problem, &mut self.state) {}
        self.mark_stale();
        if self.best.is_beaten(problem, &mut self.state) {
            self.record(problem);
        }
    }

    /// Pickups close to their deliveries, whatever that does to the last criterion of SEMANTICS 5.
    fn delay_pickups(&mut self, problem: &Problem) {
        self.restore(problem);
        self.state.begin();
        let mut days = self.changed_days();
        while !days.is_empty() {
            days = pickups::run(problem, &days, &mut self.state);
            // Another sequence may have room where the one before had none.
            let absent = self.state.absent.len();
            let mut completion = Completion::new(problem, &days, &mut self.state);
            while completion.step(problem, &mut self.state) {}
            if self.state.absent.len() == absent {
                break;
            }
        }
        self.mark_stale();
        if !self.state.is_as_before() {
            self.record(problem);
        }
    }

    /// The days whose tour is not the one that they had from the start.
    fn changed_days(&self) -> Vec<DayIdx> {
        let initial = &self.scope.initial;
        let is_as_given = |day: &DayIdx| {
            let items = &self.state.tours[*day as usize].items;
            initial.iter().any(|(own, given)| own == day && given == items)
        };
        self.scope.days.iter().copied().filter(|day| !is_as_given(day)).collect()
    }
}
