//! `swapRoutes` (documents: "Swap Routes"; SEMANTICS 8.2).

use super::board::{Board, refuse};
use super::current::{date_of, is_tracked};
use super::loaded::Loaded;
use crate::error::Error;
use crate::model::{Rules, SchedulingResult, SwapRoutesRequest};
use crate::sorted;

/// Two routes of one date exchange their order steps; one of them may have none. Reloads go with
/// them where the other vehicle has a departure depot.
///
/// # Errors
/// 400 where the dates differ, both routes are empty, either has tracking data or is locked, the
/// vehicle of an empty one is not available, or a leg cannot be driven.
pub fn swap_routes(
    loaded: &Loaded,
    request: &SwapRoutesRequest,
    rules: &Rules,
) -> Result<SchedulingResult, Error> {
    let snapshot = &loaded.snapshot;
    let (source, target) = (&request.src_route_id, &request.dst_route_id);
    let dates = [source, target].map(|id| date_of(snapshot, id));
    if dates[0] != dates[1] {
        let rule = "must be of the date of srcRouteId".to_owned();
        refuse(vec![("dstRouteId".to_owned(), rule)])?;
    }
    let mut board = Board::new(loaded, rules, &sorted::set(dates.into_iter().flatten()));
    let (Some(one), Some(other)) = (board.day(source), board.day(target)) else {
        return board.finish(None);
    };
    let mut refusals = Vec::new();
    for (name, day) in [("srcRouteId", one), ("dstRouteId", other)] {
        let tracked = board.route(day).is_some_and(is_tracked);
        let tracked = tracked.then(|| "must be of a route without tracking data".to_owned());
        let why = tracked.into_iter().chain(board.refusal(day));
        refusals.extend(why.map(|rule| (name.to_owned(), rule)));
    }
    if one == other {
        refusals
            .push(("dstRouteId".to_owned(), "must be another route than srcRouteId".to_owned()));
    } else if board.sequence(one).is_empty() && board.sequence(other).is_empty() {
        let rule = "must have order steps, as srcRouteId has none".to_owned();
        refusals.push(("dstRouteId".to_owned(), rule));
    }
    refuse(refusals)?;
    board.swap(one, other);
    board.finish(None)
}
