//! A pickup and its delivery go where they cost least, on another tour near them or on their own: PD-Shift
//! and PD-Rearrange (Li and Lim, "A metaheuristic for the pickup and delivery problem with time windows",
//! IEEE International Conference on Tools with Artificial Intelligence, 2001), single paired insertion and
//! within route insertion (Nanry and Barnes, "Solving the pickup and delivery problem with time windows
//! using reactive tabu search", Transportation Research Part B 34(2), 2000).

use super::Search;
use super::join::Segment;
use super::pairs::Pair;
use crate::problem::DayIdx;
use crate::solver::place::Place;
use crate::solver::sequence::with_task;
use crate::solver::state::NO_DAY;
use crate::solver::tour::Tour;
use crate::units::Money;

/// True if the move made the plan cheaper.
pub(super) fn improve(search: &mut Search<'_>, pair: &Pair) -> bool {
    if pair.saved <= Money::ZERO {
        return false;
    }
    let mut best: Option<(DayIdx, Place)> = None;
    let mut least = pair.saved;
    for day in search.days_near(pair).into_iter().take_while(|day| *day != NO_DAY) {
        if let Some(place) = cheapest_on(search, pair, day, least) {
            (best, least) = (Some((day, place)), place.cost);
        }
    }
    if search.tour(pair.day).items.len() == 2 {
        return best.is_some_and(|(day, place)| put(search, pair, day, place));
    }
    let buffers = std::mem::take(&mut search.memory.rest);
    let rest = search.without(pair, buffers);
    let within = search.ask(pair.task, (pair.day, Some(&rest)), least);
    let is_cheaper = match (within, best) {
        (Some(place), _) => put_back(search, pair, &rest, place),
        (None, Some((day, place))) => put(search, pair, day, place),
        (None, None) => false,
    };
    search.memory.rest = rest;
    is_cheaper
}

/// Where a pair costs least on a day, if less than `dearest`.
fn cheapest_on(search: &mut Search<'_>, pair: &Pair, day: DayIdx, dearest: Money) -> Option<Place> {
    let tour = &search.state.tours[day as usize];
    if search.memory.asked.least(pair.task, day, tour) >= dearest {
        return None;
    }
    let place = search.ask(pair.task, (day, None), dearest);
    let least = place.map_or(dearest, |place| place.cost);
    let tour = &search.state.tours[day as usize];
    search.memory.asked.note(pair.task, day, tour, least);
    place
}

/// Puts a pair on another tour if every rule is kept and it is exactly cheaper.
fn put(search: &mut Search<'_>, pair: &Pair, day: DayIdx, place: Place) -> bool {
    let [from, last] = pair.at;
    let left = Segment { day: pair.day, from, to: last + 1 };
    let rest = search.items(Segment { from: from + 1, to: last, ..left }).to_vec();
    let into = Segment { day, from: place.gap, to: place.second };
    let own = &search.problem.tasks[pair.task as usize];
    let with = [&[own.first], search.items(into), &[own.last()]].concat();
    let is_cheaper = search.put(&[(left, &rest), (into, &with)]);
    if is_cheaper {
        search.touch_task(pair.task);
    }
    is_cheaper
}

/// Puts it elsewhere on its own, which is `rest` without it.
fn put_back(search: &mut Search<'_>, pair: &Pair, rest: &Tour, place: Place) -> bool {
    let mut items = Vec::with_capacity(rest.items.len() + 2);
    with_task(search.problem, &rest.items, pair.task, place, &mut items);
    let all = Segment { day: pair.day, from: 0, to: items.len() };
    let is_cheaper = search.put(&[(all, &items)]);
    if is_cheaper {
        search.touch_task(pair.task);
        search.touch_left(pair, rest);
    }
    is_cheaper
}

#[cfg(test)]
mod tests {
    use super::improve;
    use crate::solver::improve::tests::Road;

    #[test]
    fn a_pair_goes_to_the_tour_whose_way_it_lies_on() {
        // From (100, 0) to (200, 0) on the one street, from (0, 100) to (0, 200) on the other; the third
        // pair lies on the first street and is driven from the second.
        let pairs = [[[100, 0], [200, 0]], [[0, 100], [0, 200]], [[120, 0], [150, 0]]];
        // 800 where both goods fit on board; else the third pair comes last: 100 + 100 + 80 + 30 + 150.
        for (capacity, items, metres) in [(2, [0, 4, 5, 1], 800), (1, [0, 1, 4, 5], 860)] {
            let mut road = Road::with_pairs(&pairs, (capacity, 9), &[&[0, 1], &[2, 3, 4, 5]]);
            // 400, and 100 + 100 + 320 + 30 + 150.
            assert_eq!(road.metres(), 1_100);
            let mut search = road.search();
            let pair = search.pair(2).expect("it may leave");
            assert!(improve(&mut search, &pair));
            assert_eq!((road.items(0), road.items(1)), (&items[..], &[2, 3][..]));
            assert_eq!(road.metres(), metres);
            let mut search = road.search();
            let pair = search.pair(2).expect("it may leave");
            assert!(!improve(&mut search, &pair));
        }
    }

    #[test]
    fn a_pair_goes_elsewhere_on_its_own_tour() {
        let pairs = [[[100, 0], [200, 0]], [[150, 0], [250, 0]]];
        for (capacity, moves) in [(2, true), (1, false)] {
            let mut road = Road::with_pairs(&pairs, (capacity, 9), &[&[0, 1, 2, 3]]);
            // 200 out, 50 back, 100 out and 250 home.
            assert_eq!(road.metres(), 600);
            let mut search = road.search();
            let pair = search.pair(1).expect("it may leave");
            assert_eq!(improve(&mut search, &pair), moves);
            if moves {
                // Both picked up on the way out; no way to deliver them is longer than another.
                assert_eq!((&road.items(0)[..2], road.metres()), (&[0, 2][..], 500));
            }
        }
    }
}
