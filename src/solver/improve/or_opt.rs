//! Or-opt: up to three stops in a row go elsewhere, on their own tour or on another, as they are or
//! turned round (Or, "Traveling salesman-type combinatorial problems and their relation to the
//! logistics of regional blood banking", Northwestern University, 1976; between tours: Savelsbergh,
//! "The vehicle routing problem with time windows: minimizing route duration", ORSA Journal on
//! Computing 4(2), 1992).

use super::Search;
use super::join::{Cut, Join, Segment};
use crate::problem::StopIdx;
use crate::units::Money;

/// Most stops in a row.
const LONGEST: usize = 3;

/// Stops in a row that begin or end with one of them, and what taking them away saves.
#[derive(Clone, Copy, Debug)]
struct Piece {
    own: Segment,
    begins: bool,
    saved: Money,
}

/// The pieces that begin or end with a stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Of the stop behind a gap.
    pub(super) fn fill(&mut self, search: &Search<'_>, at: Cut) {
        self.0.clear();
        let tour = search.tour(at.day);
        for length in 1..=LONGEST {
            for begins in [true, false] {
                let from = if begins { Some(at.gap) } else { (at.gap + 1).checked_sub(length) };
                let Some(from) = from.filter(|from| from + length <= tour.items.len()) else {
                    continue;
                };
                let own = Segment { day: at.day, from, to: from + length };
                let [left, right] = [own.from, own.to].map(|gap| Cut { day: at.day, gap });
                let Some(closed) = search.between(left, right) else { continue };
                let saved = search.hop_cost(left) + search.hop_cost(right) - closed.cost;
                let is_new = begins || length > 1;
                if is_new && saved > Money::ZERO && search.is_movable(own) {
                    self.0.push(Piece { own, begins, saved });
                }
            }
        }
    }
}

impl Pieces {
    /// What taking away the stop alone saves, where it may leave.
    pub(super) fn single(&self) -> Option<(Segment, Money)> {
        let first = self.0.first().filter(|first| first.own.to == first.own.from + 1);
        first.map(|first| (first.own, first.saved))
    }
}

/// True if putting a piece of the stop behind the one cut into the other made the plan cheaper;
/// `to_left` where that stop is the right one of the join.
pub(super) fn improve(search: &mut Search<'_>, pieces: &Pieces, join: Join, to_left: bool) -> bool {
    let into = if to_left { join.left } else { join.right };
    let opened = search.hop_cost(into) - join.arc.cost;
    for piece in &pieces.0 {
        let own = piece.own;
        if piece.saved + opened <= Money::ZERO
            || (own.day == into.day && (own.from..=own.to).contains(&into.gap))
        {
            continue;
        }
        if own.day != into.day && !search.may_have(into.day, search.items(own)) {
            continue;
        }
        // The far end of the piece, by which it is joined to the other side of the cut.
        let far = if piece.begins { own.to } else { own.from };
        let (tour, vehicle) = (search.tour(own.day), search.vehicle(into.day));
        let end = if piece.begins { tour.places[far] } else { tour.places[far + 1] };
        let other = search.tour(into.day);
        let second = if to_left {
            let is_stop = into.gap < other.items.len();
            search.arc(vehicle, end, other.places[into.gap + 1], is_stop)
        } else {
            search.arc(vehicle, other.places[into.gap], end, true)
        };
        if second.is_some_and(|second| piece.saved + opened > second.cost)
            && put(search, own, into, piece.begins != to_left)
        {
            return true;
        }
    }
    false
}

/// Puts a segment into a gap, `turned` or not, if every rule is kept and it is exactly cheaper.
fn put(search: &mut Search<'_>, own: Segment, into: Cut, turned: bool) -> bool {
    let mut moved = [0; LONGEST];
    let moved = &mut moved[..own.to - own.from];
    moved.copy_from_slice(search.items(own));
    if turned {
        moved.reverse();
    }
    if own.day == into.day {
        return put_within(search, own, into.gap, moved);
    }
    let gap = Segment { day: into.day, from: into.gap, to: into.gap };
    let fits =
        search.is_light(gap, moved) && search.is_in_time(gap, moved) && search.is_in_time(own, &[]);
    fits && search.put(&[(own, &[]), (gap, moved)])
}

/// The same within a tour.
fn put_within(search: &mut Search<'_>, own: Segment, gap: usize, moved: &[StopIdx]) -> bool {
    let items = &search.tour(own.day).items;
    let all = Segment { from: own.from.min(gap), to: own.to.max(gap), ..own };
    let changed = if gap < own.from {
        [moved, &items[gap..own.from]].concat()
    } else {
        [&items[own.to..gap], moved].concat()
    };
    search.is_in_time(all, &changed) && search.put(&[(all, &changed)])
}
