//! SEMANTICS 6.2, 6.8: a route of which something has happened, as it must be emitted.

use super::begun::Begun;
use super::journey::{Journey, Task};
use super::timeline::{Span, Timeline};
use super::{codes, compare, cost, expected, timing, travel};
use routewright::model::{
    Break, Effective, Missing, Route, RouteStep, StepType, StepViolation, Travel, VehicleSettings,
};

/// Every difference between an emitted route and what SEMANTICS says of it. Where a leg cannot be
/// driven the times are not judged.
pub(crate) fn differences(mut journey: Journey, begun: &Begun, route: &Route) -> Vec<String> {
    if journey.legs.iter().any(Option::is_none) {
        return Vec::new();
    }
    journey.unserved.clone_from(&begun.unserved);
    let done = begun.done.len();
    let (kept, open) = breaks(&journey, begun, route);
    let resumed = resumed(begun, route);
    let settings = rest_settings(&journey, begun, route, resumed);
    let rest = rest(&journey, begun, route, (&settings, &open), resumed);
    let line = timing::choose(&rest);
    journey.longer = longer(&journey, begun);
    let mut all = Timeline { departure: begun.departure, ..Timeline::default() };
    all.visits =
        begun.done.iter().map(|(span, _)| *span).chain(line.visits.iter().copied()).collect();
    all.breaks = kept.clone();
    all.breaks.extend(line.breaks.iter().map(|(place, span)| (place + 2 * done, *span)));
    all.home = line.home;
    all.end = match begun.close_out {
        None => line.end,
        Some((_, own)) if done == journey.visits.len() => own.end_sec,
        Some((_, own)) => own.end_sec.max(line.end),
    };
    all.pausing = all.breaks.iter().map(|(_, span)| span.end - span.start).sum();
    let work: i64 = journey.visits.iter().map(|visit| visit.duration() + visit.parking).sum();
    let work = work + journey.longer + journey.preparation + journey.close_out;
    all.idle = (all.end - all.departure - work - journey.driving() - all.pausing).max(0);
    let mut wanted = expected::route(&journey, &all);
    wanted.cost_breakdown = Some(cost::of(&journey, &all));
    facts(&mut wanted, &journey, begun);
    compare::routes(route, &wanted)
}

/// The moment that planning has noted on what comes next: the vehicle had nothing to do before.
fn resumed(begun: &Begun, route: &Route) -> i64 {
    let is_visit = |step: &&RouteStep| {
        matches!(step.kind, StepType::Pickup | StepType::Delivery | StepType::Depot)
    };
    let rest = route.steps.iter().filter(is_visit).skip(begun.done.len());
    let next =
        rest.filter(|step| step.step_kind().is_some()).map(|step| step.not_before_sec).next();
    next.flatten().unwrap_or(0)
}

/// The breaks before the last executed visit, as they are; and those that may still be due.
fn breaks(journey: &Journey, begun: &Begun, route: &Route) -> (Vec<(usize, Span)>, Vec<Break>) {
    let mut kept = Vec::new();
    // An executed close-out counts as a step like any other: what was planned before it stays, and
    // after it there is nothing more to do.
    let is_over = begun.close_out.is_some() && begun.done.len() == journey.visits.len();
    let (mut visits, mut driven) = (0, true);
    for step in &route.steps {
        match step.kind {
            StepType::Brk if visits < begun.done.len() || is_over => {
                let span =
                    Span { arrival: step.arrival_sec, start: step.start_sec, end: step.end_sec };
                kept.push((2 * visits + usize::from(driven), span));
            }
            StepType::Pickup | StepType::Delivery | StepType::Depot => visits += 1,
            _ => {}
        }
        let goes_on = matches!(step.kind, StepType::Brk | StepType::Preparation);
        driven = step.drive_to_next_sec != 0 || driven && goes_on;
    }
    if is_over {
        return (kept, Vec::new());
    }
    let mut open: Vec<Break> = journey.breaks.iter().map(|own| (*own).clone()).collect();
    for (_, span) in &kept {
        let alike = |own: &Break| own.duration_sec == span.end - span.start;
        let fits = |own: &Break| alike(own) && (own.start_sec..=own.end_sec).contains(&span.start);
        if let Some(at) = open.iter().position(fits).or_else(|| open.iter().position(alike)) {
            open.remove(at);
        }
    }
    let free = begun.anchor.max(begun.departure).max(resumed(begun, route));
    let is_kept = |start: i64| kept.iter().any(|(_, span)| span.start == start);
    let mut passed: Vec<(i64, i64)> =
        begun.begun_breaks.iter().copied().filter(|(start, _)| !is_kept(*start)).collect();
    open.retain_mut(|own| {
        // 4.7: what has begun by the plan stays, late as it may be; the rest is due as ever.
        let alike =
            |(start, end): &(i64, i64)| end - start == own.duration_sec && *start >= own.start_sec;
        if let Some(at) = passed.iter().position(alike) {
            // Due also where it is the last thing to do, just when the vehicle is free: E is after a
            // second before its start.
            let (start, _) = passed.remove(at);
            let opens = if free < start { start } else { start - 1 };
            (own.start_sec, own.end_sec) = (own.start_sec.max(opens), start);
            return true;
        }
        own.start_sec = own.start_sec.max(begun.now.unwrap_or(i64::MIN));
        own.start_sec <= own.end_sec && own.end_sec >= free
    });
    if let Some(arrives) = arrives(journey, begun, route) {
        // Breaks wait until it is there; on the way home there is none.
        let is_home = journey.visits.len() == begun.done.len();
        open.retain(|own| !is_home && own.end_sec >= arrives);
        open.iter_mut().for_each(|own| own.start_sec = own.start_sec.max(arrives));
    }
    (kept, open)
}

/// FEATURES EXE-46: when the vehicle gets to what comes next, by a position newer than what was
/// executed.
fn arrives(journey: &Journey, begun: &Begun, route: &Route) -> Option<i64> {
    let registry = route.tracking_data.as_ref()?;
    let fix = registry.position.as_ref()?;
    let mut drivers = registry.drivers_tracking_data.values();
    let has_departed = drivers.any(|own| own.current.departure.is_some());
    let is_prepared = !begun.done.is_empty() || begun.preparation.is_some();
    let is_under_way = is_prepared || has_departed && journey.preparation == 0;
    if !is_under_way || fix.sec <= begun.anchor {
        return None;
    }
    let (to, enters) = match journey.visits.get(begun.done.len()) {
        Some(visit) => (visit.place, matches!(visit.task, Task::Step { .. })),
        None => (journey.depot_place(journey.settings.arrival_depot_id.as_ref()?), false),
    };
    // 1.1: where all places must be listed, nothing is known of others.
    match &journey.snapshot.travel {
        Some(
            Travel::Matrix { locations, missing: Missing::Error, .. }
            | Travel::Sparse { locations, missing: Missing::Error, .. },
        ) if fix.lat_lng != to && !locations.contains(&fix.lat_lng?) => return None,
        _ => {}
    }
    let speed = journey.settings.speed_factor.unwrap_or(100);
    let drive = travel::drive(journey.snapshot, speed, fix.lat_lng, to, enters)?;
    Some(fix.sec + drive.sec)
}

/// When the rest begins: where the vehicle has had nothing to do, the preparation is over by then.
fn begins(journey: &Journey, begun: &Begun, route: &Route, resumed: i64) -> i64 {
    if let Some(arrives) = arrives(journey, begun, route) {
        return (arrives - journey.leg(begun.done.len()).sec).max(0);
    }
    let is_prepared = !begun.done.is_empty() || begun.preparation.is_some();
    match resumed > begun.anchor {
        true if !is_prepared => resumed.max(begun.anchor + journey.preparation),
        true => resumed,
        false => begun.anchor,
    }
}

/// The rest is timed like a route that departs at the anchor, within what is left of the working time.
fn rest_settings(journey: &Journey, begun: &Begun, route: &Route, resumed: i64) -> VehicleSettings {
    let mut settings = journey.settings.clone();
    settings.flex_start_time = false;
    if settings.max_working_time_sec > 0 {
        let worked = begins(journey, begun, route, resumed) - begun.departure;
        // 0 would be no limit.
        settings.max_working_time_sec = (settings.max_working_time_sec - worked).max(1);
    }
    settings
}

fn rest<'j>(
    journey: &'j Journey,
    begun: &Begun,
    route: &Route,
    (settings, open): (&'j VehicleSettings, &'j [Break]),
    resumed: i64,
) -> Journey<'j> {
    let own = Journey::of(journey.snapshot, journey.rules, route);
    let mut rest: Journey<'j> = own.unwrap_or_else(|why| unreachable!("{why}"));
    let done = begun.done.len();
    rest.visits.drain(..done);
    rest.legs.drain(..done);
    rest.settings = settings;
    let resumed = if rest.visits.is_empty() { 0 } else { resumed };
    rest.window.0 = begins(journey, begun, route, resumed);
    rest.breaks = open.iter().collect();
    rest.not_before = begun.not_before;
    if done > 0 || begun.preparation.is_some() || resumed > begun.anchor {
        rest.preparation = 0;
    }
    if begun.close_out.is_some() {
        rest.close_out = 0;
    }
    rest
}

/// 6.8: service = effective out − in; where nothing was reported, as planned.
fn longer(journey: &Journey, begun: &Begun) -> i64 {
    let took = |span: &Span, fact: &Option<Effective>, given: i64| match fact {
        Some(own) => own.end_sec - own.start_sec,
        None if begun.now.is_some() => span.end - span.start,
        None => given,
    };
    let visits = begun
        .done
        .iter()
        .zip(&journey.visits)
        .map(|((span, fact), visit)| took(span, fact, visit.duration()) - visit.duration());
    let depots = [(begun.preparation, journey.preparation), (begun.close_out, journey.close_out)];
    let depots = depots
        .into_iter()
        .filter_map(|(own, given)| own.map(|(_, fact)| fact.end_sec - fact.start_sec - given));
    visits.chain(depots).sum()
}

/// What was executed shows when it was, and is judged by that.
fn facts(wanted: &mut Route, journey: &Journey, begun: &Begun) {
    let visits = wanted.steps.iter_mut().filter(|step| {
        matches!(step.kind, StepType::Pickup | StepType::Delivery | StepType::Depot)
    });
    for (index, (step, (_, fact))) in visits.zip(&begun.done).enumerate() {
        step.effective = *fact;
        if let Some(fact) = fact {
            let mut own = codes::of_assignment(journey, index);
            if codes::outside_windows(&journey.visits[index], fact.start_sec) {
                own.push(StepViolation::Tw);
            }
            if begun.outside.contains(&index) {
                own.push(StepViolation::Owb);
            }
            own.sort_unstable();
            step.violations = own;
        }
    }
    for (kind, own) in
        [(StepType::Preparation, begun.preparation), (StepType::CloseOut, begun.close_out)]
    {
        let step = wanted.steps.iter_mut().find(|step| step.kind == kind);
        if let (Some(step), Some((span, fact))) = (step, own) {
            (step.arrival_sec, step.start_sec, step.end_sec) = (span.arrival, span.start, span.end);
            step.effective = Some(fact);
        }
    }
}
