//! SEMANTICS 4 and 5: what a solve returns, as a whole.

use super::codes;
use super::journey::{self, Entry, Journey};
use super::timing;
use super::{check_route, cost};
use routewright::date::Date;
use routewright::model::{
    BuildRoutesRequest, CostSummary, EligibilityType, Order, OtherReason, Reason, ReasonCode,
    Route, Rules, SchedulingResult, Snapshot, SolveOptions, StartFrom, StepKind,
};
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
    plan.check_cost(&mut found, result);
    plan.check_left_out(&mut found, result);
    found
}

/// A plan after a solve.
struct Plan<'a> {
    snapshot: &'a Snapshot,
    request: &'a BuildRoutesRequest,
    options: &'a SolveOptions,
    rules: &'a Rules,
    /// All routes after the operation.
    routes: BTreeMap<String, Route>,
    locked: BTreeSet<String>,
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
        let locks = request.locked_route_ids_override.as_ref();
        let mut locked: BTreeSet<String> =
            locks.unwrap_or(&snapshot.locked_route_ids).iter().cloned().collect();
        if options.rules.treat_approved_as_locked {
            locked.extend(snapshot.approved_routes.iter().cloned());
        }
        Self { snapshot, request, options, rules: &options.rules, routes, locked }
    }

    fn in_scope(&self, date: Date) -> bool {
        self.request.from <= date && date <= self.request.to
    }

    /// Whether planning may change a route.
    fn is_open(&self, id: &str, date: Date) -> bool {
        self.in_scope(date) && !self.locked.contains(id)
    }

    fn dates(&self) -> Vec<Date> {
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
        for id in &result.deleted_route_ids {
            if !self.snapshot.routes.contains_key(id) || result.routes.contains_key(id) {
                found.push(format!("{id} cannot have been deleted"));
            }
        }
    }

    /// Routes are right and, where planned anew, without violations (4.1).
    fn check_routes(&self, found: &mut Vec<String>) {
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
            if self.options.start_from == StartFrom::Current
                && self.snapshot.routes.contains_key(id)
            {
                continue;
            }
            let steps = route.steps.iter().flat_map(|step| &step.violations).count();
            if steps > 0 || !route.vehicle_violations.is_empty() {
                found.push(format!("{id}: violations in a new plan"));
            }
            let settings = journey::settings_on(self.snapshot, &vehicle, date);
            if !settings.is_some_and(|settings| settings.available) {
                found.push(format!("{id}: the vehicle is not available"));
            }
            let reloads = |entry: &Entry| matches!(entry, Entry::Reload(_));
            if !self.request.depot_trips && journey::sequence(route).iter().any(reloads) {
                found.push(format!("{id}: reloads without depotTrips"));
            }
        }
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
            if fixed {
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

    /// 5, "After any solve": what plain insertion could serve is not left out; and the reasons that
    /// can be judged are true.
    fn check_left_out(&self, found: &mut Vec<String>, result: &SchedulingResult) {
        for own in &result.unassigned {
            let Some(order) = self.snapshot.orders.get(&own.order_id) else {
                found.push(format!("order {} does not exist", own.order_id));
                continue;
            };
            if own.order_steps.len() < order.steps().count() {
                continue;
            }
            for reason in &own.reasons {
                if let Some(why) = self.untrue(order, reason) {
                    found.push(format!("order {}: {reason:?}: {why}", own.order_id));
                }
            }
            if let Some(place) = self.feasible_place(&own.order_id, order) {
                found.push(format!("order {} is left out, but fits {place}", own.order_id));
            }
        }
    }

    /// Vehicle-dates that could take new work.
    fn targets(&self) -> Vec<(String, Date, String)> {
        let mut targets = Vec::new();
        for date in self.dates() {
            for vehicle in self.snapshot.vehicles.keys() {
                let id = format!("{vehicle}-{date}");
                let settings = journey::settings_on(self.snapshot, vehicle, date);
                if settings.is_some_and(|own| own.available) && !self.locked.contains(&id) {
                    targets.push((vehicle.clone(), date, id));
                }
            }
        }
        targets
    }

    /// The first place where plain insertion is feasible.
    fn feasible_place(&self, order_id: &str, order: &Order) -> Option<String> {
        for (vehicle, date, id) in self.targets() {
            let current = self.routes.get(&id);
            if current.is_some_and(super::in_progress) {
                continue;
            }
            let sequence = current.map(journey::sequence).unwrap_or_default();
            for attempt in insertions(&sequence, order_id, order) {
                let journey =
                    Journey::new(self.snapshot, self.rules, &vehicle, date, &attempt).ok()?;
                if is_feasible(&journey) {
                    return Some(format!("{id} as {attempt:?}"));
                }
            }
        }
        None
    }

    /// Why a reason is not true, as far as that can be told.
    fn untrue(&self, order: &Order, reason: &Reason) -> Option<&'static str> {
        let unusable =
            order.steps().any(|(_, step)| journey::place_of(self.snapshot, step).is_none());
        let eligible_targets =
            || self.targets().into_iter().filter(|(_, date, _)| eligible(order, *date));
        match reason.code {
            ReasonCode::Other(OtherReason::Loc) => (!unusable).then_some("its places are usable"),
            _ if unusable => Some("LOC is what keeps it out"),
            ReasonCode::Other(OtherReason::Nov) => {
                eligible_targets().next().map(|_| "a vehicle is available")
            }
            ReasonCode::Other(OtherReason::Lck) => {
                let none = self.locked.is_empty();
                none.then_some("nothing is locked")
            }
            ReasonCode::Other(_) => None,
            ReasonCode::Vehicle(_) | ReasonCode::Step(_) => self.untrue_code(order, reason),
        }
    }

    /// A code with a vehicle and a date: some insertion there must show it.
    fn untrue_code(&self, order: &Order, reason: &Reason) -> Option<&'static str> {
        let (vehicle, date) = (reason.vehicle_id.as_ref()?, reason.date?);
        let id = format!("{vehicle}-{date}");
        let order_id = self.snapshot.orders.iter().find(|(_, own)| std::ptr::eq(*own, order))?.0;
        let sequence = self.routes.get(&id).map(journey::sequence).unwrap_or_default();
        let shown = insertions(&sequence, order_id, order).into_iter().any(|attempt| {
            let journey = Journey::new(self.snapshot, self.rules, vehicle, date, &attempt);
            let Ok(journey) = journey else { return false };
            if journey.legs.iter().any(Option::is_none) {
                return false;
            }
            let line = timing::choose(&journey);
            match reason.code {
                ReasonCode::Vehicle(code) => {
                    codes::of_vehicle(&journey, line.departure, line.end).contains(&code)
                }
                ReasonCode::Step(code) => (0..journey.visits.len())
                    .any(|visit| codes::of_step(&journey, &line, visit).contains(&code)),
                ReasonCode::Other(_) => true,
            }
        });
        (!shown).then_some("no insertion there shows it")
    }
}

fn eligible(order: &Order, date: Date) -> bool {
    match order.eligibility.kind {
        EligibilityType::Any => true,
        EligibilityType::By => order.eligibility.by_date.is_some_and(|last| date <= last),
        EligibilityType::On => order.eligibility.on_dates.contains(&date),
    }
}

/// Every plain insertion of an order into a sequence, its pickup before its delivery.
pub(crate) fn insertions(sequence: &[Entry], order_id: &str, order: &Order) -> Vec<Vec<Entry>> {
    let with = |sequence: &[Entry], at: usize, kind: StepKind| {
        let mut sequence = sequence.to_vec();
        sequence.insert(at, Entry::Step(order_id.to_owned(), kind));
        sequence
    };
    let kinds: Vec<StepKind> = order.steps().map(|(kind, _)| kind).collect();
    let mut all = Vec::new();
    for first in 0..=sequence.len() {
        match kinds.as_slice() {
            [only] => all.push(with(sequence, first, *only)),
            [pickup, delivery] => {
                let half = with(sequence, first, *pickup);
                all.extend((first + 1..=half.len()).map(|second| with(&half, second, *delivery)));
            }
            _ => {}
        }
    }
    all
}

/// 4.1: no code of any kind, every leg reachable, nothing late.
pub(crate) fn is_feasible(journey: &Journey) -> bool {
    let assigned =
        (0..journey.visits.len()).all(|visit| codes::of_assignment(journey, visit).is_empty());
    if !assigned || journey.legs.iter().any(Option::is_none) {
        return false;
    }
    if !codes::of_load_and_length(journey).is_empty() {
        return false;
    }
    // Nothing is earlier than without breaks from the start of the window: late there, late always.
    let earliest = super::timeline::simulate(journey, journey.window.0, &[]);
    let late = earliest.end > journey.window.1
        || (0..journey.visits.len()).any(|visit| {
            codes::outside_windows(&journey.visits[visit], earliest.visits[visit].start)
        });
    !late && timing::choose(journey).overrun == 0
}
