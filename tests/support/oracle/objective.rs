//! SEMANTICS 5, "What is better".

use super::journey::{self, Journey, Task};
use super::{cost, left_out, loads, timing};
use routewright::model::{Order, Route, Rules, Snapshot, StepKind};
use std::collections::BTreeSet;

/// What is compared, in this order; smaller is better. (`minimiseRoutes` puts `routes` before
/// `cost`: compare the fields.)
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Objective {
    /// Σ weights of the snapshot's orders that are not fully on a route.
    pub(crate) left_out: i64,
    /// Σ seconds that services start after their last window (`elasticTimeWindows`; else there is none
    /// in what is planned).
    pub(crate) late: i64,
    /// Hundredths, with the search penalties.
    pub(crate) cost: i64,
    pub(crate) driving: i64,
    pub(crate) routes: usize,
    /// Σ weight × `startSec`.
    pub(crate) starts: i64,
}

/// Weight of an order: 1, 2, 4, 8, 16 for priorities −20 … 20.
pub(crate) fn weight(order: &Order) -> i64 {
    match order.priority {
        ..=-20 => 1,
        -19..=-10 => 2,
        -9..=9 => 4,
        10..=19 => 8,
        _ => 16,
    }
}

/// The value of a plan, each route timed anew.
pub(crate) fn objective<'r>(
    snapshot: &Snapshot,
    rules: &Rules,
    routes: impl IntoIterator<Item = &'r Route>,
) -> Result<Objective, String> {
    let mut value = Objective::default();
    let mut served: BTreeSet<(&str, StepKind)> = BTreeSet::new();
    for route in routes {
        let own = of_route(&Journey::of(snapshot, rules, route)?);
        value.routes += own.routes;
        value.late += own.late;
        value.cost += own.cost;
        value.driving += own.driving;
        value.starts += own.starts;
        for entry in journey::sequence(route) {
            if let journey::Entry::Step(id, kind) = entry
                && let Some((id, _)) = snapshot.orders.get_key_value(&id)
            {
                served.insert((id, kind));
            }
        }
    }
    for (id, order) in &snapshot.orders {
        if order.steps().any(|(kind, _)| !served.contains(&(id.as_str(), kind))) {
            value.left_out += weight(order);
        }
    }
    Ok(value)
}

/// What one route adds, but for the orders left out.
pub(crate) fn of_route(journey: &Journey) -> Objective {
    let line = timing::choose(journey);
    let starts = journey.visits.iter().zip(&line.visits).map(|(visit, span)| match &visit.task {
        Task::Step { order, .. } => weight(order) * span.start,
        Task::Reload { .. } => 0,
    });
    Objective {
        left_out: 0,
        late: left_out::lateness(journey, &line).into_iter().sum(),
        cost: cost::of(journey, &line).total + penalty(journey, line.end - line.departure),
        driving: journey.driving(),
        routes: 1,
        starts: starts.sum(),
    }
}

/// Hundredths: seconds that E − D lacks of `minWorkingTimeSec`, and load that each key lacks of
/// `minLoadCapacities`.
fn penalty(journey: &Journey, working: i64) -> i64 {
    let handled = loads::handled(journey);
    let loads = journey.settings.min_load_capacities.iter();
    let short: i64 =
        loads.map(|(key, wanted)| (wanted - handled.get(key).copied().unwrap_or(0)).max(0)).sum();
    short + (journey.settings.min_working_time_sec - working).max(0)
}
