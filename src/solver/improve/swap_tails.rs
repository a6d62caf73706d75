//! 2-opt*: two tours exchange what follows a cut (Potvin and Rousseau, "An exchange heuristic for
//! routing problems with time windows", Journal of the Operational Research Society 46(12), 1995).
//! Tours with reloads are left out.

use super::Search;
use super::join::{Arc, Cut, Join};
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::{RELOAD, load_profile};
use crate::solver::hop::{hop, hop_home, place_of};
use crate::solver::state::{NO_DAY, State};
use crate::solver::tour::Tour;
use crate::units::Money;

/// Neighbours of a stop that are tried as its successor.
const NEAR: usize = 15;

/// True if an exchange behind one of the task's stops made the plan cheaper.
pub(super) fn improve(search: &mut Search<'_>, task: TaskIdx) -> bool {
    let Search { problem, neighbours, places, state, .. } = search;
    for stop in problem.tasks[task as usize].stops() {
        for next in neighbours.of(stop).iter().take(NEAR) {
            let (one, two) = (state.day_of[stop as usize], state.day_of[*next as usize]);
            if one == NO_DAY || two == NO_DAY || one == two || !places.is_open(two) {
                continue;
            }
            places.work += 1;
            let position = |stop: StopIdx| state.item_of[stop as usize] as usize;
            let cuts = [(one, position(stop) + 1), (two, position(*next))];
            if gain(problem, state, cuts) > Money::ZERO && exchange(problem, state, cuts) {
                return true;
            }
        }
    }
    false
}

/// True if exchanging what follows the cuts of a join made the plan cheaper, which drives `back` from
/// before its second cut to behind the first.
pub(super) fn improve_join(search: &mut Search<'_>, join: Join, back: Arc) -> bool {
    let (left, right) = (search.tour(join.left.day), search.tour(join.right.day));
    let in_time = follows(left, join.left.gap, join.arc, right, join.right.gap)
        && follows(right, join.right.gap, back, left, join.left.gap);
    let fits = in_time
        && !left.is_crossed(join.left.gap)
        && !right.is_crossed(join.right.gap)
        && is_light(search, join.left, join.right)
        && is_light(search, join.right, join.left)
        && may_have_tail(search, join.left.day, join.right)
        && may_have_tail(search, join.right.day, join.left);
    if !fits {
        return false;
    }
    let cuts = [join.left, join.right].map(|cut| (cut.day, cut.gap));
    let is_cheaper = exchange(search.problem, search.state, cuts);
    if is_cheaper {
        search.touch(join.left);
        search.touch(join.right);
    }
    is_cheaper
}

/// The same for a stop of a pair and those near it, where nothing is on board at either cut: no pair is
/// taken apart.
pub(super) fn improve_empty(search: &mut Search<'_>, stop: StopIdx) -> bool {
    let day = search.state.day_of[stop as usize];
    let at = Cut { day, gap: search.state.item_of[stop as usize] as usize };
    let behind = Cut { gap: at.gap + 1, ..at };
    let is_empty = [at, behind].map(|cut| is_empty(search, cut));
    if is_empty == [false; 2] {
        return false;
    }
    for near in search.neighbours.of(stop).iter().take(NEAR) {
        let other = search.state.day_of[*near as usize];
        if other == NO_DAY || other == day || !search.is_known(other) {
            continue;
        }
        search.places.work += 1;
        let there = Cut { day: other, gap: search.state.item_of[*near as usize] as usize };
        let joins = [(Cut { gap: there.gap + 1, ..there }, at), (behind, there)];
        for ((left, right), own) in joins.into_iter().zip(is_empty) {
            if own && join_empty(search, left, right) {
                return true;
            }
        }
    }
    false
}

/// True if driving from before the one cut to behind the other, and back, made the plan cheaper.
fn join_empty(search: &mut Search<'_>, left: Cut, right: Cut) -> bool {
    let old = search.hop_cost(left) + search.hop_cost(right);
    let arc = search.between(left, right).filter(|arc| arc.cost < old);
    let back = arc.and_then(|_| search.between(right, left));
    let (Some(arc), Some(back)) = (arc, back) else { return false };
    let may_gain = arc.cost + back.cost < old && is_empty(search, left) && is_empty(search, right);
    may_gain && improve_join(search, Join { left, right, arc }, back)
}

/// Whether nothing is on board in a gap.
fn is_empty(search: &Search<'_>, cut: Cut) -> bool {
    let keys = 0..search.vehicle(cut.day).capacities.len();
    keys.into_iter().all(|key| search.on_board(cut, key).1 == 0)
}

/// Whether what is behind a gap of a tour is in time after what is before one of another, as far as
/// both have the same breaks.
#[inline]
fn follows(one: &Tour, before: usize, arc: Arc, two: &Tour, behind: usize) -> bool {
    let ready = &one.ready[before * one.width..(before + 1) * one.width];
    let latest = &two.latest[behind * two.width..(behind + 1) * two.width];
    ready.iter().zip(latest).any(|(ready, latest)| ready + arc.travel <= *latest)
}

/// Whether a day may serve what follows a cut of another's tour.
fn may_have_tail(search: &Search<'_>, day: DayIdx, cut: Cut) -> bool {
    let tail = &search.tour(cut.day).items[cut.gap..];
    search.places.kind(day) == search.places.kind(cut.day) || search.may_have(day, tail)
}

/// Whether a tour may carry what follows another's cut instead of what follows its own: exact where
/// all goods of both are delivered or all are picked up.
fn is_light(search: &Search<'_>, own: Cut, other: Cut) -> bool {
    let capacities = search.vehicle(own.day).capacities.iter().enumerate();
    capacities.into_iter().all(|(key, capacity)| {
        let (start, here, end) = search.on_board(own, key);
        let (other_start, there, other_end) = search.on_board(other, key);
        if end == 0 && other_end == 0 {
            start - here + there <= *capacity
        } else if start == 0 && other_start == 0 {
            here + other_end - there <= *capacity
        } else {
            true
        }
    })
}

/// What the exchange saves in driving, by the rates of each tour's own day.
fn gain(problem: &Problem, state: &State, cuts: [(DayIdx, usize); 2]) -> Money {
    let [(one, cut), (two, other)] = cuts;
    let old = state.tours[one as usize].hops[cut].cost + state.tours[two as usize].hops[other].cost;
    // No drive costs less than nothing: mostly the first alone costs too much.
    let first = join(problem, state, cuts).filter(|first| *first < old);
    let joined = first.zip(first.and_then(|_| join(problem, state, [cuts[1], cuts[0]])));
    joined.map_or(Money::ZERO, |(first, second)| old - first - second)
}

/// The hop from what is before the first cut to what follows the second.
fn join(problem: &Problem, state: &State, cuts: [(DayIdx, usize); 2]) -> Option<Money> {
    let [(one, cut), (two, other)] = cuts;
    let day = &problem.days[one as usize];
    let from = match cut.checked_sub(1) {
        Some(item) => Some(place_of(problem, day, state.tours[one as usize].items[item])),
        None => day.departure_place,
    };
    let hop = match state.tours[two as usize].items.get(other) {
        Some(next) => hop(problem, day, from, *next, cut == 0),
        None => hop_home(problem, day, from),
    };
    hop.map(|hop| hop.cost)
}

/// Makes the exchange if it keeps every rule and is exactly cheaper.
fn exchange(problem: &Problem, state: &mut State, cuts: [(DayIdx, usize); 2]) -> bool {
    let [(one, cut), (two, other)] = cuts;
    let (left, right) = (&state.tours[one as usize].items, &state.tours[two as usize].items);
    if left.contains(&RELOAD) || right.contains(&RELOAD) {
        return false;
    }
    let new_left = [&left[..cut], &right[other..]].concat();
    let new_right = [&right[..other], &left[cut..]].concat();
    let before = state.tours[one as usize].cost + state.tours[two as usize].cost;
    let (Some(first), Some(second)) =
        (price(problem, state, one, &new_left), price(problem, state, two, &new_right))
    else {
        return false;
    };
    if first + second >= before {
        return false;
    }
    state.replace(problem, one, &new_left, first);
    state.replace(problem, two, &new_right, second);
    true
}

/// The price of a day's new sequence, or `None` where it breaks any rule.
pub(super) fn price(
    problem: &Problem,
    state: &mut State,
    day_idx: DayIdx,
    items: &[StopIdx],
) -> Option<Money> {
    let day = &problem.days[day_idx as usize];
    let mut tasks = 0;
    for (at, item) in items.iter().enumerate() {
        let task_idx = problem.stops[*item as usize].task;
        let task = &problem.tasks[task_idx as usize];
        let whole = task.count == 1
            || (task.first == *item && items[at..].contains(&task.last()))
            || (task.last() == *item && items[..at].contains(&task.first))
            || (task.count > 2 && task.stops().all(|stop| items.contains(&stop)));
        if !whole || !state.allows(problem, task_idx, day_idx) {
            return None;
        }
        tasks += i64::from(task.first == *item);
    }
    let fits = tasks <= day.max_orders && load_profile(problem, day, items).excess == 0;
    if fits { state.price(problem, day, items) } else { None }
}
