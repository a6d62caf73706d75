//! Questions: what is kept of a loaded snapshot shows in no answer, however often and after whatever
//! changes they are asked; and a compiled problem with further orders is that of them all.

use super::cases;
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::judged::{self as ops, Frozen, Loaded};
use routewright::date::Date;
use routewright::model::{MarginalCostsRequest, Order, Rules, Snapshot, SolveOptions, Travel};
use routewright::problem::{Beside, Problem, compile, compile_with};
use routewright::sorted;
use routewright::validate;
use serde_json::{Value, json};

/// Asks a planner and the same snapshot read anew; `order` is a new one, `id` one of the snapshot.
pub(super) fn same_answers(
    dice: &mut Dice,
    planner: &Loaded,
    anew: &Loaded,
    order: &Value,
    id: &str,
) {
    for question in ["explain", "proposals", "costs", "evaluate"] {
        if dice.percent(60) {
            let request = match question {
                "explain" => json!({"orderId": id, "from": "20260105", "to": "20260106"}),
                _ => proposals(dice, order),
            };
            let answer = answer(anew, question, &request);
            assert_eq!(self::answer(planner, question, &request), answer, "{question} {request}");
            assert_eq!(self::answer(planner, question, &request), answer, "again: {request}");
        }
    }
}

pub(super) fn proposals(dice: &mut Dice, order: &Value) -> Value {
    let mut order = order.clone();
    order["id"] = json!("asked for");
    let start = dice.between(0, 70_000);
    let windows = |step: &str| match order[step].is_null() {
        true => Value::Null,
        false => json!([{"startSec": start, "endSec": start + 9_000}]),
    };
    let slots: Vec<Value> = (5..=dice.between(5, 6))
        .map(|day| {
            json!({"date": format!("2026010{day}"), "pickupTimeWindows": windows("pickup"),
                "deliveryTimeWindows": windows("delivery")})
        })
        .collect();
    json!({"order": order, "timeSlots": slots, "overrideLockedRoutes": dice.percent(20),
        "depotTrips": dice.percent(20)})
}

/// What a loaded snapshot says to a question, as text.
fn answer(loaded: &Loaded, question: &str, request: &Value) -> String {
    let rules = Rules::default();
    match question {
        "explain" => match validate::explain_order_request(request, loaded) {
            Ok(request) => format!("{:#?}", ops::explain_order(loaded, &request, &rules)),
            Err(issues) => format!("{issues:#?}"),
        },
        "proposals" => match validate::compute_proposals_request(request, loaded) {
            Ok(request) => {
                let options = SolveOptions::default();
                let set = ops::compute_proposals(loaded, &request, &options, 0, &mut Frozen);
                format!("{set:#?}")
            }
            Err(issues) => format!("{issues:#?}"),
        },
        "costs" => {
            let request = MarginalCostsRequest::default();
            format!("{:#?}", ops::marginal_costs(loaded, &request, &rules))
        }
        _ => {
            let mut result =
                ops::evaluate_routes(loaded, &Default::default(), &rules).expect("evaluated");
            result.warnings.sort_by(|one, other| one.message.cmp(&other.message));
            format!("{result:#?}")
        }
    }
}

/// All that a problem says, but for how it keeps its legs.
fn said(problem: &Problem) -> String {
    let places = || 0..u32::try_from(problem.locations.len()).expect("few");
    let pairs = || places().flat_map(|from| places().map(move |to| (from, to)));
    let legs: Vec<_> = pairs().map(|(from, to)| problem.legs.leg(from, to)).collect();
    let driven: Vec<_> = problem
        .days
        .iter()
        .flat_map(|day| pairs().map(|(from, to)| problem.leg(day, from, to)))
        .collect();
    let regions: Vec<_> = places().map(|place| problem.regions.set_of(place)).collect();
    let sets = 0..u32::try_from(problem.regions.sets()).expect("few");
    let enter: Vec<_> =
        sets.clone().flat_map(|from| sets.clone().map(move |to| (from, to))).collect();
    let enter: Vec<_> =
        enter.into_iter().map(|(from, to)| problem.regions.enter(from, to)).collect();
    let tasks: Vec<_> = problem
        .tasks()
        .map(|(at, task)| {
            let may: Vec<bool> = problem.days().map(|(day, _)| problem.eligible(at, day)).collect();
            let stops: Vec<_> = task
                .stops()
                .map(|stop| {
                    let windows: Vec<_> =
                        problem.days.iter().map(|day| problem.windows_of(stop, day)).collect();
                    (&problem.stops[stop as usize], problem.goods_of(stop), windows)
                })
                .collect();
            format!("{task:?} {may:?} {stops:?} {:?}", problem.task(&task.order_id))
        })
        .collect();
    format!(
        "{legs:?}\n{driven:?}\n{regions:?}\n{enter:?}\n{tasks:#?}\n{:#?}\n{:?}\n{:?}",
        problem.days, problem.locations, problem.load_keys
    )
}

/// Orders of another snapshot, with ids and sometimes load keys that this one does not have.
fn further(seed: u64) -> Vec<Order> {
    let sliders = Sliders { orders: (1, 4), ..Sliders::default() };
    let other: Snapshot = snapshot(seed ^ 0x6B6B, &sliders);
    let orders = other.orders.into_values().enumerate();
    orders.map(|(at, order)| Order { id: Some(format!("further {at}")), ..order }).collect()
}

#[test]
fn a_problem_that_is_extended_is_the_problem_of_all_orders_and_shrinks_to_what_it_was() {
    let dates: sorted::Set<Date> =
        ["20260105", "20260106"].into_iter().filter_map(Date::parse).collect();
    let mut extended = 0;
    for seed in 0..cases(200) {
        let given = snapshot(seed, &Sliders { orders: (1, 6), ..Sliders::default() });
        let orders = further(seed);
        let rules = Rules::default();
        let mut problem = compile(&given, &rules, &dates);
        if seed % 2 == 1 {
            problem.tabulate();
        }
        let before = (said(&problem), format!("{problem:?}"));
        let estimate = Travel::default();
        let travel = given.travel.as_ref().unwrap_or(&estimate);
        let whole = compile_with(&given, &rules, &dates, Beside { travel, further: &orders });
        match problem.extend(&given, &orders) {
            Some(extent) => {
                extended += 1;
                assert_eq!(said(&problem), said(&whole), "seed {seed}");
                problem.shrink(extent);
            }
            None => assert!(problem.load_keys != whole.load_keys, "seed {seed}"),
        }
        assert_eq!(said(&problem), before.0, "seed {seed}");
        assert_eq!(format!("{problem:?}"), before.1, "seed {seed}");
    }
    assert!(extended > 0);
}
