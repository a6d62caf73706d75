//! What to offer where a slot has no place for an order: of all places on the date, the slot's
//! windows set aside, the one with the start closest to them (API "ProposalsSet").

use super::targets::{Found, Targets};
use crate::problem::{DayIdx, StopIdx, TaskIdx, Window};
use crate::schedule::Scheduler;
use crate::solver::{Insertion, all_places};
use crate::sorted;
use crate::units::{Money, Sec};

/// How many places are evaluated exactly, those that are roughly nearest; and how many where none of
/// them is feasible.
const EXACT: usize = 64;
const MOST: usize = 1_000;

/// The nearest place of `free`, a task without windows, to the windows of `wanted`.
pub(super) fn nearest(targets: &mut Targets, wanted: TaskIdx, free: TaskIdx) -> Option<Found> {
    let mut scheduler = Scheduler::default();
    let mut rough: Vec<(Sec, DayIdx, Vec<StopIdx>)> = Vec::new();
    let stops: Vec<StopIdx> = targets.problem.tasks[free as usize].stops().collect();
    for (day, vehicle) in targets.problem.days() {
        if !targets.takes(free, day) {
            continue;
        }
        for items in
            all_places(&targets.problem, vehicle, free, targets.sequence(day), 1, &|_| true)
        {
            let (fails, starts) = scheduler.rough_starts(&targets.problem, vehicle, &items, &stops);
            if fails.sum() == 0 {
                rough.push((distance(targets, wanted, day, &starts), day, items));
            }
        }
    }
    sorted::plain(&mut rough);
    let mut best: Option<((Sec, Money), Found)> = None;
    for (at, (_, day, items)) in rough.into_iter().enumerate() {
        if at >= MOST || (at >= EXACT && best.is_some()) {
            break;
        }
        let evaluation = targets.evaluate(day, &items);
        let broken = targets.breaches(day, &items, &evaluation);
        let is_known = |breach| targets.tolerated.has(day, &items, breach);
        if evaluation.timing.overrun > 0 || !broken.iter().all(is_known) {
            continue;
        }
        let starts: Vec<Sec> = stops
            .iter()
            .filter_map(|stop| {
                let kind = targets.problem.stops[*stop as usize].kind;
                targets.start(&evaluation, free, kind)
            })
            .collect();
        let cost = evaluation.parts.total();
        let before = targets.cost(day);
        let key = (distance(targets, wanted, day, &starts), cost - before);
        if best.as_ref().is_none_or(|(least, _)| key < *least) {
            best = Some((key, Found { day, insertion: Insertion { items, cost, before } }));
        }
    }
    best.map(|(_, found)| found)
}

/// Seconds by which starts miss the windows of the wanted task's stops.
fn distance(targets: &Targets, wanted: TaskIdx, day: DayIdx, starts: &[Sec]) -> Sec {
    let problem = &targets.problem;
    let vehicle = &problem.days[day as usize];
    let miss = |(stop, start): (StopIdx, &Sec)| {
        let windows = problem.windows_of(stop, vehicle).iter();
        let bound = start + problem.lead(stop, problem.stops[stop as usize].service);
        let miss = |window: &Window| (window.start - start).max(bound - window.end).max(0);
        windows.map(miss).min().unwrap_or(0)
    };
    problem.tasks[wanted as usize].stops().zip(starts).map(miss).sum()
}
