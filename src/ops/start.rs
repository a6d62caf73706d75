//! Where `buildRoutes` begins, and what of the current plan it keeps (options `startFrom` and
//! `lockType`; documents: "startWith", "lockType").

use super::bases::{Bases, bases};
use super::current::CurrentRoute;
use super::summary::Closed;
use super::tolerated::close_violated;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{BalanceBy, Balancing, LockType, Snapshot, SolveOptions, StartFrom};
use crate::problem::{DayIdx, Problem, StopIdx};
use crate::schedule::Scheduler;
use crate::solver::{Aims, Balance, Work};
use std::rc::Rc;

/// Why a route is closed with `lockType: "ROUTES"`.
const UNCHANGED: &str = "its route stays unchanged (lockType ROUTES)";

/// What the lock type keeps: of routes that have begun what stays anyway, with `ROUTES` every route
/// as it is, with `RESOURCES` every order on its vehicle. A route with violations stays as it is
/// then, with a warning.
pub(super) fn stays(
    options: &SolveOptions,
    snapshot: &Snapshot,
    problem: &mut Rc<Problem>,
    current: &[CurrentRoute],
    closed: &mut Closed,
    warnings: &mut Vec<Issue>,
) -> Bases {
    let scheduler = &mut Scheduler::default();
    let used = current.iter().filter(|route| !route.sequence.is_empty());
    match (options.start_from, options.lock_type) {
        (StartFrom::Current, LockType::Resources) => {
            let before = closed.clone();
            let tolerated = close_violated(problem, current, closed, false, scheduler);
            let is_new = |day| closed.contains_key(day) && !before.contains_key(day);
            for route in used.clone().filter(|route| is_new(&route.day)) {
                let path = format!("routes[{}]", route.id);
                let rule = "has violations and stays as it is";
                warnings.push(Issue::new(ErrorCode::NotApplicable, path, rule));
            }
            let open = used.filter(|route| !closed.contains_key(&route.day));
            let initial = open.map(|route| (route.day, route.sequence.clone())).collect();
            return Bases { initial, tolerated, ..Bases::default() };
        }
        (StartFrom::Current, LockType::Routes) => {
            for route in used {
                closed.entry(route.day).or_insert(UNCHANGED);
            }
        }
        _ => {}
    }
    bases(snapshot, problem, current, closed, scheduler)
}

/// The routes to begin with of which everything may change: of those that have begun there are none.
pub(super) fn start(
    options: &SolveOptions,
    problem: &Problem,
    current: &[CurrentRoute],
    closed: &Closed,
) -> Vec<(DayIdx, Vec<StopIdx>)> {
    if options.start_from == StartFrom::Empty || options.lock_type != LockType::None {
        return Vec::new();
    }
    let is_free = |route: &&CurrentRoute| {
        let kept = &problem.days[route.day as usize].kept;
        !closed.contains_key(&route.day) && kept.frozen.is_empty() && kept.started.is_none()
    };
    current.iter().filter(is_free).map(|route| (route.day, route.sequence.clone())).collect()
}

/// What of the options changes nothing.
pub(super) fn needless(options: &SolveOptions) -> Option<Issue> {
    let is_forced = options.balancing == Balancing::OnForce;
    let rule = "counts with balancing: \"ON_FORCE\" only";
    (options.balancing_factor.is_some() && !is_forced)
        .then(|| Issue::new(ErrorCode::NotApplicable, "balancingFactor", rule))
}

/// What a plan is to be beside cheap (options `balancing`, `balanceBy`, `balancingFactor`,
/// `clustering`, `avoidEagerPickups`), of options in force.
pub(super) fn aims(options: &SolveOptions) -> Aims {
    let by = match options.balance_by {
        BalanceBy::WorkingTime => Work::Time,
        BalanceBy::Number => Work::Orders,
    };
    let all_days = options.balancing == Balancing::OnForce;
    let balance = |factor| Balance { by, factor, all_days };
    Aims {
        balance: options.balancing_thousandths().map(balance),
        compact: options.clustering,
        late_pickups: options.avoid_eager_pickups,
    }
}

/// A lock type says what stays of a plan to begin with.
pub(super) fn refuse_needless_lock(options: &SolveOptions) -> Result<(), Error> {
    if options.lock_type == LockType::None || options.start_from == StartFrom::Current {
        return Ok(());
    }
    let rule = "needs startFrom: \"current\"";
    Err(vec![Issue::new(ErrorCode::NotApplicable, "lockType", rule)].into())
}
