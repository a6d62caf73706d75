//! Fewer routes where using a vehicle costs far more than driving: the fleet phase of Christiaens
//! and Vanden Berghe, "Slack induction by string removals" (Transportation Science 54(2), 2020).
//!
//! The tour whose tasks were absent least often is emptied and no unused day may be opened; rounds
//! of ruin and recreate go on while tasks are absent, mostly placing first what was absent most. A
//! round is kept if its absent tasks are few and were absent less often, or if it leaves out no more
//! and is accepted by annealing. Once all are placed the plan is a new best, and the next tour
//! is emptied.
//!
//! A ruin may empty short tours altogether. As many days may then be opened again as leave one route
//! less than the best plan has; without that the routes went on becoming fewer while more and more
//! tasks stayed absent, and nothing was ever placed.
//!
//! The published phase lets the number of absent tasks grow; for pairs of a thousand orders it then
//! stays at a hundred. That the hardest task comes first, and few are absent at a time, is of the
//! ejection pools of Nagata and Bräysy, "A powerful route minimization heuristic for the vehicle
//! routing problem with time windows" (Operations Research Letters 37(5), 2009).
//!
//! What the phase finds is one way to get by with few routes, and mostly a dear one that rounds which
//! may not open a day cannot leave. So opening one costs next to nothing for a while, from hot to cold:
//! plans that happen to need no more routes than the best compete with it. After that the search goes
//! on from the best as usual, warmer than it would be by the budget used.
//!
//! Where the search cools several times ([`coolings`](super::coolings)), each cooling opens days freely
//! first and then makes the routes of what that ends with as few as those of the best, as in the phase.
//! So it comes to another plan with few routes, and the best of all counts.

use super::anneal::STEPS;
use super::coolings::Moment;
use super::objective::Score;
use super::{Solver, construct, ruin};
use crate::problem::{DayIdx, Problem, TaskIdx};
use crate::units::Money;

/// Share of the budget, in 1/1 024, that goes to the phase.
const SHARE: usize = 350;
/// The same of the stage after it, in which days are opened freely.
const FREELY: usize = 100;
/// The used share at whose temperature the search then goes on. With none of this the distance of 18
/// instances of Li and Lim with 200 stops was 4.0 and 4.6 % above the best known with the same routes (two
/// seeds), with this 3.6 and 1.7 %.
const WARM: usize = 200;
/// The same in a cooling after the first one, in 1/1 024 of it: days are opened freely, and routes have become
/// as few as the best plan has.
const AGAIN_FREELY: usize = 250;
const AGAIN_FEWER: usize = 500;
/// So many tasks may be absent though they were fewer before: about as many as a round removes.
const FEW: usize = 10;
/// The phase runs where a used day costs more than so many drives between two stops.
const WORTH: i64 = 20;

/// The counters of the phase.
#[derive(Clone, Debug)]
pub(super) struct Fleet {
    /// By task: after how many rounds it was absent.
    absences: Vec<u64>,
    /// A tour has been emptied, and its tasks are not all placed yet.
    is_emptying: bool,
    /// In a cooling after the first one.
    is_again: bool,
}

/// How much less opening any day may cost for it to cost about a drive.
pub(super) fn relief(problem: &Problem, days: &[DayIdx], mean_drive: i64) -> Money {
    let opening = days.iter().map(|day| &problem.days[*day as usize]);
    let least = opening.map(|day| day.rates.activation + day.opening).min();
    Money((least.unwrap_or_default().0 - mean_drive).max(0))
}

impl Fleet {
    /// The phase, where it is worth while.
    pub(super) fn new(problem: &Problem, days: &[DayIdx], mean_drive: i64) -> Option<Self> {
        let day = &problem.days[*days.first()? as usize];
        let is_worth = (day.rates.activation + day.opening).0 / WORTH > mean_drive;
        is_worth.then(|| Self {
            absences: vec![0; problem.tasks.len()],
            is_emptying: false,
            is_again: false,
        })
    }

    fn sum(&self, absent: &[TaskIdx]) -> u64 {
        absent.iter().map(|task| self.absences[*task as usize]).sum()
    }
}

/// The used share at whose temperature a round is made in a cooling after the first one, of which so
/// much is used.
pub(super) const fn share_again(part: usize) -> usize {
    if part < AGAIN_FREELY {
        return part * STEPS / AGAIN_FREELY;
    }
    WARM + part.saturating_sub(AGAIN_FEWER) * (STEPS - WARM) / (STEPS - AGAIN_FEWER)
}

impl Solver {
    /// One round of the phase; `None` once it is over. Otherwise whether the best plan changed.
    pub(super) fn fleet_round(&mut self, problem: &Problem, share: usize) -> Option<bool> {
        let mut fleet = self.fleet.take()?;
        let Score { routes, absent_weight, .. } = self.best.score;
        let own = self.state.score;
        let is_done = fleet.is_again && (own.absent_weight, own.routes) <= (absent_weight, routes);
        let end = if fleet.is_again { AGAIN_FEWER } else { SHARE };
        if share > end || routes < 2 || is_done {
            self.places.most_routes = None;
            if !is_done {
                self.restore(problem);
            }
            return None;
        }
        self.places.most_routes = Some(if fleet.is_again { routes } else { routes - 1 });
        let improved = if fleet.is_emptying {
            self.place_absent(problem, share, &mut fleet)
        } else {
            self.empty_a_tour(problem, &mut fleet);
            false
        };
        self.fleet = Some(fleet);
        Some(improved)
    }

    /// Whether this is a cooling after the first one, and routes are to become as few as they can be. Each
    /// is the search as a whole once more, but for the first plan; this begins its stages.
    pub(super) fn is_again(&mut self, problem: &Problem, at: Moment) -> bool {
        if self.relief == Money::ZERO || self.best.score.routes < 2 || at.cooling == 0 {
            return false;
        }
        if at.part < AGAIN_FREELY {
            if self.fleet.take().is_some() {
                self.places.most_routes = None;
                self.restore(problem);
            }
            self.places.relief = self.relief;
        } else if self.places.relief != Money::ZERO {
            self.places.relief = Money::ZERO;
            let absences = vec![0; problem.tasks.len()];
            self.fleet = Some(Fleet { absences, is_emptying: false, is_again: true });
        }
        true
    }

    /// The used share at whose temperature a round is made where the phase is over.
    pub(super) fn share_after(&mut self, problem: &Problem, share: usize) -> usize {
        if self.relief == Money::ZERO || self.best.score.routes < 2 {
            return share;
        }
        let used = share.saturating_sub(SHARE);
        if used < FREELY {
            self.places.relief = self.relief;
            return used * STEPS / FREELY;
        }
        if self.places.relief != Money::ZERO {
            self.places.relief = Money::ZERO;
            self.restore(problem);
        }
        WARM + (used - FREELY) * (STEPS - WARM) / (STEPS - SHARE - FREELY)
    }

    /// Takes everything off the tour whose tasks are easiest to place.
    fn empty_a_tour(&mut self, problem: &Problem, fleet: &mut Fleet) {
        if !fleet.is_again {
            self.restore(problem);
        }
        self.state.begin();
        let task_of = |item: &u32| problem.stops.get(*item as usize).map(|stop| stop.task);
        let mut easiest: Option<(u64, usize, DayIdx, Vec<TaskIdx>)> = None;
        for (day, tour) in (0..).zip(&self.state.tours).filter(|(_, tour)| !tour.items.is_empty()) {
            let mut tasks: Vec<TaskIdx> = tour.items.iter().filter_map(task_of).collect();
            tasks.sort_unstable();
            tasks.dedup();
            let key = (fleet.sum(&tasks), tasks.len(), day);
            if easiest.as_ref().is_none_or(|best| key < (best.0, best.1, best.2)) {
                easiest = Some((key.0, key.1, key.2, tasks));
            }
        }
        if let Some((.., day, tasks)) = easiest {
            self.state.remove(problem, day, &tasks);
            self.mark_stale();
            fleet.is_emptying = true;
        }
    }

    fn place_absent(&mut self, problem: &Problem, share: usize, fleet: &mut Fleet) -> bool {
        self.rounds += 1;
        let Self { neighbours, places, state, rng, scope, .. } = self;
        let pool =
            if rng.one_in(2) && !state.absent.is_empty() { &state.absent } else { &scope.tasks };
        let Some(task) = pool.get(rng.index(pool.len())) else { return false };
        let seed = problem.tasks[*task as usize].first;
        let (before, absent_before) = (state.score, fleet.sum(&state.absent));
        state.begin();
        let kept = state.absent.len();
        ruin::strings::remove(problem, neighbours, places, state, seed, rng);
        let hard = Some(fleet.absences.as_slice());
        construct::recreate::run(problem, neighbours, places, state, kept, hard, rng);
        let after = state.score;
        let placed = after.absent_weight <= self.best.score.absent_weight;
        let accepted = placed
            || (state.absent.len() <= kept.max(FEW) && fleet.sum(&state.absent) < absent_before)
            || super::accepts(before, after, Money::ZERO, self.anneal.allowance(share, rng));
        for task in &state.absent {
            fleet.absences[*task as usize] += 1;
        }
        if !accepted {
            state.roll_back();
            return false;
        }
        self.mark_stale();
        let is_best = placed && self.best.is_beaten(problem, &mut self.state);
        if placed {
            fleet.is_emptying = false;
        }
        if is_best {
            self.record(problem);
        }
        is_best
    }
}

#[cfg(test)]
mod tests {
    use super::share_again;
    use crate::rng::Rng;
    use crate::solver::accepts;
    use crate::solver::construct::recreate;
    use crate::solver::improve::tests::Road;
    use crate::solver::objective::Score;
    use crate::units::Money;

    #[test]
    fn tours_that_a_ruin_has_emptied_are_used_again_but_for_the_one_to_save() {
        // One unit each, a vehicle takes one: of three tours one is to be saved, and two were emptied.
        let mut road = Road::new(&[[100, 0], [0, 100], [200, 0]], 1, &[&[0], &[1], &[2]]);
        for (day, task) in [(1, 1), (2, 2)] {
            road.state.remove(&road.problem, day, &[task]);
        }
        let Road { problem, neighbours, places, state, .. } = &mut road;
        places.most_routes = Some(2);
        for task in [1, 2] {
            recreate::insert(problem, neighbours, places, state, task, (0, &mut Rng::new(1)));
        }
        assert_eq!((state.score.routes, state.absent.as_slice()), (2, [2].as_slice()));
        places.most_routes = None;
        recreate::insert(problem, neighbours, places, state, 2, (0, &mut Rng::new(1)));
        assert_eq!((state.score.routes, state.absent.len()), (3, 0));
    }

    #[test]
    fn one_route_more_is_accepted_for_less_than_a_drive_where_days_are_opened_freely() {
        // Opening a day costs 1 000; with a relief of 990 it counts 10. Of 3 routes for 3 500 the driving
        // is 500; 4 routes for 4 480 drive 480: 20 are saved for 10.
        let three = Score { cost: Money(3_500), routes: 3, ..Score::default() };
        let four = Score { cost: Money(4_480), routes: 4, ..Score::default() };
        assert!(!accepts(three, four, Money::ZERO, 1));
        assert!(accepts(three, four, Money(990), 1));
        // For 490 of driving just as much is saved as the day counts: no gain.
        let dearer = Score { cost: Money(4_490), ..four };
        assert!(!accepts(three, dearer, Money(990), 0));
        // Whatever the relief, more left out is never accepted.
        let less = Score { absent_weight: 1, ..four };
        assert!(!accepts(three, less, Money(990), 1));
    }

    #[test]
    fn each_later_cooling_is_hot_while_days_open_freely_and_warm_after_routes_became_fewer() {
        // From hot to cold in 250 of 1 024, from 200 on after 500: 524 shares for 824, the middle is 612.
        assert_eq!([0, 125, 249].map(share_again), [0, 512, 1_019]);
        assert_eq!([250, 500, 762, 1_024].map(share_again), [200, 200, 612, 1_024]);
    }
}
