//! The departure and the breaks of a sequence that is in time (SEMANTICS 2.3, 2.9).
//!
//! Exact and without enumeration: for every count j of breaks taken so far, the earliest moment at
//! each spot is kept as a function of D ([`Piecewise`]); the earliest moment dominates because
//! nothing gets better by being later. Breaks that are no longer due for a later D split the
//! departures into intervals. At the end, for each D, the first j at which the route ends before
//! the next break could start is what is due; among all D the cheapest counts, then the earliest.
//! Complexity: O(spots × breaks × pieces); without breaks O(stops).

use super::chain::Chain;
use super::opening::Opening;
use super::piecewise::{Piece, Piecewise};
use super::place::TakenBreak;
use crate::problem::{Break, Problem, VehicleDay, Window, next_start};
use crate::units::{Money, Sec};

/// Departure, end and breaks of a route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// D: when work begins.
    pub departure: Sec,
    /// E: when it ends.
    pub end: Sec,
    /// In order of time.
    pub breaks: Vec<TakenBreak>,
    /// Σ seconds too late or too long (SEMANTICS 2.3); 0 = in time.
    pub overrun: Sec,
}

/// What the choice comes to, before the spots of the breaks are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) departure: Sec,
    pub(super) end: Sec,
    /// Index of the first break that is taken.
    pub(super) first_break: usize,
    /// How many are taken.
    pub(super) taken: usize,
    /// Σ their durations.
    pub(super) break_time: Sec,
    /// Of waiting and breaks.
    pub(super) cost: Money,
    /// Σ seconds after last windows, where services may be late.
    pub(super) late: Sec,
}

impl Choice {
    /// Least cost, then earliest D, then earliest E.
    const fn key(&self) -> (i64, Sec, Sec) {
        (self.cost.0, self.departure, self.end)
    }
}

/// Buffers of [`choose`], reused between calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    /// By number of breaks taken so far.
    layers: Vec<Piecewise>,
    at_break: Piecewise,
    scratch: Vec<Piece>,
}

/// The best choice in time, or `None` where every departure is late somewhere.
pub(super) fn choose(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    buffers: &mut Layers,
) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    let mut from = day.window_start;
    let last = day.latest_departure();
    for first_break in 0..=day.breaks.len() {
        // Breaks before `first_break` cannot start any more once D is after their end.
        let to = day.breaks.get(first_break).map_or(last, |next| last.min(next.end));
        if from > to {
            continue;
        }
        let breaks = &day.breaks[first_break..];
        propagate(problem, day, chain, breaks, (from, to), buffers);
        select(day, chain, first_break, buffers, &mut best);
        from = to + 1;
        if from > last {
            break;
        }
    }
    best
}

/// Fills the layers with the moments at which the route ends.
fn propagate(
    problem: &Problem,
    day: &VehicleDay,
    chain: &Chain,
    breaks: &[Break],
    (from, to): (Sec, Sec),
    buffers: &mut Layers,
) {
    buffers.layers.resize_with(breaks.len() + 1, Piecewise::default);
    for layer in &mut buffers.layers {
        layer.pieces.clear();
    }
    buffers.layers[0].reset(from, to);
    shift_all(buffers, day.preparation);
    for visit in &chain.visits {
        let drive = visit.drive + visit.parking;
        take_breaks(breaks, chain.not_before, buffers, |moment| Some(moment + drive));
        shift_all(buffers, drive);
        wait_all(buffers, chain.not_before);
        let opening = Opening::of(problem, day, visit);
        take_breaks(breaks, chain.not_before, buffers, |moment| {
            let moment = moment.max(visit.earliest);
            Some(next_start(opening.windows, moment, opening.lead)? + visit.service)
        });
        wait_all(buffers, visit.earliest);
        let Layers { layers, scratch, .. } = buffers;
        for layer in layers.iter_mut() {
            layer.wait(opening.windows, opening.lead, scratch);
            layer.shift(visit.service);
        }
        if layers.iter().all(Piecewise::is_empty) {
            return;
        }
    }
    take_breaks(breaks, chain.not_before, buffers, |_| None);
    shift_all(buffers, chain.home_drive);
    wait_all(buffers, chain.not_before);
    shift_all(buffers, day.close_out);
}

/// Nothing happens before that moment.
fn wait_all(buffers: &mut Layers, not_before: Sec) {
    if not_before > 0 {
        let window = Window { start: not_before, end: Sec::MAX / 4 };
        let Layers { layers, scratch, .. } = buffers;
        layers.iter_mut().for_each(|layer| layer.wait(&[window], 0, scratch));
    }
}

fn shift_all(buffers: &mut Layers, seconds: Sec) {
    for layer in &mut buffers.layers {
        layer.shift(seconds);
    }
}

/// Any break may be taken here, after those before it. `onwards` tells when the next spot is reached from
/// a moment without a break, `None` where that is too late: as long as a break cannot begin before that
/// either, it is taken there no later, so that it need not be looked at here.
fn take_breaks(
    breaks: &[Break],
    not_before: Sec,
    buffers: &mut Layers,
    onwards: impl Fn(Sec) -> Option<Sec>,
) {
    for (taken, next) in breaks.iter().enumerate() {
        let Layers { layers, at_break, scratch } = &mut *buffers;
        let (Some(first), Some(last)) = (layers[taken].first(), layers[taken].last()) else {
            continue;
        };
        let window = Window { start: next.start.max(not_before), end: next.end };
        if first > window.end {
            // The break is due and cannot be taken any more.
            layers[taken].pieces.clear();
            continue;
        }
        let is_early = onwards(last).is_some_and(|moment| moment <= window.start);
        if window.start > window.end || is_early {
            continue;
        }
        at_break.pieces.clone_from(&layers[taken].pieces);
        at_break.wait(&[window], 0, scratch);
        at_break.shift(next.duration);
        layers[taken + 1].lower(at_break, scratch);
    }
}

/// Looks through the ends of the route for the best choice.
fn select(
    day: &VehicleDay,
    chain: &Chain,
    first_break: usize,
    buffers: &Layers,
    best: &mut Option<Choice>,
) {
    let breaks = &day.breaks[first_break..];
    let mut from = Sec::MIN;
    let mut break_time = 0;
    for (taken, layer) in buffers.layers.iter().enumerate().take(breaks.len() + 1) {
        // With these breaks the next one is not due for D up to `to`.
        let next = breaks.get(taken);
        let to = next.map_or(Some(Sec::MAX), |next| layer.last_not_after(next.start));
        if let Some(to) = to {
            for piece in &layer.pieces {
                let clipped = Piece { from: piece.from.max(from), to: piece.to.min(to), ..*piece };
                let chosen = cheapest_on(day, chain, clipped, break_time);
                if let Some((departure, cost)) = chosen {
                    let end = piece.at(departure);
                    let choice =
                        Choice { departure, end, first_break, taken, break_time, cost, late: 0 };
                    if best.is_none_or(|best| choice.key() < best.key()) {
                        *best = Some(choice);
                    }
                }
            }
            from = from.max(to.saturating_add(1));
        }
        break_time += next.map_or(0, |next| next.duration);
    }
}

/// The cheapest, then earliest D of one piece that keeps working window and working time.
fn cheapest_on(
    day: &VehicleDay,
    chain: &Chain,
    piece: Piece,
    break_time: Sec,
) -> Option<(Sec, Money)> {
    let Piece { mut from, mut to, base, follows } = piece;
    if follows {
        to = to.min(day.window_end - base);
        if base > day.max_working {
            return None;
        }
    } else {
        if base > day.window_end {
            return None;
        }
        from = from.max(base.saturating_sub(day.max_working));
    }
    if from > to {
        return None;
    }
    let departure = if !follows && day.rates.idle > Money::ZERO { to } else { from };
    let idle = piece.at(departure) - departure - chain.working - chain.driving - break_time;
    Some((departure, day.rates.idle * idle + day.rates.break_time * break_time))
}
