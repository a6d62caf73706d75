//! `computeProposals` and `applyProposal`: previews are right, the cheapest, and can be applied.

use super::{cases, seeds};
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::oracle::journey::{self, Entry, Journey};
use crate::support::oracle::left_out::{insertions, is_feasible};
use crate::support::oracle::{check_route, cost, timing};
use routewright::date::Date;
use routewright::model::{
    ApplyProposalRequest, Order, ProposalStatus, ProposalsSet, Rules, Snapshot, SolveOptions,
};
use routewright::ops::{self, Frozen, Loaded};
use routewright::validate::{self, Valid};
use serde_json::{Value, json};

/// Of 1 January 2026.
const NOW: i64 = 1_767_225_600;

/// A new order like one of the snapshot, and slots on its dates.
fn question(seed: u64, given: &Snapshot) -> Value {
    let mut dice = Dice::new(seed ^ 0x3C3C);
    let first = Date::parse("20260105").expect("a date");
    let all: Vec<&Order> = given.orders.values().collect();
    let mut order = serde_json::to_value(*dice.pick(&all)).expect("JSON");
    order["id"] = json!("new");
    let windows = |dice: &mut Dice, has_step: bool| {
        if !has_step {
            return Value::Null;
        }
        let start = dice.between(0, 70_000);
        json!([{"startSec": start, "endSec": start + dice.between(0, 30_000)}])
    };
    let slots: Vec<Value> = (0..dice.between(1, 3))
        .map(|_| {
            let date = first.plus_days(dice.between(0, 1));
            json!({
                "date": date.to_string(),
                "pickupTimeWindows": windows(&mut dice, !order["pickup"].is_null()),
                "deliveryTimeWindows": windows(&mut dice, !order["delivery"].is_null()),
            })
        })
        .collect();
    json!({"order": order, "timeSlots": slots, "overrideLockedRoutes": dice.percent(20)})
}

/// What the cheapest plain insertion of the order of a slot adds, over all targets.
fn least_added(valid: &Valid, order: &Order, date: Date, overrides: bool) -> Option<i64> {
    let (given, rules) = (&valid.snapshot, Rules::default());
    let mut with = given.clone();
    with.orders.insert("new".to_owned(), order.clone());
    let mut least: Option<i64> = None;
    for vehicle in given.vehicles.keys() {
        let id = format!("{vehicle}-{date}");
        let settings = journey::settings_on(given, vehicle, date);
        let locked = !overrides && given.locked_route_ids.contains(&id);
        if locked || !settings.is_some_and(|own| own.available) {
            continue;
        }
        let sequence = given.routes.get(&id).map(journey::sequence).unwrap_or_default();
        let price = |snapshot: &Snapshot, entries: &[Entry]| {
            let journey = Journey::new(snapshot, &rules, vehicle, date, entries).ok()?;
            let line = is_feasible(&journey).then(|| timing::choose(&journey))?;
            Some(cost::of(&journey, &line).total)
        };
        let before = if sequence.is_empty() { Some(0) } else { price(given, &sequence) };
        let Some(before) = before else { continue };
        for attempt in insertions(&sequence, "new", order) {
            if let Some(after) = price(&with, &attempt) {
                least = Some(least.map_or(after - before, |own: i64| own.min(after - before)));
            }
        }
    }
    least
}

/// The snapshot's order as the proposal has fixed it.
fn fixed(proposal: &routewright::model::Proposal) -> Order {
    let data = proposal.data.as_ref().expect("data");
    serde_json::from_value(data.orders["new"].clone()).expect("an order")
}

fn check(seed: u64, valid: &Loaded, request: &Value, set: &ProposalsSet) -> Vec<String> {
    let mut found = Vec::new();
    let overrides = request["overrideLockedRoutes"] == json!(true);
    for (index, proposal) in set.proposals.iter().enumerate() {
        let slot = &request["timeSlots"][index];
        let date = Date::parse(slot["date"].as_str().expect("a date")).expect("a date");
        let mut order: Order = serde_json::from_value(set.order.clone()).expect("an order");
        order.eligibility =
            serde_json::from_value(json!({"type": "on", "onDates": [date]})).expect("one");
        for (step, name) in [(&mut order.pickup, "pickup"), (&mut order.delivery, "delivery")] {
            if let Some(step) = step {
                let windows = slot[format!("{name}TimeWindows")].clone();
                step.time_windows = serde_json::from_value(windows).expect("windows");
                step.time_window_exceptions.clear();
            }
        }
        let least = least_added(valid, &order, date, overrides);
        if proposal.summary.delta_cost != least {
            found.push(format!("{index}: adds {:?}, least {least:?}", proposal.summary.delta_cost));
        }
        if proposal.summary.status == ProposalStatus::NotFound {
            if proposal.reasons.is_empty() || proposal.data.is_some() {
                found.push(format!("{index}: no reason, or data"));
            }
            continue;
        }
        if fixed(proposal) != order {
            found.push(format!("{index}: the order is {:?}", fixed(proposal)));
        }
        let data = proposal.data.as_ref().expect("data");
        let mut with = valid.snapshot.clone();
        with.orders.insert("new".to_owned(), order);
        for (id, route) in &data.routes {
            let right = check_route(&with, &Rules::default(), route);
            found.extend(right.into_iter().map(|own| format!("{index}: {id}: {own}")));
            if route.steps.iter().any(|step| !step.violations.is_empty()) || route.revision != -1 {
                found.push(format!("{index}: {id}: violations or revision"));
            }
        }
        if !proposal.alternatives.is_sorted_by_key(|own| own.delta_cost)
            || proposal.alternatives.iter().any(|own| own.delta_cost < proposal.summary.delta_cost)
        {
            found.push(format!("{index}: alternatives are cheaper or not sorted"));
        }
        found.extend(applied(valid, set, index).into_iter().map(|own| format!("{seed}: {own}")));
    }
    found
}

/// Applying the proposal gives the preview with a revision.
fn applied(valid: &Loaded, set: &ProposalsSet, index: usize) -> Option<String> {
    let text = serde_json::to_value(set).expect("JSON");
    let read = match validate::proposals_set(&text, valid) {
        Ok(read) => read,
        Err(issues) => return Some(format!("{index}: not read back: {issues:?}")),
    };
    if read != *set {
        return Some(format!("{index}: read back as {read:?}"));
    }
    let request = ApplyProposalRequest {
        proposals_indexes: vec![index],
        ignore_revision: index % 2 == 1,
        cost_percent_threshold: None,
    };
    let applied = match ops::apply_proposal(valid, &read, &request, &Rules::default(), NOW) {
        Ok(applied) => applied,
        Err(error) => return Some(format!("{index}: {error}")),
    };
    let mut route = applied.routes[&applied.route_id].clone();
    let before = valid.snapshot.routes.get(&applied.route_id);
    if route.revision != before.map_or(1, |route| route.revision + 1) {
        return Some(format!("{index}: revision {}", route.revision));
    }
    route.revision = -1;
    let preview = &set.proposals[index].data.as_ref().expect("data").routes[&applied.route_id];
    (route != *preview).then(|| format!("{index}: applied as {route:?}"))
}

#[test]
fn proposals_are_the_cheapest_insertions_and_can_be_applied() {
    let mut count = 0;
    for seed in seeds("proposed", 0..cases(600)) {
        let sliders = Sliders {
            orders: (1, 8),
            planned: 50,
            ..match seed % 3 {
                0 => Sliders::default(),
                _ => Sliders {
                    degenerate: 5,
                    windows: 25,
                    tags: 5,
                    limits: 10,
                    ..Sliders::default()
                },
            }
        };
        let text = serde_json::to_vec(&snapshot(seed, &sliders)).expect("JSON");
        let valid = Loaded::from(validate::snapshot(&text, None).expect("valid"));
        let asked = question(seed, &valid.snapshot);
        let request = match validate::compute_proposals_request(&asked, &valid) {
            Ok(request) => request,
            Err(issues) => panic!("seed {seed}: {issues:?}"),
        };
        let options = SolveOptions::default();
        let set = ops::compute_proposals(&valid, &request, &options, NOW, &mut Frozen)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        count += set.proposals.iter().filter(|own| own.data.is_some()).count();
        let found = check(seed, &valid, &asked, &set);
        assert!(found.is_empty(), "seed {seed}: {found:#?}");
    }
    assert!(count > 100, "only {count} places were found");
}
