//! Which vehicle on which date may serve which task: forced vehicle, tags, dates, regions
//! (documents: codes VE, TGI, TGO, ELG, RGN; SEMANTICS 4.3).

use super::{DayIdx, NOWHERE, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::model::StepViolation;

/// Up to so many tasks it is not worth while to look which days are alike.
const FEW: usize = 20;

/// One bit per task and day.
#[derive(Clone, Debug, Default)]
pub(super) struct EligibleTable {
    words_per_task: usize,
    words: Vec<u64>,
}

impl EligibleTable {
    #[inline]
    pub(super) fn allows(&self, task: TaskIdx, day: DayIdx) -> bool {
        let word = self.words[task as usize * self.words_per_task + day as usize / 64];
        word >> (day % 64) & 1 == 1
    }

    pub(super) fn new(days: usize) -> Self {
        Self { words_per_task: days.div_ceil(64), words: Vec::new() }
    }

    /// Tries every task from that one on, on every usable day, or on one of each kind.
    pub(super) fn extend(&mut self, problem: &Problem, first: usize) {
        self.words.resize(self.words_per_task * problem.tasks.len(), 0);
        let kinds = self.kinds(problem, first);
        for (task_idx, task) in problem.tasks().skip(first) {
            if !task.located || task.stops().any(|stop| problem.is_open_wait(stop)) {
                continue;
            }
            let from = task_idx as usize * self.words_per_task;
            let own = &mut self.words[from..from + self.words_per_task];
            for (day, alike) in &kinds {
                let day = &problem.days[*day as usize];
                let allowed = task.eligible_dates[day.date_idx as usize]
                    && task.stops().all(|stop| assignment_codes(problem, stop, day).is_empty());
                if allowed {
                    own.iter_mut().zip(alike).for_each(|(word, alike)| *word |= alike);
                }
            }
        }
    }

    /// A usable day of each kind, with the bits of all of that kind; of few tasks each day is one of
    /// its own.
    fn kinds(&self, problem: &Problem, first: usize) -> Vec<(DayIdx, Vec<u64>)> {
        let kinds = if problem.tasks.len() - first > FEW {
            problem.kinds()
        } else {
            problem.days().map(|(day, _)| day).collect()
        };
        let mut found: Vec<(DayIdx, Vec<u64>)> = Vec::new();
        let mut place_of = vec![usize::MAX; kinds.len()];
        for ((day, vehicle), kind) in problem.days().zip(&kinds) {
            if !vehicle.usable() {
                continue;
            }
            let place = &mut place_of[*kind as usize];
            if *place == usize::MAX {
                *place = found.len();
                found.push((day, vec![0; self.words_per_task]));
            }
            found[*place].1[day as usize / 64] |= 1 << (day % 64);
        }
        found
    }

    /// Forgets all tasks but the first ones.
    pub(super) fn truncate(&mut self, tasks: usize) {
        self.words.truncate(self.words_per_task * tasks);
    }
}

/// The codes of one stop on one day, in the documents' order.
pub(super) fn assignment_codes(
    problem: &Problem,
    stop: StopIdx,
    day: &VehicleDay,
) -> Vec<StepViolation> {
    let stop = &problem.stops[stop as usize];
    let task = &problem.tasks[stop.task as usize];
    let mut codes = Vec::new();
    if task.forced_vehicle.as_ref().is_some_and(|forced| *forced != day.vehicle_id) {
        codes.push(StepViolation::Ve);
    }
    if stop.tags_in.iter().any(|tag| day.tags.binary_search(tag).is_err()) {
        codes.push(StepViolation::Tgi);
    }
    if stop.tags_out.iter().any(|tag| day.tags.binary_search(tag).is_ok()) {
        codes.push(StepViolation::Tgo);
    }
    if !task.eligible_dates[day.date_idx as usize] {
        codes.push(StepViolation::Elg);
    }
    if stop.depot.is_none() && outside_regions(problem, stop.place, day) {
        codes.push(StepViolation::Rgn);
    }
    codes
}

/// Regions contain the step, and the vehicle works in none of them. Outside all regions every
/// vehicle may go, unless regions are strict: then only one without regions.
fn outside_regions(problem: &Problem, place: u32, day: &VehicleDay) -> bool {
    let Some(allowed) = &day.regions else { return false };
    // A step without usable coordinates lies in no region either.
    let own = match place {
        NOWHERE => &[],
        place => problem.regions.members(problem.regions.set_of(place)),
    };
    if own.is_empty() {
        return problem.rules.strict_regions;
    }
    !own.iter().any(|region| allowed.contains(region))
}
