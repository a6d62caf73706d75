//! The last step of every operation (SEMANTICS 5): each left-out task is tried everywhere, exactly.

use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx};
use crate::rng::Rng;
use crate::schedule::load_profile;
use crate::solver::Moment;
use crate::solver::insertion::Probe;
use crate::solver::place::Place;
use crate::solver::scan::start_cost;
use crate::solver::state::State;
use crate::sorted;
use crate::units::Money;

/// Less than any cost.
const LEAST: Money = Money(i64::MIN / 4);

/// What there is to know of a day, whatever the task.
#[derive(Clone, Copy, Debug)]
struct Day {
    day: DayIdx,
    /// The longest time between leaving one item of its tour and when the next must be reached: no
    /// service that takes longer has a place there, however near it is.
    room: i64,
    /// What waiting, breaks and penalties cost: at most so much may be saved by an insertion beside
    /// its own cost.
    waiting: Money,
}

impl Day {
    fn new(problem: &Problem, state: &mut State, day: DayIdx) -> Self {
        let waiting = state.waiting(problem, day);
        let tour = &state.tours[day as usize];
        let gaps = tour.ready.chunks_exact(tour.width).zip(tour.latest.chunks_exact(tour.width));
        let within = |(ready, latest): (&[Moment], &[Moment])| {
            let ends = latest.iter().max().zip(ready.iter().min());
            ends.map_or(0, |(latest, ready)| i64::from(*latest) - i64::from(*ready))
        };
        Self { day, room: gaps.map(within).max().unwrap_or(0), waiting }
    }
}

/// Inserts what any open day can take by plain insertion into its sequence as it is, heaviest
/// first, until nothing more fits.
pub(in crate::solver) fn run(problem: &Problem, days: &[DayIdx], state: &mut State) {
    let mut days: Vec<Day> = days.iter().map(|day| Day::new(problem, state, *day)).collect();
    loop {
        let mut tasks = state.absent.clone();
        sorted::by_key(&mut tasks, |task| (-state.weight(problem, *task), *task));
        let mut inserted = false;
        for task in tasks {
            if let Some((day, place, cost)) = cheapest(problem, &days, state, task) {
                state.insert(problem, day, task, place, cost);
                let changed = days.iter_mut().find(|own| own.day == day);
                changed.into_iter().for_each(|own| *own = Day::new(problem, state, day));
                inserted = true;
            }
        }
        if !inserted {
            return;
        }
    }
}

/// The cheapest of all places, exactly: days and places that cannot be cheaper are not evaluated.
/// Where there is none in time, a service may be late if that is allowed.
fn cheapest(
    problem: &Problem,
    days: &[Day],
    state: &mut State,
    task: TaskIdx,
) -> Option<(DayIdx, Place, Money)> {
    let in_time = cheapest_of(problem, days, state, (task, false));
    in_time.or_else(|| {
        problem.elastic.as_ref().and_then(|_| cheapest_of(problem, days, state, (task, true)))
    })
}

fn cheapest_of(
    problem: &Problem,
    days: &[Day],
    state: &mut State,
    (task, late): (TaskIdx, bool),
) -> Option<(DayIdx, Place, Money)> {
    let allowed = days.iter().filter(|own| state.allows(problem, task, own.day));
    let bound = |own: &Day| match late {
        true => Some(LEAST).filter(|_| has_room(problem, state, own.day)),
        false => bound(problem, state, task, own),
    };
    let mut bounds: Vec<(Money, DayIdx, &Day)> =
        allowed.filter_map(|own| Some((bound(own)?, own.day, own))).collect();
    sorted::by_key(&mut bounds, |(bound, day, _)| (*bound, *day));
    let mut best: Option<(DayIdx, Place, Money)> = None;
    for (bound, day, own) in bounds {
        if best.is_some_and(|(.., cost)| cost <= bound) {
            break;
        }
        for place in places(problem, state, task, own, late) {
            let least = place.cost;
            if best.is_some_and(|(.., cost)| cost <= least) {
                break;
            }
            let place = Place { cost: Money::ZERO, ..place };
            if let Some(cost) = state.price_insertion(problem, day, task, place)
                && best.is_none_or(|(.., best)| cost < best)
            {
                best = Some((day, place, cost));
            }
        }
    }
    best
}

/// At least so much is added by a task on a day; `None` = no place for it is in time, or the vehicle
/// is full.
fn bound(problem: &Problem, state: &State, task: TaskIdx, own: &Day) -> Option<Money> {
    let day = own.day;
    let (vehicle, tour) = (&problem.days[day as usize], &state.tours[day as usize]);
    if !has_room(problem, state, day) {
        return None;
    }
    if !is_plain(problem, state, task, day) {
        return Some(LEAST);
    }
    let service = |stop: StopIdx| problem.stops[stop as usize].service;
    if problem.tasks[task as usize].stops().any(|stop| service(stop) > own.room) {
        return None;
    }
    let probe = Probe { problem, day: vehicle, tour, blink: 0 };
    let place = probe.best(&problem.tasks[task as usize], &mut Rng::new(0), &mut 0)?;
    Some(place.cost - own.waiting)
}

/// Where a task may go on a day, with the least that this adds, ascending.
fn places(problem: &Problem, state: &State, task: TaskIdx, own: &Day, late: bool) -> Vec<Place> {
    let day = own.day;
    let (vehicle, tour) = (&problem.days[day as usize], &state.tours[day as usize]);
    if !late && is_plain(problem, state, task, day) {
        let probe = Probe { problem, day: vehicle, tour, blink: 0 };
        let mut found = probe.all(&problem.tasks[task as usize]);
        let begins = if tour.items.is_empty() { start_cost(vehicle) } else { Money::ZERO };
        for place in &mut found {
            place.cost += begins - own.waiting;
        }
        Place::cheapest_first(&mut found);
        return found;
    }
    let stops = problem.tasks[task as usize].count as usize;
    let every = Place::each(stops, tour.gaps(), 1);
    let places = every
        .filter(|place| place.gap >= vehicle.kept.frozen.len())
        .map(|place| Place { cost: LEAST, ..place });
    let holds = |place: &Place| {
        let items = state.with_task(problem, day, task, *place);
        load_profile(problem, vehicle, &items).excess == 0
    };
    places.filter(holds).collect()
}

/// Whether a day may serve one more order.
fn has_room(problem: &Problem, state: &State, day: DayIdx) -> bool {
    state.tours[day as usize].tasks < problem.days[day as usize].max_orders
}

/// Whether a tour knows all places of a task: what it knows of windows, breaks, loads and lengths is
/// exact but at depots, where a step may spare the next one its set-up.
fn is_plain(problem: &Problem, state: &State, task: TaskIdx, day: DayIdx) -> bool {
    let at_depot = |stop| problem.stops[stop as usize].depot.is_some();
    state.tours[day as usize].is_plain && !problem.tasks[task as usize].stops().any(at_depot)
}
