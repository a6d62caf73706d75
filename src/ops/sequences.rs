//! `applySequences` (documents: "Apply Sequences").

use super::board::{Board, refuse, routed};
use super::current::date_of;
use super::loaded::Loaded;
use crate::error::Error;
use crate::model::{ApplySequencesRequest, Rules, SchedulingResult};
use crate::sorted;

/// Creates routes with exactly these sequences: nothing is optimised but their timing, violations
/// are reported.
///
/// # Errors
/// 400 where a route has work already, is locked or its vehicle is not available, where an order step
/// is on a route, or a leg cannot be driven.
pub fn apply_sequences(
    loaded: &Loaded,
    request: &ApplySequencesRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let snapshot = &loaded.snapshot;
    let sequences = &request.sequences;
    let dates: sorted::Set<_> =
        sorted::set(sequences.iter().filter_map(|one| date_of(snapshot, &one.route_id)));
    let mut board = Board::new(loaded, rules, &dates);
    let routed = routed(snapshot);
    let mut refusals = Vec::new();
    for (index, one) in sequences.iter().enumerate() {
        let day = board.day(&one.route_id);
        let path = format!("sequences[{index}].routeId");
        if day.is_some_and(|day| !board.sequence(day).is_empty()) {
            refusals.push((path.clone(), "must be of a route without order steps".to_owned()));
        }
        refusals.extend(day.and_then(|day| board.refusal(day)).map(|rule| (path, rule)));
        for (place, step) in one.order_steps.iter().enumerate() {
            if let Some(route) = routed.get(&(step.order_id.as_str(), step.kind)) {
                let path = format!("sequences[{index}].orderSteps[{place}]");
                refusals.push((path, format!("must be on no route: it is on routes[{route}]")));
            }
        }
    }
    refuse(refusals)?;
    for one in sequences {
        if let Some(day) = board.day(&one.route_id) {
            let stops = board.stops(&one.order_steps);
            board.put(day, 0, &stops);
        }
    }
    let steps = sequences.iter().flat_map(|one| &one.order_steps);
    let asked = board.tasks(steps.map(|step| step.order_id.as_str()));
    board.finish(Some(&asked))
}
