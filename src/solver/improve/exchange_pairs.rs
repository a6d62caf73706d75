//! Two pairs of two tours change tours, and each goes where it costs least there without the other:
//! PD-Exchange (Li and Lim, "A metaheuristic for the pickup and delivery problem with time windows",
//! IEEE International Conference on Tools with Artificial Intelligence, 2001), swapping pairs between
//! routes (Nanry and Barnes, Transportation Research Part B 34(2), 2000); to where each is cheapest as in
//! SWAP* (Vidal, Computers and Operations Research 140, 2022). As there, one of the two alone would save
//! something, were it not for time and loads.

use super::join::{Cut, Segment};
use super::pairs::Pair;
use super::{NEAR, Search};
use crate::problem::{DayIdx, TaskIdx};
use crate::solver::place::Place;
use crate::solver::sequence::with_task;
use crate::solver::state::NO_DAY;
use crate::solver::tour::Tour;
use crate::units::Money;

/// A pair that would leave the other tour for this one, and where both go.
#[derive(Clone, Copy, Debug)]
struct Exchange {
    other: Pair,
    gain: Money,
    /// Of the first pair, then of the other.
    places: [Place; 2],
}

/// True if an exchange with a pair of a tour near made the plan cheaper.
pub(super) fn improve(search: &mut Search<'_>, pair: &Pair) -> bool {
    let mut rest: Option<Tour> = None;
    let mut other_rest = std::mem::take(&mut search.memory.other_rest);
    let mut best: Option<Exchange> = None;
    let near = search.days_near(pair);
    for day in near.into_iter().take_while(|day| *day != NO_DAY) {
        let Some(least) = least_driving(search, pair.task, day).filter(|least| *least < pair.saved)
        else {
            continue;
        };
        if rest.is_none() {
            let buffers = std::mem::take(&mut search.memory.rest);
            rest = Some(search.without(pair, buffers));
        }
        let Some(rest) = &rest else { continue };
        for at in 0..search.tour(day).items.len() {
            let Some(other) = partner(search, pair, (day, at)) else { continue };
            let gained = best.map_or(Money::ZERO, |best| best.gain);
            let saved = pair.saved + other.saved - gained;
            let there = search.ask(other.task, (pair.day, Some(rest)), saved - least);
            let Some(there) = there else { continue };
            other_rest = search.without(&other, other_rest);
            let own = (other.day, Some(&other_rest));
            if let Some(here) = search.ask(pair.task, own, saved - there.cost) {
                let gain = pair.saved + other.saved - there.cost - here.cost;
                best = Some(Exchange { other, gain, places: [here, there] });
            }
        }
    }
    let is_cheaper = match (best, &rest) {
        (Some(best), Some(rest)) => {
            other_rest = search.without(&best.other, other_rest);
            put(search, pair, best, [rest, &other_rest])
        }
        _ => false,
    };
    search.memory.other_rest = other_rest;
    if let Some(rest) = rest {
        search.memory.rest = rest;
    }
    is_cheaper
}

/// A pair whose first stop is that item of a tour and that is near the tour of another.
fn partner(search: &Search<'_>, pair: &Pair, (day, at): (DayIdx, usize)) -> Option<Pair> {
    let item = search.tour(day).items[at];
    let task = search.problem.stops[item as usize].task;
    let own = &search.problem.tasks[task as usize];
    let is_there = |near: &u32| search.state.day_of[*near as usize] == pair.day;
    let is_near = |stop: u32| search.neighbours.of(stop).iter().take(NEAR).any(is_there);
    let may_go = own.first == item
        && own.stops().any(is_near)
        && search.state.allows(search.problem, task, pair.day);
    if may_go { search.pair(task) } else { None }
}

/// About what a task adds at least to a day's tour, in time or not.
fn least_driving(search: &mut Search<'_>, task: TaskIdx, day: DayIdx) -> Option<Money> {
    let own = &search.problem.tasks[task as usize];
    let stops = [own.first, own.last()];
    let tops = stops.map(|stop| search.cheapest(stop, day).places[0]);
    let service: i64 = stops.iter().map(|stop| search.problem.stops[*stop as usize].service).sum();
    let vehicle = search.vehicle(day);
    let place = stops.map(|stop| search.problem.stops[stop as usize].place);
    let mut least = tops[0].0 + tops[1].0;
    for (_, gap) in tops {
        let gap = gap as usize;
        let tour = search.tour(day);
        if gap >= tour.gaps() {
            return None;
        }
        let into = search.arc(vehicle, tour.places[gap], place[0], true)?;
        let between = search.arc(vehicle, place[0], place[1], true)?;
        let out = search.arc(vehicle, place[1], tour.places[gap + 1], gap < tour.items.len())?;
        let old = search.hop_cost(Cut { day, gap });
        least = least.min(into.cost + between.cost + out.cost - old);
    }
    Some(least + vehicle.rates.service * service)
}

/// Makes the exchange if it keeps every rule and is exactly cheaper.
fn put(search: &mut Search<'_>, pair: &Pair, best: Exchange, rests: [&Tour; 2]) -> bool {
    let Exchange { other, places: [here, there], .. } = best;
    let [mut one, mut two] = [Vec::new(), Vec::new()];
    with_task(search.problem, &rests[0].items, other.task, there, &mut one);
    with_task(search.problem, &rests[1].items, pair.task, here, &mut two);
    let all = |day: DayIdx, to: usize| Segment { day, from: 0, to };
    let changes = [(all(pair.day, one.len()), &one[..]), (all(other.day, two.len()), &two[..])];
    let is_cheaper = search.put(&changes);
    if is_cheaper {
        search.touch_task(pair.task);
        search.touch_task(other.task);
        search.touch_left(pair, rests[0]);
        search.touch_left(&other, rests[1]);
    }
    is_cheaper
}

#[cfg(test)]
mod tests {
    use super::improve;
    use crate::solver::improve::relocate_pair;
    use crate::solver::improve::tests::Road;

    #[test]
    fn two_pairs_change_tours_and_go_where_they_lie_on_the_way() {
        // Each vehicle may serve two pairs and has the second on the other's street.
        let pairs = [
            [[100, 0], [200, 0]],
            [[0, 100], [0, 200]],
            [[0, 300], [0, 400]],
            [[300, 0], [400, 0]],
        ];
        let mut road = Road::with_pairs(&pairs, (1, 2), &[&[0, 1, 2, 3], &[4, 5, 6, 7]]);
        // 200 out, 300 to the other street, 100 and 200 home; 400 out, 700, 100 and 400 home.
        assert_eq!(road.metres(), 2_400);
        let mut search = road.search();
        let pair = search.pair(1).expect("it may leave");
        assert!(!relocate_pair::improve(&mut search, &pair));
        assert!(improve(&mut search, &pair));
        // There and back on both; in the place of the other it would be 1 000 on the second.
        assert_eq!((road.items(0), road.items(1)), (&[0, 1, 6, 7][..], &[2, 3, 4, 5][..]));
        assert_eq!(road.metres(), 1_600);
    }
}
