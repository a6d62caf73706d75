//! A whole route goes to a vehicle or date of another kind: to an unused one, or two routes change
//! places. Stop by stop that is a detour that nothing takes where the routes are full (Vidal, Crainic,
//! Gendreau and Prins, "Implicit depot assignments and rotations in vehicle routing heuristics",
//! European Journal of Operational Research 237(1), 2014; the stops keep their sequence here).

use super::Search;
use super::join::Segment;
use crate::problem::DayIdx;
use crate::schedule::RELOAD;
use crate::solver::state::NO_DAY;

/// Other days that a route is tried on: unused ones, then those of routes near it.
const MOST: usize = 10;

/// True if a day's route is on another day now and the plan is cheaper.
pub(super) fn improve(search: &mut Search<'_>, day: DayIdx) -> bool {
    let has_reloads = |search: &Search<'_>, day: DayIdx| search.tour(day).items.contains(&RELOAD);
    let is_used = !search.tour(day).items.is_empty();
    if !is_used || !search.places.is_open(day) || has_reloads(search, day) {
        return false;
    }
    for other in others(search, day) {
        if !has_reloads(search, other) && try_days(search, [day, other]) {
            return true;
        }
    }
    false
}

/// Days that are not like this one: an unused one of each kind, and those of tours near.
fn others(search: &Search<'_>, day: DayIdx) -> Vec<DayIdx> {
    let places = &*search.places;
    let mut kinds = vec![places.kind(day)];
    let mut found = Vec::new();
    let unused = |day: &&DayIdx| search.tour(**day).items.is_empty();
    for other in places.open.iter().filter(unused) {
        if found.len() < MOST && !kinds.contains(&places.kind(*other)) {
            kinds.push(places.kind(*other));
            found.push(*other);
        }
    }
    let items = &search.tour(day).items;
    for near in items.iter().flat_map(|item| search.neighbours.of(*item)) {
        if found.len() >= MOST {
            break;
        }
        let other = search.state.day_of[*near as usize];
        let is_new = other != NO_DAY && places.is_open(other) && !found.contains(&other);
        if is_new && places.kind(other) != kinds[0] {
            found.push(other);
        }
    }
    found
}

/// Each of two days gets what the other one has, if that keeps every rule and is exactly cheaper.
fn try_days(search: &mut Search<'_>, days: [DayIdx; 2]) -> bool {
    let [one, two] = days.map(|day| {
        let to = search.tour(day).items.len();
        (Segment { day, from: 0, to }, search.tour(day).items.clone())
    });
    search.put(&[(one.0, &two.1), (two.0, &one.1)])
}
