//! `applyProposal` (documents: "Apply Proposal"; SEMANTICS 7.3). The set comes from a caller's
//! hands: of it only the sequence, the order and what was promised count, and all is computed anew.

use super::current::route_key;
use super::loaded::Loaded;
use super::proposals::refused_date;
use super::targets::{Found, Looking, Targets};
use crate::error::{Error, ErrorCode};
use crate::model::{
    ApplyProposalRequest, Extra, Order, Proposal, ProposalApplied, ProposalStatus, ProposalsSet,
    RequestStatus, Route, Rules, StepType, from_tree,
};
use crate::problem::{DayIdx, StopIdx, TaskIdx};
use crate::schedule::RELOAD;
use crate::solver::{Insertion, all_places};
use crate::sorted;

/// Applies the first proposal of the request that applies. `epoch_sec` is the present moment.
///
/// # Errors
/// 400 where none applies, the set has expired or its order is there already; `still_applicable`
/// lists the indexes of the whole set that would apply.
pub fn apply_proposal(
    loaded: &Loaded,
    set: &ProposalsSet,
    request: &ApplyProposalRequest,
    rules: &Rules,
    epoch_sec: i64,
) -> Result<ProposalApplied, Error> {
    let attempt = |index: usize| Attempt { loaded, set, request, rules }.apply(index);
    let mut refusals = Vec::new();
    if epoch_sec > set.expiry_ts {
        refusals.push("the set has expired".to_owned());
    } else if set.request_status != RequestStatus::Completed {
        refusals.push("the set is not computed yet".to_owned());
    } else {
        for index in &request.proposals_indexes {
            match attempt(*index) {
                Ok(applied) => return Ok(applied),
                Err(why) => refusals.push(format!("proposals[{index}]: {why}")),
            }
        }
    }
    let still: Vec<usize> =
        (0..set.proposals.len()).filter(|index| attempt(*index).is_ok()).collect();
    let what =
        format!("no proposal applies ({}); still applicable: {still:?}", refusals.join("; "));
    let mut error = Error::new(ErrorCode::NotApplicable, what);
    error.still_applicable = Some(still);
    Err(error)
}

/// What a proposal is tried with.
#[derive(Clone, Copy)]
struct Attempt<'a> {
    loaded: &'a Loaded,
    set: &'a ProposalsSet,
    request: &'a ApplyProposalRequest,
    rules: &'a Rules,
}

/// A proposal as far as it is believed.
struct Promise<'a> {
    order_id: &'a str,
    document: &'a Extra,
    order: Order,
    route_id: &'a str,
    route: &'a Route,
    cost: i64,
}

impl<'a> Promise<'a> {
    fn of(set: &'a ProposalsSet, proposal: &'a Proposal) -> Result<Self, String> {
        let nothing = || "nothing was found".to_owned();
        let data = proposal.data.as_ref().ok_or_else(nothing)?;
        let cost = proposal.summary.route_cost.ok_or_else(nothing)?;
        if proposal.summary.status != ProposalStatus::Found {
            return Err(nothing());
        }
        let order_id = set.order.get("id").and_then(|id| id.as_str());
        let order_id = order_id.ok_or("the set's order has no id")?;
        let document = data.orders.get(order_id).ok_or("its order is missing")?;
        let mut order = from_tree::<Order>(document).map_err(|error| error.to_string())?;
        order.id = Some(order_id.to_owned());
        let document = document.as_object().ok_or("its order is missing")?;
        let route_id = proposal.summary.route_id.as_deref().ok_or_else(nothing)?;
        let route = data.routes.get(route_id).ok_or("its route is missing")?;
        Ok(Self { order_id, document, order, route_id, route, cost })
    }
}

impl Attempt<'_> {
    fn apply(self, index: usize) -> Result<ProposalApplied, String> {
        let snapshot = &self.loaded.snapshot;
        let proposal = self.set.proposals.get(index).ok_or("there is no such proposal")?;
        let promise = Promise::of(self.set, proposal)?;
        if snapshot.orders.contains_key(promise.order_id) {
            return Err("its order exists already".to_owned());
        }
        let key = route_key(promise.route_id, promise.route);
        let (_, date) = key.ok_or("its route has no date")?;
        if let Some(rule) = refused_date(snapshot, date) {
            return Err(format!("its date {rule}"));
        }
        let looking = Looking {
            rules: self.rules,
            override_locks: self.set.override_locked_routes,
            reloads: self.set.depot_trips,
            cutoff: self.set.upcoming_stop_cutoff,
            excuses: true,
        };
        let orders = std::slice::from_ref(&promise.order);
        let dates = sorted::set([date]);
        self.loaded.with_targets_for(orders, &dates, looking, |targets| {
            self.on(targets, index, proposal, &promise)
        })
    }

    fn on(
        self,
        targets: &mut Targets,
        index: usize,
        proposal: &Proposal,
        promise: &Promise<'_>,
    ) -> Result<ProposalApplied, String> {
        let task = TaskIdx::try_from(targets.problem.tasks.len() - 1).unwrap_or(TaskIdx::MAX);
        let day = targets
            .day(&self.loaded.snapshot, promise.route_id)
            .ok_or("its vehicle does not exist")?;
        let tolerant = self.request.ignore_revision && targets.is_violated(day);
        if let Some(why) = targets.closed.get(&day).filter(|_| !tolerant) {
            return Err((*why).to_owned());
        }
        if !targets.problem.eligible(task, day) || !targets.problem.days[day as usize].usable() {
            return Err("the vehicle may not serve the order on that date".to_owned());
        }
        let items = self.items(targets, proposal, promise, task, day)?;
        let route = targets.route(&self.loaded.snapshot, day, &items);
        Ok(ProposalApplied {
            request_id: self.set.request_id.clone(),
            proposals_set_id: self.set.request_id.clone(),
            order_id: promise.order_id.to_owned(),
            route_id: promise.route_id.to_owned(),
            proposal_index_applied: index,
            routes: sorted::map([(promise.route_id.to_owned(), route)]),
            orders: [(promise.order_id.to_owned(), promise.document.clone().into())]
                .into_iter()
                .collect(),
        })
    }

    /// The sequence that the route gets: the one promised, where nothing has changed.
    fn items(
        self,
        targets: &mut Targets,
        proposal: &Proposal,
        promise: &Promise<'_>,
        task: TaskIdx,
        day: DayIdx,
    ) -> Result<Vec<StopIdx>, String> {
        let current = self.loaded.snapshot.routes.get(promise.route_id);
        let unchanged = current.map_or(0, |route| route.revision) == proposal.base_revision;
        if unchanged && let Some(items) = promised(targets, promise, task, day) {
            return Ok(items);
        }
        if !self.request.ignore_revision {
            return Err("its route has changed".to_owned());
        }
        let found = match targets.is_violated(day) {
            true => beside_violations(targets, task, day),
            false => targets.on(task, day),
        };
        let found = found.ok_or("its route cannot take the order any more")?;
        let cost = found.route_cost();
        match self.request.cost_percent_threshold {
            Some(percent)
                if i128::from(cost) * 100
                    > i128::from(promise.cost) * (100 + i128::from(percent)) =>
            {
                Err(format!("its route would cost {cost} now, not {}", promise.cost))
            }
            _ => Ok(found.insertion.items),
        }
    }
}

/// The cheapest sequence with the task of a route that violates something, if it violates nothing
/// more (SEMANTICS 4.1, 7.3).
fn beside_violations(targets: &mut Targets, task: TaskIdx, day: DayIdx) -> Option<Found> {
    let now = targets.sequence(day).to_vec();
    let late = targets.evaluate(day, &now).timing.overrun;
    let before = targets.cost(day);
    let vehicle = &targets.problem.days[day as usize];
    let all: Vec<_> = all_places(&targets.problem, vehicle, task, &now, 1, &|_| true).collect();
    let mut best: Option<Insertion> = None;
    for items in all {
        let evaluation = targets.evaluate(day, &items);
        let broken = targets.breaches(day, &items, &evaluation);
        let is_known = |breach| targets.tolerated.has(day, &items, breach);
        let cost = evaluation.parts.total();
        if evaluation.timing.overrun <= late
            && broken.iter().all(is_known)
            && best.as_ref().is_none_or(|best| cost < best.cost)
        {
            best = Some(Insertion { items, cost, before });
        }
    }
    best.map(|insertion| Found { day, insertion })
}

/// The promised sequence, if it is the current one with the order and breaks nothing new.
fn promised(
    targets: &mut Targets,
    promise: &Promise<'_>,
    task: TaskIdx,
    day: DayIdx,
) -> Option<Vec<StopIdx>> {
    let problem = &targets.problem;
    let own = &problem.tasks[task as usize];
    let mut items = Vec::new();
    for step in &promise.route.steps {
        match (step.kind, step.step_kind(), step.order_id.as_deref()) {
            (StepType::Depot, ..) => items.push(RELOAD),
            (_, Some(kind), Some(order)) if order == promise.order_id => {
                let mut stops = own.stops();
                items.push(stops.find(|stop| problem.stops[*stop as usize].kind == kind)?);
            }
            (_, Some(kind), Some(order)) => items.push(problem.stop(order, kind)?),
            _ => {}
        }
    }
    let stops = |items: &[StopIdx], own: bool| {
        let is_own = |item: &&StopIdx| {
            problem.stops.get(**item as usize).is_some_and(|stop| stop.task == task)
        };
        let mut stops: Vec<StopIdx> =
            items.iter().filter(|item| **item != RELOAD && is_own(item) == own).copied().collect();
        if !own {
            stops.sort_unstable();
        }
        stops
    };
    let is_that = stops(&items, false) == stops(targets.sequence(day), false)
        && stops(&items, true) == own.stops().collect::<Vec<_>>();
    let evaluation = targets.evaluate(day, &items);
    let broken = targets.breaches(day, &items, &evaluation);
    let is_right = targets.problem.days[day as usize].kept.allows(&items)
        && evaluation.timing.overrun == 0
        && broken.iter().all(|breach| targets.tolerated.has(day, &items, breach));
    (is_that && is_right).then_some(items)
}
