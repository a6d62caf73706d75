//! A planner after any chain of operations and edits is what the pure functions, merged by hand into
//! the snapshot, give.

use super::asked::same_answers;
use super::{cases, seeds};
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::oracle::standing::{self, has_come, is_drivable};
use crate::support::oracle::{in_progress, stays};
use routewright::error::{Error, Issue};
use routewright::model::{
    ApprovedRoutesChanged, EvaluateRoutesRequest, ExecutionEventsResult, ProposalApplied, Rules,
    SchedulingResult, Snapshot, SolveOptions, StepKind, StepType,
};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::ops::Range;

/// What an operation returns.
#[derive(Debug, PartialEq)]
enum Outcome {
    Scheduled(Box<SchedulingResult>),
    Approved(ApprovedRoutesChanged),
    Promised(Box<ProposalApplied>),
}

/// Before every set of proposals expires.
const NOW: i64 = 1_767_225_600;

/// A chain under way.
pub(super) struct Chain {
    pub(super) dice: Dice,
    rules: Rules,
    pub(super) planner: Loaded,
    /// The same by hand: a whole snapshot, its travel model in it.
    pub(super) hand: Value,
    /// Where edits take orders, vehicles and travel models from.
    pub(super) other: Value,
    done: Vec<String>,
}

fn read(hand: &Value) -> Result<Loaded, Vec<Issue>> {
    validate::snapshot(hand.to_string().as_bytes(), None).map(Loaded::from)
}

pub(super) fn keys(value: &Value) -> Vec<String> {
    value.as_object().into_iter().flat_map(Map::keys).cloned().collect()
}

fn sorted(warnings: &[Issue]) -> Vec<String> {
    let mut texts: Vec<_> = warnings.iter().map(|one| one.message.clone()).collect();
    texts.sort();
    texts
}

impl Chain {
    fn new(seed: u64) -> Self {
        let sliders = Sliders { orders: (1, 9), ..Sliders::default() };
        let hand = serde_json::to_value(snapshot(seed, &sliders)).expect("JSON");
        let other = serde_json::to_value(snapshot(seed ^ 0x5A5A, &sliders)).expect("JSON");
        let planner = read(&hand).expect("valid");
        let dice = Dice::new(seed ^ 0xC3C3);
        Self { dice, rules: Rules::default(), planner, hand, other, done: Vec::new() }
    }

    fn run(&self, valid: &Loaded, name: &str, request: &Value) -> Result<Outcome, Error> {
        let rules = &self.rules;
        let result = match name {
            "assign" => {
                let request = validate::assign_order_steps_request(request, valid)?;
                ops::assign_order_steps(valid, &request, rules)
            }
            "unassign" => {
                let request = validate::unassign_orders_request(request, valid)?;
                ops::unassign_orders(valid, &request, rules)
            }
            "apply" => {
                let request = validate::apply_sequences_request(request, valid)?;
                ops::apply_sequences(valid, &request, rules)
            }
            "swap" => {
                let request = validate::swap_routes_request(request, valid)?;
                ops::swap_routes(valid, &request, rules)
            }
            "approve" => {
                let request = validate::approve_routes_request(request, valid)?;
                return ops::approve_routes(valid, &request).map(Outcome::Approved);
            }
            "revoke" => {
                let request = validate::revoke_routes_request(request, valid)?;
                return Ok(Outcome::Approved(ops::revoke_routes(valid, &request)));
            }
            "fit" => {
                let request = validate::fit_in_request(request, &valid.snapshot)?;
                let options = SolveOptions { max_iterations: Some(0), ..SolveOptions::default() };
                ops::fit_in(valid, &request, &options, &mut Frozen)
            }
            "promise" => return self.promised(valid, request),
            "events" => {
                let request = validate::execution_events_request(request)?;
                let result = ops::apply_execution_events(valid, &request, rules)?;
                let ExecutionEventsResult { routes, warnings, .. } = result;
                Ok(SchedulingResult { routes, warnings, ..SchedulingResult::default() })
            }
            _ => {
                let request = validate::build_routes_request(request, &valid.snapshot)?;
                let options = SolveOptions { max_iterations: Some(0), ..SolveOptions::default() };
                ops::build_routes(valid, &request, &options, &mut Frozen)
            }
        };
        let mut result = result?;
        result.warnings.sort_by(|one, other| one.message.cmp(&other.message));
        Ok(Outcome::Scheduled(Box::new(result)))
    }

    /// Proposals for a new order, and one of them applied before anything else happens.
    fn promised(&self, valid: &Loaded, request: &Value) -> Result<Outcome, Error> {
        let asked = validate::compute_proposals_request(&request["compute"], valid)?;
        let options = SolveOptions::default();
        let set = ops::compute_proposals(valid, &asked, &options, NOW, &mut Frozen)?;
        let set = validate::proposals_set(&serde_json::to_value(&set).expect("JSON"), valid)?;
        let apply = validate::apply_proposal_request(&request["apply"], &set, valid)?;
        let applied = ops::apply_proposal(valid, &set, &apply, &self.rules, NOW)?;
        Ok(Outcome::Promised(Box::new(applied)))
    }

    fn operate(&mut self) {
        let (name, request) = self.operation();
        self.done.push(format!("{name} {request}"));
        let pure = self.run(&read(&self.hand).expect("valid"), name, &request);
        let here = self.run(&self.planner, name, &request);
        assert_eq!(here, pure, "{:#?}", self.done);
        match here {
            Ok(Outcome::Scheduled(result)) => {
                let (before, routed) = (self.planner.snapshot.clone(), self.routed());
                ops::take_over(&mut self.planner, &result);
                self.merge(&result);
                self.nothing_lost_or_doubled(name, &routed, &result);
                if name == "fit" || name == "build" {
                    let after = &self.planner.snapshot;
                    let found = stays::differences(&self.rules, &before, after, name == "fit");
                    assert_eq!(found, Vec::<String>::new(), "{:#?}", self.done);
                }
            }
            Ok(Outcome::Approved(result)) => {
                ops::take_over_approvals(&mut self.planner, &result);
                self.hand["approvedRoutes"] = json!(result.approved_routes);
            }
            Ok(Outcome::Promised(applied)) => self.keep_promise(&applied),
            Err(_) => {}
        }
    }

    /// The order is on the route that was promised, and nothing else is new.
    fn keep_promise(&mut self, applied: &ProposalApplied) {
        let (before, mut routed) = (self.planner.snapshot.clone(), self.routed());
        ops::take_over_proposal(&mut self.planner, applied).expect("a valid order");
        let id = &applied.order_id;
        let order = &applied.orders[id];
        self.hand["orders"][id] = order.clone();
        let routes = applied.routes.clone();
        self.merge(&SchedulingResult { routes, ..SchedulingResult::default() });
        let kinds = [("pickup", StepKind::Pickup), ("delivery", StepKind::Delivery)];
        let own = kinds.into_iter().filter(|(name, _)| !order[name].is_null());
        routed.extend(own.map(|(_, kind)| (id.clone(), kind)));
        assert_eq!(self.routed(), routed, "{:#?}", self.done);
        let found = stays::differences(&self.rules, &before, &self.planner.snapshot, true);
        assert_eq!(found, Vec::<String>::new(), "{:#?}", self.done);
    }

    /// Questions change nothing, and what was kept for earlier ones shows in no answer.
    fn ask(&mut self) {
        let id = self.order();
        let order = self.dice.pick(&keys(&self.other["orders"])).clone();
        let anew = read(&self.hand).expect("valid");
        same_answers(
            &mut self.dice,
            &self.planner,
            &anew,
            &self.other["orders"][order.as_str()],
            &id,
        );
    }

    /// The order steps on routes; each is on one.
    fn routed(&self) -> BTreeSet<(String, StepKind)> {
        let steps = self.planner.snapshot.routes.values().flat_map(|route| &route.steps);
        steps.filter_map(|step| Some((step.order_id.clone()?, step.step_kind()?))).collect()
    }

    fn nothing_lost_or_doubled(
        &self,
        name: &str,
        before: &BTreeSet<(String, StepKind)>,
        result: &SchedulingResult,
    ) {
        let named = result.data.order_steps.iter().flatten();
        let named: BTreeSet<_> = named.map(|step| (step.order_id.clone(), step.kind)).collect();
        let expected = match name {
            "assign" => before | &named,
            "unassign" => before - &named,
            "swap" => before.clone(),
            _ => return,
        };
        assert_eq!(self.routed(), expected, "{:#?}", self.done);
    }

    /// What a caller does with a result.
    fn merge(&mut self, result: &SchedulingResult) {
        if self.hand["routes"].is_null() {
            self.hand["routes"] = json!({});
        }
        for (id, route) in &result.routes {
            self.hand["routes"][id] = serde_json::to_value(route).expect("JSON");
        }
        let deleted = &result.deleted_route_ids;
        if let Some(routes) = self.hand["routes"].as_object_mut() {
            routes.retain(|id, _| !deleted.contains(id));
        }
        if let Some(approved) = self.hand["approvedRoutes"].as_array_mut() {
            approved.retain(|id| !deleted.iter().any(|gone| id == gone));
        }
    }

    /// An edit of the planner, and the same by hand.
    fn edit(&mut self) {
        let mut hand = self.hand.clone();
        let before = self.planner.clone();
        let (result, name) = match self.dice.between(0, 4) {
            0 => (self.put(&mut hand, "orders"), "putOrders"),
            1 => (self.put(&mut hand, "vehicles"), "putVehicles"),
            2 => (self.remove_orders(&mut hand), "removeOrders"),
            3 => {
                hand["travel"] = self.other["travel"].clone();
                let text = json!({"travel": hand["travel"]}).to_string();
                let result =
                    ops::set_travel(&mut self.planner, text.as_bytes(), Vec::new(), &self.rules);
                (result, "setTravel")
            }
            _ => {
                let sec = self.dice.between(0, 100_000);
                let date = format!("2026010{}", self.dice.between(4, 7));
                hand["now"] = json!({"date": date, "sec": sec});
                let request = json!({"now": hand["now"]});
                (ops::set_now(&mut self.planner, &request, &self.rules), "setNow")
            }
        };
        self.done.push(name.to_owned());
        take_off_what_is_gone(&mut hand);
        let edited = read(&hand);
        assert_eq!(result.is_ok(), edited.is_ok(), "{result:?} {edited:?} {:#?}", self.done);
        let (Ok(result), Ok(edited)) = (result, edited) else {
            assert_eq!(self.planner.snapshot, before.snapshot);
            assert_eq!(self.planner.document, before.document);
            return;
        };
        let evaluated =
            ops::evaluate_routes(&edited, &EvaluateRoutesRequest::default(), &self.rules)
                .expect("an evaluation");
        for (id, route) in &result.routes {
            let expected = &evaluated.routes[id];
            // Which side of a drive a break is kept on, once the stop between has gone, is nowhere said.
            let has_breaks = route.steps.iter().any(|step| step.kind == StepType::Brk);
            // Nor is a route known by hand to have begun once the step that had is gone.
            let may_have_begun =
                has_come(&self.planner.snapshot, route) || in_progress(&before.snapshot.routes[id]);
            if (is_drivable(route) || !has_breaks) && !may_have_begun {
                assert_eq!(route.steps, expected.steps, "{id} {:#?}", self.done);
                assert_eq!(route.cost_breakdown, expected.cost_breakdown, "{id} {:#?}", self.done);
            }
            assert_eq!(route.revision, before.snapshot.routes[id].revision + 1);
        }
        self.hand = hand;
        self.merge(&result);
    }

    fn put(&mut self, hand: &mut Value, map: &'static str) -> Result<SchedulingResult, Error> {
        let ids = keys(&self.other[map]);
        let mut object = self.other[map][self.dice.pick(&ids)].clone();
        let own = keys(&hand[map]);
        let id = match own.is_empty() || self.dice.percent(40) {
            true => format!("new{}", self.dice.between(1, 3)),
            false => self.dice.pick(&own).clone(),
        };
        object["id"] = json!(id);
        hand[map][&id] = object.clone();
        if map == "orders" {
            ops::put_orders(&mut self.planner, &json!({"orders": [object]}), &self.rules)
        } else {
            ops::put_vehicles(&mut self.planner, &json!({"vehicles": [object]}), &self.rules)
        }
    }

    fn remove_orders(&mut self, hand: &mut Value) -> Result<SchedulingResult, Error> {
        let mut ids = self.orders(2);
        ids.retain(|id| id != "nobody");
        ids.dedup();
        if ids.is_empty() {
            hand["orders"] = json!(5);
        }
        if let Some(orders) = hand["orders"].as_object_mut() {
            orders.retain(|id, _| !ids.contains(id));
        }
        ops::remove_orders(&mut self.planner, &json!({"ids": ids}), &self.rules)
    }

    /// The planner is what the snapshot by hand is when it is read.
    fn compare(&self) {
        let read = read(&self.hand).unwrap_or_else(|issues| panic!("{issues:#?} {:#?}", self.done));
        let Snapshot { travel, .. } = &read.snapshot;
        assert_eq!(&self.planner.snapshot.travel, travel, "{:#?}", self.done);
        assert_eq!(self.planner.snapshot, read.snapshot, "{:#?}", self.done);
        assert_eq!(self.planner.document, read.document, "{:#?}", self.done);
        assert_eq!(sorted(&self.planner.warnings), sorted(&read.warnings), "{:#?}", self.done);
    }

    /// The independent checker says the same of every route that was timed in the chain.
    fn check(&self) {
        let snapshot = &self.planner.snapshot;
        let evaluated =
            ops::evaluate_routes(&self.planner, &EvaluateRoutesRequest::default(), &self.rules)
                .expect("an evaluation");
        for (id, route) in &snapshot.routes {
            let vehicle = route.vehicle_id.as_ref().and_then(|id| snapshot.vehicles.get(id));
            // A vehicle that was put may have no settings any more on the date of its route.
            let known = vehicle.is_some_and(|own| own.settings_on(route.date.unwrap()).is_some());
            if route.cost_breakdown.is_some() && is_drivable(route) && known {
                let differences = standing::differences(snapshot, &self.rules, route);
                assert_eq!(differences, Vec::<String>::new(), "{:#?}", self.done);
                // Its times are true: to evaluate it once more changes nothing.
                assert_eq!(&evaluated.routes[id], route, "{id} {:#?}", self.done);
            }
        }
    }
}

/// Steps of orders, or parts of orders, that are no more; and routes without order steps.
fn take_off_what_is_gone(hand: &mut Value) {
    let orders = hand["orders"].clone();
    let Some(routes) = hand["routes"].as_object_mut() else { return };
    let mut deleted = Vec::new();
    for (id, route) in routes.iter_mut() {
        let Some(steps) = route["steps"].as_array_mut() else { continue };
        let before = steps.len();
        steps.retain(|step| {
            let order = step["orderId"].as_str().filter(|id| !id.is_empty());
            let part = step["type"].as_str().unwrap_or_default();
            order.is_none_or(|id| orders[id].get(part).is_some_and(|part| !part.is_null()))
        });
        let has_work = steps.iter().any(|step| step["orderId"].is_string());
        if steps.len() < before && !has_work {
            deleted.push(id.clone());
        }
        if steps.len() < before {
            drop_idle_reloads(steps);
        }
    }
    routes.retain(|id, _| !deleted.contains(id));
    if let Some(approved) = hand["approvedRoutes"].as_array_mut() {
        approved.retain(|id| !deleted.iter().any(|gone| id == gone));
    }
}

/// A reload that comes first, last or right after another (SEMANTICS 2.10).
fn drop_idle_reloads(steps: &mut Vec<Value>) {
    let visit = |step: &Value| match step["type"].as_str() {
        Some("depot") => Some(true),
        Some("pickup" | "delivery") => Some(false),
        _ => None,
    };
    let visits: Vec<(usize, bool)> =
        steps.iter().enumerate().filter_map(|(at, step)| Some((at, visit(step)?))).collect();
    let idle = |at: usize| {
        visits[at].1
            && (at == 0 || visits[at - 1].1 || visits[at..].iter().all(|(_, reload)| *reload))
    };
    let gone: BTreeSet<usize> =
        (0..visits.len()).filter(|at| idle(*at)).map(|at| visits[at].0).collect();
    let mut at = 0;
    steps.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

fn chains(range: Range<u64>) {
    for seed in seeds("chains", range) {
        let mut chain = Chain::new(seed);
        chain.done.push(format!("seed {seed}"));
        for _ in 0..20 {
            if chain.dice.percent(60) {
                chain.operate();
            } else {
                chain.edit();
            }
            chain.compare();
            if chain.dice.percent(30) {
                chain.ask();
            }
        }
        chain.check();
    }
}

#[test]
fn a_planner_is_what_the_pure_functions_give_on_the_same_snapshots() {
    chains(0..cases(1_000));
}

#[test]
fn chains_that_once_went_wrong_go_right() {
    // 1 000 944: a stop that is driven to was put off. 1 002 469: a place was offered between stops that
    // took place. 1 004 072, 1 006 693: the checker prepared a vehicle anew that had been waiting.
    // 1 009 661: a break that has begun crept forward by a second at each evaluation.
    for seed in [1_000_944, 1_002_469, 1_004_072, 1_006_693, 1_009_661] {
        chains(seed..seed + 1);
    }
}

#[test]
#[ignore = "long"]
fn a_planner_is_what_the_pure_functions_give_in_many_more_chains() {
    chains(1_000_000..1_010_000);
}
