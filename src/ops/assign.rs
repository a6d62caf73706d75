//! `assignOrderSteps` (documents: "Assign an OrderStep", "Assign Multiple OrderSteps"; SEMANTICS 8.1).

use super::board::{Board, refuse, routed};
use super::current::date_of;
use super::loaded::Loaded;
use crate::error::Error;
use crate::model::{
    AssignOrderStepsRequest, Route, Rules, SchedulingCompleted, SchedulingResult, StepKind,
    StepTracking,
};
use crate::problem::{DayIdx, StopIdx};
use crate::sorted;

/// Puts order steps on a route, together and in their order, before the first order step that starts
/// after `afterSec`, else last. A missing route is created. Violations are reported, not avoided. A
/// position earlier than anything recorded of the route's order steps lies in the past and assigns
/// nothing: the result lists no order steps.
///
/// # Errors
/// 400 where several steps are given and one is on a route, where the target or the route that a
/// step comes from is locked, the vehicle of a new route is not available, or a leg cannot be driven.
pub fn assign_order_steps(
    loaded: &Loaded,
    request: &AssignOrderStepsRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let snapshot = &loaded.snapshot;
    let steps = &request.order_steps;
    let routed = routed(snapshot);
    let sources: Vec<Option<&str>> = steps
        .iter()
        .map(|step| routed.get(&(step.order_id.as_str(), step.kind)).copied())
        .collect();
    let several = steps.len() > 1;
    refuse(
        (0..)
            .zip(&sources)
            .filter_map(|(index, source): (usize, _)| Some((index, (*source)?)))
            .filter(|_| several)
            .map(|(index, source)| {
                let rule = format!(
                    "must be on no route as several are assigned: it is on routes[{source}]"
                );
                (format!("orderSteps[{index}]"), rule)
            })
            .collect(),
    )?;
    let concerned = sources.iter().flatten().copied().chain([request.route_id.as_str()]);
    let dates: sorted::Set<_> = sorted::set(concerned.filter_map(|id| date_of(snapshot, id)));
    let mut board = Board::new(loaded, rules, &dates);
    let Some(target) = board.day(&request.route_id) else {
        return board.finish(None);
    };
    let mut refusals: Vec<(String, String)> = Vec::new();
    refusals.extend(board.refusal(target).map(|rule| ("routeId".to_owned(), rule)));
    for (index, source) in sources.iter().enumerate() {
        let Some(source) = source else { continue };
        if board.day(source).is_some_and(|day| day != target && board.is_locked(day)) {
            let rule = format!("is on routes[{source}], which is locked");
            refusals.push((format!("orderSteps[{index}]"), rule));
        }
    }
    refuse(refusals)?;
    let asked = board.tasks(steps.iter().map(|step| step.order_id.as_str()));
    let route = board.route(target);
    let in_the_past = route.and_then(recorded).is_some_and(|last| request.after_sec < last);
    if !in_the_past {
        let stops = board.stops(steps);
        for stop in &stops {
            board.take(*stop);
        }
        let place = position(&board, target, request.after_sec);
        board.put(target, place, &stops);
    }
    let mut result = board.finish(Some(&asked))?;
    let done = if in_the_past { Vec::new() } else { steps.clone() };
    result.data = SchedulingCompleted { order_ids: None, order_steps: Some(done) };
    Ok(result)
}

/// Where the steps go: before the first order step that starts after that second, but after all of
/// which something was recorded, as those come first.
fn position(board: &Board<'_>, day: DayIdx, after_sec: i64) -> usize {
    let mut starts: sorted::Map<StopIdx, (i64, bool)> = sorted::Map::new();
    for step in board.route(day).into_iter().flat_map(|route| &route.steps) {
        let stop = step.order_id.as_deref().zip(step.step_kind());
        if let Some(stop) =
            stop.and_then(|(id, kind): (&str, StepKind)| board.problem.stop(id, kind))
        {
            let past = step.tracking_data.as_ref().and_then(latest).is_some();
            starts.insert(stop, (step.start_sec, past));
        }
    }
    let sequence = board.sequence(day);
    let start = |item: &StopIdx| starts.get(item).copied();
    let begun = sequence.iter().rposition(|item| start(item).is_some_and(|(_, past)| past));
    let open = begun.map_or(0, |last| last + 1);
    let later = |item: &StopIdx| start(item).is_some_and(|(start, _)| start > after_sec);
    let place = sequence.iter().skip(open).position(later);
    place.map_or(sequence.len(), |place| open + place)
}

/// The latest second recorded on a route's order steps.
fn recorded(route: &Route) -> Option<i64> {
    let steps = route.steps.iter().filter(|step| step.step_kind().is_some());
    steps.filter_map(|step| latest(step.tracking_data.as_ref()?)).max()
}

/// The latest second recorded of a step, whatever it was that was reported.
fn latest(tracking: &StepTracking) -> Option<i64> {
    let own = [
        tracking.time_in_sec,
        tracking.time_out_sec,
        tracking.status_sec,
        tracking.time_in_detected_sec,
        tracking.time_out_detected_sec,
    ];
    let loads = tracking.tracked_load_map.iter().flatten().map(|(_, load)| load.time_sec);
    let fields =
        tracking.tracked_custom_field_map.iter().flatten().map(|(_, field)| field.time_sec);
    let pods = tracking.pods.iter().flat_map(|pods| {
        let maps = [&pods.signatures, &pods.pictures, &pods.audios];
        let by_id = maps.into_iter().flat_map(sorted::Map::values).chain(&pods.note);
        by_id.map(|pod| pod.sec).chain(pods.barcodes.iter().map(|barcode| barcode.sec))
    });
    own.into_iter().flatten().chain(loads).chain(fields).chain(pods).max()
}
