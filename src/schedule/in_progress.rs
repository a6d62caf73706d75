//! The evaluation of a route in progress (SEMANTICS 6.2, 6.3, 6.8).

use super::chain::Chain;
use super::choose::Timing;
use super::cost::CostParts;
use super::evaluate::{Evaluation, Scheduler, count_orders};
use super::loads::load_profile_of;
use super::place::TakenBreak;
use super::progress::Progress;
use super::timeline::{Planned, Timeline};
use crate::problem::{Problem, StopIdx, VehicleDay};
use crate::units::Sec;

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
        let done = progress.executed.len();
        let rest_day = progress.rest_of(day);
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
            reachable: chain.reachable,
            timing,
        }
    }

    /// Service as it was: of what was executed the actual time counts (SEMANTICS 6.8).
    fn price_progress(&mut self, day: &VehicleDay, progress: &Progress) {
        let chain = &mut self.chain;
        for (visit, executed) in chain.visits.iter().zip(&progress.executed) {
            chain.working += Progress::served(executed, visit.service) - visit.service;
        }
        for (executed, planned) in
            [(progress.preparation, day.preparation), (progress.close_out, day.close_out)]
        {
            if let Some(executed) = executed {
                chain.working += Progress::served(&executed, planned) - planned;
            }
        }
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
