//! The evaluator: sequence × day → timing, cost, loads.

use super::chain::Chain;
use super::choose::{Layers, Timing, choose};
use super::cost::CostParts;
use super::late::choose_planned;
use super::loads::{LoadProfile, load_profile};
use super::overrun::least_overrun;
use super::place::earliest_spots;
use super::timeline::{Planned, Timeline};
use crate::problem::{Problem, Started, StopIdx, TaskIdx, VehicleDay};
use crate::units::{Money, Mt, Sec};

/// Everything there is to know of a sequence on a day.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Departure, end, breaks, overrun.
    pub timing: Timing,
    /// Step by step.
    pub timeline: Timeline,
    /// Exact cost.
    pub parts: CostParts,
    /// Loads against their limits.
    pub loads: LoadProfile,
    /// Σ drive.
    pub driving: Sec,
    /// Σ distance.
    pub distance: Mt,
    /// Distinct orders.
    pub orders: i64,
    /// Every leg can be driven.
    pub reachable: bool,
}

/// What the search asks of a sequence that keeps every rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Exact cost.
    pub cost: Money,
    /// The part of it that waiting and breaks have.
    pub waiting: Money,
    /// Σ drive.
    pub driving: Sec,
    /// E − D.
    pub working: Sec,
    /// Σ seconds that services start after their last window, where they may.
    pub late: Sec,
}

/// The evaluator with its buffers.
#[derive(Clone, Debug, Default)]
pub struct Scheduler {
    pub(super) chain: Chain,
    pub(super) layers: Layers,
    /// When stops that others wait for have ended, by the stop that waits.
    pub(super) releases: Vec<(StopIdx, Sec)>,
}

impl Scheduler {
    /// The price of a sequence, or `None` where it breaks a rule of time, distance, number or
    /// reachability, or what stays of the day's route (SEMANTICS 4.7). Loads and eligibility are not
    /// looked at: the search knows them already.
    pub fn price(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
    ) -> Option<Price> {
        if !day.kept.allows(sequence) {
            return None;
        }
        if let Some(started) = day.kept.started(sequence) {
            return self.price_in_progress(problem, day, sequence, started);
        }
        self.chain.fill(problem, day, sequence);
        let chain = &self.chain;
        let work = chain.working + chain.driving;
        let over = !chain.reachable
            || work > day.max_working.min(day.window_end - day.window_start)
            || chain.driving > day.max_driving
            || chain.distance > day.max_distance;
        if over || sequence.is_empty() {
            return None;
        }
        let choice = choose_planned(problem, day, chain, &mut self.layers)?;
        Some(Price {
            cost: chain.fixed_cost(day) + choice.cost,
            waiting: choice.cost,
            driving: chain.driving,
            working: choice.end - choice.departure,
            late: choice.late,
        })
    }

    /// The whole evaluation of a sequence, whether it keeps the rules or not; where the day has begun,
    /// by what has happened.
    pub fn evaluate(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
    ) -> Evaluation {
        if let Some(Started { progress, .. }) = day.kept.started(sequence) {
            let planned = Planned::default();
            return self.evaluate_in_progress(problem, day, sequence, &planned, progress);
        }
        self.chain.fill(problem, day, sequence);
        for (stop, moment) in &self.releases {
            self.chain.release(*stop, *moment);
        }
        let timing = self.timing_of_chain(problem, day);
        self.evaluation(problem, day, sequence, timing, &Planned::default())
    }

    /// As [`Scheduler::evaluate`], for a route that has a plan: where a leg cannot be driven, it
    /// keeps departure, breaks and, from that leg on, times (SEMANTICS 1.5).
    pub fn evaluate_planned(
        &mut self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        planned: &Planned,
    ) -> Evaluation {
        self.chain.fill(problem, day, sequence);
        let Some(departure) = planned.departure.filter(|_| !self.chain.reachable) else {
            let timing = self.timing_of_chain(problem, day);
            return self.evaluation(problem, day, sequence, timing, planned);
        };
        let breaks = planned.breaks.clone();
        let timing = Timing { departure, end: departure, breaks, overrun: 0 };
        self.evaluation(problem, day, sequence, timing, planned)
    }

    fn timing_of_chain(&mut self, problem: &Problem, day: &VehicleDay) -> Timing {
        let chain = std::mem::take(&mut self.chain);
        let timing = self.timing(problem, day, &chain);
        self.chain = chain;
        timing
    }

    pub(super) fn timing(&mut self, problem: &Problem, day: &VehicleDay, chain: &Chain) -> Timing {
        let Some(choice) = choose(problem, day, chain, &mut self.layers) else {
            return least_overrun(problem, day, chain);
        };
        let breaks = &day.breaks[choice.first_break..choice.first_break + choice.taken];
        let (departure, end) = (choice.departure, choice.end);
        let breaks = earliest_spots(problem, day, chain, breaks, departure, end);
        Timing { departure, end, breaks, overrun: 0 }
    }

    fn evaluation(
        &self,
        problem: &Problem,
        day: &VehicleDay,
        sequence: &[StopIdx],
        mut timing: Timing,
        planned: &Planned,
    ) -> Evaluation {
        let chain = &self.chain;
        let timeline = Timeline::new(problem, day, chain, &timing, planned);
        timing.end = timeline.end();
        let break_time: Sec = timing.breaks.iter().map(|taken| taken.given.duration).sum();
        let idle = timing.end - timing.departure - chain.working - chain.driving - break_time;
        let idle = if chain.reachable { idle } else { idle.max(0) };
        Evaluation {
            timeline,
            parts: CostParts::new(day, chain, idle, break_time),
            loads: load_profile(problem, day, sequence),
            driving: chain.driving,
            distance: chain.distance,
            orders: count_orders(problem, sequence),
            reachable: chain.reachable,
            timing,
        }
    }
}

/// Distinct orders of a sequence.
#[must_use]
pub fn count_orders(problem: &Problem, sequence: &[StopIdx]) -> i64 {
    let mut tasks: Vec<TaskIdx> = sequence
        .iter()
        .filter_map(|item| problem.stops.get(*item as usize))
        .map(|stop| stop.task)
        .collect();
    tasks.sort_unstable();
    tasks.dedup();
    i64::try_from(tasks.len()).unwrap_or(i64::MAX)
}
