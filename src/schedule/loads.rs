//! What is on board along a sequence (SEMANTICS 3).

use super::chain::RELOAD;
use crate::problem::{Goods, Problem, StopIdx, Task, VehicleDay};

/// How far the loads of a sequence leave their limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadProfile {
    /// Most hundredths above a capacity on any leg; 0 = none.
    pub excess: i64,
    /// The load key of it.
    pub excess_key: Option<usize>,
    /// Most hundredths below 0 on any leg; 0 = none.
    pub shortage: i64,
}

/// Follows every load key along the sequence.
#[must_use]
pub fn load_profile(problem: &Problem, day: &VehicleDay, sequence: &[StopIdx]) -> LoadProfile {
    load_profile_of(problem, day, sequence, &[])
}

/// The same where goods of the `unserved` items are not exchanged: what was to be delivered stays on board
/// like goods for the depot, what was not picked up is not delivered (SEMANTICS 6.3).
pub(super) fn load_profile_of(
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    unserved: &[usize],
) -> LoadProfile {
    let picked_up = |first: StopIdx| unserved.iter().all(|at| sequence[*at] != first);
    let mut profile = LoadProfile::default();
    for key in 0..problem.load_keys.len() {
        let capacity = day.capacities[key];
        // Of the trip: still to deliver from the depot, collected for the depot, between stops.
        let mut from_depot = depot_goods(problem, sequence, key);
        let (mut to_depot, mut between) = (0_i64, 0_i64);
        note(&mut profile, key, capacity, from_depot);
        for (at, item) in sequence.iter().enumerate() {
            if *item == RELOAD {
                from_depot = depot_goods(problem, &sequence[at + 1..], key);
                to_depot = 0;
            } else {
                let task = task_of(problem, *item);
                let amount = task.loads[key];
                let is_served = !unserved.contains(&at);
                match task.goods {
                    Goods::FromDepot => {
                        from_depot -= amount;
                        to_depot += if is_served { 0 } else { amount };
                    }
                    Goods::ToDepot if is_served => to_depot += amount,
                    Goods::Between if task.first == *item && is_served => between += amount,
                    Goods::Between if task.first != *item && picked_up(task.first) => {
                        between -= amount;
                        to_depot += if is_served { 0 } else { amount };
                    }
                    Goods::Between | Goods::ToDepot | Goods::Nothing => {}
                }
            }
            note(&mut profile, key, capacity, from_depot + to_depot + between);
        }
    }
    profile
}

fn task_of(problem: &Problem, item: StopIdx) -> &Task {
    &problem.tasks[problem.stops[item as usize].task as usize]
}

/// What is loaded at the depot for the stops up to the next reload.
fn depot_goods(problem: &Problem, sequence: &[StopIdx], key: usize) -> i64 {
    sequence
        .iter()
        .take_while(|item| **item != RELOAD)
        .map(|item| task_of(problem, *item))
        .filter(|task| task.goods == Goods::FromDepot)
        .map(|task| task.loads[key])
        .sum()
}

fn note(profile: &mut LoadProfile, key: usize, capacity: i64, load: i64) {
    let excess = load.saturating_sub(capacity);
    if excess > profile.excess {
        profile.excess = excess;
        profile.excess_key = Some(key);
    }
    profile.shortage = profile.shortage.max(-load);
}
