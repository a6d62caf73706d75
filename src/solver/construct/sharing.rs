//! The best way to share few tasks out among days, of which the best routes of every subset of the
//! tasks are known. Subset by subset (dynamic programming over subsets; Held and Karp, "A dynamic
//! programming approach to sequencing problems", Journal of the SIAM 10(1), 1962) that says what the
//! rest of the tasks counts at least on the rest of the days; by that bound the share-outs are gone
//! through, depth first. Where work is to be even, a whole plan counts more than the sum of its routes,
//! never less, so that it is a bound there, too. Where the looks are more than [`MOST_LOOKS`] it
//! ends there with the best share-out found.

use super::exhaustive::Route;
use crate::problem::{DayIdx, Problem};
use crate::solver::objective::{Score, first_route};
use crate::solver::pricing::Tally;
use crate::solver::state::State;

/// Most routes that are looked at.
const MOST_LOOKS: usize = 400_000;
/// Routes looked at in one step.
const STEP: usize = 2_000;

/// Bit by bit the tasks of a subset.
pub(super) type Subset = usize;

/// What is compared: a score, and Σ weight × start.
type Value = (Score, i64);

/// A day that may get tasks.
#[derive(Clone, Debug)]
pub(super) struct Day {
    index: DayIdx,
    /// Days of one kind have the same routes.
    kind: usize,
    /// What using it adds to [`Score::first_routes`].
    first: i64,
}

impl Day {
    pub(super) fn new(problem: &Problem, index: DayIdx, kind: usize) -> Self {
        Self { index, kind, first: first_route(&problem.days[index as usize]) }
    }
}

/// The search under way.
#[derive(Clone, Debug)]
pub(super) struct Sharing {
    days: Vec<Day>,
    /// By number of days shared out already, and by what is left: what is left counts at least.
    least: Vec<Vec<Value>>,
    /// By day, as far as that has got.
    path: Vec<Choice>,
    /// Work of the routes of other days, and of those on `path`.
    works: Vec<i64>,
    /// No share-out that counts more is of interest.
    bound: Value,
    /// By day the subset and which of its routes.
    best: Option<Vec<Pick>>,
    left: usize,
}

/// A subset, and which of its routes.
pub(super) type Pick = (Subset, usize);

/// What a day gets.
#[derive(Clone, Copy, Debug)]
struct Choice {
    /// What the days before count.
    before: Value,
    /// How many `works` they have.
    works: usize,
    /// What they leave.
    rest: Subset,
    /// What the day has got.
    taken: Pick,
    /// What it gets next, if anything.
    next: Option<Pick>,
}

impl Sharing {
    /// `routes` tells those of a day and a subset, the best first.
    pub(super) fn new<'r>(
        problem: &Problem,
        state: &State,
        days: Vec<Day>,
        weights: &[i64],
        routes: impl Fn(usize, Subset) -> &'r Vec<Route>,
    ) -> Self {
        let all = (1 << weights.len()) - 1;
        let absent = |rest: Subset| -> Value {
            let bits = weights.iter().enumerate().filter(|(bit, _)| rest >> bit & 1 == 1);
            let absent_weight = bits.map(|(_, weight)| weight).sum();
            (Score { absent_weight, ..Score::default() }, 0)
        };
        let mut least = vec![(0..=all).map(absent).collect::<Vec<Value>>()];
        for (at, day) in days.iter().enumerate().rev() {
            let after = &least[least.len() - 1];
            let with = |rest: Subset, own: Subset| {
                let route = routes(at, own).first()?;
                Some(sum(after[rest & !own], of(route, day.first)))
            };
            let own = |rest: Subset| {
                let some = subsets(rest).filter_map(|own| with(rest, own));
                some.min().map_or(after[rest], |some| some.min(after[rest]))
            };
            let own: Vec<Value> = (0..=all).map(own).collect();
            least.push(own);
        }
        least.reverse();
        let is_shared = |day: DayIdx| days.iter().any(|own| own.index == day);
        let (outside, works) = state.outside(problem, is_shared);
        let before = (outside, 0);
        // Where routes count what they count, the best is known.
        let bound = if state.is_balanced() {
            (state.value(problem), i64::MAX)
        } else {
            sum(before, least[0][all])
        };
        let path = vec![Choice::new(before, works.len(), all)];
        Self { days, least, path, works, bound, best: None, left: MOST_LOOKS }
    }

    /// By day the subset and which of its routes.
    pub(super) fn best(&self) -> Option<&[Pick]> {
        self.best.as_deref()
    }

    /// Looks at a few routes. False when there are none left.
    pub(super) fn step<'r>(
        &mut self,
        state: &State,
        routes: impl Fn(usize, Subset) -> &'r Vec<Route>,
    ) -> bool {
        for _ in 0..STEP.min(self.left) {
            self.left -= 1;
            let Some(at) = self.path.len().checked_sub(1) else { return false };
            let most = self.most(at);
            let choice = &mut self.path[at];
            self.works.truncate(choice.works);
            let Some((own, which)) = choice.next else {
                self.path.pop();
                continue;
            };
            let less = own.checked_sub(1).map(|less| (less & choice.rest, 0));
            let route = if own == 0 { None } else { routes(at, own).get(which) };
            if own > most || own > 0 && route.is_none() {
                choice.next = less;
                continue;
            }
            let counts = route.map(|route| of(route, self.days[at].first));
            let value = counts.map_or(choice.before, |own| sum(choice.before, own));
            let rest = choice.rest & !own;
            if sum(value, self.least[at + 1][rest]) > self.bound {
                // Further routes of this subset count no less.
                choice.next = less;
                continue;
            }
            choice.taken = (own, which);
            choice.next = if own == 0 { None } else { Some((own, which + 1)) };
            self.works.extend(route.map(|route| route.tally.work));
            if at + 1 < self.days.len() {
                self.path.push(Choice::new(value, self.works.len(), rest));
            } else {
                self.weigh(state, sum(value, self.least[at + 1][rest]));
            }
        }
        self.left > 0
    }

    /// Of days that are alike, each gets no higher subset than the one before.
    fn most(&self, at: usize) -> Subset {
        let before = at.checked_sub(1).filter(|one| self.days[*one].kind == self.days[at].kind);
        before.map_or(Subset::MAX, |before| self.path[before].taken.0)
    }

    /// Keeps the share-out on `path` where it is better.
    fn weigh(&mut self, state: &State, (score, starts): Value) {
        let cost = state.balanced_sum(score.cost, &self.works).unwrap_or(score.cost);
        let score = Score { cost, ..score };
        if (score, starts) <= self.bound {
            self.bound = (score, starts - 1);
            self.best = Some(self.path.iter().map(|choice| choice.taken).collect());
        }
    }
}

impl Choice {
    /// All of the rest is tried first.
    const fn new(before: Value, works: usize, rest: Subset) -> Self {
        Self { before, works, rest, taken: (0, 0), next: Some((rest, 0)) }
    }
}

/// The subsets of a set that have something.
fn subsets(set: Subset) -> impl Iterator<Item = Subset> {
    let first = Some(set).filter(|set| *set > 0);
    std::iter::successors(first, move |own| Some((own - 1) & set).filter(|own| *own > 0))
}

/// What a route counts.
const fn of(route: &Route, first_routes: i64) -> Value {
    let Tally { late, cost, driving, .. } = route.tally;
    (Score { absent_weight: 0, late, first_routes, cost, driving, routes: 1 }, route.starts)
}

fn sum((one, starts): Value, (other, more): Value) -> Value {
    let score = Score {
        absent_weight: one.absent_weight + other.absent_weight,
        late: one.late + other.late,
        first_routes: one.first_routes + other.first_routes,
        cost: one.cost + other.cost,
        driving: one.driving + other.driving,
        routes: one.routes + other.routes,
    };
    (score, starts + more)
}
