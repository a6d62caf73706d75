//! `computeProposals` (documents: "Compute ProposalsSet"; SEMANTICS 7): for each slot the route that
//! the order makes least dearer.

use super::World;
use super::budget::Budget;
use super::current::date_of;
use super::loaded::Loaded;
use super::nearest::nearest;
use super::reasons::Reasons;
use super::route_data::{Preview, finalised, preview};
use super::run::{fixed_seed, refuse_contradictions};
use super::targets::{Found, Looking, Targets};
use crate::date::Date;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    ComputeProposalsRequest, Eligibility, EligibilityType, Order, OrderStep, Proposal,
    ProposalsSet, RequestStatus, RouteData, Snapshot, SolveOptions, TimeSlot,
};
use crate::problem::TaskIdx;
use crate::rng::Rng;
use crate::schedule::Scheduler;
use crate::solver::{Aims, Scope, Solver};
use crate::sorted;
use serde_json::Value;

/// Alternatives of a proposal.
const ALTERNATIVES: usize = 5;
/// Seconds that a set stays valid where nothing else is asked for.
const TTL_SEC: i64 = 900;

/// What is to stand in a proposal for its preview.
type Data<'d> = dyn FnMut(Preview<'_>) -> Option<RouteData> + 'd;

/// Where an order could go, slot by slot. `epoch_sec` is the present moment.
///
/// # Errors
/// 400 where a date of a slot or of the order's eligibility is past, or a slot's today and has approved routes, or where an option asks for
/// what is not available.
pub fn compute_proposals(
    loaded: &Loaded,
    request: &ComputeProposalsRequest,
    options: &SolveOptions,
    epoch_sec: i64,
    world: &mut dyn World,
) -> Result<ProposalsSet, Error> {
    let mut whole = |preview: Preview<'_>| Some(preview.into());
    compute_proposals_with(loaded, request, options, epoch_sec, world, &mut whole)
}

/// The same for a caller who puts the previews elsewhere: of each proposal that is found, in their
/// order, `data` makes what stands there.
///
/// # Errors
/// As [`compute_proposals`].
pub fn compute_proposals_with(
    loaded: &Loaded,
    request: &ComputeProposalsRequest,
    options: &SolveOptions,
    epoch_sec: i64,
    world: &mut dyn World,
    data: &mut Data<'_>,
) -> Result<ProposalsSet, Error> {
    refuse_contradictions(options)?;
    let snapshot = &loaded.snapshot;
    let slots = &request.time_slots;
    let mut refused = past_eligibility(snapshot, &request.order.eligibility);
    refused.extend((0..).zip(slots).filter_map(|(index, slot): (usize, _)| {
        let rule = refused_date(snapshot, slot.date)?;
        Some(Issue::new(ErrorCode::NotApplicable, format!("timeSlots[{index}].date"), rule))
    }));
    if !refused.is_empty() {
        return Err(refused.into());
    }
    let mut names = Names::new(fixed_seed(options)?, request);
    let request_id = names.next();
    let mut order = request.order.clone();
    while order.id.as_ref().is_none_or(|id| snapshot.orders.contains_key(id)) {
        order.id = Some(names.next());
    }
    let looking = Looking {
        rules: &options.rules,
        override_locks: request.override_locked_routes,
        reloads: request.depot_trips,
        cutoff: options.upcoming_stop_cutoff,
        excuses: false,
    };
    let variants = variants(&order, slots);
    let dates = sorted::set(slots.iter().map(|slot| slot.date));
    let proposals = loaded.with_targets_for(&variants, &dates, looking, |targets| {
        let (variants, slots) = (&variants[..], slots.len());
        let mut run = Run { loaded, variants, targets, slots, reloads: looking.reloads };
        (0..slots).map(|slot| run.proposal(request, slot, options, (world, data))).collect()
    });
    let mut document = request.document.clone();
    document.insert("id".to_owned(), order.id.clone().into());
    Ok(ProposalsSet {
        request_id,
        request_status: RequestStatus::Completed,
        expiry_ts: epoch_sec + options.proposal_ttl_sec.unwrap_or(TTL_SEC),
        order: Value::Object(document),
        proposals,
        override_locked_routes: request.override_locked_routes,
        depot_trips: request.depot_trips,
        upcoming_stop_cutoff: options.upcoming_stop_cutoff,
        extra: serde_json::Map::new(),
    })
}

/// The dates of a new order's eligibility that are past: an input must not have them, unlike a
/// snapshot (FEATURES VAL-04).
fn past_eligibility(snapshot: &Snapshot, eligibility: &Eligibility) -> Vec<Issue> {
    let Some(now) = snapshot.now else { return Vec::new() };
    let dates: Vec<(String, Date)> = match eligibility.kind {
        EligibilityType::Any => Vec::new(),
        EligibilityType::By => {
            eligibility.by_date.map(|date| ("byDate".to_owned(), date)).into_iter().collect()
        }
        EligibilityType::On => (0..)
            .zip(&eligibility.on_dates)
            .map(|(index, date): (usize, _)| (format!("onDates[{index}]"), *date))
            .collect(),
    };
    let past = dates.into_iter().filter(|(_, date)| *date < now.date);
    past.map(|(name, _)| {
        let path = format!("order.eligibility.{name}");
        Issue::new(ErrorCode::NotApplicable, path, "must not be past")
    })
    .collect()
}

/// Why nothing may be promised on a date.
pub(super) fn refused_date(snapshot: &Snapshot, date: Date) -> Option<&'static str> {
    let now = snapshot.now?;
    if date < now.date {
        return Some("must not be past");
    }
    let approved = snapshot.approved_routes.iter().any(|id| date_of(snapshot, id) == Some(date));
    (date == now.date && approved).then_some("must not be today, which has approved routes")
}

/// Ids that follow from seed and input.
struct Names(Rng);

impl Names {
    fn new(seed: u64, request: &ComputeProposalsRequest) -> Self {
        // FNV-1a over what is asked (Fowler, Noll and Vo).
        let mut hash = 0xCBF2_9CE4_8422_2325_u64 ^ seed;
        let dates = request.time_slots.iter().map(|slot| slot.date.to_string());
        let order = Value::Object(request.document.clone()).to_string();
        for byte in dates.chain([order]).collect::<String>().bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        Self(Rng::new(hash))
    }

    /// In the form of a UUID of version 4 (RFC 9562).
    fn next(&mut self) -> String {
        let (high, low) = (self.0.next_u64(), self.0.next_u64());
        let (high, low) = (high & !0xF000 | 0x4000, low & (u64::MAX >> 2) | 1 << 63);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFFF,
            low >> 48,
            low & 0xFFFF_FFFF_FFFF
        )
    }
}

/// The order as a slot has it: only on its date, in its windows.
fn in_slot(order: &Order, slot: &TimeSlot) -> Order {
    let mut order = order.clone();
    order.eligibility = Eligibility {
        kind: EligibilityType::On,
        on_dates: vec![slot.date],
        ..Eligibility::default()
    };
    let fix = |step: &mut Option<OrderStep>, windows: &[crate::model::TimeWindow]| {
        if let Some(step) = step {
            step.time_windows = windows.to_vec();
            step.time_window_exceptions = sorted::Map::new();
        }
    };
    fix(&mut order.pickup, &slot.pickup_time_windows);
    fix(&mut order.delivery, &slot.delivery_time_windows);
    order
}

/// The order as each slot has it, then the same on each slot's date without windows.
fn variants(order: &Order, slots: &[TimeSlot]) -> Vec<Order> {
    let mut variants: Vec<Order> = slots.iter().map(|slot| in_slot(order, slot)).collect();
    let free = |slot: &TimeSlot| {
        let date = slot.date;
        let (pickup_time_windows, delivery_time_windows) = (Vec::new(), Vec::new());
        in_slot(order, &TimeSlot { pickup_time_windows, delivery_time_windows, date })
    };
    variants.extend(slots.iter().map(free));
    variants
}

/// A computation under way.
struct Run<'v> {
    loaded: &'v Loaded,
    variants: &'v [Order],
    targets: &'v mut Targets,
    slots: usize,
    reloads: bool,
}

impl Run<'_> {
    /// The task of a variant: they are the last ones.
    fn task(&self, variant: usize) -> TaskIdx {
        let first = self.targets.problem.tasks.len() - self.variants.len();
        TaskIdx::try_from(first + variant).unwrap_or(TaskIdx::MAX)
    }

    fn proposal(
        &mut self,
        request: &ComputeProposalsRequest,
        slot: usize,
        options: &SolveOptions,
        (world, data): (&mut dyn World, &mut Data<'_>),
    ) -> Proposal {
        let task = self.task(slot);
        let mut found = self.targets.best(task, ALTERNATIVES + 1).into_iter();
        let Some(mut best) = found.next() else { return self.not_found(slot) };
        self.re_sequence(task, &mut best, options, world);
        let alternatives = found.map(|found| self.targets.summary(task, &found)).collect();
        let summary = self.targets.summary(task, &best);
        let order = &self.variants[slot];
        let document = finalised(order, &request.document);
        let snapshot = &self.loaded.snapshot;
        let route_id = self.targets.route_id(best.day);
        let mut route = self.targets.route(snapshot, best.day, &best.insertion.items);
        route.revision = -1;
        let problem = &self.targets.problem;
        let day = &problem.days[best.day as usize];
        let order_id = order.id.as_deref().unwrap_or_default();
        let base = snapshot.routes.get(&route_id).map_or(0, |route| route.revision);
        let data =
            data(preview(self.loaded, problem, day, (&route_id, route), (order_id, document)));
        Proposal { summary, data, base_revision: base, alternatives, ..Proposal::default() }
    }

    fn not_found(&mut self, slot: usize) -> Proposal {
        let (task, free) = (self.task(slot), self.task(self.slots + slot));
        let Targets { problem, plan, closed, tolerated, .. } = &*self.targets;
        let reasons = Reasons::new(problem, plan, closed, 1).knowing(tolerated).of(task);
        let nearest = nearest(self.targets, task, free);
        let nearest = nearest.map(|found| self.targets.summary(free, &found));
        Proposal { reasons, nearest, ..Proposal::default() }
    }

    /// Searches for a cheaper sequence of the route, where options allow for rounds.
    fn re_sequence(
        &self,
        task: TaskIdx,
        best: &mut Found,
        options: &SolveOptions,
        world: &mut dyn World,
    ) {
        let limits = [options.time_budget_ms, options.max_iterations, options.max_work];
        if limits.iter().all(Option::is_none) || options.max_iterations == Some(0) {
            return;
        }
        let Ok(seed) = fixed_seed(options) else { return };
        let mut own = options.clone();
        let slots = i64::try_from(self.slots).unwrap_or(1).max(1);
        own.time_budget_ms = options.time_budget_ms.map(|ms| ms / slots);
        let problem = &self.targets.problem;
        let current = self.targets.sequence(best.day).to_vec();
        let has_work = !current.is_empty();
        let scope = Scope {
            start: Vec::new(),
            tasks: vec![task],
            days: vec![best.day],
            initial: has_work.then_some((best.day, current)).into_iter().collect(),
            keep_sequence: false,
            reloads: self.reloads,
            aims: Aims::default(),
            seed,
        };
        let mut budget = Budget::new(&own, 1, 0, world.now_ms());
        let mut solver = Solver::new(problem, scope);
        while budget.reached(&solver).is_none() {
            solver.advance(problem, budget.share(&solver));
            budget.poll_sometimes(&solver, world);
        }
        solver.finish(problem);
        let (mut plan, left) = solver.plan();
        let Some((_, items)) = plan.next().filter(|_| left.is_empty()) else { return };
        let day = &problem.days[best.day as usize];
        let price = Scheduler::default().price(problem, day, items);
        if let Some(price) = price.filter(|price| price.cost < best.insertion.cost) {
            best.insertion.items = items.to_vec();
            best.insertion.cost = price.cost;
        }
    }
}
