//! SEMANTICS 3: what is on board.

use super::journey::{Journey, Task};
use routewright::model::{MissingCapacity, Order, StepKind};
use std::collections::{BTreeMap, BTreeSet};

/// What an order carries, whichever of its steps are on the route (3.1).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carriage {
    /// Loaded at the departure, or at the reload that precedes it; off at the delivery.
    DeliveryOnly,
    /// On board from pickup to arrival, or the next reload.
    PickupOnly,
    Both,
    Nothing,
}

fn carriage(order: &Order) -> Carriage {
    match (order.is_service, &order.pickup, &order.delivery) {
        (false, None, Some(_)) => Carriage::DeliveryOnly,
        (false, Some(_), None) => Carriage::PickupOnly,
        (false, Some(_), Some(_)) => Carriage::Both,
        _ => Carriage::Nothing,
    }
}

/// Largest excess over a capacity (LD if above 0) and depth below 0 (NLD if above 0), over all
/// keys and legs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Excess {
    pub(crate) above: i64,
    pub(crate) below: i64,
}

/// Levels of a key: after departure and after each visit.
pub(crate) fn levels(journey: &Journey, key: &str) -> Vec<i64> {
    let amount = |order: &Order| order.loads.get(key).copied().unwrap_or(0);
    // Goods to deliver before the next reload, counted from visit `from`.
    let to_deliver = |from: usize| -> i64 {
        let own = journey.visits[from..].iter();
        own.map_while(|visit| match &visit.task {
            Task::Reload { .. } => None,
            Task::Step { order, kind: StepKind::Delivery, .. }
                if carriage(order) == Carriage::DeliveryOnly =>
            {
                Some(amount(order))
            }
            Task::Step { .. } => Some(0),
        })
        .sum()
    };
    let mut level = to_deliver(0);
    let mut collected = 0;
    let mut levels = vec![level];
    for (index, visit) in journey.visits.iter().enumerate() {
        match &visit.task {
            Task::Reload { .. } => {
                level += to_deliver(index + 1) - collected;
                collected = 0;
            }
            // 6.3: goods to deliver stay on board, up to the depot.
            Task::Step { order, kind: StepKind::Delivery, .. }
                if journey.unserved.contains(&index) =>
            {
                if picked_up(journey, order) {
                    collected += amount(order);
                }
            }
            Task::Step { .. } if journey.unserved.contains(&index) => {}
            // 6.3: what was not picked up is not delivered.
            Task::Step { order, kind: StepKind::Delivery, .. } if !picked_up(journey, order) => {}
            Task::Step { order, kind, .. } => match (carriage(order), kind) {
                (Carriage::DeliveryOnly | Carriage::Both, StepKind::Delivery) => {
                    level -= amount(order);
                }
                (Carriage::PickupOnly, _) => {
                    level += amount(order);
                    collected += amount(order);
                }
                (Carriage::Both, StepKind::Pickup) => level += amount(order),
                _ => {}
            },
        }
        levels.push(level);
    }
    levels
}

/// Whether the goods of an order are not left behind at a pickup (6.3).
fn picked_up(journey: &Journey, order: &Order) -> bool {
    carriage(order) != Carriage::Both || !journey.unserved.iter().any(|index| {
        matches!(&journey.visits[*index].task, Task::Step { order: own, kind: StepKind::Pickup, .. }
                if std::ptr::eq(*own, order))
    })
}

/// The load keys of the orders on the route.
pub(crate) fn keys<'a>(journey: &'a Journey) -> BTreeSet<&'a str> {
    let orders = journey.visits.iter().filter_map(|visit| match &visit.task {
        Task::Step { order, .. } => Some(*order),
        Task::Reload { .. } => None,
    });
    orders.flat_map(|order| order.loads.keys().map(String::as_str)).collect()
}

/// 3.2.
pub(crate) fn excess(journey: &Journey) -> Excess {
    let mut excess = Excess::default();
    for key in keys(journey) {
        let levels = levels(journey, key);
        let highest = levels.iter().copied().max().unwrap_or(0);
        let lowest = levels.iter().copied().min().unwrap_or(0);
        let capacity =
            match (journey.settings.load_capacities.get(key), &journey.rules.missing_capacity) {
                (Some(capacity), _) => *capacity,
                (None, MissingCapacity::Zero) => 0,
                (None, MissingCapacity::Unlimited) => i64::MAX,
            };
        excess.above = excess.above.max(highest.saturating_sub(capacity));
        excess.below = excess.below.max(-lowest);
    }
    excess
}

/// All that a route delivers and picks up, per key (5).
pub(crate) fn handled(journey: &Journey) -> BTreeMap<String, i64> {
    let mut handled = BTreeMap::new();
    for visit in &journey.visits {
        if let Task::Step { order, .. } = &visit.task
            && carriage(order) != Carriage::Nothing
        {
            for (key, amount) in &order.loads {
                *handled.entry(key.clone()).or_insert(0) += amount;
            }
        }
    }
    handled
}
