//! SEMANTICS 4.7 and 6.1–6.4: what has happened of a route, read from its tracking data; or, where
//! nothing was reported, from its plan and `now`.

use super::journey::{self, Entry};
use super::timeline::Span;
use routewright::model::{
    Effective, Route, RouteStep, RouteTracking, Rules, Snapshot, StepKind, StepTracking, StepType,
};

/// A route of which something has happened.
#[derive(Debug, Default)]
pub(crate) struct Begun {
    /// D.
    pub(crate) departure: i64,
    /// The first visits, as they were planned, and when they were.
    pub(crate) done: Vec<(Span, Option<Effective>)>,
    /// Of those, which are outside the working time of their driver.
    pub(crate) outside: Vec<usize>,
    /// Of those, which were put off.
    pub(crate) unserved: Vec<usize>,
    pub(crate) preparation: Option<(Span, Effective)>,
    pub(crate) close_out: Option<(Span, Effective)>,
    /// When the vehicle was free after all of that.
    pub(crate) anchor: i64,
    pub(crate) not_before: i64,
    /// Breaks that have begun though nothing was reported: when.
    pub(crate) begun_breaks: Vec<(i64, i64)>,
    /// Of a route of which nothing was reported: no other break begins before.
    pub(crate) now: Option<i64>,
}

/// 6.1.
fn actual(own: &StepTracking, service: i64, rules: &Rules) -> Option<Effective> {
    let or_detected = |reported: Option<i64>, detected: Option<i64>| {
        reported.or(if rules.detected_times { detected } else { None })
    };
    let came = or_detected(own.time_in_sec, own.time_in_detected_sec);
    let left = or_detected(own.time_out_sec, own.time_out_detected_sec)
        .or(if came.is_none() && own.status.is_some() { own.status_sec } else { None });
    let (start_sec, end_sec) = match (came, left) {
        (Some(came), Some(left)) => (came, left.max(came)),
        (Some(came), None) => (came, came + service),
        (None, Some(left)) => ((left - service).max(0), left),
        (None, None) => return None,
    };
    Some(Effective { start_sec, end_sec: end_sec.max(start_sec) })
}

fn service_of(snapshot: &Snapshot, step: &RouteStep) -> i64 {
    let order = step.order_id.as_ref().and_then(|id| snapshot.orders.get(id));
    let own = order.and_then(|order| match step.step_kind()? {
        StepKind::Pickup => order.pickup.as_ref(),
        StepKind::Delivery => order.delivery.as_ref(),
    });
    own.map_or(0, |own| own.service_time_sec)
}

fn is_visit(step: &RouteStep) -> bool {
    matches!(step.kind, StepType::Pickup | StepType::Delivery | StepType::Depot)
}

fn span(step: &RouteStep) -> Span {
    Span { arrival: step.arrival_sec, start: step.start_sec, end: step.end_sec }
}

/// What drivers reported of a route. The times that executed steps were planned with, and a D that
/// nobody reported, are those of `route` itself: 6.2 keeps them.
pub(crate) fn reported(snapshot: &Snapshot, rules: &Rules, route: &Route) -> Result<Begun, String> {
    let settings = journey::vehicle_and_date(route)
        .and_then(|(vehicle, date)| journey::settings_on(snapshot, &vehicle, date))
        .ok_or("no settings")?;
    let planned_departure = route.steps.first().map_or(0, |step| step.end_sec);
    let registry = route.tracking_data.as_ref();
    let mut begun =
        Begun { departure: departure(registry).unwrap_or(planned_departure), ..Begun::default() };
    begun.anchor = begun.departure;
    let at_depot = |kind: StepType, service: i64| {
        let step = route.steps.iter().find(|step| step.kind == kind)?;
        Some((span(step), actual(step.tracking_data.as_ref()?, service, rules)?))
    };
    begun.preparation = at_depot(StepType::Preparation, settings.preparation_time_sec);
    begun.close_out = at_depot(StepType::CloseOut, settings.close_out_time_sec);
    if let Some((_, own)) = begun.preparation {
        begun.anchor = own.end_sec;
    }
    let visits: Vec<&RouteStep> = route.steps.iter().filter(|step| is_visit(step)).collect();
    let fact =
        |step: &RouteStep| actual(step.tracking_data.as_ref()?, service_of(snapshot, step), rules);
    let last = visits.iter().rposition(|step| fact(step).is_some());
    let mut before = (i64::MIN, i64::MIN);
    for (index, step) in visits.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
        let own = fact(step);
        begun.done.push((span(step), own));
        let Some(own) = own else {
            if step.kind == StepType::Depot {
                continue;
            }
            return Err(format!("visit {index} comes before what was executed (6.2)"));
        };
        if (own.start_sec, own.end_sec) < before {
            return Err(format!("visit {index} was executed before the one before it (6.2)"));
        }
        before = (own.start_sec, own.end_sec);
        begun.anchor = own.end_sec;
        let tracking = step.tracking_data.as_ref().ok_or("no tracking data")?;
        if tracking.status.as_deref() == Some("reschedule") {
            begun.unserved.push(index);
        }
        if is_outside(registry, tracking, own) {
            begun.outside.push(index);
        }
    }
    let now = snapshot.now.zip(journey::vehicle_and_date(route));
    let moment = now.map(|(now, (_, date))| now.sec + 86_400 * now.date.days_since(date));
    begun.not_before = moment.filter(|own| (0..=172_800).contains(own)).unwrap_or(0);
    Ok(begun)
}

/// 6.2: of several drivers the latest departure without an arrival, else the latest.
fn departure(registry: Option<&RouteTracking>) -> Option<i64> {
    let all = || {
        let drivers = registry.into_iter().flat_map(|own| own.drivers_tracking_data.values());
        drivers.filter_map(|own| {
            Some((own.current.departure.as_ref()?.sec, own.current.arrival.is_some()))
        })
    };
    let under_way = all().filter(|(_, arrived)| !arrived).map(|(sec, _)| sec).max();
    under_way.or(all().map(|(sec, _)| sec).max())
}

/// 6.4.
fn is_outside(registry: Option<&RouteTracking>, own: &StepTracking, times: Effective) -> bool {
    let Some(drivers) = registry.map(|own| &own.drivers_tracking_data) else { return false };
    let driver = match &own.driver_id {
        Some(id) => drivers.get(id),
        None if drivers.len() == 1 => drivers.values().next(),
        None => None,
    };
    let Some(current) = driver.map(|driver| &driver.current) else { return false };
    current.departure.as_ref().is_some_and(|fix| times.start_sec < fix.sec)
        || current.arrival.as_ref().is_some_and(|fix| times.end_sec > fix.sec)
}

/// 4.7: what of a route must have happened by its plan, as `snapshot.routes` has it; `None` = it has not begun.
pub(crate) fn by_plan(snapshot: &Snapshot, route: &Route) -> Option<Begun> {
    let (vehicle, date) = journey::vehicle_and_date(route)?;
    let now = snapshot.now.filter(|now| now.date <= date)?;
    let now = now.sec + 86_400 * now.date.days_since(date);
    let id = route.id.clone().unwrap_or_else(|| format!("{vehicle}-{date}"));
    let before = snapshot.routes.get(&id)?;
    let departure = before.steps.iter().find(|step| step.kind == StepType::Departure)?.end_sec;
    let visits: Vec<(Entry, &RouteStep)> = journey::sequence(before)
        .into_iter()
        .zip(before.steps.iter().filter(|step| is_visit(step)))
        .collect();
    let is_timed =
        |step: &RouteStep| step.arrival_sec > 0 || step.start_sec > 0 || step.end_sec > 0;
    let was_planned =
        departure > 0 || departure == 0 && visits.iter().any(|(_, step)| is_timed(step));
    if departure >= now || !was_planned {
        return None;
    }
    let mut begun = Begun { departure, anchor: departure, now: Some(now), ..Begun::default() };
    let mut free = 0;
    let mut reloads = 0;
    for entry in journey::sequence(route) {
        let is_reload = matches!(entry, Entry::Reload(_));
        let mut own = visits.iter().filter(|(other, _)| *other == entry);
        let Some((_, step)) = own.nth(if is_reload { reloads } else { 0 }) else { break };
        reloads += usize::from(is_reload);
        let passed =
            free <= step.start_sec && step.start_sec < now && step.start_sec <= step.end_sec;
        if !is_timed(step) || !passed {
            break;
        }
        free = step.end_sec;
        begun.done.push((span(step), None));
        begun.anchor = free;
    }
    let settings = journey::settings_on(snapshot, &vehicle, date)?;
    let window =
        settings.time_window.as_ref().map_or((0, 86_400), |own| (own.start_sec, own.end_sec));
    if begun.done.is_empty() && !(window.0..=window.1).contains(&departure) {
        return None;
    }
    let breaks =
        before.steps.iter().filter(|step| step.kind == StepType::Brk && step.start_sec < now);
    begun.begun_breaks = breaks.map(|step| (step.start_sec, step.end_sec)).collect();
    Some(begun)
}
