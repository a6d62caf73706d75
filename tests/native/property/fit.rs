//! `fitIn`: what is on a route stays there, nothing new is violated, and what could be fitted in is.

use super::{cases, seeds};
use crate::support::generator::{Dice, Sliders, snapshot};
use crate::support::oracle::journey::{self, Entry, Journey};
use crate::support::oracle::left_out::{insertions, is_feasible_within, lateness};
use crate::support::oracle::{check_route, codes, timing};
use routewright::date::Date;
use routewright::model::{
    FitInRequest, IncludeRoutes, Route, Rules, SchedulingResult, SeedOption, Snapshot,
    SolveOptions, StepKind,
};
use routewright::ops::{self, Frozen, Loaded};
use routewright::sorted;
use routewright::validate;
use std::collections::{BTreeMap, BTreeSet};

/// A request and options that vary with the seed.
fn question(seed: u64, given: &Snapshot) -> (FitInRequest, SolveOptions) {
    let mut dice = Dice::new(seed ^ 0x5A5A);
    let first = Date::parse("20260105").expect("a date");
    let mut request = FitInRequest {
        from: first,
        to: first.plus_days(dice.between(0, 2)),
        order_ids: Vec::new(),
        route_ids: Vec::new(),
        override_locked_routes: dice.percent(20),
        include_routes_with_violations: IncludeRoutes::None,
        keep_sequence: dice.percent(40),
        depot_trips: dice.percent(20),
    };
    if dice.percent(60) {
        request.include_routes_with_violations = IncludeRoutes::VehicleOrderAssignment;
    }
    if dice.percent(25) {
        request.order_ids = given.orders.keys().filter(|_| dice.percent(60)).cloned().collect();
    }
    if dice.percent(25) {
        let ids = given.vehicles.keys().map(|vehicle| format!("{vehicle}-{first}"));
        request.route_ids = ids.filter(|_| dice.percent(60)).collect();
    }
    let mut options = SolveOptions {
        max_iterations: Some(*dice.pick(&[0, 5, 30])),
        seed: SeedOption::Fixed(seed),
        ..SolveOptions::default()
    };
    if dice.percent(20) {
        options.elastic_time_windows = true;
        options.max_lateness_sec = *dice.pick(&[None, Some(600), Some(7_200)]);
    }
    (request, options)
}

/// A plan before and after.
struct Fit<'a> {
    given: &'a Snapshot,
    request: &'a FitInRequest,
    /// Seconds that a service may be late; `None` = none may.
    most: Option<i64>,
    after: sorted::Map<String, Route>,
    found: Vec<String>,
}

type Served = BTreeMap<(String, StepKind), String>;

fn served(routes: &sorted::Map<String, Route>, found: &mut Vec<String>) -> Served {
    let mut served = Served::new();
    for (id, route) in routes {
        for entry in journey::sequence(route) {
            if let Entry::Step(order, kind) = entry
                && let Some(other) = served.insert((order.clone(), kind), id.clone())
            {
                found.push(format!("{order} {kind:?} is on {other} and {id}"));
            }
        }
    }
    served
}

impl Fit<'_> {
    fn is_asked(&self, id: &str, date: Date) -> bool {
        if self.request.route_ids.is_empty() {
            return self.request.from <= date && date <= self.request.to;
        }
        self.request.route_ids.iter().any(|own| own == id)
    }

    fn is_locked(&self, id: &str) -> bool {
        let locks = &self.given.locked_route_ids;
        !self.request.override_locked_routes && locks.iter().any(|own| own == id)
    }

    /// Violations with where they are.
    fn codes(&self, route: &Route) -> Option<BTreeSet<String>> {
        let rules = Rules::default();
        let journey = Journey::of(self.given, &rules, route).ok()?;
        let entries = journey::sequence(route);
        if journey.legs.iter().any(Option::is_none) {
            // Times are unknown there; the other step of an order may make it reachable.
            let all = entries.iter().enumerate().flat_map(|(visit, entry)| {
                let own = codes::of_assignment(&journey, visit);
                own.into_iter().map(move |code| format!("{code:?} of {entry:?}"))
            });
            return Some(all.collect());
        }
        let line = timing::choose(&journey);
        let mut all: BTreeSet<String> = codes::of_vehicle(&journey, line.departure, line.end)
            .iter()
            .map(|code| format!("{code:?}"))
            .collect();
        for (visit, entry) in entries.iter().enumerate() {
            for code in codes::of_step(&journey, &line, visit) {
                all.insert(format!("{code:?} of {entry:?}"));
            }
        }
        if line.overrun > 0 {
            all.insert("overrun".to_owned());
        }
        Some(all)
    }

    fn check_routes(&mut self, result: &SchedulingResult) {
        for (id, route) in &result.routes {
            let (_, date) = journey::vehicle_and_date(route).expect("a vehicle and a date");
            if !self.is_asked(id, date) || self.is_locked(id) {
                self.found.push(format!("{id} is locked or was not asked for"));
            }
            let differences = check_route(self.given, &Rules::default(), route);
            self.found.extend(differences.into_iter().map(|own| format!("{id}: {own}")));
            let before = self.given.routes.get(id);
            let old = before.and_then(|route| self.codes(route)).unwrap_or_default();
            let new = self.codes(route).unwrap_or_default();
            let is_late = |own: &&String| own.starts_with("Tw ") || *own == "overrun";
            let may_be = self.most.is_some();
            let added: Vec<_> =
                new.difference(&old).filter(|own| !may_be || !is_late(own)).collect();
            if !added.is_empty() {
                self.found.push(format!("{id} has new violations {added:?}"));
            }
            self.check_lateness(id, route, before);
            if self.request.keep_sequence
                && let Some(before) = before
            {
                let old = journey::sequence(before);
                let kept: Vec<Entry> =
                    journey::sequence(route).into_iter().filter(|own| old.contains(own)).collect();
                let old: Vec<Entry> = old.into_iter().filter(|own| kept.contains(own)).collect();
                if kept != old {
                    self.found.push(format!("{id} changed its sequence"));
                }
            }
        }
    }

    /// No service is later than allowed, but for those that were.
    fn check_lateness(&mut self, id: &str, route: &Route, before: Option<&Route>) {
        let rules = Rules::default();
        let late = |route: &Route| -> BTreeMap<String, i64> {
            let Ok(journey) = Journey::of(self.given, &rules, route) else {
                return BTreeMap::new();
            };
            if journey.legs.iter().any(Option::is_none) {
                return BTreeMap::new();
            }
            let late = lateness(&journey, &timing::choose(&journey));
            let entries = journey::sequence(route).into_iter();
            entries.map(|entry| format!("{entry:?}")).zip(late).collect()
        };
        let old = before.map(late).unwrap_or_default();
        let most = self.most.unwrap_or(0);
        let too_late = late(route)
            .into_iter()
            .filter(|(entry, by)| *by > most && old.get(entry).is_none_or(|old| by > old));
        let too_late: Vec<_> = too_late.collect();
        if !too_late.is_empty() {
            self.found.push(format!("{id} is too late: {too_late:?}"));
        }
    }

    fn check_orders(&mut self, result: &SchedulingResult) {
        let before = served(&self.given.routes, &mut Vec::new());
        let mut found = std::mem::take(&mut self.found);
        let after = served(&self.after, &mut found);
        for (step, route) in &before {
            if after.get(step) != Some(route) {
                found.push(format!("{step:?} was on {route}, is on {:?}", after.get(step)));
            }
        }
        let mut fitted = Vec::new();
        for (id, order) in &self.given.orders {
            let kinds: Vec<StepKind> = order.steps().map(|(kind, _)| kind).collect();
            let on = |served: &Served| {
                kinds.iter().filter(|kind| served.contains_key(&(id.clone(), **kind))).count()
            };
            if on(&before) < kinds.len() && on(&after) == kinds.len() {
                fitted.push(id.clone());
                let asked = &self.request.order_ids;
                if !asked.is_empty() && !asked.contains(id) {
                    found.push(format!("{id} was not asked for"));
                }
            }
            let listed = result.unassigned.iter().filter(|own| own.order_id == *id).count();
            let asked = self.request.order_ids.contains(id);
            if listed > 1 || (listed == 1) && on(&after) == kinds.len() {
                found.push(format!("{id} is listed {listed} times"));
            }
            if asked && listed == 0 && on(&after) < kinds.len() {
                found.push(format!("{id} was asked for and is neither fitted nor listed"));
            }
            if on(&after) == 1 && kinds.len() == 2 && on(&before) == 0 {
                found.push(format!("{id} is only half assigned"));
            }
        }
        if result.data.order_ids.as_ref() != Some(&fitted) {
            found.push(format!("data {:?}, but fitted {fitted:?}", result.data.order_ids));
        }
        if result.unassigned.iter().any(|own| own.reasons.is_empty()) {
            found.push("no reason".to_owned());
        }
        self.found = found;
    }

    /// What plain insertion could serve on a target is not left out.
    fn check_left_out(&mut self, result: &SchedulingResult) {
        let rules = Rules::default();
        for own in &result.unassigned {
            let order = &self.given.orders[&own.order_id];
            if own.order_steps.len() < order.steps().count() {
                continue;
            }
            for vehicle in self.given.vehicles.keys() {
                for date in (0..3).map(|day| self.request.from.plus_days(day)) {
                    let id = format!("{vehicle}-{date}");
                    let settings = journey::settings_on(self.given, vehicle, date);
                    let open = self.is_asked(&id, date) && !self.is_locked(&id);
                    if !open || !settings.is_some_and(|own| own.available) {
                        continue;
                    }
                    let sequence = self.after.get(&id).map(journey::sequence).unwrap_or_default();
                    // A route with violations is no target, even where more stops would mend them.
                    let as_it_is = Journey::new(self.given, &rules, vehicle, date, &sequence);
                    if !as_it_is.is_ok_and(|own| is_feasible_within(&own, self.most)) {
                        continue;
                    }
                    for attempt in insertions(&sequence, &own.order_id, order) {
                        let journey = Journey::new(self.given, &rules, vehicle, date, &attempt);
                        if journey.is_ok_and(|own| is_feasible_within(&own, self.most)) {
                            self.found.push(format!("{} fits {id}: {attempt:?}", own.order_id));
                        }
                    }
                }
            }
        }
    }
}

fn problems(seed: u64, drawn: &Snapshot, fitted: &mut usize) -> Vec<String> {
    let (request, options) = question(seed, drawn);
    let text = serde_json::to_vec(drawn).expect("JSON");
    let valid = Loaded::from(validate::snapshot(&text, None).expect("valid"));
    let given = &valid.snapshot;
    let value = serde_json::to_value(&request).expect("JSON");
    assert_eq!(validate::fit_in_request(&value, &valid.snapshot).as_ref(), Ok(&request));
    let result = ops::fit_in(&valid, &request, &options, &mut Frozen).expect("a result");
    *fitted += result.data.order_ids.as_ref().map_or(0, Vec::len);
    let mut after = given.routes.clone();
    after.retain(|id, _| !result.deleted_route_ids.contains(id));
    after.extend(result.routes.clone());
    let elastic = options.elastic_time_windows;
    let most = elastic.then(|| options.max_lateness_sec.unwrap_or(i64::MAX));
    let mut fit = Fit { given, request: &request, most, after, found: Vec::new() };
    fit.check_routes(&result);
    fit.check_orders(&result);
    fit.check_left_out(&result);
    fit.found
}

#[test]
fn nothing_is_lost_doubled_or_newly_violated_and_what_fits_is_fitted() {
    let mut fitted = 0;
    for seed in seeds("fitted in", 0..cases(1_000)) {
        // Fewer routes are violated where little is odd.
        let calm =
            Sliders { degenerate: 5, limits: 10, windows: 25, tags: 5, ..Sliders::default() };
        let sliders =
            Sliders { planned: 50, ..if seed % 3 == 0 { Sliders::default() } else { calm } };
        let found = problems(seed, &snapshot(seed, &sliders), &mut fitted);
        assert!(found.is_empty(), "seed {seed}: {found:#?}");
    }
    assert!(fitted > 100, "only {fitted} were fitted in");
}
