//! SWAP*: two stops of two tours change tours, and each goes to the cheapest place there, not to
//! where the other was (Vidal, "Hybrid genetic search for the CVRP: open-source implementation and
//! SWAP* neighborhood", Computers and Operations Research 140, 2022). As there, the three cheapest
//! places of a stop in a tour are enough to know the cheapest without the stop that leaves, and they
//! are remembered as long as that tour stays as it is.
//!
//! Granular: the first stop would go beside one of its neighbours and save something, but that tour
//! cannot take it. If two stops change tours and that is cheaper, one of the two alone would save
//! something, too, or takes the place of the other, as what they add sums up; the latter is what
//! exchanges are for.

use super::join::{Cut, Join, Segment};
use super::or_opt::Pieces;
use super::{NEAR, Search};
use crate::problem::StopIdx;
use crate::solver::hop::narrow;
use crate::solver::tour::{Opening, TOO_LATE};
use crate::units::Money;

/// A stop that leaves a tour, another that comes, and where.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// The one item that leaves.
    out: Segment,
    stop: StopIdx,
    /// Before the item leaves.
    gap: usize,
}

/// The stop that would go to another tour.
#[derive(Clone, Copy, Debug)]
struct Mover {
    own: Segment,
    stop: StopIdx,
    into: Cut,
    /// What that saves.
    gain: Money,
    /// What its own tour saves.
    saved: Money,
    delay: Delay,
}

/// By how much a tour that takes a stop in a gap is too late; at the stop itself, or after it.
#[derive(Clone, Copy, Debug)]
enum Delay {
    There(i64),
    Later(i64),
}

impl Delay {
    /// Of a stop in a gap; nothing or less where that is in time.
    fn new(search: &Search<'_>, stop: StopIdx, into: Cut) -> Option<Self> {
        let (tour, day) = (search.tour(into.day), search.vehicle(into.day));
        let own = &search.problem.stops[stop as usize];
        let there = search.arc(day, tour.places[into.gap], own.place, true)?;
        let is_stop = into.gap < tour.items.len();
        let on = search.arc(day, own.place, tour.places[into.gap + 1], is_stop)?;
        let service = narrow(own.service);
        let opening = Opening::of_stop(search.problem, day, stop, service);
        // With breaks nobody knows at once.
        if tour.width > 1 {
            return Some(Self::Later(0));
        }
        let arrival = tour.ready[into.gap] + there.travel;
        let start = opening.start(arrival);
        if start == TOO_LATE {
            return Some(Self::There(opening.lateness(arrival)));
        }
        Some(Self::Later(i64::from(start + service + on.travel - tour.latest[into.gap])))
    }

    /// Whether the tour may be in time without one of its items, which is not beside the gap: no more
    /// is won than it takes to go there, stay and go on, if stops have one window.
    fn may_end(self, search: &Search<'_>, out: Segment, gap: usize) -> bool {
        let hops = &search.tour(out.day).hops;
        let (into, on) = (hops[out.from], hops[out.to]);
        let most = i64::from(into.travel + into.service + on.travel);
        match self {
            Self::There(seconds) => out.to <= gap && (out.to == gap || most >= seconds),
            Self::Later(seconds) => (out.from..=out.to).contains(&gap) || most >= seconds,
        }
    }
}

/// True if exchanging the stop of the pieces for one of the tour that it joins made the plan
/// cheaper; `to_left` where it is the right one of the join.
pub(super) fn improve(search: &mut Search<'_>, pieces: &Pieces, join: Join, to_left: bool) -> bool {
    let Some((own, saved)) = pieces.single() else { return false };
    let into = if to_left { join.left } else { join.right };
    let stop = search.items(own)[0];
    let Some(added) = search.added(stop, into).filter(|added| *added < saved) else {
        return false;
    };
    let task = search.problem.stops[stop as usize].task;
    if !search.state.allows(search.problem, task, into.day) {
        return false;
    }
    let Some(delay) = Delay::new(search, stop, into) else { return false };
    let mover = Mover { own, stop, into, gain: saved - added, saved, delay };
    let mut best = None;
    for at in 0..search.tour(into.day).items.len() {
        try_partner(search, mover, at, &mut best);
    }
    let Some((_, changes)) = best else { return false };
    let [one, two] = changes.map(|change| search.after(change));
    search.put(&[(one.0, &one.1), (two.0, &two.1)])
}

/// Takes an exchange with that item of the tour for the best where it fits and is cheaper.
fn try_partner(
    search: &mut Search<'_>,
    mover: Mover,
    at: usize,
    best: &mut Option<(Money, [Change; 2])>,
) {
    let Mover { own, stop, into, .. } = mover;
    search.places.work += 1;
    let least = best.as_ref().map_or(Money::ZERO, |(gain, _)| *gain);
    let out = Segment { day: into.day, from: at, to: at + 1 };
    let partner = search.items(out)[0];
    // Without legs first, for most fail.
    let most = mover.saved + search.old_cost(out);
    let is_near = |near: &StopIdx| search.state.day_of[*near as usize] == own.day;
    let may_gain = mover.delay.may_end(search, out, into.gap)
        && most > least
        && search.is_light(out, &[stop])
        && search.may_have(own.day, &[partner])
        && search.neighbours.of(partner).iter().take(NEAR).any(is_near);
    if !may_gain {
        return;
    }
    let Some(gain) = gain_without(search, mover, out).filter(|gain| *gain > least) else { return };
    if !search.is_movable(out) || !search.is_light(own, &[partner]) {
        return;
    }
    let Some((back, gap)) = cheapest_without(search, partner, own) else { return };
    if gain - back <= least {
        return;
    }
    let changes = [Change { out: own, stop: partner, gap }, Change { out, stop, gap: into.gap }];
    if changes.iter().all(|change| search.keeps_time(*change)) {
        *best = Some((gain - back, changes));
    }
}

/// What is saved where an item of the other tour leaves, too.
fn gain_without(search: &Search<'_>, mover: Mover, out: Segment) -> Option<Money> {
    let old = search.old_cost(out);
    if (out.from..=out.to).contains(&mover.into.gap) {
        return Some(mover.saved + old - instead(search, mover.stop, out)?);
    }
    Some(mover.gain + old - search.closed_cost(out)?)
}

/// What the drives to and from a stop cost in the place of an item.
fn instead(search: &Search<'_>, stop: StopIdx, out: Segment) -> Option<Money> {
    let (tour, day) = (search.tour(out.day), search.vehicle(out.day));
    let here = search.problem.stops[stop as usize].place;
    let there = search.arc(day, tour.places[out.from], here, true)?;
    let is_stop = out.to < tour.items.len();
    let on = search.arc(day, here, tour.places[out.to + 1], is_stop)?;
    Some(there.cost + on.cost)
}

/// What a stop adds at least in a tour without one of its items, and before which gap.
fn cheapest_without(
    search: &mut Search<'_>,
    stop: StopIdx,
    out: Segment,
) -> Option<(Money, usize)> {
    let closed = search.closed_cost(out)?;
    let in_place = instead(search, stop, out).map(|cost| (cost - closed, out.from));
    let known = search.cheapest(stop, out.day);
    let others = known.places.iter().map(|(cost, gap)| (*cost, *gap as usize));
    let elsewhere = others.into_iter().find(|(_, gap)| *gap != out.from && *gap != out.to);
    match (in_place, elsewhere) {
        (Some(one), Some(two)) => Some(if two.0 < one.0 { two } else { one }),
        (one, two) => one.or(two),
    }
}

impl Search<'_> {
    /// What the drives into a segment and out of it cost.
    fn old_cost(&self, out: Segment) -> Money {
        let [into, on] = [out.from, out.to].map(|gap| self.hop_cost(Cut { day: out.day, gap }));
        into + on
    }

    /// What driving past it costs.
    fn closed_cost(&self, out: Segment) -> Option<Money> {
        let [left, right] = [out.from, out.to].map(|gap| Cut { day: out.day, gap });
        self.between(left, right).map(|arc| arc.cost)
    }

    /// The segment that a change concerns, what is kept of it, and whether the stop comes first.
    fn span(&self, change: Change) -> (Segment, Segment, bool) {
        let Change { out, gap, .. } = change;
        let all = Segment { day: out.day, from: out.from.min(gap), to: out.to.max(gap) };
        let is_first = gap <= out.from;
        let kept = if is_first {
            Segment { from: gap, to: out.from, ..out }
        } else {
            Segment { from: out.to, to: gap, ..out }
        };
        (all, kept, is_first)
    }

    /// Whether a tour is in time after a change.
    fn keeps_time(&self, change: Change) -> bool {
        let (all, items) = self.after(change);
        self.is_in_time(all, &items)
    }

    /// What is there instead of a segment after a change.
    fn after(&self, change: Change) -> (Segment, Vec<StopIdx>) {
        let (all, kept, is_first) = self.span(change);
        let mut items = self.items(kept).to_vec();
        items.insert(if is_first { 0 } else { items.len() }, change.stop);
        (all, items)
    }
}
