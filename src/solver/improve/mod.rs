//! Local search on what a round has touched, one operator per file. Each proposes by what tours
//! know and is accepted by the exact price only.

mod asked;
mod change_day;
mod cheapest;
mod exchange;
mod exchange_pairs;
mod join;
mod memory;
mod or_opt;
mod pairs;
mod relocate;
mod relocate_pair;
mod swap_star;
mod swap_tails;
#[cfg(test)]
pub(super) mod tests;
mod touched;

use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::schedule::RELOAD;
use crate::solver::construct::Places;
use crate::solver::neighbours::Neighbours;
use crate::solver::state::{NO_DAY, State};
use crate::units::Money;
pub(super) use join::Hub;
use join::{Cut, Join, Segment};
pub(super) use memory::Memory;
use or_opt::Pieces;

/// What the operators work with.
pub(super) struct Search<'s> {
    pub(super) problem: &'s Problem,
    pub(super) neighbours: &'s Neighbours,
    pub(super) places: &'s mut Places,
    pub(super) state: &'s mut State,
    pub(super) memory: &'s mut Memory,
    /// The place of the stop that is brought together with others.
    pub(super) hub: Hub<'s>,
}

/// Neighbours of a stop that it is brought together with (of 12 and 20, 12 did better on Uchoa's
/// instances and the same with windows).
const NEAR: usize = 12;

/// Positions looked at in one call, so that a run that is being stopped ends soon: of a large first
/// plan one thing leads to another.
const ENOUGH: u64 = 50_000;

/// What pricing what an operator proposes is worth in positions looked at.
const PRICE: u64 = 10;

/// Pairs are exchanged in one round of so many: in each they cost what they gain.
const EXCHANGE: u64 = 5;

/// Brings stops whose surroundings this round has changed together with those near them, as long as
/// that helps. Between two stops a drive is tried that is cheaper than one of those to and from the
/// first (granular: Toth and Vigo, "The granular tabu search", INFORMS Journal on Computing 15(4),
/// 2003), by every operator; what looks cheaper is priced exactly.
pub(super) fn run_near(search: &mut Search<'_>) {
    let enough = search.places.work + ENOUGH;
    search.memory.touched.fill(search.state);
    search.memory.runs += 1;
    let mut pieces = Pieces::default();
    while let Some(stop) = search.memory.touched.next() {
        if search.places.work > enough {
            search.memory.touched.clear();
            return;
        }
        if bring_together(search, stop, &mut pieces) {
            search.memory.touched.add(stop);
        }
    }
}

/// True if that made the plan cheaper.
fn bring_together(search: &mut Search<'_>, stop: StopIdx, pieces: &mut Pieces) -> bool {
    let day = search.state.day_of[stop as usize];
    if day == NO_DAY || !search.is_known(day) {
        return false;
    }
    match search.problem.tasks[search.problem.stops[stop as usize].task as usize].count {
        1 => {}
        2 => return bring_pair(search, stop) || swap_tails::improve_empty(search, stop),
        // More stops in their order are left to recreating.
        _ => return false,
    }
    let at = Cut { day, gap: search.state.item_of[stop as usize] as usize };
    let behind = Cut { gap: at.gap + 1, ..at };
    search.hub = Hub::new(search.problem, search.problem.stops[stop as usize].place);
    let longest = search.hop_cost(at).max(search.hop_cost(behind));
    pieces.fill(search, at);
    let neighbours = search.neighbours;
    for near in neighbours.of(stop).iter().take(NEAR) {
        let other = search.state.day_of[*near as usize];
        if other == NO_DAY || !search.is_known(other) {
            continue;
        }
        search.places.work += 1;
        let there = Cut { day: other, gap: search.state.item_of[*near as usize] as usize };
        for to_left in [true, false] {
            let (left, right) =
                if to_left { (Cut { gap: there.gap + 1, ..there }, at) } else { (behind, there) };
            let Some(arc) = search.between(left, right) else { continue };
            if arc.cost < longest && try_join(search, pieces, Join { left, right, arc }, to_left) {
                return true;
            }
        }
    }
    false
}

/// The same for a pickup and its delivery, once where both are waiting.
fn bring_pair(search: &mut Search<'_>, stop: StopIdx) -> bool {
    let task = search.problem.stops[stop as usize].task;
    let own = &search.problem.tasks[task as usize];
    let partner = if own.first == stop { own.last() } else { own.first };
    if search.memory.touched.is_waiting(partner) {
        return false;
    }
    search.places.work += 1;
    let Some(pair) = search.pair(task) else { return false };
    let is_deep = search.memory.runs.is_multiple_of(EXCHANGE);
    relocate_pair::improve(search, &pair) || (is_deep && exchange_pairs::improve(search, &pair))
}

/// Every operator that makes a join.
fn try_join(search: &mut Search<'_>, pieces: &Pieces, join: Join, to_left: bool) -> bool {
    if or_opt::improve(search, pieces, join, to_left) {
        return true;
    }
    if join.left.day == join.right.day {
        return false;
    }
    let Some(back) = search.between(join.right, join.left) else { return false };
    let old = search.hop_cost(join.left) + search.hop_cost(join.right);
    let gain = old - join.arc.cost - back.cost;
    (gain > Money::ZERO && swap_tails::improve_join(search, join, back))
        || exchange::improve(search, join, gain, to_left)
        || swap_star::improve(search, pieces, join, to_left)
}

impl Search<'_> {
    /// Puts other items in place of a segment, or of one of each of two tours, if every rule is kept
    /// and it is exactly cheaper.
    fn put(&mut self, changes: &[(Segment, &[StopIdx])]) -> bool {
        self.places.work += PRICE;
        let mut results = std::mem::take(&mut self.memory.results);
        let is_cheaper = self.price_changes(changes, &mut results);
        if is_cheaper {
            for ((segment, new), (items, cost)) in changes.iter().zip(&results) {
                self.state.replace(self.problem, segment.day, items, *cost);
                self.touch(Cut { day: segment.day, gap: segment.from });
                self.touch(Cut { day: segment.day, gap: segment.from + new.len() });
            }
        }
        self.memory.results = results;
        is_cheaper
    }

    /// Whether changes keep every rule and are exactly cheaper together; `results` are then the tours and
    /// what they cost. The last of them is looked at first: what gets another stop is late sooner
    /// than what loses one.
    fn price_changes(
        &mut self,
        changes: &[(Segment, &[StopIdx])],
        results: &mut Vec<(Vec<StopIdx>, Money)>,
    ) -> bool {
        results.resize_with(changes.len().max(results.len()), Default::default);
        // What the tours not yet looked at may cost at most.
        let mut left: Money = changes.iter().map(|(own, _)| self.tour(own.day).cost).sum();
        for ((segment, new), (items, cost)) in changes.iter().zip(results).rev() {
            let tour = self.tour(segment.day);
            items.clear();
            items.extend_from_slice(&tour.items[..segment.from]);
            items.extend_from_slice(new);
            items.extend_from_slice(&tour.items[segment.to..]);
            let price = swap_tails::price(self.problem, self.state, segment.day, items);
            let Some(price) = price else { return false };
            left -= price;
            *cost = price;
        }
        left > Money::ZERO
    }

    /// Whether a day may serve all of these items.
    fn may_have(&self, day: DayIdx, items: &[StopIdx]) -> bool {
        let task = |item: &StopIdx| self.problem.stops[*item as usize].task;
        items.iter().all(|item| self.state.allows(self.problem, task(item), day))
    }

    /// The stops beside a gap are to be looked at.
    fn touch(&mut self, cut: Cut) {
        let items = &self.state.tours[cut.day as usize].items;
        for at in [cut.gap.checked_sub(1), Some(cut.gap)].into_iter().flatten() {
            if let Some(item) = items.get(at) {
                self.memory.touched.add(*item);
            }
        }
    }
}

/// Applies the operators to every task on a tour that this round has changed, until none helps or
/// enough was looked at.
pub(super) fn run(search: &mut Search<'_>) {
    let enough = search.places.work + ENOUGH;
    loop {
        let mut improved = false;
        for task in touched(search.problem, search.state) {
            if search.places.work > enough {
                return;
            }
            improved |= relocate::improve(search, task) || swap_tails::improve(search, task);
        }
        let days: Vec<DayIdx> = search.state.changed().collect();
        for day in days {
            improved |= change_day::improve(search, day);
        }
        if !improved {
            return;
        }
    }
}

/// Tasks on changed tours, ascending.
fn touched(problem: &Problem, state: &State) -> Vec<TaskIdx> {
    let items = state.changed().flat_map(|day| &state.tours[day as usize].items);
    let mut tasks: Vec<TaskIdx> = items
        .filter(|item| **item != RELOAD)
        .map(|item| problem.stops[*item as usize].task)
        .collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}
