//! Fresh times of the routes with tracking data (SEMANTICS 6.2, 6.7).

use super::actual_times::in_and_out;
use crate::error::{ErrorCode, Issue};
use crate::model::{Route, RouteStep, Rules, Shift, Snapshot};
use crate::ops::current::{is_tracked, route_key};
use crate::ops::emit::differs;
use crate::ops::evaluate_routes::timed;
use crate::ops::loaded::Loaded;
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
    let mut changed = sorted::Map::new();
    // Where a vehicle is says nothing of a route that nobody has begun.
    tracked.retain(|id, route| {
        let is_its = is_tracked(route);
        let old = snapshot.routes.get(*id).filter(|old| !is_its && differs(old, route));
        if let Some(old) = old {
            let revision = old.revision + 1;
            changed.insert((*id).to_owned(), Route { revision, ..route.as_ref().clone() });
        }
        is_its
    });
    for (id, route) in snapshot.routes.iter().filter(|(_, route)| is_tracked(route)) {
        tracked.entry(id).or_insert(Cow::Borrowed(route));
    }
    let odd =
        tracked.iter().flat_map(|(id, route)| ends_before_it_starts(id, route, rules)).collect();
    let is_settled = |id: &str, route: &Cow<'_, Route>| {
        matches!(route, Cow::Borrowed(_)) && loaded.is_settled(id, rules)
    };
    tracked.retain(|id, route| !is_settled(id, route));
    let mut scheduler = Scheduler::default();
    for (id, route) in tracked {
        let Some((vehicle, date)) = route_key(id, &route) else { continue };
        let problem = loaded.problem(rules, &sorted::set([date]));
        let Some(day) = problem.day(&vehicle, date) else { continue };
        let before = Some((id, route.as_ref()));
        let mut timed = timed(&problem, &mut scheduler, (day, None), before, snapshot)
            .emitted(snapshot, &problem, before);
        let Some(old) = snapshot.routes.get(id) else { continue };
        if differs(old, &timed) {
            timed.revision = old.revision + 1;
            changed.insert(id.to_owned(), timed);
        } else if matches!(route, Cow::Borrowed(_)) {
            loaded.settle(id, rules);
        }
    }
    (changed, odd)
}

/// The order steps of changed routes that were not executed and start at another time than before
/// (FEATURES EXE-47).
pub(super) fn changed_etas(
    snapshot: &Snapshot,
    changed: &sorted::Map<String, Route>,
) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for (id, route) in changed {
        let old = snapshot.routes.get(id).map_or(&[][..], |old| &old.steps);
        for step in route.steps.iter().filter(|step| step.effective.is_none()) {
            let Some((kind, order_id)) = step.step_kind().zip(step.order_id.as_ref()) else {
                continue;
            };
            let is_it = |old: &&RouteStep| {
                old.step_kind() == Some(kind) && old.order_id.as_ref() == Some(order_id)
            };
            let before = old.iter().find(is_it).map(|old| old.start_sec);
            if let Some(old_start_sec) = before.filter(|old| *old != step.start_sec) {
                let (order_id, new_start_sec) = (order_id.clone(), step.start_sec);
                shifts.push(Shift { order_id, kind, old_start_sec, new_start_sec });
            }
        }
    }
    shifts
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
