//! Fresh times of the routes with tracking data (SEMANTICS 6.2, 6.7).

use super::actual_times::in_and_out;
use crate::error::{ErrorCode, Issue};
use crate::model::{Route, Rules, Snapshot, Travel};
use crate::ops::current::{current_routes, is_tracked, route_key};
use crate::ops::emit::differs;
use crate::ops::evaluate_routes::evaluated;
use crate::ops::loaded::Loaded;
use crate::problem::{Beside, compile_with};
use crate::schedule::Scheduler;
use crate::sorted;
use std::borrow::Cow;

/// The routes that differ from those of the snapshot once all with tracking data are timed anew,
/// each with its revision one higher; and what is odd about what was reported. `recorded` are those
/// that events were recorded on. Of the others those are passed by that were timed before with no
/// effect, and nothing of which has changed since.
pub(super) fn routes(
    loaded: &Loaded,
    recorded: sorted::Map<&str, Route>,
    rules: &Rules,
) -> (sorted::Map<String, Route>, Vec<Issue>) {
    let snapshot = &loaded.snapshot;
    let mut tracked: sorted::Map<&str, Cow<'_, Route>> =
        sorted::map(recorded.into_iter().map(|(id, route)| (id, Cow::Owned(route))));
    tracked.retain(|_, route| is_tracked(route));
    for (id, route) in snapshot.routes.iter().filter(|(_, route)| is_tracked(route)) {
        tracked.entry(id).or_insert(Cow::Borrowed(route));
    }
    let odd =
        tracked.iter().flat_map(|(id, route)| ends_before_it_starts(id, route, rules)).collect();
    let is_settled = |id: &str, route: &Cow<'_, Route>| {
        matches!(route, Cow::Borrowed(_)) && loaded.is_settled(id, rules)
    };
    tracked.retain(|id, route| !is_settled(id, route));
    let estimate = Travel::default();
    let travel = snapshot.travel.as_ref().unwrap_or(&estimate);
    let mut part = Snapshot {
        depots: snapshot.depots.clone(),
        regions: snapshot.regions.clone(),
        vehicle_driver_assignments: snapshot.vehicle_driver_assignments.clone(),
        now: snapshot.now,
        ..Snapshot::default()
    };
    let mut scheduler = Scheduler::default();
    let mut changed = sorted::Map::new();
    for (id, route) in tracked {
        let Some((vehicle, date)) = route_key(id, &route) else { continue };
        let is_new = matches!(route, Cow::Owned(_));
        // Each by itself: legs between stops of different routes are not needed.
        narrow(&mut part, snapshot, &vehicle, (id.to_owned(), route.into_owned()));
        let beside = Beside { travel, further: &[] };
        let problem = compile_with(&part, rules, &sorted::set([date]), beside);
        for current in current_routes(&part, &problem) {
            let mut route = evaluated(&part, &problem, &mut scheduler, &current);
            let Some(old) = snapshot.routes.get(&current.id) else { continue };
            if differs(old, &route) {
                route.revision = old.revision + 1;
                changed.insert(current.id, route);
            } else if !is_new {
                loaded.settle(&current.id, rules);
            }
        }
    }
    (changed, odd)
}

/// Leaves in a part of the snapshot what one route needs.
fn narrow(part: &mut Snapshot, snapshot: &Snapshot, vehicle: &str, (id, route): (String, Route)) {
    let vehicle = snapshot.vehicles.get_key_value(vehicle);
    part.vehicles = sorted::map(vehicle.map(|(id, own)| (id.clone(), own.clone())));
    let ids = route.steps.iter().filter_map(|step| step.order_id.as_ref());
    let orders = ids.filter_map(|id| snapshot.orders.get_key_value(id));
    part.orders = sorted::map(orders.map(|(id, order)| (id.clone(), order.clone())));
    part.routes = sorted::map([(id, route)]);
}

/// Steps that ended before they began, by what was reported: they count as having taken no time.
fn ends_before_it_starts(id: &str, route: &Route, rules: &Rules) -> Vec<Issue> {
    let steps = route.steps.iter().enumerate().filter_map(|(at, step)| {
        let tracking = step.tracking_data.as_ref()?;
        let (start, end) = in_and_out(tracking, rules);
        let (start, end) = start.zip(end)?;
        (end < start).then(|| {
            let path = format!("routes[{id}].steps[{at}].trackingData");
            let rule = format!("ends before it begins ({end} < {start}): the step took no time");
            Issue::new(ErrorCode::Range, path, rule)
        })
    });
    steps.collect()
}
