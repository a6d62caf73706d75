//! Adjacent string removal (Christiaens and Vanden Berghe, "Slack induction by string removals for
//! vehicle routing problems", Transportation Science 54(2), 2020): from tours near a seed stop a
//! string of consecutive stops is removed, sometimes split around some that stay. Parameters as
//! published: 10 stops on average, strings of at most 10, split half of the time, depth 0.01.
//! Tasks leave as a whole, so that a string takes partners elsewhere in the tour along.

use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::schedule::RELOAD;
use crate::solver::construct::Places;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::{NO_DAY, State};

/// Mean number of tasks removed.
const MEAN_REMOVED: u32 = 10;
/// The same where each tour is priced anew: shorter rounds do better.
const FEWER_REMOVED: u32 = 8;
/// The same where partners go along and tours are not priced anew. Of Li and Lim's instances of 200 stops the
/// hardest were 8.3 % too long with 8 and strings of up to 10, 6.3 % with 14, 4.6 % with 14 and strings of up
/// to 6, which takes less of one tour and more tours; of 1 000 stops the routes were fewest so, too.
const PAIRS_REMOVED: u32 = 14;
/// Longest string.
const LONGEST: u32 = 10;
/// The same of pairs.
const LONGEST_OF_PAIRS: u32 = 6;
/// One, in 1/1 024.
const ONE: u32 = 1 << 10;
const UNIT: usize = ONE as usize;
/// The preserved part of a split string grows by one more once in so many times.
const SPLIT_DEPTH: u32 = 100;

/// Removes strings around `seed`; the tasks removed are absent afterwards.
pub(in crate::solver) fn remove(
    problem: &Problem,
    neighbours: &Neighbours,
    places: &Places,
    state: &mut State,
    seed: StopIdx,
    rng: &mut Rng,
) {
    // Means are in 1/1 024, so that the numbers drawn have the means of the paper.
    let mean = state.items * UNIT / usize::try_from(state.score.routes).unwrap_or(0).max(1);
    let mean = u32::try_from(mean).unwrap_or(u32::MAX);
    let own = problem.stops[seed as usize].task;
    let day = state.day_of[seed as usize];
    let is_single = problem.tasks[own as usize].count == 1;
    // Where absent pairs go is not known yet; mostly days are alike.
    let known = if day == NO_DAY && !is_single { places.open.first() } else { Some(&day) };
    let is_exact = known.is_none_or(|day| *day == NO_DAY || state.finds_exactly(*day));
    let (removed, longest) = match (is_exact, is_single) {
        (false, _) => (FEWER_REMOVED, LONGEST),
        (true, true) => (MEAN_REMOVED, LONGEST),
        (true, false) => (PAIRS_REMOVED, LONGEST_OF_PAIRS),
    };
    let mean = mean.clamp(ONE, longest * ONE);
    let most_strings = (4 * removed * ONE * ONE / (ONE + mean)).saturating_sub(ONE);
    let strings = (ONE + rng.below(most_strings)) / ONE;
    let mut ruined: Vec<DayIdx> = Vec::new();
    for stop in std::iter::once(&seed).chain(neighbours.of(seed)) {
        let day = state.day_of[*stop as usize];
        if day == NO_DAY || !places.is_open(day) || ruined.contains(&day) {
            continue;
        }
        let items = &state.tours[day as usize].items;
        let at = state.item_of[*stop as usize] as usize;
        let longest = mean.min(u32::try_from(items.len() * UNIT).unwrap_or(u32::MAX));
        let length = (ONE + rng.below(longest)) / ONE;
        let mut tasks = string(problem, items, at, length as usize, rng);
        tasks.retain(|task| state.may_leave(*task));
        // What remains may be infeasible where triangles are broken: then this tour stays.
        if !tasks.is_empty() {
            state.remove(problem, day, &tasks);
        }
        ruined.push(day);
        if ruined.len() >= strings as usize {
            break;
        }
    }
}

/// The tasks of a string of `length` items that includes the one at `at`.
fn string(
    problem: &Problem,
    items: &[StopIdx],
    at: usize,
    length: usize,
    rng: &mut Rng,
) -> Vec<TaskIdx> {
    let mut preserved = 0;
    if length > 1 && length < items.len() && rng.one_in(2) {
        preserved = 1;
        while length + preserved < items.len() && rng.one_in(SPLIT_DEPTH) {
            preserved += 1;
        }
    }
    let span = length + preserved;
    let first = (at + 1).saturating_sub(span);
    let last = at.min(items.len() - span);
    let start = first + rng.index(last - first + 1);
    let skipped = start + 1 + rng.index(length.max(2) - 1);
    let skipped = skipped..skipped + preserved;
    let mut tasks: Vec<TaskIdx> = (start..start + span)
        .filter(|item| !skipped.contains(item) && items[*item] != RELOAD)
        .map(|item| problem.stops[items[item] as usize].task)
        .collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}
