//! SEMANTICS 4 and 5: what a solve returns, as a whole.

use super::journey::{self, Entry, Journey};
use super::left_out::{is_feasible_within, keeps_rules, lateness};
use super::{check_route, cost, left_out, timing};
use routewright::date::Date;
use routewright::model::{
    BuildRoutesRequest, CostSummary, EligibilityType, LockType, Order, Route, RouteStep, Rules,
    SchedulingResult, Snapshot, SolveOptions, StartFrom, StepKind, StepType, StepViolation,
};
use routewright::sorted;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is wrong with the result of `buildRoutes`; empty = right.
pub(crate) fn check_plan(
    snapshot: &Snapshot,
    request: &BuildRoutesRequest,
    options: &SolveOptions,
    result: &SchedulingResult,
) -> Vec<String> {
    let plan = Plan::new(snapshot, request, options, result);
    let mut found = Vec::new();
    plan.check_scope(&mut found, result);
    plan.check_routes(&mut found);
    plan.check_orders(&mut found, result);
    plan.check_listed(&mut found, result);
    if keeps(options, LockType::Resources) {
        plan.check_resources(&mut found);
    }
    plan.check_cost(&mut found, result);
    left_out::check(&plan, &mut found, result);
    found
}

/// Whether the search began with the plan as it was, and kept that of it.
fn keeps(options: &SolveOptions, lock_type: LockType) -> bool {
    options.start_from == StartFrom::Current && options.lock_type == lock_type
}

/// Whether the vehicle of a route id is not available on its date.
fn is_at_home(snapshot: &Snapshot, route_id: &str) -> bool {
    journey::split_id(route_id).is_some_and(|(vehicle, date)| {
        journey::settings_on(snapshot, &vehicle, date).is_none_or(|own| !own.available)
    })
}

/// A plan after a solve.
pub(super) struct Plan<'a> {
    pub(super) snapshot: &'a Snapshot,
    request: &'a BuildRoutesRequest,
    options: &'a SolveOptions,
    pub(super) rules: &'a Rules,
    /// Seconds that a service may be late; `None` = none may.
    pub(super) most: Option<i64>,
    /// All routes after the operation.
    pub(super) routes: sorted::Map<String, Route>,
    pub(super) locked: BTreeSet<String>,
}

impl<'a> Plan<'a> {
    fn new(
        snapshot: &'a Snapshot,
        request: &'a BuildRoutesRequest,
        options: &'a SolveOptions,
        result: &SchedulingResult,
    ) -> Self {
        let mut routes = snapshot.routes.clone();
        routes.retain(|id, _| !result.deleted_route_ids.contains(id));
        routes.extend(result.routes.clone());
        for (id, route) in &mut routes {
            route.id.get_or_insert_with(|| id.clone());
        }
        let elastic = options.elastic_time_windows;
        let most = elastic.then(|| options.max_lateness_sec.unwrap_or(i64::MAX));
        let locks = request.locked_route_ids_override.as_ref();
        let mut locked: BTreeSet<String> =
            locks.unwrap_or(&snapshot.locked_route_ids).iter().cloned().collect();
        if options.rules.treat_approved_as_locked {
            locked.extend(snapshot.approved_routes.iter().cloned());
        }
        if keeps(options, LockType::Routes) {
            let used = |(_, route): &(&String, &Route)| !journey::sequence(route).is_empty();
            locked.extend(snapshot.routes.iter().filter(used).map(|(id, _)| id.clone()));
        }
        if keeps(options, LockType::Resources) {
            // What breaks a rule stays as it is: it can take nothing (4.1).
            let breaks = |(id, route): &(&String, &Route)| {
                let mut route = (*route).clone();
                route.id.get_or_insert_with(|| (*id).clone());
                let journey = Journey::of(snapshot, &options.rules, &route);
                let is_used = !journey::sequence(&route).is_empty();
                is_used && !journey.is_ok_and(|own| keeps_rules(&own, most))
            };
            locked.extend(snapshot.routes.iter().filter(breaks).map(|(id, _)| id.clone()));
        }
        // FEATURES DOM-021: a route whose vehicle is not available is kept.
        locked.extend(snapshot.routes.keys().filter(|id| is_at_home(snapshot, id)).cloned());
        Self { snapshot, request, options, rules: &options.rules, most, routes, locked }
    }

    /// Whether no clock could have ended the solve.
    pub(super) const fn is_timeless(&self) -> bool {
        let limits = self.options;
        limits.time_budget_ms.is_none()
            && (limits.max_iterations.is_some() || limits.max_work.is_some())
    }

    fn in_scope(&self, date: Date) -> bool {
        self.request.from <= date && date <= self.request.to
    }

    /// Whether planning may change a route.
    fn is_open(&self, id: &str, date: Date) -> bool {
        self.in_scope(date) && !self.locked.contains(id)
    }

    pub(super) fn dates(&self) -> Vec<Date> {
        let days = self.request.to.days_since(self.request.from);
        (0..=days).map(|day| self.request.from.plus_days(day)).collect()
    }

    /// 4.6: nothing locked and nothing out of the range is touched.
    fn check_scope(&self, found: &mut Vec<String>, result: &SchedulingResult) {
        for id in result.routes.keys().chain(&result.deleted_route_ids) {
            match journey::split_id(id) {
                Some((_, date)) if self.is_open(id, date) => {}
                _ => found.push(format!("{id} is locked, out of the range or no route id")),
            }
        }
        for (id, route) in &result.routes {
            // A new route has revision 1, a changed one 1 more than it had (API).
            let before = self.snapshot.routes.get(id).map_or(0, |route| route.revision);
            if route.revision != before + 1 {
                found.push(format!("{id}: revision {} after {before}", route.revision));
            }
        }
        for id in &result.deleted_route_ids {
            if !self.snapshot.routes.contains_key(id) || result.routes.contains_key(id) {
                found.push(format!("{id} cannot have been deleted"));
            }
        }
    }

    /// Routes are right and, where planned anew, without violations (4.1).
    fn check_routes(&self, found: &mut Vec<String>) {
        let stays = keeps(self.options, LockType::Resources);
        for (id, route) in &self.routes {
            let Some((vehicle, date)) = journey::vehicle_and_date(route) else {
                found.push(format!("{id}: no vehicle or date"));
                continue;
            };
            if !self.is_open(id, date) || super::in_progress(route) {
                continue;
            }
            let differences = check_route(self.snapshot, self.rules, route);
            found.extend(differences.into_iter().map(|own| format!("{id}: {own}")));
            let violations = route.steps.iter().flat_map(|step| &step.violations);
            let is_late = |code: &&StepViolation| **code == StepViolation::Tw;
            let steps = violations.filter(|code| self.most.is_none() || !is_late(code)).count();
            if steps > 0 || !route.vehicle_violations.is_empty() {
                found.push(format!("{id}: violations in a new plan"));
            }
            // 2.3: what is planned has no overrun; a late break is one, but has no code.
            match Journey::of(self.snapshot, self.rules, route) {
                Ok(journey)
                    if stays && keeps_rules(&journey, self.most)
                        || is_feasible_within(&journey, self.most) =>
                {
                    self.check_lateness(found, route, &journey);
                }
                _ => found.push(format!("{id}: not feasible in a new plan")),
            }
            let settings = journey::settings_on(self.snapshot, &vehicle, date);
            if !settings.is_some_and(|settings| settings.available) {
                found.push(format!("{id}: the vehicle is not available"));
            }
            let reloads = |entry: &Entry| matches!(entry, Entry::Reload(_));
            let may_reload =
                self.request.depot_trips || self.options.start_from == StartFrom::Current;
            if !may_reload && journey::sequence(route).iter().any(reloads) {
                found.push(format!("{id}: reloads without depotTrips"));
            }
        }
    }

    /// API: `latenessSec` says how late a service is, with `elasticTimeWindows` only.
    fn check_lateness(&self, found: &mut Vec<String>, route: &Route, journey: &Journey) {
        let late = lateness(journey, &timing::choose(journey));
        let expected: Vec<Option<i64>> =
            late.into_iter().map(|late| Some(late).filter(|late| *late > 0)).collect();
        let is_visit =
            |step: &&RouteStep| step.step_kind().is_some() || step.kind == StepType::Depot;
        let told = route.steps.iter().filter(is_visit).map(|step| step.lateness_sec);
        super::compare::differ(found, "latenessSec", &told.collect(), &expected);
    }

    /// On which routes each step of each order is.
    fn served(&self) -> BTreeMap<(String, StepKind), Vec<String>> {
        let mut served: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for (id, route) in &self.routes {
            for entry in journey::sequence(route) {
                if let Entry::Step(order, kind) = entry {
                    served.entry((order, kind)).or_default().push(id.clone());
                }
            }
        }
        served
    }

    /// FEATURES OPT-07: with RESOURCES what is on a route stays on it.
    fn check_resources(&self, found: &mut Vec<String>) {
        let served = self.served();
        for (id, route) in &self.snapshot.routes {
            for entry in journey::sequence(route) {
                if let Entry::Step(order, kind) = entry
                    && !served.get(&(order.clone(), kind)).is_some_and(|on| on.contains(id))
                {
                    found.push(format!("order {order} has left {id}"));
                }
            }
        }
    }

    /// Whether a step of an order was on a route, and all that is stays there.
    fn stays(&self, order: &str) -> bool {
        let mut steps = self.snapshot.routes.values().flat_map(|route| &route.steps);
        keeps(self.options, LockType::Resources)
            && steps.any(|step| step.order_id.as_deref() == Some(order))
    }

    /// Each order that is in scope is on one route, whole, or left out with a reason.
    fn check_orders(&self, found: &mut Vec<String>, result: &SchedulingResult) {
        let served = self.served();
        let mut listed = BTreeSet::new();
        for own in &result.unassigned {
            if !listed.insert(own.order_id.as_str()) {
                found.push(format!("order {} is listed as left out twice", own.order_id));
            }
            if own.reasons.is_empty() {
                found.push(format!("order {} is left out without a reason", own.order_id));
            }
        }
        for (id, order) in &self.snapshot.orders {
            let steps: Vec<StepKind> = order.steps().map(|(kind, _)| kind).collect();
            let routes: Vec<&String> = steps
                .iter()
                .flat_map(|kind| served.get(&(id.clone(), *kind)).into_iter().flatten())
                .collect();
            let distinct: BTreeSet<&&String> = routes.iter().collect();
            let fixed = routes.iter().any(|route| self.is_fixed(route));
            let missing: Vec<StepKind> = steps
                .iter()
                .copied()
                .filter(|kind| !served.contains_key(&(id.clone(), *kind)))
                .collect();
            if fixed || self.stays(id) {
                // 4.4, 4.6: of an order on a route that is not planned nothing may be added.
                continue;
            }
            let is_listed = listed.contains(id.as_str());
            if routes.len() > steps.len() || distinct.len() > 1 {
                found.push(format!("order {id} is on {routes:?}"));
            } else if missing.is_empty() == is_listed && self.eligible_in_scope(order) {
                found.push(format!("order {id}: on {routes:?}, listed as left out: {is_listed}"));
            } else if !missing.is_empty() && missing.len() < steps.len() {
                found.push(format!("order {id} is only half on {routes:?}"));
            } else if is_listed && !self.eligible_in_scope(order) {
                found.push(format!("order {id} is not eligible in the range, but listed"));
            }
        }
    }

    /// What is listed as left out of an order is what is on no route.
    fn check_listed(&self, found: &mut Vec<String>, result: &SchedulingResult) {
        let served = self.served();
        for own in &result.unassigned {
            let order = self.snapshot.orders.get(&own.order_id);
            let missing: Option<Vec<StepKind>> = order.map(|order| {
                let kinds = order.steps().map(|(kind, _)| kind);
                kinds.filter(|kind| !served.contains_key(&(own.order_id.clone(), *kind))).collect()
            });
            if missing.as_ref() != Some(&own.order_steps) {
                found.push(format!("order {}: left out steps {missing:?}", own.order_id));
            }
        }
    }

    /// A route that this operation does not plan.
    fn is_fixed(&self, id: &str) -> bool {
        let date = self.routes.get(id).and_then(journey::vehicle_and_date).map(|(_, date)| date);
        !date.is_some_and(|date| self.is_open(id, date))
    }

    fn eligible_in_scope(&self, order: &Order) -> bool {
        self.dates().into_iter().any(|date| eligible(order, date))
    }

    /// The costs of the routes of the dates in scope add up (5).
    fn check_cost(&self, found: &mut Vec<String>, result: &SchedulingResult) {
        let mut sum = CostSummary::default();
        for (id, route) in &self.routes {
            let Some((_, date)) = journey::vehicle_and_date(route) else { continue };
            if !self.in_scope(date) {
                continue;
            }
            if self.locked.contains(id) {
                return; // What a locked route costs as it stands is another operation's business.
            }
            match Journey::of(self.snapshot, self.rules, route) {
                Ok(journey) if journey.legs.iter().all(Option::is_some) => {
                    sum += cost::of(&journey, &timing::choose(&journey));
                }
                _ => return,
            }
        }
        super::compare::differ(found, "cost", &result.cost, &sum);
    }
}

pub(super) fn eligible(order: &Order, date: Date) -> bool {
    match order.eligibility.kind {
        EligibilityType::Any => true,
        EligibilityType::By => order.eligibility.by_date.is_some_and(|last| date <= last),
        EligibilityType::On => order.eligibility.on_dates.contains(&date),
    }
}
