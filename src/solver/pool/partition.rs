//! Which of many routes serve every task once for the least cost: set partitioning. Prices of tasks by
//! Lagrangian relaxation, where a subgradient that remembers the ones before (Camerini, Fratta and
//! Maffioli, "On improving relaxation methods by modified gradient techniques", Mathematical Programming
//! Study 3, 1975) says where to go; then a search in depth through the routes that the bound of these prices
//! leaves, by the task that the fewest of them can serve (Balas and Padberg, "Set partitioning: a survey",
//! SIAM Review 18(4), 1976). It ends after so many steps, with the best found until then.

use super::tasks::Tasks;
use crate::sorted;

/// Rounds of prices. The gap between the plan and their bound was 1.1 % after 200 without a memory of
/// subgradients (R1_2_2) and 0.5 % with it.
const ROUNDS: usize = 200;
/// Share of the direction so far in the next one, in hundredths.
const KEPT: i64 = 70;
/// After so many rounds without a better bound steps become shorter, by 3/8, and begin at the best prices.
const STALE: usize = 10;
/// One, for steps and directions.
const ONE: i64 = 1 << 10;
/// Looks at a route in the search in depth.
const LOOKS: u64 = 2_000_000;

/// A route that may be part of the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) cost: i64,
    pub(super) kind: u32,
    pub(super) tasks: Tasks,
}

/// See the module's head.
#[derive(Debug)]
pub(super) struct Partition<'c> {
    columns: &'c [Column],
    /// By column: its tasks that have a price.
    priced: Vec<Vec<u8>>,
    /// By kind: how many more days there are.
    room: Vec<u32>,
    /// What must be cheaper.
    most: i64,
    /// What each task costs about.
    pub(super) prices: Vec<i64>,
    /// Looks at a task of a route, or at a route.
    pub(super) work: u64,
    last_work: u64,
    /// By task: the columns that have it by their reduced costs.
    by_task: Vec<Vec<(i64, usize)>>,
    chosen: Vec<usize>,
    found: Option<Vec<usize>>,
}

impl<'c> Partition<'c> {
    /// Those of `needed` are to be served, in all for less than `most`; `prices` are a first guess.
    pub(super) fn new(
        columns: &'c [Column],
        needed: Tasks,
        room: Vec<u32>,
        (prices, most): (Vec<i64>, i64),
    ) -> Self {
        let extra = |column: &Column| column.tasks.without(needed);
        let priced = |column: &Column| column.tasks.without(extra(column)).list();
        Self {
            columns,
            priced: columns.iter().map(priced).collect(),
            room,
            most,
            by_task: vec![Vec::new(); prices.len()],
            prices,
            work: 0,
            last_work: 0,
            chosen: Vec::new(),
            found: None,
        }
    }

    /// The columns of the cheapest plan found.
    pub(super) fn solve(&mut self, needed: Tasks) -> Option<Vec<usize>> {
        self.find_prices(needed);
        let reduced: Vec<i64> = (0..self.columns.len()).map(|at| self.reduced(at)).collect();
        let spent = needed.list().iter().map(|task| self.prices[usize::from(*task)]).sum();
        let gains: i64 = reduced.iter().map(|reduced| (*reduced).min(0)).sum();
        let mut order: Vec<(i64, usize)> = reduced.into_iter().zip(0..).collect();
        order.retain(|(reduced, _)| spent + gains + (*reduced).max(0) < self.most);
        sorted::by_key(&mut order, |(reduced, _)| *reduced);
        for (reduced, column) in order {
            for task in &self.priced[column] {
                self.by_task[usize::from(*task)].push((reduced, column));
            }
        }
        self.last_work = self.work + LOOKS;
        self.dive(needed, Tasks::default(), spent, gains);
        self.found.take()
    }

    /// What a column costs more than its tasks are worth.
    fn reduced(&self, column: usize) -> i64 {
        let worth = self.priced[column].iter().map(|task| self.prices[usize::from(*task)]);
        self.columns[column].cost - worth.sum::<i64>()
    }

    /// A lower bound of what a plan costs; `slack` says by task how many routes are missing.
    fn bound(&mut self, needed: Tasks, slack: &mut [i64]) -> i64 {
        slack.fill(0);
        let mut bound = 0;
        for task in needed.list().into_iter().map(usize::from) {
            slack[task] = 1;
            bound += self.prices[task];
        }
        for column in 0..self.columns.len() {
            let reduced = self.reduced(column);
            self.work += self.priced[column].len() as u64;
            if reduced < 0 {
                bound += reduced;
                self.priced[column].iter().for_each(|task| slack[usize::from(*task)] -= 1);
            }
        }
        bound
    }

    fn find_prices(&mut self, needed: Tasks) {
        let mut best = (i64::MIN, self.prices.clone());
        let mut slack = vec![0; self.prices.len()];
        let mut direction = slack.clone();
        let (mut length, mut stale) = (ONE, 0);
        for _ in 0..ROUNDS {
            let bound = self.bound(needed, &mut slack);
            if bound > best.0 {
                best = (bound, self.prices.clone());
                stale = 0;
            } else {
                stale += 1;
                if stale >= STALE {
                    (length, stale) = (length * 5 / 8, 0);
                    self.prices.clone_from(&best.1);
                    continue;
                }
            }
            for (own, slack) in direction.iter_mut().zip(&slack) {
                *own = (*own * KEPT + slack * ONE * (100 - KEPT)) / 100;
            }
            let norm = direction.iter().map(|own| own * own).sum::<i64>() / ONE;
            let step = (self.most - bound).max(0).saturating_mul(length) / norm.max(1);
            if step == 0 || norm == 0 {
                break;
            }
            for (price, own) in self.prices.iter_mut().zip(&direction) {
                *price = price.saturating_add(step.saturating_mul(*own) / ONE);
            }
        }
        self.prices = best.1;
    }

    /// Serves what is `open` where `taken` is served already, for `spent` so far; columns that are
    /// cheaper than what they serve is worth may gain up to `gains`, which is negative.
    fn dive(&mut self, open: Tasks, taken: Tasks, spent: i64, gains: i64) {
        let Some(task) = self.hardest(open, taken, spent + gains) else {
            if open == Tasks::default() && spent < self.most {
                self.most = spent;
                self.found = Some(self.chosen.clone());
            }
            return;
        };
        for at in 0..self.by_task[task].len() {
            let (reduced, column) = self.by_task[task][at];
            let gains = gains - reduced.min(0);
            if spent + reduced + gains >= self.most || self.work > self.last_work {
                break;
            }
            let Column { kind, tasks, .. } = self.columns[column];
            if tasks.meets(taken) || self.room[kind as usize] == 0 {
                continue;
            }
            self.room[kind as usize] -= 1;
            self.chosen.push(column);
            self.dive(open.without(tasks), taken.with(tasks), spent + reduced, gains);
            self.chosen.pop();
            self.room[kind as usize] += 1;
        }
    }

    /// Of the open tasks the one that the fewest columns can serve; `None` where there is none, or one
    /// that nothing can serve.
    fn hardest(&mut self, open: Tasks, taken: Tasks, bound: i64) -> Option<usize> {
        let mut fewest = (usize::MAX, None);
        for task in open.list().into_iter().map(usize::from) {
            let mut count = 0;
            for (reduced, column) in &self.by_task[task] {
                self.work += 1;
                if bound + (*reduced).max(0) >= self.most || count >= fewest.0 {
                    break;
                }
                count += usize::from(!self.columns[*column].tasks.meets(taken));
            }
            if count == 0 {
                return None;
            }
            if count < fewest.0 {
                fewest = (count, Some(task));
            }
        }
        fewest.1
    }
}

#[cfg(test)]
mod tests {
    use super::super::tasks::Tasks;
    use super::{Column, Partition};

    fn set(tasks: &[u8]) -> Tasks {
        let mut set = Tasks::default();
        tasks.iter().for_each(|task| set.add(*task));
        set
    }

    fn column(cost: i64, kind: u32, tasks: &[u8]) -> Column {
        Column { cost, kind, tasks: set(tasks) }
    }

    fn solve(columns: &[Column], room: &[u32], needed: &[u8], most: i64) -> Option<Vec<usize>> {
        let prices = vec![10_000; 6];
        let mut partition = Partition::new(columns, set(needed), room.to_vec(), (prices, most));
        let mut found = partition.solve(set(needed))?;
        found.sort_unstable();
        Some(found)
    }

    #[test]
    fn the_cheapest_plan_is_found_though_its_dearest_route_is_dear() {
        let columns = [
            // By pairs it costs 3 × 10 000 and by 0 1 2 | 3 4 5 twice 14 000; what costs least for each
            // task, 1 2 3, leaves 0, 4 and 5 for 9 000 each.
            column(10_000, 0, &[0, 1]),
            column(10_000, 0, &[2, 3]),
            column(10_000, 0, &[4, 5]),
            column(14_000, 0, &[0, 1, 2]),
            column(14_000, 0, &[3, 4, 5]),
            column(9_000, 0, &[1, 2, 3]),
            column(9_000, 0, &[0]),
            column(9_000, 0, &[4]),
            column(9_000, 0, &[5]),
        ];
        let all = [0, 1, 2, 3, 4, 5];
        assert_eq!(solve(&columns, &[6], &all, 30_000), Some(vec![3, 4]));
        // Nothing costs less than 28 000.
        assert_eq!(solve(&columns, &[6], &all, 28_000), None);
        // One day: nothing serves all.
        assert_eq!(solve(&columns, &[1], &all, 99_000), None);
    }

    #[test]
    fn what_need_not_be_served_may_be_but_once() {
        let columns = [column(10, 0, &[0, 1]), column(10, 0, &[1, 2]), column(15, 0, &[2])];
        // For 20 task 1 would be served twice.
        assert_eq!(solve(&columns, &[6], &[0, 2], 99_999), Some(vec![0, 2]));
        assert_eq!(solve(&columns, &[6], &[0], 99_999), Some(vec![0]));
    }

    #[test]
    fn there_are_no_more_routes_of_a_kind_than_days() {
        let columns =
            [column(10, 0, &[0]), column(10, 0, &[1]), column(50, 1, &[0]), column(40, 1, &[1])];
        assert_eq!(solve(&columns, &[2, 2], &[0, 1], 99_999), Some(vec![0, 1]));
        // 10 + 40 and not 50 + 10.
        assert_eq!(solve(&columns, &[1, 1], &[0, 1], 99_999), Some(vec![0, 3]));
    }
}
