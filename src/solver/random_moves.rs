//! Random moves on random problems: what a move says it adds is what computing everything anew says,
//! and undoing it leaves nothing behind.

use super::construct::{self, Places, recreate};
use super::neighbours::Neighbours;
use super::objective::Score;
use super::polish::Polish;
use super::state::{NO_DAY, State};
use super::tour::Tour;
use super::{Scope, improve, neighbours_of, ruin};
use crate::date::Date;
use crate::model::Rules;
use crate::problem::{DayIdx, Problem, StopIdx, TaskIdx, compile};
use crate::rng::Rng;
use crate::schedule::{RELOAD, load_profile};
use crate::units::Money;
use crate::{sorted, validate};
use serde_json::{Map, Value, json};
use std::io::Write;

/// Moves on one problem.
const ON_ONE: u64 = 500;

#[test]
fn moves_say_what_they_change_and_are_undone_without_a_trace() {
    make_moves(10_000);
}

#[test]
#[ignore = "long"]
fn ten_million_moves_say_what_they_change_and_are_undone_without_a_trace() {
    make_moves(10_000_000);
}

fn make_moves(count: u64) {
    let (mut kept, mut undone, mut refused) = (0, 0, 0);
    let problems = count.div_ceil(ON_ONE);
    for seed in 0..problems {
        if problems > 1_000 && seed.is_multiple_of(problems / 20) {
            // A line that cannot be written is no reason to fail.
            let _ = writeln!(std::io::stderr(), "moves: {} of {count}", seed * ON_ONE);
        }
        let mut rng = Rng::new(seed);
        let problem = problem(&mut rng);
        let tasks: Vec<TaskIdx> = problem.tasks().map(|(task, _)| task).collect();
        let days: Vec<DayIdx> = problem.days().map(|(day, _)| day).collect();
        let scope = Scope { tasks, days, reloads: rng.one_in(3), seed, ..Scope::default() };
        let mut state = State::new(&problem, &scope);
        let mut places = Places::new(&problem, &scope.days, scope.reloads);
        let neighbours = neighbours_of(&problem, &scope, true);
        let mut memory = improve::Memory::new(problem.stops.len());
        for _ in 0..ON_ONE {
            let before = state.clone();
            state.begin();
            make_move(
                (&problem, &neighbours),
                &scope,
                (&mut places, &mut memory),
                &mut state,
                &mut rng,
            );
            hold(&problem, &scope, &mut state, seed);
            refused += hold_refusals(&problem, &scope, &places, &mut state, seed);
            if rng.one_in(3) {
                undone += u64::from(!state.is_as_before());
                state.roll_back();
                hold_same(&before, &state, seed);
            } else {
                kept += u64::from(!state.is_as_before());
            }
        }
    }
    // Most moves change something, kept or undone.
    assert!(kept > count / 4 && undone > count / 10, "{kept} kept, {undone} undone of {count}");
    assert!(refused > count / 10, "{refused} of {count}");
}

/// What is remembered to have no place for a task has none. How many there were of tasks left out.
fn hold_refusals(
    problem: &Problem,
    scope: &Scope,
    places: &Places,
    state: &mut State,
    seed: u64,
) -> u64 {
    let mut refused = 0;
    for task in state.absent.clone() {
        for day in &scope.days {
            if !places.refuses(state, task, *day) {
                continue;
            }
            let probe = construct::probe(problem, state, *day, 0);
            let place = probe.best(&problem.tasks[task as usize], &mut Rng::new(0), &mut 0);
            let price = place.and_then(|place| state.price_found(problem, *day, task, place));
            assert_eq!(price, None, "seed {seed}: task {task} on day {day}");
            refused += 1;
        }
    }
    refused
}

/// One move of a random kind: some tasks leave a tour, one enters, a round, local search.
fn make_move(
    (problem, neighbours): (&Problem, &Neighbours),
    scope: &Scope,
    (places, memory): (&mut Places, &mut improve::Memory),
    state: &mut State,
    rng: &mut Rng,
) {
    // Where unused days are opened freely, what an insertion adds is still what it costs.
    places.relief = Money::hundredths(i64::from(rng.below(3)) * 5_000);
    match rng.below(40) {
        0..14 => {
            let day = scope.days[rng.index(scope.days.len())];
            let items = &state.tours[day as usize].items;
            let on_it = items.iter().filter(|item| **item != RELOAD);
            let mut tasks: Vec<TaskIdx> =
                on_it.map(|item| problem.stops[*item as usize].task).collect();
            tasks.sort_unstable();
            tasks.dedup();
            tasks.retain(|_| rng.one_in(3));
            if !tasks.is_empty() {
                state.remove(problem, day, &tasks);
            }
        }
        14..36 => {
            if !state.absent.is_empty() {
                let task = state.absent[rng.index(state.absent.len())];
                let blink = 4 * rng.below(2);
                recreate::insert(problem, neighbours, places, state, task, (blink, rng));
            }
        }
        36..=38 => {
            let seed = u32::try_from(rng.index(problem.stops.len())).unwrap_or(0);
            let kept = state.absent.len();
            ruin::run(problem, neighbours, places, state, seed, rng);
            recreate::run(problem, neighbours, places, state, kept, None, rng);
            let mut search = improve::Search {
                problem,
                neighbours,
                places,
                state,
                memory,
                hub: improve::Hub::default(),
            };
            improve::run_near(&mut search);
            if rng.one_in(3) {
                improve::run(&mut search);
            }
        }
        _ => {
            let mut polish = Polish::new(scope.days.clone());
            while polish.step(problem, state) {}
        }
    }
}

/// Everything that the state remembers is what its sequences say.
fn hold(problem: &Problem, scope: &Scope, state: &mut State, seed: u64) {
    let mut score = Score::default();
    let mut day_of = vec![NO_DAY; problem.stops.len()];
    for day in &scope.days {
        let vehicle = &problem.days[*day as usize];
        let items = state.tours[*day as usize].items.clone();
        let mut fresh = Tour { items: items.clone(), ..Tour::default() };
        fresh.refresh(problem, vehicle);
        let price = state.price(problem, vehicle, &items);
        fresh.cost = price.expect("a kept tour is feasible");
        hold_tour(&fresh, &state.tours[*day as usize], seed);
        hold_crossing(problem, &fresh, seed);
        assert_eq!(load_profile(problem, vehicle, &items).excess, 0, "seed {seed}");
        score.add(&fresh, 0);
        for (at, item) in (0..).zip(&items).filter(|(_, item)| **item != RELOAD) {
            assert_eq!(day_of[*item as usize], NO_DAY, "seed {seed}: a stop is on one tour");
            day_of[*item as usize] = *day;
            assert_eq!(state.item_of[*item as usize], at, "seed {seed}");
        }
    }
    let items: usize = state.tours.iter().map(|tour| tour.items.len()).sum();
    assert_eq!(state.items, items, "seed {seed}");
    assert_eq!(state.day_of, day_of, "seed {seed}");
    let absent = |task: &TaskIdx| {
        let on_tours = problem.tasks[*task as usize].stops();
        let count = on_tours.filter(|stop| day_of[*stop as usize] != NO_DAY).count();
        assert!(count == 0 || count == problem.tasks[*task as usize].count as usize, "a whole");
        count == 0
    };
    let left: Vec<TaskIdx> = scope.tasks.iter().copied().filter(absent).collect();
    let mut told = state.absent.clone();
    told.sort_unstable();
    assert_eq!(told, left, "seed {seed}");
    score.absent_weight = left.iter().map(|task| problem.tasks[*task as usize].weight).sum();
    assert_eq!(state.score, score, "seed {seed}");
}

fn hold_tour(one: &Tour, two: &Tour, seed: u64) {
    assert_eq!((&one.items, one.cost), (&two.items, two.cost), "seed {seed}");
    let sums = |tour: &Tour| (tour.driving, tour.distance, tour.tasks, tour.width, tour.is_plain);
    assert_eq!(sums(one), sums(two), "seed {seed}");
    assert_eq!((&one.places, &one.hops), (&two.places, &two.hops), "seed {seed}");
    assert_eq!((&one.ready, &one.latest), (&two.ready, &two.latest), "seed {seed}");
    let loads = |tour: &Tour| [&tour.most_before, &tour.most_after, &tour.on_leg].map(Vec::clone);
    assert_eq!(loads(one), loads(two), "seed {seed}");
    assert_eq!(one.crossing, two.crossing, "seed {seed}");
}

/// A gap lies within a task if that has stops before it and behind it.
fn hold_crossing(problem: &Problem, tour: &Tour, seed: u64) {
    let task = |item: &StopIdx| problem.stops.get(*item as usize).map(|stop| stop.task);
    for gap in 0..=tour.items.len() {
        let (before, behind) = tour.items.split_at(gap);
        let mut own = before.iter().filter_map(task);
        let is_crossed = own.any(|own| behind.iter().filter_map(task).any(|other| own == other));
        assert_eq!(tour.is_crossed(gap), is_crossed, "seed {seed}");
    }
}

fn hold_same(before: &State, after: &State, seed: u64) {
    for (one, two) in before.tours.iter().zip(&after.tours) {
        hold_tour(one, two, seed);
    }
    assert_eq!((&before.day_of, &before.absent), (&after.day_of, &after.absent), "seed {seed}");
    assert_eq!(before.score, after.score, "seed {seed}");
}

/// A few vehicles and some twenty orders with windows, loads, pairs, breaks, waiting and aims.
fn problem(rng: &mut Rng) -> Problem {
    let date = Date::parse("20260105").expect("a date");
    let mut orders = Map::new();
    for number in 0..4 + rng.index(18) {
        let mut order = json!({
            "priority": *[-20, -10, 0, 10, 20].get(rng.index(5)).expect("one of five"),
            "loads": {"kg": rng.below(300)},
        });
        let kinds: &[&str] = match rng.below(4) {
            0 => &["pickup", "delivery"],
            1 => &["pickup"],
            _ => &["delivery"],
        };
        for kind in kinds {
            order[*kind] = step(rng);
        }
        orders.insert(format!("o{number}"), order);
    }
    let mut vehicles = Map::new();
    for number in 0..1 + rng.index(4) {
        vehicles.insert(format!("v{number}"), vehicle(rng));
    }
    let snapshot = json!({
        "territory": {"id": "t"},
        "depots": {"h": {"location": {"latLng": [0, 0]}, "setupTimeSec": 300, "setupCost": 50}},
        "vehicles": vehicles,
        "orders": orders,
    });
    let text = snapshot.to_string();
    let valid = validate::snapshot(text.as_bytes(), None).expect("a valid snapshot");
    let mut problem = compile(&valid.snapshot, &Rules::default(), &sorted::set([date]));
    if rng.one_in(2) {
        problem.tabulate();
    }
    problem
}

fn step(rng: &mut Rng) -> Value {
    let mut number = |bound: u32| i64::from(rng.below(bound));
    let (lat, lng) = (10_000 * number(12), 10_000 * number(12));
    let start = 25_000 + number(30_000);
    let windows = match number(3) {
        0 => json!([]),
        1 => json!([{"startSec": start, "endSec": start + 1_000 + number(20_000)}]),
        _ => json!([
            {"startSec": start, "endSec": start + 3_000},
            {"startSec": start + 9_000, "endSec": start + 15_000},
        ]),
    };
    json!({
        "location": {"latLng": [lat, lng]}, "serviceTimeSec": number(1_500), "timeWindows": windows,
    })
}

fn vehicle(rng: &mut Rng) -> Value {
    let mut number = |bound: u32| i64::from(rng.below(bound));
    let depot = |own: i64| if own == 0 { Value::Null } else { json!("h") };
    let start = 20_000 + number(12_000);
    let breaks = match number(3) {
        0 => json!([]),
        1 => json!([{"startSec": start + 9_000, "endSec": start + 14_000, "durationSec": 1_800}]),
        _ => json!([
            {"startSec": start + 5_000, "endSec": start + 9_000, "durationSec": 900},
            {"startSec": start + 15_000, "endSec": start + 20_000, "durationSec": 1_200},
        ]),
    };
    json!({"settings": {
        "departureDepotId": depot(number(4)), "arrivalDepotId": depot(number(4)),
        "timeWindow": {"startSec": start, "endSec": start + 15_000 + number(25_000)},
        "loadCapacities": {"kg": 300 + number(900)}, "minLoadCapacities": {"kg": number(2) * 500},
        "minWorkingTimeSec": number(2) * number(20_000), "breaks": breaks,
        "maxOrders": number(2) * (1 + number(9)), "perStopTimeSec": number(2) * 120,
        "maxWorkingTimeSec": number(2) * (10_000 + number(20_000)),
        "activationCost": number(5_000), "kmCost": number(200), "drivingTimeCost": number(3_000),
        "idleTimeCost": number(2) * number(3_000), "serviceTimeCost": number(2_000),
        "perStopCost": number(2) * 100,
    }})
}
