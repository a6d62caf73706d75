//! Inserting a task of one to three stops into a route, against trying every way: with signed loads,
//! windows of both kinds, groups of places, depots with set-up and drives that break triangles.

use crate::oracle::date;
use crate::support::generator::Dice;
use routewright::model::{Rules, Snapshot};
use routewright::problem::{Binds, Groups, Problem, StopIdx, Task, compile};
use routewright::schedule::{Scheduler, load_profile};
use routewright::solver::{Scan, Scope, Solver};
use routewright::sorted;
use routewright::units::Money;
use serde_json::{Value, json};

const ORDERS: usize = 7;
/// Places: one depot and five others.
const PLACES: i64 = 6;

/// A vehicle and orders of one stop each. `costly`: waiting costs, there may be a break and limits.
fn base(dice: &mut Dice, costly: bool) -> Value {
    let mut orders = serde_json::Map::new();
    for order in 0..ORDERS {
        let place = dice.between(0, PLACES - 1);
        let mut step = json!({"location": {"latLng": [0, place]}, "serviceTimeSec": dice.sometimes(80, 1, 300)});
        if place == 0 {
            step = json!({"depotId": "h", "serviceTimeSec": 50});
        }
        if dice.percent(60) {
            let windows = (0..dice.between(1, 2)).map(|_| {
                let start = dice.between(0, 4_000);
                json!({"startSec": start, "endSec": start + dice.between(0, 1_500)})
            });
            step["timeWindows"] = windows.collect();
        }
        orders.insert(format!("o{order}"), json!({"delivery": step}));
    }
    let mut settings = json!({
        "departureDepotId": "h", "arrivalDepotId": if dice.percent(70) { json!("h") } else { Value::Null },
        "timeWindow": {"startSec": 0, "endSec": 6_000},
        "loadCapacities": {"box": dice.between(4, 9), "kg": dice.between(4, 9)},
        "perStopTimeSec": dice.sometimes(50, 1, 60), "perStopCost": dice.sometimes(50, 1, 900),
        "drivingTimeCost": 36_000, "serviceTimeCost": dice.sometimes(50, 1, 7_200),
    });
    if costly {
        settings["idleTimeCost"] = json!(dice.sometimes(70, 1, 36_000));
        settings["maxWorkingTimeSec"] = json!(dice.sometimes(50, 2_000, 5_000));
        if dice.percent(60) {
            let start = dice.between(500, 3_000);
            settings["breaks"] =
                json!([{"startSec": start, "endSec": start + 900, "durationSec": 200}]);
        }
    }
    let legs: Vec<i64> = (0..PLACES * PLACES)
        .map(|leg| if leg % (PLACES + 1) == 0 { 0 } else { dice.between(20, 600) })
        .collect();
    json!({
        "territory": {"id": "t"},
        "depots": {"h": {"location": {"latLng": [0, 0]}, "setupTimeSec": dice.sometimes(60, 1, 400),
            "setupCost": dice.sometimes(60, 1, 400)}},
        "vehicles": {"v": {"settings": settings}},
        "orders": orders,
        "travel": {"type": "matrix", "locations": (0..PLACES).map(|place| json!([0, place])).collect::<Value>(),
            "durationsSec": legs, "distancesMt": legs},
    })
}

/// Tasks of one stop, and a last one of up to three.
fn problem(dice: &mut Dice, costly: bool) -> Problem {
    let snapshot: Snapshot = serde_json::from_value(base(dice, costly)).expect("a snapshot");
    let mut problem = compile(&snapshot, &Rules::default(), &sorted::Set::from([date()]));
    let count = u32::try_from(dice.between(1, 3)).expect("few");
    let last = ORDERS - count as usize;
    problem.tasks.truncate(last + 1);
    problem.tasks[last].count = count;
    for stop in &mut problem.stops[last..] {
        stop.task = u32::try_from(last).expect("few");
    }
    for stop in &mut problem.stops {
        stop.loads = (0..2).map(|_| dice.sometimes(60, -4, 4)).collect();
        if dice.percent(40) {
            stop.binds = Binds::Completion;
        }
    }
    if dice.percent(40) {
        let groups = (0..PLACES).map(|_| u32::try_from(dice.between(0, 2)).expect("few"));
        problem.groups = Groups::new(groups.collect(), vec![dice.between(0, 50); 3]);
    }
    problem.prepare();
    problem
}

/// Of a sequence that keeps all rules.
fn price(problem: &Problem, items: &[StopIdx]) -> Option<Money> {
    let day = &problem.days[0];
    let fits = load_profile(problem, day, items).excess == 0;
    let price = Scheduler::default().price(problem, day, items).filter(|_| fits);
    price.map(|price| price.cost)
}

/// The cheapest of every way to put the stops of a task from number `at` on into a sequence, each
/// behind position `from`.
fn cheapest(
    problem: &Problem,
    items: &[StopIdx],
    task: &Task,
    at: usize,
    from: usize,
) -> Option<Money> {
    let Some(stop) = task.stops().nth(at) else { return price(problem, items) };
    let ways = (from..=items.len()).filter_map(|position| {
        let mut with = items.to_vec();
        with.insert(position, stop);
        cheapest(problem, &with, task, at + 1, position + 1)
    });
    ways.min()
}

/// A feasible tour of some of the first tasks.
fn tour(dice: &mut Dice, problem: &Problem) -> Vec<StopIdx> {
    let mut stops: Vec<StopIdx> =
        problem.tasks[..problem.tasks.len() - 1].iter().map(|task| task.first).collect();
    dice.shuffle(&mut stops);
    let mut items = Vec::new();
    for stop in stops {
        items.push(stop);
        if price(problem, &items).is_none() {
            items.pop();
        }
    }
    items.truncate(usize::try_from(dice.between(0, 4)).expect("few"));
    if price(problem, &items).is_some() { items } else { Vec::new() }
}

#[test]
fn any_task_is_inserted_where_it_is_cheapest() {
    let (mut found, mut whole) = (0, 0);
    for seed in 0..crate::property::cases(3_000) {
        let dice = &mut Dice::new(seed);
        let costly = seed % 2 == 1;
        let problem = problem(dice, costly);
        let items = tour(dice, &problem);
        let wanted = u32::try_from(problem.tasks.len() - 1).expect("few");
        let task = &problem.tasks[wanted as usize];
        let best = cheapest(&problem, &items, task, 0, 0);
        found += u32::from(best.is_some() && task.count == 3);
        whole += u32::from(task.count == 3);

        let mut scan = Scan::new(&problem, [(0, items.as_slice())], false);
        let scanned = scan.cheapest(&problem, wanted, 0, Money(i64::MAX / 4));
        assert_eq!(scanned.map(|own| own.cost), best, "seed {seed}: {items:?}");

        let initial = if items.is_empty() { vec![] } else { vec![(0, items.clone())] };
        let scope = Scope {
            tasks: vec![wanted],
            days: vec![0],
            initial,
            keep_sequence: true,
            ..Scope::default()
        };
        let mut solver = Solver::new(&problem, scope);
        solver.finish(&problem);
        let best = best.map(Money::rounded);
        let cost = Some(solver.score().cost).filter(|_| solver.score().absent_weight == 0);
        if costly {
            // Where waiting costs the search compares only what looks cheap without it.
            assert_eq!(cost.is_some(), best.is_some(), "seed {seed}: {items:?}");
            assert!(cost >= best, "seed {seed}: {items:?}");
        } else {
            assert_eq!(cost, best, "seed {seed}: {items:?}");
        }
    }
    // Enough of them can be served at all, and enough cannot.
    assert!(found * 10 > whole && found < whole, "{found} of {whole}");
}
