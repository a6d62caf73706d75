//! Routes as they stand in a snapshot, after whatever was done to it.

use super::journey::{self, Entry};
use super::{check_route, in_progress};
use routewright::model::{Route, Rules, Snapshot, TimeWindow};

/// Everything that is wrong with a route that an operation has timed, of a snapshot in which it
/// stands; empty = right.
pub(crate) fn differences(after: &Snapshot, rules: &Rules, route: &Route) -> Vec<String> {
    let (Some(date), Some(id)) = (route.date, route.vehicle_id.as_ref()) else {
        return vec!["no date or vehicle".to_owned()];
    };
    // A vehicle may have no settings any more on the date of its route; and a route may have come
    // without order steps, which 2.1 does not know.
    let known = after.vehicles.get(id).is_some_and(|own| own.settings_on(date).is_some());
    if !known || !route.steps.iter().any(|step| step.step_kind().is_some()) {
        return Vec::new();
    }
    let snapshot = as_of_now(after, route);
    let own = format!("{id}-{date}");
    if route.id.as_ref().is_some_and(|given| *given != own && after.routes.contains_key(given)) {
        // FEATURES DEF-13: a route of another date than its id says keeps that id.
        return check_route(&snapshot, rules, &Route { id: Some(own), ..route.clone() });
    }
    check_route(&snapshot, rules, route)
}

/// 2.10: a reload is never first, last or twice in a row. (Events may bring one there, as they order
/// what was executed.)
pub(crate) fn idle_reload(route: &Route) -> Option<String> {
    let is_reload = |entry: &Entry| matches!(entry, Entry::Reload(_));
    let sequence = journey::sequence(route);
    let at_an_end = [sequence.first(), sequence.last()].into_iter().flatten().any(is_reload);
    let twice = sequence.windows(2).any(|pair| pair.iter().all(is_reload));
    (at_an_end || twice).then(|| format!("reloads for nothing (2.10): {sequence:?}"))
}

/// Whether the date of a route has come; seconds may count on past midnight.
pub(crate) fn has_come(snapshot: &Snapshot, route: &Route) -> bool {
    snapshot.now.zip(route.date).is_some_and(|(now, date)| date <= now.date.plus_days(1))
}

pub(crate) fn is_drivable(route: &Route) -> bool {
    route.steps.iter().all(|step| step.drive_to_next_sec >= 0)
}

/// The snapshot in which the checker finds the departure of a route. On a date that has come it
/// depends on what was planned before, so that it is taken as given.
fn as_of_now(snapshot: &Snapshot, route: &Route) -> Snapshot {
    let mut snapshot = snapshot.clone();
    let Some(date) = route.date.filter(|_| has_come(&snapshot, route)) else { return snapshot };
    let departure = route.steps.first().map_or(0, |step| step.end_sec);
    let vehicle = route.vehicle_id.as_ref().and_then(|id| snapshot.vehicles.get_mut(id));
    let Some(vehicle) = vehicle else { return snapshot };
    let Some(mut settings) = vehicle.settings_on(date).cloned() else { return snapshot };
    let window = settings
        .time_window
        .get_or_insert_with(|| TimeWindow { end_sec: 86_400, ..TimeWindow::default() });
    window.start_sec = window.start_sec.max(departure);
    settings.flex_start_time = false;
    vehicle.settings_by_date.insert(date, settings);
    snapshot
}

/// Whether nothing has happened of any route, and no present moment says that something has.
pub(crate) fn is_at_rest(snapshot: &Snapshot) -> bool {
    let comes = |route: &Route| has_come(snapshot, route) || in_progress(route);
    snapshot.now.is_none() && !snapshot.routes.values().any(comes)
}
