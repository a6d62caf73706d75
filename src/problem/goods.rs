//! What is loaded and unloaded at the stops, split by where goods come from and go to.
//!
//! A task gives signed loads per stop. What its prefix sums fall below 0 is taken along from the
//! depot, and what is left after its last stop is carried there; the rest moves between its stops.
//! A delivery alone (−q), a pickup alone (+q) and the two together (+q, −q) are the three kinds of
//! SEMANTICS 3.1.

use super::{Stop, StopIdx, Task};

/// What happens to one load key at one stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// Unloaded; on board since the departure, or the last reload before.
    pub from_depot: i64,
    /// Loaded; on board until the arrival, or the next reload.
    pub to_depot: i64,
    /// Loaded for a later stop of the task (+), or unloaded from an earlier one (−).
    pub between: i64,
}

impl Goods {
    /// What is on board more after the stop than before it.
    #[must_use]
    #[inline]
    pub const fn change(self) -> i64 {
        self.to_depot + self.between - self.from_depot
    }
}

/// The goods of every stop, by load key.
#[derive(Clone, Debug, Default)]
pub(super) struct GoodsTable {
    keys: usize,
    pool: Vec<Goods>,
}

impl GoodsTable {
    pub(super) fn new(keys: usize) -> Self {
        Self { keys, pool: Vec::new() }
    }

    /// Adds the stops of further tasks.
    pub(super) fn extend(&mut self, tasks: &[Task], stops: &[Stop]) {
        let keys = self.keys;
        self.pool.resize(keys * stops.len(), Goods::default());
        for task in tasks {
            for key in 0..keys {
                let own = task.stops().map(|stop| stops[stop as usize].loads[key]);
                for (stop, goods) in task.stops().zip(split(&own.collect::<Vec<i64>>())) {
                    self.pool[stop as usize * keys + key] = goods;
                }
            }
        }
    }

    /// Forgets all stops but the first ones.
    pub(super) fn truncate(&mut self, stops: usize) {
        self.pool.truncate(self.keys * stops);
    }

    #[inline]
    pub(super) fn of(&self, stop: StopIdx) -> &[Goods] {
        let first = stop as usize * self.keys;
        &self.pool[first..first + self.keys]
    }
}

/// Splits the signed loads of a task's stops, all of one key. What is unloaded was loaded at an
/// earlier stop as far as there is any, what is loaded is for later stops as far as they need it.
fn split(loads: &[i64]) -> Vec<Goods> {
    let mut goods = vec![Goods::default(); loads.len()];
    let mut on_board = 0;
    for (own, load) in goods.iter_mut().zip(loads) {
        own.from_depot = (-(on_board + load)).max(0);
        on_board = (on_board + load).max(0);
    }
    let mut needed = 0;
    for (own, load) in goods.iter_mut().zip(loads).rev() {
        if *load < 0 {
            own.between = load + own.from_depot;
            needed -= own.between;
        } else {
            own.between = needed.min(*load);
            own.to_depot = load - own.between;
            needed -= own.between;
        }
    }
    goods
}

#[cfg(test)]
mod tests {
    use super::{Goods, split};

    /// From the depot, to the depot, between, per stop.
    fn parts(loads: &[i64]) -> Vec<(i64, i64, i64)> {
        let parts = |own: Goods| (own.from_depot, own.to_depot, own.between);
        split(loads).into_iter().map(parts).collect()
    }

    #[test]
    fn a_task_takes_from_the_depot_what_its_prefix_sums_lack() {
        assert_eq!(parts(&[-7]), [(7, 0, 0)]);
        assert_eq!(parts(&[7]), [(0, 7, 0)]);
        assert_eq!(parts(&[7, -7]), [(0, 0, 7), (0, 0, -7)]);
        // Prefix sums 2, −3, −1, −2: three from the depot, one is left at the end. The second stop
        // gets two of the first and the three; of the two of the third the fourth needs one.
        assert_eq!(parts(&[2, -5, 2, -1]), [(0, 0, 2), (3, 0, -2), (0, 1, 1), (0, 0, -1)]);
        // Unloaded first, loaded later: nothing moves between the two.
        assert_eq!(parts(&[-4, 4]), [(4, 0, 0), (0, 4, 0)]);
    }
}
