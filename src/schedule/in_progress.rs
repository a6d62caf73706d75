//! The evaluation of a route in progress (SEMANTICS 6.2, 6.3, 6.8).

use super::chain::Chain;
use super::choose::Timing;
use super::cost::CostParts;
use super::evaluate::{Evaluation, Price, Scheduler, count_orders};
use super::late::choose_planned;
use super::loads::load_profile_of;
use super::place::TakenBreak;
use super::timeline::{Planned, Timeline};
use crate::problem::{Problem, Progress, Started, StopIdx, VehicleDay};
use crate::units::{Money, Sec};

impl Scheduler {
    /// As [`Scheduler::evaluate_planned`], for a sequence that begins with what was executed.
    /// `planned` is in the order of the sequence.
    pub fn evaluate_in_progress(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        planned: &Planned,
        progress: &Progress,
    ) -> Evaluation {
        self.chain.fill(problem, day, sequence);
        self.chain.not_before = progress.not_before;
        for (stop, moment) in &self.releases {
            self.chain.release(*stop, *moment);
        }
        let done = progress.executed.len();
        let rest_day = progress.rest_of(day, done < sequence.len());
        let rest = rest_of(&self.chain, &rest_day, done);
        let mut timing = if rest.reachable {
            let mut timing = self.timing(problem, &rest_day, &rest);
            for taken in &mut timing.breaks {
                taken.spot += 2 * done;
            }
            timing
        } else {
            let later = |taken: &&TakenBreak| taken.spot >= 2 * done;
            let breaks = planned.breaks.iter().filter(later).copied().collect();
            Timing { breaks, ..Timing::default() }
        };
        timing.departure = progress.departure;
        self.price_progress(day, progress);
        let chain = &self.chain;
        let timeline = Timeline::in_progress(problem, day, chain, &timing, planned, progress);
        timing.end = timeline.end();
        let taken: Sec = timing.breaks.iter().map(|taken| taken.given.duration).sum();
        let break_time = progress.break_time() + taken;
        let idle = timing.end - timing.departure - chain.working - chain.driving - break_time;
        Evaluation {
            timeline,
            parts: CostParts::new(day, chain, idle.max(0), break_time),
            loads: load_profile_of(problem, day, sequence, &progress.unserved()),
            driving: chain.driving,
            distance: chain.distance,
            orders: count_orders(problem, sequence),
            // What could not be driven was driven all the same.
            reachable: rest.reachable,
            timing,
        }
    }

    /// As [`Scheduler::price`], for a day that has begun with the first items of the sequence.
    pub(super) fn price_in_progress(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        started: &Started,
    ) -> Option<Price> {
        let Started { progress, rest: rest_day } = started;
        self.chain.fill(problem, day, sequence);
        self.chain.not_before = progress.not_before;
        let done = progress.executed.len();
        let idle_day = (done == sequence.len()).then(|| progress.rest_of(day, false));
        let rest_day = idle_day.as_ref().unwrap_or(rest_day);
        let rest = rest_of(&self.chain, rest_day, done);
        let over = !rest.reachable
            || self.chain.driving > day.max_driving
            || self.chain.distance > day.max_distance;
        if over {
            return None;
        }
        let choice = choose_planned(problem, rest_day, &rest, &mut self.layers)?;
        self.price_progress(day, progress);
        let chain = &self.chain;
        let end = match progress.close_out.and_then(|own| own.effective) {
            Some((_, end)) if done == sequence.len() => end,
            Some((_, end)) => end.max(choice.end),
            None => choice.end,
        };
        // A departure that nobody reported may be planned for after what took place.
        let working = (end - progress.departure).max(0);
        let break_time = progress.break_time() + choice.break_time;
        let idle = working - chain.working - chain.driving - break_time;
        let parts = CostParts::new(day, chain, idle.max(0), break_time);
        let waiting = parts.waiting();
        let (driving, late) = (chain.driving, choice.late);
        Some(Price { cost: parts.total(), waiting, driving, working, late })
    }

    /// Service as it was: of what was executed the actual time counts (SEMANTICS 6.8).
    fn price_progress(&mut self, day: &VehicleDay, progress: &Progress) {
        let chain = &mut self.chain;
        for (visit, executed) in chain.visits.iter().zip(&progress.executed) {
            chain.working += progress.served(executed, visit.service) - visit.service;
        }
        for (executed, planned) in
            [(progress.preparation, day.preparation), (progress.close_out, day.close_out)]
        {
            if let Some(executed) = executed {
                chain.working += progress.served(&executed, planned) - planned;
            }
        }
    }
}

impl CostParts {
    /// What waiting and breaks cost.
    fn waiting(&self) -> Money {
        self.0[2] + self.0[4]
    }
}

/// What comes after the first `done` visits.
fn rest_of(chain: &Chain, rest_day: &VehicleDay, done: usize) -> Chain {
    let visits = chain.visits[done..].to_vec();
    Chain {
        home_drive: chain.home_drive,
        home_distance: chain.home_distance,
        home_reachable: chain.home_reachable,
        driving: visits.iter().map(|visit| visit.drive).sum::<Sec>() + chain.home_drive,
        working: visits.iter().map(|visit| visit.parking + visit.service).sum::<Sec>()
            + rest_day.preparation
            + rest_day.close_out,
        reachable: visits.iter().all(|visit| visit.reachable) && chain.home_reachable,
        not_before: chain.not_before,
        visits,
        ..Chain::default()
    }
}
