//! What is on board along a sequence (SEMANTICS 3).

use super::chain::RELOAD;
use crate::problem::{Goods, Problem, StopIdx, TaskIdx, VehicleDay};
use crate::sorted;

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
    match day.kept.started(sequence) {
        Some(started) => load_profile_of(problem, day, sequence, &started.progress.unserved()),
        None => load_profile_of(problem, day, sequence, &[]),
    }
}

/// The same where goods of the `unserved` items are not exchanged: what was to be delivered stays on board
/// like goods for the depot, what was not picked up is not delivered (SEMANTICS 6.3).
pub(super) fn load_profile_of(
    problem: &Problem,
    day: &VehicleDay,
    sequence: &[StopIdx],
    unserved: &[usize],
) -> LoadProfile {
    let mut profile = LoadProfile::default();
    for key in 0..problem.load_keys.len() {
        let capacity = day.capacities[key];
        follow_load(problem, sequence, unserved, key, |_, load| {
            note(&mut profile, key, capacity, load);
        });
    }
    profile
}

/// Tells of one load key what is on board on every leg of a sequence, in order.
pub fn follow_load(
    problem: &Problem,
    sequence: &[StopIdx],
    unserved: &[usize],
    key: usize,
    mut tell: impl FnMut(usize, i64),
) {
    let mut missing = missing_goods(problem, sequence, unserved, key);
    let mut on_board = depot_goods(problem, sequence, key);
    // For the depot, since the last reload.
    let mut collected = 0;
    tell(0, on_board);
    for (at, item) in sequence.iter().enumerate() {
        if *item == RELOAD {
            on_board += depot_goods(problem, &sequence[at + 1..], key) - collected;
            collected = 0;
        } else {
            let mut goods = problem.goods_of(*item)[key];
            if !unserved.is_empty() {
                let task = problem.stops[*item as usize].task;
                goods = exchanged(goods, unserved.contains(&at), missing.get_mut(&task));
            }
            on_board += goods.change();
            collected += goods.to_depot;
        }
        tell(at + 1, on_board);
    }
}

/// Per task what its unserved stops have not loaded for later ones.
fn missing_goods(
    problem: &Problem,
    sequence: &[StopIdx],
    unserved: &[usize],
    key: usize,
) -> sorted::Map<TaskIdx, i64> {
    let mut missing = sorted::Map::new();
    for item in unserved.iter().map(|at| sequence[*at]).filter(|item| *item != RELOAD) {
        let task = problem.stops[item as usize].task;
        *missing.entry(task).or_insert(0) += problem.goods_of(item)[key].between.max(0);
    }
    missing
}

/// What a stop exchanges where itself or earlier stops of its task may be unserved.
fn exchanged(goods: Goods, is_unserved: bool, missing: Option<&mut i64>) -> Goods {
    let mut goods = goods;
    if let Some(missing) = missing.filter(|_| goods.between < 0) {
        let lacking = (*missing).min(-goods.between);
        *missing -= lacking;
        goods.between += lacking;
    }
    if is_unserved {
        let kept = goods.from_depot - goods.between.min(0);
        goods.to_depot = kept;
        goods.between = goods.between.min(0);
    }
    goods
}

/// What is loaded at the depot for the stops up to the next reload.
fn depot_goods(problem: &Problem, sequence: &[StopIdx], key: usize) -> i64 {
    let trip = sequence.iter().take_while(|item| **item != RELOAD);
    trip.map(|item| problem.goods_of(*item)[key].from_depot).sum()
}

fn note(profile: &mut LoadProfile, key: usize, capacity: i64, load: i64) {
    let excess = load.saturating_sub(capacity);
    if excess > profile.excess {
        profile.excess = excess;
        profile.excess_key = Some(key);
    }
    profile.shortage = profile.shortage.max(-load);
}
