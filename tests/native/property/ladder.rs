//! What a ladder says of a place without following the sequence is never more than what following it
//! says.

use super::{cases, seeds};
use crate::support::generator::{Sliders, snapshot};
use routewright::model::Rules;
use routewright::problem::{DayIdx, Problem, StopIdx, TaskIdx, compile};
use routewright::schedule::{Ladder, Scheduler};
use routewright::solver::all_places;
use routewright::{sorted, validate};
use std::cell::RefCell;

/// A sequence of some tasks one after the other, as good or bad as that is.
fn sequence(problem: &Problem, but: TaskIdx, day: DayIdx) -> Vec<StopIdx> {
    let others =
        problem.tasks().filter(|(task, own)| own.located && *task != but && task % 3 != day % 3);
    others.flat_map(|(_, own)| own.stops()).collect()
}

#[test]
fn a_ladder_never_says_more_than_the_sequence() {
    let (mut compared, mut close) = (0, 0);
    for seed in seeds("ladders", 0..cases(150)) {
        let sliders = Sliders { orders: (3, 8), vehicles: (1, 3), ..Sliders::default() };
        let text = serde_json::to_vec(&snapshot(seed, &sliders)).expect("JSON");
        let valid = validate::snapshot(&text, None).expect("valid");
        let first = routewright::date::Date::parse("20260105").expect("a date");
        let problem = compile(&valid.snapshot, &Rules::default(), &sorted::set([first]));
        let mut scheduler = Scheduler::default();
        for (day, vehicle) in problem.days().filter(|(_, own)| own.usable()) {
            for (task, own) in problem.tasks().filter(|(_, own)| own.located) {
                let items = sequence(&problem, task, day);
                let stops: Vec<StopIdx> = own.stops().collect();
                let at_depot = |stop: &StopIdx| problem.stops[*stop as usize].depot.is_some();
                let Some(ladder) = Ladder::new(&problem, vehicle, &items) else { continue };
                if stops.iter().any(at_depot) {
                    continue;
                }
                let gaps = RefCell::new(Vec::new());
                let note = |own: &[usize]| {
                    gaps.replace(own.to_vec());
                    true
                };
                for attempt in all_places(&problem, vehicle, task, &items, 1, &note) {
                    let rough = scheduler.rough(&problem, vehicle, &attempt);
                    let sum = rough.sum() - rough.loads.excess;
                    let said = ladder.at_least(&problem, vehicle, &stops, &gaps.borrow());
                    assert!(said <= sum, "seed {seed}: {said} of {sum}, {attempt:?}");
                    compared += 1;
                    close += usize::from(said == sum);
                }
            }
        }
    }
    assert!(compared > 1_000 && close * 3 > compared, "{close} of {compared} are exact");
}
